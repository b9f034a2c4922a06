//! The files that a lesson writes.

use std::fs;
use std::path::Path;

use serde_json::Value;
use tempfile::tempdir;

use crate::program::Lesson;

/// `--json`, `--svg` and `--trace` write what they should, in any folder, with blanks in the name.
pub fn files_are_written(lesson: &Lesson) {
    let folder = tempdir().expect("a temporary folder");
    let path = |name: &str| folder.path().join(name);
    let (json, svg, trace) = (path("a run.json"), path("a run.svg"), path("a run.trace"));
    let arguments = ["--quick".as_ref(), "--json".as_ref(), json.as_os_str(), "--svg".as_ref(), svg.as_os_str()];
    let arguments = arguments.into_iter().chain(["--trace".as_ref(), trace.as_os_str()]);
    let report = lesson.run(arguments).stdout;
    assert!(report.contains("Wrote "), "{report}");
    let left = fs::read_dir(&folder).expect("the folder is there").count();
    assert_eq!(left, 3, "three files and nothing else");

    let record = read_json(&json);
    let spans = record["spans"].as_array().expect("spans").len();
    let drawing = fs::read_to_string(&svg).expect("the drawing is there");
    assert!(drawing.starts_with("<svg ") && drawing.ends_with("</svg>\n"), "{drawing}");
    assert!(drawing.contains("prefers-color-scheme: dark"), "light and dark");
    let bars = drawing.matches("class=\"f-run\"").count();
    assert!(bars >= spans, "{spans} spans, {bars} bars: each is drawn, in more than one piece around a break");

    let trace = read_json(&trace);
    let events = trace["traceEvents"].as_array().expect("events");
    assert_eq!(events.iter().filter(|event| event["ph"] == "X").count(), spans, "an event a span");
    for event in events {
        assert!(event["pid"].is_u64() && event["name"].is_string(), "{event}");
        if event["ph"] == "X" {
            assert!(event["ts"].is_number() && event["dur"].as_f64() >= Some(0.0) && event["tid"].is_u64(), "{event}");
        }
    }
}

/// An existing file is left as it is, unless `--force` is given; then it is replaced.
pub fn existing_files_are_kept(lesson: &Lesson) {
    let folder = tempdir().expect("a temporary folder");
    for flag in ["--json", "--svg", "--trace"] {
        let file = folder.path().join("precious");
        fs::write(&file, "precious").expect("writing a file");
        let arguments = ["--quick".as_ref(), flag.as_ref(), file.as_os_str()];
        let ran = lesson.run(arguments).refused("--force");
        assert!(ran.stderr.contains("precious"), "{}", ran.stderr);
        assert_eq!(fs::read_to_string(&file).expect("the file is there"), "precious");
        lesson.run(arguments.into_iter().chain(["--force".as_ref()])).succeeded();
        assert_ne!(fs::read_to_string(&file).expect("the file is there"), "precious");
    }
}

/// The JSON in a file.
pub(crate) fn read_json(path: &Path) -> Value {
    let text = fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}\n{text}", path.display()))
}
