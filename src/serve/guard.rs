//! Who may ask. The preview is for the one person who started it: a page of another site that is open in the same browser
//! must learn nothing from it.

use hyper::HeaderMap;
use hyper::header::{HOST, HeaderName, ORIGIN};
use std::net::{IpAddr, SocketAddr};

const SEC_FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");

/// By which names the preview may be reached.
#[derive(Debug, Clone)]
pub struct Guard {
    /// In small letters.
    names: Vec<String>,
    /// Whether any IP address is right: where others are to reach the machine, and nobody can make a name of one.
    any_address: bool,
}

impl Guard {
    /// For a preview that listens at `host`; `allowed` are further names.
    pub fn new(host: &str, allowed: &[String]) -> Guard {
        let own = ["localhost", "127.0.0.1", "::1"].map(str::to_owned);
        let names = own.into_iter().chain([host.to_owned()]).chain(allowed.iter().cloned());
        let names = names.map(|name| bare(&name).to_ascii_lowercase()).collect();
        Guard { names, any_address: !is_loopback(host) }
    }

    /// Why a question is not answered; none if it is. What is the preview's own is only for pages of the preview.
    pub fn refusal(&self, headers: &HeaderMap, is_own: bool) -> Option<&'static str> {
        let mut hosts = headers.get_all(HOST).iter();
        let (host, more) = (hosts.next().and_then(|host| host.to_str().ok()), hosts.next());
        let Some(host) = host.filter(|_| more.is_none()) else { return Some("the request names no host") };
        if !self.is_ours(host) {
            return Some("the request is for another host; `--allow-host` allows one");
        }
        let is_same = |origin: &str| origin.split_once("://").is_some_and(|(_, of)| of.eq_ignore_ascii_case(host));
        if headers.get_all(ORIGIN).iter().any(|origin| !origin.to_str().is_ok_and(is_same)) {
            return Some("the request comes from another site");
        }
        let from = headers.get(SEC_FETCH_SITE).and_then(|site| site.to_str().ok());
        match from {
            Some("cross-site") => Some("the request comes from another site"),
            // Another program at another port of this machine.
            Some("same-site") if is_own => Some("the request comes from another site"),
            _ => None,
        }
    }

    fn is_ours(&self, host: &str) -> bool {
        let name = without_port(host).to_ascii_lowercase();
        let is_address = || self.any_address && name.parse::<IpAddr>().is_ok();
        self.names.contains(&name) || is_address()
    }
}

/// Whether only programs of this machine reach a preview that listens at `host`.
pub fn is_loopback(host: &str) -> bool {
    let host = bare(host);
    host.eq_ignore_ascii_case("localhost") || host.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
}

/// What stands for a place in an address: what was asked for, which need not be an IP address, and the port that it became.
pub fn named(host: &str, at: SocketAddr) -> String {
    let host = bare(host);
    match host.parse::<IpAddr>() {
        // Every address of the machine: its own is one of them.
        Ok(every) if every.is_unspecified() => format!("localhost:{}", at.port()),
        Ok(IpAddr::V6(address)) => format!("[{address}]:{}", at.port()),
        Ok(IpAddr::V4(_)) | Err(_) => format!("{host}:{}", at.port()),
    }
}

/// An IPv6 address without its brackets.
pub fn bare(host: &str) -> &str {
    host.strip_prefix('[').and_then(|host| host.strip_suffix(']')).unwrap_or(host)
}

fn without_port(host: &str) -> &str {
    let is_port = |port: &str| port.bytes().all(|byte| byte.is_ascii_digit());
    let name = match host.rsplit_once(':') {
        Some((name, port)) if is_port(port) && (!name.contains(':') || name.ends_with(']')) => name,
        _ => host,
    };
    bare(name)
}

#[cfg(test)]
mod tests {
    use super::Guard;
    use hyper::HeaderMap;
    use hyper::header::{HeaderName, HeaderValue};

    fn refused(guard: &Guard, headers: &[(&'static str, &'static str)], is_own: bool) -> bool {
        let headers =
            headers.iter().map(|(name, value)| (HeaderName::from_static(name), HeaderValue::from_static(value)));
        let mut map = HeaderMap::new();
        headers.for_each(|(name, value)| _ = map.append(name, value));
        guard.refusal(&map, is_own).is_some()
    }

    #[test]
    fn other_hosts_are_refused() {
        let own = Guard::new("127.0.0.1", &["preview.example".to_owned()]);
        let open = Guard::new("0.0.0.0", &[]);
        for (host, of_own, of_open) in [
            ("127.0.0.1:1111", false, false),
            ("127.0.0.1", false, false),
            ("LOCALHOST:1111", false, false),
            ("[::1]:1111", false, false),
            ("preview.example", false, true),
            ("192.168.1.4:1111", true, false),
            ("[fe80::1]:1111", true, false),
            ("evil.example:1111", true, true),
            ("127.0.0.1.evil.example", true, true),
            ("localhost.evil.example", true, true),
            ("evil.example@127.0.0.1", true, true),
            ("", true, true),
        ] {
            assert_eq!(refused(&own, &[("host", host)], false), of_own, "{host}");
            assert_eq!(refused(&open, &[("host", host)], false), of_open, "{host}");
        }
        assert!(refused(&own, &[], false));
        assert!(refused(&own, &[("host", "127.0.0.1"), ("host", "evil.example")], false));
    }

    #[test]
    fn other_sites_are_refused() {
        let guard = Guard::new("127.0.0.1", &[]);
        for (name, value, page, own) in [
            ("origin", "http://127.0.0.1:1111", false, false),
            ("origin", "http://evil.example", true, true),
            ("origin", "http://127.0.0.1:2222", true, true),
            ("origin", "null", true, true),
            ("sec-fetch-site", "none", false, false),
            ("sec-fetch-site", "same-origin", false, false),
            ("sec-fetch-site", "same-site", false, true),
            ("sec-fetch-site", "cross-site", true, true),
        ] {
            let headers = [("host", "127.0.0.1:1111"), (name, value)];
            assert_eq!(refused(&guard, &headers, false), page, "{name}: {value}");
            assert_eq!(refused(&guard, &headers, true), own, "{name}: {value}");
        }
    }
}
