//! Networks: whose hosts count as one when tries are counted.

use std::fmt;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// The neighbourhood of an address: its /24 in IPv4, and in IPv6 its /64, the least that anyone is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Network(IpAddr);

impl Network {
    pub fn of(address: IpAddr) -> Self {
        Self(match address.to_canonical() {
            IpAddr::V4(v4) => IpAddr::V4(Ipv4Addr::from_bits(v4.to_bits() & 0xffff_ff00)),
            IpAddr::V6(v6) => host(v6),
        })
    }

    /// The smallest that one host can be held to: its address, or in IPv6, where a host has as many addresses
    /// as it likes, its /64.
    pub fn of_host(address: IpAddr) -> Self {
        Self(match address.to_canonical() {
            v4 @ IpAddr::V4(_) => v4,
            IpAddr::V6(v6) => host(v6),
        })
    }
}

fn host(v6: Ipv6Addr) -> IpAddr {
    IpAddr::V6(Ipv6Addr::from_bits(v6.to_bits() & !u128::from(u64::MAX)))
}

impl fmt::Display for Network {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neighbours_share_a_network() {
        let network = |text: &str| Network::of(text.parse().unwrap());
        assert_eq!(network("203.0.113.9"), network("203.0.113.200"));
        assert_ne!(network("203.0.113.9"), network("203.0.114.9"));
        assert_eq!(network("::ffff:203.0.113.9"), network("203.0.113.200"));
        assert_eq!(network("2001:db8:1:2::9"), network("2001:db8:1:2:ffff::"));
        assert_ne!(network("2001:db8:1:2::9"), network("2001:db8:1:3::9"));
    }

    #[test]
    fn a_host_is_its_address_or_its_64() {
        let host = |text: &str| Network::of_host(text.parse().unwrap());
        assert_ne!(host("203.0.113.9"), host("203.0.113.200"));
        assert_eq!(host("::ffff:203.0.113.9"), host("203.0.113.9"));
        assert_eq!(host("2001:db8:1:2::9"), host("2001:db8:1:2:ffff::"));
    }
}
