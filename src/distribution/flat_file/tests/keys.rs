//! The life of keys, on disk and on the clients.

use super::{accept, generation, one_of_each, publish, trusted, writer};
use crate::distribution::client::{PublicKey, TrustedKeys, read_index};
use crate::distribution::flat_file::TextFiles;
use crate::distribution::testing::at;
use crate::model::publishing_key::KeyState;
use crate::port::{FlatFiles, IndexError, PublishingKeys};
use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;

fn states(writer: &TextFiles) -> Vec<KeyState> {
    writer.keys().unwrap().iter().map(|key| key.state).collect()
}

fn mode(path: &Path) -> u32 {
    fs::metadata(path).unwrap().permissions().mode() & 0o777
}

#[test]
fn the_first_publication_makes_the_first_key_for_its_owner_alone() {
    let (writer, folder) = writer();
    assert_eq!(writer.keys(), Ok(vec![]), "looking makes nothing");
    assert!(!folder.path().join("publishing").exists());
    publish(&writer, &one_of_each());
    let keys = writer.keys().unwrap();
    let publishing = folder.path().join("publishing");
    assert_eq!(states(&writer), [KeyState::Active]);
    assert_eq!(keys[0].created_at, generation().made_at);
    assert_eq!(keys[0].public.parse::<PublicKey>().unwrap().id(), keys[0].id);
    assert_eq!(mode(&publishing), 0o700);
    for file in fs::read_dir(&publishing).unwrap() {
        assert_eq!(mode(&file.unwrap().path()), 0o600);
    }
    let secret = fs::read(publishing.join(format!("{}.key", keys[0].id))).unwrap();
    let draft = writer.draft_key().unwrap();
    assert!(!format!("{draft:?}").contains(&format!("{:?}", draft.secret)), "secrets are not printed");
    assert_ne!(*draft.secret, secret);
}

#[test]
fn a_client_follows_a_rotation_and_refuses_the_old_key_afterwards() {
    let (writer, _folder) = writer();
    let (start, later) = (publish(&writer, &one_of_each()), at("2026-04-01T00:00:00Z"));
    let client = trusted(&writer);
    let client = accept(&start, &client).unwrap().keys;

    let next = writer.add_key(&writer.draft_key().unwrap(), later).unwrap();
    assert_eq!(next.state, KeyState::Next);
    let both = publish(&writer, &one_of_each());
    let behind = accept(&start, &client).unwrap().keys;
    let client = accept(&both, &client).unwrap().keys;
    let third = writer.draft_key().unwrap();
    assert!(writer.add_key(&third, later).is_err(), "one after the other");

    let old = writer.keys().unwrap()[0].clone();
    assert_eq!(writer.retire_key(&old.id, later).unwrap().retired_at, Some(later));
    assert_eq!(states(&writer), [KeyState::Retired, KeyState::Active]);
    let after = publish(&writer, &one_of_each());
    let client = accept(&after, &client).unwrap().keys;
    assert_eq!(read_index(&after.index, &behind), Err(IndexError::Untrusted), "who missed the rotation");
    assert_eq!(read_index(&start.index, &client), Err(IndexError::Untrusted), "what the old key signed");

    // The settings still name the old key; what was learned goes before them.
    let settings = TrustedKeys::parse(&[old.public]).unwrap();
    assert!(!settings.is_empty());
    let kept: TrustedKeys = serde_json::from_str(&serde_json::to_string(&client).unwrap()).unwrap();
    let together = settings.with(&kept);
    assert!(read_index(&start.index, &together).is_err());
    assert!(read_index(&after.index, &together).is_ok());
    assert!(writer.read_index(&both.index).is_ok(), "an index that lies on a point since before");
    assert!(writer.read_index(&start.index).is_err());
}

