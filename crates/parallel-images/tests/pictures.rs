//! What becomes of pictures of all kinds, and of files that only look like one.

use std::fs;
use std::io::Cursor;
use std::path::{Path, PathBuf};

use image::{DynamicImage, ImageFormat, Luma, Rgb, RgbImage, Rgba, RgbaImage};
use parallel_images::decode::{decode, read};
use parallel_images::names::labels;
use parallel_images::pipeline::{encode, sharpen, thumbnails};
use parallel_images::{Problem, contact_sheet, pictures, process_image, process_parallel, process_sequential};

fn file(picture: impl Into<DynamicImage>, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    picture.into().write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

/// Smooth, so that what a JPEG leaves out isn't missed: red to the right, green downwards.
fn gradient(width: u32, height: u32) -> RgbImage {
    RgbImage::from_fn(width, height, |x, y| Rgb([(x * 255 / width) as u8, (y * 255 / height) as u8, 60]))
}

fn jpeg(picture: &RgbImage) -> Vec<u8> {
    encode(picture, None).unwrap()
}

/// `jpeg` with an Exif segment that says how it was held.
fn turned(jpeg: &[u8], orientation: u8) -> Vec<u8> {
    let mut exif = b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0".to_vec();
    exif.extend([orientation, 0, 0, 0, 0, 0, 0]);
    let mut bytes = jpeg[..2].to_vec();
    bytes.extend([0xFF, 0xE1]);
    bytes.extend((exif.len() as u16 + 2).to_be_bytes());
    bytes.extend(exif);
    bytes.extend(&jpeg[2..]);
    bytes
}

/// The beginning of a PNG: signature, header with a checksum that is right, and where the pixels begin.
fn png_header(width: u32, height: u32) -> Vec<u8> {
    let mut header = b"IHDR".to_vec();
    header.extend(width.to_be_bytes());
    header.extend(height.to_be_bytes());
    header.extend([8, 2, 0, 0, 0]);
    let checksum = !header.iter().fold(!0_u32, |sum, &byte| {
        (0..8).fold(sum ^ u32::from(byte), |sum, _| (sum >> 1) ^ if sum & 1 == 1 { 0xEDB8_8320 } else { 0 })
    });
    let mut png = b"\x89PNG\r\n\x1a\n\0\0\0\x0d".to_vec();
    png.extend(header);
    png.extend(checksum.to_be_bytes());
    png.extend(b"\0\0\x10\0IDAT\x78\x01");
    png
}

fn near(pixel: &Rgb<u8>, expected: [u8; 3]) -> bool {
    pixel.0.iter().zip(expected).all(|(&one, other)| one.abs_diff(other) <= 6)
}

#[test]
fn widths_are_kept_to_and_nothing_is_enlarged() {
    let sizes = |width, height| -> Vec<(u32, u32)> {
        let made = thumbnails(&jpeg(&gradient(width, height)), &[1024, 512, 256, 128]).unwrap();
        let decoded: Vec<_> = made.iter().map(|made| decode(&made.jpeg).unwrap().pixels.dimensions()).collect();
        assert_eq!(decoded, made.iter().map(|made| (made.width, made.height)).collect::<Vec<_>>());
        decoded
    };
    assert_eq!(sizes(1100, 550), [(1024, 512), (512, 256), (256, 128), (128, 64)]);
    assert_eq!(sizes(256, 300), [(256, 300), (128, 150)]);
    assert_eq!(sizes(100, 50), [(100, 50)]);
    assert_eq!(sizes(1, 1), [(1, 1)]);
    assert_eq!(sizes(2000, 1), [(1024, 1), (512, 1), (256, 1), (128, 1)]);
    assert_eq!(sizes(3, 700), [(3, 700)]);
}

#[test]
fn a_picture_is_turned_as_it_was_held() {
    // The corner that is dark in both colours, and where it comes to lie.
    let bytes = jpeg(&gradient(64, 32));
    let dark = |orientation| {
        let pixels = decode(&turned(&bytes, orientation)).unwrap().pixels;
        let (right, bottom) = (pixels.width() - 1, pixels.height() - 1);
        let corners = [(0, 0), (right, 0), (right, bottom), (0, bottom)];
        let sum = |&(x, y): &(u32, u32)| pixels.get_pixel(x, y).0[..2].iter().map(|&c| u32::from(c)).sum::<u32>();
        (pixels.dimensions(), (0..4).min_by_key(|&corner| sum(&corners[corner])).unwrap())
    };
    let expected = [(1, 0), (2, 1), (3, 2), (4, 3), (5, 0), (6, 1), (7, 2), (8, 3)];
    for (orientation, corner) in expected {
        let size = if orientation < 5 { (64, 32) } else { (32, 64) };
        assert_eq!(dark(orientation), (size, corner), "orientation {orientation}");
    }
}

#[test]
fn clear_parts_are_white_and_all_kinds_become_rgb() {
    let clear = RgbaImage::from_fn(40, 40, |x, _| if x < 20 { Rgba([200, 0, 0, 0]) } else { Rgba([200, 0, 0, 128]) });
    for format in [ImageFormat::Png, ImageFormat::WebP] {
        let pixels = decode(&file(clear.clone(), format)).unwrap().pixels;
        assert!(near(pixels.get_pixel(2, 2), [255; 3]), "{format:?}");
        assert!(near(pixels.get_pixel(38, 38), [227, 127, 127]), "{format:?}");
    }
    let grey = image::GrayImage::from_pixel(8, 8, Luma([90]));
    assert!(near(decode(&file(grey.clone(), ImageFormat::Png)).unwrap().pixels.get_pixel(4, 4), [90; 3]));
    assert!(near(decode(&file(grey, ImageFormat::Jpeg)).unwrap().pixels.get_pixel(4, 4), [90; 3]));
    let deep = image::ImageBuffer::from_pixel(8, 8, Rgb([0_u16, 0x8000, 0xFFFF]));
    assert!(near(
        decode(&file(DynamicImage::ImageRgb16(deep), ImageFormat::Png)).unwrap().pixels.get_pixel(4, 4),
        [0, 128, 255]
    ));
}

#[test]
fn a_colour_profile_for_rgb_goes_along_and_no_other_does() {
    let profile = |space: &[u8; 4]| [&[0; 16], space.as_slice(), &[0; 108]].concat();
    let rgb = encode(&gradient(300, 200), Some(&profile(b"RGB "))).unwrap();
    let made = thumbnails(&rgb, &[128]).unwrap();
    assert_eq!(decode(&made[0].jpeg).unwrap().profile, Some(profile(b"RGB ")));
    let grey = encode(&gradient(300, 200), Some(&profile(b"GRAY"))).unwrap();
    assert_eq!(decode(&grey).unwrap().profile, None);
}

#[test]
fn sharpening_raises_edges_and_leaves_flat_parts() {
    let flat = RgbImage::from_pixel(9, 9, Rgb([10, 128, 250]));
    assert_eq!(sharpen(&flat), flat);
    let edge = RgbImage::from_fn(10, 3, |x, _| if x < 5 { Rgb([80; 3]) } else { Rgb([160; 3]) });
    let sharp = sharpen(&edge);
    assert!(sharp.get_pixel(4, 1).0[0] < 80 && sharp.get_pixel(5, 1).0[0] > 160);
    for (width, height) in [(1, 1), (1, 5), (2, 1), (5, 2)] {
        assert_eq!(sharpen(&gradient(width, height)).dimensions(), (width, height));
    }
}

#[test]
fn too_many_pixels_are_refused_by_what_the_file_declares() {
    let problem = thumbnails(&png_header(60_000, 60_000), &[128]).unwrap_err();
    assert!(matches!(problem, Problem::TooLarge { width: 60_000, height: 60_000 }), "{problem}");
    assert!(problem.to_string().contains("3,600 megapixels"), "{problem}");
    // A JPEG declares its size in its frame header: height and width after the marker, its length and its depth.
    let mut bytes = jpeg(&gradient(64, 64));
    let frame = bytes.windows(2).position(|pair| pair == [0xFF, 0xC0]).unwrap();
    bytes[frame + 5..frame + 9].copy_from_slice(&[0xFF; 4]);
    let problem = thumbnails(&bytes, &[128]).unwrap_err();
    assert!(matches!(problem, Problem::TooLarge { width: 65_535, height: 65_535 }), "{problem}");
}

#[test]
fn headers_that_promise_what_does_not_come_are_told() {
    for (width, height) in [(9_000, 9_000), (0, 0), (0, 7), (u32::MAX, 1), (u32::MAX, u32::MAX)] {
        let problem = thumbnails(&png_header(width, height), &[128]).unwrap_err();
        assert!(matches!(problem, Problem::Broken(_) | Problem::TooLarge { .. }), "{width}x{height}: {problem}");
    }
}

#[test]
fn a_file_cut_anywhere_is_told() {
    for whole in [
        jpeg(&gradient(300, 200)),
        turned(&jpeg(&gradient(300, 200)), 6),
        file(gradient(300, 200), ImageFormat::Png),
        file(gradient(300, 200), ImageFormat::WebP),
    ] {
        assert!(thumbnails(&whole, &[128]).is_ok());
        // The last chunk of a PNG holds nothing that a picture needs.
        for length in (0..whole.len() - 20).step_by(7) {
            assert!(thumbnails(&whole[..length], &[128]).is_err(), "{length} of {} bytes", whole.len());
        }
    }
    let mut trailed = jpeg(&gradient(300, 200));
    trailed.extend(b"some phones put a film behind the picture");
    assert!(thumbnails(&trailed, &[128]).is_ok());
}

#[test]
fn other_content_is_told_whatever_its_name() {
    for bytes in [b"".as_slice(), b"plain text", b"GIF89a\x01\0\x01\0", b"BM", &[0; 4096]] {
        let problem = thumbnails(bytes, &[128]).unwrap_err();
        assert!(matches!(problem, Problem::OtherContent), "{bytes:?}: {problem}");
    }
}

#[test]
fn a_thumbnail_too_long_for_a_jpeg_is_told() {
    let tower = file(image::GrayImage::new(100, 70_000), ImageFormat::Png);
    assert!(matches!(thumbnails(&tower, &[128]).unwrap_err(), Problem::TooLong));
}

#[test]
fn a_file_longer_than_any_picture_is_not_read() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.jpg");
    fs::File::create(&path).unwrap().set_len(1 << 40).unwrap_or_default();
    if fs::metadata(&path).unwrap().len() == 1 << 40 {
        assert!(matches!(read(&path).unwrap_err(), Problem::LongFile));
    }
    assert!(matches!(read(&folder.path().join("none.jpg")).unwrap_err(), Problem::Unreadable(_)));
}

