//! The schemas that the program writes, held against every file of the guide, and against what is wrong.

use crate::site::Site;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// The schemas by their names.
pub struct Schemas(BTreeMap<String, Value>);

impl Schemas {
    /// Those in a folder.
    pub fn of(folder: &Path) -> Schemas {
        let one = |path: PathBuf| {
            let name = path.file_name().unwrap().to_str().unwrap().strip_suffix(".schema.json").unwrap().to_owned();
            (name, serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap())
        };
        Schemas(fs::read_dir(folder).unwrap().map(|entry| one(entry.unwrap().path())).collect())
    }

    /// What is wrong with a value, by the schema of that name.
    pub fn faults(&self, name: &str, value: &Value) -> Vec<String> {
        let mut faults = Vec::new();
        check(&self.0[name], value, &self.0[name], "", &mut faults);
        faults
    }

    /// Holds every TOML file and all front matter of a site against the schemas; how many there were.
    pub fn hold(&self, root: &Path) -> usize {
        let mut open: Vec<PathBuf> = ["site.toml", "check-baseline.toml", "content"].map(|name| root.join(name)).into();
        let mut held = 0;
        while let Some(path) = open.pop() {
            if path.is_dir() {
                open.extend(fs::read_dir(path).unwrap().map(|entry| entry.unwrap().path()));
                continue;
            }
            let Ok(text) = fs::read_to_string(&path) else { continue };
            let relative = path.strip_prefix(root).unwrap().to_str().unwrap().to_owned();
            let (name, text) = match relative.as_str() {
                "site.toml" => ("site", text),
                "check-baseline.toml" => ("check-baseline", text),
                "content/references.toml" => ("references", text),
                "content/glossary.toml" => ("glossary", text),
                "content/people.toml" => ("people", text),
                path if path.ends_with(".toml") => ("table", text),
                path if path.ends_with(".md") => {
                    let front =
                        text.strip_prefix("+++\n").and_then(|rest| rest.split_once("+++\n")).map(|(front, _)| front);
                    let name = if path.starts_with("content/blocks/") { "block" } else { "page" };
                    (name, front.unwrap_or_default().to_owned())
                }
                _ => continue,
            };
            let faults = self.faults(name, &toml(&text));
            assert!(faults.is_empty(), "{relative}: {faults:#?}");
            held += 1;
        }
        held
    }
}

/// TOML as JSON, with days as texts, as Taplo has it.
fn toml(text: &str) -> Value {
    fn json_of(value: toml::Value) -> Value {
        match value {
            toml::Value::Datetime(date) => json!(date.to_string()),
            toml::Value::Array(items) => items.into_iter().map(json_of).collect(),
            toml::Value::Table(table) => table.into_iter().map(|(key, value)| (key, json_of(value))).collect(),
            toml::Value::String(text) => json!(text),
            toml::Value::Integer(number) => json!(number),
            toml::Value::Float(number) => json!(number),
            toml::Value::Boolean(value) => json!(value),
        }
    }
    json_of(toml::Value::Table(text.parse().unwrap_or_else(|error| panic!("{error}: {text}"))))
}

