//! Forms of the AMT service: the synchronization policy, profiles, overrides, and what-if on evidence.

use super::{Field, Form, FormKind, Submission};
use crate::console::app::{Model, Request, Wish};
use crate::core::Problem;
use crate::core::mapping::OverrideWish;
use crate::core::policy::PolicyWish;
use crate::core::profile::NewProfile;
use crate::core::provisioning::Edit;
use crate::model::evidence::{AddressRow, DnsAnswer, Evidence, UuidRows};
use crate::model::id::TraceId;
use crate::model::profile::{AccessRight, Functions};
use uuid::Uuid;

/// What a form of the AMT service is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AmtForm {
    /// Names a device by hand.
    Override(Uuid),
    /// Edits the evidence of a trace.
    WhatIf(TraceId),
    /// Makes a profile.
    Profile,
    /// Changes the synchronization policy.
    Policy,
    /// Lets a refused credential for hosts be tried again.
    Breaker,
}

impl AmtForm {
    /// Returns the id of its title in the locale files.
    pub(in crate::console::overlay) fn title_id(self) -> &'static str {
        match self {
            Self::Override(_) => "form-override",
            Self::WhatIf(_) => "form-what-if",
            Self::Profile => "form-profile",
            Self::Policy => "form-policy",
            Self::Breaker => "form-breaker",
        }
    }

    /// Returns what the form asks for.
    pub(in crate::console::overlay) fn submission(self, form: &Form) -> Result<Submission, Problem> {
        Ok(match self {
            Self::Override(uuid) => {
                let wish = OverrideWish { uuid, fqdn: form.text(0), profile: form.some(1) };
                Submission::Ask(Request::Plan(Box::new(Wish::Override(wish))), Some(form.text(2)))
            }
            Self::WhatIf(trace) => Submission::Ask(Request::Replay { trace, edits: edits(form) }, None),
            Self::Profile => Submission::plan(Wish::Profile(NewProfile {
                name: form.text(0),
                description: form.text(1),
                access_rights: access_rights(&form.text(2))?,
                functions: Functions {
                    web_ui: form.on(3),
                    serial_over_lan: form.on(4),
                    ide_redirection: form.on(5),
                    kvm: form.on(6),
                    user_consent: form.on(7),
                    tls: form.on(8),
                },
            })),
            Self::Breaker => {
                let request = Request::Plan(Box::new(Wish::ClearBreaker(form.text(0))));
                Submission::Ask(request, Some(form.text(1)))
            }
            Self::Policy => {
                Submission::plan(Wish::Policy(PolicyWish { profile: form.some(0), enabled: Some(form.on(1)) }))
            }
        })
    }
}

impl Form {
    pub(in crate::console::overlay) fn override_mapping(model: &Model) -> Option<Self> {
        let system = model.hellos.selected()?;
        let trace = model.hellos.selected_detail().and_then(|detail| detail.trace.as_ref()).map(|(trace, _)| trace);
        let name = system.fqdn.clone().or_else(|| trace.and_then(|trace| trace.tentative.clone()));
        let profile = system.profile.as_ref().map(|profile| profile.name.clone()).or_else(|| assigned(model));
        let reason = model.session.lock.reason().unwrap_or_default();
        Some(Self::new(
            FormKind::Amt(AmtForm::Override(system.uuid)),
            vec![
                Field::needed("field-fqdn", name.unwrap_or_default()),
                Field::profile("field-profile", profile.unwrap_or_default()),
                Field::text("field-reason", reason),
            ],
        ))
    }

    pub(in crate::console::overlay) fn what_if(model: &Model) -> Option<Self> {
        let system = model.hellos.selected()?;
        let evidence = model.hellos.selected_detail()?.trace.as_ref().map(|(_, evidence)| evidence)?;
        let (ptr, by_uuid, by_address) = names(evidence);
        Some(Self::new(
            FormKind::Amt(AmtForm::WhatIf(system.trace?)),
            vec![
                Field::text("field-ptr", ptr),
                Field::text("field-cmdb-uuid", by_uuid),
                Field::text("field-cmdb-ip", by_address),
                Field::check("field-box", evidence.policy.enabled),
            ],
        ))
    }

