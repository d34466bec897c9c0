//! What numbers measure: 5 kg are 5,000 g, and a run of 5k is one of 5 km.

/// How many digits behind the point a millionth of what is measured has.
const MICRO: u32 = 6;

/// How much a number is in a unit without a prefix, where its unit says so: below zero, as no number in a text is, so that
/// it is only ever compared with what is measured too.
pub fn amount(number: i128, written: &[char], after: &[char]) -> Option<i128> {
    let of_thousands = written.last() == Some(&'k') && written.first().is_some_and(char::is_ascii_digit);
    let power = if of_thousands { MICRO } else { power(after)? };
    Some(-number.checked_mul(10_i128.pow(power))?)
}

/// The power of ten by which the unit after a number multiplies it, in millionths.
fn power(after: &[char]) -> Option<u32> {
    let rest = after.iter().skip_while(|c| **c == ' ').take(4).copied().collect::<String>();
    let word: String = rest.chars().take_while(|c| c.is_ascii_alphabetic() || matches!(c, 'μ' | 'µ')).collect();
    let of = |prefix: &str| match prefix {
        "" => Some(MICRO),
        "k" => Some(MICRO + 3),
        "d" => Some(MICRO - 1),
        "c" => Some(MICRO - 2),
        "m" => Some(MICRO - 3),
        "μ" | "µ" | "mc" => Some(0),
        _ => None,
    };
    if !word.is_empty() {
        return ["cal", "hz", "pa", "g", "m", "l", "j", "w"].iter().find_map(|unit| of(word.strip_suffix(unit)?));
    }
    let units = [
        ("キロ", "k"),
        ("㎏", "k"),
        ("㎞", "k"),
        ("킬로", "k"),
        ("千克", "k"),
        ("千米", "k"),
        ("公斤", "k"),
        ("公里", "k"),
        ("センチ", "c"),
        ("㎝", "c"),
        ("센티", "c"),
        ("厘米", "c"),
        ("ミリ", "m"),
        ("㎎", "m"),
        ("㎜", "m"),
        ("㎖", "m"),
        ("밀리", "m"),
        ("毫克", "m"),
        ("毫米", "m"),
        ("毫升", "m"),
        ("マイクロ", "μ"),
        ("㎍", "μ"),
        ("마이크로", "μ"),
        ("微克", "μ"),
        ("グラム", ""),
        ("メート", ""),
        ("リット", ""),
        ("그램", ""),
        ("미터", ""),
        ("리터", ""),
    ];
    units.iter().find(|(unit, _)| rest.starts_with(unit)).and_then(|(_, prefix)| of(prefix))
}

#[cfg(test)]
mod tests {
    use super::amount;

    #[test]
    fn what_is_measured() {
        let of = |number: i128, written: &str, after: &str| {
            let chars = |text: &str| text.chars().collect::<Vec<char>>();
            amount(number, &chars(written), &chars(after))
        };
        assert_eq!(of(5, "5", " kg"), of(5_000, "5,000", "g of it"));
        assert_eq!(of(500, "500", "μg"), of(500, "500", " mcg"));
        assert_eq!(of(5_000, "5k", " run"), of(5, "5", "キロ走"));
        assert_eq!(of(1_000, "1,000", "mg"), of(1, "1", "グラム"));
        assert_ne!(of(5, "5", " kg"), of(5_000, "5,000", " kg"));
        for after in ["", "円", " months", " gold", "ks"] {
            assert_eq!(of(5, "5", after), None, "{after}");
        }
    }
}
