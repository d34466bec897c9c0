//! What a new user does: a site from nothing, a page, a language, a build for another address.

use crate::schema::Schemas;
use crate::site::{PROGRAM, Run, Site, Snapshot, line};
use std::fs;
use std::os::unix::fs::symlink;
use std::process::{Command, Stdio};
use tempfile::TempDir;

/// An empty folder, and the program run in it.
struct Folder(TempDir);

impl Folder {
    fn new() -> Folder {
        Folder(tempfile::tempdir().unwrap())
    }

    fn run(&self, args: &[&str]) -> Run {
        let mut command = Command::new(PROGRAM);
        Run::of(command.args(args).current_dir(self.0.path()).stdin(Stdio::null()).output().unwrap())
    }

    fn path(&self, path: &str) -> std::path::PathBuf {
        self.0.path().join(path)
    }

    fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
    }

    fn write(&self, path: &str, text: &str) {
        fs::create_dir_all(self.path(path).parent().unwrap()).unwrap();
        fs::write(self.path(path), text).unwrap();
    }
}

/// Succeeds and says nothing but on standard output.
fn quiet(run: &Run) -> &str {
    assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""), "{}", run.stdout);
    &run.stdout
}

#[test]
fn a_site_is_begun_grows_and_is_built() {
    let folder = Folder::new();
    let begun = folder.run(&["init", "guide", "--yes"]);
    let said = quiet(&begun);
    assert!(said.contains("made site.toml\n") && said.contains("made .github/workflows/daily.yml\n"), "{said}");
    assert!(said.ends_with("\nnext:\n  cd guide\n  shirube serve\n  shirube new guide/paper\n"), "{said}");

    let root = ["--root", "guide"];
    let run = |args: &[&str]| folder.run(&[args, &root].concat());
    assert_eq!(line(quiet(&run(&["build"]))).pages, "14 pages (ja 7, en 7)");
    let checked = run(&["check", "--strict"]);
    assert!(quiet(&checked).ends_with("checked 14 pages (ja 7, en 7): nothing to mend\n"), "{}", checked.stdout);
    // What it shows: facts in both languages, a table, a source, a term, a block, questions.
    let page = folder.read("guide/public/ja/guide/collection/index.html");
    for part in ["週2回", "<table", "id=\"ref-", "みどり町のごみ案内"] {
        assert!(page.contains(part), "{part}: {page}");
    }
    let home = folder.read("guide/public/en/index.html");
    for part in ["twice a week", "¥300–1,500", "This site is an example", "glossary/#", "Midori waste guide"] {
        assert!(home.contains(part), "{part}: {home}");
    }
    assert!(folder.read("guide/public/ja/faq/index.html").contains("FAQPage"));
    assert!(!run(&["status"]).stdout.contains("unstamped in"), "translations are stamped");

    assert_eq!(quiet(&run(&["new", "guide/paper-bags"])), "content/guide/paper-bags.ja.md\n");
    assert_eq!(folder.read("guide/content/guide/paper-bags.ja.md"), "+++\ntitle = \"Paper bags\"\n+++\n");
    assert_eq!(line(quiet(&run(&["build"]))).pages, "15 pages (ja 8, en 7)");

    let added = run(&["language", "add", "de", "--missing", "fallback"]);
    assert!(quiet(&added).contains("added Deutsch (`de`) to languages/de.toml"), "{}", added.stdout);
    assert_eq!(
        folder.read("guide/languages/de.toml"),
        "name = \"Deutsch\"\nfallback = [\"en\"]\nmissing = \"fallback\"\n"
    );
    let built = run(&["build", "--base-url", "https://example.org/sub/path/"]);
    assert_eq!(built.code, Some(0), "{}", built.stderr);
    assert!(built.stderr.contains("warning[missing-message]"), "{}", built.stderr);
    assert_eq!(line(&built.stdout).pages, "15 pages (ja 8, en 7, de 0)");
    let page = folder.read("guide/public/de/guide/bulky/index.html");
    assert!(page.contains("href=\"/sub/path/en/guide/bulky/\"") && page.contains("Tell the town office"), "{page}");
    assert!(
        folder
            .read("guide/public/sitemap.xml")
            .contains("<loc>https://example.org/sub/path/ja/guide/paper-bags/</loc>")
    );
}

#[test]
fn what_begins_fits_the_schemas() {
    let folder = Folder::new();
    for (name, languages) in [("a", "ja,en"), ("b", "en"), ("c", "de"), ("d", "ja,en,de")] {
        quiet(&folder.run(&["init", name, "--yes", "--languages", languages]));
        let run = folder.run(&["build", "--root", name, "--strict"]);
        quiet(&run);
        let schemas = Schemas::of(&folder.path(&format!("{name}/.shirube/schemas")));
        assert!(schemas.hold(&folder.path(name)) >= 12);
        // The same that the command writes.
        let run = folder.run(&["schema", "--root", name, &format!("{name}/.shirube/schemas")]);
        assert!(quiet(&run).lines().filter(|line| line.starts_with("unchanged: ")).count() == 14, "{}", run.stdout);
    }
    assert_eq!(folder.read("b/content/glossary.toml").matches("en =").count(), 0, "one language needs no codes");
    assert!(
        folder
            .read("d/site.toml")
            .contains("\n[[check.allow]]\ncode = \"missing-message\"\nfiles = [\"locales/de/*\"]\n")
    );
}

