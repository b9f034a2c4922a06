//! Notes which compiler and profile built the programs: a recorded run names them.

use std::process::Command;

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    let rustc = std::env::var("RUSTC").unwrap_or_else(|_| "rustc".to_owned());
    let version = Command::new(rustc)
        .arg("--version")
        .output()
        .ok()
        .and_then(|output| String::from_utf8(output.stdout).ok())
        .unwrap_or_default();
    println!("cargo::rustc-env=OBSERVE_RUSTC={}", version.trim());
    println!("cargo::rustc-env=OBSERVE_PROFILE={}", std::env::var("PROFILE").unwrap_or_default());
}
