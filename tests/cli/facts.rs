//! What `check --fix` rewrites, and what `facts` lists.

use crate::site::Site;
use serde_json::Value;

const PRICES: &str = r#"[[column]]
id = "cost"
type = "money"
currency = "JPY"
label = { ja = "費用", en = "Cost" }

[[row]]
id = "drip"
label = { ja = "点滴", en = "Drip" }
cost = [50000, 100000]

[[row]]
id = "twice"
label = { ja = "2回分", en = "Two sessions" }
cost = { derive = "drip.cost * 2" }
"#;

#[test]
fn fix_rewrites_the_texts_of_changed_facts_and_nothing_else() {
    let site = Site::new();
    site.write("content/tables/prices.toml", PRICES);
    let page = "\u{FEFF}+++\r\ntitle = \"費用は[5〜10万円](fact:prices.drip.cost)\"\r\n+++\r\n\r\n\
                点滴は[**5～10万円**](fact:prices.drip.cost)、**[約5〜10万円](fact:prices.drip.cost)**、\
                高くて[10万円](fact:prices.drip.cost?form=upper)、2回で[10〜20万円](fact:prices.twice.cost)。  \r\n\
                | 表 |\r\n|---|\r\n| [5〜10万円](fact:prices.drip.cost) |\r\n\r\n`[5〜10万円](fact:prices.drip.cost)`\r\n";
    site.write("content/cost.ja.md", page);
    site.write(
        "content/cost.en.md",
        "---\ntitle: Cost\ndescription: 'It costs [¥50,000–100,000](fact:prices.drip.cost).'\n---\n\
         [](fact:prices.drip.cost), [¥100,000](fact:prices.drip.cost?form=upper), \
         [¥100,000–200,000](fact:prices.twice.cost)\n",
    );
    let run = site.run(&["check", "--fix"]);
    assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""), "{}", run.stdout);
    assert_eq!(site.read("content/cost.ja.md"), page);

    site.write("content/tables/prices.toml", PRICES.replace("100000", "120000"));
    let run = site.run(&["check"]);
    assert_eq!(run.code, Some(1));
    assert!(run.stdout.ends_with("`shirube check --fix` mends 9 of them\n"), "{}", run.stdout);
    let run = site.run(&["check", "--fix"]);
    assert_eq!(run.code, Some(0), "{}", run.stdout);
    assert_eq!(run.stderr, "mended 3 texts in content/cost.en.md\nmended 6 texts in content/cost.ja.md\n");
    let mended = page
        .replace("**5～10万円**", "**5〜12万円**")
        .replace("約5〜10万円", "約5〜12万円")
        .replace("[5〜10万円]", "[5〜12万円]")
        .replace("[10万円]", "[12万円]")
        .replace("[10〜20万円]", "[10〜24万円]")
        .replace("`[5〜12万円]", "`[5〜10万円]");
    assert_eq!(site.read("content/cost.ja.md"), mended);
    assert_eq!(
        site.read("content/cost.en.md"),
        "---\ntitle: Cost\ndescription: 'It costs [¥50,000–120,000](fact:prices.drip.cost).'\n---\n\
         [](fact:prices.drip.cost), [¥120,000](fact:prices.drip.cost?form=upper), \
         [¥100,000–240,000](fact:prices.twice.cost)\n"
    );
    let run = site.run(&["check", "--fix"]);
    assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""));
    assert_eq!(site.read("content/cost.ja.md"), mended);
    assert_eq!(site.run(&["build"]).code, Some(0));
}

#[test]
fn fix_leaves_other_mistakes_and_says_so() {
    let site = Site::new();
    site.write("content/tables/prices.toml", PRICES);
    site.page("content/cost.ja.md", "費用", "[6〜9万円](fact:prices.drip.cost)、[料金](nowhere.md)");
    let run = site.run(&["check", "--fix"]);
    assert_eq!(run.code, Some(1));
    assert_eq!(run.stderr, "mended 1 text in content/cost.ja.md\n");
    assert!(run.stdout.contains("unknown-page") && !run.stdout.contains("fact-mismatch"), "{}", run.stdout);
    assert!(site.read("content/cost.ja.md").contains("[5〜10万円](fact:prices.drip.cost)"));
}

#[test]
fn fix_finds_quotations_among_escapes_and_leaves_those_whose_destination_stands_elsewhere() {
    let site = Site::new();
    site.write("content/tables/prices.toml", PRICES);
    let data = "+++\ntitle = \"[6〜9万円](fact:prices.drip.cost) \\\"と\\\" [6〜9万円](fact:prices.drip.cost)\"\n+++\n";
    let text = "[6〜9万円]と[7万円][x]。\n\n[6〜9万円]: fact:prices.drip.cost\n[x]: fact:prices.drip.cost\n";
    site.write("content/cost.ja.md", format!("{data}{text}"));
    let run = site.run(&["check", "--fix"]);
    assert_eq!((run.code, run.stderr.as_str()), (Some(1), "mended 2 texts in content/cost.ja.md\n"), "{}", run.stdout);
    assert_eq!(site.read("content/cost.ja.md"), format!("{}{text}", data.replace("[6〜9万円]", "[5〜10万円]")));
    assert_eq!(run.stdout.matches("fact-mismatch").count(), 2, "{}", run.stdout);
    let again = site.run(&["check", "--fix"]);
    assert_eq!((again.code, again.stderr.as_str(), again.stdout), (Some(1), "", run.stdout));
}

