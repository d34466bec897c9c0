//! Tells when files of the site have changed.

use super::preview::Changes;
use crate::failure::Failure;
use crate::source::{self, Kind, kind_of};
use notify::event::{AccessKind, AccessMode, EventKind};
use notify::{Config, Event, PollWatcher, RecommendedWatcher, RecursiveMode, Watcher};
use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::{Duration, Instant};

/// After so long a silence a change is complete: an editor empties a file before it writes it.
const SILENCE: Duration = Duration::from_millis(8);
/// A burst of changes is looked at after so long, whether or not it goes on.
const BURST: Duration = Duration::from_millis(150);
/// So long nobody has to be woken.
const IDLE: Duration = Duration::from_secs(3600);
/// How often files are looked at where the system does not tell of changes.
const INTERVAL: Duration = Duration::from_millis(400);

/// The files of Git whose change means that another state of the repository is there. Its index is not among them: it is
/// written by who only asks.
const OF_GIT: [&str; 5] = ["HEAD", "ORIG_HEAD", "COMMIT_EDITMSG", "packed-refs", "shallow"];

/// What the watched folders have to tell.
pub struct Watch {
    root: PathBuf,
    watcher: Box<dyn Watcher + Send>,
    events: Receiver<Told>,
    /// The sender of the same, for those who want to be heard like a change.
    sender: Sender<Told>,
    watched: BTreeSet<PathBuf>,
    /// Whether the files are looked at again and again, though nobody asked for that.
    fell_back: bool,
}

enum Told {
    Event(notify::Result<Event>),
    /// Something else has happened that is to be looked at.
    Other,
}

/// Wakes whoever waits for changes.
#[derive(Clone)]
pub struct Waker(Sender<Told>);

impl Waker {
    /// Ends the wait.
    pub fn wake(&self) {
        _ = self.0.send(Told::Other);
    }
}

/// What ended the wait.
pub enum Woken {
    Changes(Changes),
    /// The time is over, or somebody else called.
    Called,
}

impl Watch {
    /// Watches the site in `root`; `baseline` is the path of its file of known mistakes.
    pub fn new(root: &Path, baseline: Option<&str>, poll: bool) -> Result<Watch, Failure> {
        let root = root.canonicalize().map_err(|error| Failure::io("open the folder", root, error))?;
        let (sender, events) = channel();
        let system = if poll { None } else { by_system(&sender).ok() };
        let fell_back = !poll && system.is_none();
        let watcher = match system {
            Some(watcher) => watcher,
            None => by_looking(&sender).map_err(|error| failed(&root, error))?,
        };
        let watched = BTreeSet::new();
        let mut watch = Watch { root, watcher, events, sender, watched, fell_back };
        if watch.follow(baseline).is_err() && !poll && !watch.fell_back {
            // The system watches no more files than it has been set to.
            watch.watcher = by_looking(&watch.sender).map_err(|error| failed(&watch.root, error))?;
            (watch.watched, watch.fell_back) = (BTreeSet::new(), true);
        }
        if watch.fell_back || poll {
            watch.follow(baseline).map_err(|error| failed(&watch.root, error))?;
        }
        Ok(watch)
    }

    /// Whether the files are looked at again and again because the system could not be asked.
    pub fn fell_back(&self) -> bool {
        self.fell_back
    }

    /// Who can end the wait.
    pub fn waker(&self) -> Waker {
        Waker(self.sender.clone())
    }

    /// Watches the folders that there are now.
    pub fn follow(&mut self, baseline: Option<&str>) -> notify::Result<()> {
        let top =
            [(self.root.clone(), RecursiveMode::NonRecursive), (self.root.join(".git"), RecursiveMode::NonRecursive)];
        let inputs = source::FOLDERS.iter().map(|folder| (self.root.join(folder), RecursiveMode::Recursive));
        let known =
            baseline.and_then(|path| Some((self.root.join(path).parent()?.to_owned(), RecursiveMode::NonRecursive)));
        let is_folder = |path: &Path| path.symlink_metadata().is_ok_and(|metadata| metadata.is_dir());
        self.watched.retain(|path| is_folder(path));
        for (path, mode) in top.into_iter().chain(inputs).chain(known).filter(|(path, _)| is_folder(path)) {
            if !self.watched.contains(&path) {
                self.watcher.watch(&path, mode)?;
                self.watched.insert(path);
            }
        }
        Ok(())
    }

