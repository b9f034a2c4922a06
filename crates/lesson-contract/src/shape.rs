//! What a printed run consists of, numbers apart: so that a recorded run and one of today, on another machine and with
//! small inputs, can be held against each other.

use crate::plain::plain;
use crate::transcript::{is_conclusion, sections};

/// Paragraphs that a run has on some machines only: with one core, and where a shell allows few open files.
const OF_THE_MACHINE: [&str; 2] = ["On one core a thread is interrupted", "Only # at once"];

/// A piece of a run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// A paragraph.
    Prose,
    /// `? …`
    Question,
    /// The heads of the columns, and the names of the rows.
    Table(Vec<String>, Vec<String>),
    /// A timeline or bars: the title, and the names of the rows.
    Chart(String, Vec<String>),
    /// A table of interleavings, which is the same on every machine.
    Interleaving(Vec<String>),
    /// Other lines that are set in.
    Listing,
}

/// A heading, and the pieces below it.
pub type Part = (String, Vec<Piece>);

/// The sections of a run: each heading, and the pieces below it.
#[must_use]
pub fn shape(run: &str) -> Vec<Part> {
    let parts = sections(run).into_iter().map(|section| {
        let first = section.blocks[0][0];
        if is_conclusion(first) {
            return ("the conclusion".to_owned(), Vec::new());
        }
        let pieces = section.blocks.iter().flat_map(|block| pieces(block)).collect();
        (plain(first), pieces)
    });
    parts.collect()
}

/// Where `today` differs from `recorded`: a sentence, or nothing. With one core a run may lack charts, of which there
/// would be several threads to draw.
#[must_use]
pub fn difference(recorded: &str, today: &str) -> Option<String> {
    let one_core = today.contains("This machine grants 1 core");
    let (recorded, today) = (shape(recorded), shape(today));
    let names = |shape: &[Part]| shape.iter().map(|(name, _)| name.clone()).collect::<Vec<_>>();
    if names(&recorded) != names(&today) {
        return Some(format!("the headings recorded are\n{:#?}\nand today's\n{:#?}", names(&recorded), names(&today)));
    }
    let differs = |(recorded, today): &(&Part, &Part)| {
        !(recorded.1 == today.1 || one_core && lacks_charts_only(&recorded.1, &today.1))
    };
    let (recorded, today) = recorded.iter().zip(&today).find(differs)?;
    Some(format!("below `{}` there was recorded\n{:#?}\nand is today\n{:#?}", recorded.0, recorded.1, today.1))
}

fn lacks_charts_only(recorded: &[Piece], today: &[Piece]) -> bool {
    let mut today = today.iter().peekable();
    for piece in recorded {
        if today.peek() == Some(&piece) {
            today.next();
        } else if !matches!(piece, Piece::Chart(..)) {
            return false;
        }
    }
    today.next().is_none()
}

fn pieces(block: &[&str]) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut rest = block;
    while let Some(first) = rest.first() {
        let indented = |line: &&&str| line.starts_with(' ');
        let (piece, length) = if first.starts_with("? ") {
            (Piece::Question, 1 + continued(&rest[1..]))
        } else if is_table(rest) {
            let length = 2 + rest[2..].iter().take_while(indented).count();
            (table(&rest[..length]), length)
        } else if first.contains('│') || first.starts_with(' ') && rest.get(1).is_some_and(|next| next.contains('│'))
        {
            let length = rest.iter().take_while(indented).count().max(1);
            (chart(&rest[..length]), length)
        } else if first.starts_with(" #  ") {
            (Piece::Interleaving(rest.iter().map(|line| plain(line)).collect()), rest.len())
        } else if first.starts_with(' ') {
            let charted = |line: &&&str| indented(line) && !line.contains('│');
            (Piece::Listing, rest.iter().take_while(charted).count())
        } else {
            let prose = |line: &&&str| !indented(line) && !line.starts_with("? ");
            (Piece::Prose, rest.iter().take_while(prose).count())
        };
        let of_the_machine = || OF_THE_MACHINE.iter().any(|begin| plain(first).starts_with(begin));
        if piece != Piece::Prose || !of_the_machine() {
            pieces.push(piece);
        }
        rest = &rest[length..];
    }
    pieces
}

/// How many of these lines go on with a question: set in by two, and not yet the table below it.
fn continued(lines: &[&str]) -> usize {
    let goes_on = |at: &usize| {
        let line = lines[*at];
        line.starts_with("  ") && !line[2..].starts_with(' ') && !line.contains('│') && !is_table(&lines[*at..])
    };
    (0..lines.len()).take_while(goes_on).count()
}

fn is_table(lines: &[&str]) -> bool {
    lines.get(1).is_some_and(|rule| rule.trim_start().starts_with('─') && rule.chars().all(|c| c == '─' || c == ' '))
}

