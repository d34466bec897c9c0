//! Files below `content/`, `locales/` and `templates/` that nothing reads or nobody asks for, and what they might have been
//! called. What is for those who work on the site is expected there.

use crate::asset::Ask;
use crate::bibliography::TOML;
use crate::config::{Config, GLOSSARY, PEOPLE, beside};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, nearest, suggestion};
use crate::facts;
use crate::locale::Locale;
use crate::resolve::{Site, files_of_withheld};
use crate::source::{Kind, Source, SourceId, Span, is_for_authors, kind_of};
use std::collections::{BTreeSet, HashMap, HashSet};

/// Files that nothing reads, and templates that nothing uses.
pub fn unread(site: &Site) -> Diagnostics {
    let mut found: Diagnostics = site.sources.unread().iter().map(|id| tell(site, *id)).collect();
    let own = || site.sources.iter().filter(|(_, source)| !source.embedded && source.flaw.is_none());
    let carried: HashMap<&str, &str> = site
        .sources
        .iter()
        .filter(|(_, source)| source.embedded && source.path.starts_with("locales/"))
        .map(|(_, source)| (source.path.as_str(), source.text.as_str()))
        .collect();
    let locales = locales(&site.config);
    for (id, source) in own() {
        let is_unread = match source.path.split_once('/') {
            Some(("content", rest)) => rest.ends_with(".toml") && !is_data(&source.path),
            Some(("locales", rest)) => {
                let is_read =
                    rest.split_once('/').is_some_and(|(folder, name)| locales.contains(folder) && !name.contains('/'));
                // What comes with the program may lie here as it came.
                let is_copy = || carried.get(source.path.as_str()) == Some(&source.text.as_str());
                rest.ends_with(".ftl") && !is_read && !is_copy()
            }
            Some(_) | None => false,
        };
        if is_unread {
            found.push(tell(site, id));
        }
    }
    found.extend(templates(site));
    found
}

/// Files beside the texts that no page shows or links to: they are not published.
pub fn unasked(site: &Site, asked: &BTreeSet<Ask>) -> Diagnostics {
    let withheld = files_of_withheld(site);
    let assets = site.assets.iter().filter(|(id, asset)| {
        let is_asked = asked.contains(&Ask::File(*id)) || asked.contains(&Ask::Picture(*id));
        let is_own = asset.path.is_none() && !asset.blob.embedded;
        is_own && !is_asked && !withheld.contains(id) && !is_for_authors(&asset.blob.path)
    });
    assets.map(|(_, asset)| tell(site, asset.blob.id)).collect()
}

/// Whether a TOML file of `content/` is read.
fn is_data(path: &str) -> bool {
    matches!(path, GLOSSARY | TOML | PEOPLE) || facts::is_table(path).is_some() || beside(path).is_some()
}

/// The folders of `locales/` that are read: those of the languages, and of the languages that these are kinds of.
fn locales(config: &Config) -> HashSet<String> {
    let parents = config.codes().filter_map(Locale::parse).flat_map(|locale| locale.parents());
    config.codes().map(str::to_owned).chain(parents).collect()
}

fn tell(site: &Site, id: SourceId) -> Diagnostic {
    let path = site.sources.get(id).path.as_str();
    let (folder, rest) = path.split_once('/').unwrap_or(("", path));
    let name = rest.rsplit('/').next().unwrap_or(rest);
    let right = right_name(name);
    let message = match folder {
        "content" if right.is_none() && !name.ends_with(".toml") => {
            "no page shows this file or links to it, and it is not published"
        }
        _ => "nothing reads this file",
    };
    let help = match (right, folder) {
        (Some(right), "content" | "locales") => format!("call it `{right}`"),
        (_, "locales") => in_locales(rest, &site.config),
        (_, "templates") => "a template has the ending of what it makes: `.html`".to_owned(),
        _ if name.ends_with(".toml") => in_data(path, name),
        _ if is_of(name, &[".yaml", ".yml", ".json", ".csv"]) && is_of_tables(rest) => {
            let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
            format!("tables are TOML: `{stem}.toml`")
        }
        _ => "show it or link to it in a text, move it to `static/`, or delete it".to_owned(),
    };
    Diagnostic::new(Code::UnusedFile, Span::file(id), message).help(help)
}

/// Whether a name has one of these endings, in small letters or capitals.
fn is_of(name: &str, endings: &[&str]) -> bool {
    let name = name.to_ascii_lowercase();
    endings.iter().any(|ending| name.ends_with(ending))
}

/// Whether a file lies in a folder for tables or facts, whatever the case.
fn is_of_tables(rest: &str) -> bool {
    rest.split('/').rev().skip(1).any(|part| part.eq_ignore_ascii_case("tables") || part.eq_ignore_ascii_case("facts"))
}

/// The name under which a file would be read, if its own is nearly that.
fn right_name(name: &str) -> Option<String> {
    let plain: String = name.trim().chars().map(|c| if matches!(c, '．' | '。' | '｡') { '.' } else { c }).collect();
    let mut plain = plain.trim_end_matches('.');
    // Editors that hide endings put another one behind.
    while let Some((stem, ending)) = plain.rsplit_once('.')
        && ending.eq_ignore_ascii_case("txt")
        && known_ending(stem).is_some()
    {
        plain = stem;
    }
    let (stem, ending) = known_ending(plain)?;
    let right = format!("{}.{ending}", stem.trim_end_matches(['.', ' ']));
    (right != name && !stem.is_empty()).then_some(right)
}

