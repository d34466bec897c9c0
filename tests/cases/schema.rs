//! The schema of tables as JSON, in a validator that others have written.

use boon::{Compiler, SchemaIndex, Schemas};
use serde_json::Value;
use shirube::inside::emit::download_schema;
use std::collections::BTreeMap;
use std::sync::LazyLock;

static SCHEMA: LazyLock<(Schemas, SchemaIndex)> = LazyLock::new(|| {
    let (mut schemas, mut compiler) = (Schemas::new(), Compiler::new());
    compiler.add_resource("https://example.com/schema", download_schema()).unwrap();
    let index = compiler.compile("https://example.com/schema", &mut schemas).unwrap();
    (schemas, index)
});

/// What the schema says against a table.
pub fn fault(table: &Value) -> Option<String> {
    SCHEMA.0.validate(table, SCHEMA.1).err().map(|error| error.to_string())
}

/// Holds every table of an output against the schema; how many there are.
pub fn hold(files: &BTreeMap<String, Vec<u8>>) -> Result<usize, String> {
    let tables = files.iter().filter(|(path, _)| path.contains("tables/") && path.ends_with(".json"));
    let mut held = 0;
    for (path, bytes) in tables {
        let table = serde_json::from_slice(bytes).map_err(|error| format!("{path}: {error}"))?;
        match fault(&table) {
            None => held += 1,
            Some(fault) => return Err(format!("{path} does not fit the schema of downloads: {fault}")),
        }
    }
    Ok(held)
}
