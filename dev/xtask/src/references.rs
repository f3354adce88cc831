//! Whether everything that an overlay's manifests name exists. A schema does not see a Secret that nobody makes, and
//! neither does an API server: the pod waits for it for ever.

mod configuration;
pub(crate) mod external;
mod hosts;
mod network;
mod pods;
pub(crate) mod set;
#[cfg(test)]
mod tests;
pub(crate) mod variables;

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

pub(crate) use set::{Keys, Set};
use variables::Programs;

/// What was found, a line for each.
#[derive(Debug, Default)]
pub(crate) struct Faults(BTreeSet<String>);

impl Faults {
    fn add(&mut self, owner: &str, what: impl Into<String>) {
        self.0.insert(format!("{owner}: {}", what.into()));
    }

    pub(crate) fn lines(&self) -> Vec<&str> {
        self.0.iter().map(String::as_str).collect()
    }
}

/// `expected` is what the overlay's own file promises from outside.
pub(crate) fn check(set: &Set, programs: &Programs, expected: &BTreeMap<String, Keys>) -> Faults {
    let mut faults = Faults::default();
    configuration::check(set, &mut faults);
    network::check(set, &mut faults);
    hosts::check(set, &mut faults);
    variables::check(set, programs, &mut faults);
    promises(set, expected, &mut faults);
    faults
}

/// A promise that nothing needs is an old one.
fn promises(set: &Set, expected: &BTreeMap<String, Keys>, faults: &mut Faults) {
    let mut words = BTreeSet::new();
    set.objects().for_each(|object| gather(object, &mut words));
    for name in expected.keys().filter(|name| !words.contains(name.as_str())) {
        faults.add("external-secrets.txt", format!("nothing names Secret {name}"));
    }
}

fn gather<'a>(value: &'a Value, words: &mut BTreeSet<&'a str>) {
    match value {
        Value::String(word) => drop(words.insert(word)),
        Value::Array(list) => list.iter().for_each(|value| gather(value, words)),
        Value::Object(map) => map.values().for_each(|value| gather(value, words)),
        _ => {}
    }
}
