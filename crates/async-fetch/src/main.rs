//! Lesson 1: four requests of a second each, one after another and at once; then a thousand, on one thread.
//!
//! `cargo run -p async-fetch` or `just lesson 1`

mod embedded;
mod flags;
mod own_urls;
mod report;

use std::process::ExitCode;

use observe::lesson;

fn main() -> ExitCode {
    delay_server::serve_if_child();
    lesson::run(observe::program!(), flags::all(), |lesson| {
        let urls = flags::urls(lesson.flags())?;
        if urls.is_empty() { embedded::run(lesson) } else { own_urls::run(lesson, &urls) }
    })
}
