//! What a printed run consists of: sections under headings, and blocks that empty lines divide.

/// A part of a printed run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section<'a> {
    /// Its heading as a name: [`slug`]; `head` before the first heading, `conclusion` for the last words.
    pub name: String,
    /// Its blocks. The first one begins with the heading.
    pub blocks: Vec<Vec<&'a str>>,
}

/// The sections of a printed run, in order.
#[must_use]
pub fn sections(run: &str) -> Vec<Section<'_>> {
    let mut sections: Vec<Section<'_>> = Vec::new();
    for block in blocks(run) {
        let name = if sections.is_empty() {
            Some("head".to_owned())
        } else if is_conclusion(block[0]) {
            Some("conclusion".to_owned())
        } else {
            is_heading(block[0]).then(|| slug(block[0]))
        };
        match (name, sections.last_mut()) {
            (None, Some(section)) => section.blocks.push(block),
            (name, _) => sections.push(Section { name: name.unwrap_or_default(), blocks: vec![block] }),
        }
    }
    sections
}

/// Stretches of lines between empty ones.
fn blocks(run: &str) -> Vec<Vec<&str>> {
    let lines: Vec<&str> = run.lines().collect();
    lines.split(|line| line.is_empty()).filter(|block| !block.is_empty()).map(<[&str]>::to_vec).collect()
}

/// Whether a line begins the conclusion.
#[must_use]
pub fn is_conclusion(line: &str) -> bool {
    line.starts_with("=> ") || line.starts_with("!! ")
}

/// Whether the first line of a block is a heading: short, from the first column on, and neither a sentence nor the
/// beginning of a table. That these are the lines that programs print as headings is held by
/// [`recorded_run_has_the_shape_of_todays`](crate::recorded_run_has_the_shape_of_todays).
#[must_use]
pub fn is_heading(line: &str) -> bool {
    let shouted = |word: &str| word.len() > 1 && word.chars().all(|c| c.is_ascii_uppercase());
    let verdict = line.split_once(": ").is_some_and(|(before, _)| before.split(' ').all(shouted));
    let listed =
        line.split_once(": ").is_some_and(|(_, after)| after.split(' ').all(|word| word.parse::<u32>().is_ok()));
    line.starts_with(char::is_alphanumeric)
        && line.chars().count() <= 60
        && !line.ends_with(['.', ':', ','])
        && !line.contains("  ")
        && !verdict
        && !listed
}

/// A heading as a name: lower case, every run of other characters than letters and digits one `-`.
#[must_use]
pub fn slug(text: &str) -> String {
    let lower = text.to_lowercase();
    let words = lower.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join("-")
}

#[cfg(test)]
mod tests {
    use super::{is_heading, sections, slug};

    #[test]
    fn a_run_falls_into_sections_and_blocks() {
        let run = "Lesson 1 · Title\nsubtitle\n\nThis machine.\n\n4 requests, each after 1 s\ntext\n\n  row 1\n\n  row 2\n\
                   \nMore, faster?\ntext\n\n=> So it is,\n   indeed.\n";
        let found: Vec<(String, usize)> =
            sections(run).into_iter().map(|section| (section.name, section.blocks.len())).collect();
        let expected = [("head", 2), ("4-requests-each-after-1-s", 3), ("more-faster", 1), ("conclusion", 1)];
        assert_eq!(found, expected.map(|(name, blocks)| (name.to_owned(), blocks)));
    }

    #[test]
    fn headings_are_told_from_sentences_tables_and_verdicts() {
        for heading in ["4 requests, each answered after 1 s", "And tasks that wait?", "The proof: every interleaving"]
        {
            assert!(is_heading(heading), "{heading}");
        }
        let others = [
            "Whose turn it was on the one thread: 0 1 2 3",
            "LOST UPDATE: an update is lost",
            "RESULT             ORDERS",
            "Two loads, two stores, and then:",
            "It is so.",
            "  8 tasks on 1 worker",
            "? Which",
            "Checked: 32 thumbnails, byte-equal between the two and in the order of the",
        ];
        for other in others {
            assert!(!is_heading(other), "{other}");
        }
    }

    #[test]
    fn names_are_plain() {
        assert_eq!(slug("The article's program"), "the-article-s-program");
        assert_eq!(slug("1,000 at once"), "1-000-at-once");
        assert_eq!(slug("… with 100 yields each"), "with-100-yields-each");
    }
}
