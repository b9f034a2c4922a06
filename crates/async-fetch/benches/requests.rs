//! What waiting costs in an optimised build: `cargo bench -p async-fetch`.
//!
//! Wall time as a ratio to the one delay that it can't be shorter than, CPU time of this process per request; medians
//! of rounds in which the variants take turns. The server is a child process.

use std::time::Duration;

use async_fetch::{Outcome, Proxies, client, fetch_all, fetch_on_threads, one_thread};
use delay_server::{Child, raise_open_file_limit};
use observe::{Machine, Spread, Table, Usage, measure, units};

const DELAY: Duration = Duration::from_secs(1);
const TIMEOUT: Duration = Duration::from_secs(60);
const ROUNDS: usize = 7;

fn on_one_thread(urls: &[String]) -> Vec<Outcome> {
    let client = client(TIMEOUT, Proxies::Ignored).expect("a client");
    one_thread().expect("a runtime").block_on(fetch_all(&client, urls))
}

fn on_threads(urls: &[String]) -> Vec<Outcome> {
    fetch_on_threads(TIMEOUT, urls).expect("threads")
}

fn main() {
    delay_server::serve_if_child();
    raise_open_file_limit();
    let server = Child::start().expect("the embedded server starts");
    let urls = |count| vec![server.url(&format!("/delay/{}", DELAY.as_secs_f64())); count];

    type Variant = (&'static str, usize, fn(&[String]) -> Vec<Outcome>);
    let variants: [Variant; 5] = [
        ("4 at once, one thread", 4, on_one_thread),
        ("100 at once, one thread", 100, on_one_thread),
        ("1,000 at once, one thread", 1_000, on_one_thread),
        ("100 threads", 100, on_threads),
        ("1,000 threads", 1_000, on_threads),
    ];
    let mut usages: [Vec<Usage>; 5] = Default::default();
    for _ in 0..ROUNDS {
        for ((_, count, fetch), usages) in variants.iter().zip(&mut usages) {
            let urls = urls(*count);
            let (outcomes, usage) = measure(|| fetch(&urls));
            assert!(outcomes.iter().all(|outcome| outcome.as_ref().is_ok_and(|fetched| fetched.status == 200)));
            usages.push(usage);
        }
    }

    let mut table = Table::new(["", "wall / delay", "spread", "CPU", "CPU a request"]);
    for ((name, count, _), usages) in variants.iter().zip(&usages) {
        let spread = |figure: &dyn Fn(&Usage) -> f64| Spread::of(usages.iter().map(figure)).expect("rounds");
        let wall = spread(&|usage| usage.wall.as_secs_f64() / DELAY.as_secs_f64());
        let cpu = spread(&|usage| usage.cpu.as_secs_f64()).median;
        let shown = |seconds| units::duration(Duration::from_secs_f64(seconds));
        table.row([
            (*name).to_owned(),
            format!("{:.3}", wall.median),
            format!("±{:.1}%", wall.relative() * 100.0),
            shown(cpu),
            shown(cpu / *count as f64),
        ]);
    }
    println!("{}\n{} rounds, medians\n\n{}", Machine::here().sentence(), ROUNDS, table.render(80));
}
