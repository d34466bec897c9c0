//! How much a token says of a thing: one small number for both, worked out when the site is built.

use super::documents::{Document, Field};
use super::fold::fold;
use super::tokens::tokens;
use rapidhash::RapidHashMap;

/// The largest impact.
pub const MOST: u8 = 15;

/// What a thing of this many tokens is to the others: neither long nor short. It takes the place of the average length
/// in BM25 (Robertson and Zaragoza, The Probabilistic Relevance Framework, 2009), so that one thing can be weighed
/// without all others, and a page keeps its numbers when another one changes.
const USUAL_LENGTH: f32 = 150.0;
/// How soon more of the same says no more (k1), and how much the length counts (b).
const SATURATION: f32 = 1.2;
const LENGTH: f32 = 0.7;
/// The part of the impact that the text can have; the rest is for names and headings.
const OF_TEXT: f32 = 6.0;

/// What a thing is worth that leads to what says more.
const ASIDE: f32 = 0.7;

/// Every token of a thing with its impact, 1 to [`MOST`], in no order.
pub fn impacts(document: &Document) -> Vec<(Box<str>, u8)> {
    let folded: Vec<(Field, String)> = document.fields.iter().map(|(field, text)| (*field, fold(text))).collect();
    let mut counts: RapidHashMap<&str, (u32, f32)> = RapidHashMap::default();
    let mut length = 0_u32;
    for (field, text) in &folded {
        let bonus = bonus(*field, text);
        tokens(text, |token| {
            let (count, best) = counts.entry(token).or_default();
            match field {
                Field::Text => {
                    *count += 1;
                    length += 1;
                }
                Field::Name | Field::Question | Field::Heading | Field::Around => {
                    *best = best.max(bonus);
                }
            }
        });
    }
    let norm = SATURATION * (1.0 - LENGTH + LENGTH * length as f32 / USUAL_LENGTH);
    let worth = if document.is_aside { ASIDE } else { 1.0 };
    let impact = |(count, bonus): (u32, f32)| {
        let count = count as f32;
        let of_text = OF_TEXT * count * (SATURATION + 1.0) / ((count + norm) * (SATURATION + 1.0));
        ((of_text + bonus) * worth).round().clamp(1.0, f32::from(MOST)) as u8
    };
    counts.into_iter().map(|(token, found)| (token.into(), impact(found))).collect()
}

/// What it adds that a token stands in a field: less in a long one, which is about more things.
fn bonus(field: Field, text: &str) -> f32 {
    let most = match field {
        Field::Name => 9.0,
        Field::Question => 8.0,
        Field::Heading => 7.0,
        Field::Around => 2.0,
        Field::Text => 0.0,
    };
    let mut length = 0_u32;
    tokens(text, |_| length += 1);
    most * (0.5 + 0.5 * (8.0 / (length.max(1) as f32)).min(1.0))
}
