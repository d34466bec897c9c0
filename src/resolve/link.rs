//! Links to pages, anchors and files.

use super::meant;
use super::place::{LinkContext, explicit_language, folder_name, join, split};
use super::{ImageTarget, Lead, Site, Target};
use crate::address::{self, encode_path};
use crate::asset::AssetId;
use crate::catalog::{Anchor, Entry, HeldBack, PageId};
use crate::config::{LangId, Layout};
use crate::data::Text;
use crate::diagnostic::{Code, Diagnostic};
use crate::document::{Kind, refused_scheme, scheme_of};
use crate::source::Span;

type Found = Result<Target, Box<Diagnostic>>;

/// What a link leads to.
pub fn link(site: &Site, dest: &str, place: LinkContext<'_>) -> Found {
    if let Some(scheme) = scheme_of(dest) {
        if let Some(refused) = refused_scheme(dest, &site.config.schemes, place.span) {
            return Err(Box::new(refused));
        }
        let lead = if matches!(scheme.as_str(), "http" | "https") { Lead::Away } else { Lead::Other };
        return Ok(Target::Link { lead, tail: Box::default(), lang: None });
    }
    if dest.starts_with("//") {
        return Ok(Target::Link { lead: Lead::Away, tail: Box::default(), lang: None });
    }
    let (path, query, anchor) = split(dest);
    let anchor = anchor.map(address::decode_part).transpose().map_err(|fault| {
        let message = format!("there is no heading `{}`: {fault}", anchor.unwrap_or_default());
        Box::new(Diagnostic::new(Code::UnknownAnchor, place.span, message).help(fault.help()))
    })?;
    let anchor = anchor.filter(|anchor| !anchor.is_empty());
    if path.is_empty() {
        return match anchor {
            Some(anchor) => own_anchor(site, &anchor, place),
            None => {
                let diagnostic = Diagnostic::new(Code::UnknownPage, place.span, "the link leads nowhere");
                Err(Box::new(diagnostic.help("write the page after the text: `[text](page.md)`")))
            }
        };
    }
    let decoded = decode(path, place.span)?;
    if is_elsewhere(site, &decoded) {
        return Ok(Target::Link { lead: Lead::Other, tail: Box::default(), lang: None });
    }
    match decoded.strip_suffix(".md") {
        Some(name) => page_link(site, name, query, anchor.as_deref(), place),
        None => {
            let rest = dest.get(path.len()..).unwrap_or_default();
            let id = file(site, &decoded, place, Kind::Link)
                .map_err(|found| Box::new(meant::with_page(site, *found, dest, &decoded, place)))?;
            Ok(Target::Link { lead: Lead::File(id), tail: rest.into(), lang: None })
        }
    }
}

/// What an image shows: a file beside the page, one of `static/`, or one elsewhere on the web. `shown` says that it
/// stands in a text.
pub fn image(site: &Site, dest: &str, place: LinkContext<'_>, shown: bool) -> Result<ImageTarget, Box<Diagnostic>> {
    let mut target = ImageTarget { src: dest.to_owned(), lead: Lead::Away, size: None, smaller: Vec::new() };
    if scheme_of(dest).is_some() || dest.starts_with("//") {
        return Ok(target);
    }
    let (path, ..) = split(dest);
    let rest = dest.get(path.len()..).unwrap_or_default();
    let decoded = decode(path, place.span)?;
    if is_elsewhere(site, &decoded) {
        return Ok(target);
    }
    let id = file(site, &decoded, place, Kind::Image)?;
    target.lead = Lead::File(id);
    target.src = target.lead.href(site, dest, rest);
    let asset = site.assets.get(id);
    // A part of a picture has a size of its own.
    if let Some(picture) = asset.picture().filter(|_| rest.is_empty()) {
        target.size = Some((picture.width, picture.height));
        let scaled = if shown { asset.scaled() } else { &[] };
        target.smaller = scaled.iter().map(|scaled| (site.config.base.page(&scaled.path), scaled.width)).collect();
    }
    Ok(target)
}

