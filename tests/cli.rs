//! The program as people run it: what it says, how it ends, what it leaves on the disk.

#![cfg(unix)]
// A test may stop; clippy.toml says so for the test functions, this for what they are made of.
#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::panic, clippy::string_slice, clippy::unwrap_used)]

#[path = "cli/accept.rs"]
mod accept;
#[path = "cli/baseline.rs"]
mod baseline;
#[path = "cli/beginning.rs"]
mod beginning;
#[path = "cli/crash.rs"]
mod crash;
#[path = "cli/extra.rs"]
mod extra;
#[path = "cli/facts.rs"]
mod facts;
#[path = "cli/files.rs"]
mod files;
#[path = "cli/git.rs"]
mod git;
#[path = "cli/inputs.rs"]
mod inputs;
#[path = "cli/language.rs"]
mod language;
#[path = "cli/links.rs"]
mod links;
#[path = "cli/markdown.rs"]
mod markdown;
#[path = "cli/month.rs"]
mod month;
#[path = "cli/moving.rs"]
mod moving;
#[path = "cli/printing.rs"]
mod printing;
#[path = "cli/reach.rs"]
mod reach;
#[path = "cli/said.rs"]
mod said;
#[path = "cli/schema.rs"]
mod schema;
#[path = "cli/site.rs"]
mod site;
#[path = "cli/stale_data.rs"]
mod stale_data;
#[path = "cli/strangers.rs"]
mod strangers;
#[path = "cli/told.rs"]
mod told;
#[path = "cli/translations.rs"]
mod translations;
#[path = "cli/xliff.rs"]
mod xliff;
#[path = "cli/xliff_forms.rs"]
mod xliff_forms;
#[path = "cli/xliff_rounds.rs"]
mod xliff_rounds;
#[path = "cli/xliff_since.rs"]
mod xliff_since;
#[path = "cli/xliff_told.rs"]
mod xliff_told;

use serde_json::Value;
use site::{PROGRAM, Run, Site, Snapshot, line};
use std::fs;
use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::Command;

#[test]
fn the_exit_status_tells_mistakes_from_failures() {
    let site = Site::new();
    let code = |args: &[&str]| site.run(args).code;
    assert_eq!(code(&["build"]), Some(0));
    assert_eq!(code(&["check"]), Some(0));
    assert_eq!(code(&["--version"]), Some(0));
    assert_eq!(code(&["build", "--help"]), Some(0));
    for wrong in [
        ["build", "--root", "nowhere"],
        ["build", "--root", "site.toml"],
        ["check", "--root", "nowhere"],
        ["build", "--base-url", "example.com"],
        ["build", "--base-url", "ftp://example.com/"],
        ["check", "--format", "xml"],
        ["build", "--lnag", "ja"],
        ["bulid", "--root", "."],
    ] {
        let run = site.run(&wrong);
        assert_eq!((run.code, run.stdout.as_str()), (Some(2), ""), "{wrong:?}");
        assert!(run.stderr.contains(wrong[2]) || run.stderr.contains(wrong[1]) || run.stderr.contains(wrong[0]));
    }
    assert_eq!(code(&[]), Some(2));

    site.page("content/index.ja.md", "ホーム", "[料金](cost.md)");
    assert_eq!(code(&["build"]), Some(1));
    assert_eq!(code(&["check"]), Some(1));
    site.remove("site.toml");
    assert_eq!(code(&["check"]), Some(1));
}

#[test]
fn warnings_publish_unless_they_are_taken_strictly() {
    let site = Site::new();
    site.write("locales/ja/site.ftl", "nobody-asks = だれも\n");
    for command in ["build", "check"] {
        let run = site.run(&[command]);
        assert_eq!(run.code, Some(0));
        let said = if command == "build" { &run.stderr } else { &run.stdout };
        assert!(said.contains("warning[unused-message]") && said.contains("nobody-asks"), "{said}");
        assert_eq!(site.run(&[command, "--strict"]).code, Some(1));
    }
    // What was built with a warning is not passed over the next time.
    assert!(site.run(&["build"]).stderr.contains("unused-message"));
    site.page("content/index.ja.md", "ホーム", "あたらしい");
    let before = site.snapshot("public");
    let run = site.run(&["build", "--strict"]);
    assert!(run.stderr.contains("error[unused-message]"), "{}", run.stderr);
    assert_eq!(site.snapshot("public"), before);
}

