//! One cell of a table: its type is the column's, its value is checked against it.

use super::choices::Choices;
use super::column::{Column, ColumnKind};
use super::derivation::{Choosable, Derivation};
use super::evidence::Evidence;
use super::fact::{About, Cell};
use super::fragment::{Fragments, parse_words};
use super::named::{named_twice, read_id, read_label};
use crate::address::{MAX_NAME, name_fault};
use crate::config::{Codes, Config, Words, is_id};
use crate::data::{Node, Reader, Table, Text, Value as Data};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::format::{
    Clock, Currency, Decimal, DurationEnd, Ends, Frequency, LangText, Phone, Tax, TimeUnit, Value, Weekdays, measure,
    parse_period,
};
use crate::keys::Key;
use crate::keys::cell::{
    DERIVED, FREQUENCY, READER, TEXT, VALUE, WEEKDAYS, about, cell, choosable, derived, frequency, text, value,
    weekdays,
};
use crate::keys::table::{CHOICE, choice, column, count, duration, measured, money, named};
use crate::source::{Sources, Span};
use std::collections::HashMap;
use std::sync::Arc;
use unicode_normalization::UnicodeNormalization;

/// A cell as it was read.
pub struct Read {
    /// Not known where it is derived.
    pub cell: Cell,
    /// Of the value itself.
    pub span: Span,
    pub about: About,
    pub note: Fragments,
    pub formula: Option<Derivation>,
    pub reader: Option<Choosable>,
}

/// What every cell of a column is read with.
#[derive(Clone, Copy)]
pub struct Context<'a> {
    pub column: &'a Column,
    pub codes: &'a Codes<'a>,
    pub sources: &'a Sources,
    pub config: &'a Config,
}

/// What the cells of a column hold, in the order of the words of [`column::TYPE`].
#[derive(Clone, Copy)]
enum Holds {
    Duration,
    Money,
    Frequency,
    Count,
    Percent,
    Measure,
    Date,
    Weekday,
    Time,
    Phone,
    Text,
    Choice,
}

const HOLDS: [Holds; 12] = [
    Holds::Duration,
    Holds::Money,
    Holds::Frequency,
    Holds::Count,
    Holds::Percent,
    Holds::Measure,
    Holds::Date,
    Holds::Weekday,
    Holds::Time,
    Holds::Phone,
    Holds::Text,
    Holds::Choice,
];

/// Reads the type of a column and what belongs to it.
pub fn read_kind(reader: &mut Reader, codes: &Codes<'_>) -> Option<ColumnKind> {
    let Some(holds) = reader.choice(column::TYPE, HOLDS) else {
        // Nobody can say which of them it may have.
        [duration::KEYS, money::KEYS, choice::KEYS].into_iter().for_each(|part| reader.pass(part));
        return None;
    };
    let parsed = |reader: &mut Reader, text: &Text, error: String| {
        reader.report(Diagnostic::new(Code::InvalidValue, text.span, error));
    };
    match holds {
        Holds::Duration => match reader.text(duration::UNIT) {
            None => Some(ColumnKind::Duration(None)),
            Some(unit) => match TimeUnit::parse(&unit.text) {
                Ok(unit) => Some(ColumnKind::Duration(Some(unit))),
                Err(error) => {
                    parsed(reader, &unit, error);
                    None
                }
            },
        },
        Holds::Money => {
            let currency = reader.text(money::CURRENCY);
            let tax = reader.choice(money::TAX, [Tax::Included, Tax::Excluded]);
            let per = reader.text(money::PER).and_then(|per| match TimeUnit::parse(&per.text) {
                Ok(per) => Some(per),
                Err(error) => {
                    parsed(reader, &per, error);
                    None
                }
            });
            let currency = currency?;
            match Currency::parse(&currency.text) {
                Ok(currency) => Some(ColumnKind::Money { currency, tax, per }),
                Err(error) => {
                    parsed(reader, &currency, error);
                    None
                }
            }
        }
        Holds::Count => {
            let unit = reader.text(count::UNIT)?;
            if !is_id(&unit.text) || name_fault(&unit.text).is_some() {
                parsed(reader, &unit, format!("`{}` cannot be a unit", unit.text));
                return None;
            }
            Some(ColumnKind::Count(unit.text))
        }
        Holds::Measure => {
            let unit = reader.text(measured::UNIT)?;
            if unit.text.len() > MAX_NAME {
                parsed(reader, &unit, format!("a unit has at most {MAX_NAME} bytes"));
                return None;
            }
            Some(ColumnKind::Measure(unit.text.nfc().collect()))
        }
        Holds::Choice => read_choices(reader, codes).map(ColumnKind::Choice),
        Holds::Frequency => Some(ColumnKind::Frequency),
        Holds::Percent => Some(ColumnKind::Percent),
        Holds::Date => Some(ColumnKind::Date),
        Holds::Weekday => Some(ColumnKind::Weekday),
        Holds::Time => Some(ColumnKind::Time),
        Holds::Phone => Some(ColumnKind::Phone),
        Holds::Text => Some(ColumnKind::Text),
    }
}

