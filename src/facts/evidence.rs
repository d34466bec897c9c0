//! What a fact rests on: fourteen grades, the strongest first, and what they come to.

use crate::keys::cell::about;

/// What a fact rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Evidence {
    Guideline,
    SystematicReview,
    /// Randomised.
    Rct,
    /// With a comparison, but not randomised.
    Trial,
    Uncontrolled,
    Observational,
    CaseSeries,
    CaseReport,
    Preclinical,
    /// Of studies, without a stated search for all of them.
    Review,
    Statement,
    News,
    ClinicReported,
    Assumption,
}

/// What a grade comes to, for those who do not tell the grades apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Class {
    /// Somebody says so.
    Said,
    Studied,
    /// Studied without a comparison, or not in people.
    StudiedWeak,
    Assumed,
}

impl Evidence {
    /// Every grade, in the order of the words of `about::EVIDENCE`.
    pub const ALL: [Evidence; 14] = [
        Evidence::Guideline,
        Evidence::SystematicReview,
        Evidence::Rct,
        Evidence::Trial,
        Evidence::Uncontrolled,
        Evidence::Observational,
        Evidence::CaseSeries,
        Evidence::CaseReport,
        Evidence::Preclinical,
        Evidence::Review,
        Evidence::Statement,
        Evidence::News,
        Evidence::ClinicReported,
        Evidence::Assumption,
    ];

    /// The name in data.
    pub fn name(self) -> &'static str {
        let mut names = Evidence::ALL.iter().zip(about::EVIDENCE.takes.words());
        names.find(|(evidence, _)| **evidence == self).map_or("", |(_, name)| *name)
    }

    /// The message that says it to readers.
    pub fn message(self) -> String {
        format!("evidence-{}", self.name())
    }

    /// What it comes to.
    pub fn class(self) -> Class {
        match self {
            Evidence::Guideline | Evidence::SystematicReview | Evidence::Rct | Evidence::Trial => Class::Studied,
            Evidence::Uncontrolled
            | Evidence::Observational
            | Evidence::CaseSeries
            | Evidence::CaseReport
            | Evidence::Preclinical
            | Evidence::Review => Class::StudiedWeak,
            Evidence::Statement | Evidence::News | Evidence::ClinicReported => Class::Said,
            Evidence::Assumption => Class::Assumed,
        }
    }
}

impl Class {
    /// Whether a figure that rests on this needs to say so.
    pub fn is_weak(self) -> bool {
        match self {
            Class::Said | Class::StudiedWeak | Class::Assumed => true,
            Class::Studied => false,
        }
    }

    /// The name in data, and the end of that of its message, `evidence-class-…`.
    pub fn name(self) -> &'static str {
        match self {
            Class::Said => "said",
            Class::Studied => "studied",
            Class::StudiedWeak => "studied-weak",
            Class::Assumed => "assumed",
        }
    }
}
