//! The states of a program, each once, and the steps between them.
//!
//! Two moments are the same state if every thread has taken the same number of steps and read the same values, and every
//! object has the same value, written by the same line of the same thread, the same holders and, where its data can't be
//! seen, the same history of who used it.

use crate::model::event::{Action, Event};
use crate::model::object;
use crate::order::{self, Executed};
use crate::report::trace::Trace;
use std::collections::HashMap;
use std::fmt::Write as _;

pub use order::Status;

/// A program's states and steps.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Graph {
    /// The threads' names, main first.
    pub threads: Vec<String>,
    /// The objects that the threads share.
    pub objects: Vec<Object>,
    /// The states; the first is the beginning.
    pub nodes: Vec<Node>,
    /// The steps.
    pub edges: Vec<Edge>,
}

/// An object that threads share.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Object {
    /// Its name in the source.
    pub name: String,
    /// Its type's name.
    pub kind: &'static str,
}

/// A state.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Node {
    /// What each thread is doing; one that has not been spawned yet is missing.
    pub threads: Vec<Status>,
    /// The value of each object, as text; empty for a lock or a cell.
    pub values: Vec<String>,
    /// The threads that hold each object.
    pub held_by: Vec<Vec<usize>>,
    /// What the program came to, if it ends here.
    pub outcome: Option<String>,
}

/// A step from one state to another.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Edge {
    /// The state before.
    pub from: usize,
    /// The state after.
    pub to: usize,
    /// The thread.
    pub thread: usize,
    /// What it did: the step, and what went with it, such as an unlock.
    pub steps: Vec<Step>,
}

/// What a thread did.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Step {
    /// The operation with its values.
    pub operation: String,
    /// The file.
    pub file: String,
    /// The line.
    pub line: u32,
    /// For a read: the thread and line of the write whose value it returned; `None` is the initial value.
    pub read_from: Option<(usize, u32)>,
}

struct Recorded {
    trace: Trace,
    events: Vec<Event>,
    nodes: Vec<order::Node>,
    steps: Vec<u8>,
    outcome: String,
}

/// Collects executions.
#[derive(Default)]
pub(super) struct Builder {
    all: Vec<Recorded>,
    too_many: bool,
}

/// An object is the nth that a thread uses: the same one in every execution.
type Label = (usize, usize);

impl Builder {
    pub(super) fn add(&mut self, executed: &Executed<'_>, outcome: String, most: usize) {
        self.too_many |= self.all.len() >= most;
        if !self.too_many {
            self.all.push(Recorded {
                trace: Trace::of_all(executed.run),
                events: executed.run.events.clone(),
                nodes: executed.nodes.to_vec(),
                steps: executed.steps.to_vec(),
                outcome,
            });
        }
    }

    pub(super) fn build(mut self) -> Option<Graph> {
        if self.too_many || self.all.is_empty() {
            return None;
        }
        let (identity, count) = identities(&self.all);
        let mut graph = Graph { threads: Vec::new(), objects: Vec::new(), nodes: Vec::new(), edges: Vec::new() };
        let mut objects: Vec<Option<object::Object>> = vec![None; count];
        let mut names: Vec<Option<String>> = vec![None; count];
        let mut ids: HashMap<String, usize> = HashMap::new();
        for (n, recorded) in self.all.iter_mut().enumerate() {
            recorded.trace.dress();
            for (i, object) in recorded.trace.objects.iter().enumerate() {
                let id = identity[n][i];
                let name = &recorded.trace.names[i];
                if names[id].as_ref().is_none_or(|old| name.len() < old.len()) {
                    names[id] = Some(name.clone());
                }
                objects[id].get_or_insert_with(|| object.clone());
            }
            if recorded.trace.threads.len() > graph.threads.len() {
                graph.threads = recorded.trace.threads.clone();
            }
        }
        let objects: Vec<object::Object> = objects.into_iter().flatten().collect();
        for (n, recorded) in self.all.iter().enumerate() {
            let mut before = None;
            for (i, node) in recorded.nodes.iter().enumerate() {
                let state = state(recorded, node, &identity[n], &objects);
                let key = key(recorded, node, &identity[n], &state);
                let new = ids.len();
                let id = *ids.entry(key).or_insert(new);
                if id == new {
                    graph.nodes.push(state);
                }
                if i + 1 == recorded.nodes.len() {
                    graph.nodes[id].outcome = Some(recorded.outcome.clone());
                }
                if let Some(from) = before {
                    let edge = edge(recorded, i, from, id);
                    if !graph.edges.contains(&edge) {
                        graph.edges.push(edge);
                    }
                }
                before = Some(id);
            }
        }
        let named = |(name, object): (Option<String>, &object::Object)| Object {
            name: name.unwrap_or_default(),
            kind: object.ty.name,
        };
        graph.objects = names.into_iter().zip(&objects).map(named).collect();
        Some(graph)
    }
}

