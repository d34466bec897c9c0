//! The order of words in an index. It is one order for all languages: good for Japanese kana, and for Latin letters as
//! languages without letters of their own sort them.

use unicode_normalization::UnicodeNormalization;

/// By which words are compared: first by letters alone, then by their marks, then as they are written.
pub type Key = (String, String, String);

/// The key of a word, which is a reading where there is one.
///
/// Letters alone: width, case, accents and voicing marks are left out, katakana is hiragana, a small kana is a large
/// one, `ー` is the vowel before it (JIS X 4061), and `・` is nothing. Among words of the same letters a plain one comes
/// before a marked one (か, が; e, é).
pub fn key(word: &str) -> Key {
    let (mut letters, mut marked) = (String::with_capacity(word.len()), String::with_capacity(word.len()));
    let mut before = None;
    for c in word.nfkd().flat_map(char::to_lowercase).map(hiragana).filter(|c| *c != '・') {
        if is_mark(c) {
            marked.push(c);
            continue;
        }
        let letter = match c {
            'ー' => before.and_then(vowel).unwrap_or(c),
            'ゝ' => before.unwrap_or(c),
            'ß' => 's',
            'æ' => 'a',
            'œ' | 'ø' => 'o',
            'đ' | 'ð' => 'd',
            'ł' => 'l',
            'ı' => 'i',
            c => large(c),
        };
        let second = match c {
            'ß' => Some('s'),
            'æ' | 'œ' => Some('e'),
            _ => None,
        };
        for letter in [Some(letter), second].into_iter().flatten() {
            letters.push(letter);
            marked.push(letter);
        }
        before = Some(letter);
    }
    (letters, marked, word.to_owned())
}

/// What a word stands under in an index. The order is that of the words, but that signs of which nobody knows how they are
/// read come last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Heading {
    Digits,
    /// Its first letter, a large one where there is one.
    Letter(char),
    /// The row of kana that it begins with, by the first of the row.
    Kana(char),
    /// Characters of Chinese, and whatever is no letter.
    Other,
}

/// The heading of a word with this key.
pub fn heading((letters, ..): &Key) -> Heading {
    // The letters with which syllables of Hangul begin once they are decomposed, as they stand alone.
    const HANGUL: &str = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ";
    let Some(first) = letters.chars().next() else { return Heading::Other };
    match first {
        'あ'..='お' => Heading::Kana('あ'),
        'か'..='ご' => Heading::Kana('か'),
        'さ'..='ぞ' => Heading::Kana('さ'),
        'た'..='ど' => Heading::Kana('た'),
        'な'..='の' => Heading::Kana('な'),
        'は'..='ぽ' => Heading::Kana('は'),
        'ま'..='も' => Heading::Kana('ま'),
        'や'..='よ' => Heading::Kana('や'),
        'ら'..='ろ' => Heading::Kana('ら'),
        'わ'..='ん' => Heading::Kana('わ'),
        'ᄀ'..='ᄒ' => {
            let alone = HANGUL.chars().nth(first as usize - 'ᄀ' as usize);
            alone.map_or(Heading::Other, Heading::Letter)
        }
        // From here on no script has few letters.
        '\u{2000}'.. => Heading::Other,
        c if c.is_numeric() => Heading::Digits,
        c if c.is_alphabetic() => Heading::Letter(capital(c)),
        _ => Heading::Other,
    }
}

/// The large letter of a small one. Georgian has some that stand in no heading.
fn capital(c: char) -> char {
    let mut upper = c.to_uppercase();
    match (upper.next(), upper.next()) {
        (Some(large), None) if !matches!(large, 'Ა'..='Ჿ') => large,
        _ => c,
    }
}

/// Accents and voicing marks, which decomposition has put behind their letters.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{3099}' | '\u{309a}')
}

fn hiragana(c: char) -> char {
    match c {
        'ァ'..='ヶ' | 'ヽ' => char::from_u32(u32::from(c) - 0x60).unwrap_or(c),
        c => c,
    }
}

fn large(c: char) -> char {
    match c {
        'ぁ' => 'あ',
        'ぃ' => 'い',
        'ぅ' => 'う',
        'ぇ' => 'え',
        'ぉ' => 'お',
        'っ' => 'つ',
        'ゃ' => 'や',
        'ゅ' => 'ゆ',
        'ょ' => 'よ',
        'ゎ' => 'わ',
        'ゕ' => 'か',
        'ゖ' => 'け',
        c => c,
    }
}

/// The vowel that a kana ends in.
fn vowel(c: char) -> Option<char> {
    const ROWS: [(char, &str); 5] = [
        ('あ', "あかさたなはまやらわ"),
        ('い', "いきしちにひみりゐ"),
        ('う', "うくすつぬふむゆる"),
        ('え', "えけせてねへめれゑ"),
        ('お', "おこそとのほもよろを"),
    ];
    ROWS.iter().find(|(_, row)| row.contains(c)).map(|(vowel, _)| *vowel)
}

#[cfg(test)]
mod tests {
    use super::{Heading, heading, key};

    #[test]
    fn sorts_as_readers_expect() {
        for sorted in [
            vec!["イヤー", "エーじぇー", "えくそそーむ", "じえむぴ", "しぼうゆらい"],
            vec!["か", "が", "ガ", "かあ", "カー", "がー"],
            vec!["はあ", "ばあ", "ぱあ", "はい"],
            vec!["きゃ", "きや", "キャ", "きよ"],
            vec!["ｶﾞｽ", "かせ", "かん"],
            vec!["てあたり", "でえた", "データ"],
            vec!["さとう", "サトウ・タロウ", "さとうち"],
            vec!["AGA", "cafe", "café", "cafes", "éclair", "exosome", "GMP", "Straße", "strasz"],
            vec!["1", "a", "あ", "亜"],
            vec!["ー", "漢字"],
        ] {
            let mut words = sorted.clone();
            words.reverse();
            words.sort_by_key(|word| key(word));
            assert_eq!(words, sorted);
        }
    }

    #[test]
    fn headings_are_those_of_an_index() {
        for (words, expected) in [
            (["あい", "アイ", "ぁ", "ヴァイオリン", "えー"], Heading::Kana('あ')),
            (["か", "がく", "ｶﾞｽ", "ゕ", "ごう"], Heading::Kana('か')),
            (["はな", "ばら", "ぱり", "ほ", "ふ"], Heading::Kana('は')),
            (["わ", "ん", "ゑ", "を", "ゎ"], Heading::Kana('わ')),
            (["e", "É", "Ｅ", "ế", "èx"], Heading::Letter('E')),
            (["Œuvre", "øre", "O", "ó", "ö"], Heading::Letter('O')),
            (["1", "９", "٣", "10 mg", "①"], Heading::Digits),
            (["한글", "하", "힣", "호", "해"], Heading::Letter('ㅎ')),
            (["ж", "Ж", "жук", "Жук", "ЖЖ"], Heading::Letter('Ж')),
            (["ა", "ა", "აა", "აბ", "აგ"], Heading::Letter('ა')),
            (["漢字", "〇", "々", "ー", "☃"], Heading::Other),
            (["", "・", "(", "𓀀", "ꀀ"], Heading::Other),
        ] {
            for word in words {
                assert_eq!(heading(&key(word)), expected, "{word}");
            }
        }
    }
}
