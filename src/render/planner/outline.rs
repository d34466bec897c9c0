//! Texts with numbers that are left open, and whoever writes them, as data for `static/theme/calculate.js`.

use crate::format::Pattern;
use crate::messages::{By, Change, Choice, Myriad, Of, Open, Outline, Part, Speaker};
use crate::resolve::Site;
use serde_json::{Map, Value, json};

/// Those whose digits and plurals the texts have, in the order in which they were met.
#[derive(Default)]
pub struct Voices {
    met: Vec<Voice>,
}

struct Voice {
    speaker: Speaker,
    /// What is asked of it besides its digits.
    counts: bool,
    counts_ranges: bool,
    orders: bool,
}

impl Voices {
    fn at(&mut self, speaker: Speaker) -> usize {
        self.met.iter().position(|voice| voice.speaker == speaker).unwrap_or_else(|| {
            self.met.push(Voice { speaker, counts: false, counts_ranges: false, orders: false });
            self.met.len() - 1
        })
    }

    /// What they write numbers with, and how they count, as far as it was asked for.
    pub fn json(&self, site: &Site) -> Value {
        let rules = |asked: bool, rules: Vec<(&'static str, String)>| if asked { json!(rules) } else { json!([]) };
        let voices = self.met.iter().map(|voice| {
            let symbols = site.messages.symbols(voice.speaker);
            let (before, after) = symbols.below;
            let numbers = json!([
                symbols.digits,
                symbols.point,
                symbols.comma,
                symbols.first,
                symbols.rest,
                symbols.least,
                before,
                after
            ]);
            let counting = site.messages.counting(voice.speaker);
            let ranges = if voice.counts_ranges { json!(counting.ranges) } else { json!([]) };
            json!([numbers, rules(voice.counts, counting.cardinal), ranges, rules(voice.orders, counting.ordinal)])
        });
        voices.collect()
    }

    /// How values are written, as far as it is asked for.
    pub fn pattern(&mut self, pattern: &Pattern, asked: Asked) -> Value {
        let mut data = Map::new();
        data.insert("one".to_owned(), self.outline(&pattern.one));
        if asked.range {
            data.insert("range".to_owned(), self.outline(&pattern.range));
        }
        if let Some(below) = pattern.below.as_ref().filter(|_| asked.below) {
            data.insert("below".to_owned(), self.outline(below));
        }
        if pattern.digits > 0 {
            data.insert("digits".to_owned(), pattern.digits.into());
        }
        data.into()
    }

    fn outline(&mut self, outline: &Outline) -> Value {
        match outline.as_slice() {
            [Part::Text(text)] => text.as_str().into(),
            parts => parts.iter().map(|part| self.part(part)).collect(),
        }
    }

    fn part(&mut self, part: &Part) -> Value {
        let (speaker, mut data) = match part {
            Part::Text(text) => return text.as_str().into(),
            Part::Number(speaker, number) => (*speaker, open(number)),
            Part::Myriad(speaker, myriad) => {
                let Myriad { number, before, units, alone } = myriad.as_ref();
                let mut data = open(number);
                data.insert("units".to_owned(), units.as_str().into());
                if let Some(before) = before {
                    data.insert("before".to_owned(), open(before).into());
                    data.insert("alone".to_owned(), alone.as_str().into());
                }
                (*speaker, data)
            }
            Part::Choice(speaker, choice) => (*speaker, self.choice(*speaker, choice)),
        };
        let voice = self.at(speaker);
        if voice > 0 {
            data.insert("voice".to_owned(), voice.into());
        }
        data.into()
    }

    fn choice(&mut self, speaker: Speaker, Choice { by, variants, default }: &Choice) -> Map<String, Value> {
        let at = self.at(speaker);
        let mut data = Map::new();
        if let Some(voice) = self.met.get_mut(at) {
            match by {
                By::Number(number) if number.ordinal => voice.orders = true,
                By::Number(_) => voice.counts = true,
                By::Range => (voice.counts, voice.counts_ranges) = (true, true),
                By::Text(_) => {}
            }
        }
        match by {
            By::Number(number) => _ = data.insert("by".to_owned(), open(number).into()),
            By::Text(text) => _ = data.insert("by".to_owned(), self.outline(text)),
            By::Range => {}
        }
        let of = variants.iter().map(|(key, text)| json!([key, self.outline(text)]));
        data.insert("of".to_owned(), of.collect());
        if default + 1 < variants.len() {
            data.insert("or".to_owned(), (*default).into());
        }
        data
    }
}

/// What is asked of a pattern besides single numbers.
#[derive(Debug, Clone, Copy, Default)]
pub struct Asked {
    pub range: bool,
    pub below: bool,
}

/// A number that is left open: `n` is 0 for the low end, 1 for the high one, or itself as a text.
fn open(number: &Open) -> Map<String, Value> {
    let mut data = Map::new();
    let of = match &number.of {
        Of::Low => 0.into(),
        Of::High => 1.into(),
        Of::Written(text) => Value::from(text.as_str()),
    };
    data.insert("n".to_owned(), of);
    if !number.changes.is_empty() {
        let change = |Change { most, whole, least }: &Change| json!([most, whole, least]);
        data.insert("change".to_owned(), number.changes.iter().map(change).collect());
    }
    if !number.grouping {
        data.insert("plain".to_owned(), true.into());
    }
    if number.ordinal {
        data.insert("ordinal".to_owned(), true.into());
    }
    data
}
