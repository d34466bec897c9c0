//! JSON Schemas (draft 7) of everything that authors write in TOML or YAML, made from the table of keys, and the settings
//! by which Taplo completes and checks the TOML files of a site.
//!
//! What stands in one file alone is described; what needs a second look, at another key or another file, is left to
//! `shirube check`. Beside them stands the schema of the tables that a site publishes as JSON (`emit/download/schema.rs`).

use crate::diagnostic::{Code, Level};
use crate::emit::download_schema;
use crate::keys::reference::{GLOSSARY_TEXTS, OF_ANOTHER, PEOPLE_TEXTS, PERSON, REFERENCES_TEXTS, TERM, WORK};
use crate::keys::site::{KNOWN_FILE, LANGUAGE_FILE, SITE};
use crate::keys::table::{TABLE, TABLE_TEXTS, column, column_of};
use crate::keys::text::{BLOCK, PAGE};
use crate::keys::{Key, Keys, Need, Type};
use serde_json::{Map, Value, json};
use std::fmt::Write;

/// What each schema says of itself; a file that does not is none of ours.
pub const MADE: &str = "Made by `shirube schema`";

/// The same in full, of what authors write and of what is published.
const OF_KEYS: &str = "Made by `shirube schema` from the keys that this version of the program reads.";
const OF_DOWNLOADS: &str = "Made by `shirube schema`: what this version of the program publishes.";

/// A schema, the name of its file, and the TOML files of a site that it is for: none for front matter.
struct Described {
    name: &'static str,
    keys: &'static Keys,
    /// What a table of the file may be instead.
    or: Option<&'static Keys>,
    shape: Shape,
    files: &'static [&'static str],
    /// Those of them that it is not for.
    except: &'static [&'static str],
}

/// What a file is.
enum Shape {
    /// One table.
    Whole,
    /// Tables under names that the author gives them.
    Named,
}

/// Every schema.
const DESCRIBED: [Described; 13] = [
    Described { name: "site", keys: &SITE, or: None, shape: Shape::Whole, files: &["site.toml"], except: &[] },
    Described {
        name: "language",
        keys: &LANGUAGE_FILE,
        or: None,
        shape: Shape::Whole,
        files: &["languages/*.toml"],
        except: &[],
    },
    Described {
        name: "table",
        keys: &TABLE,
        or: None,
        shape: Shape::Whole,
        files: &["content/**/tables/*.toml", "content/**/facts/*.toml"],
        except: &["content/**/tables/*.*.toml", "content/**/facts/*.*.toml"],
    },
    Described {
        name: "table-texts",
        keys: &TABLE_TEXTS,
        or: None,
        shape: Shape::Whole,
        files: &["content/**/tables/*.*.toml", "content/**/facts/*.*.toml"],
        except: &[],
    },
    Described {
        name: "references",
        keys: &WORK,
        or: Some(&OF_ANOTHER),
        shape: Shape::Named,
        files: &["content/references.toml"],
        except: &[],
    },
    Described {
        name: "glossary",
        keys: &TERM,
        or: None,
        shape: Shape::Named,
        files: &["content/glossary.toml"],
        except: &[],
    },
    Described {
        name: "glossary-texts",
        keys: &GLOSSARY_TEXTS,
        or: None,
        shape: Shape::Whole,
        files: &["content/glossary.*.toml"],
        except: &[],
    },
    Described {
        name: "references-texts",
        keys: &REFERENCES_TEXTS,
        or: None,
        shape: Shape::Whole,
        files: &["content/references.*.toml"],
        except: &[],
    },
    Described {
        name: "people-texts",
        keys: &PEOPLE_TEXTS,
        or: None,
        shape: Shape::Whole,
        files: &["content/people.*.toml"],
        except: &[],
    },
    Described {
        name: "people",
        keys: &PERSON,
        or: None,
        shape: Shape::Named,
        files: &["content/people.toml"],
        except: &[],
    },
    Described {
        name: "check-baseline",
        keys: &KNOWN_FILE,
        or: None,
        shape: Shape::Whole,
        files: &["check-baseline.toml"],
        except: &[],
    },
    Described { name: "page", keys: &PAGE, or: None, shape: Shape::Whole, files: &[], except: &[] },
    Described { name: "block", keys: &BLOCK, or: None, shape: Shape::Whole, files: &[], except: &[] },
];

/// The names of the files and the texts of all schemas.
pub fn schemas() -> Vec<(String, String)> {
    let one = |described: &Described| (file_name(described), format!("{:#}\n", schema(described)));
    DESCRIBED.iter().map(one).chain([("download.schema.json".to_owned(), format!("{:#}\n", download()))]).collect()
}

