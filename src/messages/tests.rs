//! Loading, falling back, and what is said of mistakes.

use super::*;
use crate::diagnostic::{Diagnostics, Level};
use crate::id::Id;
use crate::source::Memory;

fn lang(index: usize) -> LangId {
    LangId::new(index)
}

struct Loaded {
    messages: Messages,
    sources: Sources,
    found: Diagnostics,
}

/// Loads a site in Japanese (the source), English and French, which falls back to Japanese.
fn load(site: &[(&str, &str)], embedded: &[(&str, &str)]) -> Loaded {
    let memory = |files: &[(&str, &str)]| {
        let mut memory = Memory::new();
        for (path, text) in files {
            memory.insert(format!("locales/{path}.ftl"), text.as_bytes().to_vec());
        }
        memory
    };
    let mut sources = Sources::read(&memory(site), &memory(embedded)).unwrap();
    let span = Span::file(sources.at_or_absent("site.toml"));
    let locales = [("ja", vec![]), ("en", vec![]), ("fr", vec![lang(0)])].into_iter();
    let locales = locales.map(|(code, fallback)| LocaleSpec { code: code.to_owned(), fallback, span }).collect();
    let (messages, found) = Messages::load(&sources, &locales, lang(0));
    Loaded { messages, sources, found }
}

impl Loaded {
    /// Each diagnostic as `path:bytes code message | help | related`.
    fn said(&self, level: Level) -> Vec<String> {
        said(&self.sources, self.found.iter().filter(|found| found.level == level))
    }

    fn get(&self, at: usize, id: &str) -> Result<String, MessageError> {
        self.messages.say(lang(at), id, None).map(Cow::into_owned)
    }
}

fn said<'a>(sources: &Sources, found: impl IntoIterator<Item = &'a Diagnostic>) -> Vec<String> {
    let line = |found: &Diagnostic| {
        let at = sources.positions(found.span).0;
        let path = sources.get(found.span.source).path.trim_start_matches("locales/");
        let mut line = format!("{path}:{}:{} {} {}", at.line, at.column, found.code, found.message);
        if let Some(help) = &found.help {
            line.push_str(&format!(" | {help}"));
        }
        for related in &found.related {
            let at = sources.positions(related.span).0;
            line.push_str(&format!(" | {} ({}:{})", related.message, at.line, at.column));
        }
        line
    };
    found.into_iter().map(line).collect()
}

fn unknown(nearest: Option<&str>) -> MessageError {
    MessageError::Unknown { nearest: nearest.map(str::to_owned) }
}

#[test]
fn the_site_replaces_message_by_message() {
    let loaded = load(
        &[("ja/ui", "home = トップ\nsite-title = 標\n    .short = し\n"), ("en/site", "home = Front\n")],
        &[("ja/ui", "home = ホーム\nmenu = メニュー\n"), ("en/ui", "home = Home\nmenu = Menu\nfeed = Feed\n")],
    );
    for (at, id, text) in [
        (0, "home", Ok("トップ")),
        (0, "menu", Ok("メニュー")),
        (0, "site-title.short", Ok("し")),
        (0, "feed", Ok("Feed")),
        (1, "home", Ok("Front")),
        (1, "site-title", Err(unknown(None))),
        (2, "home", Ok("トップ")),
        (2, "feed", Ok("Feed")),
        (2, "hom", Err(unknown(Some("home")))),
        (0, "home.short", Err(unknown(None))),
    ] {
        assert_eq!(loaded.get(at, id), text.map(str::to_owned), "{at} {id}");
        assert_eq!(loaded.messages.has(lang(at), id), loaded.get(at, id).is_ok());
    }
    assert_eq!(loaded.messages.own(lang(0), "home").as_deref(), Some("トップ"));
    assert_eq!(loaded.messages.own(lang(2), "home"), None);
    assert_eq!(loaded.messages.order(lang(2)).collect::<Vec<_>>(), [lang(2), lang(0), lang(0)]);
    assert_eq!(loaded.said(Level::Error), Vec::<String>::new());
    assert_eq!(
        loaded.said(Level::Warning),
        [
            "ja/ui.ftl:1:1 missing-message 1 message is missing in `ja`: `feed` | write it in `locales/ja/`; until \
             then, what is missing is shown in `en`",
            "en/site.ftl:1:1 missing-message 1 message is missing in `en`: `site-title` | write it in `locales/en/`; \
             no other language of `en` has `site-title`",
            "site.toml:1:1 missing-message 4 messages are missing in `fr`: `feed`, `home`, `menu`, `site-title` | \
             write them in `locales/fr/`; until then, what is missing is shown in `en`, `ja`",
        ]
    );
}

