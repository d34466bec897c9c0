//! Which translations are accepted, and what they are stamped with.

use super::site::{Run, Site};
use std::process::{Command, Stdio};

fn git(site: &Site, args: &[&str]) -> Option<()> {
    let identity = ["-c", "user.name=n", "-c", "user.email=e@example.com", "-c", "commit.gpgsign=false"];
    let mut command = Command::new("git");
    command.args(identity).args(args).current_dir(site.root()).stdout(Stdio::null()).stderr(Stdio::null());
    command.env("GIT_COMMITTER_DATE", "2026-03-04T12:00:00Z").env("GIT_CONFIG_GLOBAL", "/dev/null");
    command.status().ok().filter(std::process::ExitStatus::success).map(drop)
}

fn commit(site: &Site) {
    git(site, &["add", "."]).and_then(|()| git(site, &["commit", "--quiet", "-m", "x"])).unwrap();
}

fn ok(run: Run) -> String {
    assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""), "{}", run.stdout);
    run.stdout
}

/// What is said of a translation that is not accepted.
fn refused(site: &Site, args: &[&str]) -> String {
    let before = site.snapshot("content");
    let run = site.run(&[&["translate", "accept"], args].concat());
    assert_eq!((run.code, run.stdout.as_str()), (Some(1), ""), "{args:?} {}", run.stderr);
    assert_eq!(site.snapshot("content"), before, "{args:?}");
    run.stderr
}

/// The lines of `status` that are of a file.
fn state(site: &Site, file: &str) -> String {
    let status: serde_json::Value = serde_json::from_str(&ok(site.run(&["status", "--format", "json"]))).unwrap();
    let page = status["pages"].as_array().unwrap().iter().find(|page| page["path"] == file).unwrap().clone();
    let titles = page["sections"].as_array().map(|all| all.iter().map(|one| one["title"].to_string()).collect());
    let titles: Vec<String> = titles.unwrap_or_default();
    format!("{} {}", page["state"].as_str().unwrap(), titles.join(" ")).trim().to_owned()
}

#[test]
fn the_original_is_the_one_that_was_there_when_the_translation_was_made() {
    let site = Site::new();
    let page = |name: &str, title: &str, section: &str, text: &str| {
        site.page(&format!("content/{name}"), title, &format!("## {section} {{#a}}\n\n{text}"));
    };
    page("cost.ja.md", "費用", "料金", "一回。");
    if git(&site, &["init", "--quiet"]).is_none() {
        return;
    }
    commit(&site);
    page("cost.en.md", "Cost", "Price", "Once.");
    page("fresh.ja.md", "新", "料金", "一回。");
    page("fresh.en.md", "New", "Price", "Once.");
    commit(&site);
    page("cost.ja.md", "費用", "料金", "二回。");
    commit(&site);
    // What does not change what it says counts for nothing.
    page("cost.en.md", "Cost", "Price", "**Once**.");
    commit(&site);
    let said = ok(site.run(&["translate", "accept", "cost", "fresh", "--from-git"]));
    let lines: Vec<&str> = said.lines().collect();
    assert!(lines[0].starts_with("content/cost.en.md was made from an older content/cost.ja.md, as of 2026-03-04 in"));
    assert!(lines[1].starts_with("content/fresh.en.md is up to date with content/fresh.ja.md, as of 2026-03-04 in"));
    assert_eq!(state(&site, "content/cost.en.md"), "stale \"料金\"");
    assert_eq!(state(&site, "content/fresh.en.md"), "current");
    // The stamp alone is no change either.
    commit(&site);
    let stamped = site.read("content/cost.en.md");
    ok(site.run(&["translate", "accept", "--from-git", "--all", "en", "--stale"]));
    assert_eq!(site.read("content/cost.en.md"), stamped);
    page("cost.en.md", "Cost", "Price", "Twice.");
    let said = refused(&site, &["cost", "--from-git"]);
    assert!(said.contains("content/cost.en.md is not accepted: it was not committed as it is"), "{said}");
    commit(&site);
    ok(site.run(&["translate", "accept", "--from-git", "--all", "en"]));
    assert_eq!(state(&site, "content/cost.en.md"), "current");
}

