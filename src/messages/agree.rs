//! Whether messages agree with what they are given (`given.rs`): no number is left out of a text, each choice is one that the
//! language has, and each name is one that somebody gives.

use super::check::View;
use super::given::{Given, Kind, given};
use super::parse::{Entry, Text};
use super::pattern::{Expression, Inline, Key, Pattern, Piece, Select, Variant};
use super::plural::{CATEGORIES, Categories, Plurals};
use super::value::{Number, Value};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, nearest};
use crate::source::Span;
use std::cell::RefCell;
use std::collections::{HashMap, HashSet};

/// A variable in a text, or what a reference of the text leads to.
pub struct Use {
    /// The name of the message.
    pub message: String,
    pub variable: String,
    pub span: Span,
}

/// What stands in place of a value on the way to a text that lacks it.
enum Gap<'a> {
    /// The text does not have it at all.
    Whole,
    Variant(&'a Variant),
}

/// Looks at the messages of one language.
pub struct Agreement<'a, 'v> {
    view: &'v View<'a>,
    plurals: Categories,
    /// Of what a text refers to: whether it has what the text needs.
    covered: RefCell<HashMap<&'a str, bool>>,
    /// The texts, and in each the names that nobody gives, which were told as what they are meant to be.
    paired: RefCell<HashSet<(&'a str, &'a str)>>,
}

impl<'a, 'v> Agreement<'a, 'v> {
    /// Of the messages that the language of `view` sees, and that count as `plurals` do.
    pub fn new(view: &'v View<'a>, plurals: &Plurals) -> Agreement<'a, 'v> {
        Agreement { view, plurals: plurals.categories(), covered: RefCell::default(), paired: RefCell::default() }
    }

    /// Says what is wrong with the language's own texts, and returns the names of those that leave something out.
    pub fn check(&self, broken: &HashSet<&'a str>, found: &mut Diagnostics) -> Vec<&'a str> {
        let mut lacking = Vec::new();
        let mut problems = Diagnostics::new();
        for (entry, text) in self.view.own().filter(|(_, text)| !broken.contains(text.name.as_str())) {
            let given = given(&text.name);
            self.choices(&text.pattern, given, &[], &mut problems);
            let mut gaps = Vec::new();
            for need in given.map(|given| given.needs).unwrap_or_default() {
                self.covered.borrow_mut().clear();
                gaps.extend(self.covers(&text.pattern, need, given).err().map(|gap| (*need, gap)));
            }
            if !gaps.is_empty() {
                lacking.push(text.name.as_str());
                problems.extend(self.gaps(entry, text, gaps, given));
            }
        }
        // A region has the files of its language, and the last resort those of its own.
        let known: HashSet<(Span, String)> = found.iter().map(|found| (found.span, found.message.clone())).collect();
        problems.retain(|problem| !known.contains(&(problem.span, problem.message.clone())));
        found.extend(problems);
        lacking
    }

    /// What is said of a text that leaves something out. A name that nobody gives and one that is missing are one mistake where
    /// they are alike, or alone.
    fn gaps(
        &self,
        entry: &Entry,
        text: &'a Text,
        gaps: Vec<(&'static [&'static str], Gap<'a>)>,
        given: Option<&Given>,
    ) -> Vec<Diagnostic> {
        let mut unknown: Vec<(&str, Span)> = Vec::new();
        each_variable(&text.pattern, &mut |name, span| {
            let is_known = given.is_none_or(|given| given.kind(name).is_some());
            if !is_known && unknown.iter().all(|(known, _)| *known != name) {
                unknown.push((name, span));
            }
        });
        let are_alone = gaps.len() == 1 && unknown.len() == 1;
        let mut found = Vec::new();
        for (need, gap) in gaps {
            // That it is no placeable is said of its braces.
            if need.iter().any(|name| text.wide.contains(*name)) {
                continue;
            }
            let is_meant = |(name, _): &(&str, Span)| nearest(name, need.iter().copied()).is_some();
            let meant = unknown.iter().position(is_meant).or_else(|| are_alone.then_some(0));
            let Some((name, span)) = meant.map(|at| unknown.remove(at)) else {
                found.push(told(entry, text, need, &gap, given));
                continue;
            };
            let wanted = nearest(name, need.iter().copied()).or(need.first().copied()).unwrap_or_default();
            let lacks = match &gap {
                Gap::Whole => format!("has no `${wanted}`"),
                Gap::Variant(variant) => format!("leaves `${wanted}` out in `[{}]`", shown(&variant.key)),
            };
            let message = format!("`{}` is not given `${name}`, and {lacks}, which it is given", text.name);
            found
                .push(Diagnostic::new(Code::MessageArgument, span, message).help(format!("did you mean `${wanted}`?")));
            self.paired.borrow_mut().insert((&text.name, name));
        }
        found
    }

    /// The variables of the language's own texts, as they need them; without those of which [`Agreement::check`] said what is
    /// meant.
    pub fn uses(&self, broken: &HashSet<&'a str>) -> Vec<Use> {
        let mut uses = Vec::new();
        for (_, text) in self.view.own() {
            if text.name.starts_with('-') || broken.contains(text.name.as_str()) {
                continue;
            }
            let mut seen = HashSet::new();
            let mut note = |name: &'a str, span: Span| {
                if seen.insert(name) && !self.paired.borrow().contains(&(text.name.as_str(), name)) {
                    uses.push(Use { message: text.name.clone(), variable: name.to_owned(), span });
                }
            };
            each_variable(&text.pattern, &mut note);
            let mut reached = HashSet::new();
            for reference in &text.references {
                self.reached(&reference.name, &mut reached, &mut |name| note(name, reference.span));
            }
        }
        uses
    }

