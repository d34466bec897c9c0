//! What the Git repository round a folder remembers: texts by the ids of their blobs, and what files have been.

use super::program::{self, MAX_LINE, Patience, Running, one_line};
use super::reach::{self, Reach};
use super::repository;
use super::{Algorithm, History, MAX_TEXT, Version, read_at_most};
use jiff::civil::Date;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::process::{ChildStdin, ChildStdout, Stdio};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::time::Duration;
use unicode_normalization::UnicodeNormalization;

/// The Git repository round a folder. Where there is no Git, no repository or no such blob, it knows nothing.
#[derive(Debug)]
pub struct Git {
    root: PathBuf,
    repository: OnceLock<Result<Repository, Reach>>,
    /// The command that is asked for texts, from the first question on.
    texts: Mutex<Option<Texts>>,
    patience: Arc<Patience>,
}

/// How long Git may take for an answer: the history of a large repository takes seconds.
const LATE: Duration = Duration::from_secs(60);

/// A repository that can be asked.
#[derive(Debug)]
struct Repository {
    program: PathBuf,
    algorithm: Algorithm,
    /// Whether the commits before some day were left out when it was cloned.
    is_shallow: bool,
}

/// `git cat-file --batch`: an answer for each line.
#[derive(Debug)]
struct Texts {
    command: Running,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
}

impl Git {
    /// The repository that `root`, an absolute path without links, is in.
    pub fn new(root: &Path) -> Git {
        Git::waiting(root, LATE)
    }

    fn waiting(root: &Path, limit: Duration) -> Git {
        let (repository, texts, patience) = (OnceLock::new(), Mutex::default(), Patience::new(limit));
        Git { root: root.to_owned(), repository, texts, patience }
    }

    fn start(&self, program: &Path, args: &[&str], input: Stdio) -> Option<Running> {
        Running::start((program, &self.root), args, input, &self.patience)
    }

    fn repository(&self) -> Option<&Repository> {
        self.looked().as_ref().ok()
    }

    fn looked(&self) -> &Result<Repository, Reach> {
        self.repository.get_or_init(|| self.look())
    }

    /// The repository, or why there is none that can be asked.
    fn look(&self) -> Result<Repository, Reach> {
        let program = program::find(&self.root).ok_or(Reach::NoProgram)?;
        let asked = ["rev-parse", "--show-object-format", "--is-shallow-repository", "--absolute-git-dir"];
        let said = self.say(&program, &asked).ok_or_else(|| reach::obstacle(&self.root))?;
        let lines = || said.split_once('\n').and_then(|(format, rest)| Some((format, rest.split_once('\n')?)));
        let (format, (shallow, git_dir)) = lines().ok_or(Reach::Unreadable)?;
        let algorithm = match format {
            "sha256" => Algorithm::Sha256,
            // Versions of Git that know no other do not know the question.
            _ => Algorithm::Sha1,
        };
        let work_tree =
            || self.say(&program, &["config", "--get", "core.worktree"]).map(|said| one_line(&said).to_owned());
        let is_own = repository::is_own(&self.root, Path::new(one_line(git_dir)), work_tree);
        let is_shallow = shallow.trim() == "true";
        if is_own { Ok(Repository { program, algorithm, is_shallow }) } else { Err(Reach::Borrowed) }
    }

    /// Whether texts were left out when the repository was cloned.
    fn is_partial(&self, program: &Path) -> bool {
        let asked = ["config", "--get-regexp", r"^(extensions\.partialclone|remote\..*\.promisor)$"];
        self.say(program, &asked).is_some_and(|said| !said.is_empty())
    }

    /// The id of the commit that is checked out.
    fn head(&self) -> Option<String> {
        let program = &self.repository()?.program;
        let head = self.say(program, &["rev-parse", "--verify", "--end-of-options", "HEAD^{commit}"])?;
        Some(one_line(&head).to_owned())
    }

