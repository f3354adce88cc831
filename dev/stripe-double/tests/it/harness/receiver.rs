//! A place that receives webhooks.

use std::collections::VecDeque;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::http::{HeaderMap, StatusCode};
use axum::routing::post;
use serde_json::Value;
use tokio::net::{TcpListener, TcpSocket};
use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};
use tokio::task::JoinHandle;

use super::within;

#[derive(Debug)]
pub struct Delivery {
    pub event: Value,
    pub signature: String,
    pub body: String,
}

pub struct Receiver {
    address: SocketAddr,
    deliveries: UnboundedReceiver<Delivery>,
    server: JoinHandle<()>,
}

impl Receiver {
    /// Answers with these statuses in turn, and then with 200.
    pub async fn start(answers: &[u16]) -> Self {
        Self::bind(SocketAddr::from((Ipv4Addr::LOCALHOST, 0)), answers).await
    }

    pub async fn bind(address: SocketAddr, answers: &[u16]) -> Self {
        let listener = listen(address);
        let address = listener.local_addr().unwrap();
        let (sender, deliveries) = unbounded_channel();
        let answers = Arc::new(Mutex::new(VecDeque::from(answers.to_vec())));
        let receive = async move |headers: HeaderMap, body: String| {
            let event = serde_json::from_str(&body).unwrap();
            let signature = headers["stripe-signature"].to_str().unwrap().to_owned();
            sender.send(Delivery { event, signature, body }).unwrap();
            let status = answers.lock().unwrap().pop_front().unwrap_or(200);
            StatusCode::from_u16(status).unwrap()
        };
        let router = Router::new().route("/", post(receive));
        let server = tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        Self { address, deliveries, server }
    }

    pub fn url(&self) -> String {
        format!("http://{}/", self.address)
    }

    /// The next deliveries, this many.
    pub async fn take(&mut self, count: usize) -> Vec<Delivery> {
        let mut taken = Vec::new();
        while taken.len() < count {
            let what = format!("delivery {} of {count}", taken.len() + 1);
            taken.push(within(&what, self.deliveries.recv()).await.unwrap());
        }
        taken
    }

    /// Stops listening; gives the address that is free now.
    pub fn close(self) -> SocketAddr {
        self.server.abort();
        self.address
    }
}

fn listen(address: SocketAddr) -> TcpListener {
    let socket = TcpSocket::new_v4().unwrap();
    socket.set_reuseaddr(true).unwrap();
    socket.bind(address).unwrap();
    socket.listen(64).unwrap()
}
