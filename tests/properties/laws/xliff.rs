//! XLIFF: what goes out and comes back as it went changes no byte of a text; anything else is taken or refused.

use super::{SITE, files, is_said_of_a_place, options};
use shirube::diagnostic::Diagnostics;
use shirube::inside::Read;
use shirube::inside::data::split_front;
use shirube::inside::document::{Piece, Segment, segments};
use shirube::inside::facts::labels;
use shirube::inside::resolve::Site;
use shirube::inside::xliff::{Form, Outcome, Wanted, decode, export, import};
use shirube::source::{Memory, SourceId, Sources};

/// A page, and a table whose texts stand by language.
fn written(body: &str, label: &str) -> Memory {
    let page = format!("+++\ntitle = \"題\"\ndescription = \"説明\"\n+++\n{body}");
    let label = serde_json::Value::from(label);
    let table =
        format!("caption = {{ ja = \"表\" }}\n[[column]]\nid = \"a\"\ntype = \"text\"\nlabel = {{ ja = {label} }}\n");
    files([
        ("site.toml", SITE.as_bytes()),
        ("content/a.ja.md", page.as_bytes()),
        ("content/tables/t.toml", table.as_bytes()),
    ])
}

fn site(files: &Memory) -> Option<Site> {
    let mut sources = Sources::read(files, &Memory::new()).unwrap();
    let Read { config, messages, catalog } = shirube::inside::read(&mut sources, &options(), &mut Diagnostics::new())?;
    Some(Site::new(sources, config, messages, catalog))
}

fn exported(site: &Site) -> Option<String> {
    exported_as(site, Form::default())
}

fn exported_as(site: &Site, form: Form) -> Option<String> {
    let target = site.config.languages.ids().last()?;
    let pages: Vec<_> = site.catalog.ledger().map(|page| (page, site.catalog.in_ledger(page.name, target))).collect();
    let data: Vec<SourceId> = labels(&site.sources, &site.config).into_iter().map(|(id, _)| id).collect();
    match export(site, &pages, (&data, true), (site.config.source, target)) {
        Ok(offer) => Some(form.write(&offer)),
        Err(found) => {
            found.iter().for_each(|found| is_said_of_a_place(&site.sources, found));
            None
        }
    }
}

fn imported(site: &mut Site, bytes: Vec<u8>) -> Outcome {
    let Ok(text) = decode(bytes) else { return Outcome::default() };
    let id = site.sources.add_text("back.xlf", text);
    let outcome = import(site, &[id], &Wanted::default());
    outcome.diagnostics.iter().for_each(|found| is_said_of_a_place(&site.sources, found));
    outcome.refused.iter().for_each(|found| is_said_of_a_place(&site.sources, found));
    assert!(outcome.diagnostics.is_empty() || outcome.files.is_empty(), "{:?}", outcome.diagnostics);
    let known = ["content/a.en.md", "content/tables/t.toml"];
    assert!(outcome.files.iter().all(|file| known.contains(&file.path.as_str())), "{:?}", outcome.files);
    outcome
}

/// Every text with itself as its translation.
fn echoed(xml: &str) -> String {
    let mut out = String::new();
    for part in xml.split_inclusive("</source>") {
        out.push_str(&part.replace("state=\"initial\"", "state=\"translated\""));
        if let Some((_, source)) = part.strip_suffix("</source>").and_then(|part| part.rsplit_once("<source>")) {
            out.push_str("<target>");
            out.push_str(source);
            out.push_str("</target>");
        }
    }
    out
}

/// The same in XLIFF 1.2, and in PO.
fn echoed_1(xml: &str) -> String {
    echoed(xml).replace("<target>", "<target state=\"translated\">")
}

fn echoed_po(po: &str) -> String {
    let mut out = String::new();
    let mut source = "\"\"";
    for line in po.split_inclusive('\n') {
        match line.strip_prefix("msgid ") {
            Some(said) => source = said.trim_end_matches('\n'),
            None if line == "msgstr \"\"\n" => {
                out.push_str(&format!("msgstr {source}\n"));
                continue;
            }
            None => {}
        }
        out.push_str(line);
    }
    out
}

