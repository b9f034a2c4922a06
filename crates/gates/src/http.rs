//! A web server that answers nobody until enough requests are in flight.

use std::io::{BufRead, BufReader, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use crate::{Gate, HighWater};

/// HTTP/1.1 on a free port of this machine, a thread for each connection: for a handful of requests. For many, take a
/// [`Service`](crate::Service).
pub struct HttpServer {
    address: SocketAddr,
    gate: Gate,
    in_flight: HighWater,
    stopped: Arc<AtomicBool>,
}

/// To a path: a status and a body.
type Answer = dyn Fn(&str) -> (u16, String) + Send + Sync;

impl HttpServer {
    /// Its answers begin once `together` requests are in flight, or when it is certain that no more will come. `answer`
    /// says what a path (`/7`) is answered with: status and body.
    ///
    /// # Panics
    /// The machine has no free port.
    pub fn answering_once(together: usize, answer: impl Fn(&str) -> (u16, String) + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a free port of this machine");
        let address = listener.local_addr().expect("a socket that listens has an address");
        let (gate, in_flight, stopped) = (Gate::for_the_network(together), HighWater::new(), Arc::default());
        let answer: Arc<Answer> = Arc::new(answer);
        let stop = Arc::clone(&stopped);
        thread::spawn(move || accept(&listener, &stop, gate, in_flight, &answer));
        HttpServer { address, gate, in_flight, stopped }
    }

    /// The URL of a path: `url("/7")`.
    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// How many requests met before the first answer.
    pub fn gate(&self) -> Gate {
        self.gate
    }

    /// How many were in flight: from the last byte of a request to the first of its answer.
    pub fn in_flight(&self) -> HighWater {
        self.in_flight
    }
}

impl Drop for HttpServer {
    fn drop(&mut self) {
        self.stopped.store(true, Ordering::SeqCst);
        // Ends its wait for the next connection.
        drop(TcpStream::connect(self.address));
    }
}

fn accept(listener: &TcpListener, stop: &AtomicBool, gate: Gate, in_flight: HighWater, answer: &Arc<Answer>) {
    for stream in listener.incoming() {
        if stop.load(Ordering::SeqCst) {
            return;
        }
        let Ok(stream) = stream else { continue };
        let answer = Arc::clone(answer);
        // An error is a client that went away.
        thread::spawn(move || _ = serve(&stream, gate, in_flight, &*answer));
    }
}

/// Serves one connection until the client closes it.
fn serve(mut stream: &TcpStream, gate: Gate, in_flight: HighWater, answer: &Answer) -> std::io::Result<()> {
    stream.set_nodelay(true)?;
    let mut lines = BufReader::new(stream).lines();
    while let Some(line) = lines.next() {
        let path = line?.split(' ').nth(1).unwrap_or("/").to_owned();
        // The rest of the head; a GET has no body.
        while lines.next().transpose()?.is_some_and(|line| !line.is_empty()) {}
        let inside = in_flight.enter();
        gate.pass();
        let (status, body) = answer(&path);
        // Left before the client can know: nobody sees one too many.
        drop(inside);
        let head = format!("HTTP/1.1 {status} -\r\ncontent-type: text/plain\r\ncontent-length: {}\r\n\r\n", body.len());
        stream.write_all(format!("{head}{body}").as_bytes())?;
    }
    Ok(())
}
