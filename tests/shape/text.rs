//! Families of texts: what Markdown makes of one page.

use crate::{Family, Work, building, many, page, site, telling};
use shirube::source::Memory;

/// A site with a page of this text.
fn with(text: &str) -> Memory {
    site([("content/a.ja.md", page("A", &format!("本文。\n\n{text}\n")))])
}

/// The work of building such a site.
fn text(text: &str) -> Work {
    building(with(text))
}

/// The same where something is wrong with the text, of which a build tells this code.
fn wrong(size: usize, text: &str, code: &'static str) -> Work {
    telling(size, with(text), code)
}

/// The work of building a page with this title.
fn title(title: &str) -> Work {
    building(site([("content/a.ja.md", page(title, ""))]))
}

/// The work of building a page in which raw HTML is cleaned.
fn html(text: &str) -> Work {
    let mut site = with(text);
    let config = format!("{}\n[content]\nhtml = \"safe\"\n", include_str!("../cases/site.toml"));
    site.insert("site.toml", config.into_bytes());
    building(site)
}

/// The work of telling what a page with raw HTML asks of browsers in vain.
fn blocked(size: usize, text: &str) -> Work {
    let mut site = with(text);
    let config = format!("{}\n[content]\nhtml = \"trusted\"\n", include_str!("../cases/site.toml"));
    site.insert("site.toml", config.into_bytes());
    telling(size, site, "blocked-by-policy")
}

/// So many signs that open, and as many that close.
fn nested(count: usize, open: &str, close: &str) -> String {
    open.repeat(count) + &close.repeat(count)
}

/// A table of percentages, and what quotes its rows.
fn facts(count: usize) -> String {
    let column = "[[column]]\nid = \"c\"\ntype = \"percent\"\nlabel = \"C\"\n";
    let row = |at| format!("[[row]]\nid = \"r{at}\"\nlabel = \"R\"\nc = {at}\n");
    format!("{column}{}", many(count, row))
}

/// A text beside a fact.
fn numbers(times: usize, text: &str) -> Work {
    let text = format!("{}150%", text.repeat(times));
    let text = if times == 0 { String::new() } else { text };
    building(site([("content/facts/t.toml", facts(1)), ("content/a.ja.md", page("A", &text))]))
}

