//! AMT secrets at rest: ChaCha20-Poly1305 under a key that lies in a file beside the database, not in it.
//!
//! A sealed secret is nonce and ciphertext; the PID is authenticated with it, so that secrets cannot be swapped.

use crate::durable;
use crate::model::key::{Pid, Pps, SealedPps};
use crate::port::{SealError, Sealer};
use crate::store::open::own_folder;
use chacha20poly1305::aead::{Aead as _, Generate as _, KeyInit as _, Payload};
use chacha20poly1305::{ChaCha20Poly1305, Key, Nonce};
use std::fmt;
use std::fs::File;
use std::io::{self, Read as _};
use std::os::unix::fs::MetadataExt as _;
use std::path::Path;
use zeroize::Zeroizing;

const KEY_BYTES: usize = 32;
const NONCE_BYTES: usize = 12;

/// Seals with the key in a file. The key is wiped from memory when this is dropped.
pub struct KeyFileSealer {
    cipher: ChaCha20Poly1305,
}

impl KeyFileSealer {
    /// Reads the key file, and makes one with a random key when there is none.
    ///
    /// Refuses a file that others than its owner may read, that belongs to another user, or that has not 32 bytes.
    pub fn open(path: &Path) -> Result<Self, SealError> {
        let key = match read(path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                // With both databases on a server, the key file is the first in its folder.
                let folder = path.parent().unwrap_or(Path::new("."));
                own_folder(folder).and_then(|()| create(path)).and_then(|()| read(path))
            }
            other => other,
        };
        match key {
            Ok(key) => Ok(Self { cipher: ChaCha20Poly1305::new((&*key).into()) }),
            Err(error) => Err(SealError::KeyFile { path: path.display().to_string(), reason: error.to_string() }),
        }
    }
}

impl Sealer for KeyFileSealer {
    fn seal(&self, pid: Pid, pps: &Pps) -> Result<SealedPps, SealError> {
        let nonce = Nonce::try_generate().map_err(|_| SealError::Forged)?;
        let payload = Payload { msg: pps.expose(), aad: pid.as_bytes() };
        let sealed = self.cipher.encrypt(&nonce, payload).map_err(|_| SealError::Forged)?;
        Ok(SealedPps([nonce.as_slice(), &sealed].concat()))
    }

    fn open(&self, pid: Pid, sealed: &SealedPps) -> Result<Pps, SealError> {
        let (nonce, sealed) = sealed.0.split_at_checked(NONCE_BYTES).ok_or(SealError::Forged)?;
        let nonce = Nonce::try_from(nonce).map_err(|_| SealError::Forged)?;
        let payload = Payload { msg: sealed, aad: pid.as_bytes() };
        let opened = Zeroizing::new(self.cipher.decrypt(&nonce, payload).map_err(|_| SealError::Forged)?);
        std::str::from_utf8(&opened).ok().and_then(|text| text.parse().ok()).ok_or(SealError::Forged)
    }
}

impl fmt::Debug for KeyFileSealer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("KeyFileSealer(redacted)")
    }
}

fn read(path: &Path) -> io::Result<Zeroizing<[u8; KEY_BYTES]>> {
    let mut file = File::open(path)?;
    let found = file.metadata()?;
    if !found.is_file() || found.len() != KEY_BYTES as u64 {
        return Err(io::Error::new(io::ErrorKind::InvalidData, "it is not a file of 32 bytes"));
    }
    if found.mode() & 0o077 != 0 {
        return Err(io::Error::new(io::ErrorKind::PermissionDenied, "others than its owner may use it"));
    }
    if found.uid() != rustix::process::geteuid().as_raw() {
        return Err(io::Error::new(io::ErrorKind::PermissionDenied, "it belongs to another user"));
    }
    let mut key = Zeroizing::new([0; KEY_BYTES]);
    file.read_exact(&mut *key)?;
    Ok(key)
}

/// Makes the file whole or not at all. Where another process was first, its key is as good.
fn create(path: &Path) -> io::Result<()> {
    let key = Zeroizing::new(<[u8; KEY_BYTES]>::from(Key::try_generate().map_err(io::Error::other)?));
    durable::create(path, &*key, durable::private()).map(drop)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;
    use std::os::unix::fs::PermissionsExt as _;

    fn pair() -> (Pid, Pps) {
        let group = |body: &[u8; 3]| {
            let mut group = body.to_vec();
            group.push(crate::model::key::checksum(body));
            String::from_utf8(group).unwrap()
        };
        (Pid::with_checksum(*b"0000037").unwrap(), group(b"ABC").repeat(8).parse().unwrap())
    }

    #[test]
    fn a_sealed_secret_opens_with_the_same_file_only() {
        let dir = tempfile::tempdir().unwrap();
        let (pid, pps) = pair();
        let sealed = KeyFileSealer::open(&dir.path().join("key")).unwrap().seal(pid, &pps).unwrap();
        assert!(!sealed.0.windows(4).any(|w| w == &pps.expose()[..4]));
        let again = KeyFileSealer::open(&dir.path().join("key")).unwrap();
        assert_eq!(again.open(pid, &sealed).unwrap(), pps);
        let other = KeyFileSealer::open(&dir.path().join("other")).unwrap();
        assert!(matches!(other.open(pid, &sealed), Err(SealError::Forged)));
        assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 2, "no drafts are left");
    }

    #[test]
    fn a_secret_is_bound_to_its_pid_and_to_its_bytes() {
        let dir = tempfile::tempdir().unwrap();
        let sealer = KeyFileSealer::open(&dir.path().join("key")).unwrap();
        let (pid, pps) = pair();
        let sealed = sealer.seal(pid, &pps).unwrap();
        let another = Pid::with_checksum(*b"0000038").unwrap();
        assert!(matches!(sealer.open(another, &sealed), Err(SealError::Forged)));
        for at in 0..sealed.0.len() {
            let mut bent = sealed.clone();
            bent.0[at] ^= 1;
            assert!(matches!(sealer.open(pid, &bent), Err(SealError::Forged)), "byte {at}");
        }
        assert!(matches!(sealer.open(pid, &SealedPps(vec![1; 5])), Err(SealError::Forged)));
        assert_ne!(sealed, sealer.seal(pid, &pps).unwrap(), "every sealing has its own nonce");
    }

    #[test]
    fn the_key_file_is_for_its_owner_alone() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("key");
        KeyFileSealer::open(&path).unwrap();
        assert_eq!(fs::metadata(&path).unwrap().mode() & 0o777, 0o600);
        for mode in [0o640, 0o604, 0o620] {
            fs::set_permissions(&path, fs::Permissions::from_mode(mode)).unwrap();
            assert!(matches!(KeyFileSealer::open(&path), Err(SealError::KeyFile { .. })), "{mode:o}");
        }
    }

    #[test]
    fn a_key_file_of_another_length_is_refused_and_kept() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("key");
        fs::write(&path, b"short").unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).unwrap();
        assert!(matches!(KeyFileSealer::open(&path), Err(SealError::KeyFile { .. })));
        assert_eq!(fs::read(&path).unwrap(), b"short");
    }
}
