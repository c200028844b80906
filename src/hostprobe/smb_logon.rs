//! A logon over SMB, for the reason alone (MS-SMB2 2.2.5, 2.2.6; the codes are of MS-ERREF 2.3.1).
//!
//! WinRM refuses a logon with 401 and keeps the reason to itself; SMB tells a locked account from a wrong password. So
//! where SMB gave the challenge, the credential is tried here first: whoever is refused here is not tried again by WinRM,
//! and a refusal counts once against the account. The session is not used for anything and ends with its connection.

use super::credential::Credential;
use super::link::{Failure, Link};
use super::smb;
use super::wsman::Seal;
use crate::model::host::{FaultClass, Stage};
use std::net::SocketAddr;
use std::time::Duration;

/// The session is a guest's, or nobody's: the account was not accepted.
const GUEST_OR_NULL: u16 = 0x0001 | 0x0002;

/// A session to which a challenge has been given.
pub(super) struct SmbLogon {
    link: Link,
    seal: Seal,
    session: u64,
}

impl SmbLogon {
    /// Connects and gets the server's challenge. No account is named yet.
    pub(super) async fn open(
        address: SocketAddr,
        limits: (Duration, Duration),
        credential: &Credential,
    ) -> Result<Self, Failure> {
        let mut link = Link::open(address, limits).await?;
        let (mut seal, first) = Seal::begin(credential, None)?;
        let (session, token) = smb::challenge(&mut link, &first).await?;
        seal.challenged(&token, credential, false)?;
        Ok(Self { link, seal, session })
    }

    /// Logs on: the one message that names the account.
    ///
    /// # Errors
    /// Why the account was refused, or that nobody knows whether it was. A status that is not about the account is no
    /// refusal of it.
    pub(super) async fn log_on(mut self, credential: &Credential) -> Result<(), Failure> {
        let message = self.seal.answer(credential)?;
        let (status, flags) = smb::authenticate(&mut self.link, self.session, &message).await.map_err(unknown)?;
        let refused = |class, code| Err(Failure::new(Stage::Auth, class, code));
        match class_of(status) {
            Some(class) => refused(class, format!("SMB 0x{status:08X}")),
            None if status == 0 && flags & GUEST_OR_NULL != 0 => {
                refused(FaultClass::BadCredentials, "SMB guest".into())
            }
            None => Ok(()),
        }
    }
}

/// An account has been named, and what came of it is not known.
fn unknown(failure: Failure) -> Failure {
    let class = if failure.class == FaultClass::WrongService { FaultClass::Reset } else { failure.class };
    Failure { stage: Stage::Auth, class, code: failure.code }
}

/// What a status of SESSION_SETUP says of the account; none where it says nothing, or takes it.
fn class_of(status: u32) -> Option<FaultClass> {
    Some(match status {
        // Wrong password, no such user, and the one code that hides which of them it was.
        0xc000_006a | 0xc000_0064 | 0xc000_006d => FaultClass::BadCredentials,
        0xc000_0234 => FaultClass::AccountLocked,
        0xc000_0072 => FaultClass::AccountDisabled,
        0xc000_0193 => FaultClass::AccountExpired,
        // Expired, and must be changed before the first logon.
        0xc000_0071 | 0xc000_0224 => FaultClass::PasswordExpired,
        // Restriction, logon hours, workstation.
        0xc000_006e..=0xc000_0070 => FaultClass::AccountState,
        // Logon type not granted, authentication firewall. Plain "access denied" is not here: so says a server that requires
        // encryption, which is not offered.
        0xc000_015b | 0xc000_0413 => FaultClass::AccessDenied,
        // No logon servers, and a broken trust with the domain.
        0xc000_005e | 0xc000_018d => FaultClass::NoDomainController,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amt_33_every_status_of_the_taxonomy_has_its_class() {
        for (status, class) in [
            (0xc000_006d, FaultClass::BadCredentials),
            (0xc000_0234, FaultClass::AccountLocked),
            (0xc000_0072, FaultClass::AccountDisabled),
            (0xc000_0071, FaultClass::PasswordExpired),
            (0xc000_0224, FaultClass::PasswordExpired),
            (0xc000_006e, FaultClass::AccountState),
            (0xc000_0193, FaultClass::AccountExpired),
            (0xc000_015b, FaultClass::AccessDenied),
            (0xc000_0413, FaultClass::AccessDenied),
            (0xc000_005e, FaultClass::NoDomainController),
        ] {
            assert_eq!(class_of(status), Some(class), "0x{status:08X}");
        }
        // Taken, encryption required, NTLM blocked, and no dialect in common.
        assert_eq!([0, 0xc000_0022, 0xc000_0418, 0xc000_00bb].map(class_of), [None; 4]);
    }
}
