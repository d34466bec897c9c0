//! The data that each kind of template gets, and the pages that come of it.

mod alone;
mod alternate;
mod folder;
mod front;
mod link;
mod notice;
mod other;
mod page;
mod paging;
mod search;
#[cfg(test)]
mod tests;
mod toc;
mod topic;
mod translation;

pub use alone::{alias, languages, not_found};
pub use alternate::{alternate_links, topic_alternate_links};
pub use page::page;
pub use paging::{SummaryView, children, numbers, summary};
pub use search::search;
pub use topic::topic;
