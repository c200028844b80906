//! A distribution point in an S3-compatible store, by `object_store`.

use super::credential::{Credential, Secret};
use super::deadline::{Deadlines, within};
use super::receive::{Reception, begun, here};
use super::web::chain;
use crate::port::{Fetched, FileServer, Listed, PointError, PointResult};
use async_trait::async_trait;
use bytes::Bytes;
use futures::{StreamExt as _, TryStreamExt as _};
use object_store::aws::{AmazonS3, AmazonS3Builder};
use object_store::client::{HttpError, HttpErrorKind};
use object_store::path::Path as Key;
use object_store::{
    ClientOptions, Error, GetOptions, GetRange, GetResult, ObjectStore as _, ObjectStoreExt as _, RetryConfig,
};
use reqwest::Url;
use std::path::Path;
use tokio::io::{AsyncRead, AsyncReadExt as _};

/// The smallest part of a large file, in bytes; what is smaller is put at once.
const PART: u64 = 8 * 1_024 * 1_024;

/// The most parts of a file; stores take 10,000.
const PARTS: u64 = 9_000;

/// The most files in a listing.
const MOST: usize = 1_000_000;

/// A bucket as a file server.
pub(super) struct Bucket {
    store: AmazonS3,
    prefix: String,
    deadlines: Deadlines,
}

impl Bucket {
    pub(super) fn new(url: &Url, credential: &Credential, deadlines: Deadlines) -> PointResult<Self> {
        let bucket = url.host_str().filter(|bucket| !bucket.is_empty());
        let bucket = bucket.ok_or_else(|| super::wrong("an address of S3 is s3://bucket/prefix"))?;
        let prefix = url.path().trim_matches('/');
        Key::parse(prefix).map_err(|error| super::wrong(&error.to_string()))?;
        let client = ClientOptions::new()
            .with_connect_timeout(deadlines.connect)
            // One try; what takes longer altogether is ended by each call.
            .with_timeout(deadlines.carrying(PART));
        let retry = RetryConfig { max_retries: 1, retry_timeout: deadlines.call, ..RetryConfig::default() };
        let mut builder = AmazonS3Builder::new()
            .with_bucket_name(bucket)
            .with_virtual_hosted_style_request(false)
            .with_region(credential.region.as_deref().unwrap_or("us-east-1"))
            .with_client_options(client)
            .with_retry(retry);
        if let Some(endpoint) = &credential.endpoint {
            let parsed = super::address(endpoint)?;
            builder = builder.with_endpoint(endpoint).with_allow_http(parsed.scheme() == "http");
        }
        builder = match (&credential.key_id, &credential.secret) {
            (Some(id), Some(secret)) => builder.with_access_key_id(id).with_secret_access_key(secret.reveal()),
            (None, None) => builder.with_skip_signature(true),
            _ => return Err(PointError::Denied("a credential for S3 has both key_id and secret, or none".into())),
        };
        if let Some(token) = credential.token.as_ref().map(Secret::reveal) {
            builder = builder.with_token(token);
        }
        let store = builder.build().map_err(|error| super::wrong(&chain(&error)))?;
        Ok(Self { store, prefix: prefix.to_owned(), deadlines })
    }

    fn key(&self, names: &[&str]) -> PointResult<Key> {
        let prefix = if self.prefix.is_empty() { None } else { Some(self.prefix.as_str()) };
        let path: Vec<&str> = prefix.into_iter().chain(names.iter().copied()).collect();
        Key::parse(path.join("/")).map_err(|error| super::wrong(&error.to_string()))
    }

    async fn fetch(&self, path: &str, tag: Option<&str>) -> PointResult<Option<GetResult>> {
        self.ask(path, GetOptions { if_none_match: tag.map(str::to_owned), ..GetOptions::default() }).await
    }

    async fn ask(&self, path: &str, options: GetOptions) -> PointResult<Option<GetResult>> {
        let key = self.key(&super::file(path)?)?;
        let fetched = within(self.deadlines.call, async {
            match self.store.get_opts(&key, options).await {
                Err(Error::NotModified { .. }) => Ok(None),
                fetched => fetched.map(Some).map_err(|error| failed(&error, path)),
            }
        });
        fetched.await
    }

    fn reception<'a>(&self, path: &'a str, max: u64, fetched: &GetResult) -> Reception<'a> {
        Reception { path, announced: Some(fetched.meta.size), max, deadlines: self.deadlines }
    }

    /// Puts a large file part by part. It is there only when the last part is.
    async fn put_parts(
        &self,
        path: &str,
        key: &Key,
        file: &mut (impl AsyncRead + Unpin + Send),
        size: u64,
        from: &Path,
    ) -> PointResult<u64> {
        let mut upload = self.store.put_multipart(key).await.map_err(|error| failed(&error, path))?;
        let part = PART.max(size / PARTS);
        let sent = async {
            let mut sent: u64 = 0;
            loop {
                let mut content = Vec::new();
                let mut piece = (&mut *file).take(part);
                let read = piece.read_to_end(&mut content).await.map_err(|error| here(from, &error))?;
                if read == 0 {
                    break;
                }
                sent += read as u64;
                upload.put_part(Bytes::from(content).into()).await.map_err(|error| failed(&error, path))?;
            }
            upload.complete().await.map_err(|error| failed(&error, path))?;
            Ok(sent)
        };
        let sent = sent.await;
        if sent.is_err() {
            // What the failure was matters more; the store clears remainders away by its own rules.
            let _ = upload.abort().await;
        }
        sent
    }
}