    /// The few lines that a command says, if it ends well.
    fn say(&self, program: &Path, args: &[&str]) -> Option<String> {
        let command = self.start(program, args, Stdio::null())?;
        let said = read_at_most(MAX_LINE, command.output()?).ok()?;
        if command.ends_well() { String::from_utf8(said).ok() } else { None }
    }

    /// The text that a name leads to, and its id.
    fn object(&self, name: &str) -> Option<(String, String)> {
        let mut open = self.texts.lock().unwrap_or_else(PoisonError::into_inner);
        let answer = self.ask(&mut open, name);
        match answer {
            Some(Answer::Text(id, text)) => Some((id, text)),
            Some(Answer::Nothing) => None,
            // What it would go on to say is of any length.
            Some(Answer::TooLarge) | None => {
                *open = None;
                None
            }
        }
    }

    /// The command that is asked for texts, and one answer of it; `None` if it has to be started again.
    fn ask(&self, open: &mut Option<Texts>, name: &str) -> Option<Answer> {
        if open.is_none() {
            let program = &self.repository()?.program;
            let command = self.start(program, &["cat-file", "--batch"], Stdio::piped())?;
            let (input, output) = (command.input()?, BufReader::new(command.output()?));
            *open = Some(Texts { command, input, output });
        }
        let Texts { command, input, output } = open.as_mut()?;
        command.ask();
        input.write_all(format!("{name}\n").as_bytes()).and_then(|()| input.flush()).ok()?;
        let answer = next_object(output);
        command.answered();
        answer
    }
}

impl Git {
    /// The files of a folder that a commit has changed, as far as `pick` has something to say of each.
    fn changed(&self, commit: &str, folder: &str, pick: &dyn Fn(Version) -> Option<String>) -> Vec<(String, String)> {
        let mut changed = Vec::new();
        let repository = self.repository().filter(|own| Algorithm::of(commit) == Some(own.algorithm));
        let changes = [CHANGES.as_slice(), &[folder]].concat();
        let command = repository.and_then(|own| self.start(&own.program, &changes, Stdio::piped()));
        let Some(command) = command else { return changed };
        let (Some(mut input), Some(output)) = (command.input(), command.output()) else { return changed };
        if input.write_all(format!("{commit}\n").as_bytes()).is_err() {
            return changed;
        }
        drop(input);
        // What was read until it could not be read is true.
        _ = read_changes(BufReader::new(output), &mut |path, version| {
            changed.extend(pick(version).map(|id| (path.to_owned(), id)));
            if changed.len() < MAX_CHANGED { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
        });
        changed
    }
}

/// Whether an id is that of no blob.
fn is_nothing(id: &str) -> bool {
    id.bytes().all(|byte| byte == b'0')
}

impl History for Git {
    /// The id of the commit that is checked out, and whether what came before it is missing: a shallow clone can get it
    /// without another commit.
    fn state(&self) -> Option<String> {
        let head = self.head()?;
        Some(if self.repository()?.is_shallow { format!("{head}-shallow") } else { head })
    }

    fn algorithm(&self) -> Algorithm {
        self.repository().map_or(Algorithm::Sha1, |repository| repository.algorithm)
    }

    fn is_whole(&self) -> bool {
        self.head().is_some() && self.repository().is_some_and(|repository| !repository.is_shallow)
    }

    fn reach(&self) -> Reach {
        match self.looked() {
            Err(why) => *why,
            Ok(_) if self.head().is_none() => Reach::Empty,
            Ok(own) if own.is_shallow => Reach::Shallow,
            Ok(own) if self.is_partial(&own.program) => Reach::Partial,
            Ok(own) => Reach::Whole(own.algorithm),
        }
    }

    /// Where a shallow clone has no commit in common it is the one of the name.
    fn fork(&self, name: &str) -> Option<String> {
        let program = &self.repository()?.program;
        let named = self.say(program, &["rev-parse", "--verify", "--end-of-options", &format!("{name}^{{commit}}")])?;
        let (named, head) = (one_line(&named).to_owned(), self.head()?);
        let base = self.say(program, &["merge-base", &named, &head]);
        Some(base.map_or(named, |base| one_line(&base).to_owned()))
    }

