//! Keys of `[extra]` that are translated, as `translate_extra` names them.

use crate::data::{Node, Table, Value};
use crate::keys::text::more;

/// What is translated of a key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Extra<'a> {
    pub key: &'a str,
    pub texts: Vec<&'a str>,
    pub is_list: bool,
}

/// What is translated of the `[extra]` of front matter, for `keys`, which are in order.
pub fn extras<'a>(front: &'a Table, keys: &[String]) -> Vec<Extra<'a>> {
    let Some(Value::Table(extra)) = front.get(more::EXTRA).map(|node| &node.value) else { return Vec::new() };
    let mut extras: Vec<Extra> = extra
        .entries
        .iter()
        .filter_map(|(key, node)| {
            keys.binary_search(&key.name).ok()?;
            Some(Extra { key: &key.name, texts: texts(node)?, is_list: matches!(node.value, Value::List(_)) })
        })
        .collect();
    // Where they stand among the others says nothing.
    extras.sort_by_key(|extra| extra.key);
    extras
}

/// The texts of a value that can be translated: a text or a list of texts.
pub fn texts(node: &Node) -> Option<Vec<&str>> {
    match &node.value {
        Value::Text(text) => Some(vec![&text.text]),
        Value::List(items) => {
            let is_text = |item: &Node| matches!(item.value, Value::Text(_));
            items.iter().all(is_text).then(|| items.iter().filter_map(texts).flatten().collect())
        }
        Value::Integer(_) | Value::Decimal(_) | Value::Bool(_) | Value::Date(_) | Value::Null | Value::Table(_) => None,
    }
}