#[test]
fn a_translation_that_was_renamed_is_not_taken_for_one_of_that_day() {
    let site = Site::new();
    site.page("content/cost.ja.md", "費用", "一回。");
    site.page("content/cost.en.md", "Cost", "Once.");
    if git(&site, &["init", "--quiet"]).is_none() {
        return;
    }
    commit(&site);
    site.page("content/cost.ja.md", "費用", "二回。");
    commit(&site);
    for lang in ["ja", "en"] {
        let (from, to) = (format!("content/cost.{lang}.md"), format!("content/price/once.{lang}.md"));
        std::fs::create_dir_all(site.path("content/price")).unwrap();
        std::fs::rename(site.path(&from), site.path(&to)).unwrap();
    }
    site.write("content/price/once.en.md", site.read("content/price/once.en.md").replace("+++\nOnce", "+++\n\n*Once*"));
    commit(&site);
    let said = refused(&site, &["price/once", "--from-git"]);
    assert!(said.contains("it was called content/cost.en.md before 2026-03-04"), "{said}");
    ok(site.run(&["translate", "accept", "price/once"]));
}

#[test]
fn what_git_does_not_know_is_said() {
    let site = Site::new();
    site.page("content/cost.ja.md", "費用", "一回。");
    site.page("content/cost.en.md", "Cost", "Once.");
    let said = refused(&site, &["cost", "--from-git"]);
    assert!(said.contains("Git knows nothing of it"), "{said}");
    if git(&site, &["init", "--quiet"]).is_none() {
        return;
    }
    assert!(refused(&site, &["cost", "--from-git"]).contains("Git knows nothing of it"));
    site.write("content/cost.ja.md", site.read("content/cost.ja.md"));
    std::fs::rename(site.path("content/cost.ja.md"), site.path("aside")).unwrap();
    commit(&site);
    std::fs::rename(site.path("aside"), site.path("content/cost.ja.md")).unwrap();
    commit(&site);
    let said = refused(&site, &["cost", "--from-git"]);
    assert!(said.contains("content/cost.ja.md was not there then, or had another name"), "{said}");
    let clone = Site::new();
    git(&clone, &["clone", "--quiet", "--depth", "1", &format!("file://{}", site.root().display()), "c"]).unwrap();
    let run = clone.run(&["translate", "accept", "cost", "--from-git", "--root", "c"]);
    assert_eq!(run.code, Some(1));
    assert!(run.stderr.contains("`git fetch --unshallow`"), "{}", run.stderr);
}

#[test]
fn a_translation_that_lacks_something_is_accepted_only_anyway() {
    let site = Site::new();
    site.page("content/cost.ja.md", "費用", "[入口](index.ja.md)[^1]\n\n## 料金\n\n一回。\n\n[^1]: 注。");
    site.page("content/cost.en.md", "Cost", "Home.");
    site.page("content/other.ja.md", "他", "一");
    site.page("content/other.en.md", "Other", "One");
    let run = site.run(&["translate", "accept", "cost", "other"]);
    assert_eq!(run.code, Some(1));
    assert_eq!(run.stdout, "content/other.en.md is up to date with content/other.ja.md\n");
    for code in ["[heading-mismatch]", "[translation-references]", "content/cost.en.md is not accepted: see above"] {
        assert!(run.stderr.contains(code), "{code}: {}", run.stderr);
    }
    assert_eq!(state(&site, "content/cost.en.md"), "unstamped");
    assert_eq!(state(&site, "content/other.en.md"), "current");
    // What somebody has said may stand, or is nothing to this site, keeps it from nothing.
    let settings = site.read("site.toml");
    site.write("site.toml", format!("{settings}\n[check.levels]\nheading-mismatch = \"off\"\n\n[[check.allow]]\ncode = \"translation-references\"\nfiles = [\"content/cost.en.md\"]\nwhy = \"short\"\n"));
    ok(site.run(&["translate", "accept", "cost"]));
    site.write("site.toml", settings);
    // Of one that is stamped it is said as well, and it is as up to date as before.
    assert!(refused(&site, &["cost"]).contains("[heading-mismatch]"));
    assert_eq!(state(&site, "content/cost.en.md"), "current");
    site.page("content/cost.en.md", "Cost", "Home.");
    assert!(refused(&site, &["cost"]).contains("[heading-mismatch]"));
    ok(site.run(&["translate", "accept", "cost", "--anyway"]));
    assert_eq!(state(&site, "content/cost.en.md"), "current");
}

