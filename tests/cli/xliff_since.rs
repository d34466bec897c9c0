//! XLIFF that comes back late: to translations and originals that have changed since, and with only a part of it wanted.

use crate::site::{Run, Site};
use crate::xliff::{files, id};
use crate::xliff_rounds::{export, fill, git};

/// A site with a page in Japanese and English, in Git, and what was exported of it.
fn site() -> (Site, String) {
    let site = Site::new();
    site.page("content/a.ja.md", "題", "一つ目。\n\n二つ目。\n\n三つ目。");
    site.page("content/a.en.md", "Title", "One.\n\nTwo.\n\nThree.");
    assert_eq!(site.run(&["translate", "accept", "a", "index"]).code, Some(0));
    git(&site, &["init", "-q"]);
    git(&site, &["add", "-A"]);
    git(&site, &["commit", "-qm", "a"]);
    let xml = export(&site, &["a"]);
    (site, xml)
}

fn import(site: &Site, xml: &str, more: &[&str]) -> Run {
    site.write("x.xlf", xml);
    site.run(&[&["translate", "import", "x.xlf"], more].concat())
}

/// The text of a page.
fn body(site: &Site, path: &str) -> String {
    site.read(path).rsplit_once("+++\n").unwrap().1.to_owned()
}

#[test]
fn what_only_one_side_has_changed_is_taken_from_it() {
    let (site, xml) = site();
    site.write("content/a.en.md", site.read("content/a.en.md").replace("Two.", "The second."));
    let run = import(&site, &fill(&xml, &[("三つ目", "The third.")]), &[]);
    assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""));
    assert_eq!(body(&site, "content/a.en.md"), "One.\n\nThe second.\n\nThe third.\n");
}

#[test]
fn what_both_sides_have_changed_is_asked_for() {
    let (site, xml) = site();
    let changed = site.read("content/a.en.md").replace("Two.", "The second.");
    site.write("content/a.en.md", &changed);
    site.page("content/b.ja.md", "別", "文。");
    let both = fill(&xml, &[("二つ目", "Number two."), ("三つ目", "The third.")]);
    let other = export(&site, &["b"]);
    let start = other.find("  <file id").unwrap();
    let other = fill(&other, &[("別", "Other"), ("文", "Text.")])[start..].replace("\"f1\"", "\"f2\"");
    let both = both.replace("</xliff>\n", &other);
    let run = import(&site, &both, &[]);
    let unit = id(&xml, "二つ目");
    let said =
        format!("`content/a.en.md` has been changed since it was exported, and this would overwrite unit `{unit}`");
    assert!(run.stderr.contains(&said) && run.stderr.contains("The second."), "{}", run.stderr);
    assert!(run.stderr.ends_with("1 error; all else was imported\n"), "{}", run.stderr);
    assert_eq!((run.code, files(&run.stdout).as_str()), (Some(1), "content/b.en.md\n"));
    assert_eq!(site.read("content/a.en.md"), changed);
    let run = import(&site, &both, &["--ours"]);
    assert_eq!((run.code, files(&run.stdout).as_str()), (Some(0), "content/a.en.md\n"), "{}", run.stderr);
    assert_eq!(body(&site, "content/a.en.md"), "One.\n\nThe second.\n\nThe third.\n");
    site.write("content/a.en.md", &changed);
    let run = import(&site, &both, &["--theirs"]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    assert_eq!(body(&site, "content/a.en.md"), "One.\n\nNumber two.\n\nThe third.\n");
    assert_eq!(import(&site, &both, &["--theirs", "--ours"]).code, Some(2));
}

#[test]
fn what_a_translator_has_not_touched_stays_in_a_page_of_another_structure() {
    let (site, _) = site();
    site.page("content/a.ja.md", "題", "一つ目。\n\n新しい。\n\n二つ目。\n\n三つ目。");
    git(&site, &["commit", "-qam", "b"]);
    let xml = export(&site, &["a"]);
    let before = site.read("content/a.en.md");
    let changed = before.replace("Two.", "The second.");
    site.write("content/a.en.md", &changed);
    let new = fill(&xml, &[("新しい", "New.")]);
    let new = new.replace("<target>Three.</target>", "<target>The third.</target>");
    for more in [&[][..], &["--theirs"], &["--ours"]] {
        site.write("content/a.en.md", &changed);
        let run = import(&site, &new, more);
        assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""));
        assert_eq!(body(&site, "content/a.en.md"), "One.\n\nNew.\n\nThe second.\n\nThe third.\n");
    }
    // What both have changed is asked for, and nothing else.
    let both = new.replace("<target>Two.</target>", "<target>Number two.</target>");
    site.write("content/a.en.md", &changed);
    let run = import(&site, &both, &[]);
    let said = format!("this would overwrite unit `{}`\n", id(&xml, "二つ目"));
    assert!(run.code == Some(1) && run.stderr.contains(&said), "{}", run.stderr);
    assert_eq!(site.read("content/a.en.md"), changed);
    for (side, two) in [("--theirs", "Number two."), ("--ours", "The second.")] {
        site.write("content/a.en.md", &changed);
        assert_eq!(import(&site, &both, &[side]).code, Some(0));
        assert_eq!(body(&site, "content/a.en.md"), format!("One.\n\nNew.\n\n{two}\n\nThe third.\n"));
    }
    // A page that cannot be written in part keeps no other from being imported.
    site.write("content/a.en.md", &before);
    site.page("content/b.ja.md", "別", "文。");
    let two = export(&site, &["a", "b"]);
    let run = import(&site, &fill(&two, &[("別", "Other"), ("文", "Text.")]), &[]);
    assert_eq!(files(&run.stdout), "content/b.en.md\n");
    site.remove("content/b.en.md");
    let two = fill(&two, &[("別", "Other"), ("文", "Text.")]).replace(">Three.<", ">The third.<");
    let run = import(&site, &two, &[]);
    assert!(run.code == Some(1) && run.stderr.contains(&format!("unit `{}` of", id(&xml, "新しい"))), "{}", run.stderr);
    assert_eq!((files(&run.stdout).as_str(), site.read("content/a.en.md")), ("content/b.en.md\n", before));
}

