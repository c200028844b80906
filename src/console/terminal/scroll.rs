//! Finding out that rows only moved.
//!
//! Scroll regions span the full width, so a list beside another pane moves its neighbour too. Whether that pays is not
//! guessed here unless it is obvious: the encoder takes what really is shorter.

use std::collections::HashMap;

use super::cells::{Glyph, Grid, fingerprint};

/// Rows `top..=bottom` that move up by `by`, or down if it is negative.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Shift {
    pub(super) top: u16,
    pub(super) bottom: u16,
    pub(super) by: i32,
}

/// How many distances are looked at besides one row up and down.
const MAX_DISTANCES: usize = 2;
/// A shift that saves fewer cells than this is not worth its own bytes.
const MIN_SAVED_CELLS: i64 = 16;
/// So few rows are painted sooner than it is found out whether they moved: a cursor changes two, and what counts them.
const MIN_CHANGED_ROWS: usize = 4;

/// What comparing two screens says about rows that moved.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Moved {
    /// This saves so much that nothing else needs to be tried.
    Surely(Shift),
    /// Shifts that may be worth their bytes, the most promising first; often none.
    Perhaps(Vec<Shift>),
}

/// Looks for shifts that turn `from` into something closer to `to`.
pub(super) fn moved(from: &Grid, to: &Grid) -> Moved {
    let changed: Vec<i64> = (0..to.height).map(|y| differing(from.row(y), to.row(y))).collect();
    let total: i64 = changed.iter().sum();
    if changed.iter().filter(|cells| **cells > 0).count() < MIN_CHANGED_ROWS || total < MIN_SAVED_CELLS {
        return Moved::Perhaps(Vec::new());
    }
    let mut found: Vec<(i64, Shift)> = Vec::new();
    // A row up or down is what keys do.
    for by in [1, -1] {
        match best_band(from, to, &changed, by) {
            Some((saved, shift)) if saved * 2 > total => return Moved::Surely(shift),
            band => found.extend(band),
        }
    }
    let others = likely_distances(from, to, &changed).into_iter().filter(|by| by.abs() != 1);
    found.extend(others.filter_map(|by| best_band(from, to, &changed, by)));
    found.sort_by_key(|(saved, _)| std::cmp::Reverse(*saved));
    Moved::Perhaps(found.into_iter().map(|(_, shift)| shift).collect())
}

impl Shift {
    /// Returns which row stands in row `y` afterwards; none where blanks came in.
    pub(super) fn source(self, y: u16) -> Option<u16> {
        let band = self.top..=self.bottom;
        if !band.contains(&y) {
            return Some(y);
        }
        u16::try_from(i32::from(y) + self.by).ok().filter(|source| band.contains(source))
    }

    /// Appends what makes the terminal do it. The ground must be the terminal's own; the cursor is lost afterwards.
    ///
    /// Index and reverse index at a margin are used instead of `SU` and `SD`: older terminals lack those.
    pub(super) fn write(self, out: &mut Vec<u8>) {
        let row = if self.by > 0 { self.bottom } else { self.top };
        let step: &[u8] = if self.by > 0 { b"\n" } else { b"\x1bM" };
        let (top, bottom) = (u32::from(self.top) + 1, u32::from(self.bottom) + 1);
        out.extend_from_slice(format!("\x1b[{top};{bottom}r\x1b[{}H", u32::from(row) + 1).as_bytes());
        for _ in 0..self.by.unsigned_abs() {
            out.extend_from_slice(step);
        }
        out.extend_from_slice(b"\x1b[r");
    }
}

/// Lets rows that changed vote for how far they moved; rows that look like several others have no voice. A row that
/// moved has changed where it was, too.
fn likely_distances(from: &Grid, to: &Grid, changed: &[i64]) -> Vec<i32> {
    let rows = || (0..to.height).zip(changed).filter(|(_, cells)| **cells > 0).map(|(y, _)| y);
    let mut places: HashMap<u64, Option<u16>> = HashMap::new();
    for y in rows() {
        places.entry(fingerprint(from.row(y))).and_modify(|place| *place = None).or_insert(Some(y));
    }
    let mut votes: HashMap<i32, u32> = HashMap::new();
    for y in rows() {
        if let Some(Some(place)) = places.get(&fingerprint(to.row(y))) {
            *votes.entry(i32::from(*place) - i32::from(y)).or_default() += 1;
        }
    }
    let mut votes: Vec<(i32, u32)> = votes.into_iter().collect();
    votes.sort_by_key(|(distance, count)| (u32::MAX - count, distance.unsigned_abs(), *distance));
    votes.into_iter().take(MAX_DISTANCES).map(|(distance, _)| distance).collect()
}

/// Returns in how many cells two rows differ.
fn differing(a: &[Glyph], b: &[Glyph]) -> i64 {
    if a == b { 0 } else { a.iter().zip(b).filter(|(a, b)| a != b).count() as i64 }
}

/// Finds the band of rows that gains most from moving by `by`: the heaviest run of gains. `changed` says for every row
/// in how many cells it differs where it is. Returns the gain too.
fn best_band(from: &Grid, to: &Grid, changed: &[i64], by: i32) -> Option<(i64, Shift)> {
    let mut best: Option<(i64, u16, u16)> = None;
    let mut run: Option<(i64, u16)> = None;
    for (y, changed) in (0..to.height).zip(changed) {
        let Some(source) = u16::try_from(i32::from(y) + by).ok().filter(|source| *source < from.height) else {
            run = None;
            continue;
        };
        let gain = changed - differing(from.row(source), to.row(y));
        let (sum, start) = match run {
            Some((sum, start)) if sum > 0 => (sum + gain, start),
            _ => (gain, y),
        };
        run = Some((sum, start));
        if best.is_none_or(|(most, ..)| sum > most) {
            best = Some((sum, start, y));
        }
    }
    let (saved, start, end) = best?;
    if saved < MIN_SAVED_CELLS {
        return None;
    }
    let (source_start, source_end) = (i32::from(start) + by, i32::from(end) + by);
    let top = u16::try_from(i32::from(start).min(source_start)).ok()?;
    let bottom = u16::try_from(i32::from(end).max(source_end)).ok()?;
    Some((saved, Shift { top, bottom, by }))
}
