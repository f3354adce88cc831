//! A way to a server that a test can cut while the server goes on.

use std::net::SocketAddr;

use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;

/// Passes connections on as long as it is whole. It ends with the test.
pub struct Link {
    address: SocketAddr,
    whole: watch::Sender<bool>,
}

impl Link {
    pub async fn to(server: &str) -> Self {
        let (server, whole) = (server.to_owned(), watch::channel(true).0);
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let state = whole.subscribe();
        tokio::spawn(async move {
            while let Ok((near, _)) = listener.accept().await {
                tokio::spawn(pass_on(near, server.clone(), state.clone()));
            }
        });
        Self { address, whole }
    }

    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Breaks every connection, and every new one.
    pub fn cut(&self) {
        self.whole.send_replace(false);
    }

    pub fn mend(&self) {
        self.whole.send_replace(true);
    }
}

async fn pass_on(mut near: TcpStream, server: String, mut whole: watch::Receiver<bool>) {
    if !*whole.borrow() {
        return;
    }
    let mut far = TcpStream::connect(server).await.unwrap();
    tokio::select! {
        _ = whole.wait_for(|whole| !whole) => {}
        _ = tokio::io::copy_bidirectional(&mut near, &mut far) => {}
    }
}