/// The columns lie where the rule below the heads has its lines.
fn table(lines: &[&str]) -> Piece {
    let rule: Vec<char> = lines[1].chars().collect();
    let begins = |at: usize| rule[at] == '─' && (at == 0 || rule[at - 1] == ' ');
    let columns: Vec<usize> = (0..rule.len()).filter(|&at| begins(at)).collect();
    let end = |begin: usize| begin + rule[begin..].iter().take_while(|&&c| c == '─').count();
    let cell = |line: &str, begin: usize| line.chars().take(end(begin)).skip(begin).collect::<String>();
    let heads = columns.iter().map(|&begin| plain(&cell(lines[0], begin))).filter(|head| !head.is_empty()).collect();
    let rows = lines[2..].iter().map(|line| plain(&cell(line, columns[0]))).collect();
    Piece::Table(heads, without_repeats(rows))
}

fn chart(lines: &[&str]) -> Piece {
    let title = if lines[0].contains('│') { String::new() } else { plain(lines[0]) };
    let names = lines.iter().filter_map(|line| line.split_once('│')).map(|(name, _)| plain(name)).collect();
    Piece::Chart(title, without_repeats(names))
}

fn without_repeats(names: Vec<String>) -> Vec<String> {
    let mut once: Vec<String> = Vec::new();
    for name in names {
        if !once.contains(&name) {
            once.push(name);
        }
    }
    once
}

#[cfg(test)]
mod tests {
    use super::{Piece, difference, shape};

    const RECORDED: &str = "\
Lesson 1 · Title
subtitle

This machine grants 2 cores. P, S.

4 requests, each after 1 s
Text that
goes on.
? A question that is
  long?
                 wall          switches
  ───────────  ──────  ───  ───────────
  100 at once  1.02 s  ±1%        1,000
  1 thread     1.00 s  ±2%        1,001

  8 tasks on 1 worker
  worker 0 │██
           └──
            0   1 s

  8 tasks on 2 workers
  worker 0 │█
  worker 1 │ █
           └──
            0   1 s

After all.

 #  thread A              counter
 1  counter.load -> 0 :18   0

=> It took 1 s, and so
   it was.
";

    /// The same program on another machine, with smaller inputs.
    fn today() -> String {
        let rows = ("  100 at once  1.02 s  ±1%        1,000\n", "  10 at once   0.2 s              1,000\n");
        RECORDED.replace("each after 1 s", "each after 0.1 s").replace(rows.0, rows.1).replace(":18", ":19")
    }

    #[test]
    fn a_run_is_taken_apart() {
        let texts = |texts: &[&str]| texts.iter().map(ToString::to_string).collect::<Vec<_>>();
        let worker = Piece::Chart("# task on # worker".into(), texts(&["worker #"]));
        let expected = vec![
            Piece::Prose,
            Piece::Question,
            Piece::Table(texts(&["wall", "switches"]), texts(&["# at once", "# thread"])),
            worker.clone(),
            worker,
            Piece::Prose,
            Piece::Interleaving(texts(&["# thread A counter", "# counter.load -> # :# #"])),
        ];
        let found = shape(RECORDED);
        assert_eq!(found[1], ("# request, each after # s".to_owned(), expected));
        assert_eq!(found.len(), 3);
    }

    #[test]
    fn figures_and_the_number_of_rows_are_no_difference() {
        assert_eq!(difference(RECORDED, &today()), None);
        let many = today().replace("8 tasks on 2 workers", "8 tasks on 64 workers").replace("2 cores", "64 cores");
        let many = many.replace("  worker 1 │ █\n", "  worker 1 │ █\n  worker 2 │\n  … and 61 more\n");
        assert_eq!(difference(RECORDED, &many), None);
        let machine =
            "After all.\n\nOn one core a thread is interrupted between its load and its store only when\nrarely.\n";
        assert_eq!(difference(RECORDED, &today().replace("After all.\n", machine)), None);
    }

    #[test]
    fn with_one_core_charts_may_be_absent_and_nothing_else() {
        let (before, rest) = RECORDED.split_once("  8 tasks on 1").unwrap();
        let (_, after) = rest.split_once("After all").unwrap();
        let without_charts = format!("{before}After all{after}");
        assert!(difference(RECORDED, &without_charts).is_some());
        let one_core = without_charts.replace("grants 2 cores", "grants 1 core");
        assert_eq!(difference(RECORDED, &one_core), None);
        assert!(difference(RECORDED, &one_core.replace("After all.\n\n", "")).is_some());
    }

    #[test]
    fn every_other_change_is_a_difference() {
        let changes = [
            ("4 requests, each", "4 requests, all"),
            ("? A question that is\n  long?\n", ""),
            ("switches", "sleeps  "),
            ("100 at once", "100 in turn"),
            ("  1 thread     1.00 s  ±2%        1,001\n", ""),
            ("on 2 workers", "on 2 threads"),
            ("worker 1 │ █", "thread 1 │ █"),
            ("After all.\n\n", ""),
            ("After all.\n", "After all.\n\nAnd more.\n"),
            ("counter.load", "counter.swap"),
            ("=> It took 1 s, and so\n   it was.\n", ""),
        ];
        for (from, to) in changes {
            let changed = RECORDED.replacen(from, to, 1);
            assert_ne!(changed, RECORDED, "{from}");
            assert!(difference(RECORDED, &changed).is_some(), "{from} -> {to}");
        }
    }
}
