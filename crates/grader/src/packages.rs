//! What cargo tells of a workspace, without the network.

use std::env;
use std::ffi::OsString;
use std::fmt;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use serde_json::Value;

use crate::call::{End, call};

/// A package of the workspace.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Package {
    /// Its name.
    pub name: String,
    /// Its folder.
    pub folder: PathBuf,
    /// The files that its targets begin with: libraries, programs, tests, benches, examples, the build script.
    pub roots: Vec<PathBuf>,
    /// The names of its integration tests.
    pub tests: Vec<String>,
    /// The folders of the packages that it depends on by path.
    pub paths: Vec<PathBuf>,
    /// Its `[package.metadata.exercise]`, if it has one.
    pub exercise: Option<Value>,
}

/// A workspace.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Workspace {
    /// Its folder.
    pub root: PathBuf,
    /// Where cargo puts what it builds.
    pub target: PathBuf,
    /// Its packages.
    pub packages: Vec<Package>,
}

/// Why a workspace can't be read.
#[derive(Debug)]
pub enum Error {
    /// There is no manifest in the folder, nor in one around it.
    NoWorkspace(PathBuf),
    /// Cargo can't be started.
    NoCargo(OsString, std::io::Error),
    /// Cargo refused; its words.
    Refused(String),
    /// Cargo's answer isn't what it was in all versions so far; what is missing.
    Unreadable(String),
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoWorkspace(root) => {
                write!(f, "there is no Cargo.toml in {}: give a workspace's folder with --root", root.display())
            }
            Self::NoCargo(program, error) => {
                write!(f, "can't start {}: {error}; see https://rustup.rs", program.display())
            }
            Self::Refused(words) => write!(f, "cargo can't read this workspace:\n{}", words.trim_end()),
            Self::Unreadable(what) => write!(f, "cargo's answer about this workspace can't be read: {what}"),
        }
    }
}

impl std::error::Error for Error {}

/// The cargo that runs this program, else the one that is found first; without what the outer cargo has told this
/// program of its own package.
#[must_use]
pub fn cargo() -> Command {
    let mut command = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    forget_outer(&mut command);
    command.env("CARGO_TERM_COLOR", "never");
    command
}

/// Takes out of a command's environment what cargo sets for the programs that it runs.
pub(crate) fn forget_outer(command: &mut Command) {
    let own = ["CARGO_CRATE_NAME", "CARGO_MAKEFLAGS", "CARGO_MANIFEST_DIR", "CARGO_MANIFEST_PATH", "OUT_DIR"];
    let prefixes = ["CARGO_BIN_", "CARGO_PKG_", "CARGO_PRIMARY_", "CARGO_TARGET_TMPDIR"];
    for (name, _) in env::vars_os() {
        let text = name.to_string_lossy();
        if own.contains(&&*text) || prefixes.iter().any(|prefix| text.starts_with(prefix)) {
            command.env_remove(&name);
        }
    }
}

impl Workspace {
    /// Asks cargo about the workspace that `folder` is in.
    ///
    /// # Errors
    /// There is no cargo, or no workspace that it can read.
    pub fn around(folder: &Path) -> Result<Self, Error> {
        let within = |folder: &Path| folder.ancestors().any(|one| one.join("Cargo.toml").is_file());
        if !folder.canonicalize().is_ok_and(|folder| within(&folder)) {
            return Err(Error::NoWorkspace(folder.to_owned()));
        }
        let mut command = cargo();
        let program = command.get_program().to_owned();
        command.args(["metadata", "--no-deps", "--format-version", "1"]).current_dir(folder);
        let called = call(command, Duration::from_secs(60)).map_err(|error| Error::NoCargo(program, error))?;
        match called.end {
            End::Code(0) => Self::from_json(&called.stdout),
            End::TooLong => Err(Error::Refused("it gave no answer in 60 s".to_owned())),
            _ => Err(Error::Refused(called.stderr)),
        }
    }

    /// Reads the answer of `cargo metadata --no-deps`.
    ///
    /// # Errors
    /// It isn't one.
    pub fn from_json(answer: &str) -> Result<Self, Error> {
        let answer: Value = serde_json::from_str(answer).map_err(|error| Error::Unreadable(error.to_string()))?;
        let missing = |what: &str| Error::Unreadable(format!("it has no {what}"));
        let path = |value: &Value| value.as_str().map(PathBuf::from);
        let packages = answer["packages"].as_array().ok_or_else(|| missing("packages"))?;
        Ok(Self {
            root: path(&answer["workspace_root"]).ok_or_else(|| missing("workspace_root"))?,
            target: path(&answer["target_directory"]).ok_or_else(|| missing("target_directory"))?,
            packages: packages.iter().map(package).collect::<Option<_>>().ok_or_else(|| missing("complete package"))?,
        })
    }

    /// The package in a folder, which is given from the workspace's folder on.
    #[must_use]
    pub fn package_in(&self, folder: &Path) -> Option<&Package> {
        self.packages.iter().find(|package| package.folder == self.root.join(folder))
    }
}

fn package(package: &Value) -> Option<Package> {
    let path = |value: &Value| value.as_str().map(PathBuf::from);
    let targets = package["targets"].as_array()?;
    let is_test =
        |target: &&Value| target["kind"].as_array().is_some_and(|kinds| kinds.iter().any(|kind| kind == "test"));
    Some(Package {
        name: package["name"].as_str()?.to_owned(),
        folder: path(&package["manifest_path"])?.parent()?.to_owned(),
        roots: targets.iter().map(|target| path(&target["src_path"])).collect::<Option<_>>()?,
        tests: targets
            .iter()
            .filter(is_test)
            .map(|target| target["name"].as_str().map(str::to_owned))
            .collect::<Option<_>>()?,
        paths: package["dependencies"].as_array()?.iter().filter_map(|needed| path(&needed["path"])).collect(),
        exercise: package["metadata"].get("exercise").cloned(),
    })
}
