//! What the bytes of a picture say before it is decoded: its size as browsers show it, and whether it can be scaled.

/// What is known of a picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Picture {
    /// In CSS pixels, turned as the camera says.
    pub width: u32,
    pub height: u32,
    /// Whether a smaller one would look the same: one still photograph or drawing in the colours of the web.
    pub scales: bool,
}

/// The largest width and height that are believed.
const MAX_SIDE: u32 = 65_535;

/// How many bytes of a file are looked at: photographs have room for smaller ones and for maps of depth before their size.
pub const MAX_HEAD: u64 = 16_000_000;

/// No picture with more pixels is decoded: each takes four bytes or more, however few the file has.
const MAX_PIXELS: u64 = 50_000_000;

/// Whether a picture of this size is small enough to be decoded.
pub fn is_decodable(width: u32, height: u32) -> bool {
    u64::from(width) * u64::from(height) <= MAX_PIXELS
}

/// Whether a file of this name is a picture.
pub fn is_picture(path: &str) -> bool {
    let ending = path.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
    matches!(ending.as_deref(), Some("png" | "jpg" | "jpeg" | "gif" | "webp" | "avif" | "svg"))
}

/// What `bytes` say, if they are a picture.
pub fn read(bytes: &[u8]) -> Option<Picture> {
    let (width, height, scales) = match bytes {
        [0x89, b'P', b'N', b'G', ..] => (imagesize::blob_size(bytes).ok(), png_scales(bytes)).joined()?,
        [0xFF, 0xD8, ..] => {
            let (width, height, _) = (imagesize::blob_size(bytes).ok(), true).joined()?;
            let (turned, scales) = jpeg(bytes);
            if turned { (height, width, scales) } else { (width, height, scales) }
        }
        _ => match svg(bytes) {
            Some((width, height)) => (width, height, false),
            None => (imagesize::blob_size(bytes).ok(), false).joined()?,
        },
    };
    let fits = |side: u32| (1..=MAX_SIDE).contains(&side);
    (fits(width) && fits(height)).then_some(Picture { width, height, scales })
}

trait Joined {
    fn joined(self) -> Option<(u32, u32, bool)>;
}

impl Joined for (Option<imagesize::ImageSize>, bool) {
    fn joined(self) -> Option<(u32, u32, bool)> {
        let size = self.0?;
        Some((u32::try_from(size.width).ok()?, u32::try_from(size.height).ok()?, self.1))
    }
}

/// Whether a PNG has neither frames (`acTL`) nor colours of another kind than sRGB (`iCCP`).
fn png_scales(bytes: &[u8]) -> bool {
    let mut rest = bytes.get(8..).unwrap_or_default();
    while let Some((length, after)) = rest.split_first_chunk::<4>() {
        let Some((kind, data)) = after.split_first_chunk::<4>() else { return false };
        let length = u32::from_be_bytes(*length) as usize;
        match kind {
            b"acTL" => return false,
            b"iCCP" if !contains(data.get(..length.min(80)).unwrap_or_default(), b"sRGB") => return false,
            b"IDAT" => return true,
            _ => {}
        }
        rest = data.get(length.saturating_add(4)..).unwrap_or_default();
    }
    false
}

/// Of a JPEG: whether it is shown turned by a quarter (Exif, tag 0x0112), and whether its colours are those of sRGB.
fn jpeg(bytes: &[u8]) -> (bool, bool) {
    let (mut turned, mut scales) = (false, true);
    let mut rest = bytes.get(2..).unwrap_or_default();
    while let [0xFF, marker, high, low, after @ ..] = rest {
        let length = usize::from(u16::from_be_bytes([*high, *low])).saturating_sub(2);
        let data = after.get(..length).unwrap_or_default();
        match marker {
            0xDA => break,
            0xE1 => turned |= exif_orientation(data).is_some_and(|orientation| (5..=8).contains(&orientation)),
            0xE2 if data.starts_with(b"ICC_PROFILE") => {
                scales &= contains(data, b"sRGB") || contains(data, b"s\0R\0G\0B");
            }
            // Four colours, of printing.
            0xC0..=0xC2 => scales &= data.get(5).is_some_and(|components| *components <= 3),
            _ => {}
        }
        rest = after.get(length..).unwrap_or_default();
    }
    (turned, scales)
}

fn exif_orientation(data: &[u8]) -> Option<u16> {
    let tiff = data.strip_prefix(b"Exif\0\0")?;
    let little = tiff.starts_with(b"II");
    let short = |at: usize| {
        let bytes = tiff.get(at..)?.first_chunk::<2>()?;
        Some(if little { u16::from_le_bytes(*bytes) } else { u16::from_be_bytes(*bytes) })
    };
    let long = |at: usize| {
        let bytes = tiff.get(at..)?.first_chunk::<4>()?;
        Some(if little { u32::from_le_bytes(*bytes) } else { u32::from_be_bytes(*bytes) })
    };
    let first = long(4)? as usize;
    let entries = usize::from(short(first)?);
    let entry = (0..entries).map(|number| first + 2 + number * 12).find(|entry| short(*entry) == Some(0x0112))?;
    short(entry + 8)
}

fn contains(bytes: &[u8], wanted: &[u8]) -> bool {
    bytes.windows(wanted.len()).any(|window| window == wanted)
}

