//! `shirube move`: a page under another name, and all that names it.

use super::site::{Run, Site};
use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::symlink;

/// What a run that has left nothing to do says.
fn ok(run: Run) -> String {
    assert_eq!((run.code, run.told()), (Some(0), ""), "{}", run.stdout);
    run.stdout
}

/// The bytes of the author's files.
fn files(site: &Site) -> BTreeMap<String, Vec<u8>> {
    let snapshot = site.snapshot("");
    let own = snapshot.0.into_iter().filter(|(path, _)| !path.starts_with("public") && !path.starts_with(".shirube"));
    own.map(|(path, (bytes, ..))| (path, bytes)).collect()
}

/// What a move refuses, changing nothing.
fn refused(site: &Site, from: &str, to: &str) -> String {
    let before = files(site);
    let run = site.run(&["move", from, to]);
    assert_eq!((run.code, run.stdout.as_str()), (Some(2), ""), "{from} {to}: {}", run.stderr);
    assert_eq!(files(site), before, "{from} {to}");
    run.stderr
}

fn clean(site: &Site) {
    let run = site.run(&["check", "--format", "short", "--drafts"]);
    assert_eq!((run.code, run.stdout.as_str(), run.stderr.as_str()), (Some(0), "", ""));
}

/// A site in which everything that can names the page `guide/cost`, and which it names.
fn full() -> Site {
    let site = Site::new();
    site.write(
        "content/guide/cost.ja.md",
        "+++\n# Why\ntitle = \"料金\" # the title\nimage = \"dot.svg\"\nweight = 3\n+++\n\
         [問い](faq.md#q)、[自分](cost.md#a)、[絵](dot.svg)、[上](../index.md)、[英](faq.en.md)、[根](/guide/faq.md)。\n\n\
         ![点](dot.svg)\n\n## 料金 {#a}\n\n一回[^1][^nope]。\n\n[^1]: [注](./faq.md)\n",
    );
    site.page("content/guide/cost.en.md", "Cost", "[Questions](faq.md#q)\n\n## Price {#a}\n\nOnce.");
    let faq = |title: &str, text: &str| format!("## {title} {{#f .faq}}\n\n### {title}？ {{#q}}\n\n{text}\n");
    site.page(
        "content/guide/faq.ja.md",
        "問",
        &faq("質問", "[料金](cost.md#a)、[英](cost.en.md#a)、[参照][x]、[参照2][x]。\n\n[x]: cost.md 'title'"),
    );
    site.page(
        "content/guide/faq.en.md",
        "Q",
        &faq("Question", "**費用**の[cost](</guide/cost.md>) and [again](./cost.md?x=1#a)"),
    );
    site.page(
        "content/guide/prices/index.ja.md",
        "表",
        "[上](../cost.md)と「**強調**」[料金](../cost.ja.md#a)を見る。\n\n[](faq:guide/cost-faq#q)",
    );
    site.page("content/guide/cost-faq.ja.md", "別", &faq("別", "[遠い](../guide/prices/index.md)"));
    site.write("content/guide/dot.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1 1\"/>");
    site.write("content/blocks/note.ja.md", "[料金](../guide/cost.md#a)\n");
    site.page(
        "content/index.ja.md",
        "家",
        "[料金](guide/cost.md)\n\n[点滴](term:drip)\n\n[](block:note)\n\n<p><a href=\"guide/cost.md?a=1&amp;b=2#a\">x</a></p>\n",
    );
    site.write(
        "content/glossary.toml",
        "[drip]\nterm.ja = \"点滴\"\nterm.en = \"drip\"\ndefinition.ja = \"[料金](guide/cost.md#a)を見る。\"\n\
         definition.en = '''\nSee [cost](guide/cost.md).\n'''\n",
    );
    let config = site.read("site.toml");
    site.write(
        "site.toml",
        format!("{config}\n[content]\nhtml = \"safe\"\n\n[[check.allow]]\ncode = \"undefined-footnote\"\nfiles = [\"content/guide/cost.ja.md\"]\nwhy = \"x\"\n\n[[menu]]\nplace = \"footer\"\npage = \"guide/cost\"\n"),
    );
    site
}

