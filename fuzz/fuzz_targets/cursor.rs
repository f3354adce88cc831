//! The cursors of lists: a text is refused, or it is a place in the list that comes back as it went.
#![no_main]

use std::fmt::Debug;

use common::clock::Timestamp;
use common::http::Cursor;
use common::ids::{ActId, OrderId};
use libfuzzer_sys::fuzz_target;
use serde::Serialize;
use serde::de::DeserializeOwned;
use tickets::domain::{Position, Search};
use tickets::repo::Query;

fuzz_target!(|text: &str| {
    come_back::<(Timestamp, OrderId)>(text);
    come_back::<(Timestamp, ActId)>(text);
    if let Some(Cursor(position)) = come_back::<Position>(text) {
        // A query from there on is stricter by one clause that names the place.
        let search = Search { sort: position.sort, ..Search::default() };
        let clauses = |after| {
            let query = Query::of_search(&search, after, Timestamp::from_millis(0));
            query.filter.get_array("$and").unwrap().clone()
        };
        let (first, next) = (clauses(None), clauses(Some(position)));
        assert_eq!(next[..first.len()], first[..]);
        let place = format!("{:?}", next[first.len()..].first().unwrap());
        assert!(place.contains(&position.id.to_string()), "{place}");
    }
});

fn come_back<K: Serialize + DeserializeOwned + PartialEq + Debug>(text: &str) -> Option<Cursor<K>> {
    let cursor: Cursor<K> = read(text)?;
    let again = cursor.encode().unwrap();
    assert!(again.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte)));
    assert_eq!(read::<K>(&again).as_ref(), Some(&cursor));
    Some(cursor)
}

/// As the query of a request is read.
fn read<K: DeserializeOwned>(text: &str) -> Option<Cursor<K>> {
    serde_json::from_value(serde_json::Value::from(text)).ok()
}
