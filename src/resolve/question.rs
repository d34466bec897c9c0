//! Questions that are repeated elsewhere: `faq:guide/faq#cost`.

use super::Site;
use super::place::folder_name;
use crate::catalog::{Entry, PageId};
use crate::config::LangId;
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;

/// The page and the heading of a question, for a reader of `lang`.
pub fn find<'a>(
    site: &'a Site,
    dest: &str,
    span: Span,
    lang: LangId,
) -> Result<(PageId, &'a Entry, usize), Box<Diagnostic>> {
    let (path, id) = dest.split_once('#').unwrap_or((dest, ""));
    let path = folder_name(path.trim_start_matches('/'));
    let unknown = |message: String, help: Option<String>| {
        Box::new(Diagnostic::new(Code::UnknownQuestion, span, message).maybe_help(help))
    };
    let page = site.catalog.page_for(path, lang, &site.config);
    let Some((page, entry)) = page.map(|page| (page, site.catalog.entry(page))) else {
        let help = site.catalog.nearest_path(path).map(|path| format!("did you mean `{path}`?"));
        return Err(unknown(format!("there is no page `{path}`"), help));
    };
    let is_question = |heading: &usize| entry.document.headings.get(*heading).is_some_and(|heading| heading.question);
    let named = |id: &str| entry.document.heading_named(&site.sources.get(entry.document.source).text, id);
    let second = || site.catalog.heading_of_second_id(entry, id, &site.sources);
    if let Some(heading) = named(id).filter(is_question).or_else(|| second().filter(is_question)) {
        return Ok((page, entry, heading));
    }
    let meant = site.catalog.nearest_heading(entry, id, &site.sources);
    let help = match meant.filter(|id| named(id).as_ref().is_some_and(is_question)) {
        Some(meant) => format!("did you mean `{meant}`?"),
        None => "questions are the headings one level below a heading with `{.faq}`".to_owned(),
    };
    Err(unknown(format!("there is no question `{id}` in `{path}`"), Some(help)))
}
