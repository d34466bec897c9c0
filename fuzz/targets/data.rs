//! Any text is TOML, YAML, front matter or a formula, or says where it is none.

#![no_main]

use shirube_fuzz::laws::{data, formula};

libfuzzer_sys::fuzz_target!(|text: &str| {
    data::is_toml(text);
    data::is_yaml(text);
    data::is_cut(text);
    formula::is_read(text);
});