#[test]
fn what_waits_is_told_and_comes_in_its_time() {
    let site = Site::new();
    // Zones of the machine are none of its business.
    let soon = jiff::Timestamp::now() + std::time::Duration::from_secs(3);
    site.write("content/soon.ja.md", format!("+++\ntitle = \"A\"\ndate = {soon}\n+++\n"));
    site.write("content/later.ja.md", "+++\ntitle = \"B\"\ndate = 2999-01-01\n+++\n");
    let told = format!("; 2 pages wait for their dates (the first: {})", soon.strftime("%Y-%m-%dT%H:%M:%SZ"));
    for _ in 0..2 {
        let said = site.build(&[]);
        assert!(said.trim_end().ends_with(&told), "{}", said);
    }
    std::thread::sleep(std::time::Duration::from_secs(3));
    let said = site.build(&[]);
    assert!(said.trim_end().ends_with("; 1 page waits for its date (2999-01-01)"), "{}", said);
    assert!(site.has("public/ja/soon/index.html"));
}

#[test]
fn one_line_says_what_was_done() {
    let site = Site::new();
    site.page("content/old.en.md", "Old", "Old.");
    let first = line(&site.build(&[]));
    let files = site.snapshot("public").bytes().len();
    assert_eq!(first.pages, "3 pages (ja 1, en 2)");
    assert_eq!((first.written, first.unchanged, first.removed), (files, 0, 0));

    let before = site.snapshot("public");
    let second = line(&site.build(&[]));
    assert_eq!(second.pages, "3 pages (ja 1, en 2)");
    assert_eq!((second.written, second.unchanged, second.removed), (0, files, 0));
    assert_eq!(site.snapshot("public"), before, "what did not change was not touched");

    site.remove("content/old.en.md");
    site.remove("content/index.en.md");
    let third = line(&site.build(&[]));
    assert_eq!(third.pages, "1 page (ja 1, en 0)");
    assert_eq!(third.written + third.unchanged, site.snapshot("public").bytes().len());
    assert!(third.removed >= 2 && !site.has("public/en/index.html") && !site.has("public/en/old"));
}

#[test]
fn only_what_changed_is_written() {
    let site = Site::new();
    site.page("content/a.ja.md", "A", "A");
    site.page("content/b.ja.md", "B", "B");
    site.build(&[]);
    let before = site.snapshot("public");
    // Its first paragraph is what the list of the front page says of it.
    site.page("content/a.ja.md", "A", "A\n\nあたらしい");
    let said = line(&site.build(&[]));
    let after = site.snapshot("public");
    let differ = after.0.iter().filter(|(path, file)| before.0.get(*path) != Some(file));
    let (searched, changed): (Vec<&str>, Vec<&str>) =
        differ.map(|(path, _)| path.as_str()).partition(|path| path.starts_with("ja/search/"));
    assert_eq!(changed, [".shirube-record", "ja/a/index.html"]);
    // The list of the index, and its two pieces, which have new names.
    assert_eq!(searched.len(), 3, "{searched:?}");
    assert_eq!((said.written, said.removed), (4, 2));
}

#[test]
fn a_file_that_somebody_changed_or_deleted_is_written_again() {
    let site = Site::new();
    site.build(&[]);
    let before = site.snapshot("public");
    site.write("public/ja/index.html", "changed by hand");
    site.remove("public/en/index.html");
    let said = line(&site.build(&[]));
    assert_eq!(said.written, 2);
    assert_eq!(site.snapshot("public").bytes(), before.bytes());
}

