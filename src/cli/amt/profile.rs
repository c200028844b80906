//! `amt profile`: provisioning profiles.

use crate::cli::failure::Done;
use crate::cli::session::{Session, time};
use crate::cli::table::Table;
use crate::cli::write::WriteArgs;
use crate::core::profile::{NewProfile, list, plan_create, show};
use crate::model::profile::{AccessRight, Functions, Profile, Realm};
use clap::{Args, Subcommand};
use serde_json::{Value, json};

#[derive(Debug, Clone, Subcommand)]
pub(in crate::cli) enum ProfileCommand {
    Create(CreateArgs),
    List,
    Show(ShowArgs),
}

#[derive(Debug, Clone, Args)]
pub(in crate::cli) struct CreateArgs {
    #[arg(value_name = "NAME")]
    name: String,
    #[arg(long, value_name = "TEXT", default_value = "", hide_default_value = true)]
    description: String,
    #[arg(long, value_name = "ACCOUNT=REALM,…", value_parser = parse_access)]
    access: Vec<AccessRight>,
    #[arg(long, value_name = "LIST", value_parser = parse_functions)]
    functions: Option<Functions>,
    #[command(flatten)]
    write: WriteArgs,
}

#[derive(Debug, Clone, Args)]
pub(in crate::cli) struct ShowArgs {
    #[arg(value_name = "NAME")]
    name: String,
}

impl ProfileCommand {
    pub(super) async fn run(&self, session: &mut Session<'_>) -> Done {
        let core = session.core().await?;
        match self {
            Self::Create(args) => {
                session.intend(&args.write);
                let new = NewProfile {
                    name: args.name.clone(),
                    description: args.description.clone(),
                    access_rights: args.access.clone(),
                    functions: args.functions.unwrap_or_default(),
                };
                let plan = plan_create(&session.ctx, &core, new).await?;
                if session.carry_out(&core, &plan, &args.write).await?.is_some() && session.json() {
                    let profile = show(&session.ctx, &core, &args.name).await?;
                    session.document(&json!(profile))?;
                }
                Ok(())
            }
            Self::List => {
                let profiles = list(&session.ctx, &core).await?;
                if session.json() {
                    return session.array(profiles.iter().map(|profile| json!(profile)));
                }
                let mut table = Table::new(session.headings(&["id", "name", "functions", "access", "description"]));
                for p in &profiles {
                    let id = p.id.to_string();
                    table.row([id, p.name.clone(), functions(p.functions), access(p), p.description.clone()]);
                }
                session.table(&table, profiles.is_empty())
            }
            Self::Show(args) => {
                let profile = show(&session.ctx, &core, &args.name).await?;
                if session.json() { session.document(&json!(profile)) } else { print(session, &profile) }
            }
        }
    }
}

fn print(session: &mut Session<'_>, profile: &Profile) -> Done {
    let (id, created) = (profile.id.to_string(), format!("{} ({})", time(profile.created_at), profile.created_by));
    session.fields([
        ("id", id),
        ("name", profile.name.clone()),
        ("description", profile.description.clone()),
        ("functions", functions(profile.functions)),
        ("access", access(profile)),
        ("created", created),
    ])
}

fn functions(functions: Functions) -> String {
    let Ok(Value::Object(fields)) = serde_json::to_value(functions) else { return String::new() };
    let on: Vec<&str> = fields.iter().filter(|(_, on)| **on == true).map(|(name, _)| name.as_str()).collect();
    if on.is_empty() { "none".into() } else { on.join(",") }
}

fn access(profile: &Profile) -> String {
    let right = |right: &AccessRight| {
        let realms: Vec<&str> = right.realms.iter().map(|realm| realm.name()).collect();
        format!("{}={}", right.account, realms.join(","))
    };
    profile.access_rights.iter().map(right).collect::<Vec<_>>().join(" ")
}

/// Reads `ACCOUNT=REALM,REALM`. An account may hold `=`, as distinguished names do; realms do not.
fn parse_access(text: &str) -> Result<AccessRight, String> {
    let known = || Realm::ALL.iter().map(|realm| realm.name()).collect::<Vec<_>>().join(", ");
    let (account, realms) =
        text.rsplit_once('=').filter(|(account, _)| !account.is_empty()).ok_or("ACCOUNT=REALM,REALM")?;
    let realms = realms.split(',').map(|name| name.trim().parse().map_err(|()| format!("{name}: {}", known())));
    Ok(AccessRight { account: account.into(), realms: realms.collect::<Result<_, _>>()? })
}

/// Reads the functions that are on, by their names in JSON; `none` means none of them.
fn parse_functions(text: &str) -> Result<Functions, String> {
    let Ok(Value::Object(mut fields)) = serde_json::to_value(Functions::default()) else { return Err(text.into()) };
    for on in fields.values_mut() {
        *on = false.into();
    }
    let known = fields.keys().cloned().chain(["none".to_owned()]).collect::<Vec<_>>().join(", ");
    for name in text.split(',').map(str::trim).filter(|name| *name != "none") {
        *fields.get_mut(name).ok_or_else(|| format!("{name}: {known}"))? = true.into();
    }
    serde_json::from_value(Value::Object(fields)).map_err(|error| error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amt_02_access_rights_are_an_account_with_its_realms() {
        let right = parse_access("CN=Helpdesk,DC=x=remote_control, general_info").unwrap();
        assert_eq!(right.account, "CN=Helpdesk,DC=x");
        assert_eq!(right.realms, [Realm::RemoteControl, Realm::GeneralInfo]);
        assert!(parse_access("bob=everything").unwrap_err().contains("redirection"));
        assert!(parse_access("=redirection").is_err());
    }

    #[test]
    fn amt_02_functions_are_what_the_list_names_and_nothing_else() {
        let functions = parse_functions("kvm,tls").unwrap();
        assert!(functions.kvm && functions.tls && !functions.serial_over_lan && !functions.user_consent);
        assert_eq!(super::functions(parse_functions("none").unwrap()), "none");
        assert!(parse_functions("telepathy").unwrap_err().contains("serial_over_lan"));
    }
}