#[test]
fn a_retired_key_cannot_sign_again_and_the_last_one_stays() {
    let (writer, folder) = writer();
    let now = generation().made_at;
    let first = writer.add_key(&writer.draft_key().unwrap(), now).unwrap();
    assert!(writer.retire_key(&first.id, now).is_err(), "the only one");
    assert!(writer.retire_key("0123456789abcdef", now).is_err(), "none");
    let second = writer.add_key(&writer.draft_key().unwrap(), now).unwrap();
    let secret = folder.path().join(format!("publishing/{}.key", first.id));
    let copy = fs::read(&secret).unwrap();
    writer.retire_key(&first.id, now).unwrap();
    assert!(!secret.exists());
    assert!(writer.retire_key(&first.id, now).is_err(), "again");
    // What a crash left behind goes with the next step, and signs nothing before.
    fs::write(&secret, copy).unwrap();
    let text = String::from_utf8(publish(&writer, &one_of_each()).index).unwrap();
    assert!(!text.contains(&format!("#SIG {}", first.id)) && text.contains(&format!("#SIG {}", second.id)));
    writer.add_key(&writer.draft_key().unwrap(), now).unwrap();
    assert!(!secret.exists());
}

#[test]
fn keys_whose_list_is_lost_stay_in_use() {
    let (writer, folder) = writer();
    publish(&writer, &one_of_each());
    let client = trusted(&writer);
    fs::remove_file(folder.path().join("publishing/keys.json")).unwrap();
    assert_eq!(states(&writer), [KeyState::Active]);
    assert!(accept(&publish(&writer, &one_of_each()), &client).is_ok());
    writer.add_key(&writer.draft_key().unwrap(), generation().made_at).unwrap();
    assert_eq!(states(&writer), [KeyState::Active, KeyState::Next]);
    fs::remove_file(folder.path().join("publishing/keys.json")).unwrap();
    assert_eq!(writer.keys().unwrap().len(), 2);
    assert!(accept(&publish(&writer, &one_of_each()), &client).is_ok());
}

#[test]
fn keys_that_others_may_read_or_that_are_other_keys_do_not_sign() {
    let (writer, folder) = writer();
    publish(&writer, &one_of_each());
    let id = writer.keys().unwrap()[0].id.clone();
    let secret = folder.path().join(format!("publishing/{id}.key"));
    let index = || writer.index(&generation(), &[]);
    fs::set_permissions(&secret, fs::Permissions::from_mode(0o640)).unwrap();
    assert!(matches!(index(), Err(IndexError::Key(reason)) if reason.contains("others than its owner")));
    fs::set_permissions(&secret, fs::Permissions::from_mode(0o600)).unwrap();
    assert!(index().is_ok());
    fs::write(&secret, &*writer.draft_key().unwrap().secret).unwrap();
    assert!(matches!(index(), Err(IndexError::Key(reason)) if reason.contains("not this key")));
    fs::write(&secret, "x").unwrap();
    assert!(index().is_err());
    fs::remove_file(&secret).unwrap();
    assert!(index().is_err());
    fs::write(folder.path().join("publishing/keys.json"), "[").unwrap();
    assert!(matches!(writer.keys(), Err(IndexError::Key(_))));
}

#[test]
fn many_first_publications_at_once_make_one_key() {
    let (writer, _folder) = writer();
    std::thread::scope(|scope| {
        let all: Vec<_> = (0..8).map(|_| scope.spawn(|| writer.index(&generation(), &[]).unwrap())).collect();
        let indexes: Vec<_> = all.into_iter().map(|one| one.join().unwrap()).collect();
        assert!(indexes.windows(2).all(|pair| pair[0] == pair[1]));
    });
    assert_eq!(states(&writer), [KeyState::Active]);
}

#[test]
fn public_keys_are_read_as_they_are_shown() {
    let (writer, _folder) = writer();
    let draft = writer.draft_key().unwrap();
    assert_eq!(draft.public.parse::<PublicKey>().unwrap().to_string(), draft.public);
    for wrong in ["", "AAAA", &draft.public[1..], &format!("{}=", draft.public), "é"] {
        assert!(wrong.parse::<PublicKey>().is_err(), "{wrong}");
    }
    assert!(TrustedKeys::parse(&["x"]).is_err());
    assert!(TrustedKeys::parse::<&str>(&[]).unwrap().is_empty());
}
