//! What comes back in several files or with something else than was exported: each is taken for what it is, or refused at
//! its place.

use crate::site::{Run, Site};
use crate::xliff::{files, id};
use crate::xliff_rounds::{export, fill, git};

fn import(site: &Site, xml: impl AsRef<[u8]>, more: &[&str]) -> Run {
    site.write("x.xlf", xml);
    site.run(&[&["translate", "import", "x.xlf"], more].concat())
}

/// A site with two pages to translate, and what is exported of one of them, filled in.
fn site() -> (Site, String) {
    let site = Site::new();
    assert_eq!(site.run(&["translate", "accept", "index"]).code, Some(0));
    site.page("content/b.ja.md", "別", "文。\n\n段。");
    site.page("content/c.ja.md", "三", "句。");
    let xml = fill(&export(&site, &["b"]), &[("別", "Other"), ("文", "Text."), ("段", "Paragraph.")]);
    (site, xml)
}

#[test]
fn the_files_of_a_folder_are_one_delivery() {
    let (site, _) = site();
    assert_eq!(site.run(&["translate", "export", "en", "b", "c", "--per-page", "--out", "out"]).code, Some(0));
    let b = fill(&site.read("out/b.en.xlf"), &[("別", "Other"), ("文", "Text."), ("段", "Paragraph.")]);
    let c = fill(&site.read("out/c.en.xlf"), &[("三", "Three"), ("句", "Words.")]);
    let wrong = c.replace("Words.", "Words <ph id=\"7\"/>.");
    site.write("out/b.en.xlf", &b);
    site.write("out/c.en.xlf", &wrong);
    site.write("out/notes.txt", "no part of it");
    let run = site.run(&["translate", "import", "out"]);
    let line = wrong.lines().position(|line| line.contains("id=\"7\"")).unwrap() + 1;
    assert!(run.code == Some(1) && run.stderr.contains(&format!("out/c.en.xlf:{line}:")), "{}", run.stderr);
    assert!(!site.has("content/b.en.md"), "of a delivery with a mistake nothing is imported");
    site.write("out/c.en.xlf", &c);
    let run = site.run(&["translate", "import", "out"]);
    assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""));
    assert_eq!(run.stdout, "content/b.en.md\ncontent/c.en.md\nout: 5 texts: 5 initial\n");
    for page in ["b", "c"] {
        site.remove(&format!("content/{page}.en.md"));
    }
    let run = site.run(&["translate", "import", "out/b.en.xlf", "out/c.en.xlf", "c"]);
    assert_eq!((run.code, files(&run.stdout).as_str()), (Some(0), "content/c.en.md\n"), "{}", run.stderr);
    // Two languages are two deliveries, and one text comes once.
    site.write("out/c.en.xlf", c.replace("trgLang=\"en\"", "trgLang=\"ja\""));
    let run = site.run(&["translate", "import", "out"]);
    assert!(run.code == Some(1) && run.stderr.contains("import the files of each language"), "{}", run.stderr);
    site.write("out/c.en.xlf", &b);
    let run = site.run(&["translate", "import", "out"]);
    assert!(run.code == Some(1) && run.stderr.contains("`content/b.ja.md` stands here twice"), "{}", run.stderr);
    std::fs::create_dir(site.path("empty")).unwrap();
    let run = site.run(&["translate", "import", "empty"]);
    assert!(run.code == Some(2) && run.stderr.contains("ends with `.xlf`"), "{}", run.stderr);
}

#[test]
fn a_page_is_named_by_the_file_that_it_will_be() {
    let (site, xml) = site();
    let run = import(&site, &xml, &["content/b.en.md"]);
    assert_eq!((run.code, files(&run.stdout).as_str()), (Some(0), "content/b.en.md\n"), "{}", run.stderr);
    let run = import(&site, &xml, &["c"]);
    assert!(run.code == Some(1) && run.stderr.contains("there is nothing of `c` in what came back"), "{}", run.stderr);
}

#[test]
fn a_file_is_of_the_language_that_it_was_exported_for() {
    let (site, xml) = site();
    let config = site.read("site.toml") + "\n[[languages]]\ncode = \"de\"\nname = \"Deutsch\"\n";
    site.write("site.toml", config);
    let run = import(&site, xml.replace("trgLang=\"en\"", "trgLang=\"de\""), &[]);
    let said = "this was exported for `en`, and says that it is in `de`";
    assert!(run.code == Some(1) && run.stderr.contains(said), "{}", run.stderr);
    assert_eq!(import(&site, xml.replace("trgLang=\"en\"", "trgLang=\"en-GB\""), &[]).code, Some(0));
}

#[test]
fn a_stamp_that_somebody_has_changed_is_not_believed() {
    let (site, xml) = site();
    let own = xml.split_once("source-blob\" appliesTo=\"source\">").unwrap().1[..40].to_owned();
    assert_eq!(import(&site, xml.replace(&own, &"1".repeat(40)), &[]).code, Some(0));
    assert!(site.read("content/b.en.md").contains(&format!("translated_from = \"{own}\"")));
    // One that Git knows, of a text that says the same, stays as it was noted.
    site.remove("content/b.en.md");
    git(&site, &["init", "-q"]);
    git(&site, &["add", "-A"]);
    git(&site, &["commit", "-qm", "a"]);
    site.write("content/b.ja.md", site.read("content/b.ja.md").replace("title = ", "weight = 3\ntitle = "));
    assert_eq!(import(&site, &xml, &[]).code, Some(0));
    assert!(site.read("content/b.en.md").contains(&format!("translated_from = \"{own}\"")));
}

