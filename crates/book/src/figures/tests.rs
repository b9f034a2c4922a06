use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use serde_json::{Value, json};

use super::*;
use crate::records::{load, root};

fn recorded() -> BTreeMap<String, Value> {
    load(&root().join("book/recorded")).expect("the records can be read")
}

fn names(records: &BTreeMap<String, Value>) -> BTreeSet<String> {
    all(records).into_keys().collect()
}

#[test]
fn the_committed_figures_are_these() {
    let folder = root().join("book/figures");
    let drawn = all(&recorded());
    for (name, svg) in &drawn {
        let committed = fs::read_to_string(folder.join(format!("{name}.svg"))).unwrap_or_default();
        assert!(
            committed.replace("\r\n", "\n") == *svg,
            "book/figures/{name}.svg is not what is drawn from the records"
        );
    }
    let names: BTreeSet<String> = fs::read_dir(folder)
        .expect("the figures' folder")
        .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
        .filter_map(|file| file.strip_suffix(".svg").map(str::to_owned))
        .collect();
    assert_eq!(names, drawn.into_keys().collect(), "no figure is missing and none is left over");
}

#[test]
fn a_figure_can_stand_in_a_page() {
    let mut ids = BTreeSet::new();
    for (name, svg) in all(&recorded()) {
        assert!(svg.starts_with("<svg ") && svg.ends_with("</svg>\n"), "{name}");
        assert!(svg.lines().all(|line| !line.trim().is_empty()), "{name}: a blank line ends a block of HTML");
        for wrong in ["<script", "href", "<?xml", "@import", "NaN", "inf\""] {
            assert!(!svg.contains(wrong), "{name}: {wrong}");
        }
        assert!(svg.contains("role=\"img\"") && svg.contains("<title id=") && svg.contains("<desc id="), "{name}");
        for id in svg.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()) {
            assert!(id.starts_with(&format!("fig-{name}-")), "{name}: {id}");
            assert!(ids.insert(id.to_owned()), "{id} is there twice");
        }
        for reference in svg.split("url(#").skip(1).filter_map(|rest| rest.split(')').next()) {
            assert!(svg.contains(&format!("id=\"{reference}\"")), "{name}: {reference}");
        }
    }
}

#[test]
fn without_a_record_its_figures_are_absent() {
    let always = BTreeSet::from(["decision-tree", "kitchen-five-chefs", "kitchen-one-chef"].map(str::to_owned));
    assert_eq!(names(&BTreeMap::new()), always);
    let complete = names(&recorded());
    // What other languages took stands in tables.
    for lesson in recorded().keys().filter(|name| *name != "other-languages") {
        let mut records = recorded();
        records.remove(lesson);
        let left = names(&records);
        assert!(left.len() < complete.len() && left.is_subset(&complete), "{lesson}");
        assert!(!left.iter().any(|name| name.contains(&format!("--{lesson}"))), "{lesson}");
    }
}

/// Every part of a record gone or of another kind, one at a time: fewer figures, never a panic.
#[test]
fn a_damaged_record_never_panics() {
    fn parts(value: &Value, path: &mut Vec<String>, found: &mut Vec<Vec<String>>) {
        let keys: Vec<String> = match value {
            Value::Object(map) => map.keys().cloned().collect(),
            Value::Array(array) => (0..array.len().min(3)).map(|index| index.to_string()).collect(),
            _ => Vec::new(),
        };
        for key in keys {
            path.push(key.clone());
            found.push(path.clone());
            let child = key.parse::<usize>().map_or_else(|_| &value[key.as_str()], |index| &value[index]);
            parts(child, path, found);
            path.pop();
        }
    }
    for (lesson, record) in recorded() {
        for wrong in [json!(null), json!("text"), json!(-1), json!([]), json!(1e300)] {
            let mut paths = Vec::new();
            parts(&record, &mut Vec::new(), &mut paths);
            for path in paths {
                let mut record = record.clone();
                if let Some(part) = record.pointer_mut(&format!("/{}", path.join("/"))) {
                    *part = wrong.clone();
                }
                let figures = all(&BTreeMap::from([(lesson.clone(), record)]));
                assert!(figures.values().all(|svg| !svg.contains("NaN")), "{path:?} {wrong}");
            }
        }
    }
}

