//! Families of data: front matter, tables and facts, conflicts, references, terms, topics, messages.

use crate::{Family, Work, many, page, site, work_of};
use shirube::Built;
use shirube::diagnostic::{Diagnostic, Level};
use shirube::source::Memory;

/// The work of building a site of a size; all that is wrong with it has this code, and something has unless the code is
/// empty. There is nothing wrong with nothing. That nobody uses the data is none of the matter.
fn wrong(size: usize, site: Memory, code: &'static str) -> Work {
    work_of(site, move |Built { diagnostics, .. }| {
        let is_told = |found: &&Diagnostic| found.code.level() != Level::Advice;
        let (other, told) = (
            diagnostics.iter().filter(is_told).find(|found| found.code.name() != code),
            diagnostics.iter().any(|found| found.code.name() == code),
        );
        assert!(size == 0 || other.is_none() && told != code.is_empty(), "{other:?}");
    })
}

/// A page with this text beside the front page.
fn body(text: &str) -> (&'static str, String) {
    ("content/a.ja.md", page("A", text))
}

fn references(count: usize) -> (&'static str, String) {
    let work = |at| format!("[key{at}]\ntype = \"webpage\"\ntitle = \"T\"\nurl = \"https://example.org/{at}\"\n");
    ("content/references.toml", many(count, work))
}

/// Works that are all at one address.
fn one_work_again_and_again(count: usize) -> (&'static str, String) {
    let work = |at| format!("[key{at}]\ntype = \"article\"\ntitle = \"T\"\ndoi = \"10.1000/182\"\n");
    ("content/references.toml", many(count, work))
}

/// Studies, each of a topic of its own and one of all.
fn studies(count: usize) -> (&'static str, String) {
    let work = |at| {
        format!(
            "[key{at}]\ntype = \"article\"\ntitle = \"T\"\nurl = \"https://example.org/{at}\"\ndesign = \"rct\"\n\
             people = 10\nfinding = \"neutral\"\nresult = \"R[@key0]\"\ntopics = [\"all\", \"a{at}\"]\n"
        )
    };
    ("content/references.toml", many(count, work))
}

fn exported(count: usize) -> (&'static str, String) {
    let work = |at| {
        format!(
            "@article{{key{at},\n  title = {{The {{DNA}} of {at}}},\n  author = {{A, B and C, D}},\n  \
             date = {{2020-01-02}},\n  url = {{https://example.org/{at}}},\n}}\n"
        )
    };
    ("content/references.bib", many(count, work))
}

fn glossary(count: usize) -> (&'static str, String) {
    let term = |at| format!("[key{at}]\nterm = \"T\"\ndefinition = \"D\"\n");
    ("content/glossary.toml", many(count, term))
}

/// Percentages, so that no message is needed.
fn column(id: &str) -> String {
    format!("[[column]]\nid = \"{id}\"\ntype = \"percent\"\nlabel = \"C\"\n")
}

fn columns(count: usize) -> String {
    many(count, |at| column(&format!("c{at}")))
}

fn row(id: &str, cells: &str) -> String {
    format!("[[row]]\nid = \"{id}\"\nlabel = \"R\"\n{cells}")
}

fn rows(count: usize, cells: impl Fn(usize) -> String) -> String {
    many(count, |at| row(&format!("row{at}"), &cells(at)))
}

const TABLE: &str = "content/tables/t.toml";
const FACTS: &str = "content/facts/t.toml";

/// A table with a column `c` and so many rows.
fn long_table(count: usize) -> (&'static str, String) {
    (TABLE, format!("{}{}", column("c"), rows(count, |at| format!("c = {at}\n"))))
}

fn facts(rows: &str) -> (&'static str, String) {
    (FACTS, format!("{}{rows}", column("c")))
}

fn topics(count: usize) -> String {
    let topic = |at| format!("[[topics]]\nid = \"a{at}\"\nlabel = \"A\"\n");
    format!("{}\n{}", include_str!("../cases/site.toml"), many(count, topic))
}

