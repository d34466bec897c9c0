//! Formulas as text: names of facts, numbers, `+ - * /`, parentheses, functions.

use super::{Formula, Function, Mistake, Op, Ratio, Step};
use crate::diagnostic::suggestion;
use crate::format::Decimal;
use std::ops::Range;

/// The longest formula, in bytes.
const MAX_LENGTH: usize = 1000;

enum Token<'a> {
    Number(Ratio),
    Name(&'a str),
    Sign(char),
}

/// What waits for its right side.
enum Waiting {
    Operator(Op),
    /// A parenthesis, perhaps of a function.
    Open {
        at: usize,
        function: Option<Function>,
        arguments: usize,
    },
}

/// Reads a formula.
pub fn parse(text: &str) -> Result<Formula, Mistake> {
    if text.len() > MAX_LENGTH {
        return Err(Mistake::new(0..text.len(), format!("the formula is longer than {MAX_LENGTH} bytes")));
    }
    let mut reader = Reader { formula: Formula::default(), waiting: Vec::new(), starts: Vec::new(), value: true };
    let mut tokens = tokens(text)?.into_iter().peekable();
    while let Some((token, range)) = tokens.next() {
        match token {
            Token::Number(number) => reader.push_value(Op::Number(number), range)?,
            Token::Name(name) => {
                let called = tokens.peek().is_some_and(|(next, _)| matches!(next, Token::Sign('(')));
                match called {
                    true => {
                        tokens.next();
                        reader.open(Some(function(name, range.clone())?), range)?;
                    }
                    false => {
                        let names = &mut reader.formula.names;
                        names.push((name.to_owned(), range.clone()));
                        let index = names.len() - 1;
                        reader.push_value(Op::Fact(index), range)?;
                    }
                }
            }
            Token::Sign('(') => reader.open(None, range)?,
            Token::Sign(')') => reader.close(range)?,
            Token::Sign(',') => reader.comma(range)?,
            Token::Sign(sign) => reader.operator(sign, range)?,
        }
    }
    reader.finish(text.len())
}

struct Reader {
    formula: Formula,
    waiting: Vec<Waiting>,
    /// Where each value that the steps leave begins.
    starts: Vec<usize>,
    /// Whether a value has to come next.
    value: bool,
}

impl Reader {
    fn expect_value(&self, range: &Range<usize>) -> Result<(), Mistake> {
        match self.value {
            true => Ok(()),
            false => {
                Err(Mistake::new(range.clone(), "an operator is missing before this")
                    .help("write `+`, `-`, `*` or `/`"))
            }
        }
    }

    fn expect_operator(&self, range: &Range<usize>) -> Result<(), Mistake> {
        match self.value {
            false => Ok(()),
            true => Err(Mistake::new(range.clone(), "a fact or number is missing before this")),
        }
    }

    fn push_value(&mut self, op: Op, range: Range<usize>) -> Result<(), Mistake> {
        self.expect_value(&range)?;
        self.starts.push(range.start);
        self.formula.steps.push(Step { op, range });
        self.value = false;
        Ok(())
    }

    fn open(&mut self, function: Option<Function>, range: Range<usize>) -> Result<(), Mistake> {
        self.expect_value(&range)?;
        self.waiting.push(Waiting::Open { at: range.start, function, arguments: 1 });
        Ok(())
    }

    fn operator(&mut self, sign: char, range: Range<usize>) -> Result<(), Mistake> {
        self.expect_operator(&range)?;
        let op = match sign {
            '+' => Op::Add,
            '-' => Op::Sub,
            '*' => Op::Mul,
            _ => Op::Div,
        };
        self.apply(rank(op), range.start);
        self.waiting.push(Waiting::Operator(op));
        self.value = true;
        Ok(())
    }

    /// Carries out the operators that wait and bind at least as strongly.
    fn apply(&mut self, least: u8, end: usize) {
        while let Some(Waiting::Operator(op)) = self.waiting.last()
            && rank(*op) >= least
        {
            let op = *op;
            self.waiting.pop();
            self.starts.pop();
            let start = self.starts.last().copied().unwrap_or_default();
            self.formula.steps.push(Step { op, range: start..end });
        }
    }

    fn comma(&mut self, range: Range<usize>) -> Result<(), Mistake> {
        self.expect_operator(&range)?;
        self.apply(0, range.start);
        match self.waiting.last_mut() {
            Some(Waiting::Open { function: Some(_), arguments, .. }) => *arguments += 1,
            _ => return Err(Mistake::new(range, "a comma stands only between the arguments of a function")),
        }
        self.value = true;
        Ok(())
    }

    fn close(&mut self, range: Range<usize>) -> Result<(), Mistake> {
        self.expect_operator(&range)?;
        self.apply(0, range.start);
        let Some(Waiting::Open { at, function, arguments }) = self.waiting.pop() else {
            return Err(Mistake::new(range, "this parenthesis was not opened"));
        };
        if let Some(function) = function {
            self.starts.truncate(self.starts.len().saturating_sub(arguments));
            self.starts.push(at);
            self.formula.steps.push(Step { op: Op::Call(function, arguments), range: at..range.end });
        } else if let Some(start) = self.starts.last_mut() {
            *start = at;
        }
        Ok(())
    }