#[test]
fn a_mistake_publishes_nothing() {
    let site = Site::new();
    site.page("content/index.ja.md", "ホーム", "[料金](cost.md)");
    let run = site.run(&["build"]);
    assert_eq!((run.code, run.stdout.as_str()), (Some(1), ""));
    assert!(run.stderr.contains("error[unknown-page]") && run.stderr.ends_with("1 error; nothing was published\n"));
    let names = |site: &Site| {
        let mut names: Vec<_> = fs::read_dir(site.root()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        names.sort();
        names
    };
    assert_eq!(names(&site), ["content", "site.toml"], "nothing is left beside the sources");

    site.page("content/index.ja.md", "ホーム", "よい");
    site.build(&[]);
    let before = site.snapshot("public");
    site.page("content/new.ja.md", "あたらしい", "[料金](cost.md)");
    site.page("content/index.ja.md", "ホーム", "[料金](cost.md) [値](fact:none.none.none)");
    let run = site.run(&["build"]);
    assert_eq!(run.code, Some(1));
    assert!(run.stderr.ends_with("3 errors; nothing was published\n"), "{}", run.stderr);
    assert_eq!(site.snapshot("public"), before);
    assert_eq!(names(&site), ["content", "public", "site.toml"]);
}

#[test]
fn quiet_prints_mistakes_only() {
    let site = Site::new();
    assert_eq!(site.build(&["--quiet"]), "");
    assert_eq!(site.build(&["-q"]), "");
    site.page("content/index.ja.md", "ホーム", "[料金](cost.md)");
    assert!(site.run(&["build", "--quiet"]).stderr.contains("unknown-page"));
}

#[test]
fn the_address_can_be_given() {
    let site = Site::new();
    site.build(&["--base-url", "https://other.example/deep/er"]);
    let home = site.read("public/ja/index.html");
    assert!(home.contains("<link rel=\"canonical\" href=\"https://other.example/deep/er/ja/\">"), "{home}");
    assert!(home.contains("href=\"/deep/er/theme/theme."));
    assert!(site.read("public/sitemap.xml").contains("<loc>https://other.example/deep/er/en/</loc>"));
    let anywhere = site.snapshot("public");
    let holds = |text: &str| anywhere.0.iter().find(|(_, (bytes, ..))| String::from_utf8_lossy(bytes).contains(text));
    assert_eq!(holds("example.com").map(|(path, _)| path), None);
    // The root of a host.
    site.build(&["--base-url", "https://other.example"]);
    assert!(site.read("public/ja/index.html").contains("href=\"/theme/theme."));
}

#[test]
fn the_output_can_go_elsewhere() {
    let site = Site::new();
    site.build(&["--out", "here/deeper"]);
    assert!(site.has("here/deeper/ja/index.html") && !site.has("public"));
    let elsewhere = tempfile::tempdir().unwrap();
    let out = elsewhere.path().join("site");
    site.build(&["--out", out.to_str().unwrap()]);
    assert_eq!(Snapshot::of(&out).bytes(), site.snapshot("here/deeper").bytes());
}

#[test]
fn another_root_gives_the_same_site_and_the_same_paths() {
    let site = Site::new();
    site.build(&[]);
    let before = site.snapshot("public");
    let elsewhere = tempfile::tempdir().unwrap();
    let run = |args: &[&str]| {
        let output = Command::new(PROGRAM).args(args).current_dir(elsewhere.path()).output().unwrap();
        Run::of(output)
    };
    let root = site.root().to_str().unwrap();
    assert_eq!(run(&["build", "--root", root]).code, Some(0));
    assert_eq!(site.snapshot("public"), before);
    site.page("content/index.ja.md", "ホーム", "[料金](cost.md)");
    let said = run(&["check", "--root", root, "--format", "short"]).stdout;
    assert!(said.starts_with("content/index.ja.md:4:1: error[unknown-page]: "), "{said}");
}

#[test]
fn drafts_are_published_when_asked_for() {
    let site = Site::new();
    site.write("content/draft.ja.md", "+++\ntitle = \"下書き\"\ndraft = true\n+++\n");
    site.write("content/later.ja.md", "+++\ntitle = \"先\"\ndate = 2999-01-01\n+++\n");
    assert!(site.build(&[]).starts_with("built 2 pages (ja 1, en 1): "));
    assert!(!site.has("public/ja/draft") && !site.has("public/ja/later"));
    assert!(site.build(&["--drafts"]).starts_with("built 4 pages (ja 3, en 1): "));
    assert!(site.has("public/ja/draft/index.html") && site.has("public/ja/later/index.html"));
    site.build(&[]);
    assert!(!site.has("public/ja/draft") && !site.has("public/ja/later"));
    site.page("content/index.ja.md", "ホーム", "[下書き](draft.md)");
    assert_eq!(site.run(&["check"]).code, Some(1));
    assert_eq!(site.run(&["check", "--drafts"]).code, Some(0));
}

#[test]
fn an_output_folder_that_cannot_be_one_is_refused() {
    let site = Site::new();
    site.write("static/robots.txt", "mine");
    site.write("content/part/page.ja.md", "+++\ntitle = \"A\"\n+++\n");
    site.write("full/precious.txt", "mine");
    site.write("file", "mine");
    symlink(site.path("content"), site.path("link")).unwrap();
    let before = site.snapshot(".");
    for (out, reason) in [
        ("content", "it is the source"),
        ("static", "it is the source"),
        (".", "it contains the source"),
        ("content/part", "it lies inside the source"),
        ("static/new", "it lies inside the source"),
        ("link", "it is the source"),
        ("link/new", "it lies inside the source"),
        ("content/../content", "it is the source"),
        ("full", "files that this tool did not write"),
        ("file", "it is not a folder"),
        ("site.toml", ""),
        ("/", ""),
    ] {
        let run = site.run(&["build", "--out", out]);
        assert_eq!((run.code, run.stdout.as_str()), (Some(2), ""), "{out}");
        assert!(run.stderr.starts_with("error: cannot ") && run.stderr.contains(reason), "{out}: {}", run.stderr);
        assert!(run.stderr.contains(&format!("`{out}`")), "{out} is not named: {}", run.stderr);
        assert_eq!(site.snapshot("."), before, "{out}");
    }
}

#[test]
fn foreign_files_in_the_output_survive() {
    let site = Site::new();
    site.page("content/old.ja.md", "Old", "Old.");
    site.build(&[]);
    site.write("public/CNAME", "example.com");
    site.write("public/ja/old/mine.txt", "mine");
    site.write("public/.well-known/token", "mine");
    site.remove("content/old.ja.md");
    let run = site.run(&["build"]);
    // The page, and the two pieces of the index in which it was found.
    assert_eq!((run.code, line(&run.stdout).removed), (Some(0), 3));
    let named = "2 files in public that no known build wrote; `--prune` removes them:\n  CNAME\n  ja/old/mine.txt\n";
    assert_eq!(run.stderr, named);
    assert!(!site.has("public/ja/old/index.html"));
    for (path, text) in
        [("public/CNAME", "example.com"), ("public/ja/old/mine.txt", "mine"), ("public/.well-known/token", "mine")]
    {
        assert_eq!(site.read(path), text);
    }
    // Not even a page takes the place of a file that somebody else put there.
    site.write("public/ja/new/index.html", "mine");
    site.page("content/new.ja.md", "New", "New.");
    let run = site.run(&["build"]);
    assert_eq!(run.code, Some(2));
    assert!(run.stderr.contains("ja/new/index.html"), "{}", run.stderr);
    assert_eq!(site.read("public/ja/new/index.html"), "mine");
}

#[test]
fn a_link_out_of_the_root_is_not_followed() {
    let site = Site::new();
    let elsewhere = tempfile::tempdir().unwrap();
    fs::write(elsewhere.path().join("secret.ja.md"), "+++\ntitle = \"Secret\"\n+++\nSECRET\n").unwrap();
    fs::create_dir(elsewhere.path().join("folder")).unwrap();
    fs::write(elsewhere.path().join("folder/secret.txt"), "SECRET").unwrap();
    symlink(elsewhere.path().join("secret.ja.md"), site.path("content/secret.ja.md")).unwrap();
    symlink(elsewhere.path().join("nothing"), site.path("content/nowhere.ja.md")).unwrap();
    fs::create_dir(site.path("static")).unwrap();
    symlink(elsewhere.path().join("folder"), site.path("static/folder")).unwrap();
    symlink(site.path("static"), site.path("static/circle")).unwrap();
    symlink("/etc/passwd", site.path("static/passwd")).unwrap();
    // Inside the root all is well.
    symlink("index.ja.md", site.path("content/same.ja.md")).unwrap();
    let run = site.run(&["check", "--format", "short"]);
    assert_eq!(run.code, Some(1));
    let out = "leads out of the site's folder";
    let found = [
        ("content/nowhere.ja.md", "leads nowhere"),
        ("content/secret.ja.md", out),
        ("static/circle", "leads back to a folder that it lies in"),
        ("static/folder", out),
        ("static/passwd", out),
    ];
    let found = found.map(|(path, why)| format!("{path}:1:1: error[link-leaves-root]: a symbolic link {why}\n"));
    assert_eq!(run.stdout, found.concat());
    assert_eq!(site.run(&["build"]).code, Some(1));
    assert!(!site.has("public"));
}

#[test]
fn a_text_of_more_than_5_mb_is_refused() {
    let site = Site::new();
    let text = |size: usize| {
        let start = "+++\ntitle = \"Long\"\n+++\n";
        format!("{start}{}", "a b\n\n".repeat(size / 5)).into_bytes()[..size].to_vec()
    };
    site.write("content/long.ja.md", text(5_000_000));
    assert_eq!(site.run(&["check"]).code, Some(0));
    site.write("content/long.ja.md", text(5_000_001));
    let run = site.run(&["check", "--format", "short"]);
    assert_eq!(run.code, Some(1));
    assert_eq!(run.stdout, "content/long.ja.md:1:1: error[file-too-large]: the file has 5.0 MB\n");
    // A file that is copied may be larger.
    site.remove("content/long.ja.md");
    site.write("static/film.bin", vec![0; 6_000_000]);
    site.build(&[]);
    assert_eq!(fs::metadata(site.path("public/film.bin")).unwrap().len(), 6_000_000);
}

/// A site with an error after Japanese text, one with a related place, and a warning.
fn site_with_mistakes() -> Site {
    let site = Site::new();
    site.page("content/index.ja.md", "ホーム", "料金は[料金表](cost.md#new)。\n\n## 一 {#one}\n\n## 二 {#one}");
    site.page("content/index.en.md", "Home", "## One\n\n## Two");
    site.write("locales/en/site.ftl", "nobody-asks = Nobody\n");
    site
}

#[test]
fn check_prints_json_lines() {
    let site = site_with_mistakes();
    let before = site.snapshot(".");
    let run = site.run(&["check", "--format", "json"]);
    assert_eq!((run.code, run.stderr.as_str()), (Some(1), ""));
    let lines: Vec<Value> = run.stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let keys = [
        "code",
        "level",
        "file",
        "line",
        "column",
        "end_line",
        "end_column",
        "message",
        "help",
        "related",
        "fingerprint",
    ];
    for line in &lines {
        let mut found: Vec<&str> = line.as_object().unwrap().keys().map(String::as_str).collect();
        let mut wanted = keys.to_vec();
        found.sort();
        wanted.sort();
        assert_eq!(found, wanted);
    }
    let place = |line: &Value| {
        let part = |key: &str| line[key].as_u64().unwrap();
        let text = |key: &str| line[key].as_str().unwrap().to_owned();
        (text("code"), text("level"), text("file"), part("line"), part("column"), part("end_line"), part("end_column"))
    };
    let wanted = |code: &str, level: &str, file: &str, line, column, end_line, end_column| {
        (code.to_owned(), level.to_owned(), file.to_owned(), line, column, end_line, end_column)
    };
    assert_eq!(place(&lines[0]), wanted("unknown-page", "error", "content/index.ja.md", 4, 4, 4, 22));
    assert_eq!((lines[1]["code"].as_str(), lines[1]["line"].as_u64()), (Some("duplicate-id"), Some(8)));
    assert_eq!(lines[1]["related"][0]["line"], 6);
    assert_eq!(lines[1]["related"][0]["file"], "content/index.ja.md");
    assert!(lines[1]["related"][0]["column"].is_u64() && lines[1]["related"][0]["message"].is_string());
    assert_eq!(place(&lines[2]), wanted("unused-message", "warning", "locales/en/site.ftl", 1, 1, 1, 12));
    assert_eq!(lines[2]["help"], "remove it");
    assert_eq!(lines.len(), 3);
    assert_eq!(site.snapshot("."), before, "check writes nothing");
}

#[test]
fn check_prints_sarif() {
    let site = site_with_mistakes();
    let report: Value = serde_json::from_str(&site.run(&["check", "--format", "sarif"]).stdout).unwrap();
    assert_eq!(report["version"], "2.1.0");
    assert!(report["$schema"].as_str().unwrap().contains("sarif"));
    let run = &report["runs"][0];
    assert_eq!(report["runs"].as_array().unwrap().len(), 1);
    assert_eq!(run["tool"]["driver"]["name"], "shirube");
    assert_eq!(run["columnKind"], "unicodeCodePoints");
    let rules: Vec<&Value> =
        run["tool"]["driver"]["rules"].as_array().unwrap().iter().map(|rule| &rule["id"]).collect();
    let results = run["results"].as_array().unwrap();
    assert_eq!(results.len(), 3);
    for result in results {
        assert!(rules.contains(&&result["ruleId"]), "{result}");
        assert!(result["message"]["text"].is_string());
        let place = &result["locations"][0]["physicalLocation"];
        assert!(site.has(place["artifactLocation"]["uri"].as_str().unwrap()));
        let region = &place["region"];
        assert!(["startLine", "startColumn", "endLine", "endColumn"].iter().all(|key| region[key].as_u64() >= Some(1)));
    }
    let region = &results[0]["locations"][0]["physicalLocation"]["region"];
    assert_eq!((region["startLine"].as_u64(), region["startColumn"].as_u64()), (Some(4), Some(4)));
    assert_eq!([&results[0]["level"], &results[2]["level"]], ["error", "warning"]);
    assert_eq!(results[1]["relatedLocations"].as_array().unwrap().len(), 1);
    // A clean site gives a report too.
    let clean = Site::new().run(&["check", "--format", "sarif"]);
    let report: Value = serde_json::from_str(&clean.stdout).unwrap();
    assert_eq!(report["runs"][0]["results"], Value::Array(Vec::new()));
}

#[test]
fn check_prints_annotations_short_lines_and_pictures() {
    let site = site_with_mistakes();
    let said = |format: &str| site.run(&["check", "--format", format]).stdout;
    let github = said("github");
    let lines: Vec<&str> = github.lines().collect();
    assert_eq!(lines.len(), 3);
    let start = "::error file=content/index.ja.md,line=4,endLine=4,col=4,endColumn=22,title=unknown-page::";
    assert!(lines[0].starts_with(start), "{}", lines[0]);
    assert!(lines[2].starts_with("::warning file=locales/en/site.ftl,line=1,"), "{}", lines[2]);
    assert!(lines[2].ends_with("%0Ahelp: remove it"), "{}", lines[2]);

    let short = said("short");
    let lines: Vec<&str> = short.lines().collect();
    assert_eq!(lines[0], "content/index.ja.md:4:4: error[unknown-page]: there is no page `cost`");
    assert!(lines[1].starts_with("content/index.ja.md:8:") && lines[2].contains(": warning[unused-message]: "));
    assert_eq!(lines.len(), 3);

    let terminal = said("terminal");
    assert!(terminal.contains("error[unknown-page]: there is no page `cost`\n"), "{terminal}");
    assert!(terminal.contains("--> content/index.ja.md:4:4\n") && terminal.contains("料金は[料金表](cost.md#new)。"));
    assert!(terminal.ends_with("checked 2 pages (ja 1, en 1): 2 errors and 1 warning\n"), "{terminal}");
    assert!(!terminal.contains('\x1b'), "colour where nobody sees it");
    assert_eq!(site.run(&["check"]).stdout, terminal, "the terminal's is the default");

    let clean = Site::new();
    assert_eq!(clean.run(&["check"]).stdout, "checked 2 pages (ja 1, en 1): nothing to mend\n");
    for format in ["short", "json", "github"] {
        assert_eq!(clean.run(&["check", "--format", format]).stdout, "", "{format}");
    }
}

/// The program in another folder. Another process copies it: what this one has open for writing is busy for as long as a
/// program that a test beside this one starts holds it too.
fn copied_program(folder: &Path) -> PathBuf {
    let program = folder.join("shirube");
    assert!(Command::new("cp").arg(PROGRAM).arg(&program).status().unwrap().success());
    program
}

#[test]
fn the_program_alone_builds_the_smallest_site() {
    let site = Site::new();
    site.remove("content/index.en.md");
    let elsewhere = tempfile::tempdir().unwrap();
    let program = copied_program(elsewhere.path());
    let mut command = Command::new(&program);
    command.args(["build", "--root"]).arg(site.root()).current_dir(elsewhere.path()).env_clear();
    let run = Run::of(command.output().unwrap());
    assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""));
    assert_eq!(line(&run.stdout).pages, "1 page (ja 1, en 0)");
    let home = site.read("public/ja/index.html");
    assert!(home.starts_with("<!doctype html>") && home.contains("本文へ移動") && home.contains("こんにちは。"));
    assert!(!site.has("public/theme/theme.css"), "the theme is published under hashed names only");
    let files = site.snapshot("public");
    let style = files.0.keys().find(|path| path.starts_with("theme/theme.") && path.ends_with(".css")).unwrap();
    assert!(home.contains(&format!("href=\"/guide/{style}\"")));
}

