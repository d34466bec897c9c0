//! How fast a host is asked: one request after the other, with a pause between them, whoever asks.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// When each host may be asked next.
pub struct Pace {
    pause: Duration,
    next: Mutex<HashMap<String, Instant>>,
}

impl Pace {
    /// With a pause between two requests to a host.
    pub fn new(pause: Duration) -> Pace {
        Pace { pause, next: Mutex::new(HashMap::new()) }
    }

    /// Waits until a host may be asked. Those who wait for it have a turn each.
    pub fn wait(&self, host: &str) {
        let now = Instant::now();
        let turn = {
            let mut next = self.next.lock().unwrap_or_else(PoisonError::into_inner);
            let turn = next.get(host).copied().unwrap_or(now).max(now);
            next.insert(host.to_owned(), turn + self.pause);
            turn
        };
        std::thread::sleep(turn.saturating_duration_since(now));
    }

    /// Lets a host alone for a while.
    pub fn put_off(&self, host: &str, rest: Duration) {
        let until = Instant::now() + rest;
        let mut next = self.next.lock().unwrap_or_else(PoisonError::into_inner);
        next.entry(host.to_owned()).and_modify(|next| *next = until.max(*next)).or_insert(until);
    }
}
