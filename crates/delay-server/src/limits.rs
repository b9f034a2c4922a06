//! How many connections the process may hold open.

/// Raises this process's limit of open files, and with it of open connections, as far as it may without more rights,
/// and returns the limit that now holds.
///
/// On Unix that is the soft limit raised to the hard one (on macOS to at most `kern.maxfilesperproc`). The server does
/// this itself; a client that opens thousands of connections needs it as well. `None` where there is no such limit for
/// connections (Windows), or where it could not be read or changed; whatever limit there was then still holds.
pub fn raise_open_file_limit() -> Option<u64> {
    if cfg!(unix) { rlimit::increase_nofile_limit(u64::MAX).ok() } else { None }
}
