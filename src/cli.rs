//! The command line: what people type, what they see, and the exit status.
//!
//! 0 means clean, 1 an author's mistake, 2 that the machine failed or the call was wrong.

mod accept;
mod asking;
mod choices;
mod completions;
mod explain;
mod export;
mod import;
mod init;
mod language;
mod markdown;
mod moving;
mod named;
mod new;
mod schema;
mod serve;
mod status;
mod theme;
mod translate;

use crate::config::{BaseUrl, Config, LangId, baseline_path};
use crate::diagnostic::{
    Code, Diagnostic, Diagnostics, Format, Level, Screen, by_code, by_file, from_text, print, suggestion, summary,
    to_text,
};
use crate::external::{self, Manner};
use crate::failure::Failure;
use crate::mend::mend;
use crate::moment::Moment;
use crate::output::{
    Edit, Nothing, Output, Publication, Published, Record, Stage, Validity, check_out, edit, finish_edits,
};
use crate::resolve::Site;
use crate::source::{Disk, MAX_TEXT, Sources, Span, embedded};
use crate::translation::Stale;
use crate::visible::{Shown, visible};
use crate::waive::Waiver;
use crate::{Built, Options, Read, baseline, build, build_and_ask, gather, inventory, read};
use clap::{Args, Parser, Subcommand};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use jiff::Timestamp;
use serde_json::json;
use std::io::{IsTerminal, Write, stderr, stdout};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::{Duration, Instant};

/// Builds multilingual sites whose facts have to be right.
#[derive(Parser)]
#[command(name = "shirube", version, max_term_width = 100)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Begin a site: one in two languages, in which nothing is wrong
    Init(init::InitArgs),
    /// Make a page in the language that pages are written in first
    New(new::NewArgs),
    /// Build the site
    Build(BuildArgs),
    /// Show the site in a browser while it is edited
    Serve(serve::ServeArgs),
    /// Report everything that `build` would refuse, and write nothing
    Check(CheckArgs),
    /// List facts, their values in each language and every place that quotes them
    Facts(FactsArgs),
    /// Say how far the translations are: current, stale, missing
    Status(status::StatusArgs),
    /// Begin translations, keep them up to date, exchange them with the tools of translators
    Translate(translate::TranslateArgs),
    /// Add a language to the site
    Language(language::LanguageArgs),
    /// Move a page in all its languages, and keep right whatever names it
    Move(moving::MoveArgs),
    /// Print the HTML of Markdown that belongs to no site
    Markdown(markdown::MarkdownArgs),
    /// List, print or copy the files of the theme that the program carries
    Theme(theme::ThemeArgs),
    /// Write JSON Schemas of what authors write, by which editors complete TOML files
    Schema(schema::SchemaArgs),
    /// Say what a code means, what mends it, and whether it can be let stand
    Explain(explain::ExplainArgs),
    /// Print a script with which a shell completes this command line
    Completions(completions::CompletionsArgs),
}

#[derive(Args)]
struct RootArgs {
    /// The folder of the site, with its `site.toml`
    #[arg(long, value_name = "DIR", default_value = ".")]
    root: PathBuf,
}

#[derive(Args)]
struct SiteArgs {
    /// The folder of the site, with its `site.toml`
    #[arg(long, value_name = "DIR", default_value = ".")]
    root: PathBuf,
    /// Treat drafts and pages dated in the future as published
    #[arg(long)]
    drafts: bool,
    /// Treat warnings as errors
    #[arg(long)]
    strict: bool,
}

#[derive(Args)]
struct BuildArgs {
    #[command(flatten)]
    site: SiteArgs,
    /// Where the site is written [default: `public` in the site's folder]
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// The address of the site, in place of the one in `site.toml`
    #[arg(long, value_name = "URL")]
    base_url: Option<String>,
    /// Build this language alone, and others that are named so [default: all]
    ///
    /// Pages, feeds and files of the other languages are removed from the output, and nothing lists them. A link in a text
    /// to a page of one of them is written as in the whole site. Mistakes in data and in names are reported in every
    /// language.
    #[arg(long = "lang", value_name = "CODE")]
    languages: Vec<String>,
    /// Publish although there is no page, or a folder that the last build read is missing
    #[arg(long)]
    allow_empty: bool,
    /// Remove the files of the output that no build wrote, except those in folders whose name begins with a dot
    #[arg(long)]
    prune: bool,
    /// Print nothing but mistakes
    #[arg(long, short)]
    quiet: bool,
}

