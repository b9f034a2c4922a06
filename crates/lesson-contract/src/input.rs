//! Flags and what is wrong with them.

use tempfile::tempdir;

use crate::program::Lesson;

const FLAGS: [&str; 6] = ["--quick", "--runs", "--json", "--svg", "--trace", "--force"];

/// `--help` names the flags that all lessons have, and what the lesson is about.
pub fn help_names_every_flag(lesson: &Lesson) {
    let help = lesson.run(["--help"]).succeeded().stdout;
    for flag in FLAGS {
        assert!(help.contains(flag), "{flag} is missing in\n{help}");
    }
    assert!(help.starts_with("Lesson "), "{help}");
    assert!(help.lines().all(|line| line.chars().count() <= 80), "{help}");
}

/// Every flag with every wrong value, those of all lessons and the lesson's `own`: arguments, and what the sentence
/// must say.
pub fn bad_input_is_a_sentence(lesson: &Lesson, own: &[(&[&str], &str)]) {
    let folder = tempdir().expect("a temporary folder");
    let path = |name: &str| folder.path().join(name).to_str().expect("a UTF-8 path").to_owned();
    let (taken, new, nowhere) = (path("taken"), path("new"), path("no/such/folder/file"));
    std::fs::write(&taken, "precious").expect("writing a file");
    let here = path("");

    let mut cases: Vec<(Vec<&str>, &str)> = vec![
        (vec!["--no-such-flag"], "--no-such-flag"),
        (vec!["stray"], "stray"),
        (vec!["--quick=yes"], "--quick"),
        (vec!["--quick", "--quick"], "--quick"),
        (vec!["--runs"], "--runs"),
        (vec!["--runs", "0"], "from 1 to 99"),
        (vec!["--runs", "100"], "from 1 to 99"),
        (vec!["--runs", "-1"], "-1"),
        (vec!["--runs", "1.5"], "from 1 to 99"),
        (vec!["--runs", "many"], "from 1 to 99"),
        (vec!["--runs", "3", "--runs", "4"], "--runs"),
        (vec!["--json", &new, "--svg", &new], "each its own file"),
        (vec!["--svg", &new, "--trace", &new], "each its own file"),
    ];
    for flag in ["--json", "--svg", "--trace"] {
        cases.extend([
            (vec![flag], flag),
            (vec![flag, ""], flag),
            (vec![flag, &here], "folder"),
            (vec![flag, &nowhere], "there is no folder"),
            (vec![flag, &taken], "--force"),
        ]);
    }
    cases.extend(own.iter().map(|(arguments, what)| (arguments.to_vec(), *what)));

    for (arguments, what) in cases {
        println!("with {arguments:?}");
        lesson.run(&arguments).refused(what);
    }
    assert_eq!(std::fs::read_to_string(&taken).expect("the file is there"), "precious");
    let left: Vec<_> = std::fs::read_dir(&folder).expect("the folder is there").flatten().collect();
    assert_eq!(left.len(), 1, "nothing is left behind: {left:?}");
}
