//! What a change would do, as lines: what follows from it, by kind, who gains or loses which rights, and the object
//! before and after.

use crate::console::app::{Look, Model};
use crate::console::screen::log::diff_lines;
use crate::console::theme::Role;
use crate::console::view::{Line, bullet, span};
use crate::core::change::{Effect, Preview};

/// What kind of thing follows from a change. The heading is `effects-<name>`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    Objects,
    Rights,
    Members,
    Machines,
    Also,
}

impl Kind {
    const ALL: [Self; 5] = [Self::Objects, Self::Rights, Self::Members, Self::Machines, Self::Also];

    fn of(effect: &Effect) -> Self {
        match effect {
            Effect::Nothing {}
            | Effect::Creates { .. }
            | Effect::Changes { .. }
            | Effect::Deletes { .. }
            | Effect::Keys { .. } => Self::Objects,
            Effect::Grants { .. }
            | Effect::Revokes { .. }
            | Effect::AdministratorAdded { .. }
            | Effect::AdministratorRemoved { .. } => Self::Rights,
            Effect::GroupCreated { .. }
            | Effect::GroupDeleted { .. }
            | Effect::Registers { .. }
            | Effect::MembersAdded { .. }
            | Effect::MembersRemoved { .. }
            | Effect::MembersAlready { .. } => Self::Members,
            Effect::Machines { .. }
            | Effect::Installs { .. }
            | Effect::Removes { .. }
            | Effect::Reboots { .. }
            | Effect::Overruled { .. }
            | Effect::Blocked { .. }
            | Effect::Licences { .. }
            | Effect::SystemsResolvedAgain { .. }
            | Effect::NewSystemsWillWait {}
            | Effect::NewSystemsGet { .. }
            | Effect::DeviceGets { .. }
            | Effect::ReplacesMapping { .. }
            | Effect::NameUsedElsewhere { .. } => Self::Machines,
            _ => Self::Also,
        }
    }

    fn title_id(self) -> &'static str {
        match self {
            Self::Objects => "effects-objects",
            Self::Rights => "effects-rights",
            Self::Members => "effects-members",
            Self::Machines => "effects-machines",
            Self::Also => "effects-also",
        }
    }
}

/// Returns what follows from a change, under headings where there is more than one kind.
pub(super) fn effect_lines(look: &Look, effects: &[Effect], width: usize) -> Vec<Line> {
    let kinds: Vec<Kind> =
        Kind::ALL.into_iter().filter(|kind| effects.iter().any(|effect| Kind::of(effect) == *kind)).collect();
    let mut lines = Vec::new();
    for kind in &kinds {
        if kinds.len() > 1 {
            lines.push(vec![span(look.text(kind.title_id()), Role::Title)]);
        }
        for effect in effects.iter().filter(|effect| Kind::of(effect) == *kind) {
            lines.extend(bullet(look, &look.locale.say("effect", effect), role(effect), width));
        }
    }
    lines
}

/// What a person should stop at.
fn role(effect: &Effect) -> Role {
    match effect {
        Effect::Deletes { .. } | Effect::GroupDeleted { .. } | Effect::Removes { .. } | Effect::Revokes { .. } => {
            Role::DiffRemove
        }
        Effect::Licences { .. } | Effect::Blocked { .. } | Effect::Overruled { .. } | Effect::Reboots { .. } => {
            Role::StatusWarn
        }
        _ => Role::Text,
    }
}

/// Returns a change in full: whether it can be undone, what follows, before and after.
pub(super) fn preview_lines(model: &Model, preview: &Preview, width: usize) -> Vec<Line> {
    let look = &model.look;
    if preview.is_deed() {
        return effect_lines(look, &preview.effects, width);
    }
    let (id, role) =
        if preview.reversible { ("confirm-reversible", Role::Muted) } else { ("confirm-irreversible", Role::Danger) };
    let mut lines = vec![vec![span(look.text(id), role)], Line::new()];
    lines.extend(effect_lines(look, &preview.effects, width));
    lines.push(Line::new());
    lines.extend(diff_lines(look, preview.before.as_ref(), preview.after.as_ref(), width));
    lines
}
