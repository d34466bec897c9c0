//! The theme keeps what it promises to sites that change it: its tokens are those that are written down, all of its rules
//! are in a layer, and another theme can stand in its place with nothing but what `templates/README.md` says.

// A test may stop.
#![allow(clippy::expect_used, clippy::unwrap_used)]

use shirube::source::{Disk, FileSystem, Memory, Sources, embedded};
use shirube::{Options, build, output};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

const THEME: &str = include_str!("../static/theme/theme.css");
const README: &str = include_str!("../templates/README.md");

/// The names in a text that begin as those of custom properties do.
fn names(text: &str) -> BTreeSet<&str> {
    let ends = |c: char| !(c.is_ascii_lowercase() || c == '-');
    let name = |at: usize| text.get(at..).map(|rest| rest.split(ends).next().unwrap_or(rest));
    let is_start = |at: &usize| !text.get(..*at).is_some_and(|before| before.ends_with(|c: char| !ends(c)));
    text.match_indices("--").map(|(at, _)| at).filter(is_start).filter_map(name).filter(|name| name.len() > 2).collect()
}

/// A style sheet without its comments.
fn without_comments(text: &str) -> String {
    let mut pieces = text.split("/*");
    let first = pieces.next().unwrap_or_default().to_owned();
    pieces.fold(first, |kept, piece| kept + piece.split_once("*/").expect("an open comment").1)
}

#[test]
fn every_token_of_the_theme_is_written_down_and_no_other() {
    let theme = without_comments(THEME);
    let set: BTreeSet<&str> = names(&theme).into_iter().filter(|name| theme.contains(&format!("{name}:"))).collect();
    assert_eq!(names(&theme), set, "tokens that are used (left) and set (right)");
    let rows = README.lines().filter(|line| line.starts_with("| `--"));
    let listed = rows.filter_map(|row| row.split(" | ").next());
    let listed: BTreeSet<&str> = listed.flat_map(names).collect();
    assert_eq!(listed, set, "tokens that are listed (left) and in the theme (right)");
}

#[test]
fn every_rule_of_the_theme_is_in_a_layer() {
    let theme = without_comments(THEME);
    let inside = theme.trim().strip_prefix("@layer theme {").and_then(|rest| rest.strip_suffix('}')).unwrap();
    let mut depth = 0;
    for c in inside.chars() {
        depth += i32::from(c == '{') - i32::from(c == '}');
        assert!(depth >= 0, "a rule behind the layer");
    }
    assert_eq!(depth, 0);
}

/// What `templates/README.md` says of the components that the renderer calls.
fn of_the_renderer() -> &'static str {
    let (_, rest) = README.split_once("## Components the renderer calls").unwrap();
    rest.split_once("\n## ").unwrap().0
}

/// What it says of the components that stand round constructs of articles.
fn of_articles() -> &'static str {
    let (_, rest) = of_the_renderer().split_once("\n### Constructs of articles").unwrap();
    rest.split_once("\n### ").unwrap().0
}

#[test]
fn every_component_that_no_template_calls_is_written_down_as_one_of_the_renderer_and_no_other() {
    let carried = embedded();
    let templates = carried.iter().filter(|(path, _)| path.ends_with(".html"));
    let text: String = templates.map(|(_, bytes)| std::str::from_utf8(bytes).unwrap()).collect();
    let name = |rest: &'static str| rest.split(|c: char| !(c.is_ascii_lowercase() || c == '_')).next().unwrap();
    let defined = text.split("{% component ").skip(1).map(|rest| rest.split_once('(').unwrap().0);
    let is_called = |name: &&str| [' ', '/'].iter().any(|end| text.contains(&format!("{{{{ <{name}{end}")));
    let uncalled: BTreeSet<&str> = defined.filter(|name| !is_called(name)).collect();
    let is_component = |rest: &&str| rest.ends_with(" map)") || rest.ends_with(" array)");
    let named = of_the_renderer().split('`').filter(is_component).map(name);
    assert_eq!(named.collect::<BTreeSet<&str>>(), uncalled, "written down (left) and not called (right)");
}

/// The files of some folders below `root`, as a site has them.
fn files(root: &Path, folders: &[&str]) -> Memory {
    let disk = Disk::new(root).unwrap();
    let mut files = Memory::new();
    for folder in folders {
        for listed in disk.list(folder).unwrap().unwrap_or_default() {
            let bytes = disk.read(&listed.path).unwrap().unwrap();
            files.insert(listed.path, bytes);
        }
    }
    files
}

/// The guide and a page that has moved, with these templates and styles, and of what the program carries only the messages.
fn guide(theme: &Memory) -> BTreeMap<String, Vec<u8>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut site = files(root, &["site.toml", "content", "locales"]);
    for folder in ["templates", "static"] {
        for listed in theme.list(folder).unwrap().unwrap_or_default() {
            site.insert(listed.path.clone(), theme.read(&listed.path).unwrap().unwrap());
        }
    }
    site.insert(
        "content/old.ja.md",
        "+++\ntitle = \"旧\"\naliases = [\"/old/\"]\nweight = 99\n+++\n文。\n".as_bytes().to_vec(),
    );
    // What the theme has in its own form is known by its name, and what stands round constructs of articles is there; all
    // else is not.
    let mut carried = Memory::new();
    for folder in ["templates", "locales"] {
        for listed in embedded().list(folder).unwrap().unwrap() {
            let name = listed.path.rsplit('/').next().and_then(|name| name.strip_suffix(".html")).unwrap_or_default();
            let is_of_articles = of_articles().contains(&format!("| `{name}("));
            if folder == "locales" || is_of_articles || site.read(&listed.path).unwrap().is_some() {
                carried.insert(listed.path.clone(), embedded().read(&listed.path).unwrap().unwrap());
            }
        }
    }
    let sources = Sources::read(&site, &carried).unwrap();
    let now = "2026-11-28T00:00:00Z".parse().unwrap();
    let options = Options { base: None, drafts: false, strict: false, now, languages: Vec::new() };
    let sink = output::Memory::new();
    let built = build(sources, &options, &sink, &|_, _| {}).unwrap();
    let said: Vec<&str> = built.diagnostics.iter().map(|found| found.message.as_str()).collect();
    assert!(said.is_empty(), "{said:#?}");
    sink.into_files()
}

#[test]
fn another_theme_stands_in_its_place() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let theirs = guide(&files(&root.join("tests/theme"), &["templates", "static"]));
    let ours = guide(&files(root, &["templates", "static"]));
    let pages = |files: &BTreeMap<String, Vec<u8>>| -> Vec<String> {
        files.keys().filter(|path| path.ends_with(".html")).cloned().collect()
    };
    assert_eq!(pages(&theirs), pages(&ours), "the addresses of pages are no matter of the theme");
    assert!(theirs.keys().all(|path| !path.starts_with("theme/")), "nothing of the other theme is published");
    let has = |files: &BTreeMap<String, Vec<u8>>, html: &str| {
        files.values().any(|file| String::from_utf8_lossy(file).contains(html))
    };
    assert!(has(&theirs, "<aside class=\"note\">") && !has(&theirs, "<div class=\"callout "), "its own callouts");
    assert!(has(&theirs, "<section class=\"question\">"), "the program's questions");
    for (path, page) in theirs.iter().filter(|(path, _)| path.ends_with(".html")) {
        let page = String::from_utf8_lossy(page);
        assert!(page.contains("/plain."), "{path} has the style");
        assert!(!page.contains("theme/"), "{path}");
    }
}
