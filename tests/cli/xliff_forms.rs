//! What goes out to translators in the formats that their tools have, with what they are told, and comes back from each.

use crate::site::{Run, Site};
use crate::xliff::{files, id};
use crate::xliff_rounds::{export, fill};

const PAGE: &str = "+++\ntitle = \"費用\"\n+++\n約**三**ヶ月の点滴は[3万円](fact:price.drip.cost)。`{code}`も。\n\n## 見出し\n\n\
    - 項目\n\n| セル |\n|---|\n\n![図](a.png \"題\")\n";

/// A site with a page of each kind of text, a fact and a term.
fn site() -> Site {
    let site = Site::new();
    assert_eq!(site.run(&["translate", "accept", "index"]).code, Some(0));
    site.write("content/a/b c.ja.md", PAGE);
    site.write(
        "content/tables/price.toml",
        "[[column]]\nid = \"cost\"\ntype = \"money\"\ncurrency = \"JPY\"\nlabel = { ja = \"費用\", en = \"Cost\" }\n\
         [[row]]\nid = \"drip\"\nlabel = { ja = \"点滴\", en = \"Drip\" }\ncost = 30000\n",
    );
    let term = "[drip]\nterm = { ja = \"点滴\", en = \"IV drip\" }\ndefinition = { ja = \"管で入れる。\", en = \"By a tube.\" }\n";
    site.write("content/glossary.toml", term);
    site
}

fn import(site: &Site, name: &str, text: &str, more: &[&str]) -> Run {
    site.write(name, text);
    site.run(&[&["translate", "import", name], more].concat())
}

/// A text of PO with targets: each for the entry whose source begins like this.
fn fill_po(po: &str, targets: &[(&str, &str)]) -> String {
    targets.iter().fold(po.to_owned(), |po, (starts, target)| {
        let (before, after) =
            po.split_once(&format!("msgid \"{starts}")).unwrap_or_else(|| panic!("no `{starts}` in {po}"));
        let after = after.replacen("msgstr \"\"", &format!("msgstr \"{target}\""), 1);
        format!("{before}msgid \"{starts}{after}")
    })
}

#[test]
fn translators_are_told_what_a_text_is() {
    let xml = export(&site(), &["a/b c"]);
    for name in
        ["title", "paragraph", "heading", "list item", "table cell", "text of a picture", "caption or title in a text"]
    {
        assert_eq!(xml.matches(&format!(" name=\"{name}\">")).count(), 1, "{name}: {xml}");
    }
    let place = "<note category=\"context\" appliesTo=\"source\">“費用”, https://example.com/guide/ja/a/b%20c/</note>";
    assert_eq!(xml.matches(place).count(), 7, "{xml}");
    assert!(xml.contains(">2 is [3万円](fact:price.drip.cost) and says “¥30,000”</note>"), "{xml}");
    let term = "<gls:term>点滴</gls:term>\n          <gls:translation>IV drip</gls:translation>\n          \
                <gls:definition>管で入れる。</gls:definition>";
    assert_eq!(xml.matches(term).count(), 1, "{xml}");
    assert!(xml.contains("canResegment=\"yes\""), "{xml}");
    let before = xml.split_once("<gls:glossary>").unwrap().0;
    assert_eq!(crate::xliff::ids(before).last(), Some(&id(&xml, "約")), "{xml}");
}

#[test]
fn a_file_for_each_page_lies_where_the_page_does() {
    let site = site();
    site.page("content/c.ja.md", "別", "文。");
    let run = site.run(&["translate", "export", "en", "--all", "--per-page", "--out", "out"]);
    assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""));
    assert_eq!(run.stdout, "out: 6 files with 3 pages and 3 files of data to translate into `en`\n");
    let xml = site.read("out/a/b c.en.xlf");
    assert!(xml.contains("original=\"content/a/b c.ja.md\"") && !xml.contains("content/c.ja.md"), "{xml}");
    for name in
        ["c.en.xlf", "index.en.xlf", "glossary.toml.en.xlf", "tables/price.toml.en.xlf", "locales/ja/ui.ftl.en.xlf"]
    {
        assert!(site.has(&format!("out/{name}")), "{name}");
    }
    let done = fill(&site.read("out/c.en.xlf"), &[("別", "Other"), ("文", "Text.")]);
    assert_eq!(files(&import(&site, "out/c.en.xlf", &done, &[]).stdout), "content/c.en.md\n");
    site.remove("out/a/b c.en.xlf");
    let run = site.run(&["translate", "export", "en", "--all", "--per-page", "--out", "out"]);
    assert!(run.code == Some(2) && run.stderr.contains("it is there already") && !site.has("out/a/b c.en.xlf"));
    assert_eq!(site.run(&["translate", "export", "en", "--per-page"]).code, Some(2));
}