#[derive(Args)]
struct CheckArgs {
    #[command(flatten)]
    site: SiteArgs,
    /// How mistakes are printed
    #[arg(long, value_enum, default_value_t)]
    format: Format,
    /// Mend what can only mean one thing: texts of changed facts, links, mistyped markup
    #[arg(long)]
    fix: bool,
    /// Ask other sites whether what links lead to is still there
    ///
    /// Politely: with a second between two requests to a host. What is there is not asked again for a week. Addresses of this
    /// machine and of its own network are never asked.
    #[arg(long)]
    external: bool,
    /// List what is let stand, with the reasons, in place of the mistakes
    #[arg(long, conflicts_with = "fix")]
    waivers: bool,
    /// Say how many mistakes there are of each code and in each file, in place of the mistakes
    #[arg(long, conflicts_with_all = ["waivers", "format"])]
    summary: bool,
    /// Write the mistakes that can wait into the file of known ones, and print the rest
    #[arg(long, conflicts_with_all = ["fix", "waivers", "summary", "drafts", "strict"])]
    write_baseline: bool,
}

#[derive(Args)]
struct FactsArgs {
    #[command(flatten)]
    site: SiteArgs,
    /// One fact, or all of a table or row: `by-method.drip.cost`, `by-method.drip`, `by-method`
    id: Option<String>,
    /// How the list is printed
    #[arg(long, value_enum, default_value_t)]
    format: ListFormat,
}

/// How a list is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, clap::ValueEnum)]
enum ListFormat {
    #[default]
    Terminal,
    Json,
}

/// Runs the command line of this process.
pub fn main() -> ExitCode {
    let cli = Cli::parse();
    let result = match &cli.command {
        Command::Init(args) => init::run(args),
        Command::New(args) => new::run(args),
        Command::Build(args) => run_build(args),
        Command::Serve(args) => serve::run(args),
        Command::Check(args) => run_check(args),
        Command::Facts(args) => run_facts(args),
        Command::Status(args) => status::run(args),
        Command::Translate(args) => translate::run(args),
        Command::Language(args) => language::run(args),
        Command::Move(args) => moving::run(args),
        Command::Markdown(args) => markdown::run(args),
        Command::Theme(args) => theme::run(args),
        Command::Schema(args) => schema::run(args),
        Command::Explain(args) => explain::run(args),
        Command::Completions(args) => Ok(completions::run(args)),
    };
    match result {
        Ok(code) => code,
        Err(failure) => {
            say(&mut stderr(), &Shown::line(&format!("error: {failure}")));
            ExitCode::from(2)
        }
    }
}

/// Says something to people or to a log, in which nothing hides.
fn say(stream: &mut dyn Write, text: &Shown) {
    hand_over(stream, text.as_str());
}

/// Writes what was asked for, HTML or XLIFF, as it is. A reader that has gone away is no mistake of ours.
fn hand_over(stream: &mut dyn Write, text: &str) {
    _ = stream.write_all(text.as_bytes()).and_then(|()| stream.flush());
}

/// What mistakes are printed for: a stream on which people read them.
fn screen(stream: &impl IsTerminal) -> Screen {
    let colour = stream.is_terminal() && std::env::var_os("NO_COLOR").is_none();
    Screen { colour, all: Some("shirube check --format short") }
}

fn options(args: &SiteArgs, base_url: Option<&String>) -> Result<Options, Failure> {
    let base = match base_url.map(|url| BaseUrl::parse(url)) {
        Some(Ok(base)) => Some(base),
        Some(Err(message)) => return Err(Failure::refused("use the address", "--base-url", message)),
        None => None,
    };
    Ok(Options { base, drafts: args.drafts, strict: args.strict, now: Timestamp::now(), languages: Vec::new() })
}

