//! Links behave as they are told.

use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::time::{Instant, timeout};
use torture::proxy::{Link, Mode};

/// A server that sends back what it gets, and a link to it.
async fn link() -> Link {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    tokio::spawn(async move {
        loop {
            let (stream, _) = listener.accept().await.unwrap();
            tokio::spawn(async move {
                let (mut read, mut write) = stream.into_split();
                let _ = tokio::io::copy(&mut read, &mut write).await;
            });
        }
    });
    Link::to(port).unwrap()
}

async fn connect(link: &Link) -> TcpStream {
    TcpStream::connect(("127.0.0.1", link.port())).await.unwrap()
}

/// Sends a word and waits until it is back.
async fn echo(stream: &mut TcpStream) -> std::io::Result<()> {
    stream.write_all(b"word").await?;
    let mut back = [0; 4];
    stream.read_exact(&mut back).await?;
    assert_eq!(&back, b"word");
    Ok(())
}

#[tokio::test]
async fn an_open_link_carries_data_both_ways_and_the_end_of_it() {
    let link = link().await;
    let mut stream = connect(&link).await;
    echo(&mut stream).await.unwrap();
    stream.shutdown().await.unwrap();
    assert_eq!(stream.read(&mut [0; 4]).await.unwrap(), 0);
}

#[tokio::test]
async fn a_cut_link_breaks_its_connections_and_new_ones_until_it_is_open_again() {
    let link = link().await;
    let mut stream = connect(&link).await;
    echo(&mut stream).await.unwrap();
    link.set(Mode::Cut);
    // A reset, or an end of what can be read: an answer never.
    assert!(!matches!(stream.read(&mut [0; 4]).await, Ok(1..)));
    let mut another = connect(&link).await;
    assert!(echo(&mut another).await.is_err());
    link.set(Mode::Open);
    echo(&mut connect(&link).await).await.unwrap();
}

#[tokio::test]
async fn a_silent_link_loses_nothing() {
    let link = link().await;
    let mut stream = connect(&link).await;
    echo(&mut stream).await.unwrap();
    link.set(Mode::Silent);
    stream.write_all(b"word").await.unwrap();
    let mut back = [0; 4];
    let heard = timeout(Duration::from_millis(200), stream.read_exact(&mut back)).await;
    assert!(heard.is_err(), "nothing is heard while the link is silent");
    link.set(Mode::Open);
    stream.read_exact(&mut back).await.unwrap();
    assert_eq!(&back, b"word");
}

#[tokio::test]
async fn a_slow_link_takes_its_time_in_each_direction() {
    let link = link().await;
    let mut stream = connect(&link).await;
    link.set(Mode::Slow(Duration::from_millis(50)));
    let begun = Instant::now();
    echo(&mut stream).await.unwrap();
    assert!(begun.elapsed() >= Duration::from_millis(100));
}