/// The choices of a column; `None` if anything is wrong with them, so that its cells are not measured by what is left.
fn read_choices(reader: &mut Reader, codes: &Codes<'_>) -> Option<Choices> {
    let mut wanted = 0;
    if let Some(Node { span, value: Data::List(items) }) = reader.peek(choice::CHOICES) {
        wanted = items.len();
        if items.is_empty() {
            let diagnostic = Diagnostic::new(Code::InvalidValue, *span, "`choices` is empty");
            reader.report(diagnostic);
        }
    }
    let mut choices: Vec<(String, LangText)> = Vec::new();
    let mut seen: HashMap<String, Span> = HashMap::new();
    for table in reader.tables(choice::CHOICES) {
        let mut reader = Reader::new(table, &CHOICE, reader.diagnostics());
        let id = read_id(&mut reader, named::ID, &[]);
        let label = read_label(&mut reader, named::LABEL, codes);
        let first = id.as_ref().and_then(|id| seen.get(&id.text));
        match (id.as_ref().zip(first), label) {
            (Some((id, first)), _) => reader.report(named_twice("choices", id, *first)),
            (None, Some(label)) => {
                seen.extend(id.as_ref().map(|id| (id.text.clone(), id.span)));
                choices.extend(id.map(|id| (id.text, label.to_text())));
            }
            (None, None) => {}
        }
        reader.finish();
    }
    let whole = wanted > 0 && choices.len() == wanted;
    whole.then(|| Choices::new(choices))
}

/// The most sources of one place: they stand at every cell that the place is of.
const MAX_SOURCES: usize = 100;

/// Reads what is known of facts besides their values, without keys that mean something else here.
pub fn read_about(reader: &mut Reader, is_other: impl Fn(Key) -> bool) -> About {
    let own = |key: Key| Some(key).filter(|key| !is_other(*key));
    let mut text = |key| Some(reader.text(own(key)?)?.text.into());
    let (subject, aspect, scope) = (text(about::SUBJECT), text(about::ASPECT), text(about::SCOPE));
    let sources = own(about::SOURCES).map(|key| read_sources(reader, key)).unwrap_or_default();
    let evidence = own(about::EVIDENCE).and_then(|key| reader.choice(key, Evidence::ALL));
    let reviewed = own(about::REVIEWED).and_then(|key| reader.date(key));
    About { subject, aspect, scope, sources, evidence, reviewed }
}

/// The keys of references at one place.
fn read_sources(reader: &mut Reader, key: Key) -> Arc<[Text]> {
    let mut sources = reader.texts(key);
    if let Some(further) = sources.get(MAX_SOURCES) {
        let message = format!("more than {MAX_SOURCES} sources for one thing");
        let diagnostic = Diagnostic::new(Code::InvalidValue, further.span, message);
        reader.report(diagnostic.help("name those that a reader would look up"));
    }
    sources.truncate(MAX_SOURCES);
    sources.into()
}

/// What a cell that is a table says.
#[derive(Clone, Copy)]
enum Form {
    Value,
    /// Words in place of a value.
    Text,
    Derived,
}

