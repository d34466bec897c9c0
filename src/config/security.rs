//! `[security]`: what the site lets in beside its own, judged so that no line of it opens what the policy is there to close.

use super::policy::{Directive, Policy, is_scheme};
use crate::data::{Reader, Table, Text, Value};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::keys::site::{CSP, SECURITY, security};

/// The most sources of a site: each of them stands in every page, and is compared with all that is loaded.
const MAX_SOURCES: usize = 100;

/// Directives of a policy in a header that mean nothing in a page, and what does the same.
const OF_HEADERS: [(&str, &str); 4] = [
    ("frame-ancestors", "leave it out: only a header of the server can say it"),
    ("sandbox", "leave it out: only a header of the server can say it"),
    ("report-uri", "leave it out: only a header of the server can say it"),
    ("report-to", "leave it out: only a header of the server can say it"),
];

/// Directives that are not in the hands of authors, and why.
const FIXED: [(&str, &str); 8] = [
    ("default-src", "name what is loaded: `img-src`, `script-src`, `connect-src` and so on"),
    ("base-uri", "leave it out: every address of the site would lead elsewhere"),
    ("script-src-elem", "write `script-src`"),
    ("script-src-attr", "write what the attributes do in `static/site.js`, which every page loads"),
    ("style-src-elem", "write `style-src`"),
    ("style-src-attr", "write what the attributes say in `static/site.css`, which every page loads"),
    ("child-src", "write `frame-src` or `worker-src`"),
    ("require-trusted-types-for", "leave it out: scripts of the site would have no way to say what they trust"),
];

/// Reads the table: the policy, none where the site wants none.
pub(super) fn read(table: Table, diagnostics: &mut Diagnostics) -> Option<Policy> {
    let mut reader = Reader::new(table, &SECURITY, diagnostics);
    let policy = match reader.any(security::CSP_TABLE).map(|(_, node)| (node.span, node.value)) {
        None | Some((_, Value::Bool(true))) => Some(Policy::default()),
        Some((_, Value::Bool(false))) => None,
        Some((_, Value::Table(table))) => Some(read_policy(table, reader.diagnostics())),
        Some((span, other)) => {
            let message = format!("`csp` takes `false` or a table, not {}", other.kind());
            let help = "name what is let in: `csp = { \"img-src\" = [\"https://example.org\"] }`";
            reader.report(Diagnostic::new(Code::WrongType, span, message).help(help));
            Some(Policy::default())
        }
    };
    reader.finish();
    policy
}

