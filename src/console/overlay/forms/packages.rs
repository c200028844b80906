//! Forms of the packages: what one is, and where it is assigned.

use super::{Field, Form, FormKind, Submission};
use crate::console::app::{Model, PkgWish, Request, Wish};
use crate::console::figures;
use crate::core::Problem;
use crate::core::package::{AssignWish, NewPackage, PackageEdit};
use crate::core::what_if::Supposition;
use crate::model::assignment::{AssignAction, Assignment, RebootPolicy, Window};
use crate::model::id::{ComputerSetId, PackageId};
use crate::model::package::{Package, PackageKind, PackageScope};
use crate::model::permission::{Decision, Target, Verb};
use chrono::{DateTime, Utc};
use std::str::FromStr;

/// What a form of the packages is for. Packages are named by number and title.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is named by what it does")]
pub enum PackagesForm {
    Create,
    Edit { pkg: PackageId, title: String },
    Assign { pkg: PackageId, title: String },
    AssignTo { nsc: ComputerSetId, name: String },
    WhatIf { pkg: PackageId, title: String },
}

const KINDS: &[&str] = &["application", "patch", "os_setting", "group_policy", "scheduled_task", "meta"];
const SCOPES: &[&str] = &["computer", "user"];
const ACTIONS: &[&str] = &["apply", "publish", "allow", "deny"];
/// What can be supposed of a package: an assignment with this action, or its end.
const SUPPOSED: &[&str] = &["apply", "publish", "allow", "deny", "end"];
const REBOOTS: &[&str] = &["ask", "defer", "force"];

impl PackagesForm {
    /// Returns the id of its title in the locale files.
    pub(in crate::console::overlay) fn title_id(&self) -> &'static str {
        match self {
            Self::Create => "form-pkg",
            Self::Edit { .. } => "form-pkg-edit",
            Self::Assign { .. } => "form-assign",
            Self::AssignTo { .. } => "form-assign-to",
            Self::WhatIf { .. } => "form-assign-what-if",
        }
    }

    /// Returns the name of what the form is about.
    pub(in crate::console::overlay) fn about(&self) -> &str {
        match self {
            Self::Create => "",
            Self::Edit { title, .. } | Self::Assign { title, .. } | Self::WhatIf { title, .. } => title,
            Self::AssignTo { name, .. } => name,
        }
    }

    /// Returns what the form asks for.
    pub(in crate::console::overlay) fn submission(&self, form: &Form) -> Result<Submission, Problem> {
        let wish = match self {
            Self::Create => PkgWish::Create(Box::new(NewPackage {
                name: form.text(0),
                version: form.text(1),
                kind: kind(form).unwrap_or(PackageKind::Application),
                nss: form.text(CONTENT),
                rest: PackageEdit { name: None, version: None, kind: None, ..content(form)? },
            })),
            Self::Edit { pkg, .. } => PkgWish::Edit { pkg: pkg.to_string(), edit: Box::new(content(form)?) },
            Self::Assign { pkg, .. } => PkgWish::Assign(Box::new(assignment(form, pkg.to_string(), form.text(0))?)),
            Self::AssignTo { nsc, .. } => PkgWish::Assign(Box::new(assignment(form, form.text(0), nsc.to_string())?)),
            Self::WhatIf { pkg, .. } => {
                let action = action(form);
                let wish = AssignWish::untimed(pkg.to_string(), form.text(0), action);
                let supposed = if action.is_none() { Supposition::Unassign(wish) } else { Supposition::Assign(wish) };
                return Ok(Submission::Ask(Request::WhatIf(vec![supposed]), None));
            }
        };
        Ok(Submission::plan(Wish::Pkg(wish)))
    }

    /// Returns whether the person may do it with the set, the package or the NSS that the form names.
    pub(super) fn decision(&self, form: &Form, model: &Model) -> Option<Decision> {
        let rights = model.session.rights.get()?;
        let now = rights.configuration();
        match self {
            Self::Create => {
                let id = now.system_set(&form.some(CONTENT)?)?.id;
                Some(rights.may(Verb::PkgCreate, Target::Nss { id }))
            }
            Self::Assign { pkg, .. } => {
                let nsc = now.computer_set(&form.some(0)?)?.id;
                Some(rights.may_assign(nsc, *pkg, action(form)?))
            }
            Self::AssignTo { nsc, .. } => match now.packages_named(&form.some(0)?)[..] {
                [package] => Some(rights.may_assign(*nsc, package.id, action(form)?)),
                _ => None,
            },
            Self::Edit { .. } | Self::WhatIf { .. } => None,
        }
    }
}

/// Returns the chosen action; none for an end.
fn action(form: &Form) -> Option<AssignAction> {
    AssignAction::ALL.into_iter().find(|action| action.name() == form.text(1))
}

