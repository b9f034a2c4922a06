//! The service in memory, on tokio with its clock paused, and the gates' futures.

use std::time::Duration;

use gates::{Gate, Opened, Refused, Service, Tally, watched};
use tokio::runtime::{Builder, Runtime};
use tokio::task::JoinSet;
use tokio::time::sleep;

const SECOND: Duration = Duration::from_secs(1);

fn paused() -> Runtime {
    Builder::new_current_thread().enable_time().start_paused(true).build().unwrap()
}

/// Asks for 0 to 99, `at_once` at a time.
async fn ask(service: Service, at_once: usize) -> Vec<Result<u64, Refused>> {
    let (mut tasks, mut results) = (JoinSet::new(), Vec::new());
    for id in 0..100 {
        if tasks.len() == at_once {
            results.push(tasks.join_next().await.unwrap().unwrap());
        }
        tasks.spawn(service.answer(id, sleep(SECOND)));
    }
    results.extend(tasks.join_all().await);
    results
}

#[test]
fn the_paused_clock_shows_exactly_how_many_are_in_flight() {
    for at_once in [1, 7, 8, 9, 100] {
        let service = Service::new();
        let results = paused().block_on(ask(service, at_once));
        assert_eq!((service.in_flight().most(), service.in_flight().now()), (at_once, 0));
        let mut expected: Vec<_> = (0..100).map(|id| service.expected(id).unwrap()).collect();
        let mut replies: Vec<_> = results.into_iter().map(Result::unwrap).collect();
        expected.sort_unstable();
        replies.sort_unstable();
        assert_eq!(replies, expected);
    }
}

#[test]
fn it_fails_for_some_and_refuses_what_is_too_much() {
    let service = Service::new().taking(8).failing([3, 5]);
    let results = paused().block_on(ask(service, 8));
    let mut failed: Vec<_> = results.into_iter().filter_map(Result::err).collect();
    failed.sort_unstable_by_key(|refused| refused.to_string());
    assert_eq!(failed, [Refused::Fails(3), Refused::Fails(5)]);
    assert_eq!(service.answered().len(), 100);

    let results = paused().block_on(ask(service, 9));
    assert!(results.iter().any(|result| matches!(result, Err(Refused::TooMany(_)))));
}

#[test]
fn replies_differ_from_run_to_run() {
    assert_ne!(Service::new().expected(1), Service::new().expected(1));
}

#[test]
fn tasks_meet_at_a_gate() {
    let gate = Gate::opens_at(4);
    let service = Service::new();
    watched(move || {
        Builder::new_current_thread().build().unwrap().block_on(async {
            let mut tasks = JoinSet::new();
            (0..10).for_each(|id| _ = tasks.spawn(service.answer(id, gate.pass_async())));
            tasks.join_all().await;
        });
    });
    assert_eq!((gate.opened(), gate.most_inside(), gate.threads()), (Some(Opened::Full), 4, 1));
}

#[test]
fn tasks_that_do_not_meet_are_found_out() {
    let gate = Gate::opens_at(4);
    watched(move || {
        Builder::new_current_thread().build().unwrap().block_on(async {
            for _ in 0..10 {
                gate.pass_async().await;
            }
        });
    });
    assert_eq!(gate.most_inside(), 1);
    assert_ne!(gate.opened(), Some(Opened::Full));
}

#[test]
fn a_future_that_is_dropped_has_left() {
    let gate = Gate::opens_at(2);
    paused().block_on(async {
        let cancelled = tokio::time::timeout(SECOND, gate.pass_async()).await;
        assert!(cancelled.is_err());
        let cancelled = tokio::time::timeout(SECOND, gate.pass_async()).await;
        assert!(cancelled.is_err(), "the first one left, so this one is alone");
    });
    assert_eq!(gate.most_inside(), 1);
}

#[test]
fn a_blocked_runtime_does_not_tick() {
    // What a heartbeat beside a blocking call looks like: none of its ticks begins before the call is over.
    for (blocking, ticked) in [(true, false), (false, true)] {
        let ticks = Tally::new();
        let seen = watched(move || {
            Builder::new_current_thread().build().unwrap().block_on(async {
                let heartbeat = tokio::spawn(async move {
                    loop {
                        ticks.one_more();
                        tokio::task::yield_now().await;
                    }
                });
                let read = move || ticks.wait_for(ticks.count() + 1);
                let handler = tokio::spawn(async move {
                    if blocking { read() } else { tokio::task::spawn_blocking(read).await.unwrap() }
                });
                let seen = handler.await.unwrap();
                heartbeat.abort();
                seen
            })
        });
        assert_eq!(seen, ticked);
    }
}

#[test]
fn a_task_waits_for_a_tally() {
    let done = Tally::new();
    let seen = watched(move || {
        Builder::new_current_thread().build().unwrap().block_on(async {
            let waiting = tokio::spawn(done.wait_for_async(2));
            tokio::spawn(async move {
                done.one_more();
                tokio::task::yield_now().await;
                done.one_more();
            });
            (waiting.await.unwrap(), done.wait_for_async(3).await)
        })
    });
    assert_eq!(seen, (true, false));
}
