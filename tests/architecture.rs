//! Holds the code to what `ARCHITECTURE.md` says of it: layers, and what the library never does.

// A test may stop; clippy.toml says so for the test functions, this for what they are made of.
#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::panic, clippy::string_slice, clippy::unwrap_used)]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Every Rust file below `folder`, with its path from the root.
fn rust_files(folder: &str) -> Vec<(String, String)> {
    let mut files = Vec::new();
    let mut open = vec![root().join(folder)];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path: PathBuf = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                let name = path.strip_prefix(root()).unwrap().to_str().unwrap().replace('\\', "/");
                files.push((name, fs::read_to_string(&path).unwrap()));
            }
        }
    }
    files.sort();
    files
}

/// The layer of every module, from the table of `ARCHITECTURE.md`: rows of `| layer | modules | what they own |`.
fn layers() -> BTreeMap<String, usize> {
    let text = fs::read_to_string(root().join("ARCHITECTURE.md")).unwrap();
    let mut layers = BTreeMap::new();
    for line in text.lines() {
        let cells: Vec<&str> = line.split('|').map(str::trim).collect();
        let [_, layer, modules, ..] = cells.as_slice() else { continue };
        let Ok(layer) = layer.parse::<usize>() else { continue };
        for module in modules.split(',') {
            let name = module.trim().trim_matches('`').to_owned();
            assert!(layers.insert(name.clone(), layer).is_none(), "`{name}` stands twice in the table");
        }
    }
    layers
}

/// The module that a file belongs to: `src/render/html.rs` is of `render`.
fn module_of(path: &str) -> &str {
    let path = path.strip_prefix("src/").unwrap();
    path.split('/').next().unwrap().trim_end_matches(".rs")
}

/// The code without comments, without what is in quotes, and without what is compiled for tests only.
fn code(text: &str) -> String {
    without_tests(&without_text(text))
}

fn without_text(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let skipped = if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else if rest.starts_with("/*") {
            rest.find("*/").map_or(rest.len(), |end| end + 2)
        } else if let Some(hashes) = raw_string(rest).filter(|_| !out.ends_with(is_word)) {
            let start = rest.find('"').unwrap() + 1;
            let close = format!("\"{}", "#".repeat(hashes));
            start + rest[start..].find(&close).expect("an open string") + close.len()
        } else if c == '"' {
            string_len(rest)
        } else if c == '\'' {
            char_len(rest)
        } else {
            0
        };
        if skipped > 0 {
            // Lines stay lines.
            out.extend(rest[..skipped].chars().filter(|c| *c == '\n'));
            rest = &rest[skipped..];
        } else {
            out.push(c);
            rest = &rest[c.len_utf8()..];
        }
    }
    out
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// The number of `#` of a raw string that begins here.
fn raw_string(rest: &str) -> Option<usize> {
    let after = rest.strip_prefix("br").or_else(|| rest.strip_prefix('r'))?;
    let quoted = after.trim_start_matches('#');
    quoted.starts_with('"').then_some(after.len() - quoted.len())
}

fn string_len(rest: &str) -> usize {
    let mut escaped = false;
    for (at, c) in rest.char_indices().skip(1) {
        match c {
            '"' if !escaped => return at + 1,
            '\\' => escaped = !escaped,
            _ => escaped = false,
        }
    }
    panic!("an open string: {rest:.40}");
}

/// The length of a character literal; 0 for the quote of a lifetime.
fn char_len(rest: &str) -> usize {
    if rest[1..].starts_with('\\') {
        return 3 + rest[3..].find('\'').expect("an open character") + 1;
    }
    let mut chars = rest.char_indices().skip(2);
    match chars.next() {
        Some((at, '\'')) => at + 1,
        _ => 0,
    }
}

fn without_tests(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find("#[cfg(test)]") {
        out.push_str(&rest[..at]);
        rest = &rest[at + "#[cfg(test)]".len()..];
        let end = rest.find([';', '{']).unwrap();
        rest = &rest[end..];
        let mut depth = 0;
        for (at, c) in rest.char_indices() {
            depth += match c {
                '{' => 1,
                '}' => -1,
                _ => 0,
            };
            if depth == 0 {
                rest = &rest[at + 1..];
                break;
            }
        }
    }
    out + rest
}

