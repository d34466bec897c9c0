//! Who answers for the site: their names, what they do for it, what ties they have. What readers are owed to know and
//! nobody says is told as not known.

use super::foreign;
use super::html::Scene;
use super::marks::{fragment, nth_anchor};
use super::value::{list, map, safe};
use crate::catalog::people::{About, Person};
use crate::config::LangId;
use crate::diagnostic::Diagnostic;
use crate::resolve::{PersonTarget, Site};
use tera::Value;

/// The HTML of some people.
pub fn html(scene: Scene<'_>, people: &[PersonTarget]) -> Result<String, Box<Diagnostic>> {
    let Scene { site, lang, .. } = scene;
    let people = list(people.iter().map(|shown| {
        let person = site.catalog.people.get(shown.person);
        let told =
            About::ALL.into_iter().zip(&shown.about).filter(|(about, part)| part.is_some() || person.owes(*about));
        let about = told.map(|(about, part)| {
            map([
                ("id", about.name().into()),
                ("label", safe(&foreign::said(scene.site, scene.lang, &format!("person-{}", about.name())))),
                ("html", fragment(scene, part.as_ref())),
            ])
        });
        let roles = person.roles.iter().map(|role| {
            map([
                ("id", role.name().into()),
                ("label", safe(&foreign::said(scene.site, scene.lang, &format!("role-{}", role.name())))),
            ])
        });
        map([
            ("anchor", nth_anchor(person.anchor(), shown.occurrence).into()),
            ("name", name(site, lang, person).map_or(Value::none(), |name| safe(&name))),
            ("url", person.url.as_deref().map_or(Value::none(), Value::from)),
            ("roles", list(roles)),
            ("about", list(about)),
        ])
    }));
    scene.engine.component(site, lang, "people_list", "people", people)
}

/// The name of somebody for a reader, as HTML.
fn name(site: &Site, lang: LangId, person: &Person) -> Option<String> {
    let (own, name) = person.name.as_ref()?.find(lang, &site.config)?;
    let mut html = String::new();
    foreign::text(&mut html, site, own, &name.text);
    Some(foreign::wrapped(site, own, lang, html))
}
