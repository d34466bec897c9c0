//! What is translated of front matter beside title and description: labels in menus, and what `translate_extra` names.

use super::site::{Run, Site};
use super::xliff::pseudo;

fn ok(run: Run) -> String {
    assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""), "{}", run.stdout);
    run.stdout
}

/// A site that translates two keys of `[extra]`.
fn site() -> Site {
    let site = Site::new();
    let content = "[content]\ntranslate_extra = [\"points\", \"lead\"]\n\n[[languages]]\ncode = \"ja\"";
    site.write("site.toml", site.read("site.toml").replace("[[languages]]\ncode = \"ja\"", content));
    ok(site.run(&["translate", "accept", "index"]));
    site
}

fn stale(site: &Site) -> String {
    let run = site.run(&["status", "--fail-on", "stale"]);
    if run.code == Some(0) { String::new() } else { run.stdout }
}

const JA: &str = "+++\ntitle = \"題\"\nmenu = \"短\"\n\n[extra]\nnote = \"x\"\npoints = [\n  \"一\", # why\n  \"二\",\n]\nlead = \"\"\"\n\
                  一行目。\n二行目。\n\n三 & 四。\"\"\"\n+++\n本文。\n";
const EN: &str =
    "+++\ntitle = \"Title\"\nmenu = \"Short\"\n\n[extra]\nlead = \"Lead.\"\npoints = [\"One\", \"Two\"]\n+++\nText.\n";

#[test]
fn labels_and_extra_make_a_translation_stale() {
    let site = site();
    site.write("content/a.ja.md", JA);
    site.write("content/a.en.md", EN);
    ok(site.run(&["translate", "accept", "a"]));
    assert_eq!(stale(&site), "");
    for (old, new) in [("note = \"x\"", "note = \"y\""), ("\"一\", # why", "\"一\",")] {
        site.write("content/a.ja.md", JA.replace(old, new));
        assert_eq!(stale(&site), "", "{new}");
    }
    for (old, new) in [("\"短\"", "\"短い\""), ("二行目", "二行"), ("\"一\"", "\"壱\""), ("menu = \"短\"\n", "")]
    {
        site.write("content/a.ja.md", JA.replace(old, new));
        assert!(stale(&site).contains("content/a.en.md"), "{new}");
    }
    // A key that is named later makes those stale that have it, until they are stamped again.
    site.write("content/a.ja.md", JA);
    let settings = site.read("site.toml");
    site.write("site.toml", settings.replace("\"lead\"]", "\"lead\", \"note\"]"));
    assert_eq!(stale(&site), "", "the file is the same");
    let stamped = site.read("content/a.en.md");
    ok(site.run(&["translate", "accept", "--restamp"]));
    assert_ne!(site.read("content/a.en.md"), stamped);
    assert_eq!(ok(site.run(&["translate", "accept", "--restamp"])), "nothing to stamp\n");
    site.write("content/a.ja.md", JA.to_owned() + "\n");
    assert_eq!(stale(&site), "");
    site.write("content/a.en.md", stamped);
    site.write("content/a.ja.md", JA.to_owned() + "\n");
    assert!(stale(&site).contains("content/a.en.md"));
}

#[test]
fn extra_travels_as_xliff() {
    let site = site();
    site.write("content/a.ja.md", JA);
    site.write("content/b.ja.md", "---\ntitle: 題\nextra:\n  lead: 前\n  points:\n    - 一\n    - 二\n---\n本文。\n");
    let xml = ok(site.run(&["translate", "export", "en"]));
    for text in
        ["<source>短</source>", "<source>一</source>", "<source>二</source>", "<source>前</source>", "三 &amp; 四。"]
    {
        assert!(xml.contains(text), "{text}: {xml}");
    }
    assert!(!xml.contains("<source>x</source>"), "{xml}");
    site.write("t.xlf", pseudo(&xml));
    ok(site.run(&["translate", "import", "t.xlf"]));
    let made = site.read("content/a.en.md");
    assert!(made.contains("menu = \"［短短］\"") && made.contains("note = \"x\"\n"), "{made}");
    assert!(made.contains("points = [\"［一一］\", \"［二二］\"]\n"), "{made}");
    assert!(made.contains("lead = \"［一一行行目目。］\\n［二二行行目目。］\\n\\n［三三 & 四四。］\"\n"), "{made}");
    let made = site.read("content/b.en.md");
    assert!(made.contains("  lead: \"［前前］\"\n  points: [\"［一一］\", \"［二二］\"]\n---\n"), "{made}");
    assert_eq!(stale(&site), "");
    // Once more, and nothing is new.
    let before = site.snapshot("content");
    let xml = ok(site.run(&["translate", "export", "en", "--all"]));
    assert!(xml.contains("<target>［前前］</target>"), "{xml}");
    site.write("t.xlf", xml);
    ok(site.run(&["translate", "import", "t.xlf"]));
    assert!(site.snapshot("content") == before);
}

#[test]
fn extra_finds_its_place_in_a_translation_without_it() {
    for (own, wanted) in [
        ("+++\ntitle = \"T\"\n+++\nText.\n", "[extra]\nlead = \"［前前］\"\npoints = [\"［一一］\"]\n+++\n"),
        (
            "+++\ntitle = \"T\"\n[extra]\n  other = 1\n+++\nText.\n",
            "  lead = \"［前前］\"\n  points = [\"［一一］\"]\n  other = 1\n",
        ),
        (
            "+++\ntitle = \"T\"\nextra.other = 1\n+++\nText.\n",
            "\nextra.lead = \"［前前］\"\nextra.points = [\"［一一］\"]\nextra.other = 1\n",
        ),
        (
            "+++\ntitle = \"T\"\nextra = { other = 1 }\n+++\nText.\n",
            "{ lead = \"［前前］\", points = [\"［一一］\"], other = 1 }",
        ),
        ("+++\ntitle = \"T\"\n[extra]\npoints = [\"a\", \"b\"]\n+++\nText.\n", "points = [\"［一一］\"]\n"),
        ("---\ntitle: T\n---\nText.\n", "extra:\n  lead: \"［前前］\"\n  points: [\"［一一］\"]\n---\n"),
        (
            "---\ntitle: T\nextra:\n    other: 1\n---\nText.\n",
            "    lead: \"［前前］\"\n    points: [\"［一一］\"]\n    other: 1\n",
        ),
        ("---\ntitle: T\nextra: {other: 1}\n---\nText.\n", "{lead: \"［前前］\", points: [\"［一一］\"], other: 1}"),
    ] {
        let site = site();
        site.write("content/a.ja.md", "+++\ntitle = \"題\"\n[extra]\nlead = \"前\"\npoints = [\"一\"]\n+++\n本文。\n");
        site.write("content/a.en.md", own);
        let xml = ok(site.run(&["translate", "export", "en", "a"]));
        site.write("t.xlf", pseudo(&xml));
        ok(site.run(&["translate", "import", "t.xlf"]));
        let made = site.read("content/a.en.md");
        assert!(made.contains(wanted), "{own}\n{made}");
        assert_eq!(stale(&site), "", "{made}");
        assert_eq!(site.run(&["check"]).code, Some(0), "{made}");
    }
}