/// Reads a cell.
pub fn read(node: Node, context: Context<'_>, diagnostics: &mut Diagnostics) -> Option<Read> {
    let Context { column, codes, sources, config } = context;
    let span = node.span;
    let bare =
        |cell| Read { cell, span, about: About::default(), note: Fragments::default(), formula: None, reader: None };
    let Data::Table(table) = node.value else {
        return read_value(node, column, codes, diagnostics).map(bare);
    };
    let forms = [
        (Form::Value, value::WHOLE, &VALUE),
        (Form::Text, text::WORDS, &TEXT),
        (Form::Derived, derived::DERIVE, &DERIVED),
    ];
    let Some((form, key, keys)) = forms.into_iter().find(|(_, key, _)| table.get(*key).is_some()) else {
        let node = Node { span: node.span, value: Data::Table(table) };
        return read_value(node, column, codes, diagnostics).map(bare);
    };
    let span = table.get(key).map_or(span, |node| node.span);
    let mut reader = Reader::new(table, keys, diagnostics);
    let about = read_about(&mut reader, |_| false);
    let note = Words::of(&mut reader, cell::NOTE, codes);
    let note = note.map(|note| parse_words(&note, sources, config, reader.diagnostics())).unwrap_or_default();
    let choosable =
        reader.table(cell::READER_TABLE).and_then(|table| read_choosable(table, column, reader.diagnostics()));
    let mut formula = None;
    let cell = match form {
        Form::Value => {
            let (_, node) = reader.any(value::WHOLE)?;
            read_value(node, column, codes, reader.diagnostics())
        }
        Form::Text => Words::of(&mut reader, text::WORDS, codes).map(|words| Cell::Statement(words.to_text())),
        Form::Derived => {
            formula = read_formula(&mut reader, column);
            formula.is_some().then_some(Cell::Unknown)
        }
    };
    reader.finish();
    cell.map(|cell| Read { cell, span, about, note, formula, reader: choosable })
}

fn read_formula(reader: &mut Reader, column: &Column) -> Option<Derivation> {
    let text = reader.text(derived::DERIVE);
    let round = reader.any(derived::ROUND).and_then(|(_, node)| match decimal(&node.value) {
        Ok(step) if step > Decimal::ZERO => Some(step),
        _ => {
            let message = "`round` takes a number above zero";
            let help = "the value is rounded to multiples of it: `round = 1000`";
            reader.report(Diagnostic::new(Code::InvalidValue, node.span, message).help(help));
            None
        }
    });
    let text = text?;
    let wanted = column.kind.wanted();
    // A length of time may take its unit from the facts of the formula.
    if wanted.is_none() && !matches!(column.kind, ColumnKind::Duration(_)) {
        let message = format!("a value of the type `{}` cannot be derived", column.kind.name());
        let help = "money, counts, percentages, measures and lengths of time can";
        reader.report(Diagnostic::new(Code::InvalidFormula, text.span, message).help(help));
        return None;
    }
    match Derivation::read(text, wanted, round) {
        Ok(formula) => Some(formula),
        Err(diagnostic) => {
            reader.report(*diagnostic);
            None
        }
    }
}

/// The numbers that a reader may choose from: `reader = { min = 1, max = 24, step = 1 }`.
fn read_choosable(table: Table, column: &Column, diagnostics: &mut Diagnostics) -> Option<Choosable> {
    let span = table.span;
    let mut reader = Reader::new(table, &READER, diagnostics);
    let mut number = |key: Key| {
        let (_, node) = reader.any(key)?;
        match decimal(&node.value) {
            Ok(number) => Some(number),
            Err(error) => {
                reader.report(Diagnostic::new(Code::WrongType, node.span, format!("`{}`: {error}", key.name)));
                None
            }
        }
    };
    let (min, max, step) = (number(choosable::MIN), number(choosable::MAX), number(choosable::STEP));
    reader.finish();
    let choosable = Choosable { min: min?, max: max?, step: step? };
    let error = if column.kind.wanted().is_none() {
        Some(format!("a reader cannot choose a value of the type `{}`", column.kind.name()))
    } else if choosable.max < choosable.min {
        Some("`max` is below `min`".to_owned())
    } else if choosable.step <= Decimal::ZERO {
        Some("`step` is not above zero".to_owned())
    } else {
        None
    };
    match error {
        Some(error) => {
            diagnostics.push(Diagnostic::new(Code::InvalidValue, span, error));
            None
        }
        None => Some(choosable),
    }
}

