//! Changes one file of the author's, whole or not at all.

use crate::failure::Failure;
use crate::source::MARK;
use std::ffi::OsString;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// Puts the text `new` in place of `old`, which the file must still hold. A reader sees the one or the other; a byte
/// order mark and permissions stay, and where the path is a link it is the file itself that changes.
pub fn rewrite(path: &Path, old: &str, new: &str) -> Result<(), Failure> {
    let file = path.canonicalize().map_err(|error| Failure::io("find", path, error))?;
    let now = fs::read(&file).map_err(|error| Failure::io("read", path, error))?;
    let text = now.strip_prefix(MARK).unwrap_or(&now);
    if text != old.as_bytes() {
        return Err(Failure::refused("rewrite", path, "it has changed since it was read; run the command again"));
    }
    let mark = if text.len() < now.len() { MARK } else { b"" };
    let permissions = fs::metadata(&file).map_err(|error| Failure::io("read", path, error))?.permissions();
    let beside = beside(&file);
    let written = fs::write(&beside, [mark, new.as_bytes()].concat())
        .and_then(|()| fs::set_permissions(&beside, permissions))
        .and_then(|()| fs::File::open(&beside)?.sync_all())
        .and_then(|()| fs::rename(&beside, &file));
    written.map_err(|error| {
        // What is left over would not be read, and there is nothing more to say of it.
        _ = fs::remove_file(&beside);
        Failure::io("write", path, error)
    })
}

/// Makes a new file with the folders that it lies in; one that is there is left alone.
pub fn create(path: &Path, text: &str) -> Result<(), Failure> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(|error| Failure::io("make the folder", folder, error))?;
    }
    let beside = beside(path);
    let made = fs::write(&beside, text)
        .and_then(|()| fs::File::open(&beside)?.sync_all())
        // A link is made only where nothing is, and holds the whole text at once.
        .and_then(|()| match fs::hard_link(&beside, path) {
            // Not every file system has links.
            Err(error) if error.kind() != io::ErrorKind::AlreadyExists && path.symlink_metadata().is_err() => {
                fs::rename(&beside, path)
            }
            done => done,
        });
    _ = fs::remove_file(&beside);
    made.map_err(|error| match error.kind() {
        io::ErrorKind::AlreadyExists => Failure::refused("make", path, "it is there already"),
        _ => Failure::io("make", path, error),
    })
}

/// The name under which a file is written before it is there.
fn beside(file: &Path) -> PathBuf {
    let mut name = OsString::from(".");
    name.push(file.file_name().unwrap_or_default());
    name.push(".shirube-new");
    file.with_file_name(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changes_only_what_it_knows() {
        let folder = std::env::temp_dir().join(format!("shirube-rewrite-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        let path = folder.join("page.md");
        fs::write(&path, "old").unwrap();
        rewrite(&path, "old", "new").unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"new");
        let refused = rewrite(&path, "old", "newer").unwrap_err().to_string();
        assert!(refused.contains("changed since it was read"), "{refused}");
        assert_eq!(fs::read(&path).unwrap(), b"new");
        fs::write(&path, "\u{FEFF}new").unwrap();
        rewrite(&path, "new", "newer").unwrap();
        assert_eq!(fs::read(&path).unwrap(), "\u{FEFF}newer".as_bytes());
        assert_eq!(fs::read_dir(&folder).unwrap().count(), 1, "something was left beside it");
        fs::remove_dir_all(&folder).unwrap();
    }
}
