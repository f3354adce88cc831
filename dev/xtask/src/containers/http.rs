//! As much of HTTP/1.1 as it takes to ask a probe and to buy a ticket: one request a connection.

use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

use anyhow::{Context as _, Result};

#[derive(Debug, PartialEq, Eq)]
pub(super) struct Answer {
    pub(super) status: u16,
    /// `name=value`, as it is to be sent back.
    pub(super) cookies: Vec<String>,
    pub(super) body: String,
}

pub(super) struct Request<'a> {
    pub(super) method: &'a str,
    pub(super) path: &'a str,
    pub(super) host: &'a str,
    pub(super) cookie: &'a str,
    /// JSON, or nothing.
    pub(super) body: &'a str,
}

pub(super) fn get(to: SocketAddr, path: &str, timeout: Duration) -> Result<Answer> {
    let host = to.to_string();
    ask(to, &Request { method: "GET", path, host: &host, cookie: "", body: "" }, timeout)
}

pub(super) fn ask(to: SocketAddr, request: &Request<'_>, timeout: Duration) -> Result<Answer> {
    let mut stream = TcpStream::connect_timeout(&to, timeout)?;
    stream.set_read_timeout(Some(timeout))?;
    stream.set_write_timeout(Some(timeout))?;
    let Request { method, path, host, cookie, body } = request;
    let mut head = format!("{method} {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n");
    if !cookie.is_empty() {
        head += &format!("Cookie: {cookie}\r\n");
    }
    if !body.is_empty() {
        head += &format!("Content-Type: application/json\r\nContent-Length: {}\r\n", body.len());
    }
    stream.write_all(format!("{head}\r\n{body}").as_bytes())?;
    let mut said = Vec::new();
    stream.read_to_end(&mut said)?;
    read(&String::from_utf8_lossy(&said)).with_context(|| format!("{method} {path} was not answered in HTTP"))
}

fn read(said: &str) -> Option<Answer> {
    let (head, body) = said.split_once("\r\n\r\n")?;
    let (first, headers) = head.split_once("\r\n").unwrap_or((head, ""));
    let status = first.strip_prefix("HTTP/1.")?.split(' ').nth(1)?.parse().ok()?;
    let headers = headers.lines().filter_map(|line| line.split_once(':'));
    let headers: Vec<_> = headers.map(|(name, value)| (name.to_ascii_lowercase(), value.trim())).collect();
    let of = |name: &'static str| {
        headers.iter().filter(move |(known, _)| known == name).map(|(_, value)| (*value).to_owned())
    };
    let cookies = of("set-cookie").filter_map(|cookie| cookie.split(';').next().map(str::to_owned)).collect();
    let is_chunked = of("transfer-encoding").any(|how| how.eq_ignore_ascii_case("chunked"));
    let body = if is_chunked { without_chunks(body)? } else { body.to_owned() };
    Some(Answer { status, cookies, body })
}

fn without_chunks(mut body: &str) -> Option<String> {
    let mut whole = String::new();
    loop {
        let (size, rest) = body.split_once("\r\n")?;
        let size = usize::from_str_radix(size.split(';').next()?.trim(), 16).ok()?;
        if size == 0 {
            return Some(whole);
        }
        whole.push_str(rest.get(..size)?);
        body = rest.get(size..)?.strip_prefix("\r\n")?;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_read_whole_and_in_chunks() {
        let whole = "HTTP/1.1 201 Created\r\nSet-Cookie: session=a; HttpOnly\r\nset-cookie: b=c\r\n\r\n{}";
        let cookies = vec!["session=a".to_owned(), "b=c".to_owned()];
        assert_eq!(read(whole).unwrap(), Answer { status: 201, cookies, body: "{}".into() });

        let chunks =
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nwiki\r\n3;x\r\nped\r\n0\r\n\r\n";
        assert_eq!(read(chunks).unwrap().body, "wikiped");
        assert!(read("SSH-2.0\r\n\r\n").is_none());
    }
}
