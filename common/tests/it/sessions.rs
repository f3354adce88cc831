//! Sessions that end, as every replica of a service hears of it.

use axum::extract::FromRef;
use axum::http::StatusCode;
use axum::routing::get;
use common::auth::{Claims, CurrentUser, Role, SessionCookie, SessionVerifier};
use common::bus::{self, Bus, Outgoing, Replicas};
use common::clock::Clock;
use common::config::{BusConfig, ServiceConfig};
use common::events::session::{EndedSessions, SessionRevoked};
use common::ids::{SessionId, UserId};
use common::service::Service;
use fleet::ports;
use fleet::scratch::Scratch;
use fleet::servers::{Nats, Sync};
use testkit::{World, eventually};
use utoipa_axum::router::OpenApiRouter;

use crate::harness::{Running, base};
use crate::link::Link;

#[derive(Clone, FromRef)]
struct State {
    sessions: SessionVerifier,
}

/// A service with one endpoint, for who is signed in, that may not be ready yet.
async fn begin(config: &ServiceConfig) -> Running {
    let keys = testkit::jwks().parse().unwrap();
    let sessions = SessionVerifier::new(keys, SessionCookie::new(false), Clock::system());
    let api = OpenApiRouter::new()
        .route("/mine", get(async |_: CurrentUser| StatusCode::NO_CONTENT))
        .with_state(State { sessions: sessions.clone() });
    let base = base(config, Clock::system()).await;
    Running::start(Service::bind(base, config, api).await.unwrap().sessions(&sessions))
}

async fn start(config: &ServiceConfig) -> Running {
    begin(config).await.ready().await
}

/// Someone's session.
fn session() -> Claims {
    let now = Clock::system().now().seconds();
    Claims::new(UserId::new(), "ada@example.com".to_owned(), Role::User, SessionId::new(), now)
}

async fn status(running: &Running, session: &Claims) -> u16 {
    let token = testkit::signing_key().sign(session).unwrap();
    running.anyone().with_session(&token).get("/mine").await.status.as_u16()
}

async fn refuses(running: &Running, session: &Claims) {
    eventually("the session is refused", || async { (status(running, session).await == 401).then_some(()) })
        .await;
}

fn end(session: &Claims) -> SessionRevoked {
    let ended = EndedSessions::One { session_id: session.sid };
    SessionRevoked { user_id: session.sub, version: 2, ended_at: Clock::system().now(), ended }
}

fn end_all(session: &Claims) -> SessionRevoked {
    let ended = EndedSessions::All { before_generation: session.generation + 1 };
    SessionRevoked { ended, ..end(session) }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_replica_hears_of_a_session_that_ended_and_of_no_other() {
    let world = World::new().await;
    let config = world.service_config("orders");
    let replicas = [start(&config).await, start(&config).await];
    let (one, all, other) = (session(), session(), session());
    let later = Claims { generation: 1, sid: SessionId::new(), ..all.clone() };
    for running in &replicas {
        for session in [&one, &all, &later, &other] {
            assert_eq!(status(running, session).await, 204);
        }
    }
    world.publish(&end(&one)).await;
    world.publish(&end_all(&all)).await;
    for running in &replicas {
        refuses(running, &one).await;
        refuses(running, &all).await;
        assert_eq!(status(running, &later).await, 204);
        assert_eq!(status(running, &other).await, 204);
    }
    for running in replicas {
        running.stop().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_service_knows_at_its_first_request_what_ended_before_it_started() {
    let world = World::new().await;
    let (first, last, other) = (session(), session(), session());
    world.publish(&end(&first)).await;
    world.publish_raw("session.revoked", b"nothing that can be read").await;
    // More than one answer of the bus holds.
    let bus = world.bus("auth").await;
    let many = (0..1_200).map(|_| end(&session()));
    let many: Vec<_> = many.map(|event| Outgoing::new(&event, event.ended_at).unwrap()).collect();
    for some in many.chunks(100) {
        futures::future::try_join_all(some.iter().map(|message| bus.publish(message))).await.unwrap();
    }
    world.publish(&end(&last)).await;
    let running = start(&world.service_config("orders")).await;
    assert_eq!(status(&running, &first).await, 401);
    assert_eq!(status(&running, &last).await, 401);
    assert_eq!(status(&running, &other).await, 204);
    running.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_is_let_in_before_it_is_known_what_ended() {
    let (scratch, world) = (Scratch::create().unwrap(), World::new().await);
    let nats = Nats::start(scratch.path(), ports::free().unwrap(), Sync::Lazy).await.unwrap();
    let bus_config = BusConfig::open(nats.url(), "");
    let config = ServiceConfig { bus: bus_config.clone(), ..world.service_config("orders") };
    // The server is there, its stream is not.
    let running = begin(&config).await;
    let ended = session();
    assert_eq!(status(&running, &ended).await, 503);
    bus::provision(&bus_config, Replicas::One).await.unwrap();
    let auth = Bus::connect(&bus_config, "auth").await.unwrap();
    auth.publish(&Outgoing::new(&end(&ended), Clock::system().now()).unwrap()).await.unwrap();
    let running = running.ready().await;
    refuses(&running, &ended).await;
    running.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_ended_while_the_bus_was_away_is_known_when_it_is_back_and_what_was_known_stays_so() {
    let world = World::new().await;
    let address = world.service_config("orders").bus.url.expose().replace("nats://", "");
    let link = Link::to(&address).await;
    let mut config = world.service_config("orders");
    config.bus = BusConfig::open(&format!("nats://{}", link.address()), &world.name);
    let running = start(&config).await;
    let (before, meanwhile, other) = (session(), session(), session());
    world.publish(&end(&before)).await;
    refuses(&running, &before).await;

    link.cut();
    eventually("the bus is away", || async { (!running.is_ready().await).then_some(()) }).await;
    world.publish(&end(&meanwhile)).await;
    // It serves on with what it knows.
    assert_eq!(status(&running, &before).await, 401);
    assert_eq!(status(&running, &meanwhile).await, 204);
    link.mend();
    refuses(&running, &meanwhile).await;
    assert_eq!(status(&running, &before).await, 401);
    assert_eq!(status(&running, &other).await, 204);
    running.stop().await;
}
