//! Whole sites: trees of files that are nearly right, and of noise.

use crate::hold;
use crate::laws::site::{built, is_built_or_refused};
use crate::laws::{files, options};
use crate::pieces;
use proptest::collection::{btree_map, vec};
use proptest::prelude::*;
use proptest::sample::select;
use shirube::source::Memory;
use std::collections::BTreeMap;
use std::path::{Component, Path};
use std::process::Command;
use std::{fmt, fs, io};

type Tree = BTreeMap<String, Vec<u8>>;

/// A tree that shows what it holds.
#[derive(Clone)]
struct Site(Tree);

impl fmt::Debug for Site {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shown = self.0.iter().map(|(path, bytes)| (path, bytes.escape_ascii().to_string()));
        f.debug_map().entries(shown).finish()
    }
}

impl Site {
    fn memory(&self) -> Memory {
        files(self.0.iter().map(|(path, bytes)| (path.as_str(), bytes.as_slice())))
    }
}

const FOLDERS: &[&str] = &[
    "content",
    "content",
    "content/guide",
    "content/料金",
    "content/blocks",
    "content/tables",
    "content/facts",
    "content/con",
    "content/a\u{200b}",
    "content/index",
    "content/ja",
    "static",
    "static/theme",
    "static/d.",
    "templates",
    "templates/parts",
    "locales/ja",
    "locales/en",
    "locales/xx",
    "content/.hidden",
    "other",
];

const NAMES: &[&str] = &[
    "index",
    "_index",
    "a",
    "b",
    "t",
    "guide",
    "料金",
    "か\u{304c}",
    "A",
    "con",
    "page",
    "topics",
    "references",
    "glossary",
    "conflicts",
    "404",
    "home",
    "site",
    "ui",
    "formats",
    "a.b",
    "a:b",
    "a\\b",
    "x\u{202e}",
    "ends.",
    "404.html",
    ".shirube-record",
    "%2e%2e",
    "a%2Fb",
    "長長長長長長長長長長長長長長長長長長長長長長長長長長長長長長長長長長長長長長長長長長長長長長長長長長長長長長長長長長長長長長長長長長長長長長長長長長長長長長長長長長",
];

const ENDINGS: &[&str] = &[
    ".ja.md", ".ja.md", ".ja.md", ".en.md", ".en.md", ".md", ".xx.md", ".toml", ".toml", ".ftl", ".html", ".svg",
    ".png", ".txt", "",
];

fn path() -> impl Strategy<Value = String> {
    let made = (select(FOLDERS), select(NAMES), select(ENDINGS));
    let usual = [
        "content/index.ja.md",
        "content/index.en.md",
        "content/a.ja.md",
        "content/a.en.md",
        "content/tables/t.toml",
        "content/references.toml",
        "content/glossary.toml",
        "content/facts/conflicts.toml",
        "content/blocks/b.ja.md",
        "locales/ja/site.ftl",
        "templates/page.html",
    ];
    prop_oneof![
        2 => select(usual.to_vec()).prop_map(str::to_owned),
        2 => made.prop_map(|(folder, name, ending)| format!("{folder}/{name}{ending}")),
    ]
}

const FRONT: &[&str] = &[
    "title = \"題\"\n",
    "title = \"題 [3か月](fact:t.a.x)\"\n",
    "title = \"\"\n",
    "description = \"説明 [](fact:t.a.x)\"\n",
    "weight = 1\n",
    "draft = true\n",
    "date = 2026-01-01\n",
    "date = 2030-01-01\n",
    "date = \"x\"\n",
    "slug = \"s\"\n",
    "slug = \"..\"\n",
    "slug = \"%E6%96%99\"\n",
    "slug = \"con\"\n",
    "aliases = [\"/old/\", \"x\"]\n",
    "aliases = [\"/../x\"]\n",
    "topics = [\"t\"]\n",
    "kind = \"medical\"\n",
    "template = \"list.html\"\n",
    "template = \"glossary.html\"\n",
    "template = \"nope.html\"\n",
    "menu = false\n",
    "noindex = true\n",
    "image = \"b.png\"\n",
    "source = \"en\"\n",
    "translated_from = \"1234567\"\ntranslated_digest = \"x\"\n",
    "unknown = 1\n",
    "[extra]\nk = [1, { a = 2 }]\n",
    "[review]\nby = [\"x\"]\ndate = 2026-01-01\n",
];

fn page() -> impl Strategy<Value = String> {
    let front = vec(select(FRONT), 0..4).prop_map(|keys| keys.concat());
    let title = select(vec!["title = \"題\"\n", "title = \"題\"\n", "title = \"題\"\n", ""]);
    (title, front, pieces::text(pieces::MARKDOWN, 15))
        .prop_map(|(title, front, body)| format!("+++\n{title}{front}+++\n{body}"))
}