#[test]
fn the_program_carries_nothing_of_the_guide() {
    let program = fs::read(PROGRAM).unwrap();
    let holds = |text: &str| program.windows(text.len()).any(|window| window == text.as_bytes());
    let source = Path::new(env!("CARGO_MANIFEST_DIR"));
    // What is carried is found, so that the search is worth something.
    for path in ["templates/base.html", "static/theme/theme.css", "locales/ja/ui.ftl", "locales/en/formats.ftl"] {
        assert!(holds(&longest_line(&source.join(path))), "{path} is not carried");
    }
    let mut searched = 0;
    let mut open = vec![source.join("content"), source.join("templates/README.md"), source.join("site.toml")];
    open.extend(["ja", "en"].map(|lang| source.join(format!("locales/{lang}/site.ftl"))));
    while let Some(path) = open.pop() {
        if path.is_dir() {
            open.extend(fs::read_dir(path).unwrap().map(|entry| entry.unwrap().path()));
            continue;
        }
        assert!(!holds(&longest_line(&path)), "{} is carried", path.display());
        searched += 1;
    }
    assert!(searched > 50, "the search saw only {searched} files");
}

fn longest_line(path: &Path) -> String {
    let text = fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    text.lines().max_by_key(|line| line.len()).unwrap().trim().to_owned()
}

