//! What a translator translates: title, description, label in menus, texts of `[extra]` and the text, with facts named and not written out. Dates, weights,
//! reviews and what a fact says are no part of it.

use super::extra::extras;
use super::meaning;
use crate::config::Writing;
use crate::data::Value;
use crate::data::split_front;
use crate::diagnostic::Diagnostics;
use crate::document::{self, Kind, Length, fact_link, is_wide, without_fact_texts};
use crate::keys::text::{block, page};
use crate::source::{self, SourceId};
use std::collections::{HashMap, HashSet, VecDeque};
use std::fmt::Write;
use std::ops::Range;

/// A text by its sections: title, description and more of front matter, what stands before the first heading, then a section a heading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Translatable {
    pub sections: Vec<Section>,
}

/// A section of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// What it is called; of the first two, nothing.
    pub title: String,
    /// The id of its heading; of the first two, nothing.
    pub id: String,
    /// As it is written, without what facts say and without comments.
    pub text: String,
    /// What it says to a translator.
    meaning: String,
    /// How much there is to translate.
    pub words: usize,
}

/// What has happened to a section.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    Added,
    Removed,
    Changed,
    /// It stands elsewhere among the others.
    Moved,
}

impl Change {
    /// The word for it in lists.
    pub fn name(self) -> &'static str {
        match self {
            Change::Added => "added",
            Change::Removed => "removed",
            Change::Changed => "changed",
            Change::Moved => "moved",
        }
    }
}

/// A section that is not as it was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Changed {
    pub change: Change,
    /// What its heading says; "title and description", or "front matter" where there is more, and
    /// "beginning" for what stands before the first heading.
    pub title: String,
    /// The id of its heading.
    pub id: String,
    /// Which section it is of the text as it is; for one that was removed, where it stood.
    pub at: usize,
    /// Which section it was of the text as it was.
    pub before: Option<usize>,
    /// How many words there are to look at.
    pub words: usize,
    /// As it was; empty for a new one.
    pub old: String,
    /// As it is; empty for one that was removed.
    pub new: String,
}

