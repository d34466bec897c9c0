//! Texts of data that a language has in a file of its own, and the file of data that has changed since.

use super::git::{git_in, has_git};
use super::site::{Run, Site};
use serde_json::Value;

const FEES: &str = r#"caption = "料金"
note = "初回は[5,000円](fact:fees.drip.price)。[質問](../faq.md)も。"
[[column]]
id = "price"
type = "money"
currency = "JPY"
label = "費用"
[[row]]
id = "drip"
label = "点滴"
price = 5000
[[row]]
id = "cream"
label = "塗布"
price = 300
"#;
const FEES_EN: &str = r#"# As on the door.

caption = "Fees"
note = "At first [¥5,000](fact:fees.drip.price). See [questions](../faq.md)."
[column]
price.label = "Fee"
[row]
drip.label = "IV drip"
cream.label = "Cream"
"#;
const GLOSSARY: &str = "[exosome]\nterm = \"エクソソーム\"\ndefinition = \"細胞が出す小さな粒。\"\n";
const GLOSSARY_EN: &str = "[exosome]\nterm = \"exosome\"\ndefinition = \"A small particle that cells give off.\"\n";
const TEXTS: &str = "content/tables/fees.en.toml";
const MAIN: &str = "content/tables/fees.toml";

/// A site whose English stands in files of its own.
fn site() -> Site {
    let site = Site::new();
    site.page("content/faq.ja.md", "質問", "[](table:fees)\n\n[](term:exosome)");
    site.page("content/faq.en.md", "Questions", "[](table:fees)\n\n[](term:exosome)");
    site.write(MAIN, FEES);
    site.write(TEXTS, FEES_EN);
    site.write("content/glossary.toml", GLOSSARY);
    site.write("content/glossary.en.toml", GLOSSARY_EN);
    site
}

fn git(site: &Site, args: &[&str]) -> String {
    git_in(site.root(), args, "").trim().to_owned()
}

fn commit(site: &Site) {
    git(site, &["add", "--all"]);
    git(site, &["commit", "--quiet", "-m", "x"]);
}

/// The same in a repository, all of it accepted.
fn accepted() -> Site {
    let site = site();
    git(&site, &["init", "--quiet", "--initial-branch=main"]);
    accept(&site, &["--all", "en"]);
    commit(&site);
    site
}

fn accept(site: &Site, args: &[&str]) -> String {
    let run = site.run(&[&["translate", "accept"], args].concat());
    assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""), "{}", run.stdout);
    run.stdout
}

fn check(site: &Site) -> String {
    let run = site.run(&["check"]);
    assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""), "{}", run.stdout);
    run.stdout
}

fn edit(site: &Site, path: &str, from: &str, to: &str) {
    let text = site.read(path);
    assert!(text.contains(from), "{from} in {text}");
    site.write(path, text.replace(from, to));
}

fn tally(site: &Site) -> Value {
    let run = site.run(&["status", "--format", "json"]);
    serde_json::from_str::<Value>(&run.stdout).unwrap()["languages"]["en"].clone()
}

