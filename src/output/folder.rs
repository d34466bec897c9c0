//! Folders that are held open. What is done to a name in one happens in that very folder, whatever stands under its path
//! by now; no link is followed, and a name is one name, never a path. Nothing else of this module touches the disk.

use crate::failure::Failure;
use cap_fs_ext::{DirExt, FollowSymlinks, MetadataExt, OpenOptionsFollowExt};
use cap_std::fs::{Dir, File, Metadata, OpenOptions};
use std::collections::HashMap;
use std::ffi::{OsStr, OsString};
use std::fmt;
use std::io::{self, ErrorKind, Read};
use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError, RwLock};

/// A folder that is held open.
#[derive(Debug)]
pub(super) struct Folder {
    dir: Dir,
    /// Where it was when it was opened, for messages.
    path: PathBuf,
}

/// What stands under a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Folder,
    File,
    Link,
    /// A pipe, a socket, a device.
    Other,
}

/// Which folder it is, on this machine and for as long as it is there: device and number.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Identity {
    pub(super) device: u64,
    pub(super) number: u64,
}

impl Identity {
    /// The identity of what has this `metadata`.
    pub(super) fn of(metadata: &Metadata) -> Identity {
        Identity { device: MetadataExt::dev(metadata), number: MetadataExt::ino(metadata) }
    }

    /// The identity that was written as `text`.
    pub(super) fn parse(text: &str) -> Option<Identity> {
        let (device, number) = text.split_once('.')?;
        Some(Identity { device: u64::from_str_radix(device, 16).ok()?, number: u64::from_str_radix(number, 16).ok()? })
    }
}

impl fmt::Display for Identity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:x}.{:x}", self.device, self.number)
    }
}

impl Kind {
    /// The kind of what has this `metadata`.
    pub(super) fn of(metadata: &Metadata) -> Kind {
        let kind = metadata.file_type();
        if kind.is_dir() {
            Kind::Folder
        } else if kind.is_symlink() {
            Kind::Link
        } else if kind.is_file() {
            Kind::File
        } else {
            Kind::Other
        }
    }
}

impl Folder {
    /// The folder `path`, absolute and without links: none of its parts may have become one.
    pub(super) fn open(path: &Path) -> Result<Folder, Failure> {
        let dir = open_dir(path).map_err(|cause| Failure::io("open the folder", path, cause))?;
        Ok(Folder { dir, path: path.to_owned() })
    }

    /// The path of what has this name, for messages.
    pub(super) fn path_of(&self, name: impl AsRef<Path>) -> PathBuf {
        self.path.join(name)
    }

    /// The path at which it was opened, for messages.
    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// Which folder it is.
    pub(super) fn identity(&self) -> Result<Identity, Failure> {
        let metadata = self.dir.dir_metadata().map_err(|cause| Failure::io("read", &self.path, cause))?;
        Ok(Identity::of(&metadata))
    }

    /// What stands under a name, if anything; of a link, the link itself.
    pub(super) fn metadata(&self, name: impl AsRef<Path>) -> Result<Option<Metadata>, Failure> {
        self.seen(name.as_ref(), "read", self.dir.symlink_metadata(name.as_ref()))
    }

    /// The kind of what stands under a name, if anything.
    pub(super) fn kind(&self, name: impl AsRef<Path>) -> Result<Option<Kind>, Failure> {
        Ok(self.metadata(name)?.as_ref().map(Kind::of))
    }

    /// Opens the folder in it, if there is one and not something else of that name.
    pub(super) fn folder(&self, name: impl AsRef<Path>) -> Result<Option<Folder>, Failure> {
        let name = name.as_ref();
        match self.dir.open_dir_nofollow(name) {
            Ok(dir) => Ok(Some(Folder { dir, path: self.path.join(name) })),
            Err(cause) if cause.kind() == ErrorKind::NotFound => Ok(None),
            Err(cause) => match self.kind(name)? {
                Some(Kind::Folder) => Err(Failure::io("open the folder", self.path.join(name), cause)),
                Some(Kind::File | Kind::Link | Kind::Other) | None => Ok(None),
            },
        }
    }

    /// Whether what is in it may have been put there by somebody who may neither do as we do, nor rule the folder
    /// `above` that it lies in.
    pub(super) fn is_of_others(&self, above: &Folder) -> Result<bool, Failure> {
        #[cfg(unix)]
        {
            use cap_std::fs::MetadataExt;
            let owner = |folder: &Folder| folder.dir.dir_metadata().map(|metadata| metadata.uid());
            let failed = |cause| Failure::io("read", &self.path, cause);
            let ours = rustix::process::geteuid().as_raw();
            let owner_here = owner(self).map_err(failed)?;
            // Some file systems name one owner of everything, whoever makes it.
            Ok(owner_here != ours && owner_here != owner(above).map_err(failed)?)
        }
        #[cfg(not(unix))]
        {
            _ = above;
            Ok(false)
        }
    }

