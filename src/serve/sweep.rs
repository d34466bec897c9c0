//! The look at every page that nobody has opened, behind what is served. It ends as soon as there is a newer state.

use crate::diagnostic::Diagnostics;
use crate::emit::Rendered;
use crate::failure::Failure;
use crate::output::{Nothing, Sink};
use crate::resolve::Resolved;
use crate::source::Blob;
use crate::{Findings, Options, Prepared};
use rayon::ThreadPool;

/// What was found when all pages were last looked at.
#[derive(Default)]
pub struct Sweep {
    last: Option<(Resolved, Rendered)>,
}

impl Sweep {
    /// Renders every page into nothing, on threads of its own, but for those that are as they were the last time; what is
    /// wrong with the site, or none if `is_over` said that nobody wants to know it any more.
    pub fn look(
        &mut self,
        prepared: &Prepared,
        options: &Options,
        threads: &ThreadPool,
        is_over: &(dyn Fn() -> bool + Sync),
    ) -> Option<Findings> {
        let (resolved, sink) = (&prepared.site.resolved, Swept { is_over });
        // A page is kept only while every name is what it was, and then some page is.
        let last = self.last.as_ref().filter(|(last, _)| resolved.shared_with(last) > 0);
        let rendered = threads.install(|| match last {
            Some((last, rendered)) => prepared.render_again((last, rendered), &sink),
            None => prepared.render(&sink, &|_, _| ()),
        });
        // A file that cannot be read, or that has changed since: the next state has it.
        let rendered = rendered.ok().flatten();
        if is_over() {
            return None;
        }
        let findings = prepared.settle(rendered.as_ref(), Diagnostics::new(), options);
        self.last = rendered.map(|rendered| (resolved.clone(), rendered));
        Some(findings)
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

    fn copy(&self, path: &str, file: &Blob) -> Result<(), Failure> {
        self.go_on(path)?;
        Nothing.copy(path, file)
    }

    fn reuse(&self, path: &str) -> Result<bool, Failure> {
        Nothing.reuse(path)
    }
}
