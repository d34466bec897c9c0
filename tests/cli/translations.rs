//! The life of a translation: begun, stamped, overtaken by its original, looked at, accepted.

use crate::site::{Run, Site};
use serde_json::Value;
use std::process::{Command, Stdio};

const ORIGINAL: &str = "+++\ntitle = \"費用\"\nweight = 3\nslug = \"hiyou\"\naliases = [\n  \"/old/\",\n]\n\
                        topics = []\n\n[review]\nby = [\"山田\"]\n\n[extra]\nnote = \"x\"\n+++\n\
                        はじめに。\n\n## 料金 {#price}\n\n一回の料金です。\n\n## 保険 {#insurance}\n\n使えません。\n";

fn status(site: &Site) -> Value {
    let run = site.run(&["status", "--format", "json"]);
    assert_eq!((run.code, run.told()), (Some(0), ""));
    serde_json::from_str(&run.stdout).unwrap()
}

/// The state of a page in English, and how many words there are to look at.
fn state(site: &Site, file: &str) -> (String, u64) {
    let status = status(site);
    let page = status["pages"].as_array().unwrap().iter().find(|page| page["path"] == file).unwrap().clone();
    (page["state"].as_str().unwrap().to_owned(), page["words"].as_u64().unwrap())
}

fn ok(run: Run) -> String {
    assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""), "{}", run.stdout);
    run.stdout
}

#[test]
fn a_translation_is_begun_overtaken_and_accepted() {
    let site = Site::new();
    site.write("content/cost.ja.md", ORIGINAL);
    assert_eq!(state(&site, "content/cost.en.md").0, "missing");
    let said = ok(site.run(&["translate", "start", "cost", "en"]));
    assert_eq!(said, "content/cost.en.md: translate it, then delete `draft = true`\n");
    let begun = site.read("content/cost.en.md");
    let (stamps, rest): (Vec<&str>, Vec<&str>) = begun.lines().partition(|line| line.starts_with("translated_"));
    assert_eq!(stamps.len(), 2);
    let text = ORIGINAL.split_once("\n+++\n").unwrap().1;
    let front = "+++\ntitle = \"費用\"\ndraft = true\nweight = 3\ntopics = []\n\n[extra]\nnote = \"x\"\n+++\n";
    assert_eq!(rest.join("\n") + "\n", format!("{front}{text}"));
    // A draft is no translation that readers have.
    assert_eq!(state(&site, "content/cost.en.md").0, "missing");
    let run = site.run(&["translate", "start", "content/cost.ja.md", "en"]);
    assert_eq!(run.code, Some(2));
    assert!(run.stderr.contains("content/cost.en.md") && run.stderr.contains("it is there already"), "{}", run.stderr);

    let translated = begun
        .replace("draft = true\n", "")
        .replace("title = \"費用\"", "title = \"Cost\"")
        .replace("## 料金", "## Price")
        .replace("## 保険", "## Insurance")
        .replace("一回の料金です。", "The price of one session.");
    site.write("content/cost.en.md", &translated);
    assert_eq!(state(&site, "content/cost.en.md"), ("current".to_owned(), 0));
    site.build(&[]);

    site.write("content/cost.ja.md", ORIGINAL.replace("使えません。", "原則として使えません。"));
    assert_eq!(state(&site, "content/cost.en.md").0, "stale");
    let run = site.run(&["build"]);
    assert_eq!(run.code, Some(0));
    assert!(run.stderr.contains("warning[stale-translation]"), "{}", run.stderr);
    let page = site.read("public/en/cost/index.html");
    assert!(page.contains("This translation is out of date") && page.contains("href=\"/guide/ja/hiyou/\""), "{page}");

    let said = ok(site.run(&["translate", "accept", "content/cost.en.md"]));
    assert_eq!(said, "content/cost.en.md is up to date with content/cost.ja.md\n");
    assert_eq!(state(&site, "content/cost.en.md").0, "current");
    let unstamped = |text: &str| -> Vec<String> {
        text.lines().filter(|line| !line.starts_with("translated_")).map(str::to_owned).collect()
    };
    assert_eq!(unstamped(&site.read("content/cost.en.md")), unstamped(&translated));
    site.build(&[]);
    assert!(!site.read("public/en/cost/index.html").contains("out of date"));
}

