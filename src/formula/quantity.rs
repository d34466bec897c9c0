//! Numbers with a dimension, as ranges.

use super::ratio::Ratio;
use crate::format::{Amount, Currency, Decimal, DurationEnd, Ends, Tax, TimeUnit, Value, measure};

/// A range of numbers (a single one has two equal ends) and what they are numbers of. Time is in tenths of a minute,
/// a measure in its unit without prefixes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quantity {
    pub low: Ratio,
    pub high: Ratio,
    pub dimension: Dimension,
}

/// What a number is a number of: powers of money, of time and of a measure, or so many of something.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Dimension {
    money: i8,
    currency: Option<Currency>,
    tax: Option<Tax>,
    time: i8,
    measure: i8,
    /// The unit of the measure, without prefixes.
    unit: Option<String>,
    /// What is counted, as long as nothing else is in it.
    count: Option<String>,
}

/// What a result has to be.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Wanted {
    Duration(TimeUnit),
    /// `per`: an amount for each of these; without one, an amount, or an amount for each month.
    Money {
        currency: Currency,
        tax: Option<Tax>,
        per: Option<TimeUnit>,
    },
    Count(String),
    Percent,
    Measure(String),
}

impl Quantity {
    /// A number of nothing.
    pub fn number(number: Ratio) -> Quantity {
        Quantity { low: number, high: number, dimension: Dimension::default() }
    }

    /// What a value is for a calculation. The error says why it is nothing: words, "a few", an open end.
    pub fn of(value: &Value) -> Result<Quantity, &'static str> {
        let mut dimension = Dimension::default();
        match value {
            Value::Duration(ends) => {
                dimension.time = 1;
                let tenths = |end: &DurationEnd| match end.amount {
                    Amount::Exact(number) => Ok(scaled(number, end.unit.tenths())?),
                    Amount::Few => Err("it says only \"a few\""),
                };
                between(ends, tenths, dimension)
            }
            Value::Money { amount, currency, tax, per } => {
                (dimension.money, dimension.currency, dimension.tax) = (1, Some(currency.clone()), *tax);
                dimension.time = if per.is_some() { -1 } else { 0 };
                let tenths = Ratio::whole(per.map_or(1, TimeUnit::tenths));
                between(amount, |end| exact(*end)?.checked_div(tenths).ok_or(TOO_LARGE), dimension)
            }
            Value::Count { number, unit } => {
                dimension.count = Some(unit.clone());
                between(number, |end| exact(*end), dimension)
            }
            Value::Percent(ends) => {
                between(ends, |end| exact(*end)?.checked_div(Ratio::whole(100)).ok_or(TOO_LARGE), dimension)
            }
            Value::Measure { number, unit, .. } => {
                let (base, power) = measure::base(unit);
                (dimension.measure, dimension.unit) = (1, Some(base));
                let factor = power_of_ten(power).ok_or(TOO_LARGE)?;
                between(number, |end| exact(*end)?.checked_mul(factor).ok_or(TOO_LARGE), dimension)
            }
            Value::Frequency(frequency) => {
                let times = between(&frequency.times, |end| exact(*end), Dimension::default())?;
                let every =
                    frequency.every.map(|every| DurationEnd { amount: Amount::Exact(*every), unit: frequency.unit });
                let every = Quantity::of(&Value::Duration(every))?;
                times.div(&every).ok_or(TOO_LARGE)
            }
            Value::Date(_) => Err("it is a date"),
            Value::Weekday(_) => Err("it is a day of the week"),
            Value::Time(_) => Err("it is a time of day"),
            Value::Phone(_) => Err("it is a telephone number"),
            Value::Text(_) | Value::Choice { .. } => Err("it is words"),
        }
    }

    /// The value of a column, rounded to multiples of `step` of its unit; without one, money to its minor unit and
    /// other numbers to two digits after the point. The error says what the quantity is instead.
    pub fn value(&self, wanted: &Wanted, step: Option<Ratio>) -> Result<Value, String> {
        let is = &self.dimension;
        let Some(unit) = wanted.factor(is) else {
            return Err(format!("the formula gives {}, not {}", is.describe(), wanted.describe()));
        };
        let usual = wanted.usual_step();
        let end = |end: Ratio| -> Option<Decimal> { end.checked_div(unit)?.round(step.or(usual)?)?.decimal() };
        let (low, high) = end(self.low).zip(end(self.high)).ok_or_else(|| TOO_LARGE.to_owned())?;
        let ends = if low == high { Ends::One(low) } else { Ends::Range(low, high) };
        if matches!(wanted, Wanted::Duration(_)) && low.is_negative() {
            return Err("the formula gives less than no time".to_owned());
        }
        Ok(wanted.value(ends, is.tax))
    }

    /// The sum, or nothing if the numbers are too large; the dimensions have been compared.
    pub fn add(&self, other: &Quantity) -> Option<Quantity> {
        let dimension = self.dimension.joined(&other.dimension);
        Some(Quantity { low: self.low.checked_add(other.low)?, high: self.high.checked_add(other.high)?, dimension })
    }

    /// The difference.
    pub fn sub(&self, other: &Quantity) -> Option<Quantity> {
        let dimension = self.dimension.joined(&other.dimension);
        Some(Quantity { low: self.low.checked_sub(other.high)?, high: self.high.checked_sub(other.low)?, dimension })
    }

    /// The product.
    pub fn mul(&self, other: &Quantity) -> Option<Quantity> {
        let dimension = self.dimension.times(&other.dimension, 1)?;
        hull(
            &[
                self.low.checked_mul(other.low)?,
                self.low.checked_mul(other.high)?,
                self.high.checked_mul(other.low)?,
                self.high.checked_mul(other.high)?,
            ],
            dimension,
        )
    }

    /// The quotient; `None` if the divisor holds zero.
    pub fn div(&self, other: &Quantity) -> Option<Quantity> {
        let dimension = self.dimension.times(&other.dimension, -1)?;
        hull(
            &[
                self.low.checked_div(other.low)?,
                self.low.checked_div(other.high)?,
                self.high.checked_div(other.low)?,
                self.high.checked_div(other.high)?,
            ],
            dimension,
        )
    }

    /// Whether zero lies in the range.
    pub fn holds_zero(&self) -> bool {
        self.low <= Ratio::ZERO && Ratio::ZERO <= self.high
    }

    /// From the lower low end to the higher high end.
    pub fn span(&self, other: &Quantity) -> Option<Quantity> {
        let dimension = self.dimension.joined(&other.dimension);
        Some(Quantity { low: self.low.min(other.low), high: self.high.max(other.high), dimension })
    }
}

