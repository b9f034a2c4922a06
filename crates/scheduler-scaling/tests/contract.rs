//! What every lesson promises, of this one.

lesson_contract::holds! {
    program: env!("CARGO_BIN_EXE_scheduler-scaling"),
    bad_input: [],
}
