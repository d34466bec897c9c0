//! Any text is Markdown, and its HTML is whole.

#![no_main]

use shirube_fuzz::laws::markdown;

libfuzzer_sys::fuzz_target!(|text: &str| {
    markdown::is_read(text);
    markdown::is_written_whole(text);
});
