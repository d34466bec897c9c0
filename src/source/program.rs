//! How the program `git` is found and run: so that it does as little as possible of what a repository or the
//! environment says, and runs nothing else.
//!
//! Only commands are used that neither format for people nor change anything: they start no pager, no editor, no hook,
//! no filter, and no program that compares or checks signatures. What is set here besides keeps the rest away.

use std::env;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

/// The longest line that Git answers in one word or two: a path, or an id with a type and a size.
pub(super) const MAX_LINE: u64 = 8192;

/// A line without its end.
pub(super) fn one_line(said: &str) -> &str {
    said.trim_end_matches(['\n', '\r'])
}

/// What is said to every command.
const ALWAYS: [&str; 13] = [
    "--no-pager",
    // A folder that only looks like a repository is none.
    "-c",
    "safe.bareRepository=explicit",
    "-c",
    "core.fsmonitor=false",
    "-c",
    "core.hooksPath=/dev/null",
    // What is larger than a text is not held in memory.
    "-c",
    "core.bigFileThreshold=8m",
    // Whatever the author reads logs in.
    "-c",
    "i18n.logOutputEncoding=UTF-8",
    // It names packs, wherever they are.
    "-c",
    "core.multiPackIndex=false",
];

/// Variables that are passed on: how far a repository is looked for, and what people have set for themselves, such as
/// which folders of others they trust. All others of Git's own say where another repository is, or name programs.
fn is_passed(name: &OsStr) -> bool {
    let name = name.to_string_lossy();
    let kept = ["GIT_CEILING_DIRECTORIES", "GIT_DISCOVERY_ACROSS_FILESYSTEM"];
    !name.starts_with("GIT_") || name.starts_with("GIT_CONFIG_") || kept.contains(&name.as_ref())
}

/// The program `git`: the first of that name in a folder of `PATH` that may be used.
pub(super) fn find(root: &Path) -> Option<PathBuf> {
    let name = if cfg!(windows) { "git.exe" } else { "git" };
    folders(root).into_iter().map(|folder| folder.join(name)).find(|file| is_program(file))
}

/// The folders of `PATH` that are named in full and are no part of the site.
fn folders(root: &Path) -> Vec<PathBuf> {
    let is_trusted = |folder: &PathBuf| {
        // An empty or relative name would mean the folder that the command is run in.
        folder.is_absolute() && folder.canonicalize().is_ok_and(|folder| !folder.starts_with(root))
    };
    let path = env::var_os("PATH").unwrap_or_default();
    env::split_paths(&path).filter(is_trusted).collect()
}

fn is_program(file: &Path) -> bool {
    #[cfg(unix)]
    let may_run =
        |metadata: &std::fs::Metadata| std::os::unix::fs::PermissionsExt::mode(&metadata.permissions()) & 0o111 != 0;
    #[cfg(not(unix))]
    let may_run = |_: &std::fs::Metadata| true;
    file.metadata().is_ok_and(|metadata| metadata.is_file() && may_run(&metadata))
}

/// How long Git may take for an answer and for all of them, and whether it once took longer: then it is asked nothing
/// more. A pipe in the place of one of its files would keep it waiting for ever, and a few bytes of a pack for a while
/// each time.
#[derive(Debug)]
pub(super) struct Patience {
    limit: Duration,
    /// What is left for all answers together.
    left: Mutex<Duration>,
    is_over: AtomicBool,
}

/// How many answers may take as long as one may.
const LONG_ANSWERS: u32 = 5;

impl Patience {
    /// The patience to wait so long for each answer, and five times as long for all.
    pub(super) fn new(limit: Duration) -> Arc<Patience> {
        Arc::new(Patience { limit, left: Mutex::new(limit * LONG_ANSWERS), is_over: AtomicBool::new(false) })
    }

    /// A question that is asked now.
    fn question(&self) -> Question {
        let asked = Instant::now();
        Question { asked, due: asked + self.limit.min(*lock(&self.left)) }
    }

    /// That a question took so long.
    fn spend(&self, took: Duration) {
        let mut left = lock(&self.left);
        *left = left.saturating_sub(took);
        if left.is_zero() {
            self.is_over.store(true, Ordering::Relaxed);
        }
    }
}

/// When something was asked, and until when an answer has to be there.
#[derive(Debug, Clone, Copy)]
struct Question {
    asked: Instant,
    due: Instant,
}

/// How often it is looked whether an answer is late.
const TICK: Duration = Duration::from_millis(50);

/// A running command, which ends with this value, or when an answer is late.
#[derive(Debug)]
pub(super) struct Running {
    child: Arc<Mutex<Child>>,
    /// None while nothing is asked.
    question: Arc<Mutex<Option<Question>>>,
    patience: Arc<Patience>,
    /// Gone with this value, and the watch with it.
    _watched: Sender<()>,
}

