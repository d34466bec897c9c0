//! Where the file of known mistakes lies.

use crate::address;
use crate::data::{Text, Value, parse_toml};
use crate::diagnostic::{Code, Diagnostic};
use crate::keys::site::{check, site};
use crate::source::{Kind, Sources, is_hidden, kind_of};

/// Its path, where `site.toml` names none.
pub(super) const DEFAULT: &str = "check-baseline.toml";

/// The path that `site.toml` names, before anything else is known of the site.
pub fn baseline_path(sources: &Sources) -> String {
    let named = sources.at("site.toml").and_then(|id| {
        let (table, _) = parse_toml(&sources.get(id).text, id, 0);
        let Value::Table(table) = &table.get(site::CHECK_TABLE)?.value else { return None };
        match &table.get(check::BASELINE)?.value {
            Value::Text(path) if is_path(&path.text) => Some(path.text.clone()),
            _ => None,
        }
    });
    named.unwrap_or_else(|| DEFAULT.to_owned())
}

/// Whether a path is one of a file beneath the root that is nothing else to the site.
fn is_path(path: &str) -> bool {
    address::danger(path).is_none() && path.ends_with(".toml") && !is_hidden(path) && kind_of(path) == Kind::Ignored
}

/// The path that was named, if it can be used.
pub(super) fn read(named: Text) -> Result<String, Box<Diagnostic>> {
    if is_path(&named.text) {
        return Ok(named.text);
    }
    let message = format!("`{}` cannot be the file of known mistakes", named.text);
    let help = format!("name a file of its own beneath the folder of the site: `{DEFAULT}`");
    Err(Box::new(Diagnostic::new(Code::InvalidValue, named.span, message).help(help)))
}
