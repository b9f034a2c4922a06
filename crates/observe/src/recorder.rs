//! A [`tracing`] subscriber that notes when each task's span is entered and left, and on which thread.
//!
//! A future that is instrumented with a span enters it at the start of each poll and leaves it at the end (and once
//! more when it is dropped, right after its last poll), so the recording is the truth about who ran when, not an
//! illustration. Only spans with a field called `task` exist for it: those of libraries cost nothing and don't get
//! into the picture.
//!
//! It is a subscriber of its own and not a layer on `tracing-subscriber`'s registry: it needs none of what the
//! registry does, and a learner waits for every crate.
//!
//! ```
//! let recorder = observe::Recorder::new();
//! let (sum, timeline) = tracing::subscriber::with_default(recorder.subscriber(), || {
//!     recorder.record("two tasks", || {
//!         let first = tracing::info_span!("part", task = 0).in_scope(|| 1 + 2);
//!         let second = tracing::info_span!("part", task = 1).in_scope(|| 3 + 4);
//!         first + second
//!     })
//! });
//! assert_eq!((sum, timeline.turns()), (10, vec![0, 1]));
//! assert_eq!(timeline.tasks, ["part 0", "part 1"]);
//! ```

use std::cell::RefCell;
use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::{self, ThreadId};
use std::time::Instant;

use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

use crate::timeline::{Slice, Timeline};

thread_local! {
    /// The spans that this thread is inside of, innermost last. A future may be entered and left in any order
    /// with others, so leaving looks for the span's own entry.
    static INSIDE: RefCell<Vec<(u64, Instant)>> = const { RefCell::new(Vec::new()) };
}

/// Records timelines. Clones share one recording.
#[derive(Clone, Debug, Default)]
pub struct Recorder(Arc<Shared>);

#[derive(Debug, Default)]
struct Shared {
    /// Looked at first, so that a span costs next to nothing while nothing is recorded.
    recording: AtomicBool,
    /// The last span's number: they are never used again, so a span that outlives its recording is no other's.
    last_span: AtomicU64,
    notes: Mutex<Notes>,
}

#[derive(Debug, Default)]
struct Notes {
    /// The spans of this recording that still exist: handles to it, and its task.
    spans: HashMap<u64, (usize, usize)>,
    tasks: Vec<String>,
    task_numbers: HashMap<String, usize>,
    threads: Vec<(ThreadId, String)>,
    slices: Vec<(usize, usize, Instant, Instant)>,
}

impl Shared {
    fn notes(&self) -> MutexGuard<'_, Notes> {
        self.notes.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Recorder {
    /// A recorder that nothing feeds yet: make its [`subscriber`](Self::subscriber) a thread's
    /// or the process's default.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// A recorder fed by every thread of this process.
    ///
    /// # Errors
    /// The process has a global `tracing` subscriber already.
    pub fn install() -> Result<Self, tracing::subscriber::SetGlobalDefaultError> {
        let recorder = Self::new();
        tracing::subscriber::set_global_default(recorder.subscriber())?;
        Ok(recorder)
    }

    /// The subscriber that feeds this recorder.
    #[must_use]
    pub fn subscriber(&self) -> TaskSubscriber {
        TaskSubscriber(Arc::clone(&self.0))
    }

    /// Runs `work` and records who ran when. Spans made before it don't count, nor what runs on after it.
    pub fn record<T>(&self, title: &str, work: impl FnOnce() -> T) -> (T, Timeline) {
        *self.0.notes() = Notes::default();
        self.0.recording.store(true, Ordering::Release);
        let started = Instant::now();
        let result = work();
        let ended = Instant::now();
        self.0.recording.store(false, Ordering::Release);
        (result, self.0.notes().timeline(title, started, ended))
    }
}

impl Notes {
    fn task(&mut self, label: String) -> usize {
        if let Some(&number) = self.task_numbers.get(&label) {
            return number;
        }
        let number = self.tasks.len();
        self.tasks.push(label.clone());
        self.task_numbers.insert(label, number);
        number
    }

    fn thread(&mut self) -> usize {
        let current = thread::current();
        if let Some(number) = self.threads.iter().position(|(id, _)| *id == current.id()) {
            return number;
        }
        let name = current.name().map_or_else(|| format!("thread {}", self.threads.len() + 1), str::to_owned);
        self.threads.push((current.id(), name));
        self.threads.len() - 1
    }

