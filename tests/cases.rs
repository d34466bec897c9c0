//! Runs every case of `tests/cases`: one text file with a small site and what must come of it.
//!
//! `UPDATE=1 cargo test --test cases` rewrites the expectations. `tests/cases/README.md` says how a case is written.

// A harness that cannot read its cases has to stop.
#![allow(clippy::unwrap_used)]

#[path = "cases/downloads.rs"]
mod downloads;
#[path = "cases/examples.rs"]
mod examples;
#[path = "cases/numbers.rs"]
mod numbers;
#[path = "cases/schema.rs"]
mod schema;
#[path = "cases/slips.rs"]
mod slips;

use libtest_mimic::{Arguments, Failed, Trial};
use shirube::diagnostic::{Code, Diagnostics};
use shirube::inside::resolve::Site;
use shirube::inside::{Read, mend, xliff};
use shirube::source::{FileSystem, Memory, Sources, embedded};
use shirube::{Built, Options, build, output};
use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::{env, fs};

fn main() {
    let arguments = Arguments::from_args();
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    let paths = list(&root);
    let mut all: Vec<String> = paths.iter().map(|path| fs::read_to_string(path).unwrap()).collect();
    // What cannot be written into a case, links, large files and what an earlier build left, stands there.
    for path in ["../cli.rs", "../cli/strangers.rs"] {
        all.push(fs::read_to_string(root.join(path)).unwrap_or_default());
    }
    let mut trials: Vec<Trial> = paths
        .into_iter()
        .map(|path| {
            let name = path.strip_prefix(&root).unwrap().with_extension("");
            let name = name.display().to_string().replace('\\', "/");
            Trial::test(name, move || run(&path))
        })
        .collect();
    trials.push(Trial::test("every diagnostic stands in a case", move || every_code(&all)));
    trials.extend(examples::trials());
    trials.extend(downloads::trials());
    trials.extend(slips::trials());
    trials.extend(numbers::trials());
    libtest_mimic::run(&arguments, trials).exit();
}

fn list(folder: &Path) -> Vec<PathBuf> {
    let mut paths: Vec<PathBuf> = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            paths.extend(list(&path));
        } else if path.extension().is_some_and(|ending| ending == "txt") {
            paths.push(path);
        }
    }
    paths.sort();
    paths
}

fn every_code(cases: &[String]) -> Result<(), Failed> {
    let missing: Vec<&str> = Code::ALL
        .iter()
        // What other sites answer no file shows, and files of 90 MB are no text: `tests/external.rs`, `tests/cli.rs`.
        .filter(|code| !code.is_of_others() && **code != Code::HostLimit)
        .map(|code| code.name())
        .filter(|name| !cases.iter().any(|case| case.contains(&format!("[{name}]: "))))
        .collect();
    match missing.is_empty() {
        true => Ok(()),
        false => Err(format!("in no case: {}", missing.join(", ")).into()),
    }
}

/// A section of a case: the line that begins it, and its text.
struct Section {
    head: String,
    body: String,
}

fn parse(text: &str) -> (String, Vec<Section>) {
    let mut intro = String::new();
    let mut sections: Vec<Section> = Vec::new();
    for line in text.split_inclusive('\n') {
        match (line.strip_prefix("=== "), sections.last_mut()) {
            (Some(head), _) => sections.push(Section { head: head.trim_end().to_owned(), body: String::new() }),
            (None, Some(section)) => section.body.push_str(line),
            (None, None) => intro.push_str(line),
        }
    }
    (intro, sections)
}

fn run(path: &Path) -> Result<(), Failed> {
    let text = fs::read_to_string(path)?;
    let (intro, sections) = parse(&text);
    let outcome = Outcome::of(&intro, &sections)?;
    let found = outcome.write(&intro, &sections);
    if found == text {
        return Ok(());
    }
    if env::var_os("UPDATE").is_some() {
        fs::write(path, found)?;
        return Ok(());
    }
    Err(format!("{}\n{}", path.display(), difference(&text, &found)).into())
}

/// When a case is built, if it says neither a day nor a time.
const NOW: &str = "2026-11-22T00:00:00Z";

/// What comes of a site.
struct Came {
    diagnostics: Diagnostics,
    sources: Sources,
    files: BTreeMap<String, Vec<u8>>,
    published: bool,
}

