//! How domain values stand in columns: times as microseconds, enums by their JSON names, lists as JSON.

use crate::port::{StoreError, StoreResult};
use chrono::{DateTime, Utc};
use serde::de::value::{Error as ValueError, StrDeserializer};
use serde::de::{DeserializeOwned, IntoDeserializer as _};
use serde::{Deserialize, Serialize};
use std::net::IpAddr;

/// Returns a time as microseconds since 1970.
pub(super) fn micros(time: DateTime<Utc>) -> i64 {
    time.timestamp_micros()
}

/// Reads a time.
pub(super) fn time(micros: i64) -> StoreResult<DateTime<Utc>> {
    DateTime::from_timestamp_micros(micros).ok_or_else(|| unreadable("time", &micros.to_string()))
}

/// Reads a time that may be missing.
pub(super) fn time_or_none(micros: Option<i64>) -> StoreResult<Option<DateTime<Utc>>> {
    micros.map(time).transpose()
}

/// Returns a value as JSON text.
pub(super) fn json<T: Serialize + ?Sized>(value: &T) -> StoreResult<String> {
    serde_json::to_string(value).map_err(|e| StoreError::Other(e.to_string()))
}

/// Reads JSON text.
pub(super) fn from_json<T: DeserializeOwned>(text: &str) -> StoreResult<T> {
    serde_json::from_str(text).map_err(|e| StoreError::Corrupt(e.to_string()))
}

/// Returns a list as JSON text; the empty list as the empty text, which costs nothing to read.
pub(super) fn list<T: Serialize>(list: &[T]) -> StoreResult<String> {
    if list.is_empty() { Ok(String::new()) } else { json(list) }
}

/// Reads what [`list`] wrote.
pub(super) fn from_list<T: DeserializeOwned>(text: &str) -> StoreResult<Vec<T>> {
    if text.is_empty() {
        return Ok(Vec::new());
    }
    let mut list: Vec<T> = from_json(text)?;
    // Twenty thousand systems with a list of one or two each are kept; room for four would be most of their memory.
    list.shrink_to_fit();
    Ok(list)
}

/// Returns the JSON name of a plain enum's variant.
pub(super) fn code<T: Serialize>(value: T) -> StoreResult<String> {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(name)) => Ok(name),
        _ => Err(StoreError::Other("a value has no name".into())),
    }
}

/// Reads a plain enum by its JSON name.
pub(super) fn from_code<'de, T: Deserialize<'de>>(text: &'de str) -> StoreResult<T> {
    let name: StrDeserializer<'de, ValueError> = text.into_deserializer();
    T::deserialize(name).map_err(|e| StoreError::Corrupt(e.to_string()))
}

/// Reads a plain enum that may be missing.
pub(super) fn from_code_or_none<'de, T: Deserialize<'de>>(text: Option<&'de str>) -> StoreResult<Option<T>> {
    text.map(from_code).transpose()
}

/// Reads an address.
pub(super) fn address(text: &str) -> StoreResult<IpAddr> {
    text.parse().map_err(|_| unreadable("address", text))
}

/// Returns the key by which names are compared without case.
pub(super) fn key(name: &str) -> String {
    name.to_lowercase()
}

/// Returns a count as a column holds it.
pub(super) fn signed(count: u64) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

/// Reads a count.
pub(super) fn unsigned(count: i64) -> u64 {
    u64::try_from(count).unwrap_or(0)
}

/// Reads a 32-bit number.
pub(super) fn small(number: i64) -> StoreResult<u32> {
    u32::try_from(number).map_err(|_| unreadable("number", &number.to_string()))
}

/// Reports a stored value that cannot be read.
pub(super) fn unreadable(what: &str, value: &str) -> StoreError {
    StoreError::Corrupt(format!("stored {what} {value:?} cannot be read"))
}
