//! Points at which a test may want a process to die, to prove that nothing is lost there. They exist in
//! builds with debug assertions only, and do nothing unless `CRASH_POINTS` names a folder that holds a
//! file of the point's name; the process that removes the file dies, as abruptly as by SIGKILL.

/// Dies here if a test wants it.
#[cfg(debug_assertions)]
pub fn point(name: &str) {
    let Some(folder) = std::env::var_os("CRASH_POINTS") else { return };
    if std::fs::remove_file(std::path::Path::new(&folder).join(name)).is_ok() {
        std::process::abort();
    }
}

#[cfg(not(debug_assertions))]
#[inline]
pub fn point(_name: &str) {}
