//! Numbers in prose that a fact should say: those with a unit that the facts of the same text have.
//!
//! What a unit looks like is learnt from the facts as the language writes them, so that nothing here knows a language:
//! a fact that reads `3〜6ヶ月` makes every other number before `ヶ月` suspect.

use crate::catalog::{Entry, FactId, Facts, Quote, Quoted, check_quote, is_counter, quotations_of_line, split_quote};
use crate::config::LangId;
use crate::data::Text;
use crate::diagnostic::{Code, Diagnostic};
use crate::document::{self, Document, Kind, Op, Tag};
use crate::format::{Ends, Form, Value};
use crate::messages::Messages;
use crate::resolve::Site;
use crate::source::{SourceId, Span};
use rayon::prelude::*;
use std::collections::{BTreeSet, HashMap};

/// Stands for what is no prose: a fact, code, a picture.
const GAP: char = '\u{FFFC}';

/// The numbers of every text that stand outside its facts.
pub fn check(site: &Site) -> Vec<Diagnostic> {
    let others: Vec<Other> = (0..site.config.languages.len()).map(|lang| Other::of(site, lang)).collect();
    let texts: Vec<(LangId, &Document)> = site.catalog.texts().collect();
    let entries: Vec<&Entry> = site.catalog.written().map(|(_, entry)| entry).collect();
    let texts = texts.into_par_iter().flat_map_iter(|(lang, document)| {
        let scope = Scope::new(site, lang, facts_of(site, document), &others);
        scope.map(|scope| scope.text(document)).unwrap_or_default()
    });
    let lines = entries.into_par_iter().flat_map_iter(|entry| check_lines(site, entry, &others));
    texts.chain(lines).collect()
}

/// Title and description, in which the facts of the page count too.
fn check_lines(site: &Site, entry: &Entry, others: &[Other]) -> Vec<Diagnostic> {
    let lines: Vec<&Text> = std::iter::once(&entry.front.title).chain(&entry.front.description).collect();
    if lines.iter().all(|line| next_digit(&line.text, 0).is_none()) {
        return Vec::new();
    }
    let mut facts = facts_of(site, &entry.document);
    for line in &lines {
        let quoted = quotations_of_line(line, entry.lang, &site.sources).into_iter();
        facts.extend(quoted.filter_map(|quotation| site.catalog.facts.number(split_quote(&quotation.dest).0)));
    }
    let scope = Scope::new(site, entry.lang, facts, others);
    scope.map(|scope| lines.iter().flat_map(|line| scope.line(line)).collect()).unwrap_or_default()
}

/// The units that a text is searched for.
struct Scope<'a> {
    site: &'a Site,
    lang: LangId,
    marks: Vec<Mark>,
    other: &'a Other,
}

/// Words that make something else of a number and its unit: those that stand before it, and after it.
struct Other {
    before: Vec<String>,
    after: Vec<String>,
}

impl Other {
    fn of(site: &Site, lang: LangId) -> Other {
        let words = |id: &str| -> Vec<String> {
            let words = site.messages.own(lang, id).unwrap_or_default();
            words.split_whitespace().map(|word| word.chars().map(folded).collect()).collect()
        };
        Other { before: words("format-no-figure-after"), after: words("format-no-figure-before") }
    }
}

impl<'a> Scope<'a> {
    /// Nothing if no fact has a unit.
    fn new(site: &'a Site, lang: LangId, facts: BTreeSet<FactId>, others: &'a [Other]) -> Option<Scope<'a>> {
        let marks = joined(facts.iter().flat_map(|id| marks(&site.catalog.facts, *id, lang, &site.messages)));
        if marks.is_empty() {
            return None;
        }
        let other = others.get(lang)?;
        Some(Scope { site, lang, marks, other })
    }

    fn text(&self, document: &Document) -> Vec<Diagnostic> {
        let source = &self.site.sources.get(document.source).text;
        let mut found = Vec::new();
        for run in runs(document, source) {
            for figure in figures(&run.text, &self.marks, self.other) {
                let span = run.span(&figure, source, document.source);
                found.extend(span.and_then(|span| diagnostic(self.site, self.lang, span, &figure)));
            }
        }
        found
    }

    fn line(&self, line: &Text) -> Vec<Diagnostic> {
        let document = document::line(line);
        let text: Vec<char> = document
            .ops()
            .iter()
            .flat_map(|op| match op {
                Op::Text { start, len } => document.text_in("", Op::chunk(*start, *len)).chars().collect(),
                _ => vec![GAP],
            })
            .collect();
        let folded: Vec<char> = text.iter().copied().map(folded).collect();
        let place = |figure: Figure| {
            let written: String = text.get(figure.start..figure.end)?.iter().collect();
            let at = self.site.sources.text(line.span).find(&written).map(|at| at + line.span.start as usize);
            let span = at.map_or(line.span, |at| Span::new(line.span.source, at..at + written.len()));
            diagnostic(self.site, self.lang, span, &figure)
        };
        figures(&folded, &self.marks, self.other).into_iter().filter_map(place).collect()
    }
}

