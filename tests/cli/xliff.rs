//! Translations as XLIFF: what goes out comes back, and what is broken changes nothing.

use super::site::Site;
use shirube::config::Writing;
use shirube::diagnostic::Diagnostics;
use shirube::inside::data::split_front;
use shirube::inside::document::{self, Document, Op, Piece, Reference, Tag};
use shirube::source::Sources;
use std::collections::HashSet;
use std::fs;
use std::path::Path;

/// A copy of what the guide is made of, without its English texts.
fn guide() -> Site {
    let site = Site::new();
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut open = vec![root.join("content"), root.join("locales"), root.join("static"), root.join("templates")];
    site.remove("content/index.en.md");
    site.write("site.toml", fs::read(root.join("site.toml")).unwrap());
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path.strip_prefix(root).unwrap().to_str().unwrap().to_owned();
            match path.is_dir() {
                true => open.push(path),
                false if name.ends_with(".en.md") => {}
                false => site.write(&name, fs::read(&path).unwrap()),
            }
        }
    }
    site
}

/// XLIFF with each text translated into itself, its letters doubled and in brackets.
pub fn pseudo(xml: &str) -> String {
    let mut out = String::new();
    let mut rest = xml;
    while let Some((before, after)) = rest.split_once("<source>") {
        let (source, after) = after.split_once("</source>").unwrap();
        out += before;
        out += &format!("<source>{source}</source><target>");
        let mut inside = source;
        while !inside.is_empty() {
            let tag = inside.find('<').unwrap_or(inside.len());
            let text = &inside[..tag];
            if !text.trim().is_empty() {
                let double =
                    |c: char| if c.is_alphabetic() && !c.is_ascii() { format!("{c}{c}") } else { c.to_string() };
                out += &format!("［{}］", text.chars().map(double).collect::<String>());
            }
            let end = inside[tag..].find('>').map_or(inside.len(), |end| tag + end + 1);
            out += &inside[tag..end];
            inside = &inside[end..];
        }
        out += "</target>";
        rest = after;
    }
    out + rest
}

/// The ids of the units of a file, in its order.
pub fn ids(xml: &str) -> Vec<&str> {
    xml.split("<unit id=\"").skip(1).filter_map(|rest| rest.split_once('"')).map(|(id, _)| id).collect()
}

/// The id of the unit whose source begins like this.
pub fn id<'x>(xml: &'x str, starts: &str) -> &'x str {
    let (before, _) = xml.split_once(&format!("<source>{starts}")).unwrap_or_else(|| panic!("no `{starts}` in {xml}"));
    ids(before).last().unwrap()
}

/// What an import says of the files that it has made, without its summary.
pub fn files(said: &str) -> String {
    said.split_inclusive('\n').filter(|line| !line.contains(".xlf: ")).collect()
}

/// What a page is made of, node by node, without its texts; and the texts.
fn nodes(text: &str) -> (Vec<String>, Vec<String>) {
    let mut sources = Sources::default();
    let id = sources.add("page.md", text.as_bytes().to_vec());
    let body = split_front(text, id, &mut Diagnostics::new()).body;
    let document = document::parse(text, body..text.len(), id, Writing::PLAIN);
    let of = |chunk| document.text_in(text, chunk).to_owned();
    let refers = |document: &Document, at: u32| {
        let Reference { kind, dest, title, decorative, figure, .. } = document.references[at as usize];
        format!("{kind:?} {} {} {decorative} {figure}", of(dest), of(title))
    };
    let (mut nodes, mut texts) = (Vec::new(), Vec::new());
    for op in document.ops() {
        let node = match *op {
            Op::Text { start, len } => {
                texts.push(of(Op::chunk(start, len)));
                if nodes.last().is_some_and(|node| node == "text") {
                    continue;
                }
                "text".to_owned()
            }
            Op::Code { start, len } => format!("code {}", of(Op::chunk(start, len))),
            Op::Html { start, len } => format!("html {}", of(Op::chunk(start, len))),
            Op::Address(at) => format!("address {}", refers(&document, at)),
            Op::Open(Tag::Heading, at) => {
                let heading = document.headings[at as usize];
                let id = if heading.explicit { of(heading.id) } else { String::new() };
                format!("heading {} {id} {}", heading.level, of(heading.classes))
            }
            Op::Open(Tag::Link | Tag::Term, at) | Op::Refer(at) => format!("{op:?} {}", refers(&document, at)),
            Op::Cite { first, count } => (first..first + count.get())
                .map(|at| refers(&document, at) + &of(document.references[at as usize].text))
                .collect(),
            Op::Footnote(at) => format!("footnote {}", of(document.footnotes[at as usize].name)),
            Op::SoftBreak | Op::HardBreak | Op::Rule | Op::Task(_) | Op::Open(..) | Op::Close(..) => format!("{op:?}"),
        };
        nodes.push(node);
    }
    (nodes, texts)
}

