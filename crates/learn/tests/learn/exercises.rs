//! The learner's loop, in a small workspace of its own that builds in a blink.

use std::fs;
use std::path::Path;
use std::process::Command;

use tempfile::TempDir;

use crate::{assert_fits_the_screen, learn, outcome};

const BROKEN: &str = "// TODO: mend\npub fn answer() -> u32 {\n    41\n}\n";
const RIGHT: &str = "pub fn answer() -> u32 {\n    42\n}\n";
const SOURCE: &str = "exercises/01_first/01_one_task/src/lib.rs";

struct Fake(TempDir);

impl Fake {
    /// `1.1 one_task` and `1.2 other_task`, at their starts.
    fn new() -> Self {
        let fake = Self(tempfile::tempdir().unwrap());
        fake.write("Cargo.toml", "[workspace]\nresolver = \"3\"\nmembers = [\"exercises/*/*\"]\n");
        for (folder, name, minutes) in
            [("01_first/01_one_task", "one_task", 10), ("01_first/02_other_task", "other_task", 1)]
        {
            let at = |file: &str| format!("exercises/{folder}/{file}");
            fake.write(&at("Cargo.toml"), &format!("[package]\nname = \"{name}\"\nedition = \"2024\"\n[package.metadata.exercise]\nminutes = {minutes}\n"));
            let hints = ["Look.", "Count <code>T&lt;u8&gt;</code>.", "It is 42."];
            let hints = hints.map(|hint| format!("<details><summary>Hint</summary>\n{hint}\n</details>\n")).concat();
            fake.write(&at("README.md"), &format!("# {name}\n\nThe story of {name}.\n\n{hints}"));
            fake.write(&at("src/lib.rs"), BROKEN);
            let test = format!("assert!({name}::answer() == 42, \"WRONG ANSWER: it is {{}}\", {name}::answer());");
            fake.write(
                &at(&format!("tests/{name}.rs")),
                &format!(
                    "#[test]\nfn it_is_42() {{ {test} }}\n#[test]\nfn it_is_something() {{ {name}::answer(); }}\n"
                ),
            );
            fake.write(&format!("starts/{folder}.rs"), BROKEN);
            fake.write(&format!("solutions/{folder}/src/lib.rs"), RIGHT);
            fake.write(&format!("solutions/{folder}/also_correct/by_adding.rs"), &RIGHT.replace("42", "40 + 2"));
        }
        fake
    }

    fn write(&self, name: &str, text: &str) {
        let path = self.0.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.0.path().join(name)).unwrap()
    }

    /// A command of the learner, in the workspace's folder.
    fn learn(&self, arguments: &[&str]) -> Command {
        let mut command = learn(arguments);
        command.current_dir(self.0.path()).env_remove("CARGO_TARGET_DIR").env_remove("LEARN_CALLED_BY");
        command.stdin(std::process::Stdio::null());
        command
    }

    /// Its exit code and what it printed, errors behind the rest.
    fn run(&self, arguments: &[&str]) -> (i32, String) {
        let (code, out, err) = outcome(&mut self.learn(arguments));
        let text = out + &err;
        assert!(!text.contains('\u{1b}'), "styles in a pipe: {text}");
        assert_fits_the_screen(&text);
        (code.expect("an exit code"), text)
    }

    /// The line of `1.1` in the list.
    fn line(&self) -> String {
        let (code, out) = self.run(&["exercises"]);
        assert_eq!(code, 0, "{out}");
        out.lines().find(|line| line.contains("1.1")).expect(&out).trim().to_owned()
    }
}