#[test]
fn what_is_no_part_of_the_text_makes_nothing_stale() {
    let site = Site::new();
    site.write(
        "content/facts/f.toml",
        "[[column]]\nid = \"n\"\ntype = \"duration\"\nunit = \"month\"\nlabel = \"N\"\n\n\
         [[row]]\nid = \"a\"\nlabel = \"A\"\nn = [3, 6]\n",
    );
    site.page("content/cost.ja.md", "[3〜6ヶ月](fact:f.a.n)の費用", "約[3〜6ヶ月](fact:f.a.n)です。");
    site.page("content/cost.en.md", "The cost of [3–6 months](fact:f.a.n)", "About [3–6 months](fact:f.a.n).");
    ok(site.run(&["translate", "accept", "cost"]));
    let facts = site.read("content/facts/f.toml").replace("[3, 6]", "[4, 6]");
    site.write("content/facts/f.toml", facts);
    let page = site.read("content/cost.ja.md").replace("+++\ntitle", "+++\nweight = 4\nupdated = 2026-01-01\ntitle");
    site.write("content/cost.ja.md", page);
    let run = site.run(&["check", "--fix"]);
    assert_eq!(run.code, Some(0), "{}", run.stdout);
    assert!(site.read("content/cost.ja.md").contains("[4〜6ヶ月](fact:f.a.n)の費用"));
    assert_eq!(state(&site, "content/cost.en.md").0, "current");
    site.build(&[]);
}

#[test]
fn stamps_fit_into_files_of_every_kind() {
    let site = Site::new();
    site.write(
        "site.toml",
        site.read("site.toml")
            .replace("\n\n[[languages]]\ncode = \"ja\"", "\nlayout = \"directory\"\n\n[[languages]]\ncode = \"ja\""),
    );
    site.remove("content/index.ja.md");
    site.remove("content/index.en.md");
    site.page("content/ja/index.md", "ホーム", "x");
    let yaml = "\u{FEFF}---\r\ntitle: >\r\n  費用の\r\n  話\r\nslug: hiyou\r\nreview:\r\n  by: [山田]\r\ntags_not: 1\r\n---\r\n本文。\r\n";
    site.write("content/ja/cost.md", yaml.replace("tags_not: 1\r\n", "weight: 2\r\n"));
    ok(site.run(&["translate", "start", "cost", "en"]));
    let begun = site.read("content/en/cost.md");
    assert!(!begun.contains("slug") && !begun.contains("review") && !begun.contains("山田"), "{begun}");
    assert!(begun.contains("  話\r\ntranslated_from: \"") && begun.contains("\r\ndraft: true\r\n"), "{begun}");
    site.write(
        "content/en/cost.md",
        begun
            .replace("draft: true\r\n", "")
            .replace("  費用の\r\n  話", "  The\r\n  cost")
            .lines()
            .filter(|line| !line.starts_with("translated"))
            .collect::<Vec<_>>()
            .join("\r\n")
            + "\r\n",
    );
    assert_eq!(state(&site, "content/en/cost.md").0, "unstamped");
    ok(site.run(&["translate", "accept", "content/en/cost.md"]));
    let stamped = site.read("content/en/cost.md");
    assert_eq!(state(&site, "content/en/cost.md").0, "current");
    ok(site.run(&["translate", "accept", "content/en/cost.md"]));
    assert_eq!(site.read("content/en/cost.md"), stamped);
}

#[test]
fn a_block_is_translated_like_a_page() {
    let site = Site::new();
    site.page("content/cost.ja.md", "費用", "[](block:research)");
    site.page("content/cost.en.md", "Cost", "[](block:research)");
    site.write("content/blocks/research.ja.md", "研究段階の施術です。\n");
    assert_eq!(state(&site, "content/blocks/research.en.md").0, "missing");
    ok(site.run(&["translate", "start", "blocks/research", "en"]));
    let begun = site.read("content/blocks/research.en.md");
    assert!(
        begun.starts_with("+++\ntranslated_from = \"") && begun.ends_with("+++\n研究段階の施術です。\n"),
        "{begun}"
    );
    let translated = begun.replace("draft = true\n", "").replace("研究段階の施術です。", "It is being researched.");
    assert_ne!(begun, translated);
    site.write("content/blocks/research.en.md", &translated);
    assert_eq!(state(&site, "content/blocks/research.en.md"), ("current".to_owned(), 0));

    site.write("content/blocks/research.ja.md", "研究段階の施術で、保険はききません。\n");
    assert_eq!(state(&site, "content/blocks/research.en.md").0, "stale");
    let told = "This translation is out of date";
    site.run(&["build"]);
    assert!(site.read("public/en/cost/index.html").contains(told));
    let said = ok(site.run(&["translate", "accept", "blocks/research"]));
    assert_eq!(said, "content/blocks/research.en.md is up to date with content/blocks/research.ja.md\n");
    assert_eq!(state(&site, "content/blocks/research.en.md").0, "current");
    site.build(&[]);
    assert!(!site.read("public/en/cost/index.html").contains(told));
    // One that was never stamped gets front matter for it.
    site.write("content/blocks/research.en.md", "It is being researched.\n");
    assert_eq!(state(&site, "content/blocks/research.en.md").0, "unstamped");
    ok(site.run(&["translate", "accept", "blocks/research"]));
    assert_eq!(state(&site, "content/blocks/research.en.md").0, "current");
    assert!(site.read("content/blocks/research.en.md").ends_with("\n+++\nIt is being researched.\n"));
}

