//! Metadata: at most 50 keys of 40 characters with values of 500.

use std::collections::BTreeMap;

use crate::error::StripeError;
use crate::form::Fields;

/// An object's metadata.
pub(crate) type Metadata = BTreeMap<String, String>;

const MAX_KEYS: usize = 50;
const MAX_KEY_CHARS: usize = 40;
const MAX_VALUE_CHARS: usize = 500;

/// What a request does to an object's metadata.
#[derive(Debug)]
pub(crate) enum Change {
    Keep,
    Clear,
    /// An empty value removes its key.
    Merge(Vec<(String, String)>),
}

impl Change {
    pub(crate) fn take(fields: &mut Fields) -> Result<Self, StripeError> {
        let Some(table) = fields.table_if_nested("metadata")? else {
            return match fields.unsettable("metadata")?.as_deref() {
                None => Ok(Self::Keep),
                Some("") => Ok(Self::Clear),
                Some(_) => Err(fields.invalid("metadata", "Invalid object")),
            };
        };
        let texts = table.into_texts()?;
        for (key, value) in &texts {
            if key.chars().count() > MAX_KEY_CHARS {
                let message = format!(
                    "Metadata keys can be at most {MAX_KEY_CHARS} characters, but you passed '{key}'."
                );
                return Err(fields.invalid("metadata", &message));
            }
            if value.chars().count() > MAX_VALUE_CHARS {
                let message = format!(
                    "Metadata values can have up to {MAX_VALUE_CHARS} characters, but '{key}' has more."
                );
                return Err(fields.invalid("metadata", &message));
            }
        }
        Ok(Self::Merge(texts))
    }

    /// The metadata after the change.
    pub(crate) fn apply(self, to: &Metadata) -> Result<Metadata, StripeError> {
        let mut changed = to.clone();
        match self {
            Self::Keep => {}
            Self::Clear => changed.clear(),
            Self::Merge(texts) => {
                for (key, value) in texts {
                    if value.is_empty() {
                        changed.remove(&key);
                    } else {
                        changed.insert(key, value);
                    }
                }
            }
        }
        if changed.len() > MAX_KEYS {
            return Err(StripeError::InvalidParameter {
                param: "metadata".to_owned(),
                code: None,
                message: format!("You can only specify up to {MAX_KEYS} metadata keys."),
            });
        }
        Ok(changed)
    }
}
