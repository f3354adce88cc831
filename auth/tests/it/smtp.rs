//! A server that takes mail, or does not, as a test wishes.

use std::sync::{Arc, Mutex};

use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

#[derive(Clone, Debug)]
pub struct Taken {
    pub to: String,
}

#[derive(Default)]
struct Book {
    recipients_get: Option<String>,
    asked: usize,
    taken: Vec<Taken>,
}

/// Ends when it is dropped.
pub struct Smtp {
    address: String,
    book: Arc<Mutex<Book>>,
    running: JoinHandle<()>,
}

impl Drop for Smtp {
    fn drop(&mut self) {
        self.running.abort();
    }
}

impl Smtp {
    pub async fn start() -> Self {
        Self::on(TcpListener::bind("127.0.0.1:0").await.unwrap())
    }

    /// Where another one was.
    pub async fn start_at(url: &str) -> Self {
        let address = url.strip_prefix("smtp://").unwrap();
        Self::on(
            testkit::eventually("the port is free", || async { TcpListener::bind(address).await.ok() }).await,
        )
    }

    fn on(listener: TcpListener) -> Self {
        let book = Arc::<Mutex<Book>>::default();
        let address = listener.local_addr().unwrap().to_string();
        let shared = book.clone();
        let running = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(converse(stream, shared.clone()));
            }
        });
        Self { address, book, running }
    }

    pub fn url(&self) -> String {
        format!("smtp://{}", self.address)
    }

    /// What everyone a letter is for is answered with from now on.
    pub fn answer_recipients_with(&self, answer: &str) {
        self.book.lock().unwrap().recipients_get = Some(answer.to_owned());
    }

    /// How often it was asked to take a letter.
    pub fn asked(&self) -> usize {
        self.book.lock().unwrap().asked
    }

    pub fn taken(&self) -> Vec<Taken> {
        self.book.lock().unwrap().taken.clone()
    }
}

async fn converse(stream: TcpStream, book: Arc<Mutex<Book>>) -> Option<()> {
    let mut stream = BufReader::new(stream);
    let mut to = String::new();
    say(&mut stream, "220 ready").await?;
    loop {
        let line = hear(&mut stream).await?;
        let answer = match line.split(' ').next().unwrap_or_default() {
            "RCPT" => {
                to = line.strip_prefix("RCPT TO:").unwrap_or_default().to_owned();
                let mut book = book.lock().unwrap();
                book.asked += 1;
                book.recipients_get.clone().unwrap_or_else(|| "250 welcome".to_owned())
            }
            "DATA" => {
                say(&mut stream, "354 go on").await?;
                while hear(&mut stream).await? != "." {}
                book.lock().unwrap().taken.push(Taken { to: to.clone() });
                "250 taken".to_owned()
            }
            "QUIT" => "221 bye".to_owned(),
            _ => "250 fine".to_owned(),
        };
        say(&mut stream, &answer).await?;
    }
}

async fn say(stream: &mut BufReader<TcpStream>, line: &str) -> Option<()> {
    stream.write_all(format!("{line}\r\n").as_bytes()).await.ok()
}

async fn hear(stream: &mut BufReader<TcpStream>) -> Option<String> {
    let mut line = String::new();
    let length = stream.read_line(&mut line).await.ok()?;
    (length > 0).then(|| line.trim_end().to_owned())
}
