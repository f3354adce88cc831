//! Texts that someone looks for: to the database they are words and letters, and never an operator or a pattern.
#![no_main]

use common::clock::Timestamp;
use common::mongo::literal;
use libfuzzer_sys::fuzz_target;
use regex::Regex;
use tickets::domain::{Search, SearchKeys};
use tickets::repo::Query;

fuzz_target!(|text: &str| {
    let search = Search { text: Some(text.to_owned()), city: Some(text.to_owned()), ..Search::default() };
    let query = Query::of_search(&search, None, Timestamp::from_millis(0));
    let clauses = query.filter.get_array("$and").unwrap();
    let clause = |name: &str| clauses.iter().find_map(|clause| clause.as_document().unwrap().get(name));

    // Nothing but phrases of one word each: no sign that means something outside of them, none that ends one.
    let words = clause("$text").unwrap().as_document().unwrap().get_str("$search").unwrap();
    let found: Vec<&str> = words.split(' ').filter(|word| !word.is_empty()).collect();
    for word in &found {
        let word = word.strip_prefix('"').and_then(|word| word.strip_suffix('"')).unwrap();
        assert!(!word.is_empty());
        assert!(word.chars().all(|c| c.is_alphanumeric() || !c.is_ascii()), "{word:?}");
    }
    // And every letter and digit of the text, in its place.
    let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
    assert_eq!(letters(words), letters(text));

    // A city is the same however often it is brought into its form.
    let city = clause("keys.city").unwrap().as_str().unwrap();
    assert_eq!(SearchKeys::city(city), city);
    assert_eq!(SearchKeys::city(&format!(" {text}\t")), city);

    // What an admin looks for is found where it stands, and nowhere else.
    let pattern = Regex::new(&format!("^{}$", escaped(text))).unwrap();
    assert!(pattern.is_match(text));
    assert!(!pattern.is_match(&format!("{text}x")) && !pattern.is_match(&format!("x{text}")));
});

/// For PCRE, as MongoDB has it; to this library alone `\<` and `\>` would mean something.
fn escaped(text: &str) -> String {
    literal(text).replace(r"\<", "<").replace(r"\>", ">")
}