/// A text that comes back as it went means what it meant, and once it is translated nothing changes a byte of it. One
/// that Markdown cannot hold is refused, which no `ordinary` one is.
pub fn comes_back(body: &str, label: &str, ordinary: bool) {
    // A page may hold them and a translation may not.
    let [body, label] = &[body, label].map(|text| text.replace(is_refused, ""));
    if shirube::source::stray(label).is_some() {
        return;
    }
    let mut files = written(body, label);
    let Some(mut before) = site(&files) else { return };
    let Some(xml) = exported(&before) else { return };
    let xml = echoed(&xml);
    let outcome = imported(&mut before, xml.clone().into_bytes());
    assert!(outcome.refused.is_empty(), "{:?}\n{xml}", outcome.refused);
    let refused = outcome.diagnostics.iter().find(|found| ordinary || found.code.name() != "placeholder");
    assert_eq!(refused, None, "of {body:?} and {label:?}\n{xml}");
    // Every format brings the same.
    if outcome.diagnostics.is_empty() {
        for (form, echoed) in [(Form::Xliff1, echoed_1 as fn(&str) -> String), (Form::Po, echoed_po)] {
            let text = echoed(&exported_as(&before, form).unwrap());
            let other = imported(&mut before, text.clone().into_bytes());
            assert_eq!(other.files, outcome.files, "{text}\n{:?} {:?}", other.diagnostics, other.refused);
        }
    }
    let original = before.sources.at("content/a.ja.md").unwrap();
    let pieces = |text: &str| -> Vec<Vec<Piece>> {
        let body = split_front(text, original, &mut Diagnostics::new()).body;
        let pieces = |segment: Segment| segment.pieces.into_iter().map(without_text_of_fact).collect();
        segments(text, body..text.len()).into_iter().map(pieces).collect()
    };
    for file in outcome.files {
        if file.path.ends_with(".md") {
            assert_eq!(file.rest, None);
            assert_eq!(pieces(&file.text), pieces(&before.sources.get(original).text), "{xml}");
        } else {
            let table: toml::Table = file.text.parse().unwrap();
            let label = &table["column"][0]["label"];
            let words = |code: &str| Some(label.get(code)?.as_str()?.split_whitespace().collect::<Vec<_>>());
            // A text without letters is not translated.
            assert!(words("en").is_none_or(|en| Some(en) == words("ja")), "{}", file.text);
        }
        files.insert(file.path, file.text.into_bytes());
    }
    let Some(mut after) = site(&files) else { panic!("the translation is no site") };
    let again = exported(&after).expect("what was written can be exported");
    for file in imported(&mut after, again.into_bytes()).files {
        let is = after.sources.at(&file.path).map(|id| after.sources.get(id).text.as_str());
        assert_eq!(Some(file.text.as_str()), is);
    }
}

/// C1 controls and noncharacters.
fn is_refused(c: char) -> bool {
    matches!(c, '\u{80}'..='\u{9f}' | '\u{fdd0}'..='\u{fdef}') || u32::from(c) & 0xfffe == 0xfffe
}

/// What a fact says is another language's to say.
fn without_text_of_fact(piece: Piece) -> Piece {
    match &piece {
        Piece::Fixed(written) => match written.rfind("](fact:") {
            Some(at) => Piece::Fixed(written[at..].to_owned()),
            None => piece,
        },
        Piece::Text(_) | Piece::Break(_) | Piece::Open(_) | Piece::Close(_) => piece,
    }
}

fn sample() -> Memory {
    written("一つ目**太**[図](x.png)。\n\n- 二つ目\n- 三つ目`a`\n", "列")
}

/// Bytes are taken or refused.
pub fn is_taken_or_refused(bytes: &[u8]) {
    let mut site = site(&sample()).unwrap();
    imported(&mut site, bytes.to_vec());
}

/// What was exported, with something changed in it.
pub fn is_taken_changed(change: impl Fn(&mut Vec<u8>)) {
    let mut site = site(&sample()).unwrap();
    for form in Form::ALL {
        let text = exported_as(&site, form).unwrap_or_default();
        let mut bytes = if form == Form::Po { echoed_po(&text) } else { echoed(&text) }.into_bytes();
        change(&mut bytes);
        imported(&mut site, bytes);
    }
}