#[test]
fn the_list_follows_the_files_and_the_verdict_on_them() {
    let fake = Fake::new();
    let (_, next) = fake.run(&["next"]);
    assert!(next.starts_with("1.1 one_task · about 10 minutes\n\nThe story of one_task.\n"), "{next}");
    assert!(fake.run(&["exercises"]).1.contains("\n0 of 2 solved, about 11 minutes left.\nNext is 1.1"));
    assert_eq!(fake.line(), "· 1.1  one_task    10 min  not tried");
    fake.write(SOURCE, &BROKEN.replace("41", "40"));
    assert_eq!(fake.line(), "~ 1.1  one_task    10 min  not yet: changed, and not tested since");

    let (code, out) = fake.run(&["test", "1.1"]);
    assert_eq!(code, 1, "{out}");
    assert!(
        out.starts_with("1.1 one_task: not yet. 1 of 2 tests fails.\n\n✗ it_is_42\nWRONG ANSWER: it is 40\n"),
        "{out}"
    );
    assert!(out.contains("✓ it_is_something\n") && out.contains(&format!("{SOURCE}:1\n")), "{out}");
    assert_eq!(fake.line(), "✗ 1.1  one_task    10 min  not yet: WRONG ANSWER");

    fake.write(SOURCE, RIGHT);
    assert_eq!(fake.line(), "~ 1.1  one_task    10 min  not yet: changed, and not tested since");
    let (code, out) = fake.run(&["test", "one"]);
    assert_eq!(code, 0, "{out}");
    assert!(out.starts_with("1.1 one_task: solved. All 2 tests pass.\n"), "{out}");
    assert_eq!(fake.line(), "✓ 1.1  one_task    10 min  solved");
    assert!(fake.run(&["exercises"]).1.contains("\n1 of 2 solved, about 1 minute left.\nNext is 1.2"));
    assert!(fake.run(&["next"]).1.starts_with("1.2 other_task · about 1 minute\n\nThe story of other_task.\n"));

    // A later fix of the tests makes the verdict an old one.
    let tests = "exercises/01_first/01_one_task/tests/one_task.rs";
    fake.write(tests, &(fake.read(tests) + "// mended\n"));
    assert_eq!(fake.line(), "~ 1.1  one_task    10 min  not yet: changed, and not tested since");
}

#[test]
fn what_does_not_compile_is_told_in_the_compilers_words() {
    let fake = Fake::new();
    fake.write(SOURCE, "pub fn answer() -> u32 { \"42\" }\n");
    let (code, out) = fake.run(&["test", "one_task"]);
    assert_eq!(code, 1);
    assert!(
        out.starts_with("1.1 one_task: not yet. It does not compile:\n\nerror[E0308]: mismatched types\n"),
        "{out}"
    );
    assert_eq!(fake.line(), "✗ 1.1  one_task    10 min  not yet: does not compile");
}

#[test]
fn what_never_ends_leaves_or_panics_gets_a_verdict() {
    let fake = Fake::new();
    fake.write(SOURCE, "pub fn answer() -> u32 {\n    loop {\n        std::thread::yield_now();\n    }\n}\n");
    let (code, out) = fake.run(&["test", "one_task", "--limit", "2"]);
    assert_eq!(code, 1);
    assert!(out.starts_with("1.1 one_task: not yet. After 2 s its tests were still running"), "{out}");
    fake.write(SOURCE, "pub fn answer() -> u32 {\n    std::process::exit(0)\n}\n");
    let (code, out) = fake.run(&["test", "one_task"]);
    assert_eq!(code, 1);
    assert!(out.starts_with("1.1 one_task: not yet. Its tests did not run to their end:\n"), "{out}");
    fake.write(SOURCE, "pub fn answer() -> u32 {\n    None.unwrap()\n}\n");
    let (_, out) = fake.run(&["test", "one_task"]);
    assert!(out.contains(&format!("at {SOURCE}:2\ncalled `Option::unwrap()`")), "{out}");
}

#[test]
fn hints_come_one_at_a_time() {
    let fake = Fake::new();
    assert!(fake.run(&["hint", "1.1", "--again"]).1.starts_with("No hint of 1.1 one_task was shown yet"));
    let shown: Vec<String> = (0..4).map(|_| fake.run(&["hint", "1.1"]).1).collect();
    for (number, hint) in ["Look.", "Count `T<u8>`.", "It is 42."].into_iter().enumerate() {
        let head = format!("1.1 one_task, hint {} of 3\n\n{hint}\n\n", number + 1);
        assert!(shown[number].starts_with(&head), "{shown:?}");
        assert_eq!(shown[number].matches("hint ").count() + shown[number].matches("The answer").count(), 2);
        assert!(shown[3].contains(&head), "{shown:?}");
    }
    assert!(shown[3].contains("These were all"));
    assert!(fake.run(&["hint"]).1.contains("1.1 one_task"), "without a name, the next exercise is meant");
}

