//! The files of a new site, in which nothing is wrong.

use super::File;
use super::answer::{Answers, titled};
use super::example::{self, Tongue};
use super::schema::{schemas, taplo};
use super::settings::settings;
use super::workflow::workflows;
use crate::config::LangId;
use crate::diagnostic::Diagnostics;
use crate::failure::Failure;
use crate::language;
use crate::resolve::Site;
use crate::source::{Memory, Sources, embedded};
use crate::translate::{Stamp, stamped};
use crate::translation::Translation;
use crate::{Options, Read, read};
use jiff::Timestamp;

/// The folder of the schemas in a site.
const SCHEMAS: &str = ".shirube/schemas";

/// The files of a site.
pub struct Beginning {
    /// Those that are built.
    pub site: Vec<File>,
    /// Those for editors, Git and GitHub, whose names begin with a dot.
    pub around: Vec<File>,
}

/// The files of the site that was asked for.
pub fn beginning(answers: &Answers, now: Timestamp) -> Result<Beginning, Failure> {
    let mut site = vec![File { path: "site.toml".to_owned(), text: settings(answers) }];
    site.extend(example::files(&answers.languages));
    site.extend(titled(&answers.languages).zip(&answers.titles).map(|((locale, _), title)| File {
        path: format!("locales/{}/site.ftl", locale.canonical()),
        text: format!(
            "# What the site is called: it stands at the top of every page.\nsite-title = {}\n",
            message(title)
        ),
    }));
    Ok(Beginning { site: finished(site, answers, now)?, around: around(answers, now) })
}

/// A text as a message that is nothing but text.
fn message(text: &str) -> String {
    text.chars().fold(String::new(), |mut message, c| {
        match c {
            '{' | '}' => message.extend(["{ \"", &c.to_string(), "\" }"]),
            c => message.push(c),
        }
        message
    })
}

/// The files with what the finished site says of them: translations are stamped, and languages whose words the program does
/// not carry get the words to translate.
fn finished(mut files: Vec<File>, answers: &Answers, now: Timestamp) -> Result<Vec<File>, Failure> {
    let mut memory = Memory::new();
    for file in &files {
        memory.insert(file.path.clone(), file.text.clone().into_bytes());
    }
    let mut sources = Sources::read(&memory, &embedded())?;
    let options = Options { base: None, drafts: true, strict: false, now, languages: Vec::new() };
    let Some(Read { config, messages, catalog }) = read(&mut sources, &options, &mut Diagnostics::new()) else {
        return Ok(files);
    };
    let site = Site::new(sources, config, messages, catalog);
    for text in site.catalog.ledger().filter(|text| matches!(text.translation, Translation::Unstamped(_))) {
        let Some(original) = site.catalog.source_of(text) else { continue };
        // A language that the example is not written in borrows the English text: that is no original of itself.
        let tongue = |lang: LangId| Tongue::of(&site.config.languages.at(lang).locale);
        if tongue(original.lang).is_none() && matches!(tongue(text.lang), Some(Tongue::English)) {
            continue;
        }
        let stamp = Stamp::of((&site.sources, &site.config), original.source);
        let path = &site.sources.get(text.source).path;
        let file = files.iter_mut().find(|file| file.path == *path);
        if let (Some(file), Ok(stamped)) = (file, stamped(&site.sources, text, &stamp)) {
            file.text = stamped;
        }
    }
    for locale in answers.languages.iter().filter(|locale| Tongue::of(locale).is_none()) {
        let code = locale.canonical();
        let name = language::name(locale).unwrap_or(&code);
        for template in language::templates(&site, locale, name, None) {
            if files.iter().all(|file| file.path != template.path) {
                files.push(File { path: template.path, text: template.text });
            }
        }
    }
    Ok(files)
}

fn around(answers: &Answers, now: Timestamp) -> Vec<File> {
    let plain = [
        (".gitignore", GITIGNORE.to_owned()),
        (".editorconfig", EDITORCONFIG.to_owned()),
        (".taplo.toml", taplo(&format!("./{SCHEMAS}"))),
        (".vscode/extensions.json", EXTENSIONS.to_owned()),
    ];
    let plain = plain.map(|(path, text)| File { path: path.to_owned(), text });
    let schemas = schemas().into_iter().map(|(name, text)| File { path: format!("{SCHEMAS}/{name}"), text });
    plain.into_iter().chain(schemas).chain(workflows((&answers.zone_name, &answers.zone), now)).collect()
}

const GITIGNORE: &str = "# The built site, and what the program keeps beside it.
/public/
/.public.shirube-*
/.shirube-stage/
";

const EDITORCONFIG: &str = "root = true

[*]
charset = utf-8
end_of_line = lf
insert_final_newline = true
trim_trailing_whitespace = true
indent_style = space

[*.md]
# Two blanks at the end of a line break it.
trim_trailing_whitespace = false

[*.yml]
indent_size = 2

[*.{ftl,toml}]
indent_size = 4
";

const EXTENSIONS: &str = "{
  \"recommendations\": [\"tamasfe.even-better-toml\"]
}
";

#[cfg(test)]
mod tests {
    use super::beginning;
    use crate::output::Nothing;
    use crate::scaffold::answer::Answers;
    use crate::source::{Memory, Sources, embedded};
    use crate::{Options, build};

    #[test]
    fn a_new_site_has_nothing_to_mend_in_any_languages() {
        let now = "2026-11-28T12:00:00Z".parse().unwrap();
        for codes in [
            &["ja", "en"][..],
            &["en", "ja"],
            &["ja"],
            &["en"],
            &["de"],
            &["ar"],
            &["zh-Hant"],
            &["th", "my"],
            &["ja", "en", "de"],
            &["ja", "de"],
            &["de", "ja", "fr"],
            &["de", "en"],
            &["en-GB", "en-US", "ja"],
            &["ja", "ja-simple"],
            &["fr", "he", "pt-BR", "ko"],
        ] {
            let mut answers = Answers::example(codes);
            answers.titles.iter_mut().for_each(|title| title.push_str(" { $a } \"#\""));
            let mut files = Memory::new();
            for file in beginning(&answers, now).unwrap().site {
                files.insert(file.path, file.text.into_bytes());
            }
            let sources = Sources::read(&files, &embedded()).unwrap();
            let options = Options { base: None, drafts: false, strict: true, now, languages: Vec::new() };
            let built = build(sources, &options, &Nothing, &|_, _| ()).unwrap();
            let found: Vec<_> =
                built.diagnostics.iter().map(|found| (found.code, &found.message, &found.help)).collect();
            assert!(found.is_empty(), "{codes:?}: {found:?}");
            assert!(built.pages[0].1 == 7, "{codes:?}: {:?}", built.pages);
        }
    }
}
