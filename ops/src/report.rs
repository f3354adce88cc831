//! What a command tells: for people, or as JSON for programs.

use std::fmt;

use serde::Serialize;

/// Which of the two.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    Text,
    Json,
}

impl Form {
    /// A report in this form, with a line break at its end.
    pub fn of(self, report: &(impl Serialize + fmt::Display)) -> anyhow::Result<String> {
        Ok(match self {
            Self::Text => report.to_string(),
            Self::Json => serde_json::to_string(report)? + "\n",
        })
    }
}
