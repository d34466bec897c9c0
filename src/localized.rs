//! Things that are there by language, and the one rule by which a language takes what it has not from another.

use crate::locale::LangId;

/// One thing for every language, or one each for some of them.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Localized<T> {
    all: Option<T>,
    by: Vec<(LangId, T)>,
}

/// Says where a language takes from what it has not itself.
pub trait Order {
    /// The language, its fallbacks, the source language.
    fn order(&self, lang: LangId) -> impl Iterator<Item = LangId>;
}

impl<T> Localized<T> {
    /// One thing for every language.
    pub fn all(all: T) -> Localized<T> {
        Localized { all: Some(all), by: Vec::new() }
    }

    /// One thing for each of some languages.
    pub fn by(by: Vec<(LangId, T)>) -> Localized<T> {
        Localized { all: None, by }
    }

    /// What is of exactly this language, or what serves all.
    pub fn own(&self, lang: LangId) -> Option<&T> {
        self.all.as_ref().or_else(|| self.by.iter().find(|(found, _)| *found == lang).map(|(_, own)| own))
    }

    /// What a reader of `lang` gets: the language's, that of its fallbacks in order, the source language's, the first.
    pub fn get(&self, lang: LangId, order: &impl Order) -> Option<&T> {
        self.find(lang, order).map(|(_, found)| found)
    }

    /// Whether there is one for every language.
    pub fn is_for_all(&self) -> bool {
        self.all.is_some()
    }

    /// The same, with the language that it is of; what serves all is of the reader's.
    pub fn find(&self, lang: LangId, order: &impl Order) -> Option<(LangId, &T)> {
        if let Some(all) = &self.all {
            return Some((lang, all));
        }
        let of = |lang: LangId| self.by.iter().find(|(found, _)| *found == lang);
        order.order(lang).find_map(of).or(self.by.first()).map(|(lang, found)| (*lang, found))
    }

    /// Everything, each once, with its language.
    pub fn iter(&self) -> impl Iterator<Item = (Option<LangId>, &T)> {
        self.all.iter().map(|all| (None, all)).chain(self.by.iter().map(|(lang, own)| (Some(*lang), own)))
    }

    /// The same languages with something made of what each has.
    pub fn map<U>(&self, mut make: impl FnMut(&T) -> U) -> Localized<U> {
        let all = self.all.as_ref().map(&mut make);
        Localized { all, by: self.by.iter().map(|(lang, own)| (*lang, make(own))).collect() }
    }
}

impl<T: PartialEq> Localized<T> {
    /// Whether both have the same for every language that either has something for.
    pub fn says_the_same(&self, other: &Localized<T>) -> bool {
        let languages = || self.by.iter().chain(&other.by).map(|(lang, _)| *lang);
        languages().all(|lang| self.own(lang) == other.own(lang)) && self.all == other.all
    }
}

impl<T> Default for Localized<T> {
    fn default() -> Self {
        Localized { all: None, by: Vec::new() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::Id;

    /// The second falls back to the third; the first is the source language.
    struct Three;

    impl Order for Three {
        fn order(&self, lang: LangId) -> impl Iterator<Item = LangId> {
            let chain: &[usize] = if lang.index() == 1 { &[1, 2, 0] } else { &[lang.index(), 0] };
            chain.iter().copied().map(LangId::new).collect::<Vec<_>>().into_iter()
        }
    }

    #[test]
    fn falls_back_along_the_chain_then_to_the_source_then_to_the_first() {
        let found = |has: &[usize], lang: usize| {
            let by = has.iter().map(|at| (LangId::new(*at), *at)).collect();
            Localized::by(by).get(LangId::new(lang), &Three).copied()
        };
        for (has, lang, wanted) in [
            (&[0, 1, 2][..], 1, Some(1)),
            (&[0, 2], 1, Some(2)),
            (&[3, 0], 1, Some(0)),
            (&[3, 4], 1, Some(3)),
            (&[1, 2], 3, Some(1)),
            (&[], 0, None),
        ] {
            assert_eq!(found(has, lang), wanted, "{has:?} for {lang}");
        }
        assert_eq!(Localized::all(7).find(LangId::new(5), &Three), Some((LangId::new(5), &7)));
    }
}
