//! Where bytes go: the plan of output paths, the sinks, publishing, and the mending of an author's files. Nothing else
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
//! ```
//!
//! This module knows paths and bytes, and nothing of pages or languages.

mod journal;
mod lock;
mod path;
mod place;
mod plan;
mod publish;
mod record;
mod rewrite;
mod sink;
mod stage;
#[cfg(test)]
mod tests;

pub use path::fault;
pub use place::check_out;
pub use plan::{Collision, Plan};
pub use publish::Published;
pub use record::Record;
pub use rewrite::{create, rewrite};
pub use sink::{Memory, Nothing, Sink};
pub use stage::Stage;
