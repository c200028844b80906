//! Who gains or loses which rights by a change: the same decision that guards every use case, before and after.

use crate::console::app::{Look, Model};
use crate::console::theme::Role;
use crate::console::view::{Line, bullet, span};
use crate::core::change::Write;
use crate::core::what_if::{Mastery, masteries};
use crate::model::configuration::Configuration;
use crate::model::object::{Edit, Object};
use crate::rules::permission::shifts;

/// Returns who gains and loses what, when a change touches rights.
pub(super) fn gain_lines(model: &Model, change: &Write, width: usize) -> Vec<Line> {
    let (Write::Configure(set), Some(rights)) = (change, model.session.rights.get()) else { return Vec::new() };
    let touches = |edit: &Edit| matches!(edit.object(), Some(Object::Grant(_) | Object::Administrator(_)));
    if !set.edits.iter().any(touches) {
        return Vec::new();
    }
    let look = &model.look;
    let before = rights.configuration();
    let mut after = Configuration::clone(before);
    after.apply_all(&set.edits);
    let (found, masters) = (shifts(before, &after), masteries(before, &after));
    let mut lines = vec![Line::new(), vec![span(look.text("gains-title"), Role::Title)]];
    for (text, role) in masters.iter().map(|one| mastery(look, one)) {
        lines.extend(bullet(look, &text, role, width));
    }
    for shift in &found {
        for (id, powers, role) in
            [("gains-gains", &shift.gains, Role::DiffAdd), ("gains-loses", &shift.loses, Role::DiffRemove)]
        {
            if !powers.is_empty() {
                let names: Vec<_> = powers.iter().map(|power| power.verb.name()).collect();
                let args = [
                    ("who", shift.trustee.to_string().into()),
                    ("nss", shift.nss_name.as_str().into()),
                    ("verbs", names.join(", ").into()),
                ];
                lines.extend(bullet(look, &look.locale.with(id, args), role, width));
            }
        }
    }
    if found.is_empty() && masters.is_empty() {
        lines.push(vec![span(look.text("gains-nobody"), Role::Muted)]);
    }
    lines
}

/// Says who becomes an administrator of the master, or is none any longer.
pub(super) fn mastery(look: &Look, mastery: &Mastery) -> (String, Role) {
    let (id, role) =
        if mastery.gained { ("what-if-master", Role::DiffAdd) } else { ("what-if-no-master", Role::DiffRemove) };
    (look.locale.with(id, [("who", mastery.trustee.to_string().into())]), role)
}