impl Translatable {
    /// What there is to translate in the text of a page's file. Mistakes are none of its business; `id` is that of any
    /// file, and `extra` names the keys of `[extra]` that are translated.
    pub fn of(text: &str, id: SourceId, extra: &[String]) -> Translatable {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text).replace("\r\n", "\n");
        let parts = split_front(&text, id, &mut Diagnostics::new());
        let line = |key| {
            let node = parts.front.as_ref().and_then(|front| front.get(key));
            match node.map(|node| &node.value) {
                Some(Value::Text(text)) => without_fact_texts(&text.text),
                _ => String::new(),
            }
        };
        let title = line(page::TITLE);
        // A block has no title.
        let short = if title.is_empty() { line(block::SHORT) } else { String::new() };
        let mut head = format!("{title}\n{}", line(page::DESCRIPTION));
        let mut head_meaning = head.clone();
        let mut more = |key: &str, text: &str| {
            _ = write!(head, "\n{text}");
            _ = write!(head_meaning, "{MORE}{key}{MORE}{text}");
        };
        for (key, text) in [(page::MENU.name, line(page::MENU)), (block::SHORT.name, short)] {
            if !text.is_empty() {
                more(key, &text);
            }
        }
        for extra in parts.front.iter().flat_map(|front| extras(front, extra)) {
            extra.texts.iter().for_each(|text| more(extra.key, text));
        }
        let document = document::parse(&text, parts.body..text.len(), id, Writing::PLAIN);
        let mut cuts: Vec<usize> = vec![parts.body];
        cuts.extend(document.headings.iter().map(|heading| heading.start as usize));
        cuts.push(text.len());
        let mut sections = vec![section(String::new(), String::new(), (head, head_meaning))];
        let facts = document.references.iter().filter(|reference| reference.kind == Kind::Fact).map(|reference| {
            let dest = document.text_in(&text, reference.dest);
            (document.span(reference).range(), fact_link("", dest))
        });
        let comments = document.comments.iter().map(|comment| (whole_lines(&text, comment.clone()), String::new()));
        let mut replaced: Vec<_> = facts.chain(comments).collect();
        replaced.sort_by_key(|(range, _)| range.start);
        for (index, cut) in cuts.windows(2).enumerate() {
            let [start, end] = cut else { continue };
            // They stand in their order, and cuts too.
            let first = replaced.partition_point(|(range, _)| range.start < *start);
            let inside = replaced.iter().skip(first).take_while(|(range, _)| range.start < *end);
            let inside = inside.filter(|(range, _)| range.end <= *end);
            let mut written = String::new();
            let mut done = *start;
            for (range, instead) in inside {
                written.push_str(text.get(done..range.start).unwrap_or_default());
                written.push_str(instead);
                done = range.end;
            }
            written.push_str(text.get(done..*end).unwrap_or_default());
            let (title, id) = match index.checked_sub(1) {
                Some(heading) => {
                    let id = document.headings.get(heading).map_or("", |heading| document.text_in(&text, heading.id));
                    (document.heading_text_in(&text, heading), id.to_owned())
                }
                None => (String::new(), String::new()),
            };
            let op = |heading: Option<usize>| {
                heading.and_then(|heading| document.headings.get(heading)).map(|heading| heading.op as usize)
            };
            let (from, to) = (op(index.checked_sub(1)).unwrap_or(0), op(Some(index)).unwrap_or(document.ops().len()));
            let meaning = meaning::of(&document, &text, from..to);
            sections.push(section(title, id, (written.trim().to_owned(), meaning)));
        }
        Translatable { sections }
    }

    /// One number for all of it, in hexadecimal, after that of the way in which it is made: equal where nothing has to be
    /// translated again.
    pub fn digest(&self) -> String {
        let texts: Vec<&str> = self.sections.iter().map(|section| section.meaning.as_str()).collect();
        format!("{DIGEST}{:016x}", source::digest(texts.join("\0").as_bytes()))
    }

    /// Whether a text can be such a number, of today or of before.
    pub fn is_digest(digest: &str) -> bool {
        let digits = digest.strip_prefix(DIGEST).unwrap_or(digest);
        digits.len() == 16 && digits.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
    }

    /// How many words there are.
    pub fn words(&self) -> usize {
        self.sections.iter().map(|section| section.words).sum()
    }

    /// The sections that are not as they were in `old`, in their order; those that are gone where they stood.
    pub fn changes(&self, old: &Translatable) -> Vec<Changed> {
        let partners = self.partners(old);
        let moved = moved(&partners);
        let found: HashSet<usize> = partners.iter().copied().flatten().collect();
        let mut changes = Vec::new();
        for (at, section) in self.sections.iter().enumerate() {
            let index = partners.get(at).copied().flatten();
            let before = index.and_then(|index| old.sections.get(index));
            let change = match before {
                None => Change::Added,
                Some(before) if before.meaning != section.meaning => Change::Changed,
                Some(_) if moved.contains(&at) => Change::Moved,
                Some(_) => continue,
            };
            changes.push(changed(change, (at, index), before, Some(section)));
        }
        for (index, before) in old.sections.iter().enumerate().filter(|(index, _)| !found.contains(index)) {
            let at = index.min(self.sections.len());
            changes.push(changed(Change::Removed, (at, Some(index)), Some(before), None));
        }
        changes.sort_by_key(|change| change.at);
        changes.retain(|change| change.words > 0 || change.old != change.new || change.change == Change::Moved);
        changes
    }

    /// The section of `old` that each section stands for: by its id, else by its words; else, where a heading was put
    /// otherwise, the one that follows the same section.
    fn partners(&self, old: &Translatable) -> Vec<Option<usize>> {
        let mut partners: Vec<Option<usize>> = vec![None; self.sections.len()];
        let mut free: Vec<bool> = (0..old.sections.len()).map(|index| index >= HEAD).collect();
        let keys: [fn(&Section) -> &str; 2] = [|section| &section.id, |section| &section.meaning];
        for key in keys {
            let mut places: HashMap<&str, VecDeque<usize>> = HashMap::new();
            for (index, section) in old.sections.iter().enumerate().filter(|(index, _)| free.get(*index) == Some(&true))
            {
                places.entry(key(section)).or_default().push_back(index);
            }
            for (partner, section) in partners.iter_mut().zip(&self.sections).skip(HEAD) {
                if partner.is_none()
                    && let Some(index) = places.get_mut(key(section)).and_then(VecDeque::pop_front)
                {
                    *partner = Some(index);
                    free.get_mut(index).into_iter().for_each(|free| *free = false);
                }
            }
        }
        let mut last = None;
        for (at, partner) in partners.iter_mut().enumerate() {
            if at < HEAD {
                *partner = Some(at);
            } else if partner.is_none()
                && let Some(next) = last.map(|last: usize| last + 1)
                && let Some(free) = free.get_mut(next).filter(|free| **free)
            {
                (*partner, *free) = (Some(next), false);
            }
            last = *partner;
        }
        partners
    }
}

