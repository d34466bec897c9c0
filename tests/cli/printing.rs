//! What is printed: nothing hides in it, and there is no more of it than anybody reads.

use crate::site::{Run, Site};
use serde_json::Value;
use shirube::inside::visible::is_hidden;

/// Every kind of what takes hold of a terminal, or is not seen.
const HIDDEN: &str = "\u{1b}[31m\u{9b}31m\u{7}\u{85}\u{7f}\u{202e}\u{2066}\u{200e}\u{61c}\u{2028}\u{200b}\u{feff}\u{ad}\
                      \u{3164}\u{e0061}\u{fdd0}";

fn has_hidden(text: &str) -> Option<char> {
    text.chars().find(|c| is_hidden(*c) && *c != '\n')
}

/// A site that has something hidden wherever an author can put it: mistakes of all kinds, names, texts, messages.
fn site() -> Site {
    let site = Site::new();
    let name = format!("content/a{HIDDEN}\n::error::b");
    site.page(&format!("{name}.ja.md"), "A", "## b\u{200b}\u{202e}c\n\n[x](missing.md) \u{202e}d");
    site.page(&format!("{name}.en.md"), "A", "[@k\u{202e}\u{200b}ey] `code\u{2028}`");
    // Controls are refused, and the line that they stand on is shown.
    site.page("content/control.ja.md", "C", "[x](missing.md) \u{9b}31mRED \u{85}");
    site.write("content/references.toml", "[\"k\u{2067}\"]\ntype = \"\\u202e\\u009b\"\ntitle = \"x\"\n");
    site.write("content/glossary.toml", "[\"a\\u001b\\nb\"]\nterm = 1\n");
    site.write(
        "content/tables/t.toml",
        "[[column]]\nid = \"c\"\ntype = \"text\"\nlabel = \"C\"\n[[row]]\nid = \"r\"\nlabel = \"R\"\n\
         c = \"v\\u202e\\u200b\\n::error::w\"\n",
    );
    site.write("locales/ja/site.ftl", "a = { $\u{202e} }\nb\u{2029} = x\nc = { \"\\u202E\" }\n");
    site.write("templates/parts/x.html", "{{ nothing\u{202e}() }}");
    site
}

#[test]
fn nothing_hides_in_what_is_printed() {
    let site = site();
    let page = format!("a{HIDDEN}\n::error::b");
    let file = format!("content/{page}.ja.md");
    let commands: [&[&str]; 22] = [
        &["check"],
        &["check", "--format", "short"],
        &["check", "--format", "json"],
        &["check", "--format", "github"],
        &["check", "--format", "sarif"],
        &["check", "--fix"],
        &["build"],
        &["build", "--lang", HIDDEN],
        &["build", "--base-url", HIDDEN],
        &["build", "--root", HIDDEN],
        &["facts"],
        &["facts", "--format", "json"],
        &["facts", &page],
        &["status"],
        &["status", "ja", "en"],
        &["status", "--format", "json"],
        &["status", "--format", "markdown"],
        &["translate", "start", &file, HIDDEN],
        &["translate", "accept", &file],
        &["translate", "diff", &page],
        &["translate", "import", HIDDEN],
        &["markdown", &file],
    ];
    for command in commands {
        let Run { code, stdout, stderr } = site.run(command);
        assert!(code.is_some_and(|code| code <= 2), "{command:?}: {stderr}");
        // HTML is what was asked for.
        let printed = if command[0] == "markdown" { &stderr } else { &format!("{stdout}{stderr}") };
        assert_eq!(has_hidden(printed), None, "{command:?}: {printed}");
        // No name begins a line, which GitHub would take for a command.
        assert!(!printed.contains("\n::error::"), "{command:?}: {printed}");
    }
    let said = site.run(&["check", "--format", "short"]).stdout;
    assert!(said.contains("\\u{9b}31m") && said.contains("\\u{202e}") && said.contains("\\n::error::b"), "{said}");
    let said = site.run(&["check"]).stdout;
    assert!(said.contains("[x](missing.md) \\u{9b}31mRED \\u{85}"), "{said}");
}