#[test]
fn a_translation_that_is_not_shown_is_moved_like_others() {
    let site = Site::new();
    site.write("content/a.ja.md", "+++\ntitle = \"甲\"\nkind = \"strict\"\n+++\n新しい文。[乙](b.md)\n");
    site.write(
        "content/a.en.md",
        format!(
            "+++\ntitle = \"A\"\nimage = \"dot.svg\"\ntranslated_from = \"{}\"\n+++\n[B](b.md)\n\n![dot](dot.svg)\n",
            "0".repeat(39) + "1"
        ),
    );
    site.page("content/b.ja.md", "乙", "[甲](a.md)");
    site.write("content/dot.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1 1\"/>");
    let config = site.read("site.toml");
    site.write("site.toml", format!("{config}\n[[kinds]]\nid = \"strict\"\nstale = \"fallback\"\n"));
    ok(site.run(&["move", "b", "c"]));
    assert!(site.read("content/a.en.md").contains("[B](c.md)"), "{}", site.read("content/a.en.md"));
    ok(site.run(&["move", "a", "below/a"]));
    let moved = site.read("content/below/a.en.md");
    for part in ["image = \"../dot.svg\"", "![dot](../dot.svg)", "[B](../c.md)", "aliases = [\"/en/a/\"]"] {
        assert!(moved.contains(part), "{part}: {moved}");
    }
}

#[test]
fn all_that_names_a_page_is_right_after_it() {
    let site = full();
    clean(&site);
    let said = ok(site.run(&["move", "guide/cost", "money/price"]));
    assert!(said.contains("content/guide/cost.ja.md: moved to content/money/price.ja.md, "), "{said}");
    assert!(said.contains("content/guide/dot.svg: stays, though only what is moved uses it\n"), "{said}");
    assert!(said.contains("\nmoved 1 page in 2 files and changed "), "{said}");
    assert!(!site.has("content/guide/cost.ja.md") && !site.has("content/guide/cost.en.md"));
    assert_eq!(
        site.read("content/money/price.ja.md"),
        "+++\n# Why\ntitle = \"料金\" # the title\naliases = [\"/ja/guide/cost/\"]\nimage = \"../guide/dot.svg\"\nweight = 3\n+++\n\
         [問い](../guide/faq.md#q)、[自分](price.md#a)、[絵](../guide/dot.svg)、[上](../index.md)、[英](../guide/faq.en.md)、\
         [根](/guide/faq.md)。\n\n\
         ![点](../guide/dot.svg)\n\n## 料金 {#a}\n\n一回[^1][^nope]。\n\n[^1]: [注](../guide/faq.md)\n",
    );
    for (path, wanted) in [
        ("content/guide/faq.ja.md", "[料金](../money/price.md#a)、[英](../money/price.en.md#a)、[参照][x]"),
        ("content/guide/faq.ja.md", "\n[x]: ../money/price.md 'title'\n"),
        ("content/guide/faq.en.md", "[cost](</money/price.md>) and [again](../money/price.md?x=1#a)"),
        (
            "content/guide/prices/index.ja.md",
            "[上](../../money/price.md)と「**強調**」[料金](../../money/price.ja.md#a)",
        ),
        ("content/guide/prices/index.ja.md", "[](faq:guide/cost-faq#q)"),
        ("content/guide/cost-faq.ja.md", "[遠い](../guide/prices/index.md)"),
        ("content/blocks/note.ja.md", "[料金](../money/price.md#a)"),
        ("content/index.ja.md", "[料金](money/price.md)"),
        ("content/index.ja.md", "href=\"money/price.md?a=1&amp;b=2#a\""),
        ("content/glossary.toml", "\"[料金](money/price.md#a)を見る。\""),
        ("content/glossary.toml", "[cost](money/price.md)"),
        ("site.toml", "files = [\"content/money/price.ja.md\"]"),
        ("site.toml", "[[menu]]\nplace = \"footer\"\npage = \"money/price\"\n"),
        ("content/money/price.en.md", "aliases = [\"/en/guide/cost/\"]"),
    ] {
        assert!(site.read(path).contains(wanted), "{path}: {}", site.read(path));
    }
    clean(&site);
    site.build(&[]);
    assert!(site.read("public/ja/guide/cost/index.html").contains("money/price"));
}

