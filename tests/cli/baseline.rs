//! What may stand: mistakes that are known, and waivers.

use super::site::Site;

const MISTAKES: &str = "[ない](nowhere.md)と[ない](nowhere.md)と[^x]。";

#[test]
fn known_mistakes_stop_nothing_and_new_ones_do() {
    let site = Site::new();
    site.page("content/index.ja.md", "ホーム", MISTAKES);
    assert_eq!(site.run(&["build"]).code, Some(1));
    let run = site.run(&["check", "--write-baseline"]);
    assert_eq!(run.code, Some(0), "{}", run.stdout);
    assert!(run.stderr.contains("3 known mistakes in check-baseline.toml"), "{}", run.stderr);
    let file = site.read("check-baseline.toml");
    assert!(file.contains("\"unknown-page\"") && file.contains(", 2],"), "{file}");

    let run = site.run(&["build", "--strict"]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    assert!(run.stdout.trim_end().ends_with("; 3 known"), "{}", run.stdout);
    assert!(site.read("public/ja/index.html").contains("<span>ない</span>"));
    // Neither the line nor what stands round it matters.
    site.page("content/index.ja.md", "ホーム", &format!("あたらしい行。\n\n{MISTAKES}"));
    let run = site.run(&["check"]);
    assert!(run.code == Some(0) && run.stdout.contains(": nothing to mend; 3 known"), "{}", run.stdout);
    for format in ["short", "json", "github"] {
        assert_eq!(site.run(&["check", "--format", format]).stdout, "");
    }

    // One more of a kind is new.
    site.page("content/index.ja.md", "ホーム", &format!("{MISTAKES}[ない](nowhere.md)"));
    let run = site.run(&["check", "--format", "json"]);
    assert_eq!((run.code, run.stdout.lines().count()), (Some(1), 1), "{}", run.stdout);
    assert!(run.stdout.contains("\"fingerprint\":\"") && run.stdout.contains(":1\"}"), "{}", run.stdout);
    assert_eq!(site.run(&["build"]).code, Some(1));

    // What is gone is told, and goes when the file is written again.
    site.page("content/index.ja.md", "ホーム", "[ない](nowhere.md)");
    let run = site.run(&["check"]);
    assert!(run.code == Some(0) && run.stdout.matches("advice[known-gone]").count() == 2, "{}", run.stdout);
    assert!(!site.run(&["check", "--drafts"]).stdout.contains("known-gone"));
    assert!(!site.run(&["build", "--lang", "ja"]).stderr.contains("known-gone"));
    assert_eq!(site.run(&["check", "--write-baseline"]).code, Some(0));
    assert_eq!(site.run(&["check"]).stdout.matches("known-gone").count(), 0);
}

#[test]
fn what_cannot_wait_is_printed_and_not_written() {
    let site = Site::new();
    site.page("content/index.ja.md", "ホーム", &format!("{MISTAKES}[三](fact:a.b.c)"));
    let run = site.run(&["check", "--write-baseline", "--format", "short"]);
    assert_eq!((run.code, run.stdout.lines().count()), (Some(1), 1), "{}", run.stdout);
    assert!(run.stdout.contains("error[unknown-fact]"), "{}", run.stdout);
    assert!(!site.read("check-baseline.toml").contains("unknown-fact"));
}

#[test]
fn a_file_that_is_something_else_is_not_written_over() {
    let site = Site::new();
    site.page("content/index.ja.md", "ホーム", MISTAKES);
    site.write("check-baseline.toml", "[package]\nname = \"mine\"\n");
    let run = site.run(&["check", "--write-baseline"]);
    assert_eq!(run.code, Some(2), "{}", run.stderr);
    assert!(run.stderr.contains("check-baseline.toml"), "{}", run.stderr);
    assert!(site.read("check-baseline.toml").contains("mine"));
}

#[test]
fn waivers_are_listed_with_their_reasons() {
    let site = Site::new();
    site.page("content/index.ja.md", "ホーム", "書く[^x]と[^y]。 <!-- allow undefined-footnote: あとで書く -->");
    let run = site.run(&["check", "--waivers", "--strict"]);
    assert_eq!(run.code, Some(0), "{}", run.stdout);
    assert!(run.stdout.contains(": undefined-footnote, 2 times: あとで書く\n"), "{}", run.stdout);
    let run = site.run(&["check", "--waivers", "--format", "json"]);
    assert!(run.stdout.contains("\"count\":2") && run.stdout.contains("\"line\":"), "{}", run.stdout);
}

#[test]
fn many_mistakes_end_with_what_helps() {
    let site = Site::new();
    let text: String = (0..60).map(|number| format!("書く[^x{number}]。\n\n")).collect();
    site.page("content/index.ja.md", "ホーム", &text);
    for command in ["build", "check"] {
        let run = site.run(&[command, "--strict"]);
        let said = if command == "build" { &run.stderr } else { &run.stdout };
        assert!(said.contains("     60  error[undefined-footnote]\n"), "{said}");
        assert!(said.contains("--summary") && said.contains("--write-baseline"), "{said}");
    }
    let run = site.run(&["check", "--summary"]);
    assert!(run.stdout.contains("     60  content/index.ja.md\n"), "{}", run.stdout);
    assert!(!run.stdout.contains("-->"), "{}", run.stdout);
}
