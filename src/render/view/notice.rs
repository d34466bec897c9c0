//! What stands above every page of a kind.

use crate::address::encode_path;
use crate::catalog::Entry;
use crate::diagnostic::Diagnostics;
use crate::render::engine::Engine;
use crate::render::foreign;
use crate::render::html::{self, Scene};
use crate::render::value::{Safe, view};
use crate::resolve::{Notice, Snapshot};

view! {
    /// A few words above a page, and where the whole is said.
    pub struct NoticeView<'a> {
        /// The words.
        pub html: Safe,
        /// The code of their language, where that is another than the page's.
        pub lang: Option<&'a str>,
        /// Where the whole is shown; none where no page shows it.
        pub url: Option<Safe>,
    }
}

/// The notice of the kind of a page, if that has one which holds now.
pub fn notice<'a>(site: &'a Snapshot, engine: &Engine, entry: &Entry) -> Option<NoticeView<'a>> {
    let Notice { lang, parts, whole } = site.resolved.frame().notices.get(entry.kind?)?.at(entry.lang).as_ref()?;
    let scene = Scene { site, engine, lang: entry.lang, page: None, parts };
    // What is wrong with it is reported when it is resolved.
    let html = html::inline(scene, &mut Diagnostics::new());
    let address = |(page, heading): &(_, String)| {
        let page = site.config.base.page(&site.catalog.entry(*page).route);
        if heading.is_empty() { Safe(page) } else { Safe(format!("{page}#{}", encode_path(heading))) }
    };
    Some(NoticeView {
        html: Safe(html),
        lang: foreign::code(site, *lang, entry.lang),
        url: whole.as_ref().map(address),
    })
}
