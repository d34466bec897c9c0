//! Copying and comparing files of any size: a part at a time, and what is no more than a hole not at all.

use super::Opened;
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};

/// How many bytes are compared at a time.
const PART: u64 = 1 << 18;

/// Writes what is left of `from`, which has `size` bytes, to the new file `target`.
pub(super) fn copy(from: &mut Opened, size: u64, target: &mut File) -> io::Result<()> {
    let from = match from {
        Opened::Disk(from, _) => from,
        Opened::Memory(_) => return io::copy(from, target).map(drop),
    };
    #[cfg(any(target_os = "linux", target_os = "android"))]
    if rustix::fs::ioctl_ficlone(&*target, &*from).is_ok() {
        return Ok(());
    }
    // A hole at the end is nothing but a size.
    target.set_len(size)?;
    let mut at = 0;
    loop {
        let start = data_from(from, at);
        if start >= size {
            return Ok(());
        }
        let end = hole_from(from, start).min(size);
        from.seek(SeekFrom::Start(start))?;
        target.seek(SeekFrom::Start(start))?;
        if io::copy(&mut (&*from).take(end - start), target)? == 0 {
            return Ok(());
        }
        at = end;
    }
}

/// Whether `one` and `other`, which have `size` bytes, hold the same ones.
pub(super) fn are_same(one: &mut Opened, other: &mut File, size: u64) -> io::Result<bool> {
    let (mut a, mut b, mut at) = (Vec::new(), Vec::new(), 0);
    loop {
        if let Opened::Disk(file, _) = one {
            at = data_from(file, at).min(data_from(other, at));
            file.seek(SeekFrom::Start(at.min(size)))?;
            other.seek(SeekFrom::Start(at.min(size)))?;
        }
        if at >= size {
            return Ok(true);
        }
        let part = PART.min(size - at);
        a.clear();
        b.clear();
        one.take(part).read_to_end(&mut a)?;
        other.take(part).read_to_end(&mut b)?;
        if a != b || a.len() as u64 != part {
            return Ok(false);
        }
        at += part;
    }
}

/// Where the next byte of a file is that may be another than zero; the largest number where there is none.
fn data_from(file: &File, at: u64) -> u64 {
    #[cfg(any(target_os = "linux", target_os = "android"))]
    match rustix::fs::seek(file, rustix::fs::SeekFrom::Data(at)) {
        Ok(start) => return start,
        Err(rustix::io::Errno::NXIO) => return u64::MAX,
        // Not every file system knows its holes.
        Err(_) => {}
    }
    _ = file;
    at
}

/// Where the next hole of a file is; the largest number where none is known.
fn hole_from(file: &File, at: u64) -> u64 {
    #[cfg(any(target_os = "linux", target_os = "android"))]
    if let Ok(end) = rustix::fs::seek(file, rustix::fs::SeekFrom::Hole(at)) {
        return end;
    }
    _ = (file, at);
    u64::MAX
}