    pub(in crate::console::overlay) fn policy(model: &Model) -> Self {
        let enabled = model.overview.policy.get().is_some_and(|policy| policy.enabled);
        Self::new(
            FormKind::Amt(AmtForm::Policy),
            vec![
                Field::profile("field-profile", assigned(model).unwrap_or_default()),
                Field::check("field-box", enabled),
            ],
        )
    }

    pub(in crate::console::overlay) fn clear_breaker(model: &Model) -> Self {
        let first = model.health.get().and_then(|health| health.host.breakers.first());
        let account = first.map(|breaker| breaker.account.clone()).unwrap_or_default();
        let reason = model.session.lock.reason().unwrap_or_default();
        let fields = vec![Field::needed("field-account", account), Field::text("field-reason", reason)];
        Self::new(FormKind::Amt(AmtForm::Breaker), fields)
    }

    pub(in crate::console::overlay) fn profile() -> Self {
        let on = Functions::default();
        Self::new(
            FormKind::Amt(AmtForm::Profile),
            vec![
                Field::needed("field-name", ""),
                Field::text("field-description", ""),
                Field::text("field-access", ""),
                Field::check("field-web-ui", on.web_ui),
                Field::check("field-serial", on.serial_over_lan),
                Field::check("field-ide", on.ide_redirection),
                Field::check("field-kvm", on.kvm),
                Field::check("field-consent", on.user_consent),
                Field::check("field-tls", on.tls),
            ],
        )
    }
}

fn edits(form: &Form) -> Vec<Edit> {
    let changed = |index: usize| form.fields.get(index).filter(|field| field.is_changed());
    let name = |field: &Field| Some(field.as_text().to_lowercase()).filter(|name| !name.is_empty());
    let mut edits = Vec::new();
    if let Some(field) = changed(0) {
        let words = field.as_text().split([',', ' ']).filter(|word| !word.is_empty());
        edits.push(Edit::Ptr { names: words.map(|word| word.trim_end_matches('.').to_lowercase()).collect() });
    }
    edits.extend(changed(1).map(|field| Edit::CmdbUuid { fqdn: name(field) }));
    edits.extend(changed(2).map(|field| Edit::CmdbIp { fqdn: name(field) }));
    edits.extend(changed(3).map(|field| Edit::Policy { enabled: field.is_on() }));
    edits
}

fn assigned(model: &Model) -> Option<String> {
    model.overview.policy.get()?.profile.as_ref().map(|profile| profile.name.clone())
}

/// The names that evidence gives: reverse DNS, inventory by UUID, inventory by address.
fn names(evidence: &Evidence) -> (String, String, String) {
    let ptr = match &evidence.dns.answer {
        DnsAnswer::Names { names } => names.iter().map(|name| name.name.as_str()).collect::<Vec<_>>().join(", "),
        _ => String::new(),
    };
    let by_uuid = match &evidence.cmdb_uuid.answer {
        UuidRows::Read { rows, .. } => rows.iter().find_map(|row| row.fqdn.clone()).unwrap_or_default(),
        UuidRows::Failed { .. } => String::new(),
    };
    let by_address = evidence.cmdb_ip.answer.iter().find_map(|row: &AddressRow| row.fqdn.clone()).unwrap_or_default();
    (ptr, by_uuid, by_address)
}

/// Reads `account=realm,realm; account=realm`.
fn access_rights(text: &str) -> Result<Vec<AccessRight>, Problem> {
    let invalid = |value: &str| Problem::Invalid {
        field: "access".into(),
        value: value.into(),
        expected: "account=realm,realm; account=realm".into(),
    };
    text.split(';')
        .map(str::trim)
        .filter(|right| !right.is_empty())
        .map(|right| {
            let (account, realms) = right.split_once('=').ok_or_else(|| invalid(right))?;
            let realms = realms.split(',').map(|realm| realm.trim().parse().map_err(|()| invalid(realm)));
            Ok(AccessRight { account: account.trim().to_owned(), realms: realms.collect::<Result<_, _>>()? })
        })
        .collect()
}
