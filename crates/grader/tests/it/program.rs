//! `cargo prove` from outside: what it is given, what it says, how it ends.

use std::process::{Command, Output};

use crate::fake::{Fake, RIGHT};

fn prove(fake: &Fake, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_prove"));
    command.arg("--root").arg(fake.root()).args(arguments).env("CARGO_TARGET_DIR", fake.root().join("target"));
    command
}

fn printed(output: &Output) -> (String, String, Option<i32>) {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (text(&output.stdout), text(&output.stderr), output.status.code())
}

fn ended(fake: &Fake, arguments: &[&str]) -> (String, String, Option<i32>) {
    printed(&prove(fake, arguments).output().unwrap())
}

#[test]
fn bad_input_is_a_sentence_and_exit_code_2() {
    let fake = Fake::new();
    for (arguments, sentence) in [
        (&["nothing"][..], "there is no exercise nothing; give one of these, or a chapter: 1.1 task"),
        (&["task/wrong/nothing"], "1.1 task has no answer wrong/nothing; give one of these: broken, solution"),
        (&["--repeat", "0"], "0 is not in 1..=100000"),
        (&["--workers", "many"], "invalid"),
        (&["--json", "no/such/folder/file"], "--json no/such/folder/file: "),
        (&["--nothing"], "--nothing"),
    ] {
        let (out, err, code) = ended(&fake, arguments);
        assert!(code == Some(2) && err.contains(sentence), "{arguments:?}: {code:?}\n{out}{err}");
    }
    let nowhere = tempfile::tempdir().unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_prove")).arg("--root").arg(nowhere.path()).output().unwrap();
    let (_, err, code) = printed(&output);
    assert!(code == Some(2) && err.contains("there is no Cargo.toml in "), "{code:?} {err}");
}

#[test]
fn names_choose_and_the_list_shows_them() {
    let fake = Fake::new();
    fake.answer("wrong/one", RIGHT);
    fake.answer("wrong/two", RIGHT);
    let (out, _, code) = ended(&fake, &["--list", "1.1/wrong/one"]);
    assert_eq!((&*out, code), ("1.1 task\n    solution\n    wrong/one\n", Some(0)));
}

#[test]
fn verdicts_are_counted() {
    let fake = Fake::new();
    // Fails in every second run: the answer keeps count in its folder.
    let flips = "pub fn answer() -> u32 {\n\
        let runs = std::fs::read(\"runs\").unwrap_or_default();\n\
        static ONCE: std::sync::Once = std::sync::Once::new();\n\
        ONCE.call_once(|| std::fs::write(\"runs\", [&runs[..], b\".\"].concat()).unwrap());\n\
        40 + 2 * (std::fs::read(\"runs\").unwrap().len() as u32 % 2) }\n";
    fake.answer("also_correct/flips", flips);
    fake.answer("also_correct/right", RIGHT);
    let file = fake.root().join("proof.json");
    let (out, err, code) = ended(&fake, &["--repeat", "4", "--json", file.to_str().unwrap()]);
    assert_eq!(code, Some(1), "{out}{err}");
    for part in ["DIFFERS  1.1 task also_correct/flips", "flipped: 1.1 task also_correct/flips", "2 x passes", "LACKS"]
    {
        assert!(out.contains(part), "{part}: {out}");
    }
    assert!(out.lines().all(|line| line.chars().count() <= 80), "{out}");
    let data: serde_json::Value = serde_json::from_str(&std::fs::read_to_string(file).unwrap()).unwrap();
    let answers = data["answers"].as_array().unwrap();
    let of = |name: &str| answers.iter().find(|one| one["answer"] == name).unwrap()["verdicts"].as_array().unwrap();
    assert_eq!(of("also_correct/flips").len(), 2, "{data:#}");
    assert!(of("also_correct/flips").iter().all(|verdict| verdict["times"] == 2), "{data:#}");
    assert_eq!(of("also_correct/right")[0]["times"], 4);
    assert_eq!(of("broken")[0]["diagnosis"], true);
}

#[cfg(unix)]
#[test]
fn ctrl_c_leaves_nothing_running() {
    use nix::sys::signal::{Signal, kill};
    use nix::unistd::Pid;
    use std::process::Stdio;
    use std::time::Duration;

    let fake = Fake::new();
    let source = "pub fn answer() -> u32 { let _ = std::fs::write(\"started\", \"\"); loop { std::thread::park() } }";
    fake.answer("wrong/loops", source);
    let mut command = prove(&fake, &["task/wrong/loops", "--workers", "1"]);
    let child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let started = fake.prove_folder().join("worker-1/workspace/exercises/01_chapter/01_task/started");
    let waited = (0..30_000).find(|_| {
        std::thread::sleep(Duration::from_millis(10));
        started.exists()
    });
    kill(Pid::from_raw(child.id().cast_signed()), Signal::SIGINT).unwrap();
    let (_, err, code) = printed(&child.wait_with_output().unwrap());
    assert!(waited.is_some(), "the answer did not start within 300 s: {err}");
    assert!(code == Some(130) && err.contains("interrupted; nothing runs on"), "{code:?} {err}");
    fake.assert_quiet();
}
