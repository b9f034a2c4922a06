//! Part 5: the proof. Not more runs, but every interleaving there is.

use interleave::{Failure, Row};
use observe::lesson::{Lesson, WIDTH};
use observe::{Table, units};
use race_counter::proof::{
    Verdict, a_sum_per_thread, fetch_add, load_add_store, relaxed_flag, release_acquire_flag, under_a_lock,
};
use serde_json::{Value, json};

pub(crate) fn every_interleaving(lesson: &mut Lesson) -> anyhow::Result<()> {
    lesson.heading("The proof: every interleaving")?;
    lesson.say(
        "A run shows one order of the steps; another may come tomorrow. So take the smallest program with the same \
         fault, two threads that increment once, and let a model checker (loom, behind `interleave`) try them all.",
    )?;
    lesson.predict("Two loads, two stores. In which order do the two threads lose an update?")?;
    let broken = failure(lesson, "load, add, store", load_add_store())?;
    lesson.print(&format!("\n{}\n", broken.to_string().trim_end()))?;

    lesson.say("\nThe same check over each fix:\n")?;
    let fixes: [(&str, Verdict); 3] =
        [("a lock", under_a_lock()), ("fetch_add", fetch_add()), ("a sum per thread", a_sum_per_thread())];
    let mut table = Table::new(["", "executions", "lose an update"]);
    let mut proven = Vec::new();
    let count = |number: usize| units::count(number as u64);
    table.row(["load, add, store".to_owned(), count(broken.executions), count(broken.failing)]);
    for (name, verdict) in fixes {
        let report = passed(lesson, name, verdict)?;
        table.row([name.to_owned(), count(report), "0".to_owned()]);
        proven.push(json!({ "name": name, "executions": report, "failing": 0 }));
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
    lesson
        .say(&format!("With Release on the flag's store and Acquire on its load: {ordered} executions, none fails."))?;
    proven.push(json!({ "name": "a flag with Release and Acquire", "executions": ordered, "failing": 0 }));
    lesson.note(
        "interleavings",
        json!({
            "failing": [counterexample("load, add, store", &broken), counterexample("a Relaxed flag", &relaxed)],
            "proven": proven,
        }),
    );
    Ok(())
}

/// The counterexample of a check that must fail.
fn failure(lesson: &mut Lesson, name: &str, verdict: Verdict) -> anyhow::Result<Failure> {
    lesson.check(&format!("{name}: the checker finds the interleaving that fails"), verdict.is_err())?;
    verdict.err().ok_or_else(|| anyhow::anyhow!("{name} fails in no interleaving"))
}

/// The number of executions of a check that must pass.
fn passed(lesson: &mut Lesson, name: &str, verdict: Verdict) -> anyhow::Result<usize> {
    lesson.check(&format!("{name}: no interleaving fails"), verdict.is_ok())?;
    verdict.map(|report| report.executions).map_err(|failure| anyhow::anyhow!("{name}:\n{failure}"))
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
        "executions": failure.executions,
        "failing": failure.failing,
        "complete": failure.complete,
        "rows": failure.rows.iter().map(row).collect::<Vec<_>>(),
    })
}