#[test]
fn the_exit_status_says_what_was_asked() {
    let site = Site::new();
    site.write("content/cost.ja.md", ORIGINAL);
    let code = |args: &[&str]| site.run(args).code;
    assert_eq!(code(&["status", "--fail-on", "stale,orphan"]), Some(0));
    assert_eq!(code(&["status", "--fail-on", "stale,missing"]), Some(1));
    assert_eq!(code(&["status", "ja", "--fail-on", "missing"]), Some(0));
    for wrong in [
        ["status", "fr", "--root", "."].as_slice(),
        &["status", "--fail-on", "old"],
        &["translate", "start", "cots", "en"],
        &["translate", "start", "cost", "ja"],
        &["translate", "accept", "cost"],
        &["translate", "diff", "nothing"],
    ] {
        let run = site.run(wrong);
        assert_eq!((run.code, run.stdout.as_str()), (Some(2), ""), "{wrong:?} {}", run.stderr);
    }
    assert!(site.run(&["translate", "start", "cots", "en"]).stderr.contains("did you mean `cost`?"));
    // One that cannot be stamped keeps all from being stamped.
    site.page("content/cost.en.md", "Cost", "x");
    let before = site.read("content/cost.en.md");
    assert_eq!(code(&["translate", "accept", "cost", "nothing"]), Some(2));
    assert_eq!(site.read("content/cost.en.md"), before);
}

/// Runs Git in the site's folder; without Git there is nothing to see.
fn git(site: &Site, args: &[&str]) -> Option<()> {
    git_on(site, "2026-03-04", args)
}

fn git_on(site: &Site, day: &str, args: &[&str]) -> Option<()> {
    let identity = ["-c", "user.name=n", "-c", "user.email=e@example.com", "-c", "commit.gpgsign=false"];
    let mut command = Command::new("git");
    command.args(identity).args(args).current_dir(site.root()).stdout(Stdio::null()).stderr(Stdio::null());
    command.env("GIT_COMMITTER_DATE", format!("{day}T12:00:00Z")).env("GIT_CONFIG_GLOBAL", "/dev/null");
    command.status().ok().filter(std::process::ExitStatus::success).map(drop)
}

#[test]
fn git_knows_what_has_changed() {
    let site = Site::new();
    site.write("content/cost.ja.md", ORIGINAL);
    if git(&site, &["init", "--quiet"]).is_none() {
        return;
    }
    let commit = || git(&site, &["add", "."]).and_then(|()| git(&site, &["commit", "--quiet", "-m", "x"])).unwrap();
    site.page("content/cost.en.md", "Cost", "First.\n\n## Price {#price}\n\nOne session.\n\n## Insurance\n\nNone.");
    ok(site.run(&["translate", "accept", "cost"]));
    commit();
    let changed = ORIGINAL.replace("使えません。", "原則として\n使えません。") + "\n## 税 {#tax}\n\nかかります。\n";
    site.write("content/cost.ja.md", changed);
    commit();
    let status = status(&site);
    let page = status["pages"].as_array().unwrap().iter().find(|page| page["state"] == "stale").unwrap();
    let sections: Vec<String> = page["sections"]
        .as_array()
        .unwrap()
        .iter()
        .map(|section| format!("{} {}", section["change"].as_str().unwrap(), section["title"].as_str().unwrap()))
        .collect();
    assert_eq!(sections, ["changed 保険", "added 税"]);
    let said = ok(site.run(&["status"]));
    assert!(said.contains("content/cost.en.md  12 words: `保険` changed, `税` added"), "{said}");
    let said = ok(site.run(&["translate", "diff", "cost"]));
    assert!(said.contains("── `保険` changed ──") && said.contains("+ 原則として\n  使えません。\n"), "{said}");
    assert!(said.contains("in the translation, `Insurance`:") && said.contains("   None."), "{said}");
    let run = site.run(&["build"]);
    assert!(run.stderr.contains("the original has changed since this was translated: `保険` changed, `税` added"));
    assert!(site.read("public/en/cost/index.html").contains("changed on 4 March 2026"));

    // A stamp without a digest, and only a weight that changed: the old text tells.
    let stamped = site.read("content/cost.en.md");
    let bare: Vec<&str> = stamped.lines().filter(|line| !line.starts_with("translated_digest")).collect();
    site.write("content/cost.en.md", bare.join("\n"));
    site.write("content/cost.ja.md", ORIGINAL.replace("weight = 3", "weight = 4"));
    assert_eq!(state(&site, "content/cost.en.md").0, "current");
}

