//! `[[menu]]`: what stands in the menus in place of what is made from folders.

use super::declared::{Seen, read_id};
use super::{Codes, Words};
use crate::data::{Reader, Table, Text};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::keys::site::{MENU, MENU_CHILD, entry, menu};
use crate::source::Span;

/// The entries that `site.toml` has for each menu; where it has none for one, that is made from folders.
#[derive(Debug, Clone, Default)]
pub struct Menus {
    /// At the head of pages.
    pub header: Vec<MenuEntry>,
    /// At their foot.
    pub footer: Vec<MenuEntry>,
}

/// An entry of a menu.
#[derive(Debug, Clone)]
pub struct MenuEntry {
    /// Whether it has an id, by which the files of languages call it.
    pub has_id: bool,
    /// What it is called; a page can be called by its own name.
    pub label: Option<Words>,
    pub leads: Leads,
    /// Below it; those have none.
    pub children: Vec<MenuEntry>,
}

/// Where an entry of a menu leads.
#[derive(Debug, Clone)]
pub enum Leads {
    /// To a page, by its name without language.
    Page(Text),
    /// To an address.
    Url(Text),
    /// It is the name of what stands below it.
    Nowhere,
}

/// Every page has the whole menu: what more there is belongs on a page.
const MOST: usize = 200;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Header,
    Footer,
}

/// Reads all tables of the menu.
pub(super) fn read(tables: Vec<Table>, codes: &Codes<'_>, diagnostics: &mut Diagnostics) -> Menus {
    let mut menus = Menus::default();
    let (mut count, mut seen) = (0, Seen::default());
    for table in tables {
        let span = table.span;
        let Some((place, entry)) = read_top(table, codes, &mut seen, diagnostics) else { continue };
        count += 1 + entry.children.len();
        if count > MOST {
            let message = format!("the menu has more than {MOST} entries");
            let help = "every page shows all of them: put the rest on a page, and lead to that";
            diagnostics.push(Diagnostic::new(Code::InvalidValue, span, message).help(help));
            break;
        }
        match place {
            Place::Header => menus.header.push(entry),
            Place::Footer => menus.footer.push(entry),
        }
    }
    menus
}

fn read_top(
    table: Table,
    codes: &Codes<'_>,
    seen: &mut Seen,
    diagnostics: &mut Diagnostics,
) -> Option<(Place, MenuEntry)> {
    let span = table.span;
    let mut reader = Reader::new(table, &MENU, diagnostics);
    let place = reader.choice(menu::PLACE, [Place::Header, Place::Footer]).unwrap_or(Place::Header);
    let tables = reader.tables(menu::CHILDREN);
    let is_group = !tables.is_empty();
    let own = read_own(&mut reader, span, is_group, (codes, seen));
    reader.finish();
    let mut seen = Seen::default();
    let children = tables.into_iter().filter_map(|table| read_child(table, codes, &mut seen, diagnostics)).collect();
    let Own { has_id, label, leads } = own?;
    Some((place, MenuEntry { has_id, label, leads, children }))
}

fn read_child(
    mut table: Table,
    codes: &Codes<'_>,
    seen: &mut Seen,
    diagnostics: &mut Diagnostics,
) -> Option<MenuEntry> {
    let span = table.span;
    table.entries.retain(|(key, _)| {
        let is_deeper = key.name == menu::CHILDREN.name;
        if is_deeper {
            let message = "an entry below another one has no `children`";
            let help = "a menu has two levels: put them beside this one, or on a page";
            diagnostics.push(Diagnostic::new(Code::UnknownKey, key.span, message).help(help));
        }
        !is_deeper
    });
    let mut reader = Reader::new(table, &MENU_CHILD, diagnostics);
    let own = read_own(&mut reader, span, false, (codes, seen));
    reader.finish();
    let Own { has_id, label, leads } = own?;
    Some(MenuEntry { has_id, label, leads, children: Vec::new() })
}

/// What an entry says of itself.
struct Own {
    has_id: bool,
    label: Option<Words>,
    leads: Leads,
}

/// What an entry is called and where it leads; what it lacks is reported.
fn read_own(reader: &mut Reader, span: Span, is_group: bool, (codes, seen): (&Codes<'_>, &mut Seen)) -> Option<Own> {
    let id = read_id(reader, entry::ID);
    if let Some(id) = &id {
        seen.is_new("entry", id, reader.diagnostics());
    }
    let label = Words::of(reader, entry::LABEL, codes);
    let leads = match (reader.text(entry::PAGE), reader.text(entry::URL)) {
        (Some(_), Some(url)) => {
            let message = "an entry of the menu leads to one place, to a `page` or to a `url`";
            reader.report(Diagnostic::new(Code::InvalidValue, url.span, message).help("leave out one of them"));
            return None;
        }
        (Some(page), None) => Leads::Page(page),
        (None, Some(url)) => Leads::Url(url),
        (None, None) if is_group => Leads::Nowhere,
        (None, None) => {
            let help = "write `page = \"guide/cost\"`, or `url = \"https://example.com/\"`";
            let message = "this entry of the menu leads nowhere";
            reader.report(Diagnostic::new(Code::MissingKey, span, message).help(help));
            return None;
        }
    };
    if label.is_none() && !matches!(leads, Leads::Page(_)) {
        let help = "write what readers see: `label = { ja = \"…\", en = \"…\" }`";
        reader.report(Diagnostic::new(Code::MissingKey, span, "`label` is missing").help(help));
        return None;
    }
    Some(Own { has_id: id.is_some(), label, leads })
}