/// What of JSON Schema the schemas have; anything else in them stops the test.
fn check(schema: &Value, value: &Value, whole: &Value, at: &str, faults: &mut Vec<String>) {
    for (word, wanted) in schema.as_object().unwrap() {
        let holds = match word.as_str() {
            "$schema" | "$comment" | "title" | "description" | "default" | "definitions" => true,
            "$ref" => {
                let name = wanted.as_str().unwrap().strip_prefix("#/definitions/").unwrap();
                check(&whole["definitions"][name], value, whole, at, faults);
                true
            }
            "allOf" => {
                wanted.as_array().unwrap().iter().for_each(|one| check(one, value, whole, at, faults));
                true
            }
            "anyOf" => {
                let mut each = wanted.as_array().unwrap().iter().map(|one| {
                    let mut own = Vec::new();
                    check(one, value, whole, at, &mut own);
                    own
                });
                each.any(|own| own.is_empty())
            }
            "type" => match wanted {
                Value::Array(types) => types.iter().any(|one| is_of(one, value)),
                one => is_of(one, value),
            },
            "enum" => wanted.as_array().unwrap().contains(value),
            "pattern" => value.as_str().is_none_or(|text| fits(wanted.as_str().unwrap(), text)),
            "required" => value.as_object().is_none_or(|table| {
                wanted.as_array().unwrap().iter().all(|name| table.contains_key(name.as_str().unwrap()))
            }),
            "minItems" => value.as_array().is_none_or(|items| items.len() as u64 >= wanted.as_u64().unwrap()),
            "maxItems" => value.as_array().is_none_or(|items| items.len() as u64 <= wanted.as_u64().unwrap()),
            "minProperties" => value.as_object().is_none_or(|table| table.len() as u64 >= wanted.as_u64().unwrap()),
            "items" => {
                for (number, item) in value.as_array().into_iter().flatten().enumerate() {
                    check(wanted, item, whole, &format!("{at}[{number}]"), faults);
                }
                true
            }
            "properties" | "patternProperties" | "additionalProperties" => true,
            other => panic!("{other} is not read by this test"),
        };
        if !holds {
            faults.push(format!("{at}: {word}: {wanted} refuses {value}"));
        }
    }
    for (name, inside) in value.as_object().into_iter().flatten() {
        let at = format!("{at}.{name}");
        let by_pattern = || {
            let patterns = schema.get("patternProperties")?.as_object()?;
            patterns.iter().find(|(pattern, _)| fits(pattern, name)).map(|(_, one)| one)
        };
        match schema.get("properties").and_then(|properties| properties.get(name)).or_else(by_pattern) {
            Some(one) => check(one, inside, whole, &at, faults),
            None => match schema.get("additionalProperties") {
                Some(Value::Bool(false)) => faults.push(format!("{at}: no such key")),
                Some(one) => check(one, inside, whole, &at, faults),
                None => {}
            },
        }
    }
}

fn is_of(name: &Value, value: &Value) -> bool {
    match name.as_str().unwrap() {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "boolean" => value.is_boolean(),
        "number" => value.is_number(),
        "integer" => value.is_i64(),
        other => panic!("{other}"),
    }
}

/// The patterns that the schemas have.
fn fits(pattern: &str, text: &str) -> bool {
    match pattern {
        "^[a-z0-9-]+$" => !text.is_empty() && text.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-')),
        "^[0-9]{4}-[0-9]{2}-[0-9]{2}" => {
            let is_like = |(byte, like): (u8, u8)| if like == b'0' { byte.is_ascii_digit() } else { byte == b'-' };
            text.len() >= 10 && text.bytes().zip(*b"0000-00-00").all(is_like)
        }
        "^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*$" => {
            let mut parts = text.split('-');
            let first = parts.next().unwrap();
            let is_code = matches!(first.len(), 2..=3) && first.bytes().all(|byte| byte.is_ascii_alphabetic());
            is_code
                && parts
                    .all(|part| matches!(part.len(), 1..=8) && part.bytes().all(|byte| byte.is_ascii_alphanumeric()))
        }
        other => panic!("{other} is not read by this test"),
    }
}

#[test]
fn every_file_of_the_guide_fits_its_schema() {
    let site = Site::new();
    let run = site.run(&["schema", ".shirube/schemas"]);
    assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""));
    let schemas = Schemas::of(&site.path(".shirube/schemas"));
    assert!(schemas.hold(Path::new(env!("CARGO_MANIFEST_DIR"))) > 60);
    assert_eq!(schemas.hold(site.root()), 3);
}

