//! The server from outside: over HTTP, as a child process, and as a program.

mod binary;
mod child;
mod counts;
mod http;
mod load;
mod processes;
mod routes;