    fn text(&self, id: &str) -> Option<String> {
        // An id of the other kind is the beginning of one, or none.
        if Algorithm::of(id)? != self.repository()?.algorithm {
            return None;
        }
        self.object(id).map(|(_, text)| text)
    }

    fn text_at(&self, commit: &str, path: &str) -> Option<(String, String)> {
        // A line is a question.
        if Algorithm::of(commit)? != self.repository()?.algorithm || path.contains(['\n', '\r', '\0']) {
            return None;
        }
        let at = |path: &str| self.object(&format!("{commit}:./{path}"));
        // A file system may have written the name with other characters.
        at(path).or_else(|| at(&path.nfd().collect::<String>()).filter(|_| !path.is_ascii()))
    }

    fn removed(&self, commit: &str, folder: &str) -> Vec<(String, String)> {
        self.changed(commit, folder, &|version| version.before.filter(|_| is_nothing(&version.id)))
    }

    fn added(&self, commit: &str, folder: &str) -> Vec<(String, String)> {
        self.changed(commit, folder, &|version| (version.before.is_none()).then_some(version.id))
    }

    fn is_cut(&self) -> bool {
        let ask = |program: &Path| self.say(program, &["rev-parse", "--is-shallow-repository"]);
        let said = self.repository().and_then(|repository| ask(&repository.program));
        // Where that is not known, no answer is built on it.
        said.is_none_or(|said| one_line(&said) != "false")
    }

