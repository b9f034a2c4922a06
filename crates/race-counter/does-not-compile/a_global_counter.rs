use std::thread;

static mut COUNTER: u64 = 0;

fn increment() {
    for _ in 0..100_000 {
        COUNTER += 1;
    }
}

fn main() {
    let threads: Vec<_> = (0..4).map(|_| thread::spawn(increment)).collect();
    for thread in threads {
        thread.join().unwrap();
    }
}
