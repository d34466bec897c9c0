//! The table of studies: what each work found, in whom, compared with what, and what it cannot show.

use super::evidence::evidence;
use super::foreign;
use super::html::Scene;
use super::marks::{citation_list, fragment, nth_anchor};
use super::reference;
use super::value::{list, map, safe};
use crate::bibliography::{Followed, People, studies_anchor};
use crate::config::LangId;
use crate::diagnostic::Diagnostic;
use crate::resolve::{StudiesTarget, StudyTarget};
use tera::Value;

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
    let studies = target.studies.iter().map(|study| row(scene, study));
    let data = map([
        ("anchor", nth_anchor(studies_anchor(target.topic.as_deref()), target.occurrence).into()),
        ("caption", caption),
        ("studies", list(studies)),
    ]);
    scene.engine.component(site, lang, "study_table", "table", data)
}

fn row(scene: Scene<'_>, study: &StudyTarget) -> Value {
    let Scene { site, lang, .. } = scene;
    let work = site.catalog.bibliography.get(study.citation.work);
    let weight = &work.weight;
    let people = match weight.people {
        Some(People::Number(number)) => reference::people(site, lang, number),
        Some(People::Words(_)) | None => fragment(scene, study.people.as_ref()),
    };
    let followed = match &weight.followed {
        Some(Followed::Time(time)) => reference::figure(site, lang, time),
        Some(Followed::Words(_)) | None => fragment(scene, study.followed.as_ref()),
    };
    map([
        ("key", work.key.as_str().into()),
        ("label", reference::short(site, lang, work).into()),
        ("citation", safe(&citation_list(scene, &[study.citation]))),
        ("design", evidence(site, lang, weight.design).into()),
        ("finding", weight.finding.map_or(Value::none(), |finding| reference::finding(site, lang, finding))),
        ("people", people),
        ("comparison", fragment(scene, study.comparison.as_ref())),
        ("followed", followed),
        ("result", fragment(scene, study.result.as_ref())),
        ("limit", fragment(scene, study.limit.as_ref())),
    ])
}
