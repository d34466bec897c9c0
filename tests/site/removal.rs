//! The guide without one of the things that it refers to: every place that names the thing is reported, and nothing
//! else is. The places are found by a simple scan of the sources.

use super::{LANGUAGES, build_site, site};
use shirube::diagnostic::{Code, Diagnostic};
use shirube::source::{FileSystem, Memory, embedded};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

/// File, line, column, code.
type Found = (String, usize, usize, &'static str);

/// The site with something taken away, and what must be said of it.
pub struct Removal {
    what: String,
    /// Paths and what they hold then; nothing when the file is gone. In the site's layer and in the embedded one.
    changes: BTreeMap<String, Option<String>>,
    expected: BTreeSet<Found>,
    /// A template is left at its first mistake, and some are for sites that have what the guide has not: then one of
    /// the expected places is enough.
    one_is_enough: bool,
}

/// Messages of templates and parts that no page of the guide needs: lists of nothing or of many pages, pages without
/// or with old translations, aliases, footnotes, tables without a caption, what only other sites have in `site.toml`.
const UNSHOWN: [&str; 39] = [
    "announcement",
    "callout-warning",
    "edit-page",
    "evidence-class-assumed",
    "expired",
    "expired-title",
    "footnotes-title",
    "listing-empty",
    "machine-title",
    "machine-translation",
    "next-page",
    "not-translated",
    "numbered-title",
    "original-page",
    "page-in",
    "page-number",
    "pages",
    "previous-page",
    "redirect-text",
    "redirect-title",
    "reference-retracted",
    "references-other",
    "report-problem",
    "review-next",
    "review-overdue",
    "shown-in",
    "stale-title",
    "stale-translation",
    "stale-translation-since",
    "stands-in",
    "stands-in-title",
    "study-comparison",
    "study-finding",
    "study-followed",
    "study-limit",
    "study-people",
    "study-result",
    "table-download",
    "table-scroll",
];

/// Where the guide's conflicts are declared.
const CONFLICTS: &str = "content/facts/conflicts.toml";

impl Removal {
    fn new(what: impl Into<String>) -> Removal {
        Removal { what: what.into(), changes: BTreeMap::new(), expected: BTreeSet::new(), one_is_enough: false }
    }

    fn without_file(mut self, path: &str) -> Removal {
        self.changes.insert(path.to_owned(), None);
        self
    }

    fn with_file(mut self, path: &str, text: String) -> Removal {
        self.changes.insert(path.to_owned(), Some(text));
        self
    }

    /// Expects a diagnostic wherever `is_broken` says that a place refers to what is gone.
    fn expect(mut self, is_broken: impl Fn(&Place) -> Option<&'static str>) -> Removal {
        // What stands in a line that is taken away refers to nothing.
        let kept = |place: &&Place| match self.changes.get(&place.path) {
            Some(None) => false,
            Some(Some(text)) => text.split('\n').nth(place.line - 1) != Some(""),
            None => true,
        };
        let places = places().iter().filter(kept);
        let found = places
            .filter_map(|place| Some((place.path.clone(), place.line, place.column, is_broken(place)?)))
            .collect::<Vec<_>>();
        self.expected.extend(found);
        self
    }

    /// Builds the site without it; what was said wrongly.
    pub fn run(&self) -> Result<(), String> {
        let (site, carried) = (self.apply(site()), self.apply(&embedded()));
        let (built, _) = build_site(&site, &carried);
        let mut found: BTreeMap<Found, usize> = BTreeMap::new();
        // An original with something taken out is another text than its translation was made from, and what it alone
        // cited or showed is cited and shown no more.
        let follows = [Code::StaleTranslation, Code::UnusedReference, Code::UnusedPerson];
        let about_the_removal = |diagnostic: &&Diagnostic| !follows.contains(&diagnostic.code);
        for diagnostic in built.diagnostics.iter().filter(about_the_removal) {
            let (start, _) = built.sources.positions(diagnostic.span);
            let path = built.sources.get(diagnostic.span.source).path.clone();
            *found.entry((path, start.line, start.column, diagnostic.code.name())).or_default() += 1;
        }
        let repeated = found.iter().filter(|(_, times)| **times > 1);
        let mut said: Vec<String> = repeated.map(|(one, times)| format!("{times} times: {one:?}")).collect();
        let found: BTreeSet<Found> = found.into_keys().collect();
        if !self.one_is_enough || found.is_empty() {
            said.extend(self.expected.difference(&found).map(|one| format!("missing: {one:?}")));
        }
        said.extend(found.difference(&self.expected).map(|one| format!("surplus: {one:?}")));
        if self.expected.is_empty() {
            said.push("nothing refers to it".to_owned());
        }
        if said.is_empty() { Ok(()) } else { Err(format!("without {}:\n  {}", self.what, said.join("\n  "))) }
    }

    fn apply(&self, files: &Memory) -> Memory {
        let mut changed = Memory::new();
        for (path, bytes) in files.iter() {
            match self.changes.get(path) {
                None => changed.insert(path, bytes.to_vec()),
                Some(Some(text)) => changed.insert(path, text.clone().into_bytes()),
                Some(None) => {}
            }
        }
        changed
    }
}

/// What a place refers to.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum To {
    Page { path: String, lang: Option<String>, anchor: Option<String> },
    Question { path: String, id: String },
    Fact { table: String, row: String, column: String },
    Table(String),
    Reference(String),
    Term(String),
    Block(String),
    Asset(String),
    Message(String),
}

