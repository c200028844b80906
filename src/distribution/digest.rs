//! SHA-256, by which files are told apart.

use crate::model::publication::Digest;
use ring::digest::{Context, SHA256};
use std::io::{self, ErrorKind, Read};

/// How much of a reader is taken at once, in bytes.
const PIECE: usize = 64 << 10;

/// The digest of what comes in pieces.
#[derive(Clone)]
pub struct Running(Context);

impl Default for Running {
    fn default() -> Self {
        Self(Context::new(&SHA256))
    }
}

impl Running {
    /// Takes the next piece.
    pub fn update(&mut self, piece: &[u8]) {
        self.0.update(piece);
    }

    /// Returns the digest of everything that was taken.
    pub fn finish(self) -> Digest {
        let digest = self.0.finish();
        Digest(std::array::from_fn(|place| digest.as_ref().get(place).copied().unwrap_or_default()))
    }
}

/// Returns the digest of some bytes.
pub fn of(bytes: &[u8]) -> Digest {
    let mut running = Running::default();
    running.update(bytes);
    running.finish()
}

/// Returns the digest of everything that is left to read, in bounded memory.
pub fn of_reader(mut from: impl Read) -> io::Result<Digest> {
    let (mut running, mut piece) = (Running::default(), vec![0; PIECE]);
    loop {
        match from.read(&mut piece) {
            Ok(0) => return Ok(running.finish()),
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            read => running.update(piece.get(..read?).unwrap_or_default()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn however_it_comes_it_is_the_same_digest() {
        let known = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assert_eq!(of(b"abc").to_string(), known);
        assert_eq!(of_reader(&b"abc"[..]).unwrap().to_string(), known);
        let mut running = Running::default();
        [&b"a"[..], b"", b"bc"].into_iter().for_each(|piece| running.update(piece));
        assert_eq!(running.finish().to_string(), known);
        let long = vec![7; 3 * PIECE + 1];
        assert_eq!(of_reader(&long[..]).unwrap(), of(&long));
    }
}
