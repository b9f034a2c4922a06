//! The flags that every lesson has.

use std::ops::RangeInclusive;
use std::path::PathBuf;

use clap::{Arg, ArgAction, ArgMatches, Command, value_parser};

use super::files::OutputFile;
use super::{BadInput, Program};

pub(super) const JSON: &str = "json";
pub(super) const SVG: &str = "svg";
pub(super) const TRACE: &str = "trace";

/// The command line of `program`: the flags of all lessons and its own.
pub(super) fn command(program: Program, own: Vec<Arg>) -> Command {
    let file = |name: &'static str, help: &'static str| {
        Arg::new(name).long(name).value_name("FILE").value_parser(value_parser!(PathBuf)).help(help)
    };
    Command::new(program.name)
        .about(super::wrap(program.description, super::WIDTH, ""))
        .args(own)
        .next_help_heading("The flags of every lesson")
        .arg(switch("quick", "Small inputs: seconds become tenths (for tests)"))
        .arg(
            Arg::new("runs")
                .long("runs")
                .value_name("N")
                .value_parser(whole_number(1..=99))
                .help("Measure each row N times, show the median (1 to 99)"),
        )
        .arg(file(JSON, "Write the run as data"))
        .arg(file(SVG, "Write the timelines as SVG"))
        .arg(file(TRACE, "Write the timelines for ui.perfetto.dev (Chrome trace)"))
        .arg(switch("force", "Replace files that exist"))
        .after_help("Colours go away with NO_COLOR=1 and in pipes; nothing depends on them.")
}

/// The arguments that a run depends on: without those that only say where to write it.
pub(super) fn arguments(all: impl Iterator<Item = String>) -> Vec<String> {
    let mut kept = Vec::new();
    let mut all = all;
    while let Some(argument) = all.next() {
        let (name, value) =
            argument.split_once('=').map_or((argument.as_str(), None), |(name, value)| (name, Some(value)));
        match name.strip_prefix("--") {
            Some(JSON | SVG | TRACE) => {
                if value.is_none() {
                    all.next();
                }
            }
            Some("force") => {}
            _ => kept.push(argument),
        }
    }
    kept
}

/// A flag without a value.
#[must_use]
pub fn switch(name: &'static str, help: &'static str) -> Arg {
    Arg::new(name).long(name).action(ArgAction::SetTrue).help(help)
}

/// A parser for whole numbers in `range`, whose error names the range.
pub fn whole_number(range: RangeInclusive<usize>) -> impl Fn(&str) -> Result<usize, String> + Clone + Send + Sync {
    move |text| {
        text.parse().ok().filter(|number| range.contains(number)).ok_or_else(|| {
            let (from, to) = (range.start(), range.end());
            format!("give a whole number from {from} to {to}")
        })
    }
}

/// A parser for seconds, as a decimal number in `range`, whose error names the range.
pub fn seconds(range: RangeInclusive<f64>) -> impl Fn(&str) -> Result<f64, String> + Clone + Send + Sync {
    move |text| {
        text.parse().ok().filter(|number| range.contains(number)).ok_or_else(|| {
            let (from, to) = (range.start(), range.end());
            format!("give a number of seconds from {from} to {to}")
        })
    }
}

/// The three files, each looked at before anything runs.
#[derive(Debug)]
pub(super) struct Outputs {
    pub(super) json: Option<OutputFile>,
    pub(super) svg: Option<OutputFile>,
    pub(super) trace: Option<OutputFile>,
}

impl Outputs {
    pub(super) fn claim(matches: &ArgMatches) -> Result<Self, BadInput> {
        let force = matches.get_flag("force");
        let mut named: Vec<(&str, &PathBuf)> = Vec::new();
        for name in [JSON, SVG, TRACE] {
            if let Some(path) = matches.get_one::<PathBuf>(name) {
                if let Some((other, _)) = named.iter().find(|(_, earlier)| *earlier == path) {
                    let shown = path.display();
                    return Err(BadInput(format!("--{other} and --{name} both name {shown}; give each its own file")));
                }
                named.push((name, path));
            }
        }
        let claim = |name: &str| {
            let path = matches.get_one::<PathBuf>(name);
            path.map(|path| OutputFile::claim(path, &format!("--{name}"), force)).transpose()
        };
        Ok(Self { json: claim(JSON)?, svg: claim(SVG)?, trace: claim(TRACE)? })
    }

    pub(super) fn any(&self) -> bool {
        self.json.is_some() || self.svg.is_some() || self.trace.is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn where_a_run_is_written_is_not_part_of_it() {
        let given = ["--quick", "--json", "a.json", "--svg=b.svg", "--runs", "3", "--force", "--runs=4"];
        let kept = arguments(given.into_iter().map(str::to_owned));
        assert_eq!(kept, ["--quick", "--runs", "3", "--runs=4"]);
    }

    #[test]
    fn numbers_out_of_range_get_the_range() {
        assert_eq!(whole_number(1..=99)("5"), Ok(5));
        for wrong in ["0", "100", "-1", "1.5", "", "many", "99999999999999999999999"] {
            assert_eq!(whole_number(1..=99)(wrong).unwrap_err(), "give a whole number from 1 to 99");
        }
        assert_eq!(seconds(0.01..=10.0)("0.5"), Ok(0.5));
        for wrong in ["0", "11", "-1", "NaN", "inf", "1s", ""] {
            assert_eq!(seconds(0.01..=10.0)(wrong).unwrap_err(), "give a number of seconds from 0.01 to 10");
        }
    }
}
