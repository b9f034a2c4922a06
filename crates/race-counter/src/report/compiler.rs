//! Part 1: what the compiler says to the article's program.

use observe::lesson::{Lesson, WIDTH, wrap};
use race_counter::REFUSALS;

pub(crate) fn what_the_compiler_says(lesson: &mut Lesson) -> anyhow::Result<()> {
    lesson.heading("The article's program does not compile")?;
    lesson.say("A global counter that four threads increment, and the compiler's own words (rustc 1.95):")?;
    for (index, refusal) in REFUSALS.iter().enumerate() {
        if index > 0 {
            lesson.say("\nA counter that two threads borrow fares no better:\n")?;
        }
        let words: String = refusal.error().lines().map(fit).collect();
        lesson.print(&words)?;
    }
    lesson.note("compiler_errors", REFUSALS.iter().map(|refusal| refusal.code()).collect::<Vec<_>>());
    Ok(())
}

/// A line of the compiler's, indented, and broken where it would leave the screen.
fn fit(line: &str) -> String {
    if line.chars().count() <= WIDTH - 4 {
        return format!("    {line}\n");
    }
    let margin = line.len() - line.trim_start().len();
    let broken = wrap(line.trim_start(), WIDTH - 4 - margin, &" ".repeat(margin + 12));
    format!("    {}{broken}", " ".repeat(margin))
}
