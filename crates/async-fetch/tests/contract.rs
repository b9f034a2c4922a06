//! What every lesson promises, of this one.

lesson_contract::holds! {
    program: env!("CARGO_BIN_EXE_async-fetch"),
    bad_input: [
        (&["--url"], "--url"),
        (&["--url", ""], "--url"),
        (&["--url", "example.org"], "give a whole one"),
        (&["--url", "http://"], "give a whole one"),
        (&["--url", "http://127.0.0.1:99999/"], "give a whole one"),
        (&["--url", "ftp://example.org/"], "give http:// or https://"),
        (&["--url", "file:///etc/passwd"], "give http:// or https://"),
        (&["--url", "http://127.0.0.1:9/", "--url", "nonsense"], "nonsense"),
        (&["--url", "http://127.0.0.1:9/", "--delay", "1"], "--delay"),
        (&["--delay"], "--delay"),
        (&["--delay", "0"], "from 0.01 to 10"),
        (&["--delay", "-1"], "-1"),
        (&["--delay", "11"], "from 0.01 to 10"),
        (&["--delay", "NaN"], "from 0.01 to 10"),
        (&["--delay", "soon"], "from 0.01 to 10"),
        (&["--timeout", "5"], "--url"),
        (&["--url", "http://127.0.0.1:9/", "--timeout", "0"], "from 0.01 to 3600"),
        (&["--url", "http://127.0.0.1:9/", "--timeout", "never"], "from 0.01 to 3600"),
    ],
}
