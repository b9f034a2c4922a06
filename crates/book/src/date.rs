//! Today's date, in the calendar of people.

use std::time::{SystemTime, UNIX_EPOCH};

/// Today as `YYYY-MM-DD`, in UTC.
#[must_use]
pub fn today() -> String {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    civil(since.as_secs() / 86_400)
}

/// The date so many days after 1970-01-01. Years are counted from March here, so that the leap day is a year's last.
#[must_use]
pub fn civil(days: u64) -> String {
    // 1970-01-01 is day 719,468 after 0000-03-01; 146,097 days are 400 years.
    let days = days + 719_468;
    let (era, day) = (days / 146_097, days % 146_097);
    let year = (day - day / 1_460 + day / 36_524 - day / 146_096) / 365;
    let day = day - (365 * year + year / 4 - year / 100);
    // March to July, and August to December, have 153 days each, in the same pattern of 31 and 30.
    let month = (5 * day + 2) / 153;
    let day = day - (153 * month + 2) / 5 + 1;
    let (month, next) = if month < 10 { (month + 3, 0) } else { (month - 9, 1) };
    format!("{:04}-{month:02}-{day:02}", era * 400 + year + next)
}

#[cfg(test)]
mod tests {
    use super::civil;

    #[test]
    fn days_are_dates() {
        // Each from `date -u -d @SECONDS`.
        let known = [
            (0, "1970-01-01"),
            (58, "1970-02-28"),
            (59, "1970-03-01"),
            (789, "1972-02-29"),
            (10_956, "1999-12-31"),
            (11_016, "2000-02-29"),
            (11_017, "2000-03-01"),
            (20_780, "2026-11-23"),
            (47_540, "2100-02-28"),
            (47_541, "2100-03-01"),
        ];
        for (days, date) in known {
            assert_eq!(civil(days), date);
        }
    }

    #[test]
    fn every_day_follows_the_one_before() {
        // Through 400 years, after which the calendar repeats: the day goes up by one, or a month begins.
        let parts = |date: &str| date.split('-').map(|part| part.parse::<u64>().unwrap()).collect::<Vec<_>>();
        for day in 0..146_097 {
            let (before, after) = (parts(&civil(day)), parts(&civil(day + 1)));
            let next_day = before[..2] == after[..2] && before[2] + 1 == after[2];
            let next_month =
                after[2] == 1 && before[2] >= 28 && before[0] * 12 + before[1] + 1 == after[0] * 12 + after[1];
            assert!(next_day || next_month, "{before:?} {after:?}");
        }
    }
}
