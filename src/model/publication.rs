//! What is published: the flat files that clients read, and which generation of them is where (CMF-51, CMF-52).

use crate::model::id::{ComputerSetId, OperationId};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// The name of the signed index in a distribution point's `config` folder.
pub const INDEX: &str = "CMFINDEX.TXT";

/// A flat file. What a client needs is split so that a change makes few clients download little.
///
/// Its text form is its path below `config`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum FlatFile {
    /// `CMFPKGs.TXT`: every package.
    Packages,
    /// `CMFNSCs.TXT`: every NSC.
    ComputerSets,
    /// `CMFASGs/<nsc>.TXT`: assignments to an NSC and the releases of its manager. There is one for each NSC.
    Assignments(ComputerSetId),
    /// `CMFCOMs/<bucket>.TXT`: the NSCs that the computers of a bucket are in. There are 256.
    Computers(u8),
    /// `CMFUSRs/<bucket>.TXT`: the NSCs that the users of a bucket are in, and what they have chosen. There are 256.
    Users(u8),
}

impl fmt::Display for FlatFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Packages => f.write_str("CMFPKGs.TXT"),
            Self::ComputerSets => f.write_str("CMFNSCs.TXT"),
            Self::Assignments(nsc) => write!(f, "CMFASGs/{nsc}.TXT"),
            Self::Computers(bucket) => write!(f, "CMFCOMs/{bucket:02x}.TXT"),
            Self::Users(bucket) => write!(f, "CMFUSRs/{bucket:02x}.TXT"),
        }
    }
}

impl FromStr for FlatFile {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let parsed = match text {
            "CMFPKGs.TXT" => Some(Self::Packages),
            "CMFNSCs.TXT" => Some(Self::ComputerSets),
            _ => text.strip_suffix(".TXT").and_then(|path| path.split_once('/')).and_then(|(kind, name)| match kind {
                "CMFASGs" => Some(Self::Assignments(ComputerSetId(name.parse().ok()?))),
                "CMFCOMs" => Some(Self::Computers(u8::from_str_radix(name, 16).ok()?)),
                "CMFUSRs" => Some(Self::Users(u8::from_str_radix(name, 16).ok()?)),
                _ => None,
            }),
        };
        // One name for each file: no leading zeros, no capital digits.
        parsed.filter(|file| file.to_string() == text).ok_or_else(|| format!("{text:?} is not a flat file"))
    }
}

impl TryFrom<String> for FlatFile {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        text.parse()
    }
}

impl From<FlatFile> for String {
    fn from(file: FlatFile) -> Self {
        file.to_string()
    }
}

/// A SHA-256 digest; 64 lower-case hexadecimal digits as text.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Digest(pub [u8; 32]);

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Digest({self})")
    }
}

impl FromStr for Digest {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let wrong = || "a SHA-256 digest has 64 lower-case hexadecimal digits".to_owned();
        let bytes = text.as_bytes();
        if bytes.len() != 64 || !bytes.iter().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f')) {
            return Err(wrong());
        }
        let mut digest = [0; 32];
        for (place, byte) in digest.iter_mut().enumerate() {
            let digits = text.get(place * 2..place * 2 + 2).ok_or_else(wrong)?;
            *byte = u8::from_str_radix(digits, 16).map_err(|_| wrong())?;
        }
        Ok(Self(digest))
    }
}

impl TryFrom<String> for Digest {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        text.parse()
    }
}

impl From<Digest> for String {
    fn from(digest: Digest) -> Self {
        digest.to_string()
    }
}

/// Returns the bucket of a computer's or a user's name: the low byte of the 32-bit FNV-1a hash of its lower-case form.
pub fn bucket(name: &str) -> u8 {
    let hash = |hash: u32, byte: u8| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193);
    (name.to_lowercase().bytes().fold(0x811c_9dc5, hash) & 0xff) as u8
}

/// What a flat file holds, without its header: the header tells when that came about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Body {
    /// Which file.
    pub file: FlatFile,
    /// How many rows.
    pub rows: u32,
    /// The rows, each ended by a line feed.
    pub text: String,
}

/// A flat file as it was published: its line of the index, and what its header says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stamp {
    /// Which file.
    pub file: FlatFile,
    /// The generation in which its rows last changed.
    pub generation: i64,
    /// The newest record of the action log that its rows take into account.
    pub high_water: OperationId,
    /// Digest of the rows alone, by which an unchanged file is known.
    pub body: Digest,
    /// Digest of the whole file.
    pub digest: Digest,
    /// Size of the whole file in bytes.
    pub size: u64,
}

/// A generation: the state of all flat files after a change of some.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Generation {
    /// Its number, rising.
    pub number: i64,
    /// The newest record of the action log that it takes into account.
    pub high_water: OperationId,
    /// When it was made.
    pub made_at: DateTime<Utc>,
    /// The files that changed in it, written or gone.
    pub changed: Vec<FlatFile>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cmf_52_files_have_one_name_each() {
        let files = [
            (FlatFile::Packages, "CMFPKGs.TXT"),
            (FlatFile::ComputerSets, "CMFNSCs.TXT"),
            (FlatFile::Assignments(ComputerSetId(259)), "CMFASGs/259.TXT"),
            (FlatFile::Computers(0x0f), "CMFCOMs/0f.TXT"),
            (FlatFile::Users(255), "CMFUSRs/ff.TXT"),
        ];
        for (file, path) in files {
            assert_eq!(file.to_string(), path);
            assert_eq!(path.parse(), Ok(file));
        }
        for other in ["", "CMFPKGS.TXT", "CMFASGs/007.TXT", "CMFCOMs/F.TXT", "CMFCOMs/../x.TXT", "CMFUSRs/100.TXT"] {
            assert!(other.parse::<FlatFile>().is_err(), "{other}");
        }
    }

    #[test]
    fn buckets_follow_the_hash_and_not_the_case() {
        assert_eq!(bucket(""), 0xc5);
        assert_eq!(bucket("a"), 0x2c);
        assert_eq!(bucket("PC42"), bucket("pc42"));
    }

    #[test]
    fn a_digest_is_read_as_it_is_written() {
        let digest = Digest(std::array::from_fn(|n| n as u8 * 7));
        assert_eq!(digest.to_string().parse(), Ok(digest));
        assert!(digest.to_string().to_uppercase().parse::<Digest>().is_err());
        assert!("é".repeat(32).parse::<Digest>().is_err());
    }
}
