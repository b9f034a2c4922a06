//! A progress bar while something is measured, for people only.

use std::io::{IsTerminal as _, stderr, stdout};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// A bar on standard error, if both it and standard output are terminals. It has no thread of its own and is drawn
/// only before a run, so that it can't get into what is measured.
#[derive(Debug)]
pub(super) struct Progress {
    for_people: bool,
    done: u64,
    expected: u64,
    bar: Option<ProgressBar>,
}

impl Progress {
    pub(super) fn new() -> Self {
        let for_people = stdout().is_terminal() && stderr().is_terminal();
        Self { for_people, done: 0, expected: 0, bar: None }
    }

    /// So many more measurements are to come.
    pub(super) fn expect(&mut self, measurements: u64) {
        self.expected += measurements;
    }

    /// The `run`-th of `runs` of the measurement `name` begins.
    pub(super) fn show(&mut self, name: &str, run: usize, runs: usize) {
        if !self.for_people {
            return;
        }
        let (done, expected) = (self.done, self.expected.max(self.done + 1));
        let bar = self.bar.get_or_insert_with(|| {
            let bar = ProgressBar::with_draw_target(Some(expected), ProgressDrawTarget::stderr());
            let style = ProgressStyle::with_template("  [{bar:20}] {pos} of {len} done; now {msg}");
            let bar = bar.with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()).progress_chars("=> "));
            bar.with_position(done)
        });
        bar.set_message(if runs > 1 { format!("{name}, run {run} of {runs}") } else { name.to_owned() });
        bar.tick();
    }

    /// The measurement has ended: the bar goes away, what is printed next takes its line.
    pub(super) fn end(&mut self) {
        self.done += 1;
        self.clear();
    }

    /// Takes the bar away.
    pub(super) fn clear(&mut self) {
        if let Some(bar) = self.bar.take() {
            bar.finish_and_clear();
        }
    }
}
