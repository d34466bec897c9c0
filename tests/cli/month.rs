//! A month of a team: an original in Japanese, translators for English and Korean, and what Git makes of their work. After
//! each step `status` says what a careful person would.

use super::git::{git_in, has_git};
use super::site::{Run, Site};
use serde_json::Value;
use std::path::Path;

const CONFIG: &str = r#"base_url = "https://example.com/guide/"
source = "ja"
repository = "https://github.com/example/guide"
[[languages]]
code = "ja"
name = "日本語"
[[languages]]
code = "en"
name = "English"
[[languages]]
code = "ko"
name = "한국어"
"#;

struct Team {
    site: Site,
}

impl Team {
    fn git(&self, args: &[&str]) -> String {
        git_in(self.site.root(), args, "").trim().to_owned()
    }

    fn commit(&self, message: &str) -> String {
        self.git(&["add", "--all"]);
        self.git(&["commit", "--quiet", "-m", message]);
        self.git(&["rev-parse", "HEAD"])
    }

    fn accept(&self, pages: &[&str]) {
        let run = self.site.run(&[&["translate", "accept"], pages].concat());
        assert_eq!(run.code, Some(0), "{}", run.stderr);
    }

    /// Replaces a text in a file.
    fn edit(&self, path: &str, from: &str, to: &str) {
        let text = self.site.read(path);
        assert!(text.contains(from), "{from} in {text}");
        self.site.write(path, text.replace(from, to));
    }

    fn json(&self, more: &[&str]) -> Value {
        serde_json::from_str(&self.site.run(&[&["status", "--format", "json"], more].concat()).stdout).unwrap()
    }

    /// The pages that are not current, and how they are.
    fn open(&self, more: &[&str]) -> Vec<String> {
        let report = self.json(more);
        let pages = report["pages"].as_array().unwrap().iter().filter(|page| page["state"] != "current");
        let text = |value: &Value| value.as_str().unwrap().to_owned();
        pages.map(|page| format!("{} {}", text(&page["path"]), text(&page["state"]))).collect()
    }

    fn page(&self, path: &str) -> Value {
        let report = self.json(&[]);
        report["pages"].as_array().unwrap().iter().find(|page| page["path"] == path).unwrap().clone()
    }

    /// The line of `status` about a file.
    fn line(&self, path: &str) -> String {
        let said = self.site.run(&["status", "en", "ko"]).stdout;
        said.lines()
            .find(|line| line.trim_start().starts_with(path))
            .unwrap_or_else(|| panic!("{path} in {said}"))
            .to_owned()
    }
}

/// The first of the month: two pages in three languages.
fn begin() -> Team {
    let team = Team { site: Site::new() };
    let site = &team.site;
    team.git(&["init", "--quiet", "--initial-branch=main"]);
    site.write("site.toml", CONFIG);
    site.page("content/index.ko.md", "홈", "안녕하세요.");
    site.page(
        "content/cost.ja.md",
        "費用",
        "一回の費用です。\n\n## 保険\n\n保険は使えません。\n\n## 支払い\n\n現金だけです。",
    );
    site.page(
        "content/cost.en.md",
        "Cost",
        "What a session costs.\n\n## Insurance\n\nNone.\n\n## Payment\n\nCash only.",
    );
    site.page(
        "content/cost.ko.md",
        "비용",
        "한 번의 비용입니다.\n\n## 보험\n\n없습니다.\n\n## 결제\n\n현금만 받습니다.",
    );
    site.page("content/days.ja.md", "曜日", "月曜日です。");
    site.page("content/days.en.md", "Days", "On Mondays.");
    site.page("content/days.ko.md", "요일", "월요일입니다.");
    team.accept(&["cost", "days", "index"]);
    team.commit("begin");
    team
}

