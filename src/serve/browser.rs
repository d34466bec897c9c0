//! Shows an address in the browser of whoever started the preview.

use std::process::{Command, Stdio};

/// Opens the browser; whether there is one. The address is the preview's own.
pub fn open(url: &str) -> bool {
    let program = match std::env::consts::OS {
        "macos" => "open",
        "windows" => "explorer",
        _ => "xdg-open",
    };
    Command::new(program).arg(url).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn().is_ok()
}
