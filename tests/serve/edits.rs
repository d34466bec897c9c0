//! Random edits of every kind: after each of them the preview is what a fresh start would be.

use shirube::inside::emit::File;
use shirube::inside::serve::{Changes, Preview, State, Sweep};
use shirube::output;
use shirube::source::{Disk, embedded};
use shirube::{Options, build, gather};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::time::{SystemTime, UNIX_EPOCH};

/// Numbers that look random, and are the same in each run of a seed.
pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Dice {
        Dice(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    pub fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % end as u64) as usize
    }

    pub fn pick<'a, T>(&mut self, among: &'a [T]) -> &'a T {
        &among[self.below(among.len())]
    }
}

const SITE: &[(&str, &str)] = &[
    (
        "site.toml",
        "base_url = \"https://example.org/sub/\"\nsource = \"ja\"\n\n[[languages]]\ncode = \"ja\"\n\n[[languages]]\ncode = \"en\"\n\
         missing = \"fallback\"\nfallback = [\"ja\"]\n\n[[topics]]\nid = \"care\"\nlabel = { ja = \"世話\", en = \"Care\" }\n",
    ),
    ("content/index.ja.md", "+++\ntitle = \"入口\"\n+++\n[](cost.md)と[医師](guide/doctor.md#ask)\n"),
    ("content/index.en.md", "+++\ntitle = \"Home\"\n+++\n[](cost.md)\n"),
    (
        "content/cost.ja.md",
        "+++\ntitle = \"費用\"\ntopics = [\"care\"]\ndate = 2026-01-02\n+++\n一回[5万円](fact:prices.drip.cost)です。\n\n## よくある質問 {.faq #faq}\n\n\
         ### 保険は使えますか {#insurance}\n\n使えません[@park]。\n",
    ),
    ("content/cost.en.md", "+++\ntitle = \"Cost\"\n+++\nOne is [¥50,000](fact:prices.drip.cost).\n"),
    (
        "content/guide/doctor.ja.md",
        "+++\ntitle = \"医師に尋ねる\"\n+++\n## 尋ねること {#ask}\n\n[](faq:cost#insurance)\n\n[](block:note)\n\n![図](plan.svg)\n",
    ),
    ("content/guide/plan.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\"/>"),
    ("content/guide/sources.ja.md", "+++\ntitle = \"出典\"\ntemplate = \"references.html\"\n+++\n"),
    ("content/blocks/note.ja.md", "ご注意ください。\n\n[](table:prices)\n"),
    ("content/references.toml", "[park]\ntype = \"webpage\"\ntitle = \"A study\"\nurl = \"https://example.com/\"\n"),
    (
        "content/tables/prices.toml",
        "caption = { ja = \"料金\", en = \"Prices\" }\n\n[[column]]\nid = \"cost\"\ntype = \"money\"\ncurrency = \"JPY\"\n\
         label = { ja = \"費用\", en = \"Cost\" }\n\n[[row]]\nid = \"drip\"\nlabel = { ja = \"点滴\", en = \"Drip\" }\ncost = 50000\n",
    ),
    ("locales/ja/site.ftl", "site-title = 案内\n"),
    ("static/robots-extra.txt", "nothing\n"),
];

/// What may come to stand in a file, besides what stands there now: right and wrong, large and small.
const TEXTS: &[(&str, &[&str])] = &[
    (
        ".md",
        &[
            "+++\ntitle = \"別の題\"\n+++\n別の文。\n",
            "+++\ntitle = \"別の題\"\nslug = \"other\"\naliases = [\"/ja/old/\"]\n+++\n## 節 {#ask}\n\n[](block:note)\n",
            "+++\ntitle = \"下書き\"\ndraft = true\n+++\n",
            "+++\ntitle = \"誤り\"\n+++\n[どこか](nowhere.md)[6万円](fact:prices.drip.cost)\n",
            "+++\ntitle = \"問い\"\n+++\n## 質問 {.faq #faq}\n\n### 保険は使えますか {#insurance}\n\n場合によります[@park]。\n",
            "+++\ntitle = \"[](fact:prices.drip.cost)の話\"\nweight = 1\ntopics = [\"care\"]\n+++\n本文。\n",
            "+++\nno front matter at all",
            "",
        ],
    ),
    (
        ".toml",
        &[
            "[other]\ntype = \"webpage\"\ntitle = \"Another\"\nurl = \"https://example.net/\"\n",
            "x = \n",
            "# nothing\n",
        ],
    ),
    (".ftl", &["site-title = ほかの案内\n", "site-title = { $x\n", "# nothing\n"]),
    (".svg", &["<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"5\" height=\"5\"/>", "none"]),
    (".txt", &["something\n", ""]),
    (".html", &["<p>{{ page.title }}</p>{{ page.content }}", "{{ page.title ", "<p>{{ nothing.at.all }}</p>"]),
    (".css", &[":root { --accent: red; }\n", "\n"]),
];

