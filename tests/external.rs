//! Links to other sites, asked of servers that this machine runs for the test: what is told of each answer, and what is
//! never asked.

// A test may stop; clippy.toml says so for the test functions, this for what they are made of.
#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::string_slice, clippy::unwrap_used)]

use shirube::Options;
use shirube::diagnostic::{Diagnostics, Format, Screen, print};
use shirube::inside::external::{Asked, Manner, check};
use shirube::inside::resolve::Site;
use shirube::inside::{Read, read};
use shirube::source::{Memory, Sources, embedded};
use std::io::{Read as _, Write};
use std::net::{IpAddr, Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::path::PathBuf;
use std::process::Command;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

const NOW: &str = "2026-11-01T00:00:00Z";

/// A request that a server got: method and path, everything, and when.
#[derive(Clone)]
struct Request {
    line: String,
    head: String,
}

/// A server on this machine that answers each request by a function of its line and how often that line came before.
struct Server {
    address: SocketAddr,
    requests: Arc<Mutex<Vec<Request>>>,
}

impl Server {
    fn new(answer: fn(&str, usize) -> String) -> Server {
        Server::at(Ipv4Addr::LOCALHOST.into(), answer)
    }

    fn at(host: IpAddr, answer: fn(&str, usize) -> String) -> Server {
        let listener = TcpListener::bind((host, 0)).unwrap();
        let (address, requests) = (listener.local_addr().unwrap(), Arc::new(Mutex::new(Vec::new())));
        let seen = Arc::clone(&requests);
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                let seen = Arc::clone(&seen);
                std::thread::spawn(move || serve(stream.unwrap(), &seen, answer));
            }
        });
        Server { address, requests }
    }

    fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// The method and the path of each request.
    fn lines(&self) -> Vec<String> {
        self.requests.lock().unwrap().iter().map(|request| request.line.clone()).collect()
    }
}

fn serve(mut stream: TcpStream, seen: &Mutex<Vec<Request>>, answer: fn(&str, usize) -> String) {
    let (mut head, mut byte) = (Vec::new(), [0]);
    // Who begins with this byte wants encryption.
    while !head.ends_with(b"\r\n\r\n") && !head.starts_with(&[0x16]) {
        match stream.read(&mut byte) {
            Ok(1) => head.push(byte[0]),
            _ => break,
        }
    }
    let head = String::from_utf8_lossy(&head).into_owned();
    let line = head.split(" HTTP/").next().unwrap().to_owned();
    let before = {
        let mut seen = seen.lock().unwrap();
        let before = seen.iter().filter(|request| request.line == line).count();
        seen.push(Request { line: line.clone(), head });
        before
    };
    let text = answer(&line, before);
    if text == "silence" {
        std::thread::sleep(Duration::from_secs(5));
    }
    if stream.write_all(text.as_bytes()).is_err() || !text.ends_with("endless") {
        return;
    }
    while stream.write_all(&[b'x'; 4096]).is_ok() {}
}

fn status(status: u16, headers: &str) -> String {
    format!("HTTP/1.1 {status} Said\r\n{headers}Content-Length: 0\r\nConnection: close\r\n\r\n")
}

fn redirect(code: u16, to: &str) -> String {
    status(code, &format!("Location: {to}\r\n"))
}

/// A site with these links, a line each, and this in its `[check]`.
fn site(links: &[String], settings: &str) -> Site {
    let mut files = Memory::new();
    let config = format!(
        "base_url = \"https://example.org/\"\nsource = \"en\"\n[[languages]]\ncode = \"en\"\n[check]\n{settings}\n"
    );
    files.insert("site.toml", config.into_bytes());
    let text: String = links.iter().map(|link| format!("[x]({link})\n")).collect();
    files.insert("content/index.en.md", format!("+++\ntitle = \"Home\"\n+++\n{text}").into_bytes());
    read_site(&files)
}

fn read_site(files: &Memory) -> Site {
    let mut sources = Sources::read(files, &embedded()).unwrap();
    let options =
        Options { base: None, drafts: false, strict: false, now: NOW.parse().unwrap(), languages: Vec::new() };
    let mut found = Diagnostics::new();
    let Read { config, messages, catalog } = read(&mut sources, &options, &mut found).unwrap();
    assert!(found.is_empty(), "{:?}", found.iter().map(|found| &found.message).collect::<Vec<_>>());
    Site::new(sources, config, messages, catalog)
}

