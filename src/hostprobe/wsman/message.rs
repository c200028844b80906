//! The requests: Enumerate with a WQL filter, and Pull (DSP0226 8.2 and 8.4, MS-WSMV 3.1.4.1.12).

use quick_xml::escape::escape;
use std::net::SocketAddr;
use uuid::Uuid;

const ENUMERATION: &str = "http://schemas.xmlsoap.org/ws/2004/09/enumeration";

/// Returns a request for the first rows of a WQL query.
pub(super) fn enumerate(to: SocketAddr, tls: bool, query: &str) -> String {
    let body = format!(
        "<n:Enumerate><w:OptimizeEnumeration/><w:MaxElements>4</w:MaxElements><w:Filter \
         Dialect=\"http://schemas.microsoft.com/wbem/wsman/1/WQL\">{}</w:Filter></n:Enumerate>",
        escape(query)
    );
    envelope(to, tls, "Enumerate", &body)
}

/// Returns a request for the next rows.
pub(super) fn pull(to: SocketAddr, tls: bool, context: &str) -> String {
    let body = format!(
        "<n:Pull><n:EnumerationContext>{}</n:EnumerationContext><n:MaxElements>4</n:MaxElements></n:Pull>",
        escape(context)
    );
    envelope(to, tls, "Pull", &body)
}

fn envelope(to: SocketAddr, tls: bool, action: &str, body: &str) -> String {
    let scheme = if tls { "https" } else { "http" };
    let id = Uuid::new_v4();
    format!(
        "<s:Envelope xmlns:s=\"http://www.w3.org/2003/05/soap-envelope\" \
         xmlns:a=\"http://schemas.xmlsoap.org/ws/2004/08/addressing\" xmlns:n=\"{ENUMERATION}\" \
         xmlns:w=\"http://schemas.dmtf.org/wbem/wsman/1/wsman.xsd\"><s:Header>\
         <a:To>{scheme}://{to}/wsman</a:To>\
         <w:ResourceURI s:mustUnderstand=\"true\">http://schemas.microsoft.com/wbem/wsman/1/wmi/root/cimv2/*\
         </w:ResourceURI>\
         <a:ReplyTo><a:Address s:mustUnderstand=\"true\">\
         http://schemas.xmlsoap.org/ws/2004/08/addressing/role/anonymous</a:Address></a:ReplyTo>\
         <a:Action s:mustUnderstand=\"true\">{ENUMERATION}/{action}</a:Action>\
         <w:MaxEnvelopeSize s:mustUnderstand=\"true\">153600</w:MaxEnvelopeSize>\
         <a:MessageID>uuid:{id}</a:MessageID><w:OperationTimeout>PT5S</w:OperationTimeout>\
         </s:Header><s:Body>{body}</s:Body></s:Envelope>"
    )
}