/// A site that was read to ask something of it, or what keeps it from being read.
struct Opened {
    disk: Disk,
    root: PathBuf,
    /// Without a usable `site.toml` there is no site.
    site: Result<Box<Site>, Sources>,
    diagnostics: Diagnostics,
}

impl Opened {
    fn site(&self) -> Option<&Site> {
        self.site.as_ref().ok().map(Box::as_ref)
    }

    fn root(&self) -> &Path {
        &self.root
    }
}

/// The files of the site in `root`, after what a killed run left to do there is done.
fn disk(root: &Path) -> Result<Disk, Failure> {
    let disk = Disk::new(root)?;
    if let Some(overtaken) = finish_edits(root)? {
        say(&mut stderr(), &Shown::line("finished the changes that an interrupted run had begun"));
        for path in overtaken {
            let path = path.display();
            say(&mut stderr(), &Shown::line(&format!("left `{path}` as it is: it was changed after that run")));
        }
    }
    Ok(disk)
}

fn open(root: &Path, drafts: bool) -> Result<Opened, Failure> {
    let disk = disk(root)?;
    let sources = gather(&disk, &embedded())?;
    Ok(opened(root, disk, sources, drafts))
}

fn opened(root: &Path, disk: Disk, mut sources: Sources, drafts: bool) -> Opened {
    let mut diagnostics = Diagnostics::new();
    let site = match read(&mut sources, &options_to_read(drafts), &mut diagnostics) {
        Some(Read { config, messages, catalog }) => Ok(Box::new(Site::new(sources, config, messages, catalog))),
        None => Err(sources),
    };
    Opened { disk, root: root.to_owned(), site, diagnostics }
}

fn options_to_read(drafts: bool) -> Options {
    Options { base: None, drafts, strict: false, now: Timestamp::now(), languages: Vec::new() }
}

/// Says why it is not known how translations are behind, where that is so because of how the site is kept in Git, or
/// because it is not.
fn say_reach(site: &Site) {
    let is_open = |stale: &Stale| stale.changes.is_none() || stale.since.is_none();
    let mut texts = site.catalog.ledger();
    if texts.any(|text| text.translation.stale().is_some_and(is_open))
        && let Some(told) = site.sources.history().reach().told()
    {
        say(&mut stderr(), &Shown::line(&told));
    }
}

/// Prints the mistakes that kept something of a site from being read; the exit status that they make.
fn say_errors(opened: Opened) -> ExitCode {
    let mut unread = Diagnostics::new();
    // What is out of date can be read.
    let stale = |code: Code| matches!(code, Code::FactMismatch | Code::UnknownForm);
    unread.extend(opened.diagnostics.into_iter().filter(|found| found.level == Level::Error && !stale(found.code)));
    let sources = match &opened.site {
        Ok(site) => &site.sources,
        Err(sources) => sources,
    };
    unread.sort(sources);
    say(&mut stderr(), &print(&unread, sources, Format::Terminal, screen(&stderr())));
    ExitCode::from(u8::from(unread.has_errors()))
}

/// The language of a code that was typed.
fn lang_of(code: &str, config: &Config) -> Result<LangId, Failure> {
    config.language(code).ok_or_else(|| {
        let codes: Vec<&str> = config.codes().collect();
        Failure::refused("find the language", code, format!("the languages in `site.toml` are {}", codes.join(", ")))
    })
}

