//! The choices of a column.

use crate::diagnostic::{Names, listed};
use crate::format::LangText;
use std::collections::HashMap;

/// What the cells of a column choose from: ids, and what each says.
#[derive(Debug, Clone)]
pub struct Choices {
    all: Vec<(String, LangText)>,
    by_id: HashMap<String, usize>,
    names: Names,
}

impl Choices {
    /// The choices in their order, each id once.
    pub(super) fn new(all: Vec<(String, LangText)>) -> Choices {
        let by_id = all.iter().enumerate().map(|(at, (id, _))| (id.clone(), at)).collect();
        Choices { all, by_id, names: Names::default() }
    }

    /// What a choice says; `None` if there is no such choice.
    pub(super) fn label(&self, id: &str) -> Option<LangText> {
        self.all.get(*self.by_id.get(id)?).map(|(_, label)| label.clone())
    }

    /// Which choice may have been meant, or else which there are.
    pub(super) fn help(&self, id: &str) -> String {
        let ids = || self.all.iter().map(|(id, _)| id.as_str());
        self.names.suggestion(id, ids).unwrap_or_else(|| format!("the choices are {}", listed(ids())))
    }
}
