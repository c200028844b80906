//! Credentials for distribution points: files that only their owner can read, never an address, never the database.

use crate::distribution::relative;
use crate::port::{PointError, PointResult};
use crate::secret_file;
use serde::{Deserialize, Deserializer};
use std::fmt;
use std::path::Path;
use zeroize::Zeroizing;

/// The largest file, in bytes.
const LARGEST: u64 = 16_384;

/// A text that is wiped from memory and never shown.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Secret(Zeroizing<String>);

impl Secret {
    pub(super) fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("…")
    }
}

impl<'de> Deserialize<'de> for Secret {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(|text| Self(Zeroizing::new(text)))
    }
}

/// What a credential's file says. An HTTP server takes `user` and `password`, or `token`; an S3-compatible store takes
/// `endpoint` and `region`, and `key_id` and `secret` (with `token` for a session), without which it is only read.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Credential {
    pub(super) user: Option<String>,
    pub(super) password: Option<Secret>,
    pub(super) token: Option<Secret>,
    pub(super) key_id: Option<String>,
    pub(super) secret: Option<Secret>,
    pub(super) endpoint: Option<String>,
    pub(super) region: Option<String>,
}

impl Credential {
    /// Reads the file `<name>.toml` of a folder.
    ///
    /// # Errors
    /// [`PointError::Denied`] when it is missing, can be read by others, or is not what is expected. Nothing of what it
    /// says is repeated.
    pub(super) fn read(folder: &Path, name: &str) -> PointResult<Self> {
        let refused = |reason: &str| PointError::Denied(format!("credential {name}: {reason}"));
        if name.contains('/') || relative::names(name).is_none() {
            return Err(PointError::Address(format!("{name:?} is not the name of a credential")));
        }
        let path = folder.join(format!("{name}.toml"));
        let text = secret_file::read(&path, LARGEST).map_err(|bad| refused(&format!("{}: {bad}", path.display())))?;
        // The parser's own message would quote the line.
        toml::from_str(&text).map_err(|error| {
            let before = error.span().and_then(|span| text.get(..span.start)).unwrap_or_default();
            let line = before.matches('\n').count() + 1;
            refused(&format!(
                "{} is wrong in line {line}; it may have user, password, token, key_id, secret, endpoint and region, \
                 each a text",
                path.display()
            ))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::PermissionsExt as _;

    fn write(folder: &Path, name: &str, text: &str, mode: u32) {
        let path = folder.join(format!("{name}.toml"));
        std::fs::write(&path, text).unwrap();
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(mode)).unwrap();
    }

    #[test]
    fn a_credential_is_read_and_not_shown() {
        let folder = tempfile::tempdir().unwrap();
        write(folder.path(), "web", "user = \"cmf\"\npassword = \"hunter2\"\n", 0o600);
        let credential = Credential::read(folder.path(), "web").unwrap();
        assert_eq!(credential.user.as_deref(), Some("cmf"));
        assert_eq!(credential.password.as_ref().map(Secret::reveal), Some("hunter2"));
        assert!(!format!("{credential:?}").contains("hunter2"));
    }

    #[test]
    fn an_unsafe_or_wrong_credential_is_refused_without_its_content() {
        let folder = tempfile::tempdir().unwrap();
        write(folder.path(), "open", "password = \"hunter2\"\n", 0o640);
        write(folder.path(), "wrong", "user = \"cmf\"\npasword = \"hunter2\"\n", 0o600);
        write(folder.path(), "number", "password = [\"hunter2\"]\n", 0o600);
        write(folder.path(), "large", &format!("password = \"hunter2{}\"\n", "x".repeat(20_000)), 0o600);
        std::os::unix::fs::symlink(folder.path().join("open.toml"), folder.path().join("link.toml")).unwrap();
        for name in ["open", "wrong", "number", "large", "link", "gone"] {
            let Err(PointError::Denied(text)) = Credential::read(folder.path(), name) else { panic!("{name}") };
            assert!(!text.contains("hunter2"), "{text}");
        }
        let Err(PointError::Denied(text)) = Credential::read(folder.path(), "wrong") else { panic!("wrong") };
        assert!(text.contains("line 2"), "{text}");
        for name in ["../open", "a/b", ".open", ""] {
            assert!(matches!(Credential::read(folder.path(), name), Err(PointError::Address(_))), "{name}");
        }
    }
}