/// The facts that a text quotes, and those of the tables that it shows.
fn facts_of(site: &Site, document: &Document) -> BTreeSet<FactId> {
    let mut facts = BTreeSet::new();
    for reference in &document.references {
        let dest = document.text(&site.sources, reference.dest);
        let (id, _) = split_quote(dest);
        match reference.kind {
            Kind::Fact => facts.extend(site.catalog.facts.number(id)),
            Kind::Table => {
                let rows = site.catalog.tables.get(id).map(|table| table.rows.as_slice()).unwrap_or_default();
                facts.extend(rows.iter().flat_map(|row| row.cells.iter().copied().flatten()));
            }
            Kind::Link | Kind::Image | Kind::Citation | Kind::Term | Kind::Block | Kind::Faq | Kind::Conflicts => {}
        }
    }
    facts
}

/// What stands round the numbers of facts, as it is compared.
struct Mark {
    before: Vec<char>,
    after: Vec<char>,
    /// The digits of the numbers of those facts, and the first fact that has them.
    numbers: HashMap<String, FactId>,
    /// The first fact of all.
    fact: FactId,
    /// Whether it is money, of which there is as much as one likes: of other things, 2024 is rather a year.
    money: bool,
}

/// The marks of facts, those that look alike as one.
fn joined(all: impl Iterator<Item = Mark>) -> Vec<Mark> {
    let mut marks: Vec<Mark> = Vec::new();
    let mut known: HashMap<(Vec<char>, Vec<char>), usize> = HashMap::new();
    for mark in all {
        let key = (mark.before.clone(), mark.after.clone());
        let at = *known.entry(key).or_insert(marks.len());
        match marks.get_mut(at) {
            Some(same) => mark.numbers.into_iter().for_each(|(number, fact)| {
                same.numbers.entry(number).or_insert(fact);
            }),
            None => marks.push(mark),
        }
    }
    marks
}

fn marks(facts: &Facts, id: FactId, lang: LangId, messages: &Messages) -> Vec<Mark> {
    let Some(fact) = facts.by_number(id) else { return Vec::new() };
    let crate::catalog::Cell::Value(value) = &fact.cell else { return Vec::new() };
    // Ends with units of their own are looked at one by one.
    let forms: &[Form] = match value {
        Value::Duration(Ends::Range(low, high)) if low.unit != high.unit => &[Form::Lower, Form::Upper],
        Value::Date(_) | Value::Text(_) | Value::Choice { .. } => return Vec::new(),
        _ => &[Form::Plain],
    };
    let money = matches!(value, Value::Money { .. });
    let texts = forms.iter().filter_map(|form| facts.form(id, lang, *form, messages));
    texts.filter_map(|text| mark(id, text, money)).collect()
}

fn mark(fact: FactId, text: &str, money: bool) -> Option<Mark> {
    let chars: Vec<char> = text.chars().map(folded).filter(|c| !c.is_whitespace()).collect();
    let first = chars.iter().position(char::is_ascii_digit)?;
    let last = chars.iter().rposition(char::is_ascii_digit)?;
    let (before, rest) = chars.split_at(first);
    let (numbers, after) = rest.split_at(last + 1 - first);
    // Between the numbers of a range there are no words.
    let is_plain = numbers.iter().all(|c| !c.is_alphabetic());
    let has_unit = !before.is_empty() || !after.is_empty();
    let numbers: String = numbers.iter().map(|c| if is_of_number(*c) { *c } else { ' ' }).collect();
    let numbers = numbers.split_whitespace().map(|number| (plain_digits(number), fact)).collect();
    (is_plain && has_unit).then(|| Mark { before: before.to_vec(), after: after.to_vec(), numbers, fact, money })
}

/// A character as it is compared: full width as half width, and the signs that stand for ヶ as one.
fn folded(c: char) -> char {
    match c {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c),
        c if is_counter(c) => 'ヶ',
        '￥' => '¥',
        c => match c.to_digit(10).is_none().then(|| digit(c)).flatten() {
            Some(digit) => digit,
            None => c,
        },
    }
}

