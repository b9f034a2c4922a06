//! What every lesson promises, as tests of its program from outside.
//!
//! A lesson's `tests/contract.rs` is one line for the promises that all share, and a table of its own bad inputs:
//!
//! ```text
//! lesson_contract::holds! {
//!     program: env!("CARGO_BIN_EXE_race-counter"),
//!     bad_input: [(&["--threads", "0"], "from 1 to")],
//! }
//! ```

mod files;
mod input;
mod output;
mod plain;
mod program;
mod record;
mod recorded;
pub mod shape;
pub mod transcript;

pub use files::{existing_files_are_kept, files_are_written};
pub use input::{bad_input_is_a_sentence, help_names_every_flag};
pub use output::{a_full_disk_is_a_sentence, readers_may_leave, report_has_its_shape};
pub use program::{Lesson, Ran};
pub use record::{one_core_is_enough, record_is_true};
pub use recorded::recorded_run_has_the_shape_of_todays;

/// Makes the shared promises tests of the calling crate, each with its own name.
#[macro_export]
macro_rules! holds {
    (program: $program:expr, bad_input: [$($bad:expr),* $(,)?] $(,)?) => {
        const LESSON: $crate::Lesson =
            $crate::Lesson { program: $program, folder: env!("CARGO_MANIFEST_DIR") };

        #[test]
        fn help_names_every_flag() {
            $crate::help_names_every_flag(&LESSON);
        }

        #[test]
        fn bad_input_is_a_sentence() {
            $crate::bad_input_is_a_sentence(&LESSON, &[$($bad),*]);
        }

        #[test]
        fn report_has_its_shape() {
            $crate::report_has_its_shape(&LESSON);
        }

        #[test]
        fn readers_may_leave() {
            $crate::readers_may_leave(&LESSON);
        }

        #[test]
        fn a_full_disk_is_a_sentence() {
            $crate::a_full_disk_is_a_sentence(&LESSON);
        }

        #[test]
        fn record_is_true() {
            $crate::record_is_true(&LESSON);
        }

        #[test]
        fn files_are_written() {
            $crate::files_are_written(&LESSON);
        }

        #[test]
        fn existing_files_are_kept() {
            $crate::existing_files_are_kept(&LESSON);
        }

        #[test]
        fn recorded_run_has_the_shape_of_todays() {
            $crate::recorded_run_has_the_shape_of_todays(&LESSON);
        }

        #[test]
        fn one_core_is_enough() {
            $crate::one_core_is_enough(&LESSON);
        }
    };
}
