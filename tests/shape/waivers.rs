//! Families of waivers, and of what a baseline holds.

use crate::{Family, Work, building, many, page, site};

const WAIVER: &str = "<!-- allow alt-text: why -->";

fn text(text: &str) -> Work {
    building(site([("content/a.ja.md", page("A", text))]))
}

fn data(text: &str) -> Work {
    building(site([("content/glossary.toml", format!("{text}[a]\nterm = \"T\"\ndefinition = \"D\"\n"))]))
}

pub const FAMILIES: &[Family] = &[
    Family { name: "waivers/on_one_line", size: 4_000, work: |n| text(&format!("文{}", WAIVER.repeat(n))) },
    Family { name: "waivers/on_one_line_alone", size: 4_000, work: |n| text(&WAIVER.repeat(n)) },
    Family { name: "waivers/below_each_other", size: 4_000, work: |n| text(&format!("{WAIVER}\n\n").repeat(n)) },
    Family { name: "waivers/in_one_paragraph", size: 4_000, work: |n| text(&format!("文 {WAIVER}\n").repeat(n)) },
    Family { name: "waivers/after_a_quote", size: 4_000, work: |n| text(&format!("{}{WAIVER}", "> ".repeat(n))) },
    Family { name: "waivers/in_lines_of_data", size: 4_000, work: |n| data(&"# allow alt-text: why\n".repeat(n)) },
    Family { name: "waivers/in_one_line_of_data", size: 4_000, work: |n| data(&"# allow alt-text: why ".repeat(n)) },
    Family {
        name: "waivers/in_texts_of_one_line_of_data",
        size: 4_000,
        work: |n| {
            let texts = many(n, |_| "\"# allow alt-text: why\", ".to_owned());
            building(site([("content/a.ja.md", format!("+++\ntitle = \"A\"\naliases = [{texts}]\n+++\n"))]))
        },
    },
    Family {
        name: "waivers/in_lines_of_messages",
        size: 4_000,
        work: |n| {
            let text = format!("{}site-title = A\n", "# allow alt-text: why\n".repeat(n));
            building(site([("locales/ja/site.ftl", text)]))
        },
    },
    Family {
        name: "waivers/attributes_that_a_baseline_knows",
        size: 1_000,
        work: |n| {
            let known =
                "version = 1\nknown = [\n[\"content/a.ja.md\", \"heading-attribute\", \"0000000000000000\", 1],\n]\n";
            let text = page("A", &format!("## A {{{}}}\n", many(n, |at| format!("a{at} "))));
            building(site([("content/a.ja.md", text), ("check-baseline.toml", known.to_owned())]))
        },
    },
];