fn run_build(args: &BuildArgs) -> Result<ExitCode, Failure> {
    let start = Instant::now();
    let mut options = options(&args.site, args.base_url.as_ref())?;
    options.languages.clone_from(&args.languages);
    let disk = disk(&args.site.root)?;
    let output = match &args.out {
        Some(named) => Output::Named(named),
        None => Output::Within { root: &args.site.root },
    };
    check_out(output, &disk.inputs())?;
    let disk = disk.writing_to(&output.path());
    let carried = embedded();
    let sources = gather(&disk, &carried)?;
    let stage = Stage::open(&output.path())?;
    let digest = digest(&sources, &options);
    let is_current = |known: u64| match has_history(known) {
        true => known == with_history(digest, &sources),
        false => known == digest,
    };
    let is_current = |record: &&Record| record.digest().is_some_and(is_current) && record.holds_at(options.now);
    if let Some(record) = stage.record().filter(is_current)
        && let Some(said) = stage.said().and_then(|said| from_text(&said, &sources))
        && stage.is_untouched()?
    {
        let unknown = stage.unknown()?;
        if unknown.is_empty() || !args.prune {
            say(&mut stderr(), &print(&said, &sources, Format::Terminal, screen(&stderr())));
            let published = Published { unchanged: record.len(), unknown, ..Published::default() };
            report(args, &output.path(), (record.note(), record.waits()), &published, start);
            return Ok(ExitCode::SUCCESS);
        }
    }
    let folders = sources.folders().to_owned();
    let progress = Progress::new(start, args.quiet, "pages");
    let mut built = build(sources, &options, &stage, &|done, total| progress.show(done, total))?;
    progress.clear();
    if !args.allow_empty {
        check_loss(&mut built, &stage, &folders)?;
    }
    say(&mut stderr(), &print(&built.diagnostics, &built.sources, Format::Terminal, screen(&stderr())));
    if built.diagnostics.has_errors() {
        let found = summary(&built.diagnostics).unwrap_or_default();
        if built.diagnostics.len() > MANY {
            say(&mut stderr(), &by_code(&built.diagnostics));
        }
        let known = known(&built).map(|known| format!(", {known}")).unwrap_or_default();
        say(&mut stderr(), &Shown::line(&format!("{found}{known}; nothing was published")));
        say(&mut stderr(), &mendable(&built));
        say(&mut stderr(), &ways_out(&built));
        return Ok(ExitCode::from(1));
    }
    let pages = pages(&built);
    let digest = match built.asks_history {
        true => with_history(digest, &built.sources),
        false => digest,
    };
    // What cannot be said again is found again.
    let said = to_text(&built.diagnostics, &built.sources);
    let digest = said.is_some().then_some(digest);
    let waits = [waits(&built.waiting), known(&built).unwrap_or_default()];
    let waits = waits.iter().filter(|said| !said.is_empty()).map(String::as_str).collect::<Vec<_>>().join("; ");
    let validity = Validity { from: options.now, until: built.next };
    let (said, prune) = (said.as_deref().unwrap_or_default(), args.prune);
    let publication = Publication { digest, said, validity, note: &pages, waits: &waits, folders: &folders, prune };
    let published = stage.publish(&publication)?;
    report(args, &output.path(), (&pages, &waits), &published, start);
    Ok(ExitCode::SUCCESS)
}

/// Adds the mistakes of a site that has lost what the last build read: a whole folder, or every page.
fn check_loss(built: &mut Built, stage: &Stage, folders: &[&str]) -> Result<(), Failure> {
    let help = "restore it, or build with `--allow-empty` if it is meant to be gone";
    let read = stage.record().map(Record::folders).unwrap_or_default();
    let lost: Vec<&String> = read.iter().filter(|folder| !folders.contains(&folder.as_str())).collect();
    for folder in &lost {
        let span = Span::file(built.sources.at_or_absent(folder));
        let message = format!("the folder `{folder}`, which the last build read, is missing");
        built.diagnostics.push(Diagnostic::new(Code::MissingFolder, span, message).help(help));
    }
    let is_empty = built.pages.iter().all(|(_, count)| *count == 0);
    if lost.is_empty() && !built.diagnostics.has_errors() && is_empty {
        let span = Span::file(built.sources.at_or_absent("content"));
        let message = match stage.record().is_some_and(|record| !record.is_empty()) {
            true => "no page is left of those that the last build published",
            false => "there is no page",
        };
        let help = "restore them, or build with `--allow-empty` if they are meant to be gone";
        built.diagnostics.push(Diagnostic::new(Code::NoPageLeft, span, message).help(help));
    }
    built.diagnostics.sort(&built.sources);
    Ok(())
}

