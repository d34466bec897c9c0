//! Level-1 headings that say what the title says, as other tools want them: they can be deleted.

use crate::address;
use crate::diagnostic::{Code, Diagnostics, Fix};
use crate::document::Kind;
use crate::resolve::Site;
use crate::source::Span;
use std::collections::{HashMap, HashSet};

/// Lets a level-1 heading that says what the title says be taken out.
pub fn mend(site: &Site, diagnostics: &mut Diagnostics) {
    if !diagnostics.iter().any(|found| found.code == Code::HeadingLevelOne) {
        return;
    }
    let named = named(site);
    let mut lines: HashMap<Span, Span> = HashMap::new();
    for (_, entry) in site.catalog.written() {
        // Without it, a stamp would be that of another text.
        if site.catalog.translations(&entry.path).len() > 1 {
            continue;
        }
        let document = &entry.document;
        let source = &site.sources.get(document.source).text;
        for heading in document.headings.iter().filter(|heading| heading.level == 1) {
            let span = document.heading_span(heading);
            let written = site.sources.text(span);
            // In a quote or an item, what stands before it on its line would be left.
            let begins_line =
                source.get(..span.start as usize).is_some_and(|before| before.is_empty() || before.ends_with('\n'));
            let is_title = begins_line
                && written.strip_prefix('#').is_some_and(|text| text.trim() == entry.front.title.text.trim());
            if is_title && !named.contains(document.text(&site.sources, heading.id)) {
                let rest = source.get(span.end as usize..).unwrap_or_default();
                let blank = rest.len() - rest.trim_start_matches(['\r', '\n']).len();
                lines.insert(span, Span { end: span.end + blank as u32, ..span });
            }
        }
    }
    diagnostics.change(|found| {
        if let Some(line) = lines.get(&found.span).filter(|_| found.code == Code::HeadingLevelOne) {
            found.fix = Some(Fix { span: *line, text: String::new() });
            found.help = Some("it says what the title says: delete it".to_owned());
        }
    });
}

/// The ids that links name, on whatever page.
fn named(site: &Site) -> HashSet<String> {
    let mut named = HashSet::new();
    for (_, document) in site.catalog.texts() {
        for link in document.references.iter().filter(|reference| reference.kind == Kind::Link) {
            let anchor = document.text(&site.sources, link.dest).split_once('#').map(|(_, anchor)| anchor);
            named.extend(anchor.and_then(|anchor| address::decode_part(anchor).ok()));
        }
    }
    named
}
