//! The rows of flat files: what stands in them, and in which file a row belongs.

use super::field::{Field, list};
use crate::model::assignment::{Assignment, Release};
use crate::model::choice::Choice;
use crate::model::computer_set::ComputerSet;
use crate::model::id::ComputerSetId;
use crate::model::package::Package;
use crate::model::publication::{FlatFile, bucket};

/// A row.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(clippy::large_enum_variant, reason = "rows are made one by one, and packages are few")]
pub(in crate::distribution) enum Row {
    Package(Package),
    ComputerSet(ComputerSet),
    Assignment(Assignment),
    Release(Release),
    Member(Member),
    Choice(Choice),
}

/// Somebody's memberships.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::distribution) struct Member {
    /// The computer's or user's name in lower case.
    pub(in crate::distribution) name: String,
    /// The NSCs, by number.
    pub(in crate::distribution) nscs: Vec<ComputerSetId>,
}

/// What has fields, in their order.
pub(super) trait Record: Sized {
    /// The word with which its rows begin.
    const TAG: &'static str;

    /// Appends the fields, each behind a tab.
    fn write_fields(&self, out: &mut String);

    /// Reads the fields.
    fn read_fields(fields: &mut std::str::Split<'_, char>) -> Option<Self>;
}

/// Lists every field once: writing and reading cannot differ, and a field that is new in the model must be added here.
macro_rules! record {
    ($ty:ident = $tag:literal { $($field:ident),+ $(,)? }) => {
        impl Record for $ty {
            const TAG: &'static str = $tag;

            fn write_fields(&self, out: &mut String) {
                let Self { $($field),+ } = self;
                $(
                    out.push('\t');
                    $field.write(out);
                )+
            }

            fn read_fields(fields: &mut std::str::Split<'_, char>) -> Option<Self> {
                $(let $field = Field::read(fields.next()?)?;)+
                Some(Self { $($field),+ })
            }
        }
    };
}

record!(Package = "pkg" {
    id, nss, name, version, vendor, description, kind, scope, state, source, size, checksum, install_command,
    remove_command, detection, success_codes, reboot_codes, reboots, dependencies, supersedes, conflicts, priority,
    os_filter, concurrency, licences, created_at, created_by,
});
record!(ComputerSet = "nsc" {
    id, nss, name, parent, locally_managed, responsible, os_version, description, created_at, created_by,
});
record!(Assignment = "assign" {
    id, nsc, pkg, action, not_before, deadline, window, reboot, assigned_at, assigned_by,
});
record!(Release = "release" { id, nsc, pkg, state, by, at, reason });
record!(Member = "member" { name, nscs });
record!(Choice = "choice" { id, user, machine, pkg, chosen, at });

/// Appends a row.
pub(super) fn write<R: Record>(record: &R, out: &mut String) {
    out.push_str(R::TAG);
    record.write_fields(out);
    out.push('\n');
}

/// Appends the row of a [`Member`] that is not made for it.
pub(super) fn write_member(name: &str, nscs: &[ComputerSetId], out: &mut String) {
    out.push_str(Member::TAG);
    out.push('\t');
    super::field::escape(name, out);
    out.push('\t');
    list(nscs, out);
    out.push('\n');
}

impl Row {
    /// Reads a row without its line feed; none unless it is exactly as it would be written.
    fn read(line: &str) -> Option<Self> {
        let mut fields = line.split('\t');
        let row = match fields.next()? {
            Package::TAG => Self::Package(Record::read_fields(&mut fields)?),
            ComputerSet::TAG => Self::ComputerSet(Record::read_fields(&mut fields)?),
            Assignment::TAG => Self::Assignment(Record::read_fields(&mut fields)?),
            Release::TAG => Self::Release(Record::read_fields(&mut fields)?),
            Member::TAG => Self::Member(Record::read_fields(&mut fields)?),
            Choice::TAG => Self::Choice(Record::read_fields(&mut fields)?),
            _ => return None,
        };
        let mut again = String::with_capacity(line.len() + 1);
        row.write(&mut again);
        (again.strip_suffix('\n') == Some(line)).then_some(row)
    }

    /// Appends it.
    pub(super) fn write(&self, out: &mut String) {
        match self {
            Self::Package(record) => write(record, out),
            Self::ComputerSet(record) => write(record, out),
            Self::Assignment(record) => write(record, out),
            Self::Release(record) => write(record, out),
            Self::Member(record) => write(record, out),
            Self::Choice(record) => write(record, out),
        }
    }

    /// Whether it stands in this file.
    fn belongs_to(&self, file: FlatFile) -> bool {
        match (file, self) {
            (FlatFile::Packages, Self::Package(_)) | (FlatFile::ComputerSets, Self::ComputerSet(_)) => true,
            (FlatFile::Assignments(nsc), Self::Assignment(assignment)) => assignment.nsc == nsc,
            (FlatFile::Assignments(nsc), Self::Release(release)) => release.nsc == nsc,
            (FlatFile::Computers(of) | FlatFile::Users(of), Self::Member(member)) => bucket(&member.name) == of,
            (FlatFile::Computers(of), Self::Choice(choice)) => choice.machine.as_deref().map(bucket) == Some(of),
            (FlatFile::Users(of), Self::Choice(choice)) => choice.machine.is_none() && bucket(&choice.user) == of,
            _ => false,
        }
    }

    /// Returns its place among the rows of a file: kinds follow each other, then numbers or names.
    fn place(&self) -> (u8, i64, &str) {
        match self {
            Self::Package(package) => (0, package.id.0, ""),
            Self::ComputerSet(set) => (0, set.id.0, ""),
            Self::Assignment(assignment) => (0, assignment.id.0, ""),
            Self::Release(release) => (1, release.id.0, ""),
            Self::Member(member) => (0, 0, &member.name),
            Self::Choice(choice) => (1, choice.id.0, ""),
        }
    }
}

/// Reads the rows of a file, each ended by a line feed.
///
/// # Errors
/// The number of the first row, from 1, that is no row of this file or does not come behind the one before.
pub(in crate::distribution) fn read_rows(file: FlatFile, text: &str) -> Result<Vec<Row>, usize> {
    let mut rows: Vec<Row> = Vec::new();
    for (number, line) in (1..).zip(text.split_terminator('\n')) {
        let row = Row::read(line).filter(|row| row.belongs_to(file)).ok_or(number)?;
        if rows.last().is_some_and(|last| last.place() >= row.place()) {
            return Err(number);
        }
        rows.push(row);
    }
    Ok(rows)
}
