//! Ctrl-C: the programs under test are in process groups of their own, so only this program hears of it.

use std::io;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock};

static ASKED: OnceLock<Arc<AtomicBool>> = OnceLock::new();

/// From now on, Ctrl-C, a hang-up and `kill` end what [`crate::call`] runs, instead of this program alone.
///
/// # Errors
/// The system refuses.
pub fn watch() -> io::Result<()> {
    use signal_hook::consts;
    let asked = ASKED.get_or_init(Arc::default);
    #[cfg(unix)]
    let signals = [consts::SIGINT, consts::SIGTERM, consts::SIGHUP];
    #[cfg(not(unix))]
    let signals = [consts::SIGINT, consts::SIGTERM];
    signals.into_iter().try_for_each(|signal| signal_hook::flag::register(signal, Arc::clone(asked)).map(drop))
}

/// Whether the end was asked for.
pub fn asked() -> bool {
    ASKED.get().is_some_and(|asked| asked.load(Ordering::Relaxed))
}
