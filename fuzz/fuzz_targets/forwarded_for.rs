//! X-Forwarded-For: what a client says of itself counts for nothing.
#![no_main]

use std::net::IpAddr;

use common::http::TrustedProxies;
use http::{HeaderMap, HeaderName, HeaderValue};
use libfuzzer_sys::arbitrary::{self, Arbitrary};
use libfuzzer_sys::fuzz_target;

const X_FORWARDED_FOR: HeaderName = HeaderName::from_static("x-forwarded-for");

#[derive(Arbitrary, Debug)]
struct Input<'a> {
    /// Lines that the client sent.
    said: Vec<&'a [u8]>,
    real: IpAddr,
    /// Our own proxies, from the outermost to the one that asks us.
    proxies: Vec<u16>,
    last: u16,
    in_one_line: bool,
    with_port: bool,
    networks: &'a str,
}

fuzz_target!(|input: Input<'_>| {
    let trusted: TrustedProxies = "fd77:7777:7777::/48".parse().unwrap();
    let proxy = |host: u16| -> IpAddr { format!("fd77:7777:7777::{host:x}").parse().unwrap() };
    let real = input.real.to_canonical();
    if matches!(real, IpAddr::V6(address) if address.segments().starts_with(&[0xfd77, 0x7777, 0x7777])) {
        return;
    }
    let said: Vec<HeaderValue> =
        input.said.iter().filter_map(|line| HeaderValue::from_bytes(line).ok()).collect();

    // Who comes past the proxies is who asks, whatever the lines say.
    assert_eq!(trusted.client(real, &lines(&said)), real);
    // Who is believed by nobody neither.
    assert_eq!(TrustedProxies::default().client(proxy(input.last), &lines(&said)), proxy(input.last));

    // Through the proxies: each adds whom it was asked by.
    let asked = match (real, input.with_port) {
        (IpAddr::V4(address), true) => format!("{address}:4711"),
        (IpAddr::V6(address), true) => format!("[{address}]:4711"),
        (address, false) => address.to_string(),
    };
    let hops: Vec<String> =
        std::iter::once(asked).chain(input.proxies.iter().map(|host| proxy(*host).to_string())).collect();
    let added = hops.join(", ");
    let headers = if input.in_one_line
        && let Some((last, before)) = said.split_last()
    {
        let line = [last.as_bytes(), added.as_bytes()].join(&b", "[..]);
        lines(&[before, &[HeaderValue::from_bytes(&line).unwrap()]].concat())
    } else {
        lines(&[&said[..], &[HeaderValue::try_from(added).unwrap()]].concat())
    };
    assert_eq!(trusted.client(proxy(input.last), &headers), real);

    // A list of networks is refused, or has nobody in it who writes what is no address.
    if let Ok(networks) = input.networks.parse::<TrustedProxies>() {
        let garbage = lines(&[HeaderValue::from_static("1.2.3.4, unknown")]);
        assert_eq!(networks.client(real, &garbage), real);
    }
});

fn lines(values: &[HeaderValue]) -> HeaderMap {
    values.iter().map(|value| (X_FORWARDED_FOR, value.clone())).collect()
}
