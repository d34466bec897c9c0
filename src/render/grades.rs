//! What grades of evidence mean: those that the site uses, by what they come to.

use super::evidence::evidence;
use super::foreign;
use super::html::Scene;
use super::marks::nth_anchor;
use super::value::{list, map, safe};
use crate::bibliography::GRADES_ANCHOR;
use crate::diagnostic::Diagnostic;
use tera::Value;

/// The HTML of the explanation, the nth on its page.
pub fn html(scene: Scene<'_>, nth: u32) -> Result<String, Box<Diagnostic>> {
    let mut classes: Vec<(&str, Vec<Value>)> = Vec::new();
    for grade in scene.site.catalog.grades.iter().copied() {
        let class = grade.class().name();
        let about = safe(&foreign::said(scene.site, scene.lang, &format!("evidence-{}-about", grade.name())));
        let grade = map([("evidence", evidence(scene.site, scene.lang, Some(grade)).into()), ("about", about)]);
        match classes.iter_mut().find(|(known, _)| *known == class) {
            Some((_, grades)) => grades.push(grade),
            None => classes.push((class, vec![grade])),
        }
    }
    let classes = classes.into_iter().map(|(class, grades)| {
        map([
            ("id", class.into()),
            ("label", safe(&foreign::said(scene.site, scene.lang, &format!("evidence-class-{class}")))),
            ("about", safe(&foreign::said(scene.site, scene.lang, &format!("evidence-class-{class}-about")))),
            ("grades", list(grades)),
        ])
    });
    let data = map([("anchor", nth_anchor(GRADES_ANCHOR.to_owned(), nth).into()), ("classes", list(classes))]);
    scene.engine.component(scene.site, scene.lang, "grade_list", "explained", data)
}