    fn finish(mut self, end: usize) -> Result<Formula, Mistake> {
        if self.formula.steps.is_empty() && self.waiting.is_empty() {
            return Err(Mistake::new(0..end, "the formula is empty"));
        }
        if self.value {
            return Err(Mistake::new(end..end, "a fact or number is missing at the end"));
        }
        self.apply(0, end);
        match self.waiting.pop() {
            Some(Waiting::Open { at, .. }) => Err(Mistake::new(at..at + 1, "this parenthesis is not closed")),
            _ => Ok(self.formula),
        }
    }
}

fn rank(op: Op) -> u8 {
    match op {
        Op::Mul | Op::Div => 2,
        Op::Add | Op::Sub => 1,
        Op::Number(_) | Op::Fact(_) | Op::Call(..) => 0,
    }
}

fn function(name: &str, range: Range<usize>) -> Result<Function, Mistake> {
    let names = Function::ALL.map(|(name, _)| name);
    Function::ALL.into_iter().find(|(known, _)| *known == name).map(|(_, function)| function).ok_or_else(|| {
        let help = suggestion(name, names).unwrap_or_else(|| format!("the functions are {}", names.join(", ")));
        Mistake::new(range, format!("there is no function `{name}`")).help(help)
    })
}

fn tokens(text: &str) -> Result<Vec<(Token<'_>, Range<usize>)>, Mistake> {
    let mut tokens = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let start = text.len() - rest.len();
        let word = rest.find(|c: char| !is_of_word(c)).unwrap_or(rest.len());
        let (length, token) = match first {
            c if c.is_whitespace() => (c.len_utf8(), None),
            // A `-` inside a name belongs to it: `initial-5.sessions`.
            c if is_of_word(c) && c != '-' => {
                let word = rest.get(..word).unwrap_or_default();
                (word.len(), Some(read_word(word, start..start + word.len())?))
            }
            '+' | '-' | '*' | '/' | '(' | ')' | ',' => (1, Some(Token::Sign(first))),
            '×' | '÷' => {
                let sign = if first == '×' { "*" } else { "/" };
                let range = start..start + first.len_utf8();
                return Err(
                    Mistake::new(range, format!("`{first}` means nothing here")).help(format!("write `{sign}`"))
                );
            }
            c => {
                let range = start..start + c.len_utf8();
                return Err(Mistake::new(range, format!("`{c}` means nothing here")));
            }
        };
        tokens.extend(token.map(|token| (token, start..start + length)));
        rest = rest.get(length..).unwrap_or_default();
    }
    Ok(tokens)
}

fn is_of_word(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_')
}

fn read_word(word: &str, range: Range<usize>) -> Result<Token<'_>, Mistake> {
    if word.bytes().any(|byte| byte.is_ascii_alphabetic()) {
        return Ok(Token::Name(word));
    }
    match Decimal::parse(word).ok().and_then(Ratio::of) {
        Some(number) => Ok(Token::Number(number)),
        None if word.contains('-') => {
            Err(Mistake::new(range, format!("`{word}` is not a number")).help("put spaces round the `-`"))
        }
        None => Err(Mistake::new(range, format!("`{word}` is not a number"))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formula::Quantity;

    fn value(text: &str) -> Result<String, String> {
        let formula = parse(text).map_err(|mistake| format!("{:?} {}", mistake.range, mistake.message))?;
        let seven = Quantity { low: Ratio::whole(3), high: Ratio::whole(5), ..Quantity::number(Ratio::ZERO) };
        let facts = vec![seven; formula.names.len()];
        let result = formula.evaluate(&facts).map_err(|mistake| format!("{:?} {}", mistake.range, mistake.message))?;
        let end = |end: Ratio| end.decimal().unwrap().to_string();
        Ok(match result.low == result.high {
            true => end(result.low),
            false => format!("{}..{}", end(result.low), end(result.high)),
        })
    }

    #[test]
    fn works_formulas_out() {
        for (text, expected) in [
            ("1 + 2 * 3", "7"),
            ("(1 + 2) * 3", "9"),
            ("8 - 2 - 1", "5"),
            ("8 / 2 / 2", "2"),
            ("a.b-c.d", "3..5"),
            ("a * 2", "6..10"),
            ("a - a", "-2..2"),
            ("10 / (a - 1)", "2.5..5"),
            ("min(a, 4)", "3..4"),
            ("max(a, 4)", "4..5"),
            ("span(1, a, 2 + 8)", "1..10"),
            ("low(a) * high(a)", "15"),
            ("0.5 * 80_000", "40000"),
        ] {
            assert_eq!(value(text).as_deref(), Ok(expected), "{text}");
        }
    }

    #[test]
    fn says_what_is_wrong() {
        for (text, expected) in [
            ("", "0..0 the formula is empty"),
            ("1 +", "3..3 a fact or number is missing at the end"),
            ("* 2", "0..1 a fact or number is missing before this"),
            ("a b", "2..3 an operator is missing before this"),
            ("(1 + 2", "0..1 this parenthesis is not closed"),
            ("1 + 2)", "5..6 this parenthesis was not opened"),
            ("1, 2", "1..2 a comma stands only between the arguments of a function"),
            ("sum(1)", "0..3 there is no function `sum`"),
            ("2 × 3", "2..4 `×` means nothing here"),
            ("5-3", "0..3 `5-3` is not a number"),
            ("1 / (a - 4)", "5..10 the formula divides by zero"),
            ("min()", "4..5 a fact or number is missing before this"),
            ("金額", "0..3 `金` means nothing here"),
        ] {
            assert_eq!(value(text), Err(expected.to_owned()), "{text}");
        }
    }
}
