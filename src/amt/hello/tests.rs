use super::*;
use crate::model::hello::{CertificateHash, HashAlgorithm, Hello, Interface, Malformed, decode_hex};
use crate::model::key::Pid;
use proptest::prelude::*;
use serde_json::Value;
use std::path::Path;
use uuid::Uuid;

const PSK: &str = "000002000000000044454c4c520010368058b7c04f523153303030303033374d";

fn psk() -> Vec<u8> {
    decode_hex(PSK).unwrap()
}

fn pki() -> Vec<u8> {
    let hash = |algorithm: HashAlgorithm| CertificateHash::new(&vec![7; algorithm.length()]).unwrap();
    encode(&Hello {
        interface: Interface::Pki,
        admin_credentials_set: true,
        retry: 3,
        uuid: Uuid::from_u128(0x55e3ae13_bfd2_61bb_17a0_88aedd7037ea),
        pid: None,
        certificate_hashes: vec![hash(HashAlgorithm::Sha1), hash(HashAlgorithm::Sha256), hash(HashAlgorithm::Sha384)],
        trailing_bytes: 0,
    })
}

#[test]
fn amt_17_a_psk_hello_carries_uuid_and_pid() {
    let hello = decode(&psk()).unwrap();
    assert_eq!(hello.interface, Interface::Psk);
    assert_eq!(hello.uuid.to_string(), "4c4c4544-0052-3610-8058-b7c04f523153");
    assert_eq!(hello.pid.map(|pid| pid.to_string()).as_deref(), Some("0000-037M"));
    assert!(!hello.admin_credentials_set);
    assert_eq!((hello.retry, hello.trailing_bytes), (0, 0));
}

#[test]
fn amt_17_the_uuid_has_smbios_byte_order() {
    assert_eq!(pki()[8..12], [0x13, 0xae, 0xe3, 0x55]);
    assert_eq!(decode(&pki()).unwrap().uuid.to_string(), "55e3ae13-bfd2-61bb-17a0-88aedd7037ea");
}

#[test]
fn every_way_to_be_malformed_is_told_apart() {
    let edited = |at: usize, value: u8| {
        let mut bytes = psk();
        bytes[at] = value;
        decode(&bytes)
    };
    let hashes = |tail: &[u8]| decode(&[&pki()[..24], tail].concat());
    assert_eq!(decode(b""), Err(Malformed::Empty));
    assert_eq!(decode(&psk()[..5]), Err(Malformed::Short { got: 5, need: 24 }));
    assert_eq!(decode(&psk()[..31]), Err(Malformed::Short { got: 31, need: 32 }));
    assert_eq!(decode(&pki()[..24]), Err(Malformed::Short { got: 24, need: 25 }));
    assert_eq!(edited(0, 2), Err(Malformed::AdminFlag { value: 2 }));
    assert_eq!(edited(2, 1), Err(Malformed::Version { version: 1 }));
    assert_eq!(edited(2, 9), Err(Malformed::Version { version: 9 }));
    assert_eq!(edited(24, b'a'), Err(Malformed::PidCharacter));
    assert_eq!(edited(31, b'N'), Err(Malformed::PidChecksum { got: 'N', want: 'M' }));
    assert_eq!(hashes(&[1, 4, 20]), Err(Malformed::HashAlgorithm { index: 0, algorithm: 4 }));
    assert_eq!(hashes(&[1, 2, 20]), Err(Malformed::HashLength { index: 0, got: 20, want: 32 }));
    assert_eq!(hashes(&[1, 2]), Err(Malformed::Truncated { got: 26, need: 27 }));
    assert_eq!(hashes(&[1, 2, 32, 0]), Err(Malformed::Truncated { got: 28, need: 59 }));
}

#[test]
fn a_retry_beyond_the_schedule_and_trailing_bytes_are_accepted() {
    let mut bytes = psk();
    bytes[4] = 200;
    bytes.extend(b"xyz");
    let hello = decode(&bytes).unwrap();
    assert_eq!((hello.retry, hello.trailing_bytes), (200, 3));
}

#[test]
fn the_length_is_known_as_soon_as_it_can_be() {
    assert_eq!(needed(&psk()[..3]), None);
    assert_eq!(needed(&psk()[..4]), Some(32));
    let bytes = pki();
    assert_eq!(needed(&bytes[..24]), None);
    assert_eq!(needed(&bytes[..bytes.len() - 49]), None);
    assert_eq!(needed(&bytes[..bytes.len() - 48]), Some(bytes.len()));
    assert_eq!(needed(&[0, 0, 9, 0]), None);
}

#[test]
fn hash_files_are_read_line_by_line() {
    let sha1 = "ad7e1c28b064ef8f6003402014c3d0e3370eb58a";
    let list = parse_hash_list(&format!("# roots\n{sha1}  # Starfield\n\n{}\n", "ab".repeat(32))).unwrap();
    assert_eq!(list.iter().map(|h| h.algorithm()).collect::<Vec<_>>(), [HashAlgorithm::Sha1, HashAlgorithm::Sha256]);
    assert_eq!(parse_hash_list("\nxyz\n"), Err(HashLine::NotAHash { line: 2 }));
    assert_eq!(parse_hash_list("abcd"), Err(HashLine::NotAHash { line: 1 }));
    assert_eq!(parse_hash_list(&format!("{sha1}\n").repeat(256)), Err(HashLine::TooMany { line: 256 }));
}

