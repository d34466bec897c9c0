//! XLIFF in rounds: drafts that are filled little by little, stale translations, files as tools of translators leave them.

use crate::site::{Run, Site};
use crate::xliff::{files, id, ids, pseudo};
use std::collections::HashSet;
use std::os::unix::fs::symlink;
use std::process::Command;

/// A site whose front page is translated.
fn site() -> Site {
    let site = Site::new();
    assert_eq!(site.run(&["translate", "accept", "index"]).code, Some(0));
    site
}

/// XLIFF with targets: each for the unit whose source begins like this, in place of any that it has.
pub fn fill(xml: &str, targets: &[(&str, &str)]) -> String {
    targets.iter().fold(xml.to_owned(), |xml, (starts, target)| {
        let start = format!("<source>{}", starts.trim_end_matches("</source>"));
        let (before, after) = xml.split_once(&start).unwrap_or_else(|| panic!("no source `{starts}` in {xml}"));
        let (source, after) = after.split_once("</source>").unwrap();
        let (_, after) = after.split_once("</segment>").unwrap();
        format!("{before}{start}{source}</source><target>{target}</target></segment>{after}")
    })
}

/// The targets of a file, in its order.
fn targets(xml: &str) -> Vec<&str> {
    xml.split("<target>").skip(1).filter_map(|rest| rest.split_once("</target>")).map(|(target, _)| target).collect()
}

pub fn export(site: &Site, args: &[&str]) -> String {
    let run = site.run(&[&["translate", "export", "en"], args].concat());
    assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""), "{}", run.stdout);
    run.stdout
}

fn import(site: &Site, xml: impl AsRef<[u8]>) -> Run {
    site.write("x.xlf", xml);
    site.run(&["translate", "import", "x.xlf"])
}

fn imported(site: &Site, xml: &str) -> String {
    let run = import(site, xml);
    assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""), "{}", run.stdout);
    files(&run.stdout)
}

/// Nothing is imported, and this is said.
fn refused(site: &Site, xml: impl AsRef<[u8]>, said: &[&str]) {
    let before = site.snapshot("content");
    let run = import(site, xml);
    assert_ne!(run.code, Some(0), "{said:?}: {}", run.stdout);
    for said in said {
        assert!(run.stderr.contains(said), "{said}: {}", run.stderr);
    }
    assert_eq!(site.snapshot("content"), before);
}

pub fn git(site: &Site, args: &[&str]) {
    let who = ["-c", "user.name=T", "-c", "user.email=t@example.com"];
    let done = Command::new("git").args(who).args(args).current_dir(site.root()).output().unwrap();
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
}

const DRAFT: &str = "一つ目**太**。\n\n二つ目。\n\n三つ目。";

#[test]
fn a_draft_is_filled_little_by_little() {
    let site = site();
    site.page("content/a.ja.md", "題", DRAFT);
    let xml = export(&site, &[]);
    let said = imported(&site, &fill(&xml, &[("題", "Title"), ("一つ目", "One <pc id=\"1\">b</pc>.")]));
    let second = id(&xml, "二つ目");
    let first = format!("first `{second}`: 二つ目。\n");
    assert_eq!(said, format!("content/a.en.md: a draft, since 2 of 4 texts are not translated, {first}"));
    // It is offered again, and only what is translated has a target.
    let again = export(&site, &[]);
    assert_eq!(targets(&again)[0], "Title");
    assert_eq!(targets(&again).len(), 2, "{again}");
    assert_eq!(targets(&export(&site, &["--all", "a"])).len(), 2);
    refused(&site, &again, &["no file is translated here"]);
    // The first file with one more text: what the draft has stays.
    let said = imported(&site, &fill(&xml, &[("二つ目", "Two.")]));
    let first = format!("first `{}`: 三つ目。\n", id(&xml, "三つ目"));
    assert_eq!(said, format!("content/a.en.md: a draft, since 1 of 4 texts is not translated, {first}"));
    let page = site.read("content/a.en.md");
    assert!(page.contains("draft = true") && page.ends_with("+++\nOne **b**.\n\nTwo.\n\n三つ目。\n"), "{page}");
    imported(&site, &fill(&export(&site, &[]), &[("三つ目", "Three.")]));
    let page = site.read("content/a.en.md");
    assert!(!page.contains("draft") && page.ends_with("+++\nOne **b**.\n\nTwo.\n\nThree.\n"), "{page}");
    let run = site.run(&["translate", "export", "en", "a"]);
    assert_eq!(targets(&run.stdout).len(), 4);
}