/// A digit of another script as one of ASCII: the decimal digits of a script stand in a row, from zero.
fn digit(c: char) -> Option<char> {
    const ZEROS: [char; 12] = ['٠', '۰', '०', '০', '੦', '૦', '୦', '௦', '౦', '೦', '൦', '๐'];
    let value = ZEROS.iter().find_map(|zero| (c as u32).checked_sub(*zero as u32).filter(|value| *value < 10))?;
    char::from_digit(value, 10)
}

fn is_of_number(c: char) -> bool {
    c.is_ascii_digit() || matches!(c, '.' | ',' | '٫' | '٬')
}

/// The digits of a number without its grouping.
fn plain_digits(number: &str) -> String {
    number.trim_matches([',', '.']).replace([',', '٬'], "")
}

/// Text without a break in it, and where its characters stand.
struct Prose {
    text: Vec<char>,
    /// The byte of each character in the source.
    places: Vec<usize>,
}

/// The paragraphs of a document that have digits in them.
fn runs(document: &Document, source: &str) -> Vec<Prose> {
    let has_digit = |op: &Op| match op {
        Op::Text { start, len } => next_digit(document.text_in(source, Op::chunk(*start, *len)), 0).is_some(),
        _ => false,
    };
    let (mut runs, mut start) = (Vec::new(), 0);
    for (at, op) in document.ops().iter().enumerate().filter(|(_, op)| is_break(op)) {
        let paragraph = document.ops().get(start..at).unwrap_or_default();
        start = at + 1;
        if !matches!(op, Op::Close(Tag::CodeBlock, _)) && paragraph.iter().any(has_digit) {
            runs.push(run(paragraph, document, source));
        }
    }
    runs.retain(|run| run.text.iter().any(char::is_ascii_digit));
    runs
}

/// How many bytes on either side of a number can decide what it is.
const REACH: usize = 60;

/// The first byte from `from` on that may be of a digit: of ASCII, or of a character that is not Latin and not of the
/// CJK ideographs and kana, which begin with E3 to E9.
fn next_digit(text: &str, from: usize) -> Option<usize> {
    let is =
        |byte: u8| (byte.wrapping_sub(b'0') < 10) | (byte == 0xD9) | (byte == 0xDB) | (byte == 0xE0) | (byte == 0xEF);
    let mut at = from;
    // By stretches, which are looked at as a whole.
    for stretch in text.as_bytes().get(from..)?.chunks(64) {
        if stretch.iter().fold(0, |found, byte| found | u8::from(is(*byte))) != 0 {
            return stretch.iter().position(|byte| is(*byte)).map(|inside| at + inside);
        }
        at += stretch.len();
    }
    None
}

/// Whether an operation ends the prose before it.
fn is_break(op: &Op) -> bool {
    match op {
        Op::Open(tag, _) | Op::Close(tag, _) => {
            !matches!(tag, Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link | Tag::Term | Tag::Ruby)
        }
        Op::Rule | Op::HardBreak => true,
        Op::Text { .. }
        | Op::Code { .. }
        | Op::Html { .. }
        | Op::SoftBreak
        | Op::Task(_)
        | Op::Refer(_)
        | Op::Cite { .. }
        | Op::Footnote(_) => false,
    }
}

fn run(ops: &[Op], document: &Document, source: &str) -> Prose {
    let mut run = Prose { text: Vec::new(), places: Vec::new() };
    for op in ops {
        match op {
            Op::Text { start, len } => {
                let chunk = Op::chunk(*start, *len);
                let text = document.text_in(source, chunk);
                match document.place(chunk) {
                    Some(at) => run.add(text, at),
                    None => run.sign(text),
                }
            }
            // Marks within a word.
            Op::Open(..) | Op::Close(..) => {}
            Op::Code { .. }
            | Op::Html { .. }
            | Op::SoftBreak
            | Op::HardBreak
            | Op::Rule
            | Op::Task(_)
            | Op::Refer(_)
            | Op::Cite { .. }
            | Op::Footnote(_) => run.gap(),
        }
    }
    run
}

impl Prose {
    /// Adds what lies near the numbers of a text that stands at a byte of the source.
    fn add(&mut self, text: &str, at: usize) {
        let mut done = 0;
        while let Some(digit) = next_digit(text, done) {
            let start = text.floor_char_boundary(digit.saturating_sub(REACH)).max(done);
            let end = text.ceil_char_boundary((digit + REACH).min(text.len()));
            if start > done {
                self.gap();
            }
            for (offset, c) in text.get(start..end).unwrap_or_default().char_indices() {
                self.text.push(folded(c));
                self.places.push(at + start + offset);
            }
            done = end;
        }
        if done < text.len() {
            self.gap();
        }
    }

