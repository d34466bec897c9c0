//! Which addresses are asked. A pull request can name any, and a name can lead to any: to the machine itself, to its
//! network, to what a cloud tells its own machines.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use url::Url;

/// Whether an address is one of the public network.
pub fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => is_public_v4(address),
        IpAddr::V6(address) => is_public_v6(address),
    }
}

/// Networks that are not public, after the registry of IANA for special purposes: the first address, and how many bits
/// of it count.
const SPECIAL_V4: [(Ipv4Addr, u32); 16] = [
    (Ipv4Addr::new(0, 0, 0, 0), 8),
    (Ipv4Addr::new(10, 0, 0, 0), 8),
    // Shared by the customers of a provider.
    (Ipv4Addr::new(100, 64, 0, 0), 10),
    (Ipv4Addr::new(127, 0, 0, 0), 8),
    // Of one link; what clouds tell their machines is here.
    (Ipv4Addr::new(169, 254, 0, 0), 16),
    (Ipv4Addr::new(172, 16, 0, 0), 12),
    (Ipv4Addr::new(192, 0, 0, 0), 24),
    (Ipv4Addr::new(192, 0, 2, 0), 24),
    (Ipv4Addr::new(192, 88, 99, 0), 24),
    (Ipv4Addr::new(192, 168, 0, 0), 16),
    (Ipv4Addr::new(198, 18, 0, 0), 15),
    (Ipv4Addr::new(198, 51, 100, 0), 24),
    (Ipv4Addr::new(203, 0, 113, 0), 24),
    // To many, and reserved.
    (Ipv4Addr::new(224, 0, 0, 0), 3),
    // Looks public, and is what Azure tells its machines.
    (Ipv4Addr::new(168, 63, 129, 16), 32),
    (Ipv4Addr::new(192, 31, 196, 0), 24),
];

fn is_public_v4(address: Ipv4Addr) -> bool {
    let is_in = |(network, bits): &(Ipv4Addr, u32)| {
        let beyond = 32 - bits;
        address.to_bits().checked_shr(beyond) == network.to_bits().checked_shr(beyond)
    };
    !SPECIAL_V4.iter().any(is_in)
}

/// Parts of the public network of IPv6 that are none, or that hide an address of IPv4.
const SPECIAL_V6: [(Ipv6Addr, u32); 4] = [
    // For protocols; Teredo is among them.
    (Ipv6Addr::new(0x2001, 0, 0, 0, 0, 0, 0, 0), 23),
    (Ipv6Addr::new(0x2001, 0xdb8, 0, 0, 0, 0, 0, 0), 32),
    (Ipv6Addr::new(0x2002, 0, 0, 0, 0, 0, 0, 0), 16),
    (Ipv6Addr::new(0x3fff, 0, 0, 0, 0, 0, 0, 0), 20),
];

fn is_public_v6(address: Ipv6Addr) -> bool {
    let is_in = |(network, bits): &(Ipv6Addr, u32)| {
        let beyond = 128 - bits;
        address.to_bits().checked_shr(beyond) == network.to_bits().checked_shr(beyond)
    };
    // Where there is no IPv4 its addresses are written into this one.
    if is_in(&(Ipv6Addr::new(0x64, 0xff9b, 0, 0, 0, 0, 0, 0), 96)) {
        let [.., a, b, c, d] = address.octets();
        return is_public_v4(Ipv4Addr::new(a, b, c, d));
    }
    is_in(&(Ipv6Addr::new(0x2000, 0, 0, 0, 0, 0, 0, 0), 3)) && !SPECIAL_V6.iter().any(is_in)
}

/// The longest address that is asked.
pub const LONGEST: usize = 2000;

/// Why an address is not asked, before anything is known of where it leads; nothing if it can be.
pub fn refusal(url: &Url) -> Option<&'static str> {
    if !matches!(url.scheme(), "http" | "https") {
        return Some("only `http` and `https` are asked");
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Some("it has a name or a password in it");
    }
    // Below lie the ports of mail and the like, which may take a request for something else.
    if url.port().is_some_and(|port| !matches!(port, 80 | 443 | 1024..)) {
        return Some("its port is not one of the web");
    }
    (url.as_str().len() > LONGEST).then_some("it is longer than 2,000 characters")
}

#[cfg(test)]
mod tests {
    use super::{is_public, refusal};
    use std::net::IpAddr;
    use url::Url;

    #[test]
    fn only_the_public_network_is_asked() {
        for address in ["1.1.1.1", "93.184.216.34", "172.32.0.1", "100.128.0.1", "2606:4700::1111", "64:ff9b::1.1.1.1"]
        {
            assert!(is_public(address.parse::<IpAddr>().unwrap()), "{address}");
        }
        for address in [
            "0.0.0.0",
            "0.1.2.3",
            "10.1.2.3",
            "100.64.0.1",
            "100.100.100.200",
            "100.127.255.255",
            "127.0.0.1",
            "127.255.255.254",
            "168.63.129.16",
            "169.254.169.254",
            "172.16.0.1",
            "172.31.255.255",
            "192.0.0.192",
            "192.0.2.1",
            "192.168.1.1",
            "198.18.0.1",
            "198.19.255.255",
            "198.51.100.1",
            "203.0.113.1",
            "224.0.0.1",
            "239.255.255.255",
            "240.0.0.1",
            "255.255.255.255",
            "::",
            "::1",
            "::127.0.0.1",
            "::ffff:127.0.0.1",
            "::ffff:8.8.8.8",
            "64:ff9b::10.0.0.1",
            "64:ff9b::169.254.169.254",
            "64:ff9b:1::1.1.1.1",
            "100::1",
            "2001::1",
            "2001:db8::1",
            "2002:7f00:1::",
            "3fff::1",
            "5f00::1",
            "fc00::1",
            "fd00:ec2::254",
            "fe80::1",
            "fec0::1",
            "ff02::1",
        ] {
            assert!(!is_public(address.parse::<IpAddr>().unwrap()), "{address}");
        }
    }

    #[test]
    fn what_is_not_asked_at_all() {
        for (url, is_asked) in [
            ("https://example.org/", true),
            ("http://example.org:8080/a?b", true),
            ("https://example.org:443/", true),
            ("http://example.org:25/", false),
            ("http://example.org:22/", false),
            ("https://me@example.org/", false),
            ("https://me:secret@example.org/", false),
            ("https://:secret@example.org/", false),
            ("ftp://example.org/", false),
            ("file:///etc/passwd", false),
        ] {
            assert_eq!(refusal(&Url::parse(url).unwrap()).is_none(), is_asked, "{url}");
        }
        assert!(refusal(&Url::parse(&format!("https://example.org/{}", "a".repeat(2000))).unwrap()).is_some());
    }
}
