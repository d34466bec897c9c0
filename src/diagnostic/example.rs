//! Examples of codes: a small site with the mistake, and the same site mended.
//!
//! An example is a text file of `examples/`, named after its code: a sentence or two that say what is seen and what
//! mends it, and the files that differ from [`common`]. `=== PATH` begins a file, `=== bytes PATH` one with escapes
//! (`\xNN`), `=== without PATH` takes one away. What stands after the line `=== mended` is the mending, told in
//! the same way. A line `import: PATH` above the files says that the mistake is met when that file is imported.

/// How a code is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Example {
    /// As files, before and after.
    Files(Files),
    /// In a sentence, where files alone cannot bring it about.
    Told(&'static str),
}

/// The files of an example.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Files {
    /// What is seen, and what mends it.
    pub remark: String,
    /// The file that is imported into the site; without one the site is built.
    pub import: Option<&'static str>,
    /// What makes the mistake of the common site.
    pub mistake: Vec<Change>,
    /// What mends the site that has the mistake.
    pub mending: Vec<Change>,
}

/// One file that is written or taken away.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    pub path: &'static str,
    /// The whole of the file; `None` where it is taken away.
    pub content: Option<Vec<u8>>,
}

/// The site that all examples begin with: in it nothing is wrong.
pub fn common() -> Vec<Change> {
    read(include_str!("examples/common-site.txt")).mistake
}

/// The files of an example.
pub(super) fn read(text: &'static str) -> Files {
    let mut files = Files::default();
    let (intro, sections) = text.split_once("=== ").unwrap_or((text, ""));
    for line in intro.lines() {
        match line.strip_prefix("import: ") {
            Some(path) => files.import = Some(path),
            None => files.remark = format!("{}{line}\n", files.remark),
        }
    }
    files.remark.truncate(files.remark.trim_end().len());
    // Headings underlined with `===` are not cut: they have no space, and nothing behind them.
    let mut mended = false;
    for section in sections.split("\n=== ") {
        let (head, body) = section.split_once('\n').unwrap_or((section, ""));
        match head {
            "mended" => mended = true,
            head if mended => files.mending.push(change(head, body)),
            head => files.mistake.push(change(head, body)),
        }
    }
    files
}

/// What a section with this head does.
fn change(head: &'static str, body: &str) -> Change {
    // The empty line before the next section belongs to the example, not to the file.
    let text = || format!("{}\n", body.trim_end_matches('\n'));
    if let Some(path) = head.strip_prefix("without ") {
        return Change { path, content: None };
    }
    match head.strip_prefix("bytes ") {
        Some(path) => Change { path, content: Some(unescape(&text())) },
        None => Change { path: head, content: Some(text().into_bytes()) },
    }
}

/// The bytes that are meant by a text with escapes, `\xNN`; another backslash is one.
fn unescape(text: &str) -> Vec<u8> {
    let mut pieces = text.split("\\x");
    let mut bytes = pieces.next().unwrap_or_default().as_bytes().to_owned();
    for piece in pieces {
        let byte = piece.split_at_checked(2).and_then(|(digits, rest)| {
            let byte = u8::from_str_radix(digits, 16).ok()?;
            Some((byte, rest))
        });
        match byte {
            Some((byte, rest)) => {
                bytes.push(byte);
                bytes.extend(rest.as_bytes());
            }
            None => bytes.extend([b"\\x", piece.as_bytes()].concat()),
        }
    }
    bytes
}