    /// The staging folder in it, if there is one and not something else of that name. An archive may have closed it to
    /// us.
    pub(super) fn stage(&self, name: impl AsRef<Path>) -> Result<Option<Folder>, Failure> {
        let name = name.as_ref();
        self.open_up(name)?;
        self.folder(name)
    }

    /// Lets us list, fill and empty the folder of this name, if it is ours and not a link.
    pub(super) fn open_up(&self, name: impl AsRef<Path>) -> Result<(), Failure> {
        #[cfg(unix)]
        {
            use cap_std::fs::{Permissions, PermissionsExt};
            let name = name.as_ref();
            let Some(metadata) = self.metadata(name)?.filter(|metadata| is_closed(metadata, 0o700)) else {
                return Ok(());
            };
            if Kind::of(&metadata) == Kind::Folder {
                let permissions = Permissions::from_mode(metadata.permissions().mode() | 0o700);
                // What a link of that name leads to lies in this folder too, or is refused.
                let opened = self.dir.set_permissions(name, permissions);
                opened.map_err(|cause| Failure::io("open the folder", self.path.join(name), cause))?;
            }
        }
        #[cfg(not(unix))]
        {
            _ = name;
        }
        Ok(())
    }

    /// Whether the file of this name is ours and closed to us, as no run makes one.
    pub(super) fn is_closed(&self, name: impl AsRef<Path>) -> Result<bool, Failure> {
        #[cfg(unix)]
        {
            Ok(self.metadata(name)?.is_some_and(|metadata| is_closed(&metadata, 0o600)))
        }
        #[cfg(not(unix))]
        {
            _ = name;
            Ok(false)
        }
    }

    /// Makes the folder in it, which must not be there.
    pub(super) fn make(&self, name: impl AsRef<Path>) -> Result<Folder, Failure> {
        let name = name.as_ref();
        let made = self.dir.create_dir(name).and_then(|()| self.dir.open_dir_nofollow(name));
        let dir = made.map_err(|cause| Failure::io("create", self.path.join(name), cause))?;
        Ok(Folder { dir, path: self.path.join(name) })
    }

    /// The folder in it, made if there is none; refuses what is there and is no folder.
    pub(super) fn folder_or_make(&self, name: impl AsRef<Path>) -> Result<Folder, Failure> {
        let name = name.as_ref();
        let path = || self.path.join(name);
        // Another run may make it, or remove it again, between any two of these calls.
        for _ in 0..100 {
            match self.dir.create_dir(name) {
                Err(cause) if cause.kind() != ErrorKind::AlreadyExists => {
                    return Err(Failure::io("create", path(), cause));
                }
                _ => {}
            }
            if let Some(folder) = self.folder(name)? {
                return Ok(folder);
            }
            let found = match self.kind(name)? {
                Some(Kind::Folder) | None => continue,
                Some(Kind::Link) => "a symbolic link",
                Some(Kind::File | Kind::Other) => "a file",
            };
            return Err(Failure::refused("use the folder", path(), format!("{found} is there; remove it")));
        }
        Err(Failure::refused("create", path(), "another run removes it again and again"))
    }

    /// A new file to write to; nothing may have its name.
    pub(super) fn create(&self, name: impl AsRef<Path>) -> io::Result<File> {
        let mut options = OpenOptions::new();
        options.write(true).create_new(true).follow(FollowSymlinks::No);
        self.dir.open_with(name, &options)
    }

    /// A new file to write to that nobody else may read; nothing may have its name.
    pub(super) fn create_private(&self, name: impl AsRef<Path>) -> io::Result<File> {
        let mut options = OpenOptions::new();
        options.write(true).create_new(true).follow(FollowSymlinks::No);
        #[cfg(unix)]
        {
            use cap_std::fs::OpenOptionsExt;
            options.mode(0o600);
        }
        self.dir.open_with(name, &options)
    }

    /// The file to write to, made if there is none; an error where something else stands.
    pub(super) fn open_or_create(&self, name: impl AsRef<Path>) -> io::Result<File> {
        let mut options = OpenOptions::new();
        options.write(true).create(true).truncate(false).follow(FollowSymlinks::No);
        self.dir.open_with(name, &options)
    }