#[test]
fn the_guide_comes_back_node_by_node() {
    let site = guide();
    let run = site.run(&["translate", "export", "en"]);
    assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""));
    assert!(run.stdout.contains("disp=\"¥50,000–100,000\""), "what a fact will say");
    let ids = ids(&run.stdout);
    let different: HashSet<&&str> = ids.iter().collect();
    assert!(ids.len() > 300 && different.len() == ids.len(), "{} of {} ids", different.len(), ids.len());
    site.write("en.xlf", pseudo(&run.stdout));
    let run = site.run(&["translate", "import", "en.xlf"]);
    assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""));
    let said = files(&run.stdout);
    let made: Vec<&str> = said.lines().collect();
    assert_eq!(run.stdout, format!("{said}en.xlf: {0} texts: {0} initial\n", ids.len()));
    assert!(made.len() > 15 && made.contains(&"content/guide/cost.en.md"), "{made:?}");
    let built = site.run(&["build"]);
    assert_eq!(built.code, Some(0), "{}", built.stderr);
    assert!(!built.stderr.contains("error["), "{}", built.stderr);
    for path in made {
        let (own, texts) = nodes(&site.read(&path.replace(".en.md", ".ja.md")));
        let translation = site.read(path);
        let (translated, other) = nodes(&translation);
        assert_eq!(translated, own, "{path}");
        assert!(texts.is_empty() || texts != other, "{path}");
        assert!(!translation.contains("draft ="), "{path}");
    }
    let run = site.run(&["status", "en", "--fail-on", "stale,missing,orphan"]);
    assert_eq!(run.code, Some(0), "{}", run.stdout);
    // All of it again, with its translations, changes nothing.
    let before = site.snapshot("content");
    let run = site.run(&["translate", "export", "en", "--all", "--out", "all.xlf"]);
    assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""));
    let run = site.run(&["translate", "import", "all.xlf"]);
    assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""));
    assert_eq!(site.snapshot("content"), before);
    // So it is said of no file that it was made.
    assert_eq!(files(&run.stdout), "");
    assert!(run.stdout.contains(" translated") && run.stdout.ends_with(", nothing of it new\n"), "{}", run.stdout);
}

const PAGE: &str = "+++\r\ntitle = \"題 [@k]\"\r\ndescription = '説明'\r\nweight = 2\r\nslug = \"x\"\r\n+++\r\n\
    > 一行目**太**、\r\n> 二行目`code`。\r\n\r\n![図](a.png \"題\")と<b>太</b>[^n]\\\r\n次\r\n\r\n[^n]: 注\r\n";

#[test]
fn texts_stay_texts_and_what_is_not_translated_makes_a_draft() {
    let site = Site::new();
    site.write("content/a.ja.md", PAGE);
    let exported = site.run(&["translate", "export", "en", "a", "--out", "a.xlf"]);
    assert_eq!(exported.stdout, "a.xlf: 1 page to translate into `en`\n", "{}", exported.stderr);
    assert_eq!(site.run(&["translate", "export", "en", "a", "--out", "a.xlf"]).code, Some(2));
    let xml = site.read("a.xlf");
    let targets = [
        ("題", "A \"title\" <ph id=\"1\"/>"),
        ("説明", "It says"),
        ("一行目", "# 1 &lt;i> * <pc id=\"1\"> bold</pc> [x](y) <ph id=\"3\"/>"),
    ];
    let xml = targets.iter().fold(xml, |xml, (starts, target)| {
        let (before, after) = xml.split_once(&format!("<source>{starts}")).unwrap();
        let after = after.replacen("</source>", &format!("</source><target>{target}</target>"), 1);
        format!("{before}<source>{starts}{after}")
    });
    site.write("a.xlf", &xml);
    let run = site.run(&["translate", "import", "a.xlf"]);
    assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""));
    let second =
        id(&xml, "<pc id=\"1\" dataRefStart=\"d1\" dataRefEnd=\"e1\" canCopy=\"no\" canDelete=\"no\" type=\"image\"")
            .to_owned();
    let said = format!("content/a.en.md: a draft, since 3 of 6 texts are not translated, first `{second}`: 図と太\n");
    assert_eq!(run.stdout, format!("{said}a.xlf: 6 texts: 3 initial, 3 without a translation\n"));
    let page = site.read("content/a.en.md");
    let (front, text) = page.rsplit_once("+++\r\n").unwrap();
    assert!(front.starts_with("+++\r\ntitle = \"A \\\"title\\\" [@k]\"\r\ntranslated_from = \""), "{front}");
    assert!(front.ends_with("\"\r\ndraft = true\r\ndescription = \"It says\"\r\nweight = 2\r\n"), "{front}");
    assert_eq!(
        text,
        "> \\# 1 \\<i> \\* **bold** \\[x\\](y) `code`\r\n\r\n![図](a.png \"題\")と<b>太</b>[^n]\\\r\n次\r\n\r\n[^n]: 注\r\n"
    );
}

