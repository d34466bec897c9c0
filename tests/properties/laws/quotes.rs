//! Quotations of facts, against what was reckoned elsewhere: a build writes that, takes it, and takes nothing that is
//! nearly the same; what is mended claims what it claimed.

use super::site::{Result, built};
use super::{SITE, files, options};
use crate::quoted::{COLUMNS, Form, IDS, Quoted, Shape};
use shirube::source::Memory;
use std::collections::BTreeSet;
use std::fmt::Write;

/// The facts, a row for each value, and a page in each language with these lines.
fn site(values: &[Quoted], lines: &[(String, String)]) -> Memory {
    let mut facts = COLUMNS.to_owned();
    for (row, value) in values.iter().enumerate() {
        _ = writeln!(facts, "[[row]]\nid = \"r{row}\"\nlabel = \"R\"");
        for column in IDS {
            let cell = if column == value.column { value.cell.as_str() } else { "\"n/a\"" };
            _ = writeln!(facts, "{column} = {cell}");
        }
    }
    let page = |text: &dyn Fn(&(String, String)) -> String| {
        let body: Vec<String> = lines.iter().map(|line| format!("- {}\n", text(line))).collect();
        format!("+++\ntitle = \"T\"\n+++\n{}", body.concat())
    };
    files([
        ("site.toml", SITE.as_bytes()),
        ("content/facts/q.toml", facts.as_bytes()),
        ("content/index.ja.md", page(&|(ja, _)| ja.clone()).as_bytes()),
        ("content/index.en.md", page(&|(_, en)| en.clone()).as_bytes()),
    ])
}

fn link(text: &str, row: usize, value: &Quoted, form: Option<&str>) -> String {
    let form = form.map(|form| format!("?form={form}")).unwrap_or_default();
    format!("[{text}](fact:q.r{row}.{}{form})", value.column)
}

/// The lines of a page that a code is reported at.
fn lines_with(result: &Result, code: &str, page: &str) -> BTreeSet<usize> {
    let found = result.said.lines().filter_map(|line| serde_json::from_str::<serde_json::Value>(line).ok());
    let of = found.filter(|found| found["code"] == code && found["file"] == page);
    of.map(|found| found["line"].as_u64().unwrap() as usize).collect()
}

/// The first line of a page below its front matter.
const FIRST: usize = 4;

/// What the facts of a page say.
fn texts(html: &str) -> Vec<String> {
    let facts = html.split(" data-fact=\"").skip(1);
    facts.map(|fact| fact.split_once('>').unwrap().1.split_once("</").unwrap().0.to_owned()).collect()
}

/// Every form of each value is written as it was reckoned, and taken as it is written.
pub fn are_written_and_taken(values: &[Quoted]) {
    let (mut lines, mut wanted, mut ends) = (Vec::new(), (Vec::new(), Vec::new()), BTreeSet::new());
    for (row, value) in values.iter().enumerate() {
        for form in &value.forms {
            let is_number = form.name == "number";
            let is_end = ["upper", "lower"].contains(&form.name) && value.shape != Shape::One;
            for (text, asked) in [(false, true), (true, true), (true, false)] {
                if is_number && !asked {
                    continue;
                }
                if is_end && !asked {
                    ends.insert(FIRST + lines.len());
                }
                let asked = asked.then_some(form.name);
                let line = |written: &str| link(if text { written } else { "" }, row, value, asked);
                lines.push((line(&form.ja), line(&form.en)));
                wanted.0.push(form.ja.clone());
                wanted.1.push(form.en.clone());
            }
        }
    }
    let result = built(&site(values, &lines), &options());
    assert!(!result.errors, "{}", result.said);
    for (lang, wanted) in [("ja", wanted.0), ("en", wanted.1)] {
        let html = String::from_utf8(result.files[&format!("{lang}/index.html")].clone()).unwrap();
        let article = html.split("</main>").next().unwrap().replace("<wbr>", "");
        let found = texts(&article);
        let differs = found.iter().zip(&wanted).find(|(found, wanted)| found != wanted);
        assert_eq!((differs, found.len()), (None, wanted.len()));
        let page = format!("content/index.{lang}.md");
        assert_eq!(lines_with(&result, "unasked-end", &page), ends, "{page}");
    }
}

