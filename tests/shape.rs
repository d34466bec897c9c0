//! Holds work to the size of its input: each family is an input made for any size, and four times the input may not
//! take more than eight times the processor time, which a loop that compares all with all cannot keep.
//!
//! A family stands in a table of `tests/shape/`: its name, a size at which it takes some milliseconds, and a function
//! that makes the work of a size. `cargo test --test shape NAME` runs the families whose name contains NAME.
//! `SHIRUBE_SHAPES` multiplies all sizes.

// A harness that cannot do its work has to stop, and says what it measured when it is asked for more.
#![allow(clippy::print_stdout, clippy::unwrap_used)]

#[path = "shape/data.rs"]
mod data;
#[path = "shape/exchange.rs"]
mod exchange;
#[path = "shape/pages.rs"]
mod pages;
#[path = "shape/printing.rs"]
mod printing;
#[path = "shape/slips.rs"]
mod slips;
#[path = "shape/text.rs"]
mod text;
#[path = "shape/waivers.rs"]
mod waivers;

use libtest_mimic::{Arguments, Failed, Trial};
use rustix::time::{ClockId, clock_gettime};
use shirube::source::{Memory, embedded};
use shirube::{Built, Options, build, gather, output};
use std::env;
use std::time::Duration;

/// What is measured; what it needs is made before.
type Work = Box<dyn Fn() + Send + Sync>;

struct Family {
    name: &'static str,
    size: usize,
    work: fn(usize) -> Work,
}

/// What four times the input may cost, as a multiple. What is linear costs four times as much, what is quadratic
/// sixteen; caches and the sorting of names lie between.
const MOST: u32 = 8;
/// What is not worth an alarm.
const FLOOR: Duration = Duration::from_millis(15);
/// How often a size is measured before it is found too slow: other programs can only make it slower.
const TIMES: usize = 3;
/// How often all sizes are measured again.
const TRIES: usize = 4;
/// What goes down once for every level does not fit.
const STACK: usize = 512 * 1024;

fn main() {
    let arguments = Arguments::from_args();
    let factor = env::var("SHIRUBE_SHAPES").map_or(1, |factor| factor.parse().unwrap());
    let families = [
        text::FAMILIES,
        pages::FAMILIES,
        data::FAMILIES,
        printing::FAMILIES,
        exchange::FAMILIES,
        slips::FAMILIES,
        waivers::FAMILIES,
    ];
    let families = families.into_iter().flatten();
    let trials = families.map(|family| Trial::test(family.name, move || shape(family, factor))).collect();
    libtest_mimic::run(&arguments, trials).exit();
}

/// Fails if the work of a family grows faster than its input.
fn shape(family: &Family, factor: usize) -> Result<(), Failed> {
    let size = family.size * factor;
    // One thread: nothing of the work is counted elsewhere, or not at all.
    let pool = rayon::ThreadPoolBuilder::new().num_threads(1).stack_size(STACK).build()?;
    let costs = |times: usize| {
        [0, size, 2 * size, 4 * size].map(|size| {
            let work = (family.work)(size);
            (0..times).map(|_| pool.install(|| cost(&work))).min().unwrap_or_default()
        })
    };
    let mut measured = costs(1);
    // What does grow too fast does so every time; a machine that is busy does not.
    for _ in 0..TRIES {
        if is_linear(measured) {
            break;
        }
        measured = costs(TIMES);
    }
    let [nothing, one, two, four] = measured;
    let said = format!("nothing {nothing:.1?}, {size}: {one:.1?}, twice that: {two:.1?}, four times: {four:.1?}");
    if env::var_os("SHIRUBE_SHAPES").is_some() {
        println!("{}: {said}", family.name);
    }
    match is_linear(measured) {
        true => Ok(()),
        false => Err(said.into()),
    }
}

/// Whether the costs of nothing, a size, twice and four times that size grow with the size.
fn is_linear([nothing, one, _, four]: [Duration; 4]) -> bool {
    four.saturating_sub(nothing) <= one.saturating_sub(nothing) * MOST + FLOOR
}

/// The processor time of this thread that the work takes.
fn cost(work: &Work) -> Duration {
    let now = || Duration::try_from(clock_gettime(ClockId::ThreadCPUTime)).unwrap();
    let start = now();
    work();
    now() - start
}

/// The work of building a site.
fn building(site: Memory) -> Work {
    work_of(site, |_| {})
}

/// The same, with something that has to hold of what came of it.
fn work_of(site: Memory, holds: impl Fn(&Built) + Send + Sync + 'static) -> Work {
    Box::new(move || holds(&built(&site)))
}

/// The same where something is wrong, of which the build tells this code. There is nothing wrong with nothing.
fn telling(size: usize, site: Memory, code: &'static str) -> Work {
    work_of(site, move |Built { diagnostics, .. }| {
        assert!(size == 0 || diagnostics.iter().any(|found| found.code.name() == code), "no {code}");
    })
}

fn built(site: &Memory) -> Built {
    let carried = embedded();
    let sources = gather(site, &carried).unwrap();
    build(sources, &options(), &output::Nothing, &|_, _| {}).unwrap()
}

fn options() -> Options {
    let now = "2026-11-22T00:00:00Z".parse().unwrap();
    Options { base: None, drafts: false, strict: false, now, languages: Vec::new() }
}

/// A site in Japanese and English with these files, and a front page in Japanese.
fn site<const N: usize>(files: [(&str, String); N]) -> Memory {
    let mut site = Memory::new();
    site.insert("site.toml", include_bytes!("cases/site.toml").as_slice());
    site.insert("content/index.ja.md", page("Home", "").into_bytes());
    for (path, text) in files {
        site.insert(path, text.into_bytes());
    }
    site
}

/// So many texts, one after another.
fn many(count: usize, text: impl Fn(usize) -> String) -> String {
    (0..count).fold(String::new(), |mut all, at| {
        all.push_str(&text(at));
        all
    })
}

/// The file of a page.
fn page(title: &str, text: &str) -> String {
    format!("+++\ntitle = \"{title}\"\n+++\n{text}")
}
