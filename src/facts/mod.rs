//! Tables of typed data, whose cells are the facts of the site; what is derived from them, where they contradict each
//! other, and whether a text that quotes one says what it says.

#[cfg(test)]
mod alike_tests;
mod cell;
mod chart;
mod choices;
mod choosable;
mod claim;
mod column;
mod conflict;
mod derivation;
mod derive;
mod evidence;
mod fact;
mod fragment;
mod ids;
mod label;
mod named;
mod numerals;
mod quote;
mod read;
mod same;
mod table;

pub use cell::read_duration;
pub use choosable::number as choosable_number;
#[cfg(test)]
pub use column::tests::every_kind;
pub use column::{Column, ColumnKind};
pub use conflict::{Conflict, ConflictId, Conflicts, Side};
pub use derivation::{Choosable, Derivation};
pub use evidence::Evidence;
pub use fact::{Cell, Fact, Facts};
pub use fragment::{Fragment, Fragments, parse_words, parse_words_of};
pub use ids::FactId;
pub use label::{
    Label, data_files, labels, of_file as labels_of_file, of_file_as as labels_of_file_as, of_named as labels_of_named,
    of_text as labels_of_text,
};
pub use numerals::JOINS;
pub use quote::{
    Quotation, Quote, Quoted, Visible, asking as asking_fact, check as check_quote, split as split_quote, unasked_end,
};
pub use read::{is_table, read};
pub use same::is_counter;
pub use table::{Chart, Place, Row, Sort, Table, TableId, Tables, check_units};