/// What says the same in other words is taken.
pub fn are_taken_in_other_words(values: &[Quoted]) {
    let mut lines = Vec::new();
    for (row, value) in values.iter().enumerate() {
        for form in value.forms.iter().filter(|form| form.name != "number") {
            for (ja, en) in alike(form) {
                lines.push((link(&ja, row, value, Some(form.name)), link(&en, row, value, Some(form.name))));
            }
        }
    }
    let result = built(&site(values, &lines), &options());
    assert!(!result.errors, "{}", result.said);
}

/// Other ways of writing a form.
fn alike(Form { ja, en, .. }: &Form) -> Vec<(String, String)> {
    let wide = |c: char| if c.is_ascii_graphic() { char::from_u32(c as u32 + 0xFEE0).unwrap() } else { c };
    let capital = en.chars().next().unwrap().to_uppercase().chain(en.chars().skip(1)).collect();
    let marks = ['|', '*', '_', '[', ']', '<', '>', '~', '`', '\\'];
    assert!(!ja.contains(marks) && !en.contains(marks), "{ja} {en}");
    vec![
        (ja.chars().map(wide).collect(), capital),
        (ja.replace("ヶ月", "か月").replace('〜', "～"), en.replace('–', "-")),
        (ja.replace("ヶ月", "ヵ月").replace('〜', " 〜 "), en.replace('–', " – ")),
    ]
}

/// What is nearly what a fact says is not taken: each change of a text is refused, of which there are this many at least.
pub fn are_not_nearly_taken(values: &[Quoted], choices: &[usize], least: usize) {
    let (mut lines, mut choices) = (Vec::new(), choices.iter().cycle());
    for (row, value) in values.iter().enumerate() {
        for form in &value.forms {
            let (ja, en) = (near(&form.ja), near(&form.en));
            let choice = choices.next().unwrap();
            let pick = |near: &[String]| near[choice % near.len()].clone();
            lines.push((link(&pick(&ja), row, value, Some(form.name)), link(&pick(&en), row, value, Some(form.name))));
        }
    }
    let result = built(&site(values, &lines), &options());
    for (lang, at) in [("ja", 0), ("en", 1)] {
        let refused = lines_with(&result, "fact-mismatch", &format!("content/index.{lang}.md"));
        let taken = (0..lines.len()).filter(|line| !refused.contains(&(FIRST + line)));
        let taken: Vec<&String> = taken.map(|line| if at == 0 { &lines[line].0 } else { &lines[line].1 }).collect();
        assert!(taken.is_empty(), "{taken:#?}");
    }
    assert!(2 * lines.len() >= least, "{} near misses", 2 * lines.len());
}

