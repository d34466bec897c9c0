//! What the program tells of itself: its codes, its theme, its command line.

use crate::site::Site;
use shirube::diagnostic::Code;

#[test]
fn every_code_is_explained() {
    let site = Site::new();
    let listed = site.run(&["explain"]);
    assert_eq!(listed.code, Some(0));
    let names: Vec<&str> = listed.stdout.lines().filter_map(|line| line.split_whitespace().next()).collect();
    assert_eq!(names, Code::ALL.iter().map(|code| code.name()).collect::<Vec<_>>());
    let said = site.run(&["explain", "unquoted-number"]).stdout;
    for part in [
        "warning[unquoted-number]: A number outside any fact",
        "\nFor example:\n  content/drip.ja.md\n    | +++\n",
        "\nMended:\n",
        "`allow unquoted-number: why` in a comment beside it lets it stand",
    ] {
        assert!(said.contains(part), "{part}: {said}");
    }
    assert!(site.run(&["explain", "error[misread]:"]).stdout.contains("neither turned down nor allowed"));
    assert!(site.run(&["explain", "unknown-anchor"]).stdout.contains("`check --write-baseline` can hold it"));
    let wrong = site.run(&["explain", "unknwon-page"]);
    assert_eq!((wrong.code, wrong.stdout.as_str()), (Some(2), ""));
    assert!(wrong.stderr.contains("did you mean `unknown-page`?"), "{}", wrong.stderr);
}

#[test]
fn shells_complete_the_command_line() {
    let site = Site::new();
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let script = site.run(&["completions", shell]);
        assert_eq!(script.code, Some(0));
        assert!(script.stdout.contains("explain") && script.stdout.contains("shirube"), "{shell}");
    }
    assert_eq!(site.run(&["completions", "sh"]).code, Some(2));
}

#[test]
fn a_site_takes_one_file_of_the_theme_for_its_own() {
    let site = Site::new();
    let carried = site.run(&["theme", "show", "page.html"]).stdout;
    let file = format!("{}/templates/page.html", env!("CARGO_MANIFEST_DIR"));
    assert_eq!(carried, std::fs::read_to_string(file).unwrap());
    let list = site.run(&["theme", "list"]).stdout;
    assert!(list.contains("\ntemplates/page.html\n") && list.contains("locales/ja/ui.ftl\n"), "{list}");

    let copied = site.run(&["theme", "copy", "page.html"]);
    assert_eq!((copied.code, copied.stdout.as_str()), (Some(0), "made templates/page.html\n"), "{}", copied.stderr);
    assert_eq!(site.read("templates/page.html"), carried);
    assert!(site.run(&["theme", "list"]).stdout.contains("\ntemplates/page.html  (the site has its own)\n"));
    site.write("templates/page.html", "mine");
    let again = site.run(&["theme", "copy", "templates/page.html"]);
    assert!(again.code == Some(2) && again.stderr.contains("it is there already"), "{}", again.stderr);
    assert_eq!(site.read("templates/page.html"), "mine");
    for (name, reason) in [("ui.ftl", "`locales/ja/ui.ftl`"), ("../page.html", "no such file")] {
        let wrong = site.run(&["theme", "copy", name]);
        assert!(wrong.code == Some(2) && wrong.stderr.contains(reason), "{}", wrong.stderr);
    }
}