#[test]
fn one_wrong_segment_changes_no_file() {
    let site = Site::new();
    site.page("content/a.ja.md", "題", "約**三**ヶ月[@k]。");
    site.page("content/b.ja.md", "題", "文。");
    let good = pseudo(&site.run(&["translate", "export", "en", "a", "b"]).stdout);
    let before = site.snapshot("content");
    let refused = |xml: &str, said: &str| {
        site.write("x.xlf", xml);
        let run = site.run(&["translate", "import", "x.xlf"]);
        assert_eq!((run.code, run.stdout.as_str()), (Some(1), ""), "{}", run.stderr);
        assert!(run.stderr.contains(said) && run.stderr.contains("x.xlf:"), "{said}: {}", run.stderr);
        assert!(run.stderr.ends_with("nothing was imported\n"), "{}", run.stderr);
        assert_eq!(site.snapshot("content"), before);
    };
    let (head, target) = good.split_once("<target>［約約］").unwrap();
    let (target, tail) = target.split_once("</target>").unwrap();
    let target = format!("［約約］{target}");
    let with = |target: &str| format!("{head}<target>{target}</target>{tail}");
    refused(&good.replace("</xliff>", ""), "invalid-xliff");
    refused("<!DOCTYPE x [<!ENTITY e \"x\">]><xliff>&e;</xliff>", "invalid-xliff");
    refused(&"<a>".repeat(100_000), "nested deeper");
    refused(&with("三"), "the placeholder `1`, which is `**…**`, is lost");
    refused(&with("<pc id=\"1\">三</pc>"), "the placeholder `2`, which is `[@k]`, is lost");
    refused(&with(&format!("{target}<ph id=\"2\"/>")), "the placeholder `2` stands here twice");
    refused(&with(&format!("{target}<ph id=\"9\"/>")), "no placeholder `9`");
    refused(&with(&format!("{target}&#xFDD0;")), "not characters");
    refused(&with("<sc id=\"1\"/>三<ph id=\"2\"/>"), "the pair `1` has no end");
    refused(&with("a<pc id=\"1\">(b)</pc>c<ph id=\"2\"/>"), "cannot be written");
    refused(&good.replace("trgLang=\"en\"", "trgLang=\"xx\""), "which is no language of the site");
    refused(&good.replace("content/b.ja.md", "content/c.ja.md"), "content/c.ja.md");
    refused(&good.replace(id(&good, "文"), "t7"), "has no unit `t7`");
    refused(&good.replace(id(&good, "文"), "title"), "two units `title` in `content/b.ja.md`");
    // What was changed since it was exported is left out, and stops nothing else.
    site.page("content/b.ja.md", "題", "別の文。");
    site.write("x.xlf", &good);
    let run = site.run(&["translate", "import", "x.xlf"]);
    assert!(run.stderr.contains("source-changed") && run.stderr.contains("export again"), "{}", run.stderr);
    assert!(run.stderr.ends_with("1 error; all else was imported\n"), "{}", run.stderr);
    assert_eq!(run.code, Some(1));
    assert!(site.read("content/a.en.md").contains("［約約］"));
    let draft = site.read("content/b.en.md");
    assert!(draft.contains("［題題］") && draft.contains("draft = true") && draft.ends_with("別の文。\n"), "{draft}");
}

/// A text cut into its segments and put together again.
fn rewritten(text: &str) -> String {
    let (mut new, mut done) = (String::new(), 0);
    for segment in document::segments(text, 0..text.len()) {
        new += &text[done..segment.range.start];
        let inside = |piece: &Piece| document::part(piece).map(|part| document::with_part(piece, &part.text).unwrap());
        let pieces: Vec<Piece> = segment.pieces.iter().map(|piece| inside(piece).unwrap_or(piece.clone())).collect();
        new += &match (segment.quoted, pieces.as_slice()) {
            (true, [Piece::Text(title)]) => document::quote(title),
            _ => document::write_pieces(&pieces),
        };
        done = segment.range.end;
    }
    new + &text[done..]
}

