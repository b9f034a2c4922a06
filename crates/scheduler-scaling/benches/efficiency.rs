//! How much of the machine the workers of one process reach: `cargo bench -p scheduler-scaling`.
//!
//! The measure is what the machine gives at that moment to independent processes that do the same work: they share
//! neither memory nor a scheduler, so nothing of ours can slow them down. Both take turns, round by round.

use std::io::{BufRead as _, BufReader, Write as _};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use observe::{Machine, Spread, Table, machine, measure, units};
use scheduler_scaling::{STEPS, cpu_intensive_work, expected, run_with_threads, run_with_workers};

const TASKS_A_CORE: usize = 8;
const ROUNDS: usize = 9;
const CHILD: &str = "__work";

fn main() {
    if std::env::args().any(|argument| argument == CHILD) {
        return child();
    }
    let cores = machine::granted_cores();
    let tasks = TASKS_A_CORE * cores;
    let total = 0..STEPS * tasks as u64;

    let (mut alone, mut processes, mut workers, mut threads) = (vec![], vec![], vec![], vec![]);
    for _ in 0..ROUNDS {
        alone.push(measure(|| assert_eq!(cpu_intensive_work(0..STEPS), expected(&(0..STEPS)))).1);
        processes.push(in_processes(cores));
        workers.push(measure(|| assert_eq!(run_with_workers(cores, tasks, STEPS).expect("a runtime").len(), tasks)).1);
        threads
            .push(measure(|| assert_eq!(run_with_threads(cores, total.clone()).expect("threads"), expected(&total))).1);
    }

    let median = |values: &mut dyn Iterator<Item = f64>| Spread::of(values).expect("rounds").median;
    let best = tasks as f64 * median(&mut alone.iter().map(|usage| usage.wall.as_secs_f64()));
    let mut table = Table::new(["", "wall", "speedup", "of what processes reach", "spread"]);
    let seconds = |seconds| units::duration(std::time::Duration::from_secs_f64(seconds));
    table.row([format!("{tasks} tasks one by one"), seconds(best), "1.00x".to_owned()]);
    for (name, usages) in [("processes", &processes), ("tokio workers", &workers), ("OS threads", &threads)] {
        let wall = median(&mut usages.iter().map(|usage| usage.wall.as_secs_f64()));
        // Round by round: whatever else the machine did then, it did to both.
        let ratios =
            processes.iter().zip(usages).map(|(process, usage)| process.wall.as_secs_f64() / usage.wall.as_secs_f64());
        let ratio = Spread::of(ratios).expect("rounds");
        table.row([
            format!("{cores} {name}"),
            seconds(wall),
            format!("{:.2}x", best / wall),
            format!("{:.3}", ratio.median),
            format!("±{:.1}%", ratio.relative() * 100.0),
        ]);
    }
    println!("{}\n{ROUNDS} rounds, medians\n\n{}", Machine::here().sentence(), table.render(80));
}

/// One process a core, started and warm before the clock starts; each does its share of the tasks.
fn in_processes(cores: usize) -> observe::Usage {
    let mut children: Vec<(Child, ChildStdin, BufReader<ChildStdout>)> = (0..cores)
        .map(|_| {
            let program = std::env::current_exe().expect("our own path");
            let mut child = Command::new(program)
                .arg(CHILD)
                .stdin(Stdio::piped())
                .stdout(Stdio::piped())
                .spawn()
                .expect("a process");
            let (stdin, stdout) = (child.stdin.take().expect("a pipe"), child.stdout.take().expect("a pipe"));
            let mut stdout = BufReader::new(stdout);
            stdout.read_line(&mut String::new()).expect("it is ready");
            (child, stdin, stdout)
        })
        .collect();
    let ((), usage) = measure(|| {
        for (_, stdin, _) in &mut children {
            writeln!(stdin, "go").expect("it listens");
        }
        for (_, _, stdout) in &mut children {
            stdout.read_line(&mut String::new()).expect("it is done");
        }
    });
    for (mut child, stdin, _) in children {
        drop(stdin);
        assert!(child.wait().expect("it ends").success());
    }
    usage
}

fn child() {
    println!("ready");
    std::io::stdin().lock().read_line(&mut String::new()).expect("a line");
    for _ in 0..TASKS_A_CORE {
        assert_eq!(cpu_intensive_work(0..STEPS), expected(&(0..STEPS)));
    }
    println!("done");
}
