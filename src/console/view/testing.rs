//! What tests of the console share: a model with hand-made data, keys typed as strings, and the screen as text.

use crate::config::Locale;
use crate::console::action::ActionSpec;
use crate::console::app::{Effect, Lock, Look, Message, Model, Remote, Reply, Request, Session, Start, Wish, update};
use crate::console::event::TermEvent;
use crate::console::keymap::{DEFAULT, Keymap};
use crate::console::terminal::{Caps, Colors};
use crate::console::theme::{Role, Theme};
use crate::console::view::{Sheet, view};
use crate::core::access::Rights;
use crate::core::change::{Effect as Follows, Plan, Preview};
use crate::core::health::{Database, Health};
use crate::core::hello::Detail;
use crate::core::provisioning::Comparison;
use crate::core::{CoreSettings, Problem};
use crate::model::configuration::Configuration;
use crate::model::evidence::{DnsAnswer, Evidence, Gathered, HostAnswer, PolicyEvidence, UuidRows};
use crate::model::hello::{Interface, Malformed, RejectedHello};
use crate::model::id::{OperationId, ProfileId, SystemId, TraceId};
use crate::model::lease::{BackendReport, DnsHealth, Lease};
use crate::model::operation::{Change, ObjectRef, Operation};
use crate::model::permission::Verb;
use crate::model::policy::SyncPolicy;
use crate::model::principal::Principal;
use crate::model::profile::{Functions, Profile, ProfileRef};
use crate::model::system::{AddressSeen, AmtSystem, Status, StatusCount};
use crate::model::trace::{Scenario, Trace};
use crate::port::{HelloPage, Revision};
use crate::rules::identity::decide;
use crate::rules::schedule::expect;
use chrono::{DateTime, TimeDelta, Utc};
use serde_json::json;
use std::net::{IpAddr, Ipv4Addr};
use std::sync::Arc;
use uuid::Uuid;

pub(crate) mod jobs;
pub(crate) mod machines;
pub(crate) mod own;
pub(crate) mod packages;
pub(crate) mod sets;

/// The night of the incident: a Friday, 02:53:12.
pub(crate) fn now() -> DateTime<Utc> {
    "2026-03-06T02:53:12Z".parse().unwrap()
}

pub(crate) fn ago(minutes: i64) -> DateTime<Utc> {
    now() - TimeDelta::minutes(minutes)
}

pub(crate) fn look(theme: &str) -> Look {
    let caps = Caps { colors: Colors::True, unicode: true, synchronized: false, osc52: true, ssh: false, tmux: false };
    Look {
        theme: Theme::load(theme, None, &caps).unwrap(),
        keymap: Keymap::load(DEFAULT, None, &ActionSpec::ids(), &ActionSpec::dangerous_ids()).unwrap(),
        locale: Arc::new(Locale::load("en", None).unwrap()),
    }
}

/// A console that knows nothing yet. `allowed` is whether its principal may write.
pub(crate) fn empty(size: (u16, u16), allowed: bool) -> Model {
    let mut model = Model::new(Start {
        look: look("terminal"),
        session: Session {
            principal: Principal::user("anna@CORP"),
            rights: Remote::default(),
            lock: Lock::Locked,
            then: Remote::default(),
            record: Remote::default(),
            backend: None,
        },
        size,
        mouse: false,
        only: None,
        host: Some("PCATLDCS01".into()),
        place: crate::core::choice::Place::Here("PCATLDCS01".into()),
        now: now(),
    });
    model.session.rights.set(Arc::new(rights(allowed)), now());
    model
}

/// What the principal may do: everything, or what everybody may.
fn rights(allowed: bool) -> Rights {
    rights_in(sets::configuration(), allowed)
}

fn rights_in(configuration: Configuration, allowed: bool) -> Rights {
    let administrators: &[&str] = if allowed { &["anna@CORP"] } else { &["anna", "otto"] };
    Rights::new(Arc::new(configuration), Principal::user("anna@CORP"), Vec::new(), &settings(administrators))
}

/// Settings under which these administer the master.
pub(crate) fn settings(administrators: &[&str]) -> CoreSettings {
    CoreSettings {
        administrators: administrators.iter().map(|name| (*name).to_owned()).collect(),
        address_max_age_days: 30,
        log_restricted: false,
        requests_restricted: false,
        reminder_days: 3,
        backlog_alarm_minutes: 15,
    }
}

/// A console of a principal who may write, with everything that the fake core has.
pub(crate) fn filled(size: (u16, u16)) -> Model {
    let mut model = empty(size, true);
    tell(&mut model, Message::Health(Box::new(health())));
    tell(&mut model, Message::Changed(Revision { hellos: 7, operations: 3, lease: 1 }));
    model
}