fn diff(site: &Site, file: &str) -> String {
    let run = site.run(&["translate", "diff", file]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    run.stdout
}

#[test]
fn files_without_a_stamp_are_only_that() {
    let site = site();
    assert!(!check(&site).contains("stale"));
    assert_eq!(tally(&site)["unstamped_data"], serde_json::json!(["content/glossary.en.toml", TEXTS]));
    assert!(site.run(&["status", "en"]).stdout.contains(&format!("  {TEXTS}  unstamped\n")));
    assert_eq!(diff(&site, TEXTS), format!("{TEXTS} does not say which text of {MAIN} it was made from\n"));
    assert_eq!(accept(&site, &[TEXTS]), format!("{TEXTS} is up to date with {MAIN}\n"));
    let stamped = site.read(TEXTS);
    assert!(stamped.starts_with("# As on the door.\n\ntranslated_from = \""), "{stamped}");
    assert!(stamped.contains("\"\n\ncaption = \"Fees\"\n"), "{stamped}");
    assert_eq!(diff(&site, MAIN), format!("{TEXTS} is up to date with {MAIN}\n"));
    // By the file of data all that stand beside it are named.
    assert!(accept(&site, &["content/glossary.toml"]).contains("content/glossary.en.toml is up to date"));
    assert_eq!(tally(&site)["unstamped_data"], serde_json::json!([]));
    let run = site.run(&["translate", "accept", "site.toml"]);
    assert_eq!(run.code, Some(2));
    assert!(run.stderr.contains("no texts of data that are translated"), "{}", run.stderr);
    site.write(TEXTS, "caption = \n");
    assert!(site.run(&["translate", "accept", TEXTS]).stderr.contains("it has mistakes"));
}

#[test]
fn the_text_that_has_changed_is_told() {
    if !has_git() {
        return;
    }
    let site = accepted();
    let clean = check(&site);
    assert!(!clean.contains("stale"), "{clean}");
    // Values, and what facts say, change nothing.
    edit(&site, MAIN, "5000", "6000");
    site.run(&["check", "--fix"]);
    assert!(site.read(TEXTS).contains("[¥6,000]") && site.read(MAIN).contains("[6,000円]"));
    assert_eq!(check(&site), clean);

    edit(&site, MAIN, "\"点滴\"", "\"点滴療法\"");
    let said = check(&site);
    let told = "warning[stale-translation]: the original of `row/drip/label` has changed since this was translated";
    assert!(said.contains(told) && said.contains(&format!("{TEXTS}:11:14")), "{said}");
    assert!(said.contains("it said \"点滴\" and says \"点滴療法\"; once"), "{said}");
    assert_eq!(said.matches("stale-translation").count(), 1, "{said}");
    assert_eq!((&tally(&site)["stale_labels"], &tally(&site)["missing_labels"]), (&Value::from(1), &Value::from(0)));
    assert!(site.run(&["status", "en"]).stdout.contains(&format!("1 label of data stale\n  {TEXTS}  1 text stale\n")));
    assert!(site.run(&["status", "--format", "markdown"]).stdout.contains("1 label of data stale"));
    assert_eq!(site.run(&["status", "--fail-on", "data"]).code, Some(1));
    assert_eq!(
        diff(&site, TEXTS),
        format!(
            "{TEXTS} was made from an older {MAIN}\n\n── `row/drip/label` changed ──\n- 点滴\n+ 点滴療法\n\n   in the \
             translation:\n   IV drip\n"
        )
    );
    // Nobody has touched it.
    commit(&site);
    let run = site.run(&["translate", "accept", TEXTS]);
    assert_eq!(run.code, Some(1));
    assert!(run.stderr.contains("it says what it said when it was stamped"), "{}", run.stderr);
    edit(&site, TEXTS, "IV drip", "IV therapy");
    accept(&site, &[TEXTS]);
    assert_eq!(check(&site), clean);
    assert_eq!(site.run(&["status", "--fail-on", "data"]).code, Some(0));
    commit(&site);

    // A row that is new in both is looked at once; one that is new in the original is missing.
    edit(
        &site,
        MAIN,
        "[[row]]\nid = \"cream\"",
        "[[row]]\nid = \"pill\"\nlabel = \"錠剤\"\nprice = 3\n[[row]]\nid = \"cream\"",
    );
    assert!(!check(&site).contains("stale-translation") && check(&site).contains("missing-text"));
    edit(&site, TEXTS, "cream.label", "pill.label = \"Pill\"\ncream.label");
    assert!(
        check(&site).contains("the original of `row/pill/label` is new since the texts of this file were translated")
    );
    accept(&site, &["--all", "en", "--stale"]);
    assert_eq!(check(&site), clean);
}

#[test]
fn without_git_it_is_told_of_the_file() {
    let site = site();
    accept(&site, &["--all", "en"]);
    edit(&site, MAIN, "\"点滴\"", "\"点滴療法\"");
    let said = check(&site);
    assert!(said.contains("a text of `content/tables/fees.toml` has changed since this was translated"), "{said}");
    assert_eq!(tally(&site)["stale_labels"], 5);
    assert!(diff(&site, TEXTS).contains("that Git does not have here"));
    let run = site.run(&["translate", "export", "en"]);
    assert!(!run.stdout.contains("<target>Cream</target>") && run.stdout.contains("塗布"), "{}", run.stdout);
    // A waiver lets it stand.
    let text = site.read(TEXTS);
    site.write(
        TEXTS,
        text.replace("translated_from", "# allow stale-translation: only a slip was mended\ntranslated_from"),
    );
    let said = check(&site);
    assert!(!said.contains("stale-translation"), "{said}");
}

#[test]
fn what_has_changed_is_exported_anew_and_stamped_when_all_is_back() {
    if !has_git() {
        return;
    }
    let site = accepted();
    let clean = check(&site);
    assert!(site.run(&["translate", "export", "en"]).stderr.contains("nothing is to be translated"));
    edit(&site, MAIN, "\"点滴\"", "\"点滴療法\"");
    edit(&site, MAIN, "\"塗布\"", "\"軟膏\"");
    commit(&site);
    let export = |name: &str| {
        _ = std::fs::remove_file(site.path(name));
        let run = site.run(&["translate", "export", "en", "--out", name]);
        assert_eq!(run.code, Some(0), "{}", run.stderr);
        assert!(run.stdout.contains("1 file of data"), "{}", run.stdout);
        site.read(name)
    };
    let text = export("a.xlf");
    let named = site.run(&["translate", "export", "en", TEXTS]);
    assert!(named.stdout.contains(&format!("original=\"{MAIN}\"")), "{}", named.stdout);
    assert!(text.contains("<source>料金</source>\n        <target>Fees</target>"), "{text}");
    assert!(
        text.contains("<segment state=\"initial\">\n        <source>点滴療法</source>\n      </segment>"),
        "{text}"
    );
    let fill = |name: &str, source: &str, target: &str| {
        let text = site.read(name);
        let source = format!("<source>{source}</source>");
        assert!(text.contains(&source), "{text}");
        site.write(name, text.replace(&source, &format!("{source}<target>{target}</target>")));
    };
    let import = |name: &str| {
        let run = site.run(&["translate", "import", name]);
        assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""), "{}", run.stdout);
        run.stdout
    };
    // Half of it says nothing new of its original.
    let stamp = |site: &Site| site.read(TEXTS).lines().nth(2).unwrap().to_owned();
    let before = stamp(&site);
    fill("a.xlf", "点滴療法", "IV therapy");
    let said = import("a.xlf");
    assert!(said.contains(&format!("{TEXTS}: not up to date yet, since 1 of 5 texts is not translated")), "{said}");
    assert_eq!(stamp(&site), before);
    assert_eq!(check(&site).matches("stale-translation").count(), 2);
    // All of it does, also where it says what it said.
    commit(&site);
    export("b.xlf");
    fill("b.xlf", "点滴療法", "IV therapy");
    fill("b.xlf", "軟膏", "Cream");
    let said = import("b.xlf");
    assert!(said.starts_with(&format!("{TEXTS}\n")), "{said}");
    assert_ne!(stamp(&site), before);
    assert_eq!(check(&site), clean);
    // What has changed meanwhile is not said to be translated.
    edit(&site, MAIN, "点滴療法", "点滴");
    commit(&site);
    export("c.xlf");
    fill("c.xlf", "点滴", "IV drip");
    edit(&site, MAIN, "軟膏", "塗布");
    let before = stamp(&site);
    let run = site.run(&["translate", "import", "c.xlf"]);
    assert!(run.code == Some(1) && run.stderr.contains("source-changed"), "{}", run.stderr);
    assert_eq!(stamp(&site), before);
    assert_eq!(check(&site).matches("stale-translation").count(), 2);
}

