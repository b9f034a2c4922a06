//! A chapter's practice page: its exercises, in order, each with its minutes.
//!
//! The page has one table of which a column is headed `Minutes`. Each row names one exercise of the chapter in code font
//! (`` `lost_update` ``), and the minutes are those of its manifest. They are not part of the page's own `*N minutes*`,
//! which are for its questions.

use super::Book;
use super::markdown::{Table, code_in, tables};
use crate::exercises::{self, Exercise};

/// What is wrong with the tables of the practice pages.
///
/// # Errors
/// An exercise's files can't be read.
pub fn wrong(book: &Book) -> anyhow::Result<Vec<String>> {
    let exercises = exercises::all(&book.root)?;
    let mut wrong = Vec::new();
    for (page, text) in book.texts().filter(|(page, _)| page.ends_with("/practice.md")) {
        let Some(chapter) = page.split('-').next().and_then(|number| number.parse::<u32>().ok()) else { continue };
        let expected: Vec<&Exercise> = exercises.iter().filter(|exercise| exercise.chapter == chapter).collect();
        match tables(text).iter().find(|table| minutes_column(table).is_some()) {
            Some(table) => wrong.extend(of_table(page, table, &expected)?),
            None => wrong.push(format!("{page}: there is no table of the exercises with a column `Minutes`")),
        }
    }
    Ok(wrong)
}

/// Which column of a table is headed `Minutes`.
#[must_use]
pub fn minutes_column(table: &Table<'_>) -> Option<usize> {
    table.head.iter().position(|cell| cell.eq_ignore_ascii_case("minutes"))
}

fn of_table(page: &str, table: &Table<'_>, expected: &[&Exercise]) -> anyhow::Result<Vec<String>> {
    let mut wrong = Vec::new();
    let mut named = Vec::new();
    let column = minutes_column(table).unwrap_or_default();
    for (line, cells) in &table.rows {
        let code: Vec<&str> = cells.iter().flat_map(|cell| code_in(cell)).collect();
        let Some(exercise) = expected.iter().find(|exercise| code.contains(&exercise.name.as_str())) else {
            wrong.push(format!("{page}:{line}: the row names no exercise of this chapter in code font"));
            continue;
        };
        named.push(&exercise.name);
        let (minutes, said) = (exercise.minutes()?, cells.get(column).copied().unwrap_or_default());
        if said != minutes.to_string() {
            wrong.push(format!("{page}:{line}: {} takes {minutes} minutes, not `{said}`", exercise.name));
        }
    }
    let order: Vec<&String> = expected.iter().map(|exercise| &exercise.name).collect();
    if named != order && wrong.is_empty() {
        let order: Vec<&str> = order.into_iter().map(String::as_str).collect();
        wrong.push(format!("{page}:{}: the chapter's exercises are, in order, {}", table.line, order.join(", ")));
    }
    Ok(wrong)
}

#[cfg(test)]
mod tests {
    use super::wrong;
    use crate::check::fixture;

    fn said(rows: &str) -> Vec<String> {
        let page = format!("# T\n\n| Exercise | Trains | Minutes |\n|---|---|---:|\n{rows}");
        let manifest = |minutes| format!("[package.metadata.exercise]\nminutes = {minutes}\n");
        let (first, second) = (manifest(15), manifest(20));
        let files = [
            ("book/src/1-a/practice.md", page.as_str()),
            ("exercises/01_a/01_first/Cargo.toml", first.as_str()),
            ("exercises/01_a/02_second/Cargo.toml", second.as_str()),
            ("exercises/02_b/01_other/Cargo.toml", first.as_str()),
        ];
        wrong(&fixture(&files).1).unwrap()
    }

    #[test]
    fn every_exercise_stands_there_in_order_with_its_minutes() {
        let (first, second) = ("| 1.1 `first` | a | 15 |\n", "| 1.2 `second` | b | 20 |\n");
        assert_eq!(said(&format!("{first}{second}")), [""; 0]);
        let order = "1-a/practice.md:3: the chapter's exercises are, in order, first, second";
        assert_eq!(said(&format!("{second}{first}")), [order]);
        assert_eq!(said(first), [order]);
        let other = said(&format!("{first}{second}| `other` | c | 15 |\n"));
        assert_eq!(other, ["1-a/practice.md:7: the row names no exercise of this chapter in code font"]);
        let late = said(&format!("{first}| `second` | b | 25 |\n"));
        assert_eq!(late, ["1-a/practice.md:6: second takes 20 minutes, not `25`"]);
    }

    #[test]
    fn a_page_without_a_table_is_wrong() {
        let files = [("book/src/1-a/practice.md", "# T\n"), ("exercises/01_a/01_first/Cargo.toml", "")];
        assert_eq!(wrong(&fixture(&files).1).unwrap().len(), 1);
    }
}
