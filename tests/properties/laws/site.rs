//! Whole sites: any files are built or refused, twice the same, and what has been mended needs no mending.

use super::{is_said_of_a_place, options, said};
use shirube::diagnostic::Diagnostics;
use shirube::inside::{address, mend};
use shirube::source::{Memory, Sources, embedded};
use shirube::{Built, Options, build, output};
use std::collections::BTreeMap;
use std::sync::OnceLock;

/// What came of a build.
pub struct Result {
    /// As JSON.
    pub said: String,
    pub errors: bool,
    /// Nothing but noise where there are errors.
    pub files: BTreeMap<String, Vec<u8>>,
    built: Built,
}

impl Result {
    /// The files that `check --fix` would write, with their texts.
    pub fn mended(&self) -> Vec<(String, String)> {
        let mended = mend::mend(&self.built.diagnostics, &self.built.sources).into_iter();
        mended.map(|file| (self.built.sources.get(file.source).path.clone(), file.text)).collect()
    }
}

/// Builds a site into memory.
pub fn built(files: &Memory, options: &Options) -> Result {
    static CARRIED: OnceLock<Memory> = OnceLock::new();
    let carried = CARRIED.get_or_init(embedded);
    let sources = Sources::read(files, carried).unwrap();
    let sink = output::Memory::new();
    let built = build(sources, options, &sink, &|_, _| {}).unwrap();
    let said = said(&built.diagnostics, &built.sources);
    let files = sink.into_files();
    Result { said, errors: built.diagnostics.has_errors(), files, built }
}

/// A site is built or refused, twice the same, and is mended once for all.
pub fn is_built_or_refused(files: &Memory) {
    let options = options();
    let first = built(files, &options);
    first.built.diagnostics.iter().for_each(|found| is_said_of_a_place(&first.built.sources, found));
    let second = built(files, &options);
    assert_eq!(first.said, second.said);
    if !first.errors {
        assert_eq!(first.files, second.files);
        assert!(first.files.keys().all(|path| address::fault(path).is_none()));
        let own = files.iter().any(|(path, _)| path.starts_with("templates/"));
        for (path, bytes) in first.files.iter().filter(|(path, _)| path.ends_with("/index.html") && !own) {
            assert!(String::from_utf8_lossy(bytes).ends_with("</html>\n"), "{path} is cut");
        }
    }
    is_mended_once(files, &first.built.diagnostics, &first.built.sources, &options);
}

/// After `check --fix` there is nothing that it would mend.
fn is_mended_once(files: &Memory, found: &Diagnostics, sources: &Sources, options: &Options) {
    let mended = mend::mend(found, sources);
    if mended.is_empty() {
        return;
    }
    let mut files = files.clone();
    for file in &mended {
        files.insert(sources.get(file.source).path.clone(), file.text.clone().into_bytes());
    }
    let again = built(&files, options).built;
    let left: Vec<_> = mend::mend(&again.diagnostics, &again.sources);
    assert_eq!(left, [], "after {mended:?}");
}
