//! The credential for hosts: a file that only its owner reads, read anew for every logon and wiped behind it.

use crate::secret_file::{self, BadSecret};
use std::path::Path;
use zeroize::Zeroizing;

/// Largest file, in bytes.
const MAX_FILE: u64 = 4096;

/// A user, a password and a domain.
pub(super) struct Credential {
    pub(super) user: String,
    pub(super) domain: String,
    pub(super) password: Zeroizing<String>,
}

impl std::fmt::Debug for Credential {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Credential({})", self.account())
    }
}

/// Why a credential cannot be used. Never quotes the file.
#[derive(Debug, thiserror::Error)]
pub(super) enum BadCredential {
    #[error(transparent)]
    File(#[from] BadSecret),
    #[error("line {0} is not `user = …`, `domain = …` or `password = …`")]
    Line(usize),
    #[error("{0} is missing")]
    Missing(&'static str),
}

impl Credential {
    /// Reads a file of lines `user = …`, `domain = …` and `password = …`. Blanks around a value are not part of it.
    pub(super) fn load(path: &Path) -> Result<Self, BadCredential> {
        Self::parse(&secret_file::read(path, MAX_FILE)?)
    }

    fn parse(text: &str) -> Result<Self, BadCredential> {
        let (mut user, mut domain, mut password) = (None, None, None);
        for (number, line) in (1..).zip(text.lines()) {
            if line.trim().is_empty() || line.starts_with('#') {
                continue;
            }
            let (key, value) = line.split_once('=').ok_or(BadCredential::Line(number))?;
            match key.trim() {
                "user" => user = Some(value.trim().to_owned()),
                "domain" => domain = Some(value.trim().to_owned()),
                "password" => password = Some(Zeroizing::new(value.trim().to_owned())),
                _ => return Err(BadCredential::Line(number)),
            }
        }
        let user = user.filter(|user| !user.is_empty()).ok_or(BadCredential::Missing("user"))?;
        let password = password.filter(|password| !password.is_empty()).ok_or(BadCredential::Missing("password"))?;
        Ok(Self { user, domain: domain.unwrap_or_default(), password })
    }

    /// Returns whose it is, as `DOMAIN\user`: all that is ever shown of it.
    pub(super) fn account(&self) -> String {
        if self.domain.is_empty() { self.user.clone() } else { format!("{}\\{}", self.domain, self.user) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::PermissionsExt as _;

    fn file(text: &str, mode: u32) -> tempfile::NamedTempFile {
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), text).unwrap();
        std::fs::set_permissions(file.path(), std::fs::Permissions::from_mode(mode)).unwrap();
        file
    }

    #[test]
    fn amt_33_a_credential_is_read_and_never_shown() {
        let file = file("# for hosts\nuser = reader\ndomain=CORP\npassword = a=b #c\n", 0o600);
        let credential = Credential::load(file.path()).unwrap();
        assert_eq!((credential.account().as_str(), credential.password.as_str()), ("CORP\\reader", "a=b #c"));
        assert_eq!(format!("{credential:?}"), "Credential(CORP\\reader)");
    }

    #[test]
    fn amt_33_a_credential_that_others_can_read_or_that_is_damaged_is_refused_without_quoting_it() {
        let good = "user = u\npassword = secret\n";
        assert!(matches!(Credential::load(file(good, 0o640).path()), Err(BadCredential::File(BadSecret::Open(0o640)))));
        let large = format!("{good}#{}", "x".repeat(5000));
        for text in ["password = secret\n", "user = u\n", "user = u\nsecret\n", "pass = secret\n", large.as_str()] {
            let error = Credential::load(file(text, 0o600).path()).unwrap_err();
            assert!(!error.to_string().contains("secret"), "{error}");
        }
        assert!(Credential::load(Path::new("/nonexistent/credential")).is_err());
    }
}
