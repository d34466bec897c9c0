//! Fluent: any text is a file of messages or says where it is none, and whatever can be asked for is written.

use super::{SITE, files, is_said_of_a_place, options};
use shirube::diagnostic::Diagnostics;
use shirube::inside::messages::{Args, Number};
use shirube::inside::read;
use shirube::source::{Memory, Sources};

/// The longest text that one message may become, in bytes.
const LONGEST: usize = 1_000_000;

/// A file of messages can be loaded, and each of its messages written.
pub fn are_read(text: &str) {
    let files = files([("site.toml", SITE.as_bytes()), ("locales/ja/site.ftl", text.as_bytes())]);
    // Without the program's own messages there are only those of the file.
    let mut sources = Sources::read(&files, &Memory::new()).unwrap();
    let mut found = Diagnostics::new();
    let read = read(&mut sources, &options(), &mut found).unwrap();
    found.iter().for_each(|found| is_said_of_a_place(&sources, found));
    let mut args = Args::new();
    for name in ["a", "b", "count", "low", "high"] {
        args.set(name, Number::parse("3.5").unwrap());
    }
    let names = text.lines().filter_map(|line| line.split_once('=').map(|(name, _)| name.trim()));
    for name in names {
        for lang in read.config.languages.ids() {
            for args in [None, Some(&args)] {
                if let Ok(written) = read.messages.get(lang, name, args) {
                    assert!(written.len() <= LONGEST, "{name} became {} bytes", written.len());
                }
            }
            read.messages.own(lang, name);
        }
    }
    for lang in read.config.languages.ids() {
        read.messages.lacking(lang);
    }
    let again =
        shirube::inside::read(&mut Sources::read(&files, &Memory::new()).unwrap(), &options(), &mut Diagnostics::new());
    assert!(again.is_some());
}
