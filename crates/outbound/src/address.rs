//! Which addresses belong to the public internet.
//!
//! After the registries of special addresses (IANA, RFC 6890), and stricter than they are: what translates or tunnels
//! to another address is refused as a whole, for nobody can see from here where it ends.

use std::fmt;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// What an address is for, if it is not one of the public internet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Range {
    /// This machine.
    Loopback,
    /// No address yet (`0.0.0.0`, `::`); systems connect it to this machine.
    Unspecified,
    /// A private network: RFC 1918, unique local, site-local.
    Private,
    /// The network of a provider, behind its address translation (RFC 6598).
    Shared,
    /// The same cable; here clouds keep the secrets of a machine (`169.254.169.254`).
    LinkLocal,
    /// Many receivers at once, or all of them.
    Multicast,
    /// Examples in texts.
    Documentation,
    /// Measurements in laboratories.
    Benchmarking,
    /// An address inside another one: 6to4, Teredo, NAT64, ISATAP, forms that nobody uses any more.
    Translated,
    /// A service of the network itself, or of the cloud that the machine stands in.
    Infrastructure,
    /// Given to nobody.
    Reserved,
}

impl fmt::Display for Range {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Loopback => "this machine itself",
            Self::Unspecified => "an address that is none",
            Self::Private => "a private network",
            Self::Shared => "the inner network of a provider",
            Self::LinkLocal => "the nearest network only",
            Self::Multicast => "many machines at once",
            Self::Documentation => "an address for examples",
            Self::Benchmarking => "an address for measurements",
            Self::Translated => "an address inside another one",
            Self::Infrastructure => "a service of the network itself",
            Self::Reserved => "an address that nobody has",
        })
    }
}

const V4: [(Ipv4Addr, u32, Range); 20] = [
    (Ipv4Addr::UNSPECIFIED, 8, Range::Unspecified),
    (Ipv4Addr::new(10, 0, 0, 0), 8, Range::Private),
    (Ipv4Addr::new(100, 64, 0, 0), 10, Range::Shared),
    (Ipv4Addr::new(127, 0, 0, 0), 8, Range::Loopback),
    // Azure tells each of its machines from here what it needs to know; the address looks like any other.
    (Ipv4Addr::new(168, 63, 129, 16), 32, Range::Infrastructure),
    (Ipv4Addr::new(169, 254, 0, 0), 16, Range::LinkLocal),
    (Ipv4Addr::new(172, 16, 0, 0), 12, Range::Private),
    (Ipv4Addr::new(192, 0, 0, 0), 24, Range::Infrastructure),
    (Ipv4Addr::new(192, 0, 2, 0), 24, Range::Documentation),
    (Ipv4Addr::new(192, 31, 196, 0), 24, Range::Infrastructure),
    (Ipv4Addr::new(192, 52, 193, 0), 24, Range::Infrastructure),
    (Ipv4Addr::new(192, 88, 99, 0), 24, Range::Translated),
    (Ipv4Addr::new(192, 168, 0, 0), 16, Range::Private),
    (Ipv4Addr::new(192, 175, 48, 0), 24, Range::Infrastructure),
    (Ipv4Addr::new(198, 18, 0, 0), 15, Range::Benchmarking),
    (Ipv4Addr::new(198, 51, 100, 0), 24, Range::Documentation),
    (Ipv4Addr::new(203, 0, 113, 0), 24, Range::Documentation),
    (Ipv4Addr::new(224, 0, 0, 0), 4, Range::Multicast),
    (Ipv4Addr::BROADCAST, 32, Range::Multicast),
    (Ipv4Addr::new(240, 0, 0, 0), 4, Range::Reserved),
];

