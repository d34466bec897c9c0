//! What the JSON of a table holds, as a JSON Schema (2020-12): true for every table of every site. `exact.rs` and
//! `json.rs` write what it describes; the tests hold every download of the guide and of the cases against it.

use crate::facts::{Cell, Evidence};
use crate::format::{Tax, TimeUnit};
use crate::keys::table::column;
use serde_json::{Map, Value, json};

/// A number in digits, without zeros that say nothing.
const DECIMAL: &str = r"^-?(0|[1-9][0-9]*)(\.[0-9]*[1-9])?$";
const DAY: &str = "^([0-9]{4}|-[0-9]{6})-[0-9]{2}-[0-9]{2}$";
const ID: &str = "^[a-z0-9-]+$";
const FACT: &str = r"^[a-z0-9-]+\.[a-z0-9-]+\.[a-z0-9-]+$";
const CLOCK: &str = "^[0-9]{2}:[0-9]{2}$";
const DIALLED: &str = "^[+*#]*[0-9]{2,}$";
const DAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
const CURRENCY: &str = "^[A-Z]{3}$";

/// The schema.
pub fn schema() -> Value {
    let about =
        "A table of facts. What is not there is null, and no key is left out. A number that is a text is exact.";
    let mut schema = object([
        ("caption", "What the table is called.", or_null(text())),
        ("columns", "The columns, in the order in which they are shown.", list(reference("column"))),
        ("id", "The name of the table in its site.", like(ID)),
        ("language", "The language of its texts, as a tag of BCP 47.", text()),
        ("licence", "On what terms the data may be used.", or_null(text())),
        ("note", "What readers should know of the whole table.", or_null(text())),
        ("reviewed", "The day since when every value stands as it was last compared.", or_null(like(DAY))),
        ("rows", "The rows, in the order in which they are shown.", list(reference("row"))),
    ]);
    let members = [
        ("$schema", json!("https://json-schema.org/draft/2020-12/schema")),
        ("title", json!("A table as JSON: /<language>/tables/<id>.json")),
        ("description", json!(about)),
        ("$defs", definitions()),
    ];
    if let Some(schema) = schema.as_object_mut() {
        schema.extend(members.map(|(name, value)| (name.to_owned(), value)));
    }
    schema
}

fn definitions() -> Value {
    let row = object([
        ("cells", "The cells, by the ids of the columns.", by_id(reference("cell"))),
        ("id", "The name of the row, the same in every language.", like(ID)),
        ("label", "What readers see of it.", text()),
    ]);
    let column = object([
        ("id", "The name of the column, the same in every language.", like(ID)),
        ("label", "What readers see of it.", text()),
        ("type", "What its cells hold.", json!({ "enum": column::TYPE.takes.words() })),
        ("unit", "The unit of `low` and `high` of its cells, where it has one.", or_null(text())),
    ]);
    let conflict = object([("id", "The name of the conflict.", like(ID)), ("title", "What is disputed.", text())]);
    let mut definitions = Map::new();
    let mut define = |name: &str, schema: Value| definitions.insert(name.to_owned(), schema);
    define("row", row);
    define("column", column);
    define("conflict", conflict);
    define("grade", grade());
    define("cell", cell());
    for (name, of) in EXACT {
        define(name, of(name));
    }
    Value::Object(definitions)
}

/// What a value rests on.
fn grade() -> Value {
    let mut classes: Vec<&str> = Evidence::ALL.iter().map(|grade| grade.class().name()).collect();
    classes.sort_unstable();
    classes.dedup();
    object([
        ("class", "What the grade comes to.", json!({ "enum": classes })),
        ("id", "The grade.", json!({ "enum": Evidence::ALL.map(Evidence::name) })),
        ("label", "The same for readers.", text()),
    ])
}

fn cell() -> Value {
    let exact: Vec<Value> = EXACT.iter().map(|(name, _)| reference(name)).chain([json!({ "type": "null" })]).collect();
    let mut cell = object([
        ("conflicts", "The conflicts that the value is a side of.", list(reference("conflict"))),
        ("derived", "The formula that the value is worked out by.", or_null(text())),
        ("evidence", "What the value rests on.", or_null(reference("grade"))),
        (
            "exact",
            "The value with all that makes it this one; none of a text. An open end is null, and a single value has two \
             equal ends.",
            json!({ "anyOf": exact }),
        ),
        ("fact", "The id of the fact: table, row, column.", like(FACT)),
        ("high", "The high end in `unit`; none where it is open, is not exact, or is of no such unit.", number()),
        ("low", "The low end in the same way.", number()),
        ("remark", "What is said of this value.", or_null(text())),
        ("reviewed", "The day on which the value was last compared with its source.", or_null(like(DAY))),
        ("sources", "The keys of its sources.", list(text())),
        ("state", "Whether it is a value, words in place of one, not known, or not applicable.", states()),
        ("text", "The value as readers see it.", text()),
        ("unit", "The unit of `low` and `high`: that of the column, or else of the high end.", or_null(text())),
        (
            "value",
            "The value in one text, durations and intervals as in ISO 8601; none where that cannot say it.",
            or_null(text()),
        ),
    ]);
    // What is no value has none of what a value has.
    let nothing = json!({ "exact": null, "high": null, "low": null, "unit": null, "value": null });
    let nothing: Map<String, Value> = nothing
        .as_object()
        .into_iter()
        .flatten()
        .map(|(name, none)| (name.clone(), json!({ "const": none })))
        .collect();
    if let Some(cell) = cell.as_object_mut() {
        cell.insert("if".to_owned(), json!({ "properties": { "state": { "const": VALUE } } }));
        cell.insert("else".to_owned(), json!({ "properties": nothing }));
    }
    cell
}