#[test]
fn a_mistake_costs_one_message() {
    let loaded = load(
        &[
            (
                "ja/a",
                "first = 一\n日本 = 二\nthird = { $n ->\n    [one] 三\n}\nlast = 終\nempty =\nes = { \"\\u12あ\" }\nz = 四\n",
            ),
            ("ja/b", "first = 一\n-first = 一\nopen = { $n\nfun = { DATE($d) }\nopt = { NUMBER($n, digits: 1) }\n"),
        ],
        &[],
    );
    assert_eq!(
        loaded.said(Level::Error),
        [
            "ja/a.ftl:8:9 message-syntax the escape does not have enough digits | write four hexadecimal digits after \
             `\\u`, or six after `\\U`",
            "ja/a.ftl:2:1 message-syntax a name expected | begin a line with `name =`, `#` or a space; a name begins \
             with an ASCII letter",
            "ja/a.ftl:5:1 message-syntax no variant is the default | put `*` before one of the variants: `*[other]`",
            "ja/a.ftl:7:1 message-syntax the message `empty` has no text | write its text after `=`",
            "ja/b.ftl:4:1 message-syntax `}` expected | close the placeable with `}`, or write a brace in the text as \
             `{\"{\"}`",
            "ja/b.ftl:4:9 message-syntax there is no function `DATE` | use `NUMBER` or `MYRIAD`",
            "ja/b.ftl:5:20 message-syntax `NUMBER` has no option `digits` | its options are `type`, `useGrouping`, \
             `minimumIntegerDigits`, `minimumFractionDigits`, `maximumFractionDigits`",
            "ja/b.ftl:1:1 duplicate-name `first` stands twice | remove one of the two, or give it another name | the \
             first is here (1:1)",
        ]
    );
    for (id, text) in [("first", "一"), ("last", "終"), ("z", "四")] {
        assert_eq!(loaded.get(0, id).as_deref(), Ok(text), "{id}");
    }
    assert_eq!(loaded.get(0, "fun"), Err(MessageError::Broken { id: "fun".to_owned() }));
}

#[test]
fn references_are_checked() {
    let loaded = load(
        &[(
            "ja/a",
            "-brand = { $form ->\n   *[short] 標\n    [long] 標識\n}\n-of = { $who }の\nname = { -brand(form: \"long\") }\n\
             who = { -of(who: \"人\") }{ menu }\nlost = { nmae } { -bran } { name.title }\nnot-given = { -of }\n\
             loop = { pool }\npool = { loop }\nbefore = { loop }\nself = x{ self }\nvia = { lost }\n",
        )],
        &[("en/ui", "menu = Menu\n")],
    );
    assert_eq!(
        loaded.said(Level::Error),
        [
            "ja/a.ftl:11:10 message-syntax the message `loop` refers to itself",
            "ja/a.ftl:13:11 message-syntax the message `self` refers to itself",
            "ja/a.ftl:8:10 unknown-message there is no message `nmae` | did you mean `name`?",
            "ja/a.ftl:8:19 unknown-message there is no term `-bran` | did you mean `-brand`?",
            "ja/a.ftl:8:29 unknown-message there is no message `name.title`",
            "ja/a.ftl:9:15 message-argument the term `-of` needs `$who` | write `{ -of(who: \"…\") }`",
        ]
    );
    for (id, text) in [("name", "標識"), ("who", "人のMenu")] {
        assert_eq!(loaded.get(0, id).as_deref(), Ok(text), "{id}");
    }
    for id in ["lost", "not-given", "loop", "pool", "before", "self", "via"] {
        assert_eq!(loaded.get(0, id), Err(MessageError::Broken { id: id.to_owned() }), "{id}");
    }
}

#[test]
fn variables_are_needed() {
    let loaded = load(
        &[("ja/a", "hello = { $name }さん\nvia = { hello }\nalt = x\n    .label = { $label }\n")],
        &[(
            "en/ui",
            "n = { $n ->\n    [0] none\n    [one] one\n   *[other] { $n } of { NUMBER($n, useGrouping: \"false\") }\n}\n",
        )],
    );
    let needs = |name: &str, id: &str| Err(MessageError::Argument { name: name.to_owned(), id: id.to_owned() });
    assert_eq!(loaded.get(0, "hello"), needs("name", "hello"));
    assert_eq!(loaded.get(0, "via"), needs("name", "via"));
    assert_eq!(loaded.get(0, "alt.label"), needs("label", "alt.label"));
    assert_eq!(loaded.get(0, "n"), needs("n", "n"));
    assert_eq!(loaded.messages.say(lang(0), "via", Some(&args!["name" => "佐藤"])).as_deref(), Ok("佐藤さん"));
    for (number, text) in [(0, "none"), (1, "one"), (12345, "12,345 of 12345")] {
        assert_eq!(loaded.messages.say(lang(0), "n", Some(&args!["n" => number])).as_deref(), Ok(text));
    }
}