/// The settings for Taplo in the folder of a site whose schemas lie in `folder`, relative to it.
pub fn taplo(folder: &str) -> String {
    let mut text = String::from(
        "# Lets editors complete and check the TOML files of this site: VS Code by the extension \"Even Better TOML\", others by\n\
         # Taplo. `shirube schema` makes the schemas. The front matter of .md files is completed by no editor.\n",
    );
    for described in DESCRIBED.iter().filter(|described| !described.files.is_empty()) {
        let path = format!("{folder}/{}", file_name(described));
        let except = match described.except {
            [] => String::new(),
            except => format!("exclude = {}\n", json!(except)),
        };
        let files = json!(described.files);
        _ = write!(text, "\n[[rule]]\ninclude = {files}\n{except}[rule.schema]\npath = {}\n", json!(path));
    }
    text
}

/// The schema of a table as JSON.
fn download() -> Value {
    let mut schema = download_schema();
    if let Some(members) = schema.as_object_mut() {
        members.insert("$comment".to_owned(), json!(OF_DOWNLOADS));
    }
    schema
}

fn file_name(described: &Described) -> String {
    format!("{}.schema.json", described.name)
}

fn schema(described: &Described) -> Value {
    let mut definitions = Map::new();
    let whole = table(described.keys, &mut definitions);
    let mut schema = match described.shape {
        Shape::Whole => whole,
        Shape::Named => {
            let or = described.or.map(|keys| table(keys, &mut definitions));
            let forms = [Some(whole), or].into_iter().flatten().map(Value::Object).collect();
            object(json!({ "additionalProperties": one_of(forms) }))
        }
    };
    schema.insert("$schema".to_owned(), json!("http://json-schema.org/draft-07/schema#"));
    schema.insert("$comment".to_owned(), json!(OF_KEYS));
    schema.insert("title".to_owned(), json!(described.keys.place));
    schema.insert("definitions".to_owned(), Value::Object(definitions));
    Value::Object(schema)
}

/// A table with these members besides that it is one.
fn object(members: Value) -> Map<String, Value> {
    let mut object = Map::from_iter([("type".to_owned(), json!("object"))]);
    if let Value::Object(members) = members {
        object.extend(members);
    }
    object
}

fn table(keys: &'static Keys, definitions: &mut Map<String, Value>) -> Map<String, Value> {
    let properties: Map<_, _> =
        keys.iter().map(|key| (key.name.to_owned(), property(keys, key, definitions))).collect();
    let required: Vec<_> = keys.iter().filter(|key| key.need == Need::Required).map(|key| key.name).collect();
    let others = match keys.others {
        Some((about, takes)) => described_as(about, value(&takes, definitions)),
        None => json!(false),
    };
    let mut table = object(json!({
        "description": keys.about,
        "properties": properties,
        "additionalProperties": others,
    }));
    if !required.is_empty() {
        table.insert("required".to_owned(), json!(required));
    }
    table
}

/// What a key of a table takes, with what it is for and what stands for it.
fn property(keys: &Keys, key: &Key, definitions: &mut Map<String, Value>) -> Value {
    // The columns of each type are a table of their own, which only this word chooses.
    let own = |word: &&&str| column_of(word).place == keys.place;
    let word = column::TYPE.takes.words().iter().find(own).filter(|_| key.name == column::TYPE.name);
    let mut property = match word {
        Some(word) => json!({ "enum": [word] }),
        None => value(&key.takes, definitions),
    };
    if let (Some(members), Need::Default(word)) = (property.as_object_mut(), key.need) {
        let default = match key.takes {
            Type::Bool => json!(word == "true"),
            _ => json!(word),
        };
        members.insert("default".to_owned(), default);
    }
    described_as(key.about(), property)
}

/// A schema with a sentence. What stands beside a reference is not read, so that one is put inside.
fn described_as(about: &str, schema: Value) -> Value {
    let mut members = match schema {
        Value::Object(members) if !members.contains_key("$ref") => members,
        reference => Map::from_iter([("allOf".to_owned(), json!([reference]))]),
    };
    members.insert("description".to_owned(), json!(about));
    Value::Object(members)
}

