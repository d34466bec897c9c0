//! What a piece of HTML asks of a browser that a policy may keep from it: what it loads, and what of it runs or paints
//! without being loaded. Whether it is kept is said by whoever knows the policy.

use super::raw::{self, Attribute, Part, decoded};
use super::scheme_of;
use crate::config::{BaseUrl, Directive, Policy};
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;
use std::ops::Range;

/// Something that a browser is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Demand {
    pub asks: Asks,
    /// The element, in small letters.
    pub element: String,
    /// The attribute, in small letters; empty for the element itself.
    pub attribute: String,
}

/// What of a browser.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Asks {
    /// To load what lies at an address, or to send a form there.
    Load(Directive, String),
    /// To run what stands in the page.
    Run,
    /// To paint as the page says itself.
    Paint,
    /// To look for all addresses elsewhere.
    Rebase,
}

/// What HTML asks for, each with its place.
pub fn demands(html: &str) -> Vec<(Demand, Range<usize>)> {
    let mut found = Vec::new();
    for part in raw::parts(html) {
        if let Part::Tag(tag) = part {
            of_tag(html, &tag, &mut |demand, place| found.push((demand, place)));
        }
    }
    found
}

/// What a tag asks for. The place is that of the value of an attribute, or of the tag.
pub(super) fn of_tag(html: &str, tag: &raw::Tag<'_>, tell: &mut dyn FnMut(Demand, Range<usize>)) {
    let (mut letters, mut more) = ([0; LONGEST], [0; LONGEST]);
    let element = small(tag.name, &mut letters);
    let written = |attribute: &Attribute<'_>| html.get(attribute.value.clone()).unwrap_or_default();
    let value =
        |name: &str| tag.attributes.iter().find(|attribute| attribute.name.eq_ignore_ascii_case(name)).map(written);
    let mut own = |asks, attribute: &str, place: Range<usize>| {
        tell(Demand { asks, element: element.to_owned(), attribute: attribute.to_owned() }, place);
    };
    match element {
        "script" if value("src").or(value("href")).is_none() && runs(value("type")) => {
            own(Asks::Run, "", tag.range.clone());
        }
        "style" => own(Asks::Paint, "", tag.range.clone()),
        "base" if value("href").is_some() => own(Asks::Rebase, "", tag.range.clone()),
        _ => {}
    }
    let link = match element {
        "link" => of_link(value("rel").unwrap_or_default(), value("as").unwrap_or_default()),
        _ => None,
    };
    for attribute in &tag.attributes {
        let name = small(attribute.name, &mut more);
        if name == "style" {
            if !written(attribute).trim().is_empty() {
                own(Asks::Paint, name, place_of(html, attribute));
            }
        } else if is_handler(name) {
            own(Asks::Run, name, place_of(html, attribute));
        } else if let Some(directive) = loads(element, name, link) {
            let start = attribute.value.start;
            let addresses = match name.ends_with("srcset") {
                true => raw::candidates(written(attribute)),
                false => std::iter::once(0..attribute.value.len()).collect(),
            };
            for range in addresses {
                let place = start + range.start..start + range.end;
                let address = seen(&decoded(html.get(place.clone()).unwrap_or_default()));
                match scheme_of(&address).as_deref() {
                    _ if address.is_empty() => {}
                    Some("about") => {}
                    Some("javascript") => match directive {
                        Directive::Frames | Directive::Objects | Directive::Forms => own(Asks::Run, name, place),
                        // No picture runs, and no film.
                        Directive::Scripts
                        | Directive::Styles
                        | Directive::Images
                        | Directive::Fonts
                        | Directive::Media
                        | Directive::Connections
                        | Directive::Manifests
                        | Directive::Workers => {}
                    },
                    Some(_) | None => own(Asks::Load(directive, address), name, place),
                }
            }
        } else if matches!(name, "href" | "xlink:href")
            && scheme_of(&decoded(written(attribute))).as_deref() == Some("javascript")
        {
            own(Asks::Run, name, place_of(html, attribute));
        }
    }
}

/// No name that is looked for is longer.
const LONGEST: usize = 32;

/// A name in small letters; empty for one that is longer than any.
fn small<'l>(name: &str, letters: &'l mut [u8; LONGEST]) -> &'l str {
    let Some(own) = letters.get_mut(..name.len()) else { return "" };
    own.copy_from_slice(name.as_bytes());
    own.make_ascii_lowercase();
    str::from_utf8(own).unwrap_or_default()
}

/// Whether an attribute runs what it says when something happens. Those of HTML have five letters at least, and `only` is
/// none of them.
fn is_handler(name: &str) -> bool {
    name.len() >= 5 && name.starts_with("on") && name.bytes().all(|byte| byte.is_ascii_lowercase())
}

