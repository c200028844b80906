//! A hello's whole journey through the real program: from a TCP socket, over a real DNS server and the inventory, to a
//! mapping with its trace. The same commands and the same JSON that users have.
#![cfg(test)]

#[path = "support/bind.rs"]
mod bind;
#[path = "support/postgres.rs"]
mod postgres;
#[path = "support/program.rs"]
mod program;

/// What the server's file knows databases by.
mod store {
    pub(crate) use bailiwick::store::Location;
}

use bind::{Bind, BindZone};
use program::{Estate, has_mode, send_from};
use serde_json::{Value, json};

fn zones() -> Vec<BindZone> {
    vec![
        BindZone::new(
            "0.0.127.in-addr.arpa",
            "1 PTR pc-one.corp.example.\n\
             2 PTR pc-b.corp.example.\n2 PTR pc-two.corp.example.\n2 PTR zz.corp.example.\n\
             3 PTR new-owner.corp.example.\n\
             5 PTR no-forward.corp.example.\n",
        ),
        BindZone::broken("1.0.127.in-addr.arpa"),
        BindZone::new(
            "corp.example",
            "pc-one A 127.0.0.1\npc-b A 127.0.0.2\npc-two A 127.0.0.2\nzz A 127.0.0.2\nnew-owner A 127.0.0.3\n",
        ),
    ]
}

/// A PKI hello with one SHA-256 hash.
fn hello(uuid: &str, retry: u32) -> Vec<u8> {
    let mut bytes = vec![0, 0, 3, 0];
    bytes.extend(retry.to_le_bytes());
    bytes.extend(uuid::Uuid::parse_str(uuid).unwrap().to_bytes_le());
    bytes.extend([1, 2, 32]);
    bytes.extend([0xc3; 32]);
    bytes
}

fn only(list: &Value, uuid: &str) -> Value {
    let found: Vec<_> = list.as_array().unwrap().iter().filter(|s| s["uuid"] == uuid).cloned().collect();
    assert_eq!(found.len(), 1, "{list:#}");
    found[0].clone()
}

fn results(trace: &Value) -> Vec<(String, String)> {
    let text = |v: &Value| v.as_str().unwrap().to_owned();
    trace["steps"].as_array().unwrap().iter().map(|s| (text(&s["step"]), text(&s["result"]))).collect()
}

/// An estate with a profile, the policy's box checked, and a server that listens.
fn ready(bind: &Bind) -> Estate {
    let estate = Estate::new(bind.addr());
    estate.json(&["amt", "profile", "create", "Enterprise"]);
    estate.json(&["amt", "policy", "set", "--profile", "Enterprise", "--enabled", "true"]);
    estate
}

