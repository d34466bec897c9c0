//! The theme keeps what it promises to sites that change it: its tokens are those that are written down, and all of its
//! rules are in a layer.

// A test may stop.
#![allow(clippy::expect_used, clippy::unwrap_used)]

use std::collections::BTreeSet;

const THEME: &str = include_str!("../static/theme/theme.css");
const README: &str = include_str!("../templates/README.md");

/// The names in a text that begin as those of custom properties do.
fn names(text: &str) -> BTreeSet<&str> {
    let ends = |c: char| !(c.is_ascii_lowercase() || c == '-');
    let name = |at: usize| text.get(at..).map(|rest| rest.split(ends).next().unwrap_or(rest));
    let is_start = |at: &usize| !text.get(..*at).is_some_and(|before| before.ends_with(|c: char| !ends(c)));
    text.match_indices("--").map(|(at, _)| at).filter(is_start).filter_map(name).filter(|name| name.len() > 2).collect()
}

/// A style sheet without its comments.
fn without_comments(text: &str) -> String {
    let mut pieces = text.split("/*");
    let first = pieces.next().unwrap_or_default().to_owned();
    pieces.fold(first, |kept, piece| kept + piece.split_once("*/").expect("an open comment").1)
}

#[test]
fn every_token_of_the_theme_is_written_down_and_no_other() {
    let theme = without_comments(THEME);
    let set: BTreeSet<&str> = names(&theme).into_iter().filter(|name| theme.contains(&format!("{name}:"))).collect();
    assert_eq!(names(&theme), set, "tokens that are used (left) and set (right)");
    let rows = README.lines().filter(|line| line.starts_with("| `--"));
    let listed = rows.filter_map(|row| row.split(" | ").next());
    let listed: BTreeSet<&str> = listed.flat_map(names).collect();
    assert_eq!(listed, set, "tokens that are listed (left) and in the theme (right)");
}

#[test]
fn every_rule_of_the_theme_is_in_a_layer() {
    let theme = without_comments(THEME);
    let inside = theme.trim().strip_prefix("@layer theme {").and_then(|rest| rest.strip_suffix('}')).unwrap();
    let mut depth = 0;
    for c in inside.chars() {
        depth += i32::from(c == '{') - i32::from(c == '}');
        assert!(depth >= 0, "a rule behind the layer");
    }
    assert_eq!(depth, 0);
}
