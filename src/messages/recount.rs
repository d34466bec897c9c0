//! A message of one language with the plurals of another, for translators: they fill in words, and need not know which there are.
//! Says nothing of words: each category has the text that the message has for it, or else its text for all others.

use super::given::{Given, Kind, counted, given};
use super::plural::{CATEGORIES, Categories, Plurals};
use super::scan::scan;
use crate::locale::Locale;
use fluent_syntax::ast::{
    Entry, Expression, Identifier, InlineExpression, Pattern, PatternElement, Resource, Variant, VariantKey,
};
use fluent_syntax::parser::parse_runtime;
use fluent_syntax::serializer::serialize;

/// Choices by number within one another beyond these stay as they are: each writes what is within it up to six times.
const MAX_WITHIN: usize = 3;

/// Writes messages as one language counts.
pub struct Recount {
    categories: Categories,
}

/// What is known of the text that is gone through.
struct Told<'g> {
    given: Option<&'g Given>,
    /// The variables that say how many there are, the first to choose by.
    counted: &'static [&'static str],
}

impl Recount {
    /// As the language of `locale` does.
    pub fn new(locale: &Locale) -> Recount {
        Recount { categories: Plurals::new(Some(locale)).categories() }
    }

    /// The message, or none where it stays as it is.
    pub fn message(&self, message: &str) -> Option<String> {
        let (text, refused) = scan(message);
        if !refused.is_empty() {
            return None;
        }
        let read = parse_runtime(text.as_str()).ok()?;
        let body = read.body.iter().map(|entry| self.entry(entry)).collect();
        let written = Resource { body };
        (written != read).then(|| serialize(&written).trim_end().to_owned())
    }

    /// Whether a message is the same in any language: it has no letter, and nothing of another message.
    pub fn is_without_words(message: &str) -> bool {
        let (text, refused) = scan(message);
        let read = parse_runtime(text.as_str()).ok().filter(|_| refused.is_empty());
        read.is_some_and(|read| {
            read.body.iter().all(|entry| match entry {
                Entry::Message(message) => {
                    message.attributes.is_empty() && !message.value.as_ref().is_some_and(has_words)
                }
                Entry::Term(_) | Entry::Junk { .. } => false,
                Entry::Comment(_) | Entry::GroupComment(_) | Entry::ResourceComment(_) => true,
            })
        })
    }

