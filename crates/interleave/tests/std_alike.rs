//! A program that uses much of std compiles with the one line, and runs outside a check with real threads.

extern crate interleave as std;

use std::collections::{BTreeMap, HashMap};
use std::error::Error;
use std::fmt;
use std::io::{self, Write};
use std::iter;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, OnceLock, mpsc};
use std::thread;
use std::time::Duration;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
struct Name(u8);

#[derive(Debug)]
struct Wrong;

impl fmt::Display for Wrong {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "wrong")
    }
}

impl Error for Wrong {}

#[test]
fn std_is_all_there() -> Result<(), Box<dyn Error>> {
    let mut map: HashMap<Name, Vec<u8>> = HashMap::new();
    map.entry(Name(1)).or_default().extend(iter::repeat_n(7, 3));
    let sorted: BTreeMap<_, _> = map.into_iter().collect();
    std::assert_eq!(format!("{sorted:?}"), "{Name(1): [7, 7, 7]}");
    writeln!(io::sink(), "{}", Wrong)?;
    println!("{:?} {}", std::env::args().count(), std::process::id());
    std::println!("{:?}", std::vec![1, 2]);
    assert!(Path::new("a/b").ends_with("b"));
    let (sender, receiver) = mpsc::channel();
    let total = Arc::new(Mutex::new(0));
    let count = AtomicUsize::new(0);
    static ONCE: OnceLock<u8> = OnceLock::new();
    thread::scope(|s| {
        for i in 0..4 {
            let (sender, total, count) = (sender.clone(), Arc::clone(&total), &count);
            s.spawn(move || {
                *total.lock().unwrap() += i;
                count.fetch_add(1, Ordering::Relaxed);
                sender.send(i).unwrap();
                thread::sleep(Duration::from_micros(1));
            });
        }
    });
    drop(sender);
    assert_eq!((*total.lock().unwrap(), count.into_inner(), receiver.iter().count()), (6, 4, 4));
    assert_eq!(ONCE.get_or_init(|| 3), &3);
    let named = thread::Builder::new().name("n".to_owned()).spawn(|| thread::current().name().map(str::to_owned))?;
    assert_eq!(named.join().unwrap().as_deref(), Some("n"));
    assert!(thread::spawn(|| panic!("on purpose")).join().is_err());
    Ok(())
}