/// The sections that do not stand in the order of those that they stand for: all but the longest run of them that does.
fn moved(partners: &[Option<usize>]) -> HashSet<usize> {
    let known = || partners.iter().enumerate().filter_map(|(at, partner)| partner.map(|partner| (at, partner)));
    if known().is_sorted_by_key(|(_, partner)| partner) {
        return HashSet::new();
    }
    // For each length the last section that a run of that length ends with, and its partner, which is the least of those
    // that such runs end with; and the section before each in the best run that ends with it.
    let mut ends: Vec<(usize, usize)> = Vec::new();
    let mut before: HashMap<usize, Option<usize>> = HashMap::new();
    for (at, partner) in known() {
        let length = ends.partition_point(|(_, other)| *other < partner);
        before.insert(at, length.checked_sub(1).and_then(|shorter| ends.get(shorter)).map(|(other, _)| *other));
        match ends.get_mut(length) {
            Some(end) => *end = (at, partner),
            None => ends.push((at, partner)),
        }
    }
    let mut moved: HashSet<usize> = known().map(|(at, _)| at).collect();
    let mut next = ends.last().map(|(at, _)| *at);
    while let Some(at) = next {
        moved.remove(&at);
        next = before.get(&at).copied().flatten();
    }
    moved
}

/// What the digests of today begin with: those of before also said where links lead, and what is emphasised.
const DIGEST: &str = "2-";

/// What stands round the name of a key whose text stands behind title and description: a character that no text holds.
const MORE: char = '\u{1}';

/// How many sections stand before the first heading: title, description and what else is translated of front matter, and the beginning of the text.
const HEAD: usize = 2;

fn changed(
    change: Change,
    (at, before): (usize, Option<usize>),
    old: Option<&Section>,
    new: Option<&Section>,
) -> Changed {
    let section = new.or(old);
    let title = match (at, section.map(|section| section.title.as_str())) {
        (0, _) if [old, new].into_iter().flatten().any(|section| section.meaning.contains(MORE)) => "front matter",
        (0, _) => "title and description",
        (1, Some("")) => "beginning",
        (_, Some(title)) => title,
        (_, None) => "",
    };
    let text = |section: Option<&Section>| section.map(|section| section.text.clone()).unwrap_or_default();
    let words = match (old, new) {
        (Some(old), Some(new)) => new_words(&old.text, &new.text),
        (None, Some(new)) => new.words,
        (_, None) => 0,
    };
    let id = section.map(|section| section.id.clone()).unwrap_or_default();
    Changed { change, title: title.to_owned(), id, at, before, words, old: text(old), new: text(new) }
}

fn section(title: String, id: String, (text, meaning): (String, String)) -> Section {
    let words = words(&text);
    Section { title, id, text, meaning, words }
}