#[test]
fn what_languages_call_entries_of_the_menu_moves_with_their_pages() {
    let site = Site::new();
    let menu = "[[menu]]\npage = \"faq\"\nlabel.ja = \"問い\"\nchildren = [{ page = \"guide/cost\", label = { ja = \"費用\" } }]\n\
                [[menu]]\npage = \"guide/cost\"\nplace = \"footer\"\nlabel = { ja = \"料金\" }\n";
    let config = "base_url = \"https://example.com/guide/\"\nsource = \"ja\"\n[[languages]]\ncode = \"ja\"\n";
    site.write("site.toml", format!("{config}{menu}"));
    for page in ["faq", "guide/cost"] {
        site.page(&format!("content/{page}.ja.md"), page, "文。");
    }
    site.write(
        "languages/en.toml",
        "name = \"English\"\n[menu.faq]\nlabel = \"Questions\"\n\
         [menu.faq.children.'guide/cost'] # \"guide/cost\"\nlabel = \"Cost\"\n[menu.\"guide/cost\"]\nlabel = \"Fees\"\n",
    );
    clean(&site);
    ok(site.run(&["move", "guide/cost", "price"]));
    ok(site.run(&["move", "faq", "guide/faq"]));
    assert_eq!(
        site.read("languages/en.toml"),
        "name = \"English\"\n[menu.\"guide/faq\"]\nlabel = \"Questions\"\n\
         [menu.\"guide/faq\".children.\"price\"] # \"guide/cost\"\nlabel = \"Cost\"\n[menu.\"price\"]\nlabel = \"Fees\"\n",
    );
    clean(&site);
}

#[test]
fn there_and_back_only_the_aliases_are_new() {
    for (name, there) in [
        ("guide/cost", "money/price"),
        ("guide/faq", "guide/questions"),
        ("guide/cost-faq", "a/b/c"),
        ("guide/cost", "料金"),
    ] {
        let site = full();
        // Written as it is written when it is moved.
        let text = site.read("content/guide/cost-faq.ja.md").replace("../guide/prices", "prices");
        site.write("content/guide/cost-faq.ja.md", text);
        let text = site.read("content/guide/cost.ja.md").replace("./faq.md", "faq.md");
        site.write("content/guide/cost.ja.md", text);
        let text = site.read("content/guide/faq.en.md").replace("./cost.md", "cost.md");
        site.write("content/guide/faq.en.md", text);
        let mut before = files(&site);
        ok(site.run(&["move", name, there]));
        assert_ne!(files(&site), before);
        ok(site.run(&["move", there, name]));
        let mut after = files(&site);
        for lang in ["ja", "en"] {
            let path = format!("content/{name}.{lang}.md");
            let (Some(old), Some(new)) = (before.remove(&path), after.remove(&path)) else { continue };
            let new = String::from_utf8(new).unwrap().replace(&format!("aliases = [\"/{lang}/{there}/\"]\n"), "");
            assert_eq!(new.as_bytes(), old, "{path}");
        }
        assert_eq!(after, before);
    }
}

#[test]
fn a_folder_is_moved_with_what_lies_beneath() {
    let site = full();
    site.page("content/guide/index.ja.md", "案内", "[料金](cost.md)、[表](prices/index.md)、[家](../index.md)");
    let said = ok(site.run(&["move", "content/guide/index.ja.md", "deep/manual"]));
    assert!(said.contains("moved 5 pages in 7 files and changed "), "{said}");
    assert_eq!(
        site.read("content/deep/manual/index.ja.md").lines().last(),
        Some("[料金](cost.md)、[表](prices/index.md)、[家](../../index.md)")
    );
    assert!(site.read("content/deep/manual/prices/index.ja.md").contains("[](faq:deep/manual/cost-faq#q)"));
    assert!(site.read("content/deep/manual/prices/index.ja.md").contains("aliases = [\"/ja/guide/prices/\"]"));
    assert!(site.has("content/guide/dot.svg") && !site.has("content/guide/prices"));
    clean(&site);
    assert!(refused(&site, "deep", "x").contains("no file and no page has that name"));
    assert!(refused(&site, "deep/manual", "deep/manual/x").contains("`deep/manual/x` lies beneath it"));
}