fn page_of_topics(count: usize, letter: char) -> (&'static str, String) {
    let ids = many(count, |at| format!("\"{letter}{at}\", "));
    ("content/a.ja.md", format!("+++\ntitle = \"A\"\ntopics = [{ids}]\n+++\n"))
}

fn messages(text: String) -> (&'static str, String) {
    ("locales/ja/site.ftl", text)
}

pub const FAMILIES: &[Family] = &[
    Family {
        name: "data/citations_of_many_references",
        size: 2_500,
        work: |n| wrong(n, site([body(&many(n, |at| format!("文[@key{at}]\n\n"))), references(n)]), ""),
    },
    Family {
        name: "data/one_work_again_and_again",
        size: 1_000,
        work: |n| wrong(n, site([one_work_again_and_again(n)]), if n > 1 { "duplicate-reference" } else { "" }),
    },
    Family {
        name: "data/works_of_a_program",
        size: 1_000,
        work: |n| wrong(n, site([body(&many(n, |at| format!("文[@key{at}]\n\n"))), exported(n)]), ""),
    },
    Family {
        name: "data/citations_of_ten_works",
        size: 2_000,
        work: |n| {
            let ten = |at: usize| match at % 10 {
                0 => format!("文[@key{at}"),
                9 => format!("; @key{at}]\n\n"),
                _ => format!("; @key{at}"),
            };
            wrong(n, site([body(&many(n, ten)), references(n)]), "")
        },
    },
    Family {
        name: "data/tables_of_studies",
        size: 200,
        work: |n| {
            let tables = many(n, |at| format!("[](references:table?topic=a{at})\n\n"));
            let settings = format!("{}\n[[topics]]\nid = \"all\"\nlabel = \"A\"\n", topics(n));
            wrong(
                n,
                site([body(&format!("{tables}[](references:table?topic=all)\n")), studies(n), ("site.toml", settings)]),
                "",
            )
        },
    },
    Family {
        name: "data/wide_braces_of_a_message",
        size: 10_000,
        work: |n| work_of(site([messages(format!("a = {}\n", "｛ ".repeat(n)))]), |_| {}),
    },
    Family {
        name: "data/calls_that_do_not_end",
        size: 10_000,
        work: |n| work_of(site([("templates/404.html", "t(".repeat(n))]), |_| {}),
    },
    Family {
        name: "data/people_of_the_site",
        size: 1_000,
        work: |n| {
            let person = |at| format!("[p{at}]\nname = \"A\"\nroles = [\"author\", \"reviewer\"]\nfunding = \"F\"\n");
            let people = ("content/people.toml", many(n + 1, person));
            wrong(n, site([body(&many(n, |at| format!("[](people:p{at})\n\n"))), people]), "")
        },
    },
    Family {
        name: "data/more_people_than_a_page_holds",
        size: 300,
        work: |n| {
            let person = |at| format!("[p{at}]\nname = \"A\"\nroles = [\"author\"]\n");
            // As many that are shown as there are pairs of people and places; a page holds no more than it holds.
            let people = ("content/people.toml", many(n + 1, person));
            work_of(site([body(&many(n + 1, |_| "[](people:)\n\n".to_owned())), people]), |_| {})
        },
    },
    Family {
        name: "data/unknown_citations_beside_many_references",
        size: 300,
        work: |n| wrong(n, site([body(&many(n, |at| format!("[@kay{at}]\n\n"))), references(n)]), "unknown-reference"),
    },
    Family {
        name: "data/terms_of_a_large_glossary",
        size: 5_000,
        work: |n| wrong(n, site([body(&many(n, |at| format!("[語](term:key{at})\n\n"))), glossary(n)]), ""),
    },
    Family {
        name: "data/unknown_terms_beside_a_large_glossary",
        size: 300,
        work: |n| wrong(n, site([body(&many(n, |at| format!("[語](term:kay{at})\n\n"))), glossary(n)]), "unknown-term"),
    },
    Family {
        name: "data/unknown_facts_beside_many_rows",
        size: 300,
        work: |n| {
            wrong(n, site([body(&many(n, |at| format!("[](fact:t.raw{at}.c)\n\n"))), long_table(n)]), "unknown-fact")
        },
    },
    Family {
        name: "data/unknown_rows_unlike_any",
        size: 300,
        work: |n| {
            let quotes = many(n, |at| format!("[](fact:t.{at}-of-another-name-by-far.c)\n\n"));
            wrong(n, site([body(&quotes), long_table(n)]), "unknown-fact")
        },
    },
    Family {
        name: "data/columns_of_a_row",
        size: 2_000,
        work: |n| {
            let cells = many(n, |at| format!("c{at} = {at}\n"));
            wrong(n, site([(TABLE, format!("{}{}", columns(n), row("r", &cells)))]), "")
        },
    },
    Family {
        name: "data/blank_cells",
        size: 300,
        work: |n| {
            wrong(n, site([(TABLE, format!("{}{}", columns(n / 10 + 1), rows(n, |_| String::new())))]), "missing-key")
        },
    },
    Family {
        name: "data/columns_that_cannot_be_read",
        size: 2_000,
        work: |n| {
            let column = |at| format!("[[column]]\nid = \"c{at}\"\ntype = \"measure\"\nlabel = \"C\"\n");
            let cells = many(n, |at| format!("c{at} = {at}\n"));
            wrong(n, site([(TABLE, format!("{}{}", many(n, column), row("r", &cells)))]), "missing-key")
        },
    },
    Family {
        name: "data/cells_of_unknown_columns",
        size: 300,
        work: |n| {
            let cells = many(n, |at| format!("c{at} = 1\ncc{at} = 1\n"));
            wrong(n, site([(TABLE, format!("{}{}", columns(n), row("r", &cells)))]), "unknown-key")
        },
    },
    Family {
        name: "data/rows_of_one_name",
        size: 1_500,
        work: |n| {
            wrong(n, site([(TABLE, format!("{}{}", column("c"), many(n, |_| row("r", "c = 1\n"))))]), "duplicate-name")
        },
    },
    Family {
        name: "data/derived_rows",
        size: 800,
        work: |n| {
            let derived = |at: usize| format!("c = {{ derive = \"row{}.c + first.c\" }}\n", at.saturating_sub(1));
            let first = [row("first", "c = 1\n"), row("row0", "c = 1\n")].concat();
            let rest = many(n, |at| row(&format!("row{}", at + 1), &derived(at + 1)));
            wrong(n, site([facts(&format!("{first}{rest}"))]), "")
        },
    },
    Family {
        name: "data/formulas_of_unknown_rows",
        size: 300,
        work: |n| {
            let formula = |at: usize| format!("c = {{ derive = \"raw{at}.c + 1\" }}\n");
            wrong(n, site([facts(&rows(n, formula))]), "unknown-fact")
        },
    },
    Family {
        name: "data/formulas_in_a_circle",
        size: 800,
        work: |n| {
            let formula = |at: usize| format!("c = {{ derive = \"row{}.c + 1\" }}\n", (at + 1) % n.max(1));
            wrong(n, site([facts(&rows(n.max(1), formula))]), "formula-cycle")
        },
    },
    Family {
        name: "data/values_that_a_reader_changes",
        // What a page works out has at most 100 kB.
        size: 50,
        work: |n| {
            let input = "c = { value = 1, reader = { min = 1, max = 9, step = 1 } }\n";
            let cells = |at: usize| format!("{input}d = {{ derive = \"row{at}.c + row0.c\" }}\n");
            let table = format!("{}{}{}", column("c"), column("d"), rows(n, cells));
            wrong(n, site([body("[](table:t)\n"), (TABLE, table)]), "")
        },
    },
    Family {
        name: "data/choices",
        size: 1_500,
        work: |n| {
            let choices = many(n, |at| format!("{{ id = \"a{at}\", label = \"L\" }}, "));
            let column = format!("[[column]]\nid = \"c\"\ntype = \"choice\"\nlabel = \"C\"\nchoices = [{choices}]\n");
            wrong(n, site([(TABLE, format!("{column}{}", rows(n, |at| format!("c = \"a{at}\"\n"))))]), "")
        },
    },
    Family {
        name: "data/unknown_choices",
        size: 300,
        work: |n| {
            let choices = many(n, |at| format!("{{ id = \"a{at}\", label = \"L\" }}, "));
            let column = format!("[[column]]\nid = \"c\"\ntype = \"choice\"\nlabel = \"C\"\nchoices = [{choices}]\n");
            wrong(n, site([(TABLE, format!("{column}{}", rows(n, |at| format!("c = \"e{at}\"\n"))))]), "invalid-value")
        },
    },
    Family {
        name: "data/bars_of_a_chart",
        size: 300,
        work: |n| wrong(n, site([body("[](table:t?as=chart)\n"), long_table(n + 1)]), ""),
    },
    Family {
        name: "data/columns_of_a_chart",
        size: 2_000,
        work: |n| {
            let chart = format!("chart = {{ columns = [{}] }}\n", many(n + 1, |at| format!("\"c{at}\", ")));
            let cells = many(n + 1, |at| format!("c{at} = {at}\n"));
            wrong(n, site([(TABLE, format!("{chart}{}{}", columns(n + 1), row("r", &cells)))]), "")
        },
    },
    Family {
        name: "data/sources_of_a_table",
        size: 500,
        work: |n| {
            let cells = |at: usize| format!("c = {{ value = {at}, sources = [\"key{at}\"] }}\n");
            let sources = format!("sources = [{}]\n", many(100, |at| format!("\"key{at}\", ")));
            let table = format!("{sources}{}{}", column("c"), rows(n, cells));
            wrong(n, site([body("[](table:t)\n"), (TABLE, table), references(n + 100)]), "")
        },
    },
    Family {
        name: "data/conflicts",
        size: 700,
        work: |n| {
            let same = |at: usize| format!("c = {}\nsubject = \"s{}\"\naspect = \"a\"\n", at % 2, at / 2);
            let conflict = |at: usize| {
                let (one, two) = (2 * at, 2 * at + 1);
                format!(
                    "[[conflict]]\nid = \"f{at}\"\ntitle = \"F\"\nwhy = \"W\"\n\
                     facts = [\"t.row{one}.c\", \"t.row{two}.c\"]\n"
                )
            };
            wrong(
                n,
                site([body("[](conflicts:)\n"), facts(&format!("{}{}", rows(2 * n, same), many(n, conflict)))]),
                "",
            )
        },
    },
    Family {
        name: "data/facts_of_a_conflict",
        size: 500,
        work: |n| {
            let of_one = |at: usize| format!("c = {at}\nsubject = \"s\"\naspect = \"a\"\n");
            let sides = many(n + 101, |at| format!("\"t.row{at}.c\", "));
            let conflict = format!("[[conflict]]\nid = \"f\"\ntitle = \"F\"\nwhy = \"W\"\nfacts = [{sides}]\n");
            // Too many, and those that are left out contradict each other.
            let text = format!("{}{conflict}", rows(n + 101, of_one));
            work_of(site([facts(&text)]), |built| assert!(built.diagnostics.has_errors()))
        },
    },
    Family {
        name: "data/topics_of_a_page",
        size: 1_000,
        work: |n| {
            let mut site = site([page_of_topics(n, 'a')]);
            site.insert("site.toml", topics(n).into_bytes());
            wrong(n, site, "")
        },
    },
    Family {
        name: "data/unknown_topics_of_a_page",
        size: 300,
        work: |n| {
            let mut site = site([page_of_topics(n, 'e')]);
            site.insert("site.toml", topics(n).into_bytes());
            wrong(n, site, "unknown-topic")
        },
    },
    Family {
        name: "data/unknown_keys",
        size: 1_500,
        work: |n| {
            let keys = many(n, |at| format!("k{at} = 1\n"));
            let text = format!("+++\ntitle = \"A\"\n{keys}+++\n");
            wrong(n, site([("content/a.ja.md", text)]), "unknown-key")
        },
    },
    Family {
        name: "data/unknown_keys_of_yaml",
        size: 1_500,
        work: |n| {
            let keys = many(n, |at| format!("k{at}: 1\n"));
            let text = format!("---\ntitle: A\n{keys}---\n");
            wrong(n, site([("content/a.ja.md", text)]), "unknown-key")
        },
    },
    Family {
        name: "data/mistakes_of_syntax",
        size: 500,
        work: |n| {
            let text = format!("+++\ntitle = \"A\"\n{}+++\n", many(n, |at| format!("k{at} = 1 1\n")));
            wrong(n, site([("content/a.ja.md", text)]), "syntax")
        },
    },
    Family {
        name: "data/brackets_that_are_not_closed",
        size: 1_000,
        work: |n| {
            let text = format!("+++\ntitle = \"A\"\n{}+++\n", many(n, |at| format!("k{at} = [\n")));
            wrong(n, site([("content/a.ja.md", text)]), "syntax")
        },
    },
    Family {
        name: "data/facts_that_a_translation_quotes",
        size: 1_000,
        work: |n| {
            let quotes = |from: usize| many(n, |at| format!("[](fact:t.row{}.c)\n", from + at));
            let of = |from: usize| page("A", &quotes(from));
            let home = ("content/index.en.md", page("Home", ""));
            let pages = [home, ("content/a.ja.md", of(0)), ("content/a.en.md", of(n)), long_table(2 * n)];
            wrong(n, site(pages), "translation-facts")
        },
    },
    Family {
        name: "data/attributes_of_a_message",
        size: 5_000,
        work: |n| {
            let attributes = many(n, |at| format!("    .a{at} = x\n"));
            work_of(site([messages(format!("m = x\n{attributes}"))]), |_| {})
        },
    },
    Family {
        name: "data/unknown_messages_in_messages",
        size: 300,
        work: |n| {
            let texts = many(n, |at| format!("aaa{at} = {{ aab{at} }}\n"));
            work_of(site([messages(texts)]), move |built| assert_eq!(built.diagnostics.has_errors(), n > 0))
        },
    },
    Family {
        name: "data/arguments_of_a_term",
        size: 10_000,
        work: |n| {
            let arguments = many(n, |at| format!("x{at}: \"1\", "));
            work_of(site([messages(format!("-t = x\nm = {{ -t({arguments}) }}\n"))]), |_| {})
        },
    },
    Family {
        name: "data/messages_that_refer_to_each_other",
        size: 1_000,
        work: |n| {
            let text = format!("a0 = x\n{}", many(n, |at| format!("a{} = {{ a{at} }}\n", at + 1)));
            work_of(site([messages(text)]), |_| {})
        },
    },
    Family {
        name: "data/messages_that_a_template_asks_for",
        size: 1_000,
        work: |n| {
            let template = many(n, |at| format!("{{{{ t(key=\"a{at}\") }}}}"));
            let texts = many(n, |at| format!("a{at} = x\n"));
            wrong(n, site([messages(texts), ("templates/404.html", template)]), "missing-message")
        },
    },
    Family {
        name: "data/mistakes_of_a_text_that_stands_in",
        size: 2_000,
        work: |n| {
            let mut site = site([body(&many(n, |at| format!("[@k{at}]\n\n")))]);
            let config =
                include_str!("../cases/site.toml").replace("code = \"en\"", "code = \"en\"\nmissing = \"fallback\"");
            site.insert("site.toml", config.into_bytes());
            wrong(n, site, "unknown-reference")
        },
    },
];