/// The place of a comment; where it stands by itself, with its lines and the empty ones after it.
fn whole_lines(text: &str, comment: Range<usize>) -> Range<usize> {
    let before = text.get(..comment.start).unwrap_or_default().trim_end_matches([' ', '\t']);
    let after = text.get(comment.end..).unwrap_or_default();
    let rest = after.trim_start_matches([' ', '\t']);
    match (before.is_empty() || before.ends_with('\n'), rest.is_empty() || rest.starts_with('\n')) {
        (true, true) => before.len()..text.len() - after.trim_start_matches([' ', '\t', '\n']).len(),
        // At the end of a line the blank before it would be none without it.
        (false, true) => before.len()..comment.end,
        (_, false) if rest.starts_with(['{', '|']) => before.len()..comment.end,
        _ => comment,
    }
}

/// How many words stand in the lines that are new, wherever the others stand.
fn new_words(old: &str, new: &str) -> usize {
    let mut known: HashMap<&str, usize> = HashMap::new();
    for line in old.lines() {
        *known.entry(line).or_default() += 1;
    }
    let mut count = 0;
    for line in new.lines() {
        match known.get_mut(line) {
            Some(left @ 1..) => *left -= 1,
            Some(0) | None => count += words(line),
        }
    }
    count
}

/// How many words a text has; a character of a script that writes no spaces between words counts as one, its
/// punctuation not.
fn words(text: &str) -> usize {
    let spaced: String = text.chars().map(|c| if is_wide(c) && !c.is_alphanumeric() { ' ' } else { c }).collect();
    let Length { characters, words, .. } = Length::of(&spaced);
    characters + words
}

#[cfg(test)]
mod tests {
    use super::{Change, Translatable, words};
    use crate::source::Sources;

    fn of(text: &str) -> Translatable {
        Translatable::of(text, Sources::default().any(), &["lead".to_owned(), "points".to_owned()])
    }

    #[test]
    fn what_a_fact_says_and_keys_of_the_machine_are_no_part_of_it() {
        let old =
            of("+++\ntitle = \"[3〜6ヶ月](fact:a.b.c)の話\"\nweight = 1\n+++\n約[3〜6ヶ月](fact:a.b.c?form=about)。\n");
        let new = of(
            "+++\r\nweight = 2\r\nupdated = 2026-01-01\r\ntitle = \"[4〜6ヶ月](fact:a.b.c)の話\"\r\n+++\r\n約[**4〜6ヶ月**](fact:a.b.c?form=about)。\r\n\r\n",
        );
        assert_eq!(old.digest(), new.digest());
        for other in [
            "+++\ntitle = \"[](fact:a.b.c)の噺\"\n+++\n約[](fact:a.b.c?form=about)。\n",
            "+++\ntitle = \"[](fact:a.b.c)の話\"\n+++\n約[](fact:a.b.c)。\n",
            "+++\ntitle = \"[](fact:a.b.c)の話\"\ndescription = \"x\"\n+++\n約[](fact:a.b.c?form=about)。\n",
        ] {
            assert_ne!(old.digest(), of(other).digest(), "{other}");
        }
    }

    #[test]
    fn labels_and_what_is_named_of_extra_are_part_of_it() {
        let text = |more: &str| of(&format!("+++\ntitle = \"T\"\n{more}\n+++\ntext\n"));
        let bare = text("");
        for same in ["menu = false", "[extra]\nother = \"x\"", "[extra]\nlead = 3", "[extra]\npoints = [\"a\", 3]"] {
            assert_eq!(bare.digest(), text(same).digest(), "{same}");
        }
        let different = [
            "description = \"M\"",
            "menu = \"M\"",
            "[extra]\nlead = \"M\"",
            "[extra]\nlead = [\"M\", \"N\"]",
            "[extra]\npoints = [\"M\", \"N\"]",
            "[extra]\npoints = [\"M\\nN\"]",
        ];
        let digests: Vec<String> = different.iter().map(|more| text(more).digest()).chain([bare.digest()]).collect();
        for (at, digest) in digests.iter().enumerate() {
            assert!(!digests[at + 1..].contains(digest), "{at}");
        }
        let changes = text("menu = \"M N\"").changes(&bare);
        assert_eq!((changes[0].title.as_str(), changes[0].words), ("front matter", 2));
        assert_eq!(
            of("+++\ntitle = \"A\"\n+++\n").changes(&of("+++\ntitle = \"B\"\n+++\n"))[0].title,
            "title and description"
        );
    }

