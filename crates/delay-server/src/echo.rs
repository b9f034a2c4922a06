//! The request as JSON, in the shape in which httpbin sends it back.

use hyper::Request;
use hyper::header::HOST;
use serde_json::{Map, Value, json};

use crate::routes::Context;

/// The members are httpbin's. `data`, `files` and `form` are always empty: no route that echoes takes a body.
pub(crate) fn echo<B>(request: &Request<B>, context: &Context) -> Value {
    json!({
        "args": args(request.uri().query().unwrap_or_default()),
        "data": "",
        "files": {},
        "form": {},
        "headers": headers(request),
        "origin": context.peer.ip().to_string(),
        "url": url(request, context),
    })
}

fn url<B>(request: &Request<B>, context: &Context) -> String {
    let uri = request.uri();
    if uri.scheme().is_some() {
        return uri.to_string();
    }
    let host = request.headers().get(HOST).and_then(|host| host.to_str().ok());
    // HTTP/1.0 has no host to name.
    let host = host.map_or_else(|| context.addr.to_string(), str::to_owned);
    format!("http://{host}{uri}")
}

fn headers<B>(request: &Request<B>) -> Map<String, Value> {
    let names = request.headers().keys();
    names
        .map(|name| {
            let values: Vec<_> = request.headers().get_all(name).iter().map(|value| value.as_bytes()).collect();
            (title_case(name.as_str()), Value::from(String::from_utf8_lossy(&values.join(&b","[..]))))
        })
        .collect()
}

/// hyper hands names over in small letters, as they are compared; httpbin writes `User-Agent`.
fn title_case(name: &str) -> String {
    let mut after_hyphen = true;
    let cased = name.chars().map(|letter| {
        let cased = if after_hyphen { letter.to_ascii_uppercase() } else { letter };
        after_hyphen = letter == '-';
        cased
    });
    cased.collect()
}

/// A name that occurs once has a string for its value, one that occurs again an array of them.
fn args(query: &str) -> Map<String, Value> {
    let mut args = Map::new();
    for pair in query.split('&').filter(|pair| !pair.is_empty()) {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        let value = Value::from(decode(value));
        match args.get_mut(&decode(name)) {
            None => {
                args.insert(decode(name), value);
            }
            Some(Value::Array(values)) => values.push(value),
            Some(only) => *only = json!([only.take(), value]),
        }
    }
    args
}

/// `+` is a space and `%41` an `A`; a `%` without two hexadecimal digits stands for itself.
fn decode(text: &str) -> String {
    let mut decoded = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, after @ ..] = rest {
        rest = after;
        decoded.push(match (first, after) {
            (b'+', _) => b' ',
            (b'%', [high, low, after @ ..]) => match (hex(*high), hex(*low)) {
                (Some(high), Some(low)) => {
                    rest = after;
                    high * 16 + low
                }
                _ => b'%',
            },
            _ => *first,
        });
    }
    String::from_utf8_lossy(&decoded).into_owned()
}

fn hex(digit: u8) -> Option<u8> {
    char::from(digit).to_digit(16).and_then(|value| u8::try_from(value).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn queries_become_args() {
        for (query, expected) in [
            ("", json!({})),
            ("a=1&b=2", json!({"a": "1", "b": "2"})),
            ("a=1&b=2&a=3&a=4", json!({"a": ["1", "3", "4"], "b": "2"})),
            ("flag&&empty=", json!({"flag": "", "empty": ""})),
            ("a=b=c", json!({"a": "b=c"})),
            ("two+words=%C3%A9%26%3d", json!({"two words": "é&="})),
            (
                "odd=100%&cut=%4&not=%zz&bytes=%ff",
                json!({"odd": "100%", "cut": "%4", "not": "%zz", "bytes": "\u{fffd}"}),
            ),
        ] {
            assert_eq!(Value::from(args(query)), expected, "{query}");
        }
    }

    #[test]
    fn names_of_headers_are_written_as_httpbin_does() {
        for (name, expected) in
            [("host", "Host"), ("user-agent", "User-Agent"), ("x--y-", "X--Y-"), ("1st-try", "1st-Try")]
        {
            assert_eq!(title_case(name), expected);
        }
    }
}
