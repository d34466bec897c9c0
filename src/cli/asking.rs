//! Questions on a terminal.

use super::{hand_over, say};
use crate::failure::Failure;
use crate::visible::{Shown, visible};
use std::io::{BufRead, Write};

/// Questions on a terminal, or what they offer where nobody is asked.
pub(super) struct Asking<'a> {
    pub(super) input: &'a mut dyn BufRead,
    pub(super) output: &'a mut dyn Write,
    pub(super) is_asked: bool,
}

impl Asking<'_> {
    /// What was given, or else is answered; a wrong answer is told why, and asked for again.
    pub(super) fn ask<T>(
        &mut self,
        given: Option<&str>,
        question: &str,
        offered: &str,
        read: impl Fn(&str) -> Result<T, String>,
    ) -> Result<T, Failure> {
        if let Some(text) = given.or((!self.is_asked).then_some(offered)) {
            return read(text).map_err(|why| Failure::refused("begin a site with", text, why));
        }
        loop {
            hand_over(self.output, &format!("{question} [{}]: ", visible(offered)));
            let mut line = String::new();
            match self.input.read_line(&mut line) {
                Ok(0) => return Err(Failure::refused("ask for", question, "the input has ended")),
                Ok(_) => {}
                Err(cause) => return Err(Failure::io("ask for", question, cause)),
            }
            let answer = if line.trim().is_empty() { offered } else { line.trim() };
            match read(answer) {
                Ok(value) => return Ok(value),
                Err(why) => say(self.output, &Shown::line(&why)),
            }
        }
    }
}
