//! The book's figures, drawn from the records.
//!
//! Each is an SVG that stands in a page as it is: [`observe::draw::Picture`] gives it ids and styles of its own, and
//! lets it follow the page through these variables, which the page's stylesheet sets for each theme and for print
//! (without them a picture follows the system, and the light values print):
//!
//! | variable | what it paints | light | dark |
//! |---|---|---|---|
//! | `--timeline-ink` | text, arrows | `#24292f` | `#e6edf3` |
//! | `--timeline-soft` | less important text | `#4f5862` | `#a9b4c0` |
//! | `--timeline-line` | axes, outlines | `#7d8590` | `#7d8590` |
//! | `--timeline-edge` | the page itself | `#ffffff` | `#0d1117` |
//! | `--timeline-lane` | the ground under bars, boxes | `#eff1f4` | `#1b222b` |
//! | `--timeline-wait` | waits, wall time | `#7f8b98` | `#6b7886` |
//! | `--timeline-fill` | CPU time, measured amounts | `#0072b2` | `#56b4e9` |
//! | `--timeline-good` | a right outcome | `#00664a` | `#2fc79a` |
//! | `--timeline-bad` | a wrong outcome | `#b04000` | `#ff9455` |
//!
//! A test holds that this table says what [`observe::draw::picture::VARIABLES`] says.

mod decision;
mod kitchen;
mod lattice;
mod lost;
mod order;
mod scaling;
mod timelines;
mod wall_cpu;

use std::collections::BTreeMap;
use std::time::Duration;

use serde_json::Value;

/// The lessons whose rows are shown as wall time beside CPU time. (Lesson 4's count lost updates; what other languages'
/// programs took stands in tables, by language.)
const WALL_CPU: [&str; 3] = ["async-fetch", "parallel-images", "scheduler-scaling"];

/// More rows than this are counted, not drawn.
const MOST_ROWS: usize = 16;

/// Every figure that can be drawn: its name, and its SVG. `records` are the recorded runs by the lesson's name; what
/// a record doesn't hold has no figure.
#[must_use]
pub fn all(records: &BTreeMap<String, Value>) -> BTreeMap<String, String> {
    let mut figures = BTreeMap::new();
    for (lesson, record) in records {
        timelines::draw(lesson, record, &mut figures);
        if WALL_CPU.contains(&lesson.as_str()) {
            figures.extend(wall_cpu::draw(lesson, record));
        }
    }
    figures.extend(records.get("scheduler-scaling").and_then(scaling::draw));
    if let Some(record) = records.get("race-counter") {
        figures.extend(lost::draw(record));
        figures.extend(lattice::draw(record));
        figures.extend(order::draw(record));
    }
    figures.extend([decision::draw(), kitchen::one_chef(), kitchen::five_chefs()]);
    figures
}

/// A name and its drawing.
type Figure = (String, String);

/// A text as part of a file's name: small letters and digits, and a hyphen for every run of others.
fn slug(text: &str) -> String {
    let mut slug = String::with_capacity(text.len());
    for c in text.to_lowercase().chars() {
        if c.is_ascii_alphanumeric() {
            slug.push(c);
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    slug.trim_end_matches('-').to_owned()
}

/// The rows of a record.
fn rows(record: &Value) -> &[Value] {
    record["rows"].as_array().map_or(&[], Vec::as_slice)
}

/// A figure of a row that is a number, and not below zero.
fn number(row: &Value, key: &str) -> Option<f64> {
    row[key].as_f64().filter(|value| value.is_finite() && *value >= 0.0)
}

/// How many cores the machine of a record lets a program use.
fn cores(record: &Value) -> Option<u64> {
    record["machine"]["cores"].as_u64().filter(|&cores| cores > 0)
}

/// Seconds as the lessons print them.
fn seconds(value: f64) -> String {
    Duration::try_from_secs_f64(value).map_or_else(|_| "?".to_owned(), observe::units::duration)
}

/// `a`, `a and b`, `a, b and c`.
fn list(parts: &[String]) -> String {
    match parts {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

#[cfg(test)]
mod tests;
