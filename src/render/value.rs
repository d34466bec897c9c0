//! Data for templates.

use tera::value::Key;
use tera::{Map, Value};

/// A map with these entries, in this order.
pub fn map<const N: usize>(entries: [(&'static str, Value); N]) -> Value {
    entries.into_iter().map(|(key, value)| (Key::Str(key), value)).collect::<Map>().into()
}

/// A list of values.
pub fn list(items: impl IntoIterator<Item = Value>) -> Value {
    items.into_iter().collect::<Vec<_>>().into()
}

/// Text that is HTML already.
pub fn safe(html: &str) -> Value {
    Value::safe_string(html)
}

/// Text, or none where it is empty.
pub fn text_or_none(text: &str) -> Value {
    if text.is_empty() { Value::none() } else { text.into() }
}
