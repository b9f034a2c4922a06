//! The learner's commands: `learn lessons`, `learn lesson 3`, `learn doctor`, `learn warm-up`, and the loop of
//! exercises: `learn next`, `test`, `hint`, … ([`exercises`]).
//!
//! The justfile's recipes and the aliases in `.cargo/config.toml` come down to these, so that everything also works
//! without `just` and in any shell. Nothing here knows a lesson: a lesson is a package of this workspace whose
//! description begins with `Lesson N · ` ([`lessons`]), and cargo knows the packages ([`workspace`]).

pub mod doctor;
pub mod exercises;
pub mod lessons;
pub mod programs;
pub mod text;
pub mod warm_up;
pub mod workspace;