    fn entry<'a>(&self, entry: &Entry<&'a str>) -> Entry<&'a str> {
        let mut entry = entry.clone();
        let (name, value, attributes) = match &mut entry {
            Entry::Message(message) => (message.id.name, message.value.as_mut(), &mut message.attributes),
            // What a term is given stands in the texts that name it.
            Entry::Term(term) => ("-", Some(&mut term.value), &mut term.attributes),
            Entry::Comment(_) | Entry::GroupComment(_) | Entry::ResourceComment(_) | Entry::Junk { .. } => {
                return entry;
            }
        };
        if let Some(value) = value {
            self.text(value, &Told { given: given(name), counted: counted(name) });
        }
        for attribute in attributes {
            self.text(&mut attribute.value, &Told { given: None, counted: &[] });
        }
        entry
    }

    fn text(&self, text: &mut Pattern<&str>, told: &Told<'_>) {
        if within(text) > MAX_WITHIN {
            return;
        }
        *text = self.pattern(text, told);
        let needed = told.counted.first().map(|name| (*name, self.needed(told, name, false)));
        if let Some((name, needed)) = needed.filter(|(_, needed)| needed.len() > 1) {
            chosen_by(text, told, name, &needed);
        }
    }

    fn pattern<'a>(&self, pattern: &Pattern<&'a str>, told: &Told<'_>) -> Pattern<&'a str> {
        let mut elements = Vec::new();
        for element in &pattern.elements {
            match select(element) {
                Some((by, variants)) => elements.extend(self.select(by, variants, told)),
                None => elements.push(element.clone()),
            }
        }
        Pattern { elements }
    }

    /// A choice, as the language makes it; where it has one category alone, what is said for that.
    fn select<'a>(
        &self,
        by: &InlineExpression<&'a str>,
        variants: &[Variant<&'a str>],
        told: &Told<'_>,
    ) -> Vec<PatternElement<&'a str>> {
        let inside =
            |variant: &Variant<&'a str>| Variant { value: self.pattern(&variant.value, told), ..variant.clone() };
        let variants: Vec<Variant<&str>> = variants.iter().map(inside).collect();
        let default = variants.iter().find(|variant| variant.default);
        let Some((name, default)) = counted_by(by, &variants, told).zip(default) else {
            return vec![placed(by.clone(), variants)];
        };
        let said_for = |word: &str| variants.iter().find(|variant| word_of(variant) == Some(word));
        let rest = &said_for("other").unwrap_or(default).value;
        let numbers = variants.iter().filter(|variant| word_of(variant).is_none());
        let mut written: Vec<Variant<&str>> =
            numbers.map(|variant| Variant { default: false, ..variant.clone() }).collect();
        let is_ordinal = is_ordinal(by);
        let needed = self.needed(told, name, is_ordinal);
        let fits = |word: &str, value: &Pattern<&str>| {
            !is_ordinal && self.is_for_one(told, name, word) || !leaves_out(told, name, value, rest)
        };
        for word in CATEGORIES.into_iter().filter(|word| *word != "other") {
            let Some(own) = said_for(word).filter(|own| !fits(word, &own.value)) else { continue };
            // There it was for one number alone, and here it is for more.
            let number = ["zero", "one", "two"].iter().position(|single| *single == word);
            let number = number.and_then(|number| ["0", "1", "2"].get(number).copied()).filter(|_| !is_ordinal);
            if let Some(value) = number.filter(|number| !written.iter().any(|known| key_of(known) == *number)) {
                let key = VariantKey::NumberLiteral { value };
                written.push(Variant { key, default: false, ..own.clone() });
            }
        }
        if needed == ["other"] && written.is_empty() {
            return rest.elements.clone();
        }
        for word in needed {
            let own = said_for(word).map(|own| &own.value).filter(|value| fits(word, value));
            written.push(variant(word, own.unwrap_or(rest).clone()));
        }
        vec![placed(by.clone(), written)]
    }

    /// The categories that a text about such a number has to have, `other` the last.
    fn needed(&self, told: &Told<'_>, name: &str, is_ordinal: bool) -> Vec<&'static str> {
        let Categories { all, small, ordinal, .. } = &self.categories;
        let kind = told.given.and_then(|given| given.kind(name));
        let of = match kind {
            _ if is_ordinal => ordinal,
            Some(Kind::Whole | Kind::UpTo(_)) => small,
            Some(Kind::Text | Kind::Number | Kind::Numbers | Kind::OneOf(_)) | None => all,
        };
        of.iter().copied().filter(|word| *word != "other").chain(["other"]).collect()
    }

    /// Whether a category is for a single number, whose text need not say it.
    fn is_for_one(&self, told: &Told<'_>, name: &str, word: &str) -> bool {
        let Categories { single, single_alone, .. } = &self.categories;
        match told.given.and_then(|given| given.kind(name)) {
            Some(Kind::Whole | Kind::Number | Kind::UpTo(_)) => single.contains(&word),
            Some(Kind::Text | Kind::Numbers | Kind::OneOf(_)) | None => single_alone.contains(&word),
        }
    }
}

/// The name of the number that a choice is made by, where plurals are chosen between.
fn counted_by<'a>(by: &InlineExpression<&'a str>, variants: &[Variant<&str>], told: &Told<'_>) -> Option<&'a str> {
    let name = variable(by)?;
    let has_category = variants.iter().any(|variant| !variant.default && word_of(variant).is_some_and(is_category));
    let is_plural = match told.given.and_then(|given| given.kind(name)) {
        Some(Kind::Whole | Kind::Number | Kind::Numbers) => has_category || told.counted.first() == Some(&name),
        Some(Kind::Text | Kind::UpTo(_) | Kind::OneOf(_)) => false,
        None => has_category && variants.iter().filter_map(word_of).all(is_category),
    };
    is_plural.then_some(name)
}

