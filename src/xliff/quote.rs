//! Texts as they stand in TOML and YAML.

/// A string as TOML and YAML both take it.
pub(super) fn quoted(text: &str) -> String {
    let string = serde_json::Value::from(text).to_string();
    string.replace('\u{7f}', "\\u007F").replace('\u{85}', "\\u0085")
}