/// A place that refers to something.
struct Place {
    path: String,
    /// Of the text; none where it is for every language.
    lang: Option<&'static str>,
    line: usize,
    column: usize,
    to: To,
}

fn read(path: &str) -> String {
    String::from_utf8(site().read(path).unwrap().unwrap_or_else(|| panic!("there is no {path}"))).unwrap()
}

fn lang_of(path: &str) -> Option<&'static str> {
    LANGUAGES.into_iter().find(|lang| path.ends_with(&format!(".{lang}.md")))
}

/// The language of a text in data, which stands after its code.
fn lang_in_data(path: &str, before: &str) -> Option<&'static str> {
    let begins = |lang: &&'static str| before.rfind(&format!("{lang} = \""));
    LANGUAGES.into_iter().filter(|_| path.ends_with(".toml")).filter(|lang| begins(lang).is_some()).max_by_key(begins)
}

/// Every place of the site that refers to something.
fn places() -> &'static [Place] {
    static PLACES: LazyLock<Vec<Place>> = LazyLock::new(|| {
        let mut places = Vec::new();
        for (path, bytes) in site().iter() {
            let Ok(text) = std::str::from_utf8(bytes) else { continue };
            let found = match path.split('/').next() {
                Some("content") => scan_content(path, text),
                Some("templates") if path.ends_with(".html") => scan_template(text),
                Some("site.toml") => scan_menu(text),
                _ => continue,
            };
            for (at, to) in found {
                let before = &text[..at];
                let line = before.matches('\n').count() + 1;
                let column = before.rsplit('\n').next().unwrap().chars().count() + 1;
                let lang = lang_of(path).or_else(|| lang_in_data(path, before));
                places.push(Place { path: path.to_owned(), lang, line, column, to });
            }
        }
        places
    });
    &PLACES
}

/// The pages that the menu names.
fn scan_menu(text: &str) -> Vec<(usize, To)> {
    let keys = text.match_indices("\npage = \"");
    let page = |(at, key): (usize, &str)| {
        let value = at + key.len();
        let path = text[value..].split('"').next().unwrap().to_owned();
        (value - 1, To::Page { path, lang: None, anchor: None })
    };
    keys.map(page).collect()
}

