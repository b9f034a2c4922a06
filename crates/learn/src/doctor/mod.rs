//! Looks at the machine: what lessons need, what makes them tell more, and the way to each thing that is missing.

mod cores;
mod disk;
mod quota;
mod system;
mod toolchain;

use std::io::{self, Write};

use crate::text::hanging;

/// What a check comes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// As it should be.
    Fine,
    /// Something is to be done, or lessons will show less.
    ToDo,
    /// Nothing runs before something is done.
    Stops,
    /// Optional and missing, or the machine's nature.
    Without,
}

/// One thing looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// What it comes to.
    pub verdict: Verdict,
    /// What was looked at.
    pub what: &'static str,
    /// What was found.
    pub found: String,
    /// What to do about it, or what follows from it; empty where all is fine.
    pub way_out: String,
}

impl Finding {
    fn fine(what: &'static str, found: impl Into<String>) -> Self {
        Self { verdict: Verdict::Fine, what, found: found.into(), way_out: String::new() }
    }

    fn but(self, verdict: Verdict, way_out: impl Into<String>) -> Self {
        Self { verdict, way_out: way_out.into(), ..self }
    }

    /// The finding in lines of at most 80 columns: the verdict in the first two.
    #[must_use]
    pub fn lines(&self) -> String {
        let mark = match self.verdict {
            Verdict::Fine => "ok",
            Verdict::ToDo | Verdict::Stops => "!!",
            Verdict::Without => "--",
        };
        hanging(&format!("{mark}  {:<12} ", self.what), &self.found) + &hanging("                 -> ", &self.way_out)
    }
}

/// Looks at everything and prints each finding when it is there. True if lessons can run.
///
/// # Errors
/// `out` can't be written.
pub fn examine(out: &mut impl Write) -> io::Result<bool> {
    type Check = fn() -> Vec<Finding>;
    let checks: [Check; 11] = [
        || vec![toolchain::rust(toolchain::found_rust())],
        || vec![toolchain::cargo()],
        || vec![toolchain::linker()],
        || vec![system::crates()],
        || vec![disk::disk()],
        || cores::all(),
        || vec![system::clock(observe::machine::clock_resolution())],
        || system::open_files().into_iter().collect(),
        || vec![system::tool("just", "cargo install just, or see https://just.systems; without it: cargo lesson 3")],
        || vec![system::tool("mdbook", "to build the book yourself: cargo install mdbook")],
        || vec![system::tool("git", "to get later corrections: https://git-scm.com")],
    ];
    let (mut stopped, mut to_do) = (0, 0);
    for check in checks {
        for finding in check() {
            stopped += usize::from(finding.verdict == Verdict::Stops);
            to_do += usize::from(finding.verdict == Verdict::ToDo);
            out.write_all(finding.lines().as_bytes())?;
            out.flush()?;
        }
    }
    let summary = match (stopped, to_do) {
        (0, 0) => "Lessons run here.",
        (0, _) => "Lessons run here; what is marked !! is worth doing first.",
        _ => "Lessons don't run here before what is marked !! is done.",
    };
    writeln!(out, "\n{summary}")?;
    Ok(stopped == 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn findings_fit_the_screen_and_keep_their_verdict() {
        let finding = Finding::fine("cores", "many ".repeat(30)).but(Verdict::ToDo, "buy ".repeat(40));
        let lines = finding.lines();
        assert!(lines.starts_with("!!  cores        many many"), "{lines}");
        assert!(lines.contains("\n                 -> buy"), "{lines}");
        assert!(lines.lines().all(|line| line.chars().count() <= 80), "{lines}");
        assert_eq!(Finding::fine("git", "2.39").lines(), "ok  git          2.39\n");
    }
}
