//! `learn lesson N`: the right package, with everything behind the number, and its end.

use crate::{assert_fits_the_screen, learn, learn_with_fake, outcome};

#[test]
fn all_behind_the_number_goes_to_the_lesson() {
    for given in [&["--help"][..], &["--quick", "--json", "my run.json"], &["--", "sleep", "1"], &["-h", ""], &[]] {
        let (code, out, err) = outcome(learn_with_fake(&["lesson", "3"]).args(given));
        let mut expected = "<run>\n<--quiet>\n<-p>\n<scheduler-scaling>\n".to_owned();
        if !given.is_empty() {
            expected += "<-->\n";
        }
        expected.extend(given.iter().map(|argument| format!("<{argument}>\n")));
        assert_eq!((code, out), (Some(0), expected), "{err}");
    }
}

#[test]
fn the_command_is_shown_before_it_is_built() {
    let (_, _, err) = outcome(&mut learn_with_fake(&["lesson", "async", "--json", "my run.json"]));
    assert_eq!(err, "$ cargo run -p async-fetch -- --json 'my run.json'\nfake: build -p async-fetch\n");
}

#[test]
fn the_lessons_exit_code_is_the_commands() {
    for code in [0, 1, 2, 101] {
        let (ended, ..) = outcome(learn_with_fake(&["lesson", "1"]).env("FAKE_RUN", code.to_string()));
        assert_eq!(ended, Some(code));
    }
}

#[test]
fn a_build_that_fails_runs_nothing() {
    let mut command = learn_with_fake(&["lesson", "1"]);
    let (code, out, err) = outcome(command.env("FAKE_BUILD", "101"));
    assert_eq!((code, out.as_str()), (Some(101), ""));
    assert!(!err.contains("warm-up"), "everything is downloaded here: {err}");
}

#[test]
fn missing_downloads_name_the_way_out() {
    let mut command = learn_with_fake(&["lesson", "1"]);
    let (code, _, err) = outcome(command.env("FAKE_BUILD", "101").env("FAKE_OFFLINE", "101"));
    assert_eq!(code, Some(101));
    assert!(err.contains("`cargo warm-up`"), "{err}");
    assert_fits_the_screen(&err);
}

#[test]
fn a_wrong_number_names_the_right_ones() {
    for wrong in ["9", "no-such-lesson", "observe"] {
        let (code, out, err) = outcome(&mut learn_with_fake(&["lesson", wrong]));
        assert_eq!((code, out.as_str()), (Some(2), ""));
        assert!(err.starts_with(&format!("error: there is no lesson {wrong}; give one of these")), "{err}");
        assert!(err.contains("\n  1  Concurrency Defined (async-fetch)\n     many requests\n  3  Key"), "{err}");
        assert_fits_the_screen(&err);
    }
}

#[test]
fn no_number_and_no_command_get_help() {
    let (code, _, err) = outcome(&mut learn(&["lesson"]));
    assert_eq!(code, Some(2));
    assert!(err.contains("cargo learn lesson <N>"), "{err}");
    for arguments in [&[][..], &["--help"], &["lesson", "--help"]] {
        let (code, out, _) = outcome(&mut learn(arguments));
        assert_eq!(code, Some(0));
        assert!(out.contains("Usage: cargo learn"), "{out}");
        assert_fits_the_screen(&out);
    }
}
