//! Cuts lines as the search does: each line of the input is a text as JSON, each line of the output the folded text and
//! its tokens. `tests/search/agree.mjs` compares them with those of the browser.

use shirube::inside::search::{fold, tokens};
use std::io::{BufRead, Write};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for line in std::io::stdin().lock().lines() {
        let folded = fold(&serde_json::from_str::<String>(&line?)?);
        let mut found = Vec::new();
        tokens(&folded, |token| found.push(token));
        writeln!(out, "{}", serde_json::to_string(&(&folded, found))?)?;
    }
    Ok(())
}
