//! What cargo tells of this workspace, without the network.

use std::env;
use std::ffi::OsString;
use std::fmt;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use serde_json::Value;

/// A package of the workspace.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Package {
    /// Its name.
    pub name: String,
    /// Its description; empty if it has none.
    pub description: String,
    /// The oldest Rust that it takes, if it says.
    pub rust_version: Option<String>,
}

/// The workspace around the current folder.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Workspace {
    /// Its packages.
    pub packages: Vec<Package>,
    /// Where cargo puts what it builds.
    pub target: PathBuf,
}

/// Why the workspace can't be read.
#[derive(Debug)]
pub enum Error {
    /// Cargo can't be started.
    NoCargo(OsString, std::io::Error),
    /// Cargo refused; its words.
    Refused(String),
    /// Cargo's answer isn't what it was in all versions so far.
    Unreadable(String),
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoCargo(program, error) => {
                write!(f, "can't start {}: {error}; see https://rustup.rs", program.display())
            }
            Self::Refused(words) => write!(f, "cargo can't read this workspace:\n{}", words.trim_end()),
            Self::Unreadable(what) => write!(f, "cargo's answer about this workspace can't be read: {what}"),
        }
    }
}

impl std::error::Error for Error {}

/// The cargo that runs this program, else the one that is found first.
#[must_use]
pub fn cargo() -> OsString {
    env::var_os("CARGO").unwrap_or_else(|| "cargo".into())
}

/// The compiler that cargo uses.
#[must_use]
pub fn rustc() -> OsString {
    env::var_os("RUSTC").unwrap_or_else(|| "rustc".into())
}

impl Workspace {
    /// Asks cargo.
    ///
    /// # Errors
    /// There is no cargo, or no workspace around the current folder that it can read.
    pub fn here() -> Result<Self, Error> {
        let program = cargo();
        let mut command = Command::new(&program);
        command.args(["metadata", "--no-deps", "--format-version", "1"]).stdin(Stdio::null());
        let output = command.output().map_err(|error| Error::NoCargo(program, error))?;
        if !output.status.success() {
            return Err(Error::Refused(String::from_utf8_lossy(&output.stderr).into_owned()));
        }
        Self::from_json(&output.stdout)
    }

    /// Reads the answer of `cargo metadata`.
    ///
    /// # Errors
    /// It isn't one.
    pub fn from_json(answer: &[u8]) -> Result<Self, Error> {
        let answer: Value = serde_json::from_slice(answer).map_err(|error| Error::Unreadable(error.to_string()))?;
        let missing = |what: &str| Error::Unreadable(format!("it has no {what}"));
        let text = |value: &Value| value.as_str().map(str::to_owned);
        let package = |package: &Value| {
            Some(Package {
                name: text(&package["name"])?,
                description: text(&package["description"]).unwrap_or_default(),
                rust_version: text(&package["rust_version"]),
            })
        };
        let packages = answer["packages"].as_array().ok_or_else(|| missing("packages"))?;
        Ok(Self {
            packages: packages.iter().map(package).collect::<Option<_>>().ok_or_else(|| missing("package name"))?,
            target: text(&answer["target_directory"]).ok_or_else(|| missing("target_directory"))?.into(),
        })
    }
}
