//! The program as it is started: what it answers to whom, and what a browser sees of an edit.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// A preview of a small site, which ends with the test.
pub struct Served {
    child: Child,
    folder: tempfile::TempDir,
    host: String,
}

impl Drop for Served {
    fn drop(&mut self) {
        _ = self.child.kill();
        _ = self.child.wait();
    }
}

pub struct Answer {
    pub status: u16,
    head: String,
    pub body: Vec<u8>,
}

impl Answer {
    pub fn text(&self) -> String {
        String::from_utf8(self.body.clone()).unwrap()
    }

    pub fn header(&self, name: &str) -> Option<&str> {
        self.head.lines().filter_map(|line| line.split_once(": ")).find(|(key, _)| *key == name).map(|(_, value)| value)
    }
}

pub fn write(root: &Path, path: &str, text: &str) {
    let place = root.join(path);
    fs::create_dir_all(place.parent().unwrap()).unwrap();
    fs::write(place, text).unwrap();
}

const PAGE: &str = "+++\ntitle = \"費用\"\n+++\n一文目です。\n";

impl Served {
    fn start(args: &[&str]) -> Served {
        Served::start_with(args, &[])
    }

    fn start_with(args: &[&str], variables: &[(&str, &str)]) -> Served {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        write(
            root,
            "site.toml",
            "base_url = \"https://example.org/sub/\"\nsource = \"ja\"\n\n[[languages]]\ncode = \"ja\"\n\n[[languages]]\ncode = \"en\"\n",
        );
        write(root, "content/index.ja.md", "+++\ntitle = \"入口\"\n+++\n[](cost.md)\n");
        write(root, "content/index.en.md", "+++\ntitle = \"Home\"\n+++\nHello.\n");
        write(root, "content/cost.ja.md", PAGE);
        write(root, "static/data.txt", "0123456789");
        write(root, "static/site.css", "p { color: red }\n");
        Served::of(folder, "", args, variables)
    }

    /// A preview of the site in a folder below another.
    pub fn of(folder: tempfile::TempDir, below: &str, args: &[&str], variables: &[(&str, &str)]) -> Served {
        let (child, host) = start(&folder.path().join(below), args, variables);
        Served { child, folder, host }
    }

    pub fn root(&self) -> &Path {
        self.folder.path()
    }

    /// What is answered to a question with these lines in its head.
    fn ask(&self, first: &str, lines: &[&str]) -> Answer {
        ask(&self.host, first, lines)
    }

    pub fn get(&self, path: &str) -> Answer {
        self.ask(&format!("GET {path} HTTP/1.1"), &[])
    }

    pub fn about(&self, path: &str) -> serde_json::Value {
        let path = path.replace('/', "%2F");
        serde_json::from_slice(&self.get(&format!("/_shirube/page?path={path}")).body).unwrap()
    }
}

/// Waits until something holds, since an edit is seen a little later.
pub fn wait(what: &str, holds: impl Fn() -> bool) {
    let start = Instant::now();
    while !holds() {
        assert!(start.elapsed() < Duration::from_secs(60), "{what}");
        std::thread::sleep(Duration::from_millis(10));
    }
}

/// What a preview answers to a question with these lines in its head.
pub fn ask(host: &str, first: &str, lines: &[&str]) -> Answer {
    let mut stream = TcpStream::connect(host).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(30))).unwrap();
    let own = format!("host: {host}");
    let own = if lines.iter().any(|line| line.to_lowercase().starts_with("host:")) { "x-nothing: 1" } else { &own };
    let head = [&[first, own, "connection: close"], lines, &["", ""]].concat().join("\r\n");
    stream.write_all(head.as_bytes()).unwrap();
    let mut all = Vec::new();
    stream.read_to_end(&mut all).unwrap();
    let end = all.windows(4).position(|window| window == b"\r\n\r\n").unwrap();
    let head = String::from_utf8(all[..end].to_vec()).unwrap();
    let status = head.split(' ').nth(1).unwrap().parse().unwrap();
    Answer { status, head, body: all[end + 4..].to_vec() }
}

