//! `host`: refused credentials, and asking where nothing is set up to ask.

use crate::estate::Estate;
use bailiwick::model::host::{Breaker, FaultClass};
use bailiwick::port::HostBreakers as _;
use bailiwick::store::open_sqlite;
use std::net::IpAddr;

/// An estate on which a host has refused the credential of `CORP\reader`.
async fn refused() -> Estate {
    let estate = Estate::new().await;
    let (admin, _) = open_sqlite(estate.data()).await.unwrap();
    let breaker = Breaker {
        account: "CORP\\reader".into(),
        class: FaultClass::BadCredentials,
        code: "HTTP 401".into(),
        address: IpAddr::from([10, 0, 0, 9]),
        tripped_at: chrono::DateTime::UNIX_EPOCH + chrono::TimeDelta::days(20_000),
    };
    admin.trip(&breaker).await.unwrap();
    estate
}

#[tokio::test]
async fn amt_33_a_refused_credential_is_cleared_with_a_reason_and_logged() {
    let estate = refused().await;
    let listed = estate.run("host breaker list --json").await.json();
    assert_eq!((&listed[0]["account"], &listed[0]["class"]), (&"CORP\\reader".into(), &"bad_credentials".into()));
    let text = estate.run("host breaker list").await.out;
    assert!(text.contains("refused the user name or the password (HTTP 401)"), "{text}");
    let doctor = estate.run("doctor").await.out;
    assert!(!doctor.contains("was refused"), "asking hosts is off here: {doctor}");

    let clear = r"host breaker clear corp\READER";
    let hasty = estate.run(&format!("{clear} --json")).await;
    assert_eq!((hasty.exit, hasty.error()["code"].as_str()), (2, Some("CORE-0008")));
    let dry = estate.run(&format!("{clear} --reason corrected --dry-run")).await.out;
    assert!(dry.contains("is tried again on the next host"), "{dry}");
    assert_eq!(estate.run("host breaker list --json").await.json().as_array().unwrap().len(), 1, "a dry run");
    let stranger = estate.run_as("bob", &format!("{clear} --reason corrected --json"), b"").await;
    assert_eq!((stranger.exit, stranger.error()["code"].as_str()), (3, Some("CORE-0001")));

    assert_eq!(estate.run(&format!("{clear} --reason corrected")).await.exit, 0);
    assert_eq!(estate.run("host breaker list --json").await.json().as_array().unwrap().len(), 0);
    let log = estate.run("log --json").await.json();
    assert_eq!((&log[0]["object"]["kind"], &log[0]["reason"]), (&"breaker".into(), &"corrected".into()));
    assert_eq!(estate.run(&format!("{clear} --reason again")).await.exit, 4);
}

#[tokio::test]
async fn amt_33_where_nothing_is_enabled_nobody_is_asked() {
    let estate = Estate::new().await;
    for command in ["host probe 127.0.0.1 --json", "doctor host 127.0.0.1 --json"] {
        let ran = estate.run(command).await;
        assert_eq!((ran.exit, ran.error()["code"].as_str()), (2, Some("CONF-0001")), "{command}");
    }
}
