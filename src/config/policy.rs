//! The policy of the site: what browsers may load and run on its pages (Content Security Policy Level 3). It stands in
//! every page, and the same value says beforehand what of a page it would keep away.

use super::BaseUrl;
use crate::keys::Key;
use crate::keys::site::csp;

/// A kind of thing that is loaded, by what it is called in the policy.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Directive {
    Scripts,
    Styles,
    Images,
    Fonts,
    Media,
    Connections,
    Manifests,
    Frames,
    Workers,
    Objects,
    Forms,
}

/// What is in the hands of authors: each directive, its key, and what every site has of it.
const DIRECTIVES: [(Directive, Key, &[&str]); 11] = [
    (Directive::Scripts, csp::SCRIPTS, &["'self'"]),
    (Directive::Styles, csp::STYLES, &["'self'"]),
    (Directive::Images, csp::IMAGES, &["'self'", "data:"]),
    (Directive::Fonts, csp::FONTS, &["'self'"]),
    (Directive::Media, csp::MEDIA, &["'self'"]),
    (Directive::Connections, csp::CONNECTIONS, &["'self'"]),
    (Directive::Manifests, csp::MANIFESTS, &["'self'"]),
    // Of the site itself, as the preview looks at a page in a narrow one.
    (Directive::Frames, csp::FRAMES, &["'self'"]),
    (Directive::Workers, csp::WORKERS, &["'self'"]),
    (Directive::Objects, csp::OBJECTS, &[]),
    (Directive::Forms, csp::FORMS, &["'self'"]),
];

impl Directive {
    /// Every directive, with the key by which authors name it.
    pub(super) fn all() -> impl Iterator<Item = (Directive, Key)> {
        DIRECTIVES.into_iter().map(|(directive, key, _)| (directive, key))
    }

    /// The name in the policy and in `site.toml`.
    pub fn name(self) -> &'static str {
        self.row().map_or("", |(_, key, _)| key.name)
    }

    /// What every site has of it.
    pub(super) fn usual(self) -> &'static [&'static str] {
        self.row().map_or(&[], |(.., usual)| usual)
    }

    fn row(self) -> Option<(Directive, Key, &'static [&'static str])> {
        DIRECTIVES.into_iter().find(|(directive, ..)| *directive == self)
    }
}

/// What may be loaded on the pages of a site.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Policy {
    /// What the author lets in beside the usual, in the order of the directives.
    pub(super) added: Vec<(Directive, Vec<String>)>,
}

impl Policy {
    /// The policy as browsers read it. Nothing in it has to be escaped in an attribute.
    pub fn text(&self) -> String {
        let mut text = String::from("default-src 'none'");
        for (directive, key, _) in DIRECTIVES {
            let sources: Vec<&str> = self.sources(directive).collect();
            if !sources.is_empty() {
                text.push_str(&format!("; {} {}", key.name, sources.join(" ")));
            }
        }
        text.push_str("; base-uri 'none'");
        text
    }

    /// Whether an address may be loaded: one of the site itself, whose addresses are `own`, or of elsewhere.
    pub fn allows(&self, directive: Directive, address: &str, own: &[&BaseUrl]) -> bool {
        let Some(address) = Address::parse(address) else {
            return self.sources(directive).any(|source| source == "'self'");
        };
        self.sources(directive).any(|source| match source {
            "'self'" => own.iter().any(|own| address.is_of(own)),
            source => address.fits(source, own),
        })
    }

    /// The line of `site.toml` that lets an address in beside what is let in already.
    pub fn line_with(&self, directive: Directive, address: &str) -> String {
        let source = Address::parse(address).map_or_else(|| "'self'".to_owned(), |address| address.source());
        let mut lines = Vec::new();
        for (own, key, _) in DIRECTIVES {
            let added = self.added.iter().filter(|(of, _)| *of == own).flat_map(|(_, sources)| sources);
            let new = (own == directive).then_some(&source);
            let sources: Vec<String> = added.chain(new).map(|source| format!("\"{source}\"")).collect();
            if !sources.is_empty() {
                lines.push(format!("\"{}\" = [{}]", key.name, sources.join(", ")));
            }
        }
        format!("csp = {{ {} }}", lines.join(", "))
    }

