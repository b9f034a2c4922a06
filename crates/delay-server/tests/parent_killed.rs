//! A server whose parent is killed, and so can't clean up, ends as well. This program is the test, the parent and,
//! through `serve_if_child`, the server.

use std::env;
use std::io::{self, BufRead, BufReader, ErrorKind, Read, Write};
use std::net::TcpStream;
use std::process::{Command, Stdio};
use std::time::Duration;

use delay_server::Child;

fn main() {
    delay_server::serve_if_child();
    match env::args().nth(1).as_deref() {
        Some("parent") => be_parent(),
        // What a test runner asks each test program; there is nothing in here to pick from.
        Some("--list") => {}
        _ => kill_parent(),
    }
}

fn be_parent() {
    let server = Child::start().expect("the server starts");
    println!("{}", server.addr());
    // Until killed, or until the test has gone.
    let _ = io::stdin().read(&mut [0]);
}

fn kill_parent() {
    let program = env::current_exe().expect("this program has a path");
    let mut command = Command::new(program);
    command.arg("parent").stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut parent = command.spawn().expect("the parent starts");
    let mut line = String::new();
    BufReader::new(parent.stdout.take().expect("piped")).read_line(&mut line).expect("the parent says an address");

    let mut stream = TcpStream::connect(line.trim()).expect("the server listens");
    stream.set_read_timeout(Some(Duration::from_secs(30))).expect("a time limit can be set");
    stream.write_all(b"GET /status/204 HTTP/1.1\r\nHost: test\r\n\r\n").expect("the server takes a request");
    let mut start = [0; 12];
    stream.read_exact(&mut start).expect("the server answers");
    assert_eq!(&start, b"HTTP/1.1 204");

    parent.kill().expect("the parent can be killed");
    parent.wait().expect("the parent has ended");
    // The connection was kept alive, so its end is the server's.
    match stream.read_to_end(&mut Vec::new()) {
        Ok(_) => {}
        Err(error) if matches!(error.kind(), ErrorKind::ConnectionReset | ErrorKind::ConnectionAborted) => {}
        Err(error) => panic!("the server goes on without its parent: {error}"),
    }
    println!("test a_server_ends_with_its_killed_parent ... ok");
}
