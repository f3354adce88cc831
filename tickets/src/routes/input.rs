//! Reading the fields of a request: each is judged by itself, and one answer tells all that was wrong.

use std::fmt::Display;

use common::error::{ApiError, FieldError};
use serde::{Deserialize, Deserializer};
use serde_json::Value;

/// A text of a request as it came; what is no text is found out when it is read with the other fields.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) enum Text {
    #[default]
    Absent,
    Given(String),
    Other,
}

impl<'de> Deserialize<'de> for Text {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(match Value::deserialize(deserializer)? {
            Value::Null => Self::Absent,
            Value::String(text) => Self::Given(text),
            _ => Self::Other,
        })
    }
}

impl Text {
    /// An empty one counts as left out: that is what a form sends.
    pub(super) fn is_left_out(&self) -> bool {
        match self {
            Self::Absent => true,
            Self::Given(text) => text.is_empty(),
            Self::Other => false,
        }
    }
}

/// Which characters and how many a text may have.
#[derive(Clone, Copy, Debug)]
pub(super) enum Form {
    Line { max: usize },
    Lines { max: usize },
}

impl Form {
    fn check(self, text: &str) -> Result<(), String> {
        let (max, lines) = match self {
            Self::Line { max } => (max, false),
            Self::Lines { max } => (max, true),
        };
        let strange = |c: char| c.is_control() && !(lines && matches!(c, '\n' | '\r' | '\t'));
        if text.chars().count() > max {
            Err(format!("must have at most {max} characters"))
        } else if text.chars().any(strange) {
            Err("must not have control characters".to_owned())
        } else {
            Ok(())
        }
    }
}

/// Reads fields and remembers what was wrong with them. A field is told of by its name in JSON.
#[derive(Debug, Default)]
pub(super) struct Fields(Vec<FieldError>);

impl Fields {
    /// Notes what is wrong with a field.
    pub(super) fn note(&mut self, field: &'static str, why: impl Display) {
        self.0.push(FieldError { message: format!("{field} {why}"), field: Some(field.to_owned()) });
    }

    /// The value, unless there was something wrong with it.
    pub(super) fn keep<T, E: Display>(&mut self, field: &'static str, value: Result<T, E>) -> Option<T> {
        value.map_err(|why| self.note(field, why)).ok()
    }

    /// A text that may be left out, without the space around it; one of space alone counts as left out.
    pub(super) fn text(&mut self, field: &'static str, text: Text, form: Form) -> Option<String> {
        let text = self.read(field, text, |text| form.check(text).map(|()| text.trim().to_owned()));
        text.filter(|text| !text.is_empty())
    }

    /// A text that must be given.
    pub(super) fn required(&mut self, field: &'static str, text: Text, form: Form) -> Option<String> {
        let before = self.0.len();
        let text = self.text(field, text, form);
        if text.is_none() && self.0.len() == before {
            self.note(field, "is required");
        }
        text
    }

    /// A text that says something else; an empty one counts as left out.
    pub(super) fn read<T, E: Display>(
        &mut self,
        field: &'static str,
        text: Text,
        read: impl FnOnce(&str) -> Result<T, E>,
    ) -> Option<T> {
        match text {
            Text::Absent => None,
            Text::Given(text) if text.is_empty() => None,
            Text::Given(text) => self.keep(field, read(&text)),
            Text::Other => {
                self.note(field, "must be a text");
                None
            }
        }
    }

    /// What was read, unless something was wrong anywhere.
    pub(super) fn finish<T>(mut self, read: Option<T>) -> Result<T, ApiError> {
        match read {
            Some(read) if self.0.is_empty() => Ok(read),
            _ => {
                self.0.sort_by(|a, b| a.field.cmp(&b.field));
                Err(ApiError::Invalid(self.0))
            }
        }
    }
}
