//! Packages: made, published, assigned, retired.

mod assign;
mod content;
mod create;
mod delete;
mod edit;
mod life;
mod list;
mod shown;
mod stored;
mod upload;

pub use assign::{AssignWish, plan_assign, plan_unassign};
pub(crate) use assign::{assign, machines, unassign, verbs_to_assign};
pub use create::{NewPackage, plan as plan_create};
pub use delete::plan as plan_delete;
pub use edit::{PackageEdit, plan as plan_edit};
pub use life::{plan_publish, plan_retire};
pub use list::{COLUMNS, PackageDetail, PackageRow, Recipient, detail, list};
pub use upload::{Upload, plan as plan_upload, take_in};