/// Files that may come to be.
const NEW: &[&str] = &[
    "content/guide/new.ja.md",
    "content/guide/doctor.en.md",
    "content/later/index.ja.md",
    "content/blocks/note.en.md",
    "templates/page.html",
    "static/theme/theme.css",
    "locales/en/site.ftl",
    "content/.hidden.ja.md",
    "content/guide/back~",
];

/// A site on a disk.
pub struct Folder {
    pub root: PathBuf,
    _kept: tempfile::TempDir,
}

impl Folder {
    pub fn new() -> Folder {
        let kept = tempfile::tempdir().unwrap();
        let folder = Folder { root: kept.path().canonicalize().unwrap(), _kept: kept };
        SITE.iter().for_each(|(path, text)| folder.write(path, text));
        folder
    }

    fn write(&self, path: &str, text: &str) {
        let place = self.root.join(path);
        fs::create_dir_all(place.parent().unwrap()).unwrap();
        fs::write(place, text).unwrap();
    }

    fn files(&self) -> Vec<String> {
        fn walk(folder: &Path, root: &Path, into: &mut Vec<String>) {
            for entry in fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                match path.is_dir() {
                    true => walk(&path, root, into),
                    false => into.push(path.strip_prefix(root).unwrap().to_string_lossy().into_owned()),
                }
            }
        }
        let mut files = Vec::new();
        walk(&self.root, &self.root, &mut files);
        files.sort();
        files
    }

    fn disk(&self) -> Disk {
        Disk::new(&self.root).unwrap()
    }
}

fn options() -> Options {
    let now = jiff::Timestamp::now();
    Options { base: None, drafts: false, strict: false, now, languages: Vec::new() }
}

/// What a fresh build makes: the files, if there is no mistake that keeps them from being right, and the mistakes.
pub fn fresh(folder: &Folder) -> (BTreeMap<String, Vec<u8>>, Vec<String>) {
    let sources = gather(&folder.disk(), &embedded()).unwrap();
    let sink = output::Memory::new();
    let built = build(sources, &options(), &sink, &|_, _| ()).unwrap();
    let told = built.diagnostics.iter().map(|found| told(found, &built.sources)).collect();
    (sink.into_files(), told)
}

fn told(found: &shirube::diagnostic::Diagnostic, sources: &shirube::source::Sources) -> String {
    let (start, _) = sources.positions(found.span);
    let path = &sources.get(found.span.source).path;
    format!("{path}:{}:{} {} {} {}", start.line, start.column, found.level.name(), found.code.name(), found.message)
}

/// Changes something; the paths that are no more as they were.
pub fn edit(folder: &Folder, dice: &mut Dice) -> BTreeSet<String> {
    let files = folder.files();
    let path = dice.pick(&files).clone();
    let place = folder.root.join(&path);
    let text = fs::read_to_string(&place).unwrap();
    match dice.below(12) {
        // A word more at the end: most edits are that.
        0..=3 => {
            let number = dice.below(1000);
            fs::write(&place, format!("{text}\n\n文{number}\n")).unwrap();
        }
        4..=5 => {
            let (_, texts) = TEXTS.iter().find(|(ending, _)| path.ends_with(ending)).unwrap_or(&TEXTS[0]);
            fs::write(&place, dice.pick::<&str>(texts)).unwrap();
        }
        // As it was at the beginning.
        6..=7 => {
            let (path, text) = dice.pick(SITE);
            folder.write(path, text);
            return BTreeSet::from([(*path).to_owned()]);
        }
        8 => {
            let path = *dice.pick(NEW);
            let (_, texts) = TEXTS.iter().find(|(ending, _)| path.ends_with(ending)).unwrap_or(&TEXTS[0]);
            folder.write(path, dice.pick::<&str>(texts));
            return BTreeSet::from([path.to_owned()]);
        }
        9 if path != "site.toml" => fs::remove_file(&place).unwrap(),
        // Saved beside, and put in its place.
        10 => {
            let beside = folder.root.join("content/.beside.swp");
            fs::write(&beside, text.replace('。', "、。")).unwrap();
            fs::rename(&beside, &place).unwrap();
        }
        // Another name, and back with the next edits.
        _ if path.ends_with(".ja.md") => {
            let other = path.replace(".ja.md", "2.ja.md");
            fs::rename(&place, folder.root.join(&other)).unwrap();
            return BTreeSet::from([path, other]);
        }
        _ => fs::write(&place, text + "\n").unwrap(),
    }
    BTreeSet::from([path])
}

