//! A printed run with mdBook's anchors, each on a line of its own, so that a page can include a part of it.

use std::collections::BTreeSet;

use lesson_contract::transcript::sections;

/// `run` with an anchor around each section and around each of its blocks: `what-waiting-costs`,
/// `what-waiting-costs-2`.
///
/// # Errors
/// Two parts would have one name, or the anchors could not be taken out again.
pub fn with_anchors(run: &str) -> anyhow::Result<String> {
    let mut taken = BTreeSet::new();
    let mut lines: Vec<String> = Vec::new();
    for section in sections(run) {
        let mut open = |name: &str| {
            anyhow::ensure!(taken.insert(name.to_owned()), "two parts of the run would be called {name}");
            Ok(format!("ANCHOR: {name}"))
        };
        if !lines.is_empty() {
            lines.push(String::new());
        }
        lines.push(open(&section.name)?);
        for (index, block) in section.blocks.iter().enumerate() {
            let name = format!("{}-{}", section.name, index + 1);
            if index > 0 {
                lines.push(String::new());
            }
            lines.push(open(&name)?);
            lines.extend(block.iter().map(ToString::to_string));
            lines.push(format!("ANCHOR_END: {name}"));
        }
        lines.push(format!("ANCHOR_END: {}", section.name));
    }
    let text = lines.join("\n") + "\n";
    anyhow::ensure!(without_anchors(&text) == run, "the run has two empty lines together, or a line like an anchor");
    Ok(text)
}

/// The run as it was printed.
#[must_use]
pub fn without_anchors(text: &str) -> String {
    let anchor = |line: &&str| line.starts_with("ANCHOR: ") || line.starts_with("ANCHOR_END: ");
    text.lines().filter(|line| !anchor(line)).flat_map(|line| [line, "\n"]).collect()
}

#[cfg(test)]
mod tests {
    use super::{with_anchors, without_anchors};

    #[test]
    fn sections_and_blocks_get_anchors_that_can_be_taken_out() {
        let run = "Lesson 1\n\nA part\ntext\n\n  table\n\n=> So.\n";
        let expected = "ANCHOR: head\nANCHOR: head-1\nLesson 1\nANCHOR_END: head-1\nANCHOR_END: head\n\n\
                        ANCHOR: a-part\nANCHOR: a-part-1\nA part\ntext\nANCHOR_END: a-part-1\n\n\
                        ANCHOR: a-part-2\n  table\nANCHOR_END: a-part-2\nANCHOR_END: a-part\n\n\
                        ANCHOR: conclusion\nANCHOR: conclusion-1\n=> So.\nANCHOR_END: conclusion-1\n\
                        ANCHOR_END: conclusion\n";
        let text = with_anchors(run).unwrap();
        assert_eq!(text, expected);
        assert_eq!(without_anchors(&text), run);
    }

    #[test]
    fn what_could_not_be_told_apart_is_refused() {
        let error = |run| with_anchors(run).unwrap_err().to_string();
        assert!(error("Lesson\n\nA part\n\nA part\n").contains("a-part"));
        assert!(error("Lesson\n\nA part\n\n  x\n\nA part, 2\n").contains("a-part-2"));
        assert!(error("Lesson\nANCHOR: x\n").contains("like an anchor"));
        assert!(error("Lesson\n\n\ntext.\n").contains("two empty lines"));
    }
}
