//! The lesson's functions, by what they do. No test looks at a clock: servers that answer only once all requests are
//! there tell "at once" from "one after another" on any machine.

use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::thread;
use std::time::Duration;

use async_fetch::{Outcome, Proxies, client, fetch, fetch_all, fetch_on_threads, fetch_one_by_one, one_thread};
use delay_server::InProcess;
use reqwest::Client;

/// A hang becomes a failure after this time; right code never waits for it.
const WATCHDOG: Duration = Duration::from_secs(60);

fn patient() -> Client {
    client(WATCHDOG, Proxies::Ignored).expect("a client")
}

fn block_on<F: Future>(future: F) -> F::Output {
    one_thread().expect("a runtime").block_on(future)
}

fn urls(server: &InProcess, paths: &[&str]) -> Vec<String> {
    paths.iter().map(|path| server.url(path)).collect()
}

fn bytes(outcomes: &[Outcome]) -> Vec<Option<u64>> {
    outcomes.iter().map(|outcome| outcome.as_ref().ok().map(|fetched| fetched.bytes)).collect()
}

/// A server that answers nobody before `together` requests have come.
fn gate(together: usize) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let addr = listener.local_addr().expect("an address");
    thread::spawn(move || {
        let mut waiting: Vec<TcpStream> = Vec::new();
        for stream in listener.incoming().flatten() {
            waiting.push(stream);
            if waiting.len() == together {
                for mut stream in waiting.drain(..) {
                    let _ = stream.read(&mut [0; 1024]);
                    let _ = stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 4\r\nconnection: close\r\n\r\nopen");
                }
            }
        }
    });
    addr
}

/// An address where nobody listens.
fn nobody() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    format!("http://{}/", listener.local_addr().expect("an address"))
}

#[test]
fn all_requests_are_in_flight_together_on_one_thread() {
    let urls = vec![format!("http://{}/", gate(40)); 40];
    let outcomes = block_on(fetch_all(&patient(), &urls));
    assert_eq!(bytes(&outcomes), vec![Some(4); 40]);
}

#[test]
fn a_thread_a_request_gets_them_in_flight_together_too() {
    let urls = vec![format!("http://{}/", gate(8)); 8];
    let outcomes = fetch_on_threads(WATCHDOG, &urls).expect("threads");
    assert_eq!(bytes(&outcomes), vec![Some(4); 8]);
}

#[test]
fn one_after_another_never_has_two_in_flight() {
    let server = InProcess::start().expect("a server");
    let outcomes = block_on(fetch_one_by_one(&patient(), &urls(&server, &["/delay/0.01"; 5])));
    assert!(outcomes.iter().all(Result::is_ok), "{outcomes:?}");
    let stats = server.stats();
    assert_eq!((stats.requests, stats.high_water), (5, 1));
}

#[test]
fn results_stand_in_the_order_of_the_urls() {
    let server = InProcess::start().expect("a server");
    // The first answers last.
    let urls = urls(&server, &["/delay/0.2", "/bytes/7", "/bytes/0", "/bytes/70000", "/status/404"]);
    for outcomes in [
        block_on(fetch_all(&patient(), &urls)),
        block_on(fetch_one_by_one(&patient(), &urls)),
        fetch_on_threads(WATCHDOG, &urls).expect("threads"),
    ] {
        assert_eq!(bytes(&outcomes)[1..], [Some(7), Some(0), Some(70_000), Some(0)]);
        let asked: Vec<&String> = outcomes.iter().flatten().map(|fetched| &fetched.url).collect();
        assert_eq!(asked, urls.iter().collect::<Vec<_>>());
    }
}

#[test]
fn every_status_is_an_answer() {
    let server = InProcess::start().expect("a server");
    for status in [200, 204, 404, 418, 500, 503] {
        let fetched = block_on(fetch(&patient(), &server.url(&format!("/status/{status}")))).expect("an answer");
        assert_eq!(fetched.status, status);
        let url = vec![server.url(&format!("/status/{status}"))];
        let outcomes = fetch_on_threads(WATCHDOG, &url).expect("threads");
        assert_eq!(outcomes[0].as_ref().expect("an answer").status, status);
    }
}

#[test]
fn one_failure_stays_in_its_place_and_harms_no_other() {
    let server = InProcess::start().expect("a server");
    let urls = vec![server.url("/bytes/1"), nobody(), server.url("/bytes/3")];
    for outcomes in [
        block_on(fetch_all(&patient(), &urls)),
        block_on(fetch_one_by_one(&patient(), &urls)),
        fetch_on_threads(WATCHDOG, &urls).expect("threads"),
    ] {
        assert_eq!(bytes(&outcomes), [Some(1), None, Some(3)]);
        let error = outcomes[1].as_ref().expect_err("nobody listens there");
        assert_eq!(error.url, urls[1]);
        assert!(error.reason.to_lowercase().contains("refused"), "{error}");
    }
}

#[test]
fn redirects_are_followed_so_far_and_no_further() {
    let server = InProcess::start().expect("a server");
    let get = |path: &str| block_on(fetch(&patient(), &server.url(path)));
    assert_eq!(get("/redirect/5").expect("an answer").status, 200);
    let error = get("/redirect/6").expect_err("one too many");
    assert!(error.reason.contains("too many redirects"), "{error}");
}

#[test]
fn an_answer_that_does_not_come_is_given_up() {
    let hasty = client(Duration::from_millis(50), Proxies::Ignored).expect("a client");
    let error = block_on(fetch(&hasty, &format!("http://{}/", gate(usize::MAX)))).expect_err("nobody answers");
    assert_eq!(error.reason, "no answer in time");
}
