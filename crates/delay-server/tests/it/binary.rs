//! The program on its own: `cargo run -p delay-server`.

use std::io;
use std::net::{TcpListener, TcpStream};
use std::process::{Command, Stdio};

use crate::http::{Client, wait_until};
use crate::processes::{PROGRAM, Process};

#[test]
fn it_serves_on_the_address_it_prints() {
    let (_process, addr) = Process::start_server(&mut Command::new(PROGRAM));
    assert!(addr.ip().is_loopback());
    assert_eq!(Client::connect(addr).get("/status/204").status, 204);
}

#[test]
fn a_port_in_use_is_a_sentence_and_code_2() {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let port = listener.local_addr().expect("its address").port().to_string();
    let (code, out, err) = Process::output(Command::new(PROGRAM).args(["--port", &port]));
    assert_eq!((code, out.as_str()), (Some(2), ""));
    assert!(err.contains(&format!("port {port} of 127.0.0.1 is in use")), "{err}");
}

#[test]
fn a_bad_flag_is_a_usage_and_code_2() {
    for flags in [&["--prot", "1"][..], &["--port"], &["--port", "65536"], &["--port", "http"], &["8080"]] {
        let (code, out, err) = Process::output(Command::new(PROGRAM).args(flags));
        assert_eq!((code, out.as_str()), (Some(2), ""), "{flags:?}");
        assert!(err.starts_with("error: "), "{err}");
    }
}

#[test]
fn help_names_the_flag() {
    let (code, out, _) = Process::output(Command::new(PROGRAM).arg("--help"));
    assert_eq!(code, Some(0));
    assert!(out.contains("--port <N>"), "{out}");
}

#[test]
fn it_serves_though_nobody_reads_what_it_prints() {
    // Without its first line the port must be known beforehand. One that was free may be taken by another program
    // before it is used here; then another is tried.
    let served = (0..10).any(|_| {
        let free = TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr()).expect("a free port");
        let (reader, writer) = io::pipe().expect("a pipe");
        drop(reader);
        let mut command = Command::new(PROGRAM);
        command.args(["--port", &free.port().to_string()]).stdout(writer).stderr(Stdio::null());
        let mut process = Process::start(&mut command);
        let (mut ended, mut stream) = (None, None);
        wait_until("it listens or ends", || {
            ended = process.0.try_wait().expect("a status");
            // While nobody listens, a connection to a free port may get that same port for its own, and meet itself.
            let connected = TcpStream::connect(free).ok();
            stream = connected.filter(|stream| stream.local_addr().is_ok_and(|own| own != free));
            ended.is_some() || stream.is_some()
        });
        if let Some(status) = ended {
            assert_eq!(status.code(), Some(2), "it ended for another reason than a port in use");
        }
        ended.is_none() && stream.is_some_and(|stream| Client::on(stream).get("/").json()["routes"].is_object())
    });
    assert!(served);
}
