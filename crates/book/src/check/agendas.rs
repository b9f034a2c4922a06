//! The agendas add up, and their minutes are those of the pages and exercises that they are made of.
//!
//! Each agenda in `instructors/agendas.md` is one table below a heading that says how long it is in minutes, such as
//! `## 90 minutes` or `## Half a day: 200 minutes`. (`instructors/agendas.md` may have other tables, of which no column is
//! headed `Minutes`.)
//!
//! ```text
//! | What | Minutes |
//! | --- | ---: |
//! | Welcome | 5 |
//! | [Many waits, one thread](../1-concurrency/index.md), [the output](../1-concurrency/output.md) | 22 |
//! | Exercise: `one_after_another` | 20 |
//! | Break | 10 |
//! | **Total** | 57 |
//! ```
//!
//! A row that links to pages, or names exercises in code font, takes as long as these together: their `*N minutes*`, and
//! `minutes` in `[package.metadata.exercise]`. A row that does neither stands by itself. The last row is the total: the
//! sum of the column, and the minutes of the heading.

use super::markdown::{Table, code_in, links_in, tables};
use super::practice::minutes_column;
use super::{Book, beside, headings};
use crate::exercises::{self, Exercise};

const PAGE: &str = "instructors/agendas.md";

/// What doesn't add up.
///
/// # Errors
/// An exercise's files can't be read.
pub fn wrong(book: &Book) -> anyhow::Result<Vec<String>> {
    let Some(text) = book.pages.get(PAGE) else { return Ok(Vec::new()) };
    let exercises = exercises::all(&book.root)?;
    let agendas: Vec<Table<'_>> = tables(text).into_iter().filter(|table| minutes_column(table).is_some()).collect();
    if agendas.is_empty() {
        return Ok(vec![format!("{PAGE}: there is no table with a column `Minutes`")]);
    }
    let mut wrong = Vec::new();
    for agenda in &agendas {
        wrong.extend(
            of_agenda(book, &exercises, agenda)?.into_iter().map(|(line, what)| format!("{PAGE}:{line}: {what}")),
        );
    }
    Ok(wrong)
}

type Wrong = Vec<(usize, String)>;

fn of_agenda(book: &Book, exercises: &[Exercise], agenda: &Table<'_>) -> anyhow::Result<Wrong> {
    let mut wrong = Wrong::new();
    let column = minutes_column(agenda).unwrap_or_default();
    let number = |cells: &[&str]| cells.get(column).and_then(|cell| cell.trim_matches('*').parse::<u32>().ok());
    let Some(((last, total), rows)) = agenda.rows.split_last() else {
        return Ok(vec![(agenda.line, "an agenda without rows".to_owned())]);
    };
    let mut sum = 0;
    for (line, cells) in rows {
        let Some(said) = number(cells) else {
            wrong.push((*line, "the row has no minutes".to_owned()));
            continue;
        };
        sum += said;
        match of_row(book, exercises, cells)? {
            Ok(Some(needed)) if needed != said => {
                wrong.push((*line, format!("{said} minutes, but what it is made of takes {needed}")));
            }
            Ok(_) => {}
            Err(sentence) => wrong.push((*line, sentence)),
        }
    }
    if !total[0].trim_matches('*').eq_ignore_ascii_case("total") {
        wrong.push((*last, "the last row is not `Total`".to_owned()));
    } else if number(total) != Some(sum) {
        wrong.push((*last, format!("the rows add up to {sum} minutes")));
    }
    let heading = agenda.heading.as_ref().map(|heading| heading.text).unwrap_or_default();
    match stated(heading) {
        None => wrong.push((agenda.line, format!("the heading `{heading}` says no number of minutes"))),
        Some(stated) if stated != sum => {
            wrong.push((agenda.line, format!("the heading says {stated} minutes, the rows {sum}")));
        }
        Some(_) => {}
    }
    Ok(wrong)
}

