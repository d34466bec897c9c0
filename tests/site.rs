//! The guide that ships with the source: complete in both languages, without a mistake, and every reference in it
//! holds.

// A test may stop; clippy.toml says so for the test functions, this for what they are made of.
#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::panic, clippy::string_slice, clippy::unwrap_used)]

#[path = "site/change.rs"]
mod change;
#[path = "site/html.rs"]
mod html;
#[path = "site/removal.rs"]
mod removal;
#[path = "cases/schema.rs"]
mod schema;

use html::{Html, is_address};
use rayon::prelude::*;
use shirube::diagnostic::{Format, Screen, print};
use shirube::source::{Disk, FileSystem, Memory, Sources, embedded};
use shirube::{Built, Options, build, output};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

const LANGUAGES: [&str; 2] = ["ja", "en"];

/// Every part of the article that the guide is made from.
const SECTIONS: [&str; 24] = [
    "duration",
    "onset",
    "fading",
    "basics",
    "mechanism",
    "other-treatments",
    "skin",
    "aga",
    "health",
    "schedule",
    "single-session",
    "continuing-cost",
    "drip-injection",
    "dermapen-water",
    "by-method",
    "side-effects",
    "no-effect",
    "contraindications",
    "cost",
    "cost-by-region",
    "insurance",
    "lasting",
    "choosing",
    "summary",
];

const QUESTIONS: [&str; 21] = [
    "q-duration",
    "q-onset",
    "q-single",
    "q-sessions",
    "q-evidence",
    "q-approved",
    "q-deaths",
    "q-side-effects",
    "q-breathing",
    "q-fever",
    "q-lump",
    "q-cancer",
    "q-who-not",
    "q-no-effect",
    "q-cost",
    "q-first-year",
    "q-drip-or-injection",
    "q-lasting",
    "q-clinic",
    "q-whom-to-ask",
    "q-supernatant",
];

const TABLES: [&str; 6] =
    ["duration-by-purpose", "other-treatments", "by-method", "side-effects", "continuing-cost", "cost-by-region"];

/// The references of the article, in its order.
const REFERENCES: [&str; 8] =
    ["yang2021", "nahm2024", "park2023", "lee2025", "gupta2023", "ersan2024", "jsrm2023", "ncc2024"];

const PAGES: [&str; 12] = [
    "",
    "guide/",
    "guide/evidence/",
    "guide/safety/",
    "guide/rules/",
    "faq/",
    "compare/",
    "references/",
    "glossary/",
    "about/",
    "policy/",
    "disagreements/",
];

/// The files of the site, in memory.
fn site() -> &'static Memory {
    static SITE: LazyLock<Memory> = LazyLock::new(|| {
        let disk = Disk::new(env!("CARGO_MANIFEST_DIR")).unwrap();
        let mut memory = Memory::new();
        for folder in ["site.toml", "content", "locales", "templates", "static"] {
            for file in disk.list(folder).unwrap().unwrap() {
                memory.insert(file.path.clone(), disk.read(&file.path).unwrap().unwrap());
            }
        }
        memory
    });
    &SITE
}

/// Builds a site; nothing is held back, on whatever day the test runs.
fn build_site(site: &Memory, carried: &Memory) -> (Built, BTreeMap<String, Vec<u8>>) {
    let sources = Sources::read(site, carried).unwrap();
    let options = Options {
        base: None,
        drafts: false,
        strict: false,
        now: "2999-12-31T00:00:00Z".parse().unwrap(),
        languages: Vec::new(),
    };
    let sink = output::Memory::new();
    let built = build(sources, &options, &sink, &|_, _| {}).unwrap();
    (built, sink.into_files())
}

/// What the site is published as.
struct Guide {
    files: BTreeMap<String, Vec<u8>>,
    /// The HTML files, by path.
    pages: BTreeMap<String, Html>,
    base: String,
}

