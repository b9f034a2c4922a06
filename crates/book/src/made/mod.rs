//! Everything that is made from the recorded runs, and from the answers to the exercises.

pub mod excerpts;
pub mod figure;
pub mod readme;
pub mod transcript;
pub mod values;
pub mod wrong_answers;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::Context as _;

use crate::{figures, files, lessons, records};

/// Each file that is made and its text, for the workspace in `root`: what stands there now does not matter, but for the
/// runs themselves (`book/recorded/NAME.json`, and the printed lines of `NAME.txt`) and what surrounds them in READMEs.
///
/// # Errors
/// Something that it is made from is missing or contradicts itself; the message names the file.
pub fn all(root: &Path) -> anyhow::Result<BTreeMap<PathBuf, String>> {
    let recorded = root.join("book/recorded");
    let records = records::load(&recorded)?;
    let mut made = BTreeMap::new();
    for lesson in lessons::all(root)? {
        let name = &lesson.name;
        let record =
            records.get(name).with_context(|| format!("{name} has no record: run `cargo record {}`", lesson.number))?;
        let file = recorded.join(format!("{name}.txt"));
        let run = transcript::without_anchors(&files::read(&file)?);
        records::is_of(record, &run).with_context(|| file.display().to_string())?;
        made.insert(file.clone(), transcript::with_anchors(&run).with_context(|| file.display().to_string())?);
        let file = lesson.folder.join("README.md");
        let text = readme::with_run(&files::read(&file)?, &run, record);
        made.insert(file.clone(), text.with_context(|| file.display().to_string())?);
    }
    let readme = root.join("README.md");
    let run = |lesson: &str| Ok(transcript::without_anchors(&files::read(&recorded.join(format!("{lesson}.txt")))?));
    let source = |lesson: &str| match records.get(lesson) {
        Some(record) => readme::machine_line(record),
        None => anyhow::bail!("{lesson} has no record"),
    };
    made.insert(readme.clone(), excerpts::anew(&files::read(&readme)?, run, source)?);
    made.insert(recorded.join("values.md"), values::page(&values::all(&records)?));
    for (name, drawing) in figures::all(&records) {
        made.insert(root.join(format!("book/figures/{name}.svg")), drawing);
    }
    for (number, page) in wrong_answers::pages(root)? {
        made.insert(root.join(format!("book/src/instructors/wrong-answers/{number}.md")), page);
    }
    Ok(made)
}

/// Writes what is made where it is not so yet; says which files were written.
///
/// # Errors
/// As [`all`]; a file can't be written.
pub fn write(root: &Path) -> anyhow::Result<Vec<PathBuf>> {
    let mut written = Vec::new();
    for (path, text) in all(root)? {
        if files::place(&path, &text)? {
            written.push(path);
        }
    }
    Ok(written)
}
