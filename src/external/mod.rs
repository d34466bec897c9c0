//! Links to other sites, asked whether they still lead somewhere: the only place of the program that opens a connection, and
//! only when the person who types the command asks for it.

mod address;
mod ask;
mod cache;
mod client;
mod pace;
mod place;

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::resolve::Site;
use crate::source::Span;
use ask::{Answer, Asking};
use cache::Cache;
use client::Client;
use jiff::Timestamp;
use pace::Pace;
use place::{Named, is_left};
use std::collections::{BTreeMap, VecDeque};
use std::net::IpAddr;
use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;
use url::Url;

/// How other sites are asked.
pub struct Manner {
    /// Which addresses may be connected to.
    pub permits: fn(IpAddr) -> bool,
    /// Between two requests to a host, and before one that failed is made again.
    pub pause: Duration,
    /// For an answer.
    pub patience: Duration,
    /// The most addresses that are asked in one go.
    pub most: usize,
    /// Where it is kept what was answered; nowhere for none.
    pub cache: Option<PathBuf>,
    pub now: Timestamp,
}

impl Manner {
    /// How it is done: with a second between two requests to a host.
    pub fn usual(now: Timestamp) -> Manner {
        Manner {
            permits: client::PUBLIC,
            pause: Duration::from_secs(1),
            patience: Duration::from_secs(15),
            most: 1000,
            cache: cache::path(),
            now,
        }
    }
}

/// What came of asking.
pub struct Asked {
    pub diagnostics: Diagnostics,
    /// How many addresses were left for another time.
    pub left: usize,
    /// Why what was answered could not be kept, if it could not.
    pub unkept: Option<String>,
}

/// How many hosts are asked at a time.
const AT_ONCE: usize = 4;

/// A host that has said nothing of so many addresses one after the other is not asked for more.
const ENOUGH: usize = 3;

/// Asks every address of another site that texts and data name. `progress` is told how many have been asked, and of how many.
pub fn check(site: &Site, manner: &Manner, progress: &(dyn Fn(usize, usize) + Sync)) -> Asked {
    let named = Named::of(site);
    let mut cache = manner.cache.as_ref().map(|path| Cache::read(path, manner.now)).unwrap_or_default();
    let mut answers: BTreeMap<&str, Answer> = BTreeMap::new();
    let mut hosts: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    let (mut asked, mut left) = (0, 0);
    for address in named.addresses.keys() {
        match cache.get(address) {
            Some(answer) => _ = answers.insert(address, answer),
            None if asked == manner.most => left += 1,
            None => {
                asked += 1;
                let host = Url::parse(address).ok().and_then(|url| url.host_str().map(str::to_owned));
                hosts.entry(host.unwrap_or_default()).or_default().push(address);
            }
        }
    }
    let found = ask_all(site, manner, hosts.into_values().collect(), &|done| progress(done, asked));
    for (address, answer) in &found {
        cache.set(address, answer, manner.now);
    }
    answers.extend(found);
    let unkept = manner.cache.as_ref().filter(|_| asked > 0).and_then(|path| cache.write(path).err());
    let mut diagnostics: Diagnostics = named
        .unreadable
        .iter()
        .map(|(span, written)| unreachable(*span, written, "it is no address that a browser can read"))
        .collect();
    for (address, places) in &named.addresses {
        let Some(answer) = answers.get(address.as_str()) else { continue };
        diagnostics.extend(places.iter().filter_map(|(span, written)| tell(*span, written, answer)));
    }
    Asked { diagnostics, left, unkept: unkept.map(|error| error.to_string()) }
}

/// Asks the addresses of each host one after the other, and some hosts at a time.
fn ask_all<'a>(
    site: &Site,
    manner: &Manner,
    hosts: VecDeque<Vec<&'a str>>,
    done: &(dyn Fn(usize) + Sync),
) -> BTreeMap<&'a str, Answer> {
    let (client, pace) = (Client::new(manner.permits, manner.patience), Pace::new(manner.pause));
    let is_left = |url: &Url| is_left(site, url);
    let asking = Asking { client: &client, pace: &pace, pause: manner.pause, is_left: &is_left };
    let (hosts, answers) = (Mutex::new(hosts), Mutex::new(BTreeMap::new()));
    let work = || {
        loop {
            let Some(addresses) = hosts.lock().unwrap_or_else(PoisonError::into_inner).pop_front() else { break };
            let mut in_vain = 0;
            for address in addresses {
                let answer = match Url::parse(address) {
                    Ok(_) if in_vain == ENOUGH => Answer::Unknown("its host said nothing of others before".to_owned()),
                    Ok(url) => asking.of(&url),
                    Err(_) => continue,
                };
                in_vain = if matches!(answer, Answer::Unknown(_)) { ENOUGH.min(in_vain + 1) } else { 0 };
                let mut answers = answers.lock().unwrap_or_else(PoisonError::into_inner);
                answers.insert(address, answer);
                done(answers.len());
            }
        }
    };
    std::thread::scope(|scope| {
        for _ in 0..AT_ONCE {
            scope.spawn(work);
        }
    });
    answers.into_inner().unwrap_or_else(PoisonError::into_inner)
}

fn tell(span: Span, written: &str, answer: &Answer) -> Option<Diagnostic> {
    match answer {
        Answer::There => None,
        Answer::Moved(to) => {
            // What leads to a part of the page still does.
            let part = written.find('#').and_then(|at| written.get(at..)).unwrap_or_default();
            let to = if to.contains('#') { to.clone() } else { format!("{to}{part}") };
            let message = format!("`{written}` has moved for good");
            Some(Diagnostic::new(Code::MovedLink, span, message).help(format!("look at it, and write `{to}`")))
        }
        Answer::Gone(status) => {
            let message = format!("there is nothing at `{written}` any more: it answers {status}");
            let help = "name where it is now or a copy in an archive, or take the link out";
            Some(Diagnostic::new(Code::GoneLink, span, message).help(help))
        }
        Answer::Unknown(why) => Some(unreachable(span, written, why)),
    }
}

fn unreachable(span: Span, written: &str, why: &str) -> Diagnostic {
    let message = format!("nobody can say whether `{written}` is there: {why}");
    let help = "look at it yourself; what cannot be asked can be named in `external_skip` of `[check]` in `site.toml`";
    Diagnostic::new(Code::UnreachableLink, span, message).help(help)
}
