//! A run as data: what `--json` writes and the book's figures are made from.

use std::time::Duration;

use serde_json::{Map, Value, json};

use crate::cpu::ContextSwitches;
use crate::draw::Rows;
use crate::machine::Machine;
use crate::meter::Usage;
use crate::stats::Spread;
use crate::timeline::Timeline;

/// One variant of a lesson's work, measured one or more times.
#[derive(Clone, Debug)]
pub struct Row {
    /// What was run.
    pub name: String,
    /// Each run of it, in order; never empty.
    pub runs: Vec<Usage>,
    /// How many times faster than the row that it is compared to.
    pub speedup: Option<f64>,
    /// What the lesson adds: a key, the value for the record, the text for the table.
    pub extra: Vec<(&'static str, Value, String)>,
}

impl Row {
    /// A row of at least one run.
    ///
    /// # Panics
    /// `runs` is empty.
    pub fn new(name: impl Into<String>, runs: Vec<Usage>) -> Self {
        assert!(!runs.is_empty(), "a row without a run says nothing");
        Self { name: name.into(), runs, speedup: None, extra: Vec::new() }
    }

    /// Adds a figure of the lesson's own.
    #[must_use]
    pub fn with(mut self, key: &'static str, value: impl Into<Value>, shown: impl Into<String>) -> Self {
        self.extra.push((key, value.into(), shown.into()));
        self
    }

    /// Sets the speedup: the other row's median wall time over this one's.
    #[must_use]
    pub fn compared_to(mut self, baseline: &Self) -> Self {
        let wall = self.wall().median;
        self.speedup = (wall > 0.0).then(|| baseline.wall().median / wall);
        self
    }

    /// Wall time in seconds.
    #[must_use]
    pub fn wall(&self) -> Spread {
        self.spread(|usage| usage.wall.as_secs_f64())
    }

    /// CPU time in seconds.
    #[must_use]
    pub fn cpu(&self) -> Spread {
        self.spread(|usage| usage.cpu.as_secs_f64())
    }

    /// CPU time / wall time.
    #[must_use]
    pub fn cores_used(&self) -> Spread {
        self.spread(Usage::cores_used)
    }

    /// Context switches of both kinds; `None` where the system doesn't count them.
    #[must_use]
    pub fn switches(&self) -> Option<Spread> {
        let counts = self.runs.iter().map(|usage| usage.switches.map(|count| ContextSwitches::total(count) as f64));
        Spread::of(counts.collect::<Option<Vec<_>>>()?)
    }

    /// The text of an extra figure, empty where the row has none of that name.
    #[must_use]
    pub fn shown(&self, key: &str) -> &str {
        self.extra.iter().find(|(name, ..)| *name == key).map_or("", |(_, _, shown)| shown)
    }

    fn spread(&self, figure: impl Fn(&Usage) -> f64) -> Spread {
        Spread::of(self.runs.iter().map(figure)).expect("a row has at least one run and durations are numbers")
    }

    fn to_json(&self) -> Value {
        let (wall, cpu) = (self.wall(), self.cpu());
        let mut row = Map::new();
        row.insert("name".into(), json!(self.name));
        row.insert("runs".into(), json!(self.runs.len()));
        row.insert("wall_s".into(), json!(wall.median));
        row.insert("wall_min_s".into(), json!(wall.min));
        row.insert("wall_max_s".into(), json!(wall.max));
        row.insert("cpu_s".into(), json!(cpu.median));
        row.insert("cores_used".into(), json!(self.cores_used().median));
        row.insert("speedup".into(), json!(self.speedup));
        row.insert("context_switches".into(), json!(self.switches().map(|switches| switches.median)));
        for (key, value, _) in &self.extra {
            row.insert((*key).into(), value.clone());
        }
        Value::Object(row)
    }
}

/// Everything that one run of a lesson found out.
#[derive(Clone, Debug)]
pub struct Record {
    /// The lesson's package name.
    pub lesson: &'static str,
    /// Where it ran.
    pub machine: Machine,
    /// The arguments that it was run with.
    pub arguments: Vec<String>,
    /// What was measured.
    pub rows: Vec<Row>,
    /// Who ran when, and which way round to draw it.
    pub timelines: Vec<(Timeline, Rows)>,
    /// What was asserted, and whether it held.
    pub checks: Vec<(String, bool)>,
    /// What the lesson adds beside the rows.
    pub extra: Map<String, Value>,
    /// The last line, and whether the figures bear the article out on this machine.
    pub conclusion: Option<(String, bool)>,
}

impl Record {
    /// The record as one JSON object. Times of rows are in seconds, those of spans in microseconds since the
    /// beginning of their timeline; `timeline` is an index into `timelines`.
    #[must_use]
    pub fn to_json(&self) -> Value {
        let micros = |time: Duration| crate::draw::micros(time);
        let spans: Vec<Value> = self
            .timelines
            .iter()
            .enumerate()
            .flat_map(|(index, (timeline, _))| timeline.slices.iter().map(move |slice| (index, timeline, slice)))
            .map(|(index, timeline, slice)| {
                json!({
                    "timeline": index,
                    "task": timeline.tasks[slice.task],
                    "thread": timeline.threads[slice.thread],
                    "start_us": micros(slice.start),
                    "end_us": micros(slice.end),
                })
            })
            .collect();
        let timelines: Vec<Value> = self
            .timelines
            .iter()
            .map(|(timeline, _)| {
                json!({
                    "title": timeline.title,
                    "length_us": micros(timeline.length),
                    "most_at_once": timeline.most_at_once(),
                })
            })
            .collect();
        let checks: Vec<Value> = self.checks.iter().map(|(name, held)| json!({ "name": name, "held": held })).collect();
        let mut record = Map::new();
        record.insert("format".into(), json!(1));
        record.insert("lesson".into(), json!(self.lesson));
        record.insert("arguments".into(), json!(self.arguments));
        record.insert("machine".into(), self.machine.to_json());
        record.insert("rows".into(), self.rows.iter().map(Row::to_json).collect());
        record.insert("timelines".into(), json!(timelines));
        record.insert("spans".into(), json!(spans));
        record.insert("checks".into(), json!(checks));
        record.extend(self.extra.clone());
        let conclusion = self.conclusion.as_ref();
        record.insert(
            "conclusion".into(),
            json!(conclusion.map(|(text, holds)| json!({ "text": text, "supported": holds }))),
        );
        Value::Object(record)
    }
}
