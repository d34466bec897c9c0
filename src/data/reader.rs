//! Takes a table apart key by key, by what the table of keys says of it; other keys are reported at the end.

use super::{Key, Node, Table, Text, Value};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, suggestion};
use crate::keys::{Key as Declared, Keys, Need, Type, is_later};
use crate::moment::Moment;
use crate::source::Span;
use jiff::civil::Date;
use jiff::tz::TimeZone;

/// Takes the keys of one table. Every method takes the key out of the table, so that [`finish`](Reader::finish) can
/// report what is left.
pub struct Reader<'a> {
    table: Table,
    keys: &'static Keys,
    /// The names of the keys that have been asked for, to find those that are declared and mean nothing.
    asked: Vec<&'static str>,
    diagnostics: &'a mut Diagnostics,
}

impl<'a> Reader<'a> {
    /// Reads `table`, which may have `keys`; mistakes go to `diagnostics`.
    pub fn new(table: Table, keys: &'static Keys, diagnostics: &'a mut Diagnostics) -> Reader<'a> {
        Reader { table, keys, asked: Vec::new(), diagnostics }
    }

    /// Where the table stands.
    pub fn span(&self) -> Span {
        self.table.span
    }

    /// Adds a mistake of the caller's own.
    pub fn report(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }

    /// The diagnostics, for a reader of a table inside this one.
    pub fn diagnostics(&mut self) -> &mut Diagnostics {
        self.diagnostics
    }

    /// The value of a key, which stays in the table.
    pub fn peek(&self, key: Declared) -> Option<&Node> {
        self.table.get(key)
    }

    /// The value of a key, whatever it is. One that has to be there and is not is reported.
    pub fn any(&mut self, key: Declared) -> Option<(Key, Node)> {
        debug_assert!(self.keys.has(key.name), "`{}` is not declared for {}", key.name, self.keys.place);
        self.asked.push(key.name);
        let at = self.table.entries.iter().position(|(own, _)| own.name == key.name);
        let found = at.map(|at| self.table.entries.remove(at));
        // An empty YAML key is as good as none.
        let found = found.filter(|(_, node)| node.value != Value::Null);
        if found.is_none() && key.need == Need::Required {
            let span = Span { end: self.table.span.start, ..self.table.span };
            self.diagnostics.push(Diagnostic::new(Code::MissingKey, span, format!("`{}` is missing", key.name)));
        }
        found
    }

    /// The text of a key.
    pub fn text(&mut self, key: Declared) -> Option<Text> {
        debug_assert!(matches!(key.takes, Type::Text | Type::Id), "`{}` takes {}", key.name, key.takes.name());
        let (_, node) = self.any(key)?;
        match node.value {
            Value::Text(text) => Some(text),
            other => self.wrong(key, &other, node.span),
        }
    }

    /// The value that stands for the word of a key in `values`, which has one for each of its words, in their order.
    /// Where no word is given, or none that it takes, it is that of the default, if there is one.
    pub fn choice<T: Copy, const N: usize>(&mut self, key: Declared, values: [T; N]) -> Option<T> {
        let of = |word: &str| word_of(key, values, word);
        let default = match key.need {
            Need::Default(word) => of(word),
            Need::Required | Need::Optional => None,
        };
        let Some((_, node)) = self.any(key) else { return default };
        let Value::Text(text) = node.value else {
            self.wrong::<()>(key, &node.value, node.span);
            return default;
        };
        if let Some(value) = of(&text.text) {
            return Some(value);
        }
        self.no_choice(key, &text);
        default
    }

    /// The values that stand for the words of a list, likewise; each once.
    pub fn choices<T: Copy + PartialEq, const N: usize>(&mut self, key: Declared, values: [T; N]) -> Vec<T> {
        let mut chosen = Vec::new();
        for text in self.texts(key) {
            match word_of(key, values, &text.text) {
                Some(value) if chosen.contains(&value) => {}
                Some(value) => chosen.push(value),
                None => self.no_choice(key, &text),
            }
        }
        chosen
    }

    fn no_choice(&mut self, key: Declared, text: &Text) {
        let words: Vec<_> = key.takes.words().iter().map(|word| format!("`{word}`")).collect();
        let message = format!("`{}` cannot be `{}`", key.name, text.text);
        let help = format!("one of {}", words.join(", "));
        self.report(Diagnostic::new(Code::InvalidValue, text.span, message).help(help));
    }

    /// Whether a key says `true`, where it is given or by default.
    pub fn is(&mut self, key: Declared) -> bool {
        self.bool(key).unwrap_or(key.need == Need::Default("true"))
    }

    /// `true` or `false`.
    pub fn bool(&mut self, key: Declared) -> Option<bool> {
        debug_assert!(matches!(key.takes, Type::Bool), "`{}` takes {}", key.name, key.takes.name());
        let (_, node) = self.any(key)?;
        match node.value {
            Value::Bool(value) => Some(value),
            other => self.wrong(key, &other, node.span),
        }
    }

    /// A whole number.
    pub fn integer(&mut self, key: Declared) -> Option<i64> {
        debug_assert!(matches!(key.takes, Type::Integer), "`{}` takes {}", key.name, key.takes.name());
        let (_, node) = self.any(key)?;
        match node.value {
            Value::Integer(value) => Some(value),
            other => self.wrong(key, &other, node.span),
        }
    }

    /// A date; a time of day behind it is allowed and dropped.
    pub fn date(&mut self, key: Declared) -> Option<Date> {
        debug_assert!(matches!(key.takes, Type::Date), "`{}` takes {}", key.name, key.takes.name());
        let (text, span) = self.written_date(key)?;
        let day = text.split(['T', 't', ' ']).next().unwrap_or_default();
        match day.parse() {
            Ok(date) => Some(date),
            Err(_) => {
                let message = format!("`{}` takes a date, and `{text}` is none", key.name);
                self.diagnostics.push(
                    Diagnostic::new(Code::InvalidValue, span, message).help("write it as year-month-day: 2026-04-30"),
                );
                None
            }
        }
    }

    /// What stands for a date, and where; what is no date at all has been reported by the parser.
    fn written_date(&mut self, key: Declared) -> Option<(String, Span)> {
        let (_, node) = self.any(key)?;
        match node.value {
            Value::Date(text) | Value::Text(Text { text, .. }) => {
                Some((text, node.span)).filter(|(text, _)| !text.is_empty())
            }
            other => self.wrong(key, &other, node.span),
        }
    }

    /// A day in the time zone of the site, or an instant.
    pub fn moment(&mut self, key: Declared, zone: &TimeZone) -> Option<Moment> {
        debug_assert!(matches!(key.takes, Type::Moment), "`{}` takes {}", key.name, key.takes.name());
        let (text, span) = self.written_date(key)?;
        let moment = Moment::parse(&text, zone);
        if moment.is_none() {
            let message = format!("`{}` takes {}, and `{text}` is neither", key.name, key.takes.name());
            let help = "write a day, `2026-04-30`, or an instant, `2026-04-30T09:00:00+09:00`";
            self.diagnostics.push(Diagnostic::new(Code::InvalidValue, span, message).help(help));
        }
        moment
    }

    /// A list of texts; a single text counts as a list of one.
    pub fn texts(&mut self, key: Declared) -> Vec<Text> {
        debug_assert!(
            matches!(key.takes, Type::Texts | Type::Items([Type::Choice(_)])),
            "`{}` takes {}",
            key.name,
            key.takes.name()
        );
        let Some((_, node)) = self.any(key) else { return Vec::new() };
        let items = match node.value {
            Value::List(items) => items,
            Value::Text(text) => return vec![text],
            other => {
                self.wrong::<()>(key, &other, node.span);
                return Vec::new();
            }
        };
        let mut texts = Vec::new();
        for item in items {
            match item.value {
                Value::Text(text) => texts.push(text),
                other => self.wrong_item(key, "texts", &other, item.span),
            }
        }
        texts
    }

    /// A table inside this one.
    pub fn table(&mut self, key: Declared) -> Option<Table> {
        debug_assert!(
            matches!(key.takes, Type::Table(_) | Type::Named(_) | Type::ById(_) | Type::Open),
            "`{}` takes {}",
            key.name,
            key.takes.name()
        );
        let (_, node) = self.any(key)?;
        match node.value {
            Value::Table(table) => Some(table),
            other => self.wrong(key, &other, node.span),
        }
    }

    /// A list of tables (`[[name]]` in TOML).
    pub fn tables(&mut self, key: Declared) -> Vec<Table> {
        debug_assert!(matches!(key.takes, Type::Tables(_)), "`{}` takes {}", key.name, key.takes.name());
        let Some((_, node)) = self.any(key) else { return Vec::new() };
        let items = match node.value {
            Value::List(items) => items,
            Value::Table(table) => {
                let message = format!("`{}` is a list of tables", key.name);
                self.diagnostics.push(
                    Diagnostic::new(Code::WrongType, table.span, message).help(format!("write `[[{}]]`", key.name)),
                );
                return Vec::new();
            }
            other => {
                self.wrong::<()>(key, &other, node.span);
                return Vec::new();
            }
        };
        let mut tables = Vec::new();
        for item in items {
            match item.value {
                Value::Table(table) => tables.push(table),
                other => self.wrong_item(key, "tables", &other, item.span),
            }
        }
        tables
    }

    /// Takes keys whose values nobody can judge.
    pub fn pass(&mut self, keys: &'static [Declared]) {
        self.asked.extend(keys.iter().map(|key| key.name));
        self.table.entries.retain(|(own, _)| keys.iter().all(|key| key.name != own.name));
    }

    /// Every entry that is left, for tables whose keys are names that the author chose.
    pub fn rest(&mut self) -> Vec<(Key, Node)> {
        std::mem::take(&mut self.table.entries)
    }

    /// Reports every key that the table does not have. All that it has have been asked for.
    pub fn finish(self) {
        let names = || self.keys.iter().map(|key| key.name);
        for name in names() {
            debug_assert!(self.asked.contains(&name), "nobody asks for `{name}` of {}", self.keys.place);
        }
        for (key, _) in &self.table.entries {
            if is_later(self.keys.place, &key.name) {
                let message = format!("`{}` is not read yet", key.name);
                let help = "leave it out: a later version of the program knows what it means";
                self.diagnostics.push(Diagnostic::new(Code::UnknownKey, key.span, message).help(help));
                continue;
            }
            let help = suggestion(&key.name, names()).unwrap_or_else(|| {
                let names: Vec<_> = names().map(|name| format!("`{name}`")).collect();
                format!("known here: {}", names.join(", "))
            });
            self.diagnostics
                .push(Diagnostic::new(Code::UnknownKey, key.span, format!("unknown key `{}`", key.name)).help(help));
        }
    }

    fn wrong<T>(&mut self, key: Declared, found: &Value, span: Span) -> Option<T> {
        self.wrong_item(key, key.takes.name(), found, span);
        None
    }

    fn wrong_item(&mut self, key: Declared, wanted: &str, found: &Value, span: Span) {
        let message = format!("`{}` takes {wanted}, not {}", key.name, found.kind());
        self.diagnostics.push(Diagnostic::new(Code::WrongType, span, message));
    }
}

/// The value that stands for a word of a key.
fn word_of<T: Copy, const N: usize>(key: Declared, values: [T; N], word: &str) -> Option<T> {
    debug_assert_eq!(key.takes.words().len(), N, "the words of `{}`", key.name);
    key.takes.words().iter().zip(values).find(|(own, _)| **own == word).map(|(_, value)| value)
}
