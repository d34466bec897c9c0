//! `content/people.toml`: who answers for the site, and what ties they have. What is left out is shown as not known.

use crate::bibliography::web_address;
use crate::config::{Codes, Config, LangId, PEOPLE, Words, read_with_texts};
use crate::data::{Reader, Table, tables_of};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Names};
use crate::facts::{Fragments, Label, labels_of_named, parse_words};
use crate::id::{IndexVec, ids};
use crate::keys::reference::{PERSON, person};
use crate::source::{SourceId, Sources, Span};
use std::collections::HashMap;

ids! {
    /// Somebody who answers for the site.
    PersonId;
}

/// Somebody who answers for the site.
#[derive(Debug, Clone)]
pub struct Person {
    pub key: String,
    pub span: Span,
    pub kind: PersonKind,
    pub name: Option<Words>,
    pub url: Option<String>,
    /// At least one, if there is no mistake.
    pub roles: Vec<Role>,
    qualification: Fragments,
    contact: Fragments,
    funding: Fragments,
    interests: Fragments,
}

/// What somebody is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PersonKind {
    Person,
    Organisation,
}

/// What somebody does for the site.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    Operator,
    Author,
    Editor,
    Translator,
    Reviewer,
    Funder,
}

/// What readers want to know of somebody.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum About {
    Qualification,
    Contact,
    Funding,
    Interests,
}

/// Everybody, in the order of the file.
#[derive(Debug, Default)]
pub struct People {
    people: IndexVec<PersonId, Person>,
    by_key: HashMap<String, PersonId>,
    keys: Names,
    /// Whether the file could not be read, so that nobody can say who there is.
    pub is_vague: bool,
    /// The texts by language of its file, where the site has several languages.
    pub texts: Option<(SourceId, Vec<Label>)>,
}

impl Role {
    const ALL: [Role; 6] = [Role::Operator, Role::Author, Role::Editor, Role::Translator, Role::Reviewer, Role::Funder];

    /// The name in data, and the end of that of its message, `role-…`.
    pub fn name(self) -> &'static str {
        match self {
            Role::Operator => "operator",
            Role::Author => "author",
            Role::Editor => "editor",
            Role::Translator => "translator",
            Role::Reviewer => "reviewer",
            Role::Funder => "funder",
        }
    }

    /// What readers are owed to know of those who do this, so that it is told if nobody says it.
    fn owes(self) -> &'static [About] {
        match self {
            Role::Operator => &[About::Contact, About::Funding, About::Interests],
            Role::Author | Role::Editor => &[About::Interests],
            Role::Reviewer => &[About::Qualification, About::Interests],
            Role::Translator | Role::Funder => &[],
        }
    }
}

impl About {
    /// In the order in which readers see them.
    pub const ALL: [About; 4] = [About::Qualification, About::Contact, About::Funding, About::Interests];

    /// The end of the name of its message, `person-…`.
    pub fn name(self) -> &'static str {
        match self {
            About::Qualification => "qualification",
            About::Contact => "contact",
            About::Funding => "funding",
            About::Interests => "interests",
        }
    }
}

impl Person {
    /// What is said of them.
    pub fn about(&self, about: About) -> &Fragments {
        match about {
            About::Qualification => &self.qualification,
            About::Contact => &self.contact,
            About::Funding => &self.funding,
            About::Interests => &self.interests,
        }
    }

    /// Every text about them.
    pub fn fragments(&self) -> impl Iterator<Item = &Fragments> {
        About::ALL.into_iter().map(|about| self.about(about))
    }

    /// The anchor of what is told of them.
    pub fn anchor(&self) -> String {
        format!("person-{}", self.key)
    }

    /// Whether readers are owed to know this of them: of somebody without a name, what the operator alone owes.
    pub fn owes(&self, about: About) -> bool {
        let is_somebody = |role: &Role| self.name.is_some() || *role == Role::Operator;
        self.roles.iter().filter(|role| is_somebody(role)).any(|role| role.owes().contains(&about))
    }
}

