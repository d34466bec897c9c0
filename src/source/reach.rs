//! How far the memory of a place goes where files are, and what it costs that it goes no further.

use super::Algorithm;
use std::fs;
use std::path::Path;

/// How far a memory goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// To the beginning.
    Whole(Algorithm),
    /// The commits before some day were left out.
    Shallow,
    /// Texts are fetched when they are asked for, which is not done here.
    Partial,
    /// There is no commit yet.
    Empty,
    /// The repository belongs to somebody else, and Git does not trust it.
    Foreign,
    /// The repository is that of another folder, or has the objects of another one.
    Borrowed,
    /// There is a repository that Git cannot read.
    Unreadable,
    /// There is no repository.
    Nothing,
    /// There is no program `git`.
    NoProgram,
}

impl Reach {
    /// The name in reports for programs.
    pub fn name(self) -> &'static str {
        match self {
            Reach::Whole(Algorithm::Sha1) => "whole",
            Reach::Whole(Algorithm::Sha256) => "sha256",
            Reach::Shallow => "shallow",
            Reach::Partial => "partial",
            Reach::Empty => "empty",
            Reach::Foreign => "foreign",
            Reach::Borrowed => "borrowed",
            Reach::Unreadable => "unreadable",
            Reach::Nothing => "none",
            Reach::NoProgram => "no-git",
        }
    }

    /// What it is, what it costs, and what can be done; nothing of a repository that all is known of.
    pub fn told(self) -> Option<String> {
        const COSTS: &str = "what has changed in the originals of stale translations, and since when, is not known";
        const MAY_COST: &str =
            "what has changed in the originals of stale translations, and since when, may not be known";
        let (what, costs, help) = match self {
            Reach::Whole(Algorithm::Sha1) => return None,
            Reach::Whole(Algorithm::Sha256) => (
                "the repository counts in SHA-256",
                "stamps have 64 digits, and one of 40 is decided by its digest alone",
                "",
            ),
            Reach::Shallow => {
                ("the repository is a shallow clone", MAY_COST, "`git fetch --unshallow` gets the rest of its history")
            }
            Reach::Partial => (
                "the repository is a clone without all texts, and nothing is fetched here",
                MAY_COST,
                "`git fetch --refetch --no-filter` gets them",
            ),
            Reach::Empty => ("the repository has no commit yet", COSTS, ""),
            Reach::Foreign => (
                "the repository belongs to another user, and Git does not trust it",
                COSTS,
                "if you do, name its folder: `git config --global --add safe.directory FOLDER`",
            ),
            Reach::Borrowed => (
                "the repository is that of another folder, or takes its objects from elsewhere, and is not asked",
                COSTS,
                "a clone of its own (`git clone --no-local --dissociate`) is",
            ),
            Reach::Unreadable => ("Git cannot read the repository", COSTS, "`git status` says why"),
            Reach::Nothing => ("the site is in no Git repository", COSTS, ""),
            Reach::NoProgram => ("there is no program `git`", COSTS, ""),
        };
        let help = if help.is_empty() { String::new() } else { format!("; {help}") };
        Some(format!("{what}: {costs}{help}"))
    }
}

/// What keeps Git from answering for a folder.
pub(super) fn obstacle(root: &Path) -> Reach {
    let repository = root.ancestors().map(|folder| folder.join(".git")).find_map(|git| fs::symlink_metadata(git).ok());
    match repository {
        None => Reach::Nothing,
        Some(found) if is_foreign(&found) => Reach::Foreign,
        Some(_) => Reach::Unreadable,
    }
}

/// Whether a file belongs to another user than the one who runs the program.
fn is_foreign(file: &fs::Metadata) -> bool {
    #[cfg(unix)]
    {
        std::os::unix::fs::MetadataExt::uid(file) != rustix::process::geteuid().as_raw()
    }
    #[cfg(not(unix))]
    {
        _ = file;
        false
    }
}
