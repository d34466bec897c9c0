//! What the machine could not do: the only error type of the library.
//!
//! An author's mistake is never a `Failure`; it is a [`Diagnostic`](crate::diagnostic::Diagnostic) beside a usable value.

use crate::visible::{told, visible};
use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

/// A file operation that failed: what was wanted, of which path, and what the system said.
#[derive(Debug)]
pub struct Failure {
    wanted: &'static str,
    path: PathBuf,
    cause: Option<io::Error>,
    help: Option<String>,
}

impl Failure {
    /// The failure of `wanted` ("read", "write", "rename" …) on `path`.
    pub fn io(wanted: &'static str, path: impl AsRef<Path>, cause: io::Error) -> Self {
        Failure { wanted, path: path.as_ref().to_owned(), cause: Some(cause), help: None }
    }

    /// A refusal that is not the system's: `wanted` cannot be done to `path`, and `help` says why or what to do.
    pub fn refused(wanted: &'static str, path: impl AsRef<Path>, help: impl Into<String>) -> Self {
        Failure { wanted, path: path.as_ref().to_owned(), cause: None, help: Some(help.into()) }
    }

    /// The path that the operation was about.
    pub fn path(&self) -> &Path {
        &self.path
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The names of files, and what is typed, may hold anything.
        write!(f, "cannot {} `{}`", self.wanted, visible(&self.path.to_string_lossy()))?;
        if let Some(cause) = &self.cause {
            write!(f, ": {}", visible(&cause.to_string()))?;
        }
        if let Some(help) = &self.help {
            write!(f, ": {}", told(help))?;
        }
        Ok(())
    }
}

impl std::error::Error for Failure {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.cause.as_ref().map(|cause| cause as _)
    }
}

#[cfg(test)]
mod tests {
    use super::Failure;

    #[test]
    fn names_take_no_hold_of_a_terminal() {
        let failure = Failure::refused("find the page", "a\u{9b}31m\n::error::b", "did you mean `\u{202e}c`?");
        assert_eq!(failure.to_string(), "cannot find the page `a\\u{9b}31m\\n::error::b`: did you mean `\\u{202e}c`?");
    }
}
