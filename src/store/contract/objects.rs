//! One object of each kind, and changes of them.

use super::samples::{at, entry};
use crate::model::assignment::{AssignAction, Assignment, RebootPolicy, Release, ReleaseState};
use crate::model::choice::Choice;
use crate::model::computer_set::ComputerSet;
use crate::model::delegation::{Administrator, Grant, Reach, Trustee};
use crate::model::directory::MemberKind;
use crate::model::id::{
    AdministratorId, AssignmentId, ChoiceId, ComputerSetId, GrantId, OperationId, PackageId, ReleaseId, RequestId,
    SystemSetId,
};
use crate::model::object::{ChangeSet, Edit, Object};
use crate::model::operation::ObjectRef;
use crate::model::package::{Package, PackageKind, PackageScope, PackageState};
use crate::model::permission::{Target, Verb};
use crate::model::request::{MemberRequest, RequestState};
use crate::model::system_set::SystemSet;
use crate::port::{AdminStore as _, StoreResult};
use crate::store::AdminDb;
use serde_json::json;

pub(super) fn nss(id: i64, name: &str, parent: Option<i64>) -> SystemSet {
    SystemSet {
        id: SystemSetId(id),
        name: name.into(),
        parent: parent.map(SystemSetId),
        description: "what for".into(),
        link_person: "bert".into(),
        created_at: at(1),
        created_by: "anna".into(),
    }
}

pub(super) fn grant(id: i64, nss: i64, verb: Verb, reach: Reach) -> Grant {
    Grant { id: GrantId(id), nss: SystemSetId(nss), verb, reach, granted_at: at(2), granted_by: "anna".into() }
}

pub(super) fn nsc(id: i64, nss: i64, name: &str) -> ComputerSet {
    ComputerSet {
        id: ComputerSetId(id),
        nss: SystemSetId(nss),
        name: name.into(),
        description: String::new(),
        parent: None,
        locally_managed: true,
        responsible: "carla".into(),
        os_version: "Windows 11".into(),
        created_at: at(3),
        created_by: "anna".into(),
    }
}

pub(super) fn package(id: i64, nss: i64, name: &str) -> Package {
    Package {
        id: PackageId(id),
        nss: SystemSetId(nss),
        name: name.into(),
        version: "1.0b".into(),
        vendor: "Makers".into(),
        description: "does it".into(),
        kind: PackageKind::OsSetting,
        scope: PackageScope::User,
        source: "tool/1.0".into(),
        install_command: "setup /q".into(),
        remove_command: "setup /x".into(),
        detection: "tool.exe".into(),
        success_codes: vec![0, -1],
        reboot_codes: vec![3010],
        dependencies: vec![PackageId(7)],
        supersedes: vec![PackageId(8), PackageId(9)],
        conflicts: Vec::new(),
        priority: -5,
        size: 1 << 40,
        checksum: "ab".repeat(32),
        os_filter: vec!["Windows 10".into()],
        concurrency: Some(4),
        licences: None,
        reboots: true,
        state: PackageState::Retired,
        created_at: at(4),
        created_by: "anna".into(),
    }
}

pub(super) fn administrator(id: i64, nss: i64, trustee: &str, reach: Reach) -> Administrator {
    Administrator {
        id: AdministratorId(id),
        nss: SystemSetId(nss),
        trustee: Trustee::from(trustee.to_owned()),
        reach,
        added_at: at(5),
        added_by: "anna".into(),
    }
}

pub(super) fn assignment(id: i64, nsc: i64, pkg: i64, action: AssignAction) -> Assignment {
    Assignment {
        id: AssignmentId(id),
        nsc: ComputerSetId(nsc),
        pkg: PackageId(pkg),
        action,
        not_before: Some(at(6)),
        deadline: None,
        window: "Sat,Sun 02:00-05:00".parse().ok(),
        reboot: RebootPolicy::Defer,
        assigned_at: at(7),
        assigned_by: "anna".into(),
    }
}

fn release(id: i64, nsc: i64, pkg: i64) -> Release {
    Release {
        id: ReleaseId(id),
        nsc: ComputerSetId(nsc),
        pkg: PackageId(pkg),
        state: ReleaseState::Emergency { agreed_by: "dora".into(), until: at(99) },
        by: "carla".into(),
        at: at(8),
        reason: "a hole".into(),
    }
}

fn request(id: i64, nsc: i64) -> MemberRequest {
    MemberRequest {
        id: RequestId(id),
        nsc: ComputerSetId(nsc),
        kind: MemberKind::Computer,
        names: vec!["PC1".into(), "PC2".into()],
        asked_by: "emil".into(),
        asked_at: at(9),
        reason: "mine".into(),
        state: RequestState::Refused { by: "carla".into(), at: at(10), reason: "not yours".into() },
    }
}

fn choice(id: i64, pkg: i64, machine: Option<&str>) -> Choice {
    Choice {
        id: ChoiceId(id),
        user: "emil".into(),
        machine: machine.map(str::to_owned),
        pkg: PackageId(pkg),
        chosen: machine.is_some(),
        at: at(11),
    }
}

/// Two or more objects of each kind, what others refer to first.
pub(super) fn one_of_each() -> Vec<Object> {
    let nested = ComputerSet { parent: Some(ComputerSetId(1)), locally_managed: false, ..nsc(2, 2, "Desks") };
    let plain = Assignment {
        not_before: None,
        deadline: Some(at(20)),
        window: None,
        ..assignment(2, 2, 1, AssignAction::Deny)
    };
    vec![
        nss(1, "Master", None).into(),
        nss(2, "Vacuum", Some(1)).into(),
        nsc(1, 2, "Pumps").into(),
        nested.into(),
        package(1, 2, "Tool").into(),
        package(2, 1, "Été").into(),
        grant(1, 2, Verb::NscEdit, Reach::Nss).into(),
        grant(2, 2, Verb::NscEdit, Reach::Nsc(ComputerSetId(1))).into(),
        administrator(1, 2, "carla", Reach::Nss).into(),
        administrator(2, 2, "group:Vacuum Operators", Reach::Pkg(PackageId(1))).into(),
        assignment(1, 1, 1, AssignAction::Apply).into(),
        plain.into(),
        release(1, 1, 1).into(),
        request(1, 1).into(),
        choice(1, 1, Some("PC1")).into(),
        choice(2, 1, None).into(),
    ]
}

pub(super) fn create(objects: impl IntoIterator<Item = Object>) -> Vec<Edit> {
    objects.into_iter().map(Edit::create).collect()
}

pub(super) fn change(edits: Vec<Edit>) -> ChangeSet {
    ChangeSet {
        verb: Verb::NssCreate,
        target: Target::ESTATE,
        object: ObjectRef { kind: "nss".into(), name: "Vacuum".into() },
        before: None,
        after: Some(json!({ "name": "Vacuum" })),
        edits,
        directory: Vec::new(),
        undoes: None,
    }
}

/// Makes edits on top of whatever the newest record is.
pub(super) async fn make(admin: &AdminDb, edits: Vec<Edit>) -> StoreResult<OperationId> {
    let newest = OperationId(admin.revision().await?.operations);
    Ok(admin.configure(&change(edits), &entry(), newest).await?.expect("nobody else writes"))
}
