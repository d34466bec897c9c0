//! Images and figures.

use super::Writer;
use crate::document::{Document, Reference};
use crate::render::escape;
use crate::render::frame::Construct;
use crate::resolve::{ImageTarget, Lead};
use std::fmt::Write;

/// How wide an image is that fills the column of text, for browsers that choose one before they know.
const SIZES: &str = "(min-width: 46rem) 44.5rem, 100vw";

impl Writer<'_> {
    pub(super) fn image(&mut self, document: &Document, source: &str, reference: &Reference, target: &ImageTarget) {
        let title = document.text_in(source, reference.title);
        let text = document.text_in(source, reference.text);
        let mut html = String::from("<img src=\"");
        escape::address(&mut html, &target.src);
        html.push_str("\" alt=\"");
        escape::attribute(&mut html, if reference.decorative { "" } else { text });
        html.push('"');
        if let Some((width, height)) = target.size {
            _ = write!(html, " width=\"{width}\" height=\"{height}\"");
            if !target.smaller.is_empty() {
                html.push_str(" srcset=\"");
                for (address, width) in &target.smaller {
                    escape::address(&mut html, address);
                    _ = write!(html, " {width}w, ");
                }
                escape::address(&mut html, &target.src);
                _ = write!(html, " {width}w\" sizes=\"{SIZES}\"");
            }
        }
        // The first is likely to be in sight when the page opens.
        if self.images > 0 {
            html.push_str(" loading=\"lazy\"");
        }
        self.images += 1;
        html.push_str(" decoding=\"async\"");
        if target.lead == Lead::Away {
            html.push_str(" referrerpolicy=\"no-referrer\"");
        }
        if !title.is_empty() && !reference.figure {
            html.push_str(" title=\"");
            escape::attribute(&mut html, title);
            html.push('"');
        }
        html.push('>');
        if !reference.figure {
            return self.keep(&html);
        }
        self.begin(Construct::Figure);
        self.keep(&html);
        self.hole(1);
        escape::text(&mut self.out, title);
        self.end();
    }
}
