//! What the lesson works on: the flags of its own, the pictures, the threads.

use std::path::PathBuf;

use anyhow::Context as _;
use clap::{Arg, value_parser};
use observe::lesson::{Lesson, whole_number};
use parallel_images::names::labels;
use parallel_images::output::Destination;
use parallel_images::pictures;
use rayon::{ThreadPool, ThreadPoolBuilder};

/// A folder of the learner's own may hold hundreds: each row is then long enough to be measured once.
const FEW: usize = 32;

/// The lesson's own flags.
pub(crate) fn flags() -> Vec<Arg> {
    let folder = |name: &'static str, help: &'static str| {
        Arg::new(name).long(name).value_name("DIR").value_parser(value_parser!(PathBuf)).help(help)
    };
    vec![
        folder("images", "Take a folder of your own: JPEG, PNG, WebP pictures"),
        folder("out", "Write there, not into a new folder in cargo's target"),
        Arg::new("threads")
            .long("threads")
            .value_name("N")
            .value_parser(whole_number(1..=1024))
            .help("Worker threads, 1 to 1024 [default: as many as cores]"),
    ]
}

/// What is worked on, and by how many.
pub(crate) struct Input {
    pub(crate) pictures: Vec<PathBuf>,
    pub(crate) labels: Vec<String>,
    pub(crate) destination: Destination,
    pub(crate) own: bool,
    pub(crate) runs: usize,
    pub(crate) threads: usize,
    pub(crate) cores: usize,
    /// For the sequential rows. Not the main thread, whose memory glibc manages in another way: this work would take
    /// 8% longer there, and the rest would be faster than it can be.
    pub(crate) alone: ThreadPool,
    pub(crate) pool: ThreadPool,
}

impl Input {
    pub(crate) fn of(lesson: &Lesson) -> anyhow::Result<Self> {
        let images: Option<&PathBuf> = lesson.flags().get_one("images");
        let folder = images.map_or_else(pictures::photographs, |images| Ok(images.clone()))?;
        let mut pictures = pictures::find(&folder)?;
        if lesson.quick() && images.is_none() {
            pictures.truncate(4);
        }
        let labels = labels(&pictures);
        let destination = match lesson.flags().get_one::<PathBuf>("out") {
            Some(out) => Destination::given(out, lesson.force(), &folder, &labels)?,
            None => Destination::of_this_run(),
        };
        let cores = lesson.machine().cores;
        let threads = lesson.flags().get_one("threads").copied().unwrap_or(cores);
        let runs = lesson.runs(if pictures.len() > FEW { 1 } else { 3 });
        // Made before any clock runs: starting threads is no part of the lesson.
        let alone = pool(1, |_| "one thread".to_owned())?;
        let pool = pool(threads, |worker| format!("worker {worker}"))?;
        Ok(Self { pictures, labels, destination, own: images.is_some(), runs, threads, cores, alone, pool })
    }

    /// As many threads as can be at work at the same instant.
    pub(crate) fn at_once(&self) -> usize {
        self.threads.min(self.cores)
    }

    pub(crate) fn parallel_row(&self) -> String {
        format!("parallel, {}", observe::units::plural(self.threads, "thread"))
    }
}

// ANCHOR: pool
fn pool(threads: usize, name: fn(usize) -> String) -> anyhow::Result<ThreadPool> {
    let pool = ThreadPoolBuilder::new().num_threads(threads).thread_name(name);
    let refused = || format!("starting {threads} threads; ask for fewer with --threads");
    pool.build().with_context(refused)
}
// ANCHOR_END: pool
