//! The key of an execution: which thread takes each step, as a word. `ABAB`: A, B, A, B; `A4BM`: A four times, B, main.
//! `AABB/0.1`: of the loads that can return more than one value the first returns the newest, the second that before it.

use std::fmt;

/// What is needed to run one execution again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Key {
    /// The order engine's.
    Order {
        /// The thread of each step.
        steps: Vec<u8>,
        /// For each load that has a choice: how many writes back it reads.
        values: Vec<u8>,
        /// The wait that ends spuriously: the thread, and which of its waits.
        spurious: Option<(usize, usize)>,
    },
    /// loom's execution with this number, under this preemption bound: it says which value each read returns, too.
    Memory(Option<usize>, usize, Option<(usize, usize)>),
}

const LETTERS: &[u8] = b"MABCDEFGHIJKL";

/// A thread's letter: M is main.
pub(super) fn letter(thread: u8) -> char {
    LETTERS.get(usize::from(thread)).map_or('?', |&b| b as char)
}

fn number(letter: char) -> Option<u8> {
    LETTERS.iter().position(|&b| b as char == letter.to_ascii_uppercase()).map(|i| i as u8)
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let spurious = match self {
            Key::Order { steps, values, spurious } => {
                for run in steps.chunk_by(|a, b| a == b) {
                    let letter = letter(run[0]);
                    match run.len() {
                        n if n > 3 => write!(f, "{letter}{n}")?,
                        n => (0..n).try_for_each(|_| write!(f, "{letter}"))?,
                    }
                }
                if values.iter().any(|&v| v > 0) {
                    let values: Vec<String> = values.iter().map(u8::to_string).collect();
                    write!(f, "/{}", values.join("."))?;
                }
                spurious
            }
            Key::Memory(bound, execution, spurious) => {
                match bound {
                    Some(bound) => write!(f, "memory:{bound}:{execution}")?,
                    None => write!(f, "memory:all:{execution}")?,
                }
                spurious
            }
        };
        match spurious {
            Some((thread, wait)) => write!(f, "~{}{wait}", letter(*thread as u8)),
            None => Ok(()),
        }
    }
}

impl std::str::FromStr for Key {
    type Err = String;

    fn from_str(text: &str) -> Result<Key, String> {
        let bad =
            || format!("{text:?} is no replay key. A key is printed below a table, like ABAB, A4BM or memory:2:17.");
        let (text, spurious) = match text.split_once('~') {
            Some((key, wait)) => (key, Some(parse_wait(wait).ok_or_else(bad)?)),
            None => (text, None),
        };
        if let Some(rest) = text.strip_prefix("memory:") {
            let (bound, execution) = rest.split_once(':').ok_or_else(bad)?;
            let bound = if bound == "all" { None } else { Some(bound.parse().map_err(|_| bad())?) };
            return Ok(Key::Memory(bound, execution.parse().map_err(|_| bad())?, spurious));
        }
        let (text, values) = text.split_once('/').unwrap_or((text, ""));
        let values = values.split('.').filter(|v| !v.is_empty()).map(str::parse).collect::<Result<Vec<u8>, _>>();
        let values = values.map_err(|_| bad())?;
        let mut steps: Vec<u8> = Vec::new();
        let mut letters = text.chars().peekable();
        while let Some(letter) = letters.next() {
            let thread = number(letter).ok_or_else(bad)?;
            let mut times = String::new();
            while let Some(digit) = letters.next_if(char::is_ascii_digit) {
                times.push(digit);
            }
            let times = if times.is_empty() { 1 } else { times.parse().map_err(|_| bad())? };
            if times > 100_000 {
                return Err(bad());
            }
            steps.extend(std::iter::repeat_n(thread, times));
        }
        Ok(Key::Order { steps, values, spurious })
    }
}

fn parse_wait(text: &str) -> Option<(usize, usize)> {
    let thread = number(text.chars().next()?)?;
    Some((usize::from(thread), text.get(1..)?.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::Key;

    #[test]
    fn a_key_reads_as_it_is_written() {
        for text in ["ABAB", "A4BM", "", "AB~A2", "memory:2:17", "memory:all:3~B1", "AABB/0.1", "AB/2~A1"] {
            assert_eq!(text.parse::<Key>().unwrap().to_string(), text);
        }
        assert_eq!("aabb".parse(), "AABB".parse::<Key>());
    }

    #[test]
    fn what_is_no_key_is_refused() {
        for text in ["A?", "4A", "memory:", "memory:x:1", "AB~", "AB~1", "A99999999", "A\u{e9}", "AB/x"] {
            assert!(text.parse::<Key>().is_err(), "{text}");
        }
    }
}
