//! `content/references.bib`, as Zotero and its like export it: the format is that of BibLaTeX.
//!
//! The crate that reads it follows abbreviations and cross-references however they go round. Here each field is read by
//! itself, of those fields alone that say something, with abbreviations put in before.

use super::identity::{Identity, Scheme};
use super::own::{identifier, not_on_the_web};
use super::wording::Wording;
use super::work::{Author, Issued, Work, WorkKind};
use super::{BIB, is_key, tongue};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::source::{SourceId, Sources, Span};
use biblatex::{ChunksExt, Person, RawBibliography, RawChunk, RawEntry, Spanned, Type};
use jiff::civil::Date;
use std::collections::HashMap;

/// The most braces inside each other: reading them takes as many steps as there are braces, for each of them.
const MAX_DEPTH: usize = 16;

/// The most bytes of a field that says something.
const MAX_FIELD: usize = 8192;

/// The works of a file; `None` if it could not be read.
pub fn read(sources: &Sources, id: SourceId, diagnostics: &mut Diagnostics) -> Option<Vec<Work>> {
    let source = sources.get(id);
    if source.flaw.is_some() {
        return None;
    }
    let text = source.text.as_str();
    if let Some(at) = too_deep(text) {
        let message = format!("braces stand inside each other over more than {MAX_DEPTH} levels");
        diagnostics.push(Diagnostic::new(Code::Syntax, span_of(id, text, at..at + 1), message));
        return None;
    }
    let raw = match RawBibliography::parse(text) {
        Ok(raw) => raw,
        Err(error) => {
            let message = format!("this cannot be read as BibLaTeX: {}", error.kind);
            let help = "export it once more as `BibLaTeX`, in UTF-8";
            diagnostics.push(Diagnostic::new(Code::Syntax, span_of(id, text, error.span), message).help(help));
            return None;
        }
    };
    let abbreviations: HashMap<String, &str> = raw
        .abbreviations
        .iter()
        .filter_map(|pair| match pair.value.v.as_slice() {
            [Spanned { v: RawChunk::Normal(text), .. }] => Some((pair.key.v.to_ascii_lowercase(), *text)),
            _ => None,
        })
        .collect();
    let mut works: Vec<Work> = Vec::new();
    let mut seen: HashMap<&str, Span> = HashMap::new();
    for Spanned { v: entry, .. } in &raw.entries {
        if matches!(entry.kind.v.to_ascii_lowercase().as_str(), "xdata" | "set") {
            continue;
        }
        let span = span_of(id, text, entry.key.span.clone());
        if !is_key(entry.key.v) {
            let message = format!("`{}` cannot be the key of a reference", entry.key.v);
            diagnostics.push(Diagnostic::new(Code::InvalidValue, span, message));
            continue;
        }
        if let Some(first) = seen.get(entry.key.v) {
            let message = format!("there are two works `{}`", entry.key.v);
            let found = Diagnostic::new(Code::DuplicateName, span, message);
            diagnostics.push(found.related(*first, "the other one"));
            continue;
        }
        seen.insert(entry.key.v, span);
        let fields = Fields { entry, abbreviations: &abbreviations, file: (id, text), diagnostics };
        works.push(fields.work(span));
    }
    Some(works)
}

/// Where braces stand inside each other too deep.
fn too_deep(text: &str) -> Option<usize> {
    let mut depth = 0_usize;
    let mut is_escaped = false;
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'\\' if !is_escaped => {
                is_escaped = true;
                continue;
            }
            b'{' if !is_escaped => depth += 1,
            b'}' if !is_escaped => depth = depth.saturating_sub(1),
            _ => {}
        }
        is_escaped = false;
        if depth > MAX_DEPTH {
            return Some(at);
        }
    }
    None
}

/// A range of bytes as a place in the file, cut to whole characters that are there.
fn span_of(source: SourceId, text: &str, range: std::ops::Range<usize>) -> Span {
    let end = text.floor_char_boundary(range.end.min(text.len()));
    let start = text.floor_char_boundary(range.start.min(end));
    Span { source, start: start as u32, end: end as u32 }
}