/// Makes a text that names what is counted, and chooses nothing by the number, choose by it: around the words beside the number.
fn chosen_by(text: &mut Pattern<&str>, told: &Told<'_>, name: &'static str, needed: &[&'static str]) {
    let is_number = |by: &InlineExpression<&str>| variable(by).is_some_and(|name| told.counted.contains(&name));
    if text.elements.iter().filter_map(select).any(|(by, _)| is_number(by)) {
        return;
    }
    let is_beside = text.elements.iter().any(|element| match element {
        PatternElement::Placeable { expression: Expression::Inline(inline) } => is_number(inline),
        PatternElement::Placeable { expression: Expression::Select { .. } } | PatternElement::TextElement { .. } => {
            false
        }
    });
    if is_beside && has_words(text) {
        let variants = needed.iter().map(|word| variant(word, text.clone())).collect();
        let by = InlineExpression::VariableReference { id: Identifier { name } };
        *text = Pattern { elements: vec![placed(by, variants)] };
        return;
    }
    for element in &mut text.elements {
        if let PatternElement::Placeable { expression: Expression::Select { variants, .. } } = element {
            variants.iter_mut().for_each(|variant| chosen_by(&mut variant.value, told, name, needed));
        }
    }
}

/// Whether a text does not have what the text for all others has of a number.
fn leaves_out(told: &Told<'_>, name: &str, text: &Pattern<&str>, rest: &Pattern<&str>) -> bool {
    let itself: &[&str] = &[name];
    let needs = told.given.map_or(&[][..], |given| given.needs);
    let groups = needs.iter().copied().chain([itself]);
    let says = |text: &Pattern<&str>, names: &[&str]| any_variable(text, &|name| names.contains(&name));
    groups.into_iter().any(|names| says(rest, names) && !says(text, names))
}

/// Whether a variable is written in a text, or in one that it chooses.
fn any_variable(text: &Pattern<&str>, is_meant: &dyn Fn(&str) -> bool) -> bool {
    text.elements.iter().any(|element| match (select(element), element) {
        (Some((_, variants)), _) => variants.iter().any(|variant| any_variable(&variant.value, is_meant)),
        (None, PatternElement::Placeable { expression: Expression::Inline(inline) }) => {
            variable(inline).is_some_and(is_meant)
        }
        (
            None,
            PatternElement::Placeable { expression: Expression::Select { .. } } | PatternElement::TextElement { .. },
        ) => false,
    })
}

/// Whether there are letters in a text, in one that it chooses, or in one that it takes from elsewhere.
fn has_words(text: &Pattern<&str>) -> bool {
    text.elements.iter().any(|element| match element {
        PatternElement::TextElement { value } => has_letters(value),
        PatternElement::Placeable { expression } => is_worded(expression),
    })
}

fn is_worded(expression: &Expression<&str>) -> bool {
    match expression {
        Expression::Select { variants, .. } => variants.iter().any(|variant| has_words(&variant.value)),
        Expression::Inline(inline) => is_word(inline),
    }
}

fn is_word(inline: &InlineExpression<&str>) -> bool {
    match inline {
        InlineExpression::StringLiteral { value } => has_letters(value),
        InlineExpression::NumberLiteral { .. } | InlineExpression::VariableReference { .. } => false,
        InlineExpression::MessageReference { .. } | InlineExpression::TermReference { .. } => true,
        InlineExpression::FunctionReference { arguments, .. } => {
            arguments.positional.iter().any(is_word) || arguments.named.iter().any(|named| is_word(&named.value))
        }
        InlineExpression::Placeable { expression } => is_worded(expression),
    }
}

fn has_letters(text: &str) -> bool {
    text.contains(char::is_alphabetic)
}

/// How many choices by numbers stand within one another.
fn within(text: &Pattern<&str>) -> usize {
    let chosen = text.elements.iter().filter_map(select);
    let deepest = chosen.map(|(_, variants)| {
        let inside = variants.iter().map(|variant| within(&variant.value)).max().unwrap_or(0);
        inside + usize::from(variants.iter().any(|variant| word_of(variant).is_none_or(is_category)))
    });
    deepest.max().unwrap_or(0)
}

type Choice<'p, 'a> = (&'p InlineExpression<&'a str>, &'p [Variant<&'a str>]);

/// The choice that a part of a text is, however many braces stand round it.
fn select<'p, 'a>(element: &'p PatternElement<&'a str>) -> Option<Choice<'p, 'a>> {
    let PatternElement::Placeable { expression } = element else { return None };
    let mut expression = expression;
    while let Expression::Inline(InlineExpression::Placeable { expression: inner }) = expression {
        expression = inner;
    }
    match expression {
        Expression::Select { selector, variants } => Some((selector, variants)),
        Expression::Inline(_) => None,
    }
}

/// The name of a variable, or of one that a function is given.
fn variable<'a>(inline: &InlineExpression<&'a str>) -> Option<&'a str> {
    match inline {
        InlineExpression::VariableReference { id } => Some(id.name),
        InlineExpression::FunctionReference { arguments, .. } => arguments.positional.first().and_then(variable),
        InlineExpression::StringLiteral { .. }
        | InlineExpression::NumberLiteral { .. }
        | InlineExpression::MessageReference { .. }
        | InlineExpression::TermReference { .. }
        | InlineExpression::Placeable { .. } => None,
    }
}