/// The file of a path as the preview has it.
fn file(state: &State, path: &str) -> Option<Vec<u8>> {
    match state.site.as_ref()?.file(path).unwrap()? {
        File::Page { html, .. } => html.ok().flatten(),
        File::Made(bytes) => Some(bytes),
        File::Copied(blob) => Some(blob.beginning(u64::MAX).unwrap()),
    }
}

/// The paths of the pages that a file is the text of.
fn pages_of(state: &State, path: &str) -> Vec<String> {
    let site = &state.site.as_ref().unwrap().snapshot;
    let Some(id) = site.sources.at(path) else { return Vec::new() };
    let pages = site.catalog.pages().filter(|(_, entry)| entry.document.source == id);
    pages.map(|(_, entry)| format!("{}index.html", entry.route)).collect()
}

/// Makes the site what it was at the beginning; the paths that are no more as they were.
pub fn restore(folder: &Folder) -> BTreeSet<String> {
    let files = folder.files().into_iter();
    let changed = files.filter(|path| {
        let was = SITE.iter().find(|(of, _)| of == path).map(|(_, text)| *text);
        fs::read_to_string(folder.root.join(path)).ok().as_deref() != was
    });
    let changed: BTreeSet<String> = changed.collect();
    changed.iter().for_each(|path| fs::remove_file(folder.root.join(path)).unwrap());
    let missing = SITE.iter().filter(|(path, _)| !folder.root.join(path).exists());
    let missing: Vec<&(&str, &str)> = missing.collect();
    missing.iter().for_each(|(path, text)| folder.write(path, text));
    changed.into_iter().chain(missing.into_iter().map(|(path, _)| (*path).to_owned())).collect()
}

/// Edits a site so many times; after each edit the preview is compared with a fresh build. Returns how often all files were
/// compared, and how often there was a page at once.
pub fn compare(seed: u64, edits: usize) -> (usize, usize) {
    let (folder, mut dice) = (Folder::new(), Dice::new(seed));
    let mut preview = Preview::new(folder.disk(), options()).unwrap();
    let pool = rayon::ThreadPoolBuilder::new().num_threads(1).build().unwrap();
    let (mut compared, mut at_once, mut is_wrong, mut sweep) = (0, 0, false, Sweep::default());
    for number in 0..edits {
        let mut changed = BTreeSet::new();
        // Now and then a burst.
        let count = if dice.below(8) == 0 { 6 } else { 1 };
        match is_wrong && dice.below(3) > 0 {
            true => changed = restore(&folder),
            false => (0..count).for_each(|_| changed.extend(edit(&folder, &mut dice))),
        }
        let changes = if dice.below(20) == 0 { Changes::Any } else { Changes::Files(changed.clone()) };
        let at = format!("seed {seed}, edit {number}: {changed:?}");
        let states = Mutex::new(Vec::new());
        let publish = |state: &Arc<State>| states.lock().unwrap().push(Arc::clone(state));
        preview.apply(&changes, &publish).unwrap_or_else(|failure| panic!("{at}: {failure}"));
        if let Some(prepared) = preview.prepared().cloned() {
            let found = sweep.look(&prepared, preview.options(), &pool, &|| false).unwrap();
            drop(prepared);
            let number = preview.state().number;
            preview.swept(number, found, &|_| ());
        }
        let state = preview.state();
        let (files, expected) = fresh(&folder);
        let found = &state.findings.diagnostics;
        let found: Vec<String> = found.iter().map(|found| told(found, state.of.sources())).collect();
        assert_eq!(found, expected, "{at}");
        is_wrong = files.is_empty();
        if is_wrong {
            continue;
        }
        compared += 1;
        for (path, bytes) in &files {
            let made = file(state, path).unwrap_or_else(|| panic!("{at}: there is no {path}"));
            assert!(made == *bytes, "{at}: {path} is another:\n{}", String::from_utf8_lossy(&made));
        }
        // What was there at once was right for the page that was edited.
        if let [first, _] = states.into_inner().unwrap().as_slice() {
            at_once += 1;
            for path in changed.iter().flat_map(|path| pages_of(first, path)) {
                assert!(file(first, &path).as_ref() == files.get(&path), "{at}: {path} was another at once");
            }
        }
    }
    (compared, at_once)
}

#[test]
fn after_any_edit_the_preview_is_what_a_fresh_build_makes() {
    let (compared, at_once) = compare(1, 300);
    assert!(compared > 100 && at_once > 15, "{compared} {at_once}");
}

/// The same with edits that no run has had before; what fails says its seed.
#[test]
#[ignore = "runs for five minutes"]
fn after_five_minutes_of_edits_too() {
    let start = SystemTime::now();
    let mut seed = start.duration_since(UNIX_EPOCH).unwrap().as_secs();
    while start.elapsed().unwrap().as_secs() < 300 {
        compare(seed, 100);
        seed += 1;
    }
}
