//! What the fake core answers about the principal's own software.

use super::machines;
use crate::console::app::ChoiceWish;
use crate::core::change::{Effect, Plan};
use crate::core::choice::Place;
use crate::core::machine::MachineWhy;
use crate::model::desired::DesiredState;
use crate::model::directory::User;
use crate::model::object::ChangeSet;
use crate::model::operation::ObjectRef;
use crate::model::permission::{Target, Verb};
use crate::port::AccountQuery;
use serde_json::json;

/// What the principal gets at a place: everywhere, only what follows the user.
pub(crate) fn view(place: &Place) -> MachineWhy {
    let name = match place {
        Place::Here(name) | Place::Machine(name) => name,
        Place::Everywhere => "PCATLDCS01",
    };
    let mut view = MachineWhy { user: Some("anna@CORP".into()), ..machines::why(name, None) };
    if *place == Place::Everywhere {
        view.machine.computer.name.clear();
        view.packages.retain(|desired| desired.state == DesiredState::Published);
    }
    view
}

/// What the choice of Office would do: it needs another package and a restart.
pub(crate) fn plan(wish: &ChoiceWish) -> Plan {
    let change = ChangeSet {
        verb: Verb::PkgChoose,
        target: Target::ESTATE,
        object: ObjectRef { kind: "choice".into(), name: "Office 16.0".into() },
        before: None,
        after: Some(json!({ "pkg": "Office 16.0", "machine": wish.machine, "chosen": wish.chosen })),
        edits: Vec::new(),
        directory: Vec::new(),
        undoes: None,
    };
    let pkg = || "Office 16.0".to_owned();
    let effects = vec![
        Effect::Changes { field: "chosen".into(), before: "false".into(), after: "true".into() },
        Effect::Comes { pkg: pkg() },
        Effect::ComesAlong { pkg: "Fonts 2.1".into(), needed_by: pkg() },
        Effect::Restart { pkg: pkg(), policy: "defer".into() },
        Effect::NextCheck { machine: wish.machine.clone().unwrap_or_default() },
    ];
    Plan::configure(change, effects, format!("bailiwick me choose {}", wish.pkg))
}

/// The users that a query finds.
pub(crate) fn users(query: &AccountQuery) -> Vec<User> {
    let user = |(name, full_name): (&str, &str)| User { name: name.into(), full_name: full_name.into() };
    let all = [("anna", "Anna Arendt"), ("hugo", "Hugo Ball"), ("otto", "Otto Dix")].map(user);
    let text = query.contains.clone().unwrap_or_default().to_lowercase();
    all.into_iter().filter(|user| user.name.contains(&text)).collect()
}