/// The absolute address of a picture that stands for a page where it is shared, and its file if it is one of the site's.
pub fn sharing_image(
    site: &Site,
    image: &Text,
    place: LinkContext<'_>,
) -> Result<(String, Option<AssetId>), Box<Diagnostic>> {
    let scheme = scheme_of(&image.text).filter(|scheme| !matches!(scheme.as_str(), "http" | "https"));
    if let Some(scheme) = scheme {
        let message = format!("an image cannot have the scheme `{scheme}`");
        let found = Diagnostic::new(Code::UrlScheme, image.span, message).help("images are files, or on the web");
        return Err(Box::new(found));
    }
    let found = self::image(site, &image.text, place, false)?;
    Ok(match found.lead {
        Lead::File(file) => (format!("{}{}", site.config.base.origin(), found.src), Some(file)),
        Lead::Page(_) | Lead::Anchor(_) | Lead::Away | Lead::Other => (found.src, None),
    })
}

/// A warning for a file of the site that says no size.
pub fn without_size(dest: &str, target: &ImageTarget, span: Span) -> Option<Diagnostic> {
    if target.lead == Lead::Away || target.size.is_some() || dest.contains(['#', '?']) {
        return None;
    }
    let name = dest.to_ascii_lowercase();
    let is_known = [".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif"].iter().any(|ending| name.ends_with(ending));
    let help = match name.ends_with(".svg") {
        true => "an SVG says its size with `viewBox`, or with `width` and `height`",
        false if is_known => "the file is damaged or empty: save it again",
        false => "save it again as PNG, JPEG, GIF, WebP, AVIF or SVG: without its size the text moves when it appears",
    };
    let message = format!("the width and height of `{dest}` cannot be read");
    Some(Diagnostic::new(Code::ImageSize, span, message).help(help))
}

/// Whether a path is one on the host that something else than the site answers.
fn is_elsewhere(site: &Site, path: &str) -> bool {
    path.starts_with('/') && site.config.serves_elsewhere(path)
}

/// The path that a destination means.
fn decode(path: &str, span: Span) -> Result<String, Box<Diagnostic>> {
    address::decode(path).map_err(|fault| {
        let code = if path.ends_with(".md") { Code::UnknownPage } else { Code::UnknownAsset };
        let message = format!("`{path}` cannot be an address: {fault}");
        Box::new(Diagnostic::new(code, span, message).help(fault.help()))
    })
}

fn own_anchor(site: &Site, anchor: &str, place: LinkContext<'_>) -> Found {
    let Some(own) = place.own else {
        let tail = format!("#{}", encode_path(anchor));
        return Ok(Target::Link { lead: Lead::Anchor(None), tail: tail.into(), lang: None });
    };
    let tail = fragment(site, own, anchor, place)?.into();
    let other = Some(own).filter(|_| place.shown != place.own);
    let entry = site.catalog.entry(own);
    let lang = (other.is_some() && entry.lang != place.lang).then_some(entry.text_lang);
    Ok(Target::Link { lead: Lead::Anchor(other), tail, lang })
}

fn page_link(site: &Site, name: &str, query: &str, anchor: Option<&str>, place: LinkContext<'_>) -> Found {
    let unknown = |path: &str, wanted| Box::new(unknown_page(site, path, wanted, place));
    let path = join(place.folder, name).ok_or_else(|| unknown(name, None))?;
    let (path, named) = explicit_language(site, &path);
    // A link that names the language of its own text means the same page in the reader's.
    let wanted = named.filter(|lang| *lang != place.written);
    let path = folder_name(path);
    let page = match wanted {
        Some(lang) => site.catalog.page(path, lang),
        None => site.catalog.page_for(path, place.lang, &site.config),
    };
    let (id, entry) = page.map(|id| (id, site.catalog.entry(id))).ok_or_else(|| unknown(path, wanted))?;
    let mut tail = query.to_owned();
    if let Some(anchor) = anchor {
        tail.push_str(&fragment(site, id, anchor, place)?);
    }
    // What the reader will get is said where it is not in the language of this text, and where it is not among the
    // reader's pages.
    let lang = (entry.text_lang != place.written || entry.lang != place.lang).then_some(entry.text_lang);
    Ok(Target::Link { lead: Lead::Page(id), tail: tail.into(), lang })
}

