//! Everything that goes into a build: files, absent files, options, the date. Nothing enters by another way, so that
//! one digest stands for all of it. Knows nothing of what the files mean.

mod beneath;
mod blob;
mod copy;
mod disk;
mod embedded;
mod files;
mod git;
mod history;
mod memory;
mod object;
mod program;
mod reach;
mod repository;
mod span;
mod stamp;
mod stray;
#[cfg(test)]
mod tests;

pub use blob::Blob;
pub use disk::Disk;
pub use embedded::embedded;
pub use files::{FileSystem, FileType, Lead, Listed, Opened, What, read_at_most};
pub use history::{History, NoHistory, Version};
pub use memory::Memory;
pub use object::{Algorithm, blob_id};
pub use reach::Reach;
use span::Lines;
pub use span::{Position, SourceId, Span};
pub use stamp::Stamp;
pub use stray::{Stray, stray, without_strays};

use crate::failure::Failure;
use rayon::prelude::*;
use std::collections::{HashMap, HashSet};
use std::sync::{Arc, OnceLock};
use std::time::SystemTime;
use unicode_normalization::{UnicodeNormalization, is_nfc};

/// A text file larger than this is refused: 5 MB, in bytes.
pub const MAX_TEXT: u64 = 5_000_000;

/// A file that is copied and is larger than this is refused: 4 GB, in bytes. One with holes may be of any size and take no
/// room, and would be read or copied for hours.
pub const MAX_FILE: u64 = 4_000_000_000;

/// The texts of a site are refused if they are larger than this together: 2 GB, in bytes. They are held in memory.
const MAX_TEXTS: u64 = 2_000_000_000;

/// The byte order mark, which is no part of a text.
pub const MARK: &[u8] = b"\xEF\xBB\xBF";

/// What is wrong with a file before anything is known of its meaning.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Flaw {
    /// Not UTF-8 from this byte on; `shift_jis` when the bytes look like it.
    NotUtf8 { at: u32, shift_jis: bool },
    /// More than [`MAX_TEXT`] bytes, or [`MAX_FILE`]; it was not read.
    TooLarge { size: u64 },
    /// A symbolic link that is not followed.
    Link(Lead),
    /// Neither a file nor a folder, or the other one of the two; nothing was read.
    Type(FileType),
    /// A control character or a noncharacter.
    Stray(Stray),
}

/// One text file, or the knowledge that it is absent.
#[derive(Debug)]
pub struct Source {
    /// Relative to the root, `/` between the parts, NFC.
    pub path: String,
    /// The text without a byte order mark. Empty when the file is absent or could not be used.
    pub text: String,
    /// What is wrong with it, if anything.
    pub flaw: Option<Flaw>,
    /// Whether it comes with the program rather than with the site.
    pub embedded: bool,
    /// Whether a byte order mark stands before the text.
    marked: bool,
    digest: u64,
    /// Where its lines begin, the first one left out; found when a place is first asked for.
    lines: OnceLock<Lines>,
}

impl Source {
    /// A file of which there is nothing to read.
    fn without_text(path: String, flaw: Option<Flaw>) -> Source {
        let (text, lines) = (String::new(), OnceLock::new());
        Source { path, text, flaw, embedded: false, marked: false, digest: 0, lines }
    }

    /// A file with these bytes, of which there may be more than a text can have.
    fn read(path: String, bytes: Vec<u8>) -> Source {
        let size = bytes.len() as u64;
        if size > MAX_TEXT {
            return Source::without_text(path, Some(Flaw::TooLarge { size }));
        }
        let (digest, marked, lines) = (digest(&bytes), bytes.starts_with(MARK), OnceLock::new());
        let (text, flaw) = decode(bytes);
        Source { path, text, flaw, embedded: false, marked, digest, lines }
    }
}

/// All inputs of a build. Copies share the texts.
#[derive(Debug, Clone)]
pub struct Sources {
    files: Vec<Arc<Source>>,
    by_path: Arc<HashMap<String, SourceId>>,
    blobs: Vec<Blob>,
    unread: Vec<SourceId>,
    /// The templates that come with the program, whether or not the site replaces them.
    carried: HashSet<String>,
    folders: Vec<&'static str>,
    history: Arc<dyn History>,
    digest: u64,
}

