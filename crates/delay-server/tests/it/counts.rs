//! Requests, those in flight, and their high-water mark.

use delay_server::{InProcess, Stats};
use serde_json::json;

use crate::http::{Client, wait_until};

#[test]
fn only_the_lessons_routes_are_counted() {
    let server = InProcess::start().expect("a server");
    let mut client = Client::connect(server.addr());
    for (path, counted) in [
        ("/", 0),
        ("/get", 0),
        ("/stats", 0),
        ("/nowhere", 0),
        ("/stats/reset", 0),
        ("/delay/0", 1),
        ("/delay/soon", 1),
        ("/status/500", 1),
        ("/status/999", 1),
        ("/bytes/3", 1),
        ("/redirect/1", 1),
    ] {
        server.reset_stats();
        client.get(path);
        // No waiting: once an answer has arrived, its request has been counted and is no longer in flight.
        assert_eq!(server.stats(), Stats { requests: counted, in_flight: 0, high_water: counted }, "{path}");
    }
    server.reset_stats();
    client.ask("POST", "/delay/0");
    assert_eq!(server.stats(), Stats::default());
}

#[test]
fn counts_are_served_and_reset_over_http() {
    let server = InProcess::start().expect("a server");
    let mut client = Client::connect(server.addr());
    client.get("/status/200");
    client.get("/status/200");
    assert_eq!(client.get("/stats").json(), json!({"requests": 2, "in_flight": 0, "high_water": 1}));
    assert_eq!(client.ask("POST", "/stats/reset").json(), json!({"requests": 0, "in_flight": 0, "high_water": 0}));
    assert_eq!(server.stats(), Stats::default());
}

#[test]
fn the_high_water_mark_is_how_many_are_open_at_once() {
    const OPEN: u64 = 20;
    let server = InProcess::start().expect("a server");
    let mut clients: Vec<_> = (0..OPEN).map(|_| Client::connect(server.addr())).collect();
    for client in &mut clients {
        client.send("GET", "/delay/10", "");
    }
    wait_until("all are open", || server.stats().high_water == OPEN);
    assert_eq!(server.stats().requests, OPEN);
    drop(clients);
    wait_until("none is open", || server.stats().in_flight == 0);
    assert_eq!(server.reset_stats(), Stats::default());

    // One after another they are never more than one.
    let mut client = Client::connect(server.addr());
    for _ in 0..OPEN {
        client.get("/delay/0.001");
    }
    assert_eq!(server.stats(), Stats { requests: OPEN, in_flight: 0, high_water: 1 });
}

#[test]
fn clients_that_hang_up_are_no_longer_in_flight() {
    let server = InProcess::start().expect("a server");
    // The proof is in the order, not in the time: a request that came before those that hang up, for the same delay,
    // is still unanswered when theirs are gone. On a machine so busy that it was answered meanwhile, nothing was shown.
    let proven = (0..5).any(|_| {
        let mut first = Client::connect(server.addr());
        first.send("GET", "/delay/10", "");
        wait_until("the first is open", || server.stats().in_flight == 1);
        server.reset_stats();
        let mut clients: Vec<_> = (0..20).map(|_| Client::connect(server.addr())).collect();
        for client in &mut clients {
            client.send("GET", "/delay/10", "");
        }
        wait_until("the others have come", || server.stats().requests == 20);
        drop(clients);
        wait_until("the others are gone", || server.stats().in_flight <= 1);
        let proven = first.is_waiting();
        drop(first);
        wait_until("none is open", || server.stats().in_flight == 0);
        proven
    });
    assert!(proven, "requests stay in flight until they are answered, though their clients are gone");
}

#[test]
fn dropping_the_server_ends_its_connections() {
    let server = InProcess::start().expect("a server");
    let mut client = Client::connect(server.addr());
    client.get("/status/200");
    let mut idle = Client::connect(server.addr());
    idle.get("/status/200");
    client.send("GET", "/delay/10", "");
    wait_until("the request has come", || server.stats().requests == 3);
    drop(server);
    assert!(client.is_hung_up_on() && idle.is_hung_up_on());
}