#[test]
fn data_that_both_sides_have_changed_is_asked_for() {
    let site = Site::new();
    site.write(
        "content/glossary.toml",
        "[a]\nterm = { ja = \"語\", en = \"Word\" }\n\n[b]\nterm = { ja = \"文\", en = \"Text\" }\n",
    );
    git(&site, &["init", "-q"]);
    git(&site, &["add", "-A"]);
    git(&site, &["commit", "-qm", "a"]);
    let xml = export(&site, &["content/glossary.toml"]);
    let of = |a: &str, b: &str| {
        format!("[a]\nterm = {{ ja = \"語\", en = \"{a}\" }}\n\n[b]\nterm = {{ ja = \"文\", en = \"{b}\" }}\n")
    };
    site.write("content/glossary.toml", of("Expression", "Text"));
    let one = fill(&xml, &[("文", "Sentence")]);
    assert_eq!(import(&site, &one, &[]).code, Some(0));
    assert_eq!(site.read("content/glossary.toml"), of("Expression", "Sentence"));
    let both = fill(&xml, &[("語", "Term"), ("文", "Sentence")]);
    let run = import(&site, &both, &[]);
    assert_eq!(run.code, Some(1));
    assert!(run.stderr.contains("this would overwrite `a/term`"), "{}", run.stderr);
    assert_eq!(site.read("content/glossary.toml"), of("Expression", "Sentence"));
    assert_eq!(import(&site, &both, &["--theirs"]).code, Some(0));
    assert_eq!(site.read("content/glossary.toml"), of("Term", "Sentence"));
}