/// Texts that are nearly a text, and do not say the same.
fn near(text: &str) -> Vec<String> {
    let chars: Vec<char> = text.chars().collect();
    let with = |at: usize, taken: usize, put: &str| {
        chars[..at].iter().collect::<String>() + put + &chars[at + taken..].iter().collect::<String>()
    };
    let mut near = Vec::new();
    for (at, c) in chars.iter().enumerate() {
        let next = chars.get(at + 1).copied().unwrap_or(' ');
        if let Some(digit) = c.to_digit(10) {
            near.push(with(at, 1, &((digit + 1) % 10).to_string()));
            near.push(with(at, 1, &char::from_u32(0x2080 + digit).unwrap().to_string()));
            near.push(with(at, 1, &"⁰¹²³⁴⁵⁶⁷⁸⁹".chars().nth(digit as usize).unwrap().to_string()));
            near.push(with(at, 1, &"⓪①②③④⑤⑥⑦⑧⑨".chars().nth(digit as usize).unwrap().to_string()));
            near.push(with(at, 0, "1"));
            near.push(with(at, 1, ""));
            if next.is_ascii_digit() {
                near.extend([" ", "\u{a0}", "-", "〜", "."].map(|sign| with(at + 1, 0, sign)));
            }
        }
        if matches!(c, ',' | '.') && next != ' ' {
            near.push(with(at + 1, 0, " "));
            near.push(with(at, 1, if *c == ',' { "." } else { "," }));
        }
        if c.is_ascii_alphabetic() && next.is_ascii_alphabetic() {
            near.push(with(at + 1, 0, " "));
            near.push(with(at + 1, 1, &next.to_uppercase().to_string()));
        }
        if matches!(
            c,
            '-' | '–' | '〜' | '約' | '万' | '億' | '円' | '%' | '¥' | '$' | '人' | '回' | '時' | '年' | '税'
        ) {
            near.push(with(at, 1, ""));
            near.push(with(at, 1, "±"));
        }
    }
    for (from, to) in [
        ("円", "ドル"),
        ("ドル", "円"),
        ("¥", "US$"),
        ("US$", "¥"),
        ("週間", "週"),
        ("時間", "時"),
        ("分", "秒"),
        ("ヶ月", "月"),
        ("months", "month"),
        ("weeks", "months"),
        ("days", "day"),
        ("years", "year's"),
        ("minutes", "min"),
        ("people", "person"),
        ("nm", "Nm"),
        ("nm", "mm"),
        ("以上", "以下"),
        ("まで", "から"),
        ("or more", "or less"),
        ("or more", ""),
        ("up to", ""),
        ("about ", ""),
        ("程度", ""),
        ("（税込）", ""),
        ("税込", "税別"),
        ("(tax included)", "(before tax)"),
        ("令和", "平成"),
        ("平成", "昭和"),
        ("昭和", "大正"),
        ("大正", "明治"),
        ("Reiwa", "Heisei"),
        ("Heisei", "Shōwa"),
        ("Shōwa", "Taishō"),
        ("元年", "2年"),
        ("January", "June"),
        ("March", "May"),
        ("Monday", "Sunday"),
        ("（月）", "（火）"),
        ("every", ""),
        ("once", "one"),
        ("twice", "two"),
        ("から", ""),
        ("until", "from"),
    ] {
        near.extend(text.contains(from).then(|| text.replacen(from, to, 1)));
    }
    near.extend(["間隔", "目", "未満", " or less", "²", "+"].map(|after| format!("{text}{after}")));
    near.extend(["-", "−", "+", "±", "〜", "1"].map(|before| format!("{before}{text}")));
    near.retain(|near| !says_the_same(near, text));
    near
}

/// Whether a change makes no difference, or another text of it: nothing is filled in, and two hyphens are a dash.
fn says_the_same(near: &str, text: &str) -> bool {
    near.trim() == text.trim() || near.is_empty() || near.starts_with("--")
}

/// What is mended is in the form that it was in.
pub fn keep_their_form_when_mended(old: &[Quoted], new: &[Quoted]) {
    let (mut lines, mut wanted) = (Vec::new(), Vec::new());
    for (row, (old, new)) in old.iter().zip(new).enumerate() {
        for form in old.forms.iter().filter(|form| ["plain", "about", "tax", "era", "long"].contains(&form.name)) {
            // Its ends have their units, as if they were told apart; one day has one name.
            if form.ja.contains("円〜") || form.name == "long" && form.ja == old.forms[0].ja {
                continue;
            }
            let Some(same) = new.forms.iter().find(|same| same.name == form.name) else { continue };
            lines.push((link(&form.ja, row, new, None), link(&form.en, row, new, None)));
            // Nobody knows whether a single value was an end.
            let unknown = form.name == "plain" && old.shape == Shape::One && new.shape != Shape::One;
            wanted.push(if unknown { None } else { Some((same.ja.clone(), same.en.clone())) });
        }
    }
    let files = site(new, &lines);
    let result = built(&files, &options());
    let mended = result.mended();
    for (lang, at) in [("ja", 0), ("en", 1)] {
        let path = format!("content/index.{lang}.md");
        let before = String::from_utf8(files.iter().find(|(name, _)| **name == path).unwrap().1.to_vec()).unwrap();
        let after = mended.iter().find(|(name, _)| *name == path).map_or(before.clone(), |(_, text)| text.clone());
        for ((before, after), wanted) in before.lines().zip(after.lines()).skip(FIRST - 1).zip(&wanted) {
            match wanted {
                Some(texts) => {
                    let text = if at == 0 { &texts.0 } else { &texts.1 };
                    let got = after.split_once('[').unwrap().1.split_once("](").unwrap().0;
                    assert_eq!(got, text, "{before} became {after}");
                }
                None => assert!(before == after || after.contains("?form="), "{before} became {after}"),
            }
        }
    }
}
