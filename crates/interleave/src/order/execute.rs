//! Running one execution: the coroutines of its threads, and who runs when.

use super::pick::{Pick, pick};
use super::state::{Job, State};
use crate::model::end::{end, run_thread};
use crate::model::{self, Run, with};
use generator::{Generator, Gn};
use std::cell::RefCell;

/// Of a coroutine, in words of 8 bytes: 512 KB. Only what is used of it becomes memory.
const STACK: usize = 0x10000;

thread_local! {
    /// The code for the coroutine that is resumed next.
    static JOB: RefCell<Option<Job>> = const { RefCell::new(None) };
}

type Coroutine = Generator<'static, (), ()>;

/// Coroutines, used again by one execution after the other.
#[derive(Default)]
pub(super) struct Pool(Vec<Coroutine>);

impl Pool {
    /// The coroutine of thread number `index`, about to begin with `job`.
    fn start(&mut self, index: usize) {
        while self.0.len() <= index {
            self.0.push(Gn::new_opt(STACK, || {
                while let Some(job) = JOB.take() {
                    job();
                    switch();
                }
                generator::done!()
            }));
        }
    }
}

/// Leaves the coroutine until it is resumed.
#[allow(deprecated, reason = "the other way needs a handle, which would have to be handed to every atomic and lock")]
pub(super) fn switch() {
    generator::yield_with(());
}

/// Runs `f` as the main thread of an execution, to its end.
pub(super) fn execute(pool: &mut Pool, order: State, spurious: Option<(usize, usize)>, f: Job) -> Run {
    model::replace(Some(Run::in_order(Box::new(order), spurious)));
    let mut jobs: Vec<Option<Job>> = vec![Some(Box::new(move || _ = run_thread(0, f)))];
    pool.start(0);
    loop {
        let next = with(|run| run.order.as_mut().and_then(|order| order.next.take()));
        match next.unwrap_or_else(|| with(pick)) {
            Pick::Nobody => break,
            Pick::End(ending) => end(ending),
            Pick::Thread(t) => {
                with(|run| run.current = t);
                if let Some(job) = jobs[t].take() {
                    JOB.set(Some(job));
                }
                pool.0[t].resume();
            }
        }
        for (thread, job) in with(|run| std::mem::take(&mut super::state(run).spawned)) {
            jobs.resize_with(thread + 1, || None);
            jobs[thread] = Some(job);
            pool.start(thread);
        }
    }
    model::replace(None).expect("the execution is under way")
}
