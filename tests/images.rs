//! Smaller pictures, which are made with the feature `images`: `cargo test --features images --test images`.

#![cfg(feature = "images")]
#![allow(clippy::unwrap_used)]

use image::{DynamicImage, ImageFormat, Rgb, RgbImage};
use shirube::failure::Failure;
use shirube::inside::picture;
use shirube::output::{self, Publication, Sink, Stage, Validity};
use shirube::source::{Blob, Memory, Sources, embedded};
use shirube::{Options, build};
use std::collections::BTreeMap;
use std::io::Cursor;
use std::sync::Mutex;

/// A picture like a photograph: no two neighbours are alike.
fn photograph(width: u32, height: u32, format: ImageFormat) -> Vec<u8> {
    let pixel = |x: u32, y: u32| Rgb([(x * 7 + y) as u8, (y * 5 + x / 3) as u8, (x * y / 50) as u8]);
    let picture = DynamicImage::ImageRgb8(RgbImage::from_fn(width, height, pixel));
    let mut bytes = Cursor::new(Vec::new());
    picture.write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

fn site(text: &str) -> Memory {
    let mut site = Memory::new();
    site.insert("site.toml", include_bytes!("cases/site.toml").as_slice());
    let text = format!("+++\ntitle = \"入口\"\n+++\n{text}\n\n![図](a.jpg \"題\") ![小](small.png) ![大](b.png)\n");
    site.insert("content/index.ja.md", text.into_bytes());
    site.insert("content/a.jpg", photograph(1000, 400, ImageFormat::Jpeg));
    site.insert("content/b.png", photograph(600, 601, ImageFormat::Png));
    site.insert("content/small.png", photograph(480, 10, ImageFormat::Png));
    site.insert("content/unused.png", photograph(600, 10, ImageFormat::Png));
    site
}

fn options() -> Options {
    Options {
        base: None,
        drafts: false,
        strict: false,
        now: "2026-11-22T00:00:00Z".parse().unwrap(),
        languages: Vec::new(),
    }
}

fn run(site: &Memory, sink: &dyn Sink) -> Vec<String> {
    let carried = embedded();
    let sources = Sources::read(site, &carried).unwrap();
    let built = build(sources, &options(), sink, &|_, _| {}).unwrap();
    built.diagnostics.iter().map(|diagnostic| diagnostic.message.clone()).collect()
}

fn files(site: &Memory) -> BTreeMap<String, Vec<u8>> {
    let sink = output::Memory::new();
    // The one picture that no text shows is told of.
    assert_eq!(run(site, &sink), ["no page shows this file or links to it, and it is not published"]);
    sink.into_files()
}

#[test]
fn smaller_pictures_are_made_of_what_texts_show() {
    let first = files(&site("一"));
    let made: Vec<(&str, u32, u32)> = first
        .iter()
        .filter(|(path, _)| path.ends_with(".webp"))
        .map(|(path, bytes)| {
            let size = picture::read(bytes).unwrap();
            (path.as_str(), size.width, size.height)
        })
        .collect();
    let sizes: Vec<(u32, u32)> = made.iter().map(|(_, width, height)| (*width, *height)).collect();
    assert_eq!(sizes, [(480, 192), (800, 320), (480, 481)]);
    let page = String::from_utf8_lossy(&first["ja/index.html"]).into_owned();
    for (path, width, _) in made {
        assert!(page.contains(&format!("/guide/{path} {width}w, ")), "{path}");
    }
    assert!(page.contains(".jpg 1000w\" sizes=\""));
    assert_eq!(page.matches("srcset=").count(), 2);
    assert!(first == files(&site("一")), "the same input makes the same files");
}

#[test]
fn a_picture_of_more_pixels_than_fit_is_published_as_it_is() {
    let mut site = site("一");
    // What a file of a few bytes says: to decode it would take gigabytes.
    let mut huge = photograph(600, 10, ImageFormat::Png);
    huge[16..20].copy_from_slice(&60_000_u32.to_be_bytes());
    huge[20..24].copy_from_slice(&60_000_u32.to_be_bytes());
    let size = picture::read(&huge).unwrap();
    assert_eq!((size.width, size.height, size.scales), (60_000, 60_000, true));
    site.insert("content/b.png", huge.clone());
    let files = files(&site);
    let made: Vec<&String> = files.keys().filter(|path| path.ends_with(".webp")).collect();
    assert!(made.len() == 2 && made.iter().all(|path| path.starts_with("media/a.")), "{made:?}");
    let published = files.iter().find(|(path, _)| path.starts_with("media/b.") && path.ends_with(".png")).unwrap();
    assert!(*published.1 == huge);
}

#[test]
fn a_picture_that_says_two_sizes_is_decoded_as_neither() {
    let large = photograph(7100, 7100, ImageFormat::Jpeg);
    // The head of the large picture, hidden in what one reader takes for a segment and the other for fill bytes; after it
    // the beginning of a segment for the other, in which the one finds the head of a small picture.
    let at = large.windows(2).position(|pair| pair == [0xff, 0xc0]).unwrap();
    let length = 2 + usize::from(u16::from_be_bytes([large[at + 2], large[at + 3]]));
    let (head, mut small) = (&large[at..at + length], large[at..at + length].to_vec());
    small[5..7].copy_from_slice(&400_u16.to_be_bytes());
    small[7..9].copy_from_slice(&1000_u16.to_be_bytes());
    let comment = [&[0xff, 0xfe][..], &(2 + small.len() as u16).to_be_bytes()].concat();
    let hidden = (2 + head.len() + comment.len()) as u16;
    let start = [&[0xff, 0xd8, 0xff, 0x00][..], &hidden.to_be_bytes(), head, &comment, &small].concat();
    let bytes = [start.as_slice(), &large[2..at], &large[at + length..]].concat();
    let said = picture::read(&bytes).unwrap();
    assert_eq!((said.width, said.height, said.scales), (1000, 400, true));
    let mut site = site("一");
    site.insert("content/a.jpg", bytes);
    assert_eq!(run(&site, &output::Memory::new()), ["the picture `content/a.jpg` cannot be decoded"]);
}

#[test]
fn a_broken_picture_is_an_error() {
    let mut site = site("一");
    let mut broken = photograph(600, 601, ImageFormat::Png);
    broken.truncate(200);
    site.insert("content/b.png", broken);
    assert_eq!(run(&site, &output::Memory::new()), ["the picture `content/b.png` cannot be decoded"]);
}

/// What is put, and what is taken from the last build.
struct Watched<'a>(&'a Stage, Mutex<Vec<String>>);

