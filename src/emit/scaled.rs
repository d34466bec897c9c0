//! Smaller pictures, of those that texts show. One that the last build wrote is not made again: its name says what it
//! was made of.

use super::Material;
use crate::asset::{Ask, Asset, Scaled};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::failure::Failure;
use crate::output::Sink;
use crate::scale;
use crate::source::Span;
use rayon::prelude::*;
use std::collections::BTreeSet;

/// Writes the smaller pictures that the last build did not.
pub fn write(material: Material<'_>, asked: &BTreeSet<Ask>, sink: &dyn Sink) -> Result<Diagnostics, Failure> {
    let picture = |ask: &Ask| match ask {
        Ask::Picture(id) => Some(material.site.assets.get(*id)),
        Ask::File(_) => None,
    };
    let shown: Vec<&Asset> = asked.iter().filter_map(picture).collect();
    let found: Vec<Option<Diagnostic>> =
        shown.into_par_iter().map(|asset| one(asset, sink)).collect::<Result<_, Failure>>()?;
    Ok(found.into_iter().flatten().collect())
}

fn one(asset: &Asset, sink: &dyn Sink) -> Result<Option<Diagnostic>, Failure> {
    let mut missing: Vec<&Scaled> = Vec::new();
    for scaled in asset.scaled() {
        if !sink.reuse(&scaled.path)? {
            missing.push(scaled);
        }
    }
    if missing.is_empty() {
        return Ok(None);
    }
    let bytes = asset.blob.beginning(asset.blob.size())?;
    let widths: Vec<u32> = missing.iter().map(|scaled| scaled.width).collect();
    let Some(pictures) = scale::webp(&bytes, &widths) else {
        let message = format!("the picture `{}` cannot be decoded", asset.blob.path);
        let diagnostic = Diagnostic::new(Code::InvalidValue, Span::file(asset.blob.id), message);
        return Ok(Some(diagnostic.help("save it again as PNG or JPEG")));
    };
    for (scaled, picture) in missing.iter().zip(pictures) {
        sink.put(&scaled.path, &picture)?;
    }
    Ok(None)
}
