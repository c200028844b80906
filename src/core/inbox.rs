//! What waits for somebody: requests to decide, decisions on their own requests, new packages for their locally managed
//! NSCs (CMF-24, CMF-25). It follows from the configuration; only what was read is stored.

use crate::core::request::owners::owners;
use crate::core::{Core, OpContext, Problem, Result};
use crate::model::computer_set::ComputerSet;
use crate::model::configuration::Configuration;
use crate::model::delegation::Trustee;
use crate::model::id::{ComputerSetId, PackageId, RequestId};
use crate::model::membership::key;
use crate::model::package::Package;
use crate::model::permission::{Target, Verb};
use crate::model::request::{MemberRequest, RequestState};
use crate::sanitise::excerpt;
use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};
use std::collections::HashSet;
use std::sync::Arc;

/// Most items that an inbox shows.
const MOST: usize = 500;

/// Something in an inbox.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct InboxItem {
    /// Names it for reading; another one after a reminder, so that it is unread again.
    pub key: String,
    /// Since when it is there.
    pub at: DateTime<Utc>,
    /// Whether it was read.
    pub read: bool,
    /// What it is.
    pub matter: Matter,
}

/// What an inbox item is about. The sentence is `inbox-<kind>`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[expect(missing_docs, reason = "the fields are named by what they hold; the sentences are in the locale files")]
pub enum Matter {
    /// A request that the reader may decide.
    RequestToDecide {
        request: RequestId,
        nsc: ComputerSetId,
        nsc_name: String,
        count: u64,
        asked_by: String,
        reminders: u32,
    },
    /// The reader's own request was decided.
    RequestDecided {
        request: RequestId,
        nsc: ComputerSetId,
        nsc_name: String,
        approved: bool,
        by: String,
        reason: String,
    },
    /// A package of another NSS is new, and the reader manages locally managed NSCs.
    PackageCreated { pkg: PackageId, name: String, version: String, nss_name: String, by: String },
    /// An emergency waits for a second person.
    EmergencyToAgree { nsc: ComputerSetId, nsc_name: String, pkg: PackageId, name: String, asked_by: String },
}

/// Returns the principal's inbox, newest first, at most 500 items.
pub async fn list(ctx: &OpContext, core: &Core) -> Result<Vec<InboxItem>> {
    core.authorise(ctx, Verb::NssView, Target::ESTATE).await?;
    let rights = core.rights(ctx).await?;
    let reader = Reader { core, now: rights.configuration(), name: &ctx.principal.name, groups: rights.groups() };
    let mut items = reader.requests_to_decide();
    items.extend(reader.own_requests());
    items.extend(reader.new_packages());
    items.extend(reader.emergencies());
    items.sort_by(|a, b| b.at.cmp(&a.at).then_with(|| b.key.cmp(&a.key)));
    items.truncate(MOST);
    let read: HashSet<String> = core.ports.admin.items_read(&key(&ctx.principal.name)).await?.into_iter().collect();
    items.iter_mut().for_each(|item| item.read = read.contains(&item.key));
    Ok(items)
}

/// Notes that the principal has read items.
pub async fn mark_read(ctx: &OpContext, core: &Core, keys: &[String]) -> Result<()> {
    if ctx.read_only {
        return Err(Problem::ReadOnly { verb: "inbox read".into() }.into());
    }
    let items = list(ctx, core).await?;
    if let Some(unknown) = keys.iter().find(|wanted| items.iter().all(|item| item.key != **wanted)) {
        let name = excerpt(unknown, 64);
        return Err(Problem::NotFound { object: "inbox_item".into(), name }.into());
    }
    let unread: Vec<String> =
        items.into_iter().filter(|item| !item.read && keys.contains(&item.key)).map(|item| item.key).collect();
    if unread.is_empty() {
        return Ok(());
    }
    let at = core.ports.clock.now();
    Ok(core.ports.admin.note_read(&key(&ctx.principal.name), &unread, at).await?)
}

/// Whose inbox it is, and what it follows from.
struct Reader<'a> {
    core: &'a Core,
    now: &'a Arc<Configuration>,
    name: &'a str,
    groups: &'a [String],
}

