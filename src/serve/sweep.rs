//! The look at every page that nobody has opened, behind what is served. It ends as soon as there is a newer state.

use crate::diagnostic::Diagnostics;
use crate::failure::Failure;
use crate::output::Sink;
use crate::source::Blob;
use crate::{Findings, Options, Prepared};
use rayon::ThreadPool;

/// Renders every page into nothing, on threads of its own; what is wrong with the site, or none if `is_over` said that
/// nobody wants to know it any more.
pub fn sweep(
    prepared: &Prepared,
    options: &Options,
    threads: &ThreadPool,
    is_over: &(dyn Fn() -> bool + Sync),
) -> Option<Findings> {
    let rendered = threads.install(|| prepared.render(&Swept { is_over }, &|_, _| ()));
    match rendered {
        _ if is_over() => None,
        Ok((found, asked)) => Some(prepared.settle(found, asked.as_ref(), options)),
        // A file that cannot be read, or that has changed since: the next state has it.
        Err(_) => Some(prepared.settle(Diagnostics::new(), None, options)),
    }
}

/// A sink that keeps nothing, and takes nothing more once it is over.
struct Swept<'a> {
    is_over: &'a (dyn Fn() -> bool + Sync),
}

impl Swept<'_> {
    fn go_on(&self, path: &str) -> Result<(), Failure> {
        match (self.is_over)() {
            true => Err(Failure::refused("look at", path, "it has changed since")),
            false => Ok(()),
        }
    }
}

impl Sink for Swept<'_> {
    fn wants(&self, _: &str) -> bool {
        !(self.is_over)()
    }

    fn put(&self, path: &str, _: &[u8]) -> Result<(), Failure> {
        self.go_on(path)
    }

    /// Finds out whether the file can be read, and reads nothing.
    fn copy(&self, path: &str, file: &Blob) -> Result<(), Failure> {
        self.go_on(path)?;
        file.open().map(drop)
    }

    fn reuse(&self, _: &str) -> Result<bool, Failure> {
        Ok(true)
    }
}
