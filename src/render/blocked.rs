//! What templates of the site itself ask of browsers, and the policy of the site keeps them from. What stands in a template
//! is told there; what is filled in is seen in the pages that come of it.

use crate::diagnostic::Diagnostics;
use crate::document::{Asks, Demand, demands};
use crate::resolve::Site;
use crate::source::{Kind, Source, Span, kind_of};
use std::collections::{HashMap, HashSet};

/// What every template of the site asks in vain, as far as it stands there.
pub fn blocked_in_templates(site: &Site) -> Diagnostics {
    let Some(policy) = &site.config.policy else { return Diagnostics::new() };
    let own = [&site.config.base, &site.config.published];
    let (written, _) = asked(site);
    written.into_iter().filter_map(|(demand, span)| demand.blocked(policy, &own, span)).collect()
}

/// A demand, and where it is written.
type Placed = (Demand, Span);

/// Looks at pages that are made with templates of the site.
#[derive(Debug)]
pub struct Watch {
    /// Where something is filled in, by element and attribute.
    filled: HashMap<(String, String), Span>,
}

impl Watch {
    /// `None` where pages have nothing to look for: what templates of the site fill in is the program's, or all of it is text.
    pub fn new(site: &Site) -> Option<Watch> {
        site.config.policy.as_ref()?;
        let mut filled = HashMap::new();
        for (demand, span) in asked(site).1 {
            filled.entry((demand.element, demand.attribute)).or_insert(span);
        }
        let is_needed = !filled.is_empty() || templates(site).any(|source| makes_html(&source.text));
        is_needed.then_some(Watch { filled })
    }

    /// What a page asks in vain, told where its template fills it in; where none is known to do so, at `page`.
    pub fn look(&self, site: &Site, html: &[u8], page: Span) -> Diagnostics {
        let (Some(policy), Ok(html)) = (&site.config.policy, str::from_utf8(html)) else { return Diagnostics::new() };
        let own = [&site.config.base, &site.config.published];
        let mut seen = HashSet::new();
        let found = demands(html).into_iter().filter_map(|(demand, _)| {
            let mut found = demand.blocked(policy, &own, page)?;
            found.span = self.filled.get(&(demand.element, demand.attribute)).copied().unwrap_or(page);
            seen.insert(found.message.clone()).then_some(found)
        });
        found.collect()
    }
}

/// Whether a template may make HTML of a text that an author wrote: of a key that only templates show, or of a message. In
/// an attribute it would stay one.
fn makes_html(template: &str) -> bool {
    let has_extra = template.contains("extra");
    let mut rest = template;
    while let Some((before, after)) = rest.split_once("{{")
        && let Some((filled, behind)) = after.split_once("}}")
    {
        rest = behind;
        let mut pieces = filled.split('|').map(|piece| piece.trim_matches([' ', '-']));
        let value = pieces.next().unwrap_or_default();
        let is_own = value.starts_with("page.") && !value.starts_with("page.extra");
        let is_of_author = (has_extra && !is_own) || value.starts_with("t(");
        if is_of_author && !before.ends_with(['"', '\'']) && pieces.any(|filter| filter == "safe") {
            return true;
        }
    }
    false
}

fn templates(site: &Site) -> impl Iterator<Item = &Source> {
    site.sources.iter().map(|(_, source)| source).filter(|source| {
        !source.embedded && source.path.starts_with("templates/") && kind_of(&source.path) == Kind::Text
    })
}

/// What all templates of the site ask for: what stands there, and what is filled in.
fn asked(site: &Site) -> (Vec<Placed>, Vec<Placed>) {
    let (mut written, mut filled) = (Vec::new(), Vec::new());
    for source in templates(site).filter(|source| source.flaw.is_none()) {
        let files = set_to_files(&source.text);
        for (mut demand, range) in demands(&without_tags(&source.text)) {
            let Some(id) = site.sources.at(&source.path) else { continue };
            let span = Span::new(id, range.clone());
            let own = source.text.get(range).unwrap_or_default();
            let begin = own.find("{{").into_iter().chain(own.find("{%")).min();
            match (begin.and_then(|end| own.get(..end)), &mut demand.asks) {
                (None, _) => written.push((demand, span)),
                // Its host may stand there.
                (Some(begin), Asks::Load(_, address)) if has_host(begin) => {
                    begin.clone_into(address);
                    written.push((demand, span));
                }
                // Whatever is filled in, it is a style or a script.
                (Some(_), Asks::Run | Asks::Paint) if !demand.attribute.is_empty() => written.push((demand, span)),
                (Some(begin), _) if is_of_site(own, begin.len(), &files) => {}
                (Some(_), _) => filled.push((demand, span)),
            }
        }
    }
    (written, filled)
}

