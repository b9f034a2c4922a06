//! All orders of two threads that load and store a counter, as a lattice of states.

use std::collections::BTreeMap;

use observe::draw::Picture;
use observe::draw::picture::WIDTH;
use observe::units;
use serde_json::Value;

use super::Figure;

const COLUMN: f64 = 180.0;
const LEVEL: f64 = 142.0;
const TOP: f64 = 250.0;
const BOX: (f64, f64) = (156.0, 48.0);
const PILL: (f64, f64) = (80.0, 30.0);
/// More states beside each other than this are no picture.
const WIDEST: usize = 8;

struct Edge {
    from: usize,
    to: usize,
    thread: usize,
    stores: bool,
    /// The value that a load brought.
    loaded: Option<String>,
}

/// What a state leads to.
#[derive(Clone, Copy, PartialEq)]
enum Fate {
    Open,
    Right,
    Lost,
}

struct Lattice {
    names: [String; 2],
    edges: Vec<Edge>,
    values: Vec<String>,
    outcomes: Vec<Option<String>>,
    levels: Vec<Vec<usize>>,
    /// Orders that lead to a state.
    orders: Vec<u64>,
    fates: Vec<Fate>,
    /// What each thread holds in a state: nothing yet, a copy, or it has stored.
    copies: Vec<[Copy; 2]>,
}

#[derive(Clone, PartialEq)]
enum Copy {
    None,
    Of(String),
    Stored,
}

pub(super) fn draw(record: &Value) -> Option<Figure> {
    let lattice = read(&record["interleavings"]["explored"])?;
    let ends: Vec<usize> = (0..lattice.values.len()).filter(|&node| lattice.outcomes[node].is_some()).collect();
    let orders = |fate: Fate| -> u64 {
        ends.iter().filter(|&&end| lattice.fates[end] == fate).map(|&end| lattice.orders[end]).sum()
    };
    let (lost, all) = (orders(Fate::Lost), orders(Fate::Lost) + orders(Fate::Right));

    let widest = lattice.levels.iter().map(Vec::len).max().unwrap_or(1);
    let width = WIDTH.max(widest as f64 * COLUMN);
    let verdict = format!("{lost} of {all} orders lose an update");
    let mut picture = Picture::new("interleavings", &verdict, &describe(&lattice, lost, all)).wide(width);
    let [a, b] = &lattice.names;
    picture.text("f-title", 8.0, 28.0, &verdict);
    picture.text("f-soft", 8.0, 56.0, "every way in which two threads can load and store one counter");
    legend(&mut picture, a, b);

    let places = places(&lattice, width);
    for edge in &lattice.edges {
        connect(&mut picture, edge, &lattice, places[edge.from], places[edge.to]);
    }
    for level in &lattice.levels {
        for &node in level {
            state(&mut picture, &lattice, node, places[node]);
        }
    }
    let bottom = TOP + (lattice.levels.len() - 1) as f64 * LEVEL + BOX.1 / 2.0;
    for &end in &ends {
        let (x, count) = (places[end].0, lattice.orders[end]);
        let outcome = lattice.outcomes[end].as_deref().unwrap_or_default();
        let (class, verdict) =
            if lattice.fates[end] == Fate::Lost { ("f-bad", "one lost") } else { ("f-good", "right") };
        picture.text(&format!("f-middle f-bold {class}"), x, places[end].1 + 56.0, &format!("{outcome}: {verdict}"));
        picture.text("f-middle", x, places[end].1 + 82.0, &units::plural(count as usize, "order"));
    }
    Some(("interleavings".to_owned(), picture.finish(bottom + 72.0)))
}