#[test]
fn a_stale_page_offers_what_is_still_right() {
    let site = site();
    site.page("content/a.ja.md", "題", "一つ目**太**。\n\n二つ目。\n\n![図](x.png \"説明\")");
    site.page("content/b.ja.md", "別", "文。");
    git(&site, &["init", "-q"]);
    git(&site, &["add", "-A"]);
    git(&site, &["commit", "-qm", "a"]);
    let first = [
        ("題", "Title"),
        ("一つ目", "One <pc id=\"1\">b</pc>."),
        ("二つ目", "Two."),
        ("<pc id=\"1\"", "<pc id=\"1\">Fig</pc>"),
        ("説明", "It \"shows\" | that"),
    ];
    imported(&site, &fill(&export(&site, &["a"]), &first));
    assert!(site.read("content/a.en.md").ends_with("![Fig](x.png \"It \\\"shows\\\" \\| that\")\n"));
    let page = site.read("content/a.ja.md").replace("二つ目。", "新しい。\n\n二つめ。");
    site.write("content/a.ja.md", page);
    let before = site.snapshot("content");
    let xml = export(&site, &[]);
    assert_eq!(
        targets(&xml),
        [
            "Title",
            "One <pc id=\"1\" dataRefStart=\"d1\" dataRefEnd=\"e1\" canCopy=\"no\" canDelete=\"no\" type=\"fmt\">b</pc>.",
            "<pc id=\"1\" dataRefStart=\"d1\" dataRefEnd=\"e1\" canCopy=\"no\" canDelete=\"no\" type=\"image\">Fig</pc>",
            "It \"shows\" | that"
        ]
    );
    assert_eq!(xml.matches("state=\"translated\"").count(), 4);
    refused(&site, &xml, &["no file is translated here"]);
    // One text of two is not enough for a page that has other texts than its translation.
    refused(
        &site,
        fill(&xml, &[("新しい", "New.")]),
        &[&format!("unit `{}` of `content/a.ja.md` is not translated", id(&xml, "二つめ"))],
    );
    assert_eq!(site.snapshot("content"), before);
    let said = imported(&site, &fill(&xml, &[("新しい", "New."), ("二つめ", "Second.")]));
    assert_eq!(said, "content/a.en.md\n");
    let page = site.read("content/a.en.md");
    assert!(page.contains("One **b**.\n\nNew.\n\nSecond.\n\n![Fig](x.png \"It"), "{page}");
    assert!(!page.contains("draft"), "{page}");
    // With as many texts, what is not translated keeps the page as out of date as it was.
    git(&site, &["commit", "-qam", "b"]);
    let page = site.read("content/a.ja.md").replace("新しい", "新しく").replace("二つめ", "弐");
    site.write("content/a.ja.md", page);
    let xml = export(&site, &["a"]);
    let said = imported(&site, &fill(&xml, &[("新しく", "Newly.")]));
    let first = format!("first `{}`: 弐。\n", id(&xml, "弐"));
    assert_eq!(said, format!("content/a.en.md: not up to date yet, since 1 of 6 texts is not translated, {first}"));
    assert!(site.read("content/a.en.md").contains("Newly.\n\nSecond."));
    assert!(site.run(&["status", "en"]).stdout.contains("a.en.md"));
}

