//! An offer as PO. Placeholders are numbers in braces, `{1}` or `{1}…{/1}`, and braces that are text stand twice.

use super::gloss::Gloss;
use super::offer::{Offer, Offered, Sheet};
use super::unit::{Token, tokens};
use super::{CONTEXT, po_text};
use crate::document::Piece;
use std::fmt::Write;

/// The file with the texts of an offer.
pub(super) fn write(offer: &Offer) -> String {
    let mut po = String::from("msgid \"\"\nmsgstr \"\"\n");
    let mut header = |line: &str| _ = writeln!(po, "{}", po_text::quoted(&format!("{line}\n")));
    header("MIME-Version: 1.0");
    header("Content-Type: text/plain; charset=UTF-8");
    header("Content-Transfer-Encoding: 8bit");
    header(&format!("Language: {}", offer.to.replace('-', "_")));
    header(&format!("X-Source-Language: {}", offer.from));
    for (number, sheet) in (1..).zip(&offer.sheets) {
        header(&format!("X-Shirube-{number}: {}", stamps(sheet)));
    }
    for sheet in &offer.sheets {
        sheet.units.iter().for_each(|unit| write_unit(unit, &sheet.path, &mut po));
    }
    po
}

/// A file and what is noted of it, in a line: the path is last, since it may have blanks.
fn stamps(sheet: &Sheet) -> String {
    let stamps: String = sheet.stamps.iter().map(|(category, value)| format!("{category}={value} ")).collect();
    format!("{stamps}{}", sheet.path)
}

fn write_unit(offered: &Offered, path: &str, po: &mut String) {
    let Offered { id, unit, name, target, .. } = offered;
    _ = write!(po, "\n#. {}\n", line(&format!("{CONTEXT}: {name}")));
    for note in offered.notes(|number| format!("{{{number}}}")).into_iter().chain(offered.terms.iter().map(Gloss::told))
    {
        _ = writeln!(po, "#. {}", line(&note));
    }
    for (number, mark) in (1..).zip(offered.marks()) {
        let told = match mark.piece {
            Piece::Fixed(written) if offered.shown.get(number - 1).is_some_and(|shown| shown != written) => continue,
            Piece::Break(_) => "a line break".to_owned(),
            Piece::Text(_) | Piece::Fixed(_) | Piece::Open(_) | Piece::Close(_) => line(&mark.shown()),
        };
        _ = writeln!(po, "#. {{{number}}} is {told}");
    }
    // Between two marks of direction a name may have blanks.
    _ = match path.contains(' ') {
        true => writeln!(po, "#: \u{2068}{path}\u{2069}"),
        false => writeln!(po, "#: {path}"),
    };
    _ = writeln!(po, "msgctxt {}", po_text::quoted(id));
    _ = writeln!(po, "msgid {}", po_text::quoted(&inline(&tokens(&unit.pieces))));
    let target = target.as_deref().map(inline).unwrap_or_default();
    _ = writeln!(po, "msgstr {}", po_text::quoted(&target));
}

/// A text on one line.
fn line(text: &str) -> String {
    text.split(char::is_control).collect::<Vec<_>>().join(" ")
}

fn inline(tokens: &[Token]) -> String {
    let mut text = String::new();
    for token in tokens {
        match token {
            Token::Text(written) => text.push_str(&written.replace('{', "{{").replace('}', "}}")),
            Token::Alone(number) | Token::Open(number) => _ = write!(text, "{{{number}}}"),
            Token::Close(number) => _ = write!(text, "{{/{number}}}"),
        }
    }
    text
}
