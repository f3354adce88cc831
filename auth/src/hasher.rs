//! Where passwords are hashed: off the threads that serve requests, as many at once as there are cores,
//! with a short queue before it. Who finds the queue full is sent away at once, so that a flood of
//! sign-ins costs neither memory nor the other endpoints their time.

use std::num::NonZeroUsize;
use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::Semaphore;

use crate::domain::{HashError, Memory, Password, PasswordHash, Verdict};

/// How many passwords are hashed at once, and how many more may wait.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    pub running: usize,
    pub waiting: usize,
}

/// A core each, and about a second's wait.
impl Default for Limits {
    fn default() -> Self {
        let cores = std::thread::available_parallelism().map_or(1, NonZeroUsize::get);
        Self { running: cores, waiting: 32 }
    }
}

/// Why there is no hash.
#[derive(Debug, thiserror::Error)]
pub enum HasherError {
    #[error("too many passwords wait to be hashed")]
    Full,
    #[error(transparent)]
    Hash(#[from] HashError),
    #[error("hashing a password was broken off")]
    BrokenOff(#[from] tokio::task::JoinError),
}

/// Hashes passwords within limits. Clones share them.
#[derive(Clone)]
pub struct Hasher {
    admitted: Arc<Semaphore>,
    running: Arc<Semaphore>,
    /// No more than ever were in use at once.
    idle: Arc<Mutex<Vec<Memory>>>,
}

impl Hasher {
    pub fn new(limits: Limits) -> Self {
        Self {
            admitted: Arc::new(Semaphore::new(limits.running + limits.waiting)),
            running: Arc::new(Semaphore::new(limits.running)),
            idle: Arc::default(),
        }
    }

    pub async fn hash(&self, password: Password) -> Result<PasswordHash, HasherError> {
        self.run(move |memory| password.hash(memory)).await
    }

    /// Checks a password. Without a hash, because nobody has the address, it takes as long.
    pub async fn check(
        &self,
        password: Password,
        hash: Option<PasswordHash>,
    ) -> Result<Verdict, HasherError> {
        let account = if hash.is_some() { "known" } else { "unknown" };
        let hash = hash.unwrap_or_else(PasswordHash::of_nobody);
        self.run(move |memory| {
            let verdict = hash.check(&password, memory);
            metrics::counter!("auth_password_checks_total", "account" => account).increment(1);
            verdict
        })
        .await
    }

    async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Memory) -> Result<T, HashError> + Send + 'static,
    ) -> Result<T, HasherError> {
        let admitted = self.admitted.clone().try_acquire_owned().map_err(|_| HasherError::Full)?;
        let running = self.running.clone().acquire_owned().await.map_err(|_| HasherError::Full)?;
        let idle = self.idle.clone();
        // The permits go with the work, which nobody can cancel once it has begun.
        let work = move || {
            let _permits = (admitted, running);
            let idle = || idle.lock().unwrap_or_else(PoisonError::into_inner);
            let mut memory = idle().pop().unwrap_or_default();
            let worked = work(&mut memory);
            idle().push(memory);
            worked
        };
        Ok(tokio::task::spawn_blocking(work).await??)
    }
}