fn assignment(form: &Form, pkg: String, nsc: String) -> Result<AssignWish, Problem> {
    Ok(AssignWish {
        pkg,
        nsc,
        action: action(form),
        window: form.some(2).map(|text| read(&text, "window", "Sat,Sun 02:00-05:00")).transpose()?,
        not_before: time(form, 3, "not_before")?,
        deadline: time(form, 4, "deadline")?,
        reboot: match form.text(5).as_str() {
            "defer" => RebootPolicy::Defer,
            "force" => RebootPolicy::Force,
            _ => RebootPolicy::Ask,
        },
    })
}

/// How many fields say what a package is.
const CONTENT: usize = 21;

/// The fields that say what a package is, in the order in which [`content`] reads them.
fn fields(package: Option<&Package>) -> Vec<Field> {
    let text = |of: fn(&Package) -> &str| package.map_or("", of);
    let list = |of: fn(&Package) -> String| package.map_or_else(String::new, of);
    let usual = |of: fn(&Package) -> String, usual: &str| package.map_or_else(|| usual.to_owned(), of);
    let limit = |limit: Option<u32>| limit.map_or_else(String::new, |limit| limit.to_string());
    let fields = vec![
        Field::needed("field-name", text(|package| &package.name)),
        Field::needed("field-version", text(|package| &package.version)),
        Field::choice("field-kind", KINDS, text(|package| package.kind.name())),
        Field::choice("field-scope", SCOPES, text(|package| scope_name(package.scope))),
        Field::text("field-vendor", text(|package| &package.vendor)),
        Field::text("field-description", text(|package| &package.description)),
        Field::text("field-source", text(|package| &package.source)),
        Field::text("field-install", text(|package| &package.install_command)),
        Field::text("field-remove", text(|package| &package.remove_command)),
        Field::text("field-detection", text(|package| &package.detection)),
        Field::text("field-success-codes", usual(|package| joined(&package.success_codes), "0")),
        Field::text("field-reboot-codes", usual(|package| joined(&package.reboot_codes), "1641, 3010")),
        Field::text("field-dependencies", list(|package| joined(&package.dependencies))),
        Field::text("field-supersedes", list(|package| joined(&package.supersedes))),
        Field::text("field-conflicts", list(|package| joined(&package.conflicts))),
        Field::text("field-priority", usual(|package| package.priority.to_string(), "0")),
        Field::text("field-size", usual(|package| package.size.to_string(), "0")),
        Field::text("field-os-filter", list(|package| package.os_filter.join(", "))),
        Field::text("field-concurrency", limit(package.and_then(|package| package.concurrency))),
        Field::text("field-licences", limit(package.and_then(|package| package.licences))),
        Field::check("field-reboots", package.is_some_and(|package| package.reboots)),
    ];
    debug_assert_eq!(fields.len(), CONTENT);
    fields
}

/// Returns what was changed of what a package is.
fn content(form: &Form) -> Result<PackageEdit, Problem> {
    let number = |place: usize, field: &str| limit(form.changed(place), field);
    Ok(PackageEdit {
        name: form.changed(0),
        version: form.changed(1),
        kind: form.changed(2).and_then(|_| kind(form)),
        scope: form.changed(3).map(|name| if name == "user" { PackageScope::User } else { PackageScope::Computer }),
        vendor: form.changed(4),
        description: form.changed(5),
        source: form.changed(6),
        install_command: form.changed(7),
        remove_command: form.changed(8),
        detection: form.changed(9),
        success_codes: codes(form.changed(10), "success_codes")?,
        reboot_codes: codes(form.changed(11), "reboot_codes")?,
        dependencies: form.changed(12).map(|text| words(&text)),
        supersedes: form.changed(13).map(|text| words(&text)),
        conflicts: form.changed(14).map(|text| words(&text)),
        priority: form.changed(15).map(|text| read(&text, "priority", "number")).transpose()?,
        size: form.changed(16).map(|text| read(&text, "size", "number")).transpose()?,
        // Set by what takes the file in.
        checksum: None,
        os_filter: form.changed(17).map(|text| words(&text)),
        concurrency: number(18, "concurrency")?,
        licences: number(19, "licences")?,
        reboots: form.turned(20),
    })
}

fn kind(form: &Form) -> Option<PackageKind> {
    PackageKind::ALL.into_iter().find(|kind| kind.name() == form.text(2))
}

/// Returns a scope's name as it stands in JSON and on the command line.
fn scope_name(scope: PackageScope) -> &'static str {
    match scope {
        PackageScope::Computer => "computer",
        PackageScope::User => "user",
    }
}

fn joined<T: ToString>(list: &[T]) -> String {
    list.iter().map(T::to_string).collect::<Vec<_>>().join(", ")
}

