//! Diagnostics as a text that is kept and read again, for printing: what mends them is left out. A line each, as a JSON
//! array; places are files by their paths, and bytes.
//!
//! Who wrote a text that is read is not known: it is taken as a whole, with places that the sources have and texts that a
//! diagnostic could have, or not at all.

use super::{Code, Diagnostic, Diagnostics, Level, Related};
use crate::source::{Sources, Span};
use crate::visible::told;
use std::fmt::Write;

/// The path of a file, the first byte and the one after the last.
type Place<T> = (T, u32, u32);

/// Code, level, place, message, help, and other places with their messages.
type Line = (String, String, Place<String>, String, Option<String>, Vec<(Place<String>, String)>);

/// The diagnostics as a text; none where one has an error, or they could not be read from it again.
pub fn to_text(diagnostics: &Diagnostics, sources: &Sources) -> Option<String> {
    let mut text = String::new();
    for found in diagnostics {
        let related: Option<Vec<_>> =
            found.related.iter().map(|other| Some((place(other.span, sources)?, &other.message))).collect();
        let place = place(found.span, sources)?;
        let line = (found.code.name(), found.level.name(), place, &found.message, &found.help, related?);
        _ = writeln!(text, "{}", serde_json::to_string(&line).ok()?);
    }
    from_text(&text, sources).map(|_| text)
}

/// The diagnostics of a text, in its order; none if anything is wrong with it.
pub fn from_text(text: &str, sources: &Sources) -> Option<Diagnostics> {
    text.lines().map(|line| read(line, sources)).collect()
}

fn read(line: &str, sources: &Sources) -> Option<Diagnostic> {
    let (code, level, place, message, help, related): Line = serde_json::from_str(line).ok()?;
    let related = related.into_iter().map(|(place, message)| {
        let span = span(place, sources)?;
        is_told(&message).then_some(Related { span, message })
    });
    let level = [Level::Warning, Level::Advice].into_iter().find(|known| known.name() == level)?;
    let (span, related) = (span(place, sources)?, related.collect::<Option<_>>()?);
    let is_whole = is_told(&message) && help.as_deref().is_none_or(is_told);
    let code: Code = code.parse().ok()?;
    is_whole.then_some(Diagnostic { code, level, span, message, help, related, fix: None })
}

/// Whether a text is one that a diagnostic has: nothing hides in it, and it is no longer than anybody reads.
fn is_told(text: &str) -> bool {
    told(text) == text
}

/// A place, if its path leads to it again: an embedded file may have the path of one of the site's.
fn place(span: Span, sources: &Sources) -> Option<Place<&str>> {
    let path = sources.get(span.source).path.as_str();
    (sources.at(path) == Some(span.source)).then_some((path, span.start, span.end))
}

/// The span of a place, if the file has it.
fn span((path, start, end): Place<String>, sources: &Sources) -> Option<Span> {
    let source = sources.at(&path)?;
    sources.get(source).text.get(start as usize..end as usize).map(|_| Span { source, start, end })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{Memory, embedded};

    fn sources() -> Sources {
        let mut files = Memory::new();
        files.insert("content/a.ja.md", "標\nしるべ".as_bytes());
        files.insert("content/b.ja.md", &b"text"[..]);
        Sources::read(&files, &embedded()).unwrap()
    }

    fn line(with: &[(&str, &str)]) -> String {
        let line =
            r#"["waiting-page","warning",["content/a.ja.md",0,3],"a `b`","help",[[["content/b.ja.md",1,4],"there"]]]"#;
        with.iter().fold(line.to_owned(), |line, (old, new)| {
            assert!(line.contains(old), "{old}");
            line.replacen(old, new, 1)
        })
    }

    #[test]
    fn says_the_same_when_read_again() {
        let sources = sources();
        let (a, b) = (sources.at("content/a.ja.md").unwrap(), sources.at("content/b.ja.md").unwrap());
        let mut all = Diagnostics::new();
        let long = format!("`{}` \u{202e}\n\u{2028}\"\\", "標".repeat(300));
        all.push(
            Diagnostic::new(Code::WaitingPage, Span::new(b, 4..4), &long).help(&long).related(Span::file(a), &long),
        );
        all.push(Diagnostic::new(Code::KnownGone, Span::new(a, 3..7), "gone"));
        let text = to_text(&all, &sources).unwrap();
        assert_eq!((text.lines().count(), from_text(&text, &sources)), (2, Some(all.clone())));
        assert_eq!(to_text(&Diagnostics::new(), &sources).as_deref(), Some(""));
        // What mends it is not said.
        let mut mended = Diagnostics::new();
        mended.extend(all.iter().map(|found| found.clone().fix(found.span, "x")));
        assert_eq!(to_text(&mended, &sources), Some(text));
        all.raise(Level::Warning);
        assert_eq!(to_text(&all, &sources), None, "errors are not kept");
    }

    #[test]
    fn takes_all_or_nothing_of_what_somebody_wrote() {
        let sources = sources();
        assert_eq!(from_text(&line(&[]), &sources).map(|all| all.len()), Some(1));
        let long = "x".repeat(3000);
        for (old, new) in [
            ("waiting-page", "no-such-code"),
            ("\"warning\"", "\"error\""),
            ("\"warning\"", "\"Warning\""),
            ("content/a.ja.md", "content/c.ja.md"),
            ("content/a.ja.md", "/etc/passwd"),
            ("content/b.ja.md", "../b.ja.md"),
            ("0,3", "0,2"),
            ("0,3", "1,3"),
            ("0,3", "3,0"),
            ("0,3", "0,4000"),
            ("0,3", "-1,3"),
            ("0,3", "0,4294967296"),
            ("1,4", "1,5"),
            ("a `b`", "a\\u001b[31m"),
            ("a `b`", &long),
            ("help", "\\u202e"),
            ("there", "there\\n::error::x"),
            ("]]]", "]],1]"),
            ("]]]", "]]"),
            ("[\"", "{\""),
        ] {
            let planted = format!("{}\n{}\n", line(&[]), line(&[(old, new)]));
            assert_eq!(from_text(&planted, &sources), None, "{old} -> {new}");
        }
        for text in ["\n", "x", "[]", "null", &"[".repeat(100_000)] {
            assert_eq!(from_text(text, &sources), None);
        }
    }

    #[test]
    fn an_embedded_file_is_not_taken_for_one_of_the_site() {
        let path = "locales/ja/ui.ftl";
        let mut files = Memory::new();
        files.insert(path, &b"a = b\n"[..]);
        let sources = Sources::read(&files, &embedded()).unwrap();
        let of =
            |wanted: bool| sources.iter().find(|(_, file)| file.path == path && file.embedded == wanted).unwrap().0;
        let text = |id| to_text(&Diagnostic::new(Code::UnusedMessage, Span::file(id), "x").into(), &sources);
        assert!(text(of(false)).is_some());
        assert_eq!(text(of(true)), None);
    }
}