#[test]
fn what_is_given_is_used_and_judged() {
    let folder = Folder::new();
    let given = [
        "init",
        "my site",
        "--yes",
        "--languages",
        "en,ja",
        "--title",
        "Water {here}",
        "--base-url",
        "https://example.org/w",
        "--time-zone",
        "Europe/Berlin",
    ];
    assert!(quiet(&folder.run(&given)).contains("\n  cd 'my site'\n"));
    let settings = folder.read("my site/site.toml");
    assert!(settings.contains("\nbase_url = \"https://example.org/w/\"\n") && settings.contains("\nsource = \"en\"\n"));
    assert!(settings.contains("\ntime_zone = \"Europe/Berlin\"\n") && settings.contains("\n#layout = \"suffix\"\n"));
    assert!(folder.read("my site/.github/workflows/daily.yml").contains("- cron: \"5 23 * * *\""));
    quiet(&folder.run(&["build", "--root", "my site", "--strict"]));
    assert!(folder.read("my site/public/en/index.html").contains("Water {here}"));
    for (flag, wrong, why) in [
        ("--languages", "ja,jp", "`ja` is likely meant"),
        ("--title", " ", "at least one character"),
        ("--base-url", "example.org", "is not a URL"),
        ("--time-zone", "Asia/Tokio", "did you mean `Asia/Tokyo`?"),
    ] {
        let run = folder.run(&["init", "other", "--yes", flag, wrong]);
        assert_eq!((run.code, run.stdout.as_str()), (Some(2), ""), "{flag}");
        assert!(run.stderr.contains(why), "{}", run.stderr);
    }
    assert!(!folder.path("other").exists());
    // Without a terminal nobody is asked, and that is said.
    let run = folder.run(&["init", "other"]);
    assert_eq!(run.code, Some(0));
    let here = Folder::new();
    let said = here.run(&["init", ".", "--yes"]);
    assert!(quiet(&said).ends_with("\nnext:\n  shirube serve\n  shirube new guide/paper\n  shirube check\n"));
    assert_eq!(run.stderr, "there is no terminal to ask on: what is not given is as with `--yes`\n");
}

#[test]
fn nothing_is_written_over_and_no_link_is_followed() {
    let folder = Folder::new();
    folder.write("a/site.toml", "");
    folder.write("b/content/x.md", "");
    folder.write("c/locales/ja/site.ftl", "site-title = A\n");
    folder.write("file", "");
    fs::create_dir(folder.path("outside")).unwrap();
    for (name, link) in [("d", "content"), ("e", "locales"), ("f", ".github"), ("g", "site.toml"), ("h", ".gitignore")]
    {
        fs::create_dir(folder.path(name)).unwrap();
        symlink("../outside", folder.path(name).join(link)).unwrap();
    }
    let before = Snapshot::of(folder.0.path());
    for (name, why) in [
        ("a", "`site.toml` is there already"),
        ("b", "`content` is there already"),
        ("d", "`content` is there already"),
        ("e", "is a link or lies behind one"),
        ("f", "is a link or lies behind one"),
        ("g", "`site.toml` is there already"),
        ("h", "is a link or lies behind one"),
        ("file", "file"),
    ] {
        let run = folder.run(&["init", name, "--yes"]);
        assert_eq!((run.code, run.stdout.as_str()), (Some(2), ""), "{name}");
        assert!(run.stderr.contains(why), "{name}: {}", run.stderr);
        assert_eq!(Snapshot::of(folder.0.path()), before, "{name}");
    }
    // Of the files that are built all are made or none.
    let run = folder.run(&["init", "c", "--yes"]);
    assert!(run.code == Some(2) && run.stderr.contains("it is there already"), "{}", run.stderr);
    assert!(!folder.path("c/site.toml").exists() && !folder.path("c/content").exists());
    assert_eq!(folder.read("c/locales/ja/site.ftl"), "site-title = A\n");
    fs::remove_file(folder.path("c/locales/ja/site.ftl")).unwrap();
    // A repository that has begun keeps what it has.
    folder.write("c/.gitignore", "mine\n");
    let run = folder.run(&["init", "c", "--yes"]);
    assert!(quiet(&run).contains("kept .gitignore\n"), "{}", run.stdout);
    assert_eq!(folder.read("c/.gitignore"), "mine\n");
    quiet(&folder.run(&["build", "--root", "c"]));
}

