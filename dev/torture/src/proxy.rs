//! A TCP proxy whose connections can be made slow, silent, or cut.

use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::tcp::{OwnedReadHalf, OwnedWriteHalf};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio_util::task::AbortOnDropHandle;

/// How a link behaves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    Open,
    /// Every piece of data, in both directions, is so late.
    Slow(Duration),
    /// Nothing arrives, and nobody is told: what was sent arrives when the link opens again.
    Silent,
    /// Every connection is reset, and every new one too.
    Cut,
}

/// A way to a server on this machine. Gone with its handle.
#[derive(Debug)]
pub struct Link {
    port: u16,
    mode: watch::Sender<Mode>,
    _accepting: AbortOnDropHandle<()>,
}

impl Link {
    /// A link to a port of this machine. To be called within a runtime.
    pub fn to(port: u16) -> io::Result<Self> {
        let listener = std::net::TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
        listener.set_nonblocking(true)?;
        let own = listener.local_addr()?.port();
        let listener = TcpListener::from_std(listener)?;
        let (mode, modes) = watch::channel(Mode::Open);
        let target = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
        let accepting = AbortOnDropHandle::new(tokio::spawn(accept(listener, target, modes)));
        Ok(Self { port: own, mode, _accepting: accepting })
    }

    /// Where it is entered.
    pub fn port(&self) -> u16 {
        self.port
    }

    pub fn set(&self, mode: Mode) {
        self.mode.send_replace(mode);
    }
}

async fn accept(listener: TcpListener, target: SocketAddr, modes: watch::Receiver<Mode>) {
    let mut connections = tokio::task::JoinSet::new();
    loop {
        tokio::select! {
            accepted = listener.accept() => match accepted {
                Ok((client, _)) => drop(connections.spawn(connect(client, target, modes.clone()))),
                // Out of files, for one: the next may succeed.
                Err(_) => tokio::time::sleep(Duration::from_millis(50)).await,
            },
            Some(_) = connections.join_next() => {}
        }
    }
}

/// Carries one connection until either side closes it or the link is cut. A cut shows as a reset, as when a machine
/// vanishes and its address answers.
async fn connect(client: TcpStream, target: SocketAddr, mut modes: watch::Receiver<Mode>) {
    let mut passing = modes.clone();
    let carried = async {
        passable(&mut passing).await?;
        let server = TcpStream::connect(target).await?;
        for stream in [&client, &server] {
            stream.set_nodelay(true)?;
            stream.set_zero_linger()?;
        }
        let (from_client, to_client) = client.into_split();
        let (from_server, to_server) = server.into_split();
        tokio::try_join!(
            pass(from_client, to_server, passing.clone()),
            pass(from_server, to_client, passing.clone()),
        )?;
        Ok::<_, io::Error>(())
    };
    tokio::select! {
        _ = modes.wait_for(|mode| *mode == Mode::Cut) => {}
        _ = carried => {}
    }
}

async fn pass(
    mut from: OwnedReadHalf,
    mut to: OwnedWriteHalf,
    mut modes: watch::Receiver<Mode>,
) -> io::Result<()> {
    let mut buffer = vec![0; 16 * 1024];
    loop {
        let read = from.read(&mut buffer).await?;
        passable(&mut modes).await?;
        if read == 0 {
            return to.shutdown().await;
        }
        to.write_all(&buffer[..read]).await?;
    }
}

/// Waits as long as the link keeps back what is sent now.
async fn passable(modes: &mut watch::Receiver<Mode>) -> io::Result<()> {
    let mode = *modes.borrow_and_update();
    if let Mode::Slow(delay) = mode {
        tokio::time::sleep(delay).await;
    }
    modes.wait_for(|mode| *mode != Mode::Silent).await.map_err(io::Error::other)?;
    Ok(())
}
