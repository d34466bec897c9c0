//! Blocks that say nothing, wherever they are shown.

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::resolve::Site;
use crate::source::Span;

/// Every block without a text. Most often the text was lost.
pub fn check(site: &Site) -> Diagnostics {
    let silent = site.catalog.blocks.iter().filter(|block| block.document.ops().is_empty());
    let tell = |source| {
        let help = "write what it says, or delete it and what shows it";
        Diagnostic::new(Code::EmptyBlock, Span::file(source), "the block has no text").help(help)
    };
    silent.map(|block| tell(block.source)).collect()
}