fn scan_content(path: &str, text: &str) -> Vec<(usize, To)> {
    let mut found = Vec::new();
    for (middle, _) in text.match_indices("](") {
        let dest = text[middle + 2..].split(')').next().unwrap();
        let mut depth = 0;
        let start = text[..middle + 1].char_indices().rev().find(|(_, c)| {
            depth += match c {
                ']' => 1,
                '[' => -1,
                _ => 0,
            };
            depth == 0
        });
        if let Some(to) = destination(path, dest) {
            found.push((start.unwrap().0, to));
        }
    }
    for (start, _) in text.match_indices("[@") {
        let group: Vec<&str> = text[start + 1..].split(']').next().unwrap().split(';').collect();
        let mut at = start + 1;
        for citation in &group {
            let key = citation.trim().trim_start_matches('@').split([',', ' ']).next().unwrap();
            // One alone stands where its bracket does.
            let sign = at + (citation.len() - citation.trim_start().len());
            found.push((if group.len() == 1 { start } else { sign }, To::Reference(key.to_owned())));
            at += citation.len() + 1;
        }
    }
    for (at, _) in text.match_indices("sources = [") {
        let list = text[at..].split(']').next().unwrap();
        let quotes: Vec<usize> = list.match_indices('"').map(|(quote, _)| quote).collect();
        for pair in quotes.chunks(2) {
            found.push((at + pair[0], To::Reference(list[pair[0] + 1..pair[1]].to_owned())));
        }
    }
    // The sides of conflicts.
    for (at, _) in text.match_indices("{ id = \"") {
        let quote = at + "{ id = ".len();
        let id = text[quote + 1..].split('"').next().unwrap();
        found.extend(fact(id).map(|to| (quote, to)));
    }
    for (at, _) in text.match_indices("derive = \"") {
        let start = at + "derive = \"".len();
        found.extend(scan_formula(path, &text[..start], text[start..].split('"').next().unwrap(), start));
    }
    found
}

/// The facts that a formula names: by id, or without the table and perhaps the row where the formula stands itself.
fn scan_formula(path: &str, before: &str, formula: &str, start: usize) -> Vec<(usize, To)> {
    let table = path.rsplit('/').next().unwrap().strip_suffix(".toml").unwrap();
    let row = before.rsplit("[[row]]\nid = \"").next().unwrap().split('"').next().unwrap();
    let mut found = Vec::new();
    let mut at = start;
    for part in formula.split_inclusive([' ', '(', ')', ',']) {
        let name = part.trim_end_matches([' ', '(', ')', ',']);
        let full = match name.split('.').count() {
            1 => format!("{table}.{row}.{name}"),
            2 => format!("{table}.{name}"),
            _ => name.to_owned(),
        };
        if name.starts_with(|c: char| c.is_ascii_alphabetic()) && !part.ends_with('(') {
            found.extend(fact(&full).map(|to| (at, to)));
        }
        at += part.len();
    }
    found
}

/// `prices.drip.cost`
fn fact(id: &str) -> Option<To> {
    let mut parts = id.split('.').map(str::to_owned);
    Some(To::Fact { table: parts.next()?, row: parts.next()?, column: parts.next()? })
}

/// What the destination of a link in the file `from` refers to.
fn destination(from: &str, dest: &str) -> Option<To> {
    let name = |rest: &str| rest.split('?').next().unwrap().to_owned();
    if let Some((scheme, rest)) = dest.split_once(':') {
        return match scheme {
            "fact" => fact(&name(rest)),
            "table" => Some(To::Table(name(rest))),
            "term" => Some(To::Term(name(rest))),
            "block" => Some(To::Block(name(rest))),
            "faq" => {
                let (path, id) = rest.split_once('#')?;
                Some(To::Question { path: path.to_owned(), id: id.to_owned() })
            }
            _ => None,
        };
    }
    let (path, anchor) = dest.split_once('#').map_or((dest, None), |(path, anchor)| (path, Some(anchor.to_owned())));
    if path.is_empty() {
        let (path, lang) = page_of(from)?;
        return Some(To::Page { path, lang: Some(lang.to_owned()), anchor });
    }
    let folder = from.rsplit_once('/').map_or("", |(folder, _)| folder);
    let mut parts: Vec<&str> = if path.starts_with('/') { vec!["content"] } else { folder.split('/').collect() };
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => _ = parts.pop(),
            part => parts.push(part),
        }
    }
    let Some(name) = path.ends_with(".md").then(|| parts.join("/")) else {
        return Some(To::Asset(parts.join("/")));
    };
    match page_of(&name) {
        Some((path, lang)) => Some(To::Page { path, lang: Some(lang.to_owned()), anchor }),
        None => Some(To::Page { path: page_name(name.strip_suffix(".md")?), lang: None, anchor }),
    }
}

/// `content/guide/cost.ja.md` → `guide/cost`, `ja`.
fn page_of(path: &str) -> Option<(String, &'static str)> {
    let lang = lang_of(path)?;
    Some((page_name(path.strip_suffix(&format!(".{lang}.md"))?), lang))
}

/// `content/guide/index` → `guide`.
fn page_name(path: &str) -> String {
    let path = path.strip_prefix("content/").unwrap_or(path);
    match path.rsplit_once('/') {
        Some((folder, "index")) => folder.to_owned(),
        None if path == "index" => String::new(),
        _ => path.to_owned(),
    }
}