    /// The file to read, if there is one and not something else of that name.
    pub(super) fn file(&self, name: impl AsRef<Path>) -> Result<Option<File>, Failure> {
        let name = name.as_ref();
        // Opening a pipe would wait for somebody to write to it.
        if self.kind(name)? != Some(Kind::File) {
            return Ok(None);
        }
        let mut options = OpenOptions::new();
        options.read(true).follow(FollowSymlinks::No);
        self.seen(name, "read", self.dir.open_with(name, &options))
    }

    /// What the file holds, if there is one of at most `limit` bytes.
    pub(super) fn read(&self, name: impl AsRef<Path>, limit: u64) -> Result<Option<Vec<u8>>, Failure> {
        let name = name.as_ref();
        let Some(file) = self.file(name)? else { return Ok(None) };
        let mut bytes = Vec::new();
        match file.take(limit + 1).read_to_end(&mut bytes) {
            Ok(read) => Ok((read as u64 <= limit).then_some(bytes)),
            Err(cause) => Err(Failure::io("read", self.path.join(name), cause)),
        }
    }

    /// The first `length` bytes of a file, if there is one that has so many.
    pub(super) fn beginning(&self, name: &str, length: usize) -> Result<Option<Vec<u8>>, Failure> {
        let Some(mut file) = self.file(name)? else { return Ok(None) };
        let mut start = vec![0; length];
        Ok(file.read_exact(&mut start).is_ok().then_some(start))
    }

    /// Whether there is a file of this name that begins with `mark`.
    pub(super) fn begins_with(&self, name: &str, mark: &str) -> Result<bool, Failure> {
        Ok(self.beginning(name, mark.len())?.as_deref() == Some(mark.as_bytes()))
    }

    /// Waits until the file of this name is on the disk.
    pub(super) fn sync_file(&self, name: impl AsRef<Path>) -> io::Result<()> {
        // Some systems sync only what is open for writing.
        let mut options = OpenOptions::new();
        options.write(true).follow(FollowSymlinks::No);
        self.dir.open_with(name, &options)?.sync_all()
    }

    /// Refuses a folder in which nothing can be made.
    pub(super) fn check_writable(&self) -> Result<(), Failure> {
        #[cfg(unix)]
        {
            use rustix::fs::{Access, AtFlags, accessat};
            let asked = accessat(&self.dir, ".", Access::WRITE_OK | Access::EXEC_OK, AtFlags::EACCESS);
            asked.map_err(|cause| Failure::io("write to the folder", &self.path, cause.into()))?;
        }
        Ok(())
    }

    /// Renames what has the name `from` to `to` in another folder, or in this one.
    pub(super) fn rename(&self, from: impl AsRef<Path>, into: &Folder, to: impl AsRef<Path>) -> io::Result<()> {
        self.dir.rename(from, &into.dir, to)
    }

    /// Removes the file or link of this name.
    pub(super) fn remove_file(&self, name: impl AsRef<Path>) -> io::Result<()> {
        self.dir.remove_file_or_symlink(name)
    }

    /// Removes the folder of this name, which must be empty.
    pub(super) fn remove_folder(&self, name: impl AsRef<Path>) -> io::Result<()> {
        self.dir.remove_dir(name)
    }

    /// Every name in it, in no particular order.
    pub(super) fn names(&self) -> Result<Vec<OsString>, Failure> {
        let entries = self.dir.entries().and_then(|all| all.map(|entry| Ok(entry?.file_name())).collect());
        entries.map_err(|cause| Failure::io("read", &self.path, cause))
    }

    /// Takes over who may read and write the folder `of` an entry.
    pub(super) fn set_permissions(&self, name: impl AsRef<Path>, of: &Metadata) -> io::Result<()> {
        self.dir.set_permissions(name, of.permissions())
    }

    /// Waits until the names in it are on the disk, as far as its file system can.
    pub(super) fn sync(&self) -> Result<(), Failure> {
        #[cfg(unix)]
        {
            use rustix::io::Errno;
            match self.readable().and_then(rustix::fs::fsync) {
                Ok(()) | Err(Errno::INVAL | Errno::NOTSUP | Errno::NOSYS) => {}
                Err(cause) => return Err(Failure::io("sync", &self.path, cause.into())),
            }
        }
        Ok(())
    }

    /// Waits until everything on its file system is on the disk; whether the system has such a call.
    pub(super) fn sync_file_system(&self) -> Result<bool, Failure> {
        #[cfg(target_os = "linux")]
        match self.readable().and_then(rustix::fs::syncfs) {
            Ok(()) => return Ok(true),
            Err(rustix::io::Errno::NOSYS) => {}
            Err(cause) => return Err(Failure::io("sync", &self.path, cause.into())),
        }
        Ok(false)
    }

