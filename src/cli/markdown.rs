//! `shirube markdown`: the HTML of Markdown that belongs to no site, by the writer that writes pages.

use super::{hand_over, say, screen};
use crate::catalog::check_files;
use crate::config::{Html, LangId, Writing};
use crate::data::{Text, split_front};
use crate::diagnostic::{Code, Diagnostics, Format, Screen, print};
use crate::document::{Document, parse, parse_fragment};
use crate::failure::Failure;
use crate::locale::Locale;
use crate::render::{Engine, Scene, content, load};
use crate::resolve::{Site, Snapshot, alone, wrong_schemes};
use crate::source::{MAX_TEXT, Memory, SourceId, Sources, Span, embedded, read_at_most, without_strays};
use crate::visible::Shown;
use crate::{Options, Read, read};
use clap::Args;
use std::fmt::Write;
use std::fs::File;
use std::io::{BufRead, Read as _, stderr, stdin, stdout};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

#[derive(Args)]
pub(super) struct MarkdownArgs {
    /// Files, whose front matter is left out; without one, a text from standard input
    #[arg(value_name = "FILE")]
    files: Vec<PathBuf>,
    /// The language of the text [default: that of a file `NAME.<lang>.md`, otherwise none]
    #[arg(long, value_name = "CODE")]
    lang: Option<String>,
    /// Read a text as a JSON string from each line, and print its HTML as a JSON string
    #[arg(long)]
    jsonl: bool,
    /// What becomes of HTML in the text
    #[arg(long, value_enum, default_value_t)]
    html: Html,
}

/// The language whose words stand in a text that says none.
const WORDS: &str = "en";

/// Where standard input is spoken of.
const STANDARD_INPUT: &str = "standard input";

pub(super) fn run(args: &MarkdownArgs) -> Result<ExitCode, Failure> {
    if let Some(code) = args.lang.as_deref().filter(|code| Locale::parse(code).is_none()) {
        return Err(Failure::refused("use the language", code, "a language is a tag such as `ja` or `en-GB`"));
    }
    if args.jsonl {
        return lines(args);
    }
    let mut diagnostics = Diagnostics::new();
    let languages: Vec<Option<&str>> = match args.files.as_slice() {
        [] => vec![args.lang.as_deref()],
        files => files.iter().map(|file| args.lang.as_deref().or_else(|| language_of(file))).collect(),
    };
    let (mut sources, read) = nothing(&languages, args.html)?;
    let mut inputs = Vec::new();
    if args.files.is_empty() {
        let bytes = read_at_most(MAX_TEXT + 1, stdin()).map_err(|error| Failure::io("read", STANDARD_INPUT, error))?;
        inputs.push((sources.add(STANDARD_INPUT, bytes), true));
    }
    for file in &args.files {
        let bytes = File::open(file).and_then(|open| read_at_most(MAX_TEXT + 1, open));
        let bytes = bytes.map_err(|error| Failure::io("read", file, error))?;
        inputs.push((sources.add(&file.to_string_lossy(), bytes), false));
    }
    check_files(&sources, &mut diagnostics);
    let desk = Desk::new(sources, read)?;
    for ((id, is_body), language) in inputs.into_iter().zip(&languages) {
        let (document, mut found) = desk.read(id, is_body, *language);
        let html = desk.html(&document, *language)?;
        found.extend(document.diagnostics.iter().cloned());
        found.extend(wrong_schemes(&document, &desk.site.sources));
        // Without a title of its own the text may have one.
        diagnostics.extend(found.into_iter().filter(|found| found.code != Code::HeadingLevelOne));
        // A text that is refused may have written a control character as `&#27;`, which a terminal would obey.
        hand_over(&mut stdout(), &without_strays(&html));
    }
    diagnostics.sort(&desk.site.sources);
    let screen = Screen { all: None, ..screen(&stderr()) };
    say(&mut stderr(), &print(&diagnostics, &desk.site.sources, Format::Terminal, screen));
    Ok(ExitCode::from(u8::from(diagnostics.has_errors())))
}