fn scan_template(text: &str) -> Vec<(usize, To)> {
    let mut found = Vec::new();
    for (call, argument) in [("t(", "key=\""), ("say(", "key=\""), ("asset(", "path=\"")] {
        for (at, _) in text.match_indices(&format!("{call}{argument}")) {
            // What need not be there is missed by nobody.
            let is_optional = text[at..].split(')').next().unwrap().contains("optional=true");
            if is_optional || text[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_') {
                continue;
            }
            let name = text[at + call.len() + argument.len()..].split('"').next().unwrap().to_owned();
            found.push((at, if call == "asset(" { To::Asset(format!("static/{name}")) } else { To::Message(name) }));
        }
    }
    found
}

/// The page file of a path in a language, if there is one.
fn file_of(path: &str, lang: &str) -> Option<String> {
    let start = if path.is_empty() { "content/".to_owned() } else { format!("content/{path}") };
    let slash = if path.is_empty() { "" } else { "/" };
    let names = [format!("{start}.{lang}.md"), format!("{start}{slash}index.{lang}.md")];
    names.into_iter().find(|name| site().read(name).unwrap().is_some())
}

/// The file without the lines in `range`, which stay as empty ones.
fn blank(text: &str, range: std::ops::Range<usize>) -> String {
    let lines = text.split('\n').enumerate();
    let kept: Vec<&str> = lines.map(|(at, line)| if range.contains(&at) { "" } else { line }).collect();
    kept.join("\n")
}

/// The lines from the one that `begins`, up to the next that begins with `[`.
fn section(text: &str, begins: impl Fn(&[&str]) -> bool) -> Option<std::ops::Range<usize>> {
    let lines: Vec<&str> = text.split('\n').collect();
    let start = (0..lines.len()).find(|at| begins(&lines[*at..]))?;
    let length = lines[start + 1..].iter().take_while(|line| !line.starts_with('[')).count();
    Some(start..start + 1 + length)
}

/// The file of a table or of facts.
fn table_file(id: &str) -> String {
    let mut paths = site().iter().map(|(path, _)| path);
    let ending = [format!("/tables/{id}.toml"), format!("/facts/{id}.toml")];
    paths
        .find(|path| ending.iter().any(|end| path.ends_with(end)))
        .unwrap_or_else(|| panic!("no table {id}"))
        .to_owned()
}

fn row_lines(text: &str, row: &str) -> std::ops::Range<usize> {
    let id = format!("id = \"{row}\"");
    section(text, |lines| lines[0] == "[[row]]" && lines[1] == id).unwrap_or_else(|| panic!("no row {row}"))
}

fn every<T: Ord>(of: impl Fn(&To) -> Option<T>) -> BTreeSet<T> {
    places().iter().filter_map(|place| of(&place.to)).collect()
}

pub fn pages() -> Vec<Removal> {
    let named = every(|to| match to {
        // A front page that is gone is told as that.
        To::Page { path, .. } | To::Question { path, .. } => Some(path.clone()).filter(|path| !path.is_empty()),
        _ => None,
    });
    let without = |path: String| {
        let files = LANGUAGES.iter().filter_map(|lang| file_of(&path, lang));
        let removal =
            files.fold(Removal::new(format!("the page `{path}`")), |removal, file| removal.without_file(&file));
        removal.expect(|place| match &place.to {
            To::Page { path: named, .. } if *named == path => Some("unknown-page"),
            To::Question { path: named, .. } if *named == path => Some("unknown-question"),
            _ => None,
        })
    };
    named.into_iter().map(without).collect()
}