/// Whether a number is one in an order: first, second.
fn is_ordinal(by: &InlineExpression<&str>) -> bool {
    let InlineExpression::FunctionReference { arguments, .. } = by else { return false };
    arguments.named.iter().any(|argument| {
        argument.name.name == "type" && argument.value == InlineExpression::StringLiteral { value: "ordinal" }
    })
}

fn is_category(word: &str) -> bool {
    CATEGORIES.contains(&word)
}

fn word_of<'a>(variant: &Variant<&'a str>) -> Option<&'a str> {
    match variant.key {
        VariantKey::Identifier { name } => Some(name),
        VariantKey::NumberLiteral { .. } => None,
    }
}

fn key_of<'a>(variant: &Variant<&'a str>) -> &'a str {
    match variant.key {
        VariantKey::Identifier { name } => name,
        VariantKey::NumberLiteral { value } => value,
    }
}

fn variant<'a>(word: &'static str, value: Pattern<&'a str>) -> Variant<&'a str> {
    Variant { key: VariantKey::Identifier { name: word }, value, default: word == "other" }
}

fn placed<'a>(selector: InlineExpression<&'a str>, variants: Vec<Variant<&'a str>>) -> PatternElement<&'a str> {
    PatternElement::Placeable { expression: Expression::Select { selector, variants } }
}

#[cfg(test)]
mod tests {
    use super::*;
    use icu_plurals::{PluralCategory, PluralRules};
    use std::collections::{BTreeMap, BTreeSet};

    /// The texts that come with the program, and those of its own site.
    const SHIPPED: [&str; 6] = [
        include_str!("../../locales/en/formats.ftl"),
        include_str!("../../locales/en/ui.ftl"),
        include_str!("../../locales/en/site.ftl"),
        include_str!("../../locales/ja/formats.ftl"),
        include_str!("../../locales/ja/ui.ftl"),
        include_str!("../../locales/ja/site.ftl"),
    ];

    /// Languages of three letters of which CLDR has plurals.
    const LONG: &str = "asa bal bem bez blo brx ceb cgg chr ckb csw doi dsb fil fur gsw guw haw hnj hsb jbo jgo jmc kab \
        kaj kcg kde kea ksb ksh lag lij lkt lld mas mgo nah naq nnh nqo nso nyn osa pap prg rof rwk saq sah sat scn sdh seh \
        ses shi sma smi smj smn sms ssy syr teo tig tpi tzm vec vun wae xog yue vo-x-old pt-PT";

    fn recounted(code: &str, message: &str) -> String {
        let recount = Recount::new(&Locale::parse(code).unwrap());
        recount.message(message).unwrap_or_else(|| message.to_owned())
    }

    #[test]
    fn a_message_is_written_as_a_language_counts() {
        let en = "unit-x = { $number ->\n    [one] { $number } book\n   *[other] { $number } books\n}";
        let pl = "unit-x =\n    { $number ->\n        [one] { $number } book\n        [few] { $number } books\n        \
                  [many] { $number } books\n       *[other] { $number } books\n    }";
        assert_eq!(recounted("pl", en), pl);
        assert_eq!(recounted("en", en), en);
        assert_eq!(recounted("ja", en), "unit-x = { $number } books");
        assert_eq!(recounted("ja", "unit-x = a { $n } b"), "unit-x = a { $n } b");
        // Where there is nothing to choose by, and the language has more than one text.
        let ja = "unit-x = { $number }冊";
        let he = "unit-x =\n    { $number ->\n        [one] { $number }冊\n        [two] { $number }冊\n       \
                  *[other] { $number }冊\n    }";
        assert_eq!(recounted("he", ja), he);
        assert_eq!(recounted("he", "unit-x = { $number }"), "unit-x = { $number }");
        // A text for one number alone is no text for 21.
        let alone = "unit-x = { $number ->\n    [one] a book\n   *[other] { $number } books\n}";
        let lt = "unit-x =\n    { $number ->\n        [1] a book\n        [one] { $number } books\n        \
                  [few] { $number } books\n        [many] { $number } books\n       *[other] { $number } books\n    }";
        assert_eq!(recounted("lt", alone), lt);
        // Whole numbers have no fractions, words are no plurals, and places in an order have their own.
        assert_eq!(recounted("fr", "index-count = { $count } pages").matches('[').count(), 2);
        assert_eq!(recounted("fr", "unit-x = { $number } pages").matches('[').count(), 3);
        for same in
            ["x = { $kind ->\n    [one] a\n   *[two] b\n    [home] c\n}", "x = { $n ->\n    [1] a\n   *[2] b\n}"]
        {
            assert_eq!(recounted("ar", same), same);
        }
        let order = "x = { NUMBER($n, type: \"ordinal\") ->\n    [one] st\n   *[other] th\n}";
        assert_eq!(recounted("en", order).matches(" th\n").count(), 3, "{}", recounted("en", order));
        assert_eq!(recounted("ru", order), "x = th");
    }

