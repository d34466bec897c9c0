//! Files that come back together, as one for each page: they are read as one delivery, so that each knows what the others
//! bring, and what is said of it stands in the file that it is about.

use super::delivery::Delivery;
use super::form;
use super::target::Report;
use crate::catalog::conflict_marker;
use crate::diagnostic::{Code, Diagnostics};
use crate::resolve::Site;
use crate::source::{SourceId, Span};
use std::borrow::Cow;

/// Several files one behind the other.
pub(super) struct Bundle<'s> {
    pub(super) text: Cow<'s, str>,
    /// Where each begins, in order.
    starts: Vec<(usize, SourceId)>,
}

impl<'s> Bundle<'s> {
    pub(super) fn of(site: &'s Site, files: &[SourceId]) -> Bundle<'s> {
        let texts = || files.iter().map(|id| site.sources.get(*id).text.as_str());
        let mut end = 0;
        let starts = files.iter().zip(texts()).map(|(id, text)| {
            end += text.len();
            (end - text.len(), *id)
        });
        let starts = starts.collect();
        let text = match files {
            [one] => Cow::Borrowed(site.sources.get(*one).text.as_str()),
            _ => Cow::Owned(texts().collect()),
        };
        Bundle { text, starts }
    }

    /// By which the whole is called while it is read.
    pub(super) fn id(&self) -> Option<SourceId> {
        self.starts.first().map(|(_, id)| *id)
    }

    /// What all of them say, or what is `found` wrong with them; what is left out is `refused`. Places in it are those of the
    /// whole.
    pub(super) fn read(&self, site: &Site, (found, refused): (&mut Diagnostics, &mut Diagnostics)) -> Option<Delivery> {
        let mut all: Option<Delivery> = None;
        let before = found.len();
        for (start, id) in &self.starts {
            let mut report = Report::new(*id, &site.sources.get(*id).text);
            let read = match conflict_marker(report.text, *id) {
                None => form::read(report.text, &mut report),
                Some(conflict) => {
                    report.found.push(conflict);
                    None
                }
            };
            match (&mut all, read) {
                (Some(all), Some(read)) if (&all.from, &all.to) != (&read.from, &read.to) => {
                    let message = format!(
                        "this is in `{}`, translated from `{}`, and others are in `{}`, translated from `{}`",
                        read.to, read.from, all.to, all.from
                    );
                    let help = "import the files of each language by themselves";
                    report.add(Code::InvalidXliff, read.head.clone(), message, help);
                }
                (Some(all), Some(read)) => all.add(read, *start),
                (all, read) => *all = all.take().or(read),
            }
            found.extend(report.found);
            refused.extend(report.refused);
        }
        all.filter(|_| found.len() == before)
    }

    /// The place in its own file of what stands in the whole.
    pub(super) fn place(&self, span: Span) -> Span {
        if self.id() != Some(span.source) {
            return span;
        }
        let at = self.starts.partition_point(|(start, _)| *start <= span.start as usize);
        match at.checked_sub(1).and_then(|at| self.starts.get(at)) {
            Some((start, id)) => Span::new(*id, span.range().start - start..span.range().end - start),
            None => span,
        }
    }
}
