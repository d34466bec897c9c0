//! What addresses answered before: a file of the user's, not of the site. It only spares requests: one that is not there,
//! cannot be read or says nonsense is as if nothing were known.

use super::address::refusal;
use super::ask::Answer;
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use url::Url;

/// For how long an answer holds with which nothing is wrong. Any other is asked for again.
const HOLDS: SignedDuration = SignedDuration::from_hours(7 * 24);

/// The most that is read of the file, and the most addresses that are kept.
const MAX_BYTES: u64 = 16_000_000;
const MAX_KNOWN: usize = 50_000;

const VERSION: u32 = 1;

/// What is known, by address.
#[derive(Debug, Default)]
pub struct Cache {
    known: BTreeMap<String, Known>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Known {
    /// When that was.
    asked: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    moved: Option<String>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Saved {
    version: u32,
    known: BTreeMap<String, Known>,
}

/// Where the file is: in the user's folder for what can be made again.
pub fn path() -> Option<PathBuf> {
    let absolute = |name: &str| std::env::var_os(name).map(PathBuf::from).filter(|path| path.is_absolute());
    let folder = absolute("XDG_CACHE_HOME").or_else(|| Some(absolute("HOME")?.join(".cache")))?;
    Some(folder.join("shirube").join("links.json"))
}

impl Cache {
    /// What the file says that still holds.
    pub fn read(path: &Path, now: Timestamp) -> Cache {
        let Some(text) = text_of(path) else { return Cache::default() };
        let Ok(saved) = serde_json::from_str::<Saved>(&text) else { return Cache::default() };
        let mut known = if saved.version == VERSION { saved.known } else { BTreeMap::new() };
        known.retain(|_, known| known.holds(now));
        Cache { known }
    }

    /// What an address answered not long ago.
    pub fn get(&self, url: &str) -> Option<Answer> {
        let known = self.known.get(url)?;
        Some(known.moved.clone().map_or(Answer::There, Answer::Moved))
    }

    /// Keeps an answer with which nothing is wrong.
    pub fn set(&mut self, url: &str, answer: &Answer, now: Timestamp) {
        let moved = match answer {
            Answer::There => None,
            Answer::Moved(to) => Some(to.clone()),
            Answer::Gone(_) | Answer::Unknown(_) => {
                self.known.remove(url);
                return;
            }
        };
        self.known.insert(url.to_owned(), Known { asked: now.to_string(), moved });
    }

    /// Writes the file, whole or not at all.
    pub fn write(mut self, path: &Path) -> io::Result<()> {
        while self.known.len() > MAX_KNOWN {
            self.known.pop_last();
        }
        let folder = path.parent().ok_or(io::ErrorKind::NotFound)?;
        fs::create_dir_all(folder)?;
        let text = serde_json::to_string(&Saved { version: VERSION, known: self.known })?;
        let beside = folder.join(format!(".links.{}", std::process::id()));
        // What a killed run of the same number left.
        _ = fs::remove_file(&beside);
        let written = File::create_new(&beside).and_then(|mut file| file.write_all(text.as_bytes()));
        let done = written.and_then(|()| fs::rename(&beside, path));
        if done.is_err() {
            _ = fs::remove_file(&beside);
        }
        done
    }
}

impl Known {
    fn holds(&self, now: Timestamp) -> bool {
        let Ok(asked) = self.asked.parse::<Timestamp>() else { return false };
        let age = now.duration_since(asked);
        let is_address = |text: &String| Url::parse(text).is_ok_and(|url| refusal(&url).is_none());
        !age.is_negative() && age < HOLDS && self.moved.as_ref().is_none_or(is_address)
    }
}

/// The text of a plain file; nothing of a pipe, which would be waited for, nor of a file without end.
fn text_of(path: &Path) -> Option<String> {
    fs::symlink_metadata(path).ok().filter(fs::Metadata::is_file)?;
    let mut text = String::new();
    File::open(path).ok()?.take(MAX_BYTES).read_to_string(&mut text).ok()?;
    Some(text)
}

#[cfg(test)]
mod tests {
    use super::{Answer, Cache};
    use jiff::Timestamp;
    use std::fs;

    #[test]
    fn keeps_what_is_good_for_a_week() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("shirube").join("links.json");
        let now: Timestamp = "2026-11-01T00:00:00Z".parse().unwrap();
        let mut cache = Cache::read(&path, now);
        cache.set("https://a.org/", &Answer::There, now);
        cache.set("https://b.org/", &Answer::Moved("https://c.org/".to_owned()), now);
        cache.set("https://d.org/", &Answer::There, now);
        cache.set("https://d.org/", &Answer::Gone(404), now);
        cache.write(&path).unwrap();
        for (when, holds) in [
            ("2026-11-01T00:00:00Z", true),
            ("2026-11-07T23:59:59Z", true),
            ("2026-11-08T00:00:00Z", false),
            ("2026-10-31T00:00:00Z", false),
        ] {
            let cache = Cache::read(&path, when.parse().unwrap());
            assert_eq!(cache.get("https://a.org/"), holds.then_some(Answer::There), "{when}");
            assert_eq!(cache.get("https://b.org/").is_some(), holds, "{when}");
            assert_eq!(cache.get("https://d.org/"), None, "{when}");
        }
        assert_eq!(fs::read_dir(path.parent().unwrap()).unwrap().count(), 1, "nothing is left beside it");
    }

    #[test]
    fn what_says_nonsense_is_as_if_it_were_not_there() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("links.json");
        let now: Timestamp = "2026-11-01T00:00:00Z".parse().unwrap();
        let entry = |known: &str| format!(r#"{{"version":1,"known":{{"https://a.org/":{known}}}}}"#);
        for text in [
            String::new(),
            "null".to_owned(),
            "[".repeat(100_000),
            r#"{"version":2,"known":{}}"#.to_owned(),
            entry(r#"{"asked":"9999-01-01T00:00:00Z"}"#),
            entry(r#"{"asked":"2026-11-01T00:00:00Z","moved":"javascript:alert(1)"}"#),
            entry(r#"{"asked":"2026-11-01T00:00:00Z","moved":"https://a:b@c.org/"}"#),
            entry(r#"{"asked":5}"#),
            entry("{}"),
        ] {
            fs::write(&path, &text).unwrap();
            assert_eq!(Cache::read(&path, now).get("https://a.org/"), None, "{text:.80}");
        }
        fs::write(&path, b"\xff\xfe").unwrap();
        assert_eq!(Cache::read(&path, now).get("https://a.org/"), None);
        fs::write(&path, entry(r#"{"asked":"2026-10-31T00:00:00Z"}"#)).unwrap();
        assert_eq!(Cache::read(&path, now).get("https://a.org/"), Some(Answer::There));
        // A folder in its place is left alone.
        let taken = folder.path().join("taken");
        fs::create_dir_all(taken.join("links.json/x")).unwrap();
        assert!(Cache::default().write(&taken.join("links.json")).is_err());
        assert_eq!(fs::read_dir(&taken).unwrap().count(), 1);
    }
}
