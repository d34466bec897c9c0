//! What Git is asked, and what it does not get to do: a repository names programs, and none of them is run.

use super::site::Site;
use sha1::{Digest, Sha1};
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

pub fn git_in(folder: &Path, args: &[&str], input: &str) -> String {
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

pub fn has_git() -> bool {
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
        self.told_in(self.site.root(), variables)
    }

    /// The same of a copy of the site.
    fn told_in(&self, folder: &Path, variables: &[(&str, &str)]) -> String {
        let mut said = String::new();
        for args in [["translate", "diff", "cost"].as_slice(), &["status"], &["build"], &["check"]] {
            let output = self.site.command(args).current_dir(folder).envs(variables.iter().copied()).output().unwrap();
            assert_eq!(output.status.code(), Some(0), "{args:?} {}", String::from_utf8_lossy(&output.stderr));
            if args[0] != "build" {
                said.push_str(&String::from_utf8(output.stdout).unwrap());
            }
        }
        said + &fs::read_to_string(folder.join("public/en/cost/index.html")).unwrap()
    }

    /// Has the translation name a text that another repository has, and says its id.
    fn name_a_text_of(&self, other: &Cloned) -> String {
        let text = "## SECRET\n\nSECRET\n";
        let secret = git_in(other.site.root(), &["hash-object", "-w", "--stdin"], text).trim().to_owned();
        let old = self.git(&["rev-parse", "HEAD~:content/cost.ja.md"]);
        let english = self.site.read("content/cost.en.md");
        self.site.write("content/cost.en.md", english.replace(old.trim(), &secret));
        secret
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
    // One that gets its name later, so that Git is asked for that too.
    cloned.site.page("content/old.en.md", "New", "Text.");
    cloned.site.page("content/new.ja.md", "新", "本文。");
    cloned.commit();
    cloned.git(&["mv", "content/old.en.md", "content/new.en.md"]);
    cloned.commit();
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
        let run = cloned.site.run(&["translate", "accept", "new", "index", "--from-git"]);
        assert!(run.stderr.contains("it was called content/old.en.md before 2026-03-04"), "{remote} {}", run.stderr);
        assert!(run.stdout.contains("content/index.en.md is up to date"), "{remote} {}", run.stdout);
        assert_eq!(cloned.traces(), Vec::<String>::new(), "{remote}");
        cloned.site.page("content/index.en.md", "Home", "Hello.");
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
    let english = cloned.site.read("content/cost.en.md");
    cloned.name_a_text_of(&other);
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
    assert_eq!(site.run(&["translate", "accept", "cost", "--anyway"]).code, Some(0));
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

#[test]
fn what_git_answers_is_an_input_as_files_are() {
    if !has_git() {
        return;
    }
    let cloned = Cloned::new();
    let site = &cloned.site;
    let config = site.read("site.toml");
    // What says nothing is not built again for what it says.
    site.write("site.toml", format!("{config}\n[check]\nlevels = {{ stale-translation = \"off\" }}\n"));
    site.page("content/cost.ja.md", "費用", "## 保険\n\n一切使えません。");
    cloned.git(&["add", "."]);
    let page = || site.read("public/en/cost/index.html");
    site.build(&[]);
    assert!(site.build(&[]).contains(": 0 written"));
    let before = page();
    // Since it was committed the change has a day.
    cloned.commit();
    assert!(!site.build(&[]).contains(": 0 written"));
    assert_ne!(page(), before);
    site.build(&["--out", "fresh"]);
    assert_eq!(page(), site.read("fresh/en/cost/index.html"));
    // Where nothing depends on it, a commit is nothing new.
    site.run(&["translate", "accept", "cost", "--anyway"]);
    site.build(&[]);
    cloned.commit();
    assert!(site.build(&[]).contains(": 0 written"));
}

#[test]
fn no_other_repository_of_the_machine_is_read() {
    use std::os::unix::fs::symlink;
    if !has_git() {
        return;
    }
    /// Puts a link in the place of what the site's repository has there.
    fn link(cloned: &Cloned, other: &Cloned, path: &str) {
        let place = cloned.site.path(path);
        _ = fs::remove_file(&place);
        _ = fs::remove_dir_all(&place);
        fs::create_dir_all(place.parent().unwrap()).unwrap();
        symlink(other.site.path(path), place).unwrap();
    }
    /// Puts a file that names a folder in the place of the site's repository.
    fn name(cloned: &Cloned, folder: &Path) {
        fs::remove_dir_all(cloned.site.path(".git")).unwrap();
        cloned.site.write(".git", format!("gitdir: {}\n", folder.display()));
    }
    fn pack(other: &Cloned, id: &str) {
        git_in(other.site.root(), &["pack-objects", "-q", ".git/objects/pack/pack"], &format!("{id}\n"));
        other.git(&["prune-packed", "-q"]);
    }
    type Attack = (&'static str, fn(&Cloned, &Cloned, &str));
    let attacks: [Attack; 11] = [
        ("a file that names it", |cloned, other, _| name(cloned, &other.site.path(".git"))),
        ("a file that names a further work tree", |cloned, other, _| {
            let tree = other.site.path("tree");
            other.git(&["worktree", "add", "--quiet", tree.to_str().unwrap()]);
            name(cloned, &other.site.path(".git/worktrees/tree"));
        }),
        ("a file that names a submodule", |cloned, other, _| {
            let module = other.site.path(".git/modules/x");
            fs::rename(other.site.path(".git"), other.site.path("kept")).unwrap();
            fs::create_dir_all(module.parent().unwrap()).unwrap();
            fs::rename(other.site.path("kept"), &module).unwrap();
            fs::create_dir(other.site.path("x")).unwrap();
            git_in(&module, &["config", "core.worktree", "../../../x"], "");
            name(cloned, &module);
        }),
        ("a link", |cloned, other, _| link(cloned, other, ".git")),
        ("`commondir`", |cloned, other, _| {
            cloned.site.write(".git/commondir", format!("{}\n", other.site.path(".git").display()));
        }),
        ("`commondir` with a way back", |cloned, other, _| {
            let folder = cloned.site.path("worktrees/x");
            fs::create_dir_all(folder.parent().unwrap()).unwrap();
            fs::rename(cloned.site.path(".git"), &folder).unwrap();
            cloned.site.write("worktrees/x/commondir", format!("{}\n", other.site.path(".git").display()));
            cloned.site.write("worktrees/x/gitdir", format!("{}\n", cloned.site.path(".git").display()));
            cloned.site.write(".git", "gitdir: worktrees/x\n");
        }),
        ("`objects`", |cloned, other, _| link(cloned, other, ".git/objects")),
        ("`objects` of a repository that names the folder", |cloned, other, _| {
            link(cloned, other, ".git/objects");
            cloned.git(&["config", "core.worktree", ".."]);
            fs::rename(cloned.site.path(".git"), cloned.site.path("kept")).unwrap();
            cloned.site.write(".git", "gitdir: kept\n");
        }),
        ("`pack`", |cloned, other, secret| {
            pack(other, secret);
            link(cloned, other, ".git/objects/pack");
        }),
        ("packs", |cloned, other, secret| {
            pack(other, secret);
            for file in fs::read_dir(other.site.path(".git/objects/pack")).unwrap() {
                let file = file.unwrap().file_name();
                link(cloned, other, &format!(".git/objects/pack/{}", file.to_str().unwrap()));
            }
        }),
        ("an object", |cloned, other, secret| {
            link(cloned, other, &format!(".git/objects/{}/{}", &secret[..2], &secret[2..]));
        }),
    ];
    for (what, attack) in attacks {
        let (cloned, other) = (Cloned::new(), Cloned::new());
        let secret = cloned.name_a_text_of(&other);
        attack(&cloned, &other, &secret);
        // Git goes there.
        assert!(cloned.git(&["cat-file", "blob", &secret]).contains("SECRET"), "{what}");
        let said = cloned.told(&[]);
        assert!(said.contains("Git does not have here") && !said.contains("SECRET"), "{what}: {said}");
    }
    // All objects that begin alike.
    let (cloned, other) = (Cloned::new(), Cloned::new());
    let secret = cloned.name_a_text_of(&other);
    link(&cloned, &other, &format!(".git/objects/{}", &secret[..2]));
    assert!(cloned.git(&["cat-file", "blob", &secret]).contains("SECRET"));
    assert!(!cloned.told(&[]).contains("SECRET"));
}

#[test]
fn a_repository_may_be_kept_wherever_git_keeps_one() {
    if !has_git() {
        return;
    }
    let cloned = Cloned::new();
    let source = cloned.site.root().to_str().unwrap();
    // With a commit before, so that a part of the history can be left out.
    let commit = |tree: &str, parent: &str| {
        let parent = if parent.is_empty() { vec![] } else { vec!["-p", parent] };
        cloned.git(&[&["commit-tree", "-m", "x", tree], parent.as_slice()].concat()).trim().to_owned()
    };
    let first = commit("HEAD~^{tree}", "");
    let last = commit("HEAD^{tree}", &commit("HEAD~^{tree}", &first));
    cloned.git(&["update-ref", "HEAD", &last]);
    let place = tempfile::tempdir().unwrap();
    let git = |args: &[&str]| {
        git_in(place.path(), &[&["-c", "protocol.file.allow=always"], args].concat(), "");
    };
    let is_known_in = |folder: &str| is_known(&cloned.told_in(&place.path().join(folder), &[]));

    git(&["clone", "--quiet", source, "plain"]);
    assert!(is_known_in("plain"));
    git(&["-C", "plain", "worktree", "add", "--quiet", "-b", "y", "../tree"]);
    assert!(is_known_in("tree"));
    git(&["clone", "--quiet", "--bare", source, "bare"]);
    git(&["-C", "bare", "worktree", "add", "--quiet", "-b", "y", "../tree-of-bare"]);
    assert!(is_known_in("tree-of-bare"));
    git(&["clone", "--quiet", "--depth=2", &format!("file://{source}"), "shallow"]);
    assert!(place.path().join("shallow/.git/shallow").exists());
    assert!(is_known_in("shallow"));
    // Two levels of submodules, and a further work tree of one.
    git(&["init", "--quiet", "outer"]);
    git(&["init", "--quiet", "middle"]);
    git(&["-C", "middle", "submodule", "--quiet", "add", source, "docs/site"]);
    git(&["-C", "middle", "commit", "--quiet", "-m", "x"]);
    let middle = place.path().join("middle");
    git(&["-C", "outer", "submodule", "--quiet", "add", middle.to_str().unwrap(), "inner"]);
    git(&["-C", "outer", "submodule", "--quiet", "update", "--init", "--recursive"]);
    assert!(is_known_in("middle/docs/site"));
    assert!(is_known_in("outer/inner/docs/site"));
    git(&["-C", "middle/docs/site", "sparse-checkout", "set", "--no-cone", "/*"]);
    assert!(is_known_in("middle/docs/site"));
    git(&["-C", "middle/docs/site", "worktree", "add", "--quiet", "-b", "y", "../../../tree-of-module"]);
    assert!(is_known_in("tree-of-module"));
    // A part of a larger repository.
    git(&["init", "--quiet", "large"]);
    for version in ["HEAD~", "HEAD"] {
        git(&["-C", "plain", "checkout", "--quiet", "--detach", &format!("{last}{}", &version[4..])]);
        fs::create_dir_all(place.path().join("large/docs")).unwrap();
        let from = ["content", "site.toml"].map(|name| place.path().join("plain").join(name));
        let copy = Command::new("cp").arg("-R").args(from).arg(place.path().join("large/docs")).status();
        assert!(copy.unwrap().success());
        git(&["-C", "large", "add", "."]);
        git(&["-C", "large", "commit", "--quiet", "-m", "x"]);
    }
    assert!(is_known_in("large/docs"));
    // Of a repository elsewhere, only where it says so.
    git(&["clone", "--quiet", "--separate-git-dir=kept", source, "apart"]);
    let said = cloned.told_in(&place.path().join("apart"), &[]);
    assert!(said.contains("Git does not have here"), "{said}");
    git(&["-C", "apart", "config", "core.worktree", "../apart"]);
    assert!(is_known_in("apart"));
    // It says so of no other folder, and of none within.
    for other in ["other", "apart/within"] {
        fs::create_dir(place.path().join(other)).unwrap();
        let from = ["content", "site.toml", ".git"].map(|name| place.path().join("apart").join(name));
        assert!(Command::new("cp").arg("-R").args(from).arg(place.path().join(other)).status().unwrap().success());
        let said = cloned.told_in(&place.path().join(other), &[]);
        assert!(said.contains("Git does not have here"), "{other}: {said}");
    }
}

#[test]
fn git_looks_for_programs_in_no_folder_of_the_site() {
    if !has_git() {
        return;
    }
    let cloned = Cloned::new();
    let path = std::env::var("PATH").unwrap();
    let root = cloned.site.root().canonicalize().unwrap();
    fs::create_dir(root.join("bin")).unwrap();
    // Another `git` before the usual one, which says where it would look.
    let said = cloned.traces.path().join("path");
    let folder = tempfile::tempdir().unwrap();
    let git = cloned.program(folder.path().join("git"));
    let script = format!("#!/bin/sh\necho \"$PATH\" >>'{}'\nPATH='{path}' exec git \"$@\"\n", said.display());
    fs::write(git, script).unwrap();
    let usual = folder.path().to_str().unwrap();
    let within = format!(":.:bin:{0}:{0}/bin:{usual}:{path}", root.display());
    assert!(is_known(&cloned.told(&[("PATH", &within)])));
    let said = fs::read_to_string(said).unwrap();
    assert!(said.lines().count() > 0);
    for line in said.lines() {
        assert!(line.starts_with(usual), "{line}");
        let mut folders = std::env::split_paths(line);
        assert!(folders.all(|folder| folder.is_absolute() && !folder.starts_with(&root)), "{line}");
    }
}

/// A pack of a text that is cut out of one of `size` zeros and a few words, in a few kilobytes; the names of its objects
/// are made up.
struct Bomb {
    pack: Vec<u8>,
    index: Vec<u8>,
}

impl Bomb {
    const ID: &str = "cccccccccccccccccccccccccccccccccccccccc";
    const PART: usize = 1 << 16;

    fn of(size: usize) -> Bomb {
        let mut base = b"## BOMB\n\n".to_vec();
        base.resize(Self::PART, b'\n');
        // gitformat-pack: a copy of 65,536 bytes from the beginning of the base is one byte long.
        let parts = size / Self::PART;
        let large = [number(Self::PART), number(parts * Self::PART), vec![0x80; parts]].concat();
        // The first nine bytes of the large one.
        let small = [number(parts * Self::PART), number(9), vec![0x90, 9]].concat();
        let mut pack = [&b"PACK"[..], &2_u32.to_be_bytes(), &3_u32.to_be_bytes()].concat();
        let mut places = Vec::new();
        let named = |id: u8| [id; 20];
        for (kind, of, bytes) in [(3, None, &base), (7, Some(0xaa), &large), (7, Some(0xbb), &small)] {
            places.push(u32::try_from(pack.len()).unwrap());
            let length = bytes.len();
            let head = (length & 15) as u8 | kind << 4;
            pack.extend(if length > 15 { [&[head | 0x80][..], &number(length >> 4)].concat() } else { vec![head] });
            pack.extend(of.map(named).into_iter().flatten());
            pack.extend(stored(bytes));
        }
        pack.extend(Sha1::digest(&pack));
        // Version 2: how many names begin so or lower, the names, sums that nobody looks at, the places.
        let mut index = vec![0xff, b't', b'O', b'c', 0, 0, 0, 2];
        let ids = [0xaa_u8, 0xbb, 0xcc];
        for first in 0..=255 {
            index.extend((ids.iter().filter(|id| **id <= first).count() as u32).to_be_bytes());
        }
        index.extend(ids.map(named).concat());
        index.extend([0; 12]);
        index.extend(places.into_iter().flat_map(u32::to_be_bytes));
        index.extend(&pack[pack.len() - 20..]);
        index.extend(Sha1::digest(&index));
        Bomb { pack, index }
    }

    fn plant(&self, cloned: &Cloned) {
        let at = |ending: &str| format!(".git/objects/pack/pack-{}.{ending}", "1".repeat(40));
        cloned.site.write(&at("pack"), &self.pack);
        cloned.site.write(&at("idx"), &self.index);
    }
}

/// A number as packs have it: seven bits in a byte, the lowest first.
fn number(mut number: usize) -> Vec<u8> {
    let mut bytes = Vec::new();
    while number > 0x7f {
        bytes.push(number as u8 | 0x80);
        number >>= 7;
    }
    bytes.push(number as u8);
    bytes
}

/// Bytes as zlib has them that were not pressed together (RFC 1950, RFC 1951).
fn stored(bytes: &[u8]) -> Vec<u8> {
    let mut all = vec![0x78, 0x01];
    let mut parts = bytes.chunks(0xffff).peekable();
    while let Some(part) = parts.next() {
        let length = part.len() as u16;
        all.push(u8::from(parts.peek().is_none()));
        all.extend([length.to_le_bytes(), (!length).to_le_bytes()].concat());
        all.extend(part);
    }
    let (mut a, mut b) = (1_u32, 0_u32);
    for byte in bytes {
        a = (a + u32::from(*byte)) % 65_521;
        b = (b + a) % 65_521;
    }
    all.extend((b << 16 | a).to_be_bytes());
    all
}

#[cfg(target_os = "linux")]
#[test]
fn a_small_pack_takes_no_more_memory_than_git_is_given() {
    if !has_git() {
        return;
    }
    let cloned = Cloned::new();
    let old = cloned.git(&["rev-parse", "HEAD~:content/cost.ja.md"]);
    let english = cloned.site.read("content/cost.en.md");
    cloned.site.write("content/cost.en.md", english.replace(old.trim(), Bomb::ID));
    let is_told = || {
        let run = cloned.site.run(&["translate", "diff", "cost"]);
        assert_eq!(run.code, Some(0), "{}", run.stderr);
        run.stdout.contains("BOMB")
    };
    // As large as Git may hold, the pack is one that Git reads.
    Bomb::of(1 << 24).plant(&cloned);
    assert!(is_told());
    let bomb = Bomb::of(3 << 30);
    assert!(bomb.pack.len() < 200_000);
    bomb.plant(&cloned);
    assert!(!is_told());
    assert!(cloned.told(&[]).contains("Git does not have here"));
}

/// The day on which a page says that it was changed.
fn changed(folder: &Path, page: &str) -> Option<String> {
    let html = fs::read_to_string(folder.join(format!("public/ja/{page}/index.html"))).unwrap();
    let (_, rest) = html.split_once("最終更新</dt>")?;
    Some(rest.split_once("datetime=\"")?.1.split_once('"')?.0.to_owned())
}

#[test]
fn the_day_of_the_last_change_is_that_of_the_commit() {
    if !has_git() {
        return;
    }
    let cloned = Cloned::new();
    let site = &cloned.site;
    let settings = site.read("site.toml");
    site.write("site.toml", format!("{settings}\n[content]\nlast_change = \"git\"\n"));
    site.page("content/risk.ja.md", "リスク", "内出血があります。");
    site.write("content/said.ja.md", "+++\ntitle = \"日付\"\nupdated = 2026-01-02\n+++\n本文\n");
    cloned.commit();
    site.page("content/risk.ja.md", "リスク", "内出血や発熱があります。");
    assert_eq!(site.run(&["build"]).code, Some(0));
    assert_eq!(changed(site.root(), "cost").as_deref(), Some("2026-03-04"));
    // What is not committed has no day, and what a page says of itself counts more.
    assert_eq!(changed(site.root(), "risk"), None);
    assert_eq!(changed(site.root(), "said").as_deref(), Some("2026-01-02"));

    // The first commit of a shallow clone has every file, though none was changed then.
    let clones = tempfile::tempdir().unwrap();
    let from = format!("file://{}", site.root().display());
    git_in(clones.path(), &["clone", "--quiet", "--depth", "1", &from, "site"], "");
    let clone = clones.path().join("site");
    let output = site.command(&["build"]).current_dir(&clone).output().unwrap();
    let told = String::from_utf8(output.stderr).unwrap();
    assert!(told.contains("missing-history"), "{told}");
    assert_eq!(changed(&clone, "cost"), None);
}

#[test]
fn a_page_that_was_renamed_is_found_again() {
    if !has_git() {
        return;
    }
    let cloned = Cloned::new();
    let site = &cloned.site;
    site.page("content/guide/old.ja.md", "古い", "本文です。");
    site.page("content/other.ja.md", "別", "別の本文です。");
    cloned.commit();
    cloned.git(&["mv", "content/guide/old.ja.md", "content/guide/newer.ja.md"]);
    cloned.commit();
    // Renamed once more, and changed on the way.
    fs::remove_file(site.path("content/guide/newer.ja.md")).unwrap();
    site.page("content/news.ja.md", "古い", "書きかえた本文です。");
    site.page("content/unlike.ja.md", "似ていない", "まったく別の話です。");
    cloned.commit();
    site.page("content/index.ja.md", "ホーム", "[一](guide/old.md#a) [二](guide/nothing.md)");
    let run = site.run(&["check"]);
    let told = run.stderr + &run.stdout;
    assert!(told.contains("it was renamed to `content/news.ja.md`"), "{told}");
    assert_eq!(told.matches("it was renamed to").count(), 1, "{told}");
}
