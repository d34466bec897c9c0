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
    use super::key;

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
}
