//! Files that are published as they are: those of `static/` under their own names, and, when a template or a text asks
//! for one, under a name with a content hash.

use crate::config::encode_path;
use crate::diagnostic::Names;
use crate::source::{self, Blob, Sources};
use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, Ordering};

/// One file and the names it may be published under.
#[derive(Debug)]
pub struct Asset {
    pub blob: Blob,
    /// Its own name below the output; nothing for what is published only when asked for.
    pub path: Option<String>,
    /// The name with a content hash.
    pub hashed: String,
    /// Smaller ones that a browser can choose, the smallest first.
    pub scaled: Vec<Scaled>,
    asked: AtomicBool,
    shown: AtomicBool,
}

/// A smaller picture.
#[derive(Debug)]
pub struct Scaled {
    /// In pixels.
    pub width: u32,
    /// Below the output.
    pub path: String,
}

/// The widths of smaller pictures, as far as they are below the picture's own: columns of text on narrow and wide
/// screens, and on those with twice the pixels.
const WIDTHS: [u32; 4] = [480, 800, 1200, 1600];

/// Changes with what is made of the same bytes, so that names change too.
const SCALED_HOW: &[u8] = b"webp 1";

/// Every file that can be published as it is.
#[derive(Debug, Default)]
pub struct Assets {
    assets: Vec<Asset>,
    by_path: HashMap<String, usize>,
    names: Names,
}

impl Assets {
    /// The names of all files that are copied.
    pub fn new(sources: &Sources) -> Assets {
        let mut assets = Assets::default();
        for blob in sources.blobs().iter().filter(|blob| !blob.outside) {
            let (path, hashed) = match blob.path.strip_prefix("static/") {
                // What comes with the program is there for templates, and is published when one asks.
                Some(path) if blob.embedded => (None, with_hash(path, blob.digest)),
                Some(path) => (Some(path.to_owned()), with_hash(path, blob.digest)),
                None => {
                    let path = blob.path.strip_prefix("content/").unwrap_or(&blob.path);
                    (None, with_hash(&format!("media/{path}"), blob.digest))
                }
            };
            assets.by_path.insert(blob.path.clone(), assets.assets.len());
            let scaled = if cfg!(feature = "images") { scaled(blob, &hashed) } else { Vec::new() };
            let (asked, shown) = (AtomicBool::new(false), AtomicBool::new(false));
            assets.assets.push(Asset { blob: blob.clone(), path, hashed, scaled, asked, shown });
        }
        assets
    }

    /// Asks for a file by its path in the site's folder (`static/…`, `content/…`): its address below the base,
    /// percent-encoded, or nothing if there is no such file.
    pub fn ask(&self, path: &str) -> Option<String> {
        let asset = self.assets.get(*self.by_path.get(path)?)?;
        asset.asked.store(true, Ordering::Relaxed);
        Some(encode_path(&asset.hashed))
    }

    /// The file at a path in the site's folder.
    pub fn get(&self, path: &str) -> Option<&Asset> {
        self.assets.get(*self.by_path.get(path)?)
    }

    /// The path of a file, in the site's folder, that may have been meant by another.
    pub fn nearest(&self, path: &str) -> Option<&str> {
        self.names.nearest(path, || self.assets.iter().map(|asset| asset.blob.path.as_str()))
    }

    /// All files.
    pub fn iter(&self) -> impl Iterator<Item = &Asset> {
        self.assets.iter()
    }
}

impl Asset {
    /// Asks for the smaller ones of a picture too: a text shows it.
    pub fn show(&self) -> &[Scaled] {
        self.shown.store(true, Ordering::Relaxed);
        &self.scaled
    }

    /// The smaller ones that a text shows.
    pub fn shown(&self) -> &[Scaled] {
        if self.shown.load(Ordering::Relaxed) { &self.scaled } else { &[] }
    }

    /// Whether anything asked for it.
    pub fn is_asked(&self) -> bool {
        self.asked.load(Ordering::Relaxed)
    }
}

/// The smaller ones of a picture: `media/a.1b2c3d4e.jpg` → `media/a.<digest>-480.webp`.
fn scaled(blob: &Blob, hashed: &str) -> Vec<Scaled> {
    let Some(picture) = blob.picture.filter(|picture| picture.scales) else { return Vec::new() };
    let digest = source::digest(&[&blob.digest.to_le_bytes(), SCALED_HOW].concat());
    let stem = hashed.rsplit_once('.').map_or(hashed, |(rest, _)| rest);
    let stem = stem.rsplit_once('.').map_or(stem, |(stem, _)| stem);
    let narrower = WIDTHS.into_iter().filter(|width| *width < picture.width);
    narrower.map(|width| Scaled { width, path: format!("{stem}.{digest:016x}-{width}.webp") }).collect()
}

/// `theme/theme.css` → `theme/theme.3f2a9c01.css`.
fn with_hash(path: &str, digest: u64) -> String {
    let hash = digest >> 32;
    let (folder, name) = path.rsplit_once('/').map_or(("", path), |(folder, name)| (folder, name));
    let slash = if folder.is_empty() { "" } else { "/" };
    match name.rsplit_once('.').filter(|(stem, _)| !stem.is_empty()) {
        Some((stem, ending)) => format!("{folder}{slash}{stem}.{hash:08x}.{ending}"),
        None => format!("{folder}{slash}{name}.{hash:08x}"),
    }
}
