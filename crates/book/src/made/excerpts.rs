//! Parts of recorded runs in the README of the whole: a ```text block that begins with `$ cargo run -p LESSON`.

/// `page` with each piece of each such block as the run has it now. Pieces stand between lines of `…`; one is known by its
/// first line, and is as long as it was. `run` gives a lesson's printed run, `source` the line that says where it comes
/// from: it takes the place of a line `Recorded on …` below the block.
///
/// # Errors
/// A lesson has no run; no line of its run is the first of a piece, or the run ends within it.
pub fn anew(
    page: &str,
    run: impl Fn(&str) -> anyhow::Result<String>,
    source: impl Fn(&str) -> anyhow::Result<String>,
) -> anyhow::Result<String> {
    let mut text = String::new();
    let mut lines = page.lines().peekable();
    let mut last_shown: Option<String> = None;
    while let Some(line) = lines.next() {
        // Directly below a block, but for empty lines.
        let shown = if line.is_empty() { None } else { last_shown.take() };
        match shown.filter(|_| line.starts_with("Recorded on ")) {
            Some(lesson) => text += &source(&lesson)?,
            None => text += line,
        }
        text.push('\n');
        let lesson = match (line, lines.peek().and_then(|next| next.strip_prefix("$ cargo run -p "))) {
            ("```text", Some(lesson)) => lesson.to_owned(),
            _ => continue,
        };
        let block: Vec<&str> = lines.by_ref().take_while(|line| *line != "```").collect();
        let run = run(&lesson)?;
        text += &block_anew(&block, &run).map_err(|why| why.context(format!("the README's excerpt of {lesson}")))?;
        text += "```\n";
        last_shown = Some(lesson);
    }
    Ok(text)
}

fn block_anew(block: &[&str], run: &str) -> anyhow::Result<String> {
    let run: Vec<&str> = run.lines().collect();
    let mut lines = vec![block[0]];
    for (index, piece) in block[1..].split(|line| *line == "…").enumerate() {
        if index > 0 {
            lines.push("…");
        }
        let body: Vec<&str> = piece.iter().copied().skip_while(|line| line.is_empty()).collect();
        let Some(first) = body.first() else { continue };
        lines.extend(&piece[..piece.len() - body.len()]);
        let start = run.iter().position(|line| line == first);
        let start = start.ok_or_else(|| anyhow::anyhow!("no line of the run is {first:?}, which begins a piece"))?;
        let found = run.get(start..start + body.len());
        lines.extend(found.ok_or_else(|| anyhow::anyhow!("the run ends within the piece that begins with {first:?}"))?);
    }
    Ok(lines.into_iter().flat_map(|line| [line, "\n"]).collect())
}

#[cfg(test)]
mod tests {
    use super::anew;

    const PAGE: &str = "# Title\n\n```text\n$ cargo run -p one\n…\nTimes\nold 1\n\n…\n\nEnd\nold 2\n…\n```\n\n\
                        Recorded on a day.\n\nText.\n\nRecorded on another day.\n\n```text\nkept\n```\n";

    fn with(run: &str) -> anyhow::Result<String> {
        anew(
            PAGE,
            |lesson| {
                assert_eq!(lesson, "one");
                Ok(run.to_owned())
            },
            |lesson| Ok(format!("Recorded of {lesson}.")),
        )
    }

    #[test]
    fn pieces_are_replaced_by_what_the_run_has_there() {
        let new = with("Head\nTimes\nnew 1\n\nmore\nEnd\nnew 2\nrest\n").unwrap();
        let expected = PAGE.replace("old", "new").replace("Recorded on a day.", "Recorded of one.");
        assert_eq!(new, expected);
        assert_eq!(
            anew(&new, |_| Ok("Times\nnew 1\n\nEnd\nnew 2\n".to_owned()), |_| unreachable!()).unwrap(),
            expected
        );
    }

    #[test]
    fn a_piece_that_the_run_lacks_is_an_error() {
        assert!(format!("{:#}", with("Times\nnew\n\n").unwrap_err()).contains("\"End\""));
        assert!(format!("{:#}", with("Times\nnew\n\nEnd\n").unwrap_err()).contains("ends within"));
    }
}
