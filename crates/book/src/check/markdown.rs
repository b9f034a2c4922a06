//! As much of Markdown as the checks need: fences, prose, headings, links, tables.

/// A fenced block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fence<'a> {
    /// The line that opens it, from 1.
    pub line: usize,
    /// What stands behind its backticks.
    pub info: &'a str,
    /// What it holds.
    pub lines: Vec<&'a str>,
}

/// A heading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heading<'a> {
    /// Its line, from 1.
    pub line: usize,
    /// 1 for `#`.
    pub level: usize,
    /// Its text.
    pub text: &'a str,
}

/// A table, in the part of the page where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table<'a> {
    /// The heading above it.
    pub heading: Option<Heading<'a>>,
    /// The line of its own head, from 1.
    pub line: usize,
    /// The cells of its head.
    pub head: Vec<&'a str>,
    /// Its rows with their lines.
    pub rows: Vec<(usize, Vec<&'a str>)>,
}

/// The fenced blocks of a page, and its other lines with their numbers.
#[must_use]
pub fn parts(page: &str) -> (Vec<Fence<'_>>, Vec<(usize, &str)>) {
    let (mut fences, mut prose) = (Vec::new(), Vec::new());
    let mut open: Option<(&str, Fence<'_>)> = None;
    for (index, line) in page.lines().enumerate() {
        let text = line.trim_start();
        let length = text.chars().take_while(|&c| text.starts_with(c) && (c == '`' || c == '~')).count();
        let (mark, info) = text.split_at(length);
        match &mut open {
            Some((opened, fence)) if mark.starts_with(*opened) && info.trim().is_empty() => {
                fences.push(fence.clone());
                open = None;
            }
            Some((_, fence)) => fence.lines.push(line),
            None if length >= 3 && !info.contains('`') => {
                open = Some((mark, Fence { line: index + 1, info: info.trim(), lines: Vec::new() }));
            }
            None => prose.push((index + 1, line)),
        }
    }
    fences.extend(open.map(|(_, fence)| fence));
    (fences, prose)
}

/// The headings of a page, in order.
#[must_use]
pub fn headings(page: &str) -> Vec<Heading<'_>> {
    parts(page).1.into_iter().filter_map(|(line, text)| heading(line, text)).collect()
}

fn heading(line: usize, text: &str) -> Option<Heading<'_>> {
    let level = text.chars().take_while(|&c| c == '#').count();
    let text = text[level..].strip_prefix(' ')?.trim();
    (1..=6).contains(&level).then_some(Heading { line, level, text })
}

/// The targets of a page's links and pictures, with their lines: `[text](target)`, `[name]: target`.
#[must_use]
pub fn links(page: &str) -> Vec<(usize, String)> {
    let (_, prose) = parts(page);
    prose.into_iter().flat_map(|(line, text)| links_in(text).into_iter().map(move |link| (line, link))).collect()
}

/// The targets of the links in a piece of text.
#[must_use]
pub fn links_in(text: &str) -> Vec<String> {
    let text = without_code(text);
    let mut rest = text.as_str();
    let mut found = Vec::new();
    if let Some((_, target)) = rest.strip_prefix('[').and_then(|name| name.split_once("]: ")) {
        found.push(target);
    }
    while let Some((_, after)) = rest.split_once("](") {
        let end = after.find(')').unwrap_or(after.len());
        found.push(&after[..end]);
        rest = &after[end..];
    }
    // A title may stand behind the target.
    found
        .iter()
        .filter_map(|link| link.split_whitespace().next())
        .map(|link| link.trim_matches(['<', '>']).to_owned())
        .collect()
}

/// The pieces in code font: `` `lost_update` ``.
#[must_use]
pub fn code_in(text: &str) -> Vec<&str> {
    text.split('`').skip(1).step_by(2).collect()
}

fn without_code(text: &str) -> String {
    text.split('`').step_by(2).collect()
}

/// The tables of a page.
#[must_use]
pub fn tables(page: &str) -> Vec<Table<'_>> {
    let (_, prose) = parts(page);
    let mut tables: Vec<Table<'_>> = Vec::new();
    let (mut above, mut inside) = (None, false);
    for (at, &(line, text)) in prose.iter().enumerate() {
        above = heading(line, text).or(above);
        if !text.trim_start().starts_with('|') {
            inside = false;
        } else if inside {
            // The line of dashes has no words.
            if let Some(table) = tables.last_mut().filter(|_| text.contains(char::is_alphanumeric)) {
                table.rows.push((line, cells(text)));
            }
        } else if prose.get(at + 1).is_some_and(|(_, next)| next.contains("---")) {
            inside = true;
            tables.push(Table { heading: above.clone(), line, head: cells(text), rows: Vec::new() });
        }
    }
    tables
}

fn cells(row: &str) -> Vec<&str> {
    row.trim().trim_matches('|').split('|').map(str::trim).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fences_are_told_from_prose() {
        let page = "# One\n\n````text\n```\n# in\n````\n\n  ~~~\n  x\n  ~~~\n`a` b\n```rust\nopen";
        let (fences, prose) = parts(page);
        let infos: Vec<_> = fences.iter().map(|fence| (fence.line, fence.info, fence.lines.len())).collect();
        assert_eq!(infos, [(3, "text", 2), (8, "", 1), (12, "rust", 1)]);
        assert_eq!(prose, [(1, "# One"), (2, ""), (7, ""), (11, "`a` b")]);
        assert_eq!(headings(page).len(), 1);
    }

    #[test]
    fn links_are_found_and_code_is_none() {
        let page = "[a](b.md#c) and ![d](e.svg \"title\") `[no](f.md)`\n\n[g]: h.md\n```text\n[i](j.md)\n```\n";
        let found: Vec<_> = links(page);
        assert_eq!(found, [(1, "b.md#c".to_owned()), (1, "e.svg".to_owned()), (3, "h.md".to_owned())]);
        assert_eq!(code_in("a `b` c `d`"), ["b", "d"]);
    }

    #[test]
    fn tables_have_heads_rows_and_a_heading() {
        let page =
            "# T\n\n## 90 minutes\n\n| What | Minutes |\n|---|---:|\n| a | 5 |\n| **Total** | 5 |\n\nnot | a table\n";
        let tables = tables(page);
        assert_eq!(tables.len(), 1);
        assert_eq!(tables[0].heading.as_ref().unwrap().text, "90 minutes");
        assert_eq!(tables[0].head, ["What", "Minutes"]);
        assert_eq!(tables[0].rows, [(7, vec!["a", "5"]), (8, vec!["**Total**", "5"])]);
    }
}
