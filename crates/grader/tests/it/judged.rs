//! Answers are held to what they declare; exercises, to what they need.

use std::fs;
use std::time::{Duration, SystemTime};

use grader::packages::Workspace;
use grader::prove::Options;
use grader::{exercise, report};

use crate::fake::{Fake, RIGHT, TESTS, of, verdict};

const WRONG: &str = "pub fn answer() -> u32 { 41 }\n";

#[test]
fn right_ones_pass_and_wrong_ones_fail_for_their_reason() {
    let fake = Fake::new();
    fake.answer("also_correct/right", RIGHT);
    fake.answer("also_correct/not_right", WRONG);
    fake.answer("wrong/wrong", &format!("//! fails: first, second\n//! because: the first\n{WRONG}"));
    fake.answer("wrong/other_reason", &format!("//! fails: first, second\n//! because: DEADLOCK\n{WRONG}"));
    fake.answer("wrong/passes", &format!("//! fails: first\n//! because: WRONG ANSWER\n{RIGHT}"));
    fake.answer("wrong/no_such_test", &format!("//! fails: first, second, third\n//! because: WRONG\n{WRONG}"));
    fake.answer("wrong/no_rust", "//! fails: first\n//! because: WRONG\npub fn answer() -> u32 { \"forty\" }\n");
    let proof = fake.prove(&fake.options());
    let differs = |name: &str| of(&proof, name).differs.join("\n");
    for right in ["broken", "solution", "also_correct/right", "wrong/wrong"] {
        assert_eq!(differs(right), "", "{right}");
    }
    assert!(differs("also_correct/not_right").contains("first fails, which is not declared"));
    assert!(differs("wrong/other_reason").contains("no test that is declared to fail prints `DEADLOCK`"));
    assert!(differs("wrong/passes").contains("first passes, and is declared to fail"));
    assert!(differs("wrong/no_such_test").contains("declares third, and no test has that name"));
    assert!(differs("wrong/no_rust").contains("mismatched types"), "{}", differs("wrong/no_rust"));
    assert_eq!(verdict(&proof, "wrong/other_reason"), "fails first, second, without the diagnosis");
    assert_eq!(proof.differing().count(), 5);
}

#[test]
fn an_old_file_is_built_after_a_new_one() {
    let fake = Fake::new();
    fake.answer("also_correct/a", RIGHT);
    fake.answer("wrong/b", &format!("//! fails: first, second\n//! because: WRONG ANSWER\n{WRONG}"));
    let path = fake.root().join("solutions/01_chapter/01_task/wrong/b.rs");
    let file = fs::File::options().append(true).open(path).unwrap();
    file.set_modified(SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000_000)).unwrap();
    let proof = fake.prove(&Options { workers: 1, ..fake.options() });
    assert_eq!(proof.differing().count(), 0, "{proof:#?}");
}

#[test]
fn no_test_or_an_ignored_one_is_no_pass() {
    let fake = Fake::new();
    fake.exercise("02_empty", "empty", "// nothing yet\n");
    let ignored = TESTS.replace("task", "ignored").replacen("#[test]", "#[test]\n#[ignore]", 1);
    fake.exercise("03_ignored", "ignored", &ignored);
    let proof = fake.prove(&fake.options());
    let solution = |title: &str| {
        let found = proof.answers.iter().find(|one| one.exercise == title && one.answer.name == "solution");
        found.unwrap().differs.join("\n")
    };
    assert_eq!(solution("1.1 task"), "");
    assert!(solution("1.2 empty").contains("there is no test"), "{}", solution("1.2 empty"));
    assert!(solution("1.3 ignored").contains("first is ignored: it did not run"), "{}", solution("1.3 ignored"));
}

#[test]
fn warnings_are_seen_in_what_learners_see() {
    let fake = Fake::new();
    fake.write("solutions/01_chapter/01_task/src/lib.rs", &format!("use std::fmt;\n{RIGHT}"));
    fake.answer("also_correct/warns", &format!("use std::fmt;\n{RIGHT}"));
    let proof = fake.prove(&fake.options());
    assert_eq!(of(&proof, "solution").differs, ["compiles with 1 warnings, and should have none"]);
    assert!(of(&proof, "also_correct/warns").differs.is_empty());
}

#[test]
fn what_an_exercise_lacks_is_said() {
    let fake = Fake::new();
    for folder in ["01_task", "02_bare"] {
        fake.exercise(folder, &folder[3..], TESTS);
    }
    fs::remove_file(fake.root().join("exercises/01_chapter/02_bare/tests/bare.rs")).unwrap();
    fs::remove_file(fake.root().join("exercises/01_chapter/02_bare/README.md")).unwrap();
    let manifest = fake.read("exercises/01_chapter/02_bare/Cargo.toml");
    fake.write("exercises/01_chapter/02_bare/Cargo.toml", &manifest.replace("minutes = 5\n", ""));
    fs::remove_dir_all(fake.root().join("solutions/01_chapter/02_bare")).unwrap();
    fs::create_dir_all(fake.root().join("solutions/01_chapter/03_orphan")).unwrap();
    fake.answer("wrong/says_nothing", WRONG);
    fake.answer("also_correct/says_too_much", &format!("//! fails: first\n{RIGHT}"));
    fake.write("solutions/01_chapter/01_task/wrong/note.txt", "");
    // Members that are no packages: cargo would refuse the whole workspace.
    let members = "members = [\"crates/*\", \"exercises/*/*\", \"solutions/*/01_task\"]";
    fake.write("Cargo.toml", &format!("[workspace]\nresolver = \"3\"\n{members}\n"));

    let exercises = exercise::find(&Workspace::around(fake.root()).unwrap()).unwrap();
    let said = report::lacks(&exercises);
    for part in [
        "1.1 task",
        "wrong/says_nothing does not declare what fails",
        "also_correct/says_too_much is right, and declares that it fails",
        "wrong/note is no .rs file",
        "has 1 in wrong, and needs 4",
        "has 1 in also_correct, and needs 2",
        "1.2 bare",
        "exercises/01_chapter/02_bare has no tests/bare.rs",
        "README.md has 0 folded hints",
        "its Cargo.toml has no minutes",
        "solutions/01_chapter/01_task/README.md says nothing of `says_too_much`",
        "solutions/01_chapter/02_bare/README.md has less than 5 lines",
        "has 0 in solution, and needs 1",
        "1.3 orphan",
        "exercises/01_chapter/03_orphan is no package",
    ] {
        assert!(said.replace('\\', "/").contains(part), "{part}:\n{said}");
    }
    assert!(said.lines().all(|line| line.chars().count() <= 80), "{said}");
}

#[test]
fn what_answers_stand_on_is_built_once() {
    let fake = Fake::new();
    fake.answer("also_correct/right", RIGHT);
    let options = Options { workers: 1, ..fake.options() };
    let built = || {
        let folder = fake.prove_folder().join("worker-1/target/debug/deps");
        let files = fs::read_dir(folder).unwrap().flatten();
        let helper = files.filter(|file| file.file_name().to_string_lossy().starts_with("libhelper"));
        let mut times: Vec<_> =
            helper.map(|file| (file.path(), file.metadata().unwrap().modified().unwrap())).collect();
        times.sort();
        times
    };
    fake.prove(&options);
    let first = built();
    assert!(!first.is_empty());
    fake.prove(&options);
    assert_eq!(built(), first);
}