/// Recorded and built messages that are kept beside the repository; their manifest says what they hold.
#[test]
fn amt_17_recorded_hellos_decode_as_their_manifest_says() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/hello");
    let Ok(manifest) = std::fs::read_to_string(folder.join("manifest.json")) else {
        println!("skipped: no recorded hellos in {}", folder.display());
        return;
    };
    let manifest: Vec<Value> = serde_json::from_str(&manifest).unwrap();
    for entry in &manifest {
        let file = entry["file"].as_str().unwrap();
        let bytes = decode_hex(&std::fs::read_to_string(folder.join(file)).unwrap()).unwrap();
        assert_eq!(Some(bytes.len() as u64), entry["bytes"].as_u64(), "{file}");
        check(file, &entry["decoded"], decode(&bytes));
        if let Ok(hello) = decode(&bytes) {
            assert_eq!(encode(&hello), bytes, "{file}");
        }
    }
    assert!(!manifest.is_empty());
}

fn check(file: &str, expected: &Value, decoded: Result<Hello, Malformed>) {
    match expected["error"].as_str() {
        Some("truncated") => {
            return assert!(matches!(decoded, Err(Malformed::Truncated { .. })), "{file}: {decoded:?}");
        }
        Some("version") => return assert!(matches!(decoded, Err(Malformed::Version { .. })), "{file}: {decoded:?}"),
        Some("short") => return assert!(matches!(decoded, Err(Malformed::Short { .. })), "{file}: {decoded:?}"),
        _ => {}
    }
    let hello = decoded.unwrap_or_else(|e| panic!("{file}: {e}"));
    let hashes: Vec<String> = hello.certificate_hashes.iter().map(CertificateHash::to_hex).collect();
    let told = |key: &str| expected.get(key).filter(|v| !v.is_null());
    if let Some(version) = told("version") {
        assert_eq!(version.as_u64() == Some(2), hello.interface == Interface::Psk, "{file}");
    }
    if let Some(admin) = told("admin") {
        assert_eq!(admin.as_u64() == Some(1), hello.admin_credentials_set, "{file}");
    }
    if let Some(retry) = told("retry") {
        assert_eq!(retry.as_u64(), Some(u64::from(hello.retry)), "{file}");
    }
    if let Some(uuid) = told("uuid") {
        assert_eq!(uuid.as_str(), Some(hello.uuid.to_string().as_str()), "{file}");
    }
    if let Some(pid) = told("pid") {
        assert_eq!(pid.as_str().and_then(|p| p.parse::<Pid>().ok()), hello.pid, "{file}");
    }
    if let Some(expected) = told("hashes") {
        assert_eq!(*expected, serde_json::json!(hashes), "{file}");
    }
    if let Some(count) = told("hash_count") {
        assert_eq!(count.as_u64(), Some(hashes.len() as u64), "{file}");
    }
    if let Some(first) = told("first_hash") {
        assert_eq!(first.as_str(), hashes.first().map(String::as_str), "{file}");
    }
}

fn any_hash() -> impl Strategy<Value = CertificateHash> {
    prop::sample::select(vec![HashAlgorithm::Sha1, HashAlgorithm::Sha256, HashAlgorithm::Sha384]).prop_flat_map(
        |algorithm| {
            prop::collection::vec(any::<u8>(), algorithm.length())
                .prop_map(|bytes| CertificateHash::new(&bytes).unwrap())
        },
    )
}

fn any_hello() -> impl Strategy<Value = Hello> {
    let psk = prop::array::uniform7(prop::sample::select(b"ABCXYZ0189".to_vec()))
        .prop_map(|body| (Interface::Psk, Pid::with_checksum(body), Vec::new()));
    let pki = prop::collection::vec(any_hash(), 0..30).prop_map(|hashes| (Interface::Pki, None, hashes));
    (prop_oneof![psk, pki], any::<(bool, u32, u128)>(), 0..40_usize).prop_map(
        |((interface, pid, certificate_hashes), (admin_credentials_set, retry, uuid), trailing_bytes)| Hello {
            interface,
            admin_credentials_set,
            retry,
            uuid: Uuid::from_u128(uuid),
            pid,
            certificate_hashes,
            trailing_bytes,
        },
    )
}

proptest! {
    #[test]
    fn decoding_never_panics(bytes in prop::collection::vec(any::<u8>(), 0..900)) {
        let _ = (decode(&bytes), needed(&bytes));
    }

    #[test]
    fn decoding_a_damaged_hello_never_panics(
        hello in any_hello(),
        damage in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6),
    ) {
        let mut bytes = encode(&hello);
        for (at, value) in damage {
            let at = at.index(bytes.len());
            bytes[at] = value;
        }
        let _ = (decode(&bytes), needed(&bytes));
    }

    #[test]
    fn what_is_encoded_decodes_to_itself(hello in any_hello()) {
        let bytes = encode(&hello);
        prop_assert_eq!(needed(&bytes), Some(bytes.len() - hello.trailing_bytes));
        prop_assert_eq!(decode(&bytes), Ok(hello));
    }

    #[test]
    fn a_truncated_hello_is_refused_or_has_the_same_uuid(hello in any_hello(), at in any::<prop::sample::Index>()) {
        let bytes = encode(&hello);
        let cut = at.index(bytes.len());
        let whole = bytes.len() - hello.trailing_bytes;
        match decode(&bytes[..cut]) {
            Ok(shorter) => {
                prop_assert!(cut >= whole);
                prop_assert_eq!(shorter.uuid, hello.uuid);
            }
            Err(_) => prop_assert!(cut < whole),
        }
    }
}