#[test]
fn a_translation_may_be_translated() {
    let site = site();
    site.write("site.toml", site.read("site.toml") + "\n[[languages]]\ncode = \"de\"\nname = \"Deutsch\"\n");
    site.page("content/c.ja.md", "別", "**文**。");
    site.page("content/c.en.md", "Other", "A **text**.");
    site.page("content/d.ja.md", "古", "文。");
    site.page("content/d.en.md", "Old", "Text.");
    assert_eq!(site.run(&["translate", "accept", "c", "d"]).code, Some(0));
    site.page("content/d.ja.md", "古", "新しい文。");
    let run = site.run(&["translate", "export", "de", "--from", "en", "c", "d"]);
    assert_eq!(run.code, Some(0));
    let left = "content/d.ja.md: left out, since there is no translation into `en` that is up to date\n";
    assert!(run.stderr.starts_with(left), "{}", run.stderr);
    let xml = run.stdout;
    assert!(xml.contains("srcLang=\"en\"") && xml.contains("original=\"content/c.en.md\""), "{xml}");
    let done = fill(&xml, &[("Other", "Anderes"), ("A <pc", "Ein <pc id=\"1\">Text</pc>.")]);
    let run = import(&site, "x.xlf", &done, &[]);
    assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""));
    let page = site.read("content/c.de.md");
    let english = site.read("content/c.en.md");
    let stamp = |page: &str| page.split_once("translated_from = ").unwrap().1[..42].to_owned();
    assert_eq!(stamp(&page), stamp(&english), "{page}");
    assert!(page.ends_with("+++\nEin **Text**.\n") && page.contains("title = \"Anderes\""), "{page}");
    let state = site.run(&["status", "de", "--format", "json"]).stdout;
    assert!(state.contains("\"current\": 1"), "{state}");
    // Once the first text has changed, what was exported is still one of the text before.
    site.remove("content/c.de.md");
    site.page("content/c.ja.md", "別", "別の**文**。");
    assert_eq!(import(&site, "x.xlf", &done, &[]).code, Some(0));
    assert_eq!(stamp(&site.read("content/c.de.md")), stamp(&english));
    let state = site.run(&["status", "de", "--format", "json"]).stdout;
    assert!(state.contains("\"stale\": 1"), "{state}");
}

#[test]
fn sentences_are_joined_as_the_language_does() {
    let site = site();
    site.page("content/c.ja.md", "別", "一つ目。二つ目。");
    let cut = |xml: &str, starts: &str, segments: &str| {
        let (before, after) = xml.split_once(&format!("<source>{starts}")).unwrap();
        let before = before.rsplit_once("<segment").unwrap().0;
        format!("{before}{segments}{}", after.split_once("</segment>").unwrap().1)
    };
    let segment = |source: &str, target: &str| {
        format!("<segment state=\"translated\"><source>{source}</source><target>{target}</target></segment>")
    };
    let two = [segment("一つ目。", "One."), segment("二つ目。", "Two.")].concat();
    let xml = cut(&fill(&export(&site, &["c"]), &[("別", "Other")]), "一つ目", &two);
    let run = import(&site, "x.xlf", &xml, &[]);
    assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""));
    assert!(site.read("content/c.en.md").ends_with("+++\nOne. Two.\n"));
    site.page("content/e.en.md", "E", "One. Two.");
    site.write("content/e.en.md", site.read("content/e.en.md").replacen("+++\n", "+++\nsource = \"en\"\n", 1));
    let xml = site.run(&["translate", "export", "ja", "e"]).stdout;
    let blank = "<ignorable><source> </source></ignorable>";
    let two = [segment("One.", "一つ。"), blank.to_owned(), segment("Two.", "二つ。")].concat();
    let xml = cut(&fill(&xml, &[("E</source>", "い")]), "One", &two);
    let run = import(&site, "x.xlf", &xml, &[]);
    assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""));
    assert!(site.read("content/e.ja.md").ends_with("+++\n一つ。二つ。\n"));
}

/// The page in English, as each format brings it.
const TRANSLATED: &str =
    "About **three** months; a drip is [¥30,000](fact:price.drip.cost), \\{x} `{code}`.\n\n## Heading";