impl Sink for Watched<'_> {
    fn put(&self, path: &str, bytes: &[u8]) -> Result<(), Failure> {
        self.1.lock().unwrap().push(path.to_owned());
        self.0.put(path, bytes)
    }

    fn copy(&self, path: &str, file: &Blob) -> Result<(), Failure> {
        self.0.copy(path, file)
    }

    fn reuse(&self, path: &str) -> Result<bool, Failure> {
        self.0.reuse(path)
    }
}

#[test]
fn a_picture_that_is_there_is_not_made_again() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("public");
    let mut puts = Vec::new();
    for text in ["一", "二"] {
        let stage = Stage::open(&out).unwrap();
        let watched = Watched(&stage, Mutex::default());
        run(&site(text), &watched);
        let paths = watched.1.into_inner().unwrap();
        puts.push(paths.iter().filter(|path| path.ends_with(".webp")).count());
        stage
            .publish(&Publication {
                digest: None,
                said: "",
                validity: Validity::default(),
                note: "",
                waits: "",
                folders: &[],
                prune: false,
            })
            .unwrap();
    }
    assert_eq!(puts, [3, 0]);
    let media = std::fs::read_dir(out.join("media")).unwrap();
    assert_eq!(media.filter(|file| file.as_ref().unwrap().path().extension().unwrap() == "webp").count(), 3);
}
