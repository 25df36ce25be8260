//! Every way to write an address that must not be asked, and what is made of those that may.

use crate::support::{Internet, PUBLIC, outbound, settings};
use outbound::address::Range;
use outbound::{Error, Failure, Outbound, Ports, Refusal, Settings};
use std::sync::Arc;

use Refusal::{Credentials, LocalName, Port, Range as Leads, Scheme, Unreadable};

const REFUSED: &[(&str, Refusal)] = &[
    // Protocols.
    ("ftp://example.org/", Scheme),
    ("file:///etc/passwd", Scheme),
    ("file://example.org/etc/passwd", Scheme),
    ("gopher://127.0.0.1:6379/_FLUSHALL", Scheme),
    ("dict://127.0.0.1:11211/stat", Scheme),
    ("ldap://127.0.0.1/", Scheme),
    ("ws://example.org/", Scheme),
    ("javascript:alert(1)", Scheme),
    ("data:text/html,x", Scheme),
    ("blob:https://example.org/1", Scheme),
    ("jar:http://127.0.0.1!/", Scheme),
    ("view-source:http://127.0.0.1/", Scheme),
    // Texts.
    ("", Unreadable),
    ("example.org", Unreadable),
    ("//example.org/", Unreadable),
    ("/page", Unreadable),
    ("http://", Unreadable),
    ("http:///", Unreadable),
    ("https://?", Unreadable),
    (" http://example.org/", Unreadable),
    ("http://example.org/ ", Unreadable),
    ("http://exa\tmple.org/", Unreadable),
    ("http://example.org/\r\nHost: 127.0.0.1", Unreadable),
    ("http://example.org\n@127.0.0.1/", Unreadable),
    ("http://example.org\0.127.0.0.1/", Unreadable),
    ("http://example.org\u{2028}/", Unreadable),
    ("http://example.org\u{3000}/", Unreadable),
    ("http:\\\\127.0.0.1\\", Unreadable),
    ("http://example.org\\@127.0.0.1/", Unreadable),
    ("http://exa<mple.org/", Unreadable),
    ("http://exa%00mple.org/", Unreadable),
    ("http://exa%20mple.org/", Unreadable),
    ("http://[::1/", Unreadable),
    ("http://::1/", Unreadable),
    ("http://example.org:port/", Unreadable),
    ("http://example.org:65536/", Unreadable),
    ("http://example.org:-80/", Unreadable),
    ("http://example.org../", Unreadable),
    ("http://.example.org/", Unreadable),
    ("http://exam..ple.org/", Unreadable),
    ("http://exa,mple.org/", Unreadable),
    ("http://exa*mple.org/", Unreadable),
    ("http://exa!mple.org/", Unreadable),
    ("http://1.2.3.4.5/", Unreadable),
    ("http://256.256.256.256/", Unreadable),
    ("http://example.0x7f000001/", Unreadable),
    ("http://127.0.0.1../", Unreadable),
    ("http://4294967296/", Unreadable),
    ("http://xn--a.org/", Unreadable),
    // Zone ids.
    ("http://[fe80::1%25eth0]/", Unreadable),
    ("http://[fe80::1%eth0]/", Unreadable),
    ("http://[::1%251]/", Unreadable),
    // Credentials.
    ("http://user@example.org/", Credentials),
    ("http://user:secret@example.org/", Credentials),
    ("http://:secret@example.org/", Credentials),
    ("http://example.org@127.0.0.1/", Credentials),
    ("http://example.org:80@127.0.0.1/", Credentials),
    ("http://127.0.0.1%2f@example.org/", Credentials),
    // Ports.
    ("http://example.org:0/", Port(0)),
    ("http://example.org:22/", Port(22)),
    ("https://example.org:25/", Port(25)),
    ("http://example.org:6379/", Port(6379)),
    ("http://example.org:5432/", Port(5432)),
    ("http://127.0.0.1:9200/", Port(9200)),
    ("http://example.org:65535/", Port(65535)),
    // Names of private networks.
    ("http://localhost/", LocalName),
    ("http://LOCALHOST/", LocalName),
    ("http://localhost./", LocalName),
    ("http://www.localhost/", LocalName),
    ("http://localhost.localdomain/", LocalName),
    ("http://loc%61lhost/", LocalName),
    ("http://ｌｏｃａｌｈｏｓｔ/", LocalName),
    ("http://loc\u{00ad}alhost/", LocalName),
    ("http://ⓛⓞⓒⓐⓛⓗⓞⓢⓣ/", LocalName),
    ("http://metadata.google.internal/computeMetadata/v1/", LocalName),
    ("http://printer.local/", LocalName),
    ("http://router.home.arpa/", LocalName),
    ("http://intranet/", LocalName),
    ("http://intranet./", LocalName),
    ("http://c2r.test/", LocalName),
    ("http://hidden.onion/", LocalName),
    // IPv4 of this machine, as it can be written.
    ("http://127.0.0.1/", Leads(Range::Loopback)),
    ("https://127.0.0.1:8443/", Leads(Range::Loopback)),
    ("http://@127.0.0.1/", Leads(Range::Loopback)),
    ("http:127.0.0.1/", Leads(Range::Loopback)),
    ("HTTP://127.0.0.1/", Leads(Range::Loopback)),
    ("http://127.0.0.1./", Leads(Range::Loopback)),
    ("http://127.1/", Leads(Range::Loopback)),
    ("http://127.0.1/", Leads(Range::Loopback)),
    ("http://127.255.255.254/", Leads(Range::Loopback)),
    ("http://2130706433/", Leads(Range::Loopback)),
    ("http://017700000001/", Leads(Range::Loopback)),
    ("http://0x7f000001/", Leads(Range::Loopback)),
    ("http://0X7F000001/", Leads(Range::Loopback)),
    ("http://0x7f.1/", Leads(Range::Loopback)),
    ("http://0x7f.0.0x0.0x1/", Leads(Range::Loopback)),
    ("http://0177.0.0.1/", Leads(Range::Loopback)),
    ("http://0000177.0.0.01/", Leads(Range::Loopback)),
    ("http://0x00000000007f.0.0.1/", Leads(Range::Loopback)),
    ("http://127.0x1/", Leads(Range::Loopback)),
    ("http://%31%32%37.0.0.1/", Leads(Range::Loopback)),
    ("http://127%2e0%2e0%2e1/", Leads(Range::Loopback)),
    ("http://１２７.０.０.１/", Leads(Range::Loopback)),
    ("http://①②⑦.⓪.⓪.①/", Leads(Range::Loopback)),
    ("http://127。0。0。1/", Leads(Range::Loopback)),
    ("http://127．0｡0．1/", Leads(Range::Loopback)),
    ("http://127.0.0.1:80/?http://example.org/", Leads(Range::Loopback)),
    ("http://127.0.0.1#@example.org/", Leads(Range::Loopback)),
    ("http://127.0.0.1?@example.org/", Leads(Range::Loopback)),
    ("http://0.0.0.0/", Leads(Range::Unspecified)),
    ("http://0/", Leads(Range::Unspecified)),
    ("http://0x/", Leads(Range::Unspecified)),
    ("http://0.0.0.0x1/", Leads(Range::Unspecified)),
    // Other IPv4.
    ("http://10.0.0.1/", Leads(Range::Private)),
    ("http://012.1/", Leads(Range::Private)),
    ("http://167772161/", Leads(Range::Private)),
    ("http://172.16.0.1/", Leads(Range::Private)),
    ("http://0xac.0x1f.255/", Leads(Range::Private)),
    ("http://192.168.1.1/", Leads(Range::Private)),
    ("http://3232235777/", Leads(Range::Private)),
    ("http://0300.0250.0.1/", Leads(Range::Private)),
    ("http://100.64.0.1/", Leads(Range::Shared)),
    ("http://100.100.100.200/latest/meta-data/", Leads(Range::Shared)),
    ("http://169.254.169.254/latest/meta-data/", Leads(Range::LinkLocal)),
    ("http://2852039166/", Leads(Range::LinkLocal)),
    ("http://0xa9fea9fe/", Leads(Range::LinkLocal)),
    ("http://169.254.43518/", Leads(Range::LinkLocal)),
    ("http://0251.0376.0251.0376/", Leads(Range::LinkLocal)),
    ("http://168.63.129.16/", Leads(Range::Infrastructure)),
    ("http://192.0.0.192/", Leads(Range::Infrastructure)),
    ("http://192.0.2.1/", Leads(Range::Documentation)),
    ("http://198.51.100.1/", Leads(Range::Documentation)),
    ("http://203.0.113.1/", Leads(Range::Documentation)),
    ("http://198.18.0.1/", Leads(Range::Benchmarking)),
    ("http://192.88.99.1/", Leads(Range::Translated)),
    ("http://224.0.0.1/", Leads(Range::Multicast)),
    ("http://255.255.255.255/", Leads(Range::Multicast)),
    ("http://4294967295/", Leads(Range::Multicast)),
    ("http://240.0.0.1/", Leads(Range::Reserved)),
    // IPv6.
    ("http://[::1]/", Leads(Range::Loopback)),
    ("http://[0:0:0:0:0:0:0:1]/", Leads(Range::Loopback)),
    ("http://[0000:0000:0000:0000:0000:0000:0000:0001]:8080/", Leads(Range::Loopback)),
    ("http://[::0.0.0.1]/", Leads(Range::Loopback)),
    ("http://[::ffff:127.0.0.1]/", Leads(Range::Loopback)),
    ("http://[::FFFF:7f00:1]/", Leads(Range::Loopback)),
    ("http://[0:0:0:0:0:ffff:7f00:0001]/", Leads(Range::Loopback)),
    ("http://[::]/", Leads(Range::Unspecified)),
    ("http://[::ffff:0.0.0.0]/", Leads(Range::Unspecified)),
    ("http://[::ffff:10.0.0.1]/", Leads(Range::Private)),
    ("http://[::ffff:169.254.169.254]/", Leads(Range::LinkLocal)),
    ("http://[::ffff:100.64.0.1]/", Leads(Range::Shared)),
    ("http://[::127.0.0.1]/", Leads(Range::Translated)),
    ("http://[::ffff:0:127.0.0.1]/", Leads(Range::Translated)),
    ("http://[64:ff9b::127.0.0.1]/", Leads(Range::Translated)),
    ("http://[64:ff9b::a9fe:a9fe]/", Leads(Range::Translated)),
    ("http://[64:ff9b:1::10.0.0.1]/", Leads(Range::Translated)),
    ("http://[2002:7f00:1::]/", Leads(Range::Translated)),
    ("http://[2002:a00:1::1]/", Leads(Range::Translated)),
    ("http://[2001::f5ff:fffe]/", Leads(Range::Translated)),
    ("http://[2a00:1450::5efe:10.0.0.1]/", Leads(Range::Translated)),
    ("http://[fe80::1]/", Leads(Range::LinkLocal)),
    ("http://[febf::1]/", Leads(Range::LinkLocal)),
    ("http://[fec0::1]/", Leads(Range::Private)),
    ("http://[fc00::1]/", Leads(Range::Private)),
    ("http://[fd00:ec2::254]/latest/meta-data/", Leads(Range::Private)),
    ("http://[ff02::1]/", Leads(Range::Multicast)),
    ("http://[2001:db8::1]/", Leads(Range::Documentation)),
    ("http://[3fff::1]/", Leads(Range::Documentation)),
    ("http://[2001:2::1]/", Leads(Range::Benchmarking)),
    ("http://[2001:20::1]/", Leads(Range::Infrastructure)),
    ("http://[100::1]/", Leads(Range::Reserved)),
    ("http://[5f00::1]/", Leads(Range::Infrastructure)),
];

