//! A page's title, its minutes, and the order of its headings.

use super::{Book, markdown};

/// Pages that nobody works through from the first line to the last.
const WITHOUT_MINUTES: [&str; 2] = ["reference/", "instructors/"];

/// What is wrong with titles, minutes and headings.
#[must_use]
pub fn wrong(book: &Book) -> Vec<String> {
    let mut wrong = Vec::new();
    for (page, text) in book.texts() {
        let first = text.lines().next().unwrap_or_default();
        if !first.starts_with("# ") {
            wrong.push(format!("{page}:1: the first line is not a title, `# …`"));
        }
        if !WITHOUT_MINUTES.iter().any(|folder| page.starts_with(folder)) && minutes(text).is_none() {
            wrong.push(format!("{page}:3: below the title and an empty line, `*N minutes*` is missing"));
        }
        let headings = markdown::headings(text);
        for pair in headings.windows(2) {
            if pair[1].level > pair[0].level + 1 {
                let (from, to) = (pair[0].level, pair[1].level);
                wrong.push(format!("{page}:{}: a heading of level {to} below one of level {from}", pair[1].line));
            }
        }
        for heading in headings.iter().skip(1).filter(|heading| heading.level == 1) {
            wrong.push(format!("{page}:{}: a second title", heading.line));
        }
    }
    wrong
}

/// The minutes of a page: its third line, `*20 minutes*`.
#[must_use]
pub fn minutes(page: &str) -> Option<u32> {
    let mut lines = page.lines();
    let line = (lines.next()?.starts_with("# ") && lines.next()?.is_empty()).then(|| lines.next())??;
    let (number, noun) = line.strip_prefix('*')?.strip_suffix('*')?.split_once(' ')?;
    let number = number.parse().ok()?;
    (number > 0 && noun == if number == 1 { "minute" } else { "minutes" }).then_some(number)
}

#[cfg(test)]
mod tests {
    use super::{minutes, wrong};
    use crate::check::fixture;

    #[test]
    fn minutes_stand_in_the_third_line() {
        assert_eq!(minutes("# T\n\n*20 minutes*\n"), Some(20));
        assert_eq!(minutes("# T\n\n*1 minute*"), Some(1));
        for other in
            ["# T\n*20 minutes*\n", "# T\n\n20 minutes\n", "# T\n\n*0 minutes*\n", "# T\n\n*two minutes*\n", "# T"]
        {
            assert_eq!(minutes(other), None, "{other}");
        }
    }

    #[test]
    fn titles_minutes_and_levels() {
        let said = |path: &str, text: &str| wrong(&fixture(&[(&format!("book/src/{path}"), text)]).1);
        assert_eq!(said("a.md", "# T\n\n*2 minutes*\n\n## A\n\n### B\n\n## C\n"), [""; 0]);
        assert_eq!(said("reference/a.md", "# T\n\nText.\n"), [""; 0]);
        assert_eq!(said("a.md", "# T\n\nText.\n").len(), 1);
        assert_eq!(said("reference/a.md", "\n# T\n"), ["reference/a.md:1: the first line is not a title, `# …`"]);
        let skips = said("a.md", "# T\n\n*2 minutes*\n\n## A\n\n#### B\n");
        assert_eq!(skips, ["a.md:7: a heading of level 4 below one of level 2"]);
        assert_eq!(said("a.md", "# T\n\n*2 minutes*\n\n# U\n\n```sh\n# no heading\n```\n"), ["a.md:5: a second title"]);
    }
}
