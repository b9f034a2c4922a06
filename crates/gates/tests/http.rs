//! The web server, asked by plain sockets.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::thread;

use gates::{HttpServer, Opened, Replies, watched};

fn get(url: &str) -> (u16, String) {
    let (host, path) = url.strip_prefix("http://").unwrap().split_once('/').unwrap();
    let mut stream = TcpStream::connect(host).unwrap();
    write!(stream, "GET /{path} HTTP/1.1\r\nhost: {host}\r\n\r\n").unwrap();
    stream.shutdown(std::net::Shutdown::Write).unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    let (head, body) = answer.split_once("\r\n\r\n").unwrap();
    (head.split(' ').nth(1).unwrap().parse().unwrap(), body.to_owned())
}

fn server(together: usize, replies: &Replies) -> HttpServer {
    let replies = replies.clone();
    HttpServer::answering_once(together, move |path| match path.trim_start_matches('/').parse() {
        Ok(5) => (503, "busy".to_owned()),
        Ok(id) => (200, replies.to(id).to_string()),
        Err(_) => (404, String::new()),
    })
}

#[test]
fn requests_that_are_in_flight_together_are_answered() {
    let replies = Replies::new();
    let server = server(4, &replies);
    let urls: Vec<_> = (0..6).map(|id| server.url(&format!("/{id}"))).collect();
    let answers = watched(move || {
        thread::scope(|s| {
            let requests: Vec<_> = urls.iter().map(|url| s.spawn(|| get(url))).collect();
            requests.into_iter().map(|request| request.join().unwrap()).collect::<Vec<_>>()
        })
    });
    assert_eq!(server.gate().opened(), Some(Opened::Full));
    assert!((4..=6).contains(&server.in_flight().most()));
    assert_eq!((server.in_flight().entered(), server.in_flight().now()), (6, 0));
    assert_eq!(answers[5], (503, "busy".to_owned()));
    let expected: Vec<_> = (0..5).map(|id| (200, replies.to(id).to_string())).collect();
    assert_eq!(answers[..5], expected);
}

#[test]
fn one_after_the_other_is_found_out() {
    let server = server(4, &Replies::new());
    let urls: Vec<_> = (0..6).map(|id| server.url(&format!("/{id}"))).collect();
    watched(move || urls.iter().for_each(|url| _ = get(url)));
    assert_ne!(server.gate().opened(), Some(Opened::Full));
    assert_eq!(server.in_flight().most(), 1);
}
