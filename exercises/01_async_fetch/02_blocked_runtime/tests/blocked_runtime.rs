//! Does a heartbeat go on while the handler waits for its disk? Both are tasks of a runtime with one thread. The read returns
//! once the heartbeat has beaten often enough since it began: so it is never too slow for this test, and never too fast.
//! If it is certain that the heartbeat has stopped, for all threads sleep, the read gives up.

use std::future::poll_fn;

use blocked_runtime::{Day, Summary, Unreadable, handle, summary};
use gates::{HighWater, Tally, draw, watched};
use tokio::runtime::Builder;
use tokio::task::yield_now;

/// So often must the heart beat while one read waits.
const BEATS: usize = 1_000;
/// A handler that waits is woken when there is something to do: once, or some times if it waits for several things.
const FEW: usize = 100;

type Answer = Result<Option<Summary>, Unreadable>;

/// A day of random temperatures.
fn day() -> Day {
    Day((0..draw(1..=24)).map(|_| draw(0..=700) as i32 - 350).collect())
}

/// Your handler as a task, beside a heartbeat; how often it was polled is counted.
fn beside(beats: Tally, polls: Tally, read: impl FnOnce() -> Result<Day, Unreadable> + Send + 'static) -> Answer {
    watched(move || {
        Builder::new_current_thread().enable_all().build().unwrap().block_on(async {
            let heartbeat = tokio::spawn(async move {
                loop {
                    beats.one_more();
                    yield_now().await;
                }
            });
            let handler = tokio::spawn(async move {
                let mut handler = Box::pin(handle(read));
                poll_fn(|context| {
                    polls.one_more();
                    handler.as_mut().poll(context)
                })
                .await
            });
            let answer = handler.await;
            heartbeat.abort();
            answer.unwrap_or_else(|error| std::panic::resume_unwind(error.into_panic()))
        })
    })
}

#[test]
fn other_tasks_go_on_while_the_read_waits() {
    let (beats, polls, went_on, reads) = (Tally::new(), Tally::new(), Tally::new(), HighWater::new());
    let day = day();
    let expected = Ok(summary(&day));
    let answer = beside(beats, polls, move || {
        let _reads = reads.enter();
        if beats.wait_for(beats.count() + BEATS) {
            went_on.one_more();
        }
        Ok(day)
    });
    assert!(reads.entered() == 1, "NEVER READ: the handler answered without calling read.");
    assert!(
        went_on.count() == 1,
        "BLOCKED: while the read waited for its disk, the runtime ran no other task. A\n\
         heartbeat on the same thread stopped and did not go on before the read gave up."
    );
    assert!(
        polls.count() < FEW,
        "NEVER AT REST: while the read waited, the handler was polled over {FEW} times. It\n\
         asks again and again, and keeps a core busy. Wait until you are woken."
    );
    assert!(answer == expected, "WRONG ANSWER: {answer:?} in place of\n{expected:?}.");
}

#[test]
fn the_answer_is_that_of_the_read() {
    for day in [day(), day(), Day(Vec::new())] {
        let expected = Ok(summary(&day));
        let answer = beside(Tally::new(), Tally::new(), move || Ok(day));
        assert!(answer == expected, "WRONG ANSWER: {answer:?} in place of\n{expected:?}.");
    }
}

#[test]
fn an_error_of_the_read_is_the_answer() {
    let unreadable = Unreadable(format!("sector {} is damaged", draw(0..=1_000_000)));
    let expected = Err(unreadable.clone());
    let answer = beside(Tally::new(), Tally::new(), move || Err(unreadable));
    assert!(answer == expected, "ERROR LOST: the read failed, and the handler answered\n{answer:?}");
}