/// The source files with their code; files that are compiled for tests only are left out.
fn sources() -> Vec<(String, String)> {
    let files = rust_files("src");
    let for_tests: BTreeSet<String> = files
        .iter()
        .flat_map(|(path, text)| {
            let items = text.split("#[cfg(test)]\n").skip(1).map(|item| item.trim_start_matches("pub(crate) "));
            let names = items.filter_map(|item| Some(item.strip_prefix("mod ")?.split_once(';')?.0));
            let names = names.filter(|name| name.chars().all(is_word));
            names.map(|name| format!("{}/{name}.rs", path.rsplit_once('/').unwrap().0))
        })
        .collect();
    let files = files.into_iter().filter(|(path, _)| !for_tests.contains(path));
    files.map(|(path, text)| (path, code(&text))).collect()
}

/// The first names of the paths that begin with `crate::`, those in braces too.
fn references(code: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for (at, _) in code.match_indices("crate::") {
        if code[..at].ends_with(is_word) {
            continue;
        }
        let rest = &code[at + "crate::".len()..];
        let Some(group) = rest.strip_prefix('{') else {
            found.insert(rest.chars().take_while(|c| is_word(*c)).collect());
            continue;
        };
        let mut depth = 0;
        let mut name = String::new();
        for c in group.chars() {
            match c {
                '{' => depth += 1,
                '}' if depth == 0 => break,
                '}' => depth -= 1,
                ',' if depth == 0 => _ = found.insert(std::mem::take(&mut name).trim().to_owned()),
                _ if depth == 0 => name.push(c),
                _ => {}
            }
        }
        found.insert(name.trim().to_owned());
    }
    let first = |path: &String| path.split("::").next().unwrap().split(" as ").next().unwrap().trim().to_owned();
    found.iter().map(first).filter(|name| !name.is_empty()).collect()
}

/// Which modules each module refers to. What is no module belongs to the root of the crate, `lib`.
fn graph() -> BTreeMap<String, BTreeSet<String>> {
    let sources = sources();
    let modules: BTreeSet<&str> = sources.iter().map(|(path, _)| module_of(path)).collect();
    let mut graph: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (path, code) in &sources {
        let module = module_of(path);
        let names = match module {
            // The root names its modules without `crate::`, and declares those above it.
            "lib" => {
                let used = |name: &&&str| {
                    let path = format!("{name}::");
                    code.match_indices(&path).any(|(at, _)| !code[..at].ends_with(|c| is_word(c) || c == ':'))
                };
                modules.iter().filter(used).map(|name| (*name).to_owned()).collect()
            }
            "main" => BTreeSet::from([code.split("shirube::").nth(1).unwrap().split("::").next().unwrap().to_owned()]),
            _ => references(code),
        };
        let of = graph.entry(module.to_owned()).or_default();
        of.extend(names.into_iter().map(|name| if modules.contains(name.as_str()) { name } else { "lib".to_owned() }));
        of.remove(module);
    }
    graph
}

/// What is left of a graph when all is taken away that needs nothing which is left.
fn in_circles(mut graph: BTreeMap<String, BTreeSet<String>>) -> BTreeMap<String, BTreeSet<String>> {
    loop {
        let free: BTreeSet<String> =
            graph.iter().filter(|(_, used)| used.is_empty()).map(|(name, _)| name.clone()).collect();
        if free.is_empty() {
            return graph;
        }
        graph.retain(|name, _| !free.contains(name));
        graph.values_mut().for_each(|used| used.retain(|name| !free.contains(name)));
    }
}

#[test]
fn every_module_has_a_layer() {
    let modules: BTreeSet<String> = graph().into_keys().collect();
    let listed: BTreeSet<String> = layers().into_keys().collect();
    assert_eq!(listed, modules, "the table of ARCHITECTURE.md (left) and src/ (right)");
}

