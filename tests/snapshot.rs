//! A site that is kept and changed page by page, as a preview has to: what comes of each change is what a fresh build
//! makes, and what it does not concern is shared with what was there before.

// A test may stop.
#![allow(clippy::unwrap_used)]

use shirube::Options;
use shirube::diagnostic::{Code, Diagnostics};
use shirube::inside::catalog::Texts;
use shirube::inside::emit::{Material, emit, plan};
use shirube::inside::render;
use shirube::inside::resolve::{Site, Snapshot};
use shirube::inside::{Read, read_again};
use shirube::output::{self, Plan};
use shirube::source::{Memory, Sources, embedded};
use std::collections::BTreeMap;
use std::sync::Arc;

const FILES: [(&str, &str); 11] = [
    (
        "site.toml",
        "base_url = \"https://example.org/\"\nsource = \"ja\"\n\n[[languages]]\ncode = \"ja\"\n\n[[languages]]\n\
         code = \"en\"\nmissing = \"fallback\"\nfallback = [\"ja\"]\n\n[site]\nannouncement = \"news\"\n",
    ),
    ("content/index.ja.md", "+++\ntitle = \"入口\"\n+++\n[](cost.md)と[医師](guide/doctor.md#ask)\n"),
    ("content/index.en.md", "+++\ntitle = \"Home\"\n+++\n[](cost.md)\n"),
    (
        "content/cost.ja.md",
        "+++\ntitle = \"費用\"\n+++\n一回[5万円](fact:prices.drip.cost)です。\n\n## よくある質問 {.faq #faq}\n\n### 保険は使えますか {#insurance}\n\n\
         使えません[@park]。\n",
    ),
    ("content/cost.en.md", "+++\ntitle = \"Cost\"\n+++\nOne is [¥50,000](fact:prices.drip.cost).\n"),
    (
        "content/guide/doctor.ja.md",
        "+++\ntitle = \"医師に尋ねる\"\n+++\n## 尋ねること {#ask}\n\n[](faq:cost#insurance)\n\n[](block:note)\n",
    ),
    ("content/guide/sources.ja.md", "+++\ntitle = \"出典\"\ntemplate = \"references.html\"\n+++\n"),
    ("content/blocks/note.ja.md", "ご注意ください。\n\n[](table:prices)\n"),
    ("content/blocks/news.ja.md", "[](../cost.md)を改訂しました。\n"),
    ("content/references.toml", "[park]\ntype = \"webpage\"\ntitle = \"A study\"\nurl = \"https://example.com/\"\n"),
    (
        "content/tables/prices.toml",
        "caption = { ja = \"料金\", en = \"Prices\" }\n\n[[column]]\nid = \"cost\"\ntype = \"money\"\ncurrency = \"JPY\"\n\
         label = { ja = \"費用\", en = \"Cost\" }\n\n[[row]]\nid = \"drip\"\nlabel = { ja = \"点滴\", en = \"Drip\" }\n\
         cost = 50000\n",
    ),
];

/// A site as a preview keeps it.
struct Kept {
    texts: Texts,
    snapshot: Arc<Snapshot>,
    diagnostics: Diagnostics,
}

fn options() -> Options {
    Options {
        base: None,
        drafts: false,
        strict: false,
        now: "2026-01-01T00:00:00Z".parse().unwrap(),
        languages: Vec::new(),
    }
}

fn site(mut sources: Sources, former: &Texts) -> (Site, Texts, Diagnostics) {
    let mut diagnostics = Diagnostics::new();
    let (read, texts) = read_again(&mut sources, &options(), former, &mut diagnostics).unwrap();
    let Read { config, messages, catalog } = read;
    (Site::new(sources, config, messages, catalog), texts, diagnostics)
}

impl Kept {
    fn fresh(sources: Sources) -> Kept {
        let (site, texts, diagnostics) = site(sources, &Texts::default());
        Kept { texts, snapshot: Arc::new(Snapshot::new(site)), diagnostics }
    }

    /// The same with another text of a file.
    fn after(&self, path: &str, text: &str) -> Kept {
        let id = self.snapshot.sources.at(path).unwrap();
        let sources = self.snapshot.sources.with_text(id, text.as_bytes().to_vec());
        let (site, texts, diagnostics) = site(sources, &self.texts);
        Kept { texts, snapshot: Arc::new(self.snapshot.after(site, id)), diagnostics }
    }

