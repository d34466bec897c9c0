//! The laws of the property tests, for targets that look for inputs by what they reach in the code.

#[path = "../../tests/properties/laws/mod.rs"]
pub mod laws;
#[path = "../../tests/properties/quoted.rs"]
pub mod quoted;
#[path = "../../tests/properties/reckoned.rs"]
pub mod reckoned;