#[tokio::test]
async fn what_must_not_be_asked_is_not_even_looked_up() {
    let internet = Arc::new(Internet::new());
    let outbound = outbound(&internet);
    for (url, refusal) in REFUSED {
        assert_eq!(outbound.check(url).await, Err(Error::Refused(*refusal)), "{url:?}");
    }
    assert!(internet.lookups().is_empty(), "{:?}", internet.lookups());
    assert!(internet.connections().is_empty(), "{:?}", internet.connections());
}

/// How the address is written, the name that is looked up, where is connected to.
const ASKED: &[(&str, &str, &str)] = &[
    ("http://example.org", "example.org", "93.184.215.14:80"),
    ("https://example.org/", "example.org", "93.184.215.14:443"),
    ("http:example.org", "example.org", "93.184.215.14:80"),
    ("HTTPS://EXAMPLE.ORG/Page?q=A#Part", "example.org", "93.184.215.14:443"),
    ("https://example.org:443/", "example.org", "93.184.215.14:443"),
    ("http://example.org:443/", "example.org", "93.184.215.14:443"),
    ("http://example.org:8080/", "example.org", "93.184.215.14:8080"),
    ("https://example.org:8443/", "example.org", "93.184.215.14:8443"),
    ("http://example.org:00080/", "example.org", "93.184.215.14:80"),
    ("http://example.org:/", "example.org", "93.184.215.14:80"),
    ("http://example.org./", "example.org", "93.184.215.14:80"),
    ("http://ex%61mple.org/", "example.org", "93.184.215.14:80"),
    ("http://ｅｘａｍｐｌｅ。ｏｒｇ/", "example.org", "93.184.215.14:80"),
    ("http://exam\u{00ad}ple.org/", "example.org", "93.184.215.14:80"),
    ("http://bücher.example.org/", "xn--bcher-kva.example.org", "93.184.215.14:80"),
    ("http://BÜCHER.example.org/", "xn--bcher-kva.example.org", "93.184.215.14:80"),
    ("http://xn--bcher-kva.example.org/", "xn--bcher-kva.example.org", "93.184.215.14:80"),
    ("http://faß.example.org/", "xn--fa-hia.example.org", "93.184.215.14:80"),
    ("http://مثال.example.org/", "xn--mgbh0fb.example.org", "93.184.215.14:80"),
    ("http://some_name.example.org/", "some_name.example.org", "93.184.215.14:80"),
    ("http://localhost.example.org/", "localhost.example.org", "93.184.215.14:80"),
    ("http://notlocalhost.example.org/", "notlocalhost.example.org", "93.184.215.14:80"),
    ("http://93.184.215.14/", "", "93.184.215.14:80"),
    ("http://0x5db8d70e/", "", "93.184.215.14:80"),
    ("http://[::ffff:93.184.215.14]/", "", "93.184.215.14:80"),
    ("http://[2606:4700::1111]/", "", "[2606:4700::1111]:80"),
    ("https://[2606:4700:0::1111]:8443/", "", "[2606:4700::1111]:8443"),
];

