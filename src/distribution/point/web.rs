//! A distribution point on an HTTP server. Clients only read; the publisher writes with WebDAV (RFC 4918).
//!
//! A file is put with one PUT: Apache, nginx and lighttpd write it beside and rename it when all of it is there. (MOVE
//! would not be better: Apache deletes the target first.)

mod listing;

use super::credential::{Credential, Secret};
use super::deadline::{Deadlines, within};
use super::receive::{Reception, begun, here};
use crate::port::{Fetched, FileServer, Listed, PointError, PointResult};
use crate::sanitise::excerpt;
use async_trait::async_trait;
use bytes::Bytes;
use futures::{Stream, stream};
use http_body_util::StreamBody;
use hyper::body::Frame;
use reqwest::header::{CONTENT_LENGTH, CONTENT_RANGE, ETAG, HeaderMap, IF_NONE_MATCH, LOCATION, RANGE};
use reqwest::{Body, Client, Method, RequestBuilder, Response, StatusCode, Url};
use std::path::Path;
use tokio::io::AsyncReadExt as _;

const CHUNK: usize = 64 * 1_024;

/// The longest message, in characters.
const LONGEST: usize = 300;

/// The deepest that a listing goes.
const DEEPEST: usize = 8;

/// The most files in a listing.
const MOST: usize = 1_000_000;

/// An HTTP server as a file server.
pub(super) struct Web {
    client: Client,
    base: Url,
    login: Option<Login>,
    deadlines: Deadlines,
}

/// How requests say on whose behalf they are.
enum Login {
    Basic(String, Secret),
    Bearer(Secret),
}

/// Returns a client that follows no redirection, since that would lead away from the point and turn a PUT into a GET,
/// and that goes through no proxy.
pub(super) fn client(deadlines: &Deadlines) -> PointResult<Client> {
    Client::builder()
        .connect_timeout(deadlines.connect)
        .redirect(reqwest::redirect::Policy::none())
        .no_proxy()
        .user_agent(concat!("bailiwick/", env!("CARGO_PKG_VERSION")))
        .build()
        .map_err(|error| PointError::Other(chain(&error)))
}

impl Web {
    pub(super) fn new(client: Client, base: Url, credential: Credential, deadlines: Deadlines) -> PointResult<Self> {
        let login = match credential {
            Credential { user: Some(user), password: Some(password), token: None, .. } => {
                Some(Login::Basic(user, password))
            }
            Credential { user: None, password: None, token: Some(token), .. } => Some(Login::Bearer(token)),
            Credential { user: None, password: None, token: None, .. } => None,
            _ => return Err(PointError::Denied("a credential for HTTP has user and password, or token".into())),
        };
        let is_loopback = base.host_str().is_some_and(|host| {
            let host = host.trim_matches(['[', ']']);
            host == "localhost" || host.parse().is_ok_and(|ip: std::net::IpAddr| ip.is_loopback())
        });
        if login.is_some() && base.scheme() == "http" && !is_loopback {
            return Err(super::wrong("a credential travels over https only"));
        }
        Ok(Self { client, base, login, deadlines })
    }

    /// Returns the address of a file, or of a folder with a slash at its end.
    fn url(&self, names: &[&str], is_folder: bool) -> PointResult<Url> {
        let mut url = self.base.clone();
        let mut segments = url.path_segments_mut().map_err(|()| super::wrong("the address has no path"))?;
        segments.pop_if_empty().extend(names);
        if is_folder {
            segments.push("");
        }
        drop(segments);
        Ok(url)
    }

    fn request(&self, method: Method, url: Url) -> RequestBuilder {
        let request = self.client.request(method, url);
        match &self.login {
            None => request,
            Some(Login::Basic(user, password)) => request.basic_auth(user, Some(password.reveal())),
            Some(Login::Bearer(token)) => request.bearer_auth(token.reveal()),
        }
    }

    /// Sends a request with a body of so many bytes and waits for the answer's head.
    async fn send(&self, request: RequestBuilder, bytes: u64) -> PointResult<Response> {
        within(self.deadlines.carrying(bytes), async { request.send().await.map_err(failed) }).await
    }

    /// Makes the folders above a file. Where that is not possible, the file itself says why.
    async fn make_folders(&self, names: &[&str]) -> PointResult<()> {
        let method = Method::from_bytes(b"MKCOL").map_err(|error| PointError::Other(error.to_string()))?;
        for depth in 1..names.len() {
            let url = self.url(names.get(..depth).unwrap_or_default(), true)?;
            let answer = self.send(self.request(method.clone(), url), 0).await?;
            if let error @ (PointError::Denied(_) | PointError::Unavailable(_) | PointError::Full) =
                refusal(&answer, "")
            {
                return Err(error);
            }
        }
        Ok(())
    }

