//! What `markdown` prints.

use crate::site::{Run, Site};
use std::io::Write;
use std::process::Stdio;

/// The program in an empty folder, with a text on its standard input.
fn read(site: &Site, args: &[&str], input: &str) -> Run {
    let mut child = site.command(&[&["markdown"], args].concat()).stdin(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    Run::of(child.wait_with_output().unwrap())
}

fn html(args: &[&str], input: &str) -> String {
    let run = read(&Site::new(), args, input);
    assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""), "{input}");
    run.stdout
}

#[test]
fn markdown_needs_no_site() {
    let site = Site::new();
    site.remove("site.toml");
    let run = read(&site, &[], "これは**「強調」**です\n");
    assert_eq!((run.code, run.stdout.as_str()), (Some(0), "<p>これは<strong>「強調」</strong>です</p>\n"));
    assert_eq!(html(&[], ""), "");
    assert!(html(&[], "# Title").starts_with("<div class=\"heading\"><h1 id=\"title\">Title</h1><a "));
    // A body is all text.
    assert_eq!(html(&[], "---\na: b\n"), "<hr>\n<p>a: b</p>\n");
}

#[test]
fn what_a_text_refers_to_stands_as_it_is_written() {
    for (text, written) in [
        ("[a](b.md#c)", "<p><a href=\"b.md#c\">a</a></p>\n"),
        ("<https://example.com>", "<p><a href=\"https://example.com\">https://example.com</a></p>\n"),
        ("[3 months](fact:a.b)", "<p>3 months</p>\n"),
        ("[gel](term:gel)", "<p><span class=\"term\">gel</span></p>\n"),
        ("a [@b, p. 3]", "<p>a\u{a0}<span class=\"citations\"><span class=\"citation\">[b, p. 3]</span></span></p>\n"),
        ("[Prices](table:prices)", "<p>Prices</p>\n"),
        ("[](block:a)", ""),
        ("![a](b.png)", "<p><img src=\"b.png\" alt=\"a\" decoding=\"async\"></p>\n"),
    ] {
        assert_eq!(html(&[], text), written, "{text}");
    }
}

#[test]
fn an_unsafe_address_is_none() {
    let site = Site::new();
    for text in ["[a](javascript:b)", "[a](<java&#10;script:b>)", "<data:a,b>", "![a](data:b)", "[a](&#1;javascript:b)"]
    {
        for html in ["escape", "trusted"] {
            let run = read(&site, &["--html", html], text);
            assert_eq!(run.code, Some(1), "{text}");
            assert!(run.stderr.contains("error[url-scheme]"), "{}", run.stderr);
            assert!(!run.stdout.contains("href") && !run.stdout.contains("src"), "{}", run.stdout);
        }
    }
}

#[test]
fn what_a_terminal_obeys_is_not_handed_over() {
    let site = Site::new();
    for text in ["a&#27;]0;b&#7;c", "`a\u{9b}31m`", "a&#x9b;31m", "*&#x1b;*", "[&#27;](b.md)", "# a&#27;"] {
        let run = read(&site, &[], text);
        assert_eq!(run.code, Some(1), "{text:?}");
        assert!(run.stderr.contains("error[noncharacter]"), "{}", run.stderr);
        let raw = run.stdout.chars().find(|c| c.is_control() && *c != '\n');
        assert_eq!(raw, None, "{text:?}: {:?}", run.stdout);
    }
}

#[test]
fn files_say_their_language_and_their_mistakes() {
    let site = Site::new();
    site.page("a.ja.md", "題", "## 一\n\n\"a\"");
    site.page("b.en.md", "Title", "\"b\"");
    site.write("c.md", "\"c\"\n\n<i>d</i>\n");
    let run = site.run(&["markdown", "a.ja.md", "b.en.md", "c.md"]);
    assert_eq!(run.code, Some(0));
    assert!(run.stderr.starts_with("warning[looks-like-markup]: `<i>` is shown as text"), "{}", run.stderr);
    assert_eq!(run.stderr.matches("warning[").count(), 1, "{}", run.stderr);
    assert!(run.stdout.contains("aria-label=\"「一」へのリンク\"") || run.stdout.contains('一'), "{}", run.stdout);
    assert!(
        run.stdout.ends_with("<p>\"a\"</p>\n<p>“b”</p>\n<p>\"c\"</p>\n<p>&lt;i&gt;d&lt;/i&gt;</p>\n"),
        "{}",
        run.stdout
    );
    assert_eq!(site.run(&["markdown", "--lang", "en", "c.md"]).stdout, "<p>“c”</p>\n<p>&lt;i&gt;d&lt;/i&gt;</p>\n");
    assert!(site.run(&["markdown", "--html", "trusted", "c.md"]).stdout.contains("<p><i>d</i></p>"));

    site.write("d.md", "a\n\nb {漢字|かん|じ|} [x](fac:y)\n");
    let run = site.run(&["markdown", "d.md"]);
    assert_eq!(run.code, Some(1));
    assert!(run.stderr.contains("error[url-scheme]") && run.stderr.contains("d.md:3:"), "{}", run.stderr);
    assert!(run.stdout.starts_with("<p>a</p>\n<p>b "), "{}", run.stdout);
    for wrong in [["markdown", "nowhere.md"], ["markdown", "--lang=japanese language"], ["markdown", "--html=maybe"]] {
        let run = site.run(&wrong);
        assert_eq!((run.code, run.stdout.as_str()), (Some(2), ""), "{wrong:?}");
    }
}

#[test]
fn lines_of_json_are_answered_one_by_one() {
    let lines = "\"# a\\n\\n\\\"b\\\"\"\n\"[a](javascript:b)\"\n\"\"\n";
    let run = read(&Site::new(), &["--jsonl"], lines);
    assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""));
    let found: Vec<String> = run.stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert!(
        found[0].starts_with("<div class=\"heading\"><h1 ") && found[0].ends_with("</a></div>\n<p>\"b\"</p>\n"),
        "{found:?}"
    );
    assert_eq!(found[1..], ["<p><span>a</span></p>\n", ""]);
    assert!(read(&Site::new(), &["--jsonl", "--lang", "en"], lines).stdout.contains("“b”"));

    let run = read(&Site::new(), &["--jsonl"], "\"a\"\n{}\n\"b\"\n");
    assert_eq!((run.code, run.stdout.as_str()), (Some(2), "\"<p>a</p>\\n\"\n"));
    assert_eq!(run.stderr, "error: cannot read `standard input`: line 2 is not a JSON string\n");
}

#[test]
fn a_heading_of_the_first_level_stays_in_clean_html() {
    let site = Site::new();
    let run = read(&site, &["--html", "safe"], "# A\n\n<b>x</b>\n");
    assert!(run.stdout.contains("<h1 id=\"a\">A") && run.stdout.contains("<b>x</b>"), "{}", run.stdout);
}
