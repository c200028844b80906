//! Plans a new profile.

use crate::core::change::{Effect, Plan, Preview, check_name, check_text, quoted};
use crate::core::{Core, OpContext, Problem, Result};
use crate::model::operation::{Change, ObjectRef};
use crate::model::permission::{Target, Verb};
use crate::model::profile::{AccessRight, Functions};
use serde_json::json;

/// What a new profile is to be.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NewProfile {
    /// Its name.
    pub name: String,
    /// What it is for.
    pub description: String,
    /// Who may do what on the device; empty means that only the device's administrator may.
    pub access_rights: Vec<AccessRight>,
    /// Functions switched on.
    pub functions: Functions,
}

/// Checks the wish and says what it would do.
pub async fn plan(ctx: &OpContext, core: &Core, new: NewProfile) -> Result<Plan> {
    core.authorise(ctx, Verb::AmtProfileEdit, Target::ESTATE).await?;
    check_name("name", &new.name)?;
    check_text("description", &new.description)?;
    for right in &new.access_rights {
        check_name("account", &right.account)?;
    }
    if core.ports.admin.profile(&new.name).await?.is_some() {
        return Err(Problem::Exists { object: "profile".into(), name: new.name }.into());
    }
    Ok(Plan {
        preview: Preview {
            object: ObjectRef { kind: "profile".into(), name: new.name.clone() },
            before: None,
            after: Some(json!({
                "name": new.name,
                "description": new.description,
                "access_rights": new.access_rights,
                "functions": new.functions,
            })),
            effects: vec![Effect::Creates { object: "profile".into(), name: new.name.clone() }],
            reversible: false,
            typed: None,
            command: command(&new),
        },
        change: Change::CreateProfile {
            name: new.name,
            description: new.description,
            access_rights: new.access_rights,
            functions: new.functions,
        }
        .into(),
    })
}

fn command(new: &NewProfile) -> String {
    let mut command = format!("bailiwick amt profile create {}", quoted(&new.name));
    if !new.description.is_empty() {
        command.push_str(&format!(" --description {}", quoted(&new.description)));
    }
    for right in &new.access_rights {
        let realms: Vec<_> = right.realms.iter().map(|realm| realm.name()).collect();
        command.push_str(&format!(" --access {}", quoted(&format!("{}={}", right.account, realms.join(",")))));
    }
    if let Ok(serde_json::Value::Object(functions)) = serde_json::to_value(new.functions) {
        let on: Vec<_> = functions.iter().filter(|(_, on)| **on == true).map(|(name, _)| name.as_str()).collect();
        command.push_str(&format!(" --functions {}", if on.is_empty() { "none".into() } else { on.join(",") }));
    }
    command
}
