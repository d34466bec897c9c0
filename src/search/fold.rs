//! Text as the search compares it: width, case, accents and the kind of kana do not count, voicing marks do.
//!
//! `static/theme/search.js` folds what readers type in the same way; `tests/search/agree.mjs` compares the two.

use unicode_normalization::UnicodeNormalization;

/// The folded text.
///
/// Compatibility forms are the usual ones (NFKC, Unicode Standard Annex #15), letters small and without accents,
/// katakana is hiragana, a dash after kana is the sign of a long vowel, and what nobody sees or says is gone: soft
/// hyphens, vowel signs of Arabic and Hebrew, apostrophes, the commas within a number.
pub fn fold(text: &str) -> String {
    // Apostrophes and commas are rare enough.
    if text.is_ascii() && !text.contains(['\'', ',']) {
        return text.to_ascii_lowercase();
    }
    let mut folded = Folded { text: String::with_capacity(text.len()), last: '\0', comma: false };
    let mut chars = text.char_indices().peekable();
    while let Some((start, c)) = chars.next() {
        // Nearly every character of a Japanese or English text; one before others may be joined by them.
        if is_usual(c) && chars.peek().is_none_or(|(_, next)| is_usual(*next)) {
            folded.push(c);
            continue;
        }
        while chars.next_if(|(_, next)| !is_usual(*next)).is_some() {}
        let end = chars.peek().map_or(text.len(), |(at, _)| *at);
        let piece = text.get(start..end).unwrap_or_default();
        piece.nfkd().filter(|c| !is_left_out(*c)).nfc().for_each(|c| folded.push(c));
    }
    folded.end()
}

/// Whether no form of normalization changes a character, and it joins none before it.
fn is_usual(c: char) -> bool {
    matches!(c, '\0'..='\u{7f}' | '、' | '。' | '「'..='』' | 'ぁ'..='ゖ' | 'ァ'..='ー' | '\u{4e00}'..='\u{9fff}')
}

/// Marks that do not count, and what nobody sees.
fn is_left_out(c: char) -> bool {
    matches!(
        c,
        '\'' | '’'
            | '\u{ad}'
            | '\u{300}'..='\u{36f}'
            | '\u{591}'..='\u{5c7}'
            | '\u{640}'
            | '\u{64b}'..='\u{652}'
            | '\u{200b}'..='\u{200f}'
            | '\u{2060}'
            | '\u{feff}'
    )
}

/// A text that is being folded.
struct Folded {
    text: String,
    last: char,
    /// Whether a comma after a digit waits for what follows: `50,000` is `50000`.
    comma: bool,
}

impl Folded {
    fn push(&mut self, c: char) {
        match c {
            'a'..='z' => self.add(c),
            'A'..='Z' => self.add(c.to_ascii_lowercase()),
            // 3ヶ月, 3ヵ月, 3か月.
            'ゕ' | 'ゖ' | 'ヵ' | 'ヶ' => self.add('か'),
            'ァ'..='ヴ' | 'ヽ' | 'ヾ' => self.add(char::from_u32(u32::from(c) - 0x60).unwrap_or(c)),
            '\u{4e00}'..='\u{9fff}' | 'ぁ'..='ゔ' => self.add(c),
            '-' | '‐' | '−' | '―' if matches!(self.last, 'ぁ'..='ゔ' | 'ー') => self.add('ー'),
            ',' if self.last.is_ascii_digit() && !self.comma => self.comma = true,
            c if is_left_out(c) => {}
            'ß' => {
                self.add('s');
                self.add('s');
            }
            c if c.is_ascii() => self.add(c),
            // The dot that a small İ leaves is a mark.
            c => {
                for c in c.to_lowercase().filter(|c| !is_left_out(*c)) {
                    self.add(if c == 'ς' { 'σ' } else { c });
                }
            }
        }
    }

    fn add(&mut self, c: char) {
        if std::mem::take(&mut self.comma) && !c.is_ascii_digit() {
            self.text.push(',');
        }
        self.text.push(c);
        self.last = c;
    }

    fn end(mut self) -> String {
        if self.comma {
            self.text.push(',');
        }
        self.text
    }
}

#[cfg(test)]
mod tests {
    use super::fold;

    #[test]
    fn folds_what_readers_do_not_mean() {
        for (text, folded) in [
            ("エクソソーム", "えくそそーむ"),
            ("ｴｸｿｿｰﾑ", "えくそそーむ"),
            ("ガ か\u{3099} ﾊﾟ", "が が ぱ"),
            ("ＡＧＡ（Ａ）", "aga(a)"),
            ("Café CAFE\u{301} Łódź", "cafe cafe łodz"),
            ("3ヶ月・3ヵ月", "3か月・3か月"),
            ("50,000円、1,2 a,b", "50000円、12 a,b"),
            ("doesn’t don't", "doesnt dont"),
            ("Straße ΣΊΣΥΦΟΣ İstanbul", "strasse σισυφοσ istanbul"),
            ("コラ－ゲン セラ-ピー a-b", "こらーげん せらーぴー a-b"),
            ("①㎎ﬁ", "1mgfi"),
            ("so\u{ad}ft", "soft"),
            ("한국", "한국"),
            ("", ""),
        ] {
            assert_eq!(fold(text), folded, "{text}");
        }
    }
}
