//! Families of pages: texts that are joined to each other by links, blocks and questions, and what is said of them all.

use crate::{Family, Work, building, many, page, site, telling};
use shirube::inside::translation::Translatable;
use shirube::source::{Memory, Sources};

fn with(text: &str) -> Memory {
    site([("content/a.ja.md", page("A", text))])
}

/// A site with so many more files.
fn files(count: usize, mut site: Memory, file: impl Fn(usize) -> (String, String)) -> Memory {
    for at in 0..count {
        let (path, text) = file(at);
        site.insert(path, text.into_bytes());
    }
    site
}

fn block(at: usize, text: String) -> (String, String) {
    (format!("content/blocks/b{at}.ja.md"), text)
}

/// A page of so many questions.
fn questions(count: usize) -> (&'static str, String) {
    let question = |at| format!("### Q {{#question{at}}}\n\n答え。\n\n");
    ("content/faq.ja.md", page("Q", &format!("## Q {{.faq}}\n\n{}", many(count, question))))
}

/// A text of so many sections, in the order that `place` says.
fn sections(count: usize, place: impl Fn(usize) -> usize) -> Translatable {
    let section = |at: usize| format!("## S {{#s{0}}}\n\nword{0}\n\n", place(at));
    Translatable::of(&page("T", &many(count, section)), Sources::default().any(), &[])
}

/// The work of comparing two texts of so many sections.
fn comparing(new: Translatable, old: Translatable) -> Work {
    Box::new(move || assert!(new.sections.len() < 3 || !new.changes(&old).is_empty()))
}

/// Languages that no country speaks: `qaa` to `qtz` are free to be used.
fn languages(count: usize) -> String {
    let letter = |at: usize| char::from(b'a' + (at % 26) as u8);
    let code = |at: usize| format!("q{}{}", char::from(b'a' + (at / 26) as u8), letter(at));
    let language = |at: usize| format!("[[languages]]\ncode = \"{0}\"\nname = \"{0}\"\n", code(at));
    format!("{}{}", include_str!("../cases/site.toml"), many(count, language))
}