impl Default for Sources {
    fn default() -> Sources {
        Sources {
            files: Vec::new(),
            by_path: Arc::default(),
            blobs: Vec::new(),
            unread: Vec::new(),
            carried: HashSet::new(),
            folders: Vec::new(),
            history: Arc::new(NoHistory),
            digest: 0,
        }
    }
}

/// Whether a file is read as text, copied as it is, or no input at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Text,
    Blob,
    /// Nothing reads a file of such a name, which its author is told.
    Unread,
    /// Nobody expects that it is read.
    Ignored,
}

/// Whether a file or a folder is no input by its name alone: one that begins with a dot, of those in `static/` only what
/// Git keeps.
pub fn is_hidden(path: &str) -> bool {
    let is_public = path.starts_with("static/");
    path.split('/').any(|name| if is_public { name.eq_ignore_ascii_case(".git") } else { name.starts_with('.') })
}

/// Whether a file is one that an editor, a desktop or Git leaves in any folder.
fn is_left_behind(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path).to_ascii_lowercase();
    let is_known = matches!(name.as_str(), ".ds_store" | "thumbs.db" | "desktop.ini" | ".gitkeep");
    is_known || name.ends_with('~') || name.ends_with(".swp")
}

/// Whether a file says something to those who work on the site, and is no part of it.
pub fn is_for_authors(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path).to_ascii_uppercase();
    name.starts_with("README") || name.starts_with("LICENSE")
}

/// What of the site's folder is an input, and as what.
pub fn kind_of(path: &str) -> Kind {
    let (folder, rest) = path.split_once('/').unwrap_or(("", path));
    let ending = rest.rsplit_once('.').map(|(_, ending)| ending);
    match folder {
        _ if is_hidden(path) || is_left_behind(path) => Kind::Ignored,
        "static" => Kind::Blob,
        "" if path == CONFIG => Kind::Text,
        "content" => match ending {
            Some("md" | "toml") => Kind::Text,
            Some("bib") if rest == "references.bib" => Kind::Text,
            _ => Kind::Blob,
        },
        "templates" if ending != Some("md") => Kind::Text,
        "locales" if ending == Some("ftl") => Kind::Text,
        LANGUAGES if ending == Some("toml") && !rest.contains('/') => Kind::Text,
        "templates" | "locales" if !is_for_authors(path) => Kind::Unread,
        _ => Kind::Ignored,
    }
}

/// What the names of the program's own templates begin with where the site has others of theirs.
pub const THEME: &str = "theme/";

/// The file that says what the site is.
pub const CONFIG: &str = "site.toml";
/// The folder of files that declare a language each.
pub const LANGUAGES: &str = "languages";
/// What of the site's folder is read.
pub const FOLDERS: [&str; 6] = [CONFIG, "content", LANGUAGES, "locales", "templates", "static"];

