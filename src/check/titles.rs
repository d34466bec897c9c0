//! Level-1 headings that say what the title says, as other tools want them: they can be deleted.

use crate::diagnostic::{Code, Diagnostics, Fix};
use crate::resolve::Site;
use crate::source::Span;
use std::collections::HashMap;

/// Lets a level-1 heading that says what the title says be taken out.
pub fn mend(site: &Site, diagnostics: &mut Diagnostics) {
    let mut lines: HashMap<Span, Span> = HashMap::new();
    for (_, entry) in site.catalog.written() {
        let document = &entry.document;
        let source = &site.sources.get(document.source).text;
        for heading in document.headings.iter().filter(|heading| heading.level == 1) {
            let span = document.heading_span(heading);
            let written = site.sources.text(span);
            let is_title = written.strip_prefix('#').is_some_and(|text| text.trim() == entry.front.title.text.trim());
            if is_title {
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
