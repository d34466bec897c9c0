//! One request: to an address that was looked up, judged, and is the very one that is connected to. Nothing of an answer is
//! read but its head.

use crate::external::address;
use std::fmt;
use std::io;
use std::net::IpAddr;
use std::time::Duration;
use ureq::config::Config;
use ureq::http::Uri;
use ureq::http::header::{LOCATION, RETRY_AFTER};
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::{DefaultConnector, NextTimeout};
use ureq::{Agent, Body, Error};
use url::Url;

/// Asks other sites.
pub struct Client {
    agent: Agent,
}

/// What is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    /// The head of the answer alone.
    Head,
    Get,
}

/// What came back.
#[derive(Debug, PartialEq, Eq)]
pub struct Reply {
    pub status: u16,
    /// Where a redirect leads, as the other side says it.
    pub location: Option<String>,
    /// How long the other side wants to be left alone.
    pub rest: Option<Duration>,
}

/// Why nothing came back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trouble {
    /// The name leads to an address that is not asked.
    Private,
    /// It may be otherwise in a moment.
    Passing(&'static str),
    Lasting(&'static str),
}

impl Client {
    /// One that connects to the addresses that `permits` lets through, and waits for an answer no longer than `patience`.
    pub fn new(permits: fn(IpAddr) -> bool, patience: Duration) -> Client {
        let config = Config::builder()
            // Each redirect is judged before it is followed.
            .max_redirects(0)
            .max_redirects_will_error(false)
            .http_status_as_error(false)
            // One of the environment would look up names by itself.
            .proxy(None)
            .user_agent(concat!("shirube/", env!("CARGO_PKG_VERSION"), " (check of links)"))
            .accept("*/*")
            .max_idle_connections(0)
            .max_response_header_size(64 * 1024)
            .timeout_resolve(Some(patience))
            .timeout_connect(Some(patience))
            .timeout_global(Some(patience * 2))
            .build();
        let resolver = Guard { permits, names: DefaultResolver::default() };
        Client { agent: Agent::with_parts(config, DefaultConnector::new(), resolver) }
    }

    /// The head of what an address answers.
    pub fn ask(&self, url: &Url, method: Method) -> Result<Reply, Trouble> {
        let sent = match method {
            Method::Head => self.agent.head(url.as_str()).call(),
            Method::Get => self.agent.get(url.as_str()).call(),
        };
        sent.map(|response| reply(&response)).map_err(|error| trouble(&error))
    }
}

fn reply(response: &ureq::http::Response<Body>) -> Reply {
    let header =
        |name| response.headers().get(name).map(|value| String::from_utf8_lossy(value.as_bytes()).into_owned());
    let rest = header(RETRY_AFTER).and_then(|text| text.trim().parse().ok()).map(Duration::from_secs);
    Reply { status: response.status().as_u16(), location: header(LOCATION), rest }
}

const UNTRUSTED: &str = "its certificate or its encryption is none that browsers take";

fn trouble(error: &Error) -> Trouble {
    match error {
        Error::Io(error) if error.get_ref().is_some_and(|error| error.is::<Refused>()) => Trouble::Private,
        Error::Io(error) if error.kind() == io::ErrorKind::ConnectionRefused => {
            Trouble::Passing("nobody answers there")
        }
        // So `rustls` says what is wrong while two sides come to an understanding.
        Error::Io(error) if error.kind() == io::ErrorKind::InvalidData => Trouble::Lasting(UNTRUSTED),
        Error::Io(_) | Error::ConnectionFailed => Trouble::Passing("the connection breaks off"),
        Error::Timeout(_) => Trouble::Passing("it does not answer in time"),
        Error::HostNotFound => Trouble::Passing("nobody knows its name"),
        Error::Rustls(_) | Error::Tls(_) | Error::TlsRequired => Trouble::Lasting(UNTRUSTED),
        Error::BadUri(_) | Error::Http(_) => Trouble::Lasting("it is no address"),
        _ => Trouble::Lasting("what it answers is no HTTP"),
    }
}

/// Looks up names, and hands on only addresses that may be asked. What it hands on is what is connected to.
#[derive(Debug)]
struct Guard {
    permits: fn(IpAddr) -> bool,
    names: DefaultResolver,
}

impl Resolver for Guard {
    fn resolve(&self, uri: &Uri, config: &Config, timeout: NextTimeout) -> Result<ResolvedSocketAddrs, Error> {
        let found = self.names.resolve(uri, config, timeout).map_err(|error| match error {
            Error::Timeout(_) => error,
            _ => Error::HostNotFound,
        })?;
        let mut permitted = self.empty();
        found.iter().filter(|address| (self.permits)(address.ip())).for_each(|address| permitted.push(*address));
        match permitted.is_empty() {
            true => Err(Error::Io(io::Error::other(Refused))),
            false => Ok(permitted),
        }
    }
}

/// That a name leads to no address that may be asked.
#[derive(Debug)]
struct Refused;

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("no address that may be asked")
    }
}

impl std::error::Error for Refused {}

/// What is permitted unless a test asks for more.
pub const PUBLIC: fn(IpAddr) -> bool = address::is_public;
