//! The formats in which texts go to translators and come back.

use super::delivery::Delivery;
use super::offer::Offer;
use super::target::Report;
use super::{NAMESPACE, NAMESPACE_1, read_po, read_xliff1, read_xliff2, write_po, write_xliff1, write_xliff2, xml};
use crate::diagnostic::Code;

/// A format.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Form {
    /// XLIFF 2.1.
    #[default]
    Xliff2,
    /// XLIFF 1.2.
    Xliff1,
    /// PO, as gettext has it.
    Po,
}

impl Form {
    /// All of them.
    pub const ALL: [Form; 3] = [Form::Xliff2, Form::Xliff1, Form::Po];

    /// As it is called on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Form::Xliff2 => "xliff2",
            Form::Xliff1 => "xliff1",
            Form::Po => "po",
        }
    }

    /// What the names of its files end with.
    pub fn ending(self) -> &'static str {
        match self {
            Form::Xliff2 | Form::Xliff1 => "xlf",
            Form::Po => "po",
        }
    }

    /// An offer in this format.
    pub fn write(self, offer: &Offer) -> String {
        match self {
            Form::Xliff2 => write_xliff2::write(offer),
            Form::Xliff1 => write_xliff1::write(offer),
            Form::Po => write_po::write(offer),
        }
    }
}

/// What a text says, in whatever of the formats it is.
pub(super) fn read(text: &str, report: &mut Report) -> Option<Delivery> {
    if !text.trim_start().starts_with('<') && text.contains("msgid") {
        return read_po::read(text, report);
    }
    let document = match xml::parse(text) {
        Ok(document) => document,
        Err(wrong) => {
            report.add(Code::InvalidXliff, wrong.range, wrong.message, wrong.help);
            return None;
        }
    };
    let root = document.root_element();
    let mut refuse = |message: String, help: &str| report.add(Code::InvalidXliff, xml::head(root), message, help);
    let version = root.attribute("version").unwrap_or_default();
    if root.tag_name().name() == "xliff" && root.tag_name().namespace() == Some(NAMESPACE_1) {
        return read_xliff1::read(root, report);
    }
    let namespace = root.tag_name().namespace().unwrap_or_default();
    if root.tag_name().name() != "xliff" || !namespace.starts_with("urn:oasis:names:tc:xliff:document:") {
        refuse("this is neither XLIFF nor PO".to_owned(), "save it in the format in which `translate export` wrote it");
        return None;
    }
    if namespace != NAMESPACE || !matches!(version, "2.0" | "2.1") {
        refuse(format!("XLIFF of the version `{version}` is not read"), "save it as 2.1, or as 1.2");
        return None;
    }
    Some(read_xliff2::read(root))
}