impl Sources {
    /// Reads every input below `site`; files of `embedded` stand in for those that the site does not have.
    /// The files come in the order of their paths.
    pub fn read(site: &dyn FileSystem, embedded: &dyn FileSystem) -> Result<Sources, Failure> {
        let (now, mut listed, mut folders) = (SystemTime::now(), Vec::new(), Vec::new());
        for (origin, files) in [(false, site), (true, embedded)] {
            for folder in FOLDERS {
                let Some(found) = files.list(folder)? else { continue };
                if !origin && folder != CONFIG {
                    folders.push(folder);
                }
                for file in settle(folder, found) {
                    let path = if is_nfc(&file.path) { file.path.clone() } else { file.path.nfc().collect() };
                    listed.push((path, origin, file));
                }
            }
        }
        let replaced = replaced_templates(&listed);
        listed.extend(replaced);
        listed.sort_by(|a, b| (&a.0, a.1).cmp(&(&b.0, b.1)));
        let carried = listed.iter().filter(|(path, embedded, _)| *embedded && path.starts_with("templates/"));
        let carried: HashSet<String> = carried.map(|(path, ..)| path.clone()).collect();
        // Locale files are merged message by message; of all else the site's own file replaces the embedded one.
        listed.dedup_by(|later, first| later.0 == first.0 && later.1 && !later.0.starts_with("locales/"));
        let is_text =
            |path: &str, file: &Listed| file.what == What::File && file.size <= MAX_TEXT && kind_of(path) == Kind::Text;
        let texts: u64 =
            listed.iter().filter(|(path, _, file)| is_text(path, file)).map(|(_, _, file)| file.size).sum();
        if texts > MAX_TEXTS {
            let why = format!("its texts have {:.1} GB; a site has at most 2 GB of texts", texts as f64 / 1e9);
            return Err(Failure::refused("read", "content", why));
        }
        let (site, embedded) = (site.share(), embedded.share());
        let read: Vec<Input> = listed
            .into_par_iter()
            .map(|(path, origin, file)| read_one(if origin { &embedded } else { &site }, (path, origin), file, now))
            .collect::<Result<_, _>>()?;
        let mut sources = Sources { folders, carried, history: site.history(), ..Sources::default() };
        let mut all = Vec::new();
        for input in read {
            let (path, digest) = match &input {
                Input::Text(source) => (&source.path, source.digest),
                Input::Blob(blob) => (&blob.path, blob.stamp()),
                Input::Unread(path) => (path, 0),
                Input::Ignored => continue,
            };
            all.extend_from_slice(path.as_bytes());
            all.push(0);
            all.extend_from_slice(&digest.to_le_bytes());
            match input {
                Input::Text(source) => _ = sources.insert(source),
                Input::Blob(mut blob) => {
                    blob.id = sources.at_or_absent(&blob.path);
                    sources.blobs.push(blob);
                }
                Input::Unread(path) => {
                    let id = sources.at_or_absent(&path);
                    sources.unread.push(id);
                }
                Input::Ignored => {}
            }
        }
        sources.digest = digest(&all);
        Ok(sources)
    }

    /// Reads one more text of the site, if it is there and not read yet.
    pub fn include(&mut self, site: &dyn FileSystem, path: &str) -> Result<(), Failure> {
        if self.by_path.contains_key(path) {
            return Ok(());
        }
        if let Some(bytes) = site.read(path)? {
            let source = Source::read(path.to_owned(), bytes);
            self.digest = digest(format!("{:016x} {path}\0{:016x}", self.digest, source.digest).as_bytes());
            self.insert(source);
        }
        Ok(())
    }

    fn insert(&mut self, source: Source) -> SourceId {
        let id = SourceId(self.files.len() as u32);
        // An embedded locale file may have the path of a site's; the path then means the site's.
        Arc::make_mut(&mut self.by_path).entry(source.path.clone()).or_insert(id);
        self.files.push(Arc::new(source));
        id
    }

    /// Adds a file that is part of no site, as text: one that a command names.
    pub fn add(&mut self, path: &str, bytes: Vec<u8>) -> SourceId {
        self.insert(Source::read(path.to_owned(), bytes))
    }

    /// The id of the file at `path`; an absent file gets one too, so that a diagnostic can point at it.
    pub fn at_or_absent(&mut self, path: &str) -> SourceId {
        match self.by_path.get(path) {
            Some(id) => *id,
            None => self.insert(Source::without_text(path.to_owned(), None)),
        }
    }

    /// Adds a text that is part of no site, of any size.
    pub fn add_text(&mut self, path: &str, text: String) -> SourceId {
        let digest = digest(text.as_bytes());
        self.insert(Source { text, digest, ..Source::without_text(path.to_owned(), None) })
    }

    /// The id of the file at `path`, if there is one.
    pub fn at(&self, path: &str) -> Option<SourceId> {
        self.by_path.get(path).copied()
    }

    /// Some file, for what is said of no file at all. There is always one: `site.toml`, present or absent.
    pub fn any(&self) -> SourceId {
        SourceId(0)
    }

