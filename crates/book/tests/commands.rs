//! The page of commands has every command and every flag that the programs and the justfile have, and no flag that none has;
//! the messages that the pages quote are what the tests say. Read from the sources: the programs of other packages need not
//! be built when this runs.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// Where flags and commands are made.
const SOURCES: [&str; 7] = [
    "crates/observe/src/lesson/flags.rs",
    "crates/async-fetch/src/flags.rs",
    "crates/parallel-images/src/input.rs",
    "crates/book/src/main.rs",
    "crates/learn/src/main.rs",
    "crates/learn/src/loop_of_exercises.rs",
    "crates/grader/src/main.rs",
];

/// What stands before a flag's name there.
const FLAG: [&str; 11] = [
    "word == \"--",
    ".long(\"",
    "switch(\"",
    "flag(\"",
    "number(\"",
    "path(\"",
    "limit(\"",
    "folder(\"",
    "JSON: &str = \"",
    "SVG: &str = \"",
    "TRACE: &str = \"",
];

fn read(path: &str) -> String {
    let path = book::records::root().join(path);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display())).replace("\r\n", "\n")
}

fn page() -> String {
    read("book/src/reference/commands.md")
}

/// The names that follow one of `marks`, up to the next quote.
fn names(text: &str, marks: &[&str]) -> BTreeSet<String> {
    let after = |mark: &&str| text.split(*mark).skip(1).map(str::to_owned).collect::<Vec<_>>();
    let name = |rest: String| rest.split('"').next().unwrap_or_default().to_owned();
    marks.iter().flat_map(after).map(name).filter(|name| is_name(name)).collect()
}

fn is_name(name: &str) -> bool {
    !name.is_empty() && name.chars().all(|c| c.is_ascii_lowercase() || c == '-')
}

/// The flags that the sources declare; a call such as `get_flag("list")` only repeats one.
fn declared() -> BTreeSet<String> {
    SOURCES.iter().flat_map(|source| names(&read(source), &FLAG)).collect()
}

/// The flags in code font on the page, those that programs of others have left out.
fn shown() -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for span in page().split('`').skip(1).step_by(2) {
        // cargo's own, before the ` -- ` that ends them.
        let ours =
            if span.starts_with("cargo run ") { span.split_once(" -- ").map_or("", |both| both.1) } else { span };
        let of_others =
            ["mdbook", "cargo fmt", "cargo clippy", "cargo test", "cargo bench"].iter().any(|p| ours.starts_with(p));
        let words = if of_others { "" } else { ours };
        found.extend(words.split_whitespace().filter_map(|word| word.strip_prefix("--")).map(str::to_owned));
    }
    found.remove("");
    found
}

#[test]
fn every_flag_of_the_programs_stands_in_the_page_and_no_other() {
    let (declared, shown) = (declared(), shown());
    for known in ["quick", "json", "force", "url", "images", "threads", "build-limit", "again", "messages", "list"] {
        assert!(declared.contains(known), "--{known} is not found in the sources: look for it in another way");
    }
    let missing: Vec<_> = declared.difference(&shown).collect();
    assert!(missing.is_empty(), "not in the page: {missing:?}");
    let other: Vec<_> = shown.difference(&declared).filter(|flag| *flag != "help").collect();
    assert!(other.is_empty(), "no program has {other:?}");
}

#[test]
fn every_command_stands_in_the_page() {
    let page = page();
    let mut commands = BTreeSet::new();
    for line in read("justfile").lines() {
        let head = line.split([' ', ':']).next().unwrap_or_default();
        if line.contains(':') && !line.contains(":=") && is_name(head) {
            commands.insert(format!("`just {head}"));
        }
    }
    // The recipe that lists the recipes.
    commands.remove("`just default");
    for line in read(".cargo/config.toml").lines() {
        if let Some((alias, run)) = line.split_once(" = \"run ") {
            // Two aliases name a program: what follows it is a command of its own.
            let of_its_own = if run.contains("-p learn --\"") { "`cargo learn" } else { "`cargo " };
            commands.insert(if of_its_own.ends_with(' ') { format!("`cargo {alias}") } else { of_its_own.to_owned() });
        }
    }
    assert!(commands.len() > 20, "{commands:?}");
    let missing: Vec<_> = commands.iter().filter(|command| !page.contains(*command)).collect();
    assert!(missing.is_empty(), "not in the page: {missing:?}");

    let known = names(&read("crates/learn/src/main.rs"), &["Command::new(\""])
        .union(&names(&read("crates/learn/src/loop_of_exercises.rs"), &["Command::new(\""]))
        .cloned()
        .collect::<BTreeSet<_>>();
    assert!(known.contains("hint") && known.contains("warm-up"), "{known:?}");
    let stands =
        |name: &String| page.contains(&format!("`cargo {name}")) || page.contains(&format!("`cargo learn {name}"));
    let missing: Vec<_> = known.iter().filter(|name| *name != "learn" && !stands(name)).collect();
    assert!(missing.is_empty(), "not in the page: {missing:?}");
}

/// A quotation that begins with a verdict in capitals is a message of the tests, word for word.
#[test]
fn quoted_messages_are_what_the_tests_say() {
    let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let said = words(&read("solutions/messages.md"));
    let mut seen = 0;
    for name in ["pitfalls.md", "choosing.md"] {
        for line in read(Path::new("book/src").join(name).to_str().expect("text")).lines() {
            let Some(quoted) = line.strip_prefix("> ") else { continue };
            let verdict = quoted.split(':').next().unwrap_or_default();
            if verdict.len() > 3 && verdict.chars().all(|c| c.is_ascii_uppercase() || c == ' ') {
                assert!(said.contains(&words(quoted)), "{name} quotes what no test says: {quoted}");
                seen += 1;
            }
        }
    }
    assert!(seen >= 3, "the pages quote {seen} messages");
}
