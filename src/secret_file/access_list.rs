//! A file's access list (POSIX.1e), as Linux keeps it in an extended attribute.
//!
//! A service manager that hands out a credential leaves it with root and lets the service's user read it by an entry of
//! this list. The file's mode then shows the list's mask where the group's rights were, and looks as if it were open.

use std::fs::File;

/// The attribute's name.
pub(super) const NAME: &str = "system.posix_acl_access";
/// Its only version.
const VERSION: u32 = 2;
/// Bytes of an entry: a tag, rights, and whose they are.
const ENTRY: usize = 8;
/// Most bytes that are read: more entries than that are not a list for one service.
const MOST: usize = 4 + 16 * ENTRY;

const OWNER: u16 = 0x01;
const USER: u16 = 0x02;
const MASK: u16 = 0x10;

/// Whether a file has an access list that lets this user read it and, besides its owner, nobody else.
pub(super) fn only_for(file: &File, user: u32) -> bool {
    let mut bytes = [0; MOST];
    let Ok(read) = rustix::fs::fgetxattr(file, NAME, &mut bytes[..]) else { return false };
    bytes.get(..read).is_some_and(|list| grants_only(list, user))
}

fn grants_only(list: &[u8], user: u32) -> bool {
    let Some((version, entries)) = list.split_first_chunk() else { return false };
    let (entries, rest) = entries.as_chunks::<ENTRY>();
    u32::from_le_bytes(*version) == VERSION
        && rest.is_empty()
        && entries.iter().all(|[tag_low, tag_high, rights_low, rights_high, whose @ ..]| {
            let (tag, rights) = (u16::from_le_bytes([*tag_low, *tag_high]), [*rights_low, *rights_high]);
            match tag {
                // The mask grants nothing; it only limits.
                OWNER | MASK => true,
                USER => rights == [0; 2] || u32::from_le_bytes(*whose) == user,
                _ => rights == [0; 2],
            }
        })
}
