//! What the system says of a file, which stands for its bytes.

use super::digest;
use std::fs::Metadata;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// What the system says of a file on a disk, as far as it tells it from another, and from what it was.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stamp {
    /// In bytes.
    pub size: u64,
    /// When its bytes were changed last, in nanoseconds since 1970, as anybody may say.
    modified: u64,
    /// When anything of it was changed last, as the system says; the same where the system does not.
    changed: u64,
    /// 0 where files have no numbers.
    inode: u64,
}

/// How long after a change another one may have the same time.
const COARSE: Duration = Duration::from_secs(2);

impl Stamp {
    /// What `metadata` says.
    pub fn of(metadata: &Metadata) -> Stamp {
        let since = metadata.modified().ok().and_then(|time| time.duration_since(UNIX_EPOCH).ok());
        let modified = since.map_or(0, nanoseconds);
        #[cfg(unix)]
        let (changed, inode) = {
            use std::os::unix::fs::MetadataExt;
            let seconds = u64::try_from(metadata.ctime()).unwrap_or_default();
            let rest = u32::try_from(metadata.ctime_nsec()).unwrap_or_default();
            (nanoseconds(Duration::new(seconds, rest)), metadata.ino())
        };
        #[cfg(not(unix))]
        let (changed, inode) = (modified, 0);
        Stamp { size: metadata.len(), modified, changed, inode }
    }

    /// What stands for the bytes of the file, which was looked at no earlier than `now`.
    pub(super) fn number(self, now: SystemTime) -> u64 {
        let now = nanoseconds(now.duration_since(UNIX_EPOCH).unwrap_or_default());
        // One that has just changed may change once more and look the same: next time it is another file, whatever it
        // looks like.
        let is_settled = self.changed.saturating_add(nanoseconds(COARSE)) <= now;
        let Stamp { size, modified, changed, inode } = self;
        let moment = if is_settled { 0 } else { now };
        digest(&[size, modified, changed, inode, moment].map(u64::to_le_bytes).concat())
    }
}

fn nanoseconds(since: Duration) -> u64 {
    u64::try_from(since.as_nanos()).unwrap_or(u64::MAX)
}
