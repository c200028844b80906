//! Changes that a person wishes for, by what they change. Each becomes a plan, which is shown before anything is done.

use crate::core::computer_set::{ComputerSetEdit, MembersWish, NewComputerSet, UnblockWish};
use crate::core::mapping::OverrideWish;
use crate::core::package::{AssignWish, NewPackage, PackageEdit};
use crate::core::policy::PolicyWish;
use crate::core::profile::NewProfile;
use crate::core::system_set::{AdministratorWish, GrantWish, NewSystemSet, SystemSetEdit};
use crate::model::id::{OperationId, RequestId};
use crate::model::job::Job;

/// A change that a person wishes for.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is named by what it changes")]
pub enum Wish {
    Policy(PolicyWish),
    /// Lets the credential of an account be tried again.
    ClearBreaker(String),
    Override(OverrideWish),
    Profile(NewProfile),
    Nss(NssWish),
    Nsc(NscWish),
    Pkg(PkgWish),
    Request(RequestWish),
    Choice(ChoiceWish),
    /// Have a job run now.
    Run(Job),
    /// Take an operation back.
    Undo(OperationId),
}

/// A change of a Named System Set, its rights or its administrators. Sets are named by number or name.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is named by what it does")]
pub enum NssWish {
    Create(NewSystemSet),
    Edit { nss: String, edit: SystemSetEdit },
    Move { nss: String, parent: String },
    Delete { nss: String },
    Grant(GrantWish),
    Revoke(GrantWish),
    AddAdministrator(AdministratorWish),
    RemoveAdministrator(AdministratorWish),
}

/// A change of a Named Set of Computers, its members, or what its manager releases.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is named by what it does")]
pub enum NscWish {
    Create(NewComputerSet),
    Edit { nsc: String, edit: Box<ComputerSetEdit> },
    Delete { nsc: String },
    AddMembers(MembersWish),
    RemoveMembers(MembersWish),
    Release { nsc: String, pkg: String },
    Unblock(UnblockWish),
}

/// A change of a package, or of where it is assigned.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is named by what it does")]
pub enum PkgWish {
    Create(Box<NewPackage>),
    Edit { pkg: String, edit: Box<PackageEdit> },
    Publish { pkg: String },
    Retire { pkg: String },
    Delete { pkg: String },
    Assign(Box<AssignWish>),
    Unassign(Box<AssignWish>),
}

/// The choice of a package that is offered to the principal, or its end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChoiceWish {
    /// The machine for which; none for what follows the user.
    pub machine: Option<String>,
    /// The package, by number.
    pub pkg: String,
    /// Whether it is chosen, or done without.
    pub chosen: bool,
}

/// A request for membership, or the decision on one.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is named by what it does")]
pub enum RequestWish {
    Create(MembersWish),
    Approve(RequestId),
    Refuse(RequestId),
}
