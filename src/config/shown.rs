//! `[site]`: what every page shows of the site.

use crate::data::{Reader, Table, Text};
use crate::diagnostic::Diagnostics;
use crate::keys::site::{SHOWN, shown};

/// What every page shows of the site.
#[derive(Debug, Clone, Default)]
pub struct Shown {
    /// The file of the picture in place of the name of the site.
    pub logo: Option<Text>,
    /// The picture that stands for pages that have none of their own.
    pub image: Option<Text>,
    /// The id of the block at the top of every page.
    pub announcement: Option<Text>,
}

pub(super) fn read(table: Table, diagnostics: &mut Diagnostics) -> Shown {
    let mut reader = Reader::new(table, &SHOWN, diagnostics);
    let shown = Shown {
        logo: reader.text(shown::LOGO),
        image: reader.text(shown::IMAGE),
        announcement: reader.text(shown::ANNOUNCEMENT),
    };
    reader.finish();
    shown
}
