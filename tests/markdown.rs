//! Emphasis beside Chinese, Japanese and Korean, as `markdown-it-cjk-friendly` has it: the texts of
//! `tests/markdown/sample.jsonl`, which `tests/markdown/differential.mjs` generated, and the HTML that they have to have.

// A test may stop; clippy.toml says so for the test functions, this for what they are made of.
#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::panic, clippy::string_slice, clippy::unwrap_used)]

use serde_json::Value;
use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

#[test]
fn emphasis_is_that_of_the_reference() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/markdown/sample.jsonl");
    let sample = fs::read_to_string(path).unwrap();
    let cases: Vec<Value> = sample.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(cases.len(), 2000);
    let mut program = Command::new(env!("CARGO_BIN_EXE_shirube"))
        .args(["markdown", "--jsonl", "--html", "trusted"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let input: String = cases.iter().map(|case| format!("{}\n", case["markdown"])).collect();
    let mut stdin = program.stdin.take().unwrap();
    let writer = std::thread::spawn(move || stdin.write_all(input.as_bytes()).unwrap());
    let output = program.wait_with_output().unwrap();
    writer.join().unwrap();
    assert!(output.status.success());
    let output = String::from_utf8(output.stdout).unwrap();
    let found: Vec<String> = output.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(found.len(), cases.len());
    for (case, found) in cases.iter().zip(found) {
        assert_eq!(normal(&found), case["html"].as_str().unwrap(), "{}\n{found}", case["markdown"]);
    }
}

/// The HTML as `tests/markdown/normal.mjs` has it: known attributes only, no anchors in headings, no whitespace round
/// blocks.
fn normal(html: &str) -> String {
    let (mut out, mut rest) = (String::new(), html);
    let (mut pre, mut after_block, mut in_anchor) = (false, true, false);
    while !rest.is_empty() {
        let Some(tag) = tag(rest) else {
            let first = rest.chars().next().map_or(0, char::len_utf8);
            let end = rest[first..].find('<').map_or(rest.len(), |at| at + first);
            let mut text = encode(&decode(&rest[..end]));
            rest = &rest[end..];
            if !pre {
                let mut joined = String::new();
                for c in text.chars().map(|c| if matches!(c, '\t' | '\n') { ' ' } else { c }) {
                    if c != ' ' || !joined.ends_with(' ') {
                        joined.push(c);
                    }
                }
                text = joined;
                if after_block && text.starts_with(' ') {
                    text.remove(0);
                }
            }
            after_block &= text.is_empty();
            out.push_str(&text);
            continue;
        };
        rest = &rest[tag.len()..];
        let (slash, inside) = match tag.strip_prefix("</") {
            Some(inside) => ("/", inside),
            None => ("", &tag[1..]),
        };
        let end = inside.find(|c: char| !c.is_ascii_alphanumeric() && c != '-').unwrap();
        let (name, attributes) = inside.split_at(end);
        if matches!(name, "div" | "tbody" | "thead") {
            continue;
        }
        let was_anchor = in_anchor;
        in_anchor = attributes.contains("class=\"heading-anchor\"");
        if was_anchor || in_anchor {
            continue;
        }
        let name = match name {
            "s" => "del",
            "th" => "td",
            other => other,
        };
        let block = matches!(
            name,
            "blockquote"
                | "h1"
                | "h2"
                | "h3"
                | "h4"
                | "h5"
                | "h6"
                | "hr"
                | "li"
                | "ol"
                | "p"
                | "pre"
                | "table"
                | "td"
                | "th"
                | "tr"
                | "ul"
                | "br"
        );
        if block && !pre && out.ends_with(' ') {
            out.pop();
        }
        if name == "pre" {
            pre = slash.is_empty();
        }
        out.push_str(&format!("<{slash}{name}{}>", known(name, attributes)));
        after_block = block;
    }
    out.trim_end().to_owned()
}

/// The tag that a text begins with, if it does.
fn tag(text: &str) -> Option<&str> {
    let name = text.strip_prefix("</").or(text.strip_prefix('<'))?;
    if !name.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return None;
    }
    let mut quoted = false;
    for (at, c) in text.char_indices().skip(1) {
        match c {
            '"' => quoted = !quoted,
            '>' if !quoted => return Some(&text[..=at]),
            '<' if !quoted => return None,
            _ => {}
        }
    }
    None
}

/// The attributes that matter, sorted.
fn known(name: &str, mut attributes: &str) -> String {
    let mut known = Vec::new();
    while let Some((before, rest)) = attributes.split_once("=\"") {
        let key = before.rsplit(|c: char| !c.is_ascii_lowercase() && c != '-').next().unwrap();
        let (value, rest) = rest.split_once('"').unwrap();
        if matches!(key, "href" | "src" | "alt" | "title" | "start") || name == "code" && key == "class" {
            known.push(format!(" {key}=\"{}\"", encode(&decode(value)).replace('"', "&quot;")));
        }
        attributes = rest;
    }
    known.sort();
    known.concat()
}

fn decode(text: &str) -> String {
    let text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"");
    text.replace("&#x27;", "'").replace("&#39;", "'").replace("&amp;", "&")
}

fn encode(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
