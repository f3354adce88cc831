//! Stripe's request parameters: form encoding with brackets, `metadata[order_id]=42`, `expand[]=latest_charge`.
//!
//! An endpoint takes what it knows out of a [`Fields`] and then calls [`Fields::finish`], which refuses the rest as
//! Stripe does.

use std::collections::BTreeMap;

use crate::error::StripeError;

const MAX_DEPTH: usize = 8;

#[derive(Debug, Clone, PartialEq)]
enum Node {
    Text(String),
    Table(BTreeMap<String, Node>),
}

/// One table of parameters; `name` is its full name in the request, empty at the top.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Fields {
    name: String,
    entries: BTreeMap<String, Node>,
}

impl Fields {
    /// Reads a form body or a query string.
    pub(crate) fn parse(raw: &str) -> Result<Self, StripeError> {
        let mut fields = Self::default();
        for pair in raw.split('&').filter(|pair| !pair.is_empty()) {
            let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
            let (key, value) = (decode(key)?, decode(value)?);
            insert(&mut fields.entries, &path(&key)?, value, &key)?;
        }
        Ok(fields)
    }

    /// The full name of a parameter of this table, as Stripe names it in errors.
    pub(crate) fn full_name(&self, name: &str) -> String {
        if self.name.is_empty() { name.to_owned() } else { format!("{}[{name}]", self.name) }
    }

    pub(crate) fn has(&self, name: &str) -> bool {
        self.entries.contains_key(name)
    }

    /// A text that may not be empty.
    pub(crate) fn text(&mut self, name: &str) -> Result<Option<String>, StripeError> {
        match self.unsettable(name)? {
            Some(text) if text.is_empty() => Err(StripeError::EmptyParameter(self.full_name(name))),
            text => Ok(text),
        }
    }

    /// A text in which the empty string means "unset".
    pub(crate) fn unsettable(&mut self, name: &str) -> Result<Option<String>, StripeError> {
        match self.entries.remove(name) {
            None => Ok(None),
            Some(Node::Text(text)) => Ok(Some(text)),
            Some(Node::Table(_)) => Err(self.invalid(name, "Invalid string: an object was given")),
        }
    }

    pub(crate) fn required(&mut self, name: &str) -> Result<String, StripeError> {
        self.text(name)?.ok_or_else(|| StripeError::MissingParameter(self.full_name(name)))
    }

    pub(crate) fn integer(&mut self, name: &str) -> Result<Option<i64>, StripeError> {
        let Some(text) = self.text(name)? else { return Ok(None) };
        text.parse().map(Some).map_err(|_| StripeError::InvalidParameter {
            param: self.full_name(name),
            code: Some("parameter_invalid_integer"),
            message: format!("Invalid integer: {text}"),
        })
    }

    pub(crate) fn boolean(&mut self, name: &str) -> Result<Option<bool>, StripeError> {
        let choices = [("true", true), ("false", false), ("1", true), ("0", false)];
        match self.text(name)? {
            None => Ok(None),
            Some(text) => match choices.iter().find(|(word, _)| *word == text) {
                Some((_, value)) => Ok(Some(*value)),
                None => Err(self.invalid(name, &format!("Invalid boolean: {text}"))),
            },
        }
    }

    pub(crate) fn one_of<T: Copy>(
        &mut self,
        name: &str,
        choices: &[(&str, T)],
    ) -> Result<Option<T>, StripeError> {
        let Some(text) = self.text(name)? else { return Ok(None) };
        if let Some((_, value)) = choices.iter().find(|(word, _)| *word == text) {
            return Ok(Some(*value));
        }
        let words: Vec<&str> = choices.iter().map(|(word, _)| *word).collect();
        Err(self.invalid(name, &format!("Invalid {name}: must be one of {}", words.join(", "))))
    }

    /// An array of texts, `name[]=a&name[]=b` or `name[0]=a`.
    pub(crate) fn list(&mut self, name: &str) -> Result<Vec<String>, StripeError> {
        let entries = match self.entries.remove(name) {
            None => return Ok(Vec::new()),
            Some(Node::Text(text)) if text.is_empty() => return Ok(Vec::new()),
            Some(Node::Text(_)) => return Err(self.invalid(name, "Invalid array")),
            Some(Node::Table(entries)) => entries,
        };
        let mut indexed = Vec::new();
        for (index, node) in entries {
            match (index.parse::<usize>(), node) {
                (Ok(index), Node::Text(text)) => indexed.push((index, text)),
                _ => return Err(self.invalid(name, "Invalid array")),
            }
        }
        indexed.sort_by_key(|(index, _)| *index);
        Ok(indexed.into_iter().map(|(_, text)| text).collect())
    }