#[test]
fn status_says_what_a_careful_person_would() {
    if !has_git() {
        return;
    }
    let team = begin();
    let site = &team.site;
    assert_eq!(team.open(&[]), [""; 0]);

    // The original changes: both translations are behind, by one section, since that day and by that commit.
    team.edit("content/cost.ja.md", "保険は使えません。", "公的な保険は使えません。");
    let changed = team.commit("insurance");
    let both = ["content/cost.en.md stale", "content/cost.ko.md stale"];
    assert_eq!(team.open(&[]), both);
    assert_eq!(team.open(&["--since", "HEAD~"]), both);
    assert_eq!(team.open(&["--since", "HEAD"]), [""; 0]);
    let page = team.page("content/cost.en.md");
    assert_eq!((&page["commit"], &page["since"]), (&Value::from(changed.clone()), &Value::from("2026-03-04")));
    let line = team.line("content/cost.en.md");
    assert!(line.ends_with(&format!(": `保険` changed since 2026-03-04 ({})", &changed[..7])), "{line}");
    let table = site.run(&["status", "--format", "markdown"]).stdout;
    let link = format!("[`{}`](https://github.com/example/guide/commit/{changed})", &changed[..7]);
    assert!(table.contains("[`content/cost.en.md`](https://github.com/example/guide/blob/HEAD/content/cost.en.md)"));
    assert!(table.contains(&link), "{table}");
    let coverage = team.json(&[])["languages"]["en"]["words"].clone();
    let (total, open) = (coverage["total"].as_u64().unwrap(), coverage["open"].as_u64().unwrap());
    assert!(open > 0 && open < total / 2, "{coverage}");

    // The translator for English follows on a branch, which is merged.
    team.git(&["checkout", "--quiet", "-b", "english"]);
    team.edit("content/cost.en.md", "None.", "No public insurance.");
    team.accept(&["content/cost.en.md"]);
    team.commit("insurance in English");
    team.git(&["checkout", "--quiet", "main"]);
    site.page("content/news.ja.md", "知らせ", "新しい頁です。");
    team.commit("news");
    team.git(&["merge", "--quiet", "--no-ff", "-m", "merge", "english"]);
    assert_eq!(
        team.open(&[]),
        ["content/news.en.md missing", "content/cost.ko.md stale", "content/news.ko.md missing"]
    );
    assert_eq!(team.open(&["--since", "HEAD^1"]), [""; 0], "what the branch made is no worse");

    // A translation of an original that is still on a branch comes alone: it is ahead, and not behind.
    team.git(&["checkout", "--quiet", "-b", "korean"]);
    team.edit("content/days.ja.md", "月曜日です。", "月曜日と木曜日です。");
    team.commit("days");
    team.edit("content/days.ko.md", "월요일입니다.", "월요일과 목요일입니다.");
    team.accept(&["content/days.ko.md"]);
    team.commit("days in Korean");
    team.git(&["checkout", "--quiet", "main"]);
    team.git(&["cherry-pick", "korean"]);
    assert_eq!(team.page("content/days.ko.md")["ahead"], true);
    let line = team.line("content/days.ko.md");
    assert!(
        line.ends_with("made from a text that the original does not have here, of which it may be ahead"),
        "{line}"
    );
    // With the original's commit it is current, and the other one is behind.
    team.git(&["cherry-pick", "korean~"]);
    assert_eq!(team.page("content/days.ko.md")["state"], "current");
    assert_eq!(team.page("content/days.en.md")["state"], "stale");
    assert_eq!(team.page("content/days.en.md")["ahead"], false);
    team.edit("content/days.en.md", "On Mondays.", "On Mondays and Thursdays.");
    team.accept(&["content/days.en.md"]);
    team.commit("days in English");

    // The original alone is called something else.
    team.git(&["mv", "content/cost.ja.md", "content/price.ja.md"]);
    team.commit("rename");
    let line = team.line("content/cost.en.md");
    assert!(line.ends_with("move it to content/price.en.md"), "{line}");
    assert_eq!(team.page("content/cost.ko.md")["state"], "orphan");
    team.git(&["mv", "content/cost.en.md", "content/price.en.md"]);
    team.git(&["mv", "content/cost.ko.md", "content/price.ko.md"]);
    team.commit("rename translations");
    assert_eq!(team.page("content/price.en.md")["state"], "current");
    let page = team.page("content/price.ko.md");
    assert_eq!(
        (&page["state"], &page["ahead"]),
        (&Value::from("stale"), &Value::from(false)),
        "of another name before"
    );

    // A section becomes a page of its own.
    let text = site.read("content/price.ja.md");
    let (rest, payment) = text.split_once("\n## 支払い\n\n").unwrap();
    site.page("content/payment.ja.md", "支払い", payment);
    site.write("content/price.ja.md", rest);
    team.commit("split");
    let since = team.open(&["--since", "HEAD~"]);
    assert_eq!(since, ["content/payment.en.md missing", "content/price.en.md stale", "content/payment.ko.md missing"]);
    let line = team.line("content/price.en.md");
    assert!(line.contains("`支払い` removed"), "{line}");

    // A branch of the translator for Korean is rebased onto a main that has moved.
    team.git(&["checkout", "--quiet", "-b", "price"]);
    let korean = site.read("content/price.ko.md");
    site.write(
        "content/price.ko.md",
        korean.split_once("\n## 결제").unwrap().0.replace("없습니다.", "공적 보험은 없습니다."),
    );
    team.accept(&["content/price.ko.md"]);
    team.commit("price in Korean");
    team.git(&["checkout", "--quiet", "main"]);
    site.page("content/news.ja.md", "知らせ", "二つ目の知らせです。");
    team.commit("more news");
    team.git(&["checkout", "--quiet", "price"]);
    team.git(&["rebase", "--quiet", "main"]);
    assert_eq!(team.page("content/price.ko.md")["state"], "current");
    team.git(&["checkout", "--quiet", "main"]);
    team.git(&["merge", "--quiet", "--ff-only", "price"]);

    // A pull request in a clone that has its last commit and the last one of its base.
    team.git(&["checkout", "--quiet", "-b", "request"]);
    team.edit("content/days.ja.md", "木曜日", "金曜日");
    team.commit("another day");
    team.git(&["checkout", "--quiet", "main"]);
    let place = tempfile::tempdir().unwrap();
    let from = format!("file://{}", site.root().display());
    let clone = place.path().join("ci");
    git_in(place.path(), &["clone", "--quiet", "--depth=1", "--branch=request", &from, "ci"], "");
    git_in(&clone, &["fetch", "--quiet", "--depth=1", "origin", "main:refs/remotes/origin/main"], "");
    let run = |args: &[&str]| in_folder(site, &clone, args);
    let asked = run(&["status", "--since", "origin/main", "--fail-on", "stale", "--format", "json"]);
    assert_eq!(asked.code, Some(1));
    let report: Value = serde_json::from_str(&asked.stdout).unwrap();
    let pages: Vec<&str> =
        report["pages"].as_array().unwrap().iter().map(|page| page["path"].as_str().unwrap()).collect();
    assert_eq!(pages, ["content/days.en.md", "content/days.ko.md"]);
    assert_eq!(report["history"], "shallow");
    assert!(asked.stderr.contains("shallow clone"), "{}", asked.stderr);
    let unknown = run(&["status", "--since", "origin/nowhere"]);
    assert_eq!(unknown.code, Some(2));
    assert!(unknown.stderr.contains("origin/nowhere"), "{}", unknown.stderr);
}

fn in_folder(site: &Site, folder: &Path, args: &[&str]) -> Run {
    Run::of(site.command(args).arg("--root").arg(folder).output().unwrap())
}

#[test]
fn missing_messages_and_texts_of_data_can_fail_a_check() {
    let site = Site::new();
    site.write("site.toml", CONFIG);
    site.page("content/index.ko.md", "홈", "안녕하세요.");
    let code = |on: &str| site.run(&["status", "--fail-on", on]).code;
    assert_eq!((code("messages"), code("data"), code("stale")), (Some(1), Some(0), Some(0)));
    site.write(
        "content/tables/t.toml",
        "caption = { ja = \"表\", en = \"Table\" }\n[[column]]\nid = \"c\"\ntype = \"percent\"\nlabel = \"C\"\n\
         [[row]]\nid = \"r\"\nlabel = \"R\"\nc = 1\n",
    );
    assert_eq!(code("data"), Some(1));
}
