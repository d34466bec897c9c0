//! Laws that hold for any input, tried on texts and trees that are made at random: noise, and what is nearly right.
//!
//! `PROPTEST_CASES` (256 where nothing is said) multiplies how many are tried, `PROPTEST_RNG_SEED` chooses others.

// A test may stop; clippy.toml says so for the test functions, this for what they are made of.
#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::panic, clippy::string_slice, clippy::unwrap_used)]

#[path = "properties/laws/mod.rs"]
mod laws;
#[path = "properties/pieces.rs"]
mod pieces;
#[path = "properties/quoted.rs"]
mod quoted;
#[path = "properties/sites.rs"]
mod sites;

use laws::downloads::Given;
use laws::{data, downloads, formula, markdown, messages, quotes, xliff};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use proptest::test_runner::{Config, RngSeed, TestRunner};
use shirube::inside::formula::Ratio;

/// So many tries, or as many times more as the environment says; the same ones unless it says otherwise.
pub fn tries(usual: u32) -> Config {
    let asked = Config::default();
    let cases = (usual * asked.cases.max(1)).div_ceil(256);
    let rng_seed = match asked.rng_seed {
        RngSeed::Random => RngSeed::Fixed(20_261_122),
        fixed @ RngSeed::Fixed(_) => fixed,
    };
    Config { cases, rng_seed, failure_persistence: None, max_shrink_iters: 20_000, ..asked }
}

proptest! {
    #![proptest_config(tries(400))]

    #[test]
    fn any_text_is_markdown(text in pieces::text(pieces::MARKDOWN, 30)) {
        markdown::is_read(&text);
    }

    #[test]
    fn the_html_of_any_text_is_whole(text in pieces::text(pieces::MARKDOWN, 30)) {
        markdown::is_written_whole(&text);
    }

    #[test]
    fn any_text_is_toml_or_none(text in pieces::text(pieces::TOML, 25)) {
        data::is_toml(&text);
    }

    #[test]
    fn any_text_is_yaml_or_none(text in pieces::text(pieces::YAML, 25)) {
        data::is_yaml(&text);
    }

    #[test]
    fn however_a_text_is_written_each_character_is_known_by_its_place(
        text in "[a-c1 \"'\\\\éあ日、#:😀\n\t]{1,20}|[a-c日 \n]{1,20}",
        choices in vec(any::<u8>(), 1..20),
    ) {
        data::is_placed(&text, &choices);
    }

    #[test]
    fn any_file_is_cut_in_two(
        fence in select(vec!["+++\n", "---\n", "+++ \r\n", "", "\u{feff}+++\n"]),
        toml in pieces::text(pieces::TOML, 10),
        yaml in pieces::text(pieces::YAML, 10),
        body in pieces::text(pieces::MARKDOWN, 5),
    ) {
        data::is_cut(&format!("{fence}{toml}\n{fence}{body}"));
        data::is_cut(&format!("{fence}{yaml}\n{fence}{body}"));
    }

    #[test]
    fn any_text_is_a_formula_or_none(text in pieces::text(pieces::FORMULA, 12)) {
        formula::is_read(&text);
    }

    #[test]
    fn formulas_are_exact_on_ranges(
        text in pieces::formula(),
        ranges in vec((-1000_i64..1000, -1000_i64..1000), 1..5),
        inside in vec(any::<i64>(), 1..5),
    ) {
        let formula = formula::is_read(&text).expect("a formula");
        formula::is_exact(&formula, &ranges, &inside);
    }

    #[test]
    fn formulas_are_exact_on_large_ranges(
        text in pieces::formula(),
        ranges in vec((any::<i64>(), any::<i64>()), 1..5),
        inside in vec(any::<i64>(), 1..5),
    ) {
        let formula = formula::is_read(&text).expect("a formula");
        formula::is_exact(&formula, &ranges, &inside);
    }

    #[test]
    fn fractions_are_exact(a in ratio(), b in ratio()) {
        formula::is_a_field(a, b);
    }
}

proptest! {
    #![proptest_config(tries(40))]

    #[test]
    fn values_come_back_from_their_json(values in vec(given(), 1..10)) {
        downloads::come_back(&values);
    }
}

/// What a value can be made of.
fn given() -> impl Strategy<Value = Given> {
    let number = prop_oneof![0_u32..1_000, 0_u32..100_000_000, (0_u32..1_000).prop_map(|whole| whole * 100)];
    let flags = (any::<bool>(), prop::bool::weighted(0.2));
    (number, 1_u32..100_000, 0_u8..4, 0_usize..5, flags).prop_map(|(low, more, shape, unit, (is_negative, is_few))| {
        Given { low, more, shape, unit, is_negative, is_few }
    })
}

proptest! {
    #![proptest_config(tries(2000))]

    #[test]
    fn no_number_vanishes(code in select(messages::LANGUAGES.to_vec()), said in messages::said()) {
        messages::numbers_are_kept(code, &said);
    }
}

proptest! {
    #![proptest_config(tries(60))]

    #[test]
    fn any_text_is_messages_or_none(text in pieces::text(pieces::FLUENT, 25)) {
        messages::are_read(&text);
    }

    #[test]
    fn what_comes_back_as_it_went_is_as_it_was(
        body in pieces::text(pieces::MARKDOWN, 20),
        label in pieces::text(pieces::MARKDOWN, 4),
    ) {
        xliff::comes_back(&body, &label, false);
    }

    #[test]
    fn what_is_written_by_people_comes_back(body in pieces::text_of(pieces::ORDINARY, 20)) {
        xliff::comes_back(&body, "列", true);
    }

    #[test]
    fn any_text_is_xliff_or_none(text in pieces::text(pieces::XLIFF, 25)) {
        xliff::is_taken_or_refused(text.as_bytes());
    }

    #[test]
    fn any_bytes_are_xliff_or_none(bytes in vec(any::<u8>(), 0..200)) {
        xliff::is_taken_or_refused(&bytes);
    }

    #[test]
    fn xliff_that_was_changed_is_taken_or_refused(
        at in any::<Index>(),
        length in 0_usize..40,
        piece in select(pieces::XLIFF.to_vec()),
    ) {
        xliff::is_taken_changed(|bytes| {
            let at = at.index(bytes.len().max(1));
            let end = (at + length).min(bytes.len());
            bytes.splice(at..end, piece.bytes());
        });
    }
}

/// Tries a law that builds a site. `proptest!` would take the environment's number of tries as it is.
fn on_sites<S: Strategy>(values: S, law: impl Fn(S::Value)) {
    let config = Config { max_shrink_iters: 60, ..tries(10) };
    let tried = TestRunner::new(config).run(&values, |value| {
        law(value);
        Ok(())
    });
    assert!(tried.is_ok(), "{}", tried.unwrap_err());
}

#[test]
fn facts_are_quoted_as_they_are_reckoned() {
    on_sites(vec(value(), 250), |values| quotes::are_written_and_taken(&values));
}

#[test]
fn facts_are_quoted_in_other_words() {
    on_sites(vec(value(), 20), |values| quotes::are_taken_in_other_words(&values));
}

#[test]
fn what_is_nearly_a_fact_is_none() {
    // A thousand of them in all, as there are ten tries.
    on_sites((vec(value(), 30), vec(any::<usize>(), 150)), |(values, choices)| {
        quotes::are_not_nearly_taken(&values, &choices, 100);
    });
}

#[test]
fn what_is_mended_claims_what_it_claimed() {
    on_sites(vec((0..quoted::KINDS, any::<quoted::Seed>(), any::<quoted::Seed>()), 40), |kinds| {
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