fn read_value(node: Node, column: &Column, codes: &Codes<'_>, diagnostics: &mut Diagnostics) -> Option<Cell> {
    if let Data::Text(text) = &node.value {
        match text.text.as_str() {
            "unknown" => return Some(Cell::Unknown),
            "n/a" => return Some(Cell::NotApplicable),
            _ => {}
        }
    }
    let span = node.span;
    let value = match (&column.kind, node) {
        (ColumnKind::Text, node) => {
            let words = Words::read(node, &column.id, codes, diagnostics)?;
            Ok(Value::Text(words.to_text()))
        }
        (ColumnKind::Choice(choices), node) => read_choice(&node, choices),
        (ColumnKind::Frequency, Node { value: Data::Table(table), .. }) => {
            return read_frequency(table, span, diagnostics).map(Cell::Value);
        }
        (ColumnKind::Frequency, _) => Err("a frequency is written `{ times = 1, every = \"2 week\" }`".to_owned()),
        (ColumnKind::Duration(unit), node) => read_duration(&node, *unit),
        (ColumnKind::Money { currency, tax, per }, node) => {
            let (currency, tax, per) = (currency.clone(), *tax, *per);
            let amount = ends(&node, |data| decimal(data).and_then(|amount| currency.holds(amount)));
            amount.map(|amount| Value::Money { amount, currency, tax, per })
        }
        (ColumnKind::Count(unit), node) => {
            ends(&node, decimal).map(|number| Value::Count { number, unit: unit.clone() })
        }
        (ColumnKind::Measure(unit), node) => read_measure(&node, unit),
        (ColumnKind::Percent, node) => ends(&node, decimal).map(Value::Percent),
        (ColumnKind::Date, node) => ends(&node, date).map(Value::Date),
        (ColumnKind::Weekday, Node { value: Data::Table(table), .. }) => {
            return read_days_of_month(table, span, diagnostics).map(Cell::Value);
        }
        (ColumnKind::Weekday, node) => read_weekdays(&node),
        (ColumnKind::Time, node) => read_times(&node),
        (ColumnKind::Phone, node) => read_phone(&node),
    };
    let error = match value {
        Ok(value) if value.is_reversed() => "the range ends before it begins".to_owned(),
        Ok(value) => return Some(Cell::Value(value)),
        Err(error) => error,
    };
    let message = format!("`{}` is of the type `{}`: {error}", column.id, column.kind.name());
    diagnostics.push(Diagnostic::new(Code::InvalidValue, span, message));
    None
}

/// Whether an end of a range is left open.
fn is_open(node: &Node) -> bool {
    matches!(&node.value, Data::Text(text) if text.text == "open")
}

/// One value, or a list of two: a range.
fn ends<T: PartialEq>(node: &Node, read: impl Fn(&Data) -> Result<T, String>) -> Result<Ends<T>, String> {
    match &node.value {
        Data::List(items) => match items.as_slice() {
            [low, high] => match (is_open(low), is_open(high)) {
                (false, false) => {
                    let (low, high) = (read(&low.value)?, read(&high.value)?);
                    // A range without a width is a single value.
                    Ok(if low == high { Ends::One(low) } else { Ends::Range(low, high) })
                }
                (false, true) => read(&low.value).map(Ends::From),
                (true, false) => read(&high.value).map(Ends::To),
                (true, true) => Err("a range has at least one end".to_owned()),
            },
            _ => Err(format!("a range has two ends, not {}", items.len())),
        },
        value => read(value).map(Ends::One),
    }
}

fn decimal(value: &Data) -> Result<Decimal, String> {
    match value {
        Data::Integer(number) => Decimal::whole(*number),
        Data::Decimal(digits) => Decimal::parse(digits),
        other => Err(format!("it takes a number, not {}", other.kind())),
    }
}

/// A length of time, or a range of lengths, which take the unit `usual` where they have none.
pub fn read_duration(node: &Node, usual: Option<TimeUnit>) -> Result<Value, String> {
    ends(node, |scalar| DurationEnd::parse(&scalar_text(scalar)?, usual)).map(Value::Duration)
}

