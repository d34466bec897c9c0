//! The folders of a publication: which folder may be an output, and where its stage lies.

use super::folder::{Folder, Kind, Tree};
use super::journal::{self, Ends};
use super::{path, record};
use crate::failure::Failure;
use std::ffi::{OsStr, OsString};
use std::io::ErrorKind;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

/// An output folder as somebody asked for it.
#[derive(Debug, Clone, Copy)]
pub enum Output<'a> {
    /// The one that the user named, wherever it leads.
    Named(&'a Path),
    /// `public` in the folder of the site, which must not lead out of it: it may have come with the site.
    Within { root: &'a Path },
}

impl Output<'_> {
    /// Its path, which need not exist.
    pub fn path(self) -> PathBuf {
        match self {
            Output::Named(path) => path.to_owned(),
            Output::Within { root } => root.join("public"),
        }
    }
}

/// Refuses an output folder that cannot be one.
///
/// `inputs` are the absolute paths of the site's source folders and files. The output is refused if it is, contains, or
/// lies inside one of them, with symbolic links followed; if it is not a folder; if it is a link out of the site that
/// nobody named; and if it holds files but no record of an earlier build.
pub fn check_out(output: Output<'_>, inputs: &[PathBuf]) -> Result<(), Failure> {
    let out = &output.path();
    let real = resolve(out)?;
    if let Output::Within { root } = output
        && !real.starts_with(resolve(root)?)
    {
        let help = format!(
            "it is a link that leads out of the site, to `{}`; remove it, or name the folder with `--out`",
            real.display()
        );
        return Err(refused(out, help));
    }
    if real.components().any(|part| is_reserved(part.as_os_str())) {
        return Err(refused(out, "it belongs to Git, or to this program; choose another folder"));
    }
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
    let (above, name) = parts(&real, out)?;
    let above = match above.metadata() {
        Ok(_) => Arc::new(Folder::open(above)?),
        Err(cause) if cause.kind() == ErrorKind::NotFound => return Ok(()),
        Err(cause) => return Err(Failure::io("read", above, cause)),
    };
    let place = Place::in_folder(above, name, out.clone())?;
    if place.standing()? == Standing::Foreign {
        return Err(foreign(out));
    }
    if let (Output::Within { root }, Some(folder)) = (output, &place.out)
        && real != resolve(root)?.join("public")
        && record::is_from_elsewhere(folder.top())?
    {
        // What was brought along would have this folder written to, whatever the owner of the machine keeps there.
        let help = format!(
            "it is a link to `{}`, where the record of the last build was made elsewhere; remove it, or name the folder \
             with `--out`",
            real.display()
        );
        return Err(refused(out, help));
    }
    Ok(())
}