#[test]
fn nothing_hides_in_what_is_done() {
    let site = Site::new();
    site.write("content/tables/t.toml", FACT);
    site.page("content/a.ja.md", "A\u{200b}\u{2066}", "[6%](fact:t.r.c)");
    let said = |args: &[&str]| {
        let Run { code, stdout, stderr } = site.run(args);
        let printed = format!("{stdout}{stderr}");
        assert_eq!((has_hidden(&printed), code), (None, Some(0)), "{args:?}: {printed}");
        printed
    };
    said(&["check", "--fix"]);
    said(&["translate", "start", "content/a.ja.md", "en"]);
    said(&["translate", "accept", "content/a.en.md"]);
    let exported = said(&["translate", "export", "en", "--all", "--out", "x\u{202e}.xlf"]);
    assert!(exported.starts_with("x\\u{202e}.xlf: "), "{exported}");
    let file = site.read("x\u{202e}.xlf").replace("</source>", "</source><target>B\u{202e}</target>");
    site.write("x\u{202e}.xlf", file);
    let run = site.run(&["translate", "import", "x\u{202e}.xlf"]);
    assert_eq!(has_hidden(&format!("{}{}", run.stdout, run.stderr)), None);
    said(&["language", "add", "ko", "--name", "\u{202e}x"]);
    said(&["status"]);
}

const FACT: &str =
    "[[column]]\nid = \"c\"\ntype = \"percent\"\nlabel = \"C\"\n[[row]]\nid = \"r\"\nlabel = \"R\"\nc = 5\n";

#[test]
fn json_and_sarif_say_the_very_name() {
    let site = Site::new();
    let name = "content/費用 100%|`\u{202e}.ja.md";
    site.page(name, "A", "[@nobody]");
    let lines = site.run(&["check", "--format", "json"]).stdout;
    let json: Vec<Value> = lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let found = json.iter().find(|line| line["code"] == "unknown-reference").unwrap();
    assert_eq!(found["file"], name);
    let sarif: Value = serde_json::from_str(&site.run(&["check", "--format", "sarif"]).stdout).unwrap();
    let results = sarif["runs"][0]["results"].as_array().unwrap();
    let found = results.iter().find(|result| result["ruleId"] == "unknown-reference").unwrap();
    let uri = &found["locations"][0]["physicalLocation"]["artifactLocation"]["uri"];
    assert_eq!(uri, "content/%E8%B2%BB%E7%94%A8%20100%25%7C%60%E2%80%AE.ja.md");
    let github = site.run(&["check", "--format", "github"]).stdout;
    assert!(github.contains("::error file=content/費用 100%25|`\\u{202e}.ja.md,line=4,"), "{github}");

    let status: Value = serde_json::from_str(&site.run(&["status", "--format", "json"]).stdout).unwrap();
    assert!(status["pages"].as_array().unwrap().iter().any(|page| page["source"] == name), "{status}");
    // A bar would end the cell, and a backtick the code.
    let markdown = site.run(&["status", "--format", "markdown"]).stdout;
    assert!(markdown.contains("| ``content/費用 100%\\|`\\u{202e}.en.md`` | missing |"), "{markdown}");
}

#[test]
fn a_terminal_shows_a_hundred_of_a_kind() {
    let site = Site::new();
    let cited = |count: usize| (0..count).map(|n| format!("[@nobody{n}]")).collect::<Vec<_>>().join(" ");
    let shown = |text: &str| text.matches("error[unknown-reference]: ").count();
    site.page("content/a.ja.md", "A", &cited(100));
    let run = site.run(&["check"]);
    assert_eq!(shown(&run.stdout), 100);
    assert!(!run.stdout.contains("more of"), "{}", run.stdout);
    site.page("content/a.ja.md", "A", &format!("{} [x](nowhere.md)", cited(250)));
    let more = "\nand 150 more of `unknown-reference`: `shirube check --format short` shows all\n";
    let run = site.run(&["check"]);
    assert_eq!(shown(&run.stdout), 100);
    assert!(run.stdout.contains(more) && run.stdout.contains("error[unknown-page]"), "{}", run.stdout);
    assert!(run.stdout.contains(": 251 errors\n"), "{}", run.stdout);
    let run = site.run(&["build"]);
    assert_eq!(shown(&run.stderr), 100);
    assert!(run.stderr.contains(more), "{}", run.stderr);
    for format in ["short", "json", "github"] {
        assert_eq!(site.run(&["check", "--format", format]).stdout.lines().count(), 251, "{format}");
    }
    // What is no site has no other command to ask.
    site.write("a.md", "[a](javascript:b)\n\n".repeat(101));
    let run = site.run(&["markdown", "a.md"]);
    assert!(run.stderr.ends_with("and 1 more of `url-scheme`\n"), "{}", run.stderr);
}

#[test]
fn a_name_of_a_megabyte_is_cut() {
    let site = Site::new();
    let name = "名".repeat(350_000);
    site.page("content/a.ja.md", "A", &format!("[x]({name}.md)"));
    for format in ["terminal", "short", "json", "github", "sarif"] {
        let said = site.run(&["check", "--format", format]).stdout;
        assert!(said.len() < 10_000, "{format}: {}", said.len());
        assert!(said.contains(&format!("there is no page `{}…`", "名".repeat(200))), "{format}: {said}");
    }
}

