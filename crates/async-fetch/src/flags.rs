//! The lesson's own flags.

use std::time::Duration;

use clap::{Arg, ArgAction, ArgMatches};
use observe::lesson::{self, BadInput};
use reqwest::Url;

pub(crate) fn all() -> Vec<Arg> {
    vec![
        Arg::new("url")
            .long("url")
            .value_name("URL")
            .action(ArgAction::Append)
            .help("Fetch this, not from the embedded server (repeatable)"),
        Arg::new("delay")
            .long("delay")
            .value_name("SECONDS")
            .value_parser(lesson::seconds(0.01..=10.0))
            .conflicts_with("url")
            .help("Answering time of the embedded server [default: 1]"),
        Arg::new("timeout")
            .long("timeout")
            .value_name("SECONDS")
            .value_parser(lesson::seconds(0.01..=3600.0))
            .requires("url")
            .help("Give a --url up after this time [default: 10]"),
    ]
}

pub(crate) fn delay(flags: &ArgMatches, default: f64) -> Duration {
    Duration::from_secs_f64(flags.get_one("delay").copied().unwrap_or(default))
}

pub(crate) fn timeout(flags: &ArgMatches) -> Duration {
    Duration::from_secs_f64(flags.get_one("timeout").copied().unwrap_or(10.0))
}

/// The learner's URLs, each one that can be asked for.
pub(crate) fn urls(flags: &ArgMatches) -> Result<Vec<String>, BadInput> {
    flags.get_many::<String>("url").into_iter().flatten().map(|url| checked(url)).collect()
}

fn checked(url: &str) -> Result<String, BadInput> {
    let bad = |what: String| Err(BadInput(format!("--url {url}: {what}")));
    let parsed = match Url::parse(url) {
        Ok(parsed) => parsed,
        Err(error) => return bad(format!("{error}; give a whole one, such as http://example.org/")),
    };
    match parsed.scheme() {
        "http" => Ok(url.to_owned()),
        "https" if cfg!(feature = "https") => Ok(url.to_owned()),
        "https" => bad("this build has no TLS, to keep the first one short; run it as\n  \
             cargo run -p async-fetch --features https -- --url …"
            .to_owned()),
        other => bad(format!("{other} is not a scheme that this lesson speaks; give http:// or https://")),
    }
}

/// A time as it was given: `1 s`, `0.1 s`.
pub(crate) fn seconds(time: Duration) -> String {
    format!("{} s", time.as_secs_f64())
}
