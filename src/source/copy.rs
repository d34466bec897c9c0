//! Copying a file of any size: shared by the file system where it can, with its holes, and never held in memory.

use super::Opened;
use std::fs::File;
use std::io;

/// Writes what is left of `from`, which has `size` bytes, to the new file `target`.
pub(super) fn copy(from: &mut Opened, size: u64, target: &mut File) -> io::Result<()> {
    match from {
        Opened::Disk(from, _) => {
            // An empty file needs nothing, and a hole at the end is a size.
            target.set_len(size)?;
            copy_parts(from, size, target)
        }
        Opened::Memory(_) => io::copy(from, target).map(drop),
    }
}

/// Copies the parts of a file that hold data.
#[cfg(any(target_os = "linux", target_os = "android"))]
fn copy_parts(from: &mut File, size: u64, target: &mut File) -> io::Result<()> {
    use rustix::fs::{SeekFrom, seek};
    use rustix::io::Errno;
    use std::io::{Read, Seek};
    if rustix::fs::ioctl_ficlone(&*target, &*from).is_ok() {
        return Ok(());
    }
    let mut at = 0;
    while at < size {
        let start = match seek(&*from, SeekFrom::Data(at)) {
            Ok(start) => start,
            // Nothing but a hole is left.
            Err(Errno::NXIO) => return Ok(()),
            // Not every file system knows its holes.
            Err(_) => at,
        };
        let end = seek(&*from, SeekFrom::Hole(start)).unwrap_or(size).min(size);
        if end <= start {
            return Ok(());
        }
        from.seek(io::SeekFrom::Start(start))?;
        target.seek(io::SeekFrom::Start(start))?;
        io::copy(&mut (&*from).take(end - start), target)?;
        at = end;
    }
    Ok(())
}

/// Copies a file whole.
#[cfg(not(any(target_os = "linux", target_os = "android")))]
fn copy_parts(from: &mut File, _: u64, target: &mut File) -> io::Result<()> {
    io::copy(from, target).map(drop)
}