    /// The same inputs with another text in a file of theirs; all else is shared.
    pub fn with_text(&self, id: SourceId, bytes: Vec<u8>) -> Sources {
        self.with_texts(vec![(id, bytes)])
    }

    /// The same with other texts in some files.
    pub fn with_texts(&self, texts: Vec<(SourceId, Vec<u8>)>) -> Sources {
        // What stands for all inputs together is asked of those that were read together.
        let mut sources = Sources { digest: 0, ..self.clone() };
        for (id, bytes) in texts {
            let former = self.get(id);
            let changed = Source { embedded: former.embedded, ..Source::read(former.path.clone(), bytes) };
            if let Some(file) = sources.files.get_mut(id.0 as usize) {
                *file = Arc::new(changed);
            }
        }
        sources
    }

    /// Whether a file of the site has exactly these bytes.
    pub fn holds(&self, id: SourceId, bytes: &[u8]) -> bool {
        let file = self.get(id);
        file.flaw.is_none() && file.digest == digest(bytes) && bytes.ends_with(file.text.as_bytes())
    }

    /// Keeps of each file that is as it was in `former` what was found out about it then.
    pub fn share(&mut self, former: &Sources) {
        for file in &mut self.files {
            let known = former.at(&file.path).map(|id| former.file(id));
            let is_same = |known: &&Arc<Source>| {
                (known.embedded, known.marked, known.flaw) == (file.embedded, file.marked, file.flaw)
                    && known.text == file.text
            };
            if let Some(known) = known.filter(is_same) {
                *file = Arc::clone(known);
            }
        }
    }

    /// The file of an id, to be kept.
    #[expect(clippy::indexing_slicing, reason = "ids are only made by `insert`, and files are never removed")]
    pub fn file(&self, id: SourceId) -> &Arc<Source> {
        &self.files[id.0 as usize]
    }

    /// The file of an id.
    #[expect(clippy::indexing_slicing, reason = "ids are only made by `insert`, and files are never removed")]
    pub fn get(&self, id: SourceId) -> &Source {
        &self.files[id.0 as usize]
    }

    /// The text that a span covers; what lies outside the text is left out.
    pub fn text(&self, span: Span) -> &str {
        self.get(span.source).text.get(span.start as usize..span.end as usize).unwrap_or_default()
    }

    /// Every text file with its id, in the order of the paths.
    pub fn iter(&self) -> impl Iterator<Item = (SourceId, &Source)> {
        self.files.iter().enumerate().map(|(i, source)| (SourceId(i as u32), source.as_ref()))
    }

    /// Every file that is copied, in the order of the paths.
    pub fn blobs(&self) -> &[Blob] {
        &self.blobs
    }

    /// Every file that nothing reads by its name, in the order of the paths. There is no text of it.
    pub fn unread(&self) -> &[SourceId] {
        &self.unread
    }

    /// Whether the program comes with a template of this path.
    pub fn is_carried(&self, path: &str) -> bool {
        self.carried.contains(path)
    }

    /// Which of `content`, `locales`, `templates` and `static` the site has.
    pub fn folders(&self) -> &[&'static str] {
        &self.folders
    }

    /// What is remembered of the files as they were.
    pub fn history(&self) -> &dyn History {
        self.history.as_ref()
    }

    /// One number for all inputs: paths and contents; of files that are copied, what stands for their contents.
    pub fn digest(&self) -> u64 {
        self.digest
    }
}

enum Input {
    Text(Source),
    Blob(Blob),
    /// The path alone.
    Unread(String),
    Ignored,
}

/// What is read of a top folder, or of `site.toml`, where a file may stand for a folder or a folder for the file.
fn settle(folder: &str, found: Vec<Listed>) -> Vec<Listed> {
    let other = |kind| vec![Listed { path: folder.to_owned(), size: 0, stamp: None, what: What::Other(kind) }];
    let is_there = |file: &Listed| file.path == folder;
    match found.iter().find(|file| is_there(file)).map(|file| file.what) {
        Some(What::File) if folder != CONFIG => other(FileType::File),
        None if folder == CONFIG => other(FileType::Folder),
        Some(_) | None => found,
    }
}

