//! What turns a lesson's source into a program: Rust, cargo, the linker.

use std::fs;
use std::path::Path;
use std::process::Command;

use super::{Finding, Verdict};
use crate::programs::{Silence, ask};
use crate::workspace::{Workspace, rustc};

/// A version as far as it matters here.
type Version = (u32, u32, u32);

/// The Rust that is there, and the one that is needed.
pub(super) struct FoundRust {
    pub(super) answer: Result<String, Silence>,
    pub(super) needed: String,
}

pub(super) fn found_rust() -> FoundRust {
    // This package's own is the workspace's; the others may one day ask for more.
    let packages = Workspace::here().map(|workspace| workspace.packages).unwrap_or_default();
    let all = packages.into_iter().filter_map(|package| package.rust_version);
    let own = env!("CARGO_PKG_RUST_VERSION").to_owned();
    let needed = all.chain([own]).max_by_key(|version| self::version(version)).unwrap_or_default();
    FoundRust { answer: ask(Command::new(rustc()).arg("--version")), needed }
}

pub(super) fn rust(FoundRust { answer, needed }: FoundRust) -> Finding {
    let finding = |found: &str| Finding::fine("Rust", format!("{found}; {needed} or newer is needed"));
    match answer {
        Err(silence) => {
            finding(&format!("rustc: {silence}")).but(Verdict::Stops, "install Rust from https://rustup.rs")
        }
        Ok(answer) => {
            let found = finding(answer.trim().trim_start_matches("rustc "));
            match version(&answer) {
                Some(version) if Some(version) >= self::version(&needed) => found,
                Some(_) => found.but(
                    Verdict::Stops,
                    "rustup update stable (a Rust from a package manager: replace it by one from https://rustup.rs)",
                ),
                None => found.but(Verdict::ToDo, "that names no version: try rustup update stable"),
            }
        }
    }
}

/// The first word that is a version: `rustc 1.95.0-nightly (…)` is 1.95.0.
pub(super) fn version(text: &str) -> Option<Version> {
    let parse = |word: &str| {
        let mut numbers = word.split('-').next()?.split('.').map(str::parse);
        let (major, minor) = (numbers.next()?.ok()?, numbers.next()?.ok()?);
        Some((major, minor, numbers.next().and_then(Result::ok).unwrap_or(0)))
    };
    text.split_whitespace().find_map(parse)
}

pub(super) fn cargo() -> Finding {
    match ask(Command::new(crate::workspace::cargo()).arg("--version")) {
        Ok(answer) => Finding::fine("cargo", answer.trim().trim_start_matches("cargo ")),
        Err(silence) => {
            Finding::fine("cargo", silence.to_string()).but(Verdict::Stops, "install Rust from https://rustup.rs")
        }
    }
}

/// Makes a program and runs it: whatever is missing for that, its name and place, shows by it.
pub(super) fn linker() -> Finding {
    // Not in the system's folder for temporary files: programs may be forbidden there, and no lesson runs there.
    let target = Workspace::here().map(|workspace| workspace.target).unwrap_or_else(|_| std::env::temp_dir());
    let folder = target.join(format!("doctor-{}", std::process::id()));
    let result = link(&folder);
    let _ = fs::remove_dir_all(&folder);
    match result {
        Ok(()) => Finding::fine("linker", "a program was compiled, linked and run"),
        Err(words) if words == NO_RUSTC => Finding::fine("linker", words).but(Verdict::Stops, "see Rust, above"),
        Err(words) => Finding::fine("linker", gist(&words)).but(Verdict::Stops, WAY_TO_A_LINKER),
    }
}

fn link(folder: &Path) -> Result<(), String> {
    let program = folder.join(format!("hello{}", std::env::consts::EXE_SUFFIX));
    let source = folder.join("hello.rs");
    let written = fs::create_dir_all(folder).and_then(|()| fs::write(&source, "fn main() { println!(\"hello\") }\n"));
    written.map_err(|error| format!("can't write into {}: {error}", folder.display()))?;
    let compiled = ask(Command::new(rustc()).arg(&source).arg("-o").arg(&program));
    compiled.map_err(|silence| if silence.is_absence() { NO_RUSTC.to_owned() } else { silence.to_string() })?;
    match ask(&mut Command::new(&program)) {
        Ok(answer) if answer.trim() == "hello" => Ok(()),
        Ok(answer) => Err(format!("a program was linked, but printed {answer:?}")),
        Err(silence) => Err(format!("a program was linked, but it {silence}")),
    }
}

/// The line of the compiler's complaint that says the most, short enough to be read.
pub(super) fn gist(words: &str) -> String {
    let line = words.lines().find(|line| line.starts_with("error")).or(words.lines().next()).unwrap_or_default();
    line.chars().take(200).collect()
}

const NO_RUSTC: &str = "not tried, as there is no rustc";

const WAY_TO_A_LINKER: &str = if cfg!(target_os = "macos") {
    "xcode-select --install"
} else if cfg!(windows) {
    "install the Visual Studio Build Tools with \"Desktop development with C++\": \
     https://visualstudio.microsoft.com/visual-cpp-build-tools/"
} else {
    "Debian, Ubuntu: sudo apt install build-essential. Fedora: sudo dnf install gcc. Arch: sudo pacman -S base-devel. \
     Alpine: sudo apk add build-base"
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_compared_as_numbers() {
        assert_eq!(version("rustc 1.95.0 (59807616e 2026-04-14)"), Some((1, 95, 0)));
        assert_eq!(version("rustc 1.100.1-nightly (abc 2027-01-01)"), Some((1, 100, 1)));
        assert_eq!(version("1.95"), Some((1, 95, 0)));
        assert_eq!(version("no version"), None);
    }

    #[test]
    fn an_older_rust_gets_the_way_out() {
        let with = |answer: &str| rust(FoundRust { answer: Ok(answer.to_owned()), needed: "1.95".to_owned() });
        assert_eq!(with("rustc 1.95.0 (59807616e 2026-04-14)\n").verdict, Verdict::Fine);
        assert_eq!(with("rustc 1.100.0").verdict, Verdict::Fine);
        let older = with("rustc 1.80.0 (051478957 2024-07-21)");
        assert_eq!(older.verdict, Verdict::Stops);
        assert_eq!(older.found, "1.80.0 (051478957 2024-07-21); 1.95 or newer is needed");
        assert!(older.way_out.starts_with("rustup update stable"));
    }

    #[test]
    fn the_gist_of_a_failed_link_is_its_error() {
        assert_eq!(gist("warning: x\nerror: linker `cc` not found\n  |\n"), "error: linker `cc` not found");
        assert_eq!(gist("can't be started: no"), "can't be started: no");
    }
}