    /// The versions are those that `git log -- PATH …` shows: of a merge that agrees with one of its parents only the
    /// history of that one, and of others no change of their own.
    fn versions(&self, paths: &[&str], each: &mut dyn FnMut(&str, Version) -> ControlFlow<()>) {
        let Some(Repository { program, .. }) = self.repository() else { return };
        let Some(head) = self.head() else { return };
        for paths in paths.chunks(MANY) {
            // A file system may have written the name with other characters.
            let others: Vec<String> =
                paths.iter().filter(|path| !path.is_ascii()).map(|path| path.nfd().collect()).collect();
            // Named one by one, so that Git goes into no other folder: a small repository can hold one without end.
            let named: Vec<&str> = paths.iter().copied().chain(others.iter().map(String::as_str)).collect();
            let commits = [&["rev-list", &head, "--"], named.as_slice()].concat();
            let Some(commits) = self.start(program, &commits, Stdio::null()) else { return };
            let Some(list) = commits.output() else { return };
            let changes = [CHANGES.as_slice(), named.as_slice()].concat();
            let Some(changes) = self.start(program, &changes, Stdio::from(list)) else { return };
            let Some(output) = changes.output() else { return };
            if matches!(read_changes(BufReader::new(output), each), Ok(ControlFlow::Break(()))) {
                return;
            }
        }
    }
}

/// How many files that one commit took away are heard of.
const MAX_CHANGED: usize = 10_000;

/// How many files are asked about together: their names have to fit into the arguments of a command.
const MANY: usize = 200;

/// The command that says what commits have changed. `--relative` names files as seen from the folder, and `-z` leaves
/// their names as they are.
const CHANGES: [&str; 12] = [
    "diff-tree",
    "--stdin",
    "--root",
    "-r",
    "--relative",
    "--raw",
    "-z",
    "--no-renames",
    "--no-ext-diff",
    "--no-textconv",
    "--format=%x01%cs %H %P",
    "--",
];

/// Reads commits with their changes, as `git diff-tree --raw -z` says them, until `each` has heard enough.
fn read_changes(
    mut output: impl BufRead,
    each: &mut dyn FnMut(&str, Version) -> ControlFlow<()>,
) -> io::Result<ControlFlow<()>> {
    let (mut commit, mut version) = (None, None);
    while let Some(part) = next_part(&mut output)? {
        let part = String::from_utf8_lossy(&part);
        let part = part.trim_start_matches('\n');
        if let Some(said) = part.strip_prefix('\u{1}') {
            commit = read_commit(said);
        } else if let Some(change) = part.strip_prefix(':') {
            version = commit.as_ref().and_then(|commit| read_change(change, commit));
        } else if let Some(version) = version.take() {
            // Names are what people see: a file system may write them with other characters.
            let name: String = part.nfc().collect();
            if each(&name, version).is_break() {
                return Ok(ControlFlow::Break(()));
            }
        }
    }
    Ok(ControlFlow::Continue(()))
}

/// The next part that a NUL ends; of one that is longer than [`MAX_LINE`] the beginning.
fn next_part(output: &mut impl BufRead) -> io::Result<Option<Vec<u8>>> {
    let mut part = Vec::new();
    if output.by_ref().take(MAX_LINE).read_until(0, &mut part)? == 0 {
        return Ok(None);
    }
    let mut is_whole = part.pop_if(|last| *last == 0).is_some();
    while !is_whole {
        let mut rest = Vec::new();
        let read = output.by_ref().take(MAX_LINE).read_until(0, &mut rest)?;
        is_whole = read == 0 || rest.last() == Some(&0);
    }
    Ok(Some(part))
}

/// A commit that has changed files.
#[derive(Debug)]
struct Commit {
    day: Date,
    id: String,
    is_first: bool,
}

/// What is said of a commit: its day, its id, and those before it.
fn read_commit(said: &str) -> Option<Commit> {
    let mut words = said.split_whitespace();
    let (day, id) = (words.next()?.parse().ok()?, words.next()?.to_owned());
    Some(Commit { day, id, is_first: words.next().is_none() })
}

/// What is said of a file: modes, then blobs, before and after (git-diff-index, "raw output format").
fn read_change(change: &str, commit: &Commit) -> Option<Version> {
    let mut words = change.split(' ').skip(2);
    let (before, id) = (words.next()?, words.next()?);
    let before = Some(before.to_owned()).filter(|id| id.bytes().any(|byte| byte != b'0'));
    let Commit { day, id: commit, is_first } = commit;
    Some(Version { day: *day, commit: commit.clone(), is_first: *is_first, id: id.to_owned(), before })
}

/// What `git cat-file --batch` says of an id.
#[derive(Debug, PartialEq, Eq)]
enum Answer {
    /// Its id, and what it says.
    Text(String, String),
    /// The repository has no such blob, or it is no text.
    Nothing,
    /// Larger than a text may be. Nothing more was read.
    TooLarge,
}

/// The next answer; `None` when there is none that could be read.
fn next_object(output: &mut impl BufRead) -> Option<Answer> {
    let mut head = String::new();
    output.by_ref().take(MAX_LINE).read_line(&mut head).ok().filter(|_| head.ends_with('\n'))?;
    // What was asked for may have blanks, and is named again where it is not there.
    let words: Vec<&str> = head.split_whitespace().collect();
    let [id, kind, size] = words.as_slice() else { return Some(Answer::Nothing) };
    let Some(size) = size.parse::<u64>().ok().filter(|_| Algorithm::of(id).is_some()) else {
        return Some(Answer::Nothing);
    };
    if size > MAX_TEXT {
        return Some(Answer::TooLarge);
    }
    // The contents end in a line end of their own.
    let mut bytes = read_at_most(size + 1, output).ok().filter(|bytes| bytes.len() as u64 == size + 1)?;
    bytes.pop();
    let text = String::from_utf8(bytes).ok().filter(|_| *kind == "blob");
    Some(text.map_or(Answer::Nothing, |text| Answer::Text((*id).to_owned(), text)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashMap;
    use std::fs;
    use std::process::Command;

    #[test]
    fn reads_answers_one_by_one() {
        let long = MAX_TEXT + 1;
        let id = "a".repeat(40);
        let said = format!(
            "{id} blob 3\na\nb\n{id} missing\n{id}:./x blob 3 missing\n{id}:./x 3\n{id} tree 2\nxy\n{id} blob 0\n\n\
             {id} blob 1\n\u{80}\n{id} blob {long}\nx"
        );
        let mut output = said.as_bytes();
        let mut next = || next_object(&mut output);
        let text = |text: &str| Some(Answer::Text(id.clone(), text.to_owned()));
        assert_eq!(next(), text("a\nb"));
        assert_eq!(next(), Some(Answer::Nothing));
        assert_eq!(next(), Some(Answer::Nothing));
        assert_eq!(next(), Some(Answer::Nothing));
        assert_eq!(next(), Some(Answer::Nothing));
        assert_eq!(next(), text(""));
        // Cut in a character.
        assert_eq!(next(), Some(Answer::Nothing));
        for said in ["", " blob 3", " blob 3\nab", " blob 3\nabc"] {
            let said = if said.is_empty() { String::new() } else { format!("{id}{said}") };
            assert_eq!(next_object(&mut said.as_bytes()), None, "{said:?}");
        }
        assert_eq!(next_object(&mut format!("{id} blob {long}\nx").as_bytes()), Some(Answer::TooLarge));
        assert_eq!(next_object(&mut BufReader::new(io::repeat(b'a'))), None);
    }

    #[test]
    fn holds_no_more_of_a_name_than_a_name_may_be_long() {
        let endless = io::repeat(b'a').take(10 * MAX_LINE).chain(&b"\0b\0c"[..]);
        let mut output = BufReader::new(endless);
        let mut next = || next_part(&mut output).unwrap().map(|part| String::from_utf8(part).unwrap());
        assert_eq!(next().map(|part| part.len()), Some(MAX_LINE as usize));
        assert_eq!(next().as_deref(), Some("b"));
        assert_eq!(next().as_deref(), Some("c"));
        assert_eq!(next(), None);
    }

    /// A repository whose history has branches, merges, renames and a folder of a site.
    struct Story {
        folder: tempfile::TempDir,
        hour: u32,
    }

    impl Story {
        fn git(&self, args: &[&str]) -> String {
            let date = format!("2026-03-04T{:02}:00:00+0900", self.hour);
            let identity = ["-c", "user.name=n", "-c", "user.email=e", "-c", "commit.gpgsign=false"];
            let mut command = Command::new("git");
            command.args(identity).args(args).current_dir(self.folder.path()).env("GIT_CONFIG_GLOBAL", "/dev/null");
            let output = command.env("GIT_COMMITTER_DATE", &date).env("GIT_AUTHOR_DATE", &date).output().unwrap();
            assert!(output.status.success(), "{args:?} {}", String::from_utf8_lossy(&output.stderr));
            String::from_utf8(output.stdout).unwrap()
        }

        fn commit(&mut self, files: &[(&str, &str)]) {
            self.hour += 1;
            for (path, text) in files {
                let path = self.folder.path().join(path);
                fs::create_dir_all(path.parent().unwrap()).unwrap();
                fs::write(path, text).unwrap();
            }
            self.git(&["add", "--all"]);
            self.git(&["commit", "--quiet", "--allow-empty", "-m", "x"]);
        }

        fn merge(&mut self, branch: &str, how: &[&str]) {
            self.hour += 1;
            self.git(&[&["merge", "--quiet", "--no-ff", "-m", "x"], how, &[branch]].concat());
        }
    }

    fn story(format: &str) -> Option<Story> {
        program::find(Path::new("/nowhere"))?;
        let mut story = Story { folder: tempfile::tempdir().unwrap(), hour: 0 };
        story.git(&["init", "--quiet", "--initial-branch=main", &format!("--object-format={format}")]);
        story.commit(&[("site/a", "1"), ("site/dir/b", "1"), ("other", "1")]);
        story.git(&["checkout", "--quiet", "-b", "left"]);
        story.commit(&[("site/a", "2"), ("site/\u{304B}\u{3099} \n\"c\"", "1")]);
        story.git(&["checkout", "--quiet", "-b", "right", "main"]);
        story.commit(&[("site/dir/b", "2"), ("other", "2")]);
        story.commit(&[("site/dir/b", "1")]);
        story.merge("left", &[]);
        // One side of a merge that comes to nothing.
        story.git(&["checkout", "--quiet", "-b", "lost", "main"]);
        story.commit(&[("site/a", "lost")]);
        story.git(&["checkout", "--quiet", "right"]);
        story.merge("lost", &["--strategy=ours"]);
        // A merge that says what neither side says.
        story.git(&["checkout", "--quiet", "-b", "third"]);
        story.commit(&[("site/a", "third")]);
        story.git(&["checkout", "--quiet", "right"]);
        story.commit(&[("site/dir/b", "3")]);
        story.hour += 1;
        story.git(&["merge", "--quiet", "--no-commit", "third"]);
        story.commit(&[("site/a", "evil")]);
        story.git(&["mv", "site/a", "site/renamed"]);
        story.commit(&[("other", "3")]);
        story.commit(&[("other", "4")]);
        Some(story)
    }

    fn told(git: &Git, paths: &[&str]) -> Vec<(String, Version)> {
        let mut told = Vec::new();
        git.versions(paths, &mut |path, version| {
            told.push((path.to_owned(), version));
            ControlFlow::Continue(())
        });
        told
    }

    #[test]
    fn versions_are_those_that_the_log_shows() {
        for format in ["sha1", "sha256"] {
            let Some(story) = story(format) else { return };
            for folder in ["", "site", "site/dir"] {
                let root = story.folder.path().join(folder).canonicalize().unwrap();
                let git = Git::new(&root);
                let log = ["log", "--relative", "--raw", "-z", "--no-abbrev", "--no-renames", "--format=%x01%cs %H %P"];
                let root = root.to_str().unwrap();
                let said = story.git(&[&["-C", root], log.as_slice(), &["--", "."]].concat());
                let mut shown = Vec::new();
                let read = read_changes(said.as_bytes(), &mut |path, version| {
                    shown.push((path.to_owned(), version));
                    ControlFlow::Continue(())
                });
                assert!(read.unwrap().is_continue());
                assert!(shown.len() >= 4, "{folder}: {shown:#?}");
                let mut paths: Vec<&str> = shown.iter().map(|(path, _)| path.as_str()).collect();
                paths.sort_unstable();
                paths.dedup();
                assert_eq!(told(&git, &paths), shown, "{folder}");
                let ids: HashMap<String, String> =
                    git.texts(&shown.iter().map(|(_, version)| version.id.clone()).collect::<Vec<_>>());
                assert!(
                    shown.iter().all(
                        |(_, version)| version.id.bytes().all(|byte| byte == b'0') || ids.contains_key(&version.id)
                    )
                );
                let length = if format == "sha1" { 40 } else { 64 };
                assert!(shown.iter().all(|(_, version)| version.id.len() == length));
                let algorithm = if format == "sha1" { Algorithm::Sha1 } else { Algorithm::Sha256 };
                assert_eq!(git.algorithm(), algorithm);
            }
        }
    }

    #[cfg(unix)]
    #[test]
    fn waits_for_no_pipe() {
        use rustix::fs::{CWD, FileType, Mode, mknodat};
        for (name, is_later) in [("HEAD", false), ("packed-refs", false), ("objects", true)] {
            let Some(story) = story("sha1") else { return };
            let root = story.folder.path().canonicalize().unwrap();
            let blob = story.git(&["rev-parse", "main:site/a"]).trim().to_owned();
            let file = match is_later {
                true => format!("objects/{}/{}", &blob[..2], &blob[2..]),
                false => name.to_owned(),
            };
            let path = root.join(".git").join(file);
            _ = fs::remove_file(&path);
            mknodat(CWD, &path, FileType::Fifo, Mode::RWXU, 0).unwrap();
            let git = Git::waiting(&root, Duration::from_millis(300));
            let start = std::time::Instant::now();
            _ = told(&git, &["site/a"]);
            for _ in 0..20 {
                _ = git.text(&blob);
            }
            // Once is enough: twenty questions do not wait twenty times.
            assert!(start.elapsed() < Duration::from_secs(5), "{name}: {:?}", start.elapsed());
        }
    }

    #[test]
    fn stops_when_enough_is_heard() {
        let Some(story) = story("sha1") else { return };
        let git = Git::new(&story.folder.path().canonicalize().unwrap());
        let mut heard = 0;
        git.versions(&["site/a", "other"], &mut |_, _| {
            heard += 1;
            if heard == 2 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        });
        assert_eq!(heard, 2);
    }

    #[test]
    fn a_blob_that_is_no_text_hides_no_other() {
        let Some(mut story) = story("sha1") else { return };
        let long = "a".repeat(MAX_TEXT as usize + 1);
        story.commit(&[("long", &long), ("short", "short"), ("full", &long[1..])]);
        let id = |path: &str| story.git(&["rev-parse", &format!("HEAD:{path}")]).trim().to_owned();
        let git = Git::new(&story.folder.path().canonicalize().unwrap());
        assert_eq!(git.text(&id("short")).as_deref(), Some("short"));
        assert_eq!(git.text(&id("long")), None);
        assert_eq!(git.text(&id("full")).map(|text| text.len() as u64), Some(MAX_TEXT));
        // A folder, one that nobody has, one that is none.
        for other in [id("site"), "0".repeat(40), "HEAD:short".to_owned(), id("short")[..10].to_owned()] {
            assert_eq!(git.text(&other), None, "{other}");
        }
        assert_eq!(git.text(&id("short")).as_deref(), Some("short"));
    }

    #[test]
    fn where_there_is_no_repository_nothing_is_known() {
        let folder = tempfile::tempdir().unwrap();
        let git = Git::new(&folder.path().canonicalize().unwrap());
        assert_eq!(git.text(&"0".repeat(40)), None);
        assert_eq!(told(&git, &["site/a"]), []);
        assert_eq!(git.algorithm(), Algorithm::Sha1);
        assert_eq!(git.text_at(&"0".repeat(40), "site/a"), None);
    }

    #[test]
    fn a_file_is_read_as_it_was_at_a_commit() {
        for format in ["sha1", "sha256"] {
            let Some(story) = story(format) else { return };
            let id = |name: &str| story.git(&["rev-parse", name]).trim().to_owned();
            let root = story.folder.path().join("site").canonicalize().unwrap();
            let git = Git::new(&root);
            let (left, main) = (id("left"), id("main"));
            let said = |commit: &str, path: &str| git.text_at(commit, path).map(|(_, text)| text);
            assert_eq!(git.text_at(&left, "a"), Some((id("left:site/a"), "2".to_owned())));
            assert_eq!(said(&main, "a").as_deref(), Some("1"));
            assert_eq!(said(&main, "dir/b").as_deref(), Some("1"));
            // A name with a line of its own asks nothing; a folder, what is not there, and no whole id.
            for (commit, path) in [
                (left.as_str(), "\u{304C} \n\"c\""),
                (&left, "dir"),
                (&left, "none of 3"),
                (&left[..10], "a"),
                ("HEAD", "a"),
            ] {
                assert_eq!(said(commit, path), None, "{commit} {path}");
            }
            assert_eq!(said(&left, "a").as_deref(), Some("2"));
            let (renaming, evil) = (id("HEAD~"), id("HEAD~:site/renamed"));
            assert_eq!(git.removed(&renaming, "."), [("a".to_owned(), evil)]);
            assert_eq!(git.removed(&renaming, "dir"), []);
            assert_eq!((git.removed(&left, "."), git.removed("HEAD~", ".")), (Vec::new(), Vec::new()));
            assert!(!git.is_cut());
            let clone = tempfile::tempdir().unwrap();
            let from = format!("file://{}", story.folder.path().display());
            story.git(&["clone", "--quiet", "--depth", "1", &from, clone.path().to_str().unwrap()]);
            let git = Git::new(&clone.path().canonicalize().unwrap());
            assert!(git.is_cut());
            assert!(told(&git, &["other"]).iter().all(|(_, version)| version.is_first));
        }
    }
}
