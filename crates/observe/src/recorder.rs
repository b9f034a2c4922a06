//! A [`tracing`] layer that notes when each task's span is entered and left, and on which thread.
//!
//! A future that is instrumented with a span enters it at the start of each poll and leaves it at the end (and once
//! more when it is dropped, right after its last poll), so the recording is the truth about who ran when, not an illustration. Only spans with a field called `task` are
//! recorded, so that those of libraries don't get into the picture.
//!
//! ```
//! let recorder = observe::Recorder::new();
//! let subscriber = tracing_subscriber::layer::SubscriberExt::with(tracing_subscriber::registry(), recorder.layer());
//! let (sum, timeline) = tracing::subscriber::with_default(subscriber, || {
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
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::{self, ThreadId};
use std::time::Instant;

use tracing::Subscriber;
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id};
use tracing_subscriber::layer::{Context, Layer, SubscriberExt};
use tracing_subscriber::registry::LookupSpan;

use crate::timeline::{Slice, Timeline};

thread_local! {
    /// The spans that this thread is inside of, innermost last. A future may be entered and left in any order
    /// with others, so leaving looks for the span's own entry.
    static INSIDE: RefCell<Vec<(Id, Instant)>> = const { RefCell::new(Vec::new()) };
}

/// Records timelines. Clones share one recording.
#[derive(Clone, Debug, Default)]
pub struct Recorder(Arc<Shared>);

#[derive(Debug, Default)]
struct Shared {
    /// Looked at first, so that a span costs next to nothing while nothing is recorded.
    recording: AtomicBool,
    notes: Mutex<Notes>,
}

#[derive(Debug, Default)]
struct Notes {
    /// Which recording the notes belong to: a span that outlives its recording isn't taken for the next one's.
    number: u64,
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
    /// A recorder that nothing feeds yet: add its [`layer`](Self::layer) to a subscriber.
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
        tracing::subscriber::set_global_default(tracing_subscriber::registry().with(recorder.layer()))?;
        Ok(recorder)
    }

    /// The layer that feeds this recorder.
    #[must_use]
    pub fn layer(&self) -> TimelineLayer {
        TimelineLayer(Arc::clone(&self.0))
    }

    /// Runs `work` and records who ran when. Spans made before it don't count, nor what runs on after it.
    pub fn record<T>(&self, title: &str, work: impl FnOnce() -> T) -> (T, Timeline) {
        {
            let mut notes = self.0.notes();
            *notes = Notes { number: notes.number + 1, ..Notes::default() };
        }
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
fn natural(name: &str) -> (String, u64) {
    let text = name.trim_end_matches(|c: char| c.is_ascii_digit());
    (text.to_owned(), name[text.len()..].parse().unwrap_or(0))
}

/// What a span carries while it is recorded.
struct Task {
    recording: u64,
    number: usize,
}

/// The [`tracing_subscriber::Layer`] behind a [`Recorder`].
#[derive(Clone, Debug)]
pub struct TimelineLayer(Arc<Shared>);

impl<S> Layer<S> for TimelineLayer
where
    S: Subscriber + for<'span> LookupSpan<'span>,
{
    fn on_new_span(&self, attributes: &Attributes<'_>, id: &Id, context: Context<'_, S>) {
        if !self.0.recording.load(Ordering::Acquire) || attributes.fields().field("task").is_none() {
            return;
        }
        let Some(span) = context.span(id) else { return };
        let mut label = TaskLabel { span: span.name(), label: None };
        attributes.record(&mut label);
        let Some(label) = label.label else { return };
        let mut notes = self.0.notes();
        let task = Task { number: notes.task(label), recording: notes.number };
        drop(notes);
        span.extensions_mut().replace(task);
    }

    fn on_enter(&self, id: &Id, _: Context<'_, S>) {
        if self.0.recording.load(Ordering::Acquire) {
            INSIDE.with_borrow_mut(|inside| inside.push((id.clone(), Instant::now())));
        }
    }

    fn on_exit(&self, id: &Id, context: Context<'_, S>) {
        let left = Instant::now();
        let entered = INSIDE.with_borrow_mut(|inside| {
            let at = inside.iter().rposition(|(other, _)| other == id)?;
            Some(inside.remove(at).1)
        });
        let Some(entered) = entered else { return };
        let Some(span) = context.span(id) else { return };
        let extensions = span.extensions();
        let Some(task) = extensions.get::<Task>() else { return };
        let mut notes = self.0.notes();
        if notes.number == task.recording && self.0.recording.load(Ordering::Acquire) {
            let thread = notes.thread();
            notes.slices.push((task.number, thread, entered, left));
        }
    }
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