/// A folder with good and bad pictures.
fn mixed() -> (tempfile::TempDir, Vec<PathBuf>) {
    let folder = tempfile::tempdir().unwrap();
    for number in 0..9 {
        let picture = gradient(140 + number * 40, 100);
        let bytes = match number {
            3 => b"no picture".to_vec(),
            7 => png_header(60_000, 60_000),
            _ => jpeg(&picture),
        };
        fs::write(folder.path().join(format!("{number}.jpg")), bytes).unwrap();
    }
    let paths = pictures::find(folder.path()).unwrap();
    (folder, paths)
}

#[test]
fn results_are_in_order_and_equal_on_any_number_of_threads() {
    let (_folder, paths) = mixed();
    let shown = |results: Vec<Result<_, parallel_images::ImageError>>| -> Vec<Result<_, String>> {
        results.into_iter().map(|result| result.map_err(|error| error.to_string())).collect()
    };
    let sequential = shown(process_sequential(&paths));
    for (number, result) in sequential.iter().enumerate() {
        match result {
            Ok(processed) => assert_eq!(processed.path, paths[number]),
            Err(error) => assert!(error.starts_with(&format!("{number}.jpg: ")), "{error}"),
        }
    }
    assert_eq!(sequential.iter().filter(|result| result.is_err()).count(), 2);
    for threads in [1, 2, 5] {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        assert_eq!(shown(pool.install(|| process_parallel(&paths))), sequential, "{threads} threads");
    }
}

