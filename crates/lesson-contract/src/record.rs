//! The record of a run.

use std::collections::HashMap;
use std::process::Command;

use serde_json::Value;
use tempfile::tempdir;

use crate::files::read_json;
use crate::program::{Lesson, Ran};

/// The record says what was measured and nothing that contradicts itself.
pub fn record_is_true(lesson: &Lesson) {
    let record = recorded(lesson.command(["--quick", "--runs", "2"]));
    let keys = ["format", "lesson", "arguments", "machine", "rows", "timelines", "spans", "checks", "conclusion"];
    for key in keys {
        assert!(record.get(key).is_some(), "no {key} in {record:#}");
    }
    assert_eq!(record["format"], 1);
    assert!(lesson.program.contains(record["lesson"].as_str().expect("a name")), "{}", record["lesson"]);
    assert_eq!(record["arguments"], serde_json::json!(["--quick", "--runs", "2"]));
    machine(&record["machine"]);
    array(&record, "rows").iter().for_each(row);
    spans(&record);
    for check in array(&record, "checks") {
        assert_eq!(check["held"], true, "{check}");
    }
    let conclusion = &record["conclusion"];
    assert!(conclusion["text"].is_string() && conclusion["supported"].is_boolean(), "{conclusion}");
}

/// On one core the lesson runs through and says what it saw. (On Linux, where `taskset` can take the others away.)
pub fn one_core_is_enough(lesson: &Lesson) {
    if Command::new("taskset").arg("--version").output().is_err() {
        eprintln!("there is no taskset here: not tried");
        return;
    }
    // The first core that this process may use: a container need not have core 0.
    let Some(core) = std::fs::read_to_string("/proc/self/status").ok().and_then(|status| {
        let list = status.lines().find_map(|line| line.strip_prefix("Cpus_allowed_list:"))?;
        Some(list.trim().split(['-', ',']).next()?.to_owned())
    }) else {
        eprintln!("the system does not say which cores there are: not tried");
        return;
    };
    let mut command = Command::new("taskset");
    command.args(["-c", &core, lesson.program, "--quick"]);
    let record = recorded(command);
    let machine = &record["machine"];
    assert_eq!((&machine["cores"], &machine["logical_cores"]), (&1.into(), &1.into()), "{machine}");
    for row in array(&record, "rows") {
        // The clocks of wall and CPU time are not read at the same instant.
        assert!(number(row, "cores_used") < 1.25, "more than the one core: {row}");
    }
}

fn recorded(mut command: Command) -> Value {
    let folder = tempdir().expect("a temporary folder");
    let file = folder.path().join("record.json");
    Ran::of(command.arg("--json").arg(&file)).succeeded();
    read_json(&file)
}

fn machine(machine: &Value) {
    for key in ["cores", "logical_cores", "physical_cores"] {
        assert!(machine[key].as_u64() >= Some(1), "{key} in {machine}");
    }
    for key in ["cpu", "os", "rustc", "profile"] {
        assert!(machine[key].as_str().is_some_and(|text| !text.is_empty()), "{key} in {machine}");
    }
    assert!(machine.get("commit").is_some(), "{machine}");
}

fn row(row: &Value) {
    let [wall, cpu, cores, runs] = ["wall_s", "cpu_s", "cores_used", "runs"].map(|key| number(row, key));
    assert!(row["name"].is_string() && runs >= 1.0, "{row}");
    assert!(wall > 0.0 && cpu >= 0.0 && cores >= 0.0, "{row}");
    assert!(number(row, "wall_min_s") <= wall && wall <= number(row, "wall_max_s"), "{row}");
    for key in ["speedup", "context_switches"] {
        assert!(row[key].is_null() || number(row, key) >= 0.0, "{key} in {row}");
    }
}

/// A thread is inside one task at a time, and no slice leaves its timeline.
fn spans(record: &Value) {
    let timelines = array(record, "timelines");
    let mut last: HashMap<(u64, &str), f64> = HashMap::new();
    for span in array(record, "spans") {
        let timeline = span["timeline"].as_u64().expect("a timeline");
        let length = number(&timelines[timeline as usize], "length_us");
        let (start, end) = (number(span, "start_us"), number(span, "end_us"));
        assert!(0.0 <= start && start <= end && end <= length, "{span} in a timeline of {length} µs");
        assert!(span["task"].is_string(), "{span}");
        let thread = span["thread"].as_str().expect("a thread");
        let before = last.insert((timeline, thread), end).unwrap_or(0.0);
        assert!(before <= start, "{thread} is in two tasks at once: {span}");
    }
}

fn array<'a>(value: &'a Value, key: &str) -> &'a [Value] {
    value[key].as_array().unwrap_or_else(|| panic!("{key} is no list in {value:#}"))
}

fn number(value: &Value, key: &str) -> f64 {
    value[key].as_f64().unwrap_or_else(|| panic!("{key} is no number in {value:#}"))
}