/// Numbers in the unit of the column, or in another of the same kind: `"0.1 µm"` where the column has `nm`.
fn read_measure(node: &Node, usual: &str) -> Result<Value, String> {
    let one = |value: &Data| match value {
        Data::Text(Text { text, .. }) => {
            let (number, unit) = text.trim().split_once(' ').ok_or_else(|| format!("`{text}` has no unit"))?;
            let unit: String = unit.trim().nfc().collect();
            let unit = unit.as_str();
            if unit.len() > MAX_NAME {
                return Err(format!("a unit has at most {MAX_NAME} bytes"));
            }
            if measure::base(unit).0 != measure::base(usual).0 {
                return Err(format!("`{unit}` is not a unit of the same kind as `{usual}`"));
            }
            Ok((Decimal::parse(number)?, unit.to_owned()))
        }
        other => Ok((decimal(other)?, usual.to_owned())),
    };
    let ends = ends(node, one)?;
    let unit = ends.last().1.clone();
    match ends.each().all(|(_, other)| *other == unit) {
        true => Ok(Value::Measure { number: ends.map(|(number, _)| *number), unit, usual: usual.to_owned() }),
        false => Err("both ends take one unit".to_owned()),
    }
}

fn scalar_text(value: &Data) -> Result<String, String> {
    match value {
        Data::Integer(number) => Ok(number.to_string()),
        Data::Decimal(digits) => Ok(digits.clone()),
        Data::Text(text) => Ok(text.text.clone()),
        other => Err(format!("it takes a number, or text such as `6 month`, not {}", other.kind())),
    }
}

fn date(value: &Data) -> Result<jiff::civil::Date, String> {
    match value {
        Data::Date(text) | Data::Text(Text { text, .. }) if text.contains([':', 'T', 't']) => {
            Err(format!("`{text}` has a time of day, which a column of the type `time` takes"))
        }
        Data::Date(text) | Data::Text(Text { text, .. }) => {
            text.parse().map_err(|_| format!("`{text}` is no date; write it as in 2026-04-30"))
        }
        other => Err(format!("it takes a date, not {}", other.kind())),
    }
}

fn time(value: &Data) -> Result<Clock, String> {
    match value {
        Data::Date(text) | Data::Text(Text { text, .. }) => Clock::parse(text),
        other => Err(format!("it takes a time of day, not {}", other.kind())),
    }
}

fn read_times(node: &Node) -> Result<Value, String> {
    let times = ends(node, time)?;
    match (&times, &node.value) {
        (Ends::One(time), Data::List(_)) => {
            Err(format!("the range ends at {time} where it begins; a whole day is `[\"00:00\", \"24:00\"]`"))
        }
        (Ends::Range(low, _) | Ends::From(low), _) if low.hour() == 24 => {
            Err("a range that begins at the end of a day begins at `00:00`".to_owned())
        }
        _ => Ok(Value::Time(times)),
    }
}

fn read_weekdays(node: &Node) -> Result<Value, String> {
    let name = |value: &Data| match value {
        Data::Text(Text { text, .. }) => Ok(text.clone()),
        other => Err(format!("it takes days such as `[\"tue\", \"fri\"]`, not {}", other.kind())),
    };
    let names = match &node.value {
        Data::List(items) => items.iter().map(|item| name(&item.value)).collect::<Result<Vec<_>, _>>()?,
        value => vec![name(value)?],
    };
    Weekdays::parse(names.iter().map(String::as_str), []).map(Value::Weekday)
}

