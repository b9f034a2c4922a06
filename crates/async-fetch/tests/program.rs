//! The program with a learner's own URLs, behind a proxy, with few open files, and killed.

use std::io::{BufRead as _, BufReader};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::process::{Command, Stdio};
use std::thread;
use std::time::Duration;

use delay_server::InProcess;
use lesson_contract::{Lesson, Ran};

const LESSON: Lesson = Lesson { program: env!("CARGO_BIN_EXE_async-fetch"), folder: env!("CARGO_MANIFEST_DIR") };

/// A proxy where nobody listens: what goes there fails.
fn dead_proxy() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    format!("http://{}", listener.local_addr().expect("an address"))
}

fn with_proxy(arguments: &[&str], proxy: &str) -> Ran {
    let mut command = LESSON.command(arguments);
    for name in ["NO_PROXY", "no_proxy", "ALL_PROXY", "all_proxy"] {
        command.env_remove(name);
    }
    Ran::of(command.env("HTTP_PROXY", proxy).env("http_proxy", proxy))
}

fn without_proxy(arguments: &[&str]) -> Ran {
    let mut command = LESSON.command(arguments);
    for name in ["HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"] {
        command.env_remove(name);
    }
    Ran::of(&mut command)
}

#[test]
fn own_urls_are_reported_line_by_line_with_a_failure_in_its_place() {
    let server = InProcess::start().expect("a server");
    let (good, dead, missing) = (server.url("/bytes/5"), format!("{}/", dead_proxy()), server.url("/status/404"));
    let ran = without_proxy(&["--url", &good, "--url", &dead, "--url", &missing]).succeeded();
    let at = |line: &str| ran.stdout.find(line).unwrap_or_else(|| panic!("no line `{line}` in\n{}", ran.stdout));
    let places = [
        at(&format!("{good}: 200 (5 bytes)")),
        at(&format!("{dead}: failed:")),
        at(&format!("{missing}: 404 (0 bytes)")),
    ];
    assert!(places.is_sorted(), "in the order of the command line:\n{}", ran.stdout);
    assert_eq!(server.stats().requests, 4, "each is asked one after another and at once, never more often");
}

#[test]
fn no_answer_at_all_is_an_error() {
    let ran = without_proxy(&["--url", &dead_proxy()]);
    assert_eq!(ran.code, Some(1), "{}", ran.stderr);
    assert!(ran.stderr.starts_with("error: none of the URLs gave an answer"), "{}", ran.stderr);
}

#[test]
fn the_embedded_server_is_asked_directly_whatever_the_proxy() {
    with_proxy(&["--quick"], &dead_proxy()).succeeded();
}

#[test]
fn own_urls_go_through_the_proxy() {
    let proxy = InProcess::start().expect("a server that answers for any host");
    let ran = with_proxy(&["--url", "http://example.invalid/bytes/3"], &format!("http://{}", proxy.addr())).succeeded();
    assert!(ran.stdout.contains("http://example.invalid/bytes/3: 200 (3 bytes)"), "{}", ran.stdout);
}

#[cfg(not(feature = "https"))]
#[test]
fn https_names_the_feature_that_it_needs() {
    LESSON.run(["--url", "https://example.org/"]).refused("--features https");
}

#[cfg(unix)]
#[test]
fn few_open_files_mean_fewer_requests_at_once_and_are_said() {
    let run = "ulimit -n 100 && exec \"$0\" --quick";
    let ran = Ran::of(Command::new("sh").args(["-c", run, LESSON.program])).succeeded();
    assert!(ran.stdout.contains("this shell allows 100"), "{}", ran.stdout);
    assert!(ran.stdout.contains("52 at once") && !ran.stdout.contains("100 at once"), "{}", ran.stdout);
}

#[test]
fn a_killed_lesson_leaves_no_server_behind() {
    let mut lesson = LESSON.command(["--delay", "0.05"]).stdout(Stdio::piped()).spawn().expect("the program starts");
    let lines = BufReader::new(lesson.stdout.take().expect("a pipe")).lines();
    // The first result line names the embedded server.
    let addr: SocketAddr = lines
        .map_while(Result::ok)
        .find_map(|line| line.trim().strip_prefix("http://")?.split('/').next()?.parse().ok())
        .expect("a line with the server's address");
    lesson.kill().expect("killing");
    lesson.wait().expect("the program has ended");
    for _ in 0..3_000 {
        if TcpStream::connect(addr).is_err() {
            return;
        }
        thread::sleep(Duration::from_millis(10));
    }
    panic!("the embedded server still answers at {addr}");
}
