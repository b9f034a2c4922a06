extern crate interleave as std;

use std::sync::mpsc::channel;
use std::thread;

pub fn count(work: impl Fn(u64) -> u64 + Sync, threads: u64) -> u64 {
    let work = &work;
    let (sender, receiver) = channel();
    thread::scope(|s| {
        for i in 0..threads {
            let sender = sender.clone();
            s.spawn(move || sender.send(work(i)).unwrap());
        }
        drop(sender);
        receiver.iter().sum()
    })
}
