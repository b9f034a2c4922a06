//! Links between pages, with their `#fragments`.

use std::collections::BTreeSet;

use super::{Book, beside, markdown};

/// Links to pages, files and headings that are not there.
#[must_use]
pub fn wrong(book: &Book) -> Vec<String> {
    let mut wrong = Vec::new();
    for (page, text) in book.texts() {
        for (line, link) in markdown::links(text) {
            // `https:`, `mailto:`; a path has no colon.
            if link.split('/').next().is_some_and(|first| first.contains(':')) {
                continue;
            }
            let (file, fragment) = link.split_once('#').map_or((link.as_str(), None), |(file, id)| (file, Some(id)));
            let target = if file.is_empty() { page.to_owned() } else { beside(page, file) };
            let reason = match (book.pages.get(&target), fragment) {
                (Some(text), Some(id)) if !ids(text).contains(id) => format!("{target} has no heading for #{id}"),
                (Some(_), _) => continue,
                (None, _) if target.starts_with("..") => "outside the book: name it in code font".to_owned(),
                (None, _) if book.src().join(&target).is_file() => continue,
                (None, _) => "there is no such page".to_owned(),
            };
            wrong.push(format!("{page}:{line}: {link}: {reason}"));
        }
    }
    wrong
}

/// The ids on a page that a fragment may name: of headings and of defined terms, as mdBook 0.5 makes them, and those that
/// stand there by hand (`id="…"`, `{#…}`).
#[must_use]
pub fn ids(page: &str) -> BTreeSet<String> {
    let (_, prose) = markdown::parts(page);
    let mut ids = BTreeSet::new();
    for (index, &(_, line)) in prose.iter().enumerate() {
        let defined = prose.get(index + 1).is_some_and(|(_, next)| next.starts_with(": "));
        let level = line.chars().take_while(|&c| c == '#').count();
        if level > 0 && line[level..].starts_with(' ') {
            let text = line[level..].trim();
            match text.strip_suffix('}').and_then(|text| text.rsplit_once("{#")) {
                Some((_, id)) => drop(ids.insert(id.to_owned())),
                None => add(&mut ids, text),
            }
        } else if defined && !line.is_empty() {
            add(&mut ids, line);
        }
        for (_, rest) in line.match_indices("id=\"").map(|(at, found)| (found, &line[at + 4..])) {
            ids.insert(rest.split('"').next().unwrap_or_default().to_owned());
        }
    }
    ids
}

/// mdBook's id: letters, digits, `_` and `-` stay, blanks become `-`, all else goes; the second of one name gets `-1`.
fn add(ids: &mut BTreeSet<String>, heading: &str) {
    let kept = |c: char| match c {
        c if c.is_alphanumeric() || c == '_' || c == '-' => Some(c),
        c if c.is_whitespace() => Some('-'),
        _ => None,
    };
    let id: String = shown(heading).to_lowercase().trim().chars().filter_map(kept).collect();
    let later = (1..).map(|count| format!("{id}-{count}"));
    let free = std::iter::once(id.clone()).chain(later).find(|id| !ids.contains(id));
    ids.extend(free);
}

/// A heading's words without the targets of links and without tags.
fn shown(heading: &str) -> String {
    let mut text = String::new();
    let mut rest = heading;
    while let Some(at) = rest.find(['<', ']']) {
        text += &rest[..at];
        let end = match &rest.as_bytes()[at..] {
            [b'<', ..] => rest[at..].find('>'),
            [b']', b'(', ..] => rest[at..].find(')'),
            _ => Some(0),
        };
        rest = &rest[at + end.map_or(1, |end| end + 1)..];
    }
    // Emphasis by underscores is not in this book; those in names stay.
    text + rest
}

#[cfg(test)]
mod tests {
    use super::{ids, wrong};
    use crate::check::fixture;

    #[test]
    fn ids_are_those_that_mdbook_makes() {
        // Each pair from a page built with mdBook 0.5.4.
        let page = "# 4 requests, *each* answered `after` 1 s\n## What `fetch_all` does: más Ärger & <b>bold</b> — dash\n\
                    ## Same\n## Same\n## Link to [start](a.md#x) and under_score - minus\n## Custom {#my-id}\n## Ends?   \n\
                    ### 1.2 It's \"quoted\" …\n## Same 1\n## Same-1\n\nterm one\n: definition\n\n`Sync`\n: def\n\n\
                    term two, with comma\n: def\n\n<a id=\"raw\"></a>\n";
        let expected = [
            "12-its-quoted-",
            "4-requests-each-answered-after-1-s",
            "ends",
            "link-to-start-and-under_score---minus",
            "my-id",
            "raw",
            "same",
            "same-1",
            "same-1-1",
            "same-1-2",
            "sync",
            "term-one",
            "term-two-with-comma",
            "what-fetch_all-does-más-ärger--bold--dash",
        ];
        assert_eq!(ids(page).into_iter().collect::<Vec<_>>(), expected);
    }

    #[test]
    fn links_lead_to_pages_and_headings() {
        let said = |link: &str| {
            let page = format!("# T\n\n## Here\n\n[a]({link})\n");
            let files =
                [("book/src/1/a.md", page.as_str()), ("book/src/b.md", "# U\n\n## A part\n"), ("book/src/c.svg", "")];
            wrong(&fixture(&files).1)
        };
        for good in ["../b.md", "../b.md#a-part", "#here", "a.md#t", "../c.svg", "https://example.org/#x", "mailto:a@b"]
        {
            assert_eq!(said(good), [""; 0], "{good}");
        }
        let bad = [
            ("../c.md", "no such page"),
            ("b.md", "no such page"),
            ("../b.md#apart", "no heading for #apart"),
            ("#there", "no heading for #there"),
            ("../../../README.md", "outside the book"),
        ];
        for (link, reason) in bad {
            let said = said(link);
            assert!(
                said.len() == 1 && said[0].starts_with("1/a.md:5: ") && said[0].contains(reason),
                "{link}: {said:?}"
            );
        }
    }
}
