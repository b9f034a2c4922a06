//! A folder for files on their way, which goes away with the program, also by Ctrl-C.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, OnceLock};

use signal_hook::consts::{SIGINT, SIGTERM};
use signal_hook::{flag, low_level};

/// A hidden folder in the folder to write into or, if there is none yet, in the first one above that exists: on the
/// same file system as what it is moved to.
pub(crate) struct Staging {
    pub(crate) folder: PathBuf,
    // After the folder: a signal takes effect when nothing is left to clear up.
    hold: Hold,
}

impl Staging {
    pub(crate) fn new(for_folder: &Path) -> io::Result<Self> {
        let hold = Hold::begin();
        let above = for_folder.ancestors().find(|folder| folder.exists());
        // The last of a relative path's ancestors is empty, which means the current folder.
        let folder = above.unwrap_or(Path::new("")).join(format!(".parallel-images.{}.partial", std::process::id()));
        let _ = fs::remove_dir_all(&folder); // of an earlier process by the same number, which was killed
        fs::create_dir(&folder)?;
        Ok(Self { folder, hold })
    }

    /// Writes a file into the folder.
    pub(crate) fn write(&self, name: &str, content: &[u8]) -> io::Result<()> {
        self.hold.check()?;
        fs::write(self.folder.join(name), content)
    }
}

impl Drop for Staging {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.folder);
    }
}

/// Moves a folder to the first free `run-N` in `folder`.
pub(crate) fn place_numbered(staged: &Path, folder: &Path) -> io::Result<PathBuf> {
    let mut number = 1_u32;
    loop {
        let run = folder.join(format!("run-{number}"));
        if !run.exists() {
            match fs::rename(staged, &run) {
                Err(_) if run.exists() => {} // another run was faster
                result => return result.map(|()| run),
            }
        }
        number += 1;
    }
}

/// While it lives, Ctrl-C is only noted; when it goes, Ctrl-C does what it always does.
struct Hold(&'static Signals);

#[derive(Default)]
struct Signals {
    /// Nothing is on its way: signals end the program at once.
    idle: Arc<AtomicBool>,
    /// The signal that came meanwhile, or 0.
    noted: Arc<AtomicUsize>,
}

impl Signals {
    /// Where signals can't be caught, they work as always and may leave a hidden folder behind.
    fn catch() -> Self {
        let signals = Self::default();
        for signal in [SIGINT, SIGTERM] {
            let _ = flag::register_conditional_default(signal, Arc::clone(&signals.idle));
            let _ = flag::register_usize(signal, Arc::clone(&signals.noted), signal as usize);
        }
        signals
    }
}

impl Hold {
    fn begin() -> Self {
        static SIGNALS: OnceLock<Signals> = OnceLock::new();
        let signals = SIGNALS.get_or_init(Signals::catch);
        signals.idle.store(false, Ordering::SeqCst);
        Self(signals)
    }

    fn check(&self) -> io::Result<()> {
        if self.0.noted.load(Ordering::SeqCst) == 0 { Ok(()) } else { Err(io::Error::other("interrupted")) }
    }
}

impl Drop for Hold {
    fn drop(&mut self) {
        self.0.idle.store(true, Ordering::SeqCst);
        let noted = self.0.noted.load(Ordering::SeqCst);
        if noted != 0 {
            let _ = low_level::emulate_default_handler(noted as i32);
        }
    }
}
