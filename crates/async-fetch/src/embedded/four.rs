//! Part 1: the article's four requests.

use async_fetch::{fetch_all, fetch_one_by_one, one_thread};
use observe::Row;
use observe::draw::Rows;
use observe::lesson::Lesson;

use super::{Embedded, FOUR, all_answered};
use crate::{flags, report};

pub(super) fn four_requests(lesson: &mut Lesson, embedded: &Embedded) -> anyhow::Result<[Row; 2]> {
    let delay = flags::seconds(embedded.delay);
    let urls = embedded.urls(FOUR);
    lesson.heading(&format!("{FOUR} requests, each answered after {delay}"))?;
    lesson.say("First one after another; then all are sent before the first answer is waited for. Same thread.")?;
    lesson.predict(&format!(
        "One after another takes {FOUR} x {delay}. What do all {FOUR} at once take, on one thread?"
    ))?;

    embedded.server.reset_stats()?;
    let (outcomes, one_by_one) = lesson
        .measure("one after another", |_| Ok(one_thread()?.block_on(fetch_one_by_one(&embedded.client, &urls))))?;
    all_answered(lesson, "one after another", &outcomes)?;
    let most = embedded.server.stats()?.high_water;
    lesson.check("one after another: the server had one request at a time", most == 1)?;

    let title = format!("{FOUR} at once, one thread: who had its turn when");
    embedded.server.reset_stats()?;
    let ((outcomes, timeline), at_once) = lesson.measure("at once", |recorder| {
        let runtime = one_thread()?;
        Ok(recorder.record(&title, || runtime.block_on(fetch_all(&embedded.client, &urls))))
    })?;
    all_answered(lesson, "at once", &outcomes)?;
    let most = embedded.server.stats()?.high_water;
    lesson.check("at once: the server had all requests at a time", most == FOUR as u64)?;
    lesson.check("at once: the client never ran two tasks at the same time", timeline.most_at_once() == 1)?;

    report::outcomes(lesson, &outcomes)?;
    let rows = [one_by_one.clone().compared_to(&one_by_one), at_once.compared_to(&one_by_one)];
    lesson.table(&rows, &[("switches", "context_switches")])?;
    let turns: Vec<String> = timeline.turns().iter().map(ToString::to_string).collect();
    lesson.timeline(timeline, Rows::Tasks)?;
    lesson.say(&format!("\nWhose turn it was on the one thread: {}", turns.join(" ")))?;
    Ok(rows)
}