/// As a test asks: this machine, by one of its addresses alone, without pauses worth the name.
fn manner() -> Manner {
    Manner {
        permits: |address| address == IpAddr::V4(Ipv4Addr::LOCALHOST),
        pause: Duration::from_millis(1),
        patience: Duration::from_millis(1500),
        cache: None,
        ..Manner::usual(NOW.parse().unwrap())
    }
}

fn ask(links: &[String], settings: &str, manner: &Manner) -> (Vec<String>, Asked) {
    let site = site(links, settings);
    let mut asked = check(&site, manner, &|_, _| ());
    asked.diagnostics.sort(&site.sources);
    let screen = Screen { colour: false, all: None };
    let text = print(&asked.diagnostics, &site.sources, Format::Short, screen).as_str().to_owned();
    (text.lines().map(str::to_owned).collect(), asked)
}

/// What is said of one link, without where it stands; empty where nothing is.
fn of(link: &str) -> String {
    let (lines, _) = ask(&[link.to_owned()], "", &manner());
    assert!(lines.len() < 2, "{lines:?}");
    lines.first().and_then(|line| line.split_once(": ")).map(|(_, said)| said.to_owned()).unwrap_or_default()
}

#[test]
fn each_answer_is_told_as_what_it_is() {
    let server = Server::new(|line, before| match line {
        "HEAD /there" => status(200, ""),
        "HEAD /refuses" | "HEAD /forbids" | "HEAD /wrong" | "HEAD /unmade" => {
            status(if line.ends_with("unmade") { 501 } else { 405 }, "")
        }
        "GET /refuses" | "GET /wrong" | "GET /unmade" => status(200, ""),
        "GET /forbids" | "HEAD /login" | "GET /login" => status(403, ""),
        "HEAD /gone" | "GET /gone" => status(410, ""),
        "HEAD /moved" => redirect(301, "/there"),
        "HEAD /moved-twice" => redirect(308, "/moved"),
        "HEAD /for-now" => redirect(302, "/there"),
        "HEAD /good-then-for-now" => redirect(301, "/for-now"),
        "HEAD /detour" => redirect(301, "/detour?cookie"),
        "HEAD /detour?cookie" => redirect(301, "/detour#done"),
        "HEAD /moved-away" => redirect(301, "/nothing"),
        "HEAD /often" if before == 0 => status(429, "Retry-After: 0\r\n"),
        "HEAD /ill" | "GET /ill" if before == 0 => status(503, ""),
        "GET /ill" | "GET /often" => status(200, ""),
        "HEAD /broken" | "GET /broken" => status(500, ""),
        "HEAD /odd" | "GET /odd" => status(418, ""),
        "HEAD /babble" | "GET /babble" => "I am no web server\r\n\r\n".to_owned(),
        "HEAD /large" | "GET /large" => status(200, &format!("X: {}\r\n", "x".repeat(200_000))),
        "HEAD /endless" => status(405, ""),
        "GET /endless" => "HTTP/1.1 200 OK\r\n\r\nendless".to_owned(),
        "HEAD /loop" => redirect(302, "/loop"),
        "HEAD /nowhere" => redirect(302, "http://"),
        line if line.starts_with('\u{16}') => "no TLS".to_owned(),
        "HEAD /%E6%96%99%E9%87%91?a=b%20c" => status(200, ""),
        _ => status(404, ""),
    });
    for (path, said) in [
        ("/there", ""),
        ("/there#part", ""),
        ("/refuses", ""),
        ("/unmade", ""),
        ("/forbids", ""),
        ("/login", ""),
        ("/for-now", ""),
        ("/often", ""),
        ("/ill", ""),
        ("/endless", ""),
        ("/料金?a=b%20c", ""),
        ("/gone", "warning[gone-link]: there is nothing at `URL` any more: it answers 410"),
        ("/nothing", "warning[gone-link]: there is nothing at `URL` any more: it answers 404"),
        ("/moved-away", "warning[gone-link]: there is nothing at `URL` any more: it answers 404"),
        ("/moved", "advice[moved-link]: `URL` has moved for good"),
        ("/moved-twice", "advice[moved-link]: `URL` has moved for good"),
        ("/good-then-for-now", "advice[moved-link]: `URL` has moved for good"),
        ("/detour", "advice[unreachable-link]: nobody can say whether `URL` is there: it redirects more than 10 times"),
        ("/broken", "advice[unreachable-link]: nobody can say whether `URL` is there: it answers 500"),
        ("/odd", "advice[unreachable-link]: nobody can say whether `URL` is there: it answers 418"),
        ("/babble", "advice[unreachable-link]: nobody can say whether `URL` is there: what it answers is no HTTP"),
        ("/large", "advice[unreachable-link]: nobody can say whether `URL` is there: what it answers is no HTTP"),
        ("/loop", "advice[unreachable-link]: nobody can say whether `URL` is there: it redirects more than 10 times"),
        (
            "/nowhere",
            "advice[unreachable-link]: nobody can say whether `URL` is there: its redirect leads to no address",
        ),
    ] {
        let url = server.url(path);
        assert_eq!(of(&url), said.replace("URL", &url), "{path}");
    }
    let plain = of(&server.url("/").replace("http:", "https:"));
    assert!(plain.ends_with("its certificate or its encryption is none that browsers take"), "{plain}");
    let lines = server.lines();
    let count = |line: &str| lines.iter().filter(|own| *own == line).count();
    assert_eq!((count("HEAD /broken"), count("GET /broken")), (1, 2), "three times in all");
    assert_eq!((count("HEAD /gone"), count("GET /gone")), (1, 1));
    assert_eq!((count("HEAD /loop"), count("GET /there")), (11, 0));
    let requests = server.requests.lock().unwrap();
    let head = requests[0].head.to_lowercase();
    assert!(head.contains(&format!("user-agent: shirube/{}", env!("CARGO_PKG_VERSION"))), "{head}");
    assert!(!requests.iter().any(|request| request.head.to_lowercase().contains("cookie:")));
}