    async fn fetch(&self, path: &str, tag: Option<&str>) -> PointResult<Option<Response>> {
        let mut request = self.request(Method::GET, self.url(&super::file(path)?, false)?);
        if let Some(tag) = tag {
            request = request.header(IF_NONE_MATCH, tag);
        }
        let answer = self.send(request, 0).await?;
        match answer.status() {
            StatusCode::OK => Ok(Some(answer)),
            StatusCode::NOT_MODIFIED if tag.is_some() => Ok(None),
            _ => Err(refusal(&answer, path)),
        }
    }

    fn reception<'a>(&self, path: &'a str, max: u64, answer: &Response) -> Reception<'a> {
        Reception { path, announced: length(answer.headers()), max, deadlines: self.deadlines }
    }

    /// Lists one folder: its files, and the names of the folders in it.
    async fn list_one(&self, names: &[&str]) -> PointResult<listing::Found> {
        let url = self.url(names, true)?;
        let method = Method::from_bytes(b"PROPFIND").map_err(|error| PointError::Other(error.to_string()))?;
        let request = self.request(method, url.clone()).header("Depth", "1").header("Content-Type", "application/xml");
        let answer = self.send(request.body(listing::QUESTION), 0).await?;
        match answer.status() {
            StatusCode::MULTI_STATUS => {}
            StatusCode::NOT_FOUND => return Ok(listing::Found::default()),
            StatusCode::METHOD_NOT_ALLOWED | StatusCode::NOT_IMPLEMENTED => {
                return Err(PointError::Other("it cannot list its files (PROPFIND)".into()));
            }
            _ => return Err(refusal(&answer, &names.join("/"))),
        }
        let path = names.join("/");
        let reception = self.reception(&path, listing::LARGEST, &answer);
        let text = reception.gather(pieces(answer)).await?;
        listing::read(&text, &url).map_err(PointError::Other)
    }

    async fn walk(&self, below: &[&str]) -> PointResult<Vec<Listed>> {
        let mut files: Vec<Listed> = Vec::new();
        let mut open: Vec<(Vec<String>, usize)> = vec![(below.iter().map(|&name| name.to_owned()).collect(), 0)];
        while let Some((names, depth)) = open.pop() {
            let borrowed: Vec<&str> = names.iter().map(String::as_str).collect();
            let found = self.list_one(&borrowed).await?;
            let inside = |name: &str| [borrowed.as_slice(), &[name]].concat().join("/");
            files.extend(found.files.into_iter().map(|file| Listed { path: inside(&file.path), ..file }));
            if depth < DEEPEST {
                open.extend(found.folders.into_iter().map(|name| ([names.as_slice(), &[name]].concat(), depth + 1)));
            }
            if files.len() > MOST || open.len() > MOST {
                return Err(PointError::Other(format!("there are more than {MOST} files")));
            }
        }
        Ok(files)
    }
}

#[async_trait]
impl FileServer for Web {
    async fn put(&self, path: &str, content: Bytes) -> PointResult<()> {
        let names = super::file(path)?;
        let (url, size) = (self.url(&names, false)?, content.len() as u64);
        let put = || self.request(Method::PUT, url.clone()).body(content.clone());
        let mut answer = self.send(put(), size).await?;
        // What a folder that is missing looks like; other servers make it themselves.
        if matches!(answer.status(), StatusCode::CONFLICT | StatusCode::NOT_FOUND) {
            self.make_folders(&names).await?;
            answer = self.send(put(), size).await?;
        }
        if answer.status().is_success() { Ok(()) } else { Err(refusal(&answer, path)) }
    }

    async fn put_file(&self, path: &str, from: &Path) -> PointResult<u64> {
        let names = super::file(path)?;
        let file = tokio::fs::File::open(from).await.map_err(|error| here(from, &error))?;
        let size = file.metadata().await.map_err(|error| here(from, &error))?.len();
        // Before and not after: a server that refuses a large body may cut the connection before it has said why.
        self.make_folders(&names).await?;
        let body = Body::wrap(StreamBody::new(frames(file, size)));
        let request = self.request(Method::PUT, self.url(&names, false)?).header(CONTENT_LENGTH, size).body(body);
        let answer = self.send(request, size).await?;
        if answer.status().is_success() { Ok(size) } else { Err(refusal(&answer, path)) }
    }

    async fn get(&self, path: &str, tag: Option<&str>, max: u64) -> PointResult<Option<Fetched>> {
        let Some(answer) = self.fetch(path, tag).await? else { return Ok(None) };
        let tag = answer.headers().get(ETAG).and_then(|tag| tag.to_str().ok()).map(str::to_owned);
        let bytes = self.reception(path, max, &answer).gather(pieces(answer)).await?;
        Ok(Some(Fetched { bytes, tag }))
    }

    async fn get_file(&self, path: &str, to: &Path, max: u64) -> PointResult<u64> {
        let Some(answer) = self.fetch(path, None).await? else { return Err(PointError::NotFound(path.to_owned())) };
        self.reception(path, max, &answer).save(to, pieces(answer)).await
    }