pub const FAMILIES: &[Family] = &[
    // Anchors.
    Family {
        name: "files/that_nothing_reads",
        size: 500,
        work: |n| {
            let file = |at| (format!("content/p{at}.ja.MD"), "x".to_owned());
            telling(n, files(n, with(""), file), "unused-file")
        },
    },
    Family {
        name: "files/templates_that_fill_in_what_is_loaded",
        size: 500,
        work: |n| {
            let filled =
                |at| format!("{{% set a{at} = page.title %}}<img src=\"//{{{{ page.title }}}}{at}\" alt=\"\">");
            let template = ("templates/page.html", many(n, filled));
            telling(n, site([("content/a.ja.md", page("A", "")), template]), "blocked-by-policy")
        },
    },
    Family {
        name: "files/templates_that_nothing_uses",
        size: 200,
        work: |n| {
            let file = |at| (format!("templates/parts/p{at}.html"), "x".to_owned());
            telling(n, files(n, with(""), file), "unused-file")
        },
    },
    Family {
        name: "files/pages_that_nothing_leads_to",
        size: 500,
        work: |n| {
            let file = |at| (format!("content/a/f{at}/p.ja.md"), page("P", "text"));
            telling(n, files(n, with(""), file), "unlisted-page")
        },
    },
    Family {
        name: "files/pages_of_another_case",
        size: 500,
        work: |n| {
            let file = |at: usize| {
                (
                    format!(
                        "content/{}{}.{}.md",
                        if at.is_multiple_of(2) { "p" } else { "P" },
                        at / 2,
                        if at.is_multiple_of(2) { "ja" } else { "en" }
                    ),
                    page("P", "text"),
                )
            };
            telling(n, files(2 * n, with(""), file), "name-case")
        },
    },
    Family {
        name: "anchors/known",
        size: 1_000,
        work: |n| building(with(&(many(n, |at| format!("## S {{#s{at}}}\n\n[字](#s{at})\n\n"))))),
    },
    Family {
        name: "anchors/unknown",
        size: 500,
        work: |n| {
            telling(n, with(&many(n, |at| format!("## S {{#known{at}}}\n\n[字](#know{at}n)\n\n"))), "unknown-anchor")
        },
    },
    Family {
        name: "anchors/of_tables",
        size: 100,
        work: |n| {
            let shown = many(n, |at| format!("[](table:t{at})\n\n[字](#table-t{at})\n\n"));
            let column = "[[column]]\nid = \"c\"\ntype = \"percent\"\nlabel = \"C\"\n";
            let table = |at| (format!("content/tables/t{at}.toml"), column.to_owned());
            building(files(n, with(&shown), table))
        },
    },
    Family {
        name: "anchors/of_the_original",
        size: 500,
        work: |n| {
            let original = page("A", &many(n, |at| format!("## S {{#s{at}}}\n\n")));
            let translation = page("A", &many(n, |at| format!("## T{at}\n\n[a](#s{at})\n\n")));
            building(site([("content/a.ja.md", original), ("content/a.en.md", translation)]))
        },
    },
    // Blocks.
    Family {
        name: "blocks/in_a_chain",
        size: 200,
        work: |n| {
            let next = |at| block(at, format!("字\n\n[](block:b{})\n", at + 1));
            let last = format!("content/blocks/b{n}.ja.md");
            let mut site = files(n, with("[](block:b0)\n"), next);
            site.insert(last, "終わり\n".as_bytes());
            building(site)
        },
    },
    Family {
        name: "blocks/in_a_circle",
        size: 200,
        work: |n| {
            let next = |at| block(at, format!("[](block:b{})\n", (at + 1) % n.max(1)));
            telling(n, files(n, with(""), next), "block-cycle")
        },
    },
    Family {
        name: "blocks/that_show_each_other",
        size: 30,
        work: |n| {
            // As many references as there are pairs: the input itself grows with the square.
            let root = n.isqrt() * 4;
            let others = |at: usize| {
                many(root, |other| if other > at { format!("[](block:b{other})\n\n") } else { String::new() })
            };
            building(files(root, with(""), |at| block(at, others(at) + "字\n")))
        },
    },
    Family {
        name: "blocks/with_ids",
        size: 200,
        work: |n| {
            let shown = many(n, |at| format!("[](block:b{at})\n\n"));
            building(files(n, with(&shown), |at| block(at, format!("## B {{#b{at}}}\n"))))
        },
    },
    Family {
        name: "blocks/shown_again",
        size: 200,
        work: |n| {
            let mut site = with(&"[](block:b)\n\n".repeat(n));
            site.insert("content/blocks/b.ja.md", "## B\n\n## B\n\n## B\n".as_bytes());
            building(site)
        },
    },
    Family {
        name: "blocks/that_are_unknown",
        size: 500,
        work: |n| {
            let shown = many(n, |at| format!("[](block:none{at})\n\n"));
            telling(n, files(n, with(&shown), |at| block(at, "字\n".to_owned())), "unknown-block")
        },
    },
    // Questions.
    Family {
        name: "questions/unknown",
        size: 500,
        work: |n| {
            let asked = page("A", &many(n, |at| format!("[](faq:faq#quest{at}ion)\n\n")));
            telling(n, site([("content/a.ja.md", asked), questions(n)]), "unknown-question")
        },
    },
    Family {
        name: "questions/of_a_long_page",
        size: 200,
        work: |n| {
            let asked = page("A", &many(n, |at| format!("[](faq:faq#question{at})\n\n")));
            building(site([("content/a.ja.md", asked), questions(n)]))
        },
    },
    // Pages.
    Family {
        name: "pages/links_to_unknown_pages",
        size: 50,
        work: |n| {
            let linked = |at: usize| (format!("content/p{at}.ja.md"), page("P", &format!("[字](pages{at}.md)\n")));
            telling(n, files(n, with(""), linked), "unknown-page")
        },
    },
    Family {
        name: "pages/of_a_folder",
        size: 50,
        work: |n| {
            let mut site = files(n, with(""), |at| (format!("content/f/p{at}.ja.md"), page("P", "字\n")));
            site.insert("content/f/index.ja.md", page("F", "").into_bytes());
            building(site)
        },
    },
    Family {
        name: "pages/of_a_topic",
        size: 50,
        work: |n| {
            let topic = "+++\ntitle = \"P\"\ntopics = [\"t\"]\n+++\n字\n";
            let mut site = files(n, with(""), |at| (format!("content/f/p{at}.ja.md"), topic.to_owned()));
            let config = format!("{}[[topics]]\nid = \"t\"\nlabel = \"T\"\n", include_str!("../cases/site.toml"));
            site.insert("site.toml", config.into_bytes());
            building(site)
        },
    },
    Family {
        name: "pages/of_many_folders",
        size: 50,
        work: |n| building(files(n, with(""), |at| (format!("content/f{at}/p.ja.md"), page("P", "字\n")))),
    },
    Family {
        name: "pages/aliases",
        size: 50,
        work: |n| {
            let names = many(n, |at| format!("\"old{at}\", "));
            let page = format!("+++\ntitle = \"A\"\naliases = [{names}]\n+++\n");
            building(site([("content/a.ja.md", page)]))
        },
    },
    Family {
        name: "pages/languages_without_pages",
        size: 30,
        work: |n| {
            let mut site = with("字\n");
            site.insert("site.toml", languages(n).into_bytes());
            building(site)
        },
    },
    // Translations.
    Family {
        name: "sections/that_have_moved",
        size: 500,
        work: |n| comparing(sections(n, |at| at), sections(n, move |at| n - at)),
    },
    Family {
        name: "sections/that_are_new",
        size: 500,
        work: |n| comparing(sections(n, |at| at), sections(n, move |at| n + at)),
    },
    Family {
        name: "sections/with_many_lines",
        size: 2_000,
        work: |n| {
            let of = |word: &str| {
                let text = page("T", &format!("## S\n\n{}", many(n.max(1), |at| format!("{word} {at}\n"))));
                Translatable::of(&text, Sources::default().any(), &[])
            };
            comparing(of("old"), of("new"))
        },
    },
    Family {
        name: "sections/with_keys_of_extra",
        size: 1_000,
        work: |n| {
            let keys = |text: &str| many(n, |at| format!("k{at:08}{text}\n"));
            let text = format!("+++\ntitle = \"T\"\n[extra]\n{}+++\n", keys(" = \"x\""));
            let extra: Vec<String> = keys("").lines().map(str::to_owned).collect();
            Box::new(move || assert_eq!(Translatable::of(&text, Sources::default().any(), &extra).words(), n + 1))
        },
    },
    Family {
        name: "sections/with_facts",
        size: 1_000,
        work: |n| {
            let text = page("T", &"## S\n\n[3](fact:a.b.c)\n\n".repeat(n));
            Box::new(move || assert_eq!(Translatable::of(&text, Sources::default().any(), &[]).sections.len(), n + 2))
        },
    },
];