    #[test]
    fn a_message_does_not_grow_without_end() {
        let mut deep = "{ $number }".to_owned();
        for _ in 0..20 {
            deep = format!("{{ $number ->\n *[other] {deep}\n [1] x\n }}");
        }
        let deep = format!("unit-x = {deep}");
        assert_eq!(recounted("ar", &deep), deep);
        let broken = "unit-x = { $number -> [one] x }";
        assert_eq!(recounted("ar", broken), broken);
    }

    fn name(category: PluralCategory) -> &'static str {
        CATEGORIES[[
            PluralCategory::Zero,
            PluralCategory::One,
            PluralCategory::Two,
            PluralCategory::Few,
            PluralCategory::Many,
            PluralCategory::Other,
        ]
        .iter()
        .position(|known| *known == category)
        .unwrap()]
    }

    /// What stands in the choices by number of a text: the entry, the variable, and the categories.
    fn choices<'a>(entry: &'a str, text: &Pattern<&'a str>, found: &mut Vec<(&'a str, &'a str, BTreeSet<&'a str>)>) {
        for (by, variants) in text.elements.iter().filter_map(select) {
            let words: BTreeSet<&str> = variants.iter().filter_map(word_of).collect();
            let is_number = matches!(
                given(entry).and_then(|given| given.kind(variable(by)?)),
                Some(Kind::Whole | Kind::Number | Kind::Numbers)
            );
            if is_number && words.len() > 1 {
                found.push((entry, variable(by).unwrap(), words));
            }
            variants.iter().for_each(|variant| choices(entry, &variant.value, found));
        }
    }

    #[test]
    fn every_language_has_the_categories_that_it_needs() {
        let letters = || 'a'..='z';
        let short = letters().flat_map(|one| letters().map(move |two| format!("{one}{two}")));
        let codes = short.chain(LONG.split_whitespace().map(str::to_owned));
        let mut seen: BTreeMap<(Vec<&str>, Vec<&str>), String> = BTreeMap::new();
        for code in codes {
            let Some(locale) = Locale::parse(&code) else { continue };
            let rules = PluralRules::try_new_cardinal(locale.tag().into()).unwrap();
            let sorted = |found: &mut dyn Iterator<Item = PluralCategory>| {
                found.chain([PluralCategory::Other]).map(name).collect::<BTreeSet<_>>().into_iter().collect::<Vec<_>>()
            };
            let all = sorted(&mut rules.categories());
            let whole = sorted(&mut (0..1000_u32).map(|number| rules.category_for(number)));
            seen.entry((all, whole)).or_insert(code);
        }
        assert!(seen.len() >= 12, "{seen:?}");
        for ((all, whole), code) in seen {
            let recount = Recount::new(&Locale::parse(&code).unwrap());
            for file in SHIPPED {
                let written = recount.message(file).unwrap_or_else(|| file.to_owned());
                let read = parse_runtime(written.as_str()).unwrap();
                let mut found = Vec::new();
                for entry in &read.body {
                    let Entry::Message(message) = entry else { continue };
                    let before = found.len();
                    let text = message.value.as_ref().unwrap();
                    choices(message.id.name, text, &mut found);
                    // What counts, and says so in words, chooses.
                    let needs = if message.id.name.starts_with("unit-") { &all } else { &whole };
                    let chooses = found.len() > before;
                    let counts = !counted(message.id.name).is_empty()
                        && !["format-duration-long", "unit-age"].contains(&message.id.name);
                    assert!(!counts || chooses == (needs.len() > 1), "{code}: {}\n{written}", message.id.name);
                }
                for (entry, variable, words) in found {
                    let is_whole = given(entry).unwrap().kind(variable) == Some(Kind::Whole);
                    let needed: BTreeSet<&str> = if is_whole { &whole } else { &all }.iter().copied().collect();
                    assert_eq!(words, needed, "{code}: {entry}\n{written}");
                }
            }
        }
    }
}