fn read_policy(mut table: Table, diagnostics: &mut Diagnostics) -> Policy {
    table.entries.retain(|(key, _)| {
        let find = |list: &[(&str, &'static str)]| list.iter().find(|(name, _)| *name == key.name).map(|(_, why)| *why);
        let (code, message, help) = match (find(&OF_HEADERS), find(&FIXED)) {
            (Some(help), _) => (Code::InvalidValue, "does not work in the head of a page", help),
            (None, Some(help)) => (Code::InvalidValue, "cannot be changed", help),
            (None, None) => return true,
        };
        diagnostics.push(Diagnostic::new(code, key.span, format!("`{}` {message}", key.name)).help(help));
        false
    });
    let mut reader = Reader::new(table, &CSP, diagnostics);
    let mut policy = Policy::default();
    let mut count = 0;
    for (directive, key) in Directive::all() {
        let mut sources: Vec<String> = Vec::new();
        for text in reader.texts(key) {
            count += 1;
            if count == MAX_SOURCES + 1 {
                let message = format!("more than {MAX_SOURCES} sources");
                let help = "join them: `https://*.example.org` is every host below `example.org`";
                reader.report(Diagnostic::new(Code::InvalidValue, text.span, message).help(help));
            }
            match judged(directive, &text, &sources) {
                Err(mistake) => reader.report(*mistake),
                Ok(source) if count <= MAX_SOURCES => sources.push(source),
                Ok(_) => {}
            }
        }
        if !sources.is_empty() {
            policy.added.push((directive, sources));
        }
    }
    reader.finish();
    policy
}

/// A source as the policy has it, if it can be one.
fn judged(directive: Directive, text: &Text, known: &[String]) -> Result<String, Box<Diagnostic>> {
    let source = text.text.as_str();
    let refuse = |message: String, help: String| {
        Err(Box::new(Diagnostic::new(Code::InvalidValue, text.span, message).help(help)))
    };
    if let Some(help) = opens_all(directive, source) {
        return refuse(format!("`{source}` would open what the policy closes"), help);
    }
    if let Some(help) = unreadable(directive, source) {
        return refuse(format!("`{source}` is no source of `{}`", directive.name()), help);
    }
    let is_same = |other: &str| other.eq_ignore_ascii_case(source);
    if directive.usual().iter().any(|usual| is_same(usual)) {
        let message = format!("`{source}` is one that `{}` has on every site", directive.name());
        return refuse(message, "leave it out".to_owned());
    }
    if known.iter().any(|other| is_same(other)) {
        return refuse(format!("`{source}` stands twice"), "take one of them out".to_owned());
    }
    Ok(source.to_owned())
}

/// What to do in place of a source that lets anybody run or send what they like.
fn opens_all(directive: Directive, source: &str) -> Option<String> {
    let own = match directive {
        Directive::Styles => {
            "any style in a page would count, also one that got in unseen: write yours into `static/site.css`, which \
             every page loads, and give elements a class"
        }
        _ => {
            "any script in a page would run, also one that got in unseen: write yours into `static/site.js`, which \
             every page loads"
        }
    };
    let runs = matches!(directive, Directive::Scripts | Directive::Workers | Directive::Objects);
    let host = source.split_once("://").map_or(source, |(_, rest)| rest);
    let host = host.split(['/', ':']).next().unwrap_or(host);
    let help = match source.to_ascii_lowercase().as_str() {
        "'unsafe-inline'" | "'unsafe-hashes'" => own,
        "'unsafe-eval'" => "any text would run as a script: read data with `JSON.parse`",
        "'strict-dynamic'" => "whatever a script asks for would run: name the hosts",
        "http:" | "https:" | "ws:" | "wss:" if runs => {
            "any host would do: name those that you mean, as in `https://example.org`"
        }
        "data:" if runs => own,
        "blob:" | "filesystem:" if runs && directive != Directive::Workers => own,
        _ if host == "*" => "any host would do: name those that you mean, as in `https://example.org`",
        _ => return None,
    };
    Some(help.to_owned())
}

/// How to write what cannot be a source.
fn unreadable(directive: Directive, source: &str) -> Option<String> {
    let write = "write a host, `https://example.org`, or a scheme, `blob:`";
    if source.contains([';', ',']) {
        return Some("name each source by itself, without `;` and `,`".to_owned());
    }
    if source.is_empty() || source.contains(char::is_whitespace) {
        return Some(format!("{write}, without blanks"));
    }
    if source.contains('\'') {
        return match (directive, source) {
            (Directive::Objects, "'self'") | (Directive::Scripts, "'wasm-unsafe-eval'") => None,
            (_, "'self'") if directive.usual().contains(&source) => None,
            (_, "'wasm-unsafe-eval'") => Some("it belongs to `script-src`".to_owned()),
            (_, "'none'") => Some("leave it out: what is not named is let in nowhere".to_owned()),
            _ => Some(write.to_owned()),
        };
    }
    if let Some(scheme) = source.strip_suffix(':') {
        return (!is_scheme(scheme)).then(|| write.to_owned());
    }
    let (scheme, rest) = source.split_once("://").unwrap_or(("https", source));
    let (host, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
    let (name, port) = host.split_once(':').unwrap_or((host, "*"));
    let is_host = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '.');
    let is_path = |c: char| c.is_ascii_alphanumeric() || "-._~!$()+=:@%/".contains(c);
    if source.contains(['?', '#']) {
        return Some("leave out what begins with `?` or `#`".to_owned());
    }
    if !name.is_ascii() || !path.is_ascii() {
        return Some("write it as addresses carry it: a name as `xn--…`, a path with `%`".to_owned());
    }
    let inner = name.strip_prefix("*.").unwrap_or(name);
    let is_name = !inner.is_empty() && inner.chars().all(is_host) && !inner.split('.').any(str::is_empty);
    let is_port = port == "*" || (!port.is_empty() && port.bytes().all(|byte| byte.is_ascii_digit()));
    let is_right = is_scheme(scheme) && is_name && is_port && path.chars().all(is_path);
    (!is_right).then(|| write.to_owned())
}
