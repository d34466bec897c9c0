//! How a text quotes a fact: `[3 months](fact:treatment.duration)`.

/// What stands between the text and the fact.
const BETWEEN: &str = "](fact:";

/// The scheme of the link.
pub(super) const SCHEME: &str = "fact";

/// The link that shows a text for a fact; `dest` is its id, and perhaps the form that is asked for.
pub fn fact_link(text: &str, dest: &str) -> String {
    format!("[{text}{BETWEEN}{dest})")
}

/// Whether there may be such a link in a text.
pub fn has_fact_link(text: &str) -> bool {
    text.contains(BETWEEN)
}

/// The text and the fact of a link.
pub fn split_fact_link(link: &str) -> Option<(&str, &str)> {
    link.strip_prefix('[')?.strip_suffix(')')?.split_once(BETWEEN)
}

/// Where the fact begins in what follows the text of a link, if it is one to a fact.
pub(super) fn fact_after(rest: &str) -> Option<usize> {
    rest.starts_with(BETWEEN).then_some(BETWEEN.len())
}

/// A line without what its links to facts say.
pub fn without_fact_texts(line: &str) -> String {
    let mut written = String::new();
    let mut rest = line;
    while let Some((before, after)) = rest.split_once(BETWEEN) {
        written.push_str(before.rfind('[').and_then(|open| before.get(..=open)).unwrap_or(before));
        written.push_str(BETWEEN);
        rest = after;
    }
    written.push_str(rest);
    written
}
