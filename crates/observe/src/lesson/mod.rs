//! What the lessons' programs share: the flags, the order of a report, the files, the exit codes.
//!
//! A lesson's `main` reads as a table of contents:
//!
//! ```no_run
//! use observe::lesson::{self, Lesson};
//!
//! fn main() -> std::process::ExitCode {
//!     lesson::run(observe::program!(), vec![], |lesson: &mut Lesson| {
//!         lesson.say("Two numbers are added.")?;
//!         let (sum, row) = lesson.measure("adding", |_| Ok(1 + 2))?;
//!         lesson.check("the sum is 3", sum == 3)?;
//!         lesson.table(&[row], &[])?;
//!         lesson.conclude(true, "Adding works.", "Adding fails on this machine.")
//!     })
//! }
//! ```

mod files;
mod flags;
mod progress;
mod screen;

use std::fmt;
use std::io::Write as _;
use std::process::ExitCode;

use anstyle::{Effects, Style};
use anyhow::Context as _;
use clap::{Arg, ArgMatches};
use serde_json::Value;

pub use files::place_new;
pub use flags::{seconds, switch, whole_number};
pub use screen::{WIDTH, wrap};

use crate::draw::{self, Rows};
use crate::machine::Machine;
use crate::meter::Meter;
use crate::record::{Record, Row};
use crate::recorder::Recorder;
use crate::table::Table;
use crate::timeline::Timeline;
use crate::units;
use flags::Outputs;
use progress::Progress;
use screen::Screen;

/// Which program this is: see [`program!`](crate::program).
#[derive(Clone, Copy, Debug)]
pub struct Program {
    /// The package's name.
    pub name: &'static str,
    /// The package's description: `Lesson N · section of the article: what it shows`.
    pub description: &'static str,
}

/// The calling package as a [`Program`](crate::lesson::Program).
#[macro_export]
macro_rules! program {
    () => {
        $crate::lesson::Program { name: env!("CARGO_PKG_NAME"), description: env!("CARGO_PKG_DESCRIPTION") }
    };
}

/// Input that the lesson can't work with, as a sentence with the way out. Ends the program with exit code 2.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadInput(pub String);

impl fmt::Display for BadInput {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for BadInput {}

/// Runs a lesson's program from its command line to its exit code: 0 when it ran through, 2 for bad input, 1 for
/// anything else that went wrong, in which case one line on standard error says what.
pub fn run(program: Program, own: Vec<Arg>, body: impl FnOnce(&mut Lesson) -> anyhow::Result<()>) -> ExitCode {
    let matches = match flags::command(program, own).try_get_matches() {
        Ok(matches) => matches,
        Err(error) => {
            let _ = error.print();
            return ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(1));
        }
    };
    let result = Lesson::begin(program, matches).and_then(|mut lesson| {
        let result = body(&mut lesson).and_then(|()| lesson.finish());
        lesson.progress.clear();
        result
    });
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) if error.is::<ReaderGone>() => ExitCode::SUCCESS,
        Err(error) => {
            let _ = writeln!(anstream::stderr(), "error: {error:#}");
            ExitCode::from(if error.is::<BadInput>() { 2 } else { 1 })
        }
    }
}

/// Nobody reads on and no file is wanted: the rest of the lesson would be for nothing.
#[derive(Debug)]
struct ReaderGone;

impl fmt::Display for ReaderGone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the reader of standard output has gone")
    }
}

impl std::error::Error for ReaderGone {}

/// A lesson while it runs: prints, measures, and keeps the record.
#[derive(Debug)]
pub struct Lesson {
    matches: ArgMatches,
    outputs: Outputs,
    recorder: Recorder,
    progress: Progress,
    screen: Screen,
    /// Printed before the first other thing: bad input that the lesson itself finds comes without it.
    title: Option<&'static str>,
    record: Record,
}

impl Lesson {
    fn begin(program: Program, matches: ArgMatches) -> anyhow::Result<Self> {
        let outputs = Outputs::claim(&matches)?;
        let recorder = Recorder::install().context("installing the recorder of timelines")?;
        Ok(Self {
            matches,
            outputs,
            recorder,
            progress: Progress::new(),
            screen: Screen::default(),
            title: Some(program.description),
            record: Record {
                lesson: program.name,
                machine: Machine::here(),
                arguments: flags::arguments(std::env::args().skip(1)),
                rows: Vec::new(),
                timelines: Vec::new(),
                checks: Vec::new(),
                extra: serde_json::Map::new(),
                conclusion: None,
            },
        })
    }

