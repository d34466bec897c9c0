//! Any text is a file of messages, or says where it is none.

#![no_main]

use shirube_fuzz::laws::messages;

libfuzzer_sys::fuzz_target!(|text: &str| messages::are_read(text));
