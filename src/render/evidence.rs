//! What facts rest on, for templates.

use super::foreign;
use super::value::view;
use super::words::message_lang;
use crate::config::LangId;
use crate::facts::Evidence;
use crate::resolve::Site;

view! {
    /// What a fact rests on.
    pub struct EvidenceView<'a> {
        /// The grade, as data names it.
        pub id: &'static str,
        /// The grade as readers know it.
        pub label: String,
        /// The code of the language that this is in, where that is another than the reader's.
        pub lang: Option<&'a str>,
        /// What the grade comes to, as data names it.
        pub class: &'static str,
    }
}

/// A grade in the words of a reader's language, and what it comes to; none where nothing is said.
pub fn evidence(site: &Site, lang: LangId, grade: Option<Evidence>) -> Option<EvidenceView<'_>> {
    let grade = grade?;
    let message = grade.message();
    let label = grade_label(site, lang, grade);
    let label = foreign::line(site, foreign::message_lang(site, lang, &message), &label).into_owned();
    let (id, class) = (grade.name(), grade.class().name());
    Some(EvidenceView { id, label, lang: message_lang(site, lang, &message), class })
}

/// The words of a grade.
pub fn grade_label(site: &Site, lang: LangId, grade: Evidence) -> String {
    site.messages.get(lang, &grade.message(), None).unwrap_or_default().into_owned()
}
