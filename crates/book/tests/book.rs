//! The book as it stands: made from today's records, and whole.

use std::fs;

use book::check::{self, Book};
use book::{made, records};

#[test]
fn what_is_made_from_the_records_is_up_to_date() {
    let root = records::root();
    let made = made::all(&root).unwrap_or_else(|error| panic!("{error:#}"));
    let stale: Vec<_> = made
        .iter()
        .filter(|(path, text)| fs::read_to_string(path).ok().as_ref() != Some(text))
        .map(|(path, _)| path)
        .collect();
    assert!(stale.is_empty(), "not made from the records as they are: run `cargo record --draw`\n{stale:#?}");
}

#[test]
fn nothing_is_left_of_what_is_not_made_any_more() {
    let root = records::root();
    let made = made::all(&root).unwrap_or_else(|error| panic!("{error:#}"));
    for folder in ["book/figures", "book/src/instructors/wrong-answers"] {
        for entry in fs::read_dir(root.join(folder)).into_iter().flatten() {
            let path = root.join(folder).join(entry.unwrap().file_name());
            assert!(made.contains_key(&path), "{}: nothing makes this file any more: delete it", path.display());
        }
    }
}

#[test]
fn every_figure_is_on_a_page() {
    let root = records::root();
    let book = Book::read(&root).unwrap_or_else(|error| panic!("{error:#}"));
    for entry in fs::read_dir(root.join("book/figures")).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        let shown = book.texts().any(|(_, text)| text.contains(&format!("figures/{name}}}}}")));
        assert!(shown, "no page shows book/figures/{name}: use it, or don't draw it");
    }
}

#[test]
fn the_pages_are_whole() {
    let book = Book::read(&records::root()).unwrap_or_else(|error| panic!("{error:#}"));
    let wrong = check::all(&book).unwrap_or_else(|error| panic!("{error:#}"));
    assert!(wrong.is_empty(), "{} things are wrong with the book:\n{}", wrong.len(), wrong.join("\n"));
}