#[test]
fn what_nothing_uses_is_said() {
    let loaded = load(
        &[(
            "ja/a",
            "site-title = 標\nused = { helper.attr }\nhelper = x\n    .attr = y\nold = 古\nui = 別\n-term = t\n",
        )],
        &[("ja/ui", "ui = 元\nother = 他\n")],
    );
    let found = loaded.messages.unused(&|id| id == "used");
    assert_eq!(
        said(&loaded.sources, &found),
        ["ja/a.ftl:5:1 unused-message nothing uses the message `old` | remove it"]
    );
}

#[test]
fn no_message_is_too_much() {
    let chain: String = (0..5_000).map(|n| format!("a{n} = {{ a{} }}\n", n + 1)).collect();
    let laughs: String = (0..40).map(|n| format!("b{n} = {{ b{0} }}{{ b{0} }}\n", n + 1)).collect();
    let wide = format!("c = {}\nd = {{ 1 ->\n   *[other] {}\n}}\n", "{ \"x\" }".repeat(100), "{ \"x\" }".repeat(101));
    let deep = format!("e = {}x{}\n", "{ NUMBER(".repeat(60), ") }".repeat(60));
    let long = "f = { 1.00000000000000000000000000000 ->\n    [one] x\n   *[other] y\n}\n";
    let loaded = load(&[("ja/a", &format!("{chain}a5000 = x\n{laughs}b40 = x\n{wide}{deep}{long}"))], &[]);
    assert_eq!(loaded.get(0, "a5000").as_deref(), Ok("x"));
    assert_eq!(loaded.get(0, "a4950").as_deref(), Ok("x"));
    assert_eq!(loaded.get(0, "b39").as_deref(), Ok("xx"));
    assert!(loaded.get(0, "c").is_ok());
    for id in ["a0", "b0", "d", "f"] {
        assert_eq!(loaded.get(0, id), Err(MessageError::Broken { id: id.to_owned() }), "{id}");
    }
}

/// Any bytes load, and any message of them can be asked for.
#[test]
fn nothing_stops_the_program() {
    let parts = [
        "a = ",
        "-t = ",
        "b = ",
        "\n",
        "\n    ",
        ".x = ",
        "{ ",
        " }",
        "$n",
        "-t",
        "a",
        "b.x",
        "\"",
        "\\u12",
        "\\U0",
        "日",
        "é",
        " ->\n",
        "[one] ",
        "*[other] ",
        "(",
        ")",
        "NUMBER(",
        "MYRIAD(",
        "n: 1",
        ",",
        "1.5",
        "-7",
        "#",
        "{ $n }",
        "text",
        "\t",
        "{ -t }",
        "{ a }",
        "\r\n",
        "NUMBER__TEXT = x",
        "{ b.x }",
        "-t.x ->\n",
    ];
    let mut state = 0x2545_F491_4F6C_DD1D_u64;
    let mut next = |limit: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state % limit as u64) as usize
    };
    for _ in 0..2000 {
        let text: String = (0..next(60)).map(|_| parts[next(parts.len())]).collect();
        let loaded = load(&[("ja/a", &text)], &[]);
        for found in &loaded.found {
            let text = &loaded.sources.get(found.span.source).text;
            assert!(text.get(found.span.range()).is_some(), "{found:?}\n{text}");
        }
        for id in ["a", "b", "b.x", "a.x"] {
            for args in [None, Some(args!["n" => 3]), Some(args!["n" => "x"])] {
                let shown = loaded.messages.say(lang(0), id, args.as_ref());
                assert!(!shown.is_ok_and(|text| text.len() > 1_000_000), "{text}");
            }
        }
    }
}

#[test]
fn what_comes_with_the_program_is_complete() {
    let mut embedded = Vec::new();
    for (path, text) in [
        ("ja/ui", include_str!("../../locales/ja/ui.ftl")),
        ("ja/formats", include_str!("../../locales/ja/formats.ftl")),
        ("en/ui", include_str!("../../locales/en/ui.ftl")),
        ("en/formats", include_str!("../../locales/en/formats.ftl")),
    ] {
        embedded.push((path, text));
    }
    let loaded = load(&[], &embedded);
    let of_french = |line: &String| line.contains("`fr`");
    assert_eq!(loaded.said(Level::Error), Vec::<String>::new());
    assert_eq!(loaded.said(Level::Warning).into_iter().filter(|line| !of_french(line)).count(), 0);
}

/// The files that come with the program, by the language that they are for.
const SHIPPED: [(&str, &str); 4] = [
    ("en/formats", include_str!("../../locales/en/formats.ftl")),
    ("en/ui", include_str!("../../locales/en/ui.ftl")),
    ("ja/formats", include_str!("../../locales/ja/formats.ftl")),
    ("ja/ui", include_str!("../../locales/ja/ui.ftl")),
];