#[test]
fn front_matter_of_every_style_is_rewritten() {
    let site = site();
    for (name, title) in [
        ("a", "title: >-\n  長い\n  題\n"),
        ("b", "title: |\n  長い題\n"),
        ("c", "title: 長い\n  題\n"),
        ("d", "title: !!str 長い題 # 注\n"),
        ("e", "\"title\"   : '長い題'\n"),
    ] {
        site.write(&format!("content/{name}.ja.md"), format!("---\n{title}menu: 目次\n---\n文。\n"));
        let xml = export(&site, &[name]);
        imported(&site, &fill(&xml, &[("長い", "A\n  \"long\"   title"), ("目次", "Menu"), ("文", "Text.")]));
        let page = site.read(&format!("content/{name}.en.md"));
        assert!(page.contains("title") && page.contains(": \"A \\\"long\\\" title\""), "{page}");
        assert!(page.contains("menu: \"Menu\"\n") && !page.contains(['長', '>', '|']), "{page}");
    }
    let config = site.read("site.toml");
    site.write("site.toml", format!("{config}\n[check]\nlevels = {{ \"repeated-title\" = \"off\" }}\n"));
    site.build(&[]);
    let page = site.read("public/en/a/index.html");
    assert!(page.contains(">A &quot;long&quot; title</h1>"), "{page}");
    site.write("content/f.ja.md", "---\n{title: \"Flow\"}\n---\n文。\n");
    let run = site.run(&["translate", "export", "en", "f"]);
    assert_eq!((run.code, run.stdout.as_str()), (Some(1), ""));
    assert!(run.stderr.contains("content/f.ja.md:2:1") && run.stderr.contains("in braces"), "{}", run.stderr);
}

#[test]
fn markup_is_written_so_that_it_is_read() {
    let site = site();
    site.write(
        "site.toml",
        site.read("site.toml").replace("\"ja\"\n\n", "\"en\"\n\n").replacen("source = \"ja\"", "source = \"en\"", 1),
    );
    site.page(
        "content/a.en.md",
        "T",
        "This is _so_ and __so__ see https://example.org/x ok\n\n## {漢字|かんじ}\n\n## Braces \\{name}",
    );
    let xml = site.run(&["translate", "export", "ja"]).stdout;
    assert!(xml.contains("canDelete=\"yes\" type=\"fmt\">漢字</pc>") && xml.contains("Braces {name}"), "{xml}");
    let said = imported(
        &site,
        &fill(
            &xml,
            &[
                ("This", "これは<pc id=\"1\">強調</pc>で<pc id=\"2\">す</pc>、見<ph id=\"3\"/>abc"),
                ("<pc id=\"1\"", "字"),
                ("Braces", "括弧 {名前}"),
                ("T</source>", "題"),
            ],
        ),
    );
    assert!(said.starts_with("content/a.ja.md"), "{said}");
    let page = site.read("content/a.ja.md");
    assert!(
        page.ends_with("これは*強調*で**す**、見<https://example.org/x>abc\n\n## 字\n\n## 括弧 \\{名前}\n"),
        "{page}"
    );
}

