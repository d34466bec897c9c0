//! Where texts and data name other sites.

use super::address::LONGEST;
use crate::bibliography::Work;
use crate::config::Leads;
use crate::document::{Kind, scheme_of};
use crate::resolve::Site;
use crate::source::Span;
use std::collections::{BTreeMap, BTreeSet};
use url::Url;

/// Every address of another site, as it is asked, with the places that name it and how each of them writes it. Those that
/// are no address at all stand beside it.
#[derive(Debug, Default)]
pub struct Named {
    pub addresses: BTreeMap<String, BTreeSet<(Span, String)>>,
    pub unreadable: BTreeSet<(Span, String)>,
}

impl Named {
    /// What the texts of a site name, links and pictures, its menus and the works that it cites.
    pub fn of(site: &Site) -> Named {
        let mut named = Named::default();
        for (_, document) in site.catalog.texts() {
            for reference in &document.references {
                match reference.kind {
                    Kind::Link | Kind::Image => {
                        let dest = document.text(&site.sources, reference.dest);
                        named.add(site, dest, document.span(reference));
                    }
                    Kind::Fact
                    | Kind::Citation
                    | Kind::Term
                    | Kind::Table
                    | Kind::Block
                    | Kind::Faq
                    | Kind::Conflicts
                    | Kind::Studies
                    | Kind::Grades
                    | Kind::People => {}
                }
            }
        }
        let menus = &site.config.menus;
        for entry in menus.header.iter().chain(&menus.footer) {
            for entry in std::iter::once(entry).chain(&entry.children) {
                match &entry.leads {
                    Leads::Url(url) => named.add(site, &url.text, url.span),
                    Leads::Page(_) | Leads::Nowhere => {}
                }
            }
        }
        for work in site.catalog.bibliography.iter() {
            addresses(work).for_each(|address| named.add(site, &address, work.span));
        }
        for person in site.catalog.people.iter() {
            person.url.iter().for_each(|address| named.add(site, address, person.span));
        }
        named
    }

    fn add(&mut self, site: &Site, written: &str, span: Span) {
        let is_web = scheme_of(written).is_some_and(|scheme| matches!(scheme.as_str(), "http" | "https"));
        let whole = match written.starts_with("//") {
            true => format!("https:{written}"),
            false if is_web => written.to_owned(),
            false => return,
        };
        let is_own =
            [&site.config.base, &site.config.published].iter().any(|base| base.path_on_host(written).is_some());
        if is_own {
            return;
        }
        let Ok(mut url) = Url::parse(&whole) else {
            self.unreadable.insert((span, written.to_owned()));
            return;
        };
        url.set_fragment(None);
        if !is_left(site, &url) {
            self.addresses.entry(url.into()).or_default().insert((span, written.to_owned()));
        }
    }
}

/// Whether the site says to leave an address alone.
pub fn is_left(site: &Site, url: &Url) -> bool {
    let address = url.as_str();
    // One that is too long to be asked is told as that.
    address.len() <= LONGEST && site.config.leaves_alone(address.split('#').next().unwrap_or(address))
}

/// Where a work can be read.
fn addresses(work: &Work) -> impl Iterator<Item = String> {
    let doi = work.identity.doi.as_ref().map(|doi| format!("https://doi.org/{doi}"));
    work.url.clone().into_iter().chain(work.archive.clone()).chain(doi)
}