/// Starts the program for a site; the process, and where it answers.
pub fn start(root: &Path, args: &[&str], variables: &[(&str, &str)]) -> (Child, String) {
    let mut child = Command::new(env!("CARGO_BIN_EXE_shirube"))
        .args(["serve", "--port", "0", "--root"])
        .arg(root)
        .args(args)
        .envs(variables.iter().copied())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut url = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut url).unwrap();
    let rest = url.trim().strip_prefix("http://").unwrap_or_else(|| panic!("{url}"));
    let host = rest.split('/').next().unwrap().to_owned();
    assert!(host.starts_with("127.0.0.1:"), "{url}");
    (child, host)
}

#[test]
fn pages_are_those_of_a_build_and_one_tag() {
    let served = Served::start(&[]);
    let out = tempfile::tempdir().unwrap();
    let built = Command::new(env!("CARGO_BIN_EXE_shirube"))
        .args(["build", "--root"])
        .arg(served.root())
        .arg("--out")
        .arg(out.path().join("out"))
        .output()
        .unwrap();
    assert!(built.status.success());
    for path in ["index.html", "ja/index.html", "ja/cost/index.html", "en/index.html", "404.html"] {
        let html = fs::read_to_string(out.path().join("out").join(path)).unwrap();
        let shown = served.get(&format!("/sub/{}", path.trim_end_matches("index.html"))).text();
        let (before, rest) = shown.split_once("<script src=\"/_shirube/client.js\"").unwrap();
        let (_, after) = rest.split_once("</script>").unwrap();
        assert_eq!(format!("{before}{after}"), html, "{path}");
    }
    for path in ["sitemap.xml", "robots.txt", "data.txt"] {
        let bytes = fs::read(out.path().join("out").join(path));
        let shown = served.get(&format!("/sub/{path}"));
        assert_eq!(bytes.ok(), (shown.status == 200).then_some(shown.body), "{path}");
    }
    // Nothing is written into the site.
    let mut names: Vec<String> =
        fs::read_dir(served.root()).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    assert_eq!(names, ["content", "site.toml", "static"]);
}

#[test]
fn addresses_lead_where_they_do_on_a_host() {
    let (plain, pages) = (Served::start(&[]), Served::start(&["--pages"]));
    for (served, path, status, to) in [
        (&plain, "/", 302, Some("/sub/")),
        (&plain, "/sub", 302, Some("/sub/")),
        (&plain, "/sub/ja?x=1", 302, Some("/sub/ja/?x=1")),
        (&plain, "/sub/ja/", 200, None),
        (&plain, "/sub/ja/index.html", 200, None),
        (&plain, "/sub/ja/cost", 302, Some("/sub/ja/cost/")),
        (&plain, "/sub/404", 404, None),
        (&plain, "/sub/JA/", 404, None),
        (&plain, "/sub/nothing/", 404, None),
        (&plain, "/other/", 404, None),
        (&pages, "/sub/ja/cost", 301, Some("/sub/ja/cost/")),
        (&pages, "/sub/404", 200, None),
        (&pages, "/sub/nothing/", 404, None),
    ] {
        let answer = served.get(path);
        assert_eq!((answer.status, answer.header("location")), (status, to), "{path}");
    }
    assert!(plain.get("/sub/nothing/").text().contains("/_shirube/client.js"));
    assert_eq!(plain.get("/sub/ja/").header("cache-control"), Some("no-store"));
    assert_eq!(pages.get("/sub/ja/").header("cache-control"), Some("max-age=600"));
}

#[test]
fn only_files_of_the_site_are_answered() {
    let served = Served::start(&[]);
    write(served.root(), "secret.txt", "secret");
    write(served.root(), "content/secret.pdf", "secret");
    for path in [
        "/sub/../secret.txt",
        "/sub/%2e%2e/secret.txt",
        "/sub/..%2fsecret.txt",
        "/sub/ja/..%5c..%5csecret.txt",
        "/sub//secret.txt",
        "/sub/secret.txt",
        "/sub/site.toml",
        "/sub/content/secret.pdf",
        "/sub/static/data.txt",
        "/secret.txt",
        "/_shirube/../secret.txt",
        "/_shirube/client/client.js",
        "/sub/%00",
        "/sub/%ff",
    ] {
        let answer = served.get(path);
        assert!(matches!(answer.status, 400 | 404), "{path}: {}", answer.status);
        assert!(!String::from_utf8_lossy(&answer.body).contains("secret\n"), "{path}");
    }
    // Nobody has named one.
    assert_eq!(served.get("/_shirube/axe.js").status, 204);
}

