//! Figures with their units, in as few characters as still tell them apart.

use std::time::Duration;

/// A duration with three or four digits: `1.003 s`, `12.3 ms`, `45.0 µs`, `12 ns`.
#[must_use]
pub fn duration(value: Duration) -> String {
    let seconds = value.as_secs_f64();
    // The limits lie where rounding would print a thousand of the smaller unit.
    match seconds {
        s if s >= 99.95 => format!("{s:.0} s"),
        s if s >= 9.9995 => format!("{s:.1} s"),
        s if s >= 0.999_5 => format!("{s:.3} s"),
        s if s >= 0.099_95 => format!("{:.0} ms", s * 1e3),
        s if s >= 0.000_999_95 => format!("{:.1} ms", s * 1e3),
        s if s >= 0.000_000_999_5 => format!("{:.1} µs", s * 1e6),
        s => format!("{:.0} ns", s * 1e9),
    }
}

/// Cores used: three decimals below 0.1, where a waiting program lives, two above.
#[must_use]
pub fn cores(value: f64) -> String {
    if value < 0.1 { format!("{value:.3}") } else { format!("{value:.2}") }
}

/// Bytes in binary units: `512 B`, `13.4 KiB`, `283 MiB`.
#[must_use]
pub fn bytes(value: u64) -> String {
    let value = value as f64;
    let (scaled, unit) = match value {
        v if v >= 1024.0 * 1024.0 * 1024.0 => (v / (1024.0 * 1024.0 * 1024.0), "GiB"),
        v if v >= 1024.0 * 1024.0 => (v / (1024.0 * 1024.0), "MiB"),
        v if v >= 1024.0 => (v / 1024.0, "KiB"),
        v => return format!("{v:.0} B"),
    };
    if scaled >= 99.95 { format!("{scaled:.0} {unit}") } else { format!("{scaled:.1} {unit}") }
}

/// A count with thousands set apart: `400,000`.
#[must_use]
pub fn count(value: u64) -> String {
    let digits = value.to_string();
    let mut grouped = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

/// `1 core`, `2 cores`: a count with its noun.
#[must_use]
pub fn plural(count_of: usize, noun: &str) -> String {
    let ending = if count_of == 1 { "" } else { "s" };
    format!("{} {noun}{ending}", count(count_of as u64))
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    #[test]
    fn durations_keep_three_digits_or_so() {
        let shown = [
            (100_000_000_000, "100 s"),
            (12_340_000_000, "12.3 s"),
            (1_003_000_000, "1.003 s"),
            (999_600_000, "1.000 s"),
            (135_000_000, "135 ms"),
            (12_340_000, "12.3 ms"),
            (999_970, "1.0 ms"),
            (45_600, "45.6 µs"),
            (12, "12 ns"),
            (0, "0 ns"),
        ];
        for (nanos, expected) in shown {
            assert_eq!(super::duration(Duration::from_nanos(nanos)), expected);
        }
    }

    #[test]
    fn other_units() {
        assert_eq!(super::cores(0.0012), "0.001");
        assert_eq!(super::cores(1.98), "1.98");
        assert_eq!(super::bytes(512), "512 B");
        assert_eq!(super::bytes(283 << 20), "283 MiB");
        assert_eq!(super::bytes(13_722), "13.4 KiB");
        assert_eq!(super::count(400_000), "400,000");
        assert_eq!(super::count(1_000_000), "1,000,000");
        assert_eq!(super::count(12), "12");
        assert_eq!(super::plural(1, "core"), "1 core");
        assert_eq!(super::plural(1_000, "request"), "1,000 requests");
    }
}
