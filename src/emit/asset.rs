//! Files that are published as they are.

use super::{Claim, Format, Material, Owner, Piece};
use crate::asset::Asset;
use crate::failure::Failure;
use crate::output::Sink;
use crate::resolve::Site;
use crate::source::{FileSystem, Span};
use rayon::prelude::*;
use std::io::Read;

/// Every file of `static/` under its own name, and every file that was asked for under a name with a content hash.
pub struct Files;

impl Format for Files {
    fn plan(&self, site: &Site) -> Vec<Claim> {
        let mut claims = Vec::new();
        for asset in site.assets.iter() {
            let owner = Owner { span: Span::file(asset.blob.id), what: "the file".to_owned() };
            claims.extend(asset.path.clone().map(|path| Claim { path, owner: owner.clone() }));
            claims.push(Claim { path: asset.hashed.clone(), owner: owner.clone() });
            let scaled = asset.scaled.iter().map(|scaled| scaled.path.clone());
            claims.extend(scaled.map(|path| Claim { path, owner: owner.clone() }));
        }
        claims
    }

    fn finish(&self, material: Material<'_>, _: Vec<Piece>, sink: &dyn Sink) -> Result<(), Failure> {
        let assets: Vec<&Asset> = material.site.assets.iter().collect();
        assets.into_par_iter().try_for_each(|asset| {
            let hashed = asset.is_asked().then_some(asset.hashed.as_str());
            let paths: Vec<&str> = asset.path.as_deref().into_iter().chain(hashed).collect();
            if paths.is_empty() {
                return Ok(());
            }
            let files: &dyn FileSystem = if asset.blob.embedded { material.embedded } else { material.files };
            let mut bytes = Vec::new();
            if let Some(mut file) = files.open(&asset.blob.read_path)? {
                file.read_to_end(&mut bytes).map_err(|error| Failure::io("read", &asset.blob.path, error))?;
            }
            paths.iter().try_for_each(|path| sink.put(path, &bytes))
        })
    }
}