/// Builds a site, or imports an XLIFF file of it: then the files are those that it makes.
fn come(site: &Memory, carried: &Memory, options: &Options, import: Option<&str>) -> Result<Came, Failed> {
    let mut sources = shirube::gather(site, carried)?;
    let Some(path) = import else {
        let sink = output::Memory::new();
        let Built { diagnostics, sources, .. } = build(sources, options, &sink, &|_, _| {})?;
        let published = !diagnostics.has_errors();
        return Ok(Came { diagnostics, sources, files: sink.into_files(), published });
    };
    let mut diagnostics = Diagnostics::new();
    let Some(Read { config, messages, catalog }) = shirube::inside::read(&mut sources, options, &mut diagnostics)
    else {
        return Err("there is no site to import into".into());
    };
    let id = sources.add(path, site.read(path)?.unwrap_or_default());
    let site = Site::new(sources, config, messages, catalog);
    let xliff::Outcome { files, diagnostics: found, refused, .. } =
        xliff::import(&site, &[id], &xliff::Wanted::default());
    diagnostics.extend(found);
    let published = !diagnostics.has_errors();
    // What is left out stops nothing else.
    diagnostics.extend(refused);
    diagnostics.sort(&site.sources);
    let files = files.into_iter().map(|file| (file.path, file.text.into_bytes())).collect();
    Ok(Came { diagnostics, sources: site.sources, files, published })
}

/// What came of the site of a case.
struct Outcome {
    diagnostics: String,
    published: bool,
    files: BTreeMap<String, Vec<u8>>,
    /// The inputs that `check --fix` changes, as they are then.
    mended: BTreeMap<String, String>,
}

impl Outcome {
    fn of(intro: &str, sections: &[Section]) -> Result<Outcome, Failed> {
        let mut site = Memory::new();
        for section in sections {
            if let Some(path) = section.head.strip_prefix("in ") {
                // The empty line before the next section belongs to the case, not to the file.
                let body = section.body.strip_suffix("\n\n").map(|body| format!("{body}\n"));
                site.insert(path, body.unwrap_or_else(|| section.body.clone()).into_bytes());
            } else if let Some(path) = section.head.strip_prefix("bytes ") {
                site.insert(path, unescape(section.body.trim_end_matches('\n')));
            }
        }
        let has = |site: &Memory, start: &str| site.iter().any(|(path, _)| path.starts_with(start));
        if !has(&site, "site.toml") && !intro.contains("no site.toml") {
            site.insert("site.toml", include_bytes!("cases/site.toml").as_slice());
        }
        if !has(&site, "content/index.") && !has(&site, "content/_index.") && !has(&site, "content/ja/") {
            site.insert("content/index.ja.md", b"+++\ntitle = \"Home\"\n+++\n".as_slice());
        }
        let mut carried = embedded();
        if option(intro, "theme").is_none_or(|theme| theme != "full") {
            let names: Vec<String> = carried.iter().map(|(path, _)| path.to_owned()).collect();
            // What stands in articles is drawn as it is anywhere.
            for name in
                names.iter().filter(|name| name.starts_with("templates/") && !name.starts_with("templates/parts/"))
            {
                carried.remove(name);
            }
            for (name, text) in BARE {
                carried.insert(format!("templates/{name}"), text.as_bytes());
            }
        }
        let options = Options {
            drafts: option(intro, "drafts").is_some(),
            strict: option(intro, "strict").is_some(),
            now: match option(intro, "now") {
                Some(now) => now.parse()?,
                None => option(intro, "today").map_or(NOW.to_owned(), |day| format!("{day}T00:00:00Z")).parse()?,
            },
            languages: option(intro, "languages")
                .map(|codes| codes.split(", ").map(str::to_owned).collect())
                .unwrap_or_default(),
            base: None,
        };
        let Came { diagnostics, sources, files, published } = come(&site, &carried, &options, option(intro, "import"))?;
        if published && option(intro, "import").is_none() {
            schema::hold(&files)?;
        }
        let mended = mend::mend(&diagnostics, &sources).into_iter();
        let mended = mended.map(|file| (sources.get(file.source).path.clone(), file.text)).collect();
        let mut found = describe(&diagnostics, &sources);
        // How many messages a language lacks is no matter of what is imported.
        if option(intro, "import").is_some() {
            found = without(&found, "[missing-message]: ");
        }
        if !intro.contains("nobody can find") {
            found = without(&found, "[unidentified-reference]: ");
        }
        if !intro.contains("without a front page") {
            found = without(&found, "[missing-front-page]: ");
        }
        Ok(Outcome { diagnostics: found, published, files, mended })
    }

    /// The case as it would be if everything that came out were what must come out.
    fn write(&self, intro: &str, sections: &[Section]) -> String {
        let mut text = intro.to_owned();
        let is_input = |section: &&Section| section.head.starts_with("in ") || section.head.starts_with("bytes ");
        for section in sections.iter().filter(is_input) {
            _ = write!(text, "=== {}\n{}", section.head, section.body);
        }
        while text.ends_with("\n\n") {
            text.pop();
        }
        let outputs: Vec<&Section> = sections.iter().filter(|section| !is_input(section)).collect();
        let mut add = |head: &str, body: &str| {
            _ = write!(text, "\n=== {head}\n{body}");
            if !body.ends_with('\n') && !body.is_empty() {
                text.push('\n');
            }
        };
        if !self.diagnostics.is_empty() {
            add("diagnostics", &self.diagnostics);
        }
        let is_mended = |section: &&&Section| section.head.starts_with("mended ");
        for section in outputs.iter().filter(is_mended) {
            let path = section.head.trim_start_matches("mended ");
            add(&section.head, self.mended.get(path).map_or("(nothing to mend)", String::as_str));
        }
        if !self.published {
            return text;
        }
        for section in outputs.iter().filter(|section| section.head != "diagnostics" && !is_mended(section)) {
            match section.head.strip_prefix("out ") {
                Some(path) => {
                    let bytes = self.files.get(path).map(Vec::as_slice).unwrap_or(b"(there is no such file)");
                    add(&section.head, &String::from_utf8_lossy(bytes));
                }
                None if section.head == "files" => add("files", &self.listing()),
                None => add(&section.head, "(no such kind of section)"),
            }
        }
        if outputs.is_empty() && self.diagnostics.is_empty() {
            let home = self.files.get("ja/index.html").map(Vec::as_slice).unwrap_or_default();
            add("out ja/index.html", &String::from_utf8_lossy(home));
        }
        text
    }