    /// The machine that the lesson runs on.
    #[must_use]
    pub fn machine(&self) -> &Machine {
        &self.record.machine
    }

    /// `--quick`: small inputs.
    #[must_use]
    pub fn quick(&self) -> bool {
        self.matches.get_flag("quick")
    }

    /// `--force`: existing files may be replaced.
    #[must_use]
    pub fn force(&self) -> bool {
        self.matches.get_flag("force")
    }

    /// `--runs`, or the lesson's own default (1 with `--quick`).
    #[must_use]
    pub fn runs(&self, default: usize) -> usize {
        let default = if self.quick() { 1 } else { default };
        self.matches.get_one("runs").copied().unwrap_or(default)
    }

    /// The lesson's own flags.
    #[must_use]
    pub fn flags(&self) -> &ArgMatches {
        &self.matches
    }

    /// Prints `text` as it stands.
    ///
    /// # Errors
    /// Standard output can't be written; a reader that has gone is an error only when no file is wanted either.
    pub fn print(&mut self, text: &str) -> anyhow::Result<()> {
        if let Some(description) = self.title.take() {
            let (title, subtitle) = description.split_once(": ").unwrap_or((description, ""));
            let bold = Style::new().effects(Effects::BOLD);
            let machine = wrap(&self.record.machine.sentence(), WIDTH, "");
            self.print(&format!("{bold}{title}{bold:#}\n{}\n{machine}", wrap(subtitle, WIDTH, "")))?;
        }
        self.screen.print(text).context("writing to standard output")?;
        if self.screen.closed && !self.outputs.any() {
            anyhow::bail!(ReaderGone);
        }
        Ok(())
    }

    /// Prints a paragraph, broken to the width of the screen.
    ///
    /// # Errors
    /// As [`print`](Self::print).
    pub fn say(&mut self, text: &str) -> anyhow::Result<()> {
        self.print(&wrap(text, WIDTH, ""))
    }

    /// Prints the heading of a part.
    ///
    /// # Errors
    /// As [`print`](Self::print).
    pub fn heading(&mut self, text: &str) -> anyhow::Result<()> {
        let bold = Style::new().effects(Effects::BOLD);
        self.print(&format!("\n{bold}{text}{bold:#}\n"))
    }

    /// Asks for a prediction, with what there is to know for this machine.
    ///
    /// # Errors
    /// As [`print`](Self::print).
    pub fn predict(&mut self, question: &str) -> anyhow::Result<()> {
        self.print(&wrap(&format!("? {question}"), WIDTH, "  "))
    }

    /// Says how many measurements are to come, for the progress bar.
    pub fn expect(&mut self, measurements: usize) {
        self.progress.expect(measurements as u64);
    }

    /// Runs `work` as often as `--runs` says (once unless told) and measures each time; returns the last result.
    ///
    /// # Errors
    /// The first error of `work`.
    pub fn measure<T>(
        &mut self,
        name: &str,
        work: impl FnMut(&Recorder) -> anyhow::Result<T>,
    ) -> anyhow::Result<(T, Row)> {
        let runs = self.runs(1);
        self.measure_times(runs, name, work)
    }

    /// As [`measure`](Self::measure), `runs` times.
    ///
    /// # Errors
    /// The first error of `work`.
    pub fn measure_times<T>(
        &mut self,
        runs: usize,
        name: &str,
        mut work: impl FnMut(&Recorder) -> anyhow::Result<T>,
    ) -> anyhow::Result<(T, Row)> {
        let mut usages = Vec::with_capacity(runs);
        let mut last = None;
        for run in 1..=runs.max(1) {
            self.progress.show(name, run, runs);
            // The former result goes before the clock starts, not while it runs.
            drop(last.take());
            let meter = Meter::start();
            let result = work(&self.recorder);
            usages.push(meter.stop());
            last = Some(result.with_context(|| name.to_owned())?);
        }
        self.progress.end();
        let last = last.context("a measurement without a run")?;
        Ok((last, Row::new(name, usages)))
    }