#[test]
fn what_a_name_multiplies_is_bounded() {
    let site = Site::new();
    let columns = |count: usize| -> String {
        let column = |n| format!("[[column]]\nid = \"c{n}\"\ntype = \"text\"\nlabel = \"C\"\n");
        (0..count).map(column).collect()
    };
    let many = |count: usize| (0..count).map(|n| format!("\"k{n}\"")).collect::<Vec<_>>().join(", ");
    let long = "x".repeat(501);
    let facts = |count: usize| (0..count).map(|n| format!("\"t.r{n}.c0\"")).collect::<Vec<_>>().join(", ");
    let subject = "subject = \"s\"\naspect = \"a\"\n";
    let valued: String =
        (0..201).map(|n| format!("[[row]]\nid = \"r{n}\"\nlabel = \"R\"\nc0 = \"v{n}\"\n{subject}")).collect();
    let languages: String = (0..201).map(|n| format!("[[languages]]\ncode = \"x-a{n}\"\nname = \"L\"\n")).collect();
    let site_toml = format!("base_url = \"https://example.com/\"\nsource = \"x-a0\"\n{languages}");
    let cases: [(&str, &str, String, &str); 8] = [
        (
            "content/tables/t.toml",
            "invalid-value",
            format!("{}[[row]]\nid = \"{}\"\nlabel = \"R\"\nc0 = \"x\"\n", columns(1), "r".repeat(256)),
            "cannot be an id here: it has 256 bytes, and a name has at most 255",
        ),
        (
            "content/tables/t.toml",
            "invalid-value",
            format!("{}[[row]]\nid = \"r\"\nlabel = \"{long}\"\nc0 = \"x\"\n", columns(1)),
            "a `label` of more than 500 characters",
        ),
        ("content/tables/t.toml", "invalid-value", format!("sources = [{}]\n", many(101)), "more than 100 sources"),
        (
            "content/tables/t.toml",
            "invalid-value",
            format!("[[column]]\nid = \"m\"\ntype = \"measure\"\nunit = \"{long}\"\nlabel = \"M\"\n"),
            "a unit has at most 255 bytes",
        ),
        (
            "content/facts/t.toml",
            "invalid-value",
            format!(
                "{}{valued}[[conflict]]\nid = \"f\"\ntitle = \"F\"\nwhy = \"w\"\nfacts = [{}]\n",
                columns(1),
                facts(101)
            ),
            "between 100 facts at most",
        ),
        (
            "content/facts/t.toml",
            "undeclared-conflict",
            format!("{}{valued}", columns(1)),
            "more than 200 values of the a of s",
        ),
        (
            "locales/ja/site.ftl",
            "message-syntax",
            format!("a = {{ b }}{{ b }}\nb = {}\n", long.repeat(10)),
            "has more than 10000 bytes",
        ),
        ("site.toml", "invalid-value", site_toml, "more than 200 languages"),
    ];
    for (path, code, text, message) in cases {
        let before = site.has(path).then(|| site.read(path));
        site.write(path, &text);
        let run = site.run(&["check", "--format", "short"]);
        let found = run.stdout.lines().find(|line| line.contains(message));
        let found = found.unwrap_or_else(|| panic!("{message}: {}", &run.stdout[..run.stdout.len().min(2000)]));
        assert!(found.contains(&format!("error[{code}]")), "{found}");
        match before {
            Some(before) => site.write(path, before),
            None => site.remove(path),
        }
    }
}

#[test]
fn tables_shown_again_and_again_are_refused() {
    let site = Site::new();
    let rows: String = (0..1000).map(|n| format!("[[row]]\nid = \"r{n}\"\nlabel = \"R\"\nc = {n}\n")).collect();
    site.write("content/tables/t.toml", format!("[[column]]\nid = \"c\"\ntype = \"percent\"\nlabel = \"C\"\n{rows}"));
    site.page("content/a.ja.md", "A", &"[](table:t)\n\n".repeat(100));
    assert_eq!(site.run(&["check"]).code, Some(0));
    site.page("content/a.ja.md", "A", &"[](table:t)\n\n".repeat(900));
    let run = site.run(&["check", "--format", "short"]);
    assert!(
        run.stdout.contains("error[page-too-large]: ") && run.stdout.contains("the table `t`, shown "),
        "{}",
        run.stdout
    );
}
