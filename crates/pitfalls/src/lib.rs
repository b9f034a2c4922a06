//! A lock that is held across an `.await`: what the compiler refuses of it, what it lets through, and two ways out.
//!
//! On a runtime with several threads `tokio::spawn` asks for a future that may change its thread, and a guard of
//! [`std::sync::Mutex`] must not:
//!
//! ```compile_fail
//! # use std::sync::{Arc, Mutex};
//! # use pitfalls::{held::add, answer};
//! # fn start(total: Arc<Mutex<u64>>) {
//! tokio::spawn(async move { add(&total, answer()).await });
//! # }
//! ```
//!
//! The same line with the lock taken behind the `.await` compiles:
//!
//! ```
//! # use std::sync::{Arc, Mutex};
//! # use pitfalls::{behind::add, answer};
//! # fn start(total: Arc<Mutex<u64>>) {
//! tokio::spawn(async move { add(&total, answer()).await });
//! # }
//! ```

pub mod behind;
#[expect(clippy::await_holding_lock, reason = "it is what the page shows; clippy finds it")]
pub mod held;

/// Stands for a request: it lets others have their turn once, then answers 1.
pub async fn answer() -> u64 {
    tokio::task::yield_now().await;
    1
}
