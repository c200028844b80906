//! Answers as different servers write them.

use super::reply::{Reply, read};
use crate::model::host::FaultClass;
use proptest::prelude::*;

const WINDOWS: &str = r#"<s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope"
 xmlns:n="http://schemas.xmlsoap.org/ws/2004/09/enumeration" xmlns:w="http://schemas.dmtf.org/wbem/wsman/1/wsman.xsd"
 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><s:Header/><s:Body><n:EnumerateResponse>
 <n:EnumerationContext>uuid:1</n:EnumerationContext><w:Items><w:XmlFragment><DNSHostName>PC42</DNSHostName>
 <Domain>corp.example</Domain><Name xsi:nil="true"/><PartOfDomain>true</PartOfDomain></w:XmlFragment></w:Items>
 <w:EndOfSequence/></n:EnumerateResponse></s:Body></s:Envelope>"#;

#[test]
fn amt_33_rows_are_found_by_namespace_and_the_end_counts_beside_a_context() {
    let reply = read(WINDOWS).unwrap();
    assert_eq!(reply.rows.len(), 1);
    assert_eq!((reply.rows[0]["DNSHostName"].as_str(), reply.rows[0]["Name"].as_str()), ("PC42", ""));
    assert!(reply.end && reply.context.as_deref() == Some("uuid:1"));
    let foreign = WINDOWS.replace("http://schemas.dmtf.org/wbem/wsman/1/wsman.xsd", "urn:another");
    assert_eq!(read(&foreign).unwrap().rows.len(), 0, "the prefix alone means nothing");
}

#[test]
fn amt_33_prefixes_do_not_matter() {
    let text = r#"<E:Envelope xmlns:E="http://www.w3.org/2003/05/soap-envelope"><E:Body>
        <wsen:PullResponse xmlns:wsen="http://schemas.xmlsoap.org/ws/2004/09/enumeration"><wsen:Items>
        <p:Win32_ComputerSystemProduct xmlns:p="urn:p"><p:UUID>A&amp;B</p:UUID></p:Win32_ComputerSystemProduct>
        </wsen:Items><wsen:EndOfSequence/></wsen:PullResponse></E:Body></E:Envelope>"#;
    let reply = read(text).unwrap();
    assert_eq!((reply.rows[0]["UUID"].as_str(), reply.end), ("A&B", true));
}

#[test]
fn amt_33_faults_have_their_class() {
    let fault = |subcode: &str, code: &str| {
        let text = format!(
            r#"<s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope"><s:Body><s:Fault><s:Code>
            <s:Value>s:Sender</s:Value><s:Subcode><s:Value>w:{subcode}</s:Value></s:Subcode></s:Code><s:Detail>
            <f:WSManFault xmlns:f="http://schemas.microsoft.com/wbem/wsman/1/wsmanfault" Code="{code}"/></s:Detail>
            </s:Fault></s:Body></s:Envelope>"#
        );
        let failure = read(&text).unwrap().fault.unwrap().failure();
        (failure.class, failure.code)
    };
    assert_eq!(fault("AccessDenied", "5").0, FaultClass::AccessDenied);
    assert_eq!(fault("InternalError", "2147749891").0, FaultClass::AccessDenied, "WBEM_E_ACCESS_DENIED");
    assert_eq!(fault("InternalError", "2147750023").0, FaultClass::NeedsEncryption);
    assert_eq!(fault("TimedOut", "2150858793").0, FaultClass::WmiError);
    assert!(fault("InternalError", "2147749902").1.starts_with("0x8004100E"));
}

#[test]
fn amt_33_answers_that_are_no_answers_are_refused() {
    let deep = format!("{}{}", "<a>".repeat(40), "</a>".repeat(40));
    let wide = format!("<a>{}</a>", "<b/>".repeat(3_000));
    let long = format!("<a>{}</a>", "x".repeat(10_000));
    let entities = "<!DOCTYPE a [<!ENTITY b \"bb\">]><a>&b;</a>";
    for text in [deep.as_str(), &wide, &long, entities, "", "<a>", "<x:a/>", "</a>", "no xml"] {
        assert!(read(text).is_err(), "{}", &text[..text.len().min(40)]);
    }
}

proptest! {
    #[test]
    fn amt_33_no_answer_upsets_the_reader(text in "\\PC{0,200}", at in 0..700_usize, with in "\\PC") {
        let _ = read(&text);
        let mut broken = WINDOWS.to_owned();
        if broken.is_char_boundary(at) && at < broken.len() {
            broken.insert_str(at, &with);
        }
        let _: Result<Reply, _> = read(&broken);
    }
}
