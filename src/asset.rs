//! Files that are published as they are: those of `static/` under their own names, and, where a template or a text asks
//! for one, under a name with a content hash. Who asks for what is said by those who ask.

use crate::address::{self, encode_path};
use crate::diagnostic::Names;
use crate::failure::Failure;
use crate::id::{IndexVec, ids};
use crate::picture::{self, Picture};
use crate::source::{self, Blob, Sources};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use std::collections::HashMap;
use std::sync::{Arc, OnceLock};

ids! {
    /// A file that can be published as it is.
    AssetId;
}

/// What asks for a file: it is published under a name with a hash, and a picture in its smaller sizes too.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Ask {
    File(AssetId),
    /// It is shown in a text.
    Picture(AssetId),
}

/// One file and the names it may be published under.
#[derive(Debug)]
pub struct Asset {
    pub blob: Blob,
    /// Its own name below the output; `None` for what is published only when asked for.
    pub path: Option<String>,
    /// What the name with a content hash is made of.
    named_after: String,
    /// Of its bytes, from when it is first asked for.
    digest: OnceLock<Result<u64, Failure>>,
    /// By what a browser knows its bytes, from when a template first asks for it.
    integrity: OnceLock<Result<String, Failure>>,
    /// What it says of itself as a picture, from when it is first shown.
    picture: OnceLock<Result<Option<Picture>, Failure>>,
    scaled: OnceLock<Vec<Scaled>>,
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

/// A picture with more bytes is published as it is: to scale it, it is held in memory.
const MAX_SCALED: u64 = 100_000_000;

/// Changes with what is made of the same bytes, so that names change too.
const SCALED_HOW: &[u8] = b"webp 1";

/// Every file that can be published as it is. Copies share what was found out about the files.
#[derive(Debug, Clone, Default)]
pub struct Assets {
    shared: Arc<Shared>,
}

#[derive(Debug, Default)]
struct Shared {
    assets: IndexVec<AssetId, Asset>,
    by_path: HashMap<String, AssetId>,
    names: Names,
}

impl Assets {
    /// The names of all files that are copied.
    pub fn new(sources: &Sources) -> Assets {
        let mut shared = Shared::default();
        for blob in sources.blobs() {
            let below = blob.path.strip_prefix("static/");
            // What comes with the program is there for templates, and is published when one asks.
            let path = below.filter(|_| !blob.embedded).map(str::to_owned);
            let inside = || format!("media/{}", blob.path.strip_prefix("content/").unwrap_or(&blob.path));
            let named_after = below.map_or_else(inside, str::to_owned);
            let (digest, integrity, picture, scaled) = Default::default();
            let asset = Asset { blob: blob.clone(), path, named_after, digest, integrity, picture, scaled };
            shared.by_path.insert(blob.path.clone(), shared.assets.push(asset));
        }
        Assets { shared: Arc::new(shared) }
    }

    /// Keeps of each file that is as it was in `former` what was found out about it then.
    pub fn share(&mut self, former: &Assets) {
        let Some(shared) = Arc::get_mut(&mut self.shared) else { return };
        for asset in shared.assets.iter_mut() {
            let known = former.id(&asset.blob.path).map(|id| former.get(id));
            let Some(known) = known.filter(|known| known.blob.is_as(&asset.blob)) else { continue };
            if let Some(Ok(digest)) = known.digest.get() {
                asset.digest = OnceLock::from(Ok(*digest));
            }
            if let Some(Ok(integrity)) = known.integrity.get() {
                asset.integrity = OnceLock::from(Ok(integrity.clone()));
            }
            if let Some(Ok(picture)) = known.picture.get() {
                asset.picture = OnceLock::from(Ok(*picture));
            }
        }
    }

    /// The file at a path in the site's folder (`static/…`, `content/…`).
    pub fn id(&self, path: &str) -> Option<AssetId> {
        self.shared.by_path.get(path).copied()
    }

    /// What is known of a file.
    pub fn get(&self, id: AssetId) -> &Asset {
        self.shared.assets.at(id)
    }

    /// The address of a file below the base, percent-encoded: its name with a hash.
    pub fn address(&self, id: AssetId) -> String {
        // Of a file that cannot be read nothing is published, whatever its address.
        encode_path(&self.get(id).hashed().unwrap_or_default())
    }

    /// What kept a file from being read that was asked for. It is told when all is done: neither a template nor a text
    /// that asks can hand on a failure.
    /// None while a copy is kept.
    pub fn into_failure(self) -> Option<Failure> {
        let failures = Arc::into_inner(self.shared)?.assets.into_iter().filter_map(|asset| {
            let digest = asset.digest.into_inner().and_then(Result::err);
            let integrity = || asset.integrity.into_inner().and_then(Result::err);
            digest.or_else(integrity).or_else(|| asset.picture.into_inner().and_then(Result::err))
        });
        { failures }.next()
    }

