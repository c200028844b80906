//! The folder with the signing keys: `<id>.key` (PKCS#8) each, `keys.json` with their states, `keys.lock`.
//!
//! Everything in it belongs to its owner alone. A file is written under another name and renamed, and the folder is
//! synchronised, so that power loss leaves the old or the new. A new key's file comes before its line in the list, and
//! a retired key's file goes after its line says so: what is listed as signing can sign.

use crate::distribution::client::PublicKey;
use crate::durable;
use crate::model::publishing_key::{DraftKey, KeyState, PublishingKey};
use crate::port::IndexError;
use chrono::{DateTime, Utc};
use ring::rand::SystemRandom;
use ring::signature::{Ed25519KeyPair, KeyPair as _};
use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io::{self, ErrorKind, Read as _};
use std::os::unix::fs::{DirBuilderExt as _, MetadataExt as _, OpenOptionsExt as _, PermissionsExt as _};
use std::path::{Path, PathBuf};
use zeroize::Zeroizing;

const LIST: &str = "keys.json";
const LOCK: &str = "keys.lock";
/// The largest files that are read, in bytes.
const MAX_LIST: u64 = 1 << 20;
const MAX_SECRET: u64 = 4 << 10;

/// A key that can sign. The pair wipes nothing, so it lives only while an index is signed.
pub(super) struct Signer(Ed25519KeyPair);

impl Signer {
    fn read(secret: &[u8]) -> Option<Self> {
        Ed25519KeyPair::from_pkcs8(secret).ok().map(Self)
    }

    /// Returns its public half.
    pub(super) fn public(&self) -> PublicKey {
        let bytes = self.0.public_key().as_ref();
        PublicKey(std::array::from_fn(|place| bytes.get(place).copied().unwrap_or_default()))
    }

    /// Signs.
    pub(super) fn sign(&self, bytes: &[u8]) -> Vec<u8> {
        self.0.sign(bytes).as_ref().to_vec()
    }
}

/// Makes a key that is kept nowhere.
pub(super) fn draft() -> Result<DraftKey, IndexError> {
    let failed = || IndexError::Key("the system gives no random numbers".into());
    let document = Ed25519KeyPair::generate_pkcs8(&SystemRandom::new()).map_err(|_| failed())?;
    let secret = Zeroizing::new(document.as_ref().to_vec());
    let public = Signer::read(&secret).ok_or_else(failed)?.public();
    Ok(DraftKey { id: public.id(), public: public.to_string(), secret })
}

/// A folder of keys.
#[derive(Debug, Clone)]
pub(super) struct KeyFolder(PathBuf);

impl KeyFolder {
    pub(super) fn new(path: PathBuf) -> Self {
        Self(path)
    }

    /// Returns every key, the oldest first. A folder that is not there has none.
    pub(super) fn keys(&self) -> Result<Vec<PublishingKey>, IndexError> {
        self.told(self.read())
    }

    /// Keeps a new key: the first one as active, another one as next.
    pub(super) fn add(&self, draft: &DraftKey, at: DateTime<Utc>) -> Result<PublishingKey, IndexError> {
        let _lock = self.told(self.lock())?;
        let keys = self.keys()?;
        self.put(keys, draft, at)
    }

    /// Returns every key, and makes the first one where none signs.
    pub(super) fn ensure(&self, at: DateTime<Utc>) -> Result<Vec<PublishingKey>, IndexError> {
        let keys = self.keys()?;
        if keys.iter().any(|key| key.state.signs()) {
            return Ok(keys);
        }
        let _lock = self.told(self.lock())?;
        // Another process may have made it meanwhile.
        let keys = self.keys()?;
        if !keys.iter().any(|key| key.state.signs()) {
            self.put(keys, &draft()?, at)?;
        }
        self.keys()
    }

    /// Retires a key and destroys its secret.
    pub(super) fn retire(&self, id: &str, at: DateTime<Utc>) -> Result<PublishingKey, IndexError> {
        let _lock = self.told(self.lock())?;
        let mut keys = self.keys()?;
        let refused = |reason: &str| IndexError::Key(format!("key {id}: {reason}"));
        let others = keys.iter().any(|key| key.id != id && key.state.signs());
        let key = keys.iter_mut().find(|key| key.id == id).ok_or_else(|| refused("there is none"))?;
        if !key.state.signs() {
            return Err(refused("it is retired already"));
        }
        if !others {
            return Err(refused("it is the only one that signs"));
        }
        (key.state, key.retired_at) = (KeyState::Retired, Some(at));
        let retired = key.clone();
        if !keys.iter().any(|key| key.state == KeyState::Active)
            && let Some(next) = keys.iter_mut().find(|key| key.state == KeyState::Next)
        {
            next.state = KeyState::Active;
        }
        self.told(self.write(LIST, &list(&keys)?))?;
        self.told(self.destroy_retired(&keys))?;
        Ok(retired)
    }

    /// Returns the signers of these keys, in order, those that are retired left out.
    pub(super) fn signers(&self, keys: &[PublishingKey]) -> Result<Vec<Signer>, IndexError> {
        let signing = keys.iter().filter(|key| key.state.signs());
        signing.map(|key| self.signer(key)).collect()
    }