#[test]
fn fix_writes_what_each_kind_of_string_takes() {
    let site = Site::new();
    let table = |note: &str, literal: &str| {
        format!(
            "[[column]]\nid = \"size\"\ntype = \"text\"\nlabel = \"大\"\n\n\
             [[row]]\nid = \"a\"\nlabel = \"甲\"\nsize = {{ value = \"5'9\\\"\", note = \"{note}\" }}\n\n\
             [[row]]\nid = \"b\"\nlabel = \"乙\"\nsize = {{ value = \"a*b\", note = '{literal}' }}\n"
        )
    };
    let (old, new) = ("[古い](fact:size.a.size)", "[5'9\"](fact:size.a.size)");
    let front = |value: &str| format!("---\ntitle: 大\ndescription: {value}\n---\n");
    let basic = |text: &str| format!("\\u300c{text}\\u300d\\\"{text}\\\"、[古\\u3044](fact:size.b.size)");
    site.write("content/tables/size.toml", table(&basic(old), "\"[古い](fact:size.b.size)"));
    site.write("content/single.ja.md", front(&format!("'日本''語{old}'")));
    site.write("content/double.ja.md", front(&format!("\"\\x41\\\n  {old}、{old}\"")));
    site.write("content/folded.ja.md", front(&format!(">-\n  日本\n\n  語{old}")));
    site.write("content/plain.ja.md", front(&format!("日本\n  語{old}")));
    let run = site.run(&["check", "--fix"]);
    assert_eq!(run.code, Some(0), "{}{}", run.stdout, run.stderr);
    let escaped = new.replace('"', "\\\"");
    let wanted = table(&basic(&escaped).replace("古\\u3044", "a\\\\*b"), "\"[a\\*b](fact:size.b.size)");
    assert_eq!(site.read("content/tables/size.toml"), wanted);
    assert_eq!(site.read("content/single.ja.md"), front(&format!("'日本''語{}'", new.replace('\'', "''"))));
    assert_eq!(site.read("content/double.ja.md"), front(&format!("\"\\x41\\\n  {escaped}、{escaped}\"")));
    assert_eq!(site.read("content/folded.ja.md"), front(&format!(">-\n  日本\n\n  語{new}")));
    assert_eq!(site.read("content/plain.ja.md"), front(&format!("日本\n  語{new}")));
    let again = site.run(&["check", "--fix"]);
    assert_eq!((again.code, again.stderr.as_str()), (Some(0), ""), "{}", again.stdout);
}

#[test]
fn facts_lists_values_and_quotations() {
    let site = Site::new();
    site.write("content/tables/prices.toml", PRICES);
    site.page(
        "content/cost.ja.md",
        "費用",
        "[5〜10万円](fact:prices.drip.cost)、[9万円](fact:prices.drip.cost?form=upper)",
    );
    let run = site.run(&["facts", "--format", "json"]);
    assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""));
    let listed: Value = serde_json::from_str(&run.stdout).unwrap();
    let drip = &listed[0];
    assert_eq!((&drip["id"], &drip["type"]), (&"prices.drip.cost".into(), &"money".into()));
    assert_eq!(drip["values"]["ja"], "5〜10万円");
    assert_eq!(drip["iso"], "JPY 50000/100000");
    assert_eq!(listed[1]["values"]["ja"], "10〜20万円");
    let quotes: Vec<(&Value, &Value, &Value)> = drip["quotes"]
        .as_array()
        .unwrap()
        .iter()
        .map(|quote| (&quote["column"], &quote["form"], &quote["ok"]))
        .collect();
    assert_eq!(quotes, [(&1.into(), &"plain".into(), &true.into()), (&33.into(), &"plain".into(), &false.into())]);
    assert_eq!(drip["quotes"][0]["file"], "content/cost.ja.md");
    assert_eq!((&drip["quotes"][0]["lang"], &drip["quotes"][0]["text"]), (&"ja".into(), &"5〜10万円".into()));

    let run = site.run(&["facts", "prices.drip"]);
    assert!(run.stdout.starts_with("prices.drip.cost  5〜10万円"), "{}", run.stdout);
    assert!(run.stdout.contains("9万円  is out of date\n"), "{}", run.stdout);
    assert!(run.stdout.ends_with("1 fact, 2 quotations\n"), "{}", run.stdout);
    let run = site.run(&["facts", "prices.drop"]);
    assert_eq!(run.code, Some(2));
    assert!(run.stderr.contains("did you mean `prices.drip`?"), "{}", run.stderr);

    site.write("content/tables/prices.toml", PRICES.replace("[50000, 100000]", "\"five\""));
    let run = site.run(&["facts"]);
    assert_eq!(run.code, Some(1));
    assert!(run.stderr.contains("invalid-value"), "{}", run.stderr);
}