/// Tells the model something and answers what it asks the core. Returns the effects that are not for the core.
pub(crate) fn tell(model: &mut Model, message: Message) -> Vec<Effect> {
    let mut open = update(model, message);
    let mut rest = Vec::new();
    while !open.is_empty() {
        match open.remove(0) {
            // Rights stay what the test began with.
            Effect::Core { tag, request: Request::Rights, .. } => {
                let rights = model.session.rights.get().cloned().unwrap();
                open.extend(update(model, Message::Reply(tag, Ok(Reply::Rights(rights)))));
            }
            Effect::Core { tag, request, .. } => open.extend(update(model, Message::Reply(tag, answer(&request)))),
            other => rest.push(other),
        }
    }
    rest
}

/// Types keys: letters as they are, others by name as in `<enter>`.
pub(crate) fn keys(model: &mut Model, typed: &str) -> Vec<Effect> {
    let mut rest = typed;
    let mut effects = Vec::new();
    while let Some(first) = rest.chars().next() {
        let (name, length) = match rest.strip_prefix('<').and_then(|inner| inner.split_once('>')) {
            Some((name, _)) => (name.to_owned(), name.len() + 2),
            None if first == ' ' => ("space".to_owned(), 1),
            None => (first.to_string(), first.len_utf8()),
        };
        let key: crokey::KeyCombination =
            if first.is_uppercase() && length == 1 { format!("shift-{name}").parse() } else { name.parse() }.unwrap();
        effects.extend(tell(model, Message::Terminal(TermEvent::Key(key.into()))));
        rest = &rest[length..];
    }
    effects
}

