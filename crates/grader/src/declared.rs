//! What an answer declares: which of its tests fail, and what they print.

use serde_json::Value;

/// What must come of an answer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Declared {
    /// The tests that fail.
    pub fails: Vec<String>,
    /// What these print, each text in at least one of them.
    pub because: Vec<String>,
    /// The tests that may fail or pass: with real threads, luck decides.
    pub may_fail: Vec<String>,
}

impl Declared {
    /// Reads the lines `//! fails: a, b`, `//! because: TEXT` and `//! may fail: c` on top of a source.
    #[must_use]
    pub fn in_source(source: &str) -> Self {
        let mut declared = Self::default();
        for line in source.lines().map_while(|line| line.strip_prefix("//!")) {
            let Some((key, value)) = line.split_once(':') else { continue };
            let names = value.split(',').map(str::trim).filter(|name| !name.is_empty()).map(str::to_owned);
            match key.trim() {
                "fails" => declared.fails.extend(names),
                "may fail" => declared.may_fail.extend(names),
                "because" => declared.because.push(value.trim().to_owned()),
                _ => {}
            }
        }
        declared
    }

    /// Reads `[package.metadata.exercise]`: `fails = […]`, `because = "TEXT"` or a list of them, `may_fail = […]`.
    #[must_use]
    pub fn in_manifest(metadata: &Value) -> Self {
        let texts = |value: &Value| match value {
            Value::String(text) => vec![text.clone()],
            Value::Array(list) => list.iter().filter_map(|text| text.as_str().map(str::to_owned)).collect(),
            _ => vec![],
        };
        Self {
            fails: texts(&metadata["fails"]),
            because: texts(&metadata["because"]),
            may_fail: texts(&metadata["may_fail"]),
        }
    }

    /// Nothing is declared: all tests pass.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.fails.is_empty() && self.because.is_empty() && self.may_fail.is_empty()
    }

    /// It says what fails, and because of what.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        !self.fails.is_empty() && !self.because.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_source_declares_in_its_first_lines() {
        let source = "//! fails: a, b\n//! because: X: y\n//! because: Z\n//! may fail: c\n\n//! fails: late\n";
        let declared = Declared::in_source(source);
        assert_eq!(declared.fails, ["a", "b"]);
        assert_eq!(declared.because, ["X: y", "Z"]);
        assert_eq!(declared.may_fail, ["c"]);
        assert!(declared.is_whole() && Declared::in_source("fn f() {}").is_empty());
    }

    #[test]
    fn a_manifest_declares_in_its_metadata() {
        let declared = Declared::in_manifest(&json!({ "fails": ["a"], "because": "X", "may_fail": ["c"] }));
        assert_eq!(declared, Declared::in_source("//! fails: a\n//! because: X\n//! may fail: c\n"));
    }
}