pub fn anchors() -> Vec<Removal> {
    let named = every(|to| match to {
        To::Page { path, anchor: Some(anchor), .. } => Some((path.clone(), anchor.clone())),
        To::Question { path, id } => Some((path.clone(), id.clone())),
        _ => None,
    });
    let mut removals = Vec::new();
    for (path, id) in named {
        // A conflict has its anchor in every language at once.
        let conflicts = read(CONFLICTS);
        let declared = format!("\nid = \"{id}\"");
        if conflicts.contains(&declared) {
            let text = conflicts.replace(&declared, "\nid = \"gone\"");
            let removal = Removal::new(format!("the conflict `{id}`")).with_file(CONFLICTS, text);
            removals.push(removal.expect(|place| match &place.to {
                To::Page { path: named, anchor: Some(anchor), .. } if (named, anchor) == (&path, &id) => {
                    Some("unknown-anchor")
                }
                _ => None,
            }));
            continue;
        }
        // A translation answers to the ids of its original: its own is missing only where that one's is.
        for gone in [&LANGUAGES[..], &LANGUAGES[..1]] {
            let mut removal = Removal::new(format!("the anchor `{id}` of {path} in {}", gone.join(", ")));
            let mut found = false;
            for lang in gone {
                let Some(file) = file_of(&path, lang) else { continue };
                let text = read(&file);
                let Some(at) = text.find(&format!("{{#{id}")) else { continue };
                // Another id, because the one that follows from the heading's text may be the same.
                let text = format!("{}{{#gone{}", &text[..at], &text[at + 2 + id.len()..]);
                removal = removal.with_file(&file, text);
                found = true;
            }
            if !found {
                continue;
            }
            let is_gone = |lang: Option<&str>| lang.is_some_and(|lang| gone.contains(&lang));
            removals.push(removal.expect(|place| match &place.to {
                To::Page { path: named, lang: of, anchor: Some(anchor) } if (named, anchor) == (&path, &id) => {
                    is_gone(of.as_deref().or(place.lang)).then_some("unknown-anchor")
                }
                To::Question { path: named, id: question } if (named, question) == (&path, &id) => {
                    is_gone(place.lang).then_some("unknown-question")
                }
                _ => None,
            }));
        }
    }
    removals
}

pub fn cells() -> Vec<Removal> {
    let named = every(|to| match to {
        To::Fact { table, row, column } => Some((table.clone(), row.clone(), column.clone())),
        _ => None,
    });
    let without = |(table, row, column): (String, String, String)| {
        let file = table_file(&table);
        let text = read(&file);
        let lines = row_lines(&text, &row);
        let start = format!("{column} = ");
        let at = text.split('\n').enumerate().skip(lines.start).take(lines.len());
        let at = at.filter(|(_, line)| line.starts_with(&start)).map(|(at, _)| at).next();
        let at = at.unwrap_or_else(|| panic!("{file}: {row} has no {column}"));
        let fact = To::Fact { table, row, column };
        let mut removal = Removal::new(format!("the fact {fact:?}")).with_file(&file, blank(&text, at..at + 1));
        // A row has a cell for every column: the row is wrong, and not those who quote what it lacks.
        removal.expected.insert((file, lines.start + 1, 1, "missing-key"));
        removal
    };
    named.into_iter().map(without).collect()
}

pub fn rows() -> Vec<Removal> {
    let named = every(|to| match to {
        To::Fact { table, row, .. } => Some((table.clone(), row.clone())),
        _ => None,
    });
    let without = |(table, row): (String, String)| {
        let file = table_file(&table);
        let text = read(&file);
        let removal = Removal::new(format!("the row `{row}` of {file}"));
        removal.with_file(&file, blank(&text, row_lines(&text, &row))).expect(|place| match &place.to {
            To::Fact { table: named, row: of, .. } if (named, of) == (&table, &row) => Some("unknown-fact"),
            _ => None,
        })
    };
    // A row that only its own formulas name can go.
    named.into_iter().map(without).filter(|removal| !removal.expected.is_empty()).collect()
}

pub fn tables() -> Vec<Removal> {
    let named = every(|to| match to {
        To::Fact { table, .. } | To::Table(table) => Some(table.clone()),
        _ => None,
    });
    let without = |table: String| {
        let mut removal = Removal::new(format!("the table `{table}`")).without_file(&table_file(&table));
        removal.expected.extend(own_units(&table_file(&table)));
        removal.expect(|place| match &place.to {
            To::Fact { table: named, .. } if *named == table => Some("unknown-fact"),
            To::Table(named) if *named == table => Some("unknown-table"),
            _ => None,
        })
    };
    named.into_iter().map(without).collect()
}

