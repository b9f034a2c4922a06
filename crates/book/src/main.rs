//! Runs lessons and records them for the book, then remakes everything that is made from the records.

use std::process::ExitCode;

use book::{lessons, made, records, run};

const HELP: &str = "\
Runs the lessons, all or those named, and records them in book/recorded/; then
remakes what is made from the records: the runs in the lessons' READMEs, the
book's figures and values, the pages of wrong answers.

Usage: cargo record [LESSON]...   by number or name; on a quiet machine, from a
                                  clean checkout: the record names the commit
       cargo record --draw        runs nothing, only remakes
";

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args_os().skip(1).map(|word| word.to_string_lossy().into_owned()).collect();
    if words.iter().any(|word| word == "--help" || word == "-h") {
        print!("{HELP}");
        return ExitCode::SUCCESS;
    }
    let draw = words.iter().any(|word| word == "--draw");
    let (flags, asked): (Vec<String>, Vec<String>) = words.into_iter().partition(|word| word.starts_with('-'));
    if let Some(flag) = flags.iter().find(|flag| *flag != "--draw") {
        return refused(&format!("there is no flag {flag}; there are --draw and --help"));
    }
    if draw && !asked.is_empty() {
        return refused("--draw remakes everything and runs no lesson; name lessons without it");
    }
    let root = records::root();
    let result = lessons::all(&root).and_then(|there| match lessons::asked(&there, &asked) {
        Err(sentence) => Ok(refused(&sentence)),
        Ok(wanted) => {
            for lesson in wanted.iter().filter(|_| !draw) {
                run::record(lesson, &root, &root.join("book/recorded"))
                    .map_err(|error| error.context(format!("lesson {}", lesson.number)))?;
            }
            let written = made::write(&root)?;
            for path in &written {
                println!("{}", path.strip_prefix(&root).unwrap_or(path).display());
            }
            if written.is_empty() {
                println!("Everything that is made from the records is up to date.");
            }
            Ok(ExitCode::SUCCESS)
        }
    });
    result.unwrap_or_else(|error| {
        eprintln!("error: {error:#}");
        ExitCode::FAILURE
    })
}

fn refused(sentence: &str) -> ExitCode {
    eprintln!("error: {sentence}");
    ExitCode::from(2)
}