#[test]
fn folders_of_languages_are_kept() {
    let site = Site::new();
    let config = site.read("site.toml");
    site.write("site.toml", format!("layout = \"directory\"\n{config}"));
    for lang in ["ja", "en"] {
        site.remove(&format!("content/index.{lang}.md"));
        site.page(
            &format!("content/{lang}/index.md"),
            "H",
            "[c](guide/cost.md) [d](/guide/cost.md) [e](../ja/guide/cost.md)",
        );
        site.page(&format!("content/{lang}/guide/cost.md"), "C", "![a](a.svg) [h](../index.md)");
    }
    site.write("content/ja/guide/a.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1 1\"/>");
    clean(&site);
    ok(site.run(&["move", "content/ja/guide/cost.md", "content/ja/price.md"]));
    for lang in ["ja", "en"] {
        let e = if lang == "ja" { "[e](price.md)" } else { "[e](../ja/price.md)" };
        let home = site.read(&format!("content/{lang}/index.md"));
        assert!(home.contains("[c](price.md) [d](/price.md)") && home.contains(e), "{home}");
        let page = site.read(&format!("content/{lang}/price.md"));
        assert!(page.contains("![a](guide/a.svg) [h](index.md)"), "{page}");
        assert!(page.contains(&format!("aliases = [\"/{lang}/guide/cost/\"]")), "{page}");
    }
    clean(&site);
}

#[test]
fn stamps_are_renewed_where_they_were_right() {
    let site = Site::new();
    site.page("content/cost.ja.md", "費用", "[問](faq.md)");
    site.page("content/cost.en.md", "Cost", "[Q](faq.md)");
    for name in ["faq", "old"] {
        site.page(&format!("content/{name}.ja.md"), "問", "[費用](cost.md)");
        site.page(&format!("content/{name}.en.md"), "Q", "[cost](cost.md)");
    }
    ok(site.run(&["translate", "accept", "--all", "en"]));
    // One that is known by the file alone, and one that is behind.
    let text = site.read("content/faq.en.md");
    let text: String =
        text.lines().filter(|line| !line.starts_with("translated_digest")).map(|line| format!("{line}\n")).collect();
    site.write("content/faq.en.md", text);
    site.page("content/old.ja.md", "問", "別の話。[費用](cost.md)");
    let status = |site: &Site| {
        let status: serde_json::Value = serde_json::from_str(&ok(site.run(&["status", "--format", "json"]))).unwrap();
        let pages = status["pages"].as_array().unwrap().iter();
        pages
            .map(|page| (page["path"].to_string().replace("costs", "cost"), page["state"].to_string()))
            .collect::<BTreeMap<_, _>>()
    };
    let before = status(&site);
    let said = ok(site.run(&["move", "cost", "costs"]));
    assert!(said.contains("content/faq.en.md: 1 name changed, stamp renewed\n"), "{said}");
    assert!(said.contains("content/old.en.md: 1 name changed\n"), "{said}");
    assert!(
        said.contains("content/cost.en.md: moved to content/costs.en.md, `/en/cost/` forwards to it, stamp renewed\n"),
        "{said}"
    );
    assert_eq!(status(&site), before);
    assert!(!site.read("content/faq.en.md").contains("translated_digest"));
}

#[test]
fn known_mistakes_stay_known() {
    let site = Site::new();
    site.page("content/cost.ja.md", "費用", "[なし](none.md)と[なし](none.pdf)");
    site.page("content/faq.ja.md", "問", "[費用](cost.md#gone)と[なし](none.md)");
    assert_eq!(site.run(&["check", "--write-baseline"]).code, Some(0));
    clean_known(&site);
    ok(site.run(&["move", "cost", "guide/price"]));
    clean_known(&site);
    assert!(site.read("content/guide/price.ja.md").ends_with("[なし](../none.md)と[なし](none.pdf)\n"));
    assert!(site.read("check-baseline.toml").contains("[\"content/guide/price.ja.md\", \"unknown-page\""));
}