#[test]
fn texts_in_both_files_of_a_language_are_asked_for() {
    let site = Site::new();
    let of = |a: &str| format!("[a]\nterm = {{ ja = \"語\", en = \"{a}\" }}\n\n[b]\nterm.ja = \"文\"\n");
    site.write("content/glossary.toml", of("Word"));
    site.write("content/glossary.en.toml", "[b]\nterm = \"Text\"\n");
    git(&site, &["init", "-q"]);
    git(&site, &["add", "-A"]);
    git(&site, &["commit", "-qm", "a"]);
    let xml = export(&site, &["content/glossary.toml"]);
    let given = fill(&xml, &[("語", "Term"), ("文", "Sentence")]);
    // What neither has changed is taken, wherever it stands.
    assert_eq!(import(&site, &given, &[]).code, Some(0));
    assert_eq!(site.read("content/glossary.toml"), of("Term"));
    assert!(site.read("content/glossary.en.toml").contains("term = \"Sentence\""));
    site.write("content/glossary.toml", of("Expression"));
    let run = import(&site, &given, &[]);
    assert!(run.code == Some(1) && run.stderr.contains("this would overwrite `a/term`"), "{}", run.stderr);
    assert_eq!(site.read("content/glossary.toml"), of("Expression"));
    assert_eq!(import(&site, &given, &["--theirs"]).code, Some(0));
    assert_eq!(site.read("content/glossary.toml"), of("Term"));
}

#[test]
fn a_translation_of_an_older_text_says_so() {
    let (site, _) = site();
    site.page("content/b.ja.md", "別", "前。\n\n古い。\n\n後。");
    git(&site, &["add", "-A"]);
    git(&site, &["commit", "-qm", "b"]);
    let xml = export(&site, &["b"]);
    let done = fill(&xml, &[("別", "Other"), ("前", "Before."), ("古い", "Old."), ("後", "After.")]);
    let blob = xml.split_once("source-blob\" appliesTo=\"source\">").unwrap().1[..40].to_owned();
    site.page("content/b.ja.md", "別", "前。\n\n新しい。\n\n後。");
    let run = import(&site, &done, &[]);
    assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""));
    let unit = id(&xml, "古い");
    let said = format!("not up to date, since 1 text of its original has changed after the export, first `{unit}`");
    assert_eq!(files(&run.stdout), format!("content/b.en.md: {said}\n"));
    let page = site.read("content/b.en.md");
    assert!(page.contains(&format!("translated_from = \"{blob}\"")) && !page.contains("draft"), "{page}");
    assert_eq!(body(&site, "content/b.en.md"), "Before.\n\nOld.\n\nAfter.\n");
    let run = site.run(&["status", "en", "--fail-on", "stale"]);
    assert_eq!(run.code, Some(1), "{}", run.stdout);
    // The next export asks for what has changed, and for nothing else.
    let xml = export(&site, &["b"]);
    assert_eq!(xml.matches("state=\"initial\"").count(), 1, "{xml}");
    assert_eq!(import(&site, &fill(&xml, &[("新しい", "New.")]), &[]).code, Some(0));
    assert_eq!(site.run(&["status", "en", "--fail-on", "stale"]).code, Some(0));
    // A text that is gone takes none of the others with it.
    site.remove("content/b.en.md");
    site.page("content/b.ja.md", "別", "前。\n\n後。");
    let run = import(&site, &done, &[]);
    assert!(run.stderr.contains("is not there any more as it was exported"), "{}", run.stderr);
    assert_eq!(body(&site, "content/b.en.md"), "Before.\n\nAfter.\n");
    assert_eq!(site.run(&["status", "en", "--fail-on", "stale"]).code, Some(0));
}

#[test]
fn a_page_that_is_up_to_date_stays_so() {
    let (site, xml) = site();
    let done = fill(&xml, &[("一つ目", "Number one."), ("二つ目", "Number two.")]);
    site.page("content/a.ja.md", "題", "一つ目。\n\n別の二つ目。\n\n三つ目。");
    site.page("content/a.en.md", "Title", "One.\n\nThe other two.\n\nThree.");
    assert_eq!(site.run(&["translate", "accept", "a"]).code, Some(0));
    let run = import(&site, &done, &[]);
    assert!(run.stderr.contains(&format!("unit `{}`", id(&xml, "二つ目"))), "{}", run.stderr);
    assert!(run.stderr.contains("error[source-changed]") && run.code == Some(1), "{}", run.stderr);
    assert_eq!(body(&site, "content/a.en.md"), "Number one.\n\nThe other two.\n\nThree.\n");
    assert_eq!(site.run(&["status", "en", "--fail-on", "stale"]).code, Some(0));
}