/// The fields of an entry.
struct Fields<'a, 'd> {
    entry: &'a RawEntry<'a>,
    abbreviations: &'a HashMap<String, &'a str>,
    file: (SourceId, &'a str),
    diagnostics: &'d mut Diagnostics,
}

/// What a field says, and where.
type Said = (biblatex::Chunks, Span);

impl Fields<'_, '_> {
    fn work(mut self, span: Span) -> Work {
        let kind = self.kind();
        let language = ["langid", "language"].iter().find_map(|name| tongue::of(&self.text(&[name])?));
        let mut of = Work { key: self.entry.key.v.to_owned(), kind, ..Work::vague(span) };
        let is_spaced = !language.as_deref().is_some_and(tongue::writes_family_first);
        self.authors(&mut of, is_spaced);
        let title = self.text(&["title"]);
        if title.is_none() {
            let message = format!("`{}` has no title", of.key);
            self.diagnostics.push(Diagnostic::new(Code::MissingKey, span, message));
        }
        let subtitle = self.text(&["subtitle"]).map(|subtitle| format!(": {subtitle}")).unwrap_or_default();
        of.title = Wording::original(title.unwrap_or_default() + &subtitle);
        let container: &[&str] = match kind {
            WorkKind::Article => &["journaltitle", "journal"],
            _ => &["booktitle", "maintitle", "eventtitle"],
        };
        of.container = self.text(container).map(Wording::original);
        let publishers = ["publisher", "institution", "organization", "school"];
        of.publisher = self.text(&publishers).map(Wording::original);
        (of.edition, of.volume) = (self.text(&["edition"]), self.text(&["volume"]));
        of.pages = self.text(&["pages"]).map(|pages| pages.replace("--", "–"));
        (of.issue, of.number) = match kind {
            WorkKind::Article => (self.text(&["number", "issue"]), self.text(&["eid"])),
            _ => (None, self.text(&["number"])),
        };
        of.issued = self.date("date").or_else(|| self.date("year"));
        of.identity = self.identity();
        of.url = self.field("url").and_then(|(chunks, span)| {
            let url = chunks.format_verbatim();
            let wrong = not_on_the_web(&url, span);
            let fits = wrong.is_none();
            self.diagnostics.extend(wrong);
            fits.then_some(url)
        });
        let is_given = ["doi", "pmid", "pmcid", "isbn", "url"].iter().any(|name| self.has(name));
        of.is_placed = is_given || of.identity != Identity::default();
        of.accessed = self.field("urldate").and_then(|(chunks, span)| match first(&chunks.format_verbatim())? {
            Issued::Day(day) => Some((day, span)),
            Issued::Year(_) => None,
        });
        of.language = language;
        of
    }

    /// What is meant by the type of an entry; what is none of ours is a page, if it has an address, or a report.
    fn kind(&self) -> WorkKind {
        match self.entry.kind.v.to_ascii_lowercase().as_str() {
            "article" | "suppperiodical" | "review" => WorkKind::Article,
            "book" | "mvbook" | "booklet" | "collection" | "mvcollection" | "proceedings" | "mvproceedings"
            | "reference" | "mvreference" | "periodical" | "manual" => WorkKind::Book,
            "inbook" | "incollection" | "inproceedings" | "conference" | "inreference" | "bookinbook" | "suppbook"
            | "suppcollection" => WorkKind::Chapter,
            "online" | "electronic" | "www" | "webpage" => WorkKind::Webpage,
            "dataset" => WorkKind::Dataset,
            "video" | "movie" => WorkKind::Video,
            "legislation" | "legal" => WorkKind::Law,
            "standard" => WorkKind::Standard,
            _ if self.has("url") => WorkKind::Webpage,
            _ => WorkKind::Report,
        }
    }

    fn has(&self, name: &str) -> bool {
        self.entry.fields.iter().any(|pair| pair.key.v.eq_ignore_ascii_case(name))
    }

    /// What a field says, with what it names put in its place; one that cannot be read is reported.
    fn field(&mut self, name: &str) -> Option<Said> {
        let pair = self.entry.fields.iter().find(|pair| pair.key.v.eq_ignore_ascii_case(name))?;
        let (id, text) = self.file;
        let span = span_of(id, text, pair.value.span.clone());
        let mut value = pair.value.clone();
        for chunk in &mut value.v {
            if let RawChunk::Abbreviation(short) = chunk.v
                && let Some(text) = self.abbreviations.get(&short.to_ascii_lowercase())
            {
                chunk.v = RawChunk::Normal(text);
            }
        }
        let length = |chunk: &Spanned<RawChunk<'_>>| match chunk.v {
            RawChunk::Normal(text) | RawChunk::Abbreviation(text) => text.len(),
        };
        if value.v.iter().map(length).sum::<usize>() > MAX_FIELD {
            let message = format!("`{name}` has more than {MAX_FIELD} bytes");
            self.diagnostics.push(Diagnostic::new(Code::InvalidValue, span, message));
            return None;
        }
        let alone = RawEntry {
            key: self.entry.key.clone(),
            kind: self.entry.kind.clone(),
            fields: vec![biblatex::Pair::new(pair.key.clone(), value)],
        };
        let raw = RawBibliography {
            preamble: String::new(),
            entries: vec![Spanned::detached(alone)],
            abbreviations: Vec::new(),
        };
        match biblatex::Bibliography::from_raw(raw) {
            Ok(read) => {
                let chunks = read.iter().next()?.get(&name.to_ascii_lowercase())?.to_vec();
                Some((chunks, span)).filter(|(chunks, _)| !chunks.format_verbatim().trim().is_empty())
            }
            Err(error) => {
                let message = format!("`{name}` cannot be read: {}", error.kind);
                let help = format!("mend it where `{BIB}` is exported from");
                self.diagnostics.push(Diagnostic::new(Code::InvalidValue, span, message).help(help));
                None
            }
        }
    }