/// One text a line, answered line by line.
fn lines(args: &MarkdownArgs) -> Result<ExitCode, Failure> {
    let language = args.lang.as_deref();
    let (sources, read) = nothing(&[language], args.html)?;
    let desk = Desk::new(sources, read)?;
    let open = |file: &PathBuf| -> Result<(PathBuf, Box<dyn BufRead>), Failure> {
        let opened = File::open(file).map_err(|error| Failure::io("read", file, error))?;
        Ok((file.clone(), Box::new(std::io::BufReader::new(opened))))
    };
    let mut inputs = args.files.iter().map(open).collect::<Result<Vec<_>, Failure>>()?;
    if inputs.is_empty() {
        inputs.push((PathBuf::from(STANDARD_INPUT), Box::new(stdin().lock())));
    }
    for (name, mut input) in inputs {
        for number in 1.. {
            let refused = |what: &str| Failure::refused("read", &name, format!("line {number} {what}"));
            let mut line = Vec::new();
            let read = (&mut input).take(MAX_TEXT + 1).read_until(b'\n', &mut line);
            if read.map_err(|error| Failure::io("read", &name, error))? == 0 {
                break;
            }
            if line.len() as u64 > MAX_TEXT {
                return Err(refused("has more than 5 MB"));
            }
            let text = serde_json::from_slice::<String>(&line).map_err(|_| refused("is not a JSON string"))?;
            let document = desk.fragment(&text, language);
            let html = serde_json::Value::from(desk.html(&document, language)?);
            say(&mut stdout(), &Shown::json(&html.to_string()));
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// The language that the name of a file says: `cost.ja.md`.
fn language_of(file: &Path) -> Option<&str> {
    let (name, code) = file.file_name()?.to_str()?.strip_suffix(".md")?.rsplit_once('.')?;
    // Longer words (`notes.draft.md`) are well-formed tags, and no languages.
    let is_short = code.split('-').next().is_some_and(|language| matches!(language.len(), 2 | 3));
    (is_short && !name.is_empty() && Locale::parse(code).is_some()).then_some(code)
}

/// A site with nothing in it but languages.
fn nothing(languages: &[Option<&str>], html: Html) -> Result<(Sources, Read), Failure> {
    let mut codes = vec![WORDS];
    for code in languages.iter().copied().flatten() {
        if !codes.contains(&code) {
            codes.push(code);
        }
    }
    let mut config = format!("base_url = \"https://example.com/\"\nsource = \"{WORDS}\"\n");
    for code in codes {
        let fallback = if code == WORDS { String::new() } else { format!("\"{WORDS}\"") };
        _ = write!(config, "[[languages]]\ncode = \"{code}\"\nname = \"{code}\"\nfallback = [{fallback}]\n");
    }
    let mut files = Memory::new();
    files.insert("site.toml", config.into_bytes());
    let mut sources = Sources::read(&files, &embedded())?;
    let options =
        Options { base: None, drafts: false, strict: false, now: jiff::Timestamp::UNIX_EPOCH, languages: Vec::new() };
    let Some(mut read) = read(&mut sources, &options, &mut Diagnostics::new()) else {
        return Err(Failure::refused("use the language", "--lang", "it is none that a site can have"));
    };
    read.config.html = html;
    Ok((sources, read))
}

/// What texts are read and written with.
struct Desk {
    site: Arc<Snapshot>,
    engine: Arc<Engine>,
}

impl Desk {
    fn new(sources: Sources, read: Read) -> Result<Desk, Failure> {
        let Read { config, messages, catalog } = read;
        let site = Arc::new(Snapshot::new(Site::new(sources, config, messages, catalog)));
        let (Some(engine), _) = load(&site) else {
            return Err(Failure::refused("load", "templates", "the program's own templates are broken"));
        };
        Ok(Desk { site, engine })
    }

    fn lang(&self, language: Option<&str>) -> LangId {
        self.site.config.language(language.unwrap_or(WORDS)).unwrap_or(self.site.config.source)
    }

    fn writing(&self, language: Option<&str>) -> Writing {
        let writing = self.site.config.writing(self.lang(language));
        language.map_or(Writing { html: writing.html, ..Writing::PLAIN }, |_| writing)
    }

    /// Parses a file, or a body without front matter, and says what is wrong with its front matter.
    fn read(&self, id: SourceId, is_body: bool, language: Option<&str>) -> (Arc<Document>, Diagnostics) {
        let source = self.site.sources.get(id);
        let mut found = Diagnostics::new();
        let start = if is_body { 0 } else { split_front(&source.text, id, &mut found).body };
        // A file that cannot be used has been reported.
        let end = if source.flaw.is_some() { start } else { source.text.len() };
        let document = parse(&source.text, start..end, id, self.writing(language));
        (Arc::new(document), found)
    }

    /// Parses a text that stands in no file.
    fn fragment(&self, text: &str, language: Option<&str>) -> Arc<Document> {
        // What a file may not hold is here no mistake that could be reported.
        let text = text.replace(['\u{FDD0}', '\u{FDD1}'], "\u{FFFD}");
        let text = Text::made(text, Span::file(self.site.sources.any()));
        Arc::new(parse_fragment("", &text, self.writing(language)))
    }

    fn html(&self, document: &Arc<Document>, language: Option<&str>) -> Result<String, Failure> {
        let lang = self.lang(language);
        let parts = [alone(document, &self.site.sources, lang)];
        let scene = Scene { site: &self.site, engine: &self.engine, lang, page: None, parts: &parts };
        // The program's own templates make no mistakes.
        content(scene, &mut Diagnostics::new()).ok_or_else(|| {
            let path = &self.site.sources.get(document.source).path;
            Failure::refused("write as HTML", path, "it would have more than 32 MB")
        })
    }
}
