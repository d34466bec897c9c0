//! Data for templates.

use tera::value::Key;
use tera::{Map, Value};

/// Declares what a template gets of one thing: a struct, and the map that comes of it. A field is named once: it is the
/// key of its entry, and stands where it is declared.
macro_rules! view {
    (
        $(#[derive($derive:ident)])?
        $(#[doc = $about:literal])+
        pub struct $name:ident $(<$life:lifetime>)? {
            $($(#[doc = $field_about:literal])+ pub $field:ident: $type:ty,)*
        }
    ) => {
        $(#[derive($derive)])?
        $(#[doc = $about])+
        pub struct $name $(<$life>)? {
            $($(#[doc = $field_about])+ pub $field: $type,)*
        }

        impl $(<$life>)? From<$name $(<$life>)?> for tera::Value {
            fn from(view: $name $(<$life>)?) -> tera::Value {
                $crate::render::value::map([$((stringify!($field), view.$field.into()),)*])
            }
        }

        #[cfg(test)]
        impl $(<$life>)? $name $(<$life>)? {
            /// The keys of the map.
            pub const FIELDS: &'static [&'static str] = &[$(stringify!($field)),*];
        }
    };
}
pub(super) use view;

/// Text that templates do not escape: HTML, or an address in which everything is encoded that has to be.
#[derive(Default)]
pub struct Safe(pub String);

impl From<Safe> for Value {
    fn from(Safe(html): Safe) -> Value {
        safe(&html)
    }
}

/// A map with these entries, in this order.
pub fn map<const N: usize>(entries: [(&'static str, Value); N]) -> Value {
    entries.into_iter().map(|(key, value)| (Key::Str(key), value)).collect::<Map>().into()
}

/// A map with more entries.
pub fn with<const N: usize>(value: Value, more: [(&'static str, Value); N]) -> Value {
    let mut map = value.into_map().unwrap_or_default();
    map.extend(more.into_iter().map(|(key, value)| (Key::Str(key), value)));
    map.into()
}

/// A list of values.
pub fn list(items: impl IntoIterator<Item = Value>) -> Value {
    items.into_iter().collect::<Vec<_>>().into()
}

/// Text that is HTML already.
pub fn safe(html: &str) -> Value {
    Value::safe_string(html)
}

/// Text, or none where it is empty.
pub fn text_or_none(text: &str) -> Value {
    if text.is_empty() { Value::none() } else { text.into() }
}
