//! What is printed, and to whom.

use std::io::{BufRead as _, BufReader};
use std::process::Stdio;

use crate::program::{Lesson, Ran};

/// The report: a title, the machine, at least one prediction, rows with the three figures, a conclusion as the last
/// paragraph; 80 columns; no colour in a pipe.
pub fn report_has_its_shape(lesson: &Lesson) {
    let report = lesson.run(["--quick"]).succeeded().stdout;
    let lines: Vec<&str> = report.lines().collect();
    assert!(lines[0].starts_with("Lesson "), "{report}");
    assert!(report.contains("This machine grants "), "{report}");
    assert!(lines.iter().any(|line| line.starts_with("? ")), "no prediction is asked for in\n{report}");
    assert!(report.contains("cores used"), "{report}");
    for line in &lines {
        assert!(line.chars().count() <= 80, "over 80 columns: {line}");
        assert_eq!(line.trim_end(), *line, "blanks at the end of a line");
    }
    assert!(!report.contains('\u{1b}'), "colour in a pipe");
    let conclusion = lines.iter().rposition(|line| line.starts_with("=> ") || line.starts_with("!! "));
    let conclusion = conclusion.unwrap_or_else(|| panic!("no conclusion in\n{report}"));
    assert!(lines[conclusion..].iter().all(|line| !line.is_empty()), "the conclusion is not the end of\n{report}");

    let coloured = Ran::of(lesson.command(["--quick"]).env("CLICOLOR_FORCE", "1")).succeeded().stdout;
    assert!(coloured.contains('\u{1b}'), "a terminal would show no colour");
    let plain = Ran::of(lesson.command(["--quick"]).env("NO_COLOR", "1")).succeeded().stdout;
    assert!(!plain.contains('\u{1b}'), "NO_COLOR is set");
}

/// A reader that goes away (`| head -1`), and a standard output that was never open, are no errors.
pub fn readers_may_leave(lesson: &Lesson) {
    let mut child =
        lesson.command(["--quick"]).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the program starts");
    let mut first = String::new();
    let stdout = child.stdout.take().expect("standard output is a pipe");
    BufReader::new(stdout).read_line(&mut first).expect("a first line");
    assert!(first.starts_with("Lesson "), "{first}");
    let ended = child.wait_with_output().expect("the program ends");
    assert_eq!((ended.status.code(), String::from_utf8_lossy(&ended.stderr).as_ref()), (Some(0), ""));

    if cfg!(unix) {
        let mut shell = std::process::Command::new("sh");
        let ran = Ran::of(shell.args(["-c", "exec \"$0\" --quick >&-", lesson.program]));
        assert_eq!((ran.code, ran.stderr.as_str()), (Some(0), ""));
    }
}

/// An output that can't be written is said, not panicked over. (Where there is `/dev/full`: on Linux.)
pub fn a_full_disk_is_a_sentence(lesson: &Lesson) {
    let Ok(full) = std::fs::OpenOptions::new().write(true).open("/dev/full") else { return };
    let ran = Ran::of(lesson.command(["--quick"]).stdout(full));
    // `Command::output` leaves a standard output that was set as it is.
    assert_eq!(ran.code, Some(1), "{}", ran.stderr);
    assert!(ran.stderr.starts_with("error: writing to standard output: "), "{}", ran.stderr);
}