#[test]
fn texts_inside_of_markup_travel() {
    let site = site();
    let text = "![](a.png \"図一\")\n\n[頁][p]と[@k, 3頁][@k]。\n\n| 名 |\n|---|\n| {東京|とう|きょう} |\n\n[p]: b.md \"題名\"";
    site.page("content/a.ja.md", "{題|だい}", &text.replace("{東京|とう|きょう}", "{東京\\|とう\\|きょう}"));
    let xml = export(&site, &[]);
    let filled = fill(
        &xml,
        &[
            (
                "<pc id=\"1\" dataRefStart=\"d1\" dataRefEnd=\"e1\" canCopy=\"no\" canDelete=\"yes\" type=\"fmt\">題",
                "Title",
            ),
            ("図一", "Figure 1"),
            (
                "<pc id=\"1\" dataRefStart=\"d1\" dataRefEnd=\"e1\" canCopy=\"no\" canDelete=\"no\" type=\"link\">頁",
                "A <pc id=\"1\">page</pc><ph id=\"2\"/>",
            ),
            ("名", "Name"),
            (
                "<pc id=\"1\" dataRefStart=\"d1\" dataRefEnd=\"e1\" canCopy=\"no\" canDelete=\"yes\" type=\"fmt\">東京",
                "Tokyo",
            ),
            ("題名", "Its name"),
        ],
    );
    assert_eq!(imported(&site, &filled), "content/a.en.md\n");
    let page = site.read("content/a.en.md");
    let wanted =
        "![](a.png \"Figure 1\")\n\nA [page][p][@k, 3頁][@k]\n\n| Name |\n|---|\n| Tokyo |\n\n[p]: b.md \"Its name\"\n";
    assert!(page.ends_with(wanted) && page.contains("title = \"Title\""), "{page}");
}

#[test]
fn what_tools_leave_is_read_or_refused_at_its_place() {
    let site = site();
    site.page("content/a.ja.md", "題", "一つ目**太**。二つ目`c`。\n\n# 見出し\n\n数は3。");
    site.page("content/b.ja.md", "別", "文。");
    let xml = export(&site, &["a", "b"]);
    let one = "\n        <source>一つ目<pc id=\"1\">太</pc>。</source>";
    let two = "\n        <source>二つ目<ph id=\"2\"/>。</source>";
    let [title, first_id, number] = ["題", "一つ目", "数は"].map(|starts| format!("unit `{}`", id(&xml, starts)));
    let start = format!("<unit id=\"{}\"", id(&xml, "一つ目"));
    let (head, rest) = xml.split_once(&start).unwrap();
    let (before, rest) = rest.split_once("<segment").unwrap();
    let (_, tail) = rest.split_once("</segment>").unwrap();
    let cut = |first: &str, second: &str| {
        format!(
            "{head}{start}{before}<segment id=\"s1\">{one}{first}</segment><ignorable><source> </source></ignorable>\n<segment id=\"s2\">{two}{second}</segment>{tail}"
        )
    };
    let (first, second) = ("<target>One <pc id=\"1\">b</pc>.</target>", "<target>Two <ph id=\"2\"/>.</target>");
    refused(&site, cut(first, ""), &[&format!("segment 2 of 2 of {first_id}"), "is not translated"]);
    refused(&site, cut(first, "<target> </target>"), &[&format!("segment 2 of 2 of {first_id}")]);
    let order = |of: &str, at: &str| of.replacen("<target>", &format!("<target order=\"{at}\">"), 1);
    refused(&site, cut(&order(first, "3"), second), &["have no order"]);
    refused(&site, cut(&order(first, "x"), second), &["have no order"]);
    imported(&site, &cut(&order(first, "3"), &order(second, "1")));
    assert!(site.read("content/a.en.md").contains("+++\nTwo `c`. One **b**.\n"));
    site.remove("content/a.en.md");
    // A placeholder that is lost is lost in its own segment.
    let line = cut(first, second).lines().position(|line| line.contains("二つ目<ph id")).unwrap() + 1;
    refused(&site, cut(first, "<target>Two.</target>"), &["the placeholder `2`", &format!("x.xlf:{line}:")]);
    // Characters that no file can hold.
    for wrong in
        ["<cp hex=\"0001\"/>", "<cp hex=\"D800\"/>", "<cp hex=\"FFFE\"/>", "<cp hex=\"zz\"/>", "\u{85}", "&#x9B;"]
    {
        let said = if wrong.contains("zz") { "is no character" } else { "U+" };
        refused(&site, fill(&xml, &[("数は", &format!("n {wrong}"))]), &[said, &number]);
    }
    // Every text that cannot be written is named, with the cause.
    let several = fill(
        &xml,
        &[
            ("題", "T [@k]"),
            ("一つ目", "a<pc id=\"1\">\u{3000}b</pc><ph id=\"2\"/>"),
            ("数は", "n"),
            ("別", "{題|だい}"),
        ],
    );
    refused(
        &site,
        several,
        &[
            &format!("{title} of `content/a.ja.md`"),
            "citations",
            &first_id,
            "blank at the edge",
            &format!("unit `{}` of `content/b.ja.md`", id(&xml, "別")),
            "3 errors",
        ],
    );
    refused(&site, fill(&xml, &[("一つ目", "a<pc id=\"1\"></pc><ph id=\"2\"/>")]), &["holds no text"]);
    // Whose text it is.
    refused(&site, xml.replace("srcLang=\"ja\"", "srcLang=\"en\""), &["`srcLang` is `en`"]);
    let done = fill(&xml, &[("別", "Other"), ("文", "Text.")]);
    // What is no XML, and where.
    refused(&site, "<?xml version=\"1.0\"?>\n\n<!DOCTYPE x><xliff/>", &["x.xlf:3:1", "take out"]);
    let short = &xml[..xml.find("</xliff>").unwrap()];
    refused(&site, short, &["ends before", &format!("x.xlf:{}:", short.trim_end().lines().count())]);
    refused(&site, xml.replacen("<unit id=", "<unit  xml:base at=\"\" id=", 1), &["this is not XML: expected"]);
    // Copies of the source are no translations, unless somebody says so.
    let copy = |state: &str| fill(&xml, &[("別", "別"), ("文", "文。")]).replace("state=\"initial\"", state);
    refused(&site, copy("state=\"initial\""), &["no file is translated here"]);
    refused(&site, copy(""), &["no file is translated here"]);
    assert!(imported(&site, &copy("state=\"final\"")).starts_with("content/b.en.md\n"));
    site.remove("content/b.en.md");
    // UTF-16, and codes in other letters.
    let wide = done.replace("trgLang=\"en\"", "trgLang=\"EN\"").replace("UTF-8", "UTF-16");
    let bytes: Vec<u8> = format!("\u{FEFF}{wide}").encode_utf16().flat_map(u16::to_le_bytes).collect();
    let run = import(&site, bytes);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    assert!(site.read("content/b.en.md").ends_with("Text.\n"));
}