impl Running {
    /// Starts `git` in the folder `root`; what it is asked for is due from now on.
    pub(super) fn start(
        (program, root): (&Path, &Path),
        args: &[&str],
        input: Stdio,
        patience: &Arc<Patience>,
    ) -> Option<Running> {
        if patience.is_over.load(Ordering::Relaxed) {
            return None;
        }
        let mut command = Command::new(program);
        for (name, _) in env::vars_os().filter(|(name, _)| !is_passed(name)) {
            command.env_remove(name);
        }
        command
            // What Git itself would run is looked for in no other place than Git.
            .env("PATH", env::join_paths(folders(root)).ok()?)
            .args(ALWAYS)
            .arg("-C")
            .arg(root)
            .args(args)
            // Nothing is fetched, by whatever way the repository names, and nobody is asked. Older versions do not
            // know the first of these.
            .env("GIT_NO_LAZY_FETCH", "1")
            .env("GIT_ALLOW_PROTOCOL", "")
            .env("GIT_TERMINAL_PROMPT", "0")
            .env("GIT_OPTIONAL_LOCKS", "0")
            // History is what it is.
            .env("GIT_NO_REPLACE_OBJECTS", "1")
            .env("GIT_GRAFT_FILE", "/dev/null")
            .env("GIT_LITERAL_PATHSPECS", "1")
            .stdin(input)
            .stdout(Stdio::piped())
            .stderr(Stdio::null());
        let child = command.spawn().ok()?;
        limit_memory(&child);
        let child = Arc::new(Mutex::new(child));
        let question = Arc::new(Mutex::new(Some(patience.question())));
        let (watched, gone) = channel();
        let running = Running { child, question, patience: patience.clone(), _watched: watched };
        let (child, question, patience) = (running.child.clone(), running.question.clone(), patience.clone());
        thread::spawn(move || watch(&child, &question, &patience, &gone));
        Some(running)
    }

    /// That something is asked now, which is due after so long as anybody waits.
    pub(super) fn ask(&self) {
        self.answered();
        *lock(&self.question) = Some(self.patience.question());
    }

    /// That the answer is there.
    pub(super) fn answered(&self) {
        if let Some(question) = lock(&self.question).take() {
            self.patience.spend(question.asked.elapsed());
        }
    }

    /// Where the command is written to.
    pub(super) fn input(&self) -> Option<ChildStdin> {
        lock(&self.child).stdin.take()
    }

    /// What the command says.
    pub(super) fn output(&self) -> Option<ChildStdout> {
        lock(&self.child).stdout.take()
    }

    /// Whether the command has ended well.
    pub(super) fn ends_well(self) -> bool {
        loop {
            // Not held while it is waited for: the watch may have to stop it.
            match lock(&self.child).try_wait() {
                Ok(Some(status)) => return status.success(),
                Ok(None) => {}
                Err(_) => return false,
            }
            thread::sleep(Duration::from_millis(1));
        }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.answered();
        let mut child = lock(&self.child);
        // What has ended cannot be stopped.
        _ = child.kill();
        _ = child.wait();
    }
}

/// The most memory that Git may take for itself, in bytes; what it maps of files is not counted.
#[cfg(target_os = "linux")]
const MEMORY: u64 = 1 << 30;

/// Limits what a command can take: a few kilobytes of a repository can stand for any number of them.
fn limit_memory(child: &Child) {
    #[cfg(target_os = "linux")]
    {
        use rustix::process::{Pid, Resource, Rlimit, prlimit};
        let limit = Rlimit { current: Some(MEMORY), maximum: Some(MEMORY) };
        let id = i32::try_from(child.id()).ok().and_then(Pid::from_raw);
        // Where it cannot be set, all is as on a system without it.
        _ = id.map(|id| prlimit(Some(id), Resource::Data, limit));
    }
    #[cfg(not(target_os = "linux"))]
    {
        _ = child;
    }
}

/// Stops a command whose answer is late.
fn watch(child: &Mutex<Child>, question: &Mutex<Option<Question>>, patience: &Patience, gone: &Receiver<()>) {
    while gone.recv_timeout(TICK) == Err(RecvTimeoutError::Timeout) {
        if lock(question).is_some_and(|question| question.due < Instant::now()) {
            patience.is_over.store(true, Ordering::Relaxed);
            _ = lock(child).kill();
            return;
        }
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn many_answers_that_are_not_late_are_too_long_together() {
        let patience = Patience::new(Duration::from_secs(60));
        for _ in 0..5 {
            assert!(!patience.is_over.load(Ordering::Relaxed));
            let question = patience.question();
            assert_eq!(question.due - question.asked, Duration::from_secs(60));
            patience.spend(Duration::from_secs(59));
        }
        // What is left is shorter than an answer may take otherwise.
        let question = patience.question();
        assert_eq!(question.due - question.asked, Duration::from_secs(5));
        patience.spend(Duration::from_secs(5));
        assert!(patience.is_over.load(Ordering::Relaxed));
    }
}