    fn said(&self) -> Vec<(Code, String)> {
        let all = self.diagnostics.iter().chain(self.snapshot.resolved.diagnostics());
        all.map(|found| (found.code, found.message.clone())).collect()
    }

    fn files(&self) -> BTreeMap<String, Vec<u8>> {
        let (engine, found) = render::load(&self.snapshot);
        assert!(found.is_empty());
        let sink = output::Memory::default();
        let claims = plan(&self.snapshot).into_iter().map(|claim| (claim.path, ()));
        let material = Material { site: &self.snapshot, engine: &engine.unwrap(), plan: &Plan::new(claims).0 };
        emit(material, &sink, &|| ()).unwrap();
        sink.into_files()
    }
}

fn sources(changed: Option<(&str, &str)>) -> Sources {
    let mut files = Memory::new();
    for (path, text) in FILES {
        let text = changed.filter(|(of, _)| *of == path).map_or(text, |(_, text)| text);
        files.insert(path, text.as_bytes().to_vec());
    }
    Sources::read(&files, &embedded()).unwrap()
}

#[test]
fn a_change_of_one_page_gives_what_a_fresh_build_gives() {
    let kept = Kept::fresh(sources(None));
    assert_eq!(kept.said(), []);
    let all = kept.texts.len();
    let pages = kept.snapshot.resolved.pages().count();
    assert_eq!((all, pages), (8, 8));
    let page = String::from_utf8(kept.files().remove("en/index.html").unwrap()).unwrap();
    assert!(page.contains("<a href=\"/en/cost/\"") && page.contains("を改訂しました"), "{page}");
    // The page, its new text, and how many pages are resolved again: all, where what it is to others has changed.
    for (path, text, again) in [
        ("content/index.en.md", "+++\ntitle = \"Home\"\n+++\nSee [the cost](cost.md) and [nothing](nothing.md).\n", 1),
        // The English page that stands in for it shows the same text.
        (
            "content/guide/doctor.ja.md",
            "+++\ntitle = \"医師に尋ねる\"\n+++\n## 尋ねること {#ask}\n\n別の文。\n\n[](block:note)\n",
            2,
        ),
        // A question of it is repeated on another page, which stands in for an English one too.
        (
            "content/cost.ja.md",
            "+++\ntitle = \"費用\"\n+++\n一回[5万円](fact:prices.drip.cost)ほどです。\n\n## よくある質問 {.faq #faq}\n\n### 保険は使えますか {#insurance}\n\n\
             場合によります。\n",
            3,
        ),
        ("content/cost.ja.md", "+++\ntitle = \"費用\"\n+++\n質問はありません。\n", pages),
        (
            "content/cost.ja.md",
            "+++\ntitle = \"料金\"\nslug = \"price\"\n+++\n一回[4万円](fact:prices.drip.cost)\n",
            pages,
        ),
        ("content/index.ja.md", "+++\ntitle = \"入口\"\n+++\n[](table:prices)\n", pages),
        ("content/blocks/note.ja.md", "ご注意を。\n\n[](table:prices)\n", pages),
        // What stands on every page.
        ("content/blocks/news.ja.md", "[](../guide/doctor.md)と[無](nothing.md)を改訂しました。\n", pages),
        // The last page is gone, and with it the one that stands in for it; then both are back.
        ("content/guide/sources.ja.md", "+++\ntitle = \"出典\"\ndraft = true\n+++\n", pages),
    ] {
        let after = kept.after(path, text);
        let fresh = Kept::fresh(sources(Some((path, text))));
        assert_eq!(after.said(), fresh.said(), "{path}");
        assert_eq!(after.snapshot.resolved, fresh.snapshot.resolved, "{path}");
        assert_eq!(after.files(), fresh.files(), "{path}");
        assert_eq!(after.texts.shared_with(&kept.texts), all - 1, "{path}");
        assert_eq!(after.snapshot.resolved.shared_with(&kept.snapshot.resolved), pages - again, "{path}\n{text}");
        // And back again.
        let back = after.after(path, FILES.iter().find(|(of, _)| *of == path).unwrap().1);
        assert_eq!((back.said(), back.files()), (kept.said(), kept.files()), "{path}");
    }
}
