//! What the book shows of programs, made from runs of them: `book/recorded/` holds each run as data and as printed text,
//! and everything else is made from these files, so that no figure in the book is copied by hand.
//!
//! The program `record` runs the lessons and remakes it all: see CONTRIBUTING.md. The tests hold the book to it.

pub mod check;
pub mod date;
pub mod exercises;
pub mod figures;
pub mod files;
pub mod lessons;
pub mod made;
pub mod records;
pub mod run;
