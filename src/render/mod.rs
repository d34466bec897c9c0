//! Pages to HTML: operations by its own writer, everything round them by Tera templates with typed data.

pub mod asked;
mod blocked;
mod chart;
mod common;
mod conflict;
mod engine;
mod error;
mod escape;
mod evidence;
mod figure;
mod foreign;
mod frame;
mod functions;
mod grades;
mod html;
mod json_ld;
mod load;
mod marks;
mod menu;
mod panel;
mod people;
mod plain;
mod planner;
mod reference;
mod studies;
mod table;
mod value;
mod view;
mod within;
mod words;
mod wrap;

pub use blocked::blocked_in_templates;
pub use common::title as site_title;
pub use engine::Engine;
pub use evidence::grade_label;
pub use figure::{Figure, figure};
pub use foreign::code as code_of;
pub use html::{Scene, content};
pub use load::{load, reload};
pub use plain::{plain, refer};
pub use planner::{Cause, planner};
pub use reference::short as work_name;
pub use table::{licence, reviewed};
pub use view::{
    alias, alternate_links, children, languages, not_found, numbers, page, search, topic, topic_alternate_links,
};
pub use words::{cell_text, message_lang as code_of_message, words};
