//! What has become of an address: asked with patience, and followed where it redirects.

use super::address::refusal;
use super::client::{Client, Method, Reply, Trouble};
use super::pace::Pace;
use std::time::Duration;
use url::Url;

/// What has become of an address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// It is there, or answers in a way that says nothing against it.
    There,
    /// It is somewhere else for good.
    Moved(String),
    /// It is no longer there, as this status says.
    Gone(u16),
    /// Nobody can say.
    Unknown(String),
}

/// The most redirects that are followed.
const MAX_REDIRECTS: usize = 10;

/// How often an address is asked that does not answer.
const TRIES: u32 = 3;

/// The longest that a host can ask to be left alone.
const LONGEST_REST: Duration = Duration::from_secs(30);

/// What addresses are asked with.
pub struct Asking<'a> {
    pub client: &'a Client,
    pub pace: &'a Pace,
    /// How long to wait before an address is asked again; twice as long before the next time.
    pub pause: Duration,
    /// Whether an address is left alone.
    pub is_left: &'a (dyn Fn(&Url) -> bool + Sync),
}

impl Asking<'_> {
    /// What has become of an address.
    pub fn of(&self, url: &Url) -> Answer {
        let (mut here, mut moved, mut for_good) = (url.clone(), None, true);
        for _ in 0..=MAX_REDIRECTS {
            if let Some(why) = refusal(&here) {
                return unknown(url, &here, why);
            }
            let reply = match self.insist(&here) {
                Ok(reply) => reply,
                Err(Trouble::Private) => {
                    return unknown(url, &here, "it leads to this machine or into its own network, and is not asked");
                }
                Err(Trouble::Passing(why) | Trouble::Lasting(why)) => return unknown(url, &here, why),
            };
            let next = match (reply.status, reply.location) {
                (301 | 302 | 303 | 307 | 308, Some(location)) => here.join(&location).ok(),
                (status, _) => return settled(status, there(url, moved)),
            };
            let Some(mut next) = next else { return unknown(url, &here, "its redirect leads to no address") };
            if next.fragment().is_none() {
                next.set_fragment(here.fragment());
            }
            for_good &= matches!(reply.status, 301 | 308);
            if for_good {
                moved = Some(next.clone());
            }
            if (self.is_left)(&next) {
                return there(url, moved);
            }
            here = next;
        }
        Answer::Unknown("it redirects more than 10 times".to_owned())
    }

    /// What an address answers in the end: first only its head is asked for, which some refuse.
    fn insist(&self, url: &Url) -> Result<Reply, Trouble> {
        let host = url.host_str().unwrap_or_default();
        let mut last = Err(Trouble::Lasting("it does not answer"));
        let mut method = Method::Head;
        for tried in 1..=TRIES {
            self.pace.wait(host);
            last = self.client.ask(url, method);
            let pause = self.pause * 2_u32.pow(tried - 1);
            let rest = match &last {
                Ok(reply) if matches!(reply.status, 429 | 503) => reply.rest.unwrap_or(pause).min(LONGEST_REST),
                Ok(reply) if reply.status >= 500 && method == Method::Get => pause,
                // Who refuses the head, or says that there is nothing, may know better when asked for all of it.
                Ok(reply) if reply.status >= 400 && method == Method::Head => Duration::ZERO,
                Err(Trouble::Passing(_)) => pause,
                Ok(_) | Err(Trouble::Private | Trouble::Lasting(_)) => break,
            };
            method = Method::Get;
            if tried < TRIES {
                self.pace.put_off(host, rest);
            }
        }
        last
    }
}

/// It is there, or where it has moved to: not where it was, after a detour.
fn there(url: &Url, moved: Option<Url>) -> Answer {
    let is_elsewhere = |to: &Url| to.as_str().split('#').next() != url.as_str().split('#').next();
    moved.filter(is_elsewhere).map_or(Answer::There, |to| Answer::Moved(to.into()))
}

/// What a status says of what is `there`.
fn settled(status: u16, there: Answer) -> Answer {
    match status {
        404 | 410 => Answer::Gone(status),
        // It asks for more than a program has: a name, a payment, a person. 999 is how one large site says so.
        200..=399 | 401..=403 | 405..=407 | 429 | 451 | 999 => there,
        _ => Answer::Unknown(format!("it answers {status}")),
    }
}

/// Nobody can say what has become of `url`, because of what is wrong `here`.
fn unknown(url: &Url, here: &Url, why: &str) -> Answer {
    match url == here {
        true => Answer::Unknown(why.to_owned()),
        false => Answer::Unknown(format!("of `{here}`, to which it redirects: {why}")),
    }
}