fn clean_known(site: &Site) {
    let run = site.run(&["check", "--format", "short"]);
    assert_eq!((run.code, run.stdout.as_str()), (Some(0), ""), "{}", site.read("check-baseline.toml"));
}

#[test]
fn aliases_are_added_as_they_are_written() {
    let site = Site::new();
    for (front, wanted) in [
        (
            "+++\ntitle = \"A\"\naliases = [\"/x/\"] # why\n+++\n",
            "+++\ntitle = \"A\"\naliases = [\"/x/\", \"/ja/a/\"] # why\n+++\n",
        ),
        ("+++\ntitle = \"A\"\naliases = []\n+++\n", "+++\ntitle = \"A\"\naliases = [\"/ja/a/\"]\n+++\n"),
        (
            "+++\r\ntitle = \"A\"\r\naliases = [\r\n  # one\r\n  \"/x/\" # why\r\n]\r\n+++\r\n",
            "+++\r\ntitle = \"A\"\r\naliases = [\r\n  # one\r\n  \"/x/\", # why\r\n  \"/ja/a/\",\r\n]\r\n+++\r\n",
        ),
        (
            "---\ntitle: A\naliases:\n  - /x/ # why\n# end\nweight: 1\n---\n",
            "---\ntitle: A\naliases:\n  - /x/ # why\n  - \"/ja/a/\"\n# end\nweight: 1\n---\n",
        ),
        ("---\ntitle: A\naliases: [/x/]\n---\n", "---\ntitle: A\naliases: [/x/, \"/ja/a/\"]\n---\n"),
        ("---\ntitle: A\n---\n", "---\ntitle: A\naliases: [\"/ja/a/\"]\n---\n"),
        ("+++\ntitle = \"A\"\ndraft = true\n+++\n", "+++\ntitle = \"A\"\ndraft = true\n+++\n"),
        // What was its address before, and is again.
        (
            "+++\ntitle = \"A\"\naliases = [\"/x/\", \"/ja/b/\"]\n+++\n",
            "+++\ntitle = \"A\"\naliases = [\"/x/\", \"/ja/a/\"]\n+++\n",
        ),
        ("\u{FEFF}+++\ntitle = \"A\"\nslug = \"same\"\n+++\n", "\u{FEFF}+++\ntitle = \"A\"\nslug = \"same\"\n+++\n"),
    ] {
        site.write("content/a.ja.md", front);
        ok(site.run(&["move", "a", "b"]));
        assert_eq!(site.read("content/b.ja.md"), wanted);
        site.remove("content/b.ja.md");
    }
}

#[test]
fn a_dry_run_says_it_and_writes_nothing() {
    let site = full();
    let before = files(&site);
    let dry = ok(site.run(&["move", "guide/cost", "money/price", "--dry-run"]));
    assert_eq!(files(&site), before);
    assert!(dry.ends_with("; nothing is written\n"), "{dry}");
    let said = ok(site.run(&["move", "guide/cost", "money/price"]));
    let lines = |said: &str| said.lines().rev().skip(1).map(str::to_owned).collect::<Vec<_>>();
    assert_eq!(lines(&dry), lines(&said));
}

