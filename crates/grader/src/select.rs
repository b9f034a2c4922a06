//! Which exercises and answers are meant by the names that were given.

use std::fmt;

use crate::exercise::{Answer, Exercise, Kind};

/// A name that means nothing here, or too much.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Error {
    /// No exercise fits it; these are there.
    NoExercise(String, Vec<String>),
    /// Several exercises have it as a part of their names.
    Several(String, Vec<String>),
    /// The exercise has no such answer; these it has.
    NoAnswer(String, String, Vec<String>),
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoExercise(asked, there) if there.is_empty() => {
                write!(
                    f,
                    "there is no exercise {asked}, and no other: the workspace has none in exercises/CHAPTER/NAME"
                )
            }
            Self::NoExercise(asked, there) => {
                write!(f, "there is no exercise {asked}; give one of these, or a chapter: {}", there.join(", "))
            }
            Self::Several(asked, fitting) => write!(f, "{asked} fits more than one: {}; which?", fitting.join(", ")),
            Self::NoAnswer(asked, exercise, there) => {
                write!(f, "{exercise} has no answer {asked}; give one of these: {}", there.join(", "))
            }
        }
    }
}

impl std::error::Error for Error {}

/// The exercises that are meant, in their order, with the answers that are; all, if no name is given.
///
/// A name is a chapter (`4`, `04_race_counter`), an exercise (`4.1`, `lost_update`, or a part of the name that no other
/// has), or one with answers behind it: `lost_update/wrong`, `lost_update/wrong/one_thread`. Paths of the repository
/// mean what they name. A solution always comes along: it says which tests there are.
///
/// # Errors
/// A name means nothing, or more than one exercise.
pub fn select(exercises: &[Exercise], names: &[String]) -> Result<Vec<Exercise>, Error> {
    if names.is_empty() {
        return Ok(exercises.to_vec());
    }
    let mut wanted: Vec<Vec<bool>> = exercises.iter().map(|one| vec![false; one.answers.len()]).collect();
    let mut meant = vec![false; exercises.len()];
    for name in names {
        let (exercise, answer) = parts(name);
        let places = places(exercises, &exercise)?;
        let mut fitting = 0;
        for place in places.iter().copied() {
            meant[place] = true;
            for (index, one) in exercises[place].answers.iter().enumerate().filter(|(_, one)| fits(one, &answer)) {
                fitting += usize::from(!answer.is_empty() || one.kind == Kind::Solution);
                wanted[place][index] = true;
            }
        }
        if let (false, 0, [place, ..]) = (answer.is_empty(), fitting, &places[..]) {
            let there = exercises[*place].answers.iter().map(|one| one.name.clone()).collect();
            return Err(Error::NoAnswer(answer, exercises[*place].title(), there));
        }
    }
    let keep = |(place, exercise): (usize, &Exercise)| {
        let answers = exercise.answers.iter().zip(&wanted[place]);
        let answers = answers.filter(|(one, wanted)| **wanted || one.kind == Kind::Solution);
        Exercise { answers: answers.map(|(one, _)| one.clone()).collect(), ..exercise.clone() }
    };
    Ok(exercises.iter().enumerate().filter(|(place, _)| meant[*place]).map(keep).collect())
}

/// The exercise and the answer in a name.
fn parts(name: &str) -> (String, String) {
    let name = name.replace('\\', "/");
    let mut parts: Vec<&str> = name.trim_matches('/').split('/').collect();
    let mut broken = false;
    if let Some(side @ ("exercises" | "solutions")) = parts.first().copied() {
        broken = side == "exercises" && parts.len() > 3;
        parts.remove(0);
        if parts.len() > 1 {
            parts.remove(0);
        }
    }
    let (exercise, answer) = parts.split_first().map_or(("", &[][..]), |(first, rest)| (*first, rest));
    let answer = match answer.join("/").trim_end_matches(".rs") {
        "src/lib" if broken => "broken".to_owned(),
        "src/lib" => "solution".to_owned(),
        other => other.to_owned(),
    };
    (exercise.to_owned(), answer)
}