#[test]
fn amt_01_a_hello_ends_with_profile_and_fqdn_or_with_a_recorded_failure() {
    let Some(bind) = Bind::start(&zones()) else { return };
    let estate = ready(&bind);
    let guid = |n: u32| format!("00000000-0000-0000-0000-{n:012}");
    let recent = chrono::Utc::now().to_rfc3339();
    let address = estate.file(
        "tcpip.csv",
        &format!(
            "_ResourceGuid,IP Address,Source,Collected\n{},127.0.0.2,agent,{recent}\n{},127.0.0.3,network_discovery,{recent}\n{},127.0.0.4,agent,{recent}\n",
            guid(2), guid(3), guid(4)
        ),
    );
    let names = estate.file(
        "location.jsonl",
        &[(2, "PC-Two.corp.example."), (3, "old-owner.corp.example"), (4, "silent.corp.example")]
            .map(|(n, fqdn)| json!({"_resourceguid": guid(n), "fqdn": fqdn}).to_string())
            .join("\n"),
    );
    let agent = estate.file(
        "oob.csv",
        &format!("UUID,fqdn,_RESOURCEGUID\naaaaaaaa-0000-0000-0000-000000000001,agent-pc.corp.example,{}\n", guid(1)),
    );
    // The alias of D-16 names the same table.
    for (table, file) in [("Inv_AeX_A__TCPIP", address), ("Inv_AeX_AC_Location", names), ("Inv_OOB_Capability", agent)]
    {
        let report = estate.json(&["cmdb", "import", table, file.to_str().unwrap()]);
        assert_eq!(report["rejected"], 0, "{report:#}");
    }

    let server = estate.serve();
    let uuid = |n: u32| format!("aaaaaaaa-0000-0000-0000-{n:012}");
    // Sent as a user would, once; the others straight from their own addresses.
    let sent = estate.run(&["hello", "send", &server.address.to_string(), "--uuid", &uuid(1), "--retry", "2"]);
    assert!(sent.status.success(), "{}", String::from_utf8_lossy(&sent.stderr));
    for n in 2..=6 {
        send_from(&format!("127.0.0.{n}"), server.address, &hello(&uuid(n), 0));
    }
    let list = estate.wait_for(&["hello", "list"], |list| {
        let systems = list.as_array().unwrap();
        systems.len() == 6 && systems.iter().all(|s| s["status"] != "hello_received")
    });

    // AMT-25, AMT-51, D-04: the inventory by UUID wins, DNS only advises.
    let one = only(&list, &uuid(1));
    assert_eq!(
        (&one["status"], &one["fqdn"], &one["profile"]),
        (&json!("queued"), &json!("agent-pc.corp.example"), &json!("Enterprise"))
    );
    assert_eq!(
        (&one["interface"], &one["retry"], &one["count"], &one["address"]),
        (&json!("pki"), &json!(2), &json!(1), &json!("127.0.0.1"))
    );
    let shown = estate.json(&["hello", "show", &uuid(1)]);
    assert_eq!(shown["trace"]["scenario"], "agent_based");
    assert_eq!(
        results(&shown["trace"]),
        [("policy", "hit"), ("cmdb_uuid", "hit"), ("cmdb_ip", "skipped"), ("host", "skipped"), ("dns", "miss")]
            .map(|(a, b)| (a.to_owned(), b.to_owned()))
    );
    assert!(one["warnings"].to_string().contains("dns_disagrees"), "{one:#}");

    // AMT-36: among several aliases the inventory's is used.
    assert_eq!(only(&list, &uuid(2))["fqdn"], "pc-two.corp.example");
    // AMT-28, AMT-38: the record is another computer's; DNS's name is taken, with a warning.
    let stale = only(&list, &uuid(3));
    assert_eq!(stale["fqdn"], "new-owner.corp.example");
    assert!(stale["warnings"].to_string().contains("stale_address"), "{stale:#}");
    // D-05: DNS is silent (NXDOMAIN), so the tentative name is not used.
    let silent = only(&list, &uuid(4));
    assert_eq!((&silent["status"], &silent["fqdn"]), (&json!("unverified"), &Value::Null));
    // AMT-39: DNS alone, and no forward record is a warning.
    let forward = only(&list, &uuid(5));
    assert_eq!(forward["fqdn"], "no-forward.corp.example");
    assert!(forward["warnings"].to_string().contains("no_forward_record"), "{forward:#}");
    assert_eq!(only(&list, &uuid(6))["status"], "unresolved");

    // The mapping is written, and an operator overrides with a reason (D-05).
    assert_eq!(estate.json(&["amt", "mapping", "list"]).as_array().unwrap().len(), 4);
    let denied = estate.run(&["amt", "mapping", "override", &uuid(4), "--fqdn", "silent.corp.example"]);
    assert_eq!(denied.status.code(), Some(2), "an override without a reason");
    estate.json(&["amt", "mapping", "override", &uuid(4), "--fqdn", "silent.corp.example", "--reason", "seen on site"]);
    let fixed = only(&estate.json(&["hello", "list"]), &uuid(4));
    assert_eq!((&fixed["status"], &fixed["fqdn"]), (&json!("queued"), &json!("silent.corp.example")));
    let log = estate.json(&["log"]);
    assert_eq!(log[0]["reason"], "seen on site");

    // Replay gives the same verdict; what-if with another PTR another one.
    assert_eq!(estate.json(&["hello", "replay", &uuid(3)])["same"], true);
    let edited = estate.json(&["hello", "what-if", &uuid(3), "--ptr", "old-owner.corp.example"]);
    assert_eq!(edited["after"]["fqdn"], "old-owner.corp.example");

    assert!(has_mode(&estate.data(), 0o700));
    assert!(has_mode(&estate.data().join("administration.db"), 0o600));
}