/// A template of the program that the site has in its own form stays there under another name, so that the site's can be
/// made from it. Of parts there is only one of each name: what they define belongs to all templates.
fn replaced_templates(listed: &[(String, bool, Listed)]) -> Vec<(String, bool, Listed)> {
    let own: HashSet<&str> =
        listed.iter().filter(|(_, embedded, _)| !embedded).map(|(path, ..)| path.as_str()).collect();
    let is_replaced = |path: &str| own.contains(path) && !path.starts_with("templates/parts/");
    let carried = listed.iter().filter(|(path, embedded, _)| *embedded && is_replaced(path));
    let renamed = |(path, embedded, file): &(String, bool, Listed)| {
        let name = path.strip_prefix("templates/")?;
        Some((format!("templates/{THEME}{name}"), *embedded, file.clone()))
    };
    carried.filter_map(renamed).collect()
}

fn read_one(
    from: &Arc<dyn FileSystem>,
    (path, embedded): (String, bool),
    file: Listed,
    now: SystemTime,
) -> Result<Input, Failure> {
    let kind = kind_of(&path);
    let flaw = match file.what {
        What::File if kind == Kind::Ignored => return Ok(Input::Ignored),
        What::File if kind == Kind::Unread => return Ok(Input::Unread(path)),
        What::File if kind == Kind::Text && file.size > MAX_TEXT => Some(Flaw::TooLarge { size: file.size }),
        What::File if file.size > MAX_FILE => Some(Flaw::TooLarge { size: file.size }),
        What::File => None,
        // Whether a file or a folder was meant, the name need not say.
        What::Other(_) | What::Link(_) if is_hidden(&path) || is_left_behind(&path) => return Ok(Input::Ignored),
        What::Other(other) => Some(Flaw::Type(other)),
        What::Link(lead) => Some(Flaw::Link(lead)),
    };
    if let Some(flaw) = flaw {
        return Ok(Input::Text(Source { embedded, ..Source::without_text(path, Some(flaw)) }));
    }
    // A file that vanished since it was listed is as good as absent.
    let read = match kind {
        Kind::Blob => Blob::new(from, (path, embedded), file, now)?.map(Input::Blob),
        Kind::Text | Kind::Unread | Kind::Ignored => {
            let bytes = from.read(&file.path)?;
            bytes.map(|bytes| Input::Text(Source { embedded, ..Source::read(path, bytes) }))
        }
    };
    Ok(read.unwrap_or(Input::Ignored))
}

/// The digest of some bytes: rapidhash v3 with its default seed, the same on every machine.
pub fn digest(bytes: &[u8]) -> u64 {
    rapidhash::v3::rapidhash_v3(bytes)
}

fn decode(mut bytes: Vec<u8>) -> (String, Option<Flaw>) {
    if bytes.starts_with(MARK) {
        bytes.drain(..MARK.len());
    }
    match String::from_utf8(bytes) {
        Ok(text) => {
            let flaw = stray(&text).map(Flaw::Stray);
            (text, flaw)
        }
        Err(error) => {
            let at = error.utf8_error().valid_up_to() as u32;
            let shift_jis = looks_like_shift_jis(error.as_bytes());
            (String::from_utf8_lossy(error.as_bytes()).into_owned(), Some(Flaw::NotUtf8 { at, shift_jis }))
        }
    }
}

/// Whether every byte fits the double-byte structure of Shift_JIS (JIS X 0208 annex 1) with at least one pair.
fn looks_like_shift_jis(bytes: &[u8]) -> bool {
    let mut pairs = 0;
    let mut rest = bytes.iter();
    while let Some(byte) = rest.next() {
        match byte {
            0x00..=0x7F | 0xA1..=0xDF => {}
            0x81..=0x9F | 0xE0..=0xFC => match rest.next() {
                Some(0x40..=0x7E | 0x80..=0xFC) => pairs += 1,
                _ => return false,
            },
            _ => return false,
        }
    }
    pairs > 0
}
