//! What a site begins with, and what it grows by: the files of a new site, a new page, the schemas of what authors
//! write, and the files of the theme that a site can make its own.

pub mod answer;
mod beginning;
mod example;
mod page;
mod schema;
mod settings;
mod theme;
mod workflow;

pub use beginning::beginning;
pub use page::{NewPage, page};
pub use schema::{MADE, schemas, taplo};
pub use theme::Theme;

/// A file that is to be made: its path in the site, and what it says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    pub path: String,
    pub text: String,
}