/// Whether a folder of this name is Git's, or stands where this program keeps something beside an output.
fn is_reserved(name: &OsStr) -> bool {
    name.eq_ignore_ascii_case(".git")
        || [path::STAGE, path::SAID].iter().any(|end| name.as_encoded_bytes().ends_with(end.as_bytes()))
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

/// An output folder, held open.
#[derive(Debug)]
pub(super) struct Place {
    /// Its path as it was asked for.
    path: PathBuf,
    /// The folder that it lies in.
    pub(super) above: Arc<Folder>,
    /// Its name there.
    pub(super) name: OsString,
    /// The output itself; none while it is absent.
    pub(super) out: Option<Tree>,
}

/// Where a staging folder may lie: a folder, and the name there.
pub(super) type Home = (Arc<Folder>, OsString);

impl Place {
    /// The place of `out`, with the folders that it lies in; refuses what is not a folder.
    pub(super) fn open(out: &Path) -> Result<Place, Failure> {
        let real = resolve(out)?;
        let (above, name) = parts(&real, out)?;
        Place::in_folder(Arc::new(open_or_make(above)?), name, out.to_owned())
    }

    fn in_folder(above: Arc<Folder>, name: OsString, path: PathBuf) -> Result<Place, Failure> {
        // Looked for once: another build may put its output there at any moment.
        let out = match above.kind(&name)? {
            Some(Kind::Folder) => above.folder(&name)?,
            None => None,
            Some(Kind::File | Kind::Link | Kind::Other) => return Err(refused(&path, "it is not a folder")),
        };
        Ok(Place { path, above, name, out: out.map(Tree::new) })
    }

    /// The same place as it is now.
    pub(super) fn once_more(self) -> Result<Place, Failure> {
        Place::in_folder(self.above, self.name, self.path)
    }

    /// Its path as it was asked for.
    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// What the output folder is now.
    pub(super) fn standing(&self) -> Result<Standing, Failure> {
        let Some(out) = &self.out else { return Ok(Standing::Absent) };
        let names = out.top().names()?;
        if names.iter().all(|name| name == path::STAGE) {
            return Ok(Standing::Empty);
        }
        if record::is_ours(out.top())? {
            return Ok(Standing::Ours);
        }
        for (home, name) in self.homes() {
            if let Some(stage) = home.stage(&name)?
                && journal::read(Ends { out, stage: &Tree::new(stage) })?.is_some()
            {
                return Ok(Standing::Ours);
            }
        }
        Ok(Standing::Foreign)
    }

    /// Where a staging folder of this output may lie: first where it does, then where an earlier build may have had it.
    ///
    /// It lies beside the output, as long as files can be renamed from there into it, and else in it.
    pub(super) fn homes(&self) -> Vec<Home> {
        let mut name = OsString::from(".");
        name.push(&self.name);
        name.push(path::STAGE);
        let mut homes: Vec<Home> = vec![(self.above.clone(), name)];
        if let Some(out) = &self.out {
            homes.push((out.top().clone(), OsString::from(path::STAGE)));
            if is_elsewhere(&self.above, out.top()) {
                homes.reverse();
            }
        }
        homes
    }
}

/// Whether nothing can be renamed from `above` into `out`, as when `out` is a mount point.
fn is_elsewhere(above: &Folder, out: &Folder) -> bool {
    // Subvolumes of one mount differ in the device only.
    if let (Ok(above), Ok(out)) = (above.identity(), out.identity())
        && above.device != out.device
    {
        return true;
    }
    // Two mounts of one device differ in nothing that `stat` shows. A rename says so before it looks for its source,
    // so that asking for a name that nobody has changes nothing.
    let is_free = |name: &String| [above, out].iter().all(|folder| !matches!(folder.metadata(name), Ok(Some(_))));
    let mut names = (std::process::id()..).map(|number| format!("{}-probe-{number}", path::STAGE));
    let Some(nobody) = names.find(is_free) else { return false };
    above.rename(&nobody, out, &nobody).is_err_and(|cause| cause.kind() == ErrorKind::CrossesDevices)
}

/// The folder that a path lies in, and its name there.
fn parts<'p>(real: &'p Path, out: &Path) -> Result<(&'p Path, OsString), Failure> {
    match (real.parent(), real.file_name()) {
        (Some(above), Some(name)) => Ok((above, name.to_owned())),
        _ => Err(refused(out, "it is the root of the file system")),
    }
}

/// The folder `path`, absolute and without links, made with those that it lies in where they are not there.
pub(super) fn open_or_make(path: &Path) -> Result<Folder, Failure> {
    let there = deepest(path)?;
    let mut folder = Folder::open(there)?;
    for part in path.strip_prefix(there).unwrap_or(path).components() {
        folder = folder.folder_or_make(part.as_os_str())?;
    }
    Ok(folder)
}

/// The deepest folder of `path`, which is absolute, that is there.
fn deepest(path: &Path) -> Result<&Path, Failure> {
    for there in path.ancestors() {
        match there.symlink_metadata() {
            Ok(_) => return Ok(there),
            Err(cause) if cause.kind() == ErrorKind::NotFound => {}
            Err(cause) => return Err(Failure::io("read", there, cause)),
        }
    }
    Err(Failure::refused("find", path, "no folder of it is there"))
}

/// `path` made absolute with every symbolic link resolved, as far as it exists.
pub(super) fn resolve(path: &Path) -> Result<PathBuf, Failure> {
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
