//! What the compiler says to the article's program: its own words, recorded and held true by a test.

/// A program that safe Rust refuses, with the reason.
#[derive(Clone, Copy, Debug)]
pub struct Refusal {
    /// The file in `does-not-compile/`.
    pub file: &'static str,
    /// The program.
    pub source: &'static str,
    /// The compiler's words, as `rustc 1.95.0 --edition 2024` prints them.
    pub words: &'static str,
}

macro_rules! refusal {
    ($name:literal) => {
        Refusal {
            file: concat!($name, ".rs"),
            source: include_str!(concat!("../does-not-compile/", $name, ".rs")),
            words: include_str!(concat!("../does-not-compile/", $name, ".stderr")),
        }
    };
}

/// The article's counter as a global variable, and as one borrowed by four threads.
pub const REFUSALS: [Refusal; 2] = [refusal!("a_global_counter"), refusal!("a_borrowed_counter")];

impl Refusal {
    /// The error itself: the headline, the source with its marks, what is said about them.
    #[must_use]
    pub fn error(&self) -> &'static str {
        let end = ["\nnote: ", "\nerror: aborting"].iter().filter_map(|mark| self.words.find(mark)).min();
        self.words[..end.unwrap_or(self.words.len())].trim_end_matches(['\n', ' ', '|'])
    }

    /// The error's code, such as `E0133`.
    #[must_use]
    pub fn code(&self) -> &'static str {
        self.words.split(['[', ']']).nth(1).unwrap_or_default()
    }
}