fn run_check(args: &CheckArgs) -> Result<ExitCode, Failure> {
    let start = Instant::now();
    let options = options(&args.site, None)?;
    let disk = disk(&args.site.root)?;
    let carried = embedded();
    let check = |external: bool| {
        let sources = gather(&disk, &carried)?;
        let progress = Progress::new(start, false, "pages");
        let ask = |site: &Site| match external {
            true => ask_others(site, options.now, start),
            false => Diagnostics::new(),
        };
        let built = build_and_ask(sources, &options, &Nothing, &|done, total| progress.show(done, total), &ask)?;
        progress.clear();
        Ok(built)
    };
    // Others are asked once, for what is left.
    let mut built = check(args.external && !args.fix)?;
    if args.fix && (fix(&built, &disk, &args.site.root)? > 0 || args.external) {
        built = check(args.external)?;
    }
    if args.write_baseline {
        write_baseline(&mut built, &disk, &args.site.root)?;
    }
    let shown = match (args.waivers, args.summary) {
        (true, _) => listed_waivers(&built, args.format),
        (false, true) => {
            let mut shown = by_code(&built.diagnostics);
            shown.append(&by_file(&built.diagnostics, &built.sources));
            shown
        }
        (false, false) => print(&built.diagnostics, &built.sources, args.format, screen(&stdout())),
    };
    say(&mut stdout(), &shown);
    if args.format == Format::Terminal {
        if !args.summary && !args.waivers && built.diagnostics.len() > MANY {
            say(&mut stdout(), &by_code(&built.diagnostics));
        }
        let found = summary(&built.diagnostics).unwrap_or_else(|| "nothing to mend".to_owned());
        let known = known(&built).map(|known| format!("; {known}")).unwrap_or_default();
        say(&mut stdout(), &Shown::line(&format!("checked {}: {found}{known}", pages(&built))));
        say(&mut stdout(), &mendable(&built));
        say(&mut stdout(), &ways_out(&built));
    }
    let is_refused = match args.write_baseline {
        true => !built.diagnostics.is_empty(),
        false => built.diagnostics.has_errors(),
    };
    Ok(ExitCode::from(u8::from(is_refused)))
}

/// What other sites answer.
fn ask_others(site: &Site, now: Timestamp, start: Instant) -> Diagnostics {
    let progress = Progress::new(start, false, "addresses of other sites");
    let asked = external::check(site, &Manner::usual(now), &|done, total| progress.show(done, total));
    progress.clear();
    if asked.left > 0 {
        let left = format!("{} addresses of other sites were left for the next run", asked.left);
        say(&mut stderr(), &Shown::line(&left));
    }
    if let Some(why) = asked.unkept {
        say(&mut stderr(), &Shown::line(&format!("what other sites answered could not be kept: {why}")));
    }
    asked.diagnostics
}

/// Of more mistakes than these, people are shown how many there are of each code.
const MANY: usize = 50;

/// "2500 known", if any is.
fn known(built: &Built) -> Option<String> {
    (!built.known.is_empty()).then(|| format!("{} known", built.known.len()))
}

/// What is said where there are many mistakes.
fn ways_out(built: &Built) -> Shown {
    let mut said = Shown::new();
    if built.diagnostics.len() > MANY {
        said.add("`shirube check --summary` says how many there are of each code and in each file");
        if built.diagnostics.iter().any(baseline::may_hold) {
            said.add("`shirube check --write-baseline` lets those stand that can wait, and reports new ones only");
        }
    }
    said
}