#[test]
fn notes_that_are_gone_are_missed_only_where_the_text_has_changed() {
    let (site, xml) = site();
    let (before, rest) = xml.split_once("    <notes>").unwrap();
    let bare = format!("{before}{}", rest.split_once("</notes>\n").unwrap().1);
    assert_eq!(import(&site, &bare, &[]).code, Some(0));
    assert_eq!(site.run(&["status", "en", "--fail-on", "stale"]).code, Some(0));
    site.remove("content/b.en.md");
    site.page("content/b.ja.md", "別", "文。\n\n新しい段。");
    let run = import(&site, &bare, &[]);
    assert!(run.code == Some(1) && run.stderr.contains("the notes are gone"), "{}", run.stderr);
    assert!(!site.has("content/b.en.md"));
}

#[test]
fn what_is_written_on_a_whole_file_is_shown() {
    let (site, xml) = site();
    let noted = xml.replacen("    </notes>", "      <note category=\"qa\">read\n twice</note>\n    </notes>", 1);
    let run = import(&site, &noted, &[]);
    assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""));
    assert!(run.stdout.contains(": note on content/b.ja.md: read twice\n"), "{}", run.stdout);
}

#[test]
fn a_text_stays_one_paragraph() {
    let (site, xml) = site();
    let run = import(&site, xml.replace(">Paragraph.<", ">One.\n\n  Two.<"), &[]);
    let unit = id(&xml, "段");
    let said = format!("the target of unit `{unit}` of `content/b.ja.md` has an empty line in it");
    assert!(run.code == Some(1) && run.stderr.contains(&said), "{}", run.stderr);
    assert!(site.read("content/b.en.md").ends_with("Text.\n\n段。\n") && run.stderr.contains("all else was imported"));
    // Lines that a tool has broken are none.
    assert_eq!(import(&site, xml.replace(">Paragraph.<", ">\n   One\n   two.\n\n<"), &[]).code, Some(0));
    assert!(site.read("content/b.en.md").ends_with("Text.\n\nOne two.\n"), "{}", site.read("content/b.en.md"));
}

#[test]
fn texts_of_two_bytes_a_letter_are_read_without_a_mark() {
    let (site, xml) = site();
    let xml = xml.replace("encoding=\"UTF-8\"", "encoding=\"UTF-16\"");
    for bytes in [u16::to_le_bytes as fn(u16) -> [u8; 2], u16::to_be_bytes] {
        let run = import(&site, xml.encode_utf16().flat_map(bytes).collect::<Vec<u8>>(), &[]);
        assert_eq!((run.code, files(&run.stdout).as_str()), (Some(0), "content/b.en.md\n"), "{}", run.stderr);
        site.remove("content/b.en.md");
    }
}

#[test]
fn other_versions_are_named() {
    let (site, xml) = site();
    let next = xml.replace("document:2.0", "document:2.2").replace("version=\"2.1\"", "version=\"2.2\"");
    let run = import(&site, next, &[]);
    assert!(run.code == Some(1) && run.stderr.contains("XLIFF of the version `2.2` is not read"), "{}", run.stderr);
    let run = import(&site, "<html/>", &[]);
    assert!(run.code == Some(1) && run.stderr.contains("this is neither XLIFF nor PO"), "{}", run.stderr);
}

#[test]
fn po_that_was_merged_is_read() {
    let (site, _) = site();
    let export = |pages: &[&str]| {
        let run = site.run(&[&["translate", "export", "en", "--format", "po"], pages].concat());
        assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""));
        run.stdout
    };
    let filled = |po: &str, targets: &[(&str, &str)]| {
        targets.iter().fold(po.to_owned(), |po, (source, target)| {
            po.replace(&format!("msgid \"{source}\"\nmsgstr \"\""), &format!("msgid \"{source}\"\nmsgstr \"{target}\""))
        })
    };
    let both = filled(
        &export(&["b", "c"]),
        &[("別", "Other"), ("文。", "Text."), ("段。", "P."), ("三", "3"), ("句。", "W.")],
    );
    // The header of the older file stays, which knows one page.
    let (header, _) = export(&["b"]).split_once("\n\n").map(|(a, b)| (a.to_owned(), b.to_owned())).unwrap();
    let merged = format!("{header}\n\n{}", both.split_once("\n\n").unwrap().1);
    let run = import(&site, &merged, &[]);
    assert_eq!(files(&run.stdout), "content/b.en.md\ncontent/c.en.md\n", "{}", run.stderr);
    assert_eq!(site.run(&["status", "en", "--fail-on", "stale"]).code, Some(0));
    for page in ["b", "c"] {
        site.remove(&format!("content/{page}.en.md"));
    }
    // The language of the header is the one that was exported for, if it says none.
    let without: String =
        both.lines().filter(|line| !line.starts_with("\"Language:")).map(|l| format!("{l}\n")).collect();
    assert_eq!(import(&site, &without, &[]).code, Some(0));
    let plural =
        both.replace("msgid \"文。\"\nmsgstr \"Text.\"", "msgid \"文。\"\nmsgid_plural \"文。\"\nmsgstr[0] \"T.\"");
    let run = import(&site, &plural, &[]);
    assert!(run.code == Some(1) && run.stderr.contains("`msgid_plural`"), "{}", run.stderr);
}