/// Every page of the cases, as Markdown: what any construct is written like.
#[test]
fn every_construct_is_cut_and_written_again() {
    let mut open = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases")];
    let mut seen = 0;
    let mut wrong = Vec::new();
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
                continue;
            }
            let case = fs::read_to_string(&path).unwrap();
            for section in case.split("\n=== ").filter(|section| section.starts_with("in content/")) {
                let (head, text) = section.split_once('\n').unwrap_or_default();
                if !head.ends_with(".md") {
                    continue;
                }
                let text = format!("{text}\n");
                let Some(body) = text.splitn(3, "+++\n").nth(2) else { continue };
                let again = rewritten(body);
                if nodes(&again).0 != nodes(body).0 || nodes(&again).1.concat() != nodes(body).1.concat() {
                    wrong.push(format!("{} {head}\n{body}\n--\n{again}\n", path.display()));
                }
                seen += 1;
            }
        }
    }
    assert!(seen > 500, "{seen}");
    assert!(wrong.is_empty(), "{} of {seen}:\n{}", wrong.len(), wrong.join("\n"));
}

/// A site with texts of data in braces, under a header and behind dots, and a fact that is said in words.
fn with_data() -> Site {
    let site = Site::new();
    site.write(
        "content/facts/f.toml",
        "# kept\r\n[[column]]\r\nid = \"pain\"\r\ntype = \"choice\"\r\nlabel = { ja = \"痛み\", en = \"Pain\" } # here\r\n\
         choices = [{ id = \"mild\", label = { ja = \"軽い\", en = \"Mild\" } }]\r\n\r\n\
         [[row]]\r\nid = \"a\"\r\nlabel = \"A\"\r\npain = \"mild\"\r\n",
    );
    site.write(
        "content/glossary.toml",
        "[term]\nterm.ja = \"語\"\nterm.en = \"Term\" # dots\nyomi = { ja = \"ご\" }\n\n\
         [term.definition]\nja = \"*強い*[軽い](fact:f.a.pain)語。\\n\\n二段落。\"\nen = \"A word.\"\n",
    );
    site.page("content/a.ja.md", "題", "[軽い](fact:f.a.pain)痛み");
    site.write("site.toml", site.read("site.toml") + "\n[[languages]]\ncode = \"ko\"\nname = \"한국어\"\n");
    site
}

#[test]
fn texts_of_data_are_written_beside_the_others() {
    let site = with_data();
    let run = site.run(&["translate", "export", "ko", "--out", "ko.xlf"]);
    assert_eq!(run.stdout, "ko.xlf: 2 pages and 3 files of data to translate into `ko`\n", "{}", run.stderr);
    let xml = site.read("ko.xlf");
    assert!(xml.contains("name=\"column/pain/choices/mild/label\"") && !xml.contains("<source>ご<"), "{xml}");
    let before = site.read("content/facts/f.toml");
    site.write("ko.xlf", pseudo(&xml).replace("［痛痛みみ］", "통증"));
    let run = site.run(&["translate", "import", "ko.xlf"]);
    assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""), "{}", run.stdout);
    let braces = before
        .replace("en = \"Pain\" }", "en = \"Pain\", ko = \"통증\" }")
        .replace("en = \"Mild\" }", "en = \"Mild\", ko = \"［軽軽いい］\" }");
    assert_eq!(site.read("content/facts/f.toml"), braces);
    let glossary = site.read("content/glossary.toml");
    assert!(glossary.contains("term.en = \"Term\" # dots\nterm.ko = \"［語語］\"\n"), "{glossary}");
    assert!(
        glossary
            .contains("en = \"A word.\"\nko = \"*［強強いい］*[](fact:f.a.pain)［語語。］\\n\\n［二二段段落落。］\"\n"),
        "{glossary}"
    );
    assert_eq!(site.run(&["build"]).code, Some(0));
    assert!(site.read("public/ko/a/index.html").contains("［軽軽いい］"));
    let run = site.run(&["status", "ko", "--format", "json"]);
    assert!(run.stdout.contains("\"missing_labels\": 0"), "{}", run.stdout);
    // Half of it, and what has changed since.
    site.write("content/facts/f.toml", &before);
    let run = site.run(&["translate", "export", "ko", "content/facts/f.toml"]);
    let half = pseudo(&run.stdout).replace("<target>［痛痛みみ］</target>", "");
    site.write("half.xlf", &half);
    site.write("content/facts/f.toml", before.replace("軽い", "弱い"));
    let run = site.run(&["translate", "import", "half.xlf"]);
    assert_eq!(run.code, Some(1));
    assert!(run.stderr.contains("error[source-changed]"), "{}", run.stderr);
    site.write("content/facts/f.toml", &before);
    let run = site.run(&["translate", "import", "half.xlf"]);
    let first = id(&half, "痛み");
    let said = format!("content/facts/f.toml: 1 of 2 texts is not translated, first `{first}`: 痛み\n");
    assert_eq!(files(&run.stdout), said, "{}", run.stderr);
}

