//! Families of what is exchanged with translators, and of what is said of translations.

use crate::{Family, Work, options, page, site};
use shirube::diagnostic::Diagnostics;
use shirube::inside::facts::labels;
use shirube::inside::resolve::Site;
use shirube::inside::{Read, inventory, read, status, xliff};
use shirube::source::{Memory, Sources, embedded};

/// A site that was read.
fn opened(site: &Memory) -> Site {
    let mut sources = Sources::read(site, &embedded()).unwrap();
    let mut diagnostics = Diagnostics::new();
    let Read { config, messages, catalog } = read(&mut sources, &options(), &mut diagnostics).unwrap();
    Site::new(sources, config, messages, catalog)
}

/// All pages and data of a site, to be translated from its first language into its second.
fn exported(site: &Site) -> String {
    let pages: Vec<_> = site.catalog.ledger().map(|page| (page, None)).collect();
    let data: Vec<_> = labels(&site.sources, &site.config).into_iter().map(|(id, _)| id).collect();
    let (from, to) = (site.config.source, site.config.languages.ids().last().unwrap());
    xliff::export(site, &pages, (&data, true), (from, to))
        .map_or_else(|_| String::new(), |offer| xliff::Form::default().write(&offer))
}

/// The work of exporting a site.
fn exporting(site: &Memory) -> Work {
    let site = opened(site);
    Box::new(move || assert!(exported(&site).contains("</xliff>")))
}

/// The work of importing what a site has exported, with `targets` put in by what stands for a translator.
fn importing(site: &Memory, fill: impl Fn(&str) -> String) -> Work {
    let mut site = opened(site);
    let text = fill(&exported(&site));
    let id = site.sources.add_text("x.xlf", text);
    Box::new(move || {
        let outcome = xliff::import(&site, &[id], &xliff::Wanted::default());
        assert!(
            outcome.diagnostics.is_empty() && outcome.refused.is_empty() && !outcome.files.is_empty(),
            "{:?}",
            outcome.diagnostics.iter().next()
        );
    })
}

/// Every source with a target behind it that says the same of other words.
fn translated(text: &str) -> String {
    let mut filled = String::new();
    for part in text.split_inclusive("</source>") {
        filled.push_str(part);
        if let Some((_, source)) = part.rsplit_once("<source>") {
            let target = source.replace("</source>", "").replace('文', "word ").replace("Home", "Start");
            filled.push_str(&format!("<target>{target}</target>"));
        }
    }
    filled
}

/// The work of refusing a file.
fn refusing(text: String) -> Work {
    let mut site = opened(&site([]));
    let id = site.sources.add_text("x.xlf", text);
    Box::new(move || assert!(!xliff::import(&site, &[id], &xliff::Wanted::default()).diagnostics.is_empty()))
}

fn body(text: String) -> Memory {
    site([("content/a.ja.md", page("題", &text))])
}

fn rows(count: usize, row: impl Fn(usize) -> String) -> Memory {
    let rows: String = (0..count).map(|at| format!("[[row]]\nid = \"r{at}\"\n{}", row(at))).collect();
    let column = "[[column]]\nid = \"c\"\ntype = \"percent\"\nlabel = { ja = \"文\" }\n";
    site([("content/tables/t.toml", format!("{column}{rows}"))])
}

pub const FAMILIES: &[Family] = &[
    Family { name: "exchange/exported_texts", size: 1_000, work: |n| exporting(&body("文\n\n".repeat(n))) },
    Family {
        name: "exchange/imported_texts",
        size: 500,
        work: |n| importing(&body("文\n\n".repeat(n + 1)), translated),
    },
    Family {
        name: "exchange/placeholders_of_a_text",
        size: 500,
        work: |n| importing(&body("*文* [文](https://example.org/) ".repeat(n + 1)), translated),
    },
    Family {
        name: "exchange/labels_in_braces",
        size: 400,
        work: |n| importing(&rows(n, |_| "label = { ja = \"文\" }\nc = 1\n".to_owned()), translated),
    },
    Family {
        name: "exchange/labels_on_lines",
        size: 400,
        work: |n| importing(&rows(n, |_| "label.ja = \"文\"\nc = 1\n".to_owned()), translated),
    },
    Family {
        name: "exchange/notes",
        size: 400,
        work: |n| {
            let row = |_| "label = \"R\"\nc = { value = 1, note = { ja = \"文\" } }\n".to_owned();
            importing(&rows(n, row), translated)
        },
    },
    Family {
        name: "exchange/attributes_of_an_element",
        size: 10_000,
        work: |n| {
            let attributes: String = (0..n + 1).map(|at| format!(" a{at}=\"\"")).collect();
            refusing(format!("<xliff{attributes}/>"))
        },
    },
    Family {
        name: "exchange/namespaces_of_elements",
        size: 5_000,
        work: |n| {
            let names: String = (0..90).map(|at| format!(" xmlns:a{at}=\"a\"")).collect();
            refusing(format!("<xliff{names}>{}</xliff>", "<a xmlns:b=\"b\"/>".repeat(n)))
        },
    },
    Family {
        name: "exchange/texts_cut_by_sections",
        size: 5_000,
        work: |n| refusing(format!("<xliff>{}</xliff>", "文<![CDATA[文]]>".repeat(n))),
    },
    Family {
        name: "exchange/quotations_listed",
        size: 10_000,
        work: |n| {
            let table = "[[column]]\nid = \"c\"\ntype = \"percent\"\nlabel = \"C\"\n[[row]]\nid = \"r\"\nlabel = \"R\"\nc = 5\n";
            let text = page("A", &"[](fact:t.r.c) ".repeat(n));
            let site = opened(&site([("content/a.ja.md", text), ("content/tables/t.toml", table.to_owned())]));
            Box::new(move || {
                let listed = inventory::list(&site.catalog, None, (&site.sources, &site.config, &site.messages));
                assert_eq!(listed.iter().map(|fact| fact.quotes.len()).sum::<usize>(), n);
                inventory::json(&listed);
            })
        },
    },
    Family {
        name: "exchange/status_of_pages",
        size: 300,
        work: |n| {
            let mut files = site([]);
            for at in 0..n {
                files.insert(format!("content/p{at}.ja.md"), page("P", "文").into_bytes());
            }
            let site = opened(&files);
            Box::new(move || {
                let report = status::report(&site, &[], &Diagnostics::new());
                assert_eq!(report.pages.iter().filter(|page| page.state.name() == "missing").count(), n + 1);
                status::terminal(&report, true);
                status::markdown(&report, site.config.repository.as_ref());
            })
        },
    },
];
