//! How the program `git` is found and run: so that it does as little as possible of what a repository or the
//! environment says, and runs nothing else.
//!
//! Only commands are used that neither format for people nor change anything: they start no pager, no editor, no hook,
//! no filter, and no program that compares or checks signatures. What is set here besides keeps the rest away.

use std::env;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

/// What is said to every command.
const ALWAYS: [&str; 9] = [
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
];

/// Variables that are passed on: how far a repository is looked for, and what people have set for themselves, such as
/// which folders of others they trust. All others of Git's own say where another repository is, or name programs.
fn is_passed(name: &OsStr) -> bool {
    let name = name.to_string_lossy();
    let kept = ["GIT_CEILING_DIRECTORIES", "GIT_DISCOVERY_ACROSS_FILESYSTEM"];
    !name.starts_with("GIT_") || name.starts_with("GIT_CONFIG_") || kept.contains(&name.as_ref())
}

/// The program `git`: the first of that name in a folder of `PATH` that is named in full and is no part of the site.
pub(super) fn find(root: &Path) -> Option<PathBuf> {
    let is_trusted = |folder: &PathBuf| {
        // An empty or relative name would mean the folder that the command is run in.
        folder.is_absolute() && folder.canonicalize().is_ok_and(|folder| !folder.starts_with(root))
    };
    let path = env::var_os("PATH")?;
    let name = if cfg!(windows) { "git.exe" } else { "git" };
    env::split_paths(&path).filter(is_trusted).map(|folder| folder.join(name)).find(|file| is_program(file))
}

fn is_program(file: &Path) -> bool {
    #[cfg(unix)]
    let may_run =
        |metadata: &std::fs::Metadata| std::os::unix::fs::PermissionsExt::mode(&metadata.permissions()) & 0o111 != 0;
    #[cfg(not(unix))]
    let may_run = |_: &std::fs::Metadata| true;
    file.metadata().is_ok_and(|metadata| metadata.is_file() && may_run(&metadata))
}

/// A running command, which ends with this value.
#[derive(Debug)]
pub(super) struct Running(Child);

impl Running {
    /// Starts `git` in the folder `root`.
    pub(super) fn start(program: &Path, root: &Path, args: &[&str], input: Stdio) -> Option<Running> {
        let mut command = Command::new(program);
        for (name, _) in env::vars_os().filter(|(name, _)| !is_passed(name)) {
            command.env_remove(name);
        }
        command
            .args(ALWAYS)
            .arg("-C")
            .arg(root)
            .args(args)
            // Nothing is fetched, by whatever way the repository names, and nobody is asked. Older versions do not
            // know the first of these.
            .env("GIT_NO_LAZY_FETCH", "1")
            .env("GIT_ALLOW_PROTOCOL", "none")
            .env("GIT_TERMINAL_PROMPT", "0")
            .env("GIT_OPTIONAL_LOCKS", "0")
            // History is what it is.
            .env("GIT_NO_REPLACE_OBJECTS", "1")
            .env("GIT_GRAFT_FILE", "/dev/null")
            .env("GIT_LITERAL_PATHSPECS", "1")
            .stdin(input)
            .stdout(Stdio::piped())
            .stderr(Stdio::null());
        command.spawn().ok().map(Running)
    }

    /// Where the command is written to.
    pub(super) fn input(&mut self) -> Option<ChildStdin> {
        self.0.stdin.take()
    }

    /// What the command says.
    pub(super) fn output(&mut self) -> Option<ChildStdout> {
        self.0.stdout.take()
    }

    /// Whether the command has ended well.
    pub(super) fn ends_well(mut self) -> bool {
        self.0.wait().is_ok_and(|status| status.success())
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // What has ended cannot be stopped.
        _ = self.0.kill();
        _ = self.0.wait();
    }
}