fn span(timeline: usize, task: usize, worker: usize, start: usize) -> Value {
    let (start, end) = (start as f64 * 1e3, (start + 1) as f64 * 1e3);
    json!({
        "timeline": timeline, "task": format!("task {task}"), "thread": format!("worker {worker}"),
        "start_us": start, "end_us": end,
    })
}

#[test]
fn a_machine_with_64_cores_is_drawn_with_the_rest_counted() {
    let mut records = recorded();
    let record = records.get_mut("scheduler-scaling").expect("a record");
    record["machine"]["cores"] = json!(64);
    record["timelines"] = json!([
        {"title": "256 tasks on 1 worker", "length_us": 256e3, "most_at_once": 1},
        {"title": "256 tasks on 64 workers", "length_us": 4e3, "most_at_once": 64},
    ]);
    let one = (0..256).map(|task| span(0, task, 0, task));
    let many = (0..256).map(|task| span(1, task, task % 64, task / 64));
    record["spans"] = one.chain(many).collect();
    let sweep = |threads: u64| {
        let speedup = threads.min(64) as f64 * 0.9;
        json!({
            "name": format!("{threads} threads"), "wall_s": 1.0 / speedup, "wall_min_s": 0.9 / speedup,
            "wall_max_s": 1.2 / speedup, "cpu_s": 1.0, "cores_used": speedup, "speedup": speedup,
            "context_switches": 10 * threads, "threads": threads, "efficiency": 0.9,
        })
    };
    record["rows"] = [1, 2, 4, 8, 16, 32, 64, 128].map(sweep).to_vec().into();
    let figures = all(&records);
    let timeline = &figures["timeline--scheduler-scaling--256-tasks-on-64-workers"];
    assert!(timeline.contains("… and 48 more") && timeline.contains("up to 64 at the same instant"), "{timeline}");
    assert!(figures["scaling"].contains("64 cores"));
}

#[test]
fn a_machine_with_one_core_is_drawn_too() {
    let mut records = recorded();
    for record in records.values_mut() {
        record["machine"]["cores"] = json!(1);
    }
    let record = records.get_mut("scheduler-scaling").expect("a record");
    record["timelines"] = json!([{"title": "8 tasks on 1 worker", "length_us": 8e3, "most_at_once": 1}]);
    record["spans"] = (0..8).map(|task| span(0, task, 0, task)).collect();
    let figures = all(&records);
    assert!(figures["scaling"].contains(">1 core<"));
    assert!(figures["timeline--scheduler-scaling--8-tasks-on-1-worker"].contains("never two at the same instant"));
    assert!(figures["wall-cpu--parallel-images"].contains("1 core to use"));
}

#[test]
fn the_lattice_counts_what_the_model_checker_counted() {
    let records = recorded();
    let outcomes = records["race-counter"]["interleavings"]["explored"]["outcomes"].as_array().expect("outcomes");
    let orders =
        |result: &str| outcomes.iter().find(|outcome| outcome["result"] == result).map(|found| &found["orders"]);
    let (lost, right) = (orders("1").and_then(Value::as_u64), orders("2").and_then(Value::as_u64));
    let (lost, right) = (lost.expect("orders that lose"), right.expect("orders that don't"));
    let verdict = format!("{lost} of {} orders lose an update", lost + right);
    assert!(all(&records)["interleavings"].contains(&verdict), "{verdict}");
}

#[test]
fn the_documented_variables_are_the_ones_used() {
    let documented: Vec<&str> = include_str!("mod.rs").lines().filter(|line| line.starts_with("//! | `--")).collect();
    assert_eq!(documented.len(), observe::draw::picture::VARIABLES.len());
    for ((name, light, dark), line) in observe::draw::picture::VARIABLES.iter().zip(documented) {
        assert!(line.starts_with(&format!("//! | `--timeline-{name}` |")), "{line}");
        assert!(line.ends_with(&format!("| `{light}` | `{dark}` |")), "{line}");
    }
}

#[test]
fn slugs_are_small_letters_digits_and_single_hyphens() {
    assert_eq!(
        slug("1 worker, yield_now().await in the loop: in turn"),
        "1-worker-yield-now-await-in-the-loop-in-turn"
    );
    assert_eq!(slug("… with 100 yields each"), "with-100-yields-each");
    assert_eq!(slug("…"), "");
}