const COLUMNS: &[&str] = &[
    "type = \"duration\"\nunit = \"month\"\n",
    "type = \"money\"\ncurrency = \"JPY\"\n",
    "type = \"count\"\nunit = \"session\"\n",
    "type = \"percent\"\n",
    "type = \"frequency\"\n",
    "type = \"measure\"\nunit = \"nm\"\n",
    "type = \"date\"\n",
    "type = \"text\"\n",
    "type = \"choice\"\nchoices = { a = \"甲\" }\n",
    "type = \"nope\"\n",
    "",
];

const CELLS: &[&str] = &[
    "3",
    "[3, 4]",
    "[4, 3]",
    "-1",
    "1.50",
    "[\"6 month\", \"1 year\"]",
    "[\"few day\", \"1 week\"]",
    "[6, \"open\"]",
    "\"unknown\"",
    "\"n/a\"",
    "\"text\"",
    "{ ja = \"点滴\", en = \"IV\" }",
    "{ value = 3, sources = [\"a2020\"], evidence = \"clinic-reported\" }",
    "{ derive = \"x * 2\" }",
    "{ derive = \"a.x + b.x\" }",
    "{ derive = \"1 / 0\" }",
    "{ derive = \"t.a.x\", round = 10 }",
    "{ times = 1, every = \"2 week\" }",
    "2025-11-26",
    "{ value = 5, reader = { min = 1, max = 60, step = 1 } }",
    "{ value = 5, note = \"注[@a2020]\" }",
    "999999999999999",
    "[]",
    "{}",
    "true",
];

fn table() -> impl Strategy<Value = String> {
    let chart = select(vec!["", "", "chart = \"x\"\n", "chart = { columns = [\"x\", \"y\"], sort = \"low\" }\n"]);
    let column = || select(COLUMNS);
    let row = vec(select(CELLS), 2);
    (chart, column(), column(), vec(row, 0..4)).prop_map(|(chart, x, y, rows)| {
        let mut text = format!("caption = {{ ja = \"表\", en = \"Table\" }}\n{chart}");
        for (id, column) in [("x", x), ("y", y)] {
            text += &format!("[[column]]\nid = \"{id}\"\nlabel = \"列\"\n{column}");
        }
        for (id, cells) in ["a", "b", "c", "a"].iter().zip(rows) {
            text += &format!(
                "[[row]]\nid = \"{id}\"\nlabel = {{ ja = \"行\", en = \"Row\" }}\nx = {}\ny = {}\n",
                cells[0], cells[1]
            );
        }
        text
    })
}

const DATA: &[&str] = &[
    "[a2020]\ntype = \"article\"\ntitle = \"T\"\nyear = 2020\n",
    "[b]\ntype = \"webpage\"\nurl = \"javascript:x\"\n",
    "[cell]\nterm = { ja = \"細胞\" }\ndefinition = \"[甲](a.md)\"\n",
    "[x]\nterm = 1\n",
    "[[conflict]]\nid = \"c\"\ntitle = \"争\"\ntopic = \"t\"\nfacts = [\"t.a.x\", \"t.b.x\"]\nwhy = \"なぜ\"\n",
    "[[conflict]]\n",
    "x = 1\n",
    "[\"a b\"]\n",
];

const TEMPLATE: &[&str] = &[
    "{{ page.content }}",
    "{{ page.title }}",
    "{{ page.nope }}",
    "{{",
    "{% block x %}",
    "{% endblock %}",
    "{% extends \"base.html\" %}",
    "{% for p in page.pages %}{{ p.url }}{% endfor %}",
    "{{ t(id=\"a\") }}",
    "{{ asset(path=\"theme/theme.css\") }}",
    "{{ fact(id=\"t.a.x\") }}",
    "{{ 1 / 0 }}",
    "{% extends \"theme/base.html\" %}",
    "{% block footer %}{{ super() }}{% endblock %}",
    "{{ announcement() }}",
    "{% for i in range(end=3) %}",
    "x",
    "\n",
    "{# c #}",
    "</html>",
];

const SITE: &[&str] = &[
    "[[topics]]\nid = \"t\"\nlabel = \"題\"\n",
    "[[kinds]]\nid = \"medical\"\nblocks = [\"b\"]\nstale = \"error\"\n",
    "[content]\nhtml = \"safe\"\n",
    "[content]\nhtml = \"trusted\"\n",
    "[content]\nunknown_keys = \"keep\"\n",
    "[check]\nlevels = { \"unportable-name\" = \"off\", \"unquoted-number\" = \"error\" }\n",
    "[[languages]]\ncode = \"ar\"\nname = \"عربي\"\nfallback = [\"en\", \"ja\"]\nmissing = \"fallback\"\n",
    "[[languages]]\ncode = \"ja\"\n",
    "[[menu]]\npage = \"a\"\nchildren = [{ page = \"guide/a\" }, { label = \"題\", url = \"javascript:x\" }]\n",
    "[[menu]]\nlabel = { ja = \"題\" }\nurl = \"https://example.org/\"\nplace = \"footer\"\n",
    "[site]\nlogo = \"a.svg\"\nimage = \"../a.png\"\nannouncement = \"b\"\n",
    "[nope]\n",
    "x = \n",
];

