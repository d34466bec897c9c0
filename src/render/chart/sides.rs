//! The sides of a conflict on one axis, and what lies between them or is in all of them.

use super::field::{Field, Segment, drawn, number};
use crate::facts::Fact;
use crate::render::html::Scene;
use crate::render::value::view;
use tera::Value;

view! {
    /// The axis that the sides of a conflict have in common.
    pub struct AxisView {
        /// The places that are named.
        pub ticks: Value,
        /// What all sides have in common, or what lies between two.
        pub shared: Option<SharedView>,
    }
}

view! {
    /// A part of an axis, in percent.
    pub struct SharedView {
        /// `overlap` or `gap`.
        pub kind: &'static str,
        /// Where it begins.
        pub x: Value,
        /// How long it is.
        pub width: Value,
    }
}

/// What is drawn of the sides.
pub struct Sides {
    /// Their axis.
    pub axis: AxisView,
    /// What is drawn of each side, in their order.
    pub shapes: Vec<Value>,
}

/// What is drawn of facts that contradict each other; nothing where they have no axis in common, or some end of one is no
/// number.
pub fn sides(scene: Scene<'_>, facts: &[&Fact]) -> Option<Sides> {
    let kinds = facts.iter().map(|fact| scene.site.catalog.tables.column_kind(&fact.id)).collect::<Option<Vec<_>>>()?;
    let first = *kinds.first()?;
    if !kinds.iter().all(|kind| first.shares_axis(kind)) {
        return None;
    }
    let ends = facts.iter().map(|fact| drawn(fact).0).collect::<Option<Vec<_>>>()?;
    let field = Field::new(scene, first, &ends);
    let segments: Vec<Segment> = ends.iter().map(|ends| field.segment(ends)).collect();
    let shared = shared(&segments).map(|(kind, from, to)| {
        let (from, to) = (field.across(from), field.across(to));
        SharedView { kind, x: number(from.min(to)), width: number((to - from).abs()) }
    });
    let axis = AxisView { ticks: field.ticks(scene, 0.0), shared };
    Some(Sides { axis, shapes: segments.iter().map(|segment| segment.data(&field)).collect() })
}

/// What all sides have in common, or what lies between two that have nothing in common.
fn shared(segments: &[Segment]) -> Option<(&'static str, f64, f64)> {
    let low = segments.iter().map(|segment| segment.from).fold(f64::NEG_INFINITY, f64::max);
    let high = segments.iter().map(|segment| segment.to).fold(f64::INFINITY, f64::min);
    match high - low {
        // What touches has neither.
        length if !length.is_finite() || length.abs() < 0.01 => None,
        length if length > 0.0 => Some(("overlap", low, high)),
        _ if segments.len() == 2 => Some(("gap", high, low)),
        _ => None,
    }
}