/// The state of a value.
const VALUE: &str = "value";

fn states() -> Value {
    let statement = Cell::Statement(Default::default());
    json!({ "enum": [VALUE, statement.state(), Cell::Unknown.state(), Cell::NotApplicable.state()] })
}

/// The schema of the values of a type, by its name.
type Form = fn(&str) -> Value;

/// What `exact` is of each type that has it.
const EXACT: [(&str, Form); 11] = [
    ("choice", |name| exact(name, [("id", "The name of the choice, the same in every language.", like(ID))])),
    ("count", |name| exact(name, with_ends([("unit", "What is counted.", like(ID))], decimal))),
    ("date", |name| exact(name, with_ends([], || like(DAY)))),
    ("duration", |name| exact(name, with_ends([], duration_end))),
    ("frequency", |name| {
        let times = object(with_ends([], decimal));
        let every = object(with_ends([("unit", "The unit of time.", units())], decimal));
        exact(name, [("every", "How much time passes.", every), ("times", "How often it happens in it.", times)])
    }),
    ("measure", |name| exact(name, with_ends([("unit", "The unit of both ends.", text())], decimal))),
    ("money", |name| {
        let tax = json!({ "enum": [Tax::Included.name(), Tax::Excluded.name(), null] });
        let per = json!({ "anyOf": [units(), { "type": "null" }] });
        let own = [
            ("currency", "The currency, as in ISO 4217.", like(CURRENCY)),
            ("per", "The length of time that the amount is for each of.", per),
            ("tax", "Whether the tax is in it; null where that is not said.", tax),
        ];
        exact(name, with_ends(own, decimal))
    }),
    ("percent", |name| exact(name, with_ends([], decimal))),
    ("phone", |name| exact(name, [("number", "What is dialled.", like(DIALLED))])),
    ("time", |name| exact(name, with_ends([], || like(CLOCK)))),
    ("weekday", |name| {
        let days = json!({ "type": "array", "minItems": 1, "items": { "enum": DAYS } });
        let nth = list(json!({ "enum": [1, 2, 3, 4, 5, -1] }));
        let which = "Which of them in a month, -1 for the last; every one where there is none.";
        exact(name, [("days", "The days, from Monday.", days), ("nth", which, nth)])
    }),
];

/// A member of an object: its name, what it is for, what it takes.
type Member = (&'static str, &'static str, Value);

/// A value of this type.
fn exact(name: &str, own: impl IntoIterator<Item = Member>) -> Value {
    let own: Vec<Member> = own.into_iter().collect();
    object(own.into_iter().chain([("type", "The type of its column.", json!({ "const": name }))]))
}

/// Members, and two ends, of which one may be open.
fn with_ends<const N: usize>(own: [Member; N], end: impl Fn() -> Value) -> Vec<Member> {
    let ends = [("high", "The high end.", or_null(end())), ("low", "The low end.", or_null(end()))];
    own.into_iter().chain(ends).collect()
}

fn duration_end() -> Value {
    let amount = json!({ "anyOf": [{ "const": "few" }, decimal()] });
    object([("amount", "How many, or `few`.", amount), ("unit", "Of this unit of time.", units())])
}

fn units() -> Value {
    json!({ "enum": TimeUnit::ALL.map(TimeUnit::name) })
}

fn decimal() -> Value {
    like(DECIMAL)
}

fn text() -> Value {
    json!({ "type": "string" })
}

fn like(pattern: &str) -> Value {
    json!({ "type": "string", "pattern": pattern })
}

fn number() -> Value {
    json!({ "type": ["number", "null"] })
}

fn list(items: Value) -> Value {
    json!({ "type": "array", "items": items })
}

fn by_id(values: Value) -> Value {
    json!({ "type": "object", "propertyNames": { "pattern": ID }, "additionalProperties": values })
}

fn reference(name: &str) -> Value {
    json!({ "$ref": format!("#/$defs/{name}") })
}

fn or_null(schema: Value) -> Value {
    json!({ "anyOf": [schema, { "type": "null" }] })
}

/// An object that has each of these, and nothing else.
fn object(members: impl IntoIterator<Item = Member>) -> Value {
    let described = |(name, about, mut schema): Member| {
        if let Some(schema) = schema.as_object_mut() {
            schema.insert("description".to_owned(), json!(about));
        }
        (name.to_owned(), schema)
    };
    let properties: Map<String, Value> = members.into_iter().map(described).collect();
    let required: Vec<&String> = properties.keys().collect();
    json!({ "type": "object", "required": required, "additionalProperties": false, "properties": properties })
}

#[cfg(test)]
mod tests {
    use super::{EXACT, schema};
    use crate::keys::table::column;
    use std::path::Path;

    #[test]
    fn every_type_but_texts_has_an_exact_form() {
        let mut types: Vec<_> = column::TYPE.takes.words().iter().filter(|word| **word != "text").collect();
        types.sort_unstable();
        assert!(EXACT.iter().map(|(name, _)| name).eq(types));
    }

    #[test]
    fn the_schema_is_there_for_those_who_have_no_program() {
        let place = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/download.schema.json");
        let text = format!("{:#}\n", schema());
        if std::env::var_os("UPDATE").is_some() {
            std::fs::write(&place, &text).unwrap();
        }
        let written = std::fs::read_to_string(&place).unwrap_or_default();
        assert!(written == text, "docs/download.schema.json is out of date: UPDATE=1 cargo test --lib download");
    }
}
