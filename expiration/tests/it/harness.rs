//! expiration, running in a world of its own.

use common::events::order::OrderState;
use common::ids::OrderId;
use expiration::app;
use expiration::config::Config;
use testkit::{TestApp, World};

pub async fn start(world: World) -> TestApp {
    let config = Config { service: world.service_config(app::NAME) };
    let service = app::build(config, world.clock.clone()).await.unwrap();
    TestApp::start(world, service).await
}

/// An order of the frozen contract with an id of its own.
pub fn order(frozen: &str) -> OrderState {
    OrderState { id: OrderId::new(), ..serde_json::from_str(frozen).unwrap() }
}

pub const CREATED: &str = include_str!("../../../common/contracts/order.created.json");