    pub(crate) fn table(&mut self, name: &str) -> Result<Option<Fields>, StripeError> {
        match self.entries.remove(name) {
            None => Ok(None),
            Some(Node::Table(entries)) => Ok(Some(Fields { name: self.full_name(name), entries })),
            Some(Node::Text(_)) => Err(self.invalid(name, "Invalid object")),
        }
    }

    /// A table, or nothing when the parameter is a plain text (`created=1700000000` beside `created[gte]=…`).
    pub(crate) fn table_if_nested(&mut self, name: &str) -> Result<Option<Fields>, StripeError> {
        match self.entries.get(name) {
            Some(Node::Table(_)) => self.table(name),
            _ => Ok(None),
        }
    }

    /// Every entry of a table of texts, for metadata.
    pub(crate) fn into_texts(self) -> Result<Vec<(String, String)>, StripeError> {
        let name = self.name;
        self.entries
            .into_iter()
            .map(|(key, node)| match node {
                Node::Text(text) => Ok((key, text)),
                Node::Table(_) => Err(StripeError::InvalidParameter {
                    param: format!("{name}[{key}]"),
                    code: None,
                    message: "Invalid string: metadata values are strings".to_owned(),
                }),
            })
            .collect()
    }

    /// Parameters that Stripe knows and the double does not: refused in words of the double's own, so that nobody
    /// takes them for honoured.
    pub(crate) fn refuse(&self, names: &[&str]) -> Result<(), StripeError> {
        match names.iter().find(|name| self.has(name)) {
            Some(name) => Err(StripeError::UnsupportedParameter(self.full_name(name))),
            None => Ok(()),
        }
    }

    /// Refuses whatever has not been taken.
    pub(crate) fn finish(self) -> Result<(), StripeError> {
        match self.entries.keys().next() {
            Some(name) => Err(StripeError::UnknownParameter(self.full_name(name))),
            None => Ok(()),
        }
    }

    pub(crate) fn invalid(&self, name: &str, message: &str) -> StripeError {
        StripeError::InvalidParameter { param: self.full_name(name), code: None, message: message.to_owned() }
    }
}

fn path(key: &str) -> Result<Vec<String>, StripeError> {
    let (head, rest) = key.split_once('[').unwrap_or((key, ""));
    let mut path = vec![head.to_owned()];
    if !rest.is_empty() {
        let inner = rest.strip_suffix(']').ok_or_else(|| StripeError::UnknownParameter(key.to_owned()))?;
        path.extend(inner.split("][").map(str::to_owned));
    }
    if path.len() > MAX_DEPTH {
        return Err(StripeError::UnknownParameter(key.to_owned()));
    }
    Ok(path)
}

fn insert(
    entries: &mut BTreeMap<String, Node>,
    path: &[String],
    value: String,
    key: &str,
) -> Result<(), StripeError> {
    let Some((segment, rest)) = path.split_first() else { return Ok(()) };
    let segment = if segment.is_empty() { entries.len().to_string() } else { segment.clone() };
    if rest.is_empty() {
        entries.insert(segment, Node::Text(value));
        return Ok(());
    }
    match entries.entry(segment).or_insert_with(|| Node::Table(BTreeMap::new())) {
        Node::Table(inner) => insert(inner, rest, value, key),
        Node::Text(_) => Err(StripeError::InvalidParameter {
            param: key.to_owned(),
            code: None,
            message: "Invalid object".to_owned(),
        }),
    }
}

fn decode(text: &str) -> Result<String, StripeError> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(match byte {
            b'+' => b' ',
            b'%' => {
                let digits = [rest.next().unwrap_or_default(), rest.next().unwrap_or_default()];
                hex::decode(digits)
                    .ok()
                    .and_then(|decoded| decoded.first().copied())
                    .ok_or(StripeError::MalformedBody)?
            }
            other => other,
        });
    }
    String::from_utf8(bytes).map_err(|_| StripeError::MalformedBody)
}