#[test]
fn by_way_of_another_language_the_stamp_is_that_of_the_original() {
    let site = site();
    let config = site.read("site.toml");
    site.write("site.toml", format!("{config}\n[[languages]]\ncode = \"ko\"\nname = \"한국어\"\n"));
    site.write("content/tables/fees.ko.toml", "row.drip.label = \"점적\"\n");
    let export = |name: &str| {
        let run = site.run(&["translate", "export", "ko", MAIN, "--from", "en", "--out", name]);
        assert_eq!(run.code, Some(0), "{}", run.stderr);
        let text = site.read(name);
        let mut filled = String::new();
        for (at, part) in text.split("</source>\n").enumerate() {
            if at > 0 {
                filled.push_str("</source>\n");
                if !part.trim_start().starts_with("<target>") {
                    let source =
                        filled.rsplit("<source>").next().unwrap().split("</source>").next().unwrap().to_owned();
                    filled.push_str(&format!(
                        "<target>{}</target>\n",
                        source.replace("Cream", "크림").replace("Fee", "요금").replace("See", "보기")
                    ));
                }
            }
            filled.push_str(part);
        }
        site.write(name, filled);
    };
    // Nobody knows what the English texts were made from.
    export("a.xlf");
    accept(&site, &[TEXTS]);
    export("b.xlf");
    let before = site.read("content/tables/fees.ko.toml");
    let import = |name: &str| assert_eq!(site.run(&["translate", "import", name]).code, Some(0));
    import("a.xlf");
    assert!(!site.read("content/tables/fees.ko.toml").contains("translated_from"));
    site.write("content/tables/fees.ko.toml", before);
    import("b.xlf");
    let stamp = |path: &str| {
        site.read(path).lines().filter(|line| line.starts_with("translated_")).map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(stamp("content/tables/fees.ko.toml"), stamp(TEXTS));
    assert_eq!(stamp(TEXTS).len(), 2);
}

#[test]
fn stamps_hold_under_other_names() {
    if !has_git() {
        return;
    }
    let site = accepted();
    let config = site.read("site.toml");
    let config = config.replace("[[languages]]\ncode = \"en\"\nname = \"English\"\n", "");
    site.write("site.toml", format!("{config}[[menu]]\npage = \"faq\"\nlabel = {{ ja = \"質問\" }}\n"));
    site.write("languages/en.toml", "name = \"English\"\n[menu.faq]\nlabel = \"Questions\"\n");
    accept(&site, &["--all", "en"]);
    commit(&site);
    let clean = check(&site);
    let stamps = |path: &str| {
        site.read(path).lines().filter(|line| line.starts_with("translated_")).map(str::to_owned).collect::<Vec<_>>()
    };
    let before = (stamps(TEXTS), stamps("languages/en.toml"));
    // A page that they name.
    let run = site.run(&["move", "faq", "guide/questions"]);
    assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""), "{}", run.stdout);
    assert!(run.stdout.contains(&format!("{TEXTS}: 1 name changed, stamp renewed")), "{}", run.stdout);
    assert!(
        site.read("languages/en.toml").contains("[menu.\"guide/questions\"]"),
        "{}",
        site.read("languages/en.toml")
    );
    assert_eq!(check(&site), clean.replace("faq", "guide/questions"));
    assert_eq!(before.0[1], stamps(TEXTS)[1], "where links lead is no part of the digest");
    assert_ne!(before.0[0], stamps(TEXTS)[0]);
    assert_ne!(before.1[1], stamps("languages/en.toml")[1]);
    assert_eq!(site.run(&["status", "--fail-on", "data"]).code, Some(0));
    commit(&site);
    // The table itself.
    git(&site, &["mv", MAIN, "content/tables/prices.toml"]);
    git(&site, &["mv", TEXTS, "content/tables/prices.en.toml"]);
    for path in ["content/guide/questions.ja.md", "content/guide/questions.en.md"] {
        edit(&site, path, "table:fees", "table:prices");
    }
    for path in ["content/tables/prices.toml", "content/tables/prices.en.toml"] {
        edit(&site, path, "fact:fees.", "fact:prices.");
    }
    commit(&site);
    // What a text quotes has another name, and nothing else has changed.
    assert!(check(&site).contains("the original of `note` has changed"));
    accept(&site, &["content/tables/prices.en.toml", "--anyway"]);
    commit(&site);
    git(&site, &["mv", "content/tables/prices.toml", "content/tables/fees.toml"]);
    git(&site, &["mv", "content/tables/prices.en.toml", TEXTS]);
    let diff = diff(&site, TEXTS);
    assert_eq!(diff, format!("{TEXTS} is up to date with {MAIN}\n"));
}

