//! Text as the search compares it: width, case, accents and the kind of kana do not count, voicing marks do.
//!
//! `static/theme/search.js` folds what readers type in the same way; `tests/search/agree.mjs` compares the two.

use std::borrow::Cow;
use unicode_normalization::UnicodeNormalization;

/// The folded text.
///
/// Compatibility forms are the usual ones (NFKC, Unicode Standard Annex #15), letters small and without accents,
/// katakana is hiragana, and what nobody sees or says is gone: soft hyphens, vowel signs of Arabic and Hebrew,
/// apostrophes, the commas within a number.
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for piece in pieces(text) {
        let usual: Cow<'_, str> = match piece {
            Piece::Usual(piece) => piece.into(),
            Piece::Other(piece) => piece.nfkd().filter(|c| !is_left_out(*c)).nfc().collect::<String>().into(),
        };
        for c in usual.chars().filter(|c| !is_left_out(*c)) {
            push(&mut folded, c);
        }
    }
    with_usual_signs(folded)
}

/// A part of a text.
enum Piece<'t> {
    /// Characters that normalization leaves as they are, which is nearly all of a Japanese or English text.
    Usual(&'t str),
    /// Others, with the character before them, which a mark may belong to.
    Other(&'t str),
}

fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let (mut start, mut last) = (0, 0);
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        if is_usual(c) {
            last = at;
            continue;
        }
        let from = last.max(start);
        pieces.push(Piece::Usual(text.get(start..from).unwrap_or_default()));
        while chars.next_if(|(_, next)| !is_usual(*next)).is_some() {}
        let end = chars.peek().map_or(text.len(), |(at, _)| *at);
        pieces.push(Piece::Other(text.get(from..end).unwrap_or_default()));
        (start, last) = (end, end);
    }
    pieces.push(Piece::Usual(text.get(start..).unwrap_or_default()));
    pieces
}

/// Whether no form of normalization changes a character, and it joins no other.
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

fn push(folded: &mut String, c: char) {
    match c {
        // 3ヶ月, 3ヵ月, 3か月.
        'ゕ' | 'ゖ' | 'ヵ' | 'ヶ' => folded.push('か'),
        'ァ'..='ヴ' | 'ヽ' | 'ヾ' => folded.push(char::from_u32(u32::from(c) - 0x60).unwrap_or(c)),
        'ß' => folded.push_str("ss"),
        'ς' => folded.push('σ'),
        c if c.is_ascii() => folded.push(c.to_ascii_lowercase()),
        // The dot that a small İ leaves is a mark.
        c => folded.extend(c.to_lowercase().filter(|c| !is_left_out(*c)).map(|c| if c == 'ς' { 'σ' } else { c })),
    }
}

/// `50,000` is `50000`, and a dash after kana the sign of a long vowel.
fn with_usual_signs(text: String) -> String {
    if !text.contains([',', '-', '‐', '−', '―']) {
        return text;
    }
    let mut kept = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    let mut before = '\0';
    while let Some(c) = chars.next() {
        let is_within_number = before.is_ascii_digit() && chars.peek().is_some_and(char::is_ascii_digit);
        match c {
            ',' if is_within_number => {}
            '-' | '‐' | '−' | '―' if matches!(before, 'ぁ'..='ゔ' | 'ー') => kept.push('ー'),
            c => kept.push(c),
        }
        before = c;
    }
    kept
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