#[test]
fn pictures_are_told_by_their_endings() {
    let folder = tempfile::tempdir().unwrap();
    for name in ["b.JPG", "a.jpeg", "c.PnG", "d.webp", "e.gif", "f.txt", "jpg", "._a.jpg", ".hidden.png"] {
        fs::write(folder.path().join(name), "").unwrap();
    }
    fs::create_dir(folder.path().join("folder.jpg")).unwrap();
    let found = pictures::find(folder.path()).unwrap();
    let names: Vec<String> = found.iter().map(|path| pictures::name(path)).collect();
    assert_eq!(names, ["a.jpeg", "b.JPG", "c.PnG", "d.webp"]);
}

#[test]
fn names_are_shown_short_and_without_orders_to_the_terminal() {
    assert_eq!(pictures::short_name(Path::new("folder/a b.jpg")), "a b.jpg");
    assert_eq!(pictures::short_name(Path::new("a\u{1b}[2J\n.jpg")), "a?[2J?.jpg");
    let long = pictures::short_name(Path::new("holidays in a place with a very long name 0042.jpg"));
    assert_eq!((long.chars().count(), long.ends_with("0042.jpg")), (32, true), "{long}");
}

#[test]
fn labels_are_stems_where_they_differ_and_never_equal() {
    let labels = |names: &[&str]| labels(&names.iter().map(PathBuf::from).collect::<Vec<_>>());
    assert_eq!(labels(&["d/a.jpg", "d/b.png"]), ["a", "b"]);
    assert_eq!(labels(&["a.jpg", "a.png", "b.jpg"]), ["a.jpg", "a.png", "b"]);
    assert_eq!(labels(&["A.jpg", "a.JPG"]), ["A.jpg", "a.JPG~2"]);
    assert_eq!(labels(&["a.jpg", "a.jpg.png", "a.png"]), ["a.jpg", "a.jpg.png", "a.png"]);
    let long = "x".repeat(250);
    let long = labels(&[&format!("{long}1.jpg"), &format!("{long}2.jpg")]);
    assert!(long[0] != long[1] && long.iter().all(|label| label.chars().count() < 60), "{long:?}");
}

#[test]
fn the_contact_sheet_holds_every_shape() {
    let folder = tempfile::tempdir().unwrap();
    let mut processed = Vec::new();
    for (number, (width, height)) in
        [(300, 200), (200, 300), (2000, 20), (10, 900), (1, 1), (128, 128)].into_iter().cycle().take(50).enumerate()
    {
        let path = folder.path().join(format!("{number}.jpg"));
        fs::write(&path, jpeg(&gradient(width, height))).unwrap();
        processed.push(process_image(&path).unwrap());
        if [1, 2, 3, 6, 50].contains(&processed.len()) {
            let sheet = contact_sheet::contact_sheet(&processed.iter().collect::<Vec<_>>()).unwrap();
            let (width, height) = decode(&sheet).unwrap().pixels.dimensions();
            assert!(width >= 320 && height > 16 && width <= 2400 && height < 20_000, "{width}x{height}");
        }
    }
}
