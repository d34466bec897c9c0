//! What `language add` writes and refuses, and building some languages only.

use crate::site::{Site, line};

#[test]
fn a_language_is_added_and_the_site_builds() {
    let site = Site::new();
    let config =
        site.read("site.toml") + "\n# Subjects.\n[[topics]]\nid = \"cost\"\nlabel = { ja = \"費用\", en = \"Cost\" }\n";
    site.write("site.toml", &config);
    site.write("locales/ja/site.ftl", "# The name.\nsite-title = しるべ\nmenu =\n    目次\n\n    です\n");
    let run = site.run(&["language", "add", "KO"]);
    assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""));
    assert!(
        run.stdout.contains("added 한국어 (`ko`) to languages/ko.toml; what it lacks is taken from `en`\n"),
        "{}",
        run.stdout
    );
    assert!(run.stdout.contains("1 page, 1 text of data\n") && run.stdout.contains("shirube translate start PAGE ko"));
    assert_eq!(site.read("languages/ko.toml"), "name = \"한국어\"\nfallback = [\"en\"]\n");
    assert_eq!(site.read("site.toml"), config);
    let words = site.read("locales/ko/site.ftl");
    assert!(words.contains("\n# The name.\n# site-title = しるべ\n") && !words.contains("menu"), "{words}");
    let frame = site.read("locales/ko/ui.ftl");
    assert!(frame.contains("\n# menu =\n#     目次\n#\n#     です\n"), "{frame}");
    assert!(frame.lines().all(|line| line.is_empty() || line.starts_with('#')));
    assert!(site.read("locales/ko/formats.ftl").contains("# format-range = { $low }〜{ $high }"));
    let run = site.run(&["build"]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    assert!(!run.stderr.contains("error"), "{}", run.stderr);

    // A comment that becomes a message is one.
    let translated = frame.replace("# skip-to-content = 本文へ", "skip-to-content = 본문으로");
    assert_ne!(translated, frame);
    site.write("locales/ko/ui.ftl", &translated);
    site.page("content/index.ko.md", "홈", "안녕하세요.");
    assert_eq!(site.run(&["build"]).code, Some(0));
    assert!(site.read("public/ko/index.html").contains("본문으로"));
    let status = site.run(&["status", "ko"]).stdout;
    assert!(status.contains("ko"), "{status}");
}

#[test]
fn a_language_that_cannot_be_added_changes_nothing() {
    let site = Site::new();
    let before = site.snapshot(".");
    for (code, reason) in [
        ("k_o", "not a language code"),
        ("日本語", "not a language code"),
        ("../ko", "not a language code"),
        ("en", "has it already, as `en`"),
        ("EN", "has it already, as `en`"),
        ("jp", "`ja` is likely meant"),
        ("xx", "there is no such language"),
    ] {
        let run = site.run(&["language", "add", code]);
        assert_eq!((run.code, run.stdout.as_str()), (Some(2), ""), "{code}");
        assert!(run.stderr.contains(reason) && run.stderr.contains(code), "{}", run.stderr);
        assert_eq!(site.snapshot("."), before, "{code}");
    }
}

