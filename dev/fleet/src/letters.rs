//! Letters that auth has written into a folder, as whoever they are for reads them.

use std::fs;
use std::path::Path;

/// The letters to an address so far, the newest first.
pub fn to(folder: &Path, address: &str) -> Vec<String> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut files: Vec<_> = entries.map(|entry| entry.path()).collect();
    files.retain(|file| file.extension().is_some_and(|extension| extension == "eml"));
    // Their names begin with when they were posted.
    files.sort_unstable_by(|a, b| b.cmp(a));
    let letters = files.iter().filter_map(|file| fs::read_to_string(file).ok());
    letters.filter(|letter| letter.contains(&format!("To: {address}\r\n"))).collect()
}

/// What stands behind `#token=` in the links to a page, in the letters to an address.
pub fn tokens(folder: &Path, address: &str, page: &str) -> Vec<String> {
    let before = format!("{page}#token=");
    let token = |letter: &String| {
        let rest = letter.split(&before).nth(1)?;
        rest.split_whitespace().next().map(str::to_owned)
    };
    to(folder, address).iter().filter_map(token).collect()
}
