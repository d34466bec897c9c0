//! Files that are published as they are.

use super::{Claim, Format, Material, Owner};
use crate::address;
use crate::asset::{Ask, Asset, AssetId};
use crate::failure::Failure;
use crate::output::{Sink, fold, folders};
use crate::resolve::Site;
use crate::source::Span;
use rayon::prelude::*;
use std::collections::{BTreeSet, HashMap, HashSet};

/// Every file of `static/` under its own name, and every file that was asked for under a name with a content hash.
pub struct Files;

impl Format for Files {
    fn plan(&self, site: &Site) -> Vec<Claim> {
        let mut claims = Vec::new();
        for (_, asset) in site.assets.iter() {
            claims.extend(asset.path.clone().map(|path| claim(asset, path)));
            // Names with a hash are all of one length: what is wrong with one is wrong with all.
            let (sample, _) = asset.sample();
            if address::fault(&sample).is_some() {
                claims.push(claim(asset, sample));
            }
        }
        claims
    }

    fn write(&self, material: Material<'_>, asked: &BTreeSet<Ask>, sink: &dyn Sink) -> Result<(), Failure> {
        let assets: Vec<(AssetId, &Asset)> = material.site.assets.iter().collect();
        assets.into_par_iter().try_for_each(|(id, asset)| {
            let is_asked = asked.contains(&Ask::File(id)) || asked.contains(&Ask::Picture(id));
            let hashed = if is_asked { asset.hashed() } else { None };
            let paths = asset.path.iter().chain(&hashed);
            paths.into_iter().try_for_each(|path| sink.copy(path, &asset.blob))
        })
    }
}

fn claim(asset: &Asset, path: String) -> Claim {
    Claim { path, owner: Owner { span: Span::file(asset.blob.id), what: "the file".to_owned() } }
}

/// The names with a hash that others of `claims` might have too. To know the hash a file has to be read, and it is read
/// only where another name looks like one of its own.
pub fn hashed(site: &Site, claims: &[Claim]) -> Vec<Claim> {
    let paths: HashSet<String> = claims.iter().map(|claim| fold(&claim.path)).collect();
    let mut stems: HashMap<String, Vec<(&Asset, String)>> = HashMap::new();
    let mut found: Vec<&Asset> = Vec::new();
    for (_, asset) in site.assets.iter() {
        let (sample, before) = asset.sample();
        // A file where the folder would be.
        found.extend(folders(&sample).any(|folder| paths.contains(&fold(folder))).then_some(asset));
        let (stem, rest) = sample.split_at_checked(before).unwrap_or_default();
        stems.entry(fold(stem)).or_default().push((asset, fold(rest)));
    }
    for path in &paths {
        for (dot, _) in path.match_indices('.') {
            let (stem, rest) = path.split_at_checked(dot + 1).unwrap_or_default();
            let is_hash = rest.len() >= HASH && rest.bytes().take(HASH).all(|byte| byte.is_ascii_hexdigit());
            found.extend(stems.get(stem).filter(|_| is_hash).into_iter().flatten().map(|(asset, _)| asset));
        }
    }
    // Two files whose names differ in case alone.
    for group in stems.values_mut() {
        group.sort_by(|(_, a), (_, b)| a.cmp(b));
        let alike = group.chunk_by(|(_, a), (_, b)| a == b).filter(|alike| alike.len() > 1);
        found.extend(alike.flatten().map(|(asset, _)| asset));
    }
    found.sort_unstable_by_key(|asset| asset.blob.id);
    found.dedup_by_key(|asset| asset.blob.id);
    let names = |asset: &Asset| {
        let scaled = asset.scaled().iter().map(|scaled| scaled.path.clone());
        asset.hashed().into_iter().chain(scaled).collect::<Vec<_>>()
    };
    found.into_iter().flat_map(|asset| names(asset).into_iter().map(|path| claim(asset, path))).collect()
}

/// How many digits a hash in a name has at least.
const HASH: usize = 8;
