//! What a translation was to its original at another time.

use super::translatable::Translatable;
use crate::data::{Value, split_front};
use crate::diagnostic::Diagnostics;
use crate::keys::Key;
use crate::keys::text::stamp;
use crate::source::{Algorithm, SourceId, blob_id};

/// Whether a translation, as it was, says that it was made from an original, as that was. The ids are those of their
/// files now; `extra` names the keys of `[extra]` that are translated.
pub fn was_current((translation, own): (&str, SourceId), (original, of): (&str, SourceId), extra: &[String]) -> bool {
    let Some(front) = split_front(translation, own, &mut Diagnostics::new()).front else { return false };
    let said = |key: Key| match &front.get(key)?.value {
        Value::Text(text) => Some(text.text.clone()),
        _ => None,
    };
    let is_blob = |id: String| Algorithm::of(&id).is_some_and(|algorithm| blob_id(original, algorithm) == id);
    said(stamp::FROM).is_some_and(is_blob)
        || said(stamp::DIGEST).is_some_and(|digest| Translatable::of(original, of, extra).digest() == digest)
}
