extern crate interleave as std;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering::*};
use std::thread;
fn main() { let n: usize = std::env::args().nth(1).unwrap().parse().unwrap();
    let t = std::time::Instant::now();
    let r = interleave::Checker::new().max_executions(n).try_check(|| {
        let x = Arc::new(AtomicU64::new(0));
        let ts: Vec<_> = (0..3).map(|_| { let x = x.clone(); thread::spawn(move || { for _ in 0..4 { x.fetch_add(1, SeqCst); } }) }).collect();
        for t in ts { t.join().unwrap(); }
    });
    println!("{:?} {:?}", t.elapsed(), r.map(|r| (r.orders, r.executions)).map_err(|e| e.to_string()));
}
