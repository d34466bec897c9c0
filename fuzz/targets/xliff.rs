//! Any bytes are taken as XLIFF or refused, and any text comes back as it went.

#![no_main]

use shirube_fuzz::laws::xliff;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    xliff::is_taken_or_refused(bytes);
    if let Ok(text) = std::str::from_utf8(bytes) {
        xliff::comes_back(text, text.lines().next().unwrap_or_default(), false);
    }
});