#[test]
fn an_output_that_cannot_be_written_is_named() {
    let site = Site::new();
    site.write("file", "a file");
    let run = site.run(&["build", "--out", "file/public"]);
    assert_eq!(run.code, Some(2));
    assert!(run.stderr.starts_with("error: ") && run.stderr.contains("file"), "{}", run.stderr);

    // Nothing can be written below a folder that is closed; the superuser has to step down to see it.
    let elsewhere = tempfile::tempdir().unwrap();
    let closed = elsewhere.path().join("closed");
    fs::create_dir(&closed).unwrap();
    let program = copied_program(elsewhere.path());
    for open in [elsewhere.path(), site.root(), &program] {
        fs::set_permissions(open, fs::Permissions::from_mode(0o755)).unwrap();
    }
    fs::set_permissions(&closed, fs::Permissions::from_mode(0o555)).unwrap();
    let out = closed.join("public");
    let mut command = Command::new(&program);
    command.args(["build", "--root"]).arg(site.root()).arg("--out").arg(&out).current_dir("/");
    if fs::metadata(site.root()).unwrap().uid() == 0 {
        command.uid(65534).gid(65534);
    }
    let run = Run::of(command.output().unwrap());
    assert_eq!((run.code, run.stdout.as_str()), (Some(2), ""));
    assert!(run.stderr.contains(closed.to_str().unwrap()), "{}", run.stderr);
}

