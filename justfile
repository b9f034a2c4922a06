# Each recipe is one cargo command or a few, and whoever has no `just` types `cargo lesson 3`, `cargo doctor`.
# Needs just 1.40 or newer and, beside cargo, a POSIX shell or the PowerShell that every Windows has.

set windows-shell := ["powershell.exe", "-NoLogo", "-NoProfile", "-Command"]

# The workspace's manifest is the one place that says which Rust is needed.
needed := replace_regex(read(justfile_directory() / "Cargo.toml"), '(?s)^.*\nrust-version = "([^"]+)".*$', '$1')

[private]
default:
    @just --list --unsorted

# Run lesson N, with its flags: just lesson 3 --quick
[group('learn')]
[no-cd]
[no-exit-message]
[positional-arguments]
[unix]
lesson N *FLAGS: _rust
    @cargo lesson "$@"

# PowerShell is given no arguments, only this line, so each word gets quotes here. A word with a space in it would
# become two: `cargo lesson 2 --images "C:\My Pictures"` is the way then.
[doc('Run lesson N, with its flags: just lesson 3 --quick')]
[group('learn')]
[no-cd]
[no-exit-message]
[windows]
lesson N *FLAGS: _rust
    @cargo lesson '{{ N }}' {{ prepend("'", append("'", FLAGS)) }}

# List the lessons
[group('learn')]
lessons: _rust
    cargo lessons

# Look at this machine: what is there, and what to do
[group('prepare')]
[no-exit-message]
doctor: _rust
    cargo doctor

# Download and build all, before a day with bad Wi-Fi
[group('prepare')]
[no-exit-message]
warm-up: _rust
    cargo warm-up

# Test lessons and solutions, or only the packages named
[group('check')]
[no-exit-message]
test *PACKAGES: _rust
    cargo test {{ prepend("-p ", PACKAGES) }}

# Run the benchmarks (a release build comes first)
[group('check')]
[no-exit-message]
bench: _rust
    cargo bench

# Prove the exercises, all or those named: just prove lost_update --repeat 20
[group('check')]
[no-exit-message]
prove *ARGS: _rust
    cargo prove {{ ARGS }}

# What must pass before a change goes in
[group('check')]
[no-exit-message]
ci: _rust
    cargo fmt --all --check
    cargo clippy --workspace --all-targets -- -D warnings
    cargo test

# Stops with a sentence where Rust is missing or too old, before cargo does with many. `echo '…'`, `;` and `exit` mean
# the same in both shells.
[no-exit-message]
[private]
_rust answer=shell('rustc --version; exit 0') version=replace_regex(answer, '(?s)^rustc (\d+\.\d+\.\d+).*$', '$1'):
    @{{ if version !~ '^\d' { missing } else if semver_matches(version, '>=' + needed) == 'true' { '' } else { older } }}

missing := "echo 'Rust " + needed + " or newer is needed, and none is found: see https://rustup.rs'; exit 1"
older := "rustc --version; echo 'Rust " + needed + " or newer is needed: rustup update stable (https://rustup.rs)'; exit 1"