#[test]
fn a_stamp_is_that_of_the_text_that_was_exported() {
    let site = site();
    site.page("content/a.ja.md", "題", "文。");
    let xml = fill(&export(&site, &[]), &[("題", "T"), ("文", "Text.")]);
    let blob = xml.split_once("source-blob\" appliesTo=\"source\">").unwrap().1[..40].to_owned();
    git(&site, &["init", "-q"]);
    git(&site, &["add", "-A"]);
    git(&site, &["commit", "-qm", "a"]);
    site.write("content/a.ja.md", site.read("content/a.ja.md").replace("+++\n文", "weight = 3\n+++\n文"));
    imported(&site, &xml);
    let page = site.read("content/a.en.md");
    assert!(page.contains(&format!("translated_from = \"{blob}\"")) && page.contains("weight = 3"), "{page}");
    assert!(export(&site, &["--all", "a"]).contains("<target>Text.</target>"));
}

#[test]
fn all_files_are_made_or_none() {
    let site = site();
    site.page("content/a.ja.md", "題", "文。");
    site.page("content/z/b.ja.md", "別", "段。");
    let xml = fill(&export(&site, &[]), &[("題", "T"), ("文", "Text."), ("別", "B"), ("段", "More.")]);
    symlink("nowhere.md", site.path("content/z/b.en.md")).unwrap();
    refused(&site, &xml, &["content/z/b.en.md", "it is there already"]);
    assert!(!site.has("content/a.en.md"));
    // A file where a folder has to be.
    let site = Site::new();
    let config = site.read("site.toml").replace("source = \"ja\"\n", "source = \"ja\"\nlayout = \"directory\"\n");
    site.write("site.toml", config);
    site.page("content/ja/a.md", "題", "文。");
    site.page("content/ja/z/b.md", "別", "段。");
    site.write("content/en/z", "");
    let xml = site.run(&["translate", "export", "en", "a", "z/b"]).stdout;
    let xml = fill(&xml, &[("題", "T"), ("文", "Text."), ("別", "B"), ("段", "More.")]);
    refused(&site, &xml, &["content/en/z/b.md", "is no folder"]);
}