/// The path of the page that a link in a page's own text names; `None` for any other link.
pub fn named_page(site: &Site, entry: &Entry, dest: &str) -> Option<String> {
    if scheme_of(dest).is_some() || dest.starts_with("//") {
        return None;
    }
    let (path, ..) = split(dest);
    let folder =
        if entry.folder { entry.path.as_str() } else { entry.path.rsplit_once('/').map_or("", |(folder, _)| folder) };
    let path = join(folder, address::decode(path).ok()?.strip_suffix(".md")?)?;
    let (path, _) = explicit_language(site, &path);
    Some(folder_name(path).to_owned())
}

/// What a link to a page that waits for its date leads to until then: the page of its folder, or of one above it.
pub fn until_its_date(site: &Site, dest: &str, place: LinkContext<'_>) -> Target {
    let (path, ..) = split(dest);
    let path = decode(path, place.span).ok().and_then(|path| join(place.folder, path.strip_suffix(".md")?));
    let mut path = path.as_deref().map(|path| folder_name(explicit_language(site, path).0)).unwrap_or_default();
    while !path.is_empty() {
        path = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        if let Some(id) = site.catalog.page_for(path, place.lang, &site.config) {
            let entry = site.catalog.entry(id);
            let lang = (entry.text_lang != place.written || entry.lang != place.lang).then_some(entry.text_lang);
            return Target::Link { lead: Lead::Page(id), tail: Box::default(), lang };
        }
    }
    Target::None
}

fn unknown_page(site: &Site, path: &str, wanted: Option<LangId>, place: LinkContext<'_>) -> Diagnostic {
    let code = |lang: LangId| site.config.code(lang);
    if let Some(wanted) = wanted
        && let Some(entry) = site.catalog.page_for(path, place.lang, &site.config).map(|id| site.catalog.entry(id))
    {
        let message = format!("there is no page `{path}` in `{}`", code(wanted));
        let help = format!("without a language the link leads to the page in `{}`: `/{path}.md`", code(entry.lang));
        return Diagnostic::new(Code::UnknownPage, place.span, message).help(help);
    }
    let diagnostic = Diagnostic::new(Code::UnknownPage, place.span, format!("there is no page `{path}`"));
    match site.catalog.held_back(path, wanted.unwrap_or(place.lang)) {
        Some(HeldBack::Draft) => return diagnostic.help("it is a draft"),
        Some(HeldBack::Waits(until)) => {
            let message = format!("the page `{path}` waits for its date, {until}");
            let help = "until then the link leads to the page of its folder";
            return Diagnostic::new(Code::WaitingPage, place.span, message).help(help);
        }
        None => {}
    }
    meant::with_near_page(site, diagnostic, path, wanted, place)
}

/// `#` and the anchor on the page, as an address has it. A text that is shown in place of another may name an anchor that
/// only the page of its own language has: then it leads to the top of the page.
fn fragment(site: &Site, id: PageId, anchor: &str, place: LinkContext<'_>) -> Result<String, Box<Diagnostic>> {
    let stands_in = || place.shown.map(|shown| site.catalog.entry(shown)).is_some_and(Entry::stands_in);
    let of_text = || {
        let path = &site.catalog.entry(id).path;
        site.catalog.page_for(path, place.written, &site.config).filter(|other| *other != id)
    };
    match check_anchor(site, id, anchor, place.span) {
        Ok(anchor) => Ok(format!("#{}", encode_path(&anchor))),
        Err(diagnostic) if stands_in() => match of_text().map(|other| check_anchor(site, other, anchor, place.span)) {
            Some(Ok(_)) => Ok(if place.shown == Some(id) { "#".to_owned() } else { String::new() }),
            Some(Err(_)) | None => Err(diagnostic),
        },
        Err(diagnostic) => Err(diagnostic),
    }
}