impl Wanted {
    /// A value with these numbers, which have `tax` in them if it does not say itself whether they have.
    pub fn value(&self, ends: Ends<Decimal>, tax: Option<Tax>) -> Value {
        match self {
            Wanted::Duration(unit) => {
                Value::Duration(ends.map(|end| DurationEnd { amount: Amount::Exact(*end), unit: *unit }))
            }
            Wanted::Money { currency, tax: own, per } => {
                Value::Money { amount: ends, currency: currency.clone(), tax: own.or(tax), per: *per }
            }
            Wanted::Count(unit) => Value::Count { number: ends, unit: unit.clone() },
            Wanted::Percent => Value::Percent(ends),
            Wanted::Measure(unit) => Value::Measure { number: ends, unit: unit.clone(), usual: unit.clone() },
        }
    }

    /// What results are rounded to multiples of where nothing else is said.
    pub fn usual_step(&self) -> Option<Ratio> {
        let parts = match self {
            Wanted::Money { currency, .. } => 10_i128.pow(currency.digits().into()),
            Wanted::Measure(_) => 10_000,
            Wanted::Duration(_) | Wanted::Count(_) | Wanted::Percent => 100,
        };
        Ratio::new(1, parts)
    }

    /// What a quantity of this dimension is divided by for a number of the column; `None` if it cannot be one.
    pub fn factor(&self, is: &Dimension) -> Option<Ratio> {
        let tenths = |unit: TimeUnit| Ratio::whole(unit.tenths());
        let plain = is.time == 0 && is.money == 0 && is.measure == 0;
        match self {
            Wanted::Duration(unit) => (is.time == 1 && is.money == 0 && is.measure == 0).then(|| tenths(*unit)),
            Wanted::Money { currency, per, tax } => {
                let same =
                    is.currency.as_ref() == Some(currency) && (tax.is_none() || is.tax.is_none() || *tax == is.tax);
                let money = is.money == 1 && is.measure == 0 && same;
                match (is.time, per) {
                    (0, None) => Some(Ratio::whole(1)),
                    (-1, per) => Ratio::whole(1).checked_div(tenths(per.unwrap_or(TimeUnit::Month))),
                    _ => None,
                }
                .filter(|_| money)
            }
            Wanted::Count(unit) => {
                (plain && is.count.as_ref().is_none_or(|count| count == unit)).then(|| Ratio::whole(1))
            }
            Wanted::Percent => Ratio::new(1, 100).filter(|_| plain && is.count.is_none()),
            Wanted::Measure(unit) => {
                let (base, power) = measure::base(unit);
                let same = is.measure == 1 && is.time == 0 && is.money == 0 && is.unit.as_ref() == Some(&base);
                power_of_ten(power).filter(|_| same)
            }
        }
    }

    /// What it is, for a message.
    fn describe(&self) -> String {
        match self {
            Wanted::Duration(_) => "a length of time".to_owned(),
            Wanted::Money { currency, per: None, tax } => format!("money ({currency}){}", taxed(*tax)),
            Wanted::Money { currency, per: Some(unit), tax } => {
                format!("money ({currency}) for each {unit}{}", taxed(*tax))
            }
            Wanted::Count(unit) => format!("a count (`{unit}`)"),
            Wanted::Percent => "a percentage".to_owned(),
            Wanted::Measure(unit) => format!("a measure ({unit})"),
        }
    }
}

