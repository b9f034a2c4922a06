//! What every lesson promises, of this one.

lesson_contract::holds! {
    program: env!("CARGO_BIN_EXE_parallel-images"),
    bad_input: [
        (&["--threads"], "--threads"),
        (&["--threads", "0"], "from 1 to 1024"),
        (&["--threads", "1025"], "from 1 to 1024"),
        (&["--threads", "all"], "from 1 to 1024"),
        (&["--images"], "--images"),
        (&["--images", "no/such/folder"], "no/such/folder"),
        (&["--images", env!("CARGO_BIN_EXE_parallel-images")], "folder"),
        (&["--images", concat!(env!("CARGO_MANIFEST_DIR"), "/src")], "src"),
        (&["--out"], "--out"),
        (&["--out", env!("CARGO_BIN_EXE_parallel-images")], "folder"),
    ],
}