fn guide() -> &'static Guide {
    static GUIDE: LazyLock<Guide> = LazyLock::new(|| {
        let (built, files) = build_site(site(), &embedded());
        let said = print(&built.diagnostics, &built.sources, Format::Terminal, Screen { colour: false, all: None });
        assert!(built.diagnostics.is_empty(), "the site has diagnostics:\n{said}");
        let pages = files.iter().filter(|(path, _)| path.ends_with(".html"));
        let pages = pages.map(|(path, bytes)| (path.clone(), Html::parse(std::str::from_utf8(bytes).unwrap())));
        let config = String::from_utf8(site().read("site.toml").unwrap().unwrap()).unwrap();
        let config: toml::Table = config.parse().unwrap();
        let base = config["base_url"].as_str().unwrap().to_owned();
        Guide { pages: pages.collect(), base, files }
    });
    &GUIDE
}

impl Guide {
    fn page(&self, path: &str) -> &Html {
        let file = if path.is_empty() || path.ends_with('/') { format!("{path}index.html") } else { path.to_owned() };
        self.pages.get(&file).unwrap_or_else(|| panic!("there is no page {file}"))
    }

    /// The path of the base URL, as `/shirube/`.
    fn base_path(&self) -> &str {
        let rest = self.base.split_once("://").unwrap().1;
        &rest[rest.find('/').unwrap()..]
    }

    fn text(&self, path: &str) -> &str {
        std::str::from_utf8(&self.files[path]).unwrap()
    }
}

#[test]
fn builds_without_a_diagnostic_and_always_the_same() {
    let first = guide();
    let (_, second) = build_site(site(), &embedded());
    assert_eq!(first.files.keys().collect::<Vec<_>>(), second.keys().collect::<Vec<_>>());
    for (path, bytes) in &second {
        assert!(first.files[path] == *bytes, "{path} differs from one build to the next");
    }
}

/// Every page of the guide with a piece of raw HTML, so that all of its text goes through the cleaning.
#[test]
fn cleaning_changes_nothing_that_the_program_writes() {
    let built = |mode: &str| {
        let mut site = site().clone();
        let pages: Vec<String> =
            site.iter().map(|(path, _)| path.to_owned()).filter(|path| path.ends_with(".md")).collect();
        for path in pages {
            let text = String::from_utf8(site.remove(&path).unwrap()).unwrap();
            site.insert(path, format!("{text}\n\n<br>\n").into_bytes());
        }
        let config = String::from_utf8(site.remove("site.toml").unwrap()).unwrap();
        assert!(!config.contains("[content]"));
        site.insert("site.toml", format!("{config}\n[content]\nhtml = \"{mode}\"\n").into_bytes());
        build_site(&site, &embedded())
    };
    let ((safe_built, safe), (_, trusted)) = (built("safe"), built("trusted"));
    assert!(!safe_built.diagnostics.has_errors());
    assert_eq!(safe.keys().collect::<Vec<_>>(), trusted.keys().collect::<Vec<_>>());
    let mut compared = 0;
    for ((path, safe), trusted) in safe.iter().zip(trusted.values()) {
        // Two ways to write one character.
        let read = |bytes: &[u8]| String::from_utf8_lossy(bytes).replace("&nbsp;", "\u{A0}").replace("&#x27;", "'");
        compared += usize::from(path.ends_with(".html"));
        assert!(read(safe) == read(trusted), "{path}");
    }
    assert!(compared > 20);
}

#[test]
fn has_every_page_in_both_languages() {
    let guide = guide();
    for lang in LANGUAGES {
        for path in PAGES {
            let page = guide.page(&format!("{lang}/{path}"));
            assert_eq!(page.lang.as_deref(), Some(lang), "{lang}/{path}");
        }
    }
    let of = |lang: &str| -> BTreeSet<&str> {
        guide.pages.keys().filter_map(|path| path.strip_prefix(lang)?.strip_prefix('/')).collect()
    };
    assert_eq!(of("ja"), of("en"));
}

#[test]
fn has_every_section_of_the_article() {
    let guide = guide();
    for lang in LANGUAGES {
        let inside = format!("{lang}/guide/");
        for section in SECTIONS {
            let pages = guide.pages.iter().filter(|(path, _)| path.starts_with(&inside));
            let found: Vec<&str> =
                pages.filter(|(_, page)| page.is_heading(section)).map(|(path, _)| path.as_str()).collect();
            assert_eq!(found.len(), 1, "the section {section} should stand once in {inside}: {found:?}");
        }
    }
}

