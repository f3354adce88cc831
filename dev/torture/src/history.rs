//! What people did, and what they were told: what counts when something is said to be lost.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufWriter, Write as _};
use std::path::Path;
use std::sync::{Mutex, MutexGuard};

use serde::Serialize;
use tokio::time::Instant;

/// Something that was acknowledged, so that it must never be lost.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "deed", rename_all = "snake_case")]
pub enum Deed {
    SignUp { user: String },
    SignOut { session: String },
    Sell { ticket: String, version: i64 },
    Edit { ticket: String, version: i64 },
    Withdraw { ticket: String },
    Reserve { order: String, ticket: String, user: String },
    Cancel { order: String },
    Pay { order: String, payment: String },
}

/// What people do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Act {
    SignUp,
    SignOut,
    Sell,
    Edit,
    Withdraw,
    Reserve,
    Cancel,
    Pay,
    Look,
    Forge,
}

/// What they were told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    Ok,
    /// Refused: nothing was done.
    Refused,
    /// No answer, or one from a fleet in trouble: it may or may not have been done.
    Unknown,
}

/// How often what was done with which outcome.
pub type Counts = BTreeMap<Act, BTreeMap<Outcome, u64>>;

/// Everything that was done and told.
pub struct History {
    begun: Instant,
    told: Mutex<Told>,
}

#[derive(Default)]
struct Told {
    counts: Counts,
    deeds: Vec<Deed>,
    wrong: Vec<String>,
    seen: BTreeMap<String, u64>,
    file: Option<BufWriter<File>>,
}

#[derive(Serialize)]
struct Line<'a> {
    ms: u128,
    act: Act,
    outcome: Outcome,
    #[serde(skip_serializing_if = "str::is_empty")]
    why: &'a str,
    #[serde(flatten)]
    deed: Option<&'a Deed>,
}

impl History {
    /// Kept in memory, and one JSON object an act in `file`.
    pub fn new(file: Option<&Path>) -> std::io::Result<Self> {
        let file = file.map(File::create).transpose()?.map(BufWriter::new);
        let told = Told { file, ..Told::default() };
        Ok(Self { begun: Instant::now(), told: Mutex::new(told) })
    }

    pub fn ok(&self, act: Act, deed: Option<Deed>) {
        self.note(act, Outcome::Ok, "", deed);
    }

    pub fn refused(&self, act: Act, why: &str) {
        self.note(act, Outcome::Refused, why, None);
    }

    pub fn unknown(&self, act: Act, why: &str) {
        self.note(act, Outcome::Unknown, why, None);
    }

    fn note(&self, act: Act, outcome: Outcome, why: &str, deed: Option<Deed>) {
        let ms = self.begun.elapsed().as_millis();
        let mut told = self.told();
        *told.counts.entry(act).or_default().entry(outcome).or_default() += 1;
        if let Some(file) = &mut told.file {
            serde_json::to_writer(&mut *file, &Line { ms, act, outcome, why, deed: deed.as_ref() }).unwrap();
            file.write_all(b"\n").unwrap();
        }
        told.deeds.extend(deed);
    }

    /// Something that must never be answered, whatever goes wrong.
    pub fn wrong(&self, what: String) {
        self.told().wrong.push(what);
    }

    /// Something that must happen now and then, or the run proves little.
    pub fn saw(&self, what: &str) {
        *self.told().seen.entry(what.to_owned()).or_default() += 1;
    }

    pub fn counts(&self) -> Counts {
        self.told().counts.clone()
    }

    pub fn deeds(&self) -> Vec<Deed> {
        self.told().deeds.clone()
    }

    pub fn wrongs(&self) -> Vec<String> {
        self.told().wrong.clone()
    }

    pub fn seen(&self, what: &str) -> u64 {
        self.told().seen.get(what).copied().unwrap_or_default()
    }

    /// Brings to the disk what is still on its way to the file.
    pub fn flush(&self) -> std::io::Result<()> {
        self.told().file.as_mut().map_or(Ok(()), BufWriter::flush)
    }

    fn told(&self) -> MutexGuard<'_, Told> {
        self.told.lock().unwrap()
    }
}
