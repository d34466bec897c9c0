//! Names in addresses: how they are written and what they mean, how long they may be, and which of them no address or
//! no Windows has. Knows nothing of pages and nothing of a disk.

use crate::visible::hidden;
use percent_encoding::{AsciiSet, CONTROLS, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};
use std::fmt;
use unicode_normalization::UnicodeNormalization;

/// The bytes of one name, as file systems take them.
pub const MAX_NAME: usize = 255;

/// The bytes of a whole path below the output: those of a key in the stores that sites are served from (Amazon S3, Google
/// Cloud Storage). On a disk it leaves the folder of the site three quarters of the 4,096 bytes that Linux has for a path,
/// and percent-encoded it fits into the 8 KB in which web servers take the first line of a request.
pub const MAX_PATH: usize = 1024;

/// What stays as it is in a path: unreserved characters, sub-delimiters, `:`, `@` and `/` (RFC 3986, section 3.3);
/// quotes are encoded too, so that an address can stand in an attribute.
const PATH: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'%')
    .add(b'&')
    .add(b'\'')
    .add(b'<')
    .add(b'>')
    .add(b'?')
    .add(b'[')
    .add(b'\\')
    .add(b']')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}');

/// What stays as it is in a value of a query: unreserved characters.
const VALUE: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// A value of a query with everything percent-encoded that has to be.
pub fn encode_value(text: &str) -> String {
    utf8_percent_encode(text, VALUE).to_string()
}

/// A path with everything percent-encoded that has to be, in NFC.
pub fn encode_path(path: &str) -> String {
    if path.is_ascii() {
        return utf8_percent_encode(path, PATH).to_string();
    }
    let path: String = path.nfc().collect();
    utf8_percent_encode(&path, PATH).to_string()
}

/// What keeps a text from being a name in an address, or a path of such names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// A part without a name.
    Empty,
    /// `.` or `..`, which mean a folder.
    Dots,
    /// A `/` or `\` inside of a name.
    Separator(char),
    /// A character that nobody sees, and so nobody can type.
    Hidden(char),
    /// `?` or `#`, with which the path of an address ends.
    End(char),
    /// Bytes that are percent-encoded, and no UTF-8.
    NotUtf8,
    /// A name of so many bytes.
    LongName(usize),
    /// A path of so many bytes.
    LongPath(usize),
    /// A name that the build keeps for itself, at the top of the output.
    Taken,
    /// A name that makes a repository of a folder, in which a file can name programs.
    Repository,
    /// A name that the system has not.
    Unportable(Unportable),
}

/// Why Windows has no file of a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unportable {
    /// It means a device, with any ending.
    Device,
    /// A character that means something else there.
    Character(char),
    /// A space or a dot at the end, which Windows drops.
    End(char),
}

impl Fault {
    /// What to do about it.
    pub fn help(self) -> &'static str {
        match self {
            Fault::Empty => "write a name",
            Fault::Dots => "write a name",
            Fault::Separator(_) => "write `/` between names, and only there",
            Fault::Hidden(_) => "delete the character, or write the name anew",
            Fault::End('?') => "leave out what begins with it, or write `%3F` for the sign itself",
            Fault::End(_) => "leave out what begins with it, or write `%23` for the sign itself",
            Fault::NotUtf8 => "write the letters themselves, or encode their UTF-8",
            Fault::LongName(_) => "shorten it; a letter has 1 byte in English, 3 in Japanese",
            Fault::LongPath(_) => "shorten the names of the folders, or lay it less deep",
            Fault::Taken => "choose a name that does not begin with `.shirube`",
            Fault::Repository => "give it another name",
            Fault::Unportable(_) => "give it another name",
        }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Fault::Empty => f.write_str("a name cannot be empty"),
            Fault::Dots => f.write_str("`.` and `..` are no names"),
            Fault::Separator(c) => write!(f, "a name has no `{c}`"),
            Fault::Hidden(c) => write!(f, "nobody can see U+{:04X} in it", u32::from(*c)),
            Fault::End(c) => write!(f, "a path ends at `{c}`"),
            Fault::NotUtf8 => f.write_str("what is percent-encoded in it is not UTF-8"),
            Fault::LongName(bytes) => write!(f, "it has {bytes} bytes, and a name has at most {MAX_NAME}"),
            Fault::LongPath(bytes) => write!(f, "it has {bytes} bytes, and a whole path has at most {MAX_PATH}"),
            Fault::Taken => f.write_str("names that begin with `.shirube` belong to the build itself"),
            Fault::Repository => f.write_str("`.git` makes a repository of its folder"),
            Fault::Unportable(reason) => reason.fmt(f),
        }
    }
}