    fn timeline(&self, title: &str, started: Instant, ended: Instant) -> Timeline {
        // Threads are named by order of appearance while recording; the reader wants them in natural order.
        let mut order: Vec<usize> = (0..self.threads.len()).collect();
        order.sort_by_key(|&thread| (natural(&self.threads[thread].1), thread));
        let mut place = vec![0; order.len()];
        for (position, &thread) in order.iter().enumerate() {
            place[thread] = position;
        }
        let mut threads: Vec<String> = Vec::with_capacity(order.len());
        for &thread in &order {
            let name = &self.threads[thread].1;
            let namesakes = order.iter().filter(|&&other| self.threads[other].1 == *name).count();
            let earlier = threads.iter().filter(|seen| seen.starts_with(name.as_str())).count();
            threads.push(if namesakes > 1 { format!("{name} #{}", earlier + 1) } else { name.clone() });
        }
        let mut slices: Vec<Slice> = self
            .slices
            .iter()
            .filter(|slice| slice.2 < ended)
            .map(|&(task, thread, entered, left)| Slice {
                task,
                thread: place[thread],
                start: entered.saturating_duration_since(started),
                end: left.min(ended).saturating_duration_since(started),
            })
            .collect();
        slices.sort_by_key(|slice| (slice.start, slice.end));
        let length = ended.duration_since(started);
        Timeline { title: title.to_owned(), tasks: self.tasks.clone(), threads, slices, length }
    }
}

/// A name cut into text and numbers, so that `worker 2` sorts before `worker 10`.
pub(crate) fn natural(name: &str) -> (String, u64) {
    let text = name.trim_end_matches(|c: char| c.is_ascii_digit());
    (text.to_owned(), name[text.len()..].parse().unwrap_or(0))
}

/// The [`tracing::Subscriber`] behind a [`Recorder`].
#[derive(Clone, Debug)]
pub struct TaskSubscriber(Arc<Shared>);

impl Subscriber for TaskSubscriber {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.is_span() && metadata.fields().field("task").is_some()
    }

    fn new_span(&self, attributes: &Attributes<'_>) -> Id {
        let number = self.0.last_span.fetch_add(1, Ordering::Relaxed) + 1;
        if self.0.recording.load(Ordering::Acquire) {
            let mut label = TaskLabel { span: attributes.metadata().name(), label: None };
            attributes.record(&mut label);
            if let Some(label) = label.label {
                let mut notes = self.0.notes();
                let task = notes.task(label);
                notes.spans.insert(number, (1, task));
            }
        }
        Id::from_u64(number)
    }

    fn clone_span(&self, id: &Id) -> Id {
        if let Some((handles, _)) = self.0.notes().spans.get_mut(&id.into_u64()) {
            *handles += 1;
        }
        id.clone()
    }

    fn try_close(&self, id: Id) -> bool {
        let mut notes = self.0.notes();
        let Some((handles, _)) = notes.spans.get_mut(&id.into_u64()) else { return true };
        *handles -= 1;
        let last = *handles == 0;
        if last {
            notes.spans.remove(&id.into_u64());
        }
        last
    }

    fn enter(&self, id: &Id) {
        if self.0.recording.load(Ordering::Acquire) {
            INSIDE.with_borrow_mut(|inside| inside.push((id.into_u64(), Instant::now())));
        }
    }

    fn exit(&self, id: &Id) {
        let left = Instant::now();
        let number = id.into_u64();
        let entered = INSIDE.with_borrow_mut(|inside| {
            let at = inside.iter().rposition(|(other, _)| *other == number)?;
            Some(inside.remove(at).1)
        });
        let Some(entered) = entered.filter(|_| self.0.recording.load(Ordering::Acquire)) else { return };
        let mut notes = self.0.notes();
        if let Some(&(_, task)) = notes.spans.get(&number) {
            let thread = notes.thread();
            notes.slices.push((task, thread, entered, left));
        }
    }

    fn record(&self, _: &Id, _: &Record<'_>) {}

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn event(&self, _: &Event<'_>) {}
}

/// Reads the field `task`: a number is put behind the span's name, a text stands for itself.
struct TaskLabel {
    span: &'static str,
    label: Option<String>,
}

impl Visit for TaskLabel {
    fn record_u64(&mut self, field: &Field, value: u64) {
        if field.name() == "task" {
            self.label = Some(format!("{} {value}", self.span));
        }
    }

    fn record_i64(&mut self, field: &Field, value: i64) {
        if field.name() == "task" {
            self.label = Some(format!("{} {value}", self.span));
        }
    }

    fn record_str(&mut self, field: &Field, value: &str) {
        if field.name() == "task" {
            self.label = Some(value.to_owned());
        }
    }

    fn record_debug(&mut self, field: &Field, value: &dyn std::fmt::Debug) {
        if field.name() == "task" {
            self.label = Some(format!("{value:?}"));
        }
    }
}
