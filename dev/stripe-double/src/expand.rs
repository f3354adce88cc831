//! `expand[]=latest_charge`: which ids are answered as the objects that they name.

use serde_json::Value;

use crate::error::StripeError;
use crate::form::Fields;

/// The paths that a request wants expanded, `latest_charge` or `data.latest_charge.payment_intent`.
#[derive(Debug, Clone, Default)]
pub(crate) struct Expand(Vec<String>);

impl Expand {
    /// Takes `expand[]`, each of which must be one of those that the endpoint can expand.
    pub(crate) fn take(fields: &mut Fields, expandable: &[&str]) -> Result<Self, StripeError> {
        let paths = fields.list("expand")?;
        match paths.iter().find(|path| !expandable.contains(&path.as_str())) {
            None => Ok(Self(paths)),
            Some(path) => Err(StripeError::InvalidParameter {
                param: "expand".to_owned(),
                code: None,
                message: format!("This property cannot be expanded ({path})."),
            }),
        }
    }

    /// Puts the object in the place of its id, if that is wanted and there is an id.
    pub(crate) fn replace(&self, object: &mut Value, name: &str, expanded: impl FnOnce(&Expand) -> Value) {
        if !self.0.iter().any(|path| path.split('.').next() == Some(name)) {
            return;
        }
        if let Some(place) = object.get_mut(name).filter(|value| value.is_string()) {
            *place = expanded(&self.within(name));
        }
    }

    /// What is wanted inside a property.
    pub(crate) fn within(&self, name: &str) -> Expand {
        let inner = |path: &String| path.strip_prefix(name)?.strip_prefix('.').map(str::to_owned);
        Expand(self.0.iter().filter_map(inner).collect())
    }
}
