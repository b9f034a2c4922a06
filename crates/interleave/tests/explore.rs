//! What a program can come to, as data.

extern crate interleave as std;

#[allow(dead_code)]
mod fixtures;

use interleave::explore::{Exploration, Graph, Status};
use interleave::{Checker, explore};
use std::sync::atomic::{AtomicU64, Ordering::*};
use std::thread;

fn increments(n: usize) -> Exploration {
    explore(move || {
        let x = AtomicU64::new(0);
        thread::scope(|s| {
            for _ in 0..n {
                s.spawn(|| x.store(x.load(SeqCst) + 1, SeqCst));
            }
        });
        x.into_inner()
    })
}

fn counts(seen: &Exploration) -> Vec<(&str, usize)> {
    seen.outcomes.iter().map(|o| (o.result.as_str(), o.orders)).collect()
}

/// Counted by a script that goes through all 90 words of AABBCC.
#[test]
fn the_sums_of_three_threads_are_counted() {
    assert_eq!(counts(&increments(2)), [("1", 4), ("2", 2)]);
    assert_eq!(counts(&increments(3)), [("1", 48), ("2", 36), ("3", 6)]);
}

/// Store buffering: both read the old value in no order, only where memory is reordered.
#[test]
fn what_only_memory_shows_stands_with_no_order() {
    let seen = explore(|| {
        let (x, y) = (AtomicU64::new(0), AtomicU64::new(0));
        let side = |mine: &AtomicU64, other: &AtomicU64| {
            mine.store(1, Relaxed);
            other.load(Relaxed)
        };
        thread::scope(|s| {
            let (a, b) = (s.spawn(|| side(&x, &y)), s.spawn(|| side(&y, &x)));
            (a.join().unwrap(), b.join().unwrap())
        })
    });
    assert_eq!(counts(&seen), [("(1, 1)", 4), ("(0, 1)", 1), ("(1, 0)", 1), ("(0, 0)", 0)]);
    let table = "RESULT  ORDERS\n(1, 1)  4 of 6\n(0, 1)  1 of 6\n(1, 0)  1 of 6\n\
                 (0, 0)  0 of 6  only where a read returns an older value";
    assert_eq!(seen.to_string(), table);
}

/// The number of ways from the first state to one with each outcome is the number of orders.
fn ways(graph: &Graph, outcome: &str) -> usize {
    fn to(graph: &Graph, node: usize, outcome: &str) -> usize {
        match &graph.nodes[node].outcome {
            Some(here) => usize::from(here == outcome),
            None => graph.edges.iter().filter(|e| e.from == node).map(|e| to(graph, e.to, outcome)).sum(),
        }
    }
    to(graph, 0, outcome)
}

#[test]
fn the_graph_has_each_order_as_a_way() {
    let seen = increments(3);
    let graph = seen.graph.as_ref().unwrap();
    for outcome in &seen.outcomes {
        assert_eq!(ways(graph, &outcome.result), outcome.orders, "{outcome:?}");
    }
    assert!(graph.nodes.len() < 200, "{} states for 90 orders of 6 steps", graph.nodes.len());
    assert_eq!(graph.threads, ["main", "A", "B", "C"]);
    assert_eq!((graph.objects.len(), graph.objects[0].name.as_str()), (1, "x"));
}

#[test]
fn a_deadlock_is_a_state_in_which_all_are_blocked() {
    let seen = explore(fixtures::opposite_locks);
    assert_eq!(counts(&seen), [("deadlock", 2), ("()", 2)]);
    let graph = seen.graph.unwrap();
    let dead: Vec<_> = graph.nodes.iter().filter(|n| n.outcome.as_deref() == Some("deadlock")).collect();
    assert_eq!(dead.len(), 1);
    assert_eq!(dead[0].threads, [Status::Blocked; 3]);
    assert_eq!(dead[0].held_by, [[1], [2]]);
    assert_eq!((ways(&graph, "deadlock"), ways(&graph, "()")), (2, 2));
}

#[test]
fn one_who_is_never_woken_is_asleep() {
    let graph = explore(fixtures::lost_wakeup).graph.unwrap();
    let dead = graph.nodes.iter().find(|n| n.outcome.as_deref() == Some("never woken")).unwrap();
    assert_eq!(dead.threads, [Status::Blocked, Status::Asleep]);
}

#[test]
fn the_json_is_the_same_in_every_run() {
    let json = increments(2).to_json();
    assert_eq!(json, increments(2).to_json());
    assert!(json.starts_with("{\n  \"format\": \"interleave exploration\",\n  \"version\": 1,"), "{json}");
    assert!(json.contains(r#"{"result": "1", "orders": 4, "fails": false, "replay": "ABBA"}"#), "{json}");
    assert!(json.contains(r#""steps": [{"operation": "x.load -> 1""#), "{json}");
    assert!(json.contains(r#""read_from": {"thread": 1, "line": 18}"#), "{json}");
}

#[test]
fn too_many_orders_give_no_graph() {
    let seen = Checker::new().max_executions(5).explore(fixtures::lost_update);
    assert!(seen.graph.is_none() && !seen.orders.complete);
    assert!(seen.to_string().contains("There are more orders than these 5"), "{seen}");
}
