//! Does every other thread of this process sleep?

use std::time::Duration;

/// What a look at the process saw.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Look {
    /// A thread runs, or could: it waits for a core.
    Awake,
    /// All others sleep. Each with the number of times it went to sleep: two such looks that are equal mean that between
    /// them nobody was awake for an instant, not even threads that take turns in waking each other.
    Asleep(Vec<(u64, u64)>),
    /// This system doesn't say.
    Unknown,
}

/// Looks at every thread but the one that calls.
#[cfg(target_os = "linux")]
pub(crate) fn look() -> Look {
    try_look().unwrap_or(Look::Unknown)
}

/// macOS and Windows tell it only through calls that need unsafe code.
#[cfg(not(target_os = "linux"))]
pub(crate) fn look() -> Look {
    Look::Unknown
}

#[cfg(target_os = "linux")]
fn try_look() -> Option<Look> {
    let me = std::fs::read_link("/proc/thread-self").ok()?.file_name()?.to_str()?.parse::<u64>().ok()?;
    let mut asleep = Vec::new();
    for entry in std::fs::read_dir("/proc/self/task").ok()? {
        let thread = entry.ok()?.file_name().to_str()?.parse().ok()?;
        if thread == me {
            continue;
        }
        // A thread may end between the listing and the look: then it is gone, and the next look will not list it.
        let Ok(status) = std::fs::read_to_string(format!("/proc/self/task/{thread}/status")) else {
            return Some(Look::Awake);
        };
        match field(&status, "State:")?.chars().next()? {
            'S' => asleep.push((thread, field(&status, "voluntary_ctxt_switches:")?.parse().ok()?)),
            'X' | 'Z' => {}
            _ => return Some(Look::Awake),
        }
    }
    asleep.sort_unstable();
    Some(Look::Asleep(asleep))
}

/// How long all threads of this process together have computed; `None` where the system doesn't say.
#[cfg(target_os = "linux")]
pub(crate) fn computed() -> Option<Duration> {
    let stat = std::fs::read_to_string("/proc/self/stat").ok()?;
    // Behind the name, which may hold anything: fields 14 and 15 of proc(5), in hundredths of a second.
    let fields: Vec<&str> = stat.rsplit_once(')')?.1.split_whitespace().collect();
    let ticks: u64 = fields.get(11)?.parse::<u64>().ok()? + fields.get(12)?.parse::<u64>().ok()?;
    Some(Duration::from_millis(10 * ticks))
}

/// See [`look`].
#[cfg(not(target_os = "linux"))]
pub(crate) fn computed() -> Option<Duration> {
    None
}

#[cfg(target_os = "linux")]
fn field<'a>(status: &'a str, name: &str) -> Option<&'a str> {
    status.lines().find_map(|line| line.strip_prefix(name)).map(str::trim)
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use std::sync::atomic::{AtomicBool, Ordering};
    use std::sync::{Mutex, mpsc};
    use std::thread;

    use super::{Look, look};

    /// Two tests that look would keep each other awake.
    static ALONE: Mutex<()> = Mutex::new(());

    #[test]
    fn a_thread_that_runs_is_awake_and_one_that_waits_for_a_lock_is_not() {
        let _alone = crate::hall::lock(&ALONE);
        let lock = Mutex::new(());
        let run = AtomicBool::new(true);
        thread::scope(|s| {
            let running = s.spawn(|| {
                while run.load(Ordering::Relaxed) {
                    std::hint::spin_loop()
                }
            });
            assert!((0..50).all(|_| look() == Look::Awake));
            run.store(false, Ordering::Relaxed);
            running.join().unwrap();
            let guard = lock.lock().unwrap();
            s.spawn(|| drop(lock.lock()));
            // The other thread comes to its lock at some time.
            let Look::Asleep(threads) = asleep() else { panic!("Linux tells") };
            assert!(threads.len() >= 2, "the test's own main thread, and the one at the lock: {threads:?}");
            drop(guard);
        });
    }

    /// The first look that is not [`Look::Awake`].
    fn asleep() -> Look {
        std::iter::repeat_with(look).find(|seen| *seen != Look::Awake).unwrap()
    }

    #[test]
    fn a_thread_that_was_awake_between_two_looks_makes_them_differ() {
        let _alone = crate::hall::lock(&ALONE);
        let (ping, pinged) = mpsc::channel();
        let (pong, ponged) = mpsc::channel();
        thread::spawn(move || pinged.iter().for_each(|()| pong.send(()).unwrap()));
        for _ in 0..100 {
            let before = asleep();
            ping.send(()).unwrap();
            ponged.recv().unwrap();
            assert_ne!(asleep(), before);
        }
    }
}
