//! What grades of evidence mean: those that the site uses, by what they come to.

use super::evidence::evidence;
use super::foreign;
use super::html::Scene;
use super::value::{list, map, safe};
use crate::bibliography::GRADES_ANCHOR;
use crate::diagnostic::Diagnostic;
use crate::facts::Evidence;
use std::collections::BTreeSet;
use tera::Value;

/// The HTML of the explanation.
pub fn html(scene: Scene<'_>) -> Result<String, Box<Diagnostic>> {
    let catalog = &scene.site.catalog;
    let of_facts = catalog.facts.iter().filter_map(|(_, fact)| fact.about.evidence);
    let of_works = catalog.bibliography.iter().filter_map(|work| work.weight.design);
    let used: BTreeSet<Evidence> = of_facts.chain(of_works).collect();
    let mut classes: Vec<(&str, Vec<Value>)> = Vec::new();
    for grade in used {
        let class = grade.class().name();
        let about = words(scene, &format!("evidence-{}-about", grade.name()));
        let grade = map([("evidence", evidence(scene.site, scene.lang, Some(grade)).into()), ("about", about)]);
        match classes.iter_mut().find(|(known, _)| *known == class) {
            Some((_, grades)) => grades.push(grade),
            None => classes.push((class, vec![grade])),
        }
    }
    let classes = classes.into_iter().map(|(class, grades)| {
        map([
            ("id", class.into()),
            ("label", words(scene, &format!("evidence-class-{class}"))),
            ("about", words(scene, &format!("evidence-class-{class}-about"))),
            ("grades", list(grades)),
        ])
    });
    let data = map([("anchor", GRADES_ANCHOR.into()), ("classes", list(classes))]);
    scene.engine.component(scene.site, scene.lang, "grade_list", "explained", data)
}

/// A message as HTML.
fn words(scene: Scene<'_>, id: &str) -> Value {
    let text = scene.site.messages.get(scene.lang, id, None).unwrap_or_default();
    safe(&foreign::message(scene.site, scene.lang, id, &text))
}
