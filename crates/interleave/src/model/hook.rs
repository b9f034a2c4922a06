//! The panic hook: silent inside a check, since there a panic is a counterexample, not a message.

use std::cell::{Cell, RefCell};
use std::panic::PanicHookInfo;
use std::sync::Once;

/// The last panic of this OS thread inside a check.
#[derive(Clone, Debug)]
pub(crate) struct Panicked {
    /// Its message.
    pub(crate) message: String,
    /// File and line.
    pub(crate) place: Option<(String, u32)>,
    /// Did loom raise it?
    pub(crate) in_loom: bool,
}

thread_local! {
    static LAST: RefCell<Option<Panicked>> = const { RefCell::new(None) };
    static DEAD: Cell<bool> = const { Cell::new(false) };
}

/// Installs the hook, once in a process. Outside a check it calls the hook that was there before.
pub(crate) fn install() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let former = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |info| {
            if !super::inside() {
                return former(info);
            }
            note(info);
            if std::env::var_os("INTERLEAVE_LOOM").is_some() {
                former(info);
            }
        }));
    });
}

fn note(info: &PanicHookInfo<'_>) {
    let message = info.payload_as_str().unwrap_or("a panic without a text").to_owned();
    let place = info.location().map(|l| (l.file().to_owned(), l.line()));
    let in_loom = place.as_ref().is_some_and(|(file, _)| is_loom(file));
    if in_loom && (message.starts_with("deadlock") || message.starts_with("Model exceeded")) {
        DEAD.set(true);
    }
    LAST.set(Some(Panicked { message, place, in_loom }));
}

fn is_loom(file: &str) -> bool {
    let folder = |part: &str| part.starts_with("loom-") || part.starts_with("generator-");
    file.split(['/', '\\']).any(folder)
}

/// Takes the last panic.
pub(crate) fn last_panic() -> Option<Panicked> {
    LAST.take()
}

/// loom's execution has come to a state in which it must not be called any more.
pub(crate) fn is_dead() -> bool {
    DEAD.get()
}

/// See [`is_dead`].
pub(crate) fn kill() {
    DEAD.set(true);
}

/// A new run of loom begins.
pub(crate) fn revive() {
    DEAD.set(false);
}
