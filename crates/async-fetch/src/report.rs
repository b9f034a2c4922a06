//! What is printed of requests.

use async_fetch::Outcome;
use observe::lesson::{Lesson, WIDTH, wrap};
use serde_json::json;

/// More lines than this don't fit a screen.
const MOST_LINES: usize = 20;

/// Prints a line a request, as in the article: URL, status, bytes; a failure in its place.
pub(crate) fn outcomes(lesson: &mut Lesson, outcomes: &[Outcome]) -> anyhow::Result<()> {
    lesson.print("\n")?;
    for outcome in outcomes.iter().take(MOST_LINES) {
        match outcome {
            Ok(fetched) => lesson.print(&format!("  {fetched}\n"))?,
            Err(error) => lesson.print(&format!("  {}", wrap(&error.to_string(), WIDTH - 2, "    ")))?,
        }
    }
    if outcomes.len() > MOST_LINES {
        lesson.print(&format!("  … and {} more\n", outcomes.len() - MOST_LINES))?;
    }
    lesson.print("\n")?;
    let noted: Vec<_> = outcomes
        .iter()
        .map(|outcome| match outcome {
            Ok(fetched) => json!({ "url": fetched.url, "status": fetched.status, "bytes": fetched.bytes }),
            Err(error) => json!({ "url": error.url, "error": error.reason }),
        })
        .collect();
    lesson.note("results", noted);
    Ok(())
}
