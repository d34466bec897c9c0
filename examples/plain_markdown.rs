//! pulldown-cmark's own HTML for JSON strings on standard input, one a line: what `tests/markdown/differential.mjs`
//! compares with, to leave out what the two parsers read differently without our doing.

use pulldown_cmark::{Options, Parser, html};
use std::io::{BufRead, Write, stdin, stdout};

fn main() -> std::io::Result<()> {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_GFM;
    let mut out = stdout().lock();
    for line in stdin().lock().lines() {
        let text: String = serde_json::from_str(&line?)?;
        let mut html = String::new();
        html::push_html(&mut html, Parser::new_ext(&text, options));
        writeln!(out, "{}", serde_json::Value::from(html))?;
    }
    Ok(())
}