/// Some of the days of a month: `{ weekday = "wed", nth = [2, 4] }`.
fn read_days_of_month(table: Table, span: Span, diagnostics: &mut Diagnostics) -> Option<Value> {
    let mut reader = Reader::new(table, &WEEKDAYS, diagnostics);
    let is_list = matches!(reader.peek(weekdays::WEEKDAY), Some(Node { value: Data::List(_), .. }));
    let names = reader.texts(weekdays::WEEKDAY);
    let nth = reader.any(weekdays::NTH).map(|(_, node)| match &node.value {
        Data::List(items) if items.is_empty() => {
            Err("`nth` is empty; leave it out for every one of the days".to_owned())
        }
        Data::List(items) => items.iter().map(|item| whole(&item.value)).collect::<Result<Vec<_>, _>>(),
        value => whole(value).map(|number| vec![number]),
    });
    reader.finish();
    if names.is_empty() && !is_list {
        return None;
    }
    let days = nth?.and_then(|nth| Weekdays::parse(names.iter().map(|name| name.text.as_str()), nth));
    days.map(Value::Weekday).map_err(|error| diagnostics.push(Diagnostic::new(Code::InvalidValue, span, error))).ok()
}

fn whole(value: &Data) -> Result<i64, String> {
    match value {
        Data::Integer(number) => Ok(*number),
        other => Err(format!("`nth` takes whole numbers, not {}", other.kind())),
    }
}

fn read_phone(node: &Node) -> Result<Value, String> {
    match &node.value {
        Data::Text(Text { text, .. }) => Phone::parse(text).map(Value::Phone),
        other => Err(format!("it takes a number as text, such as `\"+81-3-1234-5678\"`, not {}", other.kind())),
    }
}

fn read_choice(node: &Node, choices: &Choices) -> Result<Value, String> {
    let Data::Text(Text { text, .. }) = &node.value else {
        return Err(format!("it takes the id of a choice, not {}", node.value.kind()));
    };
    match choices.label(text) {
        Some(label) => Ok(Value::Choice { id: text.clone(), label }),
        None => Err(format!("`{text}` is not one of the choices; {}", choices.help(text))),
    }
}

fn read_frequency(table: Table, span: Span, diagnostics: &mut Diagnostics) -> Option<Value> {
    let mut reader = Reader::new(table, &FREQUENCY, diagnostics);
    let times = reader.any(frequency::TIMES).map(|(_, node)| (node.span, ends(&node, decimal)));
    let every = reader.any(frequency::EVERY).map(|(_, node)| (node.span, read_every(&node)));
    reader.finish();
    let mut fail = |span: Span, error: String| {
        diagnostics.push(Diagnostic::new(Code::InvalidValue, span, error));
        None
    };
    let times = match times? {
        (_, Ok(times)) => times,
        (span, Err(error)) => return fail(span, format!("`times`: {error}")),
    };
    let (every, unit) = match every? {
        (_, Ok(period)) => period,
        (span, Err(error)) => return fail(span, format!("`every`: {error}")),
    };
    if times.each().any(|times| *times <= Decimal::ZERO) {
        return fail(span, "`times` takes numbers above zero".to_owned());
    }
    if matches!((&times, &every), (Ends::From(_) | Ends::To(_), Ends::Range(..))) {
        return fail(span, "`times` is open and `every` a range: nobody could tell which of them is meant".to_owned());
    }
    let value = Value::Frequency(Frequency { times, every, unit });
    if value.is_reversed() {
        return fail(span, "the range ends before it begins".to_owned());
    }
    Some(value)
}

/// The length of time in which something happens, or a range of lengths: `["2 week", "4 week"]`.
fn read_every(node: &Node) -> Result<(Ends<Decimal>, TimeUnit), String> {
    let periods = ends(node, |value| match value {
        Data::Text(text) => parse_period(&text.text),
        other => Err(format!("it takes text such as `2 week`, not {}", other.kind())),
    })?;
    let unit = periods.last().1;
    match periods {
        Ends::From(_) | Ends::To(_) => Err("a range of it has two ends".to_owned()),
        Ends::Range((_, low), (_, high)) if low != high => Err("both ends take one unit".to_owned()),
        Ends::One(_) | Ends::Range(..) => Ok((periods.map(|(number, _)| *number), unit)),
    }
}

#[cfg(test)]
mod tests {
    use super::{Tax, column, money};
    use crate::facts::every_kind;

    #[test]
    fn words_of_keys_are_the_names_of_what_they_mean() {
        assert_eq!(column::TYPE.takes.words(), every_kind().map(|kind| kind.name()));
        assert_eq!(money::TAX.takes.words(), [Tax::Included, Tax::Excluded].map(Tax::name));
    }
}
