//! The exploration as JSON. Few kinds of values, so written here, without a library that a learner would have to compile.

use super::{Edge, Exploration, Node, Object, Status, Step, VERSION};
use crate::report::Outcome;
use std::fmt::Write as _;

pub(super) fn write(seen: &Exploration) -> String {
    let orders = seen.orders;
    let mut parts = vec![
        "\"format\": \"interleave exploration\"".to_owned(),
        format!("\"version\": {VERSION}"),
        format!(
            "\"orders\": {{\"total\": {}, \"failing\": {}, \"complete\": {}}}",
            orders.executions, orders.failing, orders.complete
        ),
        format!("\"outcomes\": {}", lines(&seen.outcomes, outcome)),
    ];
    if let Some(graph) = &seen.graph {
        parts.push(format!("\"threads\": {}", list(&graph.threads, |t| text(t))));
        parts.push(format!("\"objects\": {}", lines(&graph.objects, object)));
        parts.push(format!("\"nodes\": {}", lines(&graph.nodes, node)));
        parts.push(format!("\"edges\": {}", lines(&graph.edges, edge)));
    }
    format!("{{\n  {}\n}}\n", parts.join(",\n  "))
}

fn outcome(o: &Outcome) -> String {
    let (result, replay) = (text(&o.result), text(&o.replay));
    format!("{{\"result\": {result}, \"orders\": {}, \"fails\": {}, \"replay\": {replay}}}", o.orders, o.fails)
}

fn object(o: &Object) -> String {
    format!("{{\"name\": {}, \"type\": {}}}", text(&o.name), text(o.kind))
}

fn node(n: &Node) -> String {
    let status = |s: &Status| text(&format!("{s:?}").to_lowercase());
    let held = |t: &Vec<usize>| list(t, usize::to_string);
    format!(
        "{{\"threads\": {}, \"values\": {}, \"held_by\": {}, \"outcome\": {}}}",
        list(&n.threads, status),
        list(&n.values, |v| text(v)),
        list(&n.held_by, held),
        n.outcome.as_deref().map_or("null".to_owned(), text)
    )
}

fn edge(e: &Edge) -> String {
    format!("{{\"from\": {}, \"to\": {}, \"thread\": {}, \"steps\": {}}}", e.from, e.to, e.thread, list(&e.steps, step))
}

fn step(s: &Step) -> String {
    let from = s.read_from.map(|(thread, line)| format!("{{\"thread\": {thread}, \"line\": {line}}}"));
    format!(
        "{{\"operation\": {}, \"file\": {}, \"line\": {}, \"read_from\": {}}}",
        text(&s.operation),
        text(&s.file),
        s.line,
        from.as_deref().unwrap_or("null")
    )
}

fn list<T>(items: &[T], show: impl Fn(&T) -> String) -> String {
    format!("[{}]", items.iter().map(show).collect::<Vec<_>>().join(", "))
}

fn lines<T>(items: &[T], show: impl Fn(&T) -> String) -> String {
    match items {
        [] => "[]".to_owned(),
        _ => format!("[\n    {}\n  ]", items.iter().map(show).collect::<Vec<_>>().join(",\n    ")),
    }
}

/// A JSON string (RFC 8259, section 7).
fn text(raw: &str) -> String {
    let mut out = String::from("\"");
    for c in raw.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            c if c < ' ' => _ = write!(out, "\\u{:04x}", c as u32),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use super::text;

    #[test]
    fn a_string_is_escaped() {
        assert_eq!(text("a \"b\" \\ \n\u{1} é"), r#""a \"b\" \\ \n\u0001 é""#);
    }
}