    async fn get_rest(&self, path: &str, to: &Path, max: u64) -> PointResult<u64> {
        let have = begun(to, max).await;
        if have == 0 {
            return self.get_file(path, to, max).await;
        }
        let request = self.request(Method::GET, self.url(&super::file(path)?, false)?);
        let answer = self.send(request.header(RANGE, format!("bytes={have}-")), 0).await?;
        match answer.status() {
            StatusCode::PARTIAL_CONTENT if begins_at(answer.headers(), have) => {
                self.reception(path, max, &answer).append(have, to, pieces(answer)).await
            }
            // Some servers send all of it whatever is asked for.
            StatusCode::OK => self.reception(path, max, &answer).save(to, pieces(answer)).await,
            StatusCode::PARTIAL_CONTENT | StatusCode::RANGE_NOT_SATISFIABLE => self.get_file(path, to, max).await,
            _ => Err(refusal(&answer, path)),
        }
    }

    async fn size(&self, path: &str) -> PointResult<Option<u64>> {
        let request = self.request(Method::HEAD, self.url(&super::file(path)?, false)?);
        let answer = self.send(request, 0).await?;
        match refusal(&answer, path) {
            _ if answer.status() == StatusCode::OK => {
                let unknown = || PointError::Other(format!("it does not tell the size of {path}"));
                length(answer.headers()).ok_or_else(unknown).map(Some)
            }
            PointError::NotFound(_) => Ok(None),
            error => Err(error),
        }
    }

    async fn list(&self, folder: &str) -> PointResult<Vec<Listed>> {
        let names = super::folder(folder)?;
        within(self.deadlines.listing(), self.walk(&names)).await
    }

    async fn delete(&self, path: &str) -> PointResult<()> {
        let answer = self.send(self.request(Method::DELETE, self.url(&super::file(path)?, false)?), 0).await?;
        match refusal(&answer, path) {
            _ if answer.status().is_success() => Ok(()),
            PointError::NotFound(_) => Ok(()),
            error => Err(error),
        }
    }
}

/// Returns an answer's body, piece by piece.
fn pieces(answer: Response) -> impl Stream<Item = PointResult<Bytes>> + Send {
    Box::pin(stream::try_unfold(answer, |mut answer| async {
        let piece = answer.chunk().await.map_err(failed)?;
        Ok(piece.map(|piece| (piece, answer)))
    }))
}

/// Returns a local file's content, of which as much is sent as was there when it was opened.
fn frames(file: tokio::fs::File, size: u64) -> impl Stream<Item = std::io::Result<Frame<Bytes>>> + Send + Sync {
    Box::pin(stream::try_unfold(file.take(size), |mut file| async {
        let mut chunk = vec![0; CHUNK];
        let read = file.read(&mut chunk).await?;
        chunk.truncate(read);
        Ok((read > 0).then(|| (Frame::data(Bytes::from(chunk)), file)))
    }))
}

/// Returns the announced length. The library's own answer is that of the body, of which HEAD has none.
fn length(headers: &HeaderMap) -> Option<u64> {
    headers.get(CONTENT_LENGTH)?.to_str().ok()?.parse().ok()
}

/// Whether a part begins there (RFC 9110, section 14.4).
fn begins_at(headers: &HeaderMap, from: u64) -> bool {
    let range = headers.get(CONTENT_RANGE).and_then(|range| range.to_str().ok());
    range.is_some_and(|range| range.starts_with(&format!("bytes {from}-")))
}

/// Returns what an answer that is no success means.
fn refusal(answer: &Response, path: &str) -> PointError {
    let status = answer.status();
    match status.as_u16() {
        404 | 410 => PointError::NotFound(path.to_owned()),
        401 | 403 | 407 => PointError::Denied(status.to_string()),
        507 => PointError::Full,
        300..=399 => {
            let to = answer.headers().get(LOCATION).and_then(|to| to.to_str().ok()).unwrap_or("elsewhere");
            PointError::Address(format!("it leads to {to}"))
        }
        408 | 429 | 500..=599 => PointError::Unavailable(status.to_string()),
        _ => PointError::Other(format!("{path}: {status}")),
    }
}

/// Returns what it means that there was no answer, or that it broke off.
fn failed(error: reqwest::Error) -> PointError {
    if error.is_builder() {
        return PointError::Address(chain(&error.without_url()));
    }
    PointError::Unavailable(chain(&error.without_url()))
}

/// Returns an error with its causes; the library tells only the outermost.
pub(super) fn chain(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        let reason = error.to_string();
        if !text.contains(&reason) {
            text = format!("{text}: {reason}");
        }
        cause = error.source();
    }
    // Some have a whole page in them.
    excerpt(&text, LONGEST)
}