#[test]
fn a_page_that_is_still_the_text_of_its_original_is_accepted_only_anyway() {
    let site = Site::new();
    let body = "費用は、はじめる前に必ずお伝えします。\n\n息が苦しいときは、119に電話してください。";
    site.page("content/cost.ja.md", "費用", body);
    site.page("content/cost.en.md", "Cost", body);
    assert!(refused(&site, &["cost"]).contains("[untranslated]"));
    let translated = "The price is told before anything begins.\n\nIf you cannot breathe well, call 110.";
    site.page("content/cost.en.md", "Cost", translated);
    assert!(refused(&site, &["cost"]).contains("[translation-numbers]"));
    ok(site.run(&["translate", "accept", "cost", "--anyway"]));
    assert_eq!(state(&site, "content/cost.en.md"), "current");
    site.page("content/cost.en.md", "Cost", &translated.replace("110", "119"));
    ok(site.run(&["translate", "accept", "cost"]));
}

#[test]
fn a_translation_that_nobody_has_touched_is_accepted_only_anyway() {
    let site = Site::new();
    site.page("content/cost.ja.md", "費用", "一回。");
    site.page("content/cost.en.md", "Cost", "Once.");
    if git(&site, &["init", "--quiet"]).is_none() {
        return;
    }
    ok(site.run(&["translate", "accept", "cost", "index"]));
    commit(&site);
    site.page("content/cost.ja.md", "費用", "二回。");
    commit(&site);
    let english = site.read("content/cost.en.md");
    site.write("content/cost.en.md", english.replace("Once.", "*Once*."));
    let why = "content/cost.en.md is not accepted: it says what it said when it was stamped";
    let said = refused(&site, &["cost"]);
    assert!(said.contains(why) && said.contains("`--anyway`"), "{said}");
    commit(&site);
    assert!(refused(&site, &["--all", "en", "--stale"]).contains(why));
    ok(site.run(&["translate", "accept", "cost", "--anyway"]));
    assert_eq!(state(&site, "content/cost.en.md"), "current");
    // One that was changed, committed or not, was looked at.
    site.write("content/cost.en.md", english.replace("Once.", "Twice."));
    ok(site.run(&["translate", "accept", "cost"]));
    site.write("content/cost.en.md", english.replace("Once.", "Two times."));
    commit(&site);
    ok(site.run(&["translate", "accept", "cost"]));
}

#[test]
fn an_orphan_keeps_no_other_from_being_accepted() {
    let site = Site::new();
    site.page("content/cost.ja.md", "費用", "一回。");
    site.page("content/cost.en.md", "Cost", "Once.");
    site.write(
        "content/gone.en.md",
        format!("+++\ntitle = \"Gone\"\ntranslated_from = \"{}\"\n+++\nText.\n", "1".repeat(40)),
    );
    site.write("content/flow.ja.md", "+++\ntitle = \"題\"\n+++\n本文\n");
    site.write("content/flow.en.md", "---\n{title: Title}\n---\nText\n");
    ok(site.run(&["translate", "accept", "index"]));
    let english = site.read("content/cost.en.md");
    for args in [["cost", "content/gone.en.md", "flow"], ["flow", "gone", "cost"], ["--all", "en", "--stale"]] {
        site.write("content/cost.en.md", &english);
        let run = site.run(&[["translate", "accept"].as_slice(), &args].concat());
        assert_eq!(run.code, Some(1), "{args:?}");
        assert_eq!(run.stdout, "content/cost.en.md is up to date with content/cost.ja.md\n", "{args:?}");
        assert!(run.stderr.contains("warning[orphan-translation]") && run.stderr.contains("delete the file"));
        assert!(run.stderr.contains("content/flow.en.md is not accepted: its front matter does not have a line a key"));
        assert_eq!(state(&site, "content/cost.en.md"), "current");
    }
    assert!(refused(&site, &["gone"]).contains("[orphan-translation]"));
}
