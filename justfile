# Each recipe is one cargo command or a few, and whoever has no `just` types `cargo lesson 3`, `cargo doctor`.
# Needs just 1.40 or newer and, beside cargo, a POSIX shell or the PowerShell that every Windows has.

set windows-shell := ["powershell.exe", "-NoLogo", "-NoProfile", "-Command"]

# Which words `learn` uses when it names a command: `just hint`, not `cargo learn hint`.
export LEARN_CALLED_BY := "just"

# Quiet once it is built; the first time cargo shows how far it is.
built := path_exists(env("CARGO_TARGET_DIR", justfile_directory() / "target") / "debug" / if os() == "windows" { "learn.exe" } else { "learn" })
learn := "cargo run " + (if built == "true" { "-q " } else { "" }) + "-p learn --"

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

# The book in your browser, and anew on each change
[group('learn')]
[no-exit-message]
book: _mdbook
    mdbook serve book --open

# List the exercises: solved, not yet, not tried
[group('exercises')]
[no-exit-message]
exercises: _rust
    @{{ learn }} exercises

# The next exercise: its story, and the line to open
[group('exercises')]
[no-exit-message]
next: _rust
    @{{ learn }} next

# Test an exercise: just test 4.1, just test update
[group('exercises')]
[no-exit-message]
test *NAME: _rust
    @{{ learn }} test {{ NAME }}

# Test it again on each save, by an installed watcher
[group('exercises')]
[no-exit-message]
watch *NAME: _rust
    @{{ learn }} watch {{ NAME }}

# The next hint, one at a time
[group('exercises')]
[no-exit-message]
hint *NAME: _rust
    @{{ learn }} hint {{ NAME }}

# The solution beside your code; it asks first
[group('exercises')]
[no-exit-message]
solution *NAME: _rust
    @{{ learn }} solution {{ NAME }}

# Back to the broken start; your work is kept in .learn/kept
[group('exercises')]
[no-exit-message]
reset *NAME: _rust
    @{{ learn }} reset {{ NAME }}

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

# Run the benchmarks (a release build comes first)
[group('check')]
[no-exit-message]
bench: _rust
    cargo bench

# Prove the exercises, or one: just prove lost_update
[group('check')]
[no-exit-message]
prove *ARGS: _rust
    cargo prove {{ ARGS }}

# Record the lessons for the book: just record 3
[group('check')]
[no-exit-message]
record *ARGS: _rust
    cargo record {{ ARGS }}

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

# The same for mdBook, which only the book needs.
[no-exit-message]
[private]
_mdbook answer=shell('mdbook --version; exit 0') version=replace_regex(answer, '(?s)^mdbook v?(\d+\.\d+\.\d+).*$', '$1'):
    @{{ if version !~ '^\d' { no_mdbook } else if semver_matches(version, '>=0.5') == 'true' { '' } else { old_mdbook } }}

get_mdbook := "cargo install mdbook --version 0.5.4 --locked (some minutes), or a ready-made one for your system from https://github.com/rust-lang/mdBook/releases"
no_mdbook := "echo 'mdbook 0.5 is needed, and none is found: " + get_mdbook + "'; exit 1"
old_mdbook := "mdbook --version; echo 'mdbook 0.5 or newer is needed: " + get_mdbook + "'; exit 1"
