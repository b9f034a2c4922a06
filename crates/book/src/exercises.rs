//! The exercises and what their files say of them.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Context as _;

use crate::files;

/// An exercise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exercise {
    /// Its chapter.
    pub chapter: u32,
    /// Its place in the chapter.
    pub number: u32,
    /// Its package's name.
    pub name: String,
    /// Its folder.
    pub folder: PathBuf,
    /// The folder of its solution.
    pub solution: PathBuf,
}

/// The exercises of the workspace in `root`, in order: `exercises/NN_chapter/NN_name`.
///
/// # Errors
/// A folder can't be read.
pub fn all(root: &Path) -> anyhow::Result<Vec<Exercise>> {
    let mut found = Vec::new();
    for (chapter, _, chapter_folder) in numbered(&root.join("exercises"))? {
        for (number, name, folder) in numbered(&chapter_folder)? {
            let inner = folder.strip_prefix(root.join("exercises"))?;
            let solution = root.join("solutions").join(inner);
            found.push(Exercise { chapter, number, name, solution, folder });
        }
    }
    Ok(found)
}

/// The folders `NN_name` in `folder`, in order.
fn numbered(folder: &Path) -> anyhow::Result<Vec<(u32, String, PathBuf)>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).with_context(|| folder.display().to_string())? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if let Some((number, name)) = name.split_once('_')
            && let Ok(number) = number.parse()
        {
            found.push((number, name.to_owned(), path.clone()));
        }
    }
    found.sort();
    Ok(found)
}

impl Exercise {
    /// What it trains: the first sentence of its README's story, and one more after a question.
    ///
    /// # Errors
    /// The README can't be read or tells no story.
    pub fn trains(&self) -> anyhow::Result<String> {
        let path = self.folder.join("README.md");
        first_sentence(&files::read(&path)?).with_context(|| format!("{}: no story below the title", path.display()))
    }

    /// The minutes that its manifest gives it: `minutes = 20` in `[package.metadata.exercise]`.
    ///
    /// # Errors
    /// The manifest can't be read or gives none.
    pub fn minutes(&self) -> anyhow::Result<u32> {
        let path = self.folder.join("Cargo.toml");
        minutes(&files::read(&path)?)
            .with_context(|| format!("{}: no `minutes = N` in [package.metadata.exercise]", path.display()))
    }
}

fn minutes(manifest: &str) -> Option<u32> {
    let (_, rest) = manifest.split_once("[package.metadata.exercise]\n")?;
    let section = rest.lines().take_while(|line| !line.starts_with('['));
    let mut values = section.filter_map(|line| line.strip_prefix("minutes")?.trim_start().strip_prefix('='));
    values.next()?.split('#').next()?.trim().parse().ok().filter(|minutes| *minutes > 0)
}

fn first_sentence(readme: &str) -> Option<String> {
    let paragraph = readme.split("\n\n").find(|block| !block.trim().is_empty() && !block.starts_with('#'))?;
    let words: Vec<&str> = paragraph.split_whitespace().collect();
    let end = words.iter().position(|word| word.ends_with(['.', '!'])).unwrap_or(words.len() - 1);
    Some(words[..=end].join(" "))
}

#[cfg(test)]
mod tests {
    use super::{all, first_sentence, minutes};
    use crate::records::root;

    #[test]
    fn exercises_are_found_in_order() {
        let exercises = all(&root()).unwrap();
        let places: Vec<(u32, u32)> = exercises.iter().map(|exercise| (exercise.chapter, exercise.number)).collect();
        assert!(places.len() > 10 && places.is_sorted(), "{places:?}");
        assert_eq!(exercises[0].name, "one_after_another");
        for exercise in exercises {
            assert!(exercise.solution.join("src/lib.rs").is_file(), "{exercise:?}");
            assert!(exercise.trains().unwrap().len() > 20, "{exercise:?}");
        }
    }

    #[test]
    fn minutes_stand_in_the_section_of_the_exercise() {
        let manifest =
            "[package]\nminutes = 1\n\n[package.metadata.exercise]\nfails = []\nminutes = 20 # honest\n\n[lib]\n";
        assert_eq!(minutes(manifest), Some(20));
        assert_eq!(minutes("[package.metadata.exercise]\nfails = []\n\n[lib]\nminutes = 3\n"), None);
        assert_eq!(minutes("[package.metadata.exercise]\nminutes = 0\n"), None);
    }

    #[test]
    fn a_story_begins_with_a_sentence_and_a_question_is_not_enough() {
        let readme = "# name\n\nEight threads look,\nand add. The total\nis small.\n\n**Change**\n";
        assert_eq!(first_sentence(readme).unwrap(), "Eight threads look, and add.");
        assert_eq!(first_sentence("# name\n\nHow bright? A histogram. More.\n").unwrap(), "How bright? A histogram.");
        assert_eq!(first_sentence("# name\n"), None);
    }
}