#[test]
fn a_part_of_a_file_is_imported() {
    let (site, _) = site();
    for name in ["b", "c", "d"] {
        site.page(&format!("content/{name}.ja.md"), name, "文。");
    }
    let xml = export(&site, &[]);
    let filled = fill(&xml, &[("b", "B"), ("c", "C"), ("d", "D")]);
    // A page that is not wanted may be wrong.
    let wrong = filled.replace("<target>D</target>", "<target>D <ph id=\"7\"/></target>");
    let run = import(&site, &wrong, &["b", "content/c.ja.md"]);
    assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""));
    assert!(site.has("content/b.en.md") && site.has("content/c.en.md") && !site.has("content/d.en.md"));
    assert!(run.stdout.ends_with("x.xlf: 4 texts: 2 initial, 2 without a translation\n"), "{}", run.stdout);
    let run = import(&site, &wrong, &["nowhere"]);
    assert_eq!(run.code, Some(2));
    assert!(run.stderr.contains("nowhere"), "{}", run.stderr);
}

#[test]
fn what_is_not_far_enough_is_left_out_and_notes_are_shown() {
    let (site, _) = site();
    site.page("content/b.ja.md", "別", "文。\n\n段。");
    let xml = fill(&export(&site, &["b"]), &[("別", "Other"), ("文", "Text."), ("段", "Paragraph.")]);
    let state = |xml: &str, of: &str, state: &str| {
        let (before, after) = xml.split_once(&format!("<unit id=\"{}\"", id(xml, of))).unwrap();
        format!("{before}<unit id=\"{}\"{}", id(xml, of), after.replacen("\"initial\"", &format!("\"{state}\""), 1))
    };
    let xml = state(&state(&xml, "別", "final"), "文", "reviewed");
    let note = "<segment state=\"final\"><notes><note category=\"translator\">not\n sure</note></notes>";
    let xml = xml.replacen("<segment state=\"final\">", note, 1);
    let unit = id(&xml, "別");
    let run = import(&site, &xml, &["--min-state", "reviewed"]);
    assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""));
    let line = xml.lines().position(|line| line.contains("<note category=\"translator\"")).unwrap() + 1;
    let note = format!("x.xlf:{line}: note on `{unit}` of content/b.ja.md: not sure\n");
    let counted = "x.xlf: 3 texts: 1 initial, 1 reviewed, 1 final; 1 below what was asked for and left out\n";
    assert!(run.stdout.ends_with(&format!("{note}{counted}")), "{}", run.stdout);
    assert_eq!(body(&site, "content/b.en.md"), "Text.\n\n段。\n");
    let run = import(&site, &xml, &["--min-state", "good"]);
    assert!(run.code == Some(2) && run.stderr.contains("initial, translated, reviewed, final"), "{}", run.stderr);
    site.remove("content/b.en.md");
    let run = import(&site, &xml.replace("\"final\"", "\"initial\""), &["--min-state", "final"]);
    assert!(run.code == Some(1) && run.stderr.contains("below `final`"), "{}", run.stderr);
}

#[test]
fn files_that_are_no_text_say_where() {
    let (site, xml) = site();
    let mut bytes = fill(&xml, &[("二つ目", "Caf\u{e9}")]).into_bytes();
    let at = bytes.windows(2).position(|two| two == "\u{e9}".as_bytes()).unwrap();
    bytes.splice(at..at + 2, [0xe9]);
    let line = bytes[..at].iter().filter(|byte| **byte == b'\n').count() + 1;
    site.write("x.xlf", bytes);
    let run = site.run(&["translate", "import", "x.xlf"]);
    assert_eq!(run.code, Some(1));
    assert!(run.stderr.contains("error[not-utf8]") && run.stderr.contains(&format!("x.xlf:{line}:")), "{}", run.stderr);
    let run =
        import(&site, "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><!DOCTYPE x [<!ENTITY a \"b\">]><x>&a;</x>", &[]);
    assert!(run.code == Some(1) && run.stderr.contains("document type"), "{}", run.stderr);
}
