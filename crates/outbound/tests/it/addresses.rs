//! Properties of the judgement over all addresses.

use crate::support::{Internet, outbound};
use outbound::address::special;
use outbound::{Error, Failure, Refusal};
use proptest::prelude::*;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::sync::Arc;

/// What the standard library knows of IPv4, as far as it is stable.
fn is_known_as_special(address: Ipv4Addr) -> bool {
    address.is_private()
        || address.is_loopback()
        || address.is_link_local()
        || address.is_multicast()
        || address.is_broadcast()
        || address.is_documentation()
        || address.is_unspecified()
}

/// Any address, and more of those that are near an edge.
fn v4() -> impl Strategy<Value = Ipv4Addr> {
    let edges = [0, 10, 100, 127, 128, 169, 172, 191, 192, 198, 203, 223, 224, 240, 255];
    let near = (proptest::sample::select(edges.to_vec()), any::<[u8; 3]>());
    prop_oneof![any::<u32>().prop_map(Ipv4Addr::from), near.prop_map(|(a, [b, c, d])| Ipv4Addr::new(a, b, c, d))]
}

fn v6(segments: [u16; 8]) -> IpAddr {
    Ipv6Addr::from(segments).into()
}

/// The two halves of an IPv4 address in an IPv6 one.
fn halves(address: Ipv4Addr) -> [u16; 2] {
    let [a, b, c, d] = address.octets();
    [u16::from_be_bytes([a, b]), u16::from_be_bytes([c, d])]
}

/// A number as the system of C reads it.
fn number(value: u32, base: u8) -> String {
    match base {
        0 => value.to_string(),
        1 => format!("0{value:o}"),
        2 => format!("0x{value:x}"),
        _ => format!("0X000{value:X}"),
    }
}

/// An address in one to four numbers; the last holds what the others left.
fn spelled(address: Ipv4Addr, parts: usize, bases: [u8; 4]) -> String {
    let octets = address.octets();
    let (first, rest) = octets.split_at(parts - 1);
    let last = rest.iter().fold(0, |sum: u32, octet| (sum << 8) | u32::from(*octet));
    let numbers = first.iter().map(|octet| u32::from(*octet)).chain([last]);
    numbers.zip(bases).map(|(value, base)| number(value, base)).collect::<Vec<_>>().join(".")
}

/// Whether an address in a link is connected to, and if so, to which.
fn asked(host: &str) -> Result<Vec<String>, Refusal> {
    let internet = Arc::new(Internet::new());
    let outbound = outbound(&internet);
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap();
    match runtime.block_on(outbound.check(&format!("http://{host}/"))) {
        Err(Error::Refused(refusal)) => Err(refusal),
        other => {
            assert_eq!(other, Err(Failure::Connect.into()), "nobody is there");
            Ok(internet.connections())
        }
    }
}

proptest! {
    #[test]
    fn what_the_standard_library_knows_is_refused(address in v4()) {
        prop_assert!(!is_known_as_special(address) || special(address.into()).is_some());
    }

    #[test]
    fn mapped_addresses_are_what_they_map(address in v4()) {
        prop_assert_eq!(special(address.to_ipv6_mapped().into()), special(address.into()));
    }

    #[test]
    fn addresses_inside_others_are_refused_whatever_they_are(
        address in v4(), prefix in any::<[u16; 4]>(), tail in any::<[u16; 5]>(), server in any::<u32>(),
    ) {
        let [high, low] = halves(address);
        let [a, b, c, d] = prefix;
        let [high_server, low_server] = halves(Ipv4Addr::from(server));
        for inside in [
            v6([0, 0, 0, 0, 0, 0, high, low]),
            v6([0, 0, 0, 0, 0xffff, 0, high, low]),
            v6([0x64, 0xff9b, 0, 0, 0, 0, high, low]),
            v6([0x64, 0xff9b, 1, a, b, c, high, low]),
            v6([0x2002, high, low, tail[0], tail[1], tail[2], tail[3], tail[4]]),
            v6([0x2001, 0, high_server, low_server, a, b, !high, !low]),
            v6([a, b, c, d, 0, 0x5efe, high, low]),
            v6([a, b, c, d, 0x200, 0x5efe, high, low]),
        ] {
            prop_assert!(special(inside).is_some(), "{}", inside);
        }
    }

    #[test]
    fn only_what_has_been_given_out_is_public(bits in any::<u128>()) {
        let address = Ipv6Addr::from_bits(bits);
        let given_out = bits >> 125 == 1;
        prop_assume!(address.to_ipv4_mapped().is_none());
        prop_assert!(given_out || special(address.into()).is_some());
    }

    #[test]
    fn most_of_what_has_been_given_out_is_public(rest in any::<[u16; 7]>()) {
        prop_assume!(rest[4] != 0x5efe);
        let [b, c, d, e, f, g, h] = rest;
        prop_assert_eq!(special(v6([0x2a00, b, c, d, e, f, g, h])), None);
    }

    #[test]
    fn an_address_is_judged_and_connected_to_however_it_is_spelled(
        address in v4(), parts in 1_usize..=4, bases in any::<[u8; 4]>(),
    ) {
        let expected = match special(address.into()) {
            Some(range) => Err(Refusal::Range(range)),
            None => Ok(vec![format!("{address}:80")]),
        };
        prop_assert_eq!(&asked(&spelled(address, parts, bases.map(|base| base % 4))), &expected);
        prop_assert_eq!(&asked(&format!("[{}]", address.to_ipv6_mapped())), &expected);
    }

    #[test]
    fn no_text_makes_us_connect_elsewhere(host in "[0-9a-fx:.%@\\[\\]/#?]{1,24}") {
        let internet = Arc::new(Internet::new());
        let outbound = outbound(&internet);
        let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap();
        let _ = runtime.block_on(outbound.check(&format!("http://{host}")));
        for address in internet.connections() {
            let address: std::net::SocketAddr = address.parse().unwrap();
            prop_assert_eq!(special(address.ip()), None, "{}", host);
        }
    }
}
