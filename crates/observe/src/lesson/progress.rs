//! A progress bar between measurements, for people only.

use std::io::{IsTerminal as _, stderr, stdout};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// A bar on standard error, if both it and standard output are terminals. It has no thread of its own and is drawn
/// only between measurements, so that it can't get into what is measured.
#[derive(Debug)]
pub(super) struct Progress(Option<ProgressBar>);

impl Progress {
    pub(super) fn new() -> Self {
        if !(stdout().is_terminal() && stderr().is_terminal()) {
            return Self(None);
        }
        let bar = ProgressBar::with_draw_target(Some(0), ProgressDrawTarget::stderr());
        let style = ProgressStyle::with_template("  [{bar:20}] {pos} of {len}: {msg}");
        Self(Some(
            bar.with_style(style.map_or_else(|_| ProgressStyle::default_bar(), |style| style.progress_chars("=> "))),
        ))
    }

    /// `steps` more measurements are to come.
    pub(super) fn expect(&self, steps: u64) {
        if let Some(bar) = &self.0 {
            bar.inc_length(steps);
        }
    }

    /// The measurement `name` begins.
    pub(super) fn begin(&self, name: &str) {
        if let Some(bar) = &self.0 {
            bar.set_message(name.to_owned());
            bar.tick();
        }
    }

    /// It has ended.
    pub(super) fn end(&self) {
        if let Some(bar) = &self.0 {
            if bar.position() == bar.length().unwrap_or(0) {
                bar.inc_length(1);
            }
            bar.inc(1);
        }
    }

    /// Prints with the bar out of the way.
    pub(super) fn suspend<T>(&self, print: impl FnOnce() -> T) -> T {
        match &self.0 {
            Some(bar) => bar.suspend(print),
            None => print(),
        }
    }

    /// Takes the bar away for good.
    pub(super) fn clear(&self) {
        if let Some(bar) = &self.0 {
            bar.set_draw_target(ProgressDrawTarget::hidden());
        }
    }
}
