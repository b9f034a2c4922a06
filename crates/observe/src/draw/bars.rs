//! Figures as horizontal bars of text.

use std::fmt::Write as _;

/// One bar: what it is, how long, what is written behind it.
pub type Bar<'a> = (String, f64, &'a str);

/// Draws bars to scale, the longest as long as `width` columns allow, in eighths of a column. Values that are not
/// positive numbers get no bar; an empty one that is positive still shows a sliver.
#[must_use]
pub fn bars(bars: &[Bar<'_>], width: usize) -> String {
    let widest = |text: &dyn Fn(&Bar<'_>) -> usize| bars.iter().map(text).max().unwrap_or(0);
    let label_width = widest(&|bar| bar.0.chars().count());
    let text_width = widest(&|bar| bar.2.chars().count());
    let longest = bars.iter().map(|bar| bar.1).filter(|value| value.is_finite()).fold(0.0, f64::max);
    let room = width.saturating_sub(label_width + text_width + 5).max(8);
    let mut out = String::new();
    for (label, value, text) in bars {
        let padding = label_width - label.chars().count();
        let _ = writeln!(out, "  {:padding$}{label} │{} {text}", "", bar(*value, longest, room));
    }
    out
}

fn bar(value: f64, longest: f64, room: usize) -> String {
    const EIGHTHS: [&str; 8] = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"];
    if !(value > 0.0 && longest > 0.0) {
        return String::new();
    }
    let eighths = ((value / longest).min(1.0) * room as f64 * 8.0).round().max(1.0) as usize;
    "█".repeat(eighths / 8) + EIGHTHS[eighths % 8]
}

#[cfg(test)]
mod tests {
    use super::bars;

    #[test]
    fn bars_are_to_scale() {
        let drawn = bars(&[("1".into(), 8.0, "8 s"), ("16".into(), 4.0, "4 s"), ("0".into(), 0.0, "-")], 20);
        assert_eq!(drawn, "   1 │██████████ 8 s\n  16 │█████ 4 s\n   0 │ -\n");
    }

    #[test]
    fn something_is_never_nothing() {
        assert!(bars(&[("a".into(), 1e9, ""), ("b".into(), 1.0, "")], 40).contains("b │▏"));
        assert_eq!(bars(&[], 40), "");
        assert_eq!(bars(&[("a".into(), f64::NAN, "?")], 40), "  a │ ?\n");
    }
}