impl Dimension {
    /// Whether numbers of both can be added or compared. A bare number goes with a count.
    pub fn agrees(&self, other: &Dimension) -> bool {
        let count = self.count.is_none() || other.count.is_none() || self.count == other.count;
        let tax = self.tax.is_none() || other.tax.is_none() || self.tax == other.tax;
        let powers = |is: &Dimension| (is.money, is.time, is.measure);
        count && tax && powers(self) == powers(other) && self.currency == other.currency && self.unit == other.unit
    }

    /// What it is, for a message.
    pub fn describe(&self) -> String {
        let currency = self.currency.as_ref().map_or("", |currency| currency.code());
        let unit = self.unit.as_deref().unwrap_or_default();
        match (self.money, self.time, self.measure, &self.count) {
            (0, 0, 0, Some(count)) => format!("a count (`{count}`)"),
            (0, 0, 0, None) => "a number".to_owned(),
            (1, 0, 0, _) => format!("money ({currency}){}", taxed(self.tax)),
            (1, -1, 0, _) => format!("money ({currency}) for a time"),
            (0, 1, 0, _) => "a length of time".to_owned(),
            (0, -1, 0, _) => "a frequency".to_owned(),
            (0, 0, 1, _) => format!("a measure ({unit})"),
            (money, time, measure, _) => {
                let power = |name: &str, power: i8| (power != 0).then(|| format!("{name}^{power}"));
                let parts = [power("money", money), power("time", time), power(unit, measure)];
                parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
            }
        }
    }

    fn joined(&self, other: &Dimension) -> Dimension {
        let count = self.count.clone().or_else(|| other.count.clone());
        Dimension { count, tax: self.tax.or(other.tax), ..self.clone() }
    }

    /// The product's dimension, or the quotient's with a `sign` of -1; `None` if two currencies or units meet.
    fn times(&self, other: &Dimension, sign: i8) -> Option<Dimension> {
        let power = |a: i8, b: i8| a.checked_add(b.checked_mul(sign)?);
        let (money, time, measure) =
            (power(self.money, other.money)?, power(self.time, other.time)?, power(self.measure, other.measure)?);
        let plain = money == 0 && time == 0 && measure == 0;
        // What is counted stays with bare numbers, and goes when counts meet or it comes to money or time.
        let bare = |is: &Dimension| is.money == 0 && is.time == 0 && is.measure == 0;
        let count = match (&self.count, &other.count) {
            (Some(count), None) if bare(other) => Some(count.clone()),
            (None, Some(count)) if sign > 0 && bare(self) => Some(count.clone()),
            _ => None,
        };
        Some(Dimension {
            money,
            currency: met(&self.currency, &other.currency)?.filter(|_| money != 0),
            tax: self.tax.or(other.tax).filter(|_| money != 0),
            time,
            measure,
            unit: met(&self.unit, &other.unit)?.filter(|_| measure != 0),
            count: count.filter(|_| plain),
        })
    }
}

/// The one of two that there is; `None` if they differ.
fn met<T: Clone + PartialEq>(a: &Option<T>, b: &Option<T>) -> Option<Option<T>> {
    match (a, b) {
        (Some(a), Some(b)) if a != b => None,
        (a, b) => Some(a.clone().or_else(|| b.clone())),
    }
}

fn taxed(tax: Option<Tax>) -> String {
    tax.map(|tax| format!(", tax {}", tax.name())).unwrap_or_default()
}

pub(super) const TOO_LARGE: &str = "the numbers are too large";

fn exact(number: Decimal) -> Result<Ratio, &'static str> {
    Ratio::of(number).ok_or(TOO_LARGE)
}

fn scaled(number: Decimal, by: i128) -> Result<Ratio, &'static str> {
    exact(number)?.checked_mul(Ratio::whole(by)).ok_or(TOO_LARGE)
}

fn power_of_ten(power: i32) -> Option<Ratio> {
    let ten = 10_i128.checked_pow(power.unsigned_abs())?;
    if power < 0 { Ratio::new(1, ten) } else { Some(Ratio::whole(ten)) }
}

fn between<T>(
    ends: &Ends<T>,
    number: impl Fn(&T) -> Result<Ratio, &'static str>,
    dimension: Dimension,
) -> Result<Quantity, &'static str> {
    match ends {
        Ends::One(end) => {
            let end = number(end)?;
            Ok(Quantity { low: end, high: end, dimension })
        }
        Ends::Range(low, high) => Ok(Quantity { low: number(low)?, high: number(high)?, dimension }),
        Ends::From(_) | Ends::To(_) => Err("it is open at one end"),
    }
}

fn hull(ends: &[Ratio], dimension: Dimension) -> Option<Quantity> {
    Some(Quantity { low: ends.iter().copied().min()?, high: ends.iter().copied().max()?, dimension })
}