/// The size that the outermost element of an SVG says.
fn svg(bytes: &[u8]) -> Option<(u32, u32)> {
    // The beginning of a file may end within a character.
    let text = bytes.utf8_chunks().next()?.valid();
    let mut rest = text.trim_start_matches('\u{FEFF}');
    let tag = loop {
        rest = rest.split_once('<')?.1;
        if let Some(comment) = rest.strip_prefix("!--") {
            rest = comment.split_once("-->")?.1;
        } else if rest.starts_with(['?', '!']) {
            rest = rest.split_once('>')?.1;
        } else {
            break rest.strip_prefix("svg")?;
        }
    };
    let (mut width, mut height, mut view) = (None, None, None);
    let mut rest = tag;
    loop {
        rest = rest.trim_start();
        let Some((name, after)) = rest.split_once('=').filter(|(name, _)| !name.contains('>')) else { break };
        let after = after.trim_start();
        let quote = after.chars().next().filter(|c| matches!(c, '"' | '\''))?;
        let (value, next) = after.get(1..)?.split_once(quote)?;
        match name.trim() {
            "width" => width = pixels(value),
            "height" => height = pixels(value),
            "viewBox" => {
                let numbers: Vec<f64> =
                    value.split([' ', ',', '\n', '\t']).filter_map(|number| number.parse().ok()).collect();
                if let [_, _, width, height] = numbers.as_slice()
                    && *width > 0.0
                    && *height > 0.0
                {
                    view = Some((*width, *height));
                }
            }
            _ => {}
        }
        rest = next;
    }
    let (width, height) = match (width, height, view) {
        (Some(width), Some(height), _) => (width, height),
        (Some(width), None, Some((across, down))) => (width, width * down / across),
        (None, Some(height), Some((across, down))) => (height * across / down, height),
        (None, None, Some(view)) => view,
        (_, _, None) => return None,
    };
    Some((width.round() as u32, height.round() as u32))
}

/// A length in pixels, if it is an absolute one.
fn pixels(length: &str) -> Option<f64> {
    let length = length.trim();
    let unit = length.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | '+'));
    let number: f64 = length.strip_suffix(unit)?.parse().ok()?;
    let factor = match unit {
        "" | "px" => 1.0,
        "pt" => 4.0 / 3.0,
        "pc" => 16.0,
        "in" => 96.0,
        "cm" => 96.0 / 2.54,
        "mm" => 9.6 / 2.54,
        _ => return None,
    };
    Some(number * factor).filter(|pixels| *pixels > 0.0)
}

#[cfg(test)]
mod tests {
    use super::{Picture, read};

    fn size(bytes: &[u8]) -> Option<(u32, u32)> {
        read(bytes).map(|Picture { width, height, .. }| (width, height))
    }

    #[test]
    fn an_svg_says_its_size_in_several_ways() {
        for (svg, wanted) in [
            ("<svg width=\"40\" height='30px'/>", Some((40, 30))),
            ("\u{FEFF}<?xml version=\"1.0\"?>\n<!-- <svg> -->\n<svg\nviewBox='0 0 200 100'>", Some((200, 100))),
            ("<svg viewBox=\"0,0,200,100\" width=\"50\">", Some((50, 25))),
            ("<svg viewBox=\"0 0 200 100\" height=\"1in\">", Some((192, 96))),
            ("<svg viewBox=\"0 0 200 100\" width=\"100%\" height=\"100%\">", Some((200, 100))),
            ("<svg xmlns=\"http://www.w3.org/2000/svg\"/>", None),
            ("<svg width=\"0\" height=\"4\"/>", None),
            ("<svg width=\"1e9\" height=\"4\"/>", None),
            ("<svg", None),
            ("<p>", None),
            ("", None),
        ] {
            assert_eq!(size(svg.as_bytes()), wanted, "{svg}");
        }
    }

    #[test]
    fn a_photograph_is_turned_as_the_camera_says() {
        let exif = |orientation: u8| {
            let mut bytes = vec![0xFF, 0xD8, 0xFF, 0xE1, 0, 34];
            bytes.extend(b"Exif\0\0MM\0\x2A\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0");
            bytes.extend([orientation, 0, 0, 0, 0, 0, 0]);
            bytes.extend([0xFF, 0xC0, 0, 11, 8, 0, 30, 0, 40, 1, 1, 0x11, 0, 0xFF, 0xD9]);
            bytes
        };
        assert_eq!(size(&exif(1)), Some((40, 30)));
        assert_eq!(size(&exif(6)), Some((30, 40)));
    }

    #[test]
    fn an_avif_says_its_size_in_a_property() {
        let part =
            |kind: &[u8; 4], body: &[u8]| [&(body.len() as u32 + 8).to_be_bytes(), kind.as_slice(), body].concat();
        let size_of = part(b"ispe", &[0, 0, 0, 0, 0, 0, 0, 64, 0, 0, 0, 48]);
        let of_item = part(b"ipma", &[0, 0, 0, 0, 0, 0, 0, 1, 0, 1, 1, 1]);
        let properties = part(b"iprp", &[part(b"ipco", &size_of), of_item].concat());
        let primary = part(b"pitm", &[0, 0, 0, 0, 0, 1]);
        let meta = part(b"meta", &[vec![0; 4], primary, properties].concat());
        let bytes = [part(b"ftyp", b"avif\0\0\0\0avifmif1"), meta].concat();
        assert_eq!(size(&bytes), Some((64, 48)));
    }

    #[test]
    fn broken_bytes_are_no_picture() {
        for bytes in [b"png".as_slice(), b"\x89PNG\r\n\x1A\n", b"\xFF\xD8\xFF", b"GIF89a", b"RIFF\0\0\0\0WEBP"] {
            assert_eq!(size(bytes), None, "{bytes:?}");
        }
    }
}