/// A state with its parts named, and the kinds of lines.
fn legend(picture: &mut Picture, a: &str, b: &str) {
    let (x, y) = (8.0 + BOX.0 / 2.0, 112.0);
    picture.rect("f-box", [8.0, y - BOX.1 / 2.0, BOX.0, BOX.1], 8.0);
    cell(picture, a, &Copy::None, false, x - 51.0, y);
    picture.text("f-middle f-bold f-large", x, y + 9.0, "0");
    cell(picture, b, &Copy::Of("0".to_owned()), false, x + 51.0, y);
    let text = 8.0 + BOX.0 + 16.0;
    picture.text("f-soft", text, y - 18.0, "middle: the counter, here 0");
    picture.text("f-soft", text, y + 8.0, &format!("{a} – : {a} has not loaded;  {a} ✓ : {a} has stored"));
    picture.text("f-soft", text, y + 34.0, &format!("{b} 0 : {b} holds a copy, which is 0"));
    picture.rect("f-bad", [text + 344.0, y + 12.0, 48.0, 30.0], 5.0);
    picture.text("f-middle f-bold f-bad", text + 368.0, y + 34.0, &format!("{b} 0"));
    picture.text("f-soft", text + 402.0, y + 34.0, ": a stale one");
    picture.arrow("good", (8.0, y + 68.0), (64.0, y + 68.0));
    picture.text("f-soft", 74.0, y + 75.0, "on to the right count");
    picture.arrow("bad", (346.0, y + 68.0), (402.0, y + 68.0));
    picture.text("f-soft", 412.0, y + 75.0, "on to a lost update");
}

fn places(lattice: &Lattice, width: f64) -> Vec<(f64, f64)> {
    let mut places = vec![(0.0, 0.0); lattice.values.len()];
    for (depth, level) in lattice.levels.iter().enumerate() {
        for (index, &node) in level.iter().enumerate() {
            let x = width / 2.0 + (index as f64 - (level.len() - 1) as f64 / 2.0) * COLUMN;
            places[node] = (x, TOP + depth as f64 * LEVEL);
        }
    }
    places
}

fn connect(picture: &mut Picture, edge: &Edge, lattice: &Lattice, from: (f64, f64), to: (f64, f64)) {
    let (from, to) = ((from.0, from.1 + BOX.1 / 2.0), (to.0, to.1 - BOX.1 / 2.0 - 2.0));
    let kind = match lattice.fates[edge.to] {
        Fate::Open => "line",
        Fate::Right => "good",
        Fate::Lost => "bad",
    };
    picture.arrow(kind, from, to);
    let (x, y) = (f64::midpoint(from.0, to.0), f64::midpoint(from.1, to.1) - 3.0);
    picture.rect("f-pill", [x - PILL.0 / 2.0, y - PILL.1 / 2.0, PILL.0, PILL.1], PILL.1 / 2.0);
    let does = if edge.stores { "store" } else { "load" };
    picture.text("f-middle", x, y + 7.0, &format!("{} {does}", lattice.names[edge.thread]));
}

fn state(picture: &mut Picture, lattice: &Lattice, node: usize, (x, y): (f64, f64)) {
    let class = match lattice.fates[node] {
        Fate::Open => "f-box",
        Fate::Right => "f-good",
        Fate::Lost => "f-bad",
    };
    picture.rect(class, [x - BOX.0 / 2.0, y - BOX.1 / 2.0, BOX.0, BOX.1], 8.0);
    let value = &lattice.values[node];
    picture.text("f-middle f-bold f-large", x, y + 9.0, value);
    for (thread, at) in [(0, x - 51.0), (1, x + 51.0)] {
        let copy = &lattice.copies[node][thread];
        let stale = matches!(copy, Copy::Of(copy) if copy != value);
        cell(picture, &lattice.names[thread], copy, stale, at, y);
    }
}

fn cell(picture: &mut Picture, name: &str, copy: &Copy, stale: bool, x: f64, y: f64) {
    let shown = match copy {
        Copy::None => "–",
        Copy::Of(value) => value,
        Copy::Stored => "✓",
    };
    if stale {
        picture.rect("f-bad", [x - 22.0, y - 15.0, 44.0, 30.0], 5.0);
    }
    let class = if stale { "f-middle f-bold f-bad" } else { "f-middle" };
    picture.text(class, x, y + 7.0, &format!("{name} {shown}"));
}