    fn signer(&self, key: &PublishingKey) -> Result<Signer, IndexError> {
        let path = self.secret_path(&key.id);
        let refused = |reason: String| IndexError::Key(format!("{}: {reason}", path.display()));
        let secret = read_private(&path, MAX_SECRET).map_err(|error| refused(error.to_string()))?;
        let signer = Signer::read(&secret).filter(|signer| signer.public().to_string() == key.public);
        signer.ok_or_else(|| refused("it is not this key".into()))
    }

    /// Keeps a key; the lock is held.
    fn put(
        &self,
        mut keys: Vec<PublishingKey>,
        draft: &DraftKey,
        at: DateTime<Utc>,
    ) -> Result<PublishingKey, IndexError> {
        let state = match keys.iter().filter(|key| key.state.signs()).count() {
            0 => KeyState::Active,
            1 => KeyState::Next,
            _ => return Err(IndexError::Key("there is a next key already".into())),
        };
        let (id, public) = (draft.id.clone(), draft.public.clone());
        let key = PublishingKey { id, public, state, created_at: at, retired_at: None };
        keys.push(key.clone());
        self.told(self.write(&format!("{}.key", draft.id), &draft.secret))?;
        self.told(self.write(LIST, &list(&keys)?))?;
        self.told(self.destroy_retired(&keys))?;
        Ok(key)
    }

    fn read(&self) -> io::Result<Vec<PublishingKey>> {
        match read_private(&self.0.join(LIST), MAX_LIST) {
            Ok(bytes) => serde_json::from_slice(&bytes).map_err(io::Error::from),
            Err(error) if error.kind() == ErrorKind::NotFound => self.unlisted(),
            Err(error) => Err(error),
        }
    }

    /// Returns the keys whose files are there without a list: the list was lost, or power was before it was written.
    /// Clients know these keys, so they are kept in use.
    fn unlisted(&self) -> io::Result<Vec<PublishingKey>> {
        let files = match fs::read_dir(&self.0) {
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
            files => files?,
        };
        let mut keys = Vec::new();
        for path in files.map(|file| file.map(|file| file.path())) {
            let path = path?;
            if path.extension().is_none_or(|extension| extension != "key") {
                continue;
            }
            let created_at: DateTime<Utc> = fs::metadata(&path)?.modified()?.into();
            let secret = read_private(&path, MAX_SECRET)?;
            let Some(signer) = Signer::read(&secret) else { continue };
            let (id, public) = (signer.public().id(), signer.public().to_string());
            keys.push(PublishingKey { id, public, state: KeyState::Next, created_at, retired_at: None });
        }
        keys.sort_by(|a, b| (a.created_at, &a.id).cmp(&(b.created_at, &b.id)));
        if let Some(first) = keys.first_mut() {
            first.state = KeyState::Active;
        }
        Ok(keys)
    }

    /// Makes the folder and waits until nobody else changes it.
    fn lock(&self) -> io::Result<File> {
        DirBuilder::new().recursive(true).mode(0o700).create(&self.0)?;
        let found = fs::metadata(&self.0)?;
        if found.uid() != rustix::process::geteuid().as_raw() {
            return Err(io::Error::new(ErrorKind::PermissionDenied, "it belongs to another user"));
        }
        if found.mode() & 0o077 != 0 {
            fs::set_permissions(&self.0, fs::Permissions::from_mode(0o700))?;
        }
        let file = OpenOptions::new().write(true).create(true).truncate(false).mode(0o600).open(self.0.join(LOCK))?;
        file.lock()?;
        Ok(file)
    }

    /// Writes a file whole or not at all, durably; the lock is held.
    fn write(&self, name: &str, bytes: &[u8]) -> io::Result<()> {
        durable::write(&self.0.join(name), bytes, durable::private())
    }

    /// Deletes the secrets of retired keys, also those that a crash left.
    fn destroy_retired(&self, keys: &[PublishingKey]) -> io::Result<()> {
        for key in keys.iter().filter(|key| !key.state.signs()) {
            durable::remove(&self.secret_path(&key.id))?;
        }
        Ok(())
    }

    fn secret_path(&self, id: &str) -> PathBuf {
        self.0.join(format!("{id}.key"))
    }

    fn told<T>(&self, done: io::Result<T>) -> Result<T, IndexError> {
        done.map_err(|error| IndexError::Key(format!("{}: {error}", self.0.display())))
    }
}

fn list(keys: &[PublishingKey]) -> Result<Vec<u8>, IndexError> {
    serde_json::to_vec_pretty(keys).map_err(|error| IndexError::Key(error.to_string()))
}

/// Reads a file that only its owner may use. What was read is wiped when it is dropped.
fn read_private(path: &Path, limit: u64) -> io::Result<Zeroizing<Vec<u8>>> {
    let mut file = File::open(path)?;
    let found = file.metadata()?;
    if !found.is_file() || found.len() > limit {
        return Err(io::Error::new(ErrorKind::InvalidData, format!("it is not a file of at most {limit} bytes")));
    }
    if found.mode() & 0o077 != 0 {
        return Err(io::Error::new(ErrorKind::PermissionDenied, "others than its owner may use it"));
    }
    // Room for all of it: a buffer that grows would leave copies behind.
    let room = usize::try_from(limit).unwrap_or_default();
    let mut bytes = Zeroizing::new(Vec::with_capacity(room));
    (&mut file).take(limit).read_to_end(&mut bytes)?;
    Ok(bytes)
}