/// Returns the screen as text.
pub(crate) fn screen(model: &Model) -> String {
    let mut sheet = Sheet::default();
    let buffer = view(&mut sheet, model, false).buffer;
    let lines = (0..buffer.area.height).map(|y| {
        let line: String = (0..buffer.area.width).map(|x| buffer[(x, y)].symbol().to_owned()).collect();
        line.trim_end().to_owned()
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// Returns one letter for the look of each cell: lower-case letters count the looks in the order of the roles.
pub(crate) fn styles(model: &Model) -> String {
    let mut sheet = Sheet::default();
    let buffer = view(&mut sheet, model, false).buffer;
    let letter = |x: u16, y: u16| {
        let cell = &buffer[(x, y)];
        let found = Role::ALL.iter().position(|role| {
            let style = model.look.theme.style(*role);
            style.fg.unwrap_or_default() == cell.fg
                && style.bg.unwrap_or_default() == cell.bg
                && style.add_modifier == cell.modifier
        });
        match found {
            Some(0) => '.',
            Some(place) => char::from(b'a' + u8::try_from(place - 1).unwrap().min(25)),
            None => '?',
        }
    };
    let lines = (0..buffer.area.height)
        .map(|y| (0..buffer.area.width).map(|x| letter(x, y)).collect::<String>().trim_end_matches('.').to_owned());
    lines.collect::<Vec<_>>().join("\n")
}

/// Returns what the fake core answers.
pub(crate) fn answer(request: &Request) -> Result<Reply, Problem> {
    Ok(match request {
        Request::Counts => Reply::Counts(counts()),
        Request::Hours => Reply::Hours((0..24).map(|hour| [0, 12, 40, 3][hour % 4] * (hour as u64 + 1)).collect()),
        Request::Health => Reply::Health(Box::new(health())),
        Request::Policy => Reply::Policy(policy()),
        Request::Rights => Reply::Rights(Arc::new(rights(true))),
        Request::RightsShown => Reply::Rights(Arc::new(rights_in(sets::then(), true))),
        Request::WhatIf(_) => Reply::Outlook(Box::new(sets::outlook(&rights(true)))),
        Request::Inbox => Reply::Inbox(sets::inbox()),
        Request::MarkRead(_) | Request::Session { .. } => Reply::Noted,
        Request::Sets => Reply::Sets(sets::nodes()),
        Request::ComputerSets => Reply::ComputerSets(sets::computer_sets()),
        Request::Packages => Reply::Packages(packages::rows()),
        Request::Machines(query) => Reply::Machines(machines::rows(query)),
        Request::FindMachines(query) => Reply::MachinePage(machines::page(query)),
        Request::Roll { .. } => Reply::Noted,
        Request::Machine { name, user } => Reply::Machine(Box::new(machines::why(name, user.as_deref()))),
        Request::Own(place) => Reply::Own(Box::new(own::view(place))),
        Request::Users(query) => Reply::Users(own::users(query)),
        Request::Requests(query) => Reply::Requests(sets::requests(query.nsc.as_deref())),
        Request::Set(name) => Reply::Set(Box::new(sets::set(name))),
        Request::ComputerSet(id) => Reply::ComputerSet(Box::new(sets::computer_set(*id))),
        Request::Members(id, kind) => Reply::Members(sets::members(*id, *kind)),
        Request::Package(id) => Reply::Package(Box::new(packages::detail(*id))),
        Request::Profiles => Reply::Profiles(vec![profile(1, "Small"), profile(3, "Enterprise-TLS")]),
        Request::Systems { after: None, changed_since: None, .. } => {
            Reply::Systems(HelloPage { systems: systems(), next: None })
        }
        Request::Systems { .. } => Reply::Systems(HelloPage { systems: Vec::new(), next: None }),
        Request::Rejected => Reply::Rejected(vec![RejectedHello {
            address: IpAddr::V4(Ipv4Addr::new(10, 18, 9, 9)),
            received_at: ago(12),
            reason: Malformed::Short { got: 3, need: 25 },
            raw: vec![1, 2, 0x1b],
        }]),
        Request::Detail { uuid, .. } => {
            let system = systems().into_iter().find(|system| system.uuid == *uuid);
            Reply::Detail(Box::new(detail(system.ok_or(Problem::UnknownSystem { uuid: uuid.to_string() })?)))
        }
        Request::Pipeline(_) => Reply::Pipeline(jobs::pipeline()),
        Request::Jobs => Reply::Jobs(jobs::jobs()),
        Request::Runs(_) => Reply::Runs(jobs::runs()),
        Request::CheckPoint(name) => Reply::Checked(vec![jobs::check(name)]),
        Request::Clients(query) => Reply::Clients(jobs::clients(query)),
        Request::Operations { before: None, .. } => Reply::Operations(operations()),
        Request::Operations { .. } => Reply::Operations(Vec::new()),
        Request::Replay { edits, .. } => {
            let (before, mut evidence) = detail(system(0, Status::SyncDisabled)).trace.unwrap();
            edits.iter().for_each(|edit| edit.apply(&mut evidence));
            let after = decide(&evidence, 2, before.decided_at);
            let steps = before.steps.iter().zip(&after.steps);
            let changed_steps = steps.filter(|(a, b)| a.note != b.note).map(|(a, _)| a.step).collect();
            let same = before.outcome == after.outcome && before.fqdn == after.fqdn;
            Reply::Comparison(Box::new(Comparison { before, after, same, changed_steps }))
        }
        Request::Plan(wish) => Reply::Planned(Box::new(match **wish {
            Wish::Pkg(_) => packages::plan(),
            Wish::Run(job) => jobs::plan(job),
            Wish::Choice(ref wish) => own::plan(wish),
            _ => plan(41),
        })),
        Request::Commit(_) => Reply::Committed(OperationId(918_202)),
    })
}

/// A plan that checks the policy's box, for so many waiting systems.
pub(crate) fn plan(count: u64) -> Plan {
    let profile = policy().profile;
    Plan {
        change: Change::SetSyncPolicy { before: policy(), profile, enabled: true }.into(),
        preview: Preview {
            object: ObjectRef { kind: "policy".into(), name: "synchronization".into() },
            before: Some(json!({"profile": "Enterprise-TLS", "profile_id": 3, "enabled": false})),
            after: Some(json!({"profile": "Enterprise-TLS", "profile_id": 3, "enabled": true})),
            effects: vec![
                Follows::NewSystemsGet { profile: "3 Enterprise-TLS".into() },
                Follows::SystemsResolvedAgain { count },
            ],
            reversible: true,
            typed: None,
            command: "bailiwick amt policy set --profile Enterprise-TLS --enabled true".into(),
        },
    }
}

fn counts() -> Vec<StatusCount> {
    [
        (Status::SyncDisabled, 41, 43),
        (Status::StaleAddress, 5, 58),
        (Status::DuplicateUuid, 3, 4000),
        (Status::Queued, 112, 60),
        (Status::Provisioned, 986, 90_000),
    ]
    .map(|(status, systems, minutes)| StatusCount { status, systems, since: Some(ago(minutes)) })
    .to_vec()
}

fn policy() -> SyncPolicy {
    SyncPolicy {
        profile: Some(ProfileRef { id: ProfileId(3), name: "Enterprise-TLS".into() }),
        enabled: false,
        changed_at: Some(ago(43)),
        changed_by: Some("jdoe".into()),
    }
}

fn profile(id: i64, name: &str) -> Profile {
    Profile {
        id: ProfileId(id),
        name: name.into(),
        description: String::new(),
        access_rights: Vec::new(),
        functions: Functions::default(),
        created_at: ago(9000),
        created_by: "anna".into(),
    }
}

pub(crate) fn health() -> Health {
    let database = |size_bytes| Database { ok: true, place: "here".into(), size_bytes };
    let dns = DnsHealth { ok: true, servers: "127.0.0.1:5353".into(), problem: None, at: ago(1) };
    let report = BackendReport { listening: Some("0.0.0.0:9971".into()), dns: Some(dns), ..BackendReport::default() };
    Health {
        at: now(),
        administration: database(12_400_000),
        reporting: database(48_000_000),
        backend_alive: true,
        lease_refused: None,
        backend: Some(report.clone()),
        dns: None,
        publishing: Some(Box::new(jobs::well())),
        host: crate::core::host::HostHealth { enabled: true, ..Default::default() },
        lease: Some(Lease {
            holder: Uuid::from_u128(9),
            role: "serve".into(),
            host: "amt01".into(),
            pid: 4711,
            taken_at: ago(600),
            renewed_at: now(),
            expires_at: now() + TimeDelta::seconds(9),
            report,
        }),
    }
}

fn operations() -> Vec<Operation> {
    let operation = |id, minutes, actor: &str, verb, kind: &str, name: &str, before, after| Operation {
        id: OperationId(id),
        at: ago(minutes),
        actor: actor.into(),
        verb,
        object: ObjectRef { kind: kind.into(), name: name.into() },
        before,
        after,
        reason: Some("SUP-771".into()),
        command: "bailiwick amt policy set --profile Enterprise-TLS --enabled false".into(),
        trace_id: Uuid::nil(),
        server_ack: None,
        reversible: true,
        undoes: None,
        undone_by: None,
        directory: None,
    };
    let box_is = |on: bool| Some(json!({"enabled": on, "profile": "Enterprise-TLS", "profile_id": 3}));
    vec![
        operation(918_201, 43, "jdoe", Verb::AmtPolicyEdit, "policy", "synchronization", box_is(true), box_is(false)),
        operation(918_200, 3000, "anna", Verb::NssCreate, "nss", "AB-CO-LHC", None, Some(json!({"name": "AB-CO-LHC"}))),
    ]
}

/// Returns a system; its number tells its UUID and address.
pub(crate) fn system(number: u32, status: Status) -> AmtSystem {
    let address = IpAddr::V4(Ipv4Addr::from(0x0a12_044d + number));
    let resolved = matches!(status, Status::Queued | Status::Provisioned);
    AmtSystem {
        id: SystemId(i64::from(number) + 1),
        uuid: Uuid::from_u128(0x4c4c_4544_0042_3710_8054_c7c0_4f4d_3132 + u128::from(number)),
        split_by: None,
        address,
        interface: Interface::Pki,
        admin_credentials_set: false,
        pid: None,
        certificate_hashes: Arc::default(),
        first_seen: ago(50),
        last_seen: now() - TimeDelta::seconds(40 + i64::from(number)),
        count: 9,
        retry: 8,
        trailing_bytes: 0,
        addresses: vec![AddressSeen { address, first_seen: ago(50), last_seen: ago(1), count: 9 }],
        status,
        outcome: None,
        scenario: (!resolved).then_some(Scenario::NoAgent),
        fqdn: resolved.then(|| format!("pc{number:03}.cern.ch")),
        profile: policy().profile.filter(|_| resolved),
        warnings: Vec::new(),
        trace: Some(TraceId(i64::from(number) + 100)),
        resolved_at: Some(ago(1)),
    }
}

fn systems() -> Vec<AmtSystem> {
    let status = |number: u32| match number {
        0..=3 => Status::SyncDisabled,
        4..=5 => Status::StaleAddress,
        6 => Status::DuplicateUuid,
        7..=9 => Status::Queued,
        _ => Status::Provisioned,
    };
    (0..16).map(|number| system(number, status(number))).collect()
}

/// Returns a system with its trace: stopped by the box, or as evidence with a PTR name resolves it.
pub(crate) fn detail(system: AmtSystem) -> Detail {
    let evidence = Evidence {
        uuid: system.uuid,
        address: system.address,
        gathered_at: ago(1),
        policy: PolicyEvidence { profile: policy().profile, enabled: system.status != Status::SyncDisabled },
        cmdb_uuid: Gathered::free(UuidRows::Read { rows: Vec::new(), near: Vec::new(), empty_tables: Vec::new() }),
        cmdb_ip: Gathered::free(Vec::new()),
        host: Gathered::free(HostAnswer::NotConfigured),
        dns: Gathered {
            answer: DnsAnswer::Names {
                names: vec![crate::model::evidence::DnsName {
                    name: "pcitis042.cern.ch".into(),
                    forward: crate::model::evidence::Forward::Confirmed,
                }],
            },
            source: Some("127.0.0.1:5353".into()),
            duration_ms: 3.2,
        },
    };
    let mut trace: Trace = decide(&evidence, 2, ago(1));
    trace.id = system.trace;
    let expectation = expect(system.interface, system.retry, system.last_seen);
    Detail { expectation, trace: Some((trace, evidence)), mapping: None, system }
}
