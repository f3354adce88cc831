//! Points at which a test may want a process to die, to prove that nothing is lost there. They exist in
//! builds with debug assertions only, and do nothing unless `CRASH_POINTS` names a folder that holds a
//! file of the point's name. The file says how many times to pass by; then the process removes it and
//! dies, as abruptly as by SIGKILL.

#[cfg(debug_assertions)]
static COUNTING: std::sync::Mutex<()> = std::sync::Mutex::new(());

/// Dies here if a test wants it.
#[cfg(debug_assertions)]
pub fn point(name: &str) {
    let Some(folder) = std::env::var_os("CRASH_POINTS") else { return };
    let file = std::path::Path::new(&folder).join(name);
    // Two that pass at once are two passages.
    let _one_by_one = COUNTING.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    let Ok(text) = std::fs::read_to_string(&file) else { return };
    match text.trim().parse::<u32>() {
        Ok(passes @ 1..) => {
            // A file that cannot be written fires too early, which a test cannot miss.
            let _ = std::fs::write(&file, (passes - 1).to_string());
        }
        Ok(0) if std::fs::remove_file(&file).is_ok() => std::process::abort(),
        _ => {}
    }
}

#[cfg(not(debug_assertions))]
#[inline]
pub fn point(_name: &str) {}
