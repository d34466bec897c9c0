//! Any files are a site or refused. They are written as in `tests/cases`, which are what to begin with: after a line
//! `=== in PATH` the text of a file, after any other line with `===` what is left out.

#![no_main]

use shirube_fuzz::laws::{SITE, files, site};

libfuzzer_sys::fuzz_target!(|case: &str| {
    let sections = case.split("\n=== ").filter_map(|section| section.strip_prefix("in ")?.split_once('\n'));
    let mut all: Vec<(&str, &[u8])> = vec![("site.toml", SITE.as_bytes())];
    all.extend(sections.map(|(path, text)| (path, text.as_bytes())));
    site::is_built_or_refused(&files(all));
});
