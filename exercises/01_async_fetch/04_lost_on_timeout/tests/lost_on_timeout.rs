//! Messages come in two pieces, with gaps of many times the patience in between. The clock is tokio's, and paused: it jumps to
//! the next moment at which something happens, so nothing here takes time or depends on it.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use gates::{draw, watched};
use lost_on_timeout::receive;
use tokio::io::{AsyncWriteExt as _, duplex};
use tokio::runtime::Builder;
use tokio::time::sleep;

/// What came of a transmission.
struct Seen {
    sent: Vec<String>,
    received: Vec<String>,
    gaps: usize,
    pings: usize,
}

/// Messages in two pieces; the second one comes when the patience has ended so many times as is drawn.
fn transmit(longest_gap: u64) -> Seen {
    static PINGS: AtomicUsize = AtomicUsize::new(0);
    let sent: Vec<_> =
        (0..draw(5..=20)).map(|n| format!("buoy {n}: {} C at {} m", draw(0..=99), draw(1..=9_999))).collect();
    let patience = Duration::from_millis(4 * draw(10..=2_000));
    let (messages, mut gaps) = (sent.clone(), 0);
    let mut pieces = Vec::new();
    for message in messages {
        let ended = draw(u64::from(longest_gap > 0)..=longest_gap);
        gaps += ended as usize;
        let line = format!("{message}\n").into_bytes();
        let cut = draw(1..=line.len() as u64 - 1) as usize;
        pieces.push((line, cut, patience * ended as u32 + patience / 4));
    }
    let (received, pings) = watched(move || {
        PINGS.store(0, Ordering::Relaxed);
        let received =
            Builder::new_current_thread().enable_time().start_paused(true).build().unwrap().block_on(async {
                let (mut buoy, station) = duplex(1_000_000);
                tokio::spawn(async move {
                    for (line, cut, gap) in pieces {
                        // An error means that the station has gone.
                        _ = buoy.write_all(&line[..cut]).await;
                        sleep(gap).await;
                        _ = buoy.write_all(&line[cut..]).await;
                    }
                });
                receive(station, patience, || _ = PINGS.fetch_add(1, Ordering::Relaxed)).await
            });
        (received, PINGS.load(Ordering::Relaxed))
    });
    let received = received.expect("the line is without a fault");
    Seen { sent, received, gaps, pings }
}

fn assert_whole(seen: &Seen) {
    let Seen { sent, received, .. } = seen;
    if let Some(torn) = received.iter().find(|message| !sent.contains(message)) {
        panic!("TORN: nobody sent the message {torn:?}.\nA piece of it came before a timeout, and the rest after it.");
    }
    assert!(
        received.len() >= sent.len(),
        "LOST: {} messages were sent, and {} were received.",
        sent.len(),
        received.len()
    );
    assert!(received == sent, "OUT OF ORDER: {received:?}\nwere received, and these were sent:\n{sent:?}");
}

#[test]
fn messages_stay_whole() {
    assert_whole(&transmit(40));
}

#[test]
fn pings_while_it_waits() {
    let Seen { gaps, pings, .. } = transmit(40);
    assert!(pings >= gaps, "TOO FEW PINGS: the patience ended {gaps} times, and there were {pings} pings.");
    assert!(pings <= gaps, "TOO MANY PINGS: the patience ended {gaps} times, and there were {pings} pings.");
}

#[test]
fn without_gaps_there_is_no_ping() {
    let seen = transmit(0);
    assert_whole(&seen);
    assert!(seen.pings == 0, "TOO MANY PINGS: the patience never ended, and there were {} pings.", seen.pings);
}