#[test]
fn what_is_there_is_kept() {
    let site = Site::new();
    site.write("locales/tlh/ui.ftl", "menu = Xenu\n");
    let run = site.run(&["language", "add", "tlh"]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    assert!(run.stdout.contains("kept locales/tlh/ui.ftl\n") && run.stdout.contains("its name is not known here"));
    assert_eq!(site.read("locales/tlh/ui.ftl"), "menu = Xenu\n");
    assert!(site.read("languages/tlh.toml").starts_with("name = \"tlh\"\n"));
    // Words that come with the program need no file.
    let other = Site::new();
    other.write("site.toml", "base_url = \"https://a.example/\"\nsource = \"ja\"\n[[languages]]\ncode = \"ja\"\n");
    other.remove("content/index.en.md");
    let run = other.run(&["language", "add", "en", "--name", "Plain \"English\""]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    assert!(run.stdout.contains("taken from `ja`") && run.stdout.contains("0 messages"), "{}", run.stdout);
    assert!(!other.has("locales/en/ui.ftl") && other.has("locales/en/site.ftl"));
    assert_eq!(other.read("languages/en.toml"), "name = \"Plain \\\"English\\\"\"\nfallback = [\"ja\"]\n");
    assert_eq!(other.run(&["build"]).code, Some(0));
}

#[test]
fn formats_are_those_of_the_nearest_language_or_of_the_one_that_is_named() {
    let site = Site::new();
    assert_eq!(site.run(&["language", "add", "de"]).code, Some(0));
    let formats = site.read("locales/de/formats.ftl");
    assert!(
        formats.contains("The formats are those of `en`.")
            && formats.contains("\n# format-range = { $low }–{ $high }\n")
    );
    assert!(formats.lines().all(|line| line.is_empty() || line.starts_with('#')));
    assert!(!site.read("languages/de.toml").contains("missing"));

    let run = site.run(&["language", "add", "zh-Hant", "--from", "ja", "--missing", "fallback"]);
    assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""));
    let formats = site.read("locales/zh-Hant/formats.ftl");
    // What has words is seen as not translated.
    assert!(formats.contains("\nformat-range = { $low }〜{ $high }\n") && formats.contains("those without words hold"));
    assert!(
        formats.contains("\n# format-date = { $year }年")
            && formats.contains("\n# format-duration-long = { format-duration }\n")
    );
    let frame = site.read("locales/zh-Hant/ui.ftl");
    assert!(
        frame.lines().all(|line| line.is_empty() || line.starts_with('#')) && frame.contains("# home = トップページ")
    );
    assert_eq!(
        site.read("languages/zh-Hant.toml"),
        "name = \"繁體中文\"\nfallback = [\"en\"]\nmissing = \"fallback\"\n"
    );
    let build = site.run(&["build"]);
    assert!(build.code == Some(0) && !build.stderr.contains("error"), "{}", build.stderr);
    assert!(site.read("public/zh-Hant/index.html").contains("Hello."), "the text that is fallen back to");

    let before = site.snapshot(".");
    for (wrong, why) in [
        (["--from", "fr"], "there are those of `en`, `ja`, `zh-Hant`"),
        (["--from", "e n"], "there are those of"),
        (["--missing", "hide"], "fallback"),
    ] {
        let run = site.run(&[&["language", "add", "ko"], &wrong[..]].concat());
        assert!(run.code == Some(2) && run.stderr.contains(why), "{}", run.stderr);
        assert_eq!(site.snapshot("."), before);
    }
}

/// A file of messages as it is when every `# ` before a message is deleted.
fn begun(file: &str) -> String {
    let mut is_inside = false;
    let line = |line: &str| {
        let text = line.strip_prefix("# ").unwrap_or_default();
        let (id, _) = text.split_once(" =").unwrap_or_default();
        let begins =
            id.starts_with(|c: char| c.is_ascii_lowercase()) && !id.contains(|c| c != '-' && !char::is_alphanumeric(c));
        is_inside = begins || is_inside && text.starts_with([' ', '}']);
        if is_inside { text.to_owned() } else { line.to_owned() }
    };
    file.lines().map(line).collect::<Vec<_>>().join("\n") + "\n"
}