impl Reader<'_> {
    fn requests_to_decide(&self) -> Vec<InboxItem> {
        let mut mine = Told::new(self, Some(Verb::NscMemberApprove));
        let pending = self.now.requests.values().filter(|request| request.state == RequestState::Pending);
        let items = pending.filter_map(|request| {
            let set = self.now.computer_sets.get(&request.nsc).filter(|set| mine.contains(set, ""))?;
            let (reminders, at) = self.reminders(request);
            let matter = Matter::RequestToDecide {
                request: request.id,
                nsc: set.id,
                nsc_name: set.name.clone(),
                count: request.names.len() as u64,
                asked_by: request.asked_by.clone(),
                reminders,
            };
            Some(InboxItem { key: format!("request-{}-{reminders}", request.id), at, read: false, matter })
        });
        items.collect()
    }

    /// Returns how often a request was reminded of, and when last (or when it was made).
    fn reminders(&self, request: &MemberRequest) -> (u32, DateTime<Utc>) {
        let days = i64::from(self.core.settings.reminder_days);
        let waited = (self.core.ports.clock.now() - request.asked_at).num_days().max(0);
        let reminders = waited.checked_div(days).and_then(|count| u32::try_from(count).ok()).unwrap_or_default();
        let last =
            TimeDelta::try_days(i64::from(reminders) * days).and_then(|d| request.asked_at.checked_add_signed(d));
        (reminders, last.unwrap_or(request.asked_at))
    }

    fn own_requests(&self) -> Vec<InboxItem> {
        let own = self.now.requests.values().filter(|request| key(&request.asked_by) == key(self.name));
        let items = own.filter_map(|request| {
            let (approved, by, at, reason) = match &request.state {
                // Who withdrew it knows.
                RequestState::Pending | RequestState::Withdrawn { .. } => return None,
                RequestState::Approved { by, at, reason } => (true, by, at, reason),
                RequestState::Refused { by, at, reason } => (false, by, at, reason),
            };
            let set = self.now.computer_sets.get(&request.nsc)?;
            let matter = Matter::RequestDecided {
                request: request.id,
                nsc: set.id,
                nsc_name: set.name.clone(),
                approved,
                by: by.clone(),
                reason: reason.clone(),
            };
            Some(InboxItem { key: format!("request-{}-decided", request.id), at: *at, read: false, matter })
        });
        items.collect()
    }

    /// Packages of other NSSs that are newer than a locally managed NSC of the reader's; one notice for each, however
    /// many such NSCs there are.
    fn new_packages(&self) -> Vec<InboxItem> {
        let mut told = Told::new(self, None);
        let local: Vec<&ComputerSet> = self.now.computer_sets.values().filter(|set| set.locally_managed).collect();
        let mine: Vec<&ComputerSet> =
            local.into_iter().filter(|set| key(&set.responsible) == key(self.name) || told.contains(set, "")).collect();
        let concerns = |package: &&Package| {
            key(&package.created_by) != key(self.name)
                && mine.iter().any(|set| set.nss != package.nss && set.created_at <= package.created_at)
        };
        let items = self.now.packages.values().filter(concerns).map(|package| InboxItem {
            key: format!("package-{}", package.id),
            at: package.created_at,
            read: false,
            matter: Matter::PackageCreated {
                pkg: package.id,
                name: package.name.clone(),
                version: package.version.clone(),
                nss_name: self.now.system_sets.get(&package.nss).map(|nss| nss.name.clone()).unwrap_or_default(),
                by: package.created_by.clone(),
            },
        });
        items.collect()
    }

    fn emergencies(&self) -> Vec<InboxItem> {
        let mut mine = Told::new(self, Some(Verb::NscLocalUnblock));
        let at = self.core.ports.clock.now();
        let open = self.now.releases.values();
        let open = open.filter(|release| release.is_waiting(at) && key(&release.by) != key(self.name));
        let items = open.filter_map(|release| {
            let set = self.now.computer_sets.get(&release.nsc).filter(|set| mine.contains(set, &release.by))?;
            let package = self.now.packages.get(&release.pkg)?;
            let matter = Matter::EmergencyToAgree {
                nsc: set.id,
                nsc_name: set.name.clone(),
                pkg: package.id,
                name: package.title(),
                asked_by: release.by.clone(),
            };
            // A release can be asked for again; each time is an item of its own.
            let key = format!("emergency-{}-{}", release.id, release.at.timestamp());
            Some(InboxItem { key, at: release.at, read: false, matter })
        });
        items.collect()
    }
}

/// Whether the reader is one of those who are told about NSCs, worked out once for each NSC.
struct Told<'a> {
    reader: &'a Reader<'a>,
    verb: Option<Verb>,
    known: std::collections::HashMap<(ComputerSetId, String), bool>,
}

impl<'a> Told<'a> {
    fn new(reader: &'a Reader<'a>, verb: Option<Verb>) -> Self {
        Self { reader, verb, known: std::collections::HashMap::new() }
    }

    fn contains(&mut self, set: &ComputerSet, except: &str) -> bool {
        let Reader { core, now, name, groups } = self.reader;
        *self.known.entry((set.id, except.to_owned())).or_insert_with(|| {
            let told: Vec<Trustee> = owners(core, now, set, self.verb, except);
            told.iter().any(|owner| owner.is(name, groups))
        })
    }
}
