//! The same for texts of data that a language has in a file of its own: its stamp as text, which of these files may be
//! called up to date, and what one is behind by.

use super::accept::{Accepted, Refused, Terms, committed, names_before, short};
use super::{Stamp, edited, show_lines};
use crate::config::Config;
use crate::data::{Table, Value, parse_toml};
use crate::document::without_fact_texts;
use crate::facts::{labels_of_file, labels_of_file_as};
use crate::keys::table::stamp as key;
use crate::resolve::Site;
use crate::source::{SourceId, Sources, Version};
use crate::translation::{Became, ChangedText, DataState, DataTexts, StaleData, became, data_digest};
use crate::visible::Shown;
use std::collections::{HashMap, HashSet};

impl Stamp {
    /// The stamp of texts that are made from a file of data as it is.
    pub fn of_data((sources, config): (&Sources, &Config), main: SourceId) -> Stamp {
        let labels = labels_of_file(sources, main, config);
        Stamp {
            blob: sources.get(main).blob_id(sources.history().algorithm()),
            digest: data_digest(&labels, config.source),
        }
    }

    /// The same where files have other texts, as `text` has them.
    pub fn of_data_as<'t>(
        (sources, config): (&Sources, &Config),
        main: SourceId,
        text: &dyn Fn(SourceId) -> Option<&'t str>,
    ) -> Stamp {
        let labels = labels_of_file_as(main, (sources, text), config);
        Stamp {
            blob: sources.get(main).blob_id_with(text(main).unwrap_or_default(), sources.history().algorithm()),
            digest: data_digest(&labels, config.source),
        }
    }
}

/// The text of a file of texts with another stamp, or with one: where it has one, else at the top, behind a comment that
/// stands there by itself. Nothing where it would not be read as it is meant.
pub fn stamped_data(text: &str, id: SourceId, stamp: &Stamp) -> Option<String> {
    let (table, found) = parse_toml(text, id, 0);
    if !found.is_empty() {
        return None;
    }
    let end = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let given = [(key::FROM, &stamp.blob), (key::DIGEST, &stamp.digest)];
    let (mut edits, mut new) = (Vec::new(), String::new());
    let mut after = None;
    for (key, said) in given {
        let written = format!("\"{said}\"");
        match table.get(key) {
            Some(node) => {
                edits.push((node.span.range(), written));
                after = Some(super::line_end(text, node.span.end as usize));
            }
            None => new.push_str(&format!("{} = {written}{end}", key.name)),
        }
    }
    if !new.is_empty() {
        let at = after.unwrap_or_else(|| head(text));
        let rest = text.get(at..).unwrap_or_default();
        if after.is_none() && !rest.is_empty() && !rest.starts_with(end) {
            new.push_str(end);
        }
        edits.push((at..at, new));
    }
    let made = edited(text, edits);
    let (again, found) = parse_toml(&made, id, 0);
    let says = |(key, said): &(_, &String)| matches!(again.get(*key).map(|node| &node.value), Some(Value::Text(own)) if own.text == **said);
    (found.is_empty() && given.iter().all(says) && texts_of(&again) == texts_of(&table)).then_some(made)
}

/// Behind the comment that a file begins with, if an empty line follows on it.
fn head(text: &str) -> usize {
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let is_comment = line.starts_with('#');
        match line.trim().is_empty() {
            _ if is_comment => at += line.len(),
            true if at > 0 => return at + line.len(),
            _ => return 0,
        }
    }
    0
}

/// All that a file of texts says but for its stamp and for what facts say, by the keys that lead to it.
fn texts_of(table: &Table) -> Vec<(Vec<String>, String)> {
    let mut all = Vec::new();
    let mut open: Vec<(Vec<String>, &Table)> = vec![(Vec::new(), table)];
    while let Some((way, table)) = open.pop() {
        for (key, node) in &table.entries {
            let below: Vec<String> = way.iter().chain([&key.name]).cloned().collect();
            let is_stamp = way.is_empty() && key::KEYS.iter().any(|stamp| stamp.name == key.name);
            match &node.value {
                Value::Table(table) => open.push((below, table)),
                Value::Text(text) if !is_stamp => all.push((below, without_fact_texts(&text.text))),
                _ => {}
            }
        }
    }
    all.sort_unstable();
    all
}

