//! Runs a lesson and keeps what came of it.

use std::ffi::OsString;
use std::path::Path;
use std::process::{Command, Stdio};

use anyhow::Context as _;
use serde_json::{Map, Value};

use crate::date::today;
use crate::files;
use crate::lessons::Lesson;
use crate::made::transcript;
use crate::records;

/// Runs `lesson` whole, and only when it has ended well replaces `NAME.json` and `NAME.txt` in `recorded`.
///
/// # Errors
/// It can't be built or run, it fails, or what it printed is not what it recorded; then the old record stays.
pub fn record(lesson: &Lesson, root: &Path, recorded: &Path) -> anyhow::Result<()> {
    // The lesson writes into a folder of its own, which goes whatever happens. (Lesson 2 writes pictures, too.)
    let scratch = tempfile::tempdir().context("making a temporary folder")?;
    let file = scratch.path().join("record.json");
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.args(["run", "--quiet", "--manifest-path"]).arg(root.join("Cargo.toml"));
    command.args(["--package", &lesson.name, "--", "--json"]).arg(&file);
    if lesson.name == "parallel-images" {
        command.args(["--out", "thumbnails"]);
    }
    announce(&command);
    command.current_dir(&scratch).stdin(Stdio::null()).stderr(Stdio::inherit());
    let output = command.output().context("starting cargo")?;
    anyhow::ensure!(output.status.success(), "the lesson ended with {}; its old record stays", output.status);
    let printed = String::from_utf8(output.stdout).context("what it printed is not UTF-8")?;
    keep(&lesson.name, &printed, &files::read(&file)?, recorded)
}

fn keep(name: &str, printed: &str, record: &str, recorded: &Path) -> anyhow::Result<()> {
    // The last lines say where the record was written, which is nothing of the lesson's.
    let (run, _) = printed.rsplit_once("\nWrote ").context("it printed no line about its record")?;
    let run = format!("{}\n", run.trim_end_matches('\n'));
    let record = dated(serde_json::from_str(record).context("its record")?, today())?;
    records::is_of(&record, &run)?;
    let cores = record["machine"]["cores"].as_u64().unwrap_or_default();
    anyhow::ensure!(cores >= 2, "the book needs a run on two cores or more: on one, nothing is parallel");
    let text = transcript::with_anchors(&run)?;
    files::place(&recorded.join(format!("{name}.json")), &format!("{record:#}\n"))?;
    files::place(&recorded.join(format!("{name}.txt")), &text)?;
    Ok(())
}

/// The record with the day of its run behind its machine, and without the folder that it was first written to.
fn dated(record: Value, date: String) -> anyhow::Result<Value> {
    let Value::Object(record) = record else { anyhow::bail!("its record is no object") };
    let mut dated = Map::new();
    for (key, value) in record {
        let machine = key == "machine";
        dated.insert(key, value);
        if machine {
            dated.insert("recorded".to_owned(), Value::String(date.clone()));
        }
    }
    anyhow::ensure!(dated.contains_key("recorded"), "its record names no machine");
    Ok(Value::Object(dated))
}

fn announce(command: &Command) {
    let words: Vec<OsString> = command.get_args().map(OsString::from).collect();
    let line = words.iter().map(|word| word.to_string_lossy()).collect::<Vec<_>>().join(" ");
    eprintln!("cargo {line}");
}

#[cfg(test)]
mod tests {
    use std::fs;

    use serde_json::{Value, json};

    use super::keep;

    const RECORD: &str =
        r#"{ "format": 1, "machine": { "cores": 2 }, "rows": [], "conclusion": { "text": "It is so." } }"#;

    #[test]
    fn a_run_is_kept_with_its_date_and_without_its_last_line() {
        let folder = tempfile::tempdir().unwrap();
        let printed = "Lesson\n\nWrote pictures:\n\n=> It is\n   so.\n\nWrote /tmp/x/record.json\n";
        keep("a", printed, RECORD, folder.path()).unwrap();
        let record: Value = serde_json::from_str(&fs::read_to_string(folder.path().join("a.json")).unwrap()).unwrap();
        let keys: Vec<&String> = record.as_object().unwrap().keys().collect();
        assert_eq!(keys, ["format", "machine", "recorded", "rows", "conclusion"]);
        assert_eq!(record["recorded"].as_str().unwrap().len(), 10);
        let text = fs::read_to_string(folder.path().join("a.txt")).unwrap();
        assert!(text.ends_with("=> It is\n   so.\nANCHOR_END: conclusion-1\nANCHOR_END: conclusion\n"), "{text}");
        assert!(text.contains("Wrote pictures"), "{text}");
    }

    #[test]
    fn nothing_is_lost_when_the_two_do_not_belong_together() {
        let folder = tempfile::tempdir().unwrap();
        let [json, txt] = ["a.json", "a.txt"].map(|name| folder.path().join(name));
        fs::write(&json, "old").unwrap();
        fs::write(&txt, "old").unwrap();
        let other = "Lesson\n\n=> It is not so.\n\nWrote /tmp/x/record.json\n";
        let (good, one_core) = (other.replace("not ", ""), RECORD.replace(r#""cores": 2"#, r#""cores": 1"#));
        for (printed, record) in [(other, RECORD), ("", RECORD), (other, "{}"), (other, ""), (&good, &one_core)] {
            assert!(keep("a", printed, record, folder.path()).is_err());
            assert_eq!(fs::read_to_string(&json).unwrap() + &fs::read_to_string(&txt).unwrap(), "oldold");
        }
        assert!(super::dated(json!({ "rows": [] }), "2026-11-24".into()).is_err());
    }
}
