//! What each route answers.

use delay_server::{InProcess, MAX_BYTES};
use serde_json::json;

use crate::http::Client;

#[test]
fn paths_and_methods_have_their_statuses() {
    let server = InProcess::start().expect("a server");
    let mut client = Client::connect(server.addr());
    for (method, target, status) in [
        ("GET", "/", 200),
        ("GET", "/get?a=1", 200),
        ("HEAD", "/get", 200),
        ("POST", "/get", 405),
        ("GET", "/delay/0", 200),
        ("GET", "/delay/0.001?x=y", 200),
        ("GET", "/delay/.002", 200),
        ("GET", "/delay/1e-3", 200),
        ("HEAD", "/delay/0", 200),
        ("POST", "/delay/0", 405),
        ("GET", "/delay/", 400),
        ("GET", "/delay/soon", 400),
        ("GET", "/delay/-1", 400),
        ("GET", "/delay/inf", 400),
        ("GET", "/delay/NaN", 400),
        ("GET", "/delay/1e999", 400),
        ("GET", "/delay", 404),
        ("GET", "/delay/0/0", 404),
        ("GET", "/status/200", 200),
        ("HEAD", "/status/500", 500),
        ("GET", "/status/204", 204),
        ("GET", "/status/304", 304),
        ("GET", "/status/418", 418),
        ("GET", "/status/599", 599),
        ("GET", "/status/100", 400),
        ("GET", "/status/101", 400),
        ("GET", "/status/199", 400),
        ("GET", "/status/600", 400),
        ("GET", "/status/70000", 400),
        ("GET", "/status/ok", 400),
        ("DELETE", "/status/200", 405),
        ("GET", "/bytes/0", 200),
        ("GET", "/bytes/-1", 400),
        ("GET", "/bytes/1.5", 400),
        ("GET", "/redirect/0", 200),
        ("GET", "/redirect/100", 302),
        ("GET", "/redirect/101", 400),
        ("GET", "/stats", 200),
        ("HEAD", "/stats", 200),
        ("POST", "/stats", 405),
        ("GET", "/stats/reset", 405),
        ("POST", "/stats/reset", 200),
        ("GET", "/stats/other", 404),
        ("GET", "/nowhere", 404),
        ("POST", "/nowhere", 404),
        ("GET", "//", 404),
        ("OPTIONS", "*", 404),
        // As a client asks that takes this server for its proxy.
        ("GET", "http://example.invalid/status/204", 204),
        ("GET", "http://example.invalid", 200),
        ("GET", "http://example.invalid/nowhere", 404),
    ] {
        let answer = client.ask(method, target);
        assert_eq!(answer.status, status, "{method} {target}: {answer:?}");
        if method != "HEAD" && [400, 404, 405].contains(&answer.status) {
            assert!(answer.json()["error"].as_str().is_some_and(|error| error.len() > 10), "{method} {target}");
        }
        assert_eq!(answer.header("allow").is_some(), status == 405, "{method} {target}");
    }
}

#[test]
fn delay_echoes_the_request_as_httpbin_does() {
    let server = InProcess::start().expect("a server");
    let mut client = Client::connect(server.addr());
    client.send("GET", "/delay/0.01?a=1&b=two+words", "user-agent: test\r\nx-twice: 1\r\nX-Twice: 2\r\n");
    let expected = json!({
        "args": {"a": "1", "b": "two words"},
        "data": "",
        "files": {},
        "form": {},
        "headers": {"Host": "test", "User-Agent": "test", "X-Twice": "1,2"},
        "origin": "127.0.0.1",
        "url": "http://test/delay/0.01?a=1&b=two+words",
    });
    assert_eq!(client.receive("GET").json(), expected);

    let through_proxy = client.get("http://example.invalid/delay/0?c").json();
    assert_eq!(through_proxy["url"], "http://example.invalid/delay/0?c");
    assert_eq!(through_proxy["args"], json!({"c": ""}));
}

#[test]
fn the_index_lists_the_routes() {
    let server = InProcess::start().expect("a server");
    let mut client = Client::connect(server.addr());
    for path in ["/", "/get"] {
        let index = client.get(path).json();
        let listed: Vec<_> = index["routes"].as_object().expect("routes").keys().cloned().collect();
        assert_eq!(listed, delay_server::ROUTES.map(|(route, _)| route));
        assert_eq!(index["url"], format!("http://test{path}"));
    }
}

#[test]
fn bytes_are_as_many_as_asked_for_up_to_the_most() {
    let server = InProcess::start().expect("a server");
    let mut client = Client::connect(server.addr());
    for (wanted, sent) in [
        ("0", 0),
        ("1", 1),
        ("7", 7),
        ("1000", 1000),
        ("102400", MAX_BYTES),
        ("102401", MAX_BYTES),
        ("18446744073709551615", MAX_BYTES),
    ] {
        let answer = client.get(&format!("/bytes/{wanted}"));
        assert_eq!(answer.header("content-type"), Some("application/octet-stream"));
        assert_eq!(answer.body.len(), sent, "{wanted}");
    }
    let [one, other] = [client.get("/bytes/1000").body, client.get("/bytes/1000").body];
    assert_ne!(one, other);
    let distinct: std::collections::HashSet<_> = one.into_iter().collect();
    assert!(distinct.len() > 200, "{} distinct values in 1,000 bytes", distinct.len());
}

#[test]
fn head_tells_the_length_and_sends_nothing() {
    let server = InProcess::start().expect("a server");
    let mut client = Client::connect(server.addr());
    for path in ["/bytes/1234", "/delay/0", "/nowhere"] {
        let got = client.get(path);
        let head = client.ask("HEAD", path);
        assert_eq!((head.status, head.header("content-length")), (got.status, got.header("content-length")), "{path}");
    }
    assert_eq!(client.get("/status/204").status, 204, "the connection is still in step");
}

#[test]
fn redirects_lead_on() {
    let server = InProcess::start().expect("a server");
    let mut client = Client::connect(server.addr());
    let (mut path, mut hops) = ("/redirect/5".to_owned(), 0);
    let last = loop {
        let answer = client.get(&path);
        let Some(next) = answer.header("location") else { break answer };
        assert_eq!((answer.status, answer.body.len()), (302, 0));
        (path, hops) = (next.to_owned(), hops + 1);
    };
    assert_eq!((hops, last.status), (5, 200));
    assert_eq!(last.json()["url"], "http://test/redirect/0");

    for (code, location) in [(301, Some("/status/200")), (307, Some("/status/200")), (304, None), (404, None)] {
        assert_eq!(client.get(&format!("/status/{code}")).header("location"), location, "{code}");
    }
}
