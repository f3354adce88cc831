//! The remote control of a fleet: how a test in another process stops a service, and starts it again.

use std::net::Ipv4Addr;

use anyhow::{Context as _, Result};
use axum::Router;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::routing::post;
use fleet::{Fleet, Service};
use tokio::net::TcpListener;
use tokio::sync::{mpsc, oneshot};

type Answer = (StatusCode, String);

/// What the tests ask for, and where the answer goes. The fleet stays with whoever has started it.
struct Wish {
    service: String,
    action: String,
    answer: oneshot::Sender<Answer>,
}

pub(super) struct Remote {
    port: u16,
    wishes: mpsc::Receiver<Wish>,
}

impl Remote {
    /// Serves on a free port of the loopback address.
    pub(super) async fn start() -> Result<Self> {
        let listener =
            TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.context("no port for the remote control")?;
        let port = listener.local_addr().context("no address of the remote control")?.port();
        let (sender, wishes) = mpsc::channel(1);
        let routes = Router::new().route("/services/{service}/{action}", post(pass_on)).with_state(sender);
        tokio::spawn(axum::serve(listener, routes).into_future());
        Ok(Self { port, wishes })
    }

    pub(super) fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// Does what is asked for, one after the other.
    pub(super) async fn obey(&mut self, fleet: &Fleet) -> Result<()> {
        while let Some(wish) = self.wishes.recv().await {
            let answer = match carry_out(fleet, &wish).await {
                Ok(true) => (StatusCode::OK, String::new()),
                Ok(false) => (StatusCode::NOT_FOUND, "no such service or action\n".to_owned()),
                Err(error) => (StatusCode::INTERNAL_SERVER_ERROR, format!("{error:#}\n")),
            };
            // Nobody listens any more when the test has run out of time.
            let _ = wish.answer.send(answer);
        }
        Ok(())
    }
}

async fn carry_out(fleet: &Fleet, wish: &Wish) -> Result<bool> {
    let Some(service) = Service::ALL.into_iter().find(|service| service.name() == wish.service) else {
        return Ok(false);
    };
    for replica in fleet.replicas(service) {
        match wish.action.as_str() {
            "stop" => replica.stop().await.map(drop)?,
            "start" => replica.start_again().await?,
            _ => return Ok(false),
        }
    }
    Ok(true)
}

async fn pass_on(
    Path((service, action)): Path<(String, String)>,
    State(fleet): State<mpsc::Sender<Wish>>,
) -> Answer {
    let (answer, answered) = oneshot::channel();
    let gone = || (StatusCode::SERVICE_UNAVAILABLE, "the fleet is gone\n".to_owned());
    if fleet.send(Wish { service, action, answer }).await.is_err() {
        return gone();
    }
    answered.await.unwrap_or_else(|_| gone())
}
