//! Pages to HTML: operations by its own writer, everything round them by Tera templates with typed data.

pub mod asked;
mod chart;
mod conflict;
mod engine;
mod error;
mod escape;
mod figure;
mod functions;
mod html;
mod json_ld;
mod plain;
mod planner;
mod reference;
mod run;
mod table;
mod value;
mod view;
mod wrap;

pub use engine::{Engine, title as site_title};
pub use figure::{Figure, figure};
pub use html::{Scene, content};
pub use plain::plain;
pub use table::{licence, reviewed, text as cell_text};
pub use view::{alias, alternate_links, children, languages, not_found, numbers, page, topic, topic_alternate_links};
