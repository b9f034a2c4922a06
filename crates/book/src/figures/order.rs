//! One order that loses an update: who reads from which write, and which copy is stale.

use observe::draw::Picture;
use serde_json::Value;

use super::Figure;

const ROW: f64 = 96.0;
const TOP: f64 = 178.0;
const BOX: (f64, f64) = (180.0, 46.0);
/// The left edges of the two threads' columns.
const COLUMNS: [f64; 2] = [46.0, 506.0];
const MEMORY: (f64, f64) = (286.0, 160.0);

struct Step<'a> {
    /// 0 is the thread on the left.
    thread: usize,
    read: Option<&'a str>,
    wrote: Option<&'a str>,
    /// The step whose write a read saw; 0 is the initial value.
    from: usize,
    note: &'a str,
    marked: bool,
}

pub(super) fn draw(record: &Value) -> Option<Figure> {
    let failing = record["interleavings"]["failing"].as_array()?;
    let losing = failing.iter().find(|test| test["kind"] == "LostUpdate")?;
    let rows = losing["rows"].as_array()?;
    let mut names: Vec<&str> = Vec::new();
    for row in rows {
        let name = row["thread"].as_str()?;
        if !names.contains(&name) {
            names.push(name);
        }
    }
    let object = rows.first()?["object"].as_str()?;
    if names.len() != 2 || rows.iter().any(|row| row["object"].as_str() != Some(object)) {
        return None;
    }
    let steps: Vec<Step<'_>> = rows.iter().map(|row| read(row, &names)).collect::<Option<_>>()?;
    let initial = steps.iter().find(|step| step.from == 0 && step.read.is_some())?.read?;
    let title = format!("An order that loses an update: {}", losing["replay"].as_str().unwrap_or("step by step"));
    let mut picture = Picture::new("interleaving-table", &title, &describe(&steps, &names, object, initial));
    picture.text("f-title", 8.0, 28.0, &title);
    picture.text("f-soft", 8.0, 56.0, "time runs down; an arrow is a load or a store");
    for (name, left) in names.iter().zip(COLUMNS) {
        picture.text("f-middle f-bold", left + BOX.0 / 2.0, 98.0, &format!("thread {name}"));
    }
    picture.text("f-middle f-bold", MEMORY.0 + MEMORY.1 / 2.0, 98.0, object);

    memory(&mut picture, &steps, initial);
    for (index, step) in steps.iter().enumerate() {
        held(&mut picture, &steps, index);
        draw_step(&mut picture, step, index);
    }
    let y = at(steps.len()) + 16.0;
    let last = steps.iter().rev().find_map(|step| step.wrote).unwrap_or(initial);
    let writes = steps.iter().filter(|step| step.wrote.is_some()).count();
    picture.text("f-bold f-bad", 8.0, y, &format!("{writes} increments, and {object} is {last}."));
    let told = steps.iter().enumerate().rev().find(|(_, step)| step.marked && step.wrote.is_some());
    if let Some((index, step)) = told {
        let note = step.note.replace('#', "step ");
        picture.text("", 8.0, y + 28.0, &format!("Step {}, from a stale copy, {note}.", index + 1));
    }
    Some(("interleaving-table".to_owned(), picture.finish(y + 44.0)))
}

/// The height of a step's middle.
fn at(index: usize) -> f64 {
    TOP + index as f64 * ROW
}

