//! Forms: what a change needs to know. Confirming one asks the core for a plan, never for a change.

use super::fields::{Field, Value, step};
use super::handle::centred;
use crate::console::action::Action;
use crate::console::app::{Model, Request, Wish};
use crate::console::theme::{Role, Symbol};
use crate::console::view::{Pen, wrap};
use crate::core::Problem;
use crate::core::mapping::OverrideWish;
use crate::core::policy::PolicyWish;
use crate::core::profile::NewProfile;
use crate::core::provisioning::Edit;
use crate::core::system_set::NewSystemSet;
use crate::model::evidence::{AddressRow, DnsAnswer, Evidence, UuidRows};
use crate::model::id::TraceId;
use crate::model::profile::{AccessRight, Functions};
use ratatui::layout::Rect;
use tui_input::Input;
use uuid::Uuid;

/// What a form is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FormKind {
    /// Unlocks writing, and then goes on with an action.
    Unlock(Option<Action>),
    /// Names a device by hand.
    Override(Uuid),
    /// Edits the evidence of a trace.
    WhatIf(TraceId),
    /// Makes a set.
    Set,
    /// Makes a profile.
    Profile,
    /// Changes the synchronization policy.
    Policy,
}

/// A form.
#[derive(Debug)]
pub struct Form {
    /// What it is for.
    pub kind: FormKind,
    /// Its fields.
    pub fields: Vec<Field>,
    /// The field that has the keys.
    pub focus: usize,
    /// Why its values cannot be used.
    pub problem: Option<Problem>,
}

/// What a confirmed form asks for.
#[derive(Debug, PartialEq)]
pub enum Submission {
    /// Unlock writing for this reason, and then go on.
    Unlock(String, Option<Action>),
    /// Ask the core; the reason, where the form has one of its own.
    Ask(Request, Option<String>),
}

impl Form {
    fn new(kind: FormKind, fields: Vec<Field>) -> Self {
        Self { kind, fields, focus: 0, problem: None }
    }

    pub(super) fn unlock(then: Option<Action>) -> Self {
        Self::new(FormKind::Unlock(then), vec![Field::text("field-reason", "")])
    }

    pub(super) fn override_mapping(model: &Model) -> Option<Self> {
        let system = model.hellos.selected()?;
        let trace = model.hellos.selected_detail().and_then(|detail| detail.trace.as_ref()).map(|(trace, _)| trace);
        let name = system.fqdn.clone().or_else(|| trace.and_then(|trace| trace.tentative.clone()));
        let profile = system.profile.as_ref().map(|profile| profile.name.clone()).or_else(|| assigned(model));
        let reason = model.session.lock.reason().unwrap_or_default();
        Some(Self::new(
            FormKind::Override(system.uuid),
            vec![
                Field::text("field-fqdn", name.unwrap_or_default()),
                Field::profile("field-profile", profile.unwrap_or_default()),
                Field::text("field-reason", reason),
            ],
        ))
    }

    pub(super) fn what_if(model: &Model) -> Option<Self> {
        let system = model.hellos.selected()?;
        let evidence = model.hellos.selected_detail()?.trace.as_ref().map(|(_, evidence)| evidence)?;
        let (ptr, by_uuid, by_address) = names(evidence);
        Some(Self::new(
            FormKind::WhatIf(system.trace?),
            vec![
                Field::text("field-ptr", ptr),
                Field::text("field-cmdb-uuid", by_uuid),
                Field::text("field-cmdb-ip", by_address),
                Field::check("field-box", evidence.policy.enabled),
            ],
        ))
    }

    pub(super) fn policy(model: &Model) -> Self {
        let enabled = model.overview.policy.get().is_some_and(|policy| policy.enabled);
        Self::new(
            FormKind::Policy,
            vec![
                Field::profile("field-profile", assigned(model).unwrap_or_default()),
                Field::check("field-box", enabled),
            ],
        )
    }

    pub(super) fn set(model: &Model) -> Self {
        let parent = model.sets.selected().map(|node| node.set.name.clone()).unwrap_or_default();
        Self::new(
            FormKind::Set,
            vec![
                Field::text("field-name", ""),
                Field::text("field-parent", parent),
                Field::text("field-description", ""),
                Field::text("field-person", ""),
            ],
        )
    }