impl fmt::Display for Unportable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Unportable::Device => f.write_str("it means a device on Windows"),
            Unportable::Character(c) => write!(f, "a name has no `{c}` on Windows"),
            Unportable::End(' ') => f.write_str("a name has no space at its end on Windows"),
            Unportable::End(c) => write!(f, "a name has no `{c}` at its end on Windows"),
        }
    }
}

/// A part of an address as its author meant it: percent-decoded, in NFC like the names of files. A `%` that begins no
/// escape stands for itself, as in browsers.
pub fn decode_part(written: &str) -> Result<String, Fault> {
    let text = percent_decode_str(written).decode_utf8().map_err(|_| Fault::NotUtf8)?;
    Ok(text.nfc().collect())
}

/// A path as its author meant it: the names between its `/` decoded, each one by itself, so that none becomes two. It may
/// still begin with `/`, and have `.` and `..` in it; `%2e` is a dot, as in browsers. Query and fragment are cut off before.
pub fn decode(written: &str) -> Result<String, Fault> {
    let mut path = String::with_capacity(written.len());
    for (at, part) in written.split('/').enumerate() {
        if at > 0 {
            path.push('/');
        }
        let name = decode_part(part)?;
        match separator(&name).or_else(|| hidden(&name).map(Fault::Hidden)) {
            Some(fault) => return Err(fault),
            None => path.push_str(&name),
        }
    }
    Ok(path)
}

/// A path as a slug or an alias writes it.
pub fn decode_whole(written: &str) -> Result<String, Fault> {
    match written.chars().find(|c| matches!(c, '?' | '#')) {
        Some(c) => Err(Fault::End(c)),
        None => decode(written),
    }
}

/// What is wrong with `name` as the name of a file or one part of an address.
pub fn name_fault(name: &str) -> Option<Fault> {
    let long = || (name.len() > MAX_NAME).then_some(Fault::LongName(name.len()));
    dangerous(name).or_else(long).or_else(|| hidden(name).map(Fault::Hidden))
}

/// What is wrong with `path` as that of a file of the output.
pub fn fault(path: &str) -> Option<Fault> {
    let long = || (path.len() > MAX_PATH).then_some(Fault::LongPath(path.len()));
    danger(path).or_else(|| path.split('/').find_map(name_fault)).or_else(long)
}

/// What keeps a path from being one of a file below the output, whatever one may think of its names. It alone judges
/// what an earlier build has written down, so that a stricter rule for names makes no old output somebody else's.
pub fn danger(path: &str) -> Option<Fault> {
    let own = || path.get(..OWN.len()).is_some_and(|start| start.eq_ignore_ascii_case(OWN));
    path.split('/').find_map(dangerous).or_else(|| own().then_some(Fault::Taken))
}

/// How the names begin that the build keeps for itself.
const OWN: &str = ".shirube";

/// What makes a name mean another place, or end before its end.
fn dangerous(name: &str) -> Option<Fault> {
    match name {
        "" => return Some(Fault::Empty),
        "." | ".." => return Some(Fault::Dots),
        name if name.eq_ignore_ascii_case(".git") => return Some(Fault::Repository),
        _ => {}
    }
    if cfg!(windows)
        && let Some(reason) = unportable(name)
    {
        return Some(Fault::Unportable(reason));
    }
    separator(name).or_else(|| name.chars().find(char::is_ascii_control).map(Fault::Hidden))
}

fn separator(name: &str) -> Option<Fault> {
    name.chars().find(|c| matches!(c, '/' | '\\')).map(Fault::Separator)
}

