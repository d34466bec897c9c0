//! What the name of a content file says: which page, in which language.

use crate::config::{Config, LangId, Layout};
use crate::data::Text;
use crate::diagnostic::{Code, Diagnostic};
use crate::source::{SourceId, Span};

/// What a file of `content/` is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum File {
    Page(PageFile),
    Block { id: String, lang: LangId },
}

/// The page that a file holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageFile {
    /// The page's name without language: `guide/cost`; a folder's page has the folder's; the home page's is empty.
    pub path: String,
    pub lang: LangId,
    /// Whether it is the page of its folder.
    pub folder: bool,
}

/// Reads the name of a Markdown file. `path` begins with `content/`.
pub fn classify(path: &str, id: SourceId, config: &Config) -> Result<File, Box<Diagnostic>> {
    let inside = path.strip_prefix("content/").unwrap_or(path);
    let stem = inside.strip_suffix(".md").unwrap_or(inside);
    let (name, lang) = match config.layout {
        Layout::Suffix => by_suffix(stem, id, config)?,
        Layout::Directory => by_directory(stem, id, config)?,
    };
    if let Some(block) = name.strip_prefix("blocks/") {
        return Ok(File::Block { id: block.to_owned(), lang });
    }
    let (parent, last) = name.rsplit_once('/').unwrap_or(("", name));
    let folder = matches!(last, "index" | "_index");
    let path = if folder { parent } else { name };
    Ok(File::Page(PageFile { path: path.to_owned(), lang, folder }))
}

/// The language of the page that a file holds, if it holds one.
pub fn language_of_page(path: &str, id: SourceId, config: &Config) -> Option<LangId> {
    page_of(path, id, config).map(|page| page.lang)
}

/// The name of the page that a file holds, if it holds one.
pub fn name_of_page(path: &str, id: SourceId, config: &Config) -> Option<String> {
    page_of(path, id, config).map(|page| page.path)
}

fn page_of(path: &str, id: SourceId, config: &Config) -> Option<PageFile> {
    let is_text = path.starts_with("content/") && path.ends_with(".md");
    match is_text.then(|| classify(path, id, config)) {
        Some(Ok(File::Page(page))) => Some(page),
        Some(Ok(File::Block { .. }) | Err(_)) | None => None,
    }
}

fn by_suffix<'a>(stem: &'a str, id: SourceId, config: &Config) -> Result<(&'a str, LangId), Box<Diagnostic>> {
    let file = stem.rsplit('/').next().unwrap_or(stem);
    let source = config.code(config.source);
    let Some((name, code)) = stem.rsplit_once('.').filter(|_| file.contains('.')) else {
        let diagnostic =
            Diagnostic::new(Code::MissingLanguage, Span::file(id), "the file's name does not say its language")
                .help(format!("call it `{file}.{source}.md`"));
        return Err(Box::new(diagnostic));
    };
    match config.language(code) {
        Some(lang) => Ok((name, lang)),
        None => Err(Box::new(unknown(code, id, config))),
    }
}

fn by_directory<'a>(stem: &'a str, id: SourceId, config: &Config) -> Result<(&'a str, LangId), Box<Diagnostic>> {
    let Some((code, name)) = stem.split_once('/') else {
        let source = config.code(config.source);
        let diagnostic = Diagnostic::new(Code::MissingLanguage, Span::file(id), "the file is in no language's folder")
            .help(format!("put it into `content/{source}/`"));
        return Err(Box::new(diagnostic));
    };
    match config.language(code) {
        Some(lang) => Ok((name, lang)),
        None => Err(Box::new(unknown(code, id, config))),
    }
}

fn unknown(code: &str, id: SourceId, config: &Config) -> Diagnostic {
    config.unknown_language(&Text::made(code.to_owned(), Span::file(id)))
}
