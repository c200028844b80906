//! How the signed index of what is published is split, so that a change makes few clients download little of it.

use crate::model::publication::FlatFile;
use std::fmt;
use std::str::FromStr;

/// How many parts tell of assignments. A set's number says which.
const OF_ASSIGNMENTS: i64 = 16;

/// How many bits of a bucket's number do not matter for which part tells of it: 32 buckets share one.
const OF_BUCKETS: u32 = 5;

/// A part of the index: what it tells of the files of one kind.
///
/// Its text form is its path below `config`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum IndexPart {
    /// `CMFINDEX/CMFASGs-<digit>.TXT`: the assignments to the NSCs whose number has this remainder by 16.
    Assignments(u8),
    /// `CMFINDEX/CMFCOMs-<digit>.TXT`: 32 buckets of computers. There are 8.
    Computers(u8),
    /// `CMFINDEX/CMFUSRs-<digit>.TXT`: 32 buckets of users. There are 8.
    Users(u8),
}

impl IndexPart {
    /// Returns the part that tells of a file; none when the index itself does.
    pub fn of(file: FlatFile) -> Option<Self> {
        match file {
            FlatFile::Packages | FlatFile::ComputerSets => None,
            FlatFile::Assignments(nsc) => u8::try_from(nsc.0.rem_euclid(OF_ASSIGNMENTS)).ok().map(Self::Assignments),
            FlatFile::Computers(bucket) => Some(Self::Computers(bucket >> OF_BUCKETS)),
            FlatFile::Users(bucket) => Some(Self::Users(bucket >> OF_BUCKETS)),
        }
    }
}

impl fmt::Display for IndexPart {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (kind, number) = match self {
            Self::Assignments(number) => ("CMFASGs", number),
            Self::Computers(number) => ("CMFCOMs", number),
            Self::Users(number) => ("CMFUSRs", number),
        };
        write!(f, "CMFINDEX/{kind}-{number:x}.TXT")
    }
}

impl FromStr for IndexPart {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let name = text.strip_prefix("CMFINDEX/").and_then(|name| name.strip_suffix(".TXT"));
        let parsed = name.and_then(|name| name.split_once('-')).and_then(|(kind, number)| {
            let number = u8::from_str_radix(number, 16).ok()?;
            match kind {
                "CMFASGs" if i64::from(number) < OF_ASSIGNMENTS => Some(Self::Assignments(number)),
                "CMFCOMs" if number <= u8::MAX >> OF_BUCKETS => Some(Self::Computers(number)),
                "CMFUSRs" if number <= u8::MAX >> OF_BUCKETS => Some(Self::Users(number)),
                _ => None,
            }
        });
        // One name for each part, as for files.
        parsed.filter(|part| part.to_string() == text).ok_or_else(|| format!("{text:?} is not a part of the index"))
    }
}

/// A file in the `config` folder of a distribution point, but for the index itself.
///
/// Its text form is its path below `config`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ConfigFile {
    /// A flat file.
    Flat(FlatFile),
    /// A part of the index.
    Part(IndexPart),
}

impl From<FlatFile> for ConfigFile {
    fn from(file: FlatFile) -> Self {
        Self::Flat(file)
    }
}

impl From<IndexPart> for ConfigFile {
    fn from(part: IndexPart) -> Self {
        Self::Part(part)
    }
}

impl fmt::Display for ConfigFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Flat(file) => file.fmt(f),
            Self::Part(part) => part.fmt(f),
        }
    }
}

impl FromStr for ConfigFile {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        text.parse().map(Self::Flat).or_else(|_| text.parse().map(Self::Part))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::id::ComputerSetId;
    use std::collections::BTreeSet;

    #[test]
    fn cmf_52_parts_have_one_name_each_and_none_is_a_flat_file() {
        let parts = [
            (IndexPart::Assignments(15), "CMFINDEX/CMFASGs-f.TXT"),
            (IndexPart::Computers(7), "CMFINDEX/CMFCOMs-7.TXT"),
            (IndexPart::Users(0), "CMFINDEX/CMFUSRs-0.TXT"),
        ];
        for (part, path) in parts {
            assert_eq!(part.to_string(), path);
            assert_eq!(path.parse(), Ok(part));
            assert_eq!(path.parse(), Ok(ConfigFile::Part(part)));
            assert!(path.parse::<FlatFile>().is_err());
        }
        for other in ["", "CMFINDEX.TXT", "CMFINDEX/CMFASGs-F.TXT", "CMFINDEX/CMFASGs-10.TXT", "CMFINDEX/CMFCOMs-8.TXT"]
        {
            assert!(other.parse::<ConfigFile>().is_err(), "{other}");
        }
        assert_eq!("CMFPKGs.TXT".parse(), Ok(ConfigFile::Flat(FlatFile::Packages)));
    }

    #[test]
    fn every_bucket_and_every_set_is_in_one_part() {
        let of_buckets: BTreeSet<_> = (0..=u8::MAX).map(|bucket| IndexPart::of(FlatFile::Computers(bucket))).collect();
        let of_sets: BTreeSet<_> =
            (-40..400).map(|nsc| IndexPart::of(FlatFile::Assignments(ComputerSetId(nsc)))).collect();
        assert_eq!((of_buckets.len(), of_sets.len()), (8, 16));
        assert!(of_buckets.into_iter().chain(of_sets).flatten().all(|part| part.to_string().parse() == Ok(part)));
        assert_eq!(IndexPart::of(FlatFile::Packages), None);
    }
}