fn words(text: &str) -> Vec<String> {
    text.split(',').map(str::trim).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

fn codes(text: Option<String>, field: &str) -> Result<Option<Vec<i32>>, Problem> {
    text.map(|text| words(&text).iter().map(|word| read(word, field, "number")).collect()).transpose()
}

/// Reads a limit; an emptied field means that there is none.
fn limit(text: Option<String>, field: &str) -> Result<Option<Option<u32>>, Problem> {
    let number = |text: String| if text.is_empty() { Ok(None) } else { read(&text, field, "number").map(Some) };
    text.map(number).transpose()
}

/// Reads a day, or a day and a time, in UTC: what may lie ahead has its date.
fn time(form: &Form, place: usize, field: &str) -> Result<Option<DateTime<Utc>>, Problem> {
    let Some(text) = form.some(place) else { return Ok(None) };
    let dated = text.get(4..5) == Some("-");
    // With a date, the moment does not depend on the present one.
    let at = figures::parse_moment(&text, DateTime::UNIX_EPOCH).filter(|_| dated);
    at.map(Some).ok_or_else(|| invalid(&text, field, "2026-03-05 14:00"))
}

fn read<T: FromStr>(text: &str, field: &str, expected: &str) -> Result<T, Problem> {
    text.parse().map_err(|_| invalid(text, field, expected))
}

fn invalid(text: &str, field: &str, expected: &str) -> Problem {
    Problem::Invalid { field: field.into(), value: text.into(), expected: expected.into() }
}

impl Form {
    /// Offers the NSS of the selected package, or the one that was looked at last.
    pub(in crate::console::overlay) fn create_package(model: &Model) -> Self {
        let near = model.packages.selected().map(|row| row.nss_name.clone());
        let nss = near.or_else(|| model.sets.selected_set().map(|node| node.set.name.clone()));
        let mut fields = fields(None);
        fields.push(Field::needed("field-owner", nss.unwrap_or_default()));
        Self::new(FormKind::Packages(PackagesForm::Create), fields)
    }

    pub(in crate::console::overlay) fn edit_package(model: &Model) -> Option<Self> {
        let package = &model.packages.selected()?.package;
        let kind = PackagesForm::Edit { pkg: package.id, title: package.title() };
        Some(Self::new(FormKind::Packages(kind), fields(Some(package))))
    }

    /// Offers the assignment under the cursor or, without one, the NSC that was looked at last.
    pub(in crate::console::overlay) fn assign(model: &Model) -> Option<Self> {
        let package = &model.packages.selected()?.package;
        let known = model.packages.selected_assignment();
        let near = model.sets.selected_computer_set().map(|row| row.set.id);
        let nsc = known.map(|known| known.nsc).or(near).map(|id| id.to_string()).unwrap_or_default();
        let fields = assignment_fields(Field::needed("field-computer-set", nsc), known);
        let kind = PackagesForm::Assign { pkg: package.id, title: package.title() };
        Some(Self::new(FormKind::Packages(kind), fields))
    }

    /// Asks for a package for the selected NSC; the one under the cursor there is offered.
    pub(in crate::console::overlay) fn assign_to(model: &Model) -> Option<Self> {
        let set = &model.sets.selected_computer_set()?.set;
        let pkg = model.sets.selected_package().map(|id| id.to_string()).unwrap_or_default();
        let fields = assignment_fields(Field::needed("field-package", pkg), None);
        let kind = PackagesForm::AssignTo { nsc: set.id, name: set.name.clone() };
        Some(Self::new(FormKind::Packages(kind), fields))
    }

    /// Asks where the selected package is supposed to be assigned, or no longer.
    pub(in crate::console::overlay) fn suppose_assigned(model: &Model) -> Option<Self> {
        let package = &model.packages.selected()?.package;
        let known = model.packages.selected_assignment();
        let near = model.sets.selected_computer_set().map(|row| row.set.id);
        let nsc = known.map(|known| known.nsc).or(near).map(|id| id.to_string()).unwrap_or_default();
        let fields = vec![
            Field::needed("field-computer-set", nsc),
            Field::choice("field-action", SUPPOSED, if known.is_some() { "end" } else { "apply" }),
        ];
        let kind = PackagesForm::WhatIf { pkg: package.id, title: package.title() };
        Some(Self::new(FormKind::Packages(kind), fields))
    }
}

/// Returns the fields of an assignment, after the one that says what is assigned or where: as it is known, or as a new
/// one mostly is.
fn assignment_fields(first: Field, known: Option<&Assignment>) -> Vec<Field> {
    let time = |at: Option<DateTime<Utc>>| at.map_or_else(String::new, figures::minute);
    let window = known.and_then(|known| known.window.as_ref()).map(Window::to_string).unwrap_or_default();
    vec![
        first,
        Field::choice("field-action", ACTIONS, known.map_or("apply", |known| known.action.name())),
        Field::text("field-window", window),
        Field::text("field-not-before", time(known.and_then(|known| known.not_before))),
        Field::text("field-deadline", time(known.and_then(|known| known.deadline))),
        Field::choice("field-reboot", REBOOTS, known.map(|known| known.reboot).unwrap_or_default().name()),
    ]
}