/// What a file of this path may hold.
fn content(path: &str) -> BoxedStrategy<Vec<u8>> {
    let text = match path.rsplit('.').next().unwrap_or_default() {
        "md" => page().boxed(),
        "toml" if path.contains("/tables/") || path.contains("/facts/") => {
            prop_oneof![6 => table(), 1 => pieces::text(pieces::TOML, 15), 1 => pieces::text_of(DATA, 3)].boxed()
        }
        "toml" => prop_oneof![4 => pieces::text_of(DATA, 4), 1 => pieces::text(pieces::TOML, 15)].boxed(),
        "ftl" => pieces::text(pieces::FLUENT, 15).boxed(),
        "html" => pieces::text_of(TEMPLATE, 8).boxed(),
        _ => pieces::text(pieces::MARKDOWN, 3).boxed(),
    };
    prop_oneof![20 => text.prop_map(String::into_bytes), 1 => vec(any::<u8>(), 0..60)].boxed()
}

fn tree() -> impl Strategy<Value = Site> {
    let file = path().prop_flat_map(|path| content(&path).prop_map(move |bytes| (path.clone(), bytes)));
    let settings = prop_oneof![8 => pieces::text_of(SITE, 2), 1 => pieces::text(pieces::TOML, 10)];
    let settings = settings.prop_map(|more| format!("{}{more}", crate::laws::SITE).into_bytes());
    let home = content("content/index.ja.md");
    (vec(file, 0..10), settings, home, any::<u8>()).prop_map(|(files, settings, home, some)| {
        let mut tree: Tree = files.into_iter().collect();
        // Without either there is little to build.
        if some % 16 != 0 {
            tree.insert("site.toml".to_owned(), settings);
        }
        if some % 8 != 1 {
            tree.insert("content/index.ja.md".to_owned(), home);
        }
        Site(tree)
    })
}

#[test]
fn any_tree_is_built_or_refused() {
    hold(60, tree(), |tree| is_built_or_refused(&tree.memory()));
}

#[test]
fn a_tree_of_noise_is_built_or_refused() {
    let files = btree_map("[a-z./ぁ-ん]{1,20}", vec(any::<u8>(), 0..40), 0..8);
    hold(60, files, |tree| is_built_or_refused(&Site(tree).memory()));
}

#[test]
fn a_tree_on_a_disk_is_published_whole_or_not_at_all() {
    hold(8, tree(), |tree| is_published_whole_or_not(&tree.0));
}

/// The program says of a tree on a disk what the library says of it in memory, and publishes what that makes; where
/// there is a mistake, what was published before stays as it was.
fn is_published_whole_or_not(tree: &Tree) {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("site");
    let is_plain = |path: &str| Path::new(path).components().all(|part| matches!(part, Component::Normal(_)));
    // What a disk takes, as far as nothing is in its way.
    let mut kept = Tree::new();
    for (path, bytes) in tree.iter().filter(|(path, _)| is_plain(path)) {
        let place = root.join(path);
        let parent = place.parent().unwrap_or(&root);
        if fs::create_dir_all(parent).and_then(|()| fs::write(&place, bytes)).is_ok() {
            kept.insert(path.clone(), bytes.clone());
        }
    }
    fs::create_dir_all(&root).unwrap();
    let out = folder.path().join("out");
    let run = || {
        let done = Command::new(env!("CARGO_BIN_EXE_shirube"))
            .args(["build", "--drafts", "--allow-empty", "--root"])
            .arg(&root)
            .arg("--out")
            .arg(&out)
            .output()
            .unwrap();
        (done.status.code(), String::from_utf8_lossy(&done.stderr).into_owned())
    };
    let memory = built(&Site(kept).memory(), &options());
    let (code, said) = run();
    assert_eq!(code, Some(i32::from(memory.errors)), "{said}\n{}", memory.said);
    if memory.errors {
        assert!(!out.exists(), "a mistake published something");
        return;
    }
    assert_eq!(published(&out).unwrap(), memory.files);
    // One mistake, and the site stays what it was.
    fs::create_dir_all(root.join("content")).unwrap();
    fs::write(root.join("content/mistake.ja.md"), "+++\ntitle = \"誤\"\n+++\n[何](nowhere.md)\n").unwrap();
    let (code, said) = run();
    assert_eq!(code, Some(1), "{said}");
    assert_eq!(published(&out).unwrap(), memory.files);
}

/// Every file of an output but the record.
fn published(out: &Path) -> io::Result<Tree> {
    let mut found = Tree::new();
    for entry in walkdir::WalkDir::new(out) {
        let entry = entry?;
        let name = entry.path().strip_prefix(out).map_err(io::Error::other)?.to_string_lossy().into_owned();
        if entry.file_type().is_file() && name != ".shirube-record" {
            found.insert(name, fs::read(entry.path())?);
        }
    }
    Ok(found)
}