#[test]
fn what_was_edited_by_hand_stays() {
    let site = site();
    site.page("content/a.ja.md", "題", DRAFT);
    let xml = export(&site, &[]);
    imported(&site, &fill(&xml, &[("題", "Title")]));
    let page = site.read("content/a.en.md").replace("二つ目。", "Two *by hand*.");
    site.write("content/a.en.md", page);
    let said = imported(&site, &fill(&xml, &[("三つ目", "Three.")]));
    let first = format!("first `{}`: 一つ目太。\n", id(&xml, "一つ目"));
    assert_eq!(said, format!("content/a.en.md: a draft, since 1 of 4 texts is not translated, {first}"));
    imported(&site, &fill(&xml, &[("一つ目", "One <pc id=\"1\">b</pc>.")]));
    let page = site.read("content/a.en.md");
    assert!(!page.contains("draft") && page.ends_with("One **b**.\n\nTwo *by hand*.\n\nThree.\n"), "{page}");
    // So it is with a page that is up to date, and what it says is not overwritten unasked.
    let again = fill(&xml, &[("題", "Heading")]);
    let said = "error[translation-changed]: `content/a.en.md` has been changed since it was exported";
    refused(&site, &again, &[said, "1 error; nothing was imported"]);
    let run = site.run(&["translate", "import", "x.xlf", "--theirs"]);
    assert_eq!(files(&run.stdout), "content/a.en.md\n", "{}", run.stderr);
    let page = site.read("content/a.en.md");
    assert!(page.contains("Two *by hand*.") && page.contains("\"Heading\""), "{page}");
}

#[test]
fn sizes_that_are_exported_are_imported() {
    let site = site();
    let long = "長い文です。".repeat(40);
    site.page("content/a.ja.md", "題", &format!("{long}\n\n").repeat(5000));
    site.page("content/b.ja.md", "印", &"`c`文".repeat(15_000));
    let xml = export(&site, &[]);
    assert!(xml.len() > 5_000_000, "{}", xml.len());
    let mut filled = String::new();
    for line in xml.lines() {
        filled += line;
        if let Some(source) = line.trim().strip_prefix("<source>") {
            filled += &format!("<target>x{source}").replace("</source>", "</target>");
        }
        filled.push('\n');
    }
    let begun = std::time::Instant::now();
    imported(&site, &filled);
    assert!(begun.elapsed().as_secs() < 20);
}

#[test]
fn what_front_matter_does_without_moves_nothing() {
    let site = site();
    site.write("content/a.ja.md", "+++\ntitle = \"題\"\ndescription = \"説明\"\nmenu = \"札\"\n+++\n文。\n\n段。\n");
    site.page("content/a.en.md", "Title", "Text.\n\nMore.");
    assert_eq!(site.run(&["translate", "accept", "a"]).code, Some(0));
    let before = site.read("content/a.en.md");
    let xml = export(&site, &["a"]);
    assert_eq!(targets(&xml), ["Title", "Text.", "More."]);
    assert_eq!(imported(&site, &fill(&xml, &[("段", "Much more.")])), "content/a.en.md\n");
    assert_eq!(site.read("content/a.en.md"), before.replace("More.", "Much more."));
    imported(&site, &fill(&export(&site, &["a"]), &[("札", "Label")]));
    assert!(site.read("content/a.en.md").contains("title = \"Title\"\nmenu = \"Label\"\n"));
}

