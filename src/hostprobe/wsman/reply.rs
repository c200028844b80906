//! Reads an answer: rows, whether more follow, or a fault. By namespace, never by prefix; bounded in depth and number.

use crate::hostprobe::link::Failure;
use crate::model::host::{FaultClass, Stage};
use quick_xml::events::{BytesStart, Event};
use quick_xml::name::ResolveResult;
use quick_xml::reader::NsReader;
use std::collections::BTreeMap;

const SOAP: &[u8] = b"http://www.w3.org/2003/05/soap-envelope";
const ENUMERATION: &[u8] = b"http://schemas.xmlsoap.org/ws/2004/09/enumeration";
const WSMAN: &[u8] = b"http://schemas.dmtf.org/wbem/wsman/1/wsman.xsd";
const WSMAN_FAULT: &[u8] = b"http://schemas.microsoft.com/wbem/wsman/1/wsmanfault";

/// Deepest element that is read.
const MAX_DEPTH: usize = 32;
/// Most elements that are read.
const MAX_ELEMENTS: usize = 2_000;
/// Longest text that is kept, in bytes.
const MAX_TEXT: usize = 4_096;

/// An answer.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Reply {
    /// Property by property.
    pub(super) rows: Vec<BTreeMap<String, String>>,
    /// Where to go on.
    pub(super) context: Option<String>,
    /// Whether this is the end, whatever `context` says.
    pub(super) end: bool,
    /// What went wrong.
    pub(super) fault: Option<Fault>,
}

/// A fault.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Fault {
    /// The innermost subcode's local name, for example `AccessDenied`.
    pub(super) subcode: String,
    /// Windows' own number; none where it is not told.
    pub(super) code: Option<u32>,
}

/// What an element is to us.
#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Items,
    Row,
    Property,
    Context,
    End,
    Fault,
    Value,
    Other,
}

/// Reads an answer.
pub(super) fn read(text: &str) -> Result<Reply, Failure> {
    let bad = |what: &str| Failure::new(Stage::Decode, FaultClass::Malformed, what);
    let mut reader = NsReader::from_str(text);
    reader.config_mut().expand_empty_elements = true;
    let (mut reply, mut open, mut elements) = (Reply::default(), Vec::<(Kind, String)>::new(), 0);
    let mut within = String::new();
    loop {
        let (namespace, event) = reader.read_resolved_event().map_err(|_| bad("not XML"))?;
        match event {
            Event::Start(start) => {
                elements += 1;
                if open.len() >= MAX_DEPTH || elements > MAX_ELEMENTS {
                    return Err(bad("too many elements"));
                }
                let namespace = match &namespace {
                    ResolveResult::Bound(namespace) => namespace.as_ref().to_vec(),
                    ResolveResult::Unbound => Vec::new(),
                    ResolveResult::Unknown(_) => return Err(bad("unknown prefix")),
                };
                let name = String::from_utf8_lossy(start.local_name().as_ref()).into_owned();
                let kind = kind_of(&namespace, &name, &open);
                within.clear();
                match kind {
                    Kind::Row => reply.rows.push(BTreeMap::new()),
                    Kind::End => reply.end = true,
                    Kind::Fault => {
                        reply.fault.get_or_insert_default();
                    }
                    _ => {}
                }
                if namespace == WSMAN_FAULT && name == "WSManFault" {
                    reply.fault.get_or_insert_default().code = code_of(&start);
                }
                open.push((kind, name));
            }
            Event::End(_) => {
                let Some((kind, name)) = open.pop() else { return Err(bad("not XML")) };
                close(&mut reply, kind, name, within.trim());
                within.clear();
            }
            Event::Text(text) => within.push_str(&text.decode().map_err(|_| bad("not UTF-8"))?),
            Event::CData(data) => within.push_str(&data.decode().map_err(|_| bad("not UTF-8"))?),
            Event::GeneralRef(reference) => match reference.resolve_char_ref().map_err(|_| bad("bad reference"))? {
                Some(character) => within.push(character),
                None => {
                    let name = reference.decode().map_err(|_| bad("not UTF-8"))?;
                    let known = quick_xml::escape::resolve_predefined_entity(&name).ok_or_else(|| bad("entity"))?;
                    within.push_str(known);
                }
            },
            // A document type may define entities without end; nobody needs one here.
            Event::DocType(_) => return Err(bad("document type")),
            Event::Eof => break,
            Event::Empty(_) | Event::Comment(_) | Event::PI(_) | Event::Decl(_) => {}
        }
        if within.len() > MAX_TEXT {
            return Err(bad("text too long"));
        }
    }
    if !open.is_empty() || elements == 0 {
        return Err(bad("not XML"));
    }
    Ok(reply)
}

fn kind_of(namespace: &[u8], name: &str, open: &[(Kind, String)]) -> Kind {
    match (open.last().map(|(kind, _)| *kind), name) {
        (Some(Kind::Items), _) => Kind::Row,
        (Some(Kind::Row), _) => Kind::Property,
        // Optimized replies use WS-Management's own element, others that of WS-Enumeration.
        (_, "Items") if namespace == ENUMERATION || namespace == WSMAN => Kind::Items,
        (_, "EnumerationContext") if namespace == ENUMERATION => Kind::Context,
        (_, "EndOfSequence") if namespace == ENUMERATION || namespace == WSMAN => Kind::End,
        (_, "Fault") if namespace == SOAP => Kind::Fault,
        (_, "Value") if namespace == SOAP => Kind::Value,
        _ => Kind::Other,
    }
}

fn close(reply: &mut Reply, kind: Kind, name: String, text: &str) {
    match kind {
        Kind::Property => {
            if let Some(row) = reply.rows.last_mut() {
                row.insert(name, text.to_owned());
            }
        }
        Kind::Context if !text.is_empty() => reply.context = Some(text.to_owned()),
        // The innermost one is closed first and stands.
        Kind::Value => {
            let local = text.rsplit(':').next().unwrap_or_default();
            if let Some(fault) = &mut reply.fault {
                local.clone_into(&mut fault.subcode);
            }
        }
        _ => {}
    }
}

fn code_of(start: &BytesStart<'_>) -> Option<u32> {
    let attribute = start.attributes().flatten().find(|attribute| attribute.key.as_ref() == b"Code")?;
    std::str::from_utf8(&attribute.value).ok()?.parse().ok()
}

impl Fault {
    /// What the fault means.
    pub(super) fn failure(&self) -> Failure {
        const WBEM_ACCESS_DENIED: u32 = 0x8004_1003;
        const WBEM_ENCRYPTED_CONNECTION_REQUIRED: u32 = 0x8004_1087;
        const ACCESS_DENIED: u32 = 5;
        const E_ACCESS_DENIED: u32 = 0x8007_0005;
        let class = match self.code {
            Some(ACCESS_DENIED | WBEM_ACCESS_DENIED | E_ACCESS_DENIED) => FaultClass::AccessDenied,
            Some(WBEM_ENCRYPTED_CONNECTION_REQUIRED) => FaultClass::NeedsEncryption,
            _ if self.subcode == "AccessDenied" => FaultClass::AccessDenied,
            _ => FaultClass::WmiError,
        };
        // A subcode is chosen by the host: only what a name can have is shown.
        let subcode: String = self.subcode.chars().filter(char::is_ascii_alphanumeric).take(40).collect();
        let code = self.code.map(|code| format!("0x{code:08X}"));
        let shown: Vec<String> = code.into_iter().chain((!subcode.is_empty()).then_some(subcode)).collect();
        Failure::new(Stage::Query, class, shown.join(" "))
    }
}