pub const FAMILIES: &[Family] = &[
    // Addresses.
    Family { name: "text/bare_address_with_dots", size: 4_000, work: |n| text(&"www.a.".repeat(n)) },
    Family { name: "text/bare_address_of_starts", size: 4_000, work: |n| text(&"www.".repeat(n)) },
    Family { name: "text/bare_address_with_dashes", size: 4_000, work: |n| text(&format!("www.a{}", "--".repeat(n))) },
    Family { name: "text/bare_mail_addresses", size: 4_000, work: |n| text(&"a@b.".repeat(n)) },
    // Sentences, for the excerpt.
    Family { name: "text/full_stops", size: 16_000, work: |n| text(&".".repeat(n)) },
    Family {
        name: "text/word_before_characters",
        size: 16_000,
        work: |n| building(site([("content/a.ja.md", page("A", &nested(n, "a", "字")))])),
    },
    Family {
        name: "text/paragraphs_without_words",
        size: 1_500,
        work: |n| building(site([("content/a.ja.md", page("A", &"😀.\n\n".repeat(n)))])),
    },
    // Braces and ruby.
    Family { name: "text/escapes_after_a_brace", size: 8_000, work: |n| text(&format!("{{{}", "\\*".repeat(n))) },
    Family { name: "text/entities_after_a_brace", size: 8_000, work: |n| text(&format!("{{{}", "&amp;".repeat(n))) },
    Family { name: "text/ruby", size: 4_000, work: |n| text(&"{漢|かん}".repeat(n)) },
    Family { name: "text/braces", size: 20_000, work: |n| text(&nested(n, "{", "漢|か}")) },
    // Links, notes, citations.
    Family { name: "text/brackets", size: 20_000, work: |n| text(&nested(n, "[", "]")) },
    Family { name: "text/brackets_round_code", size: 4_000, work: |n| text(&nested(n, "[`", "a``](b)")) },
    Family { name: "text/images_in_images", size: 4_000, work: |n| text(&nested(n, "![", "](https://e.org)")) },
    Family {
        name: "text/definitions_of_links",
        size: 2_000,
        work: |n| text(&(many(n, |at| format!("[a{at}]: https://e.org/{at}\n")) + &many(n, |at| format!("\n[a{at}]")))),
    },
    Family {
        name: "text/uses_of_a_long_definition",
        size: 2_000,
        work: |n| text(&format!("[a]: <https://e.org/\\>{}>\n\n{}", "x".repeat(n), "[a] ".repeat(n))),
    },
    Family {
        name: "text/footnotes",
        size: 1_500,
        work: |n| text(&(many(n, |at| format!("字[^{at}]")) + "\n\n" + &many(n, |at| format!("[^{at}]: 字\n")))),
    },
    Family {
        name: "text/unknown_footnotes",
        size: 1_000,
        work: |n| {
            let known = many(n, |at| format!("[^note{at}] ")) + "\n\n" + &many(n, |at| format!("[^note{at}]: 字\n"));
            wrong(n, &(known + "\n\n" + &many(n, |at| format!("[^nota{at}] "))), "undefined-footnote")
        },
    },
    Family {
        name: "text/unused_footnotes",
        size: 2_000,
        work: |n| wrong(n, &many(n, |at| format!("[^{at}]: [字](https://e.org)\n")), "unused-footnote"),
    },
    // Lines.
    Family {
        name: "text/breaks_between_notes", size: 2_000, work: |n| text(&("字[^1]\n".repeat(n) + "\n[^1]: 注\n"))
    },
    Family {
        name: "text/breaks_between_marks_of_no_width",
        size: 4_000,
        work: |n| text(&format!("![字{}](https://e.org)", "\n\u{301}".repeat(n))),
    },
    Family { name: "text/comments_on_a_line", size: 4_000, work: |n| text(&"<!-- -->".repeat(n)) },
    // Emphasis.
    Family { name: "text/emphasis_after_quotes", size: 8_000, work: |n| text(&"字>*".repeat(n)) },
    Family { name: "text/emphasis_after_a_note", size: 8_000, work: |n| text(&format!("[^{}", "字:*".repeat(n))) },
    Family { name: "text/emphasis_of_two_kinds", size: 8_000, work: |n| text(&"_a *字 ".repeat(n)) },
    Family { name: "text/emphasis_that_is_not_closed", size: 8_000, work: |n| text(&"*字 **".repeat(n)) },
    Family { name: "text/levels", size: 10_000, work: |n| wrong(n, &("> - ".repeat(n) + "深"), "too-deep") },
    Family {
        name: "text/paragraphs_too_deep",
        size: 500,
        work: |n| text(&("[深](\n\n".to_owned() + &"> ".repeat(120) + "深\n\n").repeat(n)),
    },
    // Headings.
    Family { name: "text/headings_that_say_the_same", size: 2_000, work: |n| text(&"## 字\n\n".repeat(n)) },
    Family {
        name: "text/headings_that_take_ids_of_the_page",
        size: 1_000,
        work: |n| wrong(n, &(many(n, |at| format!("## A {{#ref-{at}}}\n\n[@k{at}]\n\n"))), "unknown-reference"),
    },
    Family {
        name: "text/phrases_of_a_heading",
        size: 2_000,
        work: |n| text(&format!("## {}", "今日は天気です".repeat(n))),
    },
    // Blocks.
    Family {
        name: "text/columns_of_a_table",
        size: 2_000,
        work: |n| text(&format!("{}\n{}\n{}\n", "|a".repeat(n), "|-".repeat(n), "|b".repeat(n))),
    },
    Family {
        name: "text/rows_of_a_table",
        size: 2_000,
        work: |n| text(&format!("|a|b|\n|-|-|\n{}", "|c|\n".repeat(n))),
    },
    Family { name: "text/definition_lists", size: 2_000, work: |n| text(&"用語\n: 説明\n\n".repeat(n)) },
    Family {
        name: "text/lines_of_code_with_marks",
        size: 4_000,
        work: |n| text(&format!("```a {{{}}}\n{}```", many(n, |at| format!("{},", at + 1)) + "1", "a\n".repeat(n + 1))),
    },
    Family { name: "text/code_over_lines", size: 2_000, work: |n| text(&format!("`{}`", "a  a  a\r\n".repeat(n))) },
    Family {
        name: "text/spaces_in_code_over_lines",
        size: 4_000,
        work: |n| text(&format!("`{}b\r\nc`", "a  ".repeat(n))),
    },
    // Titles.
    Family { name: "title/brackets", size: 8_000, work: |n| title(&("[".repeat(n) + "]")) },
    Family { name: "title/facts_that_are_not_closed", size: 4_000, work: |n| title(&"[](fact:".repeat(n)) },
    Family {
        name: "title/unknown_citations",
        size: 1_000,
        work: |n| telling(n, site([("content/a.ja.md", page(&"A [@k]".repeat(n), ""))]), "unknown-reference"),
    },
    Family {
        name: "title/quotations",
        size: 500,
        work: |n| {
            let title = many(n, |at| format!("[{at}%](fact:t.r{at}.c)"));
            building(site([("content/facts/t.toml", facts(n)), ("content/a.ja.md", page(&title, ""))]))
        },
    },
    // Numbers.
    Family {
        name: "numbers/on_a_line",
        size: 1_000,
        work: |n| {
            let text = format!("[0%](fact:t.r0.c)。{}", "150%と".repeat(n));
            let files = [("content/facts/t.toml", facts(1)), ("content/a.ja.md", page("A", &text))];
            telling(n, site(files), "unquoted-number")
        },
    },
    Family {
        name: "numbers/in_a_title",
        size: 400,
        work: |n| {
            let page = page(&"150%と".repeat(n), "[0%](fact:t.r0.c)。");
            telling(n, site([("content/facts/t.toml", facts(1)), ("content/a.ja.md", page)]), "unquoted-number")
        },
    },
    Family { name: "numbers/in_words", size: 1_000, work: |n| numbers(n, "半年と") },
    Family { name: "numbers/of_one_word", size: 4_000, work: |n| numbers(n, "二") },
    Family { name: "numbers/of_words_that_multiply", size: 4_000, work: |n| numbers(n, "千") },
    Family { name: "numbers/of_groups", size: 4_000, work: |n| numbers(n, "111,") },
    Family { name: "numbers/of_a_version", size: 4_000, work: |n| numbers(n, "1.") },
    Family { name: "numbers/apart", size: 4_000, work: |n| numbers(n, "**2**") },
    Family {
        name: "numbers/beside_units_of_facts",
        size: 500,
        work: |n| {
            let column =
                |at| format!("[[column]]\nid = \"c{at}\"\ntype = \"measure\"\nunit = \"u{at}x\"\nlabel = \"C\"\n");
            let cells = many(n, |at| format!("c{at} = 3\n"));
            let table = format!("{}[[row]]\nid = \"r\"\nlabel = \"R\"\n{cells}", many(n, column));
            let quoted = many(n, |at| format!("[](fact:t.r.c{at})"));
            let page = page("A", &format!("{quoted}\n\n{}", many(n, |at| format!("5 u{at}y、"))));
            building(site([("content/facts/t.toml", table), ("content/a.ja.md", page)]))
        },
    },
    Family {
        name: "facts/in_a_value_with_escapes",
        size: 500,
        work: |n| {
            // From 1,000 on a number would be written otherwise.
            let quoted = many(n, |at| format!("[{0}%](fact:t.r{0}.c)", at % 500));
            let term = format!("[a]\nterm = \"A\"\ndefinition = \"\\\"{quoted}\"\n");
            building(site([("content/facts/t.toml", facts(n)), ("content/glossary.toml", term)]))
        },
    },
    // Pictures and what stands beside them.
    Family {
        name: "beside/pictures_in_one_link",
        size: 1_000,
        work: |n| text(&format!("[{}](https://e.org)", "![b](https://e.org) ".repeat(n))),
    },
    Family {
        name: "beside/pictures_in_one_text",
        size: 1_000,
        work: |n| text(&"a。![b](https://e.org)。c ".repeat(n)),
    },
    Family { name: "beside/pictures_alone", size: 1_000, work: |n| text(&"a\n\n![b](https://e.org)\n\n".repeat(n)) },
    Family { name: "beside/links", size: 1_000, work: |n| text(&"[a](https://e.org) ".repeat(n)) },
    // Raw HTML.
    Family { name: "html/elements", size: 4_000, work: |n| html(&"<b>a</b>".repeat(n)) },
    Family { name: "html/elements_that_are_not_closed", size: 4_000, work: |n| html(&"<b>".repeat(n)) },
    Family { name: "html/elements_that_are_left_out", size: 4_000, work: |n| html(&"<x-y>a</x-y>".repeat(n)) },
    Family { name: "html/elements_that_swallow", size: 4_000, work: |n| html(&"<svg>".repeat(n)) },
    Family { name: "html/cells", size: 4_000, work: |n| html(&"<table><td>".repeat(n)) },
    Family {
        name: "html/attributes",
        size: 2_000,
        work: |n| html(&format!("<b{}>a</b>", many(n, |at| format!(" a{at}")))),
    },
    Family {
        name: "html/what_browsers_are_asked_for",
        size: 1_000,
        work: |n| blocked(n, &"<p style=\"a\" onclick=\"b\"><img src=\"https://a.example/b\" alt=\"\"></p>".repeat(n)),
    },
    Family {
        name: "html/attributes_that_ask",
        size: 1_000,
        work: |n| {
            let attribute = |at| format!(" href=\"//a{at}.example\"");
            blocked(n, &format!("<link{} rel=\"stylesheet\">", many(n, attribute)))
        },
    },
    Family { name: "html/tags_that_do_not_end", size: 8_000, work: |n| html(&"<a b=\"".repeat(n)) },
];