#[async_trait]
impl FileServer for Bucket {
    async fn put(&self, path: &str, content: Bytes) -> PointResult<()> {
        let key = self.key(&super::file(path)?)?;
        let limit = self.deadlines.carrying(content.len() as u64);
        within(limit, async {
            self.store.put(&key, content.into()).await.map(drop).map_err(|error| failed(&error, path))
        })
        .await
    }

    async fn put_file(&self, path: &str, from: &Path) -> PointResult<u64> {
        let key = self.key(&super::file(path)?)?;
        let mut file = tokio::fs::File::open(from).await.map_err(|error| here(from, &error))?;
        let size = file.metadata().await.map_err(|error| here(from, &error))?.len();
        within(self.deadlines.carrying(size), async {
            if size > PART {
                return self.put_parts(path, &key, &mut file, size, from).await;
            }
            let mut content = Vec::new();
            file.take(PART).read_to_end(&mut content).await.map_err(|error| here(from, &error))?;
            let size = content.len() as u64;
            let content = Bytes::from(content).into();
            self.store.put(&key, content).await.map(|_| size).map_err(|error| failed(&error, path))
        })
        .await
    }

    async fn get(&self, path: &str, tag: Option<&str>, max: u64) -> PointResult<Option<Fetched>> {
        let Some(fetched) = self.fetch(path, tag).await? else { return Ok(None) };
        let (reception, tag) = (self.reception(path, max, &fetched), fetched.meta.e_tag.clone());
        let bytes = reception.gather(fetched.into_stream().map_err(|error| failed(&error, path))).await?;
        Ok(Some(Fetched { bytes, tag }))
    }

    async fn get_file(&self, path: &str, to: &Path, max: u64) -> PointResult<u64> {
        let Some(fetched) = self.fetch(path, None).await? else { return Err(PointError::NotFound(path.to_owned())) };
        let reception = self.reception(path, max, &fetched);
        reception.save(to, fetched.into_stream().map_err(|error| failed(&error, path))).await
    }

    async fn get_rest(&self, path: &str, to: &Path, max: u64) -> PointResult<u64> {
        let have = begun(to, max).await;
        if have == 0 {
            return self.get_file(path, to, max).await;
        }
        let options = GetOptions { range: Some(GetRange::Offset(have)), ..GetOptions::default() };
        match self.ask(path, options).await {
            Ok(Some(rest)) if rest.range.start == have => {
                let announced = Some(rest.range.end.saturating_sub(have));
                let reception = Reception { path, announced, max, deadlines: self.deadlines };
                reception.append(have, to, rest.into_stream().map_err(|error| failed(&error, path))).await
            }
            Ok(_) | Err(PointError::Other(_)) => self.get_file(path, to, max).await,
            Err(error) => Err(error),
        }
    }

    async fn size(&self, path: &str) -> PointResult<Option<u64>> {
        let key = self.key(&super::file(path)?)?;
        within(self.deadlines.call, async {
            match self.store.head(&key).await {
                Ok(found) => Ok(Some(found.size)),
                Err(Error::NotFound { .. }) => Ok(None),
                Err(error) => Err(failed(&error, path)),
            }
        })
        .await
    }

    async fn list(&self, folder: &str) -> PointResult<Vec<Listed>> {
        let key = self.key(&super::folder(folder)?)?;
        within(self.deadlines.listing(), async {
            let mut listed = Vec::new();
            let mut found = self.store.list(Some(&key));
            while let Some(object) = found.next().await {
                let object = object.map_err(|error| failed(&error, folder))?;
                let path = object.location.as_ref().strip_prefix(self.prefix.as_str()).unwrap_or_default();
                let path = path.trim_start_matches('/');
                if super::file(path).is_ok() {
                    let path = path.to_owned();
                    listed.push(Listed { path, size: object.size, modified_at: object.last_modified });
                }
                if listed.len() > MOST {
                    return Err(PointError::Other(format!("there are more than {MOST} files")));
                }
            }
            Ok(listed)
        })
        .await
    }

    async fn delete(&self, path: &str) -> PointResult<()> {
        let key = self.key(&super::file(path)?)?;
        within(self.deadlines.call, async {
            match self.store.delete(&key).await {
                Ok(()) | Err(Error::NotFound { .. }) => Ok(()),
                Err(error) => Err(failed(&error, path)),
            }
        })
        .await
    }
}

/// Returns what a failure means. The library keeps the status of an answer to itself; it is in the text.
fn failed(error: &Error, path: &str) -> PointError {
    match error {
        Error::NotFound { .. } => PointError::NotFound(path.to_owned()),
        Error::PermissionDenied { source, .. } | Error::Unauthenticated { source, .. } => {
            PointError::Denied(chain(&**source))
        }
        Error::Generic { source, .. } => {
            let reason = chain(&**source);
            let status = |code: &str| reason.contains(&format!("status code: {code}"));
            if status("507") {
                PointError::Full
            } else if lost(&**source) || status("5") || status("429") {
                PointError::Unavailable(reason)
            } else {
                PointError::Other(reason)
            }
        }
        other => PointError::Other(chain(other)),
    }
}

/// Whether there was no answer, or it broke off.
fn lost(error: &(dyn std::error::Error + 'static)) -> bool {
    let mut next = Some(error);
    while let Some(error) = next {
        if let Some(error) = error.downcast_ref::<HttpError>() {
            return !matches!(error.kind(), HttpErrorKind::Decode | HttpErrorKind::Unknown);
        }
        next = error.source();
    }
    false
}
