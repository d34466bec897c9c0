//! Lines that were meant to be markup and are none, which have to be told, and lines that are right and tricky, of which
//! nothing may be said. They stand in `tests/slips`, each the text of a page, between lines of `%%%%`.

use super::{Came, NOW, come, describe};
use libtest_mimic::{Failed, Trial};
use shirube::Options;
use shirube::diagnostic::{Code, Diagnostics};
use shirube::inside::mend::mend;
use shirube::source::{Memory, embedded};
use std::fs;
use std::path::Path;

/// A test for each list, and for what can be mended.
pub fn trials() -> Vec<Trial> {
    let list = |name: &'static str, lang: &'static str, wrong: bool| {
        Trial::test(format!("slips/{name}"), move || run(name, lang, wrong))
    };
    vec![
        list("wrong.ja", "ja", true),
        list("wrong.en", "en", true),
        list("right.ja", "ja", false),
        list("right.en", "en", false),
        Trial::test("slips/wrong.ja mended", || mended("wrong.ja", "ja")),
        Trial::test("slips/wrong.en mended", || mended("wrong.en", "en")),
    ]
}

const SITE: [(&str, &str); 8] = [
    (
        "site.toml",
        "base_url = \"https://example.net/\"\nsource = \"ja\"\n[[languages]]\ncode = \"ja\"\n[[languages]]\ncode = \"en\"\n[[topics]]\nid = \"fees\"\nlabel = { ja = \"料金\", en = \"Fees\" }\n[check]\nnumbers = \"off\"\n",
    ),
    ("content/index.ja.md", "+++\ntitle = \"入口\"\n+++\n"),
    ("content/index.en.md", "+++\ntitle = \"Home\"\n+++\n"),
    (
        "content/tables/fees.toml",
        "caption = { ja = \"料金\", en = \"Fees\" }\n[[column]]\nid = \"cost\"\ntype = \"money\"\ncurrency = \"JPY\"\n\
         label = { ja = \"費用\", en = \"Cost\" }\n[[column]]\nid = \"time\"\ntype = \"duration\"\nunit = \"month\"\n\
         label = { ja = \"期間\", en = \"Time\" }\n[[row]]\nid = \"drip\"\nlabel = { ja = \"点滴\", en = \"Drip\" }\n\
         cost = 50000\ntime = 3\n[[row]]\nid = \"cream\"\nlabel = { ja = \"クリーム\", en = \"Cream\" }\ncost = 60000\n\
         [[conflict]]\nid = \"fees\"\ntopic = \"fees\"\ntitle = { ja = \"料金\", en = \"Fees\" }\nfacts = [\"fees.drip.cost\", \"fees.cream.cost\"]\n\
         why = { ja = \"別の店です。\", en = \"Other shops.\" }\n",
    ),
    (
        "content/references.toml",
        "[park2023]\ntype = \"webpage\"\ntitle = \"A\"\nurl = \"https://example.org/a\"\n[city2026]\ntype = \"webpage\"\n\
         title = \"B\"\nurl = \"https://example.org/b\"\n",
    ),
    (
        "content/glossary.toml",
        "[drip]\nterm = { ja = \"点滴\", en = \"drip\" }\ndefinition = { ja = \"静脈に入れること。\", en = \"Into a vein.\" }\n",
    ),
    ("content/help/mark.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"1\" height=\"1\"/>"),
    ("content/blocks/notice.ja.md", "お知らせです。\n"),
];

/// The site with the entries of a list as pages, and these.
fn site(name: &str, lang: &str) -> Result<(Memory, Vec<String>), Failed> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/slips").join(format!("{name}.txt"));
    let list = fs::read_to_string(path)?;
    let entries: Vec<&str> = list.split("\n%%%%\n").collect();
    let mut site = Memory::new();
    for (path, text) in SITE {
        site.insert(path, text.as_bytes());
    }
    site.insert("content/blocks/notice.en.md", &b"A notice.\n"[..]);
    for page in ["cost", "faq"] {
        let text = format!("+++\ntitle = \"x {page}\"\n+++\n## Cost {{#cost}}\n");
        site.insert(format!("content/help/{page}.{lang}.md"), text.into_bytes());
    }
    for (number, entry) in entries.iter().enumerate() {
        let text = entry.strip_prefix("// ").and_then(|rest| rest.split_once('\n')).map_or(*entry, |(_, text)| text);
        let page = format!("+++\ntitle = \"x {number}\"\n+++\n{text}\n");
        site.insert(format!("content/help/{number}.{lang}.md"), page.into_bytes());
    }
    Ok((site, entries.into_iter().map(str::to_owned).collect()))
}

fn built(site: &Memory) -> Result<Came, Failed> {
    let options = Options { base: None, drafts: false, strict: false, now: NOW.parse()?, languages: Vec::new() };
    come(site, &embedded(), &options, None)
}

/// The path of the page that an entry is.
fn page(number: usize, lang: &str) -> String {
    format!("content/help/{number}.{lang}.md")
}

/// What is said of a page.
fn of_page(came: &Came, path: &str) -> Diagnostics {
    let mut own = came.diagnostics.clone();
    own.retain(|found| came.sources.get(found.span.source).path == path);
    own
}

fn run(name: &str, lang: &str, wrong: bool) -> Result<(), Failed> {
    let (site, entries) = site(name, lang)?;
    let came = built(&site)?;
    let mut failed = String::new();
    for (number, entry) in entries.iter().enumerate() {
        let own = of_page(&came, &page(number, lang));
        if own.is_empty() == wrong {
            let what = if wrong { "nothing is said of" } else { "this is right" };
            failed.push_str(&format!("── {what}:\n{entry}\n{}", describe(&own, &came.sources)));
        }
    }
    all(failed)
}

/// A page of which all that is wrong can be mended has nothing wrong when it is mended.
fn mended(name: &str, lang: &str) -> Result<(), Failed> {
    let (mut site, entries) = site(name, lang)?;
    let came = built(&site)?;
    for file in mend(&came.diagnostics, &came.sources) {
        let path = came.sources.get(file.source).path.clone();
        site.insert(path, file.text.into_bytes());
    }
    let after = built(&site)?;
    let (mut failed, mut count) = (String::new(), 0);
    for (number, entry) in entries.iter().enumerate() {
        let path = page(number, lang);
        let before = of_page(&came, &path);
        if before.is_empty() || before.iter().any(|found| found.fix.is_none()) {
            continue;
        }
        count += 1;
        let mut own = of_page(&after, &path);
        // What a link that was mended leads to need not be there.
        own.retain(|found| !matches!(found.code, Code::UnknownPage | Code::UnknownAsset));
        if !own.is_empty() {
            failed.push_str(&format!("── not mended:\n{entry}\n{}", describe(&own, &after.sources)));
        }
    }
    if count < 20 {
        return Err(format!("only {count} entries can be mended").into());
    }
    all(failed)
}

fn all(failed: String) -> Result<(), Failed> {
    match failed.is_empty() {
        true => Ok(()),
        false => Err(failed.into()),
    }
}