    /// The folder once more, so that more can be done with it than to find what is in it.
    #[cfg(unix)]
    fn readable(&self) -> rustix::io::Result<rustix::fd::OwnedFd> {
        use rustix::fs::{Mode, OFlags, openat};
        openat(&self.dir, ".", OFlags::RDONLY | OFlags::DIRECTORY | OFlags::CLOEXEC, Mode::empty())
    }

    /// Removes everything in it but `kept`, whatever it is. Links are removed, never followed; a folder on which another
    /// file system is mounted is an error, and what is in it stays.
    ///
    /// A folder is emptied only after it has got a name in this one. However deep they lie in each other, two are open
    /// at a time; and the system renames no mount point.
    pub(super) fn sweep(&self, kept: &str) -> Result<(), Failure> {
        let mut waiting: Vec<OsString> = Vec::new();
        let mut number = 0;
        let mut put_aside = |from: &Folder, name: &OsStr, waiting: &mut Vec<OsString>| loop {
            let aside = OsString::from(format!("drop-{number}"));
            number += 1;
            if self.metadata(&aside)?.is_some() {
                continue;
            }
            // To be moved and emptied it has to be open to us.
            from.open_up(name)?;
            from.rename(name, self, &aside).map_err(|cause| Failure::io("remove", from.path.join(name), cause))?;
            waiting.push(aside);
            return Ok(());
        };
        for name in self.names()?.into_iter().filter(|name| name != kept) {
            self.drop_entry(&name, &mut |name| put_aside(self, name, &mut waiting))?;
        }
        while let Some(aside) = waiting.pop() {
            if let Some(folder) = self.folder(&aside)? {
                for name in folder.names()? {
                    folder.drop_entry(&name, &mut |name| put_aside(&folder, name, &mut waiting))?;
                }
            }
            self.remove_folder(&aside).map_err(|cause| Failure::io("remove", self.path.join(&aside), cause))?;
        }
        Ok(())
    }

    /// Removes what is no folder, and hands a folder on.
    fn drop_entry(&self, name: &OsStr, folder: &mut dyn FnMut(&OsStr) -> Result<(), Failure>) -> Result<(), Failure> {
        match self.kind(name)? {
            None => Ok(()),
            Some(Kind::Folder) => folder(name),
            Some(Kind::File | Kind::Link | Kind::Other) => {
                self.remove_file(name).map_err(|cause| Failure::io("remove", self.path.join(name), cause))
            }
        }
    }

    fn seen<T>(&self, name: &Path, wanted: &'static str, found: io::Result<T>) -> Result<Option<T>, Failure> {
        match found {
            Ok(found) => Ok(Some(found)),
            Err(cause) if cause.kind() == ErrorKind::NotFound => Ok(None),
            Err(cause) => Err(Failure::io(wanted, self.path.join(name), cause)),
        }
    }
}

/// Whether what has this `metadata` is ours and we lack one of the `wanted` permissions.
#[cfg(unix)]
fn is_closed(metadata: &Metadata, wanted: u32) -> bool {
    use cap_std::fs::{MetadataExt, PermissionsExt};
    metadata.uid() == rustix::process::geteuid().as_raw() && metadata.permissions().mode() & wanted != wanted
}

/// The folder `path`, opened part by part without following a link.
#[cfg(unix)]
fn open_dir(path: &Path) -> io::Result<Dir> {
    use rustix::fs::{Mode, OFlags, openat};
    use std::path::Component;
    let whole = OFlags::DIRECTORY | OFlags::NOFOLLOW | OFlags::CLOEXEC;
    // To go through a folder one need not be allowed to list it.
    #[cfg(any(target_os = "linux", target_os = "android"))]
    let through = whole | OFlags::PATH;
    #[cfg(not(any(target_os = "linux", target_os = "android")))]
    let through = whole | OFlags::RDONLY;
    let mut here = rustix::fs::open("/", through, Mode::empty())?;
    for part in path.components() {
        match part {
            Component::Normal(name) => here = openat(&here, name, through, Mode::empty())?,
            Component::RootDir | Component::CurDir | Component::ParentDir | Component::Prefix(_) => {}
        }
    }
    Ok(Dir::from(openat(&here, ".", whole | OFlags::RDONLY, Mode::empty())?))
}

/// The folder `path`.
#[cfg(not(unix))]
fn open_dir(path: &Path) -> io::Result<Dir> {
    Dir::open_ambient_dir(path, cap_std::ambient_authority())
}

/// How one gets from a folder to the one of a name in it.
type Reach<'a> = &'a dyn Fn(&Folder, &str) -> Result<Option<Folder>, Failure>;

