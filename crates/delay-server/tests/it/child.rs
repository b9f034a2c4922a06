//! The server as a child process: it is found, it counts, and it ends when it should.

use std::process::Command;

use delay_server::{Child, Error, Stats};

use crate::http::{Client, wait_until};
use crate::processes::{HIDDEN, PROGRAM, Process};

#[test]
fn a_child_serves_and_tells_its_counts() {
    let server = Child::start_program(PROGRAM).expect("a server");
    assert!(server.addr().ip().is_loopback());
    assert_eq!(server.url("/delay/1"), format!("http://{}/delay/1", server.addr()));
    assert_eq!(server.stats().expect("counts"), Stats::default());
    let mut client = Client::connect(server.addr());
    client.get("/status/204");
    assert_eq!(server.stats().expect("counts"), Stats { requests: 1, in_flight: 0, high_water: 1 });
    client.send("GET", "/delay/10", "");
    wait_until("the request has come", || server.stats().expect("counts").requests == 2);
    drop(client);
    wait_until("it has gone", || server.reset_stats().expect("counts") == Stats::default());
}

#[test]
fn a_dropped_child_ends_with_its_connections() {
    let server = Child::start_program(PROGRAM).expect("a server");
    let addr = server.addr();
    let mut client = Client::connect(addr);
    client.get("/status/204");
    client.send("GET", "/delay/10", "");
    wait_until("the request has come", || server.stats().expect("counts").requests == 2);
    drop(server);
    assert!(client.is_hung_up_on());
}

#[test]
fn a_child_ends_by_itself_when_its_standard_input_does() {
    let (mut process, addr) = Process::start_server(Command::new(PROGRAM).arg(HIDDEN));
    let mut client = Client::connect(addr);
    client.get("/status/204");
    assert!(process.0.try_wait().expect("a status").is_none(), "it serves while the pipe is open");
    drop(process.0.stdin.take());
    assert_eq!(process.wait().code(), Some(0));
    assert!(client.is_hung_up_on());
}

/// The test harness doesn't call `serve_if_child`: it takes the hidden argument for the name of a test.
#[test]
fn a_main_that_does_not_serve_is_an_error() {
    let error = Child::start().expect_err("the harness is no server");
    assert!(matches!(error, Error::ChildAnswer { .. }), "{error:?}");
    assert!(error.to_string().contains("serve_if_child"), "{error}");
}

#[test]
fn a_program_that_cannot_be_started_is_an_error() {
    let error = Child::start_program("no/such/program").expect_err("nothing to start");
    assert!(matches!(error, Error::Spawn { .. }), "{error:?}");
    assert!(error.to_string().contains("no/such/program"), "{error}");
}

#[cfg(unix)]
#[test]
fn a_child_that_ends_without_a_word_is_an_error() {
    let error = Child::start_program("false").expect_err("it ends at once");
    assert!(matches!(error, Error::ChildEnded { status: Some(status) } if !status.success()), "{error:?}");
}