/// The same of a text.
fn texts_in(text: &str, id: SourceId) -> Vec<(Vec<String>, String)> {
    texts_of(&parse_toml(text, id, 0).0)
}

/// What becomes of each of the files of texts, in their order.
pub fn accept_data(site: &Site, files: &[&DataTexts], terms: Terms) -> Vec<Result<Accepted, Refused>> {
    let open = || files.iter().copied().filter(|texts| !matches!(texts.state, DataState::Current));
    let sources: Vec<SourceId> = open().map(|texts| texts.file).collect();
    let is_as_now = |id: SourceId, text: &str| texts_in(text, id) == texts_in(&site.sources.get(id).text, id);
    let versions = if terms.from_git { became(&sources, &site.sources, is_as_now) } else { HashMap::new() };
    let said = |text: &str, id: SourceId| format!("{:?}", texts_in(text, id));
    let names = names_before(site, &versions, ".toml", &said);
    let untouched = if terms.from_git || terms.anyway { HashSet::new() } else { untouched(site, open()) };
    let judge = |texts: &&DataTexts| {
        let (main, file) = (site.sources.get(texts.main), site.sources.get(texts.file));
        let refused = |why: String| Err(Refused::Because(why));
        if matches!(texts.state, DataState::Original) {
            let code = site.config.code(texts.lang);
            return refused(format!("`{code}` is the source language, and nothing is translated into it"));
        }
        let now = Stamp::of_data((&site.sources, &site.config), texts.main);
        let is_open = !matches!(texts.state, DataState::Current);
        let (stamp, since) = match terms.from_git && is_open {
            true => {
                let version = committed(site, versions.get(&texts.file))?;
                if let Some(before) = names.get(&texts.file) {
                    return refused(format!(
                        "it was called {before} before {}, and Git is not asked further back: accept it as it is",
                        version.day
                    ));
                }
                (then(site, version, texts)?, Some(version.clone()))
            }
            false => (now.clone(), None),
        };
        if !parse_toml(&main.text, texts.main, 0).1.is_empty() {
            return refused(format!("{} has mistakes: `shirube check` says which", main.path));
        }
        if untouched.contains(&texts.file) {
            let why = "it says what it said when it was stamped, and what it was made from has changed since; \
                       `--anyway` accepts it as it is";
            return refused(why.to_owned());
        }
        let Some(text) = stamped_data(&file.text, texts.file, &stamp) else {
            return refused("no stamp can be written into it: put each key at its top on a line of its own".to_owned());
        };
        Ok(Accepted { text, is_current: stamp.digest == now.digest, since })
    };
    files.iter().map(judge).collect()
}

/// The stamp of a file of data as it was when a version of its texts was committed.
fn then(site: &Site, version: &Version, texts: &DataTexts) -> Result<Stamp, Refused> {
    let main = &site.sources.get(texts.main).path;
    let Some((blob, old)) = site.sources.history().text_at(&version.commit, main) else {
        return Err(Refused::Because(format!(
            "it was last changed on {} in commit {}, and {main} was not there then, or had another name",
            version.day,
            short(&version.commit)
        )));
    };
    let text = |id: SourceId| Some(if id == texts.main { &old } else { site.sources.get(id).text.as_str() });
    let Stamp { digest, .. } = Stamp::of_data_as((&site.sources, &site.config), texts.main, &text);
    Ok(Stamp { blob, digest })
}

