//! Messages as others have sent them: challenges of Windows and of Samba, and the bytes that the specifications print.

use super::ntlm::{self, BadChallenge, Challenge, NEGOTIATE};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

/// Windows Server 2022 (20348), by WinRM.
const SERVER_2022: &str = "TlRMTVNTUAACAAAAEgASADgAAAA1goniTUZu8ZF5xpAAAAAAAAAAAKYApgBKAAAACgB8TwAAAA9EAEkAUgBFAEMAVABPAFIA\
    WQACABIARABJAFIARQBDAFQATwBSAFkAAQAQAEEARABTAEUAUgBWAEUAUgAEABoAZABpAHIAZQBjAHQAbwByAHkALgB0AGgAbQADACwAQQBEAFMAZQByAH\
    YAZQByAC4AZABpAHIAZQBjAHQAbwByAHkALgB0AGgAbQAFABoAZABpAHIAZQBjAHQAbwByAHkALgB0AGgAbQAHAAgAghLLdRJQ2gEAAAAA";
/// Windows Server 2003, by HTTP, as Microsoft prints it in MS-MWBF.
const SERVER_2003: &str = "TlRMTVNTUAACAAAAEAAQADgAAAAFgomi1Z0tC7za4J0AAAAAAAAAAAQBBAFIAAAABQLODgAAAA9BAEQARgBTAFYATQAtAEEA\
    AgAQAEEARABGAFMAVgBNAC0AQQABABYAQQBEAEEAVABVAE0AUwBUAFMALQA3AAQAOgBhAGQAZgBzAHYAbQAtAGEALgBuAHQAdABlAHMAdAAuAG0AaQBjAH\
    IAbwBzAG8AZgB0AC4AYwBvAG0AAwBSAGEAZABhAHQAdQBtAHMAdABzAC0ANwAuAGEAZABmAHMAdgBtAC0AYQAuAG4AdAB0AGUAcwB0AC4AbQBpAGMAcgBv\
    AHMAbwBmAHQALgBjAG8AbQAFADoAYQBkAGYAcwB2AG0ALQBhAC4AbgB0AHQAZQBzAHQALgBtAGkAYwByAG8AcwBvAGYAdAAuAGMAbwBtAAAAAAA=";
/// A PC with Windows 10 in no domain, by HTTP.
const WORKGROUP: &str = "TlRMTVNTUAACAAAADAAMADgAAAAFgoqiVKtwQ7croagAAAAAAAAAAFAAUABEAAAACgDqSQAAAA9SAEEAUwBXAEkATgACAAwAUg\
    BBAFMAVwBJAE4AAQAMAFIAQQBTAFcASQBOAAQADABSAEEAUwBXAEkATgADAAwAUgBBAFMAVwBJAE4ABwAIAH1CVNlNm9UBAAAAAA==";
/// A domain controller by Samba 4.17.
const SAMBA: &str = "TlRMTVNTUAACAAAACgAKADgAAAAFgonijS4OXmC1QbEAAAAAAAAAAHAAcABCAAAABgEAAAAAAA9DAE8AUgBQADIAAgAKAEMATwBSA\
    FAAMgABAAgAUABDADQAMgAEABoAYwBvAHIAcAAyAC4AZQB4AGEAbQBwAGwAZQADACQAcABjADQAMgAuAGMAbwByAHAAMgAuAGUAeABhAG0AcABsAGUABwA\
    IAJwcz31ket0BAAAAAA==";
/// The CHALLENGE of MS-NLMP 4.2.4.3, in hexadecimal.
const SPECIFICATION: &str = "4e544c4d53535000020000000c000c003800000033828ae20123456789abcdef00000000000000002400240044000000\
    06007017000000 0f53006500720076006500720002000c0044006f006d00610069006e0001000c005300650072007600650072000000 0000";

fn base64(text: &str) -> Vec<u8> {
    STANDARD.decode(text).unwrap()
}

pub(super) fn hex(text: &str) -> Vec<u8> {
    let digits: Vec<u8> = text.bytes().filter(u8::is_ascii_hexdigit).collect();
    let pair = |pair: &[u8]| u8::from_str_radix(std::str::from_utf8(pair).unwrap(), 16).unwrap();
    digits.chunks_exact(2).map(pair).collect()
}

/// The names of a challenge: NetBIOS computer and domain, DNS computer and domain.
fn names(read: &Challenge) -> [Option<&str>; 4] {
    [&read.nb_computer, &read.nb_domain, &read.dns_computer, &read.dns_domain].map(|name| name.as_deref())
}

#[test]
fn amt_33_challenges_of_others_are_read() {
    let microsoft = ["adatumsts-7.adfsvm-a.nttest.microsoft.com", "adfsvm-a.nttest.microsoft.com"];
    for (recorded, expected) in [
        (SERVER_2022, ["ADSERVER", "DIRECTORY", "ADServer.directory.thm", "directory.thm"]),
        (SERVER_2003, ["ADATUMSTS-7", "ADFSVM-A", microsoft[0], microsoft[1]]),
        (WORKGROUP, ["RASWIN"; 4]),
        (SAMBA, ["PC42", "CORP2", "pc42.corp2.example", "corp2.example"]),
    ] {
        let read = ntlm::parse(&base64(recorded)).unwrap();
        assert_eq!(names(&read), expected.map(Some));
    }
    let read = ntlm::parse(&hex(SPECIFICATION)).unwrap();
    assert_eq!(names(&read), [Some("Server"), Some("Domain"), None, None]);
    assert_eq!(read.flags, 0xe28a_8233);
}

#[test]
fn amt_33_only_who_offers_sealing_would_get_a_logon() {
    let seals = |recorded| ntlm::parse(&base64(recorded)).unwrap().flags & ntlm::SEALING == ntlm::SEALING;
    assert!(seals(SERVER_2022), "WinRM");
    assert!(!seals(SERVER_2003) && !seals(WORKGROUP), "web servers do not");
}

#[test]
fn amt_33_recorded_attacks_are_errors_and_no_piece_of_a_recording_upsets_the_reader() {
    // Target information of 36 bytes, of which none or 32 are there.
    let mut attack = base64(SERVER_2022)[..48].to_vec();
    attack[40..48].copy_from_slice(&[36, 0, 36, 0, 48, 0, 0, 0]);
    attack[12..20].fill(0);
    assert_eq!(ntlm::parse(&attack), Err(BadChallenge::Range));
    attack.extend([3, 0, 8, 0, 97, 0, 98, 0, 99, 0, 100, 0].iter().cycle().take(32));
    assert_eq!(ntlm::parse(&attack), Err(BadChallenge::Range));
    for recorded in [SERVER_2022, SERVER_2003, WORKGROUP, SAMBA] {
        let whole = base64(recorded);
        assert!((0..whole.len()).all(|cut| ntlm::parse(&whole[..cut]).is_err()));
    }
}

#[test]
fn amt_33_the_first_message_is_the_one_that_winrm_gets() {
    assert_eq!(STANDARD.encode(NEGOTIATE), "TlRMTVNTUAABAAAAB4II4gAAAAAAAAAAAAAAAAAAAAAKAGNFAAAADw==");
}
