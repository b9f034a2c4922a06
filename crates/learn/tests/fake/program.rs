//! Stands in for cargo and rustc, so that no test builds anything: says what it was asked, and ends as it is told.

use std::env;
use std::process::exit;

fn main() {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let told = |name: &str| env::var(name).unwrap_or_default();
    let code = |name: &str| told(name).parse().unwrap_or(0);
    match arguments.first().map(String::as_str) {
        Some("metadata") if arguments.iter().any(|argument| argument == "--offline") => exit(code("FAKE_OFFLINE")),
        Some("metadata") => println!("{}", told("FAKE_METADATA")),
        Some("--version") => println!("{}", told("FAKE_VERSION")),
        Some("-vV") => println!("host: x86_64-unknown-linux-gnu"),
        Some("build" | "fetch" | "test") => {
            eprintln!("fake: {}", arguments.join(" "));
            exit(code(&format!("FAKE_{}", arguments[0].to_uppercase())));
        }
        _ => {
            for argument in &arguments {
                println!("<{argument}>");
            }
            exit(code("FAKE_RUN"));
        }
    }
}