/// The narrower network stands before the wider one around it.
const V6: [(Ipv6Addr, u32, Range); 18] = [
    (Ipv6Addr::UNSPECIFIED, 128, Range::Unspecified),
    (Ipv6Addr::LOCALHOST, 128, Range::Loopback),
    (Ipv6Addr::UNSPECIFIED, 96, Range::Translated),
    (Ipv6Addr::new(0, 0, 0, 0, 0xffff, 0, 0, 0), 96, Range::Translated),
    (Ipv6Addr::new(0x64, 0xff9b, 0, 0, 0, 0, 0, 0), 96, Range::Translated),
    (Ipv6Addr::new(0x64, 0xff9b, 1, 0, 0, 0, 0, 0), 48, Range::Translated),
    (Ipv6Addr::new(0x2001, 0, 0, 0, 0, 0, 0, 0), 32, Range::Translated),
    (Ipv6Addr::new(0x2001, 2, 0, 0, 0, 0, 0, 0), 48, Range::Benchmarking),
    (Ipv6Addr::new(0x2001, 0, 0, 0, 0, 0, 0, 0), 23, Range::Infrastructure),
    (Ipv6Addr::new(0x2001, 0xdb8, 0, 0, 0, 0, 0, 0), 32, Range::Documentation),
    (Ipv6Addr::new(0x2002, 0, 0, 0, 0, 0, 0, 0), 16, Range::Translated),
    (Ipv6Addr::new(0x2620, 0x4f, 0x8000, 0, 0, 0, 0, 0), 48, Range::Infrastructure),
    (Ipv6Addr::new(0x3fff, 0, 0, 0, 0, 0, 0, 0), 20, Range::Documentation),
    (Ipv6Addr::new(0x5f00, 0, 0, 0, 0, 0, 0, 0), 16, Range::Infrastructure),
    (Ipv6Addr::new(0xfc00, 0, 0, 0, 0, 0, 0, 0), 7, Range::Private),
    (Ipv6Addr::new(0xfe80, 0, 0, 0, 0, 0, 0, 0), 10, Range::LinkLocal),
    (Ipv6Addr::new(0xfec0, 0, 0, 0, 0, 0, 0, 0), 10, Range::Private),
    (Ipv6Addr::new(0xff00, 0, 0, 0, 0, 0, 0, 0), 8, Range::Multicast),
];

/// All that has been given out for single machines of the internet so far (RFC 4291).
const UNICAST: (Ipv6Addr, u32) = (Ipv6Addr::new(0x2000, 0, 0, 0, 0, 0, 0, 0), 3);

/// What an address is for, if it is not a single machine of the public internet; `None` if it is. An IPv4 address that
/// is mapped into IPv6 (`::ffff:10.0.0.1`) is what it is in IPv4, for that is where systems connect it to.
#[must_use]
pub fn special(address: IpAddr) -> Option<Range> {
    match address.to_canonical() {
        IpAddr::V4(address) => {
            V4.iter().find(|(network, length, _)| within_v4(address, *network, *length)).map(|(_, _, range)| *range)
        }
        IpAddr::V6(address) => special_v6(address),
    }
}

fn special_v6(address: Ipv6Addr) -> Option<Range> {
    let listed = V6.iter().find(|(network, length, _)| within_v6(address, *network, *length));
    match listed {
        Some((_, _, range)) => Some(*range),
        None if !within_v6(address, UNICAST.0, UNICAST.1) => Some(Range::Reserved),
        None => is_isatap(address).then_some(Range::Translated),
    }
}

/// Whether the lower half is an IPv4 address to tunnel to (RFC 5214), whatever network it is in.
fn is_isatap(address: Ipv6Addr) -> bool {
    let [_, _, _, _, kind, mark, _, _] = address.segments();
    mark == 0x5efe && matches!(kind, 0 | 0x200)
}

fn within_v4(address: Ipv4Addr, network: Ipv4Addr, length: u32) -> bool {
    (address.to_bits() ^ network.to_bits()).leading_zeros() >= length
}

