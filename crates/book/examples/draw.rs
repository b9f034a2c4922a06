//! Draws the book's figures from the records: `cargo run -p book --example draw`.

use std::fs;
use std::io;

use book::records::{load, root};

fn main() -> io::Result<()> {
    let folder = root().join("book/figures");
    fs::create_dir_all(&folder)?;
    for (name, svg) in book::figures::all(&load(&root().join("book/recorded"))?) {
        fs::write(folder.join(format!("{name}.svg")), svg)?;
    }
    Ok(())
}
