//! The table of studies: what each work found, in whom, compared with what, and what it cannot show. It is drawn as any
//! table of data is.

use super::foreign;
use super::html::Scene;
use super::marks::{citation_list, fragment, nth_anchor};
use super::reference::{figure, finding_label, people, short};
use super::value::{list, map, safe};
use super::words::message_lang;
use crate::bibliography::{Followed, People, studies_anchor};
use crate::config::LangId;
use crate::diagnostic::Diagnostic;
use crate::resolve::{StudiesTarget, StudyTarget};
use std::fmt::Write;
use tera::Value;

/// The columns, each with the message that names it. Design and people stand with the work, at the head of its row: seven
/// columns of words are wider than a text.
const COLUMNS: [(&str, &str); 4] = [
    ("comparison", "study-comparison"),
    ("followed", "study-followed"),
    ("result", "study-result"),
    ("limit", "study-limit"),
];

/// The HTML of a table of studies. `caption`, a text and its language, stands over it if it is not empty.
pub fn html(scene: Scene<'_>, target: &StudiesTarget, caption: (LangId, &str)) -> Result<String, Box<Diagnostic>> {
    let Scene { site, lang, .. } = scene;
    let caption = match caption {
        (_, "") => Value::none(),
        (own, text) => {
            let mut html = String::new();
            foreign::text(&mut html, site, own, text);
            safe(&foreign::wrapped(site, own, lang, html))
        }
    };
    let columns = COLUMNS.map(|(id, message)| {
        let text = site.messages.get(lang, message, None).unwrap_or_default();
        map([
            ("id", id.into()),
            ("label", safe(&foreign::said(site, lang, message))),
            ("text", text.as_ref().into()),
            ("lang", message_lang(site, lang, message).map_or_else(Value::none, Value::from)),
            ("type", "text".into()),
            ("citations", Value::none()),
        ])
    });
    let data = map([
        ("anchor", nth_anchor(studies_anchor(target.topic.as_deref()), target.occurrence).into()),
        ("caption", caption),
        ("stack", true.into()),
        ("label", safe(&foreign::said(site, lang, "study"))),
        ("columns", list(columns)),
        ("rows", list(target.studies.iter().map(|study| row(scene, study)))),
        ("id", "studies".into()),
        ("note", Value::none()),
        ("remarks", list([])),
        ("citations", Value::none()),
        ("evidence", list([])),
        ("reviewed", Value::none()),
        ("downloads", list([])),
        ("licence", Value::none()),
        ("planner", Value::none()),
    ]);
    scene.engine.component(site, lang, "data_table", "table", data)
}

fn row(scene: Scene<'_>, study: &StudyTarget) -> Value {
    let Scene { site, lang, .. } = scene;
    let work = site.catalog.bibliography.get(study.citation.work);
    let weight = &work.weight;
    let design = weight.design.map(|design| foreign::said(site, lang, &design.message()));
    let of_people = match weight.people {
        Some(People::Number(number)) => people(site, lang, number),
        Some(People::Words(_)) | None => fragment(scene, study.people.as_ref()),
    };
    let followed = match &weight.followed {
        Some(Followed::Time(time)) => figure(site, lang, time),
        Some(Followed::Words(_)) | None => fragment(scene, study.followed.as_ref()),
    };
    let found = weight.finding.map(|found| format!("<strong>{}</strong>", finding_label(site, lang, found)));
    let result = fragment(scene, study.result.as_ref());
    let result = match (found, result.as_str()) {
        (Some(found), Some(result)) => safe(&format!("{found}<br>{result}")),
        (Some(found), None) => safe(&found),
        (None, _) => result,
    };
    let comparison = fragment(scene, study.comparison.as_ref());
    let limit = fragment(scene, study.limit.as_ref());
    let cells = [comparison, followed, result, limit];
    let cells = COLUMNS.into_iter().zip(cells).map(|((column, _), html)| cell(scene, column, html));
    let (name, tag) = short(site, lang, work);
    let mut label = foreign::wrapped_in(site, tag, lang, &name);
    label.push_str(&citation_list(scene, &[study.citation]));
    for about in [design.as_deref(), of_people.as_str()].into_iter().flatten() {
        _ = write!(label, "<small>{about}</small>");
    }
    map([
        ("id", work.key.as_str().into()),
        ("label", safe(&label)),
        ("citations", Value::none()),
        ("cells", list(cells)),
    ])
}

/// A cell; one of which nothing is told says so.
fn cell(scene: Scene<'_>, column: &'static str, html: Value) -> Value {
    let (html, state) = match html.is_none() {
        true => (safe(&foreign::said(scene.site, scene.lang, "study-untold")), "unknown"),
        false => (html, "text"),
    };
    map([
        ("html", html),
        ("type", "text".into()),
        ("state", state.into()),
        ("column", column.into()),
        ("evidence", Value::none()),
    ])
}
