//! What a program reads of a table in CSV: columns behind those of the texts, each named after the column that it is of
//! and the same in every language. `docs/downloads.md` describes them.

use super::exact::{digits, length};
use super::field::Field;
use crate::facts::{Cell, Column, ColumnKind, Derivation, Evidence, Fact};
use crate::format::{Ends, Frequency, Tax, Value, day_name};
use crate::render::{self, Figure};
use crate::resolve::Site;

/// What there is of a row besides its cells: its id, what is said of the whole table (in the first row alone, as it may
/// be long), and what readers are warned of. The first stands behind the texts, the others at the end.
pub(super) const OF_ROWS: [&str; 3] = ["row", "note", "remarks"];

/// One of the columns that there may be of a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Further {
    Low,
    High,
    Unit,
    ExactLow,
    ExactHigh,
    EveryLow,
    EveryHigh,
    Tax,
    Choice,
    Days,
    Nth,
    Number,
    Derived,
    State,
    Evidence,
    Reviewed,
    Sources,
}

/// What there is of a column of every type.
const OF_ALL: [Further; 4] = [Further::State, Further::Evidence, Further::Reviewed, Further::Sources];

/// The columns of a column, in their order: its type alone says which.
pub(super) fn of(kind: &ColumnKind) -> impl Iterator<Item = Further> + use<> {
    use Further::{Choice, Days, Derived, EveryHigh, EveryLow, ExactHigh, ExactLow, High, Low, Nth, Number, Tax, Unit};
    let own: &[Further] = match kind {
        ColumnKind::Duration(_) | ColumnKind::Measure(_) => &[Low, High, Unit, ExactLow, ExactHigh, Derived],
        ColumnKind::Money { .. } => &[Low, High, Unit, Tax, Derived],
        ColumnKind::Count(_) | ColumnKind::Percent => &[Low, High, Unit, Derived],
        ColumnKind::Frequency => &[Low, High, Unit, EveryLow, EveryHigh],
        ColumnKind::Date | ColumnKind::Time => &[Low, High],
        ColumnKind::Weekday => &[Days, Nth],
        ColumnKind::Phone => &[Number],
        ColumnKind::Choice(_) => &[Choice],
        ColumnKind::Text => &[],
    };
    own.iter().copied().chain(OF_ALL)
}

impl Further {
    /// What stands in its head behind the id of the column and a point.
    pub(super) fn name(self) -> &'static str {
        match self {
            Further::Low => "low",
            Further::High => "high",
            Further::Unit => "unit",
            Further::ExactLow => "exact-low",
            Further::ExactHigh => "exact-high",
            Further::EveryLow => "every-low",
            Further::EveryHigh => "every-high",
            Further::Tax => "tax",
            Further::Choice => "choice",
            Further::Days => "days",
            Further::Nth => "nth",
            Further::Number => "number",
            Further::Derived => "derived",
            Further::State => "state",
            Further::Evidence => "evidence",
            Further::Reviewed => "reviewed",
            Further::Sources => "sources",
        }
    }

    /// Its head.
    pub(super) fn head(self, column: &Column) -> String {
        format!("{}.{}", column.id, self.name())
    }
}

/// What these columns say of one cell; what it has none of is empty.
#[derive(Default)]
pub(super) struct Said<'a> {
    low: String,
    high: String,
    unit: String,
    exact: [String; 2],
    every: [String; 2],
    tax: &'static str,
    choice: &'a str,
    days: String,
    nth: String,
    number: String,
    fact: Option<&'a Fact>,
}