/// What a browser reads of an address: it passes over what nobody sees in one.
fn seen(address: &str) -> String {
    address.chars().filter(|c| !c.is_control()).collect::<String>().trim().to_owned()
}

/// Whether an address is one of the web, with or without its scheme.
pub(super) fn is_away(address: &str) -> bool {
    match scheme_of(address) {
        Some(scheme) => matches!(scheme.as_str(), "http" | "https"),
        None => address.starts_with("//"),
    }
}

/// Where an attribute stands: its value, or the end of its name.
fn place_of(html: &str, attribute: &Attribute<'_>) -> Range<usize> {
    match attribute.value.is_empty() {
        false => attribute.value.clone(),
        true => {
            let end = attribute.value.start;
            let start = html.get(..end).and_then(|before| before.rfind(attribute.name)).unwrap_or(end);
            start..(start + attribute.name.len()).min(html.len())
        }
    }
}

/// Whether a script of this type is one. What has another is data (HTML Living Standard, 4.12.1.1).
fn runs(of_type: Option<&str>) -> bool {
    let Some(of_type) = of_type.map(|of_type| of_type.trim().to_ascii_lowercase()) else { return true };
    let (kind, subtype) = of_type.split_once('/').unwrap_or(("", of_type.as_str()));
    match kind {
        "" => matches!(subtype, "" | "module" | "importmap" | "speculationrules"),
        "text" | "application" => {
            matches!(subtype.trim_start_matches("x-"), "javascript" | "ecmascript" | "jscript" | "livescript")
                || subtype.starts_with("javascript1.")
        }
        _ => false,
    }
}

/// What an attribute has a browser load, if it has; `link` is what a link of the head has it load.
fn loads(element: &str, attribute: &str, link: Option<Directive>) -> Option<Directive> {
    match (element, attribute) {
        ("script", "src" | "href" | "xlink:href") => Some(Directive::Scripts),
        ("img", "src" | "srcset") | ("source", "srcset") | ("video", "poster") | ("input", "src") => {
            Some(Directive::Images)
        }
        ("image" | "feimage", "href" | "xlink:href") => Some(Directive::Images),
        ("body" | "table" | "tr" | "th" | "td", "background") => Some(Directive::Images),
        ("video" | "audio" | "source" | "track", "src") => Some(Directive::Media),
        ("iframe" | "frame", "src") => Some(Directive::Frames),
        ("embed", "src") | ("object", "data") => Some(Directive::Objects),
        ("form", "action") | ("button" | "input", "formaction") => Some(Directive::Forms),
        ("a" | "area", "ping") => Some(Directive::Connections),
        ("link", "imagesrcset") => Some(Directive::Images),
        ("link", "href") => link,
        _ => None,
    }
}

/// What a link of the head has a browser load, by its relation.
fn of_link(rel: &str, as_what: &str) -> Option<Directive> {
    let of_word = |word: &str| match word.to_ascii_lowercase().as_str() {
        "stylesheet" => Some(Directive::Styles),
        "icon" | "apple-touch-icon" | "mask-icon" => Some(Directive::Images),
        "manifest" => Some(Directive::Manifests),
        "modulepreload" => Some(Directive::Scripts),
        "preload" => match as_what.to_ascii_lowercase().as_str() {
            "script" => Some(Directive::Scripts),
            "style" => Some(Directive::Styles),
            "image" => Some(Directive::Images),
            "font" => Some(Directive::Fonts),
            "audio" | "video" | "track" => Some(Directive::Media),
            "fetch" => Some(Directive::Connections),
            "worker" => Some(Directive::Workers),
            _ => None,
        },
        _ => None,
    };
    rel.split_ascii_whitespace().find_map(of_word)
}

impl Demand {
    /// A picture of a text, by its address; `None` for one of the site itself, or that is none of the web.
    pub fn picture(address: &str) -> Option<Demand> {
        let asks = Asks::Load(Directive::Images, address.to_owned());
        is_away(address).then(|| Demand { asks, element: "img".to_owned(), attribute: "src".to_owned() })
    }

    /// Whether it is a picture of another site, which is all that is left where HTML is cleaned.
    pub(super) fn is_picture_of_elsewhere(&self) -> bool {
        let is_picture = (self.element.as_str(), self.attribute.as_str()) == ("img", "src");
        is_picture && matches!(&self.asks, Asks::Load(_, address) if is_away(address))
    }