fn within_v6(address: Ipv6Addr, network: Ipv6Addr, length: u32) -> bool {
    (address.to_bits() ^ network.to_bits()).leading_zeros() >= length
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(address: &str) -> Option<Range> {
        special(address.parse().unwrap())
    }

    #[test]
    fn each_network_ends_where_its_registry_says() {
        for (before, first, last, after, range) in [
            (None, "0.0.0.0", "0.255.255.255", Some("1.0.0.0"), Range::Unspecified),
            (Some("9.255.255.255"), "10.0.0.0", "10.255.255.255", Some("11.0.0.0"), Range::Private),
            (Some("100.63.255.255"), "100.64.0.0", "100.127.255.255", Some("100.128.0.0"), Range::Shared),
            (Some("126.255.255.255"), "127.0.0.0", "127.255.255.255", Some("128.0.0.0"), Range::Loopback),
            (Some("169.253.255.255"), "169.254.0.0", "169.254.255.255", Some("169.255.0.0"), Range::LinkLocal),
            (Some("172.15.255.255"), "172.16.0.0", "172.31.255.255", Some("172.32.0.0"), Range::Private),
            (Some("191.255.255.255"), "192.0.0.0", "192.0.0.255", Some("192.0.1.0"), Range::Infrastructure),
            (Some("192.0.1.255"), "192.0.2.0", "192.0.2.255", Some("192.0.3.0"), Range::Documentation),
            (Some("192.167.255.255"), "192.168.0.0", "192.168.255.255", Some("192.169.0.0"), Range::Private),
            (Some("198.17.255.255"), "198.18.0.0", "198.19.255.255", Some("198.20.0.0"), Range::Benchmarking),
            (Some("198.51.99.255"), "198.51.100.0", "198.51.100.255", Some("198.51.101.0"), Range::Documentation),
            (Some("203.0.112.255"), "203.0.113.0", "203.0.113.255", Some("203.0.114.0"), Range::Documentation),
            (Some("223.255.255.255"), "224.0.0.0", "239.255.255.255", None, Range::Multicast),
            (None, "240.0.0.0", "255.255.255.254", None, Range::Reserved),
            (None, "2001::", "2001:0:ffff:ffff:ffff:ffff:ffff:ffff", None, Range::Translated),
            (None, "2001:1::", "2001:1ff:ffff:ffff:ffff:ffff:ffff:ffff", Some("2001:200::"), Range::Infrastructure),
            (Some("2001:db7:ffff::"), "2001:db8::", "2001:db8:ffff::1", Some("2001:db9::"), Range::Documentation),
            (Some("2001:ffff::"), "2002::", "2002:ffff:ffff::1", Some("2003::"), Range::Translated),
            (Some("3ffe:ffff::"), "3fff::", "3fff:fff:ffff::", Some("3fff:1000::"), Range::Documentation),
            (None, "fc00::", "fdff:ffff::", None, Range::Private),
            (None, "fe80::", "febf:ffff::", None, Range::LinkLocal),
            (None, "fec0::", "feff:ffff::", None, Range::Private),
            (None, "ff00::", "ffff:ffff::", None, Range::Multicast),
        ] {
            assert_eq!((at(first), at(last)), (Some(range), Some(range)), "{first} to {last}");
            for public in [before, after].into_iter().flatten() {
                assert_eq!(at(public), None, "{public}");
            }
        }
    }

    #[test]
    fn single_addresses_are_known() {
        for (address, range) in [
            ("::", Range::Unspecified),
            ("::1", Range::Loopback),
            ("::2", Range::Translated),
            ("::10.0.0.1", Range::Translated),
            ("::ffff:10.0.0.1", Range::Private),
            ("::ffff:127.0.0.1", Range::Loopback),
            ("::ffff:a9fe:a9fe", Range::LinkLocal),
            ("::ffff:0:8.8.8.8", Range::Translated),
            ("64:ff9b::7f00:1", Range::Translated),
            ("64:ff9b::808:808", Range::Translated),
            ("64:ff9b:1::a00:1", Range::Translated),
            ("100::1", Range::Reserved),
            ("2001:2::1", Range::Benchmarking),
            ("2001:20::1", Range::Infrastructure),
            ("2002:7f00:1::", Range::Translated),
            ("2a00:1450::200:5efe:a00:1", Range::Translated),
            ("2a00:1450::5efe:7f00:1", Range::Translated),
            ("5f00::1", Range::Infrastructure),
            ("4000::1", Range::Reserved),
            ("1fff::1", Range::Reserved),
            ("fd00:ec2::254", Range::Private),
            ("168.63.129.16", Range::Infrastructure),
            ("192.0.0.192", Range::Infrastructure),
            ("100.100.100.200", Range::Shared),
            ("255.255.255.255", Range::Multicast),
        ] {
            assert_eq!(at(address), Some(range), "{address}");
        }
        for public in ["1.1.1.1", "93.184.215.14", "168.63.129.15", "::ffff:8.8.8.8", "2606:4700::1111", "2a00:1450::1"]
        {
            assert_eq!(at(public), None, "{public}");
        }
    }
}