#[test]
fn xliff_1_brings_the_same() {
    let site = site();
    let xml = export(&site, &["a/b c", "--format", "xliff1"]);
    assert!(xml.contains("<trans-unit id=\"title-") && xml.contains("resname=\"heading\""), "{xml}");
    assert!(xml.contains("<bpt id=\"1\" rid=\"1\" ctype=\"bold\">**</bpt>三<ept id=\"1\" rid=\"1\">**</ept>"), "{xml}");
    let target = |xml: &str, starts: &str, target: &str| {
        let (before, after) = xml.split_once(&format!("<source>{starts}")).unwrap_or_else(|| panic!("{starts}: {xml}"));
        let (source, after) = after.split_once("</source>").unwrap();
        format!("{before}<source>{starts}{source}</source><target{target}</target>{after}")
    };
    let text = ">About <bpt id=\"1\" rid=\"1\">**</bpt>three<ept id=\"1\" rid=\"1\">**</ept> months; a drip is <ph id=\"2\"/>, {x} \
                <x id=\"3\"/>.";
    let done = target(&target(&target(&xml, "費用", ">Cost"), "約", text), "見出し", " state=\"final\">Heading");
    let done = target(&done, "項目", " state=\"needs-review-translation\">Item");
    let note = "<note from=\"Anna\">is this right?</note>";
    let done = done.replacen("</trans-unit>", &format!("{note}</trans-unit>"), 1);
    let run = import(&site, "x.xlf", &done, &["--min-state", "translated"]);
    assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""));
    assert!(run.stdout.contains("of content/a/b c.ja.md: is this right?\n"), "{}", run.stdout);
    let counted = "7 texts: 1 initial, 2 translated, 1 final, 3 without a translation; 1 below what was asked for";
    assert!(run.stdout.contains(counted), "{}", run.stdout);
    let page = site.read("content/a/b c.en.md");
    assert!(page.contains(TRANSLATED) && page.contains("- 項目"), "{page}");
    assert_eq!(import(&site, "x.po", &done, &["--min-state", "initial"]).code, Some(0));
    assert!(site.read("content/a/b c.en.md").contains("- Item"), "what is fuzzy is taken where that is asked for");
    // What is not there any more, and what nobody can read.
    let wrong = done.replace("<ph id=\"2\"/>", "");
    assert!(import(&site, "x.xlf", &wrong, &["--theirs"]).stderr.contains("the placeholder `2`"));
    let two = done.replace(
        "</xliff>",
        "<file original=\"x\" source-language=\"ja\" target-language=\"de\" datatype=\"x\"/></xliff>",
    );
    assert!(import(&site, "x.xlf", &two, &[]).stderr.contains("in different languages"));
    let edited = done.replace("<source>見出し", "<source>別の見出し");
    let run = import(&site, "x.xlf", &edited, &[]);
    assert!(run.stderr.contains("error[source-changed]"), "{}", run.stderr);
}

#[test]
fn po_brings_the_same() {
    let site = site();
    let po = export(&site, &["a/b c", "--format", "po"]);
    assert!(po.starts_with("msgid \"\"\nmsgstr \"\"\n\"MIME-Version: 1.0\\n\"\n"), "{po}");
    let entry = "#: \u{2068}content/a/b c.ja.md\u{2069}\nmsgctxt \"text-";
    assert!(po.contains(entry) && po.contains("msgid \"約{1}三{/1}ヶ月の点滴は{2}。{3}も。\"\nmsgstr \"\"\n"), "{po}");
    assert!(po.contains("#. context: heading\n") && po.contains("#. “点滴” is “IV drip”: 管で入れる。\n"), "{po}");
    assert!(po.contains("#. {1} is **…**\n"), "{po}");
    assert!(po.contains("#. {2} is [3万円](fact:price.drip.cost) and says “¥30,000”\n"), "{po}");
    let text = "About {1}three{/1} months; a drip is {2}, {{x}} {3}.";
    let done = fill_po(&po, &[("費用", "Cost"), ("約", text), ("見出し", "Heading"), ("項目", "Item")]);
    let begin = format!(
        "msgctxt \"{}\"",
        po.split("msgctxt \"").find(|part| part.contains("\"項目")).unwrap().split_once('"').unwrap().0
    );
    let done = done.replace(&begin, &format!("# is this right?\n#, fuzzy\n#| msgid \"x\"\n{begin}"));
    let run = import(&site, "x.po", &done, &[]);
    assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""));
    assert!(run.stdout.contains("of content/a/b c.ja.md: is this right?\n"), "{}", run.stdout);
    let page = site.read("content/a/b c.en.md");
    assert!(page.contains(TRANSLATED) && page.contains("- 項目"), "{page}");
    let refused = |po: &str, said: &str| {
        let run = import(&site, "x.po", po, &["--theirs"]);
        assert!(
            run.code == Some(1) && run.stderr.contains(said) && run.stderr.contains("x.po:"),
            "{said}: {}",
            run.stderr
        );
    };
    refused(&done.replace("{2}, {{x}}", "{{x}}"), "the placeholder `2`");
    refused(&done.replace("{2}, {{x}}", "{2}, {x}"), "a brace stands alone");
    refused(&done.replace("\"X-Shirube-1", "\"X-Other"), "the lines `X-Shirube-…` of the header are gone");
    refused(&done.replacen("#: ", "#: other.md ", 1), "is no text of the site that is written first");
    refused(&done.replacen(&begin, "", 1), "has no `msgctxt`");
    refused(&done.replacen("msgstr \"Heading\"", "msgstr \"Heading", 1), "no line of PO");
    refused(&done.replacen("msgid \"見出し", "msgid \"別の見出し", 1), "error[source-changed]");
    // Lines may be folded, and what was there before is no matter.
    let folded = done.replacen("msgstr \"Heading\"", "msgstr \"\"\n\"A new \"\n\"heading\"", 1)
        + "\n#~ msgid \"x\"\n#~ msgstr \"y\"\n";
    assert_eq!(import(&site, "x.po", &folded, &["--theirs"]).code, Some(0));
    assert!(site.read("content/a/b c.en.md").contains("## A new heading\n"));
}

