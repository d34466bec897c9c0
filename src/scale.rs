//! Smaller pictures as WebP. Bytes in, bytes out; compiled with the feature `images` only.

use crate::picture;
use image::imageops::FilterType;
use image::{DynamicImage, ImageDecoder, ImageFormat, ImageReader};
use std::io::Cursor;
use webp::Encoder;

/// Of 100: of what photographs lose nobody sees it beside the original.
const QUALITY: f32 = 80.0;

/// `bytes`, a PNG or JPEG, in each of `widths`; `None` if they cannot be decoded.
pub fn webp(bytes: &[u8], widths: &[u32]) -> Option<Vec<Vec<u8>>> {
    let reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format().ok()?;
    let drawn = reader.format() == Some(ImageFormat::Png);
    let mut decoder = reader.into_decoder().ok()?;
    // A file can be made so that it says another size to whoever only looks at its head.
    let (width, height) = decoder.dimensions();
    if !picture::is_decodable(width, height) {
        return None;
    }
    let turned = decoder.orientation().ok()?;
    let mut picture = DynamicImage::from_decoder(decoder).ok()?;
    picture.apply_orientation(turned);
    let transparent = picture.color().has_alpha();
    widths.iter().map(|width| one(&picture, *width, drawn, transparent)).collect()
}

fn one(picture: &DynamicImage, width: u32, drawn: bool, transparent: bool) -> Option<Vec<u8>> {
    let ratio = f64::from(picture.height()) / f64::from(picture.width());
    let height = (f64::from(width) * ratio).round().max(1.0) as u32;
    let small = picture.resize_exact(width, height, FilterType::Lanczos3);
    let (rgb, rgba);
    let encoder = if transparent {
        rgba = small.to_rgba8();
        Encoder::from_rgba(&rgba, width, height)
    } else {
        rgb = small.to_rgb8();
        Encoder::from_rgb(&rgb, width, height)
    };
    let lossy = encoder.encode_simple(false, QUALITY).ok()?;
    // What was drawn may be smaller without any loss.
    let lossless = if drawn { encoder.encode_simple(true, QUALITY).ok() } else { None };
    let best = lossless.filter(|lossless| lossless.len() <= lossy.len()).unwrap_or(lossy);
    Some(best.to_vec())
}
