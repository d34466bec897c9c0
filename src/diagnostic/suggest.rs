//! "Did you mean": the nearest of the names that exist.

/// The candidate nearest to `wanted`, if one is near enough to be what was meant.
pub fn nearest<'a>(wanted: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let limit = (wanted.chars().count() / 3).clamp(1, 4);
    candidates
        .into_iter()
        .filter(|candidate| *candidate != wanted)
        .filter_map(|candidate| distance(wanted, candidate, limit).map(|distance| (distance, candidate)))
        .min()
        .map(|(_, candidate)| candidate)
}

/// "did you mean `x`?", if a candidate is near enough.
pub fn suggestion<'a>(wanted: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<String> {
    nearest(wanted, candidates).map(|name| format!("did you mean `{name}`?"))
}

/// The edit distance (insertions, deletions, substitutions and swaps of neighbours) up to `limit`; nothing beyond it.
fn distance(a: &str, b: &str, limit: usize) -> Option<usize> {
    let a: Vec<char> = a.chars().flat_map(char::to_lowercase).collect();
    let b: Vec<char> = b.chars().flat_map(char::to_lowercase).collect();
    if a.len().abs_diff(b.len()) > limit {
        return None;
    }
    let mut before: Vec<usize> = Vec::new();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut next = vec![i + 1];
        for (j, y) in b.iter().enumerate() {
            let at = |row: &[usize], k: usize| row.get(k).copied().unwrap_or(usize::MAX - 1);
            let mut best = (at(&row, j + 1) + 1).min(at(&next, j) + 1).min(at(&row, j) + usize::from(x != y));
            let swapped = j > 0 && i > 0 && a.get(i - 1) == Some(y) && b.get(j - 1) == Some(x);
            if swapped {
                best = best.min(at(&before, j - 1) + 1);
            }
            next.push(best);
        }
        before = std::mem::replace(&mut row, next);
    }
    row.last().copied().filter(|distance| *distance <= limit)
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn finds_what_was_meant() {
        let names = ["title", "description", "weight", "updated", "by-method", "持続期間"];
        for (wanted, found) in [
            ("titel", Some("title")),
            ("desciption", Some("description")),
            ("Title", Some("title")),
            ("by-metod", Some("by-method")),
            ("持続期", Some("持続期間")),
            ("colour", None),
            ("title", None),
        ] {
            assert_eq!(nearest(wanted, names), found, "{wanted}");
        }
    }
}