#[test]
fn amt_23_and_24_the_policy_stops_the_chain_and_setting_it_resumes_those_that_wait() {
    let Some(bind) = Bind::start(&zones()) else { return };
    let estate = Estate::new(bind.addr());
    let server = estate.serve();
    send_from("127.0.0.1", server.address, &hello("bbbbbbbb-0000-0000-0000-000000000001", 0));
    estate.wait_for(&["hello", "list", "--status", "no_profile"], |list| list.as_array().unwrap().len() == 1);
    estate.json(&["amt", "profile", "create", "Enterprise"]);
    estate.json(&["amt", "policy", "set", "--profile", "Enterprise", "--enabled", "false"]);
    estate.wait_for(&["hello", "list", "--status", "sync_disabled"], |list| list.as_array().unwrap().len() == 1);
    estate.json(&["amt", "policy", "set", "--enabled", "true"]);
    let list = estate.wait_for(&["hello", "list", "--status", "resolved"], |list| list.as_array().unwrap().len() == 1);
    assert_eq!(list[0]["fqdn"], "pc-one.corp.example");
}

#[test]
fn amt_16_duplicates_placeholders_and_unknown_keys_have_their_own_status() {
    let Some(bind) = Bind::start(&zones()) else { return };
    let estate = ready(&bind);
    let server = estate.serve();
    let twin = "cccccccc-0000-0000-0000-000000000001";
    for source in ["127.0.0.1", "127.0.0.2"] {
        send_from(source, server.address, &hello(twin, 0));
        send_from(source, server.address, &hello("00000000-0000-0000-0000-000000000000", 0));
    }
    let address = server.address.to_string();
    let psk = ["hello", "send", &address, "--uuid", "cccccccc-0000-0000-0000-000000000002", "--pid", "0000-037M"];
    assert!(estate.run(&psk).status.success());
    let list = estate.wait_for(&["hello", "list"], |list| {
        let systems = list.as_array().unwrap();
        systems.len() == 5 && systems.iter().all(|s| s["status"] != "hello_received")
    });
    let with = |status: &str| list.as_array().unwrap().iter().filter(|s| s["status"] == status).count();
    assert_eq!((with("duplicate_uuid"), with("invalid_uuid"), with("no_key")), (2, 2, 1), "{list:#}");

    let keys = estate.file("keys.txt", "# one pair\n0000-037M NKLD-G5DC-RRNQ-E9YZ-ZIJL-7LFL-VJED-69XJ\n");
    let imported = estate.run(&["amt", "key", "import", keys.to_str().unwrap(), "--json"]);
    assert!(imported.status.success());
    estate.wait_for(&["hello", "list", "--status", "resolved"], |list| list.as_array().unwrap().len() == 1);

    // AMT-12: the secret is nowhere, neither in the answer nor in any file of the estate.
    let secret: &[&[u8]] = &[b"NKLD-G5DC", b"NKLDG5DC"];
    let mut places = vec![imported.stdout, imported.stderr, estate.run(&["log", "--json"]).stdout];
    for entry in std::fs::read_dir(estate.data()).unwrap() {
        let path = entry.unwrap().path();
        if path.is_file() {
            places.push(std::fs::read(path).unwrap());
        }
    }
    for place in places {
        assert!(!secret.iter().any(|secret| place.windows(secret.len()).any(|window| window == *secret)));
    }
}

#[test]
fn nothing_that_was_shown_is_lost_when_the_backend_is_killed() {
    let Some(bind) = Bind::start(&zones()) else { return };
    let estate = ready(&bind);
    let mut expected = 0;
    for round in 0..4 {
        let mut server = estate.serve();
        for n in 0..40 {
            send_from("127.0.0.1", server.address, &hello(&format!("dddddddd-0000-0000-{round:04}-{n:012}"), 0));
        }
        let shown = estate.wait_for(&["hello", "list"], |list| list.as_array().unwrap().len() > expected);
        server.kill();
        expected = estate.json(&["hello", "list"]).as_array().unwrap().len();
        assert!(expected >= shown.as_array().unwrap().len());
    }
    // What was stored and not yet resolved is resolved by the next backend.
    let _server = estate.serve();
    let list = estate
        .wait_for(&["hello", "list"], |list| list.as_array().unwrap().iter().all(|s| s["status"] != "hello_received"));
    assert_eq!(list.as_array().unwrap().len(), expected);
}

