//! What a WebDAV server says is in a folder (RFC 4918, section 9.1).

use crate::distribution::relative;
use crate::port::Listed;
use chrono::{DateTime, Utc};
use quick_xml::events::Event;
use quick_xml::name::ResolveResult;
use quick_xml::reader::NsReader;
use reqwest::Url;

/// What is asked of every file.
pub(super) const QUESTION: &str = "<?xml version=\"1.0\" encoding=\"utf-8\"?><propfind xmlns=\"DAV:\"><prop>\
     <resourcetype/><getcontentlength/><getlastmodified/></prop></propfind>";

/// The longest answer, in bytes: a hundred thousand reports take half of it.
pub(super) const LARGEST: u64 = 128 * 1_024 * 1_024;

/// What is in a folder.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Found {
    /// Its files, each with its name for a path.
    pub(super) files: Vec<Listed>,
    /// The names of the folders in it.
    pub(super) folders: Vec<String>,
}

/// A resource as far as it has been read.
#[derive(Default)]
struct Resource {
    address: String,
    is_folder: bool,
    size: String,
    modified: String,
}

/// Reads an answer about a folder. What it says of other places is passed over, and so are names that are not safe.
///
/// # Errors
/// What is wrong with it, in English.
pub(super) fn read(text: &[u8], folder: &Url) -> Result<Found, String> {
    let mut reader = NsReader::from_reader(text);
    let (mut found, mut resource) = (Found::default(), Resource::default());
    let mut field = String::new();
    loop {
        let (space, event) = reader.read_resolved_event().map_err(|error| format!("its listing: {error}"))?;
        let is_dav = matches!(space, ResolveResult::Bound(space) if space.as_ref() == b"DAV:");
        match event {
            Event::Start(tag) if is_dav => match tag.local_name().as_ref() {
                b"response" => resource = Resource::default(),
                b"collection" => resource.is_folder = true,
                name => field = String::from_utf8_lossy(name).into_owned(),
            },
            Event::Empty(tag) if is_dav && tag.local_name().as_ref() == b"collection" => resource.is_folder = true,
            Event::Text(piece) => {
                let piece = piece.decode().map_err(|error| format!("its listing: {error}"))?;
                resource.take(&field, &piece);
            }
            Event::GeneralRef(reference) => {
                // Without a document type there are only the five names and numbers.
                let name = reference.decode().map_err(|error| format!("its listing: {error}"))?;
                let character = reference.resolve_char_ref().ok().flatten().map(String::from);
                let text = character.or_else(|| quick_xml::escape::resolve_predefined_entity(&name).map(Into::into));
                resource.take(&field, &text.ok_or("its listing has an unknown entity")?);
            }
            Event::End(tag) if is_dav => {
                if tag.local_name().as_ref() == b"response" {
                    found.add(&resource, folder);
                }
                field.clear();
            }
            Event::Eof => return Ok(found),
            _ => {}
        }
    }
}

impl Resource {
    fn take(&mut self, field: &str, text: &str) {
        match field {
            "href" => self.address.push_str(text),
            "getcontentlength" => self.size.push_str(text),
            "getlastmodified" => self.modified.push_str(text),
            _ => {}
        }
    }
}

impl Found {
    fn add(&mut self, resource: &Resource, folder: &Url) {
        // Servers tell addresses or paths; both are relative to the question's address.
        let Ok(url) = folder.join(resource.address.trim()) else { return };
        let Some(rest) = url.path().strip_prefix(folder.path()) else { return };
        let rest = rest.strip_suffix('/').unwrap_or(rest);
        let Some(name) = decoded(rest) else { return };
        if relative::names(&name).is_none_or(|names| names.len() != 1) {
            return;
        }
        if resource.is_folder {
            return self.folders.push(name);
        }
        let modified = DateTime::parse_from_rfc2822(resource.modified.trim());
        let modified_at = modified.map_or(DateTime::UNIX_EPOCH, |at| at.with_timezone(&Utc));
        let size = resource.size.trim().parse().unwrap_or_default();
        self.files.push(Listed { path: name, size, modified_at });
    }
}

/// Returns a part of an address without its percent signs; none when that is no text.
fn decoded(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&first, after)) = rest.split_first() {
        rest = after;
        if first != b'%' {
            bytes.push(first);
            continue;
        }
        let digits = std::str::from_utf8(rest.get(..2)?).ok()?;
        bytes.push(u8::from_str_radix(digits, 16).ok()?);
        rest = rest.get(2..)?;
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    const ANSWER: &str = r#"<?xml version="1.0" encoding="utf-8"?>
<D:multistatus xmlns:D="DAV:" xmlns:x="urn:x">
<D:response xmlns:lp1="DAV:"><D:href>/cmf/config/</D:href><D:propstat><D:prop>
<lp1:resourcetype><D:collection/></lp1:resourcetype></D:prop></D:propstat></D:response>
<D:response xmlns:lp1="DAV:"><D:href>/cmf/config/gr%C3%B6%C3%9Fe%20&amp;&#32;1.TXT</D:href><D:propstat><D:prop>
<lp1:resourcetype/><lp1:getcontentlength>42</lp1:getcontentlength>
<lp1:getlastmodified>Sun, 01 Mar 2026 12:00:00 GMT</lp1:getlastmodified></D:prop></D:propstat></D:response>
<D:response><D:href>http://dp.example/cmf/config/CMFASGs/</D:href><D:propstat><D:prop>
<D:resourcetype><D:collection></D:collection></D:resourcetype></D:prop></D:propstat></D:response>
<D:response><D:href>/cmf/config/x:not/../../../etc/passwd</D:href></D:response>
<D:response><D:href>/cmf/config/a%2F..%2Fb</D:href></D:response>
<D:response><D:href>/elsewhere/b</D:href></D:response>
<D:response><D:href>http://other.example/cmf/config/.hidden</D:href></D:response>
</D:multistatus>"#;

    #[test]
    fn an_answer_gives_files_and_folders_of_the_folder_asked_for() {
        let folder = Url::parse("http://dp.example/cmf/config/").unwrap();
        let found = read(ANSWER.as_bytes(), &folder).unwrap();
        let modified_at = "2026-03-01T12:00:00Z".parse().unwrap();
        assert_eq!(found.files, [Listed { path: "größe & 1.TXT".into(), size: 42, modified_at }]);
        assert_eq!(found.folders, ["CMFASGs"]);
    }

    #[test]
    fn what_is_no_listing_is_told() {
        let folder = Url::parse("http://dp.example/").unwrap();
        assert!(read(b"<D:multistatus xmlns:D='DAV:'><D:response></D:href>", &folder).is_err());
        let bomb = b"<!DOCTYPE x [<!ENTITY a 'b'>]><x xmlns='DAV:'><response><href>&a;</href></response></x>";
        assert!(read(bomb, &folder).is_err());
        assert_eq!(read(b"", &folder), Ok(Found::default()));
    }
}
