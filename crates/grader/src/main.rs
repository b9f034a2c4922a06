//! `cargo prove`: holds the answers to the exercises to what they declare.

use std::fs;
use std::io::{self, Write as _};
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

use anyhow::Context as _;
use clap::{Arg, ArgAction, ArgMatches, Command, value_parser};
use grader::packages::{self, Workspace};
use grader::pristine::{self, Pristine};
use grader::prove::{self, Options, prove};
use grader::{exercise, interrupt, report, select};

fn main() -> ExitCode {
    let given = match command().try_get_matches() {
        Ok(given) => given,
        Err(error) => {
            let _ = error.print();
            return ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(1));
        }
    };
    run(&given).unwrap_or_else(|error| {
        // A reader that has gone (`| head -1`) has read enough.
        let broken_pipe = |cause: &io::Error| cause.kind() == io::ErrorKind::BrokenPipe;
        if error.downcast_ref().is_some_and(broken_pipe) {
            return ExitCode::SUCCESS;
        }
        let _ = writeln!(io::stderr(), "error: {error:#}");
        let interrupted = matches!(error.downcast_ref(), Some(prove::Error::Interrupted));
        let bad_input = error.is::<select::Error>()
            || matches!(error.downcast_ref(), Some(packages::Error::NoWorkspace(_)))
            || error.is::<BadFile>();
        ExitCode::from(if interrupted {
            130
        } else if bad_input {
            2
        } else {
            1
        })
    })
}

fn command() -> Command {
    let number = |name: &'static str, help: &'static str| {
        let whole = value_parser!(u64).range(1..=100_000);
        Arg::new(name).long(name).value_name("N").help(help).value_parser(whole)
    };
    let path = |name: &'static str, value: &'static str, help: &'static str| {
        Arg::new(name).long(name).value_name(value).help(help).value_parser(value_parser!(PathBuf))
    };
    Command::new("prove")
        .bin_name("cargo prove")
        .about("Holds every answer to the exercises to what it declares: broken, solution, also correct, wrong")
        .after_help(
            "A NAME is a chapter (4), an exercise (4.1, lost_update, update) or answers to it\n\
             (update/wrong, update/wrong/one_thread). Ends with 1 if anything differs.",
        )
        .arg(Arg::new("name").value_name("NAME").help("Only these; without a name, all").action(ArgAction::Append))
        .arg(number("repeat", "Run each answer's tests N times, and count the verdicts").default_value("1"))
        .arg(number("workers", "Build and run N answers at once").default_value("2"))
        .arg(path("json", "FILE", "Write how often each answer got which verdict"))
        .arg(path("messages", "FILE", "Write all that the failing tests print, as a page"))
        .arg(path("root", "FOLDER", "The workspace; without it, the one around this folder"))
        .arg(number("build-limit", "End a build after N seconds").default_value("300"))
        .arg(number("run-limit", "End an answer's tests after N seconds").default_value("120"))
        .arg(Arg::new("list").long("list").help("Only list the exercises and answers").action(ArgAction::SetTrue))
}

/// A file that was asked for and can't be written.
#[derive(Debug)]
struct BadFile(String);

impl std::fmt::Display for BadFile {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for BadFile {}

fn run(given: &ArgMatches) -> anyhow::Result<ExitCode> {
    interrupt::watch().context("watching for Ctrl-C")?;
    let root = given.get_one::<PathBuf>("root").cloned();
    let workspace = Workspace::around(&root.unwrap_or_else(|| PathBuf::from(".")))?;
    let unreadable = |(path, error)| pristine::Error(path, error);
    let exercises = exercise::find(&workspace).map_err(unreadable)?;
    let names: Vec<String> = given.get_many("name").into_iter().flatten().cloned().collect();
    if exercises.is_empty() {
        return Err(select::Error::NoExercise(names.join(" "), vec![]).into());
    }
    let exercises = select::select(&exercises, &names)?;
    let mut out = io::stdout();
    if given.get_flag("list") {
        for exercise in &exercises {
            writeln!(out, "{}", exercise.title())?;
            exercise.answers.iter().try_for_each(|answer| writeln!(out, "    {}", answer.name))?;
        }
        return Ok(ExitCode::SUCCESS);
    }
    let files = ["json", "messages"].map(|flag| (flag, given.get_one::<PathBuf>(flag)));
    files.iter().filter_map(|(flag, path)| path.map(|path| claim(flag, path))).collect::<Result<(), _>>()?;

    let number = |name: &str| given.get_one::<u64>(name).copied().unwrap_or(1);
    let options = Options {
        workers: usize::try_from(number("workers"))?,
        repeat: usize::try_from(number("repeat"))?,
        messages: given.contains_id("messages"),
        build_limit: Duration::from_secs(number("build-limit")),
        run_limit: Duration::from_secs(number("run-limit")),
        ..Options::in_folder(workspace.target.join("prove"))
    };
    let pristine = Pristine::of(&workspace, &exercises)?;
    // A reader that has gone is noticed below, by the table.
    let proof =
        prove(&pristine, &exercises, &options, &|one| drop(io::stdout().write_all(report::line(one).as_bytes())))?;
    write!(out, "{}\n{}\n", report::lacks(&exercises), report::table(&exercises, &proof))?;
    write!(out, "{}", report::summary(&exercises, &proof))?;
    for (flag, path) in files {
        let Some(path) = path else { continue };
        let text = match flag {
            "json" => format!("{:#}\n", report::json(&exercises, &options, &proof)),
            _ => report::messages(&exercises, &proof),
        };
        fs::write(path, text).with_context(|| format!("writing {}", path.display()))?;
    }
    let whole = exercises.iter().all(|one| one.lacks.is_empty()) && proof.differing().next().is_none();
    Ok(if whole { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Looks whether a file can be written, so that a proof is not lost to a name.
fn claim(flag: &str, path: &PathBuf) -> Result<(), BadFile> {
    let opened = fs::OpenOptions::new().append(true).create(true).open(path);
    let told = |error| BadFile(format!("--{flag} {}: {error}; name a file that can be written", path.display()));
    opened.map(drop).map_err(told)
}
