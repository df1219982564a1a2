// The same mistakes in Rust: std::sync::Mutex, channels. Run: hang-rs CASE
use std::sync::{mpsc, Arc, Barrier, Mutex};
use std::thread;

fn abba() {
    let locks = Arc::new((Mutex::new(0), Mutex::new(0), Barrier::new(2)));
    let other = locks.clone();
    let thread = thread::spawn(move || {
        let _first = other.0.lock().unwrap();
        other.2.wait();
        let _second = other.1.lock().unwrap();
    });
    println!("ready");
    let _second = locks.1.lock().unwrap();
    locks.2.wait();
    let _first = locks.0.lock().unwrap();
    thread.join().unwrap();
}

fn channel() {
    let (sender, receiver) = mpsc::channel::<i32>();
    println!("ready");
    receiver.recv().unwrap();
    drop(sender);
}

fn main() {
    match std::env::args().nth(1).as_deref() {
        Some("abba") => abba(),
        Some("channel") => channel(),
        _ => std::process::exit(2),
    }
}
