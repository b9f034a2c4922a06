//! Which lessons there are, and which one is meant.

use learn::lessons::{Error, Lesson, among, meant};
use learn::workspace::{Package, Workspace};

use crate::{assert_fits_the_screen, learn, outcome};

fn package(name: &str, description: &str) -> Package {
    Package { name: name.to_owned(), description: description.to_owned(), rust_version: None }
}

fn three() -> Vec<Lesson> {
    among(&[
        package("scheduler-scaling", "Lesson 3 · Key Differences: the same tasks"),
        package("observe", "Measures a run"),
        package("async-fetch", "Lesson 1 · Concurrency Defined: many requests"),
        package("async-more", "Lesson 12 · More: of the same: twice"),
    ])
    .expect("three numbers")
}

#[test]
fn every_lesson_of_the_workspace_is_listed_in_order() {
    let (code, out, _) = outcome(&mut learn(&["lessons"]));
    assert_eq!(code, Some(0));
    assert_fits_the_screen(&out);
    let packages = Workspace::here().expect("the workspace").packages;
    let lessons = among(&packages).expect("each lesson has its own number");
    assert_eq!(packages.iter().filter(|package| package.description.starts_with("Lesson ")).count(), lessons.len());
    let heading = |lesson: &Lesson| format!("{:>3}  {} ({})", lesson.number, lesson.title, lesson.package);
    let places: Vec<Option<usize>> = lessons.iter().map(|lesson| out.find(&heading(lesson))).collect();
    assert!(places.iter().all(Option::is_some) && places.is_sorted(), "{out}");
}

#[test]
fn a_description_says_number_section_and_what_it_shows() {
    let lesson = Lesson::of(&package("x", "Lesson 12 · More: of the same: twice")).expect("a lesson");
    assert_eq!((lesson.number, lesson.title.as_str(), lesson.shows.as_str()), (12, "More", "of the same: twice"));
    let bare = Lesson::of(&package("x", "Lesson 2 · Parallelism Defined")).expect("a lesson");
    assert_eq!((bare.title.as_str(), bare.shows.as_str()), ("Parallelism Defined", ""));
    for none in ["", "Measures a run", "Lesson · x", "Lesson one · x", "Lesson 1: x", "The Lesson 1 · x"] {
        assert_eq!(Lesson::of(&package("x", none)), None, "{none}");
    }
}

#[test]
fn a_number_given_twice_is_an_error_that_names_both() {
    let error = among(&[package("b", "Lesson 1 · x"), package("a", "Lesson 1 · y")]).unwrap_err();
    assert_eq!(error, Error::SameNumber(1, "a".to_owned(), "b".to_owned()));
    assert!(error.to_string().starts_with("a and b both call themselves lesson 1"), "{error}");
}

#[test]
fn numbers_names_and_their_beginnings_are_understood() {
    let lessons = three();
    for (asked, package) in [("3", "scheduler-scaling"), ("03", "scheduler-scaling"), ("sched", "scheduler-scaling")] {
        assert_eq!(meant(&lessons, asked).expect(asked).package, package);
    }
    assert_eq!(meant(&lessons, "async-fetch").expect("a name").number, 1);
    assert_eq!(meant(&lessons, "12").expect("a number").number, 12);
    assert!(matches!(meant(&lessons, "async"), Err(Error::Several(_, fitting)) if fitting.len() == 2));
    for asked in ["2", "", "0", "-1", "observe", "fetch", "99999999999999999999"] {
        assert!(matches!(meant(&lessons, asked), Err(Error::NoSuch(_, there)) if there.len() == 3), "{asked}");
    }
}

#[test]
fn an_answer_that_is_not_cargos_is_said_to_be_unreadable() {
    for answer in ["", "{}", r#"{"packages": []}"#, r#"{"packages": [{}], "target_directory": "t"}"#] {
        let error = Workspace::from_json(answer.as_bytes()).unwrap_err().to_string();
        assert!(error.starts_with("cargo's answer about this workspace can't be read"), "{error}");
    }
}