#[test]
fn what_has_moved_is_told_with_where_it_is() {
    let server = Server::new(|line, _| match line {
        "HEAD /old" => redirect(301, "/new"),
        "HEAD /part" => redirect(301, "/new#there"),
        "HEAD /http" => redirect(301, "//127.0.0.1/"),
        _ => status(200, ""),
    });
    let (_, asked) = ask(&[server.url("/old#cost"), server.url("/part#cost")], "", &manner());
    let helps: Vec<String> = asked.diagnostics.iter().filter_map(|found| found.help.clone()).collect();
    let write = |path: &str| format!("look at it, and write `{}`", server.url(path));
    assert_eq!(helps, [write("/new#cost"), write("/new#there")]);
}

#[test]
fn each_place_is_told_and_each_address_asked_once() {
    let server = Server::new(|_, _| status(404, ""));
    let links = [server.url("/a#x"), server.url("/a#y"), server.url("/a"), "https://example.org/own".to_owned()];
    let (lines, _) = ask(&links, "", &manner());
    let places: Vec<&str> = lines.iter().map(|line| line.split(": ").next().unwrap()).collect();
    assert_eq!(places, ["content/index.en.md:4:1", "content/index.en.md:5:1", "content/index.en.md:6:1"]);
    assert_eq!(server.lines(), ["HEAD /a", "GET /a"]);
}

#[test]
fn menus_and_references_name_other_sites_too() {
    let server = Server::new(|_, _| status(404, ""));
    let mut files = Memory::new();
    let menu = |name: &str| format!("[[menu]]\nlabel = \"x\"\nurl = \"{}\"\n", server.url(name));
    let config = format!(
        "base_url = \"https://example.org/\"\nsource = \"en\"\n[[languages]]\ncode = \"en\"\n{}{}place = \"footer\"\n",
        menu("/head"),
        menu("/foot")
    );
    files.insert("site.toml", config.into_bytes());
    files.insert("content/index.en.md", "+++\ntitle = \"Home\"\n+++\n".as_bytes());
    let work = format!("[a]\ntype = \"webpage\"\ntitle = \"A\"\nurl = \"{}\"\n", server.url("/work"));
    files.insert("content/references.toml", work.into_bytes());
    let site = read_site(&files);
    let mut asked = check(&site, &manner(), &|_, _| ());
    asked.diagnostics.sort(&site.sources);
    let places: Vec<&str> = asked.diagnostics.iter().map(|found| site.sources.text(found.span)).collect();
    assert_eq!(places, ["a", &format!("\"{}\"", server.url("/head")), &format!("\"{}\"", server.url("/foot"))]);
}