    #[test]
    fn where_links_lead_and_what_is_emphasised_is_no_part_of_it() {
        let text = |body: &str| of(&format!("+++\ntitle = \"T\"\n+++\n{body}\n")).digest();
        let same = [
            ["[text](a.md#b) **bold** word", "[*text*](c.md) bold <!-- note --> __word__"],
            ["one\ntwo", "one two"],
            ["日本\n語", "日本語"],
            ["- a\n- b", "* a\n* b"],
            ["## T {#a .wide}\n\ntext", "T\n---\n\ntext"],
            ["![alt](a.png)", "![alt](b.png)"],
            ["[人](term:a)", "人"],
        ];
        for [one, other] in same {
            assert_eq!(text(one), text(other), "{one}");
        }
        let different = [
            ["text", "texts"],
            ["## T", "### T"],
            ["- a", "1. a"],
            ["![alt](a.png)", "![other](a.png)"],
            ["[](fact:a.b.c)", "[](fact:a.b.d)"],
            ["x [@a]", "x [@b]"],
            ["{人|ひと}", "{人|じん}"],
            ["`a`", "a"],
            ["~~a~~", "a"],
            ["[](table:a)", "[](table:b)"],
            ["- [ ] a", "- [x] a"],
        ];
        for [one, other] in different {
            assert_ne!(text(one), text(other), "{one}");
        }
        assert!(text("a").starts_with("2-") && text("a").len() == 18);
    }

    #[test]
    fn sections_are_found_again() {
        let old = of("+++\ntitle = \"T\"\n+++\nintro\n\n## A\n\none\n\n## B {#b}\n\ntwo words\n\n## C\n\nthree\n");
        let new =
            of("+++\ntitle = \"T\"\n+++\nintro\n\n## C\n\nthree\n\n## Bee {#b}\n\ntwo more words\n\n## D\n\nfour\n");
        let seen: Vec<_> = new.changes(&old).into_iter().map(|c| (c.change, c.title, c.words)).collect();
        assert_eq!(
            seen,
            [
                (Change::Moved, "C".to_owned(), 0),
                (Change::Removed, "A".to_owned(), 0),
                (Change::Changed, "Bee".to_owned(), 5),
                (Change::Added, "D".to_owned(), 2),
            ]
        );
        assert_eq!(new.changes(&new), []);
        // A heading that was put otherwise is still that of its section.
        let renamed =
            of("+++\ntitle = \"T\"\n+++\nintro\n\n## A\n\none\n\n## B {#b}\n\ntwo words\n\n## Sea\n\nthree\n");
        let seen: Vec<_> = renamed.changes(&old).into_iter().map(|c| (c.change, c.title, c.words, c.before)).collect();
        assert_eq!(seen, [(Change::Changed, "Sea".to_owned(), 1, Some(4))]);
        assert_eq!(of("+++\ntitle = \"U\"\n+++\nin\n").changes(&of("+++\ntitle = \"T\"\n+++\nintro\n")).len(), 2);
    }

    #[test]
    fn words_are_counted_by_script() {
        for (text, count) in
            [("", 0), ("It doesn't last 3.5 months.", 5), ("効果は3〜6ヶ月です。", 9), ("## **A** b", 2)]
        {
            assert_eq!(words(text), count, "{text}");
        }
    }
}