fn read(explored: &Value) -> Option<Lattice> {
    let index = |value: &Value| usize::try_from(value.as_u64()?).ok();
    let nodes = explored["nodes"].as_array()?;
    let mut numbers: Vec<usize> = Vec::new();
    let mut edges = Vec::new();
    for edge in explored["edges"].as_array()? {
        let operation = edge["steps"][0]["operation"].as_str()?;
        let thread = index(&edge["thread"])?;
        if !numbers.contains(&thread) {
            numbers.push(thread);
        }
        let loaded = operation.split_once("-> ").map(|(_, value)| value.to_owned());
        let (from, to) = (index(&edge["from"])?, index(&edge["to"])?);
        if from >= nodes.len() || to >= nodes.len() {
            return None;
        }
        edges.push(Edge { from, to, thread, stores: operation.contains(".store("), loaded });
    }
    numbers.sort_unstable();
    let [a, b] = numbers[..] else { return None };
    let name = |number: usize| explored["threads"][number].as_str().map(str::to_owned);
    for edge in &mut edges {
        edge.thread = usize::from(edge.thread == b);
    }
    edges.sort_by_key(|edge| (edge.from, edge.thread));
    let values = nodes.iter().map(|node| node["values"][0].as_str().map(str::to_owned)).collect::<Option<Vec<_>>>()?;
    let outcomes: Vec<Option<String>> = nodes.iter().map(|node| node["outcome"].as_str().map(str::to_owned)).collect();
    let mut lattice = Lattice {
        names: [name(a)?, name(b)?],
        edges,
        levels: Vec::new(),
        orders: vec![0; values.len()],
        fates: vec![Fate::Open; values.len()],
        copies: vec![[Copy::None, Copy::None]; values.len()],
        values,
        outcomes,
    };
    walk(&mut lattice)?;
    Some(lattice)
}

/// Goes down the levels from the first state, then up again with what each state leads to.
fn walk(lattice: &mut Lattice) -> Option<()> {
    let mut depths = BTreeMap::from([(0_usize, 0_usize)]);
    lattice.orders[0] = 1;
    lattice.levels.push(vec![0]);
    while let Some(level) = lattice.levels.last().filter(|level| !level.is_empty()).cloned() {
        let depth = lattice.levels.len();
        let mut next = Vec::new();
        for node in level {
            for edge in lattice.edges.iter().filter(|edge| edge.from == node) {
                // A state that is reached by fewer and by more steps has no level.
                if *depths.entry(edge.to).or_insert(depth) != depth {
                    return None;
                }
                if !next.contains(&edge.to) {
                    next.push(edge.to);
                }
                lattice.orders[edge.to] += lattice.orders[node];
                let mut copies = lattice.copies[node].clone();
                copies[edge.thread] = match &edge.loaded {
                    Some(value) => Copy::Of(value.clone()),
                    None => Copy::Stored,
                };
                lattice.copies[edge.to] = copies;
            }
        }
        if next.len() > WIDEST {
            return None;
        }
        lattice.levels.push(next);
    }
    lattice.levels.pop();
    // Both threads add one each.
    let right = lattice.names.len().to_string();
    for node in lattice.levels.iter().rev().flatten().copied().collect::<Vec<_>>() {
        let next: Vec<Fate> =
            lattice.edges.iter().filter(|edge| edge.from == node).map(|edge| lattice.fates[edge.to]).collect();
        lattice.fates[node] = match (&lattice.outcomes[node], next.first()) {
            (Some(outcome), _) if *outcome == right => Fate::Right,
            (Some(_), _) => Fate::Lost,
            (None, Some(&first)) if next.iter().all(|&fate| fate == first) => first,
            (None, _) => Fate::Open,
        };
    }
    Some(())
}

fn describe(lattice: &Lattice, lost: u64, all: u64) -> String {
    let [a, b] = &lattice.names;
    format!(
        "A lattice of {} states, read from top to bottom; each arrow is one step of thread {a} or {b}: a load of the \
         counter, or a store of what was loaded plus one. {all} ways lead down. If one thread loads and stores before \
         the other loads, the counter ends at 2: {} of the {all} orders. As soon as both have loaded 0, all ways on \
         lead to a counter of 1: {lost} of the {all} orders lose an update. Arrows to a lost update are dashed.",
        lattice.values.len(),
        all - lost,
    )
}
