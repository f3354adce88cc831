//! Whose address a request comes from, where proxies stand between.

use std::fmt;
use std::net::{IpAddr, SocketAddr};
use std::str::FromStr;
use std::sync::Arc;

use axum::extract::{ConnectInfo, FromRef, FromRequestParts};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderName};
use ipnet::IpNet;

use crate::error::ApiError;

const X_FORWARDED_FOR: HeaderName = HeaderName::from_static("x-forwarded-for");

/// The networks whose hosts are believed when they say for whom they ask: those of our own proxies. Nobody
/// by default.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct TrustedProxies(Arc<[IpNet]>);

impl TrustedProxies {
    /// The address of a client whose request came from `peer`. Each proxy adds whom it was asked by at the end of
    /// `X-Forwarded-For`; so the entries are read from the last to the first, for as long as the one who added
    /// the entry is trusted. What stands before that, anyone may have written.
    pub fn client(&self, peer: IpAddr, headers: &HeaderMap) -> IpAddr {
        let mut client = peer.to_canonical();
        let lines: Vec<&[u8]> = headers.get_all(X_FORWARDED_FOR).iter().map(|line| line.as_bytes()).collect();
        for hop in lines.iter().rev().flat_map(|line| line.rsplit(|byte| *byte == b',')) {
            let Some(before) = address(hop).filter(|_| self.contains(client)) else { break };
            client = before;
        }
        client
    }

    fn contains(&self, address: IpAddr) -> bool {
        self.0.iter().any(|network| network.contains(&address))
    }
}

/// An entry of the header: an address, in brackets or not, some proxies add the port.
fn address(hop: &[u8]) -> Option<IpAddr> {
    let text = std::str::from_utf8(hop).ok()?.trim();
    let bare = text.strip_prefix('[').and_then(|text| text.strip_suffix(']')).unwrap_or(text);
    let with_port = || text.parse().ok().map(|address: SocketAddr| address.ip());
    bare.parse().ok().or_else(with_port).map(|address| address.to_canonical())
}

/// The text is no list of networks.
#[derive(Debug, thiserror::Error)]
#[error("must be networks such as 10.0.0.0/8 or addresses, with commas between")]
pub struct MalformedNetworks;

impl FromStr for TrustedProxies {
    type Err = MalformedNetworks;

    fn from_str(text: &str) -> Result<Self, MalformedNetworks> {
        let network = |text: &str| {
            let text = text.trim();
            text.parse().or_else(|_| text.parse::<IpAddr>().map(IpNet::from)).map_err(|_| MalformedNetworks)
        };
        text.split(',').map(network).collect::<Result<_, _>>().map(Self)
    }
}

impl fmt::Debug for TrustedProxies {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.0.iter().map(ToString::to_string)).finish()
    }
}

/// The address that a request comes from; see [`TrustedProxies::client`].
#[derive(Clone, Copy, Debug)]
pub struct ClientAddress(pub IpAddr);

impl<S> FromRequestParts<S> for ClientAddress
where
    S: Send + Sync,
    TrustedProxies: FromRef<S>,
{
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, ApiError> {
        let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>();
        let ConnectInfo(peer) = peer.ok_or_else(|| ApiError::internal("the peer's address is not known"))?;
        Ok(Self(TrustedProxies::from_ref(state).client(peer.ip(), &parts.headers)))
    }
}

#[cfg(test)]
mod tests {
    use std::net::{Ipv4Addr, Ipv6Addr};

    use axum::http::HeaderValue;
    use proptest::prelude::*;

    use super::*;

    fn headers(lines: &[&str]) -> HeaderMap {
        let mut headers = HeaderMap::new();
        for line in lines {
            headers.append(X_FORWARDED_FOR, line.parse().unwrap());
        }
        headers
    }

    fn client(trusted: &str, peer: &str, lines: &[&str]) -> String {
        let trusted: TrustedProxies = trusted.parse().unwrap();
        trusted.client(peer.parse().unwrap(), &headers(lines)).to_string()
    }