#[test]
fn the_solution_is_shown_only_to_who_wants_it() {
    let fake = Fake::new();
    let (code, out) = fake.run(&["solution", "1.1"]);
    assert!(code == 1 && out.contains("solution one_task --yes") && !out.contains("42"), "{out}");
    let (code, out) = fake.run(&["solution", "1.1", "--yes"]);
    assert_eq!(code, 0);
    assert!(out.contains("\n-     41\n+     42\n  }\n"), "{out}");
    assert!(out.contains("What to look at\n\nIt is 42.\n"), "without notes, the last hint: {out}");
    assert!(out.contains("also_correct/by_adding.rs  (1 other line)"), "{out}");
    fake.write("solutions/01_first/01_one_task/README.md", "# one_task\n\nOnly the *number*\ndiffers.\n");
    assert!(fake.run(&["solution", "1.1", "--yes"]).1.contains("What to look at\n\nOnly the *number* differs.\n"));
}

#[test]
fn a_reset_loses_nothing() {
    let fake = Fake::new();
    assert!(fake.run(&["reset", "1.1"]).1.contains("at its start already"));
    let own = "exercises/01_first/01_one_task/src/own.rs";
    for work in ["// first\n", "// second\n"] {
        fake.write(SOURCE, work);
        fake.write(own, "// a module\n");
        let (code, out) = fake.run(&["reset", "1.1"]);
        assert_eq!(code, 0, "{out}");
        let kept = out.lines().find(|line| line.starts_with("  .learn/kept/one_task/")).expect(&out).trim().to_owned();
        assert_eq!(
            (fake.read(&format!("{kept}/lib.rs")), fake.read(&format!("{kept}/own.rs"))),
            (work.to_owned(), "// a module\n".to_owned())
        );
        assert_eq!(fake.read(SOURCE), BROKEN);
        assert!(!fake.0.path().join(own).exists());
    }
    assert_eq!(fs::read_dir(fake.0.path().join(".learn/kept/one_task")).unwrap().count(), 2);
    assert_eq!(fake.line(), "· 1.1  one_task    10 min  not tried");

    fs::remove_file(fake.0.path().join("starts/01_first/01_one_task.rs")).unwrap();
    fake.write(SOURCE, "// third\n");
    let (code, out) = fake.run(&["reset", "1.1"]);
    assert!(code == 1 && out.replace('\n', " ").contains("nothing was changed"), "{out}");
    assert_eq!(fake.read(SOURCE), "// third\n");
}

#[test]
fn bad_names_are_a_sentence_with_what_is_near() {
    let fake = Fake::new();
    for command in ["test", "hint", "solution", "reset", "watch"] {
        let (code, out) = fake.run(&[command, "one_taks"]);
        assert_eq!(code, 2, "{command}: {out}");
        assert_eq!(out, "error: there is no exercise one_taks; did you mean one of these?\n  1.1 one_task\n");
        let (code, out) = fake.run(&[command, "task"]);
        assert!(code == 2 && out.starts_with("error: task fits more than one exercise"), "{out}");
    }
    for bad in [&["test", "1.1", "--limit", "0"][..], &["test", "1.1", "1.2"], &["reset"], &["solution"], &["nxet"]] {
        assert_eq!(fake.run(bad).0, 2, "{bad:?}");
    }
    let empty = Fake(tempfile::tempdir().unwrap());
    assert_eq!(empty.run(&["next"]).0, 2);
    empty.write("Cargo.toml", "[workspace]\n");
    let (code, out) = empty.run(&["exercises"]);
    assert!(code == 2 && out.starts_with("error: this workspace has no exercise"), "{out}");
}

#[test]
fn without_a_watcher_it_says_which_there_are() {
    let fake = Fake::new();
    let cargo = Command::new("cargo").arg("--version").output();
    assert!(cargo.is_ok(), "cargo is on the path of these tests");
    let mut command = fake.learn(&["watch", "1.1"]);
    let (code, _, err) = outcome(command.env("PATH", Path::new("no-such-folder")));
    assert_eq!(code, Some(1), "{err}");
    assert!(err.contains("cargo install watchexec-cli") && err.contains("cargo learn test one_task"), "{err}");
    assert_fits_the_screen(&err);
}

#[test]
fn a_spoilt_memory_is_no_memory() {
    let fake = Fake::new();
    fake.write(SOURCE, RIGHT);
    for spoilt in ["", "{", "[1]", r#"{"tested": 7, "passed": true, "hints": -1}"#] {
        fake.write(".learn/state/one_task.json", spoilt);
        assert_eq!(fake.line(), "~ 1.1  one_task    10 min  not yet: changed, and not tested since");
    }
}
