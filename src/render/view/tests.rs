//! Holds the tables of `templates/README.md` to the fields of the views.

use super::alternate::AlternateView;
use super::folder::{BesideView, FolderView};
use super::front::{ReviewView, TopicView};
use super::link::LinkView;
use super::notice::NoticeView;
use super::other::OtherView;
use super::page::{LengthView, PageView};
use super::paging::{PagerView, SummaryView};
use super::search::{CountedView, GroupView, IndexView, IndexedView};
use super::toc::HeadingView;
use super::translation::{ShownView, TranslationView};
use crate::render::chart::{AxisView, SharedView};
use crate::render::common::{LanguageView, LogoView, PresentView, SearchView, SiteView, TextLangsView};
use crate::render::conflict::{ConflictView, SideView};
use crate::render::functions::{AnnouncementView, FactView, SectionView, TermView};
use crate::render::menu::MenuView;
use crate::render::panel::{ItemView, PanelView};
use crate::render::reference::{BacklinkView, CITED, CitingView, LISTED, ReferenceGroupView, WorkView};
use crate::render::words::DateView;
use std::collections::{BTreeMap, BTreeSet};

const README: &str = include_str!("../../../templates/README.md");

type Names = BTreeSet<String>;

fn names(fields: &[&str]) -> Names {
    fields.iter().map(|name| (*name).to_owned()).collect()
}

/// The lists of names in braces of a text, in order.
fn lists(text: &str) -> Vec<Names> {
    let in_braces = |part: &str| part.split_once('}').map(|(inside, _)| inside.to_owned());
    let split = |inside: String| inside.split(',').map(|name| name.trim().to_owned()).collect();
    text.split("`{").skip(1).filter_map(in_braces).map(split).collect()
}

/// What stands between two marks of the README.
fn between(start: &str, end: &str) -> &'static str {
    let (_, rest) = README.split_once(start).unwrap();
    rest.split_once(end).unwrap().0
}

/// The rows of the tables in a text: the names of the first column, and what stands after them.
fn rows(text: &'static str) -> Vec<(Names, &'static str)> {
    let row = |line: &'static str| {
        let (name, is) = line.strip_prefix("| `")?.split_once(" | ")?;
        Some((name.split(',').map(|name| name.trim().trim_matches('`').to_owned()).collect(), is))
    };
    text.lines().filter_map(row).collect()
}

#[test]
fn the_readme_names_every_field_of_a_page_and_no_other() {
    let named: Vec<String> =
        rows(between("\n`page`:\n", "\n`404.html`")).into_iter().flat_map(|(name, _)| name).collect();
    assert_eq!(named.len(), PageView::FIELDS.len(), "a field stands twice");
    assert_eq!(named.into_iter().collect::<Names>(), names(PageView::FIELDS));
}

#[test]
fn the_readme_names_every_field_of_what_a_page_and_a_function_give() {
    let (cited, listed) = ([WorkView::FIELDS, &CITED].concat(), [WorkView::FIELDS, &LISTED].concat());
    let expected: [(&str, &[&[&str]]); 27] = [
        ("lang", &[LanguageView::FIELDS]),
        ("site", &[SiteView::FIELDS, TextLangsView::FIELDS, LogoView::FIELDS, SearchView::FIELDS]),
        ("site.languages", &[PresentView::FIELDS]),
        ("menu", &[MenuView::FIELDS]),
        ("length", &[LengthView::FIELDS]),
        ("date", &[DateView::FIELDS]),
        ("toc", &[HeadingView::FIELDS]),
        ("translations", &[TranslationView::FIELDS, ShownView::FIELDS]),
        ("alternates", &[AlternateView::FIELDS]),
        ("breadcrumbs", &[LinkView::FIELDS]),
        ("folder", &[FolderView::FIELDS, BesideView::FIELDS]),
        ("next", &[LinkView::FIELDS]),
        ("topics", &[TopicView::FIELDS]),
        ("references", &[&cited, BacklinkView::FIELDS]),
        ("review", &[ReviewView::FIELDS, DateView::FIELDS]),
        ("notice", &[NoticeView::FIELDS]),
        ("stale", &[OtherView::FIELDS]),
        ("pages", &[SummaryView::FIELDS]),
        ("pager", &[PagerView::FIELDS]),
        ("index", &[IndexView::FIELDS, CountedView::FIELDS, LinkView::FIELDS, GroupView::FIELDS, IndexedView::FIELDS]),
        ("section(path=\"guide\")", &[SectionView::FIELDS]),
        ("fact(id=\"by-method.drip.cost\")", &[FactView::FIELDS, DateView::FIELDS]),
        ("references()", &[ReferenceGroupView::FIELDS, &listed, CitingView::FIELDS]),
        ("glossary()", &[TermView::FIELDS]),
        ("announcement()", &[AnnouncementView::FIELDS]),
        ("conflicts", &[ConflictView::FIELDS, SideView::FIELDS, AxisView::FIELDS, SharedView::FIELDS]),
        ("panel", &[PanelView::FIELDS, ItemView::FIELDS]),
    ];
    let expected: BTreeMap<String, Vec<Names>> =
        expected.map(|(name, views)| (name.to_owned(), views.iter().map(|fields| names(fields)).collect())).into();
    let of_rows = rows(between("## Data", "## Filters")).into_iter().map(|(name, is)| (name, lists(is)));
    let mut found: BTreeMap<String, Vec<Names>> = of_rows
        .filter(|(_, lists)| !lists.is_empty())
        .map(|(name, lists)| (name.into_iter().next().unwrap(), lists))
        .collect();
    found.insert("conflicts".to_owned(), lists(between("`parts/conflicts.html` defines", "\n\n")));
    found.insert("panel".to_owned(), lists(between("`parts/panel.html` defines", "\n\n")));
    assert_eq!(found, expected);
}