    /// Notes what must hold before any time is shown.
    ///
    /// # Errors
    /// It doesn't hold.
    pub fn check(&mut self, name: &str, held: bool) -> anyhow::Result<()> {
        self.record.checks.push((name.to_owned(), held));
        anyhow::ensure!(held, "a check failed, so no time is shown: {name}");
        Ok(())
    }

    /// Prints rows as a table and keeps them for the record. `columns` are the lesson's own: heading and key of the
    /// extra figure. Columns for the spread (where there was more than one run), the speedup and the context
    /// switches appear where the rows have them and the key `context_switches` is asked for.
    ///
    /// # Errors
    /// As [`print`](Self::print).
    pub fn table(&mut self, rows: &[Row], columns: &[(&str, &str)]) -> anyhow::Result<()> {
        let mut heading = vec!["", "wall", "", "CPU", "cores used", "speedup"];
        heading.extend(columns.iter().map(|(heading, _)| *heading));
        let mut table = Table::new(heading);
        for row in rows {
            let wall = row.wall();
            let seconds = |value: f64| units::duration(std::time::Duration::from_secs_f64(value));
            let mut cells = vec![
                row.name.clone(),
                seconds(wall.median),
                if wall.count > 1 { format!("±{:.0}%", wall.relative() * 100.0) } else { String::new() },
                seconds(row.cpu().median),
                units::cores(row.cores_used().median),
                row.speedup.map(|speedup| format!("{speedup:.2}x")).unwrap_or_default(),
            ];
            for (_, key) in columns {
                let switches = || row.switches().map(|switches| units::count(switches.median as u64));
                let cell =
                    if *key == "context_switches" { switches().unwrap_or_default() } else { row.shown(key).to_owned() };
                cells.push(cell);
            }
            table.row(cells);
        }
        self.keep(rows);
        self.print(&table.render(WIDTH))
    }

    /// Keeps rows for the record that the lesson prints in a table of its own.
    pub fn keep(&mut self, rows: &[Row]) {
        self.record.rows.extend_from_slice(rows);
    }

    /// Prints a timeline and keeps it for the record and the drawings.
    ///
    /// # Errors
    /// As [`print`](Self::print).
    pub fn timeline(&mut self, timeline: Timeline, rows: Rows) -> anyhow::Result<()> {
        let drawing = draw::terminal(&timeline, rows, WIDTH);
        let text = format!("\n  {}\n{drawing}", timeline.title);
        self.record.timelines.push((timeline, rows));
        self.print(&text)
    }

    /// Adds something of the lesson's own to the record.
    pub fn note(&mut self, key: &str, value: impl Into<Value>) {
        self.record.extra.insert(key.to_owned(), value.into());
    }

    /// The last line, drawn from the figures measured now: `yes` if they bear the article out, else `no`.
    ///
    /// # Errors
    /// As [`print`](Self::print).
    pub fn conclude(&mut self, supported: bool, yes: &str, no: &str) -> anyhow::Result<()> {
        let text = if supported { yes } else { no };
        self.record.conclusion = Some((text.to_owned(), supported));
        let mark = if supported { "=>" } else { "!!" };
        self.print(&format!("\n{}", wrap(&format!("{mark} {text}"), WIDTH, "   ")))
    }

    fn finish(&mut self) -> anyhow::Result<()> {
        let timelines: Vec<(&Timeline, Rows)> =
            self.record.timelines.iter().map(|(timeline, rows)| (timeline, *rows)).collect();
        let mut written = Vec::new();
        if let Some(file) = &self.outputs.json {
            written.push(file.write(&format!("{:#}\n", self.record.to_json()))?.display().to_string());
        }
        if let Some(file) = &self.outputs.svg {
            written.push(file.write(&draw::svg(&timelines))?.display().to_string());
        }
        if let Some(file) = &self.outputs.trace {
            let timelines: Vec<Timeline> = timelines.iter().map(|(timeline, _)| (*timeline).clone()).collect();
            written.push(file.write(&format!("{}\n", draw::chrome_trace(&timelines)))?.display().to_string());
        }
        if !written.is_empty() {
            self.print(&format!("\nWrote {}\n", written.join(", ")))?;
        }
        Ok(())
    }
}
