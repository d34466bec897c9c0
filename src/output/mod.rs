//! Where bytes go: the plan of output paths, the sinks, publishing, and every change to an author's files. Nothing else
//! writes.
//!
//! A build first joins what every format claims into a [`Plan`], then hands each finished file to a [`Sink`]. The real
//! sink is the [`Stage`], which keeps everything beside the output folder until [`Stage::publish`]: a build publishes
//! whole or not at all.
//!
//! ```text
//! public/                    the output: the files, and `.shirube-record`, which lists them
//! .public.shirube-stage/     beside it while a build runs
//!     lock                   held by that build
//!     new/<path>             files of folders that the output does not have
//!     changed/<n>            files of folders that it has
//!     .shirube-record        the next record
//!     journal                what is left to do: once this file is there, the build is published
//! .public.shirube-said       beside it, what the last build said, if it said anything
//! ```
//!
//! The folders are strangers': they may have come with a clone or an archive. Both are opened once, and everything that
//! happens in them happens beneath what is open, without following a link (`folder.rs`); the journal says which two
//! folders it is about, and one that was copied here is dropped.
//!
//! This module knows paths and bytes, and nothing of pages or languages.

mod edit;
mod folder;
mod journal;
mod lock;
mod path;
mod place;
mod plan;
mod publish;
mod record;
mod said;
mod seal;
mod sink;
mod stage;
#[cfg(test)]
mod tests;

pub use edit::{Edit, create, edit, finish_edits, make_folder};
pub use path::{fault, fold, folders};
pub use place::{Output, check_out};
pub use plan::{Collision, Plan, Planned};
pub use publish::{Publication, Published};
pub use record::{Record, Validity};
pub use sink::{Counted, Memory, Nothing, Sink};
pub use stage::Stage;
