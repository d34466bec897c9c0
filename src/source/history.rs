//! What the files were before, as far as the place where they are remembers it.

use super::{Algorithm, Reach};
use jiff::civil::Date;
use std::collections::HashMap;
use std::fmt::Debug;
use std::ops::ControlFlow;

/// The memory of a place where files are. Nothing depends on there being any.
pub trait History: Debug + Send + Sync {
    /// What its answers depend on, in one word; `None` if it remembers nothing.
    fn state(&self) -> Option<String>;

    /// What its ids are made with.
    fn algorithm(&self) -> Algorithm;

    /// Whether it reaches back to the beginning of every file.
    fn is_whole(&self) -> bool;

    /// How far it goes, and if no further, why.
    fn reach(&self) -> Reach;

    /// The commit at which the history of the one that is checked out parts from that of a branch or commit by its
    /// name; `None` if there is none of that name.
    fn fork(&self, name: &str) -> Option<String>;

    /// The text of a blob by its id, if it is known and no larger than a text may be.
    fn text(&self, id: &str) -> Option<String>;

    /// The texts of blobs by their ids; those that are not known are left out.
    fn texts(&self, ids: &[String]) -> HashMap<String, String> {
        ids.iter().filter_map(|id| Some((id.clone(), self.text(id)?))).collect()
    }

    /// A file as it was at a commit: the id of its blob, and its text, if that is known and no larger than a text may be.
    fn text_at(&self, commit: &str, path: &str) -> Option<(String, String)>;

    /// The files of a folder that a commit took away, and the ids of their blobs; of very many the first.
    fn removed(&self, commit: &str, folder: &str) -> Vec<(String, String)>;

    /// The files of a folder that a commit put there, and the ids of their blobs; of very many the first.
    fn added(&self, commit: &str, folder: &str) -> Vec<(String, String)>;

    /// Whether the oldest commits that it knows may have had others before them.
    fn is_cut(&self) -> bool;

    /// Tells `each` what files have been, the newest version first, until it has heard enough; paths as
    /// [`Source::path`](super::Source::path) has them.
    fn versions(&self, paths: &[&str], each: &mut dyn FnMut(&str, Version) -> ControlFlow<()>);
}

/// A file as it became on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Version {
    pub day: Date,
    /// The id of the commit that made it so.
    pub commit: String,
    /// Whether no commit is known before that one.
    pub is_first: bool,
    /// The id of its blob.
    pub id: String,
    /// The id of the blob that it was before; `None` where the file was new, or what came before is not to be had.
    pub before: Option<String>,
}

/// A place that remembers nothing.
#[derive(Debug, Default)]
pub struct NoHistory;

impl History for NoHistory {
    fn state(&self) -> Option<String> {
        None
    }

    fn algorithm(&self) -> Algorithm {
        Algorithm::Sha1
    }

    fn is_whole(&self) -> bool {
        false
    }

    fn reach(&self) -> Reach {
        Reach::Nothing
    }

    fn fork(&self, _: &str) -> Option<String> {
        None
    }

    fn text(&self, _: &str) -> Option<String> {
        None
    }

    fn text_at(&self, _: &str, _: &str) -> Option<(String, String)> {
        None
    }

    fn removed(&self, _: &str, _: &str) -> Vec<(String, String)> {
        Vec::new()
    }

    fn added(&self, _: &str, _: &str) -> Vec<(String, String)> {
        Vec::new()
    }

    fn is_cut(&self) -> bool {
        false
    }

    fn versions(&self, _: &[&str], _: &mut dyn FnMut(&str, Version) -> ControlFlow<()>) {}
}
