//! One HTTP/1.1 connection that nobody else uses.

use super::tls;
use crate::hostprobe::link::{self, Failure};
use crate::hostprobe::settings::Trust;
use crate::model::host::{FaultClass, Stage};
use bytes::Bytes;
use http_body_util::{BodyExt as _, Full, Limited};
use hyper::client::conn::http1::{Builder, SendRequest};
use hyper::header::{AUTHORIZATION, CONTENT_TYPE, HOST, HeaderMap};
use hyper::{Method, Request};
use hyper_util::rt::TokioIo;
use std::net::SocketAddr;
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::task::JoinSet;
use tokio::time::timeout;

/// Most bytes of an answer's body.
const MAX_BODY: usize = 256 << 10;
/// Most bytes of an answer's head.
const MAX_HEAD: usize = 64 << 10;

/// An answer, read to its end.
pub(super) struct Answer {
    pub(super) status: u16,
    pub(super) headers: HeaderMap,
    pub(super) body: Bytes,
}

/// A connection. Dropping it closes it.
pub(super) struct Connection {
    sender: SendRequest<Full<Bytes>>,
    address: SocketAddr,
    read: Duration,
    /// The digest that binds the logon to the TLS channel; none without TLS.
    pub(super) binding: Option<Vec<u8>>,
    _driver: JoinSet<()>,
}

impl Connection {
    /// Connects, with TLS where there is somebody to trust. `name` is what the certificate must be for.
    pub(super) async fn open(
        address: SocketAddr,
        limits: (Duration, Duration),
        trust: Option<&Trust>,
        name: Option<&str>,
    ) -> Result<Self, Failure> {
        let stream = link::connect(address, limits.0).await?;
        match trust {
            None => Self::over(stream, address, limits.1, None).await,
            Some(trust) => {
                let (stream, binding) = tls::wrap(stream, address, trust, name, limits.1).await?;
                Self::over(stream, address, limits.1, Some(binding)).await
            }
        }
    }

    async fn over(
        stream: impl AsyncRead + AsyncWrite + Unpin + Send + 'static,
        address: SocketAddr,
        read: Duration,
        binding: Option<Vec<u8>>,
    ) -> Result<Self, Failure> {
        let mut builder = Builder::new();
        builder.title_case_headers(true).max_buf_size(MAX_HEAD);
        let (sender, connection) = builder
            .handshake(TokioIo::new(stream))
            .await
            .map_err(|error| Failure::challenge(FaultClass::WrongService, error.to_string()))?;
        let mut driver = JoinSet::new();
        driver.spawn(async move {
            if let Err(error) = connection.await {
                tracing::debug!(%error, "a connection to a host ended");
            }
        });
        Ok(Self { sender, address, read, binding, _driver: driver })
    }

    /// Sends a request and reads its answer to the end.
    pub(super) async fn post(
        &mut self,
        stage: Stage,
        authorization: Option<&str>,
        content: Option<(&str, Vec<u8>)>,
    ) -> Result<Answer, Failure> {
        let mut request = Request::builder().method(Method::POST).uri("/wsman").header(HOST, self.address.to_string());
        if let Some(authorization) = authorization {
            request = request.header(AUTHORIZATION, authorization);
        }
        let body = match content {
            Some((kind, body)) => {
                request = request.header(CONTENT_TYPE, kind);
                body
            }
            None => Vec::new(),
        };
        let broken = |error: &dyn std::fmt::Display| Failure::new(stage, FaultClass::Malformed, error.to_string());
        let request = request.body(Full::new(Bytes::from(body))).map_err(|error| broken(&error))?;
        let exchange = async {
            self.sender.ready().await.map_err(|error| closed(stage, &error))?;
            let answer = self.sender.send_request(request).await.map_err(|error| closed(stage, &error))?;
            let (head, body) = answer.into_parts();
            let body = Limited::new(body, MAX_BODY).collect().await.map_err(|error| broken(&error))?.to_bytes();
            Ok(Answer { status: head.status.as_u16(), headers: head.headers, body })
        };
        match timeout(self.read, exchange).await {
            Ok(answer) => answer,
            Err(_) => Err(Failure::new(stage, FaultClass::NoAnswer, "")),
        }
    }
}

/// What hyper's error means: the peer hung up, or does not speak HTTP.
fn closed(stage: Stage, error: &hyper::Error) -> Failure {
    use std::error::Error as _;
    if let Some(error) = error.source().and_then(|source| source.downcast_ref::<std::io::Error>()) {
        return Failure::of(stage, error);
    }
    let class = if error.is_parse() { FaultClass::WrongService } else { FaultClass::Reset };
    Failure::new(stage, class, error.to_string())
}