    #[test]
    fn the_client_is_who_the_last_trusted_proxy_was_asked_by() {
        for (peer, lines, expected) in [
            ("203.0.113.9", &["6.6.6.6"][..], "203.0.113.9"),
            ("10.1.1.1", &[], "10.1.1.1"),
            ("10.1.1.1", &["203.0.113.9"], "203.0.113.9"),
            ("10.1.1.1", &["6.6.6.6, 203.0.113.9"], "203.0.113.9"),
            ("10.1.1.1", &["6.6.6.6", "203.0.113.9"], "203.0.113.9"),
            ("10.1.1.1", &["6.6.6.6, 203.0.113.9,10.2.2.2"], "203.0.113.9"),
            ("10.1.1.1", &["10.3.3.3, 10.2.2.2"], "10.3.3.3"),
            ("10.1.1.1", &["6.6.6.6, unknown, 10.2.2.2"], "10.2.2.2"),
            ("10.1.1.1", &["6.6.6.6, "], "10.1.1.1"),
            ("10.1.1.1", &["203.0.113.9:4711"], "203.0.113.9"),
            ("::ffff:10.1.1.1", &["::ffff:203.0.113.9"], "203.0.113.9"),
            ("fd00::1", &["[2001:db8::9]:4711"], "2001:db8::9"),
            ("fd00::1", &["[2001:db8::9]"], "2001:db8::9"),
            ("fd00::1", &["2001:db8::9"], "2001:db8::9"),
        ] {
            assert_eq!(client("10.0.0.0/8, fd00::1", peer, lines), expected, "{peer} {lines:?}");
        }
    }

    #[test]
    fn nobody_is_trusted_by_default() {
        let peer = IpAddr::from([127, 0, 0, 1]);
        assert_eq!(TrustedProxies::default().client(peer, &headers(&["6.6.6.6"])), peer);
    }

    #[test]
    fn what_names_no_network_is_refused() {
        for text in ["", "10.0.0.0/33", "localhost", "10.0.0.0/8,", "10.0.0.0/8;::1"] {
            assert!(text.parse::<TrustedProxies>().is_err(), "{text}");
        }
    }

    fn addresses() -> impl Strategy<Value = IpAddr> {
        let v4 = any::<u32>().prop_map(|bits| IpAddr::V4(Ipv4Addr::from_bits(bits)));
        let v6 = any::<u128>().prop_map(|bits| IpAddr::V6(Ipv6Addr::from_bits(bits)));
        // A network for the proxies that an arbitrary address is hardly ever in.
        prop_oneof![v4, v6].prop_map(|address| address.to_canonical())
    }

    proptest! {
        /// Whatever a client sends before what our proxies add, nothing of it counts.
        #[test]
        fn what_a_client_says_of_itself_changes_nothing(
            said in prop::collection::vec(prop::collection::vec(0x20..=0xff_u8, 0..60), 0..4),
            real in addresses(),
            proxies in prop::collection::vec(any::<u16>(), 1..4),
        ) {
            let trusted: TrustedProxies = "fd77:7777:7777::/48".parse().unwrap();
            prop_assume!(!trusted.contains(real));
            let proxy = |host: &u16| format!("fd77:7777:7777::{host:x}");
            let mut headers = HeaderMap::new();
            for line in said {
                // A byte that no header may hold gets no further than the server.
                if let Ok(line) = HeaderValue::from_bytes(&line) {
                    headers.append(X_FORWARDED_FOR, line);
                }
            }
            let mut added = real.to_string();
            let (peer, between) = proxies.split_last().unwrap();
            between.iter().for_each(|host| added.push_str(&format!(", {}", proxy(host))));
            headers.append(X_FORWARDED_FOR, added.parse().unwrap());
            prop_assert_eq!(trusted.client(proxy(peer).parse().unwrap(), &headers), real);
            // The same in one line, as a proxy does that appends to what there is.
            let said: Vec<&[u8]> = headers.get_all(X_FORWARDED_FOR).iter().map(HeaderValue::as_bytes).collect();
            let mut one = HeaderMap::new();
            one.append(X_FORWARDED_FOR, HeaderValue::from_bytes(&said.join(&b","[..])).unwrap());
            prop_assert_eq!(trusted.client(proxy(peer).parse().unwrap(), &one), real);
            // And who comes past the proxies is who he is.
            prop_assert_eq!(trusted.client(real, &headers), real);
        }
    }
}
