//! Names of the site's own files that nobody can type, and those that Windows has not.

use crate::address::{self, Fault};
use crate::config::unportable;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::resolve::Site;
use crate::source::Span;
use std::collections::HashSet;

/// What is wrong with the names of files and folders, each said once: that of a folder at its first file.
pub fn check(site: &Site) -> Diagnostics {
    let mut diagnostics = Diagnostics::new();
    let mut seen = HashSet::new();
    let mut told = HashSet::new();
    for (id, source) in site.sources.iter().filter(|(_, source)| !source.embedded) {
        let path = source.path.as_str();
        let is_odd = |name| address::name_fault(name).is_some() || address::unportable(name).is_some();
        if !path.split('/').any(is_odd) {
            continue;
        }
        let mut start = 0;
        for name in path.split('/') {
            let end = start + name.len();
            if seen.insert(path.get(..end))
                && let Some(diagnostic) = judge(name, Span::file(id))
            {
                told.insert(id);
                diagnostics.push(diagnostic);
            }
            start = end + 1;
        }
    }
    // Without language and ending, a name may end otherwise than that of its file.
    for (_, entry) in site.catalog.written().filter(|(_, entry)| entry.front.slug.is_none()) {
        let name = entry.path.rsplit('/').next().unwrap_or_default();
        if !entry.folder && !told.contains(&entry.source) {
            diagnostics.extend(unportable(name, Span::file(entry.source)));
        }
    }
    diagnostics
}

fn judge(name: &str, span: Span) -> Option<Diagnostic> {
    let Some(fault) = address::name_fault(name) else { return unportable(name, span) };
    let message = format!("`{name}` cannot be the name of a file: {fault}");
    let help = match fault {
        Fault::Hidden(_) | Fault::Separator(_) => "rename the file or folder",
        other => other.help(),
    };
    Some(Diagnostic::new(Code::InvalidValue, span, message).help(help))
}
