//! Named System Sets: the delegation tree, its grants and its administrators.

mod administrator;
mod create;
mod delete;
mod detail;
mod edit;
mod grant;
mod list;
mod narrowing;
mod relocate;

pub use administrator::{
    AdministratorWish, plan_add as plan_add_administrator, plan_remove as plan_remove_administrator,
};
pub(crate) use administrator::{add as add_administrator, known as known_trustee, remove as remove_administrator};
pub use create::{NewSystemSet, plan as plan_create};
pub use delete::plan as plan_delete;
pub use detail::{OwnComputerSet, OwnPackage, SystemSetDetail, detail};
pub use edit::{SystemSetEdit, plan as plan_edit};
pub use grant::{GrantWish, plan_grant, plan_revoke};
pub(crate) use grant::{grant, revoke};
pub use list::{list, show};
pub use relocate::plan as plan_move;
