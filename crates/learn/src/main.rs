//! Runs the learner's commands; `cargo learn` lists them.

mod loop_of_exercises;

use std::ffi::OsString;
use std::io::{self, Write};
use std::process::{Command as Process, ExitCode};

use anyhow::Context as _;
use clap::{Arg, Command, value_parser};
use learn::workspace::{Workspace, cargo};
use learn::{doctor, exercises, lessons, programs, text, warm_up};
use observe::lesson::{WIDTH, wrap};
use observe::units;

fn main() -> ExitCode {
    let matches = match commands().try_get_matches() {
        Ok(matches) => matches,
        Err(error) => {
            let _ = error.print();
            return ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(1));
        }
    };
    let result = match matches.subcommand() {
        Some(("lesson", given)) => lesson(given.get_many("lesson").into_iter().flatten().cloned().collect()),
        Some(("lessons", _)) => list(),
        Some(("doctor", _)) => examine(),
        Some(("warm-up", _)) => warm(),
        Some((command, given)) => loop_of_exercises::run(command, given),
        None => commands().print_help().map(|()| ExitCode::SUCCESS).context("printing the help"),
    };
    result.unwrap_or_else(|error| {
        // A reader that has gone (`| head -1`) has read enough.
        let broken_pipe = |cause: &io::Error| cause.kind() == io::ErrorKind::BrokenPipe;
        if error.downcast_ref().is_some_and(broken_pipe) {
            return ExitCode::SUCCESS;
        }
        let _ = write!(io::stderr(), "{}", text::fitted(&format!("error: {error:#}")));
        let bad_input = matches!(error.downcast_ref(), Some(lessons::Error::NoSuch(..) | lessons::Error::Several(..)))
            || error.is::<exercises::Error>();
        ExitCode::from(if bad_input { 2 } else { 1 })
    })
}

fn commands() -> Command {
    let lesson = Arg::new("lesson")
        .value_name("N")
        .help("Its number or name; what follows goes to the lesson (lesson 1 --help)")
        .required(true)
        .num_args(1..)
        .trailing_var_arg(true)
        .value_parser(value_parser!(OsString));
    Command::new("learn")
        .bin_name("cargo learn")
        .about("Runs the workshop's lessons and exercises, and looks after what they need")
        .disable_help_subcommand(true)
        .subcommand(Command::new("lesson").about("Run lesson N, with its flags behind the number").arg(lesson))
        .subcommand(Command::new("lessons").about("List the lessons"))
        .subcommands(loop_of_exercises::commands())
        .subcommand(Command::new("doctor").about("Look at this machine: what is there, what is missing, the way out"))
        .subcommand(Command::new("warm-up").about("Download and build all, before a day with bad Wi-Fi"))
}

fn list() -> anyhow::Result<ExitCode> {
    let lessons = lessons::among(&Workspace::here()?.packages)?;
    let mut out = io::stdout();
    write!(
        out,
        "{}\nRun one: just lesson N, or cargo lesson N. Its flags: cargo lesson N --help\n",
        lessons::list(&lessons)
    )?;
    Ok(ExitCode::SUCCESS)
}

fn lesson(given: Vec<OsString>) -> anyhow::Result<ExitCode> {
    let (asked, flags) = given.split_first().context("which lesson? give its number")?;
    let lessons = lessons::among(&Workspace::here()?.packages)?;
    let lesson = lessons::meant(&lessons, &asked.to_string_lossy())?;

    let mut run: Vec<OsString> = ["run", "-p", &lesson.package].map(OsString::from).to_vec();
    if !flags.is_empty() {
        run.push("--".into());
        run.extend_from_slice(flags);
    }
    programs::announce(&run);

    // Built apart from the run: cargo shows how far it is, and a failure is cargo's, not the lesson's.
    let status = Process::new(cargo()).args(["build", "-p", &lesson.package]).status().context("starting cargo")?;
    if !status.success() {
        // Without a code it was ended by a signal, which needs no advice.
        if status.code().is_some() && warm_up::all_downloaded().is_err() {
            complain(
                "Not all that this needs is downloaded: run `just warm-up` or `cargo warm-up` where there is a network.",
            );
        }
        return Ok(exit_code(status.code()));
    }
    run.insert(1, "--quiet".into());
    Err(programs::become_program(Process::new(cargo()).args(run))).context("starting cargo")
}

fn examine() -> anyhow::Result<ExitCode> {
    let able = doctor::examine(&mut io::stdout())?;
    Ok(if able { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn warm() -> anyhow::Result<ExitCode> {
    let workspace = Workspace::here()?;
    if let Some(code) = warm_up::run(&lessons::among(&workspace.packages)?)? {
        complain("Stopped here; the lines above say why. What is done stays done: run it again later.");
        return Ok(exit_code(Some(code)));
    }
    let size = units::bytes(warm_up::size_of(&workspace.target));
    let ready = format!(
        "Ready: each lesson and `cargo test` now start without a network and without waiting for the compiler. The \
         target folder holds {size}."
    );
    write!(io::stdout(), "\n{}", wrap(&ready, WIDTH, ""))?;
    Ok(ExitCode::SUCCESS)
}

/// Says on standard error what to do, below what cargo said.
fn complain(advice: &str) {
    let _ = write!(io::stderr(), "\n{}", wrap(advice, WIDTH, ""));
}

fn exit_code(code: Option<i32>) -> ExitCode {
    ExitCode::from(code.and_then(|code| u8::try_from(code).ok()).unwrap_or(1))
}
