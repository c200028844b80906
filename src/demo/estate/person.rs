//! People and what the directory says of machines: login names, owners, operating systems.

use super::Estate;
use super::machine::purpose;
use super::names::LINK_LOGINS;
use crate::model::directory::{Computer, User};
use chrono::TimeDelta;

/// Given names, no two with the same first letter.
const GIVEN: [&str; 20] = [
    "Anna", "Bruno", "Clara", "David", "Elena", "Fabio", "Greta", "Hugo", "Ines", "Jan", "Karin", "Luca", "Maria",
    "Nils", "Olga", "Paulo", "Quentin", "Rita", "Sofia", "Tomas",
];

const FAMILY: [&str; 40] = [
    "Almeida", "Berg", "Conti", "Dubois", "Eriksen", "Fischer", "Gomez", "Holm", "Ivanov", "Jensen", "Keller", "Laine",
    "Martin", "Novak", "Olsen", "Prieto", "Quist", "Rossi", "Silva", "Turner", "Ueda", "Vogel", "Weber", "Ximenes",
    "Yilmaz", "Zanetti", "Blanc", "Costa", "Favre", "Garcia", "Haas", "Klein", "Lis", "Moreau", "Nagy", "Petit",
    "Roche", "Sato", "Varga", "Wolf",
];

/// The most users in any estate.
const MOST_USERS: u32 = 23_000;

impl Estate {
    /// Returns the number of users, link persons not counted.
    pub fn users(&self) -> u32 {
        (self.machines().saturating_mul(23) / 10).min(MOST_USERS)
    }

    /// Returns a user.
    pub fn user(&self, index: u32) -> User {
        let place = index as usize;
        let (given, family) = (GIVEN[place % GIVEN.len()], FAMILY[place / GIVEN.len() % FAMILY.len()]);
        let again = place / (GIVEN.len() * FAMILY.len());
        let number = if again == 0 { String::new() } else { again.to_string() };
        let name = format!("{}{number}", login(given, family));
        User { name, full_name: format!("{given} {family}") }
    }

    /// Returns the link persons of the sets, who are users too.
    pub fn link_persons() -> impl Iterator<Item = User> {
        LINK_LOGINS.iter().map(|(name, full_name)| User { name: (*name).into(), full_name: (*full_name).into() })
    }

    /// Returns a machine as the directory has it.
    pub fn computer(&self, index: u32) -> Computer {
        let machine = self.machine(index);
        let mut rng = self.chance(purpose::OWNER, index);
        let owner = match machine.name.starts_with("srv") {
            true => String::new(),
            false => self.user(rng.u32(0..self.users())).name,
        };
        let os = match rng.u32(0..92) {
            _ if machine.name.starts_with("srv") => "Windows Server 2022",
            0..10 => ["Windows XP SP3", "Windows 7 SP1"][rng.usize(0..2)],
            10..34 => "Windows 10 LTSC 2021",
            _ => "Windows 11 24H2",
        };
        // They are renewed every four and a half years.
        let created_at = self.settings().as_of - TimeDelta::minutes(rng.i64(1..1_640 * 24 * 60));
        Computer { name: machine.name, fqdn: machine.fqdn, os: os.into(), owner, created_at }
    }
}

fn login(given: &str, family: &str) -> String {
    let first: String = given.chars().take(1).collect();
    format!("{first}{family}").to_lowercase()
}
