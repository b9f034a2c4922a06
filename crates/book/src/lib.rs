//! What the book shows of programs, made from runs of them: `book/recorded/` holds each run as data and as printed text,
//! and everything else is made from these files, so that no figure in the book is copied by hand.

pub mod figures;
pub mod records;