#[test]
fn what_is_wrong_fits_no_schema() {
    let site = Site::new();
    site.run(&["schema", "schemas"]);
    let schemas = Schemas::of(&site.path("schemas"));
    let site_with = |more: &str| format!("base_url = \"https://a.example/\"\nsource = \"ja\"\n{more}");
    let language = "[[languages]]\ncode = \"ja\"\n";
    let column = |more: &str| format!("[[column]]\nid = \"a\"\nlabel = \"A\"\n{more}\n");
    let row = |more: &str| format!("[[row]]\nid = \"a\"\nlabel = \"A\"\n{more}\n");
    for (name, right, wrong) in [
        ("site", site_with(language), site_with("")),
        ("site", site_with(language), site_with(&format!("lnaguages = 1\n{language}"))),
        ("site", site_with(language), site_with(&format!("layout = \"folders\"\n{language}"))),
        ("site", site_with(language), site_with(&format!("{language}root = \"yes\"\n"))),
        (
            "site",
            site_with(&format!("{language}[check]\nlevels = {{ unused-message = \"off\" }}")),
            site_with(&format!("{language}[check]\nlevels = {{ unused-message = \"of\" }}")),
        ),
        ("table", column("type = \"text\""), column("type = \"texts\"")),
        ("table", column("type = \"duration\"\nunit = \"month\""), column("type = \"text\"\nunit = \"month\"")),
        ("table", column("type = \"money\"\ncurrency = \"JPY\""), column("type = \"money\"")),
        ("table", row("cost = [3, 6]"), row("cost = true")),
        ("table", row("cost = { value = 3, sources = [\"b\"] }"), row("cost = { valeu = 3 }")),
        ("table", row("cost = { value = 3, evidence = \"rct\" }"), row("cost = { value = 3, evidence = \"sure\" }")),
        ("table", row("how = { times = 2, every = \"1 week\" }"), row("how = { times = 2, evry = \"1 week\" }")),
        ("table", row("").replace("\"a\"", "\"a-1\""), row("").replace("\"a\"", "\"A 1\"")),
        ("table", "caption = { ja = \"A\" }".to_owned(), "caption = { japanese = \"A\" }".to_owned()),
        (
            "references",
            "[a]\ntype = \"book\"\ntitle = \"A\"".to_owned(),
            "[a]\ntype = \"blog\"\ntitle = \"A\"".to_owned(),
        ),
        ("references", "[a]\ntype = \"book\"\ntitle = \"A\"".to_owned(), "[a]\ntype = \"book\"".to_owned()),
        ("glossary", "[a]\nterm = \"A\"\ndefinition = \"B\"".to_owned(), "[a]\nterm = \"A\"".to_owned()),
        ("page", "title = \"A\"\ndate = 2026-01-01".to_owned(), "title = \"A\"\ndate = \"soon\"".to_owned()),
        ("page", "title = \"A\"".to_owned(), "draft = true".to_owned()),
        ("block", "draft = true".to_owned(), "draft = \"true\"".to_owned()),
    ] {
        assert_eq!(schemas.faults(name, &toml(&right)), [""; 0], "{name}: {right}");
        assert!(!schemas.faults(name, &toml(&wrong)).is_empty(), "{name}: {wrong}");
    }
}

#[test]
fn schemas_are_renewed_and_nothing_else_is_written_over() {
    let site = Site::new();
    let first = site.run(&["schema", "schemas"]);
    assert!(first.stdout.contains("made schemas/site.schema.json\n") && first.stdout.contains("made ./.taplo.toml\n"));
    assert!(first.stdout.contains("front matter inside .md files is completed by none"), "{}", first.stdout);
    let settings = site.read(".taplo.toml");
    assert!(settings.contains("include = [\"site.toml\"]\n[rule.schema]\npath = \"./schemas/site.schema.json\"\n"));
    let whole = site.read("schemas/site.schema.json");
    // One of an earlier version is renewed.
    site.write("schemas/site.schema.json", whole.replace("base_url", "base_adress"));
    let again = site.run(&["schema", "schemas"]);
    for line in ["renewed schemas/site.schema.json\n", "unchanged: schemas/table.schema.json\n"] {
        assert!(again.stdout.contains(line), "{}", again.stdout);
    }
    assert!(again.stdout.contains("kept ./.taplo.toml"), "{}", again.stdout);
    assert_eq!(site.read("schemas/site.schema.json"), whole);
    site.write("schemas/page.schema.json", "{}");
    site.write("schemas/site.schema.json", whole.replace("base_url", "base_adress"));
    let before = site.snapshot(".");
    let refused = site.run(&["schema", "schemas"]);
    assert!(refused.code == Some(2) && refused.stderr.contains("page.schema.json"), "{}", refused.stderr);
    assert_eq!(site.snapshot("."), before);
    site.remove(".taplo.toml");
    site.remove("site.toml");
    let run = site.run(&["schema", "other"]);
    assert!(run.code == Some(0) && run.stdout.contains("there is no site here") && !site.has(".taplo.toml"));
    let elsewhere = tempfile::tempdir().unwrap();
    let run = site.run(&["schema", elsewhere.path().to_str().unwrap()]);
    assert!(run.code == Some(0) && run.stdout.contains("outside of the site"), "{}", run.stdout);
}
