//! Ids: one type for each kind of thing, all of them MongoDB ObjectIds. 24 hexadecimal digits in JSON
//! and in paths, an ObjectId in BSON.

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

use bson::Bson;
use bson::oid::ObjectId;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use utoipa::openapi::schema::{ObjectBuilder, Type};
use utoipa::openapi::{RefOr, Schema};

/// The text is not 24 hexadecimal digits.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("must be an id of 24 hexadecimal digits")]
pub struct MalformedId;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(ObjectId);

        impl $name {
            /// A new id that no other process will make.
            #[expect(clippy::new_without_default, reason = "a fresh id is no default value")]
            pub fn new() -> Self {
                Self(ObjectId::new())
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0.to_hex())
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!(stringify!($name), "({})"), self.0.to_hex())
            }
        }

        impl FromStr for $name {
            type Err = MalformedId;

            fn from_str(text: &str) -> Result<Self, MalformedId> {
                ObjectId::parse_str(text).map(Self).map_err(|_| MalformedId)
            }
        }

        impl From<ObjectId> for $name {
            fn from(id: ObjectId) -> Self {
                Self(id)
            }
        }

        impl From<$name> for Bson {
            fn from(id: $name) -> Bson {
                Bson::ObjectId(id.0)
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                if serializer.is_human_readable() {
                    serializer.collect_str(self)
                } else {
                    self.0.serialize(serializer)
                }
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                if deserializer.is_human_readable() {
                    Cow::<'de, str>::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
                } else {
                    ObjectId::deserialize(deserializer).map(Self)
                }
            }
        }

        impl utoipa::PartialSchema for $name {
            fn schema() -> RefOr<Schema> {
                ObjectBuilder::new()
                    .schema_type(Type::String)
                    .pattern(Some("^[0-9a-fA-F]{24}$"))
                    .examples(["65f0c0ffee65f0c0ffee65f0"])
                    .into()
            }
        }

        impl utoipa::ToSchema for $name {
            fn name() -> Cow<'static, str> {
                stringify!($name).into()
            }
        }
    )*};
}

ids! {
    /// A person's account, in auth.
    UserId;
    /// A signed-in session, in auth.
    SessionId;
    /// A listing, in tickets.
    TicketId;
    /// A reservation and what became of it, in orders.
    OrderId;
    /// One attempt to pay an order, in payments.
    PaymentId;
    /// An entry of an audit log.
    ActId;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_hex_in_json_and_an_object_id_in_bson() {
        let id = TicketId::new();
        assert_eq!(serde_json::to_string(&id).unwrap(), format!("\"{id}\""));
        #[derive(Serialize, Deserialize)]
        struct Doc {
            id: TicketId,
        }
        let bytes = bson::serialize_to_vec(&Doc { id }).unwrap();
        let raw: bson::Document = bson::deserialize_from_slice(&bytes).unwrap();
        assert_eq!(raw.get_object_id("id").unwrap().to_hex(), id.to_string());
        assert_eq!(bson::deserialize_from_slice::<Doc>(&bytes).unwrap().id, id);
    }

    #[test]
    fn a_malformed_id_is_refused() {
        for text in ["", "abc", "zzzzzzzzzzzzzzzzzzzzzzzz", "65f0c0ffee65f0c0ffee65f0c"] {
            assert_eq!(text.parse::<TicketId>(), Err(MalformedId));
        }
    }
}