/// Why Windows has no file of this name, if it has none: Microsoft, "Naming Files, Paths, and Namespaces".
pub fn unportable(name: &str) -> Option<Unportable> {
    if let Some(c) = name.chars().find(|c| matches!(c, '<' | '>' | ':' | '"' | '|' | '?' | '*')) {
        return Some(Unportable::Character(c));
    }
    if let Some(c) = name.chars().next_back().filter(|c| matches!(c, ' ' | '.')) {
        return Some(Unportable::End(c));
    }
    let stem = name.split('.').next().unwrap_or(name).trim_end_matches(' ');
    let is_port = stem.split_at_checked(3).is_some_and(|(start, number)| {
        let is_number = matches!(number, "¹" | "²" | "³") || matches!(number.as_bytes(), [b'0'..=b'9']);
        is_number && ["COM", "LPT"].iter().any(|port| start.eq_ignore_ascii_case(port))
    });
    let is_device =
        ["CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$"].iter().any(|device| stem.eq_ignore_ascii_case(device));
    (is_device || is_port).then_some(Unportable::Device)
}

/// Whether a path, or a name in it, has more bytes than it may have.
pub fn is_long(path: &str) -> bool {
    path.len() > MAX_PATH || path.split('/').any(|name| name.len() > MAX_NAME)
}

