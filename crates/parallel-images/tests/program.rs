//! The program as a learner runs it: flags, bad input, files. No figure of time is looked at.

use std::fs;
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use tempfile::TempDir;

fn program() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_parallel-images"));
    command.arg("--quick").env_remove("CLICOLOR_FORCE");
    command
}

fn run(arguments: &[&str]) -> Output {
    program().args(arguments).output().unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

fn path(path: &Path) -> &str {
    path.to_str().unwrap()
}

/// A folder with small pictures by these names, all JPEGs inside.
fn folder_of(names: &[&str]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (number, name) in names.iter().enumerate() {
        fs::write(folder.path().join(name), jpeg(300, 200, number as u8)).unwrap();
    }
    folder
}

fn jpeg(width: u32, height: u32, shade: u8) -> Vec<u8> {
    let picture = image::RgbImage::from_fn(width, height, |x, y| image::Rgb([x as u8, y as u8, shade]));
    parallel_images::pipeline::encode(&picture, None).unwrap()
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

fn is_refused(output: &Output, word: &str) {
    let said = text(&output.stderr);
    assert_eq!(output.status.code(), Some(2), "{said}");
    assert!(said.contains(word) && !said.contains("panicked"), "{said}");
}

#[test]
fn thumbnails_and_a_contact_sheet_are_written_and_named_for_their_pictures() {
    let (images, out) = (folder_of(&["a b.jpg", "C.JPEG"]), tempfile::tempdir().unwrap());
    let target = out.path().join("new/folder");
    let output = run(&["--images", path(images.path()), "--out", path(&target)]);
    assert!(output.status.success(), "{}", text(&output.stderr));
    let expected = ["C-128.jpg", "C-256.jpg", "a b-128.jpg", "a b-256.jpg", "contact-sheet.jpg"];
    assert_eq!(names(&target), expected);
    for name in expected {
        let picture = image::open(target.join(name)).unwrap();
        if let Some((_, width)) =
            name.trim_end_matches(".jpg").rsplit_once('-').filter(|(label, _)| *label != "contact")
        {
            assert_eq!(picture.width().to_string(), width);
        }
    }
    assert_eq!(names(out.path()), ["new"], "nothing else is left");
}

#[test]
fn the_photographs_are_processed_and_every_line_fits_the_screen() {
    let out = tempfile::tempdir().unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_parallel-images"))
        .args(["--runs", "1", "--threads", "3", "--out", "thumbnails"])
        .current_dir(out.path())
        .output()
        .unwrap();
    let said = text(&output.stdout);
    assert!(output.status.success(), "{}", text(&output.stderr));
    let long: Vec<&str> = said.lines().filter(|line| line.chars().count() > 80).collect();
    assert_eq!(long, Vec::<&str>::new());
    for part in ["parallel, 3 threads", "efficiency", "num_cpus", "tiny, parallel", "7 tea-garden.jpg"] {
        assert!(said.contains(part), "{part}: {said}");
    }
    assert_eq!(names(&out.path().join("thumbnails")).len(), 8 * 4 + 1);
    assert!(!said.contains('\u{1b}'), "no colours in a pipe");
}

#[test]
fn a_long_list_of_pictures_is_cut() {
    let names: Vec<String> =
        (0..40).map(|number| format!("a rather long name for a picture {number:04}.jpg")).collect();
    let images = folder_of(&names.iter().map(String::as_str).collect::<Vec<_>>());
    let out = tempfile::tempdir().unwrap();
    let output = run(&["--images", path(images.path()), "--out", path(&out.path().join("o")), "--threads", "2"]);
    let said = text(&output.stdout);
    assert!(said.contains("… and 28 more"), "{said}");
    let written = said.find("\nWrote").unwrap();
    assert!(said[..written].lines().all(|line| line.chars().count() <= 80), "{said}");
    assert_eq!(self::names(&out.path().join("o")).len(), 40 * 2 + 1);
}

#[test]
fn a_bad_picture_is_named_and_the_others_go_on() {
    let (images, out) = (folder_of(&["good.jpg"]), tempfile::tempdir().unwrap());
    fs::write(images.path().join("notes in disguise.jpg"), "no picture at all").unwrap();
    fs::write(images.path().join("empty.png"), "").unwrap();
    let record = out.path().join("run.json");
    let target = out.path().join("thumbnails");
    let output = run(&["--images", path(images.path()), "--out", path(&target), "--json", path(&record)]);
    let said = text(&output.stdout);
    assert!(output.status.success(), "{}", text(&output.stderr));
    assert!(said.contains("notes in disguise.jpg: no JPEG") && said.contains("empty.png: "), "{said}");
    assert_eq!(names(&target), ["contact-sheet.jpg", "good-128.jpg", "good-256.jpg"]);
    let record: serde_json::Value = serde_json::from_str(&fs::read_to_string(record).unwrap()).unwrap();
    assert_eq!(record["left_out"].as_array().unwrap().len(), 2);
    assert_eq!(record["rows"].as_array().unwrap().len(), 4);
}

#[test]
fn without_any_picture_that_can_be_used_the_program_says_so() {
    let (images, out) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    fs::write(images.path().join("a.jpg"), "no picture").unwrap();
    let output = run(&["--images", path(images.path()), "--out", path(&out.path().join("o"))]);
    assert_eq!(output.status.code(), Some(1));
    assert!(text(&output.stdout).contains("a.jpg: "));
    assert!(text(&output.stderr).contains("none of the pictures"), "{}", text(&output.stderr));
    assert!(names(out.path()).is_empty());
}

#[test]
fn bad_input_is_refused_with_a_sentence() {
    let images = folder_of(&["a.jpg"]);
    let file = images.path().join("a.jpg");
    let nowhere = images.path().join("nowhere");
    let empty = tempfile::tempdir().unwrap();
    is_refused(&run(&["--images", path(&nowhere)]), "there is no such folder");
    is_refused(&run(&["--images", path(&file)]), "a.jpg: that is no folder");
    is_refused(&run(&["--images", path(empty.path())]), "no .jpg, .jpeg, .png or .webp");
    is_refused(&run(&["--out", path(&file)]), "that is a file");
    is_refused(&run(&["--out", path(&file.join("below"))]), "nothing can be written there");
    is_refused(&run(&["--images", path(images.path()), "--out", path(images.path())]), "the pictures themselves");
    for threads in ["0", "1025", "-1", "many", ""] {
        is_refused(&run(&[&format!("--threads={threads}")]), "--threads");
    }
    assert_eq!(names(images.path()), ["a.jpg"]);
}

#[test]
fn an_existing_file_is_kept_unless_forced() {
    let (images, out) = (folder_of(&["a.jpg"]), tempfile::tempdir().unwrap());
    let precious = out.path().join("a-256.jpg");
    fs::write(&precious, "precious").unwrap();
    let arguments = ["--images", path(images.path()), "--out", path(out.path())];
    is_refused(&run(&arguments), "a-256.jpg exists");
    assert_eq!(fs::read_to_string(&precious).unwrap(), "precious");
    assert_eq!(names(out.path()), ["a-256.jpg"]);

    let output = program().args(arguments).arg("--force").output().unwrap();
    assert!(output.status.success(), "{}", text(&output.stderr));
    assert_eq!(image::open(&precious).unwrap().width(), 256);
    assert_eq!(names(out.path()), ["a-128.jpg", "a-256.jpg", "contact-sheet.jpg"]);
}

#[test]
fn other_files_in_the_folder_stay() {
    let (images, out) = (folder_of(&["a.jpg"]), tempfile::tempdir().unwrap());
    fs::write(out.path().join("diary.txt"), "dear diary").unwrap();
    let output = run(&["--images", path(images.path()), "--out", path(out.path())]);
    assert!(output.status.success(), "{}", text(&output.stderr));
    assert_eq!(names(out.path()), ["a-128.jpg", "a-256.jpg", "contact-sheet.jpg", "diary.txt"]);
}

#[test]
fn every_run_has_a_folder_of_its_own() {
    let images = folder_of(&["a.jpg"]);
    let sheet = || -> PathBuf {
        let output = run(&["--images", path(images.path())]);
        let said = text(&output.stdout);
        let line = said.lines().find(|line| line.ends_with("contact-sheet.jpg")).unwrap_or_else(|| panic!("{said}"));
        Path::new(line.trim()).to_owned()
    };
    let (first, second) = (sheet(), sheet());
    assert_ne!(first, second);
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    for sheet in [first, second] {
        assert!(here.join(&sheet).is_file(), "{}", sheet.display());
        fs::remove_dir_all(here.join(sheet).parent().unwrap()).unwrap();
    }
}

#[test]
fn a_reader_that_goes_early_is_no_failure() {
    let images = folder_of(&["a.jpg"]);
    let mut child = program()
        .args(["--images", path(images.path())])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut line = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(line.starts_with("Lesson 2"), "{line}");
    assert!(output.status.success() && output.stderr.is_empty(), "{}", text(&output.stderr));
}

/// Whenever it comes, Ctrl-C leaves all files or none.
#[cfg(unix)]
#[test]
fn an_interrupted_run_leaves_all_or_nothing() {
    let names_of_many: Vec<String> = (0..150).map(|number| format!("{number}.jpg")).collect();
    let images = folder_of(&names_of_many.iter().map(String::as_str).collect::<Vec<_>>());
    let all = 150 * 2 + 1;
    for (existing, at_once) in [(true, false), (false, false), (true, false), (true, true)] {
        let out = tempfile::tempdir().unwrap();
        let target = if existing { out.path().to_owned() } else { out.path().join("new") };
        let mut child = program()
            .args(["--images", path(images.path()), "--out", path(&target)])
            .stdout(Stdio::null())
            .spawn()
            .unwrap();
        // As soon as a file is on the disk, or at once.
        let started = || {
            let partial = |name: &&String| name.ends_with(".partial");
            let staged = names(out.path()).iter().find(partial).map(|name| fs::read_dir(out.path().join(name)));
            staged.is_some_and(|files| files.is_ok_and(|mut files| files.next().is_some()))
        };
        while !at_once && !started() && child.try_wait().unwrap().is_none() {
            std::thread::yield_now();
        }
        let _ = Command::new("kill").args(["-INT", &child.id().to_string()]).stderr(Stdio::null()).status().unwrap();
        child.wait().unwrap();
        let left = if target.is_dir() { names(&target) } else { Vec::new() };
        assert!(left.is_empty() || left.len() == all, "{} of {all} files: {left:?}", left.len());
        assert!(names(out.path()).iter().all(|name| !name.ends_with(".partial")), "{:?}", names(out.path()));
    }
}