#[test]
fn a_module_uses_its_own_layer_or_lower_ones() {
    let layers = layers();
    let mut wrong = Vec::new();
    let mut seen = 0;
    for (module, used) in graph() {
        for other in used {
            seen += 1;
            if layers[&other] > layers[&module] {
                wrong.push(format!("{module} ({}) uses {other} ({})", layers[&module], layers[&other]));
            }
        }
    }
    assert!(seen > 50, "the test sees only {seen} uses");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn no_module_needs_itself() {
    let left = in_circles(graph());
    assert!(left.is_empty(), "modules that need each other: {left:?}");
}

#[test]
fn modules_are_not_reached_from_below() {
    for (path, code) in sources() {
        // How many modules lie between the file and the root of the crate.
        let depth = path.trim_end_matches("/mod.rs").split('/').count() - 1;
        // In a module inside the file, `super` is the file.
        let is_outside = |at: usize| code[..at].matches('{').count() == code[..at].matches('}').count();
        let climbs = code.match_indices(&"super::".repeat(depth)).any(|(at, _)| is_outside(at));
        assert!(!climbs, "{path}: write `crate::` for what is above the module");
    }
}

/// The modules that may name a crate. Crates that stand for plain tools, such as those of dates, are for all.
const CRATES: [(&str, &[&str]); 37] = [
    ("ammonia", &["render"]),
    ("annotate_snippets", &["diagnostic"]),
    ("base64", &["asset"]),
    ("budoux_phf_rs", &["phrase"]),
    ("cap_fs_ext", &["output"]),
    ("cap_std", &["output"]),
    ("clap", &["cli"]),
    ("clap_complete", &["cli"]),
    ("fluent_syntax", &["messages"]),
    ("granit_parser", &["data"]),
    ("http_body_util", &["serve"]),
    ("http_range_header", &["serve"]),
    ("hyper", &["serve"]),
    ("hyper_util", &["serve"]),
    ("icu_decimal", &["messages"]),
    ("icu_locale", &["locale"]),
    ("icu_plurals", &["messages"]),
    ("icu_properties", &["document", "locale"]),
    ("icu_provider", &["messages"]),
    ("image", &["scale"]),
    ("imagesize", &["picture"]),
    ("indicatif", &["cli"]),
    ("memchr", &["document", "source"]),
    ("notify", &["serve"]),
    ("percent_encoding", &["address"]),
    ("pulldown_cmark", &["document"]),
    ("roxmltree", &["xliff"]),
    ("rustix", &["output", "source"]),
    ("sha1", &["source"]),
    ("sha2", &["output", "source"]),
    ("similar", &["translate"]),
    ("tera", &["render"]),
    ("tokio", &["serve"]),
    ("toml", &["data"]),
    ("ureq", &["external"]),
    ("url", &["external"]),
    ("webp", &["scale"]),
];

#[test]
fn a_crate_is_named_by_those_whom_it_serves() {
    let mut used: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    for (path, code) in sources() {
        for (name, _) in CRATES {
            let path_of = format!("{name}::");
            let mut places = code.match_indices(&path_of);
            if places.any(|(at, _)| !code[..at].ends_with(|c| is_word(c) || c == ':')) {
                used.entry(name).or_default().insert(module_of(&path).to_owned());
            }
        }
    }
    for (name, modules) in CRATES {
        let allowed: BTreeSet<String> = modules.iter().map(|module| (*module).to_owned()).collect();
        let found = used.remove(name).unwrap_or_default();
        assert_eq!(found, allowed, "who names `{name}` (left), and who may (right)");
    }
}

#[test]
fn only_who_asks_other_sites_reaches_other_machines() {
    let means = ["TcpStream", "UdpSocket", "ToSocketAddrs", "UnixStream", "UnixDatagram"];
    for (path, code) in sources() {
        // The host that `serve` listens at is named by the person who types the command.
        let is_free = |name: &str| match module_of(&path) {
            "external" => true,
            "serve" => name == "ToSocketAddrs",
            _ => false,
        };
        let named = means.iter().find(|name| code.contains(**name) && !is_free(name));
        assert_eq!(named, None, "{path}");
    }
}

/// What a `use` in the root of a module brings under its own name: name → file.
fn brought(root: &str, files: &BTreeSet<String>) -> BTreeMap<String, String> {
    let mut brought = BTreeMap::new();
    for statement in root.split(';') {
        let Some((_, path)) = statement.rsplit_once("use ") else { continue };
        let path = path.trim().trim_start_matches("self::");
        let Some((file, names)) = path.split_once("::").filter(|(file, _)| files.contains(*file)) else { continue };
        for name in names.trim_matches(['{', '}']).split(',') {
            let name = name.rsplit(" as ").next().unwrap().rsplit("::").next().unwrap().trim();
            brought.insert(name.to_owned(), file.to_owned());
        }
    }
    brought
}

/// The first names of the paths that begin with `super::`, those in braces too.
fn siblings(code: &str) -> BTreeSet<String> {
    let above = code.replace("crate::", "lib::").replace("super::super::", "lib::");
    references(&above.replace("super::", "crate::"))
}

#[test]
fn no_file_needs_itself() {
    let sources = sources();
    let mut folders: BTreeMap<&str, Vec<(&str, &str)>> = BTreeMap::new();
    for (path, code) in &sources {
        let (folder, name) = path.rsplit_once('/').unwrap();
        folders.entry(folder).or_default().push((name.trim_end_matches(".rs"), code));
    }
    folders.remove("src");
    let mut circles: BTreeMap<&str, BTreeMap<String, BTreeSet<String>>> = BTreeMap::new();
    for (folder, files) in &folders {
        let names: BTreeSet<String> =
            files.iter().map(|(name, _)| (*name).to_owned()).filter(|name| name != "mod").collect();
        let root = files.iter().find(|(name, _)| *name == "mod").map_or("", |(_, code)| code);
        let brought = brought(root, &names);
        let uses = |own: &str, code: &str| -> BTreeSet<String> {
            let file = |name: String| names.get(&name).cloned().or_else(|| brought.get(&name).cloned());
            siblings(code).into_iter().filter_map(file).filter(|name| name != own).collect()
        };
        let graph: BTreeMap<String, BTreeSet<String>> = files
            .iter()
            .filter(|(name, _)| *name != "mod")
            .map(|(name, code)| ((*name).to_owned(), uses(name, code)))
            .collect();
        let left = in_circles(graph);
        if !left.is_empty() {
            circles.insert(folder, left);
        }
    }
    assert!(circles.is_empty(), "files that need each other: {circles:#?}");
}

#[test]
fn every_test_that_security_names_is_there() {
    let files = [rust_files("src"), rust_files("tests")].concat();
    let text = fs::read_to_string(root().join("SECURITY.md")).unwrap();
    // What is in backticks and looks like the name of a test, or of a file with tests.
    let named = text.split('`').skip(1).step_by(2).filter(|name| {
        let is_test = name.contains('_') && name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_');
        is_test || name.ends_with(".rs")
    });
    let mut seen = 0;
    for name in named {
        let is_there = match name.ends_with(".rs") {
            true => files.iter().any(|(path, _)| path == name),
            false => files.iter().any(|(_, text)| {
                text.contains(&format!("#[test]\nfn {name}()"))
                    || text.contains(&format!("    #[test]\n    fn {name}()"))
            }),
        };
        assert!(is_there, "SECURITY.md names `{name}`");
        seen += 1;
    }
    assert!(seen > 20, "{seen}");
}

#[test]
fn every_file_says_what_it_owns() {
    for (path, text) in rust_files("src").into_iter().chain(rust_files("tests")) {
        let first = text.lines().next().unwrap_or_default();
        assert!(first.len() > "//! ".len() && first.starts_with("//! "), "{path} begins with {first:?}");
    }
}

#[test]
fn every_public_item_is_described() {
    let items = ["fn ", "struct ", "enum ", "trait ", "const ", "static ", "type "];
    let is_item = |line: &str| {
        let Some(rest) = line.trim_start().strip_prefix("pub ") else { return false };
        items.iter().any(|item| rest.starts_with(item))
    };
    for (path, text) in rust_files("src") {
        let lines: Vec<&str> = text.lines().collect();
        for at in (0..lines.len()).filter(|at| is_item(lines[*at])) {
            // Attributes stand between the description and the item.
            let mut before = lines[..at].iter().rev().map(|line| line.trim_start());
            let above = before.find(|line| !line.starts_with("#[")).unwrap_or_default();
            // In a macro the description is handed through.
            assert!(
                above.starts_with("///") || above.starts_with("$(#[doc"),
                "{path}:{}: {} has no `///`",
                at + 1,
                lines[at].trim()
            );
        }
    }
}

#[test]
fn the_library_neither_stops_nor_prints() {
    let calls = [".unwrap()", ".expect(", ".unwrap_err()", ".expect_err("];
    let words = ["panic!", "todo!", "unimplemented!", "print!", "println!", "eprint!", "eprintln!", "dbg!", "unsafe"];
    for (path, code) in sources() {
        for (number, line) in code.lines().enumerate() {
            let has = |word: &&&str| {
                line.match_indices(**word).any(|(at, _)| {
                    let after = &line[at + word.len()..];
                    !line[..at].ends_with(is_word) && (word.ends_with('!') || !after.starts_with(is_word))
                })
            };
            let found = calls.iter().find(|call| line.contains(**call)).or(words.iter().find(has));
            assert_eq!(found, None, "{path}:{}", number + 1);
        }
    }
    let manifest = fs::read_to_string(root().join("Cargo.toml")).unwrap();
    assert!(manifest.contains("unsafe_code = \"forbid\""), "Cargo.toml forbids unsafe code");
}

#[test]
fn code_is_told_from_text() {
    let text = r##"
//! crate::wrong
use crate::{a::{b, c}, d, Options as O}; /* crate::wrong */
fn f<'a>(x: &'a str) { g("crate::wrong \" crate::wrong", '"', '\'', r#"crate::wrong""#); crate::e::h(); }
#[cfg(test)]
mod tests { fn f() { if x { crate::wrong::y() } } }
const AFTER: char = crate::z::Y;
"##;
    let found = references(&code(text));
    assert_eq!(found.into_iter().collect::<Vec<_>>(), ["Options", "a", "d", "e", "z"]);
}
