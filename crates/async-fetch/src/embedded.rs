//! The lesson on the embedded server, which is a process of its own: its CPU time is not the client's.

use std::time::Duration;

use anyhow::Context as _;
use async_fetch::{Outcome, Proxies, client, fetch_all, fetch_on_threads, fetch_one_by_one, one_thread};
use delay_server::{Child, raise_open_file_limit};
use observe::draw::Rows;
use observe::lesson::Lesson;
use observe::units::{self, plural};
use observe::{Footprint, LaterLook, Row};
use reqwest::Client;

use crate::{flags, report};

/// Requests of the article's program.
const FOUR: usize = 4;
/// Files that a process has open beside its connections: standard streams, the pipe to the server, event queues.
const OTHER_FILES: u64 = 48;

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

    fn at_once(&self, urls: &[String]) -> anyhow::Result<Vec<Outcome>> {
        Ok(one_thread()?.block_on(fetch_all(&self.client, urls)))
    }
}

fn four_requests(lesson: &mut Lesson, embedded: &Embedded) -> anyhow::Result<[Row; 2]> {
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

fn what_waiting_costs(
    lesson: &mut Lesson,
    embedded: &Embedded,
    sizes: &[usize],
    thread_sizes: &[usize],
    open_files: Option<u64>,
) -> anyhow::Result<()> {
    lesson.heading("What waiting costs")?;
    lesson.say("More and more requests at once on one thread; then one operating system thread a request.")?;
    lesson.predict("Which will be used up first by 1,000 that wait: cores, memory, or patience?")?;
    let room =
        open_files.map_or(usize::MAX, |files| usize::try_from(files.saturating_sub(OTHER_FILES)).unwrap_or(usize::MAX));
    let mut rows: Vec<Row> = Vec::new();
    for &size in &fitting(sizes, room) {
        let name = format!("{} at once", units::count(size as u64));
        rows.push(measured(lesson, embedded, &name, size, |urls| embedded.at_once(urls))?);
    }
    for &size in &fitting(thread_sizes, room) {
        let name = plural(size, "thread");
        rows.push(measured(lesson, embedded, &name, size, |urls| Ok(fetch_on_threads(embedded.timeout, urls)?))?);
    }
    let columns = [
        ("CPU each", "cpu_per_request_s"),
        ("memory", "resident_bytes"),
        ("threads", "threads"),
        ("in flight", "high_water"),
    ];
    lesson.table(&rows, &columns)?;
    if let Some(limit) = open_files.filter(|_| sizes.iter().any(|&size| size > room)) {
        lesson.say(&format!(
            "\nOnly {} at once: a request needs an open file, and this shell allows {limit}. Where `ulimit -Hn` is \
             higher, the lesson takes more by itself; an administrator can raise it.",
            units::count(room as u64)
        ))?;
    }
    lesson
        .say("\nMemory and threads: of this process while it waits. In flight: the most the server had at one moment.")
}

/// The sizes that `room` open files allow; in the place of those that don't fit, the largest that does.
fn fitting(sizes: &[usize], room: usize) -> Vec<usize> {
    let mut fitting: Vec<usize> = sizes.iter().map(|&size| size.min(room)).filter(|&size| size > 0).collect();
    fitting.dedup();
    fitting
}

fn measured(
    lesson: &mut Lesson,
    embedded: &Embedded,
    name: &str,
    size: usize,
    fetch: impl Fn(&[String]) -> anyhow::Result<Vec<Outcome>>,
) -> anyhow::Result<Row> {
    let urls = embedded.urls(size);
    let mut seen = Footprint { resident: None, threads: None };
    embedded.server.reset_stats()?;
    let (outcomes, row) = lesson.measure(name, |_| {
        // While all wait: requests are out by then, answers not yet in.
        let look = LaterLook::after(embedded.delay.mul_f64(0.7))?;
        let outcomes = fetch(&urls)?;
        seen = look.take();
        Ok(outcomes)
    })?;
    let high_water = embedded.server.stats()?.high_water;
    all_answered(lesson, name, &outcomes)?;
    let each = row.cpu().median / size as f64;
    let row = row
        .with("requests", size, "")
        .with("cpu_per_request_s", each, units::duration(Duration::from_secs_f64(each)))
        .with("resident_bytes", seen.resident, seen.resident.map(units::bytes).unwrap_or_default())
        .with("threads", seen.threads, seen.threads.map(|threads| units::count(threads as u64)).unwrap_or_default())
        .with("high_water", high_water, units::count(high_water));
    Ok(row)
}

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