    fn listing(&self) -> String {
        self.files.keys().map(|path| format!("{path}\n")).collect()
    }
}

/// Templates that show the content and little else, so that a case is about one thing.
const BARE: [(&str, &str); 9] = [
    ("page.html", "{{ page.content }}"),
    ("list.html", "{{ page.content }}{% for item in page.pages %}{{ item.url }} {{ item.title }}\n{% endfor %}"),
    ("home.html", "{{ page.content }}"),
    (
        "references.html",
        "{{ page.content }}{% for group in references() %}{% for item in group.references %}{{ item.key }}: {{ item.html }}\n{% endfor %}{% endfor %}",
    ),
    (
        "glossary.html",
        "{{ page.content }}{% for item in glossary() %}{{ item.id }}: {{ item.term }}: {{ item.definition }}\n{% endfor %}",
    ),
    (
        "search.html",
        "{% for group in index.groups %}{{ group.label }}\n{% for item in group.pages %}{{ item.url }} {{ item.title }}\n{% endfor %}{% endfor %}",
    ),
    ("languages.html", "{% for language in languages %}{{ language.home }} {{ language.title }}\n{% endfor %}"),
    ("404.html", "404\n"),
    ("redirect.html", "{{ target }}\n"),
];

/// The value of a line `name: value` in the introduction of a case.
fn option<'a>(intro: &'a str, name: &str) -> Option<&'a str> {
    intro.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(": "))
}

/// Diagnostics without those of a code, and what is said with them.
fn without(diagnostics: &str, code: &str) -> String {
    let mut inside = false;
    let lines = diagnostics.split_inclusive('\n').filter(|line| {
        inside = line.contains(code) || inside && line.starts_with("  ");
        !inside
    });
    lines.collect()
}

fn describe(diagnostics: &Diagnostics, sources: &Sources) -> String {
    let mut text = String::new();
    for diagnostic in diagnostics {
        let place = |span| {
            let (start, end) = sources.positions(span);
            (sources.get(span.source).path.clone(), start, end)
        };
        let (path, start, end) = place(diagnostic.span);
        let (level, code, message) = (diagnostic.level.name(), diagnostic.code, &diagnostic.message);
        let range = match start.line == end.line {
            true => format!("{}:{}-{}", start.line, start.column, end.column),
            false => format!("{}:{}-{}:{}", start.line, start.column, end.line, end.column),
        };
        _ = writeln!(text, "{path}:{range}: {level}[{code}]: {message}");
        for related in &diagnostic.related {
            let (path, start, _) = place(related.span);
            _ = writeln!(text, "  {path}:{}:{}: {}", start.line, start.column, related.message);
        }
        if let Some(help) = &diagnostic.help {
            _ = writeln!(text, "  help: {help}");
        }
    }
    text
}

/// `\xNN`, `\r`, `\n`, `\\`.
fn unescape(text: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte != b'\\' {
            bytes.push(byte);
            continue;
        }
        match rest.next() {
            Some(b'r') => bytes.push(b'\r'),
            Some(b'n') => bytes.push(b'\n'),
            Some(b'x') => {
                let digits: String = rest.by_ref().take(2).map(char::from).collect();
                bytes.push(u8::from_str_radix(&digits, 16).unwrap());
            }
            Some(other) => bytes.push(other),
            None => {}
        }
    }
    bytes
}

/// The first lines that differ, with what stands around them.
fn difference(wanted: &str, found: &str) -> String {
    let (wanted, found): (Vec<&str>, Vec<&str>) = (wanted.lines().collect(), found.lines().collect());
    let same = wanted.iter().zip(&found).take_while(|(a, b)| a == b).count();
    let mut text = String::new();
    for line in wanted.iter().skip(same.saturating_sub(2)).take(2.min(same)) {
        _ = writeln!(text, "  {line}");
    }
    for (sign, lines) in [('-', &wanted), ('+', &found)] {
        for line in lines.iter().skip(same).take(12) {
            _ = writeln!(text, "{sign} {line}");
        }
    }
    text
}
