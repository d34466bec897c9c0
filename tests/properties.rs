//! Laws that hold for any input, tried on texts and trees that are made at random: noise, and what is nearly right.
//!
//! Each law says how often it is tried ([`hold`]). `PROPTEST_CASES` (256 where nothing is said) multiplies that: with 5120,
//! as `.ci/full` has it, what is tried on 2,500 values here is tried on 50,000. `PROPTEST_RNG_SEED` chooses others.
//! Nothing is tried by `proptest!`, which would take the number of the environment as it is.

// A test may stop; clippy.toml says so for the test functions, this for what they are made of.
#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::panic, clippy::string_slice, clippy::unwrap_used)]

#[path = "properties/laws/mod.rs"]
mod laws;
#[path = "properties/pieces.rs"]
mod pieces;
#[path = "properties/quoted.rs"]
mod quoted;
#[path = "properties/reckoned.rs"]
mod reckoned;
#[path = "properties/sites.rs"]
mod sites;

use laws::charts::{Chart, Drawn};
use laws::conflicts::{Pair, Stated};
use laws::downloads::{Given, Shape, State};
use laws::{charts, conflicts, data, derived, downloads, formula, markdown, messages, quotes, xliff};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use proptest::test_runner::{Config, RngSeed, TestRunner};
use shirube::inside::formula::Ratio;
use std::cell::Cell;

/// Tries a law on so many values, or on as many times more as the environment says; the same ones unless it says otherwise.
pub fn hold<S: Strategy>(usual: u32, values: S, law: impl Fn(S::Value)) {
    try_law(usual, 20_000, values, law);
}

/// The same of a law that builds a site: a value that breaks it is made smaller only for so long.
pub fn hold_on_sites<S: Strategy>(usual: u32, values: S, law: impl Fn(S::Value)) {
    try_law(usual, 60, values, law);
}

/// How often a law has to be tried in all, if each of so many values lets it be tried so often at least.
fn at_least(usual: u32, each: u32) -> usize {
    (tries(usual) * each) as usize
}

fn tries(usual: u32) -> u32 {
    (usual * Config::default().cases.max(1)).div_ceil(256)
}

fn try_law<S: Strategy>(usual: u32, max_shrink_iters: u32, values: S, law: impl Fn(S::Value)) {
    let asked = Config::default();
    let rng_seed = match asked.rng_seed {
        RngSeed::Random => RngSeed::Fixed(20_261_122),
        fixed @ RngSeed::Fixed(_) => fixed,
    };
    let config = Config { cases: tries(usual), rng_seed, failure_persistence: None, max_shrink_iters, ..asked };
    let tried = TestRunner::new(config).run(&values, |value| {
        law(value);
        Ok(())
    });
    assert!(tried.is_ok(), "{}", tried.unwrap_err());
}

#[test]
fn any_text_is_markdown() {
    hold(400, pieces::text(pieces::MARKDOWN, 30), |text| markdown::is_read(&text));
}

#[test]
fn the_html_of_any_text_is_whole() {
    hold(400, pieces::text(pieces::MARKDOWN, 30), |text| markdown::is_written_whole(&text));
}

#[test]
fn any_text_is_toml_or_none() {
    hold(400, pieces::text(pieces::TOML, 25), |text| data::is_toml(&text));
}

#[test]
fn any_text_is_yaml_or_none() {
    hold(400, pieces::text(pieces::YAML, 25), |text| data::is_yaml(&text));
}

#[test]
fn however_a_text_is_written_each_character_is_known_by_its_place() {
    let text = "[a-c1 \"'\\\\éあ日、#:😀\n\t]{1,20}|[a-c日 \n]{1,20}";
    hold(400, (text, vec(any::<u8>(), 1..20)), |(text, choices)| data::is_placed(&text, &choices));
}

#[test]
fn any_file_is_cut_in_two() {
    let fence = select(vec!["+++\n", "---\n", "+++ \r\n", "", "\u{feff}+++\n"]);
    let (toml, yaml) = (pieces::text(pieces::TOML, 10), pieces::text(pieces::YAML, 10));
    hold(400, (fence, toml, yaml, pieces::text(pieces::MARKDOWN, 5)), |(fence, toml, yaml, body)| {
        data::is_cut(&format!("{fence}{toml}\n{fence}{body}"));
        data::is_cut(&format!("{fence}{yaml}\n{fence}{body}"));
    });
}

#[test]
fn any_text_is_a_formula_or_none() {
    hold(400, pieces::text(pieces::FORMULA, 12), |text| {
        formula::is_read(&text);
    });
}

