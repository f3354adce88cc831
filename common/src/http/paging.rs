//! Paging: lists are bare arrays; the next page is announced in a `Link` header (RFC 8288) and found by
//! an opaque cursor, so that what is added or removed meanwhile moves nothing.

use axum::Json;
use axum::http::{HeaderValue, Uri, header};
use axum::response::{IntoResponse, Response};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer, Serialize};

/// How many items a page has: 1 to 100, 50 when not said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PageSize(usize);

impl PageSize {
    pub const MAX: usize = 100;

    pub fn get(self) -> usize {
        self.0
    }
}

impl Default for PageSize {
    fn default() -> Self {
        Self(50)
    }
}

impl<'de> Deserialize<'de> for PageSize {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match usize::deserialize(deserializer)? {
            size @ 1..=Self::MAX => Ok(Self(size)),
            _ => Err(serde::de::Error::custom("must be from 1 to 100")),
        }
    }
}

/// Where a page ended: the sort key of its last item, as text that a client only hands back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cursor<K>(pub K);

impl<K: Serialize> Cursor<K> {
    /// The text for the client; `None` for a key that JSON cannot hold.
    pub fn encode(&self) -> Option<String> {
        serde_json::to_vec(&self.0).ok().map(|json| URL_SAFE_NO_PAD.encode(json))
    }
}

impl<'de, K: DeserializeOwned> Deserialize<'de> for Cursor<K> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let json = URL_SAFE_NO_PAD.decode(text).ok();
        json.and_then(|json| serde_json::from_slice(&json).ok())
            .map(Self)
            .ok_or_else(|| serde::de::Error::custom("no cursor of this list"))
    }
}

/// A page of a list and, when there is more, the cursor of what follows.
pub struct Page<T> {
    items: Vec<T>,
    next: Option<String>,
}

impl<T> Page<T> {
    /// From up to one item more than the page holds: the one too many says that there is a next page.
    pub fn new<K: Serialize>(mut items: Vec<T>, size: PageSize, key: impl FnOnce(&T) -> K) -> Self {
        let more = items.len() > size.get();
        items.truncate(size.get());
        let next = items.last().filter(|_| more).and_then(|last| Cursor(key(last)).encode());
        Self { items, next }
    }

    /// What is on it.
    pub fn into_items(self) -> Vec<T> {
        self.items
    }

    pub fn map<U>(self, item: impl FnMut(T) -> U) -> Page<U> {
        Page { items: self.items.into_iter().map(item).collect(), next: self.next }
    }

    /// The answer to a request for `uri`, which the link to the next page repeats with its cursor.
    pub fn response(self, uri: &Uri) -> Response
    where
        T: Serialize,
    {
        let mut response = Json(&self.items).into_response();
        let link = self.next.and_then(|cursor| HeaderValue::from_str(&next_link(uri, &cursor)).ok());
        if let Some(link) = link {
            response.headers_mut().insert(header::LINK, link);
        }
        response
    }
}

fn next_link(uri: &Uri, cursor: &str) -> String {
    let others = uri.query().unwrap_or_default().split('&');
    let mut query: Vec<&str> =
        others.filter(|pair| !pair.is_empty() && !pair.starts_with("after=")).collect();
    let after = format!("after={cursor}");
    query.push(&after);
    format!("<{}?{}>; rel=\"next\"", uri.path(), query.join("&"))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn read<K: DeserializeOwned>(text: &str) -> Result<Cursor<K>, serde_json::Error> {
        serde_json::from_value(serde_json::Value::String(text.to_owned()))
    }

    proptest! {
        #[test]
        fn a_cursor_comes_back_as_it_went(key in any::<(i64, String)>()) {
            let cursor = Cursor(key);
            prop_assert_eq!(read::<(i64, String)>(&cursor.encode().unwrap()).unwrap(), cursor);
        }

        #[test]
        fn any_text_is_a_cursor_or_an_error(text in ".{0,60}") {
            let _ = read::<(i64, String)>(&text);
        }
    }

    #[test]
    fn the_link_keeps_the_query_and_replaces_the_cursor() {
        let uri = Uri::from_static("/api/tickets?city=Oslo&after=old&limit=2");
        assert_eq!(next_link(&uri, "new"), "</api/tickets?city=Oslo&limit=2&after=new>; rel=\"next\"");
    }

    #[test]
    fn the_last_page_has_no_link() {
        let page = Page::new(vec![1, 2], serde_json::from_str("2").unwrap(), |item| *item);
        assert!(page.response(&Uri::from_static("/x")).headers().get(header::LINK).is_none());
    }
}
