//! The preview: what it shows after any change is what a fresh build makes, and it answers nobody but the one who
//! started it.

// A test may stop.
#![allow(clippy::indexing_slicing, clippy::panic, clippy::string_slice, clippy::unwrap_used)]

#[path = "serve/edits.rs"]
mod edits;
#[path = "serve/http.rs"]
mod http;
#[path = "serve/newcomer.rs"]
mod newcomer;
#[path = "serve/soak.rs"]
mod soak;
