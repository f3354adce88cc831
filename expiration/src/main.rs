use common::clock::Clock;
use common::service::terminated;
use expiration::app;
use expiration::config::Config;

#[tokio::main(flavor = "current_thread")]
async fn main() -> anyhow::Result<()> {
    common::telemetry::init();
    let stop = terminated()?;
    let config = Config::from_env()?;
    app::build(config, Clock::system()).await?.run(stop).await
}
