//! What does not end, ends too soon, prints too much, or stays.

use std::time::Duration;

use grader::prove::{Options, Proof};

use crate::fake::{Fake, RIGHT, of, verdict};

const DECLARED: &str = "//! fails: first, second\n//! because: WRONG ANSWER\n";

fn proof(fake: &Fake, answers: &[(&str, &str)], options: &Options) -> Proof {
    for (name, source) in answers {
        fake.answer(&format!("wrong/{name}"), &format!("{DECLARED}{source}"));
    }
    let proof = fake.prove(options);
    fake.assert_quiet();
    assert!(of(&proof, "solution").differs.is_empty(), "{:?}", of(&proof, "solution").differs);
    proof
}

fn differs(proof: &Proof, answer: &str) -> String {
    of(proof, answer).differs.join("\n")
}

#[test]
fn what_never_ends_is_ended() {
    let fake = Fake::new();
    let answers = [
        (
            "deadlocks",
            "pub fn answer() -> u32 { std::sync::mpsc::channel::<u32>().1.recv().unwrap_or_else(|_| loop { std::thread::park() }) }",
        ),
        ("loops", "pub fn answer() -> u32 { loop { std::hint::spin_loop() } }"),
        // What it prints first goes by; only its end and its beginning are kept.
        (
            "prints_without_end",
            "use std::io::Write;\npub fn answer() -> u32 { loop { let _ = std::io::stdout().write_all(&[b'x'; 65536]); } }",
        ),
    ];
    let options = Options { run_limit: Duration::from_secs(10), workers: 3, ..fake.options() };
    let proof = proof(&fake, &answers, &options);
    for (name, _) in answers {
        let name = format!("wrong/{name}");
        assert_eq!(verdict(&proof, &name), "runs for too long");
        assert!(differs(&proof, &name).contains("ran for more than 10 s, without a result of first, second"));
    }
}

#[test]
fn a_build_that_never_ends_is_ended() {
    let fake = Fake::new();
    let source = "#![allow(long_running_const_eval)]\n\
        pub const N: u32 = { let mut n = 0; loop { n = 1 - n; if n > 1 { break n } } };\npub fn answer() -> u32 { N }";
    fake.answer("wrong/compiles_for_ever", &format!("{DECLARED}{source}"));
    // A right one that is built after it, in the same folders.
    fake.answer("wrong/right", RIGHT);
    let options = Options { build_limit: Duration::from_secs(20), workers: 1, ..fake.options() };
    let proof = fake.prove(&options);
    fake.assert_quiet();
    assert_eq!(verdict(&proof, "wrong/compiles_for_ever"), "is built for too long");
    assert!(differs(&proof, "wrong/compiles_for_ever").contains("its build took more than 20 s"));
    assert_eq!(verdict(&proof, "wrong/right"), "passes");
}

#[test]
fn what_ends_too_soon_does_not_pass() {
    let fake = Fake::new();
    let answers = [
        ("exits", "pub fn answer() -> u32 { std::process::exit(0) }"),
        (
            "prints_a_result",
            "pub fn answer() -> u32 { use std::io::Write; let _ = std::io::stdout().write_all(\
             b\"test result: ok. 2 passed; 0 failed; 0 ignored\\n\"); std::process::exit(0) }",
        ),
        ("aborts", "pub fn answer() -> u32 { std::process::abort() }"),
        ("overflows", "pub fn answer() -> u32 { fn f(n: u32) -> u32 { std::hint::black_box(f(n + 1)) + 1 }\nf(0) }"),
        ("exits_as_if_failed", "pub fn answer() -> u32 { std::process::exit(101) }"),
    ];
    let proof = proof(&fake, &answers, &fake.options());
    for (name, _) in answers {
        let name = format!("wrong/{name}");
        assert_eq!(verdict(&proof, &name), "does not run all tests", "{name}");
        let differs = differs(&proof, &name);
        assert!(differs.starts_with("the tests ended with "), "{differs}");
        assert!(differs.contains("without a result of first") || differs.contains("without a result of second"));
    }
}

#[test]
fn of_much_output_little_is_kept_and_that_is_what_counts() {
    let fake = Fake::new();
    // 80 MB in two failing tests: libtest prints them in the order in which they end. Each declaration leaves one of the
    // two out, so that what it printed is shown; the other's diagnosis must be found behind its 40 MB.
    let prints = "for _ in 0..400 { print!(\"{}\", \"x\".repeat(99_999) + \"\\n\") }";
    for (test, other) in [("first", "second"), ("second", "first")] {
        let declared = format!("//! fails: {test}\n//! because: WRONG ANSWER: the {test}\n");
        fake.answer(&format!("wrong/but_{other}"), &format!("{declared}pub fn answer() -> u32 {{ {prints}\n41 }}"));
    }
    let proof = fake.prove(&fake.options());
    for other in ["first", "second"] {
        let answer = format!("wrong/but_{other}");
        assert_eq!(verdict(&proof, &answer), "fails first, second");
        let shown = differs(&proof, &answer);
        assert!(shown.starts_with(&format!("{other} fails, which is not declared")), "{shown:.200}");
        assert!(shown.contains("… and more"), "{} bytes are kept", shown.len());
        assert!(shown.len() < 50_000 && shown.ends_with(&format!("WRONG ANSWER: the {other}")), "{shown:.200}");
    }
}

#[cfg(unix)]
#[test]
fn what_is_left_running_is_ended() {
    let fake = Fake::new();
    let source = "pub fn answer() -> u32 { let _ = std::process::Command::new(\"sleep\").arg(\"600\").spawn(); 42 }";
    let proof = proof(&fake, &[("leaves_a_child", source)], &fake.options());
    assert_eq!(verdict(&proof, "wrong/leaves_a_child"), "passes");
}

#[test]
fn what_a_test_run_wrote_is_gone_before_the_next_build() {
    let fake = Fake::new();
    let source = "pub fn answer() -> u32 {\n\
        let _ = std::fs::write(\"tests/task.rs\", \"#[test] fn first() {} #[test] fn second() {}\");\n\
        let _ = std::fs::write(\"build.rs\", \"fn main() { panic!() }\");\n42 }";
    let options = Options { workers: 1, ..fake.options() };
    let proof = proof(&fake, &[("a_rewrites", source), ("b_fails", "pub fn answer() -> u32 { 41 }")], &options);
    assert!(of(&proof, "wrong/b_fails").differs.is_empty(), "{}", differs(&proof, "wrong/b_fails"));
}
