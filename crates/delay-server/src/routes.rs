//! Which path gets which answer.

use std::hash::{BuildHasher, RandomState};
use std::net::SocketAddr;
use std::time::Duration;

use http_body_util::Full;
use hyper::body::Bytes;
use hyper::header::{ALLOW, CONTENT_TYPE, HeaderName, HeaderValue, LOCATION};
use hyper::{Method, Request, Response, StatusCode};
use serde_json::{Value, json};

use crate::Counters;
use crate::echo::echo;
use crate::stats::InFlight;

/// The longest that `/delay` waits; more is cut down to this, as httpbin does it.
pub const MAX_DELAY: Duration = Duration::from_secs(10);

/// The most bytes that `/bytes` sends; more is cut down to this, as httpbin does it.
pub const MAX_BYTES: usize = 100 * 1024;

/// The longest chain of redirects that `/redirect` begins.
const MAX_REDIRECTS: u64 = 100;

/// The routes with what each does, for people to read.
pub const ROUTES: [(&str, &str); 7] = [
    ("/delay/{seconds}", "answers after that time, at most 10 s; fractions are fine"),
    ("/status/{code}", "answers with that status, 200 to 599"),
    ("/bytes/{n}", "answers with n random bytes, at most 102400"),
    ("/redirect/{n}", "redirects n times, at most 100, then answers 200"),
    ("/get", "answers with the request and this list, as / does"),
    ("/stats", "tells how many requests came, are in flight, and were at most at once"),
    ("/stats/reset", "counts from here on (POST)"),
];

pub(crate) type Answer = Response<Full<Bytes>>;

/// What an answer depends on besides the request.
#[derive(Clone, Debug)]
pub(crate) struct Context {
    pub(crate) peer: SocketAddr,
    pub(crate) addr: SocketAddr,
    pub(crate) counters: Counters,
}

/// An answer and when to send it. Made complete on arrival, so that while it waits nothing of the request is kept, and
/// when thousands are due at the same moment there is little left to do.
#[derive(Debug)]
pub(crate) struct Plan {
    in_flight: Option<InFlight>,
    delay: Duration,
    answer: Answer,
}

impl Plan {
    /// Waits, if there is something to wait for, and returns the answer.
    pub(crate) async fn carry_out(self) -> Answer {
        if !self.delay.is_zero() {
            tokio::time::sleep(self.delay).await;
        }
        // Before the answer is sent, so that a client that has it finds its request no longer in flight.
        drop(self.in_flight);
        self.answer
    }
}

/// Finds the answer to a request, and counts the request.
pub(crate) fn plan<B>(request: &Request<B>, context: &Context) -> Plan {
    let at_once = |answer| Plan { in_flight: None, delay: Duration::ZERO, answer };
    let counted = |delay, answer| Plan { in_flight: Some(context.counters.enter()), delay, answer };

    let path = request.uri().path();
    let Some((name, value)) = split(path) else { return at_once(no_route(path)) };
    let allowed = match (name, value) {
        ("" | "get" | "stats", None) | ("delay" | "status" | "bytes" | "redirect", Some(_)) => "GET, HEAD",
        ("stats", Some("reset")) => "POST",
        _ => return at_once(no_route(path)),
    };
    if !allowed.split(", ").any(|method| method == request.method().as_str()) {
        return at_once(wrong_method(request.method(), allowed));
    }
    match (name, value.unwrap_or_default()) {
        ("stats", "") => at_once(json_answer(StatusCode::OK, &context.counters.stats().to_json())),
        ("stats", _) => at_once(json_answer(StatusCode::OK, &context.counters.reset().to_json())),
        ("delay", seconds) => match parse_delay(seconds) {
            Some(delay) => counted(delay, json_answer(StatusCode::OK, &echo(request, context))),
            None => counted(Duration::ZERO, bad_number("seconds", seconds, "a number from 0 up, such as 1 or 0.25")),
        },
        ("status", code) => counted(Duration::ZERO, status(code)),
        ("bytes", number) => counted(Duration::ZERO, bytes(number)),
        ("redirect", number) => counted(Duration::ZERO, redirect(number, || echo(request, context))),
        _ => {
            let mut value = echo(request, context);
            value["routes"] = ROUTES.iter().map(|&(route, does)| (route.to_owned(), Value::from(does))).collect();
            at_once(json_answer(StatusCode::OK, &value))
        }
    }
}

