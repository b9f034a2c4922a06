//! More open requests than a thread each could hold, and more than there are file descriptors for.

use delay_server::{Child, raise_open_file_limit};

use crate::http::{Client, wait_until};
use crate::processes::PROGRAM;

#[test]
fn a_thousand_requests_are_open_at_once() {
    // Some descriptors are left to the tests that run beside this one.
    let limit = raise_open_file_limit().unwrap_or(u64::MAX);
    let open = limit.saturating_sub(200).min(1000);
    let server = Child::start_program(PROGRAM).expect("a server");
    let mut clients: Vec<_> = (0..open).map(|_| Client::connect(server.addr())).collect();
    // First an answer on each connection, so that then nothing is left to do but to send, which takes far less time
    // than the requests stay open.
    for client in &mut clients {
        assert_eq!(client.get("/status/204").status, 204);
    }
    server.reset_stats().expect("counts");
    for client in &mut clients {
        client.send("GET", "/delay/10", "");
    }
    wait_until("all are open", || server.stats().expect("counts").high_water == open);
    drop(clients);
    wait_until("none is open", || server.stats().expect("counts").in_flight == 0);
}

/// A limit of a process's own can only be set beforehand, and there is a program for that only on Unix.
#[cfg(unix)]
#[test]
fn it_goes_on_when_it_has_run_out_of_file_descriptors() {
    use crate::processes::{HIDDEN, Process};

    let script = format!("ulimit -n 32 && exec '{PROGRAM}' {HIDDEN}");
    let (_process, addr) = Process::start_server(std::process::Command::new("sh").args(["-c", &script]));
    let mut clients: Vec<_> = (0..64).map(|_| Client::connect(addr)).collect();
    for client in &mut clients {
        client.send("GET", "/status/204", "");
    }
    // The server has descriptors for fewer than half of them. Each that is closed makes room for one that waits.
    for mut client in clients {
        assert_eq!(client.receive("GET").status, 204);
    }
}
