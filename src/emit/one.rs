//! One file of the site at a time, made when somebody asks for it.

use super::page::{self, Job, page_of};
use super::{FORMATS, Format, Material, search};
use crate::asset::{Ask, AssetId};
use crate::catalog::PageId;
use crate::config::LangId;
use crate::diagnostic::Diagnostics;
use crate::failure::Failure;
use crate::output::Sink;
use crate::render::asked;
use crate::resolve::Site;
use crate::source::Blob;
use std::collections::{BTreeSet, HashMap};
use std::sync::{Mutex, OnceLock, PoisonError};

/// What makes each file of a site, by its path below the output.
pub struct Index {
    files: HashMap<String, Maker>,
    /// The files of each language's search, made all together when somebody asks for one.
    searches: HashMap<LangId, OnceLock<HashMap<String, Vec<u8>>>>,
    /// By what stands before the hash: those whose names have one.
    hashed: HashMap<String, Vec<AssetId>>,
}

enum Maker {
    Job(Job),
    Format(&'static dyn Format),
    Asset(AssetId),
}

/// A file of the output.
pub enum File {
    /// A page, with what is wrong with its templates; nothing of one that cannot be made.
    Page {
        html: Result<Option<Vec<u8>>, Diagnostics>,
        of: Option<PageId>,
        asked: Vec<Ask>,
    },
    Made(Vec<u8>),
    Copied(Blob),
}

impl Index {
    /// Finds out what makes each file.
    pub fn new(site: &Site) -> Index {
        let mut files: HashMap<String, Maker> = HashMap::new();
        let mut hashed: HashMap<String, Vec<AssetId>> = HashMap::new();
        for (id, asset) in site.assets.iter() {
            files.extend(asset.path.clone().map(|path| (path, Maker::Asset(id))));
            let (sample, before) = asset.sample();
            hashed.entry(sample.get(..before).unwrap_or_default().to_owned()).or_default().push(id);
        }
        for format in FORMATS {
            for claim in format.plan(site) {
                files.entry(claim.path).or_insert(Maker::Format(format));
            }
        }
        let searches = site.searched().map(|lang| (lang, OnceLock::new())).collect();
        files.extend(page::jobs(site).into_iter().map(|job| (job.path(site), Maker::Job(job))));
        Index { files, searches, hashed }
    }

    /// Whether there is a file of this path.
    pub fn has(&self, path: &str, site: &Site) -> bool {
        self.files.contains_key(path) || self.asset(path, site).is_some()
    }

    /// Makes the file of a path; none where the site has no such file.
    pub fn file(&self, path: &str, material: Material<'_>) -> Result<Option<File>, Failure> {
        let site = material.site;
        let searched = self.searches.iter().find(|(lang, _)| search::is_of(path, site, **lang));
        if let Some((lang, files)) = searched {
            let made = files.get_or_init(|| search::files(site, *lang));
            return Ok(made.get(path).cloned().map(File::Made));
        }
        match self.files.get(path) {
            Some(Maker::Job(job)) => {
                let (html, asked) = asked::collect(|| page::render(material, job));
                Ok(Some(File::Page { html, of: page_of(job), asked }))
            }
            Some(Maker::Format(format)) => {
                let only = Only::new(path);
                format.write(material, &BTreeSet::new(), &only)?;
                Ok(only.into_file().map(File::Made))
            }
            Some(Maker::Asset(id)) => Ok(Some(File::Copied(site.assets.get(*id).blob.clone()))),
            None => match self.asset(path, site) {
                Some(id) => smaller_or_whole(id, path, material),
                None => Ok(None),
            },
        }
    }

    /// The file that has a path as its name with a hash, or as that of a smaller picture of it.
    fn asset(&self, path: &str, site: &Site) -> Option<AssetId> {
        let candidates = path.match_indices('.').filter_map(|(dot, _)| self.hashed.get(path.get(..=dot)?)).flatten();
        let is_named = |id: &&AssetId| {
            let asset = site.assets.get(**id);
            asset.hashed().as_deref() == Some(path) || asset.scaled().iter().any(|scaled| scaled.path == path)
        };
        { candidates }.find(is_named).copied()
    }
}

/// The file of a name with a hash: itself, or a smaller picture of it.
fn smaller_or_whole(id: AssetId, path: &str, material: Material<'_>) -> Result<Option<File>, Failure> {
    let asset = material.site.assets.get(id);
    if asset.hashed().as_deref() == Some(path) {
        return Ok(Some(File::Copied(asset.blob.clone())));
    }
    let only = Only::new(path);
    #[cfg(feature = "images")]
    super::scaled::write(material, &BTreeSet::from([Ask::Picture(id)]), &only)?;
    Ok(only.into_file().map(File::Made))
}

/// A sink that keeps one file and wants no other.
struct Only<'a> {
    path: &'a str,
    bytes: Mutex<Option<Vec<u8>>>,
}

impl<'a> Only<'a> {
    fn new(path: &'a str) -> Only<'a> {
        Only { path, bytes: Mutex::new(None) }
    }

    fn into_file(self) -> Option<Vec<u8>> {
        self.bytes.into_inner().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Sink for Only<'_> {
    fn wants(&self, path: &str) -> bool {
        path == self.path
    }

    fn put(&self, path: &str, bytes: &[u8]) -> Result<(), Failure> {
        if path == self.path {
            *self.bytes.lock().unwrap_or_else(PoisonError::into_inner) = Some(bytes.to_owned());
        }
        Ok(())
    }

    fn copy(&self, _: &str, _: &Blob) -> Result<(), Failure> {
        Ok(())
    }

    /// What nobody wants is there.
    fn reuse(&self, path: &str) -> Result<bool, Failure> {
        Ok(path != self.path)
    }
}
