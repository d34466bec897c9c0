//! The folders of a publication: which folder may be an output, and where its stage lies.

use super::{journal, path, record};
use crate::failure::Failure;
use std::fs;
use std::io::ErrorKind;
use std::path::{Component, Path, PathBuf};

/// Refuses an output folder that cannot be one.
///
/// `inputs` are the absolute paths of the site's source folders and files. `out` is refused if it is, contains, or lies
/// inside one of them, with symbolic links followed; if it is not a folder; and if it holds files but no record of an
/// earlier build.
pub fn check_out(out: &Path, inputs: &[PathBuf]) -> Result<(), Failure> {
    let real = resolve(out)?;
    for input in inputs {
        let source = resolve(input)?;
        let relation = if real == source {
            "it is the source"
        } else if source.starts_with(&real) {
            "it contains the source"
        } else if real.starts_with(&source) {
            "it lies inside the source"
        } else {
            continue;
        };
        return Err(refused(out, format!("{relation} `{}`; choose another folder", input.display())));
    }
    if Place::of(out)?.standing()? == Standing::Foreign { Err(foreign(out)) } else { Ok(()) }
}

/// The refusal to publish to `out`.
pub(super) fn refused(out: &Path, help: impl Into<String>) -> Failure {
    Failure::refused("publish to", out, help)
}

/// The refusal of an output folder with files of somebody else.
pub(super) fn foreign(out: &Path) -> Failure {
    refused(out, "it holds files that this tool did not write; choose another folder, or empty this one")
}

/// What an output folder is before a build.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Standing {
    Absent,
    Empty,
    /// It has a record, or an interrupted build that would have written one.
    Ours,
    Foreign,
}

/// An output folder and its stage.
#[derive(Debug)]
pub(super) struct Place {
    /// The output folder, absolute, links resolved; it need not exist.
    pub(super) out: PathBuf,
    /// The staging folder, on the same file system.
    pub(super) stage: PathBuf,
}

impl Place {
    /// The place of `out`; refuses what is not a folder.
    pub(super) fn of(out: &Path) -> Result<Place, Failure> {
        let real = resolve(out)?;
        let (Some(parent), Some(name)) = (real.parent(), real.file_name()) else {
            return Err(refused(out, "it is the root of the file system"));
        };
        match fs::metadata(&real) {
            Ok(metadata) if metadata.is_dir() => {}
            Ok(_) => return Err(refused(out, "it is not a folder")),
            Err(cause) if cause.kind() == ErrorKind::NotFound => {}
            Err(cause) => return Err(Failure::io("read", out, cause)),
        }
        let stage = if is_elsewhere(parent, &real) {
            real.join(path::STAGE)
        } else {
            let mut stage = std::ffi::OsString::from(".");
            stage.push(name);
            stage.push(path::STAGE);
            parent.join(stage)
        };
        Ok(Place { out: real, stage })
    }

    /// What the output folder is now.
    pub(super) fn standing(&self) -> Result<Standing, Failure> {
        let entries = match fs::read_dir(&self.out) {
            Ok(entries) => entries,
            Err(cause) if cause.kind() == ErrorKind::NotFound => return Ok(Standing::Absent),
            Err(cause) => return Err(Failure::io("read", &self.out, cause)),
        };
        let mut is_empty = true;
        for entry in entries {
            let entry = entry.map_err(|cause| Failure::io("read", &self.out, cause))?;
            is_empty &= entry.file_name() == path::STAGE;
        }
        if is_empty {
            Ok(Standing::Empty)
        } else if record::is_ours(&self.out)
            || journal::read(&self.stage).is_some()
            || journal::read(&self.out.join(path::STAGE)).is_some()
        {
            Ok(Standing::Ours)
        } else {
            Ok(Standing::Foreign)
        }
    }

    /// Makes the staging folder, inside the output where the folder round it is closed to us.
    pub(super) fn prepare(&mut self) -> Result<(), Failure> {
        let mut made = fs::create_dir_all(&self.stage);
        if let Err(cause) = &made
            && matches!(cause.kind(), ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem)
            && self.out.is_dir()
        {
            self.stage = self.out.join(path::STAGE);
            made = fs::create_dir_all(&self.stage);
        }
        made.map_err(|cause| Failure::io("create", &self.stage, cause))
    }

    /// The output file `path`.
    pub(super) fn target(&self, path: &str) -> PathBuf {
        self.out.join(path)
    }

    /// The staged tree of folders that the output does not have.
    pub(super) fn new_files(&self) -> PathBuf {
        self.stage.join("new")
    }

    /// The staged files of folders that the output has.
    pub(super) fn changed_files(&self) -> PathBuf {
        self.stage.join("changed")
    }
}

/// Whether nothing can be renamed from `parent` into `out`, as when `out` is a mount point.
fn is_elsewhere(parent: &Path, out: &Path) -> bool {
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt;
        // Subvolumes of one mount differ in the device only.
        if let (Ok(above), Ok(below)) = (fs::metadata(parent), fs::metadata(out))
            && above.dev() != below.dev()
        {
            return true;
        }
    }
    // Two mounts of one device differ in nothing that `stat` shows. A rename says so before it looks for its source,
    // so that asking for a name that nobody has changes nothing.
    let nobody = format!("{}-probe-{}", path::STAGE, std::process::id());
    let answer = fs::rename(parent.join(&nobody), out.join(&nobody));
    answer.is_err_and(|cause| cause.kind() == ErrorKind::CrossesDevices)
}

/// `path` made absolute with every symbolic link resolved, as far as it exists.
fn resolve(path: &Path) -> Result<PathBuf, Failure> {
    let absolute = std::path::absolute(path).map_err(|cause| Failure::io("resolve", path, cause))?;
    let mut missing: Vec<Component<'_>> = Vec::new();
    let mut here = absolute.as_path();
    loop {
        let cause = match here.canonicalize() {
            Ok(mut real) => {
                for part in missing.iter().rev() {
                    match part {
                        Component::ParentDir => {
                            real.pop();
                        }
                        _ => real.push(part),
                    }
                }
                return Ok(real);
            }
            Err(cause) => cause,
        };
        if cause.kind() == ErrorKind::NotFound
            && let (Some(parent), Some(part)) = (here.parent(), here.components().next_back())
        {
            if here.is_symlink() {
                return Err(Failure::refused("resolve", here, "it is a symbolic link to nothing"));
            }
            missing.push(part);
            here = parent;
        } else {
            return Err(Failure::io("resolve", path, cause));
        }
    }
}