    /// The variables of a text that is referred to, and of those that it refers to. What terms are given stands in the
    /// reference.
    fn reached(&self, name: &'a str, seen: &mut HashSet<&'a str>, note: &mut dyn FnMut(&'a str)) {
        let Some(text) = self.view.text(name).filter(|_| !name.starts_with('-') && seen.insert(name)) else { return };
        // What a message of the program is not given is said of that message.
        let is_told = |variable: &str| given(name).is_some_and(|given| given.kind(variable).is_none());
        each_variable(&text.pattern, &mut |variable, _| {
            if !is_told(variable) {
                note(variable);
            }
        });
        for reference in &text.references {
            self.reached(&reference.name, seen, note);
        }
    }

    /// Whether every text that a pattern can become has one of some variables, or is for one value of it alone.
    fn covers(&self, pattern: &'a Pattern, need: &[&str], given: Option<&Given>) -> Result<(), Gap<'a>> {
        let mut nearest = Gap::Whole;
        for piece in pattern {
            let Piece::Placeable(expression) = piece else { continue };
            match self.expression_covers(expression, need, given) {
                Ok(()) => return Ok(()),
                Err(gap @ Gap::Variant(_)) if matches!(nearest, Gap::Whole) => nearest = gap,
                Err(_) => {}
            }
        }
        Err(nearest)
    }

    fn expression_covers(
        &self,
        expression: &'a Expression,
        need: &[&str],
        given: Option<&Given>,
    ) -> Result<(), Gap<'a>> {
        match expression {
            Expression::Written(inline) => self.inline_covers(inline, need, given),
            Expression::Select(select) => {
                let by = variable(&select.by).filter(|name| need.contains(name));
                let kind = by.and_then(|name| given?.kind(name));
                // A word is there to be chosen by; which of them have no variant is said elsewhere.
                if matches!(kind, Some(Kind::OneOf(_))) {
                    return Ok(());
                }
                let is_alone = |variant: &Variant| kind.is_some_and(|kind| self.is_for_one(select, variant, kind));
                let variants = select.variants.iter();
                let variants: Vec<_> =
                    variants.map(|variant| (variant, self.covers(&variant.pattern, need, given))).collect();
                // Where no variant has it, the whole text lacks it.
                let any = by.is_some() || variants.iter().any(|(_, covered)| covered.is_ok());
                let mut rest = variants.into_iter().filter(|(variant, _)| !is_alone(variant));
                match rest.find_map(|(variant, covered)| Some((variant, covered.err()?))) {
                    None => Ok(()),
                    Some((_, gap @ Gap::Variant(_))) => Err(gap),
                    Some((variant, Gap::Whole)) if any => Err(Gap::Variant(variant)),
                    Some((_, Gap::Whole)) => Err(Gap::Whole),
                }
            }
        }
    }

    fn inline_covers(&self, inline: &'a Inline, need: &[&str], given: Option<&Given>) -> Result<(), Gap<'a>> {
        match inline {
            Inline::Variable { name, .. } if need.contains(&name.as_str()) => Ok(()),
            // What else a function is given, it looks at and does not write.
            Inline::Call { arguments, .. } => {
                arguments.first().map_or(Err(Gap::Whole), |written| self.inline_covers(written, need, given))
            }
            Inline::Message(name) => {
                // A message that is given the same is held to it itself.
                let held = super::given::given(name).map(|given| given.needs).unwrap_or_default();
                if held.iter().flat_map(|held| held.iter()).any(|name| need.contains(name)) {
                    return Ok(());
                }
                let known = self.covered.borrow().get(name.as_str()).copied();
                let is_covered = known.unwrap_or_else(|| {
                    let text = self.view.text(name);
                    let is_covered = text.is_some_and(|text| self.covers(&text.pattern, need, given).is_ok());
                    self.covered.borrow_mut().insert(name, is_covered);
                    is_covered
                });
                if is_covered { Ok(()) } else { Err(Gap::Whole) }
            }
            Inline::Nested(expression) => self.expression_covers(expression, need, given),
            Inline::Variable { .. } | Inline::Literal(_) | Inline::Term { .. } | Inline::Nothing => Err(Gap::Whole),
        }
    }

    /// Whether a variant is for one value alone, so that its text need not say it.
    fn is_for_one(&self, select: &Select, variant: &Variant, kind: Kind) -> bool {
        match (kind, &variant.key) {
            (Kind::UpTo(last), _) if variant.is_default => {
                let named = |number: u8| {
                    let mut others = select.variants.iter().filter(|variant| !variant.is_default);
                    others.any(|variant| match &variant.key {
                        Key::Number(key) => key.is_as_much(&Number::from(i64::from(number))),
                        Key::Word(_) => false,
                    })
                };
                (1..=last).filter(|number| !named(*number)).count() <= 1
            }
            (_, _) if variant.is_default => false,
            (Kind::Text | Kind::OneOf(_), Key::Word(_)) | (_, Key::Number(_)) => true,
            // The first of an order is not the only one that is written as it is: 1st, 21st.
            (Kind::Whole | Kind::Number | Kind::Numbers | Kind::UpTo(_), Key::Word(_)) if is_ordinal(&select.by) => {
                false
            }
            (Kind::Whole | Kind::Number | Kind::UpTo(_), Key::Word(word)) => {
                self.plurals.single.contains(&word.as_str())
            }
            (Kind::Numbers, Key::Word(word)) => self.plurals.single_alone.contains(&word.as_str()),
        }
    }

    /// Says what is wrong with what a pattern chooses by, beside what was chosen `before` it.
    fn choices(&self, pattern: &Pattern, given: Option<&Given>, before: &[&str], found: &mut Diagnostics) {
        for select in selects(pattern) {
            self.choice(select, given, before, found);
            let own = words(select).map(|(word, _)| word);
            let all: Vec<&str> = before.iter().copied().chain(own).collect();
            for variant in &select.variants {
                self.choices(&variant.pattern, given, if variant.is_default { &all } else { &[] }, found);
            }
        }
    }

    fn choice(&self, select: &Select, given: Option<&Given>, before: &[&str], found: &mut Diagnostics) {
        let mut keys: HashSet<String> = HashSet::new();
        for variant in &select.variants {
            let key = shown(&variant.key);
            if !keys.insert(key.clone()) {
                let message = format!("`[{key}]` stands twice, and the second is for nothing");
                found.push(Diagnostic::new(Code::MessageVariant, variant.span, message).help("remove one of the two"));
            }
        }
        let name = variable(&select.by);
        let kind = name.and_then(|name| given?.kind(name));
        let last = || select.variants.iter().find(|variant| variant.is_default).map(|variant| variant.span);
        match kind {
            Some(Kind::OneOf(words)) => {
                for variant in &select.variants {
                    let key = shown(&variant.key);
                    let is_known = words.contains(&key.as_str()) || variant.is_default && key == "other";
                    if !is_known {
                        let words = words.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ");
                        let message = format!("`[{key}]` is for nothing that `${}` can be", name.unwrap_or_default());
                        let help = format!("it is one of {words}");
                        found.push(Diagnostic::new(Code::MessageVariant, variant.span, message).help(help));
                    }
                }
                // `[other]` is for those that are not named.
                let missing: Vec<&str> = words.iter().copied().filter(|word| !keys.contains(*word)).collect();
                if !missing.is_empty() && !keys.contains("other") {
                    found.extend(last().map(|span| missing_variants(&missing, span)));
                }
            }
            Some(Kind::Text) => {}
            Some(Kind::Whole | Kind::Number | Kind::Numbers | Kind::UpTo(_)) => {
                self.plural(select, kind, before, found);
            }
            // Of others nobody knows what they hold: plural categories alone, and one besides the default, are of a number.
            None => {
                let are_plural = select.variants.iter().all(|variant| match &variant.key {
                    Key::Word(word) => CATEGORIES.contains(&word.as_str()),
                    Key::Number(_) => true,
                });
                if are_plural && name.is_some() {
                    self.plural(select, kind, before, found);
                }
            }
        }
    }

    /// Plural categories that the language has not, and those that it has besides.
    fn plural(&self, select: &Select, kind: Option<Kind>, before: &[&str], found: &mut Diagnostics) {
        let Categories { all, small, ordinal, .. } = &self.plurals;
        let all = if is_ordinal(&select.by) { ordinal } else { all };
        let of = match kind {
            _ if is_ordinal(&select.by) => ordinal,
            Some(Kind::Whole | Kind::UpTo(_)) => small,
            Some(Kind::Text | Kind::Number | Kind::Numbers | Kind::OneOf(_)) | None => all,
        };
        for (word, variant) in words(select).filter(|(word, _)| !all.contains(word)) {
            let all = all.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ");
            let message = format!("`[{word}]` is for no number of this language");
            let help = format!("its plurals are {all}; one number alone is written as itself, `[1]`");
            found.push(Diagnostic::new(Code::MessageVariant, variant.span, message).help(help));
        }
        // Whoever chooses by a number or two alone says nothing of plurals.
        let Some((_, default)) = words(select).find(|(_, variant)| variant.is_default) else { return };
        if !words(select).any(|(word, variant)| !variant.is_default && all.contains(&word)) {
            return;
        }
        // What is chosen within the text for all others counts as well.
        let within: Vec<&str> = selects(&default.pattern).flat_map(words).map(|(word, _)| word).collect();
        let is_said = |word: &&str| {
            words(select).any(|(known, _)| known == *word) || before.contains(word) || within.contains(word)
        };
        let missing: Vec<&str> = of.iter().copied().filter(|word| !is_said(word)).collect();
        if !missing.is_empty() {
            found.push(missing_variants(&missing, default.span));
        }
    }
}

/// That a text leaves something out.
fn told(entry: &Entry, text: &Text, need: &[&str], gap: &Gap<'_>, given: Option<&Given>) -> Diagnostic {
    let name = need.first().copied().unwrap_or_default();
    match gap {
        Gap::Whole => {
            let message = format!("`{}` has no `${name}`, which it is given", text.name);
            let help = match given.and_then(|given| given.kind(name)) {
                Some(Kind::OneOf(words)) => {
                    let words = words.iter().map(|word| format!("`[{word}]`")).collect::<Vec<_>>().join(", ");
                    format!("choose by it, `{{ ${name} -> … }}`: it is {words}")
                }
                _ => format!("write `{{ ${name} }}` where it belongs"),
            };
            Diagnostic::new(Code::MessageArgument, entry.span, message).help(help)
        }
        Gap::Variant(variant) => {
            let key = shown(&variant.key);
            let message = format!("`{}` leaves `${name}` out in `[{key}]`", text.name);
            let exact = match &variant.key {
                Key::Word(word) if CATEGORIES.contains(&word.as_str()) && word != "other" => {
                    format!(", or name the one number that it is for, as in `[1]`: `[{key}]` is for others too")
                }
                Key::Word(_) | Key::Number(_) => String::new(),
            };
            let help = format!("write `{{ ${name} }}` there{exact}");
            Diagnostic::new(Code::MessageArgument, variant.span, message).help(help)
        }
    }
}

/// The choices of a pattern, without those within them.
fn selects(pattern: &Pattern) -> impl Iterator<Item = &Select> {
    pattern.iter().filter_map(|piece| {
        let Piece::Placeable(expression) = piece else { return None };
        let mut expression = expression;
        while let Expression::Written(Inline::Nested(inner)) = expression {
            expression = inner;
        }
        match expression {
            Expression::Select(select) => Some(select.as_ref()),
            Expression::Written(_) => None,
        }
    })
}

/// The words that variants are for.
fn words(select: &Select) -> impl Iterator<Item = (&str, &Variant)> {
    select.variants.iter().filter_map(|variant| match &variant.key {
        Key::Word(word) => Some((word.as_str(), variant)),
        Key::Number(_) => None,
    })
}

fn missing_variants(missing: &[&str], span: Span) -> Diagnostic {
    let list = missing.iter().map(|word| format!("`[{word}]`")).collect::<Vec<_>>().join(", ");
    let message = format!("there is no variant {list}: this one is shown in its place");
    Diagnostic::new(Code::MessageVariant, span, message).help("write a variant for each")
}

/// The name of what is chosen by, where that is a variable or a number made of one.
fn variable(inline: &Inline) -> Option<&str> {
    match inline {
        Inline::Variable { name, .. } => Some(name),
        Inline::Call { arguments, .. } => arguments.first().and_then(variable),
        Inline::Literal(_) | Inline::Message(_) | Inline::Term { .. } | Inline::Nested(_) | Inline::Nothing => None,
    }
}

/// Whether a number is one in an order: first, second.
fn is_ordinal(inline: &Inline) -> bool {
    let Inline::Call { options, .. } = inline else { return false };
    options.iter().any(|(name, value)| name == "type" && matches!(value, Value::Text(word) if word == "ordinal"))
}

fn each_variable<'p>(pattern: &'p Pattern, note: &mut dyn FnMut(&'p str, Span)) {
    for piece in pattern {
        if let Piece::Placeable(expression) = piece {
            in_expression(expression, note);
        }
    }
}

fn in_expression<'p>(expression: &'p Expression, note: &mut dyn FnMut(&'p str, Span)) {
    match expression {
        Expression::Written(inline) => in_inline(inline, note),
        Expression::Select(select) => {
            in_inline(&select.by, note);
            select.variants.iter().for_each(|variant| each_variable(&variant.pattern, note));
        }
    }
}

fn in_inline<'p>(inline: &'p Inline, note: &mut dyn FnMut(&'p str, Span)) {
    match inline {
        Inline::Variable { name, span } => note(name, *span),
        Inline::Call { arguments, .. } => arguments.iter().for_each(|argument| in_inline(argument, note)),
        Inline::Nested(expression) => in_expression(expression, note),
        Inline::Literal(_) | Inline::Message(_) | Inline::Term { .. } | Inline::Nothing => {}
    }
}

/// A key as it is written.
fn shown(key: &Key) -> String {
    match key {
        Key::Word(word) => word.clone(),
        Key::Number(number) => number.plain(),
    }
}
