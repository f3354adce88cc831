//! `ops provision`: streams and consumers, from a job that may start before NATS does.

use std::time::{Duration, Instant};

use anyhow::Context as _;
use common::bus::{self, Replicas};
use common::config::{BusConfig, ConfigError, Env};

/// As long as a cluster may take to come up and to choose its leaders.
const PATIENCE: Duration = Duration::from_secs(120);
const RETRY: Duration = Duration::from_secs(1);

/// What the environment says.
struct Config {
    bus: BusConfig,
    /// `STREAM_REPLICAS`.
    replicas: Replicas,
}

impl Config {
    fn read(mut env: Env) -> Result<Self, ConfigError> {
        let bus = BusConfig::from_env(&mut env);
        let replicas = env.or("STREAM_REPLICAS", Replicas::One);
        env.finish(bus.map(|bus| Self { bus, replicas }))
    }
}

pub async fn run() -> anyhow::Result<()> {
    common::telemetry::init();
    let config = Config::read(Env::from_process())?;
    provision(&config, PATIENCE).await?;
    tracing::info!("streams and consumers are there");
    Ok(())
}

/// Every failure is tried again: a cluster that is starting refuses in many ways.
async fn provision(config: &Config, patience: Duration) -> anyhow::Result<()> {
    let begin = Instant::now();
    loop {
        let error = match bus::provision(&config.bus, config.replicas).await {
            Ok(()) => return Ok(()),
            Err(error) => error,
        };
        if begin.elapsed() + RETRY > patience {
            return Err(error).with_context(|| format!("gave up after {} s", begin.elapsed().as_secs()));
        }
        tracing::warn!(error = common::error::chain(&error), "will be tried again");
        tokio::time::sleep(RETRY).await;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(variables: &[(&str, &str)]) -> Result<Config, ConfigError> {
        Config::read(
            variables.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect(),
        )
    }

    #[test]
    fn the_number_of_replicas_is_passed_on_and_is_one_unless_told() {
        let url = ("NATS_URL", "nats://localhost");
        assert_eq!(read(&[url]).unwrap().replicas, Replicas::One);
        assert_eq!(read(&[url, ("STREAM_REPLICAS", "3")]).unwrap().replicas, Replicas::Three);
        let told = read(&[("STREAM_REPLICAS", "2")]).err().unwrap().to_string();
        assert!(told.contains("STREAM_REPLICAS cannot be read: must be 1 or 3"), "{told}");
        assert!(told.contains("NATS_URL is not set"), "{told}");
    }

    #[tokio::test]
    async fn it_gives_up_when_nats_never_answers() {
        let nobody = format!("nats://127.0.0.1:{}", fleet::ports::free().unwrap());
        let config = read(&[("NATS_URL", &nobody)]).unwrap();
        let error = provision(&config, Duration::ZERO).await.unwrap_err();
        assert!(format!("{error:#}").starts_with("gave up after 0 s: NATS cannot be reached"), "{error:#}");
    }
}
