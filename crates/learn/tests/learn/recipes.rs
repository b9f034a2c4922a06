//! The justfile and cargo's aliases: nothing is missing in either. With `just`, that it reads them.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::{assert_fits_the_screen, outcome};

const COMMANDS: [&str; 9] =
    ["lesson", "lessons", "doctor", "warm-up", "exercises", "next", "hint", "solution", "reset"];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// `just` at the workspace's justfile, if there is one that can read it.
fn just(arguments: &[&str]) -> Option<Command> {
    let answer = Command::new("just").arg("--version").output().ok()?;
    let version = String::from_utf8_lossy(&answer.stdout).into_owned();
    let minor: u32 = version.trim().strip_prefix("just 1.")?.split('.').next()?.parse().ok()?;
    let mut command = Command::new("just");
    command.arg("--justfile").arg(root().join("justfile")).args(arguments);
    (minor >= 40).then_some(command)
}

fn skipped(test: &str) {
    eprintln!("skipped: {test} needs just 1.40 or newer, which isn't here");
}

#[test]
fn each_command_is_an_alias_of_cargo_too() {
    let aliases = fs::read_to_string(root().join(".cargo/config.toml")).expect("the aliases");
    for command in COMMANDS {
        assert!(aliases.contains(&format!("\n{command} = \"run -p learn -- {command}\"\n")), "{command}: {aliases}");
    }
}

#[test]
fn no_alias_hides_a_command_of_cargos() {
    let list = outcome(Command::new(learn::workspace::cargo()).arg("--list").current_dir(std::env::temp_dir())).1;
    let names: Vec<&str> = list.lines().filter_map(|line| line.split_whitespace().next()).collect();
    assert!(names.contains(&"build"), "{list}");
    assert!(COMMANDS.iter().chain(&["learn"]).all(|command| !names.contains(command)), "{list}");
}

#[test]
fn the_recipes_of_exercises_are_learns_commands() {
    for recipe in [&["test", "4.1"][..], &["test"], &["next"], &["exercises"], &["watch", "a"], &["reset", "a"]] {
        let Some(mut just) = just(&["--dry-run"]) else { return skipped("the recipes' commands") };
        let (code, _, err) = outcome(just.args(recipe));
        let words = format!("-p learn -- {}", recipe.join(" "));
        assert_eq!(code, Some(0), "{err}");
        assert!(err.lines().any(|line| line.starts_with("cargo run ") && line.trim_end().ends_with(&words)), "{err}");
    }
}

#[test]
fn bare_just_lists_each_recipe_with_a_line() {
    let Some(mut command) = just(&["--list", "--unsorted"]) else { return skipped("the list of recipes") };
    let (code, out, err) = outcome(&mut command);
    assert_eq!(code, Some(0), "{err}");
    assert_fits_the_screen(&out);
    for recipe in COMMANDS.iter().chain(&["test", "watch", "bench", "record", "ci"]) {
        let named = |line: &&str| line.split_whitespace().next() == Some(*recipe) && line.contains(" # ");
        assert_eq!(out.lines().filter(named).count(), 1, "{recipe}: {out}");
    }
}

#[test]
fn recipes_are_the_commands_that_anybody_can_type() {
    let expected = [
        (&["lesson", "3", "--quick"][..], "cargo lesson "),
        (&["lessons"], "cargo lessons"),
        (&["doctor"], "cargo doctor"),
        (&["warm-up"], "cargo warm-up"),
        (&["prove", "a", "b"], "cargo prove a b"),
        (&["record", "3"], "cargo record 3"),
        (&["book"], "mdbook serve book --open"),
    ];
    for (recipe, command) in expected {
        let Some(mut just) = just(&["--dry-run"]) else { return skipped("the recipes' commands") };
        let (code, _, err) = outcome(just.args(recipe));
        assert_eq!(code, Some(0), "{err}");
        assert!(err.lines().any(|line| line.starts_with(command)), "{err}");
    }
}