/// Whether what is filled in from a byte of a value on is an address of the site itself: the whole value is what `asset()`
/// gives, or the site. `files` are the variables that hold such an address.
fn is_of_site(value: &str, from: usize, files: &HashSet<&str>) -> bool {
    let inside = value.get(from..).and_then(|rest| rest.strip_prefix("{{")).and_then(|rest| rest.strip_suffix("}}"));
    let filled = inside.map(str::trim).filter(|_| from == 0).unwrap_or_default();
    filled.starts_with("asset(") || filled.starts_with("site.logo") || files.contains(filled)
}

/// The variables of a template that are set to what `asset()` gives, and to nothing else.
fn set_to_files(template: &str) -> HashSet<&str> {
    let (mut files, mut others) = (HashSet::new(), HashSet::new());
    for (name, value) in template.split("set ").skip(1).filter_map(|rest| rest.split_once('=')) {
        let names = if value.trim_start().starts_with("asset(") { &mut files } else { &mut others };
        names.insert(name.trim());
    }
    files.retain(|name| !others.contains(name));
    files
}

/// Whether the beginning of an address has the whole of a host.
fn has_host(begin: &str) -> bool {
    begin.split_once("//").is_some_and(|(_, rest)| rest.contains('/'))
}

/// A template without what Tera reads of it, every byte at its place. Where all of a value is filled in, something stands
/// for it.
fn without_tags(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(open) = rest.find('{') {
        let (before, after) = rest.split_at_checked(open).unwrap_or((rest, ""));
        out.push_str(before);
        let close = match after.as_bytes().get(1) {
            Some(b'{') => "}}",
            Some(b'%') => "%}",
            Some(b'#') => "#}",
            Some(_) | None => {
                out.push('{');
                rest = after.get(1..).unwrap_or_default();
                continue;
            }
        };
        let end = after.get(2..).and_then(|inside| inside.find(close)).map_or(after.len(), |end| end + 4);
        let stands_for = if close == "}}" && out.ends_with(['"', '\'', '=']) { "x" } else { " " };
        out.push_str(&stands_for.repeat(end));
        rest = after.get(end..).unwrap_or_default();
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::{is_of_site, makes_html, set_to_files, without_tags};

    #[test]
    fn every_byte_stays_at_its_place() {
        for (template, html) in [
            ("<p>{{ a }}</p>", "<p>       </p>"),
            ("<img src=\"{{ a }}\">", "<img src=\"xxxxxxx\">"),
            ("<a{% if b %} href={{ c }}{% endif %}>", "<a           href=xxxxxxx           >"),
            ("{# <script> #}{ a {{ 漢", "              { a       "),
            ("{", "{"),
        ] {
            assert_eq!(without_tags(template), html, "{template}");
            assert_eq!(without_tags(template).len(), template.len(), "{template}");
        }
    }

    #[test]
    fn what_is_of_the_site_needs_no_second_look() {
        let template = "{% set style = asset(path=\"site.css\") %}{% set film = page.extra.film %}";
        for (value, is) in [
            ("{{ asset(path=\"a.js\") }}", true),
            ("{{ style }}", true),
            ("{{ film }}", false),
            ("{{ page.extra.film }}", false),
            ("{{ other }}", false),
        ] {
            assert_eq!(is_of_site(value, 0, &set_to_files(template)), is, "{value}");
        }
        for (template, makes) in [
            ("{{ page.content | safe }}", false),
            ("{{ page.extra.embed }}", false),
            ("{% if page.extra.a %}<a href=\"{{ page.extra.a | safe }}\">{{ page.content | safe }}</a>", false),
            ("{{ page.extra.embed | safe }}", true),
            ("{% for a in page.extra.all %}{{ a.html|safe }}{% endfor %}", true),
            ("{{ t(key=\"a\") | safe }}", true),
        ] {
            assert_eq!(makes_html(template), makes, "{template}");
        }
    }
}