/// A name without its ending, and the ending that this one means.
fn known_ending(name: &str) -> Option<(&str, &'static str)> {
    let (stem, ending) = name.rsplit_once('.')?;
    let ending = match ending.trim().to_ascii_lowercase().as_str() {
        "md" | "markdown" | "mdown" | "mkdn" | "mkd" | "mdwn" | "mdx" => "md",
        "toml" => "toml",
        "ftl" => "ftl",
        _ => return None,
    };
    Some((stem, ending))
}

fn in_data(path: &str, name: &str) -> String {
    for known in ["glossary.toml", "references.toml", "people.toml"] {
        if name.eq_ignore_ascii_case(known) {
            return format!("call it `content/{known}`");
        }
    }
    let folders: Vec<&str> = path.split('/').rev().skip(1).collect();
    match folders.iter().find_map(|folder| folder_of_data(folder).map(|right| (*folder, right))) {
        Some((folder, right)) if folder == right => format!("put it right into the folder `{right}`"),
        Some((folder, right)) => format!("call the folder `{right}`, not `{folder}`"),
        None => format!("tables lie in a folder `tables`, facts in one `facts`: `content/tables/{name}`"),
    }
}

/// The folder of data that a name means.
fn folder_of_data(folder: &str) -> Option<&'static str> {
    match folder.to_ascii_lowercase().as_str() {
        "tables" | "table" => Some("tables"),
        "facts" | "fact" => Some("facts"),
        _ => None,
    }
}

fn in_locales(rest: &str, config: &Config) -> String {
    let Some((folder, below)) = rest.split_once('/') else {
        let stem = rest.rsplit_once('.').map_or(rest, |(stem, _)| stem);
        let code = config.codes().find(|code| code.eq_ignore_ascii_case(stem));
        let code = code.unwrap_or(config.code(config.source));
        return format!("messages are files of a folder: `locales/{code}/site.ftl`");
    };
    let name = below.rsplit('/').next().unwrap_or(below);
    if config.codes().any(|code| code == folder) {
        return match name.ends_with(".ftl") {
            true => format!("put it right into `locales/{folder}/`"),
            false => "messages are files that end in `.ftl`".to_owned(),
        };
    }
    match config.codes().find(|code| code.eq_ignore_ascii_case(folder)) {
        Some(code) => format!("call the folder `locales/{code}/`"),
        None => {
            let codes =
                || format!("the languages in `site.toml` are {}", config.codes().collect::<Vec<_>>().join(", "));
            suggestion(folder, config.codes()).unwrap_or_else(codes)
        }
    }
}

/// Templates of the site that neither replace one nor are named by a page or by another template.
fn templates(site: &Site) -> Diagnostics {
    let all =
        || site.sources.iter().filter_map(|(id, source)| Some((id, source, source.path.strip_prefix("templates/")?)));
    let is_own = |source: &Source, name: &str| {
        !source.embedded && !site.sources.is_carried(&source.path) && !is_for_authors(name)
    };
    if !all().any(|(_, source, name)| is_own(source, name)) {
        return Diagnostics::new();
    }
    let mut named: HashSet<&str> = HashSet::new();
    let mut called: HashSet<&str> = HashSet::new();
    for (_, source, _) in all() {
        named.extend(source.text.split(['"', '\'']));
        called.extend(names_after(&source.text, "<"));
    }
    let pages = site.catalog.pages().filter_map(|(_, entry)| entry.front.template.as_ref());
    named.extend(pages.map(|template| template.text.as_str()));
    let is_used = |source: &Source, name: &str| {
        named.contains(name) || names_after(&source.text, "component ").any(|component| called.contains(component))
    };
    let known = all().filter(|(_, other, _)| other.embedded || site.sources.is_carried(&other.path));
    let known: Vec<(&str, &str)> = known.map(|(_, _, name)| parts(name)).collect();
    let mut found = Diagnostics::new();
    for (id, source, name) in all().filter(|(_, source, name)| is_own(source, name) && source.flaw.is_none()) {
        if kind_of(&source.path) == Kind::Unread || is_used(source, name) {
            continue;
        }
        let (folder, stem) = parts(name);
        let beside = known.iter().filter(|(other, _)| *other == folder);
        let near = nearest(stem, beside.map(|(_, stem)| *stem)).map(|stem| match folder {
            "" => format!("did you mean `{stem}.html`?"),
            folder => format!("did you mean `{folder}/{stem}.html`?"),
        });
        let help = near.unwrap_or_else(|| {
            format!("name it in a page, `template = \"{name}\"`, extend or include it in another one, or delete it")
        });
        let message = "no page names this template, and no other one extends or includes it";
        found.push(Diagnostic::new(Code::UnusedFile, Span::file(id), message).help(help));
    }
    found
}

/// The names that stand behind `mark`.
fn names_after<'a>(text: &'a str, mark: &str) -> impl Iterator<Item = &'a str> {
    let is_of_name = |c: char| c.is_alphanumeric() || c == '_';
    text.split(mark).skip(1).filter_map(move |rest| {
        let rest = rest.trim_start();
        let end = rest.find(|c| !is_of_name(c)).unwrap_or(rest.len());
        rest.get(..end).filter(|name| !name.is_empty())
    })
}

/// The folder of a template, and its name without the ending.
fn parts(name: &str) -> (&str, &str) {
    let (folder, file) = name.rsplit_once('/').unwrap_or(("", name));
    (folder, file.strip_suffix(".html").unwrap_or(file))
}