#[test]
fn a_new_page_has_what_its_kind_wants() {
    let site = Site::new();
    let kinds = "\n[[kinds]]\nid = \"advice\"\nblocks = [\"second\", \"first\"]\norder = [\"first\", \"second\"]\n\
                 require = [\"title\", \"description\", \"author\"]\nlanguages = [\"ja\", \"en\"]\n\n[[kinds]]\nid = \"plain\"\n";
    site.write("site.toml", site.read("site.toml") + kinds);
    for name in ["first", "second"] {
        site.write(&format!("content/blocks/{name}.ja.md"), "文\n");
        site.write(&format!("content/blocks/{name}.en.md"), "Text\n");
    }
    let run = site.run(&["new", "guide/cost.ja.md", "--kind", "advice"]);
    assert_eq!((run.code, run.stdout.as_str()), (Some(0), "content/guide/cost.ja.md\n"), "{}", run.stderr);
    assert_eq!(
        run.stderr,
        "it is a draft until all is there: `description` has to be filled in, `author` has to be filled in, it has to be \
         there in `en` too\n"
    );
    assert_eq!(
        site.read("content/guide/cost.ja.md"),
        "+++\ntitle = \"Cost\"\nkind = \"advice\"\ndescription = \"\"\ndraft = true\n\n[extra]\nauthor = \"\"\n+++\n\n\
         [](block:first)\n\n[](block:second)\n"
    );
    assert_eq!(site.run(&["new", "content/plain", "--kind", "plain"]).stdout, "content/plain.ja.md\n");
    assert_eq!(site.run(&["new", "guide/"]).stdout, "content/guide/index.ja.md\n");
    assert_eq!(site.read("content/guide/index.ja.md"), "+++\ntitle = \"Guide\"\n+++\n");
    let build = site.run(&["build"]);
    assert!(build.code == Some(0) && !build.stderr.contains("error"), "{}", build.stderr);
}

#[test]
fn a_new_page_is_dated_where_pages_are() {
    let site = Site::new();
    site.write("content/a.ja.md", "+++\ntitle = \"A\"\ndate = 2026-01-01\n+++\n");
    site.write("content/b.ja.md", "+++\ntitle = \"B\"\ndate = 2026-01-01\n+++\n");
    site.run(&["new", "c"]);
    let text = site.read("content/c.ja.md");
    let date = text.lines().find_map(|line| line.strip_prefix("date = ")).unwrap_or_else(|| panic!("{text}"));
    assert!(date.parse::<jiff::civil::Date>().is_ok(), "{text}");
    site.build(&[]);
}

#[test]
fn a_page_that_cannot_be_is_refused() {
    let site = Site::new();
    site.page("content/only.en.md", "Only", "Only.");
    let elsewhere = tempfile::tempdir().unwrap();
    symlink(elsewhere.path(), site.path("content/away")).unwrap();
    let before = site.snapshot("content");
    for (path, why) in [
        ("index", "there is a page of that name already"),
        ("only", "there is a page of that name already"),
        ("../outside", "without `..`"),
        ("/etc/passwd", "does not lie in `content/`"),
        ("a:b", "cannot be the name of a file everywhere"),
        ("blocks/a", "would be no page"),
        (".hidden", ""),
        ("a/.b/c", ""),
        ("guide/cost.en.md", "pages are written in `ja` first"),
        ("con", "cannot be the name of a file everywhere"),
    ] {
        let run = site.run(&["new", path]);
        assert_eq!((run.code, run.stdout.as_str()), (Some(2), ""), "{path}");
        assert!(run.stderr.contains(why), "{path}: {}", run.stderr);
        assert_eq!(site.snapshot("content"), before, "{path}");
    }
    let run = site.run(&["new", "away/b"]);
    assert_ne!(run.code, Some(0));
    assert_eq!(fs::read_dir(elsewhere.path()).unwrap().count(), 0);
    // An address that another page has.
    site.write("content/a.ja.md", "+++\ntitle = \"A\"\nslug = \"b\"\naliases = [\"/ja/old/\"]\n+++\n");
    for path in ["b", "old", "B"] {
        let run = site.run(&["new", path]);
        assert_eq!((run.code, run.stdout.as_str()), (Some(2), ""), "{path}");
        assert!(run.stderr.contains("would be written twice"), "{path}: {}", run.stderr);
    }
    let run = site.run(&["new", "c", "--kind", "advise"]);
    assert!(run.code == Some(2) && run.stderr.contains("there is no kind `advise`"), "{}", run.stderr);
}

#[test]
fn languages_in_folders_get_their_pages_there() {
    let site = Site::new();
    site.write(
        "site.toml",
        site.read("site.toml").replace("source = \"ja\"\n", "source = \"ja\"\nlayout = \"directory\"\n"),
    );
    for lang in ["ja", "en"] {
        fs::remove_file(site.path(&format!("content/index.{lang}.md"))).unwrap();
        site.page(&format!("content/{lang}/index.md"), "ホーム", "文");
    }
    assert_eq!(site.run(&["new", "guide/cost"]).stdout, "content/ja/guide/cost.md\n");
    assert_eq!(site.run(&["new", "content/ja/guide/time.md"]).stdout, "content/ja/guide/time.md\n");
    assert_eq!(site.run(&["build"]).code, Some(0));
}