#[test]
fn formulas_are_exact_on_ranges() {
    let ranges = vec((-1000_i64..1000, -1000_i64..1000), 1..5);
    hold(2500, (pieces::formula(), ranges, vec(any::<i64>(), 1..5)), |(text, ranges, inside)| {
        formula::is_exact(&formula::is_read(&text).expect("a formula"), &ranges, &inside);
    });
}

#[test]
fn formulas_are_exact_on_large_ranges() {
    let ranges = vec((any::<i64>(), any::<i64>()), 1..5);
    hold(2500, (pieces::formula(), ranges, vec(any::<i64>(), 1..5)), |(text, ranges, inside)| {
        formula::is_exact(&formula::is_read(&text).expect("a formula"), &ranges, &inside);
    });
}

#[test]
fn fractions_are_exact() {
    hold(2500, (ratio(), ratio()), |(a, b)| formula::is_a_field(a, b));
}

#[test]
fn derived_facts_are_what_their_formulas_give() {
    // Not every formula can be worked out.
    let (tried, least) = (Cell::new(0), at_least(10, 250));
    hold_on_sites(10, (ends(), vec(reckoned::tree(derived::FACTS), 500)), |(ends, trees)| {
        tried.set(tried.get() + derived::are_what_formulas_give(&ends, &trees));
    });
    assert!(tried.get() >= least, "{} formulas", tried.get());
}

#[test]
fn a_page_works_out_what_its_formulas_give() {
    let chosen = vec((any::<i32>(), any::<i32>()), 50);
    let (tried, least) = (Cell::new(0), at_least(50, 50));
    hold_on_sites(50, (ends(), vec(reckoned::tree(derived::FACTS), 4), chosen), |(ends, trees, chosen)| {
        tried.set(tried.get() + derived::are_worked_out_again(&ends, &trees, &chosen));
    });
    assert!(tried.get() >= least, "{} results", tried.get());
}

/// The ends of the facts that formulas are over, in order.
fn ends() -> impl Strategy<Value = Vec<(i32, i32)>> {
    let end = prop_oneof![3 => 1_i32..200_000, 1 => -20_000_i32..200_000];
    let more = prop_oneof![1 => Just(0), 3 => 0_i32..20_000];
    vec((end, more).prop_map(|(low, more)| (low, low + more)), derived::FACTS)
}

#[test]
fn what_differs_is_told() {
    hold_on_sites(10, vec(pair(), 250), |pairs| conflicts::are_told(&pairs));
}

/// Two facts, often the same in other units.
fn pair() -> impl Strategy<Value = Pair> {
    let number = prop_oneof![1_u32..40, select(vec![10, 20, 70, 120, 240, 365, 600, 1440, 10_000, 100_000])];
    let stated = (number, 1_u32..30, 0_u8..8, any::<u8>());
    let stated = stated.prop_map(|(low, more, shape, unit)| Stated { low, more, shape, unit });
    // As much in another unit, where there is such a number.
    let same =
        (any::<u8>(), select(vec![(1, 1), (12, 1), (1, 12), (7, 1), (1, 7), (24, 1), (60, 1), (1000, 1), (1, 1000)]));
    (any::<u8>(), stated.clone(), stated, prop::option::weighted(0.6, same), any::<bool>()).prop_map(
        |(column, first, other, same, is_declared)| {
            let second = same.map_or(other, |(unit, (by, part))| Stated {
                low: first.low * by / part,
                more: (first.more * by / part).max(1),
                unit,
                ..first.clone()
            });
            Pair { column, first, second, is_declared }
        },
    )
}

#[test]
fn bars_stand_where_their_numbers_are() {
    hold_on_sites(10, vec(chart(), 25), |charts| charts::stand_where_they_are(&charts));
}

fn chart() -> impl Strategy<Value = Chart> {
    let number = prop_oneof![3 => 0_i32..3_000, 1 => -3_000_i32..3_000];
    let drawn = (number, 1_i32..3_000, 0_u8..4).prop_map(|(low, more, shape)| Drawn { low, more, shape });
    (any::<u8>(), select(vec![1, 10, 1000]), vec(drawn, 10)).prop_map(|(kind, scale, values)| Chart {
        kind,
        scale,
        values,
    })
}

#[test]
fn values_come_back_from_their_downloads() {
    // Ten typed values in each row.
    hold_on_sites(10, vec(given(), 25), |values| downloads::come_back(&values));
}

