//! What came of it: the pictures, and their files.

use std::time::Duration;

use anyhow::Context as _;
use observe::lesson::{Lesson, WIDTH, wrap};
use observe::{Table, units};
use parallel_images::contact_sheet::contact_sheet;
use parallel_images::names::file_name;
use parallel_images::output::SHEET;
use parallel_images::{ImageError, Processed, pictures};
use serde_json::{Value, json};

use crate::input::Input;

/// Longer lists are cut: nobody reads them.
const LISTED: usize = 12;

pub(crate) type Results = [Result<Processed, ImageError>];

/// Names the pictures that can't be used; without any that can, there is no lesson.
pub(crate) fn left_out(lesson: &mut Lesson, results: &Results) -> anyhow::Result<()> {
    let errors: Vec<String> = results.iter().filter_map(|result| Some(result.as_ref().err()?.to_string())).collect();
    if errors.is_empty() {
        return Ok(());
    }
    let (number, of) = (errors.len() as u64, results.len() as u64);
    lesson.print(&format!("Left out, {} of {}:\n", units::count(number), units::count(of)))?;
    for error in errors.iter().take(LISTED) {
        lesson.print(&format!("  {}", wrap(error, WIDTH - 2, "    ")))?;
    }
    if errors.len() > LISTED {
        lesson.print(&format!("  … and {} more\n", units::count((errors.len() - LISTED) as u64)))?;
    }
    lesson.print("\n")?;
    lesson.note("left_out", errors);
    anyhow::ensure!(number < of, "none of the pictures can be used; give others with --images DIR");
    Ok(())
}

/// What must hold before a time is shown.
pub(crate) fn check_equal(lesson: &mut Lesson, sequential: &Results, parallel: &Results) -> anyhow::Result<()> {
    let path = |result: &Result<Processed, ImageError>| match result {
        Ok(processed) => processed.path.clone(),
        Err(error) => error.path.clone(),
    };
    let in_order = sequential.iter().map(path).eq(parallel.iter().map(path));
    lesson.check("the results are in the order of the pictures, whoever was done first", in_order)?;
    let equal = sequential.iter().zip(parallel).all(|pair| match pair {
        (Ok(one), Ok(other)) => one == other,
        (Err(one), Err(other)) => one.to_string() == other.to_string(),
        _ => false,
    });
    lesson.check("every thumbnail is byte-equal between the two", equal)?;
    let thumbnails: usize = fine(parallel).iter().map(|picture| picture.thumbnails.len()).sum();
    lesson.say(&format!(
        "Checked: {}, byte-equal between the two and in the order of the pictures.",
        units::plural(thumbnails, "thumbnail"),
    ))
}

/// A line a picture.
pub(crate) fn list(lesson: &mut Lesson, results: &Results, times: &[(String, Duration)]) -> anyhow::Result<()> {
    let mut table = Table::new(["picture", "largest", "files", "size", "on one thread"]);
    let all = fine(results);
    for (index, picture) in results.iter().enumerate().take(LISTED) {
        let Ok(picture) = picture else { continue };
        let name = pictures::name(&picture.path);
        let time =
            times.iter().find(|(task, _)| *task == name).map_or_else(String::new, |(_, time)| units::duration(*time));
        let largest = picture.thumbnails.first().map(|largest| format!("{}x{}", largest.width, largest.height));
        table.row([
            format!("{index:x} {}", pictures::short_name(&picture.path)),
            largest.unwrap_or_default(),
            picture.thumbnails.len().to_string(),
            units::bytes(size(picture)),
            time,
        ]);
    }
    lesson.print(&format!("\n{}", table.render(WIDTH)))?;
    if results.len() > LISTED {
        let (more, bytes) = (results.len() - LISTED, all.iter().map(|picture| size(picture)).sum());
        lesson.print(&format!("  … and {} more; all together {}\n", units::count(more as u64), units::bytes(bytes)))?;
    }
    let record = |picture: &&Processed| {
        let widths: Vec<u32> = picture.thumbnails.iter().map(|thumbnail| thumbnail.width).collect();
        json!({ "picture": pictures::name(&picture.path), "widths": widths, "bytes": size(picture) })
    };
    lesson.note("pictures", all.iter().map(record).collect::<Vec<Value>>());
    Ok(())
}

/// Writes the thumbnails and the contact sheet.
pub(crate) fn write(lesson: &mut Lesson, input: &Input, results: &Results) -> anyhow::Result<()> {
    let sheet = contact_sheet(&fine(results)).context("making the contact sheet")?;
    let mut files: Vec<(String, &[u8])> = vec![(SHEET.to_owned(), &sheet)];
    for (label, result) in input.labels.iter().zip(results) {
        let thumbnails = result.as_ref().map(|picture| picture.thumbnails.as_slice()).unwrap_or_default();
        files.extend(thumbnails.iter().map(|thumbnail| (file_name(label, thumbnail.width), thumbnail.jpeg.as_slice())));
    }
    let folder = input.destination.write(&files)?;
    let here = std::env::current_dir().unwrap_or_default();
    let shown = folder.strip_prefix(&here).unwrap_or(&folder);
    let thumbnails = units::plural(files.len() - 1, "thumbnail");
    lesson.print("\n")?;
    lesson.say(&format!("Wrote {thumbnails} and a page with all pictures, to be opened with any viewer:"))?;
    lesson.print(&format!("  {}\n", shown.join(SHEET).display()))
}

/// The pictures that came through.
pub(crate) fn fine(results: &Results) -> Vec<&Processed> {
    results.iter().filter_map(|result| result.as_ref().ok()).collect()
}

fn size(picture: &Processed) -> u64 {
    picture.thumbnails.iter().map(|thumbnail| thumbnail.jpeg.len() as u64).sum()
}