#[tokio::test]
async fn what_may_be_asked_is_looked_up_once_and_connected_to() {
    for (url, name, address) in ASKED {
        let internet = Arc::new(Internet::new().name(name, &[PUBLIC]));
        let checked = outbound(&internet).check(url).await;
        assert_eq!(checked, Err(Error::Failed(Failure::Connect)), "{url:?}: nobody is there");
        let names: Vec<_> = Some(*name).filter(|name| !name.is_empty()).into_iter().collect();
        assert_eq!(internet.lookups(), names, "{url:?}");
        assert_eq!(internet.connections(), [*address], "{url:?}");
    }
}

#[tokio::test]
async fn lengths_are_bounded() {
    let internet = Arc::new(Internet::new());
    let outbound = outbound(&internet);
    let long = format!("http://example.org/{}", "a".repeat(2_048));
    assert_eq!(outbound.check(&long).await, Err(Refusal::TooLong(2_048).into()));
    let label = format!("http://{}.org/", "a".repeat(64));
    assert_eq!(outbound.check(&label).await, Err(Unreadable.into()));
    let name = format!("http://{}org/", "a.".repeat(126));
    assert_eq!(outbound.check(&name).await, Err(Unreadable.into()));
}

#[tokio::test]
async fn ports_are_a_setting() {
    let internet = Arc::new(Internet::new().name("example.org", &[PUBLIC]));
    let any = Outbound::with_network(Settings { ports: Ports::Any, ..settings() }, internet.clone()).unwrap();
    assert_eq!(any.check("http://example.org:81/").await, Err(Failure::Connect.into()));
    assert_eq!(any.check("http://example.org:0/").await, Err(Port(0).into()));
    let only = Settings { ports: Ports::Only(vec![0, 8081]), ..settings() };
    let only = Outbound::with_network(only, internet.clone()).unwrap();
    assert_eq!(only.check("http://example.org:8081/").await, Err(Failure::Connect.into()));
    for (url, port) in [("http://example.org:0/", 0), ("http://example.org/", 80), ("http://example.org:8082/", 8082)] {
        assert_eq!(only.check(url).await, Err(Port(port).into()), "{url}");
    }
    assert_eq!(internet.connections(), ["93.184.215.14:81", "93.184.215.14:8081"]);
}

#[test]
fn a_user_agent_is_one_line() {
    for agent in ["", "  ", "c2r\r\nX-Other: 1", "c2r\0"] {
        assert!(Outbound::new(Settings::new(agent)).is_err(), "{agent:?}");
    }
}
