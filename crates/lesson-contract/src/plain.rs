//! Lines without what differs from run to run.

/// A line without its numbers, the plurals behind them, and the names of input files.
pub(crate) fn plain(line: &str) -> String {
    let mut words: Vec<String> = Vec::new();
    for word in line.split_whitespace() {
        let word = if word.ends_with(".jpg") { "FILE".to_owned() } else { without_numbers(word) };
        let counted = words.last().is_some_and(|last| last == "#");
        let singular =
            word.trim_end_matches(',').strip_suffix('s').filter(|word| counted && word.len() > 1).map(str::to_owned);
        words.push(match singular {
            Some(singular) if word.ends_with(',') => singular + ",",
            Some(singular) => singular,
            None => word,
        });
    }
    words.join(" ")
}

/// `1,000` and `0.1` are `#`; so is `100` in `x100`.
fn without_numbers(word: &str) -> String {
    let mut plain = String::new();
    let mut letters = word.chars().peekable();
    while let Some(letter) = letters.next() {
        if !letter.is_ascii_digit() {
            plain.push(letter);
            continue;
        }
        plain.push('#');
        while let Some(&next) = letters.peek() {
            let mut after = letters.clone();
            after.next();
            let inside = matches!(next, '.' | ',') && after.peek().is_some_and(char::is_ascii_digit);
            if !next.is_ascii_digit() && !inside {
                break;
            }
            letters.next();
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn numbers_and_plurals_are_left_away() {
        assert_eq!(plain("  8 sleeps, 2 workers"), "# sleep, # worker");
        assert_eq!(plain("1,000 at once in 0.1 s"), "# at once in # s");
        assert_eq!(plain("0 casa-mila.jpg"), "# FILE");
        assert_eq!(plain("… with 100 yields each"), "… with # yield each");
        assert_eq!(plain("cores used"), "cores used");
    }
}