/// What a value can be made of.
fn given() -> impl Strategy<Value = Given> {
    let number = prop_oneof![0_u32..1_000, 0_u32..100_000_000, (0_u32..1_000).prop_map(|whole| whole * 100)];
    let shape = select(vec![Shape::One, Shape::Range, Shape::From, Shape::To]);
    let state = prop_oneof![
        17 => Just(State::Value),
        1 => Just(State::Unknown),
        1 => Just(State::NotApplicable),
        1 => Just(State::Text),
    ];
    let flags = (any::<bool>(), prop::bool::weighted(0.2));
    // Marks of spreadsheets, of CSV and of TOML, where a text begins and within it; it shows something.
    let text = "['=+@＝\\-\", ]{0,3}[a\"',;=\n\\\\あ ]{0,6}z";
    (number, 1_u32..100_000, shape, 0_usize..6, flags, state, text).prop_map(
        |(low, more, shape, unit, (is_negative, is_few), state, text)| Given {
            low,
            more,
            shape,
            unit,
            is_negative,
            is_few,
            state,
            text,
        },
    )
}

#[test]
fn no_number_vanishes() {
    hold(2500, (select(messages::LANGUAGES.to_vec()), messages::said()), |(code, said)| {
        messages::numbers_are_kept(code, &said);
    });
}

#[test]
fn any_text_is_messages_or_none() {
    hold(60, pieces::text(pieces::FLUENT, 25), |text| messages::are_read(&text));
}

#[test]
fn what_comes_back_as_it_went_is_as_it_was() {
    let texts = (pieces::text(pieces::MARKDOWN, 20), pieces::text(pieces::MARKDOWN, 4));
    hold(60, texts, |(body, label)| xliff::comes_back(&body, &label, false));
}

#[test]
fn what_is_written_by_people_comes_back() {
    hold(60, pieces::text_of(pieces::ORDINARY, 20), |body| xliff::comes_back(&body, "列", true));
}

#[test]
fn any_text_is_xliff_or_none() {
    hold(60, pieces::text(pieces::XLIFF, 25), |text| xliff::is_taken_or_refused(text.as_bytes()));
}

#[test]
fn any_bytes_are_xliff_or_none() {
    hold(60, vec(any::<u8>(), 0..200), |bytes| xliff::is_taken_or_refused(&bytes));
}

#[test]
fn xliff_that_was_changed_is_taken_or_refused() {
    hold(60, (any::<Index>(), 0_usize..40, select(pieces::XLIFF.to_vec())), |(at, length, piece)| {
        xliff::is_taken_changed(|bytes| {
            let at = at.index(bytes.len().max(1));
            let end = (at + length).min(bytes.len());
            bytes.splice(at..end, piece.bytes());
        });
    });
}

#[test]
fn facts_are_quoted_as_they_are_reckoned() {
    hold_on_sites(10, vec(value(), 250), |values| quotes::are_written_and_taken(&values));
}

#[test]
fn facts_are_quoted_in_other_words() {
    hold_on_sites(10, vec(value(), 250), |values| quotes::are_taken_in_other_words(&values));
}

#[test]
fn what_is_nearly_a_fact_is_none() {
    // 2,500 of them in all, as there are ten tries.
    hold_on_sites(10, (vec(value(), 50), vec(any::<usize>(), 250)), |(values, choices)| {
        quotes::are_not_nearly_taken(&values, &choices, 250);
    });
}

#[test]
fn what_is_mended_claims_what_it_claimed() {
    hold_on_sites(10, vec((0..quoted::KINDS, any::<quoted::Seed>(), any::<quoted::Seed>()), 250), |kinds| {
        let of = |seed: fn(&(usize, quoted::Seed, quoted::Seed)) -> quoted::Seed| {
            kinds.iter().map(|made| quoted::quoted(made.0, seed(made))).collect::<Vec<_>>()
        };
        quotes::keep_their_form_when_mended(&of(|made| made.1), &of(|made| made.2));
    });
}

/// A value of any kind.
fn value() -> impl Strategy<Value = quoted::Quoted> {
    (0..quoted::KINDS, any::<quoted::Seed>()).prop_map(|(kind, seed)| quoted::quoted(kind, seed))
}

/// Fractions small and near the largest that can be held.
fn ratio() -> impl Strategy<Value = Ratio> {
    let part = prop_oneof![
        3 => -50_i128..50,
        1 => any::<i64>().prop_map(i128::from),
        1 => any::<i128>(),
        1 => (0_i128..9).prop_map(|less| i128::MAX - less),
    ];
    (part.clone(), part).prop_filter_map("no fraction", |(top, bottom)| Ratio::new(top, bottom))
}
