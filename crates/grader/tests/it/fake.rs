//! A workspace with one exercise or more, that builds in a blink.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use grader::exercise;
use grader::packages::Workspace;
use grader::pristine::Pristine;
use grader::prove::{Options, Proof, Proven, prove};
use tempfile::TempDir;

pub(crate) const RIGHT: &str = "pub fn answer() -> u32 { helper::forty() + 2 }\n";

pub(crate) const TESTS: &str = r#"
#[test]
fn first() { assert!(task::answer() == 42, "WRONG ANSWER: the first"); }
#[test]
fn second() { assert!(task::answer() == 42, "WRONG ANSWER: the second"); }
"#;

pub(crate) struct Fake {
    folder: TempDir,
}

impl Fake {
    /// An exercise `1.1 task` with two tests of a function that should return 42, and a package that it needs.
    pub(crate) fn new() -> Self {
        let fake = Self { folder: tempfile::tempdir().unwrap() };
        let members = r#"members = ["crates/*", "exercises/*/*", "solutions/*/*"]"#;
        fake.write("Cargo.toml", &format!("[workspace]\nresolver = \"3\"\n{members}\n"));
        fake.write("crates/helper/Cargo.toml", &manifest("helper", ""));
        fake.write("crates/helper/src/lib.rs", "pub fn forty() -> u32 { 40 }\n");
        // Nothing needs it, so only its manifest matters.
        fake.write("crates/other/Cargo.toml", &manifest("other", "[[bench]]\nname = \"b\"\n"));
        fake.write("crates/other/src/lib.rs", "this is no Rust\n");
        fake.write("crates/other/benches/b.rs", "nor is this\n");
        fake.exercise("01_task", "task", TESTS);
        fake
    }

    pub(crate) fn exercise(&self, folder: &str, name: &str, tests: &str) {
        let needs = "[dependencies]\nhelper = { path = \"../../../crates/helper\" }\n";
        let declared =
            "[package.metadata.exercise]\nminutes = 5\nfails = [\"first\", \"second\"]\nbecause = \"WRONG ANSWER\"\n";
        let (exercise, solution) = (format!("exercises/01_chapter/{folder}"), format!("solutions/01_chapter/{folder}"));
        self.write(&format!("{exercise}/Cargo.toml"), &manifest(name, &format!("{declared}{needs}")));
        self.write(&format!("{exercise}/README.md"), &"<details></details>\n".repeat(3));
        self.write(&format!("{exercise}/src/lib.rs"), "pub fn answer() -> u32 { helper::forty() }\n");
        self.write(&format!("{exercise}/tests/{name}.rs"), tests);
        self.write(&format!("{solution}/Cargo.toml"), &manifest(&format!("{name}_solution"), needs));
        self.write(&format!("{solution}/src/lib.rs"), RIGHT);
        self.write(&format!("{solution}/README.md"), &"About the answers.\n".repeat(5));
        self.write(&format!("{solution}/tests/{name}.rs"), "// the exercise's tests\n");
    }

    /// A further answer to `1.1 task`: `wrong/NAME` or `also_correct/NAME`.
    pub(crate) fn answer(&self, name: &str, source: &str) {
        self.write(&format!("solutions/01_chapter/01_task/{name}.rs"), source);
    }

    pub(crate) fn write(&self, name: &str, text: &str) {
        let path = self.root().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    pub(crate) fn read(&self, name: &str) -> String {
        fs::read_to_string(self.root().join(name)).unwrap()
    }

    pub(crate) fn root(&self) -> &Path {
        self.folder.path()
    }

    pub(crate) fn prove_folder(&self) -> PathBuf {
        self.root().join("target/prove")
    }

    pub(crate) fn options(&self) -> Options {
        Options::in_folder(self.prove_folder())
    }

    pub(crate) fn prove(&self, options: &Options) -> Proof {
        let workspace = Workspace::around(self.root()).unwrap();
        let exercises = exercise::find(&workspace).unwrap();
        prove(&Pristine::of(&workspace, &exercises).unwrap(), &exercises, options, &|_| {}).unwrap()
    }

    /// The processes that run programs of this workspace, or stand in its folders. Only Linux tells without more ado.
    pub(crate) fn processes(&self) -> Vec<String> {
        let root = fs::canonicalize(self.root()).unwrap();
        let of = |entry: fs::DirEntry| {
            let path = entry.path();
            let inside = |link: &str| fs::read_link(path.join(link)).is_ok_and(|target| target.starts_with(&root));
            (inside("cwd") || inside("exe")).then(|| fs::read_to_string(path.join("cmdline")).unwrap_or_default())
        };
        fs::read_dir("/proc").map(|all| all.flatten().filter_map(of).collect()).unwrap_or_default()
    }

    /// Waits until nothing runs any more: an end that was sent takes a moment to arrive.
    pub(crate) fn assert_quiet(&self) {
        let mut running = self.processes();
        for _ in 0..1_000 {
            if running.is_empty() {
                return;
            }
            std::thread::sleep(Duration::from_millis(10));
            running = self.processes();
        }
        panic!("still running: {running:?}");
    }
}

fn manifest(name: &str, rest: &str) -> String {
    format!("[package]\nname = \"{name}\"\nedition = \"2024\"\n{rest}")
}

/// What came of an answer.
pub(crate) fn of<'a>(proof: &'a Proof, answer: &str) -> &'a Proven {
    proof.answers.iter().find(|one| one.answer.name == answer).unwrap_or_else(|| panic!("no {answer} in {proof:#?}"))
}

/// Its verdict, of which there is one.
pub(crate) fn verdict(proof: &Proof, answer: &str) -> String {
    let verdicts: Vec<String> = of(proof, answer).verdicts.keys().map(ToString::to_string).collect();
    verdicts.join("; ")
}