#[test]
fn languages_with_files_of_their_own_touch_no_file_together() {
    let site = with_data();
    let config = site.read("site.toml");
    let (config, _) = config.split_once("\n[[languages]]\ncode = \"ko\"").unwrap();
    site.write("site.toml", config);
    site.write("languages/ko.toml", "name = \"한국어\"\n");
    site.write("languages/fr.toml", "name = \"français\"\n");
    let data = ["content/facts/f.toml", "content/glossary.toml", "site.toml"];
    let before = data.map(|file| site.read(file));
    for code in ["ko", "fr"] {
        let run = site.run(&["translate", "export", code]);
        site.write("a.xlf", pseudo(&run.stdout));
        let run = site.run(&["translate", "import", "a.xlf"]);
        assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""), "{}", run.stdout);
        let facts = site.read(&format!("content/facts/f.{code}.toml"));
        assert!(facts.contains("label = \"［痛痛みみ］\""), "{facts}");
        assert!(site.read(&format!("content/glossary.{code}.toml")).contains("term = \"［語語］\""));
    }
    assert_eq!(data.map(|file| site.read(file)), before);
    assert_eq!(site.run(&["build"]).code, Some(0));
    assert!(site.read("public/fr/a/index.html").contains("［軽軽いい］"));
}

#[test]
fn what_is_there_stays_as_it_is_written() {
    let site = with_data();
    // Markdown of every kind, a text in braces behind dots, and one that the source language does not have.
    site.write(
        "content/tables/t.toml",
        "note = { ja = \"> 一\\n> 二\\n\\n[参照][l]と注[^1]。\\n\\n[l]: /a.md\\n\\n[^1]: 注\\n\", en = \"* one [sic]\" }\n\
         caption = { ja = \"`x`\", ko = \"`y`\" }\n\n[[column]]\nid = \"a\"\ntype = \"text\"\nlabel = { en = \"Says\" }\n\n\
         [[row]]\nid = \"r\"\nlabel = { ja = \"行\" }\na = { text.ja = \"文\", sources = [] }\n",
    );
    let written = site.read("content/tables/t.toml");
    let run = site.run(&["translate", "export", "ko"]);
    site.write("ko.xlf", pseudo(&run.stdout));
    // A text that nobody can translate moves nothing.
    site.write(
        "content/tables/t.toml",
        written.replacen("note", "# new\nnote", 1).replace("label = { en = \"Says\" }", "label = \"a\""),
    );
    let run = site.run(&["translate", "import", "ko.xlf"]);
    assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""), "{}", run.stdout);
    let table = site.read("content/tables/t.toml");
    assert!(table.contains("text.ko = \"［文文］\"") && table.contains("ko = \"`y`\""), "{table}");
    assert!(table.contains("ko = \"> ［一一］\\n> ［二二］\\n"), "{table}");
    site.write("content/tables/t.toml", table.replace("［行行］", "행  줄"));
    // A translation keeps what does not travel, and forms that are right.
    site.write("content/a.ko.md", site.read("content/a.ko.md") + "\n* 하나\n\n```\n# 번역\n```\n");
    site.write("content/a.ja.md", site.read("content/a.ja.md") + "\n- 一\n\n```\n# 訳\n```\n");
    assert_eq!(site.run(&["translate", "accept", "a"]).code, Some(0));
    let before = site.snapshot("content");
    let run = site.run(&["translate", "export", "ko", "--all"]);
    site.write("all.xlf", &run.stdout);
    let run = site.run(&["translate", "import", "all.xlf"]);
    assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""), "{}", run.stdout);
    assert!(site.snapshot("content") == before, "{}", run.stdout);
}
