//! A request to a delay server and its counts in return: just enough HTTP for that, so that no client has to be built
//! only to read three numbers.

use std::io::{self, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

use crate::{Error, Stats};

/// For connecting, and for each wait on the connection. The server may just be busy with thousands of others.
const TIMEOUT: Duration = Duration::from_secs(30);

/// The real answer has some 200 bytes. Whatever sends more isn't a delay server.
const MAX_ANSWER: u64 = 16 * 1024;

/// Sends `line`, such as `GET /stats`, and reads the counts from the answer.
pub(crate) fn ask(addr: SocketAddr, line: &str) -> Result<Stats, Error> {
    exchange(addr, line).map_err(|source| Error::Stats { addr, source })
}

fn exchange(addr: SocketAddr, line: &str) -> io::Result<Stats> {
    let mut stream = TcpStream::connect_timeout(&addr, TIMEOUT)?;
    stream.set_read_timeout(Some(TIMEOUT))?;
    stream.set_write_timeout(Some(TIMEOUT))?;
    let request = format!("{line} HTTP/1.1\r\nHost: {addr}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
    stream.write_all(request.as_bytes())?;
    let mut answer = Vec::new();
    stream.take(MAX_ANSWER).read_to_end(&mut answer)?;
    parse(&answer).ok_or_else(|| {
        let start = String::from_utf8_lossy(&answer[..answer.len().min(80)]).into_owned();
        io::Error::new(io::ErrorKind::InvalidData, format!("the answer begins with {start:?}"))
    })
}

fn parse(answer: &[u8]) -> Option<Stats> {
    if !answer.starts_with(b"HTTP/1.1 200 ") {
        return None;
    }
    let end = answer.windows(4).position(|window| window == b"\r\n\r\n")?;
    Stats::from_json(&answer[end + 4..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_whole_answer_counts() {
        let good = "HTTP/1.1 200 OK\r\nx: y\r\n\r\n{\"requests\": 3, \"in_flight\": 1, \"high_water\": 2}";
        assert_eq!(parse(good.as_bytes()), Some(Stats { requests: 3, in_flight: 1, high_water: 2 }));
        for length in 0..good.len() {
            assert_eq!(parse(&good.as_bytes()[..length]), None, "{length} bytes");
        }
        assert_eq!(parse(good.replace("200", "503").as_bytes()), None);
    }
}
