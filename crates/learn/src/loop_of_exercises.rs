//! The commands of the learner's loop.

use std::io::Write as _;
use std::process::ExitCode;
use std::time::Duration;

use anyhow::{Context as _, bail};
use clap::{Arg, ArgAction, ArgMatches, Command, value_parser};
use grader::interrupt;
use grader::verdict::Seen;
use learn::exercises::test::Limits;
use learn::exercises::{Course, hint, list, next, reset, solution, starts, test, typed, watch};
use learn::programs;

pub(crate) fn commands() -> Vec<Command> {
    let help = "Its number, its name or a part of it: 4.1, lost_update, update";
    let name = Arg::new("name").value_name("NAME").help(help).required(true);
    let or_next = name.clone().required(false).help(format!("{help}; without it, the next"));
    let flag = |name: &'static str, help: &'static str| Arg::new(name).long(name).help(help).action(ArgAction::SetTrue);
    let limit = |name: &'static str, help: &'static str, default: &'static str| {
        let seconds = value_parser!(u64).range(1..=100_000);
        Arg::new(name).long(name).value_name("SECONDS").help(help).value_parser(seconds).default_value(default)
    };
    vec![
        Command::new("exercises").about("List the exercises: solved, not yet, not tried"),
        Command::new("next").about("Show the next exercise: its story, and the line to open"),
        Command::new("test")
            .about("Test an exercise, the message first")
            .arg(or_next.clone())
            .arg(limit("limit", "End its tests after so long", "60"))
            .arg(limit("build-limit", "End its build after so long", "900")),
        Command::new("watch").about("Test an exercise on each save").arg(or_next.clone()),
        Command::new("hint")
            .about("Show the next hint of an exercise")
            .arg(or_next)
            .arg(flag("again", "Show those that were shown")),
        Command::new("solution")
            .about("Show the solution beside your code")
            .arg(name.clone())
            .arg(flag("yes", "Don't ask first")),
        Command::new("reset").about("Take an exercise back to its start; your work is kept").arg(name),
        Command::new("starts")
            .about("Take the exercises as they are for the starts of all learners")
            .hide(true)
            .arg(flag("check", "Only look whether they are")),
    ]
}

pub(crate) fn run(command: &str, given: &ArgMatches) -> anyhow::Result<ExitCode> {
    let course = Course::here()?;
    let asked = || given.get_one::<String>("name").map(String::as_str);
    let exercise = || course.meant_or_next(asked());
    let text = match command {
        "exercises" => list::list(&course)?,
        "next" => next::tell(&course)?,
        "test" => {
            // The tests are in a group of their own: without this, Ctrl-C would leave them.
            interrupt::watch().context("watching for Ctrl-C")?;
            let seconds = |name| Duration::from_secs(given.get_one::<u64>(name).copied().unwrap_or(60));
            let limits = Limits { build: seconds("build-limit"), run: seconds("limit") };
            let (seen, text) = test::test(&course, exercise()?, limits)?;
            write!(anstream::stdout(), "{text}")?;
            return Ok(match seen {
                Seen::Tested { failed, .. } if failed.is_empty() => ExitCode::SUCCESS,
                Seen::Interrupted => ExitCode::from(130),
                _ => ExitCode::FAILURE,
            });
        }
        "watch" => {
            let exercise = exercise()?;
            let Some(mut watcher) = watch::command(&course, exercise) else { bail!("{}", watch::missing(exercise)) };
            writeln!(anstream::stderr(), "$ {}", watch::shown(&watcher).to_string_lossy())?;
            return Err(programs::become_program(&mut watcher)).context("starting the watcher");
        }
        "hint" => hint::tell(&course, exercise()?, given.get_flag("again"))?,
        "solution" => {
            let exercise = exercise()?;
            let wanted = if given.get_flag("yes") { Some(true) } else { solution::is_wanted(&course, exercise)? };
            let Some(wanted) = wanted else {
                let yes = typed(&format!("solution {} --yes", exercise.name));
                bail!("{} is not solved yet, and nobody is there to ask; to see the solution: {yes}", exercise.title());
            };
            if !wanted {
                return Ok(ExitCode::SUCCESS);
            }
            solution::tell(&course, exercise)?
        }
        "reset" => reset::reset(&course, exercise()?)?,
        _ if given.get_flag("check") => {
            let names: Vec<String> = starts::differing(&course)?.iter().map(|one| one.title()).collect();
            if !names.is_empty() {
                bail!(
                    "not the start that learners get: {}; cargo learn starts takes them as they are",
                    names.join(", ")
                );
            }
            "Each exercise is its start.\n".to_owned()
        }
        _ => starts::write(&course)?.iter().map(|path| format!("written: {path}\n")).collect(),
    };
    write!(anstream::stdout(), "{text}")?;
    Ok(ExitCode::SUCCESS)
}
