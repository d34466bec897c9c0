//! Families of what is said of a site: printed, listed, mended.

use crate::{Family, Work, built, page, site};
use shirube::diagnostic::{Format, Screen, print};
use shirube::inside::mend::mend;

/// The work of printing so many mistakes of one line.
fn printing(count: usize, format: Format) -> Work {
    let text = (0..count).map(|at| format!("[@nobody{at}] ")).collect::<String>();
    let built = built(&site([("content/a.ja.md", page("A", &text))]));
    Box::new(move || {
        let said = print(&built.diagnostics, &built.sources, format, Screen { colour: false, all: None });
        assert_eq!(said.as_str().contains("unknown-reference"), count > 0);
    })
}

const TABLE: &str =
    "[[column]]\nid = \"c\"\ntype = \"percent\"\nlabel = \"C\"\n[[row]]\nid = \"r\"\nlabel = \"R\"\nc = 5\n";

pub const FAMILIES: &[Family] = &[
    Family { name: "printing/terminal", size: 20_000, work: |n| printing(n, Format::Terminal) },
    Family { name: "printing/short", size: 20_000, work: |n| printing(n, Format::Short) },
    Family { name: "printing/json", size: 20_000, work: |n| printing(n, Format::Json) },
    Family { name: "printing/github", size: 20_000, work: |n| printing(n, Format::Github) },
    Family { name: "printing/sarif", size: 10_000, work: |n| printing(n, Format::Sarif) },
    Family {
        name: "printing/mended_texts",
        size: 5_000,
        work: |n| {
            let text = "[6%](fact:t.r.c) ".repeat(n);
            let pages = [("content/a.ja.md", page("A", &text)), ("content/tables/t.toml", TABLE.to_owned())];
            let built = built(&site(pages));
            Box::new(move || {
                let places: usize = mend(&built.diagnostics, &built.sources).iter().map(|file| file.places).sum();
                assert_eq!(places, n);
            })
        },
    },
];