    pub(super) fn profile() -> Self {
        let on = Functions::default();
        Self::new(
            FormKind::Profile,
            vec![
                Field::text("field-name", ""),
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

    /// Returns the line into which letters go, when the focus is on a text.
    pub fn line(&mut self) -> Option<&mut Input> {
        match &mut self.fields.get_mut(self.focus)?.value {
            Value::Text(input, _) => Some(input),
            _ => None,
        }
    }

    /// Moves among the fields, or changes the one that has the keys.
    pub fn act(&mut self, action: Action, profiles: Option<&[crate::model::profile::Profile]>) {
        if action == Action::Toggle {
            self.problem = None;
            if let Some(field) = self.fields.get_mut(self.focus) {
                field.toggle(profiles);
            }
        } else {
            self.focus = step(self.focus, action, self.fields.len());
        }
    }

    /// Returns what the form asks for.
    pub fn submission(&self) -> Result<Submission, Problem> {
        let text = |index: usize| self.fields.get(index).map_or("", Field::as_text).to_owned();
        let some = |index: usize| Some(text(index)).filter(|text| !text.is_empty());
        let on = |index: usize| self.fields.get(index).is_some_and(Field::is_on);
        let plan = |wish| Submission::Ask(Request::Plan(wish), None);
        Ok(match self.kind {
            FormKind::Unlock(then) => {
                let reason = some(0).ok_or_else(|| Problem::ReasonNeeded { verb: "unlock".into() })?;
                Submission::Unlock(reason, then)
            }
            FormKind::Override(uuid) => {
                let wish = OverrideWish { uuid, fqdn: text(0), profile: some(1) };
                Submission::Ask(Request::Plan(Wish::Override(wish)), Some(text(2)))
            }
            FormKind::WhatIf(trace) => Submission::Ask(Request::Replay { trace, edits: self.edits() }, None),
            FormKind::Set => plan(Wish::Set(NewSystemSet {
                name: text(0),
                parent: some(1),
                description: text(2),
                link_person: text(3),
            })),
            FormKind::Profile => plan(Wish::Profile(NewProfile {
                name: text(0),
                description: text(1),
                access_rights: access_rights(&text(2))?,
                functions: Functions {
                    web_ui: on(3),
                    serial_over_lan: on(4),
                    ide_redirection: on(5),
                    kvm: on(6),
                    user_consent: on(7),
                    tls: on(8),
                },
            })),
            FormKind::Policy => plan(Wish::Policy(PolicyWish { profile: some(0), enabled: Some(on(1)) })),
        })
    }

    fn edits(&self) -> Vec<Edit> {
        let changed = |index: usize| self.fields.get(index).filter(|field| field.is_changed());
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

    /// Draws it.
    pub fn view(&self, model: &Model, pen: &mut Pen<'_>, screen: Rect) {
        let look = pen.look;
        let width = screen.width.saturating_sub(2).min(76);
        let inner_width = usize::from(width.saturating_sub(4));
        let intro = wrap(&look.text(&format!("{}.intro", self.title_id())), inner_width);
        let problem = self.problem.as_ref().map(|problem| complaint(look, problem, inner_width)).unwrap_or_default();
        let height = self.fields.len() + intro.len() + problem.len() + 4;
        let area = centred(screen, width, u16::try_from(height).unwrap_or(screen.height));
        let inner = pen.frame(area, &look.text(self.title_id()));
        let mut y = inner.y;
        for line in &intro {
            pen.text(inner.x, y, inner.width, line, Role::Muted);
            y += 1;
        }
        y += 1;
        for (index, field) in self.fields.iter().enumerate() {
            if y < inner.bottom() {
                draw_field(model, pen, Rect { y, height: 1, ..inner }, field, index == self.focus);
            }
            y += 1;
        }
        for (line, role) in &problem {
            if y < inner.bottom() {
                pen.text(inner.x, y, inner.width, line, *role);
            }
            y += 1;
        }
        if model.dialog.is_slow(model.now) {
            let text = look.text("loading");
            pen.text(inner.x, inner.bottom() - 1, inner.width, &text, Role::StatusBusy);
        }
    }

    fn title_id(&self) -> &'static str {
        match self.kind {
            FormKind::Unlock(_) => "form-unlock",
            FormKind::Override(_) => "form-override",
            FormKind::WhatIf(_) => "form-what-if",
            FormKind::Set => "form-set",
            FormKind::Profile => "form-profile",
            FormKind::Policy => "form-policy",
        }
    }
}

fn draw_field(model: &Model, pen: &mut Pen<'_>, row: Rect, field: &Field, active: bool) {
    let look = pen.look;
    let label = look.text(field.label);
    let marker = if active { look.symbol(Symbol::Marker) } else { " " };
    pen.text(row.x, row.y, 2, marker, Role::Accent);
    let x = row.x + 22;
    let room = row.right().saturating_sub(x);
    pen.text(row.x + 2, row.y, 19, &label, if active { Role::Text } else { Role::Muted });
    match &field.value {
        Value::Text(input, _) => pen.input(x, row.y, room, input, active),
        Value::Check(on, _) => {
            let symbol = if *on { Symbol::Checked } else { Symbol::Unchecked };
            pen.symbol(x, row.y, symbol, if *on { Role::StatusOk } else { Role::Muted });
            let word = look.text(if *on { "word-yes" } else { "word-no" });
            pen.text(x + 2, row.y, room.saturating_sub(2), &word, Role::Text);
        }
        Value::Profile(name) => {
            let known = model.overview.profiles.get().map(Vec::as_slice).unwrap_or_default();
            let found = known.iter().find(|profile| profile.name == *name);
            let shown = match found {
                Some(profile) => format!("{} {}", profile.id, profile.name),
                None if name.is_empty() => look.text("policy-no-profile"),
                None => name.clone(),
            };
            let used = pen.text(x, row.y, room, &shown, Role::Text);
            let more = look.locale.with("field-profiles", [("count", known.len().into())]);
            pen.text(x + used + 3, row.y, room.saturating_sub(used + 3), &more, Role::Muted);
        }
    }
}

/// Returns a problem with its hint, in lines.
pub(super) fn complaint(look: &crate::console::app::Look, problem: &Problem, width: usize) -> Vec<(String, Role)> {
    let says = format!("{} {}", look.symbol(Symbol::Failed), look.locale.say("problem", problem));
    let mut lines: Vec<_> = wrap(&says, width).into_iter().map(|line| (line, Role::StatusFailed)).collect();
    if let Some(hint) = look.locale.say_part("problem", problem, "hint") {
        lines.extend(wrap(&hint, width).into_iter().map(|line| (line, Role::Muted)));
    }
    lines
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