/// `/delay/1` is `("delay", Some("1"))`, `/get` is `("get", None)`; no route has more parts than two.
fn split(path: &str) -> Option<(&str, Option<&str>)> {
    match path.strip_prefix('/')?.split_once('/') {
        None => Some((&path[1..], None)),
        Some((_, value)) if value.contains('/') => None,
        Some((name, value)) => Some((name, Some(value))),
    }
}

fn parse_delay(seconds: &str) -> Option<Duration> {
    let seconds: f64 = seconds.parse().ok()?;
    // Also keeps out NaN and infinity, which parse as numbers too.
    if !seconds.is_finite() || seconds < 0.0 {
        return None;
    }
    Duration::try_from_secs_f64(seconds.min(MAX_DELAY.as_secs_f64())).ok()
}

fn status(code: &str) -> Answer {
    // 1xx only announce an answer that is still to come, so they can't be one.
    let known = code.parse().ok().filter(|code| (200..600).contains(code));
    let Some(status) = known.and_then(|code: u16| StatusCode::from_u16(code).ok()) else {
        return bad_number("code", code, "a status from 200 to 599 (1xx are not answers yet)");
    };
    let mut answer = empty_answer(status);
    // 304 says that the client has the answer already; it doesn't send it elsewhere.
    if status.is_redirection() && status != StatusCode::NOT_MODIFIED {
        answer.headers_mut().insert(LOCATION, HeaderValue::from_static("/status/200"));
    }
    answer
}

fn bytes(number: &str) -> Answer {
    let Ok(wanted) = number.parse::<u64>() else {
        return bad_number("n", number, "a whole number of bytes");
    };
    let length = usize::try_from(wanted).unwrap_or(MAX_BYTES).min(MAX_BYTES);
    let mut content = Vec::with_capacity(length + 8);
    // SplitMix64, seeded from the randomness that hash maps are seeded with: no crate needed, and good enough for
    // bytes that should merely not compress.
    let mut state = RandomState::new().hash_one(wanted);
    while content.len() < length {
        state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (state ^ (state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        content.extend_from_slice(&(mixed ^ (mixed >> 31)).to_le_bytes());
    }
    content.truncate(length);
    let content_type = HeaderValue::from_static("application/octet-stream");
    answer(StatusCode::OK, CONTENT_TYPE, content_type, content)
}

fn redirect(number: &str, last: impl FnOnce() -> Value) -> Answer {
    match number.parse::<u64>() {
        Ok(0) => json_answer(StatusCode::OK, &last()),
        Ok(left @ 1..=MAX_REDIRECTS) => {
            let next = HeaderValue::try_from(format!("/redirect/{}", left - 1));
            let next = next.expect("a path of letters and digits is a header value");
            answer(StatusCode::FOUND, LOCATION, next, Vec::new())
        }
        _ => bad_number("n", number, "a number of redirects from 0 to 100"),
    }
}

fn bad_number(name: &str, value: &str, wanted: &str) -> Answer {
    json_answer(StatusCode::BAD_REQUEST, &json!({ "error": format!("{name} is {value:?}, but must be {wanted}") }))
}

fn no_route(path: &str) -> Answer {
    let error = format!("there is no {path} here; / lists the routes");
    json_answer(StatusCode::NOT_FOUND, &json!({ "error": error }))
}

fn wrong_method(method: &Method, allowed: &'static str) -> Answer {
    let error = format!("{method} is not for this route; it takes {allowed}");
    let mut answer = json_answer(StatusCode::METHOD_NOT_ALLOWED, &json!({ "error": error }));
    answer.headers_mut().insert(ALLOW, HeaderValue::from_static(allowed));
    answer
}

fn json_answer(status: StatusCode, value: &Value) -> Answer {
    answer(status, CONTENT_TYPE, HeaderValue::from_static("application/json"), format!("{value:#}\n").into_bytes())
}

fn empty_answer(status: StatusCode) -> Answer {
    let mut answer = Answer::default();
    *answer.status_mut() = status;
    answer
}

fn answer(status: StatusCode, name: HeaderName, value: HeaderValue, content: Vec<u8>) -> Answer {
    let mut answer = empty_answer(status);
    answer.headers_mut().insert(name, value);
    *answer.body_mut() = Full::from(content);
    answer
}
