//! Laws that hold for any input, tried on texts and trees that are made at random: noise, and what is nearly right.
//!
//! `PROPTEST_CASES` (256 where nothing is said) multiplies how many are tried, `PROPTEST_RNG_SEED` chooses others.

// A test may stop; clippy.toml says so for the test functions, this for what they are made of.
#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::panic, clippy::string_slice, clippy::unwrap_used)]

#[path = "properties/laws/mod.rs"]
mod laws;
#[path = "properties/pieces.rs"]
mod pieces;
#[path = "properties/sites.rs"]
mod sites;

use laws::{data, formula, markdown, messages, xliff};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use proptest::test_runner::{Config, RngSeed};
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