/// The messages of the site, beside those of the program, that write units which only this table has, and which nothing needs without it.
fn own_units(file: &str) -> Vec<Found> {
    let is_data = |path: &str| path.starts_with("content/") && path.ends_with(".toml");
    let is_used = |unit: &str| {
        let others = site().iter().filter(|(path, _)| is_data(path) && *path != file);
        others.into_iter().any(|(path, _)| read(path).contains(&format!("unit = \"{unit}\"")))
    };
    let mut found = Vec::new();
    for path in site().iter().map(|(path, _)| path).filter(|path| path.ends_with("/site.ftl")) {
        for (at, line) in read(path).split('\n').enumerate() {
            let unit = line.strip_prefix("unit-").and_then(|rest| rest.split(' ').next());
            let here = unit.is_some_and(|unit| read(file).contains(&format!("unit = \"{unit}\"")) && !is_used(unit));
            found.extend(here.then(|| (path.to_owned(), at + 1, 1, "unused-message")));
        }
    }
    found
}

/// The removal of the entry `[key]` of a file, to which places refer by name, or by an anchor that begins with `start`.
fn entry(file: &str, key: &str, start: &str, is_named: impl Fn(&To) -> Option<&'static str>) -> Removal {
    let text = read(file);
    let head = format!("[{key}]");
    let lines = section(&text, |lines| lines[0] == head).unwrap_or_else(|| panic!("{file} has no {head}"));
    let removal = Removal::new(format!("`{key}` in {file}")).with_file(file, blank(&text, lines));
    removal.expect(|place| match &place.to {
        To::Page { anchor: Some(anchor), .. } if anchor.strip_prefix(start) == Some(key) => Some("unknown-anchor"),
        to => is_named(to),
    })
}

pub fn references() -> Vec<Removal> {
    let named = every(|to| match to {
        To::Reference(key) => Some(key.clone()),
        _ => None,
    });
    let without = |key: &String| {
        entry("content/references.toml", key, "ref-", |to| match to {
            To::Reference(named) if named == key => Some("unknown-reference"),
            _ => None,
        })
    };
    named.iter().map(without).collect()
}

pub fn terms() -> Vec<Removal> {
    let named = every(|to| match to {
        To::Term(id) => Some(id.clone()),
        _ => None,
    });
    let without = |id: &String| {
        entry("content/glossary.toml", id, "term-", |to| match to {
            To::Term(named) if named == id => Some("unknown-term"),
            _ => None,
        })
    };
    named.iter().map(without).collect()
}

pub fn blocks() -> Vec<Removal> {
    let named = every(|to| match to {
        To::Block(id) => Some(id.clone()),
        _ => None,
    });
    let without = |id: String| {
        let removal = Removal::new(format!("the block `{id}`"));
        let files = LANGUAGES.map(|lang| format!("content/blocks/{id}.{lang}.md"));
        let removal = files.iter().fold(removal, |removal, file| removal.without_file(file));
        removal.expect(|place| (place.to == To::Block(id.clone())).then_some("unknown-block"))
    };
    named.into_iter().map(without).collect()
}

pub fn assets() -> Vec<Removal> {
    let named = every(|to| match to {
        To::Asset(path) => Some(path.clone()),
        _ => None,
    });
    let without = |path: String| {
        let mut removal = Removal::new(format!("the file {path}")).without_file(&path);
        removal.one_is_enough = path.starts_with("static/");
        removal.expect(|place| (place.to == To::Asset(path.clone())).then_some("unknown-asset"))
    };
    // The guide has no page that forwards, which alone asks for it.
    named.into_iter().filter(|path| path != "static/theme/forward.js").map(without).collect()
}

pub fn messages() -> Vec<Removal> {
    let named = every(|to| match to {
        To::Message(id) if !UNSHOWN.contains(&id.as_str()) => Some(id.clone()),
        _ => None,
    });
    let without = |id: String| {
        let mut removal = Removal::new(format!("the message `{id}`"));
        removal.one_is_enough = true;
        let start = format!("{id} =");
        for path in site().iter().map(|(path, _)| path).filter(|path| path.ends_with(".ftl")) {
            let text = read(path);
            let lines: Vec<&str> = text.split('\n').collect();
            let Some(at) = lines.iter().position(|line| line.starts_with(&start)) else { continue };
            let more = lines[at + 1..].iter().take_while(|line| line.starts_with([' ', '\t'])).count();
            removal = removal.with_file(path, blank(&text, at..at + 1 + more));
        }
        removal.expect(|place| (place.to == To::Message(id.clone())).then_some("unknown-message"))
    };
    named.into_iter().map(without).collect()
}
