//! Lets nobody guess passwords, open accounts or have letters sent without end. Tries are counted in the database before they
//! are looked at, so that many at once are no more than one after the other; a right password takes its
//! tries back, so that its owner is never refused for having signed in often. An address without an account
//! is counted as any other: a refusal tells nothing about it.

mod limits;

use std::net::IpAddr;
use std::time::Duration;

use common::auth::SigningKey;
use common::mongo::DbError;
use futures::future::try_join_all;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use crate::domain::{Email, Network, Rate};
use crate::repo::{BucketKey, Buckets, FamiliarNetworks};

pub use limits::{Limits, TRIES_PER_MINUTE};

/// Why a try is not looked at.
#[derive(Debug, thiserror::Error)]
pub enum ThrottleError {
    #[error("too many tries")]
    TooMany { retry_after: Duration },
    #[error(transparent)]
    Db(#[from] DbError),
}

/// What keeps addresses out of the database: it holds their HMACs.
#[derive(Clone)]
pub struct ThrottleKey(Hmac<Sha256>);

impl ThrottleKey {
    /// Every replica has the key that signs sessions; a key of our own follows from it. With another signing
    /// key all counts begin anew.
    pub fn derived_from(key: &SigningKey) -> Result<Self, hmac::digest::InvalidLength> {
        let mut derived = Hmac::<Sha256>::new_from_slice(key.to_pem().as_bytes())?;
        derived.update(b"what auth throttles");
        Hmac::new_from_slice(&derived.finalize().into_bytes()).map(Self)
    }

    /// Parts that hold no line break each, so that no two lists are the same text.
    fn of(&self, parts: &[&str]) -> BucketKey {
        let mut mac = self.0.clone();
        for part in parts {
            mac.update(part.as_bytes());
            mac.update(b"\n");
        }
        BucketKey(mac.finalize().into_bytes().to_vec())
    }
}

#[derive(Clone)]
pub struct Throttle {
    pub buckets: Buckets,
    pub familiar: FamiliarNetworks,
    pub key: ThrottleKey,
    pub limits: Limits,
}

/// A password that is about to be checked, and was counted as wrong.
#[must_use = "a right password takes its tries back"]
pub struct Guess {
    counted: Vec<(BucketKey, Rate)>,
    network: BucketKey,
}

impl Throttle {
    pub async fn ensure_indexes(&self) -> Result<(), DbError> {
        self.buckets.ensure_indexes().await?;
        self.familiar.ensure_indexes().await
    }

    /// An account that `from` wants to open.
    pub async fn sign_up(&self, from: IpAddr) -> Result<(), ThrottleError> {
        self.count(&self.host(from), self.limits.per_host).await
    }

    /// A password for an account, whether there is one or not.
    pub async fn guess(&self, account: &Email, from: IpAddr) -> Result<Guess, ThrottleError> {
        let Limits { per_host, guesses_here, guesses_anywhere, .. } = self.limits;
        let network = Network::of(from).to_string();
        let mut guess =
            Guess { counted: vec![], network: self.key.of(&["familiar", account.key(), &network]) };
        let here = self.key.of(&["guesses here", account.key(), &network]);
        let anywhere = self.key.of(&["guesses anywhere", account.key()]);
        for (key, rate) in [(self.host(from), per_host), (here, guesses_here)] {
            self.count_in(&mut guess, key, rate).await?;
        }
        match self.count_in(&mut guess, anywhere, guesses_anywhere).await {
            // The owner is at home. Those who guess elsewhere cannot keep him out.
            Err(ThrottleError::TooMany { .. }) if self.familiar.has(&guess.network).await? => {}
            Err(refused) => {
                self.take_back(&guess).await?;
                return Err(refused);
            }
            Ok(()) => {}
        }
        Ok(guess)
    }

    /// A letter to an address, whether somebody has it or not.
    pub async fn letter(&self, to: &Email, from: IpAddr) -> Result<(), ThrottleError> {
        let Limits { per_host, letters_here, letters_anywhere, .. } = self.limits;
        let here = self.key.of(&["letters here", to.key(), &Network::of(from).to_string()]);
        self.count(&self.host(from), per_host).await?;
        self.count(&here, letters_here).await?;
        self.count(&self.key.of(&["letters anywhere", to.key()]), letters_anywhere).await
    }

    /// The password was right.
    pub async fn was_right(&self, guess: Guess) -> Result<(), DbError> {
        tokio::try_join!(self.familiar.remember(&guess.network), self.take_back(&guess)).map(|_| ())
    }

    /// The password was not checked after all.
    pub async fn was_not_checked(&self, guess: Guess) -> Result<(), DbError> {
        self.take_back(&guess).await
    }

    async fn count_in(&self, guess: &mut Guess, key: BucketKey, rate: Rate) -> Result<(), ThrottleError> {
        self.count(&key, rate).await?;
        guess.counted.push((key, rate));
        Ok(())
    }

    async fn count(&self, key: &BucketKey, rate: Rate) -> Result<(), ThrottleError> {
        let added = self.buckets.add(key, rate).await?;
        added.map_err(|retry_after| {
            metrics::counter!("auth_throttled_total").increment(1);
            ThrottleError::TooMany { retry_after }
        })
    }

    async fn take_back(&self, guess: &Guess) -> Result<(), DbError> {
        let taken_back = guess.counted.iter().map(|(key, rate)| self.buckets.take_back(key, *rate));
        try_join_all(taken_back).await.map(|_| ())
    }

    fn host(&self, from: IpAddr) -> BucketKey {
        self.key.of(&["tries", &Network::of_host(from).to_string()])
    }
}
