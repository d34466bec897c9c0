//! `shirube new`.

use super::named::{below_content, is_behind_link};
use super::{Opened, RootArgs, open, options_to_read, say, say_errors};
use crate::diagnostic::Level;
use crate::failure::Failure;
use crate::output::{Edit, Nothing, edit};
use crate::scaffold::{NewPage, page};
use crate::source::{Memory, embedded};
use crate::visible::Shown;
use crate::{build, gather};
use clap::Args;
use jiff::Timestamp;
use std::io::{stderr, stdout};
use std::process::ExitCode;

#[derive(Args)]
pub(super) struct NewArgs {
    #[command(flatten)]
    root: RootArgs,
    /// Its path, without language and ending: `guide/cost`; `guide/` or `guide/index` is the page of the folder
    path: String,
    /// The kind that it is of, one of `[[kinds]]` in site.toml: it gets the keys and the blocks that its kind wants
    #[arg(long)]
    kind: Option<String>,
}

pub(super) fn run(args: &NewArgs) -> Result<ExitCode, Failure> {
    let refused = |why: String| Failure::refused("make the page", &args.path, why);
    let opened = open(&args.root.root, true)?;
    let Some(site) = opened.site() else { return Ok(say_errors(opened)) };
    let end = if args.path.ends_with('/') { "/" } else { "" };
    let typed = below_content(opened.root(), &args.path, "make the page")? + end;
    let today = site.config.time_zone.to_datetime(Timestamp::now()).date();
    let page = page(site, &typed, args.kind.as_deref(), today).map_err(refused)?;
    if let Some(why) = mistake(&opened, &page)? {
        return Err(refused(why));
    }
    let path = opened.disk.place(&page.path)?;
    if is_behind_link(opened.root(), &path) {
        return Err(refused("a folder of that path is a link, which is not followed".to_owned()));
    }
    edit(opened.root(), &[Edit::Create { path, text: page.text }])?;
    say(&mut stdout(), &Shown::line(&page.path));
    if !page.lacks.is_empty() {
        say(&mut stderr(), &Shown::line(&format!("it is a draft until all is there: {}", page.lacks.join(", "))));
    }
    Ok(ExitCode::SUCCESS)
}

/// A mistake that the site would have with the page and that names it, such as an address that is another's.
fn mistake(opened: &Opened, page: &NewPage) -> Result<Option<String>, Failure> {
    let mut sources = gather(&opened.disk, &embedded())?;
    let mut file = Memory::new();
    file.insert(page.path.clone(), page.text.clone().into_bytes());
    sources.include(&file, &page.path)?;
    let built = build(sources, &options_to_read(false), &Nothing, &|_, _| ())?;
    let of_page = built.sources.at(&page.path);
    let mut errors = built.diagnostics.iter().filter(|found| found.level == Level::Error);
    let found = errors.find(|found| {
        let spans = std::iter::once(found.span).chain(found.related.iter().map(|related| related.span));
        spans.map(|span| Some(span.source)).any(|source| source == of_page)
    });
    Ok(found.map(|found| found.message.clone()))
}