    /// The text of the first of some fields that is there.
    fn text(&mut self, names: &[&str]) -> Option<String> {
        let name = names.iter().find(|name| self.has(name))?;
        let (chunks, _) = self.field(name)?;
        let text = chunks.format_verbatim();
        Some(text.split_whitespace().collect::<Vec<_>>().join(" "))
    }

    fn authors(&mut self, of: &mut Work, is_spaced: bool) {
        let name = if self.has("author") { "author" } else { "editor" };
        let Some((chunks, span)) = self.field(name) else { return };
        let persons: Vec<Person> = match Type::from_chunks(&chunks) {
            Ok(persons) => persons,
            Err(error) => {
                let message = format!("`{name}` cannot be read: {}", error.kind);
                self.diagnostics.push(Diagnostic::new(Code::InvalidValue, span, message));
                return;
            }
        };
        for person in persons {
            match person.name.as_str() {
                "others" if person.given_name.is_empty() => of.others = true,
                _ => of.authors.push(Author { name: Wording::original(written(&person, is_spaced)), yomi: None }),
            }
        }
    }

    fn date(&mut self, name: &str) -> Option<Issued> {
        let (chunks, span) = self.field(name)?;
        let date = first(&chunks.format_verbatim());
        if date.is_none() {
            let message = format!("`{name}` is no date");
            let help = "write it as year, month and day: `2026-04-30`";
            self.diagnostics.push(Diagnostic::new(Code::InvalidValue, span, message).help(help));
        }
        date
    }

    fn identity(&mut self) -> Identity {
        let archive = self.text(&["eprinttype", "archiveprefix"]).unwrap_or_default().to_ascii_lowercase();
        let mut of = |names: &[&str], scheme: Scheme| {
            let name = names.iter().find(|name| self.has(name))?;
            let (chunks, span) = self.field(name)?;
            let written = chunks.format_verbatim();
            let report = &mut |found| self.diagnostics.push(found);
            // Of several ISBN, as those of a binding each, one is enough.
            let first = written.split_whitespace().next().filter(|_| scheme == Scheme::Isbn);
            match (scheme.read(&written), first) {
                (Err(_), Some(first)) => identifier(scheme, first, span, report),
                (Ok(_) | Err(_), _) => identifier(scheme, &written, span, report),
            }
        };
        let pubmed: &[&str] =
            if matches!(archive.as_str(), "pmid" | "pubmed") { &["pmid", "eprint"] } else { &["pmid"] };
        let central: &[&str] = if archive == "pmcid" { &["pmcid", "eprint"] } else { &["pmcid"] };
        Identity {
            doi: of(&["doi"], Scheme::Doi),
            pmid: of(pubmed, Scheme::Pmid),
            pmcid: of(central, Scheme::Pmcid),
            isbn: of(&["isbn"], Scheme::Isbn),
        }
    }
}

/// The first day or year that a date names: `2024-04-30`, `2024-04`, `2024`, `2024-04/2024-06`, `2024?` (BibLaTeX, 2.3.8).
/// What the crate reads dates with stops the program at some that are none.
fn first(text: &str) -> Option<Issued> {
    let first = text.trim().split('/').next()?.trim_end_matches(['~', '?', '%']);
    let mut parts = first.splitn(3, '-');
    let year: i16 = parts.next().filter(|year| year.len() == 4)?.parse().ok().filter(|year| *year >= 0)?;
    let mut part = || parts.next().map(|part| part.get(..2).unwrap_or(part).parse::<i8>());
    match (part(), part()) {
        (Some(Ok(month)), Some(Ok(day))) => Date::new(year, month, day).ok().map(Issued::Day),
        (None | Some(Ok(_)), None) => Some(Issued::Year(year)),
        _ => None,
    }
}