#[test]
fn this_machine_and_its_network_are_not_asked() {
    let server = Server::new(|_, _| status(404, ""));
    let port = server.address.port();
    let hosts = [
        "127.0.0.1",
        "localhost",
        "127.1",
        "0x7f.0.0.1",
        "2130706433",
        "017700000001",
        "0.0.0.0",
        "0",
        "[::1]",
        "[::]",
        "[::ffff:127.0.0.1]",
        "[::ffff:7f00:1]",
        "[64:ff9b::127.0.0.1]",
        "１２７.0.0.1",
    ];
    let links: Vec<String> = hosts.iter().map(|host| format!("http://{host}:{port}/")).collect();
    let usual = Manner { pause: Duration::from_millis(1), cache: None, ..Manner::usual(NOW.parse().unwrap()) };
    let (lines, _) = ask(&links, "", &usual);
    assert_eq!(lines.len(), links.len(), "{lines:#?}");
    let why = "it leads to this machine or into its own network, and is not asked";
    let refused = lines.iter().filter(|line| line.ends_with(why)).count();
    // Without IPv6 an address of it may be no place at all.
    assert!(refused >= 10, "{lines:#?}");
    assert_eq!(server.lines().len(), 0);
}

#[test]
fn no_redirect_leads_into_the_network() {
    // On Linux all of 127/8 is this machine.
    let inner = Server::at(IpAddr::V4(Ipv4Addr::new(127, 0, 0, 2)), |_, _| status(200, ""));
    let port = inner.address.port();
    let outer = Server::new(|line, _| {
        let path = line.split(' ').nth(1).unwrap();
        match path.strip_prefix("/to/") {
            Some(to) => redirect(301, &to.replace("%3A", ":").replace("%2F", "/").replace("%40", "@")),
            None => status(200, ""),
        }
    });
    let to = |target: &str| {
        outer.url(&format!("/to/{}", target.replace(':', "%3A").replace('/', "%2F").replace('@', "%40")))
    };
    for (target, why) in [
        (format!("http://127.0.0.2:{port}/"), "it leads to this machine or into its own network, and is not asked"),
        (format!("http://127.2:{port}/"), "it leads to this machine or into its own network, and is not asked"),
        (format!("//127.0.0.2:{port}/"), "it leads to this machine or into its own network, and is not asked"),
        (
            "http://169.254.169.254/latest".to_owned(),
            "it leads to this machine or into its own network, and is not asked",
        ),
        ("file:///etc/passwd".to_owned(), "only `http` and `https` are asked"),
        ("ftp://127.0.0.1/".to_owned(), "only `http` and `https` are asked"),
        ("http://127.0.0.1:22/".to_owned(), "its port is not one of the web"),
        ("http://me@127.0.0.1/".to_owned(), "it has a name or a password in it"),
    ] {
        let said = of(&to(&target));
        assert!(said.contains("to which it redirects") && said.ends_with(why), "{target}: {said}");
    }
    assert_eq!(inner.lines().len(), 0);
}

#[test]
fn a_host_is_asked_slowly() {
    let server = Server::new(|_, _| status(200, ""));
    let links: Vec<String> = (0..6).map(|number| server.url(&format!("/{number}"))).collect();
    let pause = Duration::from_millis(60);
    let begun = Instant::now();
    let (lines, _) = ask(&links, "", &Manner { pause, ..manner() });
    // Five pauses lie between six requests, however slow the machine is.
    assert!(begun.elapsed() >= 5 * pause);
    assert_eq!((lines.len(), server.lines().len()), (0, 6));
}

#[test]
fn who_does_not_answer_is_soon_left_alone() {
    let server = Server::new(|_, _| "silence".to_owned());
    let links: Vec<String> = (0..9).map(|number| server.url(&format!("/{number}"))).collect();
    let (lines, _) = ask(&links, "", &Manner { patience: Duration::from_millis(40), ..manner() });
    assert_eq!(lines.len(), 9);
    assert!(lines[0].ends_with("it does not answer in time"), "{}", lines[0]);
    assert!(lines[8].ends_with("its host said nothing of others before"), "{}", lines[8]);
    let asked = server.lines().len();
    assert!(asked <= 9, "three addresses, three times each: {asked}");
    let nobody = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    assert!(of(&format!("http://{nobody}/")).ends_with("nobody answers there"));
    assert!(of("http://nobody.invalid/").contains("nobody can say whether"));
}

