//! Words of the command line for what other modules own: no other module knows how it is typed.

use crate::config::{Html, Missing};
use crate::diagnostic::Format;
use crate::status::{Fault, State};
use clap::ValueEnum;
use clap::builder::PossibleValue;

impl ValueEnum for Html {
    fn value_variants<'a>() -> &'a [Html] {
        &[Html::Escape, Html::Safe, Html::Trusted]
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(match self {
            Html::Escape => PossibleValue::new("escape").help("It is shown as text"),
            Html::Safe => PossibleValue::new("safe").help("Of it goes into the page what is harmless"),
            Html::Trusted => PossibleValue::new("trusted").help("It goes into the page as it is"),
        })
    }
}

impl ValueEnum for Missing {
    fn value_variants<'a>() -> &'a [Missing] {
        &[Missing::Omit, Missing::Fallback]
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(match self {
            Missing::Omit => PossibleValue::new("omit").help("Nothing: there is no page"),
            Missing::Fallback => PossibleValue::new("fallback").help("Its text in the language that is fallen back to"),
        })
    }
}

impl ValueEnum for Format {
    fn value_variants<'a>() -> &'a [Format] {
        &[Format::Terminal, Format::Short, Format::Json, Format::Github, Format::Sarif]
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(match self {
            Format::Terminal => {
                PossibleValue::new("terminal").help("With the lines that they are about, and at most 100 of a kind")
            }
            Format::Short => {
                PossibleValue::new("short").help("One line each: `file:line:column: error[code]: message`")
            }
            Format::Json => PossibleValue::new("json").help("One JSON object a line"),
            Format::Github => PossibleValue::new("github").help("Annotations of GitHub Actions"),
            Format::Sarif => PossibleValue::new("sarif").help("SARIF 2.1.0, for code scanning"),
        })
    }
}

impl ValueEnum for Fault {
    fn value_variants<'a>() -> &'a [Fault] {
        &[
            Fault::Page(State::Current),
            Fault::Page(State::Stale),
            Fault::Page(State::Missing),
            Fault::Page(State::Orphan),
            Fault::Page(State::Unstamped),
            Fault::Messages,
            Fault::Data,
        ]
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(match self {
            Fault::Page(state) => PossibleValue::new(state.name()),
            Fault::Messages => PossibleValue::new("messages").help("A language lacks messages"),
            Fault::Data => PossibleValue::new("data")
                .help("A language lacks texts of data, or has some whose originals have changed"),
        })
    }
}