/// The stale files that say what they said when they were stamped, as far as Git tells.
fn untouched<'a>(site: &Site, files: impl Iterator<Item = &'a DataTexts>) -> HashSet<SourceId> {
    // What stands in the file of data is not asked after.
    let is_apart = |texts: &&DataTexts| {
        let changes = texts.stale().and_then(|stale| stale.changes.as_ref());
        texts.stale().is_some()
            && changes.is_none_or(|all| all.iter().all(|change| change.text.span.source == texts.file))
    };
    let stamps: HashMap<SourceId, &str> =
        files.filter(is_apart).filter_map(|texts| Some((texts.file, texts.from.as_ref()?.text.as_str()))).collect();
    let asked: Vec<SourceId> = stamps.keys().copied().collect();
    let found = became(&asked, &site.sources, |id, text| {
        let (table, _) = parse_toml(text, id, 0);
        let from = table.get(key::FROM).map(|node| &node.value);
        matches!(from, Some(Value::Text(from)) if stamps.get(&id) == Some(&from.text.as_str()))
    });
    let is_same = |(id, found): &(SourceId, Became)| {
        let (Became::Changed(version) | Became::Added(version)) = found else { return false };
        let then = site.sources.history().text(&version.id);
        then.is_some_and(|then| texts_in(&then, *id) == texts_in(&site.sources.get(*id).text, *id))
    };
    found.into_iter().filter(is_same).map(|(id, _)| id).collect()
}

/// What has changed in a file of data since texts of it were translated, each text beside its translation.
pub fn diff_data(sources: &Sources, texts: &DataTexts) -> Shown {
    let path = |id: SourceId| sources.get(id).path.as_str();
    let (own, of) = (path(texts.file), path(texts.main));
    let StaleData { changes, ahead, .. } = match &texts.state {
        DataState::Original => return Shown::new(),
        DataState::Current => return Shown::line(&format!("{own} is up to date with {of}")),
        DataState::Unstamped => {
            return Shown::line(&format!("{own} does not say which text of {of} it was made from"));
        }
        DataState::Stale(stale) => stale,
    };
    let Some(changes) = changes else { return Shown::line(&super::not_known(own, of)) };
    let mut shown = Shown::line(&super::made_from(own, of, *ahead));
    for ChangedText { path, old, new, text, .. } in changes {
        shown.add("");
        shown.add(&format!("── `{path}` {} ──", if old.is_some() { "changed" } else { "added" }));
        show_lines(&mut shown, old.as_deref().unwrap_or_default(), &new.text);
        shown.add("");
        shown.add("   in the translation:");
        text.text.lines().for_each(|line| shown.add(&format!("   {line}")));
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::stamped_data;
    use crate::source::Sources;
    use crate::translate::Stamp;

    #[test]
    fn stamps_stand_at_the_top() {
        let stamp = Stamp { blob: "1f".to_owned(), digest: "2e".to_owned() };
        let stamped = |text: &str| stamped_data(text, Sources::default().any(), &stamp);
        for (text, wanted) in [
            ("", "translated_from = \"1f\"\ntranslated_digest = \"2e\"\n"),
            ("caption = \"A\"\n", "translated_from = \"1f\"\ntranslated_digest = \"2e\"\n\ncaption = \"A\"\n"),
            (
                "[row.a]\r\nlabel = \"A\"",
                "translated_from = \"1f\"\r\ntranslated_digest = \"2e\"\r\n\r\n[row.a]\r\nlabel = \"A\"",
            ),
            (
                "# Texts.\n# More.\n\n# The name.\ncaption = \"A\"\n",
                "# Texts.\n# More.\n\ntranslated_from = \"1f\"\ntranslated_digest = \"2e\"\n\n# The name.\ncaption = \"A\"\n",
            ),
            (
                "# The name.\ncaption = \"A\"\n",
                "translated_from = \"1f\"\ntranslated_digest = \"2e\"\n\n# The name.\ncaption = \"A\"\n",
            ),
            (
                "caption = \"A\"\ntranslated_from = '3d' # then\n[row.a]\nlabel = \"A\"\n",
                "caption = \"A\"\ntranslated_from = \"1f\" # then\ntranslated_digest = \"2e\"\n[row.a]\nlabel = \"A\"\n",
            ),
        ] {
            assert_eq!(stamped(text).as_deref(), Some(wanted), "{text}");
            assert_eq!(stamped(wanted).as_deref(), Some(wanted), "{text}");
        }
        // A term that is called so is none.
        assert_eq!(stamped("[translated_from]\nterm = \"A\"\n"), None);
        assert_eq!(stamped("caption = \n"), None);
    }
}
