//! A site that follows its files: after each change another state, made by the functions of a build. What a change of one
//! page's text leaves as it was is shared with the state before.

use super::state::{Live, Of, State};
use crate::catalog::Texts;
use crate::diagnostic::{Diagnostics, Level};
use crate::failure::Failure;
use crate::render;
use crate::resolve::{Site, Snapshot};
use crate::source::{Disk, FileSystem, Kind, Memory, SourceId, Sources, What, embedded, kind_of};
use crate::{Findings, Options, Prepared, Read, gather, read_again};
use jiff::Timestamp;
use std::collections::BTreeSet;
use std::sync::Arc;

/// What has changed since the files were last looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Changes {
    /// The files of these paths, relative to the root.
    Files(BTreeSet<String>),
    /// Nobody knows what.
    Any,
}

/// A site that follows its files.
pub struct Preview {
    disk: Disk,
    carried: Memory,
    options: Options,
    texts: Texts,
    state: Arc<State>,
    prepared: Option<Arc<Prepared>>,
}

impl Preview {
    /// Reads the site of `disk`.
    pub fn new(disk: Disk, options: Options) -> Result<Preview, Failure> {
        let nothing = Of::Files(Arc::default());
        let findings = Arc::new(Findings::default());
        let state = State { number: 0, site: None, is_read: false, findings, of: nothing, is_swept: false };
        let (carried, texts) = (embedded(), Texts::default());
        let mut preview = Preview { disk, carried, options, texts, state: Arc::new(state), prepared: None };
        preview.apply(&Changes::Any, &|_| ())?;
        Ok(preview)
    }

    /// The newest state.
    pub fn state(&self) -> &Arc<State> {
        &self.state
    }

    /// What the newest state was made from, as long as its pages have not been looked at.
    pub fn prepared(&self) -> Option<&Arc<Prepared>> {
        self.prepared.as_ref()
    }

    /// The path of the file of known mistakes.
    pub fn baseline(&self) -> Option<&str> {
        self.state.site.as_ref().map(|live| live.snapshot.config.baseline.as_str())
    }

    /// The first moment at which the site differs though its files do not.
    pub fn next(&self) -> Option<Timestamp> {
        self.state.site.as_ref().and_then(|live| live.snapshot.catalog.next)
    }

    /// Looks at what has changed; whether there is another state. `publish` gets each of them: the first as soon as the page
    /// can be shown that was changed.
    pub fn apply(&mut self, changes: &Changes, publish: &dyn Fn(&Arc<State>)) -> Result<bool, Failure> {
        let (sources, changed) = match self.of_texts(changes)? {
            Some((_, changed)) if changed.is_empty() => return Ok(false),
            Some((sources, changed)) => (sources, changed),
            None => (self.gather()?, Vec::new()),
        };
        if let [only] = changed.as_slice()
            && let Some(state) = self.at_once(&sources, *only)
        {
            self.publish(state, publish);
        }
        self.read(sources, &changed, publish);
        Ok(true)
    }

    /// Says that every page has been looked at, and what was found. Another state may have come meanwhile.
    pub fn swept(&mut self, number: u64, findings: Findings, publish: &dyn Fn(&Arc<State>)) {
        if number != self.state.number {
            return;
        }
        self.prepared = None;
        let State { site, is_read, of, .. } = &*self.state;
        let (site, is_read, of) = (site.clone(), *is_read, of.clone());
        let state = State { number: 0, site, is_read, findings: Arc::new(findings), of, is_swept: true };
        self.publish(state, publish);
    }

    fn publish(&mut self, state: State, publish: &dyn Fn(&Arc<State>)) {
        self.state = Arc::new(State { number: self.state.number + 1, ..state });
        publish(&self.state);
    }

