//! Families of text that was meant to be markup and is none.

use crate::{Family, Work, building, many, page, site};

fn text(text: &str, n: usize) -> Work {
    building(site([
        ("content/a.ja.md", page("A", &format!("文{}", text.repeat(n)))),
        ("content/references.toml", "[a]\ntype = \"book\"\ntitle = \"A\"\n".to_owned()),
    ]))
}

fn lines(text: &str, n: usize) -> Work {
    building(site([("content/a.ja.md", page("A", &text.repeat(n)))]))
}

/// Raw HTML that is cleaned.
fn cleaned(html: &str) -> Work {
    let settings = "base_url = \"https://example.org/\"\nsource = \"ja\"\n[[languages]]\ncode = \"ja\"\n[content]\nhtml = \"safe\"\n";
    building(site([("site.toml", settings.to_owned()), ("content/a.ja.md", page("A", html))]))
}

pub const FAMILIES: &[Family] = &[
    Family {
        name: "slips/in_a_text_that_begins_the_file",
        size: 8_000,
        work: |n| building(site([("content/a.ja.md", "**a ".repeat(n))])),
    },
    Family {
        name: "slips/attributes_of_a_tag",
        size: 4_000,
        work: |n| cleaned(&format!("<div {}></div>\n", many(n, |at| format!("a{at}=\"x\" ")))),
    },
    Family {
        name: "slips/between_code",
        size: 4_000,
        work: |n| building(site([("content/a.ja.md", page("A", &"｀a｀ `b` ".repeat(n)))])),
    },
    Family {
        name: "slips/behind_images",
        size: 4_000,
        work: |n| building(site([("content/a.ja.md", page("A", &"![](https://a.b/c.png){x} ".repeat(n)))])),
    },
    Family { name: "slips/tags", size: 4_000, work: |n| cleaned(&"<a href=\"a.md\">b</a> ".repeat(n)) },
    Family {
        name: "slips/comments_in_tags",
        size: 4_000,
        work: |n| cleaned(&"<b title=\"<!-- \">b</b> <!-- c --> ".repeat(n)),
    },
    Family { name: "slips/brackets_and_spaces_in_a_line", size: 4_000, work: |n| text("[a](b c ", n) },
    Family { name: "slips/closed_brackets_in_a_line", size: 4_000, work: |n| text("[a] (b) ", n) },
    Family { name: "slips/open_brackets_in_a_line", size: 4_000, work: |n| text("[a", n) },
    Family { name: "slips/exchanged_brackets_in_a_line", size: 4_000, work: |n| text("(a)[b.c] ", n) },
    Family { name: "slips/labels_in_a_line", size: 4_000, work: |n| text("[a][b] ", n) },
    Family { name: "slips/braces_in_a_line", size: 4_000, work: |n| text("{漢|か ", n) },
    Family { name: "slips/closed_braces_in_a_line", size: 4_000, work: |n| text("{漢｜か} ", n) },
    Family { name: "slips/ids_in_a_line", size: 4_000, work: |n| text("{#a ", n) },
    Family { name: "slips/templates_in_a_line", size: 4_000, work: |n| text("{{ a ", n) },
    Family { name: "slips/strong_in_a_line", size: 4_000, work: |n| text("**a ", n) },
    Family { name: "slips/spaced_strong_in_a_line", size: 4_000, work: |n| text("** a ** ", n) },
    Family { name: "slips/wide_strong_in_a_line", size: 4_000, work: |n| text("＊＊a ", n) },
    Family { name: "slips/readings_in_a_line", size: 4_000, work: |n| text("｜漢《か ", n) },
    Family { name: "slips/names_in_a_line", size: 4_000, work: |n| text("@a ", n) },
    Family { name: "slips/schemes_in_a_line", size: 4_000, work: |n| text("fact:a.b ", n) },
    Family { name: "slips/emoji_in_a_line", size: 4_000, work: |n| text(":ab: ", n) },
    Family { name: "slips/wiki_in_a_line", size: 4_000, work: |n| text("[[a ", n) },
    Family { name: "slips/tags_in_a_line", size: 4_000, work: |n| text("[b]a ", n) },
    Family { name: "slips/highlights_in_a_line", size: 4_000, work: |n| text("==a ", n) },
    Family { name: "slips/backticks_in_a_line", size: 4_000, work: |n| text("`a  ``b ", n) },
    Family { name: "slips/accents_in_a_line", size: 4_000, work: |n| text("´a ", n) },
    Family { name: "slips/tags_of_html_in_a_line", size: 4_000, work: |n| text("<b>a ", n) },
    Family { name: "slips/headings", size: 4_000, work: |n| lines("##a\n\n", n) },
    Family { name: "slips/items", size: 4_000, work: |n| lines("-a\n", n) },
    Family { name: "slips/numbers", size: 4_000, work: |n| lines("1.　a\n", n) },
    Family { name: "slips/rows", size: 4_000, work: |n| lines("| a | b |\n", n) },
    Family { name: "slips/tasks", size: 4_000, work: |n| lines("- []\n", n) },
    Family { name: "slips/wide_spaces", size: 4_000, work: |n| lines("　- a\n", n) },
    Family { name: "slips/fences", size: 4_000, work: |n| lines("｀｀｀\n\n", n) },
];
