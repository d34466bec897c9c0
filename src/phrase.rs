//! Where a line of a title may end: between the phrases of languages that write no spaces between words, by the models
//! of BudouX. Knows text only.

use crate::locale::Locale;
use budoux_phf_rs::Parser;

/// What cuts the texts of one language.
pub struct Phrases {
    parser: Parser,
    /// Whether a single character between others of its kind may be a phrase.
    single: bool,
}

impl Phrases {
    /// For a language that has a model.
    pub fn of(locale: &Locale) -> Option<Phrases> {
        let language = locale.tag().id.language;
        let parser = match language.as_str() {
            "ja" => Parser::japanese_parser(),
            "th" => Parser::thai_parser(),
            "zh" if locale.script().is_some_and(|script| script.as_str() == "Hant") => {
                Parser::traditional_chinese_parser()
            }
            "zh" => Parser::simplified_chinese_parser(),
            _ => return None,
        };
        Some(Phrases { parser, single: language.as_str() != "ja" })
    }

    /// The bytes at which a phrase of the text begins, without its beginning.
    pub fn cuts(&self, text: &str) -> Vec<usize> {
        let mut cuts = Vec::new();
        if text.is_ascii() {
            return cuts;
        }
        let (mut at, mut before) = (0, "");
        self.parser.parse_with(text, |phrase| {
            if may_part(text, at) && (self.single || !is_word(before, phrase)) {
                cuts.push(at);
            }
            at += phrase.len();
            before = phrase;
        });
        cuts
    }
}

/// Whether two phrases are more likely to be a word that was cut in two: 方|法.
fn is_word(before: &str, after: &str) -> bool {
    let is_han = |c: char| matches!(c, '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}');
    let han = before.ends_with(is_han) && after.starts_with(is_han);
    han && (before.chars().count() == 1 || after.chars().count() == 1)
}

/// Whether a line may end before this byte: a model knows nothing of brackets, and cuts numbers from their units.
fn may_part(text: &str, at: usize) -> bool {
    let Some((before, after)) = text.split_at_checked(at) else { return false };
    let (Some(before), Some(after)) = (before.chars().next_back(), after.chars().next()) else { return false };
    let closes = "、。，．,.・：；:;？！?!）」』】〕〉》〗｝］)]}”’…ー〜～々ゝゞヽヾぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ%％";
    let opens = "（「『【〔〈《〖｛［([{“‘〜～";
    let number = before.is_numeric() && !after.is_whitespace();
    let word = before.is_ascii_graphic() && after.is_ascii_graphic();
    !(closes.contains(after) || opens.contains(before) || number || word)
}

#[cfg(test)]
mod tests {
    use super::Phrases;
    use crate::locale::Locale;

    fn cut(code: &str, text: &str) -> Option<String> {
        let phrases = Phrases::of(&Locale::parse(code)?)?;
        let mut shown = text.to_owned();
        for at in phrases.cuts(text).into_iter().rev() {
            shown.insert(at, '|');
        }
        Some(shown)
    }

    #[test]
    fn cuts_between_phrases() {
        for (code, text, shown) in [
            ("ja", "今日は天気です。", Some("今日は|天気です。")),
            ("ja", "エクソソームの持続期間は3〜6ヶ月", Some("エクソソームの|持続期間は|3〜6ヶ月")),
            ("ja", "Rust", Some("Rust")),
            ("ja", "方法", Some("方法")),
            ("ja", "", Some("")),
            ("zh-Hans", "今天是晴天。", Some("今天|是|晴天。")),
            ("zh-TW", "今天是晴天。", Some("今天|是|晴天。")),
            ("th", "วันนี้อากาศดี", Some("วัน|นี้|อากาศ|ดี")),
            ("en", "nothing to cut", None),
            ("ko", "오늘은 맑음", None),
        ] {
            assert_eq!(cut(code, text).as_deref(), shown, "{code}: {text}");
        }
    }
}
