//! The seal of what is written beside an output and read again: what stands for a text on this machine alone, so that one
//! who brings along a text of their own cannot seal it.

use sha2::{Digest, Sha256};

/// How many digits a seal has.
pub(super) const DIGITS: usize = 64;

/// What stands for a text on this machine (FIPS 180-4).
pub(super) fn seal(text: &str) -> String {
    // machine-id(5): not to be told to anybody, and different on every machine that has one.
    let machine = std::fs::read("/etc/machine-id").unwrap_or_default();
    let mut sum = Sha256::new();
    sum.update((machine.len() as u64).to_le_bytes());
    sum.update(&machine);
    sum.update(text.as_bytes());
    sum.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}