/// For each execution and each of its objects a number that is the same in all executions; and how many there are.
fn identities(all: &[Recorded]) -> (Vec<Vec<usize>>, usize) {
    let mut known: HashMap<Label, usize> = HashMap::new();
    let mut count = 0;
    let mut result = Vec::new();
    for recorded in all {
        let mut labels: Vec<Vec<Label>> = vec![Vec::new(); recorded.trace.objects.len()];
        let mut used: HashMap<usize, Vec<usize>> = HashMap::new();
        for event in &recorded.events {
            let Some(object) = event.object else { continue };
            let mine = used.entry(event.thread).or_default();
            if !mine.contains(&object) {
                labels[object].push((event.thread, mine.len()));
                mine.push(object);
            }
        }
        let number = |labels: &Vec<Label>| {
            let id = labels.iter().find_map(|l| known.get(l)).copied().unwrap_or_else(|| {
                count += 1;
                count - 1
            });
            labels.iter().for_each(|l| _ = known.insert(*l, id));
            id
        };
        result.push(labels.iter().map(number).collect());
    }
    (result, count)
}

fn state(recorded: &Recorded, node: &order::Node, identity: &[usize], objects: &[object::Object]) -> Node {
    let show = |o: &object::Object, bits| if o.ty.bits == 0 { String::new() } else { (o.ty.show)(bits) };
    let mut values: Vec<String> = objects.iter().map(|o| show(o, o.initial)).collect();
    let mut held_by: Vec<Vec<usize>> = vec![Vec::new(); objects.len()];
    for (i, &bits) in node.values.iter().enumerate() {
        values[identity[i]] = show(&recorded.trace.objects[i], bits);
        held_by[identity[i]] = node.holders[i].clone();
    }
    Node { threads: node.threads.clone(), values, held_by, outcome: None }
}

fn key(recorded: &Recorded, node: &order::Node, identity: &[usize], state: &Node) -> String {
    let mut threads: Vec<String> = vec![String::new(); state.threads.len()];
    let mut histories: Vec<String> = vec![String::new(); state.values.len()];
    for &step in &recorded.steps[..node.steps] {
        threads[usize::from(step)].push('.');
    }
    for event in &recorded.events[..node.events] {
        if let Some(read) = event.read {
            _ = write!(threads[event.thread], "{read},");
        }
        let Some(object) = event.object else { continue };
        let history = &mut histories[identity[object]];
        if recorded.trace.objects[object].ty.bits == 0 {
            _ = write!(history, "{}{:?},", event.thread, event.action);
        } else if event.wrote.is_some() {
            *history = format!("{}:{}", event.thread, event.at.line());
        }
    }
    format!("{:?}{:?}{:?}{threads:?}{histories:?}", state.threads, state.values, state.held_by)
}

fn edge(recorded: &Recorded, to_node: usize, from: usize, to: usize) -> Edge {
    let (before, after) = (&recorded.nodes[to_node - 1], &recorded.nodes[to_node]);
    let trace = &recorded.trace;
    let step = |row: usize| Step {
        operation: trace.rows[row].operation.clone(),
        file: trace.rows[row].file.clone(),
        line: trace.rows[row].line,
        read_from: trace.from[row]
            .filter(|&from| from > 0)
            .map(|from| (trace.events[from - 1].thread, trace.rows[from - 1].line)),
    };
    let thread = usize::from(recorded.steps[before.steps]);
    // That others are blocked for ever is said by the state, not by the step.
    let done =
        |row: &usize| trace.events[*row].thread == thread && !matches!(trace.events[*row].action, Action::Stuck(_));
    let rows = trace.rows_of(&recorded.events, before.events..after.events).filter(done);
    Edge { from, to, thread, steps: rows.map(step).collect() }
}