fn places(exercises: &[Exercise], asked: &str) -> Result<Vec<usize>, Error> {
    let all = |fits: &dyn Fn(&Exercise) -> bool| -> Vec<usize> {
        exercises.iter().enumerate().filter(|(_, one)| fits(one)).map(|(place, _)| place).collect()
    };
    let folder = |one: &Exercise, up: usize| {
        one.folder.ancestors().nth(up).and_then(|path| path.file_name()).is_some_and(|name| name == asked)
    };
    let exact = all(&|one| {
        one.name == asked
            || folder(one, 0)
            || folder(one, 1)
            || format!("{}.{}", one.chapter, one.number) == asked
            || one.chapter.to_string() == asked
    });
    if !exact.is_empty() {
        return Ok(exact);
    }
    let part = all(&|one| !asked.is_empty() && one.name.contains(asked));
    let names = |places: &[usize]| places.iter().map(|place| exercises[*place].title()).collect();
    match part[..] {
        [_] => Ok(part),
        [] => Err(Error::NoExercise(asked.to_owned(), names(&all(&|_| true)))),
        _ => Err(Error::Several(asked.to_owned(), names(&part))),
    }
}

fn fits(answer: &Answer, asked: &str) -> bool {
    let behind = |(_, name): (&str, &str)| name == asked;
    asked.is_empty()
        || answer.name == asked
        || answer.kind.name() == asked
        || answer.name.split_once('/').is_some_and(behind)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::declared::Declared;

    fn exercises() -> Vec<Exercise> {
        let answer =
            |kind, name: &str| Answer { kind, name: name.to_owned(), source: vec![], declared: Declared::default() };
        let answers = vec![
            answer(Kind::Broken, "broken"),
            answer(Kind::Solution, "solution"),
            answer(Kind::Wrong, "wrong/x"),
            answer(Kind::Wrong, "wrong/y"),
        ];
        let exercise = |chapter, number, folder: &str, name: &str| Exercise {
            chapter,
            number,
            name: name.to_owned(),
            folder: folder.into(),
            minutes: 5,
            answers: answers.clone(),
            lacks: vec![],
        };
        vec![
            exercise(1, 1, "exercises/01_async/01_one_by_one", "one_by_one"),
            exercise(1, 2, "exercises/01_async/02_lost_message", "lost_message"),
            exercise(4, 1, "exercises/04_races/01_lost_update", "lost_update"),
        ]
    }

    fn selected(name: &str) -> Vec<String> {
        let found = select(&exercises(), &[name.to_owned()]).unwrap();
        let shown = |one: Exercise| {
            let names: Vec<&str> = one.answers.iter().map(|answer| &*answer.name).collect();
            if names.len() == 4 { one.name } else { format!("{}: {}", one.name, names.join(" ")) }
        };
        found.into_iter().map(shown).collect()
    }

    #[test]
    fn chapters_exercises_and_answers_have_names() {
        assert_eq!(selected("1"), ["one_by_one", "lost_message"]);
        assert_eq!(selected("04_races"), ["lost_update"]);
        for name in ["4.1", "lost_update", "update", "01_lost_update", "exercises/04_races/01_lost_update/"] {
            assert_eq!(selected(name), ["lost_update"], "{name}");
        }
        for name in ["update/x", "4.1/wrong/x", "solutions/04_races/01_lost_update/wrong/x.rs"] {
            assert_eq!(selected(name), ["lost_update: solution wrong/x"], "{name}");
        }
        assert_eq!(selected("4.1/wrong"), ["lost_update: solution wrong/x wrong/y"]);
        assert_eq!(selected("exercises/04_races/01_lost_update/src/lib.rs"), ["lost_update: broken solution"]);
        assert_eq!(selected("4.1/solution"), ["lost_update: solution"]);
    }

    #[test]
    fn what_means_nothing_is_refused() {
        let refused = |name: &str| select(&exercises(), &[name.to_owned()]).unwrap_err().to_string();
        assert!(refused("nothing").contains("there is no exercise nothing; give one of these, or a chapter: 1.1"));
        assert!(refused("").contains("there is no exercise"));
        assert!(refused("lost").contains("lost fits more than one: 1.2 lost_message, 4.1 lost_update"));
        assert!(refused("4.1/z").contains("4.1 lost_update has no answer z; give one of these: broken, solution"));
    }
}
