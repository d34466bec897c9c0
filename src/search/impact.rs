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

/// The tokens of a thing with their impacts, in no order. They stand in one text, since there are many.
#[derive(Default)]
pub struct Impacts {
    text: String,
    /// Where each token ends, and its impact, 1 to [`MOST`].
    ends: Vec<(u32, u8)>,
}

impl Impacts {
    /// What a thing is found by.
    pub fn of(document: &Document) -> Impacts {
        let folded: Vec<(Field, String)> = document.fields.iter().map(|(field, text)| (*field, fold(text))).collect();
        let size: usize = folded.iter().map(|(_, text)| text.len()).sum();
        let mut counts: RapidHashMap<&str, (u32, f32)> = RapidHashMap::default();
        // About one token in eight bytes is a new one.
        counts.reserve(size / 8);
        let mut length = 0_u32;
        for (field, text) in &folded {
            match most(*field) {
                None => tokens(text, |token| {
                    counts.entry(token).or_default().0 += 1;
                    length += 1;
                }),
                Some(most) => {
                    let bonus = bonus(most, text);
                    tokens(text, |token| {
                        let (_, best) = counts.entry(token).or_default();
                        *best = best.max(bonus);
                    });
                }
            }
        }
        let norm = SATURATION * (1.0 - LENGTH + LENGTH * length as f32 / USUAL_LENGTH);
        let worth = if document.is_aside { ASIDE } else { 1.0 };
        let mut impacts = Impacts { text: String::new(), ends: Vec::with_capacity(counts.len()) };
        for (token, (count, bonus)) in counts {
            let count = count as f32;
            let of_text = OF_TEXT * count / (count + norm);
            let impact = ((of_text + bonus) * worth).round().clamp(1.0, f32::from(MOST)) as u8;
            impacts.text.push_str(token);
            impacts.ends.push((impacts.text.len() as u32, impact));
        }
        impacts
    }

    /// Every token with its impact.
    pub fn iter(&self) -> impl Iterator<Item = (&str, u8)> {
        let mut start = 0;
        self.ends.iter().map(move |(end, impact)| {
            let token = self.text.get(start..*end as usize).unwrap_or_default();
            start = *end as usize;
            (token, *impact)
        })
    }
}

/// What it adds at most that a token stands in a field; none of the text, where it counts how often it does.
fn most(field: Field) -> Option<f32> {
    match field {
        Field::Name => Some(9.0),
        Field::Question => Some(8.0),
        Field::Heading => Some(7.0),
        Field::Around => Some(2.0),
        Field::Text => None,
    }
}

/// What it adds for each token of a field: less in a long one, which is about more things.
fn bonus(most: f32, text: &str) -> f32 {
    let mut length = 0_u32;
    tokens(text, |_| length += 1);
    most * (0.5 + 0.5 * (8.0 / (length.max(1) as f32)).min(1.0))
}
