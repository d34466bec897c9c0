//! What Git is asked, and what it does not get to do: a repository names programs, and none of them is run.

use super::site::Site;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// A repository with a site in which a translation is behind, so that Git is asked for a text and for days.
struct Cloned {
    site: Site,
    /// Where a program that must not run leaves its name.
    traces: tempfile::TempDir,
}

fn git_in(folder: &Path, args: &[&str], input: &str) -> String {
    let identity = ["-c", "user.name=n", "-c", "user.email=e", "-c", "commit.gpgsign=false"];
    let mut command = Command::new("git");
    command.args(identity).args(args).current_dir(folder).env("GIT_CONFIG_GLOBAL", "/dev/null");
    command.env("GIT_COMMITTER_DATE", "2026-03-04T12:00:00Z");
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    std::io::Write::write_all(&mut child.stdin.take().unwrap(), input.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success(), "{args:?} {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

fn has_git() -> bool {
    Command::new("git").arg("--version").output().is_ok()
}

const OLD: &str = "使えません。";
const NEW: &str = "原則として使えません。";

impl Cloned {
    fn new() -> Cloned {
        Cloned::with("sha1")
    }

    fn with(format: &str) -> Cloned {
        let cloned = Cloned { site: Site::new(), traces: tempfile::tempdir().unwrap() };
        cloned.git(&["init", "--quiet", &format!("--object-format={format}")]);
        let site = &cloned.site;
        site.page("content/cost.ja.md", "費用", &format!("## 保険\n\n{OLD}"));
        site.page("content/cost.en.md", "Cost", "## Insurance\n\nNone.");
        assert_eq!(site.run(&["translate", "accept", "cost"]).code, Some(0));
        cloned.commit();
        site.page("content/cost.ja.md", "費用", &format!("## 保険\n\n{NEW}"));
        cloned.commit();
        cloned
    }

    fn git(&self, args: &[&str]) -> String {
        git_in(self.site.root(), args, "")
    }

    fn commit(&self) {
        self.git(&["add", "."]);
        self.git(&["commit", "--quiet", "-m", "x"]);
    }

    /// Puts a signature on the newest commit, which somebody might want to see checked.
    fn sign(&self) {
        let signature = "gpgsig -----BEGIN PGP SIGNATURE-----\n \n x\n -----END PGP SIGNATURE-----\n";
        let commit = self.git(&["cat-file", "commit", "HEAD"]).replacen("\n\n", &format!("\n{signature}\n"), 1);
        let id = git_in(self.site.root(), &["hash-object", "-t", "commit", "-w", "--stdin"], &commit);
        self.git(&["update-ref", "HEAD", id.trim()]);
    }

    /// A program that leaves a trace, and what it is called.
    fn program(&self, path: impl Into<PathBuf>) -> String {
        let path = path.into();
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        let trace = self.traces.path().join(path.file_name().unwrap()).with_extension("ran");
        fs::write(&path, format!("#!/bin/sh\ntouch '{}'\ncat\n", trace.display())).unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
        path.to_str().unwrap().to_owned()
    }

    /// The programs that have run.
    fn traces(&self) -> Vec<String> {
        let names = fs::read_dir(self.traces.path()).unwrap().map(|entry| entry.unwrap().file_name());
        names.map(|name| name.to_str().unwrap().to_owned()).filter(|name| name.ends_with(".ran")).collect()
    }

    /// What the program says of the translation, run with some variables.
    fn told(&self, variables: &[(&str, &str)]) -> String {
        let mut said = String::new();
        for args in [["translate", "diff", "cost"].as_slice(), &["status"], &["build"], &["check"]] {
            let output = self.site.command(args).envs(variables.iter().copied()).output().unwrap();
            assert_eq!(output.status.code(), Some(0), "{args:?} {}", String::from_utf8_lossy(&output.stderr));
            if args[0] != "build" {
                said.push_str(&String::from_utf8(output.stdout).unwrap());
            }
        }
        said + &self.site.read("public/en/cost/index.html")
    }
}

/// Whether Git has answered.
fn is_known(told: &str) -> bool {
    let text = told.contains(&format!("- {OLD}\n+ {NEW}\n")) && told.contains("`保険` changed");
    text && told.contains("changed on 4 March 2026")
}

#[test]
fn no_program_that_a_repository_names_is_run() {
    if !has_git() {
        return;
    }
    let cloned = Cloned::new();
    cloned.sign();
    let plain = cloned.told(&[]);
    assert!(is_known(&plain), "{plain}");
    let config = cloned.site.read(".git/config");
    let run = |name: &str| cloned.program(cloned.traces.path().join(name));
    let included = cloned.traces.path().join("config");
    fs::write(&included, format!("[gpg]\n\tprogram = {}\n[log]\n\tshowSignature = true\n", run("included"))).unwrap();
    let remote =
        "[remote \"origin\"]\n\tpromisor = true\n\tpartialclonefilter = blob:none\n\tfetch = +refs/*:refs/*\n\turl =";
    let keys = [
        format!("[log]\n\tshowSignature = true\n[gpg]\n\tprogram = {}\n", run("gpg")),
        format!("[gpg \"openpgp\"]\n\tprogram = {}\n", run("openpgp")),
        format!("[include]\n\tpath = {}\n", included.display()),
        format!("[core]\n\tfsmonitor = {}\n", run("fsmonitor")),
        format!(
            "[core]\n\tpager = {0}\n[pager]\n\trev-list = {0}\n\tdiff-tree = {0}\n\tcat-file = {0}\n",
            run("pager")
        ),
        format!("[diff]\n\texternal = {}\n", run("external")),
        format!("[core]\n\thooksPath = {}\n", Path::new(&run("hooks/post-index-change")).parent().unwrap().display()),
        format!("[diff \"x\"]\n\ttextconv = {}\n\tcommand = {}\n", run("textconv"), run("command")),
        format!("[filter \"x\"]\n\tclean = {0}\n\tsmudge = {0}\n\tprocess = {0}\n\trequired = true\n", run("filter")),
        format!(
            "[alias]\n\trev-parse = !{0}\n\trev-list = !{0}\n\tdiff-tree = !{0}\n\tcat-file = !{0}\n",
            run("alias")
        ),
        format!("[core]\n\talternateRefsCommand = {}\n\tgitProxy = {}\n", run("refs"), run("proxy")),
        format!("[core]\n\tsshCommand = {}\n[protocol]\n\tallow = always\n", run("ssh")),
        "[extensions]\n\tpartialClone = origin\n[protocol \"ext\"]\n\tallow = always\n".to_owned(),
    ];
    let remotes = [
        String::new(),
        format!("{remote} \"ext::{} %S\"\n", run("remote")),
        format!("{remote} ssh://host/path\n"),
        format!("{remote} /nowhere\n\tuploadpack = {}\n", run("uploadpack")),
    ];
    // A version of the format in which extensions count.
    let version = config.replace("repositoryformatversion = 0", "repositoryformatversion = 1");
    cloned.site.write(".git/info/attributes", "* diff=x filter=x\n");
    let english = cloned.site.read("content/cost.en.md");
    let (before, rest) = english.split_once("translated_from = \"").unwrap();
    for remote in remotes {
        cloned.site.write(".git/config", format!("{version}{}{remote}", keys.concat()));
        assert_eq!(cloned.told(&[]), plain, "{remote}");
        assert_eq!(cloned.traces(), Vec::<String>::new(), "{remote}");
        // A text that is not there, and would be fetched.
        let unknown = format!("{before}translated_from = \"{}{}", "1".repeat(40), &rest[40..]);
        cloned.site.write("content/cost.en.md", unknown);
        assert!(cloned.told(&[]).contains("Git does not have here"), "{remote}");
        assert_eq!(cloned.traces(), Vec::<String>::new(), "{remote}");
        cloned.site.write("content/cost.en.md", &english);
    }
}

#[test]
fn the_hooks_of_a_repository_are_not_run() {
    if !has_git() {
        return;
    }
    let cloned = Cloned::new();
    let plain = cloned.told(&[]);
    for hook in ["post-index-change", "reference-transaction", "post-checkout", "pre-auto-gc", "fsmonitor-watchman"] {
        cloned.program(cloned.site.path(&format!(".git/hooks/{hook}")));
    }
    assert_eq!(cloned.told(&[]), plain);
    assert_eq!(cloned.traces(), Vec::<String>::new());
}

#[test]
fn a_folder_that_only_looks_like_a_repository_is_none() {
    if !has_git() {
        return;
    }
    let cloned = Cloned::new();
    cloned.sign();
    // What a clone may hold: a folder with the site, and in it all that Git keeps, without a `.git` round it.
    let site = Site::new();
    let docs = site.path("docs");
    fs::create_dir(&docs).unwrap();
    git_in(site.root(), &["init", "--quiet"], "");
    let kept = ["content", "site.toml", ".git/HEAD", ".git/objects", ".git/refs"].map(|name| cloned.site.path(name));
    assert!(Command::new("cp").arg("-R").args(kept).arg(&docs).status().unwrap().success());
    let gpg = cloned.program(cloned.traces.path().join("gpg"));
    let config = cloned.site.read(".git/config");
    site.write(
        "docs/config",
        format!("{config}\tworktree = .\n[log]\n\tshowSignature = true\n[gpg]\n\tprogram = {gpg}\n"),
    );
    let run = site.run(&["status", "--root", "docs"]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    let run = site.run(&["translate", "diff", "cost", "--root", "docs"]);
    assert!(run.stdout.contains("Git does not have here"), "{}", run.stdout);
    assert_eq!(cloned.traces(), Vec::<String>::new());
}

#[test]
fn the_program_is_never_one_of_the_site() {
    if !has_git() {
        return;
    }
    let cloned = Cloned::new();
    let plain = cloned.told(&[]);
    for place in ["git", "bin/git", "node_modules/.bin/git"] {
        cloned.program(cloned.site.path(place));
    }
    let path = std::env::var("PATH").unwrap();
    let root = cloned.site.root().to_str().unwrap();
    for first in [
        "",
        ".",
        "bin",
        "./bin",
        "bin/../bin",
        root,
        &format!("{root}/bin"),
        &format!("{root}/node_modules/.bin"),
        &format!("{root}/../{}/bin", cloned.site.root().file_name().unwrap().to_str().unwrap()),
    ] {
        assert_eq!(cloned.told(&[("PATH", &format!("{first}:{path}"))]), plain, "{first:?}");
        assert_eq!(cloned.traces(), Vec::<String>::new(), "{first:?}");
    }
    // With no other there is none.
    let said = cloned.told(&[("PATH", &format!(":.:bin:{root}/bin:/nowhere"))]);
    assert!(said.contains("Git does not have here"), "{said}");
    assert_eq!(cloned.traces(), Vec::<String>::new());
}

#[test]
fn variables_lead_to_no_other_repository_and_no_program() {
    if !has_git() {
        return;
    }
    let cloned = Cloned::new();
    let plain = cloned.told(&[]);
    let other = tempfile::tempdir().unwrap();
    git_in(other.path(), &["init", "--quiet"], "");
    let other = other.path().to_str().unwrap();
    let (git_dir, nowhere) = (format!("{other}/.git"), "/nowhere");
    let run = |name: &str| cloned.program(cloned.traces.path().join(name));
    for (name, value) in [
        ("GIT_DIR", git_dir.as_str()),
        ("GIT_DIR", ".git"),
        ("GIT_WORK_TREE", other),
        ("GIT_COMMON_DIR", &git_dir),
        ("GIT_OBJECT_DIRECTORY", nowhere),
        ("GIT_INDEX_FILE", nowhere),
        ("GIT_NAMESPACE", "other"),
        ("GIT_SHALLOW_FILE", nowhere),
        ("GIT_PREFIX", "content/"),
        ("GIT_EXEC_PATH", nowhere),
        ("GIT_DEFAULT_HASH", "sha256"),
        ("GIT_NOGLOB_PATHSPECS", "1"),
        ("GIT_GLOB_PATHSPECS", "1"),
        ("GIT_ICASE_PATHSPECS", "1"),
        ("GIT_FLUSH", "0"),
        ("GIT_DIFF_OPTS", "--unified=0"),
        ("GIT_EXTERNAL_DIFF", &run("external")),
        ("GIT_PAGER", &run("pager")),
        ("GIT_EDITOR", &run("editor")),
        ("GIT_SSH", &run("ssh")),
        ("GIT_SSH_COMMAND", &run("ssh-command")),
        ("GIT_ASKPASS", &run("askpass")),
        ("GIT_PROXY_COMMAND", &run("proxy")),
        ("GIT_TRACE", &format!("{}/trace.ran", cloned.traces.path().display())),
        ("GIT_TRACE2", &format!("{}/trace2.ran", cloned.traces.path().display())),
    ] {
        assert_eq!(cloned.told(&[(name, value)]), plain, "{name}={value}");
        assert_eq!(cloned.traces(), Vec::<String>::new(), "{name}={value}");
    }
}

#[test]
fn history_is_what_was_committed() {
    if !has_git() {
        return;
    }
    let cloned = Cloned::new();
    let plain = cloned.told(&[]);
    let old = cloned.git(&["rev-parse", "HEAD~:content/cost.ja.md"]).trim().to_owned();
    let id = |text: &str| git_in(cloned.site.root(), &["hash-object", "-w", "--stdin"], text).trim().to_owned();
    cloned.git(&["replace", &old, &id("+++\ntitle = \"費用\"\n+++\n## 別\n\n別。\n")]);
    let head = cloned.git(&["rev-parse", "HEAD"]);
    cloned.site.write(".git/info/grafts", head);
    assert_eq!(cloned.told(&[]), plain);
    fs::remove_dir_all(cloned.site.path(".git/refs/replace")).unwrap();
    fs::remove_file(cloned.site.path(".git/info/grafts")).unwrap();

    // What the repository borrows from another is not in it.
    let other = Cloned::new();
    let secret =
        git_in(other.site.root(), &["hash-object", "-w", "--stdin"], "## SECRET\n\nSECRET\n").trim().to_owned();
    let english = cloned.site.read("content/cost.en.md");
    cloned.site.write("content/cost.en.md", english.replace(&old, &secret));
    let objects = other.site.path(".git/objects").to_str().unwrap().to_owned();
    cloned.site.write(".git/objects/info/alternates", format!("{objects}\n"));
    let said = cloned.told(&[]);
    assert!(said.contains("Git does not have here") && !said.contains("SECRET"), "{said}");
    cloned.site.write("content/cost.en.md", english);
    cloned.site.write(".git/objects/info/alternates", "");
    assert_eq!(cloned.told(&[]), plain);
}

#[test]
fn a_repository_of_sha_256_is_asked_as_any_other() {
    if !has_git() {
        return;
    }
    let cloned = Cloned::with("sha256");
    let site = &cloned.site;
    assert!(is_known(&cloned.told(&[])), "{}", cloned.told(&[]));
    let stamp = || {
        let english = site.read("content/cost.en.md");
        english.split_once("translated_from = \"").unwrap().1.split_once('"').unwrap().0.to_owned()
    };
    let id = |name: &str| cloned.git(&["rev-parse", name]).trim().to_owned();
    assert_eq!(stamp(), id("HEAD~:content/cost.ja.md"));
    // The one that is begun is stamped as the repository counts.
    assert_eq!(site.run(&["translate", "accept", "cost"]).code, Some(0));
    assert_eq!((stamp(), stamp().len()), (id("HEAD:content/cost.ja.md"), 64));
    let state = || site.run(&["status", "--fail-on", "stale"]).code;
    assert_eq!(state(), Some(0));
    // A stamp of before the repository was what it is.
    let elsewhere = Site::new();
    git_in(elsewhere.root(), &["init", "--quiet"], "");
    let old = git_in(elsewhere.root(), &["hash-object", "--stdin"], &site.read("content/cost.ja.md"));
    let english = site.read("content/cost.en.md");
    let bare: Vec<&str> = english.lines().filter(|line| !line.starts_with("translated_digest")).collect();
    site.write("content/cost.en.md", bare.join("\n").replace(&stamp(), old.trim()) + "\n");
    assert_eq!(stamp().len(), 40);
    assert_eq!(state(), Some(0));
}
