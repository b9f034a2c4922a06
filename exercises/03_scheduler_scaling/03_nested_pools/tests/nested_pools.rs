//! Does it end when every thread of the pool has an album? A gate inside `open` sees to it that all of them do; without it
//! an idle thread might help out, and whether it ends would be luck. If all threads of the process sleep and it has not
//! ended, it never will.

use std::thread;

use gates::{Gate, HighWater, Replies, Tally, draw, watched};
use nested_pools::{Album, Photo, weights};
use rayon::ThreadPoolBuilder;

/// More albums than any of the pools here has threads; the photographs are all different.
fn albums() -> Vec<Album> {
    let mut next = draw(1..=1_000_000)..;
    let photos = |next: &mut dyn Iterator<Item = u64>| next.take(draw(3..=9) as usize).map(Photo).collect();
    (0..draw(65..=80) as usize).map(|number| Album { number, photos: photos(&mut next) }).collect()
}

/// What a run of your function came to.
struct Run {
    gate: Gate,
    /// The threads on which albums were opened and photographs weighed.
    calls: HighWater,
    /// How many photographs had been weighed when it ended.
    weighed: usize,
    /// Nothing if it never ended: all threads slept.
    weights: Option<Vec<u64>>,
}

/// Your function, in a pool with so many threads; the first albums to be opened are held until the gate opens.
fn in_a_pool_of(workers: usize, gate: Gate, albums: &[Album], replies: &Replies) -> Run {
    let (calls, weighed, ended) = (HighWater::new(), Tally::new(), Tally::new());
    let (albums, replies) = (albums.to_vec(), replies.clone());
    let weights = watched(move || {
        let run = thread::spawn(move || {
            let pool = ThreadPoolBuilder::new().num_threads(workers).build().unwrap();
            let open = move |_: &Album| {
                let _call = calls.enter();
                gate.pass();
            };
            let weigh = move |photo: Photo| {
                let _call = calls.enter();
                weighed.one_more();
                replies.to(photo.0) % 1_000_000
            };
            let _ended = OnDrop(ended);
            let weights = pool.install(|| weights(&albums, open, weigh));
            (weights, weighed.count())
        });
        // Twice, for the first quiet may be the one that opens the gate.
        let has_ended = ended.wait_for(1) || ended.wait_for(1);
        has_ended.then(|| run.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
    });
    let (weights, weighed) = weights.unzip();
    Run { gate, calls, weighed: weighed.unwrap_or_default(), weights }
}

/// It has ended, also by a panic.
struct OnDrop(Tally);

impl Drop for OnDrop {
    fn drop(&mut self) {
        self.0.one_more();
    }
}

#[test]
fn it_ends_with_any_number_of_workers() {
    for workers in [1, 2, 8] {
        let run = in_a_pool_of(workers, Gate::opens_at(workers), &albums(), &Replies::new());
        let most = run.gate.most_inside();
        assert!(
            run.weights.is_some(),
            "DEADLOCK: in a pool of {workers}, {most} had an album at the same instant, and then no\n\
             thread went on. Who waits in a pool for tasks of the same pool holds the thread\n\
             that was to run them."
        );
    }
}

#[test]
fn every_worker_has_an_album() {
    for workers in [2, 8] {
        let most = in_a_pool_of(workers, Gate::opens_at(workers), &albums(), &Replies::new()).gate.most_inside();
        assert!(
            most > 1,
            "ONE AFTER ANOTHER: the pool has {workers} threads, and never more than one album\n\
             was open. That ends, but what was parallel is not any more."
        );
        assert!(
            most >= workers,
            "IDLE WORKERS: the pool has {workers} threads, and never more than {most} albums\n\
             were open at the same instant."
        );
    }
}

#[test]
fn only_the_pools_threads_work() {
    for workers in [1, 2, 8] {
        let run = in_a_pool_of(workers, Gate::opens_when_quiet(workers), &albums(), &Replies::new());
        let (most, threads) = (run.gate.most_inside(), run.calls.threads());
        assert!(
            most <= workers,
            "TOO MANY THREADS: this is a pool of {workers}, a thread a core, and more albums were\n\
             open at the same instant. With a larger pool it takes more albums until it\n\
             stands still."
        );
        assert!(
            threads <= workers,
            "TOO MANY THREADS: this is a pool of {workers}, a thread a core, and others computed\n\
             beside them."
        );
    }
}

#[test]
fn the_sums_are_whole() {
    for workers in [1, 2, 8] {
        let (albums, replies) = (albums(), Replies::new());
        let run = in_a_pool_of(workers, Gate::opens_at(1), &albums, &replies);
        // Whether it ends is another test's question.
        let Some(weights) = run.weights else { continue };
        let photos: usize = albums.iter().map(|album| album.photos.len()).sum();
        let weighed = run.weighed;
        let expected = |album: &Album| album.photos.iter().map(|photo| replies.to(photo.0) % 1_000_000).sum::<u64>();
        let expected: Vec<_> = albums.iter().map(expected).collect();
        assert!(
            weights == expected,
            "WRONG SUM: in a pool of {workers}, not every album has the sum of its\n\
             photographs. Were all of them waited for, and are the albums in order?"
        );
        assert!(
            weighed == photos,
            "LOST OR DONE TWICE: in a pool of {workers}, not every photograph was weighed once."
        );
    }
}

#[test]
fn no_albums_and_empty_albums() {
    let empty = Album { number: 0, photos: Vec::new() };
    for (albums, expected) in [(vec![], vec![]), (vec![empty], vec![0])] {
        let run = in_a_pool_of(2, Gate::opens_at(1), &albums, &Replies::new());
        assert!(run.weights == Some(expected), "WRONG SUM: {:?}", run.weights);
    }
}
