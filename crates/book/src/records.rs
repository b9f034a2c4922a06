//! The recorded runs, as they stand in `book/recorded/`.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::{fs, io};

use serde_json::Value;

/// The workspace's folder.
#[must_use]
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(2).unwrap_or(Path::new("")).to_owned()
}

/// The records in a folder, by the name of their file without its ending: the lesson's package.
///
/// # Errors
/// A file can't be read, or is not JSON; the message names it.
pub fn load(folder: &Path) -> io::Result<BTreeMap<String, Value>> {
    let mut found = BTreeMap::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.extension().is_none_or(|extension| extension != "json") {
            continue;
        }
        let named = |error: &dyn std::fmt::Display| io::Error::other(format!("{}: {error}", path.display()));
        let text = fs::read_to_string(&path).map_err(|error| named(&error))?;
        let record = serde_json::from_str(&text).map_err(|error| named(&error))?;
        let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        found.insert(name, record);
    }
    Ok(found)
}

/// Whether `run` was printed by the run that `record` is of: it ends with the words that the record has.
///
/// # Errors
/// It was not.
pub fn is_of(record: &Value, run: &str) -> anyhow::Result<()> {
    let words = |text: &str| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
    let recorded = words(record["conclusion"]["text"].as_str().unwrap_or_default());
    let printed = run.rsplit("\n\n").next().map(words).unwrap_or_default();
    anyhow::ensure!(
        !recorded.is_empty() && printed.get(1..) == Some(&recorded[..]),
        "this is not the run of the record: it ends with other words"
    );
    Ok(())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::is_of;

    #[test]
    fn a_run_is_of_the_record_that_has_its_last_words() {
        let record = json!({ "conclusion": { "text": "2 threads took 3 s." } });
        assert!(is_of(&record, "Title\n\ntext\n\n=> 2 threads\n   took 3 s.\n").is_ok());
        for other in ["Title\n\n=> 2 threads took 4 s.\n", "", "2 threads took 3 s.\n\nmore\n"] {
            assert!(is_of(&record, other).is_err(), "{other}");
        }
        assert!(is_of(&json!({}), "Title\n\n=> text\n").is_err());
    }
}