    /// Where a figure stands in the source.
    fn span(&self, figure: &Figure, source: &str, id: SourceId) -> Option<Span> {
        let start = *self.places.get(figure.start)?;
        let last = *self.places.get(figure.end.checked_sub(1)?)?;
        let end = last + source.get(last..)?.chars().next()?.len_utf8();
        Some(Span::new(id, start..end))
    }

    /// Adds a sign that stands for others in the source, such as the dash of a range; other text is a gap.
    fn sign(&mut self, text: &str) {
        match (text.chars().next(), self.places.last()) {
            (Some(sign @ ('–' | '—')), Some(place)) if text.len() == sign.len_utf8() => {
                self.places.push(*place);
                self.text.push(folded(sign));
            }
            _ => self.gap(),
        }
    }

    fn gap(&mut self) {
        let place = self.places.last().copied().unwrap_or_default();
        self.text.push(GAP);
        self.places.push(place);
    }
}

/// A number with a unit: where it stands, and the fact that it may mean.
struct Figure {
    start: usize,
    end: usize,
    fact: FactId,
}

fn figures(text: &[char], marks: &[Mark], other: &Other) -> Vec<Figure> {
    let mut figures = Vec::new();
    let mut at = 0;
    while let Some(start) = text.get(at..).and_then(|rest| rest.iter().position(char::is_ascii_digit)).map(|n| n + at) {
        let length = text.iter().skip(start).take_while(|c| is_of_number(**c)).count();
        let digits: String = text.iter().skip(start).take(length).collect();
        // What stands at the end of a sentence is no part of the number.
        let digits = digits.trim_end_matches(['.', ',']);
        let end = start + digits.chars().count();
        at = end;
        let number = plain_digits(digits);
        let (mut found, mut known) = (None, None);
        for mark in marks {
            let Some((from, to)) = matched(text, (start, end), mark) else { continue };
            if is_something_else(text, (from, to), mark, digits, other) {
                continue;
            }
            known = known.or(mark.numbers.get(&number).map(|fact| (from, to, *fact)));
            found = found.or(Some((from, to, mark.fact)));
        }
        // "1" is a word more often than a figure: one session, a month.
        let found = known.or(found.filter(|_| number != "1"));
        figures.extend(found.map(|(start, end, fact)| Figure { start, end, fact }));
    }
    figures
}

/// The characters from which to which a mark stands round a number.
fn matched(text: &[char], (start, end): (usize, usize), mark: &Mark) -> Option<(usize, usize)> {
    let mut from = start;
    for wanted in mark.before.iter().rev() {
        from = text.get(..from)?.iter().rposition(|c| !c.is_whitespace())?;
        (text.get(from) == Some(wanted)).then_some(())?;
    }
    let mut to = end;
    for wanted in &mark.after {
        to += text.get(to..)?.iter().position(|c| !c.is_whitespace())?;
        (text.get(to) == Some(wanted)).then_some(())?;
        to += 1;
    }
    Some((from, to))
}

/// Whether a number and unit are part of something else: a longer word, a name, a date, an ordinal.
fn is_something_else(text: &[char], (from, to): (usize, usize), mark: &Mark, digits: &str, other: &Other) -> bool {
    let at = |at: Option<usize>| at.and_then(|at| text.get(at)).copied();
    let before = |n: usize| at(from.checked_sub(n));
    let in_word = |c: Option<char>, edge: Option<&char>| {
        c.is_some_and(|c| c.is_ascii_alphanumeric()) && edge.is_none_or(char::is_ascii_alphanumeric)
    };
    // "COVID-19"
    let in_name = before(1) == Some('-') && before(2).is_some_and(|c| c.is_ascii_alphabetic());
    let year = !mark.money && digits.len() == 4 && digits.starts_with(['1', '2']);
    let follows: String = text.iter().skip(to).skip_while(|c| **c == ' ').take(24).collect();
    let precedes: String = text.get(from.saturating_sub(24)..from).unwrap_or_default().iter().collect();
    let precedes = precedes.trim_end();
    let ends_with = |word: &String| {
        // A word of letters is a whole one: "age", and not "average".
        let rest = precedes.strip_suffix(word.as_str());
        rest.is_some_and(|rest| !(word.is_ascii() && rest.ends_with(|c: char| c.is_ascii_alphanumeric())))
    };
    in_word(before(1), mark.before.first())
        || in_word(at(Some(to)), mark.after.last())
        || in_name
        || year
        || mark.before.is_empty() && in_date(text, from)
        || other.after.iter().any(|word| follows.starts_with(word.as_str()))
        || other.before.iter().any(ends_with)
}

