//! Which packages are lessons: those whose description says so, `Lesson N · …`.

use std::fs;
use std::path::{Path, PathBuf};

use crate::files;

/// A lesson's package.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lesson {
    /// Its place in the article's order.
    pub number: u32,
    /// The package's name.
    pub name: String,
    /// The package's folder.
    pub folder: PathBuf,
}

/// The lessons of the workspace in `root`, in order.
///
/// # Errors
/// A manifest can't be read.
pub fn all(root: &Path) -> anyhow::Result<Vec<Lesson>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(root.join("crates"))? {
        let folder = entry?.path();
        let manifest = folder.join("Cargo.toml");
        if !manifest.is_file() {
            continue;
        }
        if let Some(number) = number(&files::read(&manifest)?) {
            let name = folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
            found.push(Lesson { number, name, folder });
        }
    }
    found.sort_by(|one, other| (one.number, &one.name).cmp(&(other.number, &other.name)));
    Ok(found)
}

/// Those lessons that are asked for, by number or name; all of them if nobody asks.
///
/// # Errors
/// There is no such lesson: a sentence for whoever asked.
pub fn asked(lessons: &[Lesson], asked: &[String]) -> Result<Vec<Lesson>, String> {
    for word in asked {
        if !lessons.iter().any(|lesson| lesson.is(word)) {
            let there: Vec<String> =
                lessons.iter().map(|lesson| format!("{} {}", lesson.number, lesson.name)).collect();
            return Err(format!("there is no lesson {word}; give a number or a name: {}", there.join(", ")));
        }
    }
    let wanted = |lesson: &&Lesson| asked.is_empty() || asked.iter().any(|word| lesson.is(word));
    Ok(lessons.iter().filter(wanted).cloned().collect())
}

impl Lesson {
    fn is(&self, word: &str) -> bool {
        word == self.name || word == self.number.to_string()
    }
}

fn number(manifest: &str) -> Option<u32> {
    let rest = manifest.lines().find_map(|line| line.strip_prefix("description = \"Lesson "))?;
    rest.split_once(" · ")?.0.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::{Lesson, all, asked, number};
    use crate::records::root;

    #[test]
    fn a_description_makes_a_lesson() {
        assert_eq!(number("[package]\ndescription = \"Lesson 12 · Title: what it shows\"\n"), Some(12));
        assert_eq!(number("[package]\ndescription = \"Lessons for all\"\n"), None);
    }

    #[test]
    fn the_lessons_of_this_workspace_are_found_in_order() {
        let numbers: Vec<u32> = all(&root()).unwrap().iter().map(|lesson| lesson.number).collect();
        assert_eq!(numbers, [1, 2, 3, 4]);
    }

    #[test]
    fn lessons_are_asked_for_by_number_and_by_name() {
        let lesson = |number, name: &str| Lesson { number, name: name.into(), folder: name.into() };
        let lessons = [lesson(1, "one"), lesson(2, "two"), lesson(3, "three")];
        let names = |words: &[&str]| {
            let words: Vec<String> = words.iter().map(ToString::to_string).collect();
            asked(&lessons, &words).map(|found| found.into_iter().map(|lesson| lesson.name).collect::<Vec<_>>())
        };
        assert_eq!(names(&[]).unwrap(), ["one", "two", "three"]);
        assert_eq!(names(&["three", "1"]).unwrap(), ["one", "three"]);
        assert_eq!(names(&["9"]).unwrap_err(), "there is no lesson 9; give a number or a name: 1 one, 2 two, 3 three");
    }
}