#[test]
fn what_is_ahead_is_called_that_everywhere() {
    if !has_git() {
        return;
    }
    let site = accepted();
    git(&site, &["checkout", "--quiet", "-b", "work"]);
    edit(&site, MAIN, "\"点滴\"", "\"点滴療法\"");
    edit(&site, "content/faq.ja.md", "[](table:fees)", "料金の表です。\n\n[](table:fees)");
    commit(&site);
    edit(&site, TEXTS, "IV drip", "IV therapy");
    edit(&site, "content/faq.en.md", "[](table:fees)", "A table of fees.\n\n[](table:fees)");
    accept(&site, &[TEXTS, "content/faq.en.md"]);
    commit(&site);
    git(&site, &["checkout", "--quiet", "main"]);
    git(&site, &["cherry-pick", "work"]);
    let ahead = "made from a text that the original does not have here, of which it may be ahead";
    let said = check(&site);
    assert_eq!(said.matches(ahead).count(), 2, "{said}");
    assert!(said.contains("bring that text") && !said.contains("has changed since"), "{said}");
    for (file, of) in [(TEXTS, MAIN), ("content/faq.en.md", "content/faq.ja.md")] {
        let said = diff(&site, file);
        let first = format!("{file} was made from a text that {of} does not have here, of which it may be ahead");
        assert!(said.starts_with(&first), "{said}");
    }
    let said = site.run(&["status", "en"]).stdout;
    assert!(said.contains(ahead), "{said}");
    assert!(said.contains(&format!("{TEXTS}  1 text stale: it may be ahead of its original")), "{said}");
    git(&site, &["cherry-pick", "work~"]);
    assert!(!check(&site).contains("stale-translation"));
}