#[test]
fn what_is_good_is_remembered_and_what_is_not_is_asked_again() {
    let server = Server::new(|line, _| match line {
        "HEAD /there" | "HEAD /new" => status(200, ""),
        "HEAD /old" => redirect(301, "/new"),
        _ => status(404, ""),
    });
    let folder = tempfile::tempdir().unwrap();
    let cache = || Some(folder.path().join("shirube/links.json"));
    let links = [server.url("/there"), server.url("/old"), server.url("/gone")];
    let first = ask(&links, "", &Manner { cache: cache(), ..manner() });
    assert_eq!(server.lines().len(), 5);
    let again = ask(&links, "", &Manner { cache: cache(), ..manner() });
    assert_eq!(first.0, again.0);
    assert_eq!(server.lines()[5..], ["HEAD /gone", "GET /gone"]);
    let week = "2026-11-08T00:00:00Z".parse().unwrap();
    ask(&links[..1], "", &Manner { cache: cache(), now: week, ..manner() });
    assert_eq!(server.lines().len(), 8);
    // A folder that cannot be made is said, and no more.
    std::fs::write(folder.path().join("file"), "").unwrap();
    let (lines, asked) =
        ask(&links[..1], "", &Manner { cache: Some(folder.path().join("file/x/links.json")), ..manner() });
    assert!(lines.is_empty() && asked.unkept.is_some());
}

#[test]
fn what_the_site_leaves_alone_and_what_is_too_much_is_not_asked() {
    let server = Server::new(|line, _| match line {
        "HEAD /to-left" => redirect(301, "/left/far/away"),
        _ => status(404, ""),
    });
    let skip = format!("external_skip = [\"{}\"]", server.url("/left/**"));
    let (lines, _) = ask(&[server.url("/left/a/b"), server.url("/left/c#d"), server.url("/to-left")], &skip, &manner());
    assert_eq!(lines.len(), 1, "{lines:?}");
    assert_eq!(server.lines(), ["HEAD /to-left"]);
    let links: Vec<String> = (0..5).map(|number| server.url(&format!("/{number}"))).collect();
    let (lines, asked) = ask(&links, "", &Manner { most: 2, ..manner() });
    assert_eq!((lines.len(), asked.left), (2, 3));
}

#[test]
fn only_who_asks_for_it_opens_a_connection() {
    let server = Server::new(|_, _| status(404, ""));
    let folder = tempfile::tempdir().unwrap();
    let file = |path: &str, text: &str| {
        let path: PathBuf = folder.path().join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    };
    file("site.toml", "base_url = \"https://example.org/\"\nsource = \"en\"\n[[languages]]\ncode = \"en\"\n");
    // The name is one that nobody has: a proxy would be asked for it all the same.
    let text =
        format!("[a]({}) <!-- allow unreachable-link: example -->\n\n[b](http://nobody.invalid/)\n", server.url("/"));
    file("content/index.en.md", &format!("+++\ntitle = \"Home\"\n+++\n{text}"));
    let run = |arguments: &[&str]| {
        let proxy = server.url("");
        let done = Command::new(env!("CARGO_BIN_EXE_shirube"))
            .args(arguments)
            .current_dir(folder.path())
            .env("XDG_CACHE_HOME", folder.path().join("cache"))
            .envs(
                ["http_proxy", "HTTP_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"]
                    .map(|name| (name, proxy.as_str())),
            )
            .output()
            .unwrap();
        (done.status.code(), String::from_utf8(done.stdout).unwrap() + &String::from_utf8(done.stderr).unwrap())
    };
    for arguments in [["check", "--format", "short"].as_slice(), &["build"]] {
        let (code, said) = run(arguments);
        assert_eq!(code, Some(0), "{said}");
        assert!(!said.contains("-link]"), "{said}");
    }
    assert!(!folder.path().join("cache").exists());
    let (code, said) = run(&["check", "--format", "short", "--external"]);
    assert_eq!(code, Some(0), "{said}");
    assert!(said.starts_with("content/index.en.md:6:1: advice[unreachable-link]:"), "{said}");
    assert_eq!(said.lines().count(), 1, "the first is waived: {said}");
    assert_eq!(server.lines().len(), 0);
}