#[test]
fn texts_have_the_plurals_of_the_language() {
    for (code, dir, from, categories) in [
        ("pl", "ltr", Some("en"), "[one] [few] [many] *[other]"),
        ("ar", "rtl", None, "[zero] [one] [two] [few] [many] *[other]"),
        ("lt", "ltr", Some("JA"), "[one] [few] [many] *[other]"),
        ("he", "rtl", Some("ja"), "[one] [two] *[other]"),
        ("ko", "ltr", Some("en"), ""),
    ] {
        let site = Site::new();
        let settings = site
            .read("site.toml")
            .replace("[[languages]]\ncode = \"ja\"", "layout = \"directory\"\n[[languages]]\ncode = \"ja\"");
        site.write("site.toml", &settings);
        for lang in ["ja", "en"] {
            site.write(&format!("content/{lang}/index.md"), site.read(&format!("content/index.{lang}.md")));
            site.remove(&format!("content/index.{lang}.md"));
        }
        site.write("locales/ja/site.ftl", "unit-event = { $number }件\n");
        site.write(
            "locales/en/site.ftl",
            "unit-event = { $number } { $count ->\n    [one] event\n   *[other] events\n}\n",
        );
        let before = site.run(&["check", "--format", "short"]);
        let from = from.map(|from| vec!["--from", from]).unwrap_or_default();
        let run = site.run(&[&["language", "add", code], &from[..]].concat());
        assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""), "{code}");
        assert!(run.stdout.contains(&format!("its pages go into content/{code}/")), "{}", run.stdout);
        let of = |file: &str| format!("locales/{code}/{file}.ftl");
        // What is not translated is told, and nothing else.
        let added = site.run(&["check", "--format", "short"]);
        let told = |run: &crate::site::Run| {
            run.stdout.lines().filter(|line| !line.starts_with("content")).map(str::to_owned).collect::<Vec<_>>()
        };
        let new: Vec<String> = told(&added).into_iter().filter(|line| !told(&before).contains(line)).collect();
        assert!(matches!(&new[..], [one, ..] if one.contains("missing-message")), "{new:?}");

        for file in ["ui", "formats", "site"] {
            site.write(&of(file), begun(&site.read(&of(file))));
        }
        let keys = |file: &str, id: &str| {
            let text = site.read(&of(file));
            let message = text.split(&format!("\n{id} =")).nth(1).unwrap_or_else(|| panic!("{code} {id}: {text}"));
            let message = message.split("\n\n").next().unwrap().split("\nunit-").next().unwrap().to_owned();
            let words = message.split_whitespace().filter(|word| word.starts_with('[') || word.starts_with("*["));
            words.map(str::to_owned).collect::<Vec<_>>().join(" ")
        };
        assert_eq!(keys("formats", "unit-session"), categories, "{code}");
        assert_eq!(keys("site", "unit-event"), categories, "{code}");
        let whole = site.run(&["check", "--format", "short"]);
        let said: Vec<&str> = whole
            .stdout
            .lines()
            .filter(|line| line.contains("[message-") || line.contains("missing-message"))
            .collect();
        assert_eq!((whole.code, said), (Some(0), Vec::new()), "{code}: {}", whole.stderr);
        site.write(&format!("content/{code}/index.md"), "+++\ntitle = \"X\"\n+++\nX.\n");
        site.run(&["build"]);
        assert!(
            site.read(&format!("public/{code}/index.html")).contains(&format!("<html lang=\"{code}\" dir=\"{dir}\"")),
            "{code}"
        );
    }
}

#[test]
fn some_languages_are_built_alone() {
    let site = Site::new();
    site.page("content/index.ja.md", "ホーム", "[英語](index.en.md)");
    let whole = line(&site.build(&[]));
    assert!(site.has("public/en/index.html"));
    let some = line(&site.build(&["--lang", "ja"]));
    assert_eq!((whole.pages.as_str(), some.pages.as_str()), ("2 pages (ja 1, en 1)", "1 page (ja 1)"));
    assert!(some.removed > 0 && !site.has("public/en"));
    for file in ["ja/index.html", "index.html", "404.html", "sitemap.xml"] {
        let text = site.read(&format!("public/{file}"));
        // The link of the text stays as it is in the whole site.
        let text = text.replacen("href=\"/guide/en/\" hreflang=\"en\"", "", 1);
        assert!(!text.contains("/en/") && !text.contains("hreflang=\"en\""), "{file}: {text}");
    }
    assert!(site.read("public/ja/index.html").contains("/guide/en/"));
    assert_eq!(line(&site.build(&["--lang", "ja"])).written, 0);
    assert_eq!(line(&site.build(&["--lang", "en", "--lang", "ja"])).pages, "2 pages (ja 1, en 1)");
    let run = site.run(&["build", "--lang", "ko"]);
    assert_eq!(run.code, Some(2));
    assert!(run.stderr.contains("`ko`: the languages in `site.toml` are ja, en"), "{}", run.stderr);
}