#[test]
fn has_every_question() {
    for lang in LANGUAGES {
        let page = guide().page(&format!("{lang}/faq/"));
        for question in QUESTIONS {
            assert!(page.is_heading(question), "{lang}: {question}");
        }
    }
}

#[test]
fn compares_in_every_table() {
    for lang in LANGUAGES {
        let page = guide().page(&format!("{lang}/compare/"));
        for table in TABLES {
            assert!(page.has_id(&format!("table-{table}")), "{lang}: {table}");
        }
        let captions = page.tags.iter().filter(|tag| tag.name == "caption").count();
        assert_eq!(captions, TABLES.len(), "{lang}: every table has a caption");
    }
}

#[test]
fn lists_every_reference_with_where_it_is_cited() {
    for lang in LANGUAGES {
        let page = guide().page(&format!("{lang}/references/"));
        for key in REFERENCES {
            let entry = page.element(&format!("ref-{key}")).unwrap_or_else(|| panic!("{lang}: {key}"));
            let cited = entry.find("class=\"cited-in\"").map(|at| &entry[at..]).unwrap_or_default();
            let places = Html::parse(cited).links().count();
            assert!(places > 0, "{lang}: nothing cites {key}");
        }
        // Cited on other pages, and numbered there.
        let cites = |page: &Html, key: &str| page.links().any(|link| link == format!("#ref-{key}"));
        for key in REFERENCES {
            let citing = guide().pages.iter().filter(|(path, page)| path.starts_with(lang) && cites(page, key));
            assert!(citing.count() > 0, "{lang}: no page shows a citation of {key}");
        }
    }
}

#[test]
fn explains_twelve_terms_or_more() {
    let terms = |lang: &str| -> BTreeSet<&str> {
        guide().page(&format!("{lang}/glossary/")).ids().filter_map(|id| id.strip_prefix("term-")).collect()
    };
    assert!(terms("ja").len() >= 12, "{:?}", terms("ja"));
    assert_eq!(terms("ja"), terms("en"));
}

#[test]
fn lists_every_disagreement() {
    for lang in LANGUAGES {
        let page = guide().page(&format!("{lang}/disagreements/"));
        for number in 1..=16 {
            assert!(page.is_heading(&format!("c{number}")), "{lang}: c{number}");
        }
    }
}

#[test]
fn every_medical_page_says_research_stage_and_not_reviewed() {
    let mut medical = 0;
    for (path, bytes) in site().iter().filter(|(path, _)| path.starts_with("content/") && path.ends_with(".md")) {
        let text = std::str::from_utf8(bytes).unwrap();
        if !text.contains("\nkind = \"medical\"\n") {
            continue;
        }
        medical += 1;
        let (name, lang) = path["content/".len()..path.len() - ".md".len()].rsplit_once('.').unwrap();
        let name = name.strip_suffix("index").unwrap_or(name).trim_end_matches('/');
        let slash = if name.is_empty() { "" } else { "/" };
        let page = guide().page(&format!("{lang}/{name}{slash}"));
        // Above all else, with a link to the whole.
        let (head, main) = page.text.split_once("<main ").unwrap();
        let notice = head.split("<li class=\"notice\">").nth(1).unwrap_or_else(|| panic!("{path}: no notice"));
        assert!(notice.contains(&format!("/{lang}/about/#research-stage\">")), "{path}: {notice}");
        let is_whole =
            main.contains("<div class=\"block block-research-stage\">\n<div class=\"callout callout-important\"");
        assert_eq!(
            is_whole,
            name.is_empty(),
            "{path}: the whole notice stands on the front page and on that about the site"
        );
        let review = page.text.find("<div class=\"not-reviewed\">").unwrap_or_else(|| panic!("{path}: no review line"));
        let words = if lang == "ja" { "まだ受けていません" } else { "none yet" };
        let line = page.text[review..].split("</div>").next().unwrap();
        assert!(line.contains(words), "{path}: {line}");
    }
    // The front page, the guide, the questions, the tables and the disagreements, each in two languages.
    assert!(medical >= 20, "only {medical} pages are medical");
}

