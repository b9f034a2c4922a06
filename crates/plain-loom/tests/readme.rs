//! The page shows what is compiled: each of its Rust and TOML blocks stands in one of the files.
#![cfg(not(loom))]

#[test]
fn the_code_of_the_page_is_the_code_of_the_crate() {
    let files = [
        include_str!("../Cargo.toml"),
        include_str!("../src/lib.rs"),
        include_str!("../src/sync.rs"),
        include_str!("loom.rs"),
    ]
    .map(|file| file.replace("\r\n", "\n"));
    let page = include_str!("../README.md").replace("\r\n", "\n");
    // Every other part is inside a fence.
    let blocks = page.split("```").skip(1).step_by(2);
    let mut seen = 0;
    for block in blocks {
        let (language, code) = block.split_once('\n').expect("a fence ends its line");
        if language == "rust" || language == "toml" {
            assert!(files.iter().any(|file| file.contains(code)), "in no file of the crate:\n{code}");
            seen += 1;
        }
    }
    assert_eq!(seen, 4);
}

/// The lines of the message in the page are those of the test.
#[test]
fn the_lines_of_the_message_are_those_of_the_test() {
    let page = include_str!("../README.md");
    let test: Vec<&str> = include_str!("loom.rs").lines().collect();
    for (number, code) in [(37, "UnsafeCell::new(0)"), (41, "writer.value.with_mut"), (46, "shared.value.with(")] {
        assert!(test[number - 1].contains(code), "line {number} of tests/loom.rs has no {code}");
        assert!(page.contains(&format!("tests/loom.rs:{number}:")));
    }
}
