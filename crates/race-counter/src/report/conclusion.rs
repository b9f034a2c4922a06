//! The last word.

use observe::lesson::Lesson;

use super::STRESS_RUNS;

pub(crate) fn conclusion(lesson: &mut Lesson, runs_that_lost: &[(&str, usize)]) -> anyhow::Result<()> {
    let runs = lesson.runs(STRESS_RUNS);
    let seen: Vec<String> = runs_that_lost.iter().map(|(name, lost)| format!("{lost} of {runs} ({name})")).collect();
    let seen = seen.join(", ");
    lesson.conclude(
        runs_that_lost.iter().any(|(_, lost)| *lost > 0),
        &format!(
            "Runs that lost updates: {seen}. A run that loses none proves nothing: the same program lost in the \
             others. All four fixes counted right, every time."
        ),
        &format!(
            "Runs that lost updates: {seen}. None did on this machine just now, and the program is broken all the \
             same: its steps can interleave, these runs only did not. Luck is not a fix."
        ),
    )
}