/// As much of `stem`, a path without its ending, as leaves room for so many more bytes; at least one character of its
/// last name.
pub fn cut(stem: &str, more: usize) -> &str {
    let folder = stem.rfind('/').map_or(0, |at| at + 1);
    let room = MAX_PATH.min(folder + MAX_NAME).saturating_sub(more);
    if stem.len() <= room {
        return stem;
    }
    let first = stem.ceil_char_boundary(folder + 1);
    let end = stem.floor_char_boundary(room).max(first);
    // A joiner at the end would join nothing.
    let kept = stem.get(..end).unwrap_or(stem).trim_end_matches(['\u{200C}', '\u{200D}']);
    if kept.len() < first { stem.get(..first).unwrap_or(stem) } else { kept }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_is_encoded() {
        for (written, path) in [
            ("guide/cost", Ok("guide/cost")),
            ("/%E6%96%99/表", Ok("/料/表")),
            ("か\u{3099}", Ok("が")),
            ("%E3%81%8B%E3%82%99", Ok("が")),
            ("%2e%2E/%2e/a", Ok(".././a")),
            ("100%", Ok("100%")),
            ("%zz%2", Ok("%zz%2")),
            ("a%20b+c", Ok("a b+c")),
            ("a%252Fb", Ok("a%2Fb")),
            ("a%2Fb", Err(Fault::Separator('/'))),
            ("a%5cb", Err(Fault::Separator('\\'))),
            ("a\\b", Err(Fault::Separator('\\'))),
            ("%00", Err(Fault::Hidden('\0'))),
            ("a%E2%80%8Bb", Err(Fault::Hidden('\u{200B}'))),
            ("%E6%96", Err(Fault::NotUtf8)),
            ("%ff", Err(Fault::NotUtf8)),
            ("%C0%AE", Err(Fault::NotUtf8)),
            ("%ED%A0%80", Err(Fault::NotUtf8)),
        ] {
            assert_eq!(decode(written).as_deref().map_err(|fault| *fault), path, "{written}");
        }
    }

    #[test]
    fn what_is_encoded_is_read_back() {
        for path in ["ja/guide/", "料金 表/a%2Fb", "a&b='<c>'", "100%", "%", "が"] {
            assert_eq!(decode(&encode_path(path)).as_deref(), Ok(path));
        }
    }

    #[test]
    fn judges_names() {
        let (letters, kanji) = ("a".repeat(255), "漢".repeat(85));
        for name in ["a", "...", "..a", " a", "料金 表", "a?b#c", ".shirube", &letters, &kanji] {
            assert_eq!(name_fault(name), None, "{name}");
        }
        for (name, fault) in [
            ("", Fault::Empty),
            (".", Fault::Dots),
            ("..", Fault::Dots),
            ("a/b", Fault::Separator('/')),
            ("a\\b", Fault::Separator('\\')),
            ("a\tb", Fault::Hidden('\t')),
            ("a\u{7f}", Fault::Hidden('\u{7f}')),
            ("料\u{85}", Fault::Hidden('\u{85}')),
            ("料\u{202e}金", Fault::Hidden('\u{202e}')),
            ("料\u{2028}", Fault::Hidden('\u{2028}')),
            ("a\u{feff}", Fault::Hidden('\u{feff}')),
            ("a\u{ad}b", Fault::Hidden('\u{ad}')),
            ("\u{fdd0}", Fault::Hidden('\u{fdd0}')),
            ("\u{1fffe}", Fault::Hidden('\u{1fffe}')),
            ("漢\u{e0041}", Fault::Hidden('\u{e0041}')),
            (&format!("{letters}a"), Fault::LongName(256)),
            (&format!("{kanji}漢"), Fault::LongName(258)),
        ] {
            assert_eq!(name_fault(name), Some(fault), "{name:?}");
        }
    }

    #[test]
    fn what_shapes_its_neighbours_is_seen() {
        for name in
            ["می\u{200c}خواهم", "क्\u{200d}ष", "葛\u{e0100}城", "👩\u{200d}⚕\u{fe0f}", "❤\u{fe0f}", "1\u{fe0f}\u{20e3}"]
        {
            assert_eq!(name_fault(name), None, "{name}");
        }
        for name in
            ["a\u{200d}b", "漢\u{200c}字", "می\u{200c}", "\u{200d}می", "a\u{fe0f}", "\u{fe0f}", "葛\u{e0100}\u{e0101}"]
        {
            assert!(matches!(name_fault(name), Some(Fault::Hidden(_))), "{name:?}");
        }
    }

    #[test]
    fn measures_paths() {
        let deep = |bytes: usize| format!("{}{}", "abcdefg/".repeat(bytes / 8 - 1), "abcdefgh");
        assert_eq!(fault(&deep(1024)), None);
        assert_eq!(fault(&format!("{}x", deep(1024))), Some(Fault::LongPath(1025)));
        assert_eq!(fault(&format!("a/{}/b", "漢".repeat(86))), Some(Fault::LongName(258)));
        for (path, found) in [
            ("a/b", None),
            ("a/.shirube-record", None),
            (".Shirube-Record", Some(Fault::Taken)),
            (".shirube-stage/x", Some(Fault::Taken)),
            (".shirub", None),
            ("a//b", Some(Fault::Empty)),
            ("/a", Some(Fault::Empty)),
            ("a/../b", Some(Fault::Dots)),
        ] {
            assert_eq!(fault(path), found, "{path}");
            assert_eq!(danger(path), found, "{path}");
        }
        // What is dangerous is found behind what is not.
        let long = format!("{}/\u{200b}/../b", "a".repeat(300));
        assert_eq!((danger(&long), fault(&long)), (Some(Fault::Dots), Some(Fault::Dots)));
        assert_eq!(danger(&deep(2048)), None);
    }

    #[test]
    fn knows_what_windows_has_not() {
        for name in
            ["con", "Aux.ja.md", "NUL.tar.gz", "com1", "LPT9.html", "com¹", "lpt³.x", "COM0", "con .txt", "conin$"]
        {
            assert_eq!(unportable(name), Some(Unportable::Device), "{name}");
        }
        for (name, found) in [
            ("a:b", Unportable::Character(':')),
            ("what?.md", Unportable::Character('?')),
            ("a*", Unportable::Character('*')),
            ("a.", Unportable::End('.')),
            ("a ", Unportable::End(' ')),
        ] {
            assert_eq!(unportable(name), Some(found), "{name}");
        }
        for name in ["console", "com", "com10", "com¹²", "lpt４", "nul-and-void", "a.con", ".con", "con-", "日本語？"]
        {
            assert_eq!(unportable(name), None, "{name}");
        }
    }

    #[test]
    fn cuts_names_between_characters() {
        assert_eq!(cut("a/b", 9), "a/b");
        let kanji = format!("a/{}", "漢".repeat(85));
        assert_eq!(cut(&kanji, 0), kanji);
        assert_eq!(cut(&kanji, 1), format!("a/{}", "漢".repeat(84)));
        assert_eq!(cut(&kanji, 13), format!("a/{}", "漢".repeat(80)));
        let deep = format!("{}漢字", "abc/".repeat(254));
        assert_eq!(cut(&deep, 4), format!("{}漢", "abc/".repeat(254)));
        assert_eq!(cut(&deep, 900), format!("{}漢", "abc/".repeat(254)), "the first character stays");
        let joined = format!("{}\u{200d}⚕", "👩".repeat(60));
        assert_eq!(cut(&joined, 255 - 243), "👩".repeat(60));
    }
}