    /// That a browser would not do what is asked of it, on a site at one of the addresses `own`.
    pub fn blocked(&self, policy: &Policy, own: &[&BaseUrl], span: Span) -> Option<Diagnostic> {
        let Demand { asks, element, attribute } = self;
        let by = match attribute.as_str() {
            "" => format!("`<{element}>`"),
            attribute => format!("`{attribute}` of `<{element}>`"),
        };
        let off = "; or do without the policy: `csp = false` under `[security]` in `site.toml`";
        let (message, help) = match asks {
            Asks::Load(directive, address) if policy.allows(*directive, address, own) => return None,
            Asks::Load(directive, address) => {
                let (does, else_) = match directive {
                    Directive::Forms => ("from sending a form to", ""),
                    Directive::Connections | Directive::Manifests | Directive::Workers => ("from loading", ""),
                    Directive::Frames | Directive::Objects => ("from loading", "; or link to it"),
                    Directive::Scripts
                    | Directive::Styles
                    | Directive::Images
                    | Directive::Fonts
                    | Directive::Media => ("from loading", "; or put a copy into the site"),
                };
                let line = policy.line_with(*directive, address);
                let message = format!("the policy of the site keeps browsers {does} `{address}`");
                (message, format!("let it in: `{line}` under `[security]` in `site.toml`{else_}"))
            }
            Asks::Run => {
                let help = match attribute.as_str() {
                    "" => "put it into `static/site.js`, which every page loads",
                    name if name.starts_with("on") => "listen to it in `static/site.js`, which every page loads",
                    _ => "make it a `<button>`, and listen to it in `static/site.js`, which every page loads",
                };
                let message = format!("the policy of the site keeps a script in the page from running: {by}");
                (message, format!("{help}{off}"))
            }
            Asks::Paint => {
                let help = match attribute.as_str() {
                    "" => "put it into `static/site.css`, which every page loads",
                    _ => {
                        "give the element a class, and the class its rule in `static/site.css`, which every page loads"
                    }
                };
                let message = format!("the policy of the site keeps browsers from using a style in the page: {by}");
                (message, format!("{help}{off}"))
            }
            Asks::Rebase => {
                let message = format!("the policy of the site lets nothing move its addresses: {by}");
                (message, format!("leave it out: the addresses of the site begin at its root{off}"))
            }
        };
        Some(Diagnostic::new(Code::BlockedByPolicy, span, message).help(help))
    }
}

#[cfg(test)]
mod tests {
    use super::{Asks, demands};
    use crate::config::Directive;

    #[test]
    fn what_loads_and_what_runs_is_found() {
        let load = |directive, address: &str| Asks::Load(directive, address.to_owned());
        for (html, asks) in [
            ("<script>a</script>", vec![Asks::Run]),
            ("<SCRIPT type=module>a</SCRIPT>", vec![Asks::Run]),
            ("<script type=\"text/javascript\">a</script>", vec![Asks::Run]),
            ("<script type='importmap'>{}</script>", vec![Asks::Run]),
            ("<script type=\"application/ld+json\">{}</script>", vec![]),
            ("<script type='application/json'>{}</script>", vec![]),
            ("<script type=text/plain>{}</script>", vec![]),
            ("<script src='a.js'></script>", vec![load(Directive::Scripts, "a.js")]),
            ("<script src></script>", vec![]),
            ("<style>a</style>", vec![Asks::Paint]),
            ("<p style='color:red'>", vec![Asks::Paint]),
            ("<p style>", vec![]),
            ("<p onclick='a()' only='b' on='c'>", vec![Asks::Run]),
            (
                "<svg fill=red width=3><image href='//a.example/b.png'/>",
                vec![load(Directive::Images, "//a.example/b.png")],
            ),
            ("<base href='/'>", vec![Asks::Rebase]),
            ("<base target=_blank>", vec![]),
            ("<a href='java&#115;cript:a()'>", vec![Asks::Run]),
            ("<a href=' java\tscript:a()'>", vec![Asks::Run]),
            ("<iframe src='javascript:a()'>", vec![Asks::Run]),
            ("<iframe src='about:blank'></iframe><iframe></iframe>", vec![]),
            ("<a href='https://a.example/'>", vec![]),
            ("<form action='https://a.example/?a&amp;b'>", vec![load(Directive::Forms, "https://a.example/?a&b")]),
            ("<form>", vec![]),
            (
                "<img src=a.png srcset='b.png 2x, https://a.example/c.png 3x'>",
                vec![
                    load(Directive::Images, "a.png"),
                    load(Directive::Images, "b.png"),
                    load(Directive::Images, "https://a.example/c.png"),
                ],
            ),
            ("<link rel='preload stylesheet' as=style href=a.css>", vec![load(Directive::Styles, "a.css")]),
            ("<link rel=canonical href='https://a.example/'>", vec![]),
            (
                "<video src=a.mp4 poster=a.png></video>",
                vec![load(Directive::Media, "a.mp4"), load(Directive::Images, "a.png")],
            ),
            ("<textarea><script>a</script></textarea><!-- <style> -->", vec![]),
        ] {
            let found: Vec<Asks> = demands(html).into_iter().map(|(demand, _)| demand.asks).collect();
            assert_eq!(found, asks, "{html}");
        }
    }
}