#[test]
fn other_hosts_sites_and_methods_are_refused() {
    let served = Served::start(&["--allow-host", "preview.example"]);
    for (first, line, status) in [
        ("GET /sub/ja/", "host: evil.example", 403),
        ("GET /sub/ja/", "host: preview.example", 200),
        ("GET /sub/ja/", "origin: http://evil.example", 403),
        ("GET /sub/ja/", "sec-fetch-site: cross-site", 403),
        ("GET /_shirube/events", "sec-fetch-site: same-site", 403),
        ("GET /_shirube/client.js", "sec-fetch-site: same-origin", 200),
        ("POST /sub/ja/", "x: y", 405),
        ("OPTIONS /sub/ja/", "x: y", 405),
        ("HEAD /sub/ja/", "x: y", 200),
    ] {
        let answer = served.ask(&format!("{first} HTTP/1.1"), &[line]);
        assert_eq!(answer.status, status, "{first} {line}");
        assert_eq!(answer.header("x-content-type-options"), Some("nosniff"));
        assert_eq!(answer.header("cross-origin-resource-policy"), Some("same-origin"));
        assert_eq!(answer.header("access-control-allow-origin"), None);
    }
    let (get, head) = (served.get("/sub/ja/"), served.ask("HEAD /sub/ja/ HTTP/1.1", &[]));
    assert_eq!(get.header("content-length"), Some(get.body.len().to_string().as_str()));
    assert_eq!((head.header("content-length"), head.body.len()), (get.header("content-length"), 0));
}

#[test]
fn a_part_of_a_file_is_answered() {
    let served = Served::start(&[]);
    for (line, status, body, range) in [
        ("x: y", 200, "0123456789", None),
        ("range: bytes=2-4", 206, "234", Some("bytes 2-4/10")),
        ("range: bytes=-3", 206, "789", Some("bytes 7-9/10")),
        ("range: bytes=20-", 416, "the file has no such part\n", Some("bytes */10")),
    ] {
        let answer = served.ask("GET /sub/data.txt HTTP/1.1", &[line]);
        assert_eq!((answer.status, answer.text().as_str()), (status, body), "{line}");
        assert_eq!(answer.header("content-range"), range, "{line}");
    }
    assert_eq!(served.get("/sub/data.txt").header("content-type"), Some("text/plain; charset=utf-8"));
    assert_eq!(served.get("/sub/site.css").header("content-type"), Some("text/css; charset=utf-8"));
}

