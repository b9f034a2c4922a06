//! What it costs to enter and leave a recorded span: the price of a timeline. Aim: under 1 µs.
//!
//! `cargo bench -p observe`

use std::hint::black_box;
use std::time::Instant;

use observe::{Recorder, Spread};

const ROUNDS: usize = 15;
const SPANS: u32 = 20_000;

fn main() {
    let recorder = Recorder::install().expect("a fresh process has no subscriber");
    let nanos = |work: &mut dyn FnMut()| {
        let started = Instant::now();
        work();
        started.elapsed().as_nanos() as f64 / f64::from(SPANS)
    };
    let rounds = |work: &mut dyn FnMut() -> f64| Spread::of((0..ROUNDS).map(|_| work())).expect("rounds");

    let entering = rounds(&mut || {
        let (cost, timeline) = recorder.record("spans", || {
            let span = tracing::info_span!("span", task = 0);
            nanos(&mut || (0..SPANS).for_each(|_| span.in_scope(|| black_box(()))))
        });
        assert_eq!(timeline.slices.len(), SPANS as usize, "each was recorded");
        cost
    });
    let not_recording = rounds(&mut || {
        let span = tracing::info_span!("span", task = 0);
        nanos(&mut || (0..SPANS).for_each(|_| span.in_scope(|| black_box(()))))
    });
    let clock = rounds(&mut || {
        nanos(&mut || {
            (0..SPANS).for_each(|_| {
                black_box(Instant::now());
            })
        })
    });

    for (name, spread) in [
        ("enter and leave, recorded", entering),
        ("enter and leave, not recorded", not_recording),
        ("reading the clock once", clock),
    ] {
        println!("{name:32} {:6.0} ns  ±{:.0}%", spread.median, spread.relative() * 100.0);
    }
}
