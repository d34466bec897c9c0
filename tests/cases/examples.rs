//! Builds the example of every code, with the mistake and mended.

use super::{Came, NOW, come, describe};
use libtest_mimic::{Failed, Trial};
use shirube::Options;
use shirube::diagnostic::Code;
use shirube::diagnostic::example::{Change, Example, Files, common};
use shirube::source::{Memory, embedded};
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// Where the examples are.
const FOLDER: &str = "src/diagnostic/examples";

/// A test for each code, one for the site that all examples begin with, and one for the folder.
pub fn trials() -> Vec<Trial> {
    let mut trials: Vec<Trial> = Code::ALL
        .iter()
        .filter_map(|code| match code.example() {
            Example::Files(files) => Some(Trial::test(format!("example/{code}"), move || run(*code, &files))),
            Example::Told(_) => None,
        })
        .collect();
    trials.push(Trial::test("example/common-site", || nothing_is_found(&with(&[&common()]), None)));
    trials.push(Trial::test("example/every file is of a code", every_file_is_of_a_code));
    trials.push(Trial::test("example/what is told is a sentence", what_is_told_is_a_sentence));
    trials
}

/// The mistake is reported, as what it is and nothing else, and is gone when it is mended.
fn run(code: Code, files: &Files) -> Result<(), Failed> {
    is_sentence(&files.remark)?;
    let Came { diagnostics, sources, .. } = of(&with(&[&common(), &files.mistake]), files.import)?;
    let mut found = diagnostics.iter().peekable();
    if found.peek().is_none() {
        return Err("nothing is found in the site with the mistake".into());
    }
    if found.any(|found| (found.code, found.level) != (code, code.level())) {
        let wanted = format!("not only `{code}`, as {}:", code.level().name());
        return Err(format!("{wanted}\n{}", describe(&diagnostics, &sources)).into());
    }
    nothing_is_found(&with(&[&common(), &files.mistake, &files.mending]), files.import)
}

/// The common site, changed once or twice. A change that changes nothing is a mistake in the example.
fn with(changes: &[&[Change]]) -> Result<Memory, Failed> {
    let mut site = Memory::new();
    for Change { path, content } in changes.iter().copied().flatten() {
        let before = site.remove(path);
        if before == *content {
            return Err(format!("`{path}` is already so").into());
        }
        if let Some(content) = content {
            site.insert(*path, content.clone());
        }
    }
    Ok(site)
}

fn of(site: &Result<Memory, Failed>, import: Option<&str>) -> Result<Came, Failed> {
    let site = site.as_ref().map_err(Clone::clone)?;
    let options = Options { base: None, drafts: false, strict: false, now: NOW.parse()?, languages: Vec::new() };
    come(site, &embedded(), &options, import)
}

fn nothing_is_found(site: &Result<Memory, Failed>, import: Option<&str>) -> Result<(), Failed> {
    let Came { diagnostics, sources, .. } = of(site, import)?;
    match diagnostics.is_empty() {
        true => Ok(()),
        false => Err(format!("this is not mended:\n{}", describe(&diagnostics, &sources)).into()),
    }
}

/// A file that no code asks for would stay behind when a code is renamed.
fn every_file_is_of_a_code() -> Result<(), Failed> {
    let shown = Code::ALL.iter().filter(|code| matches!(code.example(), Example::Files(_)));
    let mut wanted: BTreeSet<String> = shown.map(|code| format!("{code}.txt")).collect();
    wanted.insert("common-site.txt".to_owned());
    let entries = fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join(FOLDER))?;
    let names = entries.map(|entry| Ok(entry?.file_name().to_string_lossy().into_owned()));
    let found: BTreeSet<String> = names.collect::<Result<_, Failed>>()?;
    match found == wanted {
        true => Ok(()),
        false => Err(format!("of no code: {:?}", found.difference(&wanted).collect::<Vec<_>>()).into()),
    }
}

fn what_is_told_is_a_sentence() -> Result<(), Failed> {
    for code in Code::ALL {
        is_sentence(code.title())?;
        if let Example::Told(how) = code.example() {
            is_sentence(how)?;
        }
    }
    Ok(())
}

fn is_sentence(text: &str) -> Result<(), Failed> {
    match !text.contains('\n') && text.ends_with('.') {
        true => Ok(()),
        false => Err(format!("not a sentence on one line: {text:?}").into()),
    }
}
