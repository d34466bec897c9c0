//! Follows the files: a change makes another state, and after a while without one every page is looked at.

use super::preview::{Changes, Preview};
use super::shared::Shared;
use super::show::keep_last_good;
use super::state::State;
use super::sweep::Sweep;
use super::watch::{Watch, Woken};
use crate::Findings;
use crate::failure::Failure;
use jiff::Timestamp;
use rayon::{ThreadPool, ThreadPoolBuilder};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

/// So long nothing changes before every page is looked at.
const REST: Duration = Duration::from_millis(300);

/// Those who are told what happens.
pub trait Listener: Sync {
    /// There is another state.
    fn state(&self, state: &State);

    /// The files could not be read.
    fn failed(&self, failure: &Failure);
}

/// Follows the files for as long as the process lives.
pub fn follow(mut preview: Preview, mut watch: Watch, shared: &Arc<Shared>, listener: &dyn Listener) {
    let publish = |state: &Arc<State>| {
        keep_last_good(state, shared);
        shared.publish(state);
        listener.state(state);
    };
    listener.state(preview.state());
    let sweeper = Sweeper::new(&watch, shared);
    let mut due = Some(Instant::now());
    loop {
        let baseline = preview.baseline().map(str::to_owned);
        let next = preview.next().map(until);
        let Some(woken) = watch.wait([due, next].into_iter().flatten().min(), baseline.as_deref()) else { return };
        let is_passed = |time: &Option<Instant>| time.is_some_and(|time| time <= Instant::now());
        let changes = match woken {
            Woken::Changes(changes) => Some(changes),
            Woken::Called if is_passed(&next) => Some(Changes::Any),
            Woken::Called => None,
        };
        if let Some(changes) = changes {
            match preview.apply(&changes, &publish) {
                Ok(true) => due = Some(Instant::now() + REST),
                Ok(false) => {}
                Err(failure) => listener.failed(&failure),
            }
            if watch.follow(baseline.as_deref()).is_err() {
                listener.failed(&Failure::refused("watch", ".", "the system watches no more files"));
            }
        }
        if let Some((number, findings)) = sweeper.done() {
            preview.swept(number, findings, &publish);
        }
        if is_passed(&due) {
            due = None;
            sweeper.start(&preview);
        }
    }
}

/// When an instant of the calendar comes; a little later, since clocks differ.
fn until(instant: Timestamp) -> Instant {
    let left = instant.duration_since(Timestamp::now());
    Instant::now() + Duration::try_from(left).unwrap_or_default() + Duration::from_millis(5)
}

/// Looks at every page, on threads that leave one for what is asked meanwhile.
struct Sweeper {
    threads: Option<Arc<ThreadPool>>,
    sweep: Arc<Mutex<Sweep>>,
    shared: Arc<Shared>,
    waker: super::watch::Waker,
    sender: Sender<(u64, Findings)>,
    receiver: Mutex<Receiver<(u64, Findings)>>,
}

impl Sweeper {
    fn new(watch: &Watch, shared: &Arc<Shared>) -> Sweeper {
        let some = thread::available_parallelism().map_or(1, |threads| threads.get().div_ceil(2));
        let threads = ThreadPoolBuilder::new().num_threads(some).build().ok().map(Arc::new);
        let (sender, receiver) = channel();
        let (sweep, shared, receiver) = (Arc::default(), Arc::clone(shared), Mutex::new(receiver));
        Sweeper { threads, sweep, shared, waker: watch.waker(), sender, receiver }
    }

    /// Begins to look at the newest state.
    fn start(&self, preview: &Preview) {
        let (Some(threads), Some(prepared)) = (&self.threads, preview.prepared()) else { return };
        let (threads, prepared, shared) = (Arc::clone(threads), Arc::clone(prepared), Arc::clone(&self.shared));
        let (options, number) = (preview.options().clone(), preview.state().number);
        let (sender, waker, sweep) = (self.sender.clone(), self.waker.clone(), Arc::clone(&self.sweep));
        thread::spawn(move || {
            let is_over = || !shared.is_newest(number);
            // One that is over ends before the next looks at anything.
            let mut sweep = sweep.lock().unwrap_or_else(PoisonError::into_inner);
            if let Some(findings) = sweep.look(&prepared, &options, &threads, &is_over) {
                drop(prepared);
                _ = sender.send((number, findings));
                waker.wake();
            }
        });
    }

    /// What was found, if something is done.
    fn done(&self) -> Option<(u64, Findings)> {
        self.receiver.lock().unwrap_or_else(PoisonError::into_inner).try_recv().ok()
    }
}