/// The same file as it was exported when units were called by their places: `title`, `t1`, `t1-1`, `l1`.
fn by_place(xml: &str) -> String {
    let (mut texts, mut parts, mut labels) = (0, 0, 0);
    let mut old = String::new();
    for (at, part) in xml.split("<unit id=\"").enumerate() {
        if at == 0 {
            old += part;
            continue;
        }
        let (id, rest) = part.split_once('"').unwrap();
        let kind = id.split_once('-').unwrap().0;
        let place = match kind {
            "text" => {
                (texts, parts) = (texts + 1, 0);
                format!("t{texts}")
            }
            "part" => {
                parts += 1;
                format!("t{texts}-{parts}")
            }
            "label" => {
                labels += 1;
                format!("l{labels}")
            }
            kind => kind.to_owned(),
        };
        old += &format!("<unit id=\"{place}\"{rest}");
        if rest.contains("</file>") {
            (texts, parts, labels) = (0, 0, 0);
        }
    }
    old
}

/// A page of each kind of unit, another of the same texts, and data.
fn alike() -> Site {
    let site = site();
    let text = "文。\n\n[頁](x.md \"図\")と![](a.png \"図\")\n\n文。\n\n| 文。 | 文。 |\n|---|---|\n";
    for name in ["a-b", "a/b", "a.b", "a_b", "あ", "a b", "it's & 50%"] {
        site.page(&format!("content/{name}.ja.md"), "文。", text);
    }
    for name in ["t", "t-1"] {
        let label = |id: &str| format!("[[row]]\nid = \"{id}\"\nlabel = {{ ja = \"文。\" }}\n");
        let column = "[[column]]\nid = \"c\"\ntype = \"text\"\nlabel = { ja = \"文。\" }\n";
        site.write(&format!("content/tables/{name}.toml"), format!("{column}{}{}", label("r"), label("r-1")));
    }
    site
}

#[test]
fn no_two_units_of_a_file_have_one_id() {
    let site = alike();
    let xml = export(&site, &[]);
    let ids = ids(&xml);
    let different: HashSet<&&str> = ids.iter().collect();
    assert!(ids.len() > 60 && different.len() == ids.len(), "{} of {}: {xml}", different.len(), ids.len());
    let is_token = |id: &&str| id.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
    assert!(ids.iter().all(is_token), "{ids:?}");
}

#[test]
fn an_id_stays_while_other_texts_change() {
    let site = site();
    site.page("content/a.ja.md", "題", "一つ目。\n\n二つ目は[頁](b.md)です。\n\n同じ。\n\n同じ。");
    let before = export(&site, &["a"]);
    site.page(
        "content/a.ja.md",
        "新しい題",
        "前。\n\n一つ目。\n\n二つ目は\n[頁](c.md)です。\n\n同じ。\n\n同じ。\n\n三つ目。",
    );
    let after = export(&site, &["a"]);
    for starts in ["一つ目", "二つ目", "同じ"] {
        assert_eq!(id(&after, starts), id(&before, starts), "{starts}");
    }
    assert_eq!(id(&after, "新しい題"), id(&before, "題"));
    assert_eq!(ids(&before).iter().filter(|id| ids(&after).contains(id)).count(), ids(&before).len());
}

#[test]
fn a_file_with_the_ids_of_places_is_taken() {
    let made = |change: fn(&str) -> String| -> (String, Vec<String>) {
        let site = alike();
        let xml = change(&pseudo(&export(&site, &[])));
        let files = imported(&site, &xml).lines().map(|path| format!("{path}\n{}", site.read(path))).collect();
        (xml, files)
    };
    let ((_, new), (xml, old)) = (made(str::to_owned), made(by_place));
    assert!(xml.contains("id=\"t2-2\"") && xml.contains("id=\"l3\"") && !xml.contains("id=\"text"), "{xml}");
    assert_eq!(old.len(), 9);
    assert_eq!(old, new);
}