#[test]
fn the_day_of_a_change_is_that_of_the_text() {
    let site = Site::new();
    site.write("content/cost.ja.md", ORIGINAL);
    if git(&site, &["init", "--quiet"]).is_none() {
        return;
    }
    let commit = |day: &str| {
        git(&site, &["add", "."]).unwrap();
        git_on(&site, day, &["commit", "--quiet", "-m", "x"]).unwrap();
    };
    let told = || {
        site.run(&["build"]);
        let page = site.read("public/en/cost/index.html");
        let notice = page.split_once("translation-notice").unwrap().1.split_once("</div>").unwrap().0;
        let day = notice.split_once("changed on ").map(|(_, day)| day.split_once(',').unwrap().0.to_owned());
        assert!(notice.contains("The original"), "{notice}");
        day
    };
    commit("2026-01-02");
    ok(site.run(&["translate", "start", "cost", "en"]));
    site.write("content/cost.en.md", site.read("content/cost.en.md").replace("draft = true\n", ""));
    let changed = ORIGINAL.replace("使えません。", "原則として使えません。");
    site.write("content/cost.ja.md", &changed);
    assert_eq!(told(), None, "nobody knows when it was changed");
    commit("2026-03-04");
    assert_eq!(told().as_deref(), Some("4 March 2026"));
    site.write("content/cost.ja.md", changed.replace("weight = 3", "weight = 5"));
    commit("2026-05-06");
    assert_eq!(told().as_deref(), Some("4 March 2026"), "nothing to translate has changed since");
    // In a clone without history every file is as new as the clone.
    let clone = Site::new();
    let from = format!("file://{}", site.root().display());
    git(&clone, &["clone", "--quiet", "--depth", "1", &from, "clone"]).unwrap();
    let build = || {
        let run = clone.run(&["build", "--root", "clone"]);
        assert!(run.stderr.contains("warning[stale-translation]"), "{}", run.stderr);
        (run.stderr, clone.read("clone/public/en/cost/index.html"), clone.read("clone/public/.shirube-record"))
    };
    let shallow = build();
    assert!(shallow.1.contains("The original has changed since this page was translated"), "{}", shallow.1);
    assert_eq!(build(), shallow, "there is nothing to do");
    // It gets a history without another commit.
    git(&clone, &["-C", "clone", "fetch", "--quiet", "--unshallow"]).unwrap();
    assert!(build().1.contains("changed on 4 March 2026"));
    // What the editor has written since.
    let dated = changed.replace("weight = 3", "weight = 3\nupdated = 2026-07-08");
    site.write("content/cost.ja.md", &dated);
    assert_eq!(told().as_deref(), Some("4 March 2026"), "the text is as it was committed");
    site.write("content/cost.ja.md", dated.replace("一回の", "1回の"));
    assert_eq!(told().as_deref(), Some("8 July 2026"));
}

#[test]
fn what_cannot_be_stamped_or_begun_is_refused() {
    let site = Site::new();
    let refused = |args: &[&str], why: &str| {
        let before = site.snapshot("content");
        let run = site.run(args);
        assert_eq!((run.code, run.stdout.as_str()), (Some(2), ""), "{args:?} {}", run.stderr);
        assert!(run.stderr.contains(why), "{args:?} {}", run.stderr);
        assert_eq!(site.snapshot("content"), before);
    };
    site.write("content/flow.ja.md", "---\n{title: 題, weight: 3}\n---\n本文\n");
    site.page("content/flow.en.md", "Title", "Text");
    ok(site.run(&["translate", "accept", "flow"]));
    site.remove("content/flow.en.md");
    refused(&["translate", "start", "flow", "en"], "does not have a line a key");
    site.write("content/broken.ja.md", "+++\ntitle = \n+++\n本文\n");
    site.page("content/broken.en.md", "Title", "Text");
    let run = site.run(&["translate", "accept", "broken"]);
    assert_eq!((run.code, run.stdout.as_str()), (Some(1), ""));
    assert!(run.stderr.contains("the front matter of content/broken.ja.md has mistakes"), "{}", run.stderr);
    site.page("content/own.en.md", "Title", "Text");
    refused(&["translate", "start", "own", "en"], "`source = \"en\"`");
    site.page("content/g/_index.ja.md", "題", "本文");
    site.page("content/g/index.en.md", "Title", "Text");
    refused(&["translate", "start", "g", "en"], "it is there already: content/g/index.en.md");
    // Named twice, it is stamped once.
    let said = ok(site.run(&["translate", "accept", "g", "content/g/index.en.md"]));
    assert_eq!(said.lines().count(), 1, "{said}");
}
