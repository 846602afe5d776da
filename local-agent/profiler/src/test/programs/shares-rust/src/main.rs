//! Four functions that take 50, 30, 15 and 5 of 100 parts of the time, until the seconds that are given are over.
use std::hint::black_box;
use std::time::{Duration, Instant};

#[inline(never)]
fn spin(n: u64) -> u64 {
    let mut x = n | 1;
    for _ in 0..n {
        x ^= x << 13;
        x ^= x >> 7;
        x ^= x << 17;
    }
    x
}

#[inline(never)]
fn fifty(unit: u64) -> u64 {
    black_box(spin(black_box(50 * unit)))
}

#[inline(never)]
fn thirty(unit: u64) -> u64 {
    black_box(spin(black_box(30 * unit)))
}

#[inline(never)]
fn fifteen(unit: u64) -> u64 {
    black_box(spin(black_box(15 * unit)))
}

#[inline(never)]
fn five(unit: u64) -> u64 {
    black_box(spin(black_box(5 * unit)))
}

fn main() {
    let seconds: f64 = std::env::args()
        .nth(1)
        .and_then(|given| given.parse().ok())
        .unwrap_or(10.0);
    let end = Instant::now() + Duration::from_secs_f64(seconds);
    while Instant::now() < end {
        black_box(fifty(20000));
        black_box(thirty(20000));
        black_box(fifteen(20000));
        black_box(five(20000));
    }
}