#[test]
fn a_dead_name_server_delays_only_its_own_step() {
    // Bound and never answered.
    let hole = std::net::UdpSocket::bind("127.0.0.1:0").unwrap();
    let estate = Estate::new(hole.local_addr().unwrap());
    estate.json(&["amt", "profile", "create", "Enterprise"]);
    estate.json(&["amt", "policy", "set", "--profile", "Enterprise", "--enabled", "true"]);
    let trace = estate.json(&["resolve", "eeeeeeee-0000-0000-0000-000000000001", "127.0.0.1"]);
    assert_eq!(trace["outcome"], "unresolved");
    assert_eq!(trace["steps"][4]["result"], "error");
    assert_eq!(trace["steps"][4]["note"]["kind"], "dns_timeout");
    assert!(trace["steps"][1]["duration_ms"].as_f64().unwrap() < 200.0);
    assert_eq!(estate.json(&["hello", "list"]), json!([]), "resolve stores nothing");
}

#[test]
fn d_18_the_same_journey_on_postgresql() {
    let (Some(bind), Some(server)) = (Bind::start(&zones()), postgres::Server::start()) else { return };
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let mut estate = Estate::new(bind.addr());
    for name in ["administration", "reporting"] {
        let store::Location::Postgres(url) = runtime.block_on(server.database()) else { panic!("not a server") };
        estate.settings.push(format!("database.{name}={url}"));
    }
    estate.json(&["amt", "profile", "create", "Enterprise"]);
    estate.json(&["amt", "policy", "set", "--profile", "Enterprise", "--enabled", "true"]);
    let backend = estate.serve();
    send_from("127.0.0.1", backend.address, &hello("ffffffff-0000-0000-0000-000000000001", 3));
    let list = estate.wait_for(&["hello", "list", "--status", "resolved"], |list| list.as_array().unwrap().len() == 1);
    assert_eq!((&list[0]["fqdn"], &list[0]["retry"]), (&json!("pc-one.corp.example"), &json!(3)));
    assert_eq!(estate.run(&["serve", "--listen", "127.0.0.1:0"]).status.code(), Some(5), "one lease for all hosts");
    assert!(!estate.data().join("administration.db").exists());
}

#[test]
fn amt_34_a_failing_zone_is_not_a_name_that_does_not_exist() {
    let Some(bind) = Bind::start(&zones()) else { return };
    let estate = ready(&bind);
    let kind = |address: &str| {
        let trace = estate.json(&["resolve", "eeeeeeee-0000-0000-0000-000000000001", address]);
        (trace["steps"][4]["result"].clone(), trace["steps"][4]["note"]["kind"].clone())
    };
    assert_eq!(kind("127.0.1.7"), (json!("error"), json!("dns_serv_fail")));
    assert_eq!(kind("127.0.0.77"), (json!("miss"), json!("dns_nx_domain")));
}

#[test]
fn only_one_process_runs_the_backend() {
    let Some(bind) = Bind::start(&zones()) else { return };
    let estate = ready(&bind);
    let first = estate.serve();
    let second = estate.run(&["serve", "--listen", "127.0.0.1:0", "--json"]);
    assert_eq!(second.status.code(), Some(5));
    let message = String::from_utf8_lossy(&second.stderr);
    assert!(message.contains("NET-0002") && message.contains(&first.id().to_string()), "{message}");
}

/// A log that is left behind is read again by the next process before it shows anything.
#[test]
fn a_command_leaves_no_write_ahead_log() {
    let estate = Estate::new(([127, 0, 0, 1], 9).into());
    let row = |n: u32| format!("00000000-0000-0000-0000-{n:012},aaaaaaaa-0000-0000-0000-{n:012},pc{n}.example.org\n");
    let rows = (1..3000).map(row).fold("_resourceguid,uuid,fqdn\n".to_owned(), |text, line| text + &line);
    let file = estate.file("inventory.csv", &rows);
    for _ in 0..5 {
        estate.json(&["cmdb", "import", "Inv_OOB_Capability", file.to_str().unwrap()]);
        let left: Vec<_> = std::fs::read_dir(estate.data())
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .filter(|name| name.ends_with("-wal"))
            .collect();
        assert_eq!(left, Vec::<String>::new());
    }
}