fn value(takes: &Type, definitions: &mut Map<String, Value>) -> Value {
    match takes {
        Type::Text => json!({ "type": "string" }),
        Type::Id => json!({ "type": "string", "pattern": "^[a-z0-9-]+$" }),
        Type::Words => words(),
        Type::Texts => json!({ "anyOf": [{ "type": "string" }, { "type": "array", "items": { "type": "string" } }] }),
        Type::Choice(words) => json!({ "enum": words }),
        Type::Bool => json!({ "type": "boolean" }),
        Type::Integer => json!({ "type": "integer" }),
        Type::Number => json!({ "type": "number" }),
        Type::Ends => {
            let end = json!({ "anyOf": [{ "type": "number" }, { "enum": ["open"] }] });
            let range = json!({ "type": "array", "items": end, "minItems": 2, "maxItems": 2 });
            json!({ "anyOf": [{ "type": "number" }, range] })
        }
        // TOML's own dates are texts to JSON.
        Type::Date | Type::Moment => json!({ "type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}" }),
        Type::Cell(forms) => {
            let mut all = vec![json!({ "type": ["string", "number", "array"] }), words()];
            all.extend(forms.iter().map(|form| reference(form, definitions)));
            json!({ "anyOf": all })
        }
        Type::Table(forms) => one_of(forms.iter().map(|form| reference(form, definitions)).collect()),
        Type::Tables(forms) => {
            let items = one_of(forms.iter().map(|form| reference(form, definitions)).collect());
            json!({ "type": "array", "items": items })
        }
        Type::Named(words) => {
            // The names are those of codes, and what is born as an error stays one.
            let codes = Code::ALL.iter().filter(|code| code.level() != Level::Error);
            let one = |code: &Code| (code.name().to_owned(), json!({ "enum": words, "description": code.title() }));
            Value::Object(object(
                json!({ "properties": codes.map(one).collect::<Map<_, _>>(), "additionalProperties": false }),
            ))
        }
        Type::ById(form) => Value::Object(object(json!({ "additionalProperties": reference(form, definitions) }))),
        Type::Open => json!({ "type": "object" }),
        Type::Any => json!({}),
        Type::Either(types) => one_of(types.iter().map(|takes| value(takes, definitions)).collect()),
        Type::Items(types) => {
            let items = one_of(types.iter().map(|takes| value(takes, definitions)).collect());
            json!({ "type": "array", "items": items })
        }
    }
}

/// A text, or one for each language.
fn words() -> Value {
    let by_language = json!({
        "type": "object",
        "minProperties": 1,
        "patternProperties": { "^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*$": { "type": "string" } },
        "additionalProperties": false,
    });
    json!({ "anyOf": [{ "type": "string" }, by_language] })
}

fn one_of(mut schemas: Vec<Value>) -> Value {
    match schemas.len() {
        1 => schemas.remove(0),
        _ => json!({ "anyOf": schemas }),
    }
}

/// The definition of a table, which is added where it is not there yet.
fn reference(keys: &'static Keys, definitions: &mut Map<String, Value>) -> Value {
    let name = slug(keys.place);
    if !definitions.contains_key(&name) {
        // One that stands in itself finds this.
        definitions.insert(name.clone(), Value::Null);
        let table = Value::Object(table(keys, definitions));
        definitions.insert(name.clone(), table);
    }
    json!({ "$ref": format!("#/definitions/{name}") })
}

/// The place of a table as a name: `[[check.allow]]` is `check-allow`.
fn slug(place: &str) -> String {
    let words = place.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join("-")
}

#[cfg(test)]
mod tests {
    use super::{DESCRIBED, MADE, schema, schemas, taplo};
    use crate::data::parse_toml;
    use crate::keys::OUTERMOST;
    use crate::source::{Memory, Sources};
    use serde_json::Value;

    #[test]
    fn everything_that_authors_write_is_described() {
        let all = DESCRIBED.iter().flat_map(|described| [Some(described.keys), described.or]);
        let described: Vec<_> = all.flatten().map(|keys| keys.place).collect();
        for keys in OUTERMOST {
            assert!(described.contains(&keys.place), "{}", keys.place);
        }
        assert_eq!(described.len(), OUTERMOST.len());
        assert_eq!(schemas().len(), DESCRIBED.len() + 1);
        assert!(schemas().iter().all(|(_, text)| text.contains(MADE)));
    }

    #[test]
    fn every_reference_leads_to_a_table() {
        for described in &DESCRIBED {
            let schema = schema(described);
            let text = schema.to_string();
            for name in text.split("\"#/definitions/").skip(1).filter_map(|rest| rest.split('"').next()) {
                assert!(schema["definitions"][name].is_object(), "{}: {name}", described.name);
            }
            for (name, table) in schema["definitions"].as_object().unwrap() {
                assert_eq!(table["type"], Value::from("object"), "{name}");
            }
        }
    }

    #[test]
    fn settings_are_toml() {
        let id = Sources::read(&Memory::new(), &Memory::new()).unwrap().at_or_absent("site.toml");
        let (_, found) = parse_toml(&taplo("./schemas"), id, 0);
        assert!(found.is_empty(), "{found:?}");
    }
}