/// The anchor on the page, which for the id that a heading has in the source language is the page's own.
fn check_anchor(site: &Site, id: PageId, anchor: &str, span: Span) -> Result<String, Box<Diagnostic>> {
    let entry = site.catalog.entry(id);
    let Site { catalog, sources, config, .. } = site;
    match catalog.anchor(entry, anchor, sources, config) {
        Anchor::Here | Anchor::Vague => Ok(anchor.to_owned()),
        Anchor::Other(id) => Ok(id.to_owned()),
        Anchor::Unknown => {
            let path = &sources.get(entry.source).path;
            let message = format!("there is no heading `{anchor}` in `{path}`");
            let help = catalog.anchor_suggestion(entry, anchor, sources, config);
            Err(Box::new(Diagnostic::new(Code::UnknownAnchor, span, message).maybe_help(help)))
        }
    }
}

/// The files that a name may mean beside a text. Where each language has a folder, what lies beside the original serves
/// its translations too.
pub fn beside_text(site: &Site, path: Option<String>, written: LangId) -> Vec<String> {
    let Some(path) = path else { return Vec::new() };
    let own = format!("content/{path}");
    if site.config.layout == Layout::Suffix {
        return vec![own];
    }
    let code = |lang: LangId| site.config.languages.get(lang).map(|language| language.code.as_str());
    let rest = path.split_once('/').filter(|(folder, _)| code(written) == Some(folder)).map(|(_, rest)| rest);
    let others = site.config.chain(written).skip(1).chain([site.config.source]);
    let others = others.filter_map(|lang| Some(format!("content/{}/{}", code(lang)?, rest?)));
    std::iter::once(own).chain(others).collect()
}

/// A file that is copied: beside the text, or under `static/`. `kind` is what shows it or leads to it.
fn file(site: &Site, path: &str, place: LinkContext<'_>, kind: Kind) -> Result<AssetId, Box<Diagnostic>> {
    let beside = "an image is a file beside its text, `![text](picture.png)`, or in `static/`, `![text](/picture.png)`";
    if path.is_empty() {
        let diagnostic = Diagnostic::new(Code::UnknownAsset, place.span, "the image names no file");
        return Err(Box::new(diagnostic.help(beside)));
    }
    let candidates = match path.strip_prefix('/') {
        Some(_) => {
            let path = join("", path);
            path.iter().flat_map(|path| [format!("static/{path}"), format!("content/{path}")]).collect()
        }
        None => beside_text(site, join(place.folder, path), place.written),
    };
    for candidate in &candidates {
        if let Some(id) = site.assets.id(candidate) {
            return Ok(id);
        }
    }
    let message = format!("there is no file `{path}`");
    let name = path.trim_end_matches('/');
    let is_image = kind == Kind::Image;
    let help = if is_image && (candidates.is_empty() || !name.contains('.')) {
        Some(beside.to_owned())
    } else if name.rsplit('/').next().is_some_and(|name| name.contains('.')) {
        let wanted = candidates.first().map_or(path, String::as_str);
        let written = |path: &str| match path.strip_prefix("static") {
            Some(path) => path.to_owned(),
            None => path.trim_start_matches("content").to_owned(),
        };
        site.assets.nearest(wanted).map(|path| format!("did you mean `{}`?", written(path)))
    } else {
        None
    };
    Err(Box::new(Diagnostic::new(Code::UnknownAsset, place.span, message).maybe_help(help)))
}