    fn sources(&self, directive: Directive) -> impl Iterator<Item = &str> {
        let added = self.added.iter().filter(move |(of, _)| *of == directive).flat_map(|(_, sources)| sources);
        directive.usual().iter().copied().chain(added.map(String::as_str))
    }
}

/// An address that does not lie on the site as it is written, as far as a policy asks for it.
struct Address<'a> {
    /// In small letters; none where it is that of the page.
    scheme: Option<String>,
    /// In small letters, with the port; none for an address without one, as `data:` begins.
    host: Option<String>,
    path: &'a str,
}

impl<'a> Address<'a> {
    /// `None` for one that leads to the site itself.
    fn parse(address: &'a str) -> Option<Address<'a>> {
        let address = address.trim();
        let (scheme, rest) = match address.split_once(':') {
            Some((scheme, rest)) if is_scheme(scheme) => (Some(scheme.to_ascii_lowercase()), rest),
            Some(_) | None => (None, address),
        };
        match (scheme, rest.strip_prefix("//")) {
            (None, None) => None,
            (scheme, None) => Some(Address { scheme, host: None, path: "" }),
            (scheme, Some(rest)) => {
                let (host, path) = rest.split_at(rest.find(['/', '?', '#']).unwrap_or(rest.len()));
                // A name and a password before the host are none of it.
                let host = host.rsplit('@').next().unwrap_or(host).to_ascii_lowercase();
                let path = path.split(['?', '#']).next().unwrap_or_default();
                Some(Address { scheme, host: Some(host), path })
            }
        }
    }

    fn is_of(&self, own: &BaseUrl) -> bool {
        let (scheme, host) = own.origin().split_once("://").unwrap_or_default();
        let is_of_host = self.host.as_deref().is_some_and(|other| host.eq_ignore_ascii_case(other));
        is_of_host && self.scheme.as_deref().is_none_or(|other| is_scheme_for(scheme, other))
    }

    /// Whether a source means the address (section 6.7.2.8 and below).
    fn fits(&self, source: &str, own: &[&BaseUrl]) -> bool {
        // Without one, it is that of the page.
        let page = own.first().and_then(|own| own.origin().split_once("://")).map_or("https", |(scheme, _)| scheme);
        let scheme = self.scheme.as_deref().unwrap_or(page);
        if let Some(own) = source.strip_suffix(':') {
            return is_scheme_for(own, scheme);
        }
        let (wanted, rest) = source.split_once("://").unwrap_or((page, source));
        let (wanted_host, wanted_path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
        let Some(host) = &self.host else { return false };
        let (wanted_host, wanted_port) = with_port(wanted_host);
        let (host, port) = with_port(host);
        let is_host = match wanted_host.strip_prefix('*') {
            Some(end) => host.len() > end.len() && host.ends_with(&end.to_ascii_lowercase()),
            None => host.eq_ignore_ascii_case(wanted_host),
        };
        let usual = usual_port(scheme);
        let is_port = match wanted_port {
            Some("*") => true,
            Some(wanted) => port.or(usual) == Some(wanted) || (wanted == "80" && port.or(usual) == Some("443")),
            None => port.is_none() || port == usual,
        };
        let is_path = match wanted_path {
            "" | "/" => true,
            folder if folder.ends_with('/') => self.path.starts_with(folder),
            file => self.path == file,
        };
        is_scheme_for(wanted, scheme) && is_host && is_port && is_path
    }

    /// The source that means the address, and all others of its host.
    fn source(&self) -> String {
        match (&self.scheme, &self.host) {
            (scheme, Some(host)) => format!("{}://{host}", scheme.as_deref().unwrap_or("https")),
            (Some(scheme), None) => format!("{scheme}:"),
            (None, None) => "'self'".to_owned(),
        }
    }
}

/// Whether a text can be the scheme of an address.
pub(super) fn is_scheme(text: &str) -> bool {
    let mut chars = text.chars();
    chars.next().is_some_and(|c| c.is_ascii_alphabetic())
        && chars.all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'))
}

/// Whether a scheme is the one that is wanted, or the safe one of it.
fn is_scheme_for(wanted: &str, scheme: &str) -> bool {
    wanted.eq_ignore_ascii_case(scheme) || (wanted.eq_ignore_ascii_case("http") && scheme == "https")
}

fn with_port(host: &str) -> (&str, Option<&str>) {
    match host.rsplit_once(':') {
        Some((host, port)) if port == "*" || port.bytes().all(|byte| byte.is_ascii_digit()) => (host, Some(port)),
        Some(_) | None => (host, None),
    }
}

fn usual_port(scheme: &str) -> Option<&'static str> {
    match scheme {
        "http" => Some("80"),
        "https" => Some("443"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{Directive, Policy};
    use crate::config::BaseUrl;

    fn policy(sources: &[&str]) -> Policy {
        Policy { added: vec![(Directive::Images, sources.iter().map(|source| (*source).to_owned()).collect())] }
    }

    #[test]
    fn the_usual_policy_lets_in_what_the_site_has() {
        assert_eq!(
            Policy::default().text(),
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; \
             media-src 'self'; connect-src 'self'; manifest-src 'self'; frame-src 'self'; worker-src 'self'; \
             form-action 'self'; base-uri 'none'"
        );
    }

    #[test]
    fn sources_mean_what_they_mean_to_browsers() {
        let own = BaseUrl::parse("https://example.org/guide/").unwrap();
        for (source, address, fits) in [
            ("", "a.png", true),
            ("", "/a.png", true),
            ("", "https://example.org/a.png", true),
            ("", "//EXAMPLE.org/a.png", true),
            ("", "http://example.org/a.png", false),
            ("", "https://example.org:8443/a.png", false),
            ("", "data:image/png;base64,AA", true),
            ("", "blob:x", false),
            ("", "https://example.org@example.com/a.png", false),
            ("https://example.com", "https://example.com/a/b.png?c", true),
            ("https://example.com", "https://EXAMPLE.com:443/a", true),
            ("https://example.com", "https://example.com:8443/a", false),
            ("https://example.com", "http://example.com/a", false),
            ("http://example.com", "https://example.com/a", true),
            ("https://example.com:*", "https://example.com:8443/a", true),
            ("https://example.com:8443", "https://example.com:8443/a", true),
            ("example.com", "https://example.com/a", true),
            ("example.com", "http://example.com/a", false),
            ("example.com", "//example.com/a", true),
            ("*.example.com", "https://a.b.example.com/a", true),
            ("*.example.com", "https://example.com/a", false),
            ("*.example.com", "https://badexample.com/a", false),
            ("https://example.com/a/", "https://example.com/a/b.png", true),
            ("https://example.com/a/", "https://example.com/ab.png", false),
            ("https://example.com/a", "https://example.com/a", true),
            ("https://example.com/a", "https://example.com/a/b.png", false),
            ("https:", "https://anywhere.example/", true),
            ("https:", "http://anywhere.example/", false),
            ("blob:", "blob:x", true),
        ] {
            let sources: Vec<&str> = Some(source).filter(|source| !source.is_empty()).into_iter().collect();
            assert_eq!(policy(&sources).allows(Directive::Images, address, &[&own]), fits, "{source} {address}");
        }
        assert!(!Policy::default().allows(Directive::Objects, "a.pdf", &[&own]));
    }

    #[test]
    fn the_line_keeps_what_is_there() {
        let own = policy(&["https://a.example"]);
        for (directive, address, line) in [
            (Directive::Images, "//b.example/x", r#"{ "img-src" = ["https://a.example", "https://b.example"] }"#),
            (
                Directive::Scripts,
                "https://b.example:8443/x",
                r#"{ "script-src" = ["https://b.example:8443"], "img-src" = ["https://a.example"] }"#,
            ),
            (Directive::Objects, "a.pdf", r#"{ "img-src" = ["https://a.example"], "object-src" = ["'self'"] }"#),
            (Directive::Frames, "blob:x", r#"{ "img-src" = ["https://a.example"], "frame-src" = ["blob:"] }"#),
        ] {
            assert_eq!(own.line_with(directive, address), format!("csp = {line}"));
        }
    }
}