/// The messages of a file, each with the number of its first line.
fn split(text: &str) -> Vec<(usize, String)> {
    let mut found: Vec<(usize, String)> = Vec::new();
    for (line, number) in text.lines().zip(1..) {
        match line.chars().next() {
            Some('a'..='z') => found.push((number, format!("{line}\n"))),
            Some(' ' | '}') => {
                let (_, message) = found.last_mut().unwrap();
                *message += &format!("{line}\n");
            }
            _ => {}
        }
    }
    found
}

/// The names of the variables of a message, each once.
fn variables(message: &str) -> Vec<&str> {
    let is_of_name = |c: char| c.is_ascii_alphanumeric() || c == '-';
    let names = message.split('$').skip(1).map(|rest| rest.split(|c| !is_of_name(c)).next().unwrap());
    let mut seen = HashSet::new();
    names.map(|name| name.trim_end_matches('-')).filter(|name| !name.is_empty() && seen.insert(*name)).collect()
}

/// The message with another name for its nth variable.
fn renamed(message: &str, nth: usize) -> Option<String> {
    let name = *variables(message).get(nth)?;
    let is_of_name = |c: char| c.is_ascii_alphanumeric() || c == '-';
    let mut pieces = message.split('$');
    let mut written = pieces.next()?.to_owned();
    for piece in pieces {
        let own = piece.split(|c| !is_of_name(c)).next()?;
        written.push('$');
        written.push_str(if own.trim_end_matches('-') == name { "renamed-" } else { "" });
        written.push_str(piece);
    }
    Some(written)
}

/// The message with something else in place of the nth variable that it writes. What is chosen by is not written.
fn rewritten(message: &str, nth: usize, to: impl Fn(&str) -> String) -> Option<String> {
    let placeable = |(at, _): (usize, &str)| (at, &message[at..at + message[at..].find('}').unwrap() + 1]);
    let mut placeables = message.match_indices("{ $").map(placeable).filter(|(_, text)| !text.contains("->"));
    let (at, text) = placeables.nth(nth)?;
    Some(format!("{}{}{}", &message[..at], to(text), &message[at + text.len()..]))
}

/// Changes each message of the shipped files, as often as `change` can, and returns those of which no error is said, with
/// how many were changed. An error stands at a line of the message.
fn untold(change: &dyn Fn(&str, usize) -> Option<String>) -> (Vec<String>, usize) {
    let (mut untold, mut count) = (Vec::new(), 0);
    for (path, text) in SHIPPED {
        for nth in 0.. {
            let changed: Vec<(usize, String)> = split(text)
                .into_iter()
                .filter_map(|(line, message)| change(&message, nth).map(|changed| (line, changed)))
                .collect();
            if changed.is_empty() {
                break;
            }
            // Each line stays where it is.
            let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
            for (line, message) in &changed {
                for (at, own) in message.lines().enumerate() {
                    lines[line - 1 + at] = own.to_owned();
                }
            }
            let loaded = load(&[(path, &lines.join("\n"))], &SHIPPED);
            let more = loaded.messages.not_given(&HashMap::new(), &BTreeSet::new());
            let errors: Vec<(String, usize)> = loaded
                .found
                .iter()
                .chain(more.iter())
                .filter(|found| found.level == Level::Error)
                .map(|found| {
                    let at = loaded.sources.positions(found.span).0;
                    (loaded.sources.get(found.span.source).path.clone(), at.line)
                })
                .collect();
            for (line, message) in changed {
                count += 1;
                let lines = line..line + message.lines().count();
                if !errors.iter().any(|(at, number)| *at == format!("locales/{path}.ftl") && lines.contains(number)) {
                    untold.push(format!("{path}:{line}: {message}"));
                }
            }
        }
    }
    (untold, count)
}

#[test]
fn whatever_is_done_to_a_variable_is_told_at_its_line() {
    let renamed = untold(&renamed);
    assert_eq!(renamed.0, Vec::<String>::new());
    let mut dropped = untold(&|message, nth| rewritten(message, nth, |_| "…".to_owned()));
    // In English that is for 1 alone, whose text need not say it.
    dropped.0.retain(|message| !message.contains("[one] …"));
    assert_eq!(dropped.0, Vec::<String>::new());
    let wide = untold(&|message, nth| rewritten(message, nth, |text| text.replace('{', "｛").replace('}', "｝")));
    assert_eq!(wide.0, Vec::<String>::new());
    assert!(renamed.1 > 150 && dropped.1 > 150 && wide.1 == dropped.1, "{} {} {}", renamed.1, dropped.1, wide.1);
}