#[test]
fn names_that_cannot_be_are_refused() {
    let site = full();
    site.page("content/taken.ja.md", "取", "");
    site.write("static/ja/file/index.html", "x");
    let config = site.read("site.toml");
    site.write(
        "site.toml",
        format!("{config}\n[[topics]]\nid = \"money\"\nname = {{ ja = \"金\", en = \"Money\" }}\n"),
    );
    site.write("content/old.ja.md", "+++\ntitle = \"A\"\naliases = [\"/ja/was/\"]\n+++\n");
    for (from, to, why) in [
        ("guide/cost", "taken", "there is a page `taken` already"),
        ("guide/cost", "guide/cost", "it is called so already"),
        ("guide/cost", "content/guide/cost.en.md", "it is called so already"),
        ("guide/cost", "", "the front page"),
        ("guide/cost", "index", "the front page"),
        ("content/index.ja.md", "home", "the front page"),
        ("guide/cost", "money/", "write the whole name"),
        ("guide/cost", "../x", "`..`"),
        ("guide/cost", "content/../../x.md", "`..`"),
        ("guide/cost", "/etc/x", "does not lie in `content/`"),
        ("guide/cost", "blocks/x", "would be no page"),
        ("guide/cost", ".hidden/x", ""),
        ("guide/cost", "a?b", "cannot be the name"),
        ("guide/cost", "con", "cannot be the name"),
        ("guide/cost", "a\u{200b}b", "cannot be the name"),
        ("guide/cost", "was", "the page `old` in `ja` has the address already, or names it among its `aliases`"),
        ("guide/cost", "file", "the file static/ja/file/index.html has the address already"),
        ("guide/cost", "topics/money", "a topic has the address already"),
        ("guide/cost", &"x".repeat(300), "cannot be"),
        ("content/blocks/note.ja.md", "x", "block"),
        ("nothing", "x", "no file and no page"),
    ] {
        let said = refused(&site, from, to);
        assert!(said.contains(why), "{to}: {said}");
    }
    site.write("content/broken.ja.md", "+++\ntitle = \n+++\n");
    assert!(refused(&site, "broken", "x").contains("mistakes"));
    let absolute = site.path("content/x/y.ja.md");
    ok(site.run(&["move", "guide/cost", absolute.to_str().unwrap()]));
    assert!(site.has("content/x/y.en.md"));
}

#[test]
fn links_of_the_file_system_are_not_followed() {
    let outside = tempfile::tempdir().unwrap();
    let site = full();
    symlink(outside.path(), site.path("content/out")).unwrap();
    fs::create_dir(site.path("content/real")).unwrap();
    symlink("real", site.path("content/inside")).unwrap();
    for to in ["out/x", "inside/x"] {
        let said = refused(&site, "guide/cost", to);
        assert!(said.contains("is a link"), "{said}");
    }
    assert_eq!(fs::read_dir(outside.path()).unwrap().count(), 0);
    // A text that lies elsewhere is left as it is, and told.
    site.page("static/shared.ja.md", "共", "[料金](guide/cost.md)");
    symlink("../static/shared.ja.md", site.path("content/shared.ja.md")).unwrap();
    let run = site.run(&["move", "guide/cost", "x"]);
    assert_eq!(run.code, Some(1), "{}", run.stdout);
    assert!(
        run.stderr.contains("content/shared.ja.md:4:") && run.stderr.contains("left as it is: the file is a link"),
        "{}",
        run.stderr
    );
    assert!(site.read("static/shared.ja.md").contains("(guide/cost.md)") && site.has("content/x.ja.md"));
    assert!(refused(&site, "shared", "y").contains("is a link"));
}

#[test]
fn what_is_left_to_do_is_told() {
    let site = full();
    site.write("content/tables/bad.toml", "notes.ja = \"[x](../guide/cost.md)\nkind = \n");
    site.page("content/odd.ja.md", "奇", "[料金](guide/co&#115;t.md)");
    site.write("templates/part.html", "<p>\n{{ page(path=\"guide/cost\").title }}\n");
    let run = site.run(&["move", "guide/cost", "x"]);
    assert_eq!(run.code, Some(1), "{}", run.stdout);
    assert!(
        run.stdout.contains("templates/part.html:2:1: asks for what is moved; write its new name\n"),
        "{}",
        run.stdout
    );
    assert!(
        run.stderr.contains("content/odd.ja.md:4:1: left as it is: `guide/cost.md` is written with escapes"),
        "{}",
        run.stderr
    );
    assert!(run.stderr.contains("content/tables/bad.toml: left as it is: it has mistakes"), "{}", run.stderr);
    assert!(site.has("content/x.ja.md"));
}

#[test]
fn a_file_is_named_from_the_current_folder() {
    let site = full();
    let mut command = site.command(&["move", "--root", "../..", "cost.ja.md", "price.ja.md"]);
    ok(Run::of(command.current_dir(site.path("content/guide")).output().unwrap()));
    assert!(site.has("content/guide/price.en.md") && site.read("content/guide/faq.ja.md").contains("(price.md#a)"));
}
