//! Waiting for what must happen.

use std::future::Future;
use std::time::Duration;

/// Far longer than anything takes, so that only what never happens runs into it.
const PATIENCE: Duration = Duration::from_secs(60);

/// Asks `probe` until it answers; panics with `what` if it never does.
pub async fn eventually<T, F: Future<Output = Option<T>>>(what: &str, mut probe: impl FnMut() -> F) -> T {
    let found = async {
        loop {
            if let Some(found) = probe().await {
                return found;
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    };
    match tokio::time::timeout(PATIENCE, found).await {
        Ok(found) => found,
        Err(_) => panic!("never came true: {what}"),
    }
}