    /// The path of a file, in the site's folder, that may have been meant by another.
    pub fn nearest(&self, path: &str) -> Option<&str> {
        self.shared.names.nearest(path, || self.shared.assets.iter().map(|asset| asset.blob.path.as_str()))
    }

    /// All files.
    pub fn iter(&self) -> impl Iterator<Item = (AssetId, &Asset)> {
        self.shared.assets.entries()
    }
}

impl Asset {
    /// The name with a content hash; `None` if the file cannot be read.
    pub fn hashed(&self) -> Option<String> {
        Some(with_hash(&self.named_after, self.digest()?))
    }

    /// A name like the one with a content hash, and as long, and how much of it stands before the hash.
    pub fn sample(&self) -> (String, usize) {
        let (stem, ending) = parts(&self.named_after);
        let [before, hash, after] = pieces(&self.named_after, stem, &short(0), 0, ending);
        (format!("{before}{hash}{after}"), before.len())
    }

    /// By what a browser knows whether it got these bytes (Subresource Integrity); `None` if the file cannot be read.
    pub fn integrity(&self) -> Option<&str> {
        let read = || self.blob.sha256().map(|hash| format!("sha256-{}", STANDARD.encode(hash)));
        self.integrity.get_or_init(read).as_ref().ok().map(String::as_str)
    }

    /// What it says of itself, if it is a picture.
    pub fn picture(&self) -> Option<Picture> {
        let read = || match picture::is_picture(&self.blob.path) {
            true => self.blob.beginning(picture::MAX_HEAD).map(|bytes| picture::read(&bytes)),
            false => Ok(None),
        };
        *self.picture.get_or_init(read).as_ref().ok()?
    }

    /// Smaller ones that a browser can choose, the smallest first.
    pub fn scaled(&self) -> &[Scaled] {
        let make = || match cfg!(feature = "images") {
            true => self.make_scaled().unwrap_or_default(),
            false => Vec::new(),
        };
        self.scaled.get_or_init(make)
    }

    fn digest(&self) -> Option<u64> {
        self.digest.get_or_init(|| self.blob.digest()).as_ref().ok().copied()
    }

    /// `media/a.1b2c3d4e.jpg` → `media/a.<digest>-480.webp`.
    fn make_scaled(&self) -> Option<Vec<Scaled>> {
        let picture = self.picture().filter(|picture| picture.scales && self.blob.size() <= MAX_SCALED)?;
        if !picture::is_decodable(picture.width, picture.height) {
            return None;
        }
        let digest = source::digest(&[&self.digest()?.to_le_bytes(), SCALED_HOW].concat());
        let path = self.named_after.as_str();
        let (stem, _) = parts(path);
        let narrower = WIDTHS.into_iter().filter(|width| *width < picture.width);
        let named = |width| pieces(path, stem, &format!("{digest:016x}-{width}"), digest, ".webp").concat();
        Some(narrower.map(|width| Scaled { width, path: named(width) }).collect())
    }
}

/// `theme/theme.css` → `theme/theme.3f2a9c01.css`.
fn with_hash(path: &str, digest: u64) -> String {
    let (stem, ending) = parts(path);
    pieces(path, stem, &short(digest), digest, ending).concat()
}

/// The first eight digits of a digest.
fn short(digest: u64) -> String {
    format!("{:08x}", digest >> 32)
}

/// A path as what stands before the ending of its name, and the ending with its dot.
fn parts(path: &str) -> (&str, &str) {
    let name = path.rfind('/').map_or(0, |at| at + 1);
    match path.rfind('.').filter(|dot| *dot > name) {
        Some(dot) => path.split_at(dot),
        None => (path, ""),
    }
}

/// `stem.`, `hash` and `.ending`. Of what would be too long for a name the stem is cut, and the hash is then one of the
/// path too: two files may begin alike and be the same inside.
fn pieces(path: &str, stem: &str, hash: &str, digest: u64, ending: &str) -> [String; 3] {
    let whole = [format!("{stem}."), hash.to_owned(), ending.to_owned()];
    if !address::is_long(&whole.concat()) {
        return whole;
    }
    // An ending that is half of the name is none that anybody knows.
    let (stem, ending) = if ending.len() > LONG_ENDING { (path, "") } else { (stem, ending) };
    let own = source::digest(&[hash.as_bytes(), &digest.to_le_bytes(), path.as_bytes()].concat());
    let rest = format!(".{own:016x}{ending}");
    [format!("{}.", address::cut(stem, rest.len())), format!("{own:016x}"), ending.to_owned()]
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