impl People {
    /// Who has this key.
    pub fn id(&self, key: &str) -> Option<PersonId> {
        self.by_key.get(key).copied()
    }

    /// What readers of a language call somebody: by the name that goes with a key, or by what is no key.
    pub fn called<'a>(&'a self, key: &'a str, lang: LangId, config: &Config) -> &'a str {
        let name = self.id(key).and_then(|id| self.get(id).name.as_ref()?.get(lang, config));
        name.map_or(key, |name| &name.text)
    }

    /// What is known of somebody.
    pub fn get(&self, id: PersonId) -> &Person {
        self.people.at(id)
    }

    /// Everybody.
    pub fn iter(&self) -> impl Iterator<Item = &Person> {
        self.people.iter()
    }

    /// Everybody by their ids.
    pub fn ids(&self) -> impl Iterator<Item = PersonId> {
        self.people.ids()
    }

    /// Those who do something for the site.
    pub fn with(&self, role: Role) -> impl Iterator<Item = &Person> {
        self.people.iter().filter(move |person| person.roles.contains(&role))
    }

    /// That nobody has this key, with the one that may have been meant.
    pub fn unknown(&self, key: &str, span: Span) -> Diagnostic {
        let keys = || self.people.iter().map(|person| person.key.as_str());
        let help = self.keys.suggestion(key, keys).unwrap_or_else(|| format!("add a table `[{key}]` to `{PEOPLE}`"));
        Diagnostic::new(Code::UnknownPerson, span, format!("nobody in `{PEOPLE}` is called `{key}`")).help(help)
    }
}

/// Reads who answers for the site, if that is said.
pub fn read(sources: &Sources, config: &Config, diagnostics: &mut Diagnostics) -> People {
    let mut people = People::default();
    let Some(id) = sources.at(PEOPLE) else { return people };
    let Some(table) = read_with_texts(id, sources, config, diagnostics) else {
        people.is_vague = true;
        return people;
    };
    let entries = tables_of(table, diagnostics);
    people.texts =
        (config.languages.len() > 1).then(|| (id, labels_of_named((&sources.get(id).text, id), &entries, config)));
    for (key, span, table) in entries {
        let person = read_person((key.clone(), span), table, (sources, config), diagnostics);
        people.by_key.insert(key, people.people.push(person));
    }
    people
}

fn read_person(
    (key, span): (String, Span),
    table: Table,
    (sources, config): (&Sources, &Config),
    diagnostics: &mut Diagnostics,
) -> Person {
    let codes: Codes<'_> = config.codes().collect();
    let mut reader = Reader::new(Table { span, ..table }, &PERSON, diagnostics);
    let kind = reader.choice(person::TYPE, [PersonKind::Person, PersonKind::Organisation]);
    let name = Words::of(&mut reader, person::NAME, &codes);
    let url = web_address(&mut reader, person::URL);
    let roles_span = reader.peek(person::ROLES).map(|node| node.span);
    let before = reader.diagnostics().len();
    let roles = reader.choices(person::ROLES, Role::ALL);
    if let Some(span) = roles_span.filter(|_| roles.is_empty() && reader.diagnostics().len() == before) {
        let message = "`roles` is empty: nothing says what they do for the site";
        reader.report(Diagnostic::new(Code::InvalidValue, span, message));
    }
    let about = [person::QUALIFICATION, person::CONTACT, person::FUNDING, person::INTERESTS];
    let [qualification, contact, funding, interests] = about.map(|key| {
        let words = Words::of(&mut reader, key, &codes);
        words.map(|words| parse_words(&words, sources, config, reader.diagnostics())).unwrap_or_default()
    });
    reader.finish();
    Person {
        key,
        span,
        kind: kind.unwrap_or(PersonKind::Person),
        name,
        url,
        roles,
        qualification,
        contact,
        funding,
        interests,
    }
}