impl<'a> Said<'a> {
    /// What is said of a fact.
    pub(super) fn of(site: &Site, fact: &'a Fact) -> Said<'a> {
        let Figure { low, high, unit } = render::figure(site, fact);
        let number = |number: Option<_>| number.as_ref().map(digits).unwrap_or_default();
        let (low, high, unit) = (number(low), number(high), unit.unwrap_or_default());
        let mut said = Said { low, high, unit, fact: Some(fact), ..Said::default() };
        match &fact.cell {
            Cell::Value(value) => said.take(value),
            Cell::Statement(_) | Cell::Unknown | Cell::NotApplicable => {}
        }
        said
    }

    /// What a value has besides comparable numbers.
    fn take(&mut self, value: &'a Value) {
        match value {
            Value::Duration(ends) => {
                self.exact = both(ends, |end| {
                    let length = length(end);
                    format!("{} {}", length.amount, length.unit)
                });
            }
            Value::Measure { number, unit, usual: _ } => {
                self.exact = both(number, |end| format!("{} {unit}", digits(end)));
            }
            Value::Money { amount: _, currency: _, tax, per: _ } => self.tax = tax.map_or("", Tax::name),
            Value::Frequency(Frequency { times, every, unit: _ }) => {
                [self.low, self.high] = both(times, digits);
                self.every = both(every, digits);
            }
            Value::Date(days) => [self.low, self.high] = both(days, |day| day.to_string()),
            Value::Time(times) => [self.low, self.high] = both(times, |time| time.to_string()),
            Value::Weekday(days) => {
                self.days = joined(days.days().iter().map(|day| day_name(*day)));
                self.nth = joined(days.of_month().iter().map(|nth| nth.number().to_string()));
            }
            Value::Phone(phone) => self.number = phone.to_string(),
            Value::Choice { id, label: _ } => self.choice = id,
            Value::Count { number: _, unit: _ } | Value::Percent(_) | Value::Text(_) => {}
        }
    }

    /// What one of the columns says.
    pub(super) fn field(&self, further: Further) -> Field<'_> {
        let about = self.fact.map(|fact| &fact.about);
        match further {
            Further::Low => Field::typed(self.low.as_str()),
            Further::High => Field::typed(self.high.as_str()),
            Further::Unit => Field::words(self.unit.as_str()),
            Further::ExactLow => Field::typed(self.exact[0].as_str()),
            Further::ExactHigh => Field::typed(self.exact[1].as_str()),
            Further::EveryLow => Field::typed(self.every[0].as_str()),
            Further::EveryHigh => Field::typed(self.every[1].as_str()),
            Further::Tax => Field::words(self.tax),
            Further::Choice => Field::words(self.choice),
            Further::Days => Field::words(self.days.as_str()),
            Further::Nth => Field::typed(self.nth.as_str()),
            Further::Number => Field::typed(self.number.as_str()),
            Further::Derived => {
                let formula = self.fact.and_then(|fact| fact.formula.as_ref());
                Field::words(formula.map_or("", Derivation::text))
            }
            Further::State => Field::words(self.fact.map_or("", |fact| fact.cell.state())),
            Further::Evidence => Field::words(about.and_then(|about| about.evidence).map_or("", Evidence::name)),
            Further::Reviewed => {
                let day = about.and_then(|about| about.reviewed);
                Field::words(day.map(|day| day.to_string()).unwrap_or_default())
            }
            Further::Sources => {
                let keys = about.into_iter().flat_map(|about| about.sources.iter());
                Field::words(joined(keys.map(|key| key.text.as_str())))
            }
        }
    }
}

/// Several things in one field.
fn joined<T: AsRef<str>>(items: impl Iterator<Item = T>) -> String {
    let mut text = String::new();
    for item in items {
        if !text.is_empty() {
            text.push_str("; ");
        }
        text.push_str(item.as_ref());
    }
    text
}

/// Both ends as texts; an open one is empty.
fn both<T>(ends: &Ends<T>, write: impl Fn(&T) -> String) -> [String; 2] {
    [ends.low(), ends.high()].map(|end| end.map(&write).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::{Further, OF_ROWS, of};
    use crate::facts::every_kind;
    use crate::keys::table::column;

    /// The page that describes the downloads names every column that CSV may have, and says of each type which it has.
    #[test]
    fn every_column_is_described() {
        let page = include_str!("../../../docs/downloads.md");
        for name in OF_ROWS {
            assert!(page.contains(&format!("| `{name}` |")), "`{name}`");
        }
        for kind in every_kind() {
            let names: Vec<_> = of(&kind).map(|further| format!("`.{}`", further.name())).collect();
            let row = format!("| {} | {} |", kind.name(), names.join(" "));
            assert!(page.contains(&row), "docs/downloads.md has to say\n{row}");
            for further in of(&kind) {
                assert!(page.contains(&format!("\n| `.{}` | ", further.name())), "{further:?}");
            }
        }
        assert_eq!(every_kind().map(|kind| kind.name()).as_slice(), column::TYPE.takes.words());
    }

    #[test]
    fn a_column_has_each_once() {
        for kind in every_kind() {
            let names: Vec<_> = of(&kind).map(Further::name).collect();
            let mut once = names.clone();
            once.sort_unstable();
            once.dedup();
            assert_eq!(once.len(), names.len(), "{names:?}");
        }
    }
}
