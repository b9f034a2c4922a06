//! The proof by exercise.

use observe::Table;
use observe::lesson::WIDTH;

use crate::exercise::{Exercise, Kind};
use crate::prove::{Proof, Proven};

/// A row an exercise: of each kind of answer, how many did what they declare and how many there are.
#[must_use]
pub fn table(exercises: &[Exercise], proof: &Proof) -> String {
    let mut table = Table::new(["exercise", "broken", "solution", "also correct", "wrong", "median s", "most s"]);
    for exercise in exercises {
        let title = exercise.title();
        let of = |kind: Kind| proof.answers.iter().filter(move |one| one.exercise == title && one.answer.kind == kind);
        let mut row = vec![exercise.title()];
        let mut times = Vec::new();
        for kind in Kind::ALL {
            let all: Vec<&Proven> = of.clone()(kind).collect();
            times.extend(all.iter().map(|one| one.spent().as_secs_f64()));
            let right = all.iter().filter(|one| one.differs.is_empty()).count();
            row.push(match (right, all.len()) {
                (_, 0) => String::new(),
                (1, 1) => "ok".to_owned(),
                (right, all) if right == all => format!("{right} ok"),
                (right, all) => format!("{right} of {all}"),
            });
        }
        let (median, most) = median_and_most(&mut times);
        row.extend([format!("{median:.1}"), format!("{most:.1}")]);
        table.row(row);
    }
    table.render(WIDTH)
}

/// The median and the largest of these; zeros if there are none.
pub(super) fn median_and_most(values: &mut [f64]) -> (f64, f64) {
    values.sort_by(f64::total_cmp);
    let middle = |back: usize| values.get((values.len().saturating_sub(back)) / 2).copied().unwrap_or(0.0);
    ((middle(0) + middle(1)) / 2.0, values.last().copied().unwrap_or(0.0))
}

#[cfg(test)]
mod tests {
    use super::median_and_most;

    #[test]
    fn medians() {
        assert_eq!(median_and_most(&mut []), (0.0, 0.0));
        assert_eq!(median_and_most(&mut [3.0, 1.0, 2.0]), (2.0, 3.0));
        assert_eq!(median_and_most(&mut [4.0, 1.0, 2.0, 3.0]), (2.5, 4.0));
    }
}