/// Whether a number that begins here is a day of the calendar: "4月30日", "4月5〜7日".
fn in_date(text: &[char], from: usize) -> bool {
    let mut rest = text.get(..from).unwrap_or_default();
    if let [before @ .., '〜' | '~' | '-' | '–'] = rest {
        let digits = before.iter().rev().take_while(|c| c.is_ascii_digit()).count();
        rest = before.get(..before.len() - digits).unwrap_or_default();
    }
    matches!(rest, [.., digit, letter] if digit.is_ascii_digit() && letter.is_alphabetic())
}

fn diagnostic(site: &Site, lang: LangId, span: Span, figure: &Figure) -> Option<Diagnostic> {
    let written = site.sources.text(span);
    let fact = site.catalog.facts.by_number(figure.fact)?;
    let text = site.catalog.facts.text(figure.fact, lang, &site.messages);
    let quote = Quote { dest: &fact.id, written, span, visible: None, lang };
    let right = match check_quote(&site.catalog.facts, quote, &site.messages) {
        Ok(Quoted { form: Form::Plain, .. }) | Err(_) => format!("[{text}](fact:{})", fact.id),
        Ok(Quoted { form, .. }) => format!("[{written}](fact:{}?form={})", fact.id, form.name()),
    };
    let help = format!("if it means `{}` ({text}), write `{right}`", fact.id);
    let message = format!("`{written}` stands in the text, and in no fact");
    Some(Diagnostic::new(Code::UnquotedNumber, span, message).help(help).related(fact.span, "a fact with this unit"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str, facts: &[&str]) -> Vec<String> {
        let money = |fact: &str| fact.contains(['円', '¥']);
        let marks = joined(facts.iter().enumerate().filter_map(|(id, fact)| mark(id, fact, money(fact))));
        let text: Vec<char> = text.chars().map(folded).collect();
        let words = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect();
        let other =
            Other { before: words(&["第", "令和", "age", "Phase"]), after: words(&["目", "生", "confidence"]) };
        let figures = figures(&text, &marks, &other);
        figures.iter().map(|figure| text[figure.start..figure.end].iter().collect()).collect()
    }

    #[test]
    fn finds_figures_with_the_units_of_facts() {
        for (text, facts, expected) in [
            ("効果は5ヶ月ほど", vec!["3〜6ヶ月"], vec!["5ヶ月"]),
            ("効果は５か月ほど", vec!["3〜6ヶ月"], vec!["5ヶ月"]),
            ("効果は5箇月ほど", vec!["3〜6ヶ月"], vec!["5ヶ月"]),
            ("第5章", vec!["3〜6ヶ月"], vec![]),
            ("5回目の施術", vec!["3〜5回"], vec![]),
            ("1回の費用", vec!["3〜5回"], vec![]),
            ("全部で12回", vec!["3〜5回"], vec!["12回"]),
            ("4月30日に公表", vec!["2〜7日"], vec![]),
            ("30日かかる", vec!["2〜7日"], vec!["30日"]),
            ("2024年に", vec!["1年"], vec![]),
            ("費用は8万円", vec!["5〜10万円"], vec!["8万円"]),
            ("It lasts 5 months.", vec!["3–6 months"], vec!["5 months"]),
            ("a 5-month course", vec!["3–6 months"], vec![]),
            ("It costs ¥80,000.", vec!["¥50,000–100,000"], vec!["¥80,000"]),
            ("80,000 people", vec!["¥50,000–100,000"], vec![]),
            ("In 16 studies", vec!["15 studies"], vec!["16 studies"]),
            ("1 month", vec!["a few weeks to 1 month"], vec![]),
            ("1 month", vec!["1 month"], vec!["1 month"]),
            ("月2回", vec!["月1回"], vec!["月2回"]),
            ("令和6年に改正", vec!["1〜2年"], vec![]),
            ("第3回の会議", vec!["3〜5回"], vec![]),
            ("5年生存率", vec!["1〜2年"], vec![]),
            ("4月5〜7日に", vec!["2〜7日"], vec![]),
            ("In 2024 people began", vec!["28 people"], vec![]),
            ("after COVID-19 people came", vec!["28 people"], vec![]),
            ("at age 40 people often", vec!["28 people"], vec![]),
            ("on average 40 people", vec!["28 people"], vec!["40 people"]),
            ("a 95% confidence interval", vec!["50%"], vec![]),
            ("2000円かかる", vec!["9,500円"], vec!["2000円"]),
            ("٥ أيام", vec!["٣ أيام"], vec!["5 أيام"]),
        ] {
            assert_eq!(found(text, &facts), expected, "{text} {facts:?}");
        }
    }
}
