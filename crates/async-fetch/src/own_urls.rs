//! The lesson on the learner's own URLs: their servers are asked twice, and not a thousand times.

use anyhow::Context as _;
use async_fetch::{Outcome, Proxies, client, fetch_all, fetch_one_by_one, one_thread};
use observe::Row;
use observe::draw::Rows;
use observe::lesson::Lesson;
use observe::units::{self, plural};

use crate::{flags, report};

pub(crate) fn run(lesson: &mut Lesson, urls: &[String]) -> anyhow::Result<()> {
    let timeout = flags::timeout(lesson.flags());
    lesson.heading(&format!("{}: one after another, then at once", plural(urls.len(), "URL")))?;
    lesson.say(&format!("One thread. A request is given up after {}.", flags::seconds(timeout)))?;
    lesson.predict("One after another takes the sum of the waits. What do all at once take?")?;
    lesson.expect(2);
    let client = client(timeout, Proxies::FromEnvironment).context("setting up the HTTP client")?;

    let (_, one_by_one) =
        lesson.measure("one after another", |_| Ok(one_thread()?.block_on(fetch_one_by_one(&client, urls))))?;
    let ((outcomes, timeline), at_once) = lesson.measure("at once", |recorder| {
        let runtime = one_thread()?;
        Ok(recorder
            .record("all at once, one thread: who had its turn when", || runtime.block_on(fetch_all(&client, urls))))
    })?;

    report::outcomes(lesson, &outcomes)?;
    let failed = outcomes.iter().filter(|outcome| outcome.is_err()).count();
    anyhow::ensure!(failed < outcomes.len(), "none of the URLs gave an answer; the reasons stand above");
    let rows = [one_by_one.clone().compared_to(&one_by_one), at_once.compared_to(&one_by_one)];
    lesson.table(&rows, &[])?;
    lesson.timeline(timeline, Rows::Tasks)?;
    conclusion(lesson, &rows, &outcomes)
}

fn conclusion(lesson: &mut Lesson, rows: &[Row; 2], outcomes: &[Outcome]) -> anyhow::Result<()> {
    if outcomes.len() == 1 {
        return lesson.conclude(
            false,
            "",
            "One request has no other to wait with: give --url twice or more to compare.",
        );
    }
    let speedup = rows[1].speedup.unwrap_or(1.0);
    let cores = units::cores(rows[1].cores_used().median);
    let requests = plural(outcomes.len(), "request");
    lesson.conclude(
        speedup > 1.2,
        &format!("{requests} at once were {speedup:.2}x as fast as one after another, on one thread that used {cores} cores: they waited at the same time."),
        &format!("{requests} at once were {speedup:.2}x as fast as one after another: there was little to wait for at the same time (one request, one slow answer among fast ones, or a server that answers one by one)."),
    )
}