    /// The sources with what has changed, if that is nothing but texts of files that were there before, and which these are.
    fn of_texts(&self, changes: &Changes) -> Result<Option<(Sources, Vec<SourceId>)>, Failure> {
        let (Changes::Files(paths), true, Some(live)) = (changes, self.state.is_read, &self.state.site) else {
            return Ok(None);
        };
        let mut texts = Vec::new();
        for path in paths {
            let known = live.snapshot.sources.at(path).filter(|id| is_plain(&live.snapshot.sources, *id));
            let listed = match known {
                Some(_) => self.disk.list(path)?,
                None => return Ok(None),
            };
            let is_file = listed.is_some_and(|found| found.iter().all(|file| file.what == What::File));
            let bytes = if is_file { self.disk.read(path)? } else { None };
            let (Some(id), Some(bytes)) = (known, bytes) else { return Ok(None) };
            if !live.snapshot.sources.holds(id, &bytes) {
                texts.push((id, bytes));
            }
        }
        let changed = texts.iter().map(|(id, _)| *id).collect();
        Ok(Some((live.snapshot.sources.with_texts(texts), changed)))
    }

    fn gather(&self) -> Result<Sources, Failure> {
        let mut sources = gather(&self.disk, &self.carried)?;
        if let Some(live) = &self.state.site {
            sources.share(&live.snapshot.sources);
        }
        Ok(sources)
    }

    /// The state after a change of the text of one page, if nothing else can have become another, and the page is right. It
    /// is what readers of that page see until the whole site has been looked at.
    fn at_once(&self, sources: &Sources, changed: SourceId) -> Option<State> {
        let live = self.state.site.as_ref()?;
        let texts = Texts::parse(sources, &live.snapshot.config, &self.texts);
        let (snapshot, page) = live.snapshot.with_text(sources.clone(), &texts, changed)?;
        let of_text = texts.diagnostics(changed).into_iter().flatten();
        if of_text.chain(snapshot.resolved.diagnostics_of(page)).any(|found| found.level == Level::Error) {
            return None;
        }
        let snapshot = Arc::new(snapshot);
        let engine = render::reload(&live.engine, &snapshot);
        let mut diagnostics = self.state.findings.diagnostics.clone();
        diagnostics.retain(|found| found.span.source != changed);
        let findings = Arc::new(Findings { diagnostics, ..Findings::default() });
        let (plan, index) = (Arc::clone(&live.plan), Arc::clone(&live.index));
        let of = Of::Site(Arc::clone(&snapshot));
        let site = Some(Live { snapshot, engine, plan, index });
        Some(State { number: 0, site, is_read: true, findings, of, is_swept: false })
    }

    /// Reads the whole site again.
    fn read(&mut self, mut sources: Sources, changed: &[SourceId], publish: &dyn Fn(&Arc<State>)) {
        self.options.now = Timestamp::now();
        let mut found = Diagnostics::new();
        let former = self.state.site.clone();
        let Some((read, texts)) = read_again(&mut sources, &self.options, &self.texts, &mut found) else {
            found.settle();
            found.sort(&sources);
            let findings = Arc::new(Findings { diagnostics: found, ..Findings::default() });
            let of = Of::Files(Arc::new(sources));
            self.prepared = None;
            return self
                .publish(State { number: 0, site: former, is_read: false, findings, of, is_swept: true }, publish);
        };
        let Read { config, messages, catalog } = read;
        let mut site = Site::new(sources, config, messages, catalog);
        let snapshot = match &former {
            Some(former) => {
                site.share(&former.snapshot);
                match changed {
                    [only] => former.snapshot.after(site, *only),
                    _ => Snapshot::new(site),
                }
            }
            None => Snapshot::new(site),
        };
        self.texts = texts;
        let prepared = Arc::new(Prepared::new(Arc::new(snapshot), found, &self.options));
        let live = Live::new(&prepared);
        let findings = Arc::new(prepared.settle(None, Diagnostics::new(), &self.options));
        let of = Of::Site(Arc::clone(&prepared.site));
        let is_read = live.is_some();
        self.prepared = Some(prepared);
        let site = live.or(former);
        self.publish(State { number: 0, site, is_read, findings, of, is_swept: false }, publish);
    }

    /// What the site is built with.
    pub fn options(&self) -> &Options {
        &self.options
    }
}

/// Whether a file is a text of the site that can be read.
fn is_plain(sources: &Sources, id: SourceId) -> bool {
    let file = sources.get(id);
    !file.embedded && file.flaw.is_none() && kind_of(&file.path) == Kind::Text
}
