//! All answers that are in the repository, each held to what it declares.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::fmt;
use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, OnceLock, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use crate::build::{Build, build};
use crate::exercise::{Answer, Exercise, Kind};
use crate::interrupt;
use crate::pristine::{self, Pristine};
use crate::verdict::{self, Seen, Verdict, without_program};

/// How a proof is made.
#[derive(Clone, Debug)]
pub struct Options {
    /// The folder for the workers' copies and for all that is built.
    pub folder: PathBuf,
    /// How many answers are built and run at the same time.
    pub workers: usize,
    /// How often each answer's tests run.
    pub repeat: usize,
    /// Whether the messages are collected, too: those that a fixed seed gives.
    pub messages: bool,
    /// The limit of a build. That of a solution, which may come with all its dependencies, is ten times as long.
    pub build_limit: Duration,
    /// The limit of a run of the tests.
    pub run_limit: Duration,
}

impl Options {
    /// Two workers, one run each. The limits are for what never ends: tens of times what the slowest answer needs.
    #[must_use]
    pub fn in_folder(folder: PathBuf) -> Self {
        let (build_limit, run_limit) = (Duration::from_secs(300), Duration::from_secs(120));
        Self { folder, workers: 2, repeat: 1, messages: false, build_limit, run_limit }
    }
}

/// What came of an answer.
#[derive(Clone, Debug)]
pub struct Proven {
    /// The exercise's [`title`](Exercise::title).
    pub exercise: String,
    /// The answer.
    pub answer: Answer,
    /// Each verdict, and how often it came.
    pub verdicts: BTreeMap<Verdict, usize>,
    /// Where it differs from what it declares, each in a sentence; without repetitions.
    pub differs: Vec<String>,
    /// What the tests print that are declared to fail, with the fixed seed.
    pub messages: BTreeMap<String, String>,
    /// How long it took to build.
    pub build: Duration,
    /// How long each run took.
    pub runs: Vec<Duration>,
}

impl Proven {
    /// How long it took in all.
    #[must_use]
    pub fn spent(&self) -> Duration {
        self.build + self.runs.iter().sum::<Duration>()
    }
}

/// What came of all.
#[derive(Clone, Debug, Default)]
pub struct Proof {
    /// The answers, in the order of the exercises and of each one's answers.
    pub answers: Vec<Proven>,
    /// How long it took, from the first to the last.
    pub spent: Duration,
}

impl Proof {
    /// The answers that differ from what they declare.
    pub fn differing(&self) -> impl Iterator<Item = &Proven> {
        self.answers.iter().filter(|proven| !proven.differs.is_empty())
    }
}

/// Why there is no proof.
#[derive(Debug)]
pub enum Error {
    /// A file of the copies can't be read or written.
    File(pristine::Error),
    /// A program can't be started.
    NotStarted(&'static str, io::Error),
    /// The end was asked for.
    Interrupted,
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File(error) => error.fmt(f),
            Self::NotStarted(what, error) => write!(f, "{what} can't be started: {error}"),
            Self::Interrupted => f.write_str("interrupted; nothing runs on"),
        }
    }
}

impl std::error::Error for Error {}

impl From<pristine::Error> for Error {
    fn from(error: pristine::Error) -> Self {
        Self::File(error)
    }
}

struct Job<'a> {
    place: usize,
    exercise: &'a Exercise,
    answer: &'a Answer,
    tests: &'a OnceLock<BTreeSet<String>>,
}

/// Proves the exercises' answers; `done` is called for each as it is done, by whichever worker did it.
///
/// # Errors
/// The copies can't be written, cargo can't be started, or [`interrupt::asked`]. What differs is no error.
pub fn prove(
    pristine: &Pristine,
    exercises: &[Exercise],
    options: &Options,
    done: &(dyn Fn(&Proven) + Sync),
) -> Result<Proof, Error> {
    let start = Instant::now();
    let _alone = only_one(&options.folder)?;
    let tests: Vec<OnceLock<BTreeSet<String>>> = exercises.iter().map(|_| OnceLock::new()).collect();
    let all = exercises.iter().zip(&tests);
    let all = all.flat_map(|(exercise, tests)| exercise.answers.iter().map(move |answer| (exercise, answer, tests)));
    let jobs = all.enumerate().map(|(place, (exercise, answer, tests))| Job { place, exercise, answer, tests });
    // The solutions first: they say which tests there are.
    let (solutions, others): (VecDeque<_>, VecDeque<_>) = jobs.partition(|job| job.answer.kind == Kind::Solution);
    let results = Mutex::new(BTreeMap::new());
    for phase in [solutions, others] {
        let queue = Mutex::new(phase);
        let work = |number: usize| -> Result<(), Error> {
            let worker = Worker::new(pristine, options, number);
            while let Some(job) = next(&queue) {
                let proven = worker.prove(&job)?;
                done(&proven);
                results.lock().unwrap_or_else(PoisonError::into_inner).insert(job.place, proven);
            }
            Ok(())
        };
        thread::scope(|scope| {
            let workers: Vec<_> = (1..=options.workers).map(|n| scope.spawn(move || work(n))).collect();
            workers.into_iter().try_for_each(|worker| worker.join().expect("a worker does not panic"))
        })?;
    }
    let results = results.into_inner().unwrap_or_else(PoisonError::into_inner);
    Ok(Proof { answers: results.into_values().collect(), spent: start.elapsed() })
}

