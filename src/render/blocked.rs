//! What templates of the site itself ask of browsers, and the policy of the site keeps them from. What stands in a template
//! is told there; what is filled in is seen in the pages that come of it.

use crate::diagnostic::Diagnostics;
use crate::document::{Asks, Demand, demands};
use crate::resolve::Site;
use crate::source::{Kind, Source, Span, kind_of};
use std::collections::HashSet;

/// What is filled in: the demand as far as it is written, and where.
type Filled = (Demand, Span);

/// What every template of the site asks in vain, as far as it stands there.
pub fn blocked_in_templates(site: &Site) -> Diagnostics {
    let Some(policy) = &site.config.policy else { return Diagnostics::new() };
    let own = [&site.config.base, &site.config.published];
    let (written, _) = asked(site);
    written.into_iter().filter_map(|(demand, span)| demand.blocked(policy, &own, span)).collect()
}

/// Looks at pages that are made with templates of the site.
#[derive(Debug)]
pub struct Watch {
    filled: Vec<Filled>,
}

impl Watch {
    /// `None` where there is nothing to look for: all templates are the program's, or the site has no policy.
    pub fn new(site: &Site) -> Option<Watch> {
        let is_needed = site.config.policy.is_some() && templates(site).next().is_some();
        is_needed.then(|| Watch { filled: asked(site).1 })
    }

    /// What a page asks in vain, told where its template fills it in; where none is known to do so, at `page`.
    pub fn look(&self, site: &Site, html: &[u8], page: Span) -> Diagnostics {
        let (Some(policy), Ok(html)) = (&site.config.policy, str::from_utf8(html)) else { return Diagnostics::new() };
        let own = [&site.config.base, &site.config.published];
        let mut seen = HashSet::new();
        let found = demands(html).into_iter().filter_map(|(demand, _)| {
            let mut found = demand.blocked(policy, &own, page)?;
            found.span = self.place(&demand).unwrap_or(page);
            seen.insert(found.message.clone()).then_some(found)
        });
        found.collect()
    }

    /// Where what is like it is filled in.
    fn place(&self, demand: &Demand) -> Option<Span> {
        let is_like = |filled: &Demand| (&filled.element, &filled.attribute) == (&demand.element, &demand.attribute);
        self.filled.iter().find(|(filled, _)| is_like(filled)).map(|(_, span)| *span)
    }
}

fn templates(site: &Site) -> impl Iterator<Item = &Source> {
    site.sources.iter().map(|(_, source)| source).filter(|source| {
        !source.embedded && source.path.starts_with("templates/") && kind_of(&source.path) == Kind::Text
    })
}

/// What all templates of the site ask for: what stands there, and what is filled in.
fn asked(site: &Site) -> (Vec<Filled>, Vec<Filled>) {
    let (mut written, mut filled) = (Vec::new(), Vec::new());
    for source in templates(site).filter(|source| source.flaw.is_none()) {
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
                (Some(_), _) => filled.push((demand, span)),
            }
        }
    }
    (written, filled)
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
    use super::without_tags;

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
}
