//! Files that are published as they are: those of `static/` under their own names, and, when a template or a text asks
//! for one, under a name with a content hash.

use crate::address::{self, encode_path};
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
        for blob in sources.blobs() {
            let below = blob.path.strip_prefix("static/");
            // What comes with the program is there for templates, and is published when one asks.
            let path = below.filter(|_| !blob.embedded).map(str::to_owned);
            let inside = || format!("media/{}", blob.path.strip_prefix("content/").unwrap_or(&blob.path));
            let named_after = below.map_or_else(inside, str::to_owned);
            let hashed = with_hash(&named_after, blob.digest);
            let scaled = if cfg!(feature = "images") { scaled(blob, &named_after) } else { Vec::new() };
            assets.by_path.insert(blob.path.clone(), assets.assets.len());
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
fn scaled(blob: &Blob, path: &str) -> Vec<Scaled> {
    let Some(picture) = blob.picture.filter(|picture| picture.scales) else { return Vec::new() };
    let digest = source::digest(&[&blob.digest.to_le_bytes(), SCALED_HOW].concat());
    let (stem, _) = parts(path);
    let narrower = WIDTHS.into_iter().filter(|width| *width < picture.width);
    let named = |width| Scaled { width, path: named(path, stem, &format!("{digest:016x}-{width}"), digest, ".webp") };
    narrower.map(named).collect()
}

/// `theme/theme.css` → `theme/theme.3f2a9c01.css`.
fn with_hash(path: &str, digest: u64) -> String {
    let (stem, ending) = parts(path);
    named(path, stem, &format!("{:08x}", digest >> 32), digest, ending)
}

/// A path as what stands before the ending of its name, and the ending with its dot.
fn parts(path: &str) -> (&str, &str) {
    let name = path.rfind('/').map_or(0, |at| at + 1);
    match path.rfind('.').filter(|dot| *dot > name) {
        Some(dot) => path.split_at(dot),
        None => (path, ""),
    }
}

/// `stem.hash.ending`. Of what would be too long for a name the stem is cut, and the hash is then one of the path too:
/// two files may begin alike and be the same inside.
fn named(path: &str, stem: &str, hash: &str, digest: u64, ending: &str) -> String {
    let whole = format!("{stem}.{hash}{ending}");
    if !address::is_long(&whole) {
        return whole;
    }
    // An ending that is half of the name is none that anybody knows.
    let (stem, ending) = if ending.len() > LONG_ENDING { (path, "") } else { (stem, ending) };
    let own = source::digest(&[hash.as_bytes(), &digest.to_le_bytes(), path.as_bytes()].concat());
    let rest = format!(".{own:016x}{ending}");
    format!("{}{rest}", address::cut(stem, rest.len()))
}

/// The bytes of an ending that a name keeps when it is cut.
const LONG_ENDING: usize = 16;

#[cfg(test)]
mod tests {
    use super::with_hash;
    use crate::address;

    #[test]
    fn names_have_a_hash_before_their_ending() {
        for (path, hashed) in [
            ("theme/theme.css", "theme/theme.12345678.css"),
            ("a.tar.gz", "a.tar.12345678.gz"),
            (".htaccess", ".htaccess.12345678"),
            ("v1.0/LICENSE", "v1.0/LICENSE.12345678"),
        ] {
            assert_eq!(with_hash(path, 0x1234_5678_9abc_def0), hashed);
        }
    }

    #[test]
    fn long_names_are_cut_and_stay_apart() {
        let long = |end: &str| format!("media/{}{end}", "漢".repeat(80));
        // 240 bytes of the stem, nine of the hash, four of the ending.
        assert_eq!(with_hash(&long(".pdf"), 1), long(".00000000.pdf"));
        let names = ["文書.pdf", "文章.pdf", "文書.odt"].map(|end| with_hash(&long(end), 1));
        let folder = with_hash(&long("文/文書.pdf").replace("media", "other"), 1);
        let ending = with_hash(&format!("a.{}", "b".repeat(250)), 1);
        for name in names.iter().chain([&folder, &ending]) {
            assert_eq!(address::fault(name), None, "{name}");
        }
        assert!(names[0].ends_with(".pdf") && names[2].ends_with(".odt"));
        assert!(names[0] != names[1] && names[0] != with_hash(&long("文書.pdf"), 2));
        let deep = format!("{}{}.pdf", "abc/".repeat(200), "漢".repeat(72));
        assert_eq!(address::fault(&with_hash(&deep, 1)), None, "a path of {} bytes", deep.len());
    }
}