#[test]
fn messages_travel_with_their_variables_and_plurals() {
    let site = site();
    site.write(
        "site.toml",
        site.read("site.toml") + "\n[[languages]]\ncode = \"pl\"\nname = \"Polski\"\nfallback = [\"en\"]\n",
    );
    let own = "# How many. $number: a number\nvisits = { $number ->\n   *[other] { $number }回来た\n}\nhome = 入口へ\nnested = { $a ->\n   *[x] { $b ->\n   *[y] z\n}\n}\n";
    site.write("locales/ja/site.ftl", own);
    let run = site.run(&["translate", "export", "pl", "locales/ja/site.ftl"]);
    assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""));
    let xml = run.stdout;
    for name in ["visits[one]", "visits[few]", "visits[many]", "visits[other]", "home"] {
        assert!(xml.contains(&format!(" name=\"{name}\">")), "{name}: {xml}");
    }
    assert_eq!(crate::xliff::ids(&xml).len(), 5, "{xml}");
    assert!(
        xml.contains("<note category=\"context\" appliesTo=\"source\">How many. $number: a number</note>"),
        "{xml}"
    );
    let source =
        "<source><ph id=\"1\" dataRef=\"d1\" canCopy=\"no\" canDelete=\"no\" disp=\"{ $number }\"/>回来た</source>";
    assert_eq!(xml.matches(source).count(), 4, "{xml}");
    let mut done = fill(&xml, &[("入口へ", "Do {wejścia}")]);
    for word in ["raz", "razy", "razy", "razu"] {
        let target = format!("{source}<target>Był tu <ph id=\"1\"/> {word}</target>\n      </segment>");
        done = done.replacen(&format!("{source}\n      </segment>"), &target, 1);
    }
    let run = import(&site, "x.xlf", &done, &[]);
    assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""));
    assert_eq!(files(&run.stdout), "locales/pl/site.ftl\n");
    let wanted = "visits = { $number ->\n    [one] Był tu { $number } raz\n    [few] Był tu { $number } razy\n    [many] Był tu { $number } razy\n   \
                  *[other] Był tu { $number } razu\n}\nhome = Do { \"{\" }wejścia{ \"}\" }\n";
    assert_eq!(site.read("locales/pl/site.ftl"), wanted);
    // What is there stays unless it is asked for, and a variable that is lost is told.
    let changed = done.replace("Do {wejścia}", "Dalej");
    assert!(import(&site, "x.xlf", &changed, &[]).stderr.contains("this would overwrite `home`"));
    assert_eq!(files(&import(&site, "x.xlf", &changed, &["--theirs"]).stdout), "locales/pl/site.ftl\n");
    assert!(site.read("locales/pl/site.ftl").ends_with("}\nhome = Dalej\n"));
    let lost = done.replace("Był tu <ph id=\"1\"/> raz<", "Był tu raz<");
    assert!(import(&site, "x.xlf", &lost, &["--theirs"]).stderr.contains("the placeholder `1`"));
    // Without a name the words of the program go along, and how numbers are written does not.
    let run = site.run(&["translate", "export", "pl"]);
    assert!(run.stdout.contains("original=\"locales/ja/ui.ftl\"") && !run.stdout.contains("formats.ftl"));
    assert!(!run.stdout.contains("original=\"locales/ja/site.ftl\""), "all of it is translated");
}