/// How long the pages and exercises of a row take; nothing if there are none.
fn of_row(book: &Book, exercises: &[Exercise], cells: &[&str]) -> anyhow::Result<Result<Option<u32>, String>> {
    let mut needed = None;
    for link in cells.iter().flat_map(|cell| links_in(cell)) {
        let page = beside(PAGE, link.split('#').next().unwrap_or_default());
        let Some(minutes) = book.pages.get(&page).and_then(|text| headings::minutes(text)) else {
            return Ok(Err(format!("{page} is no page with minutes: name it without a link")));
        };
        needed = Some(needed.unwrap_or(0) + minutes);
    }
    let code: Vec<&str> = cells.iter().flat_map(|cell| code_in(cell)).collect();
    for exercise in exercises.iter().filter(|exercise| code.contains(&exercise.name.as_str())) {
        needed = Some(needed.unwrap_or(0) + exercise.minutes()?);
    }
    Ok(Ok(needed))
}

/// The minutes that a heading states: the number before the word.
fn stated(heading: &str) -> Option<u32> {
    let words: Vec<&str> = heading.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let at = words.iter().position(|word| *word == "minutes")?;
    words[..at].last()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::{stated, wrong};
    use crate::check::fixture;

    fn said(heading: &str, rows: &str) -> Vec<String> {
        let page = format!("# Agendas\n\n## {heading}\n\n| What | Minutes |\n|---|---:|\n{rows}");
        let files = [
            ("book/src/instructors/agendas.md", page.as_str()),
            ("book/src/1-a/index.md", "# I\n\n*12 minutes*\n"),
            ("book/src/1-a/output.md", "# O\n\n*10 minutes*\n"),
            ("book/src/reference/a.md", "# R\n"),
            ("exercises/01_a/01_first/Cargo.toml", "[package.metadata.exercise]\nminutes = 15\n"),
        ];
        wrong(&fixture(&files).1).unwrap()
    }

    const TALK: &str = "| Welcome | 5 |\n";
    const PAGES: &str = "| [I](../1-a/index.md) and [O](../1-a/output.md#x) | 22 |\n";
    const EXERCISE: &str = "| Exercise `first`, by `cargo test` | 15 |\n";

    #[test]
    fn an_agenda_that_adds_up_passes() {
        assert_eq!(said("42 minutes", &format!("{TALK}{PAGES}{EXERCISE}| **Total** | **42** |\n")), [""; 0]);
    }

    #[test]
    fn each_way_not_to_add_up_is_named() {
        let total = |minutes: u32| format!("| Total | {minutes} |\n");
        let longer = PAGES.replace("22", "25");
        let cases = [
            (
                "45 minutes",
                format!("{TALK}{longer}{EXERCISE}{}", total(45)),
                ":8: 25 minutes, but what it is made of takes 22",
            ),
            ("25 minutes", format!("{TALK}{}{}", EXERCISE.replace("15", "20"), total(25)), ":8: 20 minutes, but"),
            ("27 minutes", format!("{TALK}{PAGES}{}", total(30)), ":9: the rows add up to 27 minutes"),
            ("27 minutes", format!("{TALK}{PAGES}"), ":8: the last row is not"),
            ("30 minutes", format!("{TALK}{PAGES}{}", total(27)), ":5: the heading says 30 minutes, the rows 27"),
            ("Half a day", format!("{TALK}{}", total(5)), ":5: the heading `Half a day` says no"),
            ("5 minutes", format!("{TALK}| Break | ten |\n{}", total(5)), ":8: the row has no minutes"),
            (
                "9 minutes",
                format!("{TALK}| [R](../reference/a.md) | 4 |\n{}", total(9)),
                ":8: reference/a.md is no page",
            ),
            ("9 minutes", format!("{TALK}| [R](../gone.md) | 4 |\n{}", total(9)), ":8: gone.md is no page"),
            ("5 minutes", String::new(), ":5: an agenda without rows"),
        ];
        for (heading, rows, expected) in cases {
            let said = said(heading, &rows);
            assert!(said.iter().any(|wrong| wrong.contains(expected)), "{expected}: {said:?}");
        }
    }

    #[test]
    fn a_page_without_agendas_is_wrong_and_headings_say_minutes() {
        let files = [("book/src/instructors/agendas.md", "# Agendas\n"), ("exercises/01_a/01_b/Cargo.toml", "")];
        assert_eq!(wrong(&fixture(&files).1).unwrap().len(), 1);
        assert_eq!(stated("Half a day: 200 minutes"), Some(200));
        assert_eq!(stated("A day (420 minutes)"), Some(420));
        assert_eq!(stated("Minutes and hours"), None);
    }
}