fn next<'a>(queue: &Mutex<VecDeque<Job<'a>>>) -> Option<Job<'a>> {
    queue.lock().unwrap_or_else(PoisonError::into_inner).pop_front()
}

/// The copies belong to one proof at a time; a second one waits. The lock is the system's: a killed proof holds none.
fn only_one(folder: &Path) -> Result<File, Error> {
    let path = folder.join("lock");
    let error = |error| Error::File(pristine::Error(path.clone(), error));
    fs::create_dir_all(folder).map_err(error)?;
    let file = File::options().create(true).truncate(false).write(true).open(&path).map_err(error)?;
    loop {
        match file.try_lock() {
            Ok(()) => return Ok(file),
            Err(TryLockError::Error(cause)) => return Err(error(cause)),
            Err(TryLockError::WouldBlock) if interrupt::asked() => return Err(Error::Interrupted),
            Err(TryLockError::WouldBlock) => thread::sleep(Duration::from_millis(50)),
        }
    }
}

struct Worker<'a> {
    pristine: &'a Pristine,
    options: &'a Options,
    workspace: PathBuf,
    target: PathBuf,
}

impl<'a> Worker<'a> {
    fn new(pristine: &'a Pristine, options: &'a Options, number: usize) -> Self {
        let folder = options.folder.join(format!("worker-{number}"));
        Self { pristine, options, workspace: folder.join("workspace"), target: folder.join("target") }
    }

    fn prove(&self, job: &Job<'_>) -> Result<Proven, Error> {
        let Job { exercise, answer, tests, .. } = job;
        let mut proven = Proven {
            exercise: exercise.title(),
            answer: (*answer).clone(),
            verdicts: BTreeMap::new(),
            differs: vec![],
            messages: BTreeMap::new(),
            build: Duration::ZERO,
            runs: vec![],
        };
        let built = self.build(exercise, answer, &mut proven)?;
        if let Build::Built(program, warnings) = &built {
            let folder = self.workspace.join(&exercise.folder);
            if answer.kind == Kind::Solution {
                match verdict::list(program, &folder, self.options.run_limit) {
                    Ok(names) => drop(tests.set(names)),
                    Err(error) => proven.differs.push(format!("its tests can't be listed: {error}")),
                }
            }
            if *warnings > 0 && matches!(answer.kind, Kind::Broken | Kind::Solution) {
                proven.differs.push(format!("compiles with {warnings} warnings, and should have none"));
            }
            match tests.get() {
                Some(expected) => self.run(program, &folder, expected, &mut proven)?,
                None => proven.differs.push("which tests it must pass is not known: see the solution".to_owned()),
            }
        } else if let Some(seen) = without_program(&built) {
            note(&mut proven, &seen, tests.get().unwrap_or(&BTreeSet::new()))?;
        }
        Ok(proven)
    }

    fn build(&self, exercise: &Exercise, answer: &Answer, proven: &mut Proven) -> Result<Build, Error> {
        let limit = self.options.build_limit * if answer.kind == Kind::Solution { 10 } else { 1 };
        let start = Instant::now();
        let mut built = Build::NotRebuilt;
        for pause in [Duration::ZERO, Duration::from_millis(2_100)] {
            // Some file systems know only every second second: written a while later, it is newer there, too.
            thread::sleep(pause);
            self.pristine.lay(&self.workspace, exercise, &answer.source)?;
            built = build(&self.workspace, &self.target, &exercise.name, &exercise.folder, limit)
                .map_err(|error| Error::NotStarted("cargo", error))?;
            if built != Build::NotRebuilt {
                break;
            }
        }
        proven.build = start.elapsed();
        Ok(built)
    }

    fn run(
        &self,
        program: &Path,
        folder: &Path,
        expected: &BTreeSet<String>,
        proven: &mut Proven,
    ) -> Result<(), Error> {
        let run = |expected: &BTreeSet<String>, seed| {
            let result = verdict::run(program, folder, expected, seed, self.options.run_limit);
            result.map_err(|error| Error::NotStarted("the tests", error))
        };
        for _ in 0..self.options.repeat {
            let (seen, spent) = run(expected, None)?;
            proven.runs.push(spent);
            note(proven, &seen, expected)?;
        }
        let declared: BTreeSet<String> = proven.answer.declared.fails.iter().cloned().collect();
        if self.options.messages && !declared.is_empty() && declared.is_subset(expected) {
            let (seen, _) = run(&declared, Some(1))?;
            match seen {
                Seen::Tested { failed, .. } => proven.messages = failed,
                Seen::Interrupted => return Err(Error::Interrupted),
                other => proven.differs.extend(other.differences(&proven.answer.declared, expected)),
            }
        }
        Ok(())
    }
}

fn note(proven: &mut Proven, seen: &Seen, expected: &BTreeSet<String>) -> Result<(), Error> {
    if *seen == Seen::Interrupted {
        return Err(Error::Interrupted);
    }
    let declared = &proven.answer.declared;
    *proven.verdicts.entry(seen.verdict(declared)).or_default() += 1;
    for sentence in seen.differences(declared, expected) {
        if !proven.differs.contains(&sentence) {
            proven.differs.push(sentence);
        }
    }
    Ok(())
}
