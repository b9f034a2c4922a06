//! Builds and runs answers to the exercises, and says what came of it.
//!
//! An exercise is a folder `exercises/CHAPTER/NAME` with a test of its package's name; the answers to it stand in
//! `solutions/CHAPTER/NAME` ([`exercise`]). All that is known of one is this shape, so each chapter is graded alike.
//!
//! An answer is one file, `src/lib.rs`. Before each build a worker lays a copy of the workspace over its own folder, as it
//! is in the repository ([`pristine`]), and the answer into it, in the exercise's own package: with the manifest that the
//! learner has. One test target is built in a target folder that stays warm ([`build`]) and run ([`verdict`]); both within
//! limits of time and of output, in a process group (on Windows: a job object) that is ended as a whole ([`call`]).
//! [`prove`] does so for all answers that are in the repository and holds each to what it declares.
//!
//! # What the verdict rests on
//! The tests are known by name, from the solution's build. An answer passes if each of them has one line in the output, all
//! of these say `ok`, and the exit code agrees. A program that runs no test, ignores one, or ends before the last one
//! never passes; nor does an answer that cargo did not build anew.
//!
//! # What it does not withstand
//! Answers are trusted not to be hostile. Code under test runs in the process that reports: it can print all the lines
//! that are expected and leave, look for the tests' numbers in memory, start a process in a session of its own, write to
//! other folders of the same user, take all memory. That needs a line that each test writes with a token, one process a
//! test, and a sandbox.

pub mod build;
pub mod call;
mod capture;
pub mod declared;
pub mod exercise;
pub mod interrupt;
mod kept;
mod lines;
pub mod packages;
pub mod pristine;
pub mod prove;
pub mod report;
pub mod select;
pub mod verdict;