/// The values that memory held, each from its write to the next.
fn memory(picture: &mut Picture, steps: &[Step<'_>], initial: &str) {
    let mut blocks = vec![(TOP - 62.0, initial, "initial".to_owned())];
    for (index, step) in steps.iter().enumerate() {
        if let Some(wrote) = step.wrote {
            blocks.push((at(index) - 16.0, wrote, format!("from step {}", index + 1)));
        }
    }
    let end = at(steps.len()) - 26.0;
    for (index, (top, value, from)) in blocks.iter().enumerate() {
        let bottom = blocks.get(index + 1).map_or(end, |next| next.0) - 5.0;
        picture.rect("f-box", [MEMORY.0, *top, MEMORY.1, bottom - top], 8.0);
        let (x, middle) = (MEMORY.0 + MEMORY.1 / 2.0, f64::midpoint(*top, bottom));
        picture.text("f-middle f-bold f-large", x, middle, value);
        picture.text("f-middle f-soft", x, middle + 26.0, from);
    }
}

/// What a thread carries from its load to its store, and from where on it is no longer what memory holds.
fn held(picture: &mut Picture, steps: &[Step<'_>], index: usize) {
    let step = &steps[index];
    let Some(value) = step.read else { return };
    let own = |(_, other): &(usize, &Step<'_>)| other.thread == step.thread && other.wrote.is_some();
    let Some((until, _)) = steps.iter().enumerate().skip(index + 1).find(own) else { return };
    let x = COLUMNS[step.thread] + 22.0;
    let (from, to) = (at(index) + BOX.1 / 2.0, at(until) - BOX.1 / 2.0);
    let stale = (index + 1..until).find(|&between| steps[between].wrote.is_some());
    let fresh = stale.map_or(to, |stale| at(stale) - 8.0);
    picture.rect("f-wait", [x, from, 16.0, fresh - from], 0.0);
    picture.text("", x + 26.0, f64::midpoint(from, fresh) + 7.0, &format!("holds {value}"));
    if stale.is_some() {
        picture.stripes("bad", [x, fresh, 16.0, to - fresh]);
        let middle = f64::midpoint(fresh, to);
        picture.text("f-bold f-bad", x + 26.0, middle - 4.0, &format!("still {value}:"));
        picture.text("f-bold f-bad", x + 26.0, middle + 21.0, "stale");
    }
}

fn draw_step(picture: &mut Picture, step: &Step<'_>, index: usize) {
    let (left, y) = (COLUMNS[step.thread], at(index));
    let class = if step.marked { "f-bad" } else { "f-box" };
    picture.rect("f-page", [left, y - BOX.1 / 2.0, BOX.0, BOX.1], 8.0);
    picture.rect(class, [left, y - BOX.1 / 2.0, BOX.0, BOX.1], 8.0);
    picture.text("f-soft", 8.0, y + 7.0, &format!("{}.", index + 1));
    let does = match (step.read, step.wrote) {
        (Some(value), _) => format!("loads {value}"),
        (None, Some(value)) => format!("stores {value}"),
        (None, None) => String::new(),
    };
    picture.text("f-middle f-bold", left + BOX.0 / 2.0, y + 7.0, &does);
    let (thread, memory) = match step.thread {
        0 => (left + BOX.0, MEMORY.0),
        _ => (left, MEMORY.0 + MEMORY.1),
    };
    let kind = if step.marked { "bad" } else { "" };
    match step.wrote {
        Some(_) => picture.arrow(kind, (thread, y), (memory, y)),
        None => picture.arrow(kind, (memory, y), (thread, y)),
    }
}

fn read<'a>(row: &'a Value, names: &[&str]) -> Option<Step<'a>> {
    let name = row["thread"].as_str()?;
    Some(Step {
        thread: names.iter().position(|known| *known == name)?,
        read: row["read"].as_str(),
        wrote: row["wrote"].as_str(),
        from: row["from_row"].as_u64().map_or(0, |from| from as usize),
        note: row["note"].as_str().unwrap_or_default(),
        marked: row["marked"].as_bool().unwrap_or(false),
    })
}

fn describe(steps: &[Step<'_>], names: &[&str], object: &str, initial: &str) -> String {
    let mut told =
        format!("Two columns, threads {} and {}, with {object} between them, at first {initial}.", names[0], names[1]);
    for (index, step) in steps.iter().enumerate() {
        let name = names[step.thread];
        let does = match (step.read, step.wrote) {
            (Some(value), _) if step.from == 0 => format!("loads {value}, the initial value"),
            (Some(value), _) => format!("loads {value}, which step {} stored", step.from),
            (None, Some(value)) => format!("stores {value}"),
            (None, None) => continue,
        };
        let note = if step.wrote.is_some() && !step.note.is_empty() {
            format!(", which {}", step.note.replace('#', "step "))
        } else if step.note.contains("stale") {
            step.note.split_once("; ").map_or(String::new(), |(_, stale)| format!("; {}", stale.replace('#', "step ")))
        } else {
            String::new()
        };
        told.push_str(&format!(" Step {}: {name} {does}{note}.", index + 1));
    }
    told
}