#[test]
fn the_original_may_be_the_one_that_was_there() {
    if !has_git() {
        return;
    }
    let site = site();
    git(&site, &["init", "--quiet", "--initial-branch=main"]);
    commit(&site);
    edit(&site, MAIN, "\"点滴\"", "\"点滴療法\"");
    commit(&site);
    let run = site.run(&["translate", "accept", TEXTS, "--from-git"]);
    assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""));
    assert!(
        run.stdout.starts_with(&format!("{TEXTS} was made from an older {MAIN}, as of 2026-03-04")),
        "{}",
        run.stdout
    );
    assert!(check(&site).contains("the original of `row/drip/label` has changed"));
}

#[test]
fn what_is_stamped_already_is_looked_at_too() {
    let site = Site::new();
    site.page("content/cost.ja.md", "費用", "公的な保険は使えません。一回は三十分です。");
    site.page("content/cost.en.md", "Cost", "公的な保険は使えません。一回は三十分です。");
    let run = site.run(&["translate", "accept", "cost"]);
    assert!(run.code == Some(1) && run.stderr.contains("[untranslated]"), "{}", run.stderr);
    let Run { code, .. } = site.run(&["translate", "accept", "cost", "--anyway"]);
    assert_eq!(code, Some(0));
    let run = site.run(&["translate", "accept", "cost"]);
    assert_eq!(run.code, Some(1));
    assert!(run.stderr.contains("[untranslated]"), "{}", run.stderr);
    let told =
        "content/cost.en.md is stamped already, and would not be accepted: see above; `--anyway` accepts it as it is";
    assert!(run.stderr.contains(told), "{}", run.stderr);
    let run = site.run(&["translate", "accept", "cost", "--anyway"]);
    assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""));
    // To renew a stamp says nothing new.
    let text = site.read("content/cost.en.md");
    let (before, _) = text.split_once("translated_digest").unwrap();
    site.write("content/cost.en.md", format!("{before}+++\n公的な保険は使えません。一回は三十分です。\n"));
    let run = site.run(&["translate", "accept", "--restamp"]);
    assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""));
}

#[test]
fn the_source_language_may_have_a_file_of_its_own() {
    let site = site();
    site.write("site.toml", "base_url = \"https://example.com/guide/\"\nsource = \"ja\"\n[[languages]]\ncode = \"ko\"\n[[topics]]\nid = \"cost\"\n");
    site.write("languages/ja.toml", "name = \"日本語\"\n[topics]\ncost.label = \"費用\"\n");
    site.write("languages/en.toml", "name = \"English\"\n[topics]\ncost.label = \"Cost\"\n");
    if has_git() {
        git(&site, &["init", "--quiet", "--initial-branch=main"]);
        commit(&site);
    }
    accept(&site, &["--all", "en"]);
    let clean = check(&site);
    assert!(!clean.contains("stale-translation"), "{clean}");
    // The file that the stamp names is the same, and what it has the texts of is not.
    edit(&site, "languages/ja.toml", "費用", "料金");
    let said = check(&site);
    assert!(said.contains("a text of `site.toml` has changed since this was translated"), "{said}");
    edit(&site, "languages/ja.toml", "料金", "費用");
    assert_eq!(check(&site), clean);
}
