//! A stand-in for a service: it counts requests and answers with what it was sent.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};

/// What the stand-in does with a request.
#[derive(Clone, Copy)]
pub(crate) enum Manner {
    /// Answers 200 with the request itself.
    Echo,
    /// Breaks the connection after it has read the request.
    Break,
    /// Sends one event at once and never ends.
    Stream,
}

pub(crate) struct Upstream {
    pub(crate) port: u16,
    requests: Arc<AtomicUsize>,
}

impl Upstream {
    pub(crate) async fn start(name: &'static str, manner: Manner) -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let requests = Arc::new(AtomicUsize::new(0));
        let counter = Arc::clone(&requests);
        tokio::spawn(async move {
            while let Ok((connection, _)) = listener.accept().await {
                tokio::spawn(serve(connection, name, manner, Arc::clone(&counter)));
            }
        });
        Self { port, requests }
    }

    pub(crate) fn requests(&self) -> usize {
        self.requests.load(Ordering::SeqCst)
    }
}

async fn serve(mut connection: TcpStream, name: &str, manner: Manner, requests: Arc<AtomicUsize>) {
    let mut request = Vec::new();
    while connection.read_buf(&mut request).await.unwrap_or(0) > 0 {
        let Some(end) = request.windows(4).position(|bytes| bytes == b"\r\n\r\n") else { continue };
        let head = String::from_utf8_lossy(&request[..end]).into_owned();
        let length =
            head.lines().find_map(|line| line.to_lowercase().strip_prefix("content-length: ")?.parse().ok());
        if request.len() < end + 4 + length.unwrap_or(0) {
            continue;
        }
        request.clear();
        requests.fetch_add(1, Ordering::SeqCst);
        match manner {
            Manner::Break => return,
            Manner::Echo => {
                let body = format!("{name}\n{head}");
                let answer = format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n{body}", body.len());
                connection.write_all(answer.as_bytes()).await.unwrap();
            }
            Manner::Stream => {
                let head = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nX-Accel-Buffering: no\r\nTransfer-Encoding: chunked\r\n\r\n";
                connection.write_all(head.as_bytes()).await.unwrap();
                connection.write_all(b"9\r\ndata: 1\n\n\r\n").await.unwrap();
                std::future::pending::<()>().await;
            }
        }
    }
}