    /// Waits for a change that is complete, for a call, or until `deadline`; none where nothing can be told any more.
    pub fn wait(&self, deadline: Option<Instant>, baseline: Option<&str>) -> Option<Woken> {
        let mut changed: Option<(Instant, Changes)> = None;
        loop {
            let now = Instant::now();
            let left = match &changed {
                Some((first, _)) => SILENCE.min(BURST.saturating_sub(now.duration_since(*first))),
                None => deadline.map_or(IDLE, |deadline| deadline.saturating_duration_since(now)),
            };
            let told = if left.is_zero() { Err(RecvTimeoutError::Timeout) } else { self.events.recv_timeout(left) };
            match told {
                Ok(Told::Other) if changed.is_none() => return Some(Woken::Called),
                Ok(Told::Other) => {}
                Ok(Told::Event(event)) => {
                    if let Some(more) = self.changes(event, baseline) {
                        let (first, known) = changed.map_or((now, None), |(first, known)| (first, Some(known)));
                        changed = Some((first, join(known, more)));
                    }
                }
                Err(RecvTimeoutError::Timeout) => {
                    return Some(changed.map_or(Woken::Called, |(_, changes)| Woken::Changes(changes)));
                }
                Err(RecvTimeoutError::Disconnected) => return None,
            }
        }
    }

    /// What an event means for the site; none if nothing.
    fn changes(&self, event: notify::Result<Event>, baseline: Option<&str>) -> Option<Changes> {
        let event = match event {
            Ok(event) if event.need_rescan() => return Some(Changes::Any),
            Ok(event) => event,
            Err(_) => return Some(Changes::Any),
        };
        let is_change = match event.kind {
            EventKind::Access(AccessKind::Close(AccessMode::Write)) => true,
            EventKind::Access(_) => false,
            EventKind::Any | EventKind::Create(_) | EventKind::Modify(_) | EventKind::Remove(_) | EventKind::Other => {
                true
            }
        };
        let paths = event.paths.iter().filter(|_| is_change);
        let changes = paths.filter_map(|path| self.of_path(path, baseline));
        changes.fold(None, |all, more| Some(join(all, more)))
    }

    fn of_path(&self, path: &Path, baseline: Option<&str>) -> Option<Changes> {
        let Ok(below) = path.strip_prefix(&self.root) else { return Some(Changes::Any) };
        // A name that is no text is none of a file that is read.
        let below = below.to_str()?.replace('\\', "/");
        if let Some(name) = below.strip_prefix(".git/") {
            return OF_GIT.contains(&name).then_some(Changes::Any);
        }
        let top = below.split('/').next().unwrap_or_default();
        if baseline == Some(below.as_str()) {
            return Some(Changes::Files(BTreeSet::from([below])));
        }
        // A folder has the name of a file that is no input, or of one that is copied.
        let is_input = source::FOLDERS.contains(&top) && (kind_of(&below) != Kind::Ignored || below == top);
        is_input.then(|| Changes::Files(BTreeSet::from([below])))
    }
}

fn join(one: Option<Changes>, other: Changes) -> Changes {
    match (one, other) {
        (None, other) => other,
        (Some(Changes::Files(mut all)), Changes::Files(more)) => {
            all.extend(more);
            Changes::Files(all)
        }
        (Some(_), _) => Changes::Any,
    }
}

fn config() -> Config {
    // What a link leads to out of the folder is no input.
    Config::default().with_follow_symlinks(false).with_poll_interval(INTERVAL)
}

fn by_system(sender: &Sender<Told>) -> notify::Result<Box<dyn Watcher + Send>> {
    let sender = sender.clone();
    let tell = move |event| _ = sender.send(Told::Event(event));
    Ok(Box::new(RecommendedWatcher::new(tell, config())?))
}

fn by_looking(sender: &Sender<Told>) -> notify::Result<Box<dyn Watcher + Send>> {
    let sender = sender.clone();
    let tell = move |event| _ = sender.send(Told::Event(event));
    Ok(Box::new(PollWatcher::new(tell, config())?))
}

fn failed(root: &Path, error: notify::Error) -> Failure {
    Failure::io("watch the folder", root, io::Error::other(error))
}
