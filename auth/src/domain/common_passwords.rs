//! The passwords that are tried first.

use std::cmp::Ordering;

const FILE: &str = include_str!("common_passwords.txt");

/// Whether a password is one of those, however its letters are written.
pub fn is_common(password: &str) -> bool {
    let list = FILE.split_once("\n\n").map_or("", |(_, list)| list);
    has_line(list, &password.to_lowercase())
}

/// Looks for a line in sorted lines, halving the text at each step, so that nothing has to be built in
/// memory first.
fn has_line(mut lines: &str, wanted: &str) -> bool {
    while !lines.is_empty() {
        let (before, line, after) = middle(lines);
        lines = match wanted.cmp(line) {
            Ordering::Less => before,
            Ordering::Equal => return true,
            Ordering::Greater => after,
        };
    }
    false
}

/// The line in the middle of a text of ASCII, and what comes before and after it.
fn middle(lines: &str) -> (&str, &str, &str) {
    let (first, second) = lines.split_at_checked(lines.len() / 2).unwrap_or((lines, ""));
    let start = first.rfind('\n').map_or(0, |end| end + 1);
    let (before, rest) = lines.split_at_checked(start).unwrap_or((first, second));
    let (line, after) = rest.split_once('\n').unwrap_or((rest, ""));
    (before, line, after)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Password;

    fn list() -> Vec<&'static str> {
        FILE.split_once("\n\n").unwrap().1.lines().collect()
    }

    #[test]
    fn every_password_of_the_list_is_found_and_nothing_between_them() {
        assert!(list().len() > 10_000);
        for word in list() {
            assert!(is_common(word), "{word}");
            assert!(is_common(&word.to_uppercase()), "{word}");
            for other in [format!("{word}~~"), format!(" {word}"), format!("{word}\n")] {
                assert!(!is_common(&other), "{other:?}");
            }
        }
        for other in ["", "\n", "correct horse battery staple", "zzzzzzzzzzzzzzzz", "!", "Straße 12345678"] {
            assert!(!is_common(other), "{other}");
        }
    }

    #[test]
    fn the_list_is_sorted_and_holds_what_could_be_a_password() {
        assert!(list().is_sorted());
        for word in list() {
            assert!(word.is_ascii() && word.len() as u64 >= Password::MIN_CHARS, "{word}");
            assert_eq!(word.to_lowercase(), word);
        }
    }
}
