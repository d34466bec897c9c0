//! `shirube move`.

use super::named::{below_content, is_behind_link, texts};
use super::{Opened, RootArgs, open, options_to_read, say, say_errors};
use crate::diagnostic::{Diagnostics, Level};
use crate::failure::Failure;
use crate::moving::{Around, Change, Plan, given, known_here, plan};
use crate::output::{Edit, Nothing, edit};
use crate::resolve::Site;
use crate::source::{SourceId, Sources, Span, embedded};
use crate::visible::Shown;
use crate::{build, gather};
use clap::Args;
use std::collections::BTreeSet;
use std::io::{stderr, stdout};
use std::path::PathBuf;
use std::process::ExitCode;

#[derive(Args)]
pub(super) struct MoveArgs {
    #[command(flatten)]
    root: RootArgs,
    /// A file of the page, or its path without language and ending: `guide/cost`. What lies beneath a page moves with it
    from: String,
    /// What the page is to be called, likewise: `guide/price`
    to: String,
    /// Print what would change, and write nothing
    #[arg(long)]
    dry_run: bool,
}

pub(super) fn run(args: &MoveArgs) -> Result<ExitCode, Failure> {
    let opened = open(&args.root.root, true)?;
    let Some(site) = opened.site() else { return Ok(say_errors(opened)) };
    let root = opened.root();
    let named = texts(site, root, &args.from)?;
    let from = named.first().map_or("", |text| text.name);
    if args.to.ends_with('/') {
        return Err(Failure::refused("move to", &args.to, "write the whole name that it is to have"));
    }
    let to = given(site, &below_content(root, &args.to, "move to")?);
    let (known, of) = known(&opened, site)?;
    let flawed = flawed(&opened, site);
    let is_closed = |path: &str| opened.disk.place(path).map_or(true, |place| is_behind_link(root, &place));
    let around = Around { known: known_here(site, &known, &of), flawed: &flawed, is_closed: &is_closed };
    let plan = plan(site, (from, &to), &around);
    let plan = plan.map_err(|why| Failure::refused("move", &args.from, format!("to `{}`: {why}", args.to)))?;
    let edits = edits(&opened, site, &plan)?;
    if !args.dry_run {
        edit(root, &edits)?;
    }
    say(&mut stdout(), &told(site, &plan, args.dry_run));
    say(&mut stderr(), &left(site, &plan));
    Ok(ExitCode::from(u8::from(!plan.lost.is_empty())))
}

/// The mistakes that the site says are known, with the files that they are in; none is looked for where no file says so.
fn known(opened: &Opened, site: &Site) -> Result<(Diagnostics, Sources), Failure> {
    if site.sources.at(&site.config.baseline).is_none() {
        return Ok((Diagnostics::new(), Sources::default()));
    }
    let sources = gather(&opened.disk, &embedded())?;
    let built = build(sources, &options_to_read(false), &Nothing, &|_, _| ())?;
    Ok((built.known, built.sources))
}

/// Files of data in which something could not be read.
fn flawed(opened: &Opened, site: &Site) -> BTreeSet<SourceId> {
    let errors = opened.diagnostics.iter().filter(|found| found.level == Level::Error).map(|found| found.span.source);
    errors.filter(|id| site.sources.get(*id).path.ends_with(".toml")).collect()
}

fn edits(opened: &Opened, site: &Site, plan: &Plan) -> Result<Vec<Edit>, Failure> {
    let one = |change: &Change| {
        let source = site.sources.get(change.source);
        let (path, old, new) = (opened.disk.place(&source.path)?, source.text.clone(), change.text.clone());
        let Some(to) = &change.to else { return Ok(Edit::Rewrite { path, old, new }) };
        let to: PathBuf = opened.root().join(to);
        match is_behind_link(opened.root(), &to) {
            true => Err(Failure::refused("move to", to, "a folder of that path is a link, which is not followed")),
            false => Ok(Edit::Move { path, to, old, new }),
        }
    };
    plan.changes.iter().map(one).collect()
}

/// A line a file, and a summary.
fn told(site: &Site, plan: &Plan, dry_run: bool) -> Shown {
    let mut said = Shown::new();
    for Change { source, to, places, alias, restamped, .. } in &plan.changes {
        let mut parts = Vec::new();
        parts.extend(to.as_ref().map(|to| format!("moved to {to}")));
        parts.extend((*places > 0).then(|| format!("{} changed", count(*places, "name", "names"))));
        parts.extend(alias.as_ref().map(|alias| format!("`{alias}` forwards to it")));
        parts.extend(restamped.then(|| "stamp renewed".to_owned()));
        said.add(&format!("{}: {}", site.sources.get(*source).path, parts.join(", ")));
    }
    for file in &plan.beside {
        said.add(&format!("{file}: stays, though only what is moved uses it"));
    }
    for span in &plan.templates {
        said.add(&format!("{}: asks for what is moved; write its new name", at(site, *span)));
    }
    let files = plan.changes.iter().filter(|change| change.to.is_some()).count();
    let (pages, files) = (count(plan.pages, "page", "pages"), count(files, "file", "files"));
    let places: usize = plan.changes.iter().map(|change| change.places).sum();
    let names = count(places, "name", "names");
    said.add(&match dry_run {
        true => format!("would move {pages} in {files} and change {names}; nothing is written"),
        false => format!("moved {pages} in {files} and changed {names}"),
    });
    said
}

fn count(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

/// What has to be done by hand.
fn left(site: &Site, plan: &Plan) -> Shown {
    let mut said = Shown::new();
    for (span, why) in &plan.lost {
        said.add(&format!("{}: left as it is: {why}", at(site, *span)));
    }
    said
}

fn at(site: &Site, span: Span) -> String {
    let path = &site.sources.get(span.source).path;
    match span.end {
        0 => path.clone(),
        _ => {
            let place = site.sources.positions(span).0;
            format!("{path}:{}:{}", place.line, place.column)
        }
    }
}
