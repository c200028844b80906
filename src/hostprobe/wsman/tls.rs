//! TLS for the port that has it: a certificate of a trusted authority, or one that is pinned. Nothing else is accepted.

use crate::hostprobe::link::Failure;
use crate::hostprobe::settings::Trust;
use crate::model::host::{FaultClass, Stage};
use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::crypto::{CryptoProvider, ring, verify_tls12_signature, verify_tls13_signature};
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::{ClientConfig, DigitallySignedStruct, RootCertStore, SignatureScheme};
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpStream;
use tokio::time::timeout;
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;

/// Puts TLS on a connection. Returns it with what binds a logon to this channel (RFC 5929 4.1).
pub(super) async fn wrap(
    stream: TcpStream,
    address: SocketAddr,
    trust: &Trust,
    name: Option<&str>,
    limit: Duration,
) -> Result<(TlsStream<TcpStream>, Vec<u8>), Failure> {
    let failed = |class, code: String| Failure::new(Stage::Connect, class, code);
    let config = config(trust).map_err(|reason| failed(FaultClass::NoCredential, reason))?;
    let name = match name.map(|name| ServerName::try_from(name.to_owned())) {
        Some(Ok(name)) => name,
        Some(Err(_)) | None => ServerName::from(address.ip()),
    };
    let stream = match timeout(limit, TlsConnector::from(Arc::new(config)).connect(name, stream)).await {
        Ok(Ok(stream)) => stream,
        Ok(Err(error)) if error.get_ref().is_some_and(|inner| inner.is::<rustls::Error>()) => {
            return Err(failed(FaultClass::WrongService, format!("TLS: {error}")));
        }
        Ok(Err(error)) => return Err(Failure::of(Stage::Challenge, &error)),
        Err(_) => return Err(failed(FaultClass::NoAnswer, String::new())),
    };
    let certificate = stream.get_ref().1.peer_certificates().and_then(|chain| chain.first());
    let certificate = certificate.ok_or_else(|| failed(FaultClass::WrongService, "TLS: no certificate".into()))?;
    let digest = ring_digest(certificate);
    let binding = [b"tls-server-end-point:", digest.as_ref()].concat();
    Ok((stream, binding))
}

/// Digests a certificate as channel bindings want it: with its own signature's hash, or SHA-256 where that is weaker.
fn ring_digest(certificate: &CertificateDer<'_>) -> ::ring::digest::Digest {
    use ::ring::digest::{SHA256, SHA384, SHA512, digest};
    /// sha384WithRSAEncryption and ecdsa-with-SHA384, then the same with SHA-512.
    const LARGER: [(&[u8], &::ring::digest::Algorithm); 4] = [
        (&[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x0c], &SHA384),
        (&[0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x03], &SHA384),
        (&[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x0d], &SHA512),
        (&[0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x04], &SHA512),
    ];
    let contains = |oid: &[u8]| certificate.windows(oid.len()).any(|window| window == oid);
    let algorithm = LARGER.into_iter().find(|(oid, _)| contains(oid)).map_or(&SHA256, |(_, algorithm)| algorithm);
    digest(algorithm, certificate)
}

fn config(trust: &Trust) -> Result<ClientConfig, String> {
    let provider = Arc::new(ring::default_provider());
    let builder = ClientConfig::builder_with_provider(Arc::clone(&provider))
        .with_safe_default_protocol_versions()
        .map_err(|error| error.to_string())?;
    Ok(match trust {
        Trust::Authority(path) => {
            let mut roots = RootCertStore::empty();
            let unreadable = |error: &dyn std::fmt::Display| format!("{}: {error}", path.display());
            for certificate in CertificateDer::pem_file_iter(path).map_err(|error| unreadable(&error))? {
                let certificate = certificate.map_err(|error| unreadable(&error))?;
                roots.add(certificate).map_err(|error| unreadable(&error))?;
            }
            builder.with_root_certificates(roots).with_no_client_auth()
        }
        Trust::Pins(pins) => {
            let verifier = Pinned { pins: pins.clone(), provider };
            builder.dangerous().with_custom_certificate_verifier(Arc::new(verifier)).with_no_client_auth()
        }
    })
}

/// Accepts exactly the pinned certificates. Their key must still sign the handshake.
#[derive(Debug)]
struct Pinned {
    pins: Vec<[u8; 32]>,
    provider: Arc<CryptoProvider>,
}

impl ServerCertVerifier for Pinned {
    fn verify_server_cert(
        &self,
        certificate: &CertificateDer<'_>,
        _: &[CertificateDer<'_>],
        _: &ServerName<'_>,
        _: &[u8],
        _: UnixTime,
    ) -> Result<ServerCertVerified, rustls::Error> {
        let digest = ::ring::digest::digest(&::ring::digest::SHA256, certificate);
        if self.pins.iter().any(|pin| pin == digest.as_ref()) {
            Ok(ServerCertVerified::assertion())
        } else {
            Err(rustls::CertificateError::ApplicationVerificationFailure.into())
        }
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        verify_tls12_signature(message, certificate, signed, &self.provider.signature_verification_algorithms)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        verify_tls13_signature(message, certificate, signed, &self.provider.signature_verification_algorithms)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.provider.signature_verification_algorithms.supported_schemes()
    }
}
