//! What follows from other facts: a derived value is what its formula gives, reckoned elsewhere; and what a page works
//! out for a reader's own numbers is what the formula gives of those.

use super::site::{Result, built};
use super::{SITE, files, options};
use crate::reckoned::{Fraction, Range, Tree};
use serde_json::{Value, json};

/// How many facts there are to reckon with.
pub const FACTS: usize = 6;

/// The facts, a row for each, of hundredths of a percent.
fn facts(ends: &[(i32, i32)]) -> String {
    let mut data = "[[column]]\nid = \"x\"\ntype = \"percent\"\nlabel = \"X\"\n".to_owned();
    for (at, (low, high)) in ends.iter().enumerate() {
        let (low, high) = (hundredths((*low).into()), hundredths((*high).into()));
        data += &format!("[[row]]\nid = \"r{at}\"\nlabel = \"R\"\nx = [{low}, {high}]\n");
    }
    data
}

fn range(&(low, high): &(i32, i32)) -> Range {
    let number = |hundredths: i32| Fraction::new(hundredths.into(), 10_000).unwrap();
    (number(low), number(high))
}

/// A number of hundredths, without zeros that say nothing.
fn hundredths(number: i128) -> String {
    let sign = if number < 0 { "-" } else { "" };
    let text = format!("{sign}{}.{:02}", number.abs() / 100, number.abs() % 100);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// What a column of percentages has of a range: hundredths. None where there are too many of them.
fn percent((low, high): Range) -> Option<(i128, i128)> {
    let end = |end: Fraction| times(end, 10_000)?.rounded().filter(|number| number.abs() < 100_000_000_000_000);
    Some((end(low)?, end(high)?))
}

fn times(number: Fraction, by: i128) -> Option<Fraction> {
    Tree::Sign('*', Box::new(Tree::Fact(0)), Box::new(Tree::Fact(1)))
        .gives(&[(number, number), (Fraction::new(by, 1)?, Fraction::new(by, 1)?)])
        .map(|(low, _)| low)
}

/// A site that shows a table over these facts.
fn shown(ends: &[(i32, i32)], table: &str) -> Result {
    let site = files([
        ("site.toml", SITE.as_bytes()),
        ("content/facts/f.toml", facts(ends).as_bytes()),
        ("content/tables/t.toml", table.as_bytes()),
        ("content/index.ja.md", b"+++\ntitle = \"T\"\n+++\n[](table:t)\n"),
    ]);
    let result = built(&site, &options());
    assert!(!result.errors, "{}\n{table}", result.said);
    result
}

/// Every derived value is what its formula gives. How many were tried: not those that cannot be worked out.
pub fn are_what_formulas_give(ends: &[(i32, i32)], trees: &[Tree]) -> usize {
    let ranges: Vec<Range> = ends.iter().map(range).collect();
    let wanted: Vec<(&Tree, (i128, i128))> =
        trees.iter().filter_map(|tree| Some((tree, percent(tree.gives(&ranges)?)?))).collect();
    let mut table = "[[column]]\nid = \"y\"\ntype = \"percent\"\nlabel = \"Y\"\n".to_owned();
    for (at, (tree, _)) in wanted.iter().enumerate() {
        let formula = tree.write(&|fact| format!("f.r{fact}.x"));
        table += &format!("[[row]]\nid = \"r{at}\"\nlabel = \"R\"\ny = {{ derive = \"{formula}\" }}\n");
    }
    let result = shown(ends, &table);
    let json: Value = serde_json::from_slice(&result.files["ja/tables/t.json"]).unwrap();
    for (at, (tree, (low, high))) in wanted.iter().enumerate() {
        let exact = json!({ "type": "percent", "low": hundredths(*low), "high": hundredths(*high) });
        assert_eq!(
            json["rows"][at]["cells"]["y"]["exact"],
            exact,
            "{} of {ends:?}",
            tree.write(&|at| format!("x{at}"))
        );
    }
    wanted.len()
}

/// What a page works out for numbers that a reader chooses, in the first two facts, is what the formulas give of those. How
/// many results were tried.
pub fn are_worked_out_again(ends: &[(i32, i32)], trees: &[Tree], chosen: &[(i32, i32)]) -> usize {
    // What a reader chooses is a single number, between its least and most.
    let least = |at: usize| ends[at].0.min(ends[at].1);
    let most = |at: usize| ends[at].0.max(ends[at].1);
    let is_input = |at: usize| at < 2;
    // For each number of the reader the results have to be numbers.
    let whole: Vec<Range> = ends.iter().map(range).collect();
    let fits = |tree: &&Tree| tree.has(&is_input) && tree.gives(&whole).and_then(percent).is_some();
    let trees: Vec<&Tree> = trees.iter().filter(fits).collect();
    let mut table = String::new();
    for at in 0..2 + trees.len() {
        table += &format!("[[column]]\nid = \"c{at}\"\ntype = \"percent\"\nlabel = \"C{at}\"\n");
    }
    table += "[[row]]\nid = \"r\"\nlabel = \"R\"\n";
    for at in 0..2 {
        let (low, high) = (hundredths(least(at).into()), hundredths(most(at).into()));
        table += &format!("c{at} = {{ value = {low}, reader = {{ min = {low}, max = {high}, step = 0.01 }} }}\n");
    }
    for (at, tree) in trees.iter().enumerate() {
        let formula = tree.write(&|fact| if is_input(fact) { format!("c{fact}") } else { format!("f.r{fact}.x") });
        table += &format!("c{} = {{ derive = \"{formula}\" }}\n", at + 2);
    }
    let result = shown(ends, &table);
    let page = std::str::from_utf8(&result.files["ja/index.html"]).unwrap();
    let script = page.split_once("class=\"planner\">").and_then(|(_, rest)| rest.split_once("</script>"));
    // A table of which something cannot be worked out has none.
    let Some((script, _)) = script else { return 0 };
    let data: Value = serde_json::from_str(script).unwrap();
    let mut tried = 0;
    for chosen in chosen {
        let between = |at: usize, number: i32| least(at) + number.rem_euclid(most(at) - least(at) + 1);
        let own = [between(0, chosen.0), between(1, chosen.1)];
        let single = own.iter().map(|number| range(&(*number, *number)));
        let ranges: Vec<Range> = single.chain(whole[2..].iter().copied()).collect();
        let Some(found) = worked_out(&data, own) else { continue };
        assert_eq!(found.len(), trees.len());
        for (tree, found) in trees.iter().zip(found) {
            let wanted = percent(tree.gives(&ranges).unwrap());
            assert_eq!(Some(found), wanted, "{tree:?} of {own:?} in {ends:?}");
            tried += 1;
        }
    }
    tried
}

/// The results of a planner, as `templates/README.md` says that its data is meant: each with its ends, in hundredths. None
/// where a number cannot be held here.
fn worked_out(data: &Value, own: [i32; 2]) -> Option<Vec<(i128, i128)>> {
    let known = data[0].as_array().unwrap().iter();
    let mut numbers: Vec<Range> = known
        .map(|number| match number.as_array() {
            Some(ends) => (fraction(&ends[0]), fraction(&ends[1])),
            None => (fraction(number), fraction(number)),
        })
        .collect();
    let (mut own, mut results) = (own.into_iter(), Vec::new());
    for value in data[1].as_array().unwrap() {
        if value["input"].is_object() {
            let number = Fraction::new(own.next().unwrap().into(), 100).unwrap();
            let single = product(number, fraction(&value["factor"]))?;
            numbers.push((single, single));
            continue;
        }
        let ends = evaluate(value["steps"].as_array().unwrap(), &numbers)?;
        numbers.push(ends);
        let shown = |end: Fraction| {
            let whole = quotient(end, fraction(&value["unit"]))?.rounded()?
                * value["top"].as_str().unwrap().parse::<i128>().unwrap();
            let digits = u32::try_from(value["digits"].as_u64().unwrap()).unwrap();
            // Both places of a hundredth, of which the data may have fewer.
            assert!(digits <= 2, "{digits}");
            Some(whole * 10_i128.pow(2 - digits))
        };
        results.push((shown(ends.0)?, shown(ends.1)?));
    }
    Some(results)
}

/// A fraction as text: `3`, `-3/2`.
fn fraction(text: &Value) -> Fraction {
    let text = text.as_str().unwrap();
    let (top, bottom) = text.split_once('/').unwrap_or((text, "1"));
    Fraction::new(top.parse().unwrap(), bottom.parse().unwrap()).unwrap()
}

fn product(a: Fraction, b: Fraction) -> Option<Fraction> {
    of_two("*", (a, a), (b, b)).map(|(low, _)| low)
}

fn quotient(a: Fraction, b: Fraction) -> Option<Fraction> {
    of_two("/", (a, a), (b, b)).map(|(low, _)| low)
}

/// What an operator makes of two ranges.
fn of_two(operator: &str, a: Range, b: Range) -> Option<Range> {
    let fact = |at| Tree::Fact(at);
    let tree = match operator {
        "+" | "-" | "*" | "/" => Tree::Sign(operator.chars().next()?, Box::new(fact(0)), Box::new(fact(1))),
        "min" => Tree::Call("min", vec![fact(0), fact(1)]),
        "max" => Tree::Call("max", vec![fact(0), fact(1)]),
        "span" => Tree::Call("span", vec![fact(0), fact(1)]),
        other => panic!("{other}"),
    };
    tree.gives(&[a, b])
}

/// A formula in postfix notation.
fn evaluate(steps: &[Value], numbers: &[Range]) -> Option<Range> {
    let mut stack: Vec<Range> = Vec::new();
    for step in steps {
        let Some(operator) = step.as_str() else {
            stack.push(numbers[step.as_u64().unwrap() as usize]);
            continue;
        };
        let last = stack.pop().unwrap();
        let result = match operator {
            "low" => (last.0, last.0),
            "high" => (last.1, last.1),
            _ => of_two(operator, stack.pop().unwrap(), last)?,
        };
        stack.push(result);
    }
    assert_eq!(stack.len(), 1);
    stack.pop()
}
