//! What is measured, against what is known to have been done. Comparisons of clocks with each other, none with a limit.

use std::hint::black_box;
use std::thread;
use std::time::Duration;

use observe::{ContextSwitches, Footprint, LaterLook, Row, Usage, measure, process_cpu_time, thread_cpu_time};

/// Computes until this thread has used `cpu` of CPU time, however long that takes on the wall.
fn burn(cpu: Duration) {
    let until = thread_cpu_time() + cpu;
    while thread_cpu_time() < until {
        black_box((0..1_000_u64).sum::<u64>());
    }
}

#[test]
fn work_shows_as_cpu_time_of_all_threads_and_waiting_does_not() {
    let cpu = Duration::from_millis(30);
    let ((), worked) = measure(|| {
        thread::scope(|scope| {
            scope.spawn(|| burn(cpu));
            scope.spawn(|| burn(cpu));
        });
    });
    assert!(worked.cpu >= 2 * cpu, "two threads burned {cpu:?} each: {worked:?}");
    let own = thread_cpu_time();
    thread::sleep(Duration::from_millis(20));
    let slept = thread_cpu_time() - own;
    assert!(slept < Duration::from_millis(20), "sleeping costs no CPU time: {slept:?}");
    assert!(process_cpu_time() >= thread_cpu_time());
}

#[test]
fn cores_used_is_cpu_time_over_wall_time() {
    let usage =
        |wall, cpu| Usage { wall: Duration::from_millis(wall), cpu: Duration::from_millis(cpu), switches: None };
    assert_eq!(usage(100, 200).cores_used(), 2.0);
    assert_eq!(usage(1_000, 1).cores_used(), 0.001);
    assert_eq!(usage(0, 0).cores_used(), 0.0);
}

#[cfg(unix)]
#[test]
fn a_sleep_is_a_voluntary_switch() {
    let before = ContextSwitches::of_process().expect("Unix counts them");
    for _ in 0..5 {
        thread::sleep(Duration::from_millis(1));
    }
    let after = ContextSwitches::of_process().expect("Unix counts them");
    assert!(after.voluntary >= before.voluntary + 5, "{before:?} {after:?}");
    assert!(after.total() >= after.voluntary);
}

#[test]
fn a_row_shows_medians_and_the_speedup_of_medians() {
    let usage = |wall, cpu, voluntary| Usage {
        wall: Duration::from_secs(wall),
        cpu: Duration::from_secs(cpu),
        switches: Some(ContextSwitches { voluntary, involuntary: 1 }),
    };
    let slow = Row::new("slow", vec![usage(4, 4, 10), usage(100, 4, 30), usage(2, 4, 20)]);
    let fast = Row::new("fast", vec![usage(2, 4, 0)]).compared_to(&slow).with("answer", 42, "forty-two");
    assert_eq!((slow.wall().median, slow.wall().min, slow.wall().max), (4.0, 2.0, 100.0));
    assert_eq!(slow.cores_used().median, 1.0);
    assert_eq!(slow.switches().map(|switches| switches.median), Some(21.0));
    assert_eq!((slow.speedup, fast.speedup), (None, Some(2.0)));
    assert_eq!((fast.shown("answer"), fast.shown("question")), ("forty-two", ""));
    let uncounted = Row::new("uncounted", vec![Usage { switches: None, ..usage(1, 1, 0) }]);
    assert!(uncounted.switches().is_none(), "absent, not zero");
}

#[test]
fn a_later_look_does_not_count_itself() {
    let look = LaterLook::after(Duration::from_millis(1)).expect("a thread").take();
    let now = Footprint::now();
    assert_eq!(look.threads.is_some(), now.threads.is_some());
    // Other tests of this process come and go, so only what must hold: the look saw this thread at least.
    assert!(look.threads.is_none_or(|threads| threads >= 1), "{look:?}");
    assert!(look.resident.is_none_or(|bytes| bytes > 100_000), "{look:?}");
}
