//! Part 5: the proof. Not more runs, but every interleaving there is.

use interleave::{Failure, Report, Row, Tried};
use observe::lesson::{Lesson, WIDTH};
use observe::{Table, units};
use race_counter::proof::{
    Verdict, a_sum_per_thread, fetch_add, load_add_store, load_add_store_explored, relaxed_flag, release_acquire_flag,
    under_a_lock,
};
use serde_json::{Value, json};

pub(crate) fn every_interleaving(lesson: &mut Lesson) -> anyhow::Result<()> {
    lesson.heading("The proof: every interleaving")?;
    lesson.say(
        "A run shows one order of the steps; another may come tomorrow. So take the smallest program with the same \
         fault, two threads that increment once, and let a model checker (`interleave`, with loom behind it) try every \
         order of their steps, and then every value that a read could return.",
    )?;
    lesson.predict("Two loads, two stores. In which order do the two threads lose an update?")?;
    let broken = failure(lesson, "load, add, store", load_add_store())?;
    lesson.print(&format!("\n{}\n", broken.to_string().trim_end()))?;

    lesson.say("\nThe same check over each fix:\n")?;
    let fixes: [(&str, Verdict); 3] =
        [("a lock", under_a_lock()), ("fetch_add", fetch_add()), ("a sum per thread", a_sum_per_thread())];
    let mut table = Table::new(["", "orders of the steps", "lose an update"]);
    let mut proven = Vec::new();
    let count = |number: usize| units::count(number as u64);
    table.row(["load, add, store".to_owned(), count(broken.orders.executions), count(broken.orders.failing)]);
    for (name, verdict) in fixes {
        let report = passed(lesson, name, verdict)?;
        table.row([name.to_owned(), count(report.orders.executions), count(report.orders.failing)]);
        proven.push(proof(name, &report));
    }
    lesson.print(&table.render(WIDTH))?;

    lesson.heading("The fault that no run on this machine may ever show")?;
    lesson.say(
        "One thread stores data and raises a flag, the other sees the flag and reads the data. Every access is atomic, \
         all are Relaxed. x86 processors don't reorder these; ARM ones do, and the compiler may.",
    )?;
    lesson.predict("The reader has seen the flag. Can it still read the old data?")?;
    let relaxed = failure(lesson, "a Relaxed flag", relaxed_flag())?;
    lesson.print(&format!("\n{}\n", relaxed.to_string().trim_end()))?;
    let ordered = passed(lesson, "a flag with Release and Acquire", release_acquire_flag())?;
    lesson.say(&format!(
        "With Release on the flag's store and Acquire on its load: {} orders and {} executions with a choice of values, \
         and none fails.",
        ordered.orders.executions, ordered.executions
    ))?;
    proven.push(proof("a flag with Release and Acquire", &ordered));
    lesson.note(
        "interleavings",
        json!({
            "failing": [counterexample("load, add, store", &broken), counterexample("a Relaxed flag", &relaxed)],
            "proven": proven,
            "explored": serde_json::from_str::<Value>(&load_add_store_explored().to_json())?,
        }),
    );
    Ok(())
}

/// The counterexample of a check that must fail.
fn failure(lesson: &mut Lesson, name: &str, verdict: Verdict) -> anyhow::Result<Failure> {
    lesson.check(&format!("{name}: the checker finds the interleaving that fails"), verdict.is_err())?;
    verdict.err().ok_or_else(|| anyhow::anyhow!("{name} fails in no interleaving"))
}

/// The report of a check that must pass.
fn passed(lesson: &mut Lesson, name: &str, verdict: Verdict) -> anyhow::Result<Report> {
    lesson.check(&format!("{name}: no interleaving fails"), verdict.is_ok())?;
    verdict.map_err(|failure| anyhow::anyhow!("{name}:\n{failure}"))
}

fn tried(tried: Tried) -> Value {
    json!({ "tried": tried.executions, "failing": tried.failing, "complete": tried.complete })
}

fn proof(name: &str, report: &Report) -> Value {
    json!({ "name": name, "orders": tried(report.orders), "executions": report.executions })
}

fn counterexample(name: &str, failure: &Failure) -> Value {
    let row = |row: &Row| {
        json!({
            "thread": row.thread,
            "operation": row.operation,
            "object": row.object,
            "read": row.read,
            "wrote": row.wrote,
            "from_row": row.from,
            "note": row.note,
            "marked": row.marked,
            "line": row.line,
        })
    };
    json!({
        "name": name,
        "kind": format!("{:?}", failure.kind),
        "cause": format!("{:?}", failure.cause),
        "orders": tried(failure.orders),
        "executions": failure.executions.map(tried),
        "replay": failure.replay,
        "rows": failure.rows.iter().map(row).collect::<Vec<_>>(),
    })
}