/// Writes what may be held into the file of known mistakes; what is left in `built` is the rest.
fn write_baseline(built: &mut Built, disk: &Disk, root: &Path) -> Result<(), Failure> {
    let path = baseline_path(&built.sources);
    let place = disk.place(&path)?;
    let former = built.sources.at(&path);
    let is_of_file = |found: &Diagnostic| Some(found.span.source) == former && found.level == Level::Error;
    if built.diagnostics.iter().any(is_of_file) {
        return Err(Failure::refused("write", place, "it has mistakes, which are not written over; remove it"));
    }
    let held = built.known.iter().chain(built.diagnostics.iter().filter(|found| baseline::may_hold(found)));
    let held: Vec<&Diagnostic> = held.collect();
    let new = baseline::text(held.iter().copied(), &built.sources);
    if new.len() as u64 > MAX_TEXT {
        return Err(Failure::refused("write", place, "it would have more than 5 MB; mend some of the mistakes first"));
    }
    let count = held.len();
    match former.map(|id| &built.sources.get(id).text) {
        Some(old) if *old == new => {}
        Some(old) => edit(root, &[Edit::Rewrite { path: place, old: old.clone(), new }])?,
        None if count == 0 => {}
        None => edit(root, &[Edit::Create { path: place, text: new }])?,
    }
    say(&mut stderr(), &Shown::line(&format!("{count} known mistakes in {path}")));
    built.known.extend(built.diagnostics.iter().filter(|found| baseline::may_hold(found)).cloned());
    built.diagnostics.retain(|found| !baseline::may_hold(found) && found.code != Code::KnownGone);
    Ok(())
}

fn run_facts(args: &FactsArgs) -> Result<ExitCode, Failure> {
    let opened = open(&args.site.root, args.site.drafts)?;
    if let Some(Site { sources, config, messages, catalog, .. }) = opened.site() {
        let listed = inventory::list(catalog, args.id.as_deref(), (sources, config, messages));
        // One whose value is wrong is known, and its mistake is reported.
        let known = |id: &str| catalog.facts.id(id).is_some();
        if let Some(id) = args.id.as_deref().filter(|id| listed.is_empty() && !known(id)) {
            let help = suggestion(id, inventory::names(catalog)).map(|help| format!("; {help}")).unwrap_or_default();
            return Err(Failure::refused("list the fact", id, format!("there is no such fact{help}")));
        }
        let text = match args.format {
            ListFormat::Terminal => inventory::terminal(&listed),
            ListFormat::Json => inventory::json(&listed),
        };
        say(&mut stdout(), &text);
    }
    Ok(say_errors(opened))
}

/// What authors let stand: in the form for programs an object a line, in all others a line each.
fn listed_waivers(built: &Built, format: Format) -> Shown {
    built.waivers.iter().fold(Shown::new(), |mut all, waiver| {
        let (file, line) = (&built.sources.get(waiver.span.source).path, built.sources.positions(waiver.span).0.line);
        let Waiver { code, why, count, .. } = waiver;
        let code = code.name();
        all.append(&match format {
            Format::Json => {
                let object = json!({ "file": file, "line": line, "code": code, "why": why, "count": count });
                Shown::json(&object.to_string())
            }
            Format::Terminal | Format::Short | Format::Github | Format::Sarif => {
                let times = if *count == 1 { "once" } else { &format!("{count} times") };
                Shown::line(&format!("{}:{line}: {code}, {times}: {}", visible(file), visible(why)))
            }
        });
        all
    })
}

/// What is said of mistakes that `check --fix` mends; empty if there are none.
fn mendable(built: &Built) -> Shown {
    let places: usize = mend(&built.diagnostics, &built.sources).iter().map(|mended| mended.places).sum();
    match places {
        0 => Shown::new(),
        1 => Shown::line("`shirube check --fix` mends one of them"),
        n => Shown::line(&format!("`shirube check --fix` mends {n} of them")),
    }
}

/// Mends what can be mended, says so, and returns in how many places.
fn fix(built: &Built, disk: &Disk, root: &Path) -> Result<usize, Failure> {
    let (mut places, mut said, mut edits) = (0, Shown::new(), Vec::new());
    for mended in mend(&built.diagnostics, &built.sources) {
        let source = built.sources.get(mended.source);
        let word = if mended.places == 1 { "text" } else { "texts" };
        said.add(&format!("mended {} {word} in {}", mended.places, source.path));
        places += mended.places;
        edits.push(Edit::Rewrite { path: disk.place(&source.path)?, old: source.text.clone(), new: mended.text });
    }
    edit(root, &edits)?;
    say(&mut stderr(), &said);
    Ok(places)
}

/// "24 pages (ja 12, en 12)"
fn pages(built: &Built) -> String {
    let total: usize = built.pages.iter().map(|(_, count)| count).sum();
    let each: Vec<String> = built.pages.iter().map(|(code, count)| format!("{code} {count}")).collect();
    let word = if total == 1 { "page" } else { "pages" };
    format!("{total} {word} ({})", each.join(", "))
}

