//! The laws of the property tests, for targets that look for inputs by what they reach in the code.

#[path = "../../tests/properties/laws/mod.rs"]
pub mod laws;