#[test]
fn help_names_every_flag() {
    let site = Site::new();
    let help = |args: &[&str]| {
        let run = site.run(args);
        assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""), "{args:?}");
        run.stdout
    };
    let has = |text: &str, words: &[&str]| words.iter().for_each(|word| assert!(text.contains(word), "{word}: {text}"));
    has(&help(&["--help"]), &["build", "check", "--help", "--version", "Usage: shirube"]);
    let build = ["--root", "--out", "--base-url", "--drafts", "--strict", "--quiet", "[default: .]", "public"];
    has(&help(&["build", "--help"]), &build);
    has(&help(&["help", "build"]), &build);
    let formats = ["terminal", "short", "json", "github", "sarif"];
    has(&help(&["check", "--help"]), &[&["--root", "--drafts", "--strict", "--format"][..], &formats].concat());
    assert_eq!(help(&["--version"]), format!("shirube {}\n", env!("CARGO_PKG_VERSION")));
}

#[test]
fn file_names_are_normalised() {
    let site = Site::new();
    // As some systems store them: the letter, then the mark.
    site.page("content/か\u{3099}いと\u{3099}.ja.md", "ガイド", "");
    site.write("static/か\u{3099}.txt", "text");
    site.page("content/index.ja.md", "ホーム", "[一](がいど.md) [二](か\u{3099}いと\u{3099}.md) [三](/が.txt)");
    site.build(&[]);
    assert!(site.has("public/ja/がいど/index.html") && site.has("public/が.txt"));
    assert!(site.read("public/sitemap.xml").contains("/ja/%E3%81%8C%E3%81%84%E3%81%A9/"));
    let home = site.read("public/ja/index.html");
    assert_eq!(home.matches("href=\"/guide/ja/%E3%81%8C%E3%81%84%E3%81%A9/\"").count(), 3, "two links and the menu's");

    // Both spellings at once are one name.
    site.page("content/がいど.ja.md", "ガイド", "");
    let run = site.run(&["check", "--format", "short"]);
    assert_eq!(run.code, Some(1));
    assert!(run.stdout.contains("content/がいど.ja.md:1:1: error["), "{}", run.stdout);
}

#[test]
fn what_is_nearly_too_large_for_its_host_is_told() {
    let site = Site::new();
    site.write("static/small.bin", "");
    // Files with nothing in them take no room on the disk.
    let large = |name: &str, size: u64| {
        site.write(&format!("static/{name}"), "");
        let file = fs::OpenOptions::new().write(true).open(site.path(&format!("static/{name}"))).unwrap();
        file.set_len(size).unwrap();
    };
    (0..7).for_each(|number| large(&format!("{number}.bin"), 79_000_000));
    large("z.bin", 84_000_000);
    let lines =
        |site: &Site| site.run(&["check", "--format", "short"]).stdout.lines().map(str::to_owned).collect::<Vec<_>>();
    let file = "static/z.bin:1:1: advice[host-limit]: the file has 84 MB, and a repository on GitHub takes at most 100 MB in one";
    assert_eq!(lines(&site), [file]);
    (7..11).for_each(|number| large(&format!("{number}.bin"), 79_000_000));
    let found = lines(&site);
    assert_eq!(found.len(), 2, "{found:?}");
    assert!(found[0].starts_with("site.toml:1:1: advice[host-limit]: the site has ") && found[1] == file, "{found:?}");
}