/// The folders beneath one, opened part by part. Those that hold other folders stay open, up to a number.
#[derive(Debug)]
pub(super) struct Tree {
    top: Arc<Folder>,
    kept: RwLock<HashMap<String, Arc<Folder>>>,
}

/// How deep folders are looked into: a site has no deeper ones, and each is found from the top.
const DEEP: usize = 128;

/// How many folders stay open: enough for those of a site that have pages below them, and far from what a process may have.
const KEPT: usize = 64;

impl Tree {
    /// The folders beneath `top`.
    pub(super) fn new(top: Folder) -> Tree {
        Tree { top: Arc::new(top), kept: RwLock::default() }
    }

    /// The folder that the others lie in.
    pub(super) fn top(&self) -> &Arc<Folder> {
        &self.top
    }

    /// The path of what lies at `path`, for messages.
    pub(super) fn path_of(&self, path: &str) -> PathBuf {
        self.top.path_of(path)
    }

    /// The folder at `path`, which is the top one for the empty path; none where one of its parts is not a folder.
    pub(super) fn folder(&self, path: &str) -> Result<Option<Arc<Folder>>, Failure> {
        self.reach(path, &|folder, name| folder.folder(name))
    }

    /// The folder at `path`, made with those that it lies in.
    pub(super) fn make(&self, path: &str) -> Result<Arc<Folder>, Failure> {
        let made = self.reach(path, &|folder, name| folder.folder_or_make(name).map(Some))?;
        made.ok_or_else(|| Failure::refused("create", self.path_of(path), "it cannot be made"))
    }

    /// What stands at `path`, if anything.
    pub(super) fn metadata(&self, path: &str) -> Result<Option<Metadata>, Failure> {
        let (above, name) = split(path);
        match self.folder(above)? {
            Some(folder) => folder.metadata(name),
            None => Ok(None),
        }
    }

    /// The kind of what stands at `path`, if anything.
    pub(super) fn kind(&self, path: &str) -> Result<Option<Kind>, Failure> {
        Ok(self.metadata(path)?.as_ref().map(Kind::of))
    }

    /// Forgets the folders that are kept open: others may have taken their places.
    pub(super) fn forget(&self) {
        self.kept.write().unwrap_or_else(PoisonError::into_inner).clear();
    }

    /// Everything beneath the folder at `path` of which `wanted` says so, each with its kind, and each folder after what
    /// lies in it. What `wanted` does not want is not looked into.
    pub(super) fn list(&self, path: &str, wanted: &dyn Fn(&str, Kind) -> bool) -> Result<Vec<(String, Kind)>, Failure> {
        let mut listed = Vec::new();
        let mut waiting = vec![path.to_owned()];
        while let Some(above) = waiting.pop() {
            let Some(folder) = self.folder(&above)? else { continue };
            for name in folder.names()? {
                let Some(kind) = folder.kind(&name)? else { continue };
                // A name that is not UTF-8 is nobody's whom this tool knows: it is listed as well as it can be.
                let name = name.to_string_lossy();
                let path = if above.is_empty() { name.into_owned() } else { format!("{above}/{name}") };
                if !wanted(&path, kind) {
                    continue;
                }
                if kind == Kind::Folder && !Tree::is_deepest(&path) {
                    waiting.push(path.clone());
                }
                listed.push((path, kind));
            }
        }
        // A folder was listed before what lies in it.
        listed.reverse();
        Ok(listed)
    }

    /// Whether a listing does not look into the folder `path`.
    pub(super) fn is_deepest(path: &str) -> bool {
        path.matches('/').count() >= DEEP
    }

    fn reach(&self, path: &str, step: Reach<'_>) -> Result<Option<Arc<Folder>>, Failure> {
        if path.is_empty() {
            return Ok(Some(self.top.clone()));
        }
        let (above, name) = split(path);
        let kept = self.kept.read().unwrap_or_else(PoisonError::into_inner).get(above).cloned();
        let above_folder = match kept {
            Some(folder) => folder,
            None => {
                let Some(folder) = self.reach(above, step)? else { return Ok(None) };
                let mut kept = self.kept.write().unwrap_or_else(PoisonError::into_inner);
                if !above.is_empty() && kept.len() < KEPT {
                    kept.insert(above.to_owned(), folder.clone());
                }
                folder
            }
        };
        Ok(step(&above_folder, name)?.map(Arc::new))
    }
}

/// A path as the folder and the name in it; the folder is the empty path where there is none.
pub(super) fn split(path: &str) -> (&str, &str) {
    path.rsplit_once('/').unwrap_or(("", path))
}
