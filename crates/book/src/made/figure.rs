//! One figure of a record as the lessons print it. Its key says what it is.

use std::time::Duration;

use observe::{Spread, units};
use serde_json::Value;

/// Endings of keys that are units: the printed figure has its unit.
const UNITS: [(&str, f64); 4] = [("_s", 1.0), ("_ms", 1e-3), ("_us", 1e-6), ("_ns", 1e-9)];

/// The key in an anchor's name: `wall_s` is `wall`, `context_switches` is `switches`.
#[must_use]
pub fn field(key: &str) -> String {
    let key = match key {
        "context_switches" => "switches",
        "cores_used" => "cores",
        key => UNITS.iter().find_map(|(unit, _)| key.strip_suffix(unit)).unwrap_or(key),
    };
    key.strip_suffix("_bytes").unwrap_or(key).replace('_', "-")
}

/// The figure `value` of the key `key`; nothing for what was not measured.
#[must_use]
pub fn shown(key: &str, value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Bool(yes) => Some(if *yes { "yes" } else { "no" }.to_owned()),
        Value::Number(number) => Some(number_shown(key, number.as_f64()?)),
        _ => None,
    }
}

fn number_shown(key: &str, value: f64) -> String {
    let seconds = UNITS.iter().find(|(unit, _)| key.ends_with(unit)).map(|(_, seconds)| value * seconds);
    if let Some(seconds) = seconds.filter(|seconds| *seconds >= 0.0) {
        return units::duration(Duration::from_secs_f64(seconds));
    }
    match key {
        "cores_used" => units::cores(value),
        "speedup" | "allowed" => format!("{value:.2}x"),
        "efficiency" => format!("{:.0}%", value * 100.0),
        key if key.starts_with("ns_per_") => format!("{value:.1} ns"),
        key if key == "bytes" || key.ends_with("_bytes") => units::bytes(value as u64),
        // A median of counts may lie between two of them; the tables leave the half away.
        "context_switches" => units::count(value as u64),
        _ if value >= 0.0 && value.fract() == 0.0 => units::count(value as u64),
        _ => format!("{value:.2}"),
    }
}

/// The figures of a list that has one of each run, by the ending of their names: the fewest to the most, and each of the
/// three that the tables show.
#[must_use]
pub fn spread(key: &str, list: &[Value]) -> Vec<(&'static str, String)> {
    let Some(spread) = Spread::of(list.iter().filter_map(Value::as_f64)) else { return Vec::new() };
    let whole = list.iter().all(Value::is_u64);
    // As in the tables, the half of a median between two counts is left away.
    let text = |value: f64| number_shown(key, if whole { value.trunc() } else { value });
    let [fewest, median, most] = [spread.min, spread.median, spread.max].map(text);
    let range = if fewest == most { most.clone() } else { format!("{fewest} to {most}") };
    vec![("", range), ("-fewest", fewest), ("-median", median), ("-most", most)]
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{field, shown, spread};

    #[test]
    fn keys_become_fields() {
        let known = [
            ("wall_s", "wall"),
            ("wall_min_s", "wall-min"),
            ("length_us", "length"),
            ("context_switches", "switches"),
            ("cores_used", "cores"),
            ("cpu_per_request_s", "cpu-per-request"),
            ("resident_bytes", "resident"),
            ("ns_per_increment_alone", "ns-per-increment-alone"),
            ("high_water", "high-water"),
            ("tasks", "tasks"),
        ];
        for (key, expected) in known {
            assert_eq!(field(key), expected);
        }
    }

    #[test]
    fn figures_are_shown_as_the_tables_show_them() {
        let known = [
            ("wall_s", json!(0.274), "274 ms"),
            ("length_us", json!(1_002_225.76), "1.002 s"),
            ("cores_used", json!(0.0004), "0.000"),
            ("speedup", json!(2.0344), "2.03x"),
            ("efficiency", json!(1.0178), "102%"),
            ("context_switches", json!(303.5), "303"),
            ("resident_bytes", json!(32_419_840), "30.9 MiB"),
            ("ns_per_increment_contended", json!(82.431), "82.4 ns"),
            ("steps", json!(50_000_000), "50,000,000"),
            ("ratio", json!(1.256), "1.26"),
            ("replay", json!("ABBA"), "ABBA"),
        ];
        for (key, value, expected) in known {
            assert_eq!(shown(key, &value).as_deref(), Some(expected), "{key}");
        }
        assert_eq!(shown("speedup", &json!(null)), None);
    }

    #[test]
    fn lists_of_runs_are_shown_by_their_ends_and_their_middle() {
        let found = spread("lost", &[json!(4), json!(10_000), json!(1), json!(7)]);
        let expected = [("", "1 to 10,000"), ("-fewest", "1"), ("-median", "5"), ("-most", "10,000")];
        assert_eq!(found, expected.map(|(ending, text)| (ending, text.to_owned())));
        assert_eq!(spread("lost", &[json!(3)])[0].1, "3");
    }
}