/// A name as lists of references have it: family name and initials, without points (ICMJE); family name and given name
/// where that is how names are written.
fn written(person: &Person, is_spaced: bool) -> String {
    let Person { name, given_name, prefix, suffix, .. } = person;
    let is_latin = name.chars().all(|c| (c as u32) < 0x2E80);
    if given_name.is_empty() {
        return [prefix.as_str(), name].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ");
    }
    if !is_latin || !is_spaced {
        let between = if is_latin { " " } else { "" };
        return format!("{name}{between}{given_name}");
    }
    let initials: String =
        given_name.split([' ', '-', '.']).filter_map(|part| part.chars().next()).flat_map(char::to_uppercase).collect();
    let parts = [prefix.as_str(), name, &initials, suffix];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn parse(text: &str) -> (Option<Vec<Work>>, Vec<String>) {
        let mut sources = Sources::default();
        let id = sources.add(BIB, text.as_bytes().to_vec());
        let mut diagnostics = Diagnostics::new();
        let works = read(&sources, id, &mut diagnostics);
        (works, diagnostics.iter().map(|found| found.message.clone()).collect())
    }

    #[test]
    fn reads_what_zotero_exports() {
        let (works, said) = parse(include_str!("bib/zotero.bib"));
        assert_eq!(said, Vec::<String>::new());
        let works = works.unwrap();
        let shown = works.iter().map(|work| {
            let names: Vec<&str> = work.authors.iter().map(|author| author.name.original.as_str()).collect();
            let others = if work.others { " +" } else { "" };
            format!("{:?} {}{others}: {} ({:?})", work.kind, names.join(", "), work.title.original, work.issued)
        });
        assert_eq!(
            shown.collect::<Vec<_>>(),
            [
                "Article van der Berg JM, Müller K: Vesicles: A Study of Skin (Some(Year(2024)))",
                "Book 山田太郎 +: 細胞外小胞の基礎 (Some(Day(2023-04-30)))",
                "Webpage World Health Organization: Safety (Some(Year(2022)))",
            ]
        );
        let identity = &works[0].identity;
        assert_eq!(identity.doi.as_deref(), Some("10.1000/Abc_1"));
        assert_eq!(identity.pmid.as_deref(), Some("34217362"));
        assert_eq!((works[0].issue.as_deref(), works[0].number.as_deref()), (Some("4"), Some("e12")));
        assert_eq!(works[0].pages.as_deref(), Some("1517–1519"));
        assert_eq!(works[1].identity.isbn.as_deref(), Some("978-4-00-310101-8"));
        assert_eq!(works[1].language.as_deref(), Some("ja"));
        assert!(works[2].accessed.is_some() && works[2].url.is_some());
    }

    #[test]
    fn what_cannot_be_read_is_said() {
        for (text, said) in [
            ("@article{a, title = {T}, date = {April}}", "`date` is no date"),
            ("@article{a, title = {T}, doi = {x}}", "`x` is no DOI: it has no `/`"),
            ("@article{a, year = 2020}", "`a` has no title"),
            ("@book{a, title = {T}} @book{a, title = {U}}", "there are two works `a`"),
            ("@book{a;b, title = {T}}", "`a;b` cannot be the key of a reference"),
            ("@book{a, title = {T", "this cannot be read as BibLaTeX"),
            ("@book{a, title = nothing}", "`title` cannot be read: unknown abbreviation"),
            ("@book{a, title = {T}, url = {javascript:alert(1)}}", "`javascript:alert(1)` is not a web address"),
        ] {
            let (_, found) = parse(text);
            assert!(found.iter().any(|message| message.starts_with(said)), "{text}: {found:?}");
        }
        let deep = format!("@book{{a, title = {}{}}}", "{".repeat(100), "}".repeat(100));
        assert_eq!(parse(&deep).1, ["braces stand inside each other over more than 16 levels"]);
        // Abbreviations of abbreviations would grow without end.
        let short = (1..40).map(|at| format!("@string{{s{at} = s{} # s{}}}\n", at - 1, at - 1)).collect::<String>();
        let (works, _) = parse(&format!("@string{{s0 = {{ab}}}}\n{short}@book{{a, title = s39}}"));
        assert_eq!(works.unwrap()[0].title.original, "");
    }

    proptest! {
        /// Whatever a file says, it is read or refused, and what is said of it stands in it.
        #[test]
        fn anything_is_read_or_refused(text in r#"(@[a-z]{1,8}|[{},="\\#$%]|[a-zé字 \n0-9-]{0,6}|author|title|date|and|\\"|\\i|@string|@comment){0,60}"#) {
            parse(&text);
        }

        #[test]
        fn any_field_is_read_or_refused(
            name in "author|title|date|doi|isbn|pages|urldate|langid|eprint|editor|year",
            value in r#"([{}\\,="'~^ .-]|[a-zA-Zé字]{1,5}|[0-9]{1,5}|and|others|\\[a-z"']{1,3}){0,30}"#,
        ) {
            parse(&format!("@article{{a,\n title = {{T}},\n {name} = {{{value}}},\n}}\n"));
        }
    }
}
