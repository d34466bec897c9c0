//! What those who answer and those who follow the files have in common.

use super::shown::Shown;
use super::state::State;
use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Mutex, PoisonError, RwLock};
use std::thread;
use std::time::{Duration, Instant};
use tokio::sync::watch;

/// The newest state, and the pages that were last right.
pub struct Shared {
    state: RwLock<Arc<State>>,
    number: watch::Sender<u64>,
    good: Mutex<Good>,
}

/// The pages that were last right, in the order in which they were first kept.
#[derive(Default)]
struct Good {
    pages: HashMap<String, Arc<Shown>>,
    order: VecDeque<String>,
    bytes: usize,
}

/// How often it is looked whether there is a newer state.
const LOOK: Duration = Duration::from_millis(5);

/// So many bytes of pages are kept.
const KEPT: usize = 16 << 20;

impl Shared {
    /// Serves a state.
    pub fn new(state: &Arc<State>) -> Shared {
        let (number, _) = watch::channel(state.number);
        Shared { state: RwLock::new(Arc::clone(state)), number, good: Mutex::default() }
    }

    /// Serves another state from now on.
    pub fn publish(&self, state: &Arc<State>) {
        *self.state.write().unwrap_or_else(PoisonError::into_inner) = Arc::clone(state);
        self.number.send_replace(state.number);
    }

    /// What is served now.
    pub fn state(&self) -> Arc<State> {
        Arc::clone(&self.state.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// The number of the newest state, to be told of each.
    pub fn numbers(&self) -> watch::Receiver<u64> {
        self.number.subscribe()
    }

    /// Whether a state is the newest.
    pub fn is_newest(&self, number: u64) -> bool {
        *self.number.borrow() == number
    }

    /// Waits until there is a newer state than this one, but not longer than so long; whether there is.
    pub fn wait_beyond(&self, number: u64, longest: Duration) -> bool {
        let begun = Instant::now();
        while self.is_newest(number) && begun.elapsed() < longest {
            thread::sleep(LOOK);
        }
        !self.is_newest(number)
    }

    /// Keeps a page that is right.
    pub fn keep(&self, path: &str, page: &Arc<Shown>) {
        let mut good = self.good.lock().unwrap_or_else(PoisonError::into_inner);
        match good.pages.insert(path.to_owned(), Arc::clone(page)) {
            Some(former) => good.bytes -= former.html.len(),
            None => good.order.push_back(path.to_owned()),
        }
        good.bytes += page.html.len();
        while good.bytes > KEPT && good.order.len() > 1 {
            let Some(oldest) = good.order.pop_front() else { break };
            if let Some(former) = good.pages.remove(&oldest) {
                good.bytes -= former.html.len();
            }
        }
    }

    /// The page as it was last right.
    pub fn last_good(&self, path: &str) -> Option<Arc<Shown>> {
        self.good.lock().unwrap_or_else(PoisonError::into_inner).pages.get(path).cloned()
    }
}
