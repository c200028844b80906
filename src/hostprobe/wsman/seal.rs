//! NTLM with sealing, by the `sspi` library, behind our own strict reading of the challenge.

use crate::hostprobe::credential::Credential;
use crate::hostprobe::link::Failure;
use crate::hostprobe::ntlm;
use crate::model::host::{FaultClass, Stage};
use sspi::{
    AuthIdentity, BufferType, ClientRequestFlags, CredentialUse, DataRepresentation, EncryptionFlags, Ntlm,
    SecurityBuffer, SecurityBufferRef, Sspi, SspiImpl, Username,
};

/// A logon, and then the keys that it gave.
pub(in crate::hostprobe) struct Seal {
    ntlm: Ntlm,
    challenge: Vec<u8>,
}

fn broken(error: &sspi::Error) -> Failure {
    // The description may quote what was sent; the kind does not.
    Failure::new(Stage::Auth, FaultClass::Malformed, format!("{:?}", error.error_type))
}

impl Seal {
    /// Begins a logon. Returns the first message, which names nobody.
    pub(in crate::hostprobe) fn begin(
        credential: &Credential,
        binding: Option<&[u8]>,
    ) -> Result<(Self, Vec<u8>), Failure> {
        let mut ntlm = Ntlm::new();
        if let Some(binding) = binding {
            ntlm.set_channel_bindings(binding);
        }
        let mut seal = Self { ntlm, challenge: Vec::new() };
        let message = seal.step(credential, None)?;
        Ok((seal, message))
    }

    /// Takes the server's challenge, if it offers what is needed and belongs to the account's domain.
    pub(in crate::hostprobe) fn challenged(
        &mut self,
        token: &[u8],
        credential: &Credential,
        sealed: bool,
    ) -> Result<(), Failure> {
        let message = ntlm::inside(token).ok_or_else(|| Failure::challenge(FaultClass::NoNtlm, ""))?;
        let challenge = ntlm::parse(message)?;
        if sealed && challenge.flags & ntlm::SEALING != ntlm::SEALING {
            return Err(Failure::challenge(FaultClass::NeedsEncryption, format!("flags 0x{:08X}", challenge.flags)));
        }
        let theirs = [&challenge.nb_domain, &challenge.dns_domain, &challenge.nb_computer];
        let same = |name: &String| name.eq_ignore_ascii_case(&credential.domain);
        if !credential.domain.is_empty() && !theirs.into_iter().flatten().any(same) {
            return Err(Failure::challenge(FaultClass::NotAllowed, "domain"));
        }
        self.challenge = message.to_vec();
        Ok(())
    }

    /// Answers the challenge: from here on an account is named.
    pub(in crate::hostprobe) fn answer(&mut self, credential: &Credential) -> Result<Vec<u8>, Failure> {
        let challenge = std::mem::take(&mut self.challenge);
        self.step(credential, Some(challenge))
    }

    fn step(&mut self, credential: &Credential, challenge: Option<Vec<u8>>) -> Result<Vec<u8>, Failure> {
        let domain = Some(credential.domain.as_str()).filter(|domain| !domain.is_empty());
        let unusable = |_| Failure::new(Stage::Auth, FaultClass::NoCredential, "user name");
        let username = Username::new(&credential.user, domain).map_err(unusable)?;
        let identity = AuthIdentity { username, password: String::clone(&credential.password).into() };
        let ntlm = &mut self.ntlm;
        let mut handle = ntlm
            .acquire_credentials_handle()
            .with_credential_use(CredentialUse::Outbound)
            .with_auth_data(&identity)
            .execute(ntlm)
            .map_err(|error| broken(&error))?
            .credentials_handle;
        let mut output = vec![SecurityBuffer::new(Vec::new(), BufferType::Token)];
        let mut input = vec![SecurityBuffer::new(challenge.unwrap_or_default(), BufferType::Token)];
        let mut builder = ntlm
            .initialize_security_context()
            .with_credentials_handle(&mut handle)
            .with_context_requirements(ClientRequestFlags::CONFIDENTIALITY | ClientRequestFlags::INTEGRITY)
            .with_target_data_representation(DataRepresentation::Native)
            .with_target_name("")
            .with_input(&mut input)
            .with_output(&mut output);
        ntlm.initialize_security_context_impl(&mut builder)
            .map_err(|error| broken(&error))?
            .resolve_to_result()
            .map_err(|error| broken(&error))?;
        Ok(output.into_iter().next().map(|buffer| buffer.buffer).unwrap_or_default())
    }

    /// Seals a message. Returns signature and sealed message.
    pub(super) fn seal(&mut self, message: &[u8]) -> Result<(Vec<u8>, Vec<u8>), Failure> {
        let (mut signature, mut sealed) = (vec![0; super::framing::SIGNATURE], message.to_vec());
        let mut buffers = [SecurityBufferRef::token_buf(&mut signature), SecurityBufferRef::data_buf(&mut sealed)];
        self.ntlm.encrypt_message(EncryptionFlags::empty(), &mut buffers).map_err(|error| broken(&error))?;
        Ok((signature, sealed))
    }

    /// Opens a sealed message.
    pub(super) fn open(&mut self, signature: &[u8], sealed: &[u8]) -> Result<Vec<u8>, Failure> {
        let (mut signature, mut message) = (signature.to_vec(), sealed.to_vec());
        let mut buffers = [SecurityBufferRef::token_buf(&mut signature), SecurityBufferRef::data_buf(&mut message)];
        self.ntlm
            .decrypt_message(&mut buffers)
            .map_err(|error| Failure::new(Stage::Decode, FaultClass::Malformed, format!("{:?}", error.error_type)))?;
        Ok(buffers[1].data().to_vec())
    }
}