/// "1 page waits for its date (2026-12-01)"; empty if none does.
fn waits(waiting: &[Moment]) -> String {
    let Some(first) = waiting.iter().min() else { return String::new() };
    match waiting.len() {
        1 => format!("1 page waits for its date ({first})"),
        n => format!("{n} pages wait for their dates (the first: {first})"),
    }
}

/// How many files that nobody knows are named.
const NAMED: usize = 10;

fn report(args: &BuildArgs, out: &Path, (pages, waits): (&str, &str), published: &Published, start: Instant) {
    let Published { written, unchanged, removed, unknown } = published;
    if !unknown.is_empty() {
        let (files, are) =
            if unknown.len() == 1 { ("1 file".to_owned(), "it") } else { (format!("{} files", unknown.len()), "them") };
        let out = out.strip_prefix(".").unwrap_or(out).display();
        let mut said = Shown::line(&format!("{files} in {out} that no known build wrote; `--prune` removes {are}:"));
        unknown.iter().take(NAMED).for_each(|path| said.add(&format!("  {path}")));
        if let Some(more @ 1..) = unknown.len().checked_sub(NAMED) {
            said.add(&format!("  and {more} more"));
        }
        say(&mut stderr(), &said);
    }
    if args.quiet {
        return;
    }
    let seconds = start.elapsed().as_secs_f64();
    let mut line =
        format!("built {pages}: {written} written, {unchanged} unchanged, {removed} removed in {seconds:.2} s");
    if !waits.is_empty() {
        line.push_str("; ");
        line.push_str(waits);
    }
    say(&mut stdout(), &Shown::line(&line));
}

/// One number for everything that decides what is built but the time: files, options, the program itself. Its last bit says
/// whether the history of the files counts too, so that Git is asked about it only where it does.
fn digest(sources: &Sources, options: &Options) -> u64 {
    let program = std::env::current_exe().ok().and_then(|path| stamp(&path));
    let (inputs, folders) = (sources.digest(), sources.folders());
    let options = Options { now: Timestamp::UNIX_EPOCH, ..options.clone() };
    let parts = format!("{inputs} {folders:?} {options:?} {program:?} {}", env!("CARGO_PKG_VERSION"));
    crate::source::digest(parts.as_bytes()) & !HISTORY
}

/// The same for a site that depends on the history of its files.
fn with_history(digest: u64, sources: &Sources) -> u64 {
    crate::source::digest(format!("{digest} {:?}", sources.history().state()).as_bytes()) | HISTORY
}

/// Whether the history counts in a digest.
fn has_history(digest: u64) -> bool {
    digest & HISTORY != 0
}

/// The bit of a digest that says so.
const HISTORY: u64 = 1;

/// When a file was last changed, and its size in bytes.
fn stamp(path: &Path) -> Option<(Duration, u64)> {
    let metadata = path.metadata().ok()?;
    let changed = metadata.modified().ok()?.duration_since(std::time::UNIX_EPOCH).ok()?;
    Some((changed, metadata.len()))
}

/// A bar on the terminal for work that takes longer than a second.
struct Progress {
    bar: ProgressBar,
    start: Instant,
    wanted: bool,
}

impl Progress {
    fn new(start: Instant, quiet: bool, what: &'static str) -> Progress {
        let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::hidden()).with_message(what);
        if let Ok(style) = ProgressStyle::with_template("{bar:32} {pos}/{len} {msg}") {
            bar.set_style(style);
        }
        Progress { bar, start, wanted: !quiet && stderr().is_terminal() }
    }

    fn show(&self, done: usize, total: usize) {
        if !self.wanted || self.start.elapsed() < Duration::from_secs(1) {
            return;
        }
        if self.bar.is_hidden() {
            self.bar.set_draw_target(ProgressDrawTarget::stderr());
        }
        self.bar.set_length(total as u64);
        self.bar.set_position(done as u64);
    }

    fn clear(&self) {
        self.bar.finish_and_clear();
    }
}
