//! The lesson on the embedded server, which is a process of its own: its CPU time is not the client's.

mod costs;
mod four;

use std::time::Duration;

use anyhow::Context as _;
use async_fetch::{Outcome, Proxies, client, fetch_all, one_thread};
use delay_server::{Child, raise_open_file_limit};
use observe::lesson::Lesson;
use observe::{Row, units};
use reqwest::Client;

use crate::flags;
use costs::what_waiting_costs;
use four::four_requests;

/// Requests of the article's program.
const FOUR: usize = 4;
pub(crate) fn run(lesson: &mut Lesson) -> anyhow::Result<()> {
    let delay = flags::delay(lesson.flags(), if lesson.quick() { 0.1 } else { 1.0 });
    let open_files = raise_open_file_limit();
    let server = Child::start().context("starting the embedded server")?;
    // Far more time than an answer takes: running into it is a failure of the lesson, not part of it.
    let timeout = delay + Duration::from_secs(60);
    let client = client(timeout, Proxies::Ignored).context("setting up the HTTP client")?;
    let embedded = Embedded { server, client, timeout, delay };
    let (sizes, thread_sizes): (&[usize], &[usize]) =
        if lesson.quick() { (&[1, 10, 100], &[100]) } else { (&[1, 10, 100, 1_000], &[100, 1_000]) };
    lesson.expect(2 + sizes.len() + thread_sizes.len());
    lesson.note("delay_s", delay.as_secs_f64());

    let four = four_requests(lesson, &embedded)?;
    what_waiting_costs(lesson, &embedded, sizes, thread_sizes, open_files)?;
    conclusion(lesson, &four, delay)
}

struct Embedded {
    server: Child,
    client: Client,
    timeout: Duration,
    delay: Duration,
}

impl Embedded {
    fn urls(&self, count: usize) -> Vec<String> {
        vec![self.server.url(&format!("/delay/{}", self.delay.as_secs_f64())); count]
    }
}

// ANCHOR: at_once
fn at_once(client: &Client, urls: &[String]) -> anyhow::Result<Vec<Outcome>> {
    Ok(one_thread()?.block_on(fetch_all(client, urls)))
}
// ANCHOR_END: at_once

fn all_answered(lesson: &mut Lesson, name: &str, outcomes: &[Outcome]) -> anyhow::Result<()> {
    if let Some(error) = outcomes.iter().find_map(|outcome| outcome.as_ref().err()) {
        anyhow::bail!("{name}: the embedded server should answer every request, but {error}");
    }
    let right = outcomes.iter().flatten().all(|fetched| fetched.status == 200 && fetched.bytes > 0);
    lesson.check(&format!("{name}: every answer is 200 and not empty"), right)
}

fn conclusion(lesson: &mut Lesson, [one_by_one, at_once]: &[Row; 2], delay: Duration) -> anyhow::Result<()> {
    let (wall, cores) = (at_once.wall().median, units::cores(at_once.cores_used().median));
    let shown = |seconds| units::duration(Duration::from_secs_f64(seconds));
    let figures = format!(
        "{FOUR} requests of {} took {} one after another and {} at once",
        flags::seconds(delay),
        shown(one_by_one.wall().median),
        shown(wall)
    );
    lesson.conclude(
        wall < one_by_one.wall().median / 2.0 && at_once.cores_used().median < 0.5,
        &format!(
            "{figures}, on one thread that used {cores} cores. The requests waited at the same time; nothing was \
             computed at the same time. That is concurrency without parallelism."
        ),
        &format!(
            "{figures}, with {cores} cores used. That is not the point of this lesson: the waiting should dwarf the \
             work. Something else keeps this machine busy; close it, or give a longer --delay."
        ),
    )
}
