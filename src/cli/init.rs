//! `shirube init`.

use super::asking::Asking;
use super::named::is_behind_link;
use super::say;
use crate::failure::Failure;
use crate::output::{Edit, create, edit, finish_edits, make_folder};
use crate::scaffold::answer::{Answers, base, languages, likely_zone, title, titled, zone};
use crate::scaffold::beginning;
use crate::visible::Shown;
use clap::Args;
use jiff::Timestamp;
use std::io::{IsTerminal, stderr, stdin, stdout};
use std::path::{Component, Path, PathBuf};
use std::process::ExitCode;

#[derive(Args)]
pub(super) struct InitArgs {
    /// The folder of the new site, which need not be there
    folder: PathBuf,
    /// Ask nothing: what is not given here is as the question would offer it
    #[arg(long, short)]
    yes: bool,
    /// The languages, the one that pages are written in first at the front [default: ja,en]
    #[arg(long, value_name = "CODES")]
    languages: Option<String>,
    /// What the site is called, in all its languages
    #[arg(long)]
    title: Option<String>,
    /// The address at which it will be published
    #[arg(long, value_name = "URL")]
    base_url: Option<String>,
    /// The time zone in which its days begin: `Asia/Tokyo`
    #[arg(long, value_name = "ZONE")]
    time_zone: Option<String>,
}

pub(super) fn run(args: &InitArgs) -> Result<ExitCode, Failure> {
    let root = &args.folder;
    for name in ["site.toml", "content"] {
        let path = root.join(name);
        if path.symlink_metadata().is_ok() {
            return Err(Failure::refused("begin a site in", root, format!("`{name}` is there already")));
        }
    }
    let is_asked = !args.yes && stdin().is_terminal();
    if !args.yes && !is_asked {
        let help = "there is no terminal to ask on: what is not given is as with `--yes`";
        say(&mut stderr(), &Shown::line(help));
    }
    let answers = {
        let (input, output) = (&mut stdin().lock(), &mut stderr());
        answers(&mut Asking { input, output, is_asked }, args)?
    };
    let files = beginning(&answers, Timestamp::now())?;
    for file in files.site.iter().chain(&files.around) {
        if is_behind_link(root, &root.join(&file.path)) {
            let help = format!("`{}` is a link or lies behind one, which is not followed", file.path);
            return Err(Failure::refused("begin a site in", root, help));
        }
    }
    make_folder(root)?;
    finish_edits(root)?;
    let mut said = Shown::new();
    // Only what is no hidden file can be made as a whole. It comes last, so that the command can be given again.
    for file in files.around {
        let path = root.join(&file.path);
        let is_there = path.symlink_metadata().is_ok();
        if !is_there {
            create(&path, &file.text)?;
        }
        said.add(&format!("{} {}", if is_there { "kept" } else { "made" }, file.path));
    }
    let made: Vec<Edit> =
        files.site.iter().map(|file| Edit::Create { path: root.join(&file.path), text: file.text.clone() }).collect();
    edit(root, &made)?;
    files.site.iter().for_each(|file| said.add(&format!("made {}", file.path)));
    said.append(&next(root, &answers));
    say(&mut stdout(), &said);
    Ok(ExitCode::SUCCESS)
}

/// What to do now.
fn next(root: &Path, answers: &Answers) -> Shown {
    let mut said = Shown::line("");
    for locale in answers.borrowed() {
        said.add(&format!(
            "the example is not written in `{0}`: its pages in `{0}` are in English, to be written anew",
            locale.canonical()
        ));
    }
    said.add("next:");
    let is_here = root.components().all(|part| part == Component::CurDir);
    let enter = (!is_here).then(|| format!("cd {}", in_shell(&root.display().to_string())));
    let then = ["shirube build", "shirube new guide/paper", "shirube check"].map(str::to_owned);
    enter.into_iter().chain(then).take(3).for_each(|command| said.add(&format!("  {command}")));
    said
}

/// A path as a shell reads it.
fn in_shell(path: &str) -> String {
    let is_plain = |c: char| c.is_alphanumeric() || matches!(c, '/' | '.' | '-' | '_' | '~');
    match !path.is_empty() && path.chars().all(is_plain) {
        true => path.to_owned(),
        false => format!("'{}'", path.replace('\'', "'\\''")),
    }
}

/// What the site is to be.
fn answers(asking: &mut Asking, args: &InitArgs) -> Result<Answers, Failure> {
    let question = "Languages, the one that pages are written in first at the front";
    let languages = asking.ask(args.languages.as_deref(), question, "ja,en", languages)?;
    let mut titles = Vec::new();
    for (locale, offered) in titled(&languages) {
        let question = format!("Title in `{}`", locale.canonical());
        titles.push(asking.ask(args.title.as_deref(), &question, offered, title)?);
    }
    let base = asking.ask(args.base_url.as_deref(), "Address of the site", &likely_address(&args.folder), base)?;
    let question = "Time zone in which its days begin";
    let (zone_name, zone) = asking.ask(args.time_zone.as_deref(), question, likely_zone(&languages), zone)?;
    Ok(Answers { languages, titles, base, zone_name, zone })
}

/// The address at which GitHub would publish a repository of the folder's name.
fn likely_address(folder: &Path) -> String {
    let folder = std::path::absolute(folder).unwrap_or_else(|_| folder.to_owned());
    let name = folder.file_name().and_then(|name| name.to_str());
    let fits = |name: &&str| name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'));
    format!("https://example.github.io/{}/", name.filter(fits).unwrap_or("guide"))
}

#[cfg(test)]
mod tests {
    use super::{Asking, InitArgs, answers, in_shell};
    use crate::scaffold::answer::Answers;

    fn asked(input: &str) -> (Option<Answers>, String) {
        let args = InitArgs {
            folder: "guide".into(),
            yes: false,
            languages: None,
            title: None,
            base_url: None,
            time_zone: None,
        };
        let mut output = Vec::new();
        let answers = answers(&mut Asking { input: &mut input.as_bytes(), output: &mut output, is_asked: true }, &args);
        (answers.ok(), String::from_utf8(output).unwrap())
    }

    #[test]
    fn a_wrong_answer_is_asked_for_again() {
        let (answers, said) =
            asked("jp\nen, ja\nMy town\n\nexample.org\nhttps://example.org/a\nTokyo\nEurope/Berlin\n");
        let answers = answers.unwrap();
        assert_eq!(answers.languages.iter().map(|locale| locale.canonical()).collect::<Vec<_>>(), ["en", "ja"]);
        assert_eq!(answers.titles, ["My town", "みどり町のごみ案内"]);
        assert_eq!(
            (answers.base.url(), answers.zone_name.as_str()),
            ("https://example.org/a/".to_owned(), "Europe/Berlin")
        );
        for part in [
            "at the front [ja,en]: `jp`: there is no such language; `ja` is likely meant\nLanguages,",
            "Title in `ja` [みどり町のごみ案内]: ",
            "Address of the site [https://example.github.io/guide/]: `example.org` is not a URL\nAddress",
            "[UTC]: there is no time zone `Tokyo`;",
        ] {
            assert!(said.contains(part), "{part}: {said}");
        }
        assert!(asked("ja\n").0.is_none(), "the input has ended");
    }

    #[test]
    fn a_path_is_one_word() {
        assert_eq!(in_shell("a/b-c"), "a/b-c");
        assert_eq!(in_shell("it's a"), "'it'\\''s a'");
    }
}