#[test]
fn every_link_leads_somewhere() {
    let guide = guide();
    let mut wrong = Vec::new();
    let mut seen = 0;
    for (path, page) in &guide.pages {
        for link in page.links() {
            seen += 1;
            if let Err(reason) = follow(guide, path, link) {
                wrong.push(format!("{path}: `{link}`: {reason}"));
            }
        }
    }
    for path in guide.files.keys().filter(|path| path.ends_with(".xml")) {
        for link in addresses_of_xml(guide.text(path)) {
            seen += 1;
            if let Err(reason) = follow(guide, path, &link) {
                wrong.push(format!("{path}: `{link}`: {reason}"));
            }
        }
    }
    assert!(seen > 1000, "the test sees only {seen} links");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Why a link on the page `from` cannot be followed.
fn follow(guide: &Guide, from: &str, link: &str) -> Result<(), String> {
    let local = match link.strip_prefix(&guide.base) {
        Some(rest) => rest,
        None if is_address(link) => return Ok(()),
        None if link.starts_with('#') => link,
        None => link.strip_prefix(guide.base_path()).ok_or("it is not below the base path")?,
    };
    let (path, fragment) = local.split_once('#').map_or((local, None), |(path, fragment)| (path, Some(fragment)));
    let path = html::percent_decode(path);
    if path.ends_with(".md") {
        return Err("it leads to a source".to_owned());
    }
    let file = match path.as_str() {
        "" if link.starts_with('#') => from.to_owned(),
        path if path.is_empty() || path.ends_with('/') => format!("{path}index.html"),
        path => path.to_owned(),
    };
    if !guide.files.contains_key(&file) {
        return Err(format!("there is no file {file}"));
    }
    let Some(fragment) = fragment else { return Ok(()) };
    let fragment = html::percent_decode(fragment);
    let page = guide.pages.get(&file).ok_or("a fragment of what is no page")?;
    if page.has_id(&fragment) { Ok(()) } else { Err(format!("{file} has no id `{fragment}`")) }
}

/// What `href` and `<loc>` name in a feed or the sitemap.
fn addresses_of_xml(text: &str) -> Vec<String> {
    let mut found: Vec<String> = Html::parse(text).links().map(str::to_owned).collect();
    for part in text.split("<loc>").skip(1) {
        found.push(part.split("</loc>").next().unwrap().to_owned());
    }
    found
}

#[test]
fn no_id_stands_twice_in_a_page() {
    for (path, page) in &guide().pages {
        let mut seen = BTreeSet::new();
        for id in page.ids() {
            assert!(seen.insert(id), "{path}: {id}");
        }
    }
}

#[test]
fn translations_name_each_other_and_the_sitemap_agrees() {
    let guide = guide();
    // What each address says: hreflang and address.
    let mut said: BTreeMap<String, BTreeSet<(String, String)>> = BTreeMap::new();
    for page in guide.pages.values() {
        let links = || page.tags.iter().filter(|tag| tag.name == "link");
        let Some(canonical) = links().find(|tag| tag.get("rel") == Some("canonical")) else { continue };
        let alternates = links().filter(|tag| tag.get("rel") == Some("alternate"));
        let alternates = alternates.filter_map(|tag| Some((tag.get("hreflang")?.into(), tag.get("href")?.into())));
        said.insert(canonical.get("href").unwrap().to_owned(), alternates.collect());
    }
    assert!(said.len() >= 2 * PAGES.len());
    for (address, alternates) in said.iter().filter(|(_, alternates)| !alternates.is_empty()) {
        assert!(alternates.iter().any(|(_, href)| href == address), "{address} does not name itself");
        for (lang, href) in alternates.iter().filter(|(lang, _)| lang != "x-default") {
            let back = said.get(href).unwrap_or_else(|| panic!("{address}: {lang}: {href} is no page"));
            assert_eq!(back, alternates, "{address} and {href} disagree");
        }
    }
    let sitemap = guide.text("sitemap.xml");
    let mut mapped = BTreeMap::new();
    for entry in sitemap.split("<url>").skip(1) {
        let address = entry.split("<loc>").nth(1).unwrap().split("</loc>").next().unwrap();
        let tags = Html::parse(entry).tags;
        let alternates = tags.iter().filter_map(|tag| Some((tag.get("hreflang")?.into(), tag.get("href")?.into())));
        mapped.insert(address.to_owned(), alternates.collect::<BTreeSet<_>>());
    }
    for lang in LANGUAGES {
        for path in PAGES {
            let address = format!("{}{lang}/{path}", guide.base);
            assert!(mapped.contains_key(&address), "the sitemap lacks {address}");
        }
    }
    for (address, alternates) in &mapped {
        assert_eq!(said.get(address), Some(alternates), "{address}: the page and the sitemap disagree");
    }
}

#[test]
fn every_download_fits_its_schema() {
    let tables = site().iter().filter(|(path, _)| path.contains("/tables/") && path.ends_with(".toml"));
    assert_eq!(schema::hold(&guide().files), Ok(LANGUAGES.len() * tables.count()));
}

#[test]
fn structured_data_is_json() {
    let mut seen = 0;
    for (path, page) in &guide().pages {
        for part in page.text.split("<script type=\"application/ld+json\">").skip(1) {
            let json = part.split("</script>").next().unwrap();
            let value: Result<serde_json::Value, _> = serde_json::from_str(json);
            assert!(value.is_ok_and(|value| value["@context"] == "https://schema.org"), "{path}: {json}");
            seen += 1;
        }
    }
    assert!(seen >= 2 * PAGES.len());
}

/// The guide with each of `removals` made in turn; what is wrong with the outcomes, together.
fn remove_each(removals: Vec<removal::Removal>, at_least: usize) {
    assert!(removals.len() >= at_least, "the test finds only {} things to remove", removals.len());
    let wrong: Vec<String> = removals.par_iter().filter_map(|removal| removal.run().err()).collect();
    let (count, all) = (wrong.len(), removals.len());
    assert!(wrong.is_empty(), "{count} of {all} removals:\n{}", wrong.join("\n"));
}

#[test]
fn a_changed_value_is_reported_wherever_it_is_quoted_and_mended() {
    let changes = change::changes();
    assert!(changes.len() >= 100, "the test finds only {} values to change", changes.len());
    let wrong: Vec<String> = changes.par_iter().filter_map(|change| change.run().err()).collect();
    assert!(wrong.is_empty(), "{} of {} changes:\n{}", wrong.len(), changes.len(), wrong.join("\n"));
}

#[test]
fn a_missing_page_is_reported_wherever_it_is_named() {
    remove_each(removal::pages(), 14);
}

#[test]
fn a_missing_anchor_is_reported_wherever_it_is_named() {
    remove_each(removal::anchors(), 40);
}

#[test]
fn a_missing_cell_is_reported_once() {
    remove_each(removal::cells(), 70);
}

#[test]
fn a_missing_row_is_reported_wherever_it_is_named() {
    remove_each(removal::rows(), 60);
}

#[test]
fn a_missing_table_is_reported_wherever_it_is_named() {
    remove_each(removal::tables(), 15);
}

#[test]
fn a_missing_reference_is_reported_wherever_it_is_cited() {
    remove_each(removal::references(), 8);
}

#[test]
fn a_missing_term_is_reported_wherever_it_is_named() {
    remove_each(removal::terms(), 8);
}

#[test]
fn a_missing_block_is_reported_wherever_it_is_shown() {
    remove_each(removal::blocks(), 2);
}

#[test]
fn a_missing_asset_is_reported_wherever_it_is_asked_for() {
    remove_each(removal::assets(), 3);
}

#[test]
fn a_missing_message_is_reported_wherever_it_is_asked_for() {
    remove_each(removal::messages(), 25);
}