#[test]
fn an_edit_is_seen_and_a_mistake_lies_over_the_last_good_page() {
    let served = Served::start_with(&[], &[("SHIRUBE_EDIT_URL", "editor://open{file}:{line}:{column}")]);
    let page = || served.get("/sub/ja/cost/").text();
    assert!(page().contains("一文目です。"));
    let about = served.about("/sub/ja/cost/");
    let digest = about["digest"].as_str().unwrap().to_owned();
    assert!(page().contains(&format!("data-digest=\"{digest}\"")));
    assert_eq!(about["broken"], false);
    assert_eq!(about["page"]["file"], "content/cost.ja.md");
    assert_eq!(about["page"]["translation"]["others"][0]["state"], "missing");
    let root = served.root().canonicalize().unwrap();
    let file = format!("editor://open{}/content/cost.ja.md:1:1", root.display());
    assert_eq!(about["page"]["edit"], file.as_str());

    write(served.root(), "content/cost.ja.md", &PAGE.replace("一文目", "二文目"));
    wait("the edit is seen", || page().contains("二文目です。"));
    assert_ne!(served.about("/sub/ja/cost/")["digest"], digest.as_str());

    write(served.root(), "content/cost.ja.md", &PAGE.replace("一文目", "[三文目](nowhere.md)"));
    wait("the mistake is told", || served.about("/sub/ja/cost/")["broken"] == true);
    assert!(page().contains("二文目です。"));
    let found = &served.about("/sub/ja/cost/")["diagnostics"][0];
    assert_eq!(
        (found["code"].as_str(), found["line"].as_u64(), found["here"].as_bool()),
        (Some("unknown-page"), Some(4), Some(true))
    );
    // It still is the page of its address when another one goes, and comes again.
    fs::remove_file(served.root().join("content/index.en.md")).unwrap();
    wait("the other page is gone", || served.get("/sub/en/").status == 404);
    assert_eq!(served.about("/sub/ja/cost/")["page"]["file"], "content/cost.ja.md");
    write(served.root(), "content/index.en.md", "+++\ntitle = \"Home\"\n+++\nHello.\n");
    wait("the other page is there", || served.get("/sub/en/").status == 200);
    // So does one that nobody has looked at before it was broken.
    write(served.root(), "content/index.ja.md", "+++\ntitle = \"入口\"\n+++\n[](nowhere.md)[誤り](cost.md)\n");
    wait("the mistake is told", || served.about("/sub/ja/")["broken"] == true);
    assert!(!served.get("/sub/ja/").text().contains("誤り"));
    write(served.root(), "content/index.ja.md", "+++\ntitle = \"入口\"\n+++\n[](cost.md)\n");
    wait("the mistake is mended", || served.about("/sub/ja/")["broken"] == false);
    // The others go on.
    assert_eq!(served.about("/sub/en/")["broken"], false);
    write(served.root(), "content/index.en.md", "+++\ntitle = \"Home\"\n+++\nGood morning.\n");
    wait("another page goes on", || served.get("/sub/en/").text().contains("Good morning."));

    write(served.root(), "content/cost.ja.md", &PAGE.replace("一文目", "四文目"));
    wait("it is mended", || page().contains("四文目です。") && served.about("/sub/ja/cost/")["broken"] == false);

    // Without `site.toml` there is no site, and every page stays as it was.
    let site = fs::read_to_string(served.root().join("site.toml")).unwrap();
    write(served.root(), "site.toml", "base_url = \n");
    wait("the site is broken", || served.about("/sub/en/")["broken"] == true);
    assert!(served.get("/sub/en/").text().contains("Good morning."));
    write(served.root(), "site.toml", &site);
    wait("the site is mended", || served.about("/sub/en/")["broken"] == false);
}

#[test]
fn a_new_style_changes_what_is_asked_for_and_nothing_else() {
    let served = Served::start(&[]);
    write(served.root(), "static/theme/theme.css", "p { color: red }\n");
    let frame = || served.about("/sub/ja/")["frame"].clone();
    let styles = || served.about("/sub/ja/")["styles"].clone();
    wait("the style of the site is there", || served.get(styles()[0].as_str().unwrap()).text() == "p { color: red }\n");
    let (before, frame_before) = (styles(), frame());
    write(served.root(), "static/theme/theme.css", "p { color: blue }\n");
    wait("another style is there", || styles() != before);
    assert_eq!(frame(), frame_before);
}

#[test]
fn every_state_is_told() {
    let served = Served::start(&[]);
    let mut stream = BufReader::new(TcpStream::connect(&served.host).unwrap());
    let head = format!("GET /_shirube/events HTTP/1.1\r\nhost: {}\r\n\r\n", served.host);
    stream.get_mut().write_all(head.as_bytes()).unwrap();
    stream.get_mut().set_read_timeout(Some(Duration::from_secs(60))).unwrap();
    let mut next = || loop {
        let mut line = String::new();
        stream.read_line(&mut line).unwrap();
        if let Some(data) = line.strip_prefix("data: ") {
            break serde_json::from_str::<serde_json::Value>(data).unwrap();
        }
    };
    let mut state = next();
    while state["swept"] != true {
        state = next();
    }
    let first = state["generation"].as_u64().unwrap();
    write(served.root(), "content/cost.ja.md", "+++\ntitle = \"費用\"\n+++\n[誤り](nowhere.md)\n");
    while state["errors"] != 1 || state["swept"] != true {
        state = next();
    }
    assert!(state["generation"].as_u64().unwrap() > first);
}

#[test]
fn a_port_that_is_taken_is_passed_over() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port();
    let served = Served::start(&[]);
    let mut child = Command::new(env!("CARGO_BIN_EXE_shirube"))
        .args(["serve", "--port", &port.to_string(), "--root"])
        .arg(PathBuf::from(served.root()))
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut url = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut url).unwrap();
    child.kill().unwrap();
    child.wait().unwrap();
    let other: u16 = url.split(':').nth(2).unwrap().split('/').next().unwrap().parse().unwrap();
    assert!(other > port, "{url}");
}
