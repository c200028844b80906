//! The screen as a whole.

use super::Pen;
use super::bars::{footer, header, toasts};
use crate::console::app::Model;
use crate::console::overlay;
use crate::console::screen::{ScreenId, hellos, jobs, log, machines, overview, own, packages, sets};
use crate::console::terminal::Frame;
use crate::console::theme::Role;
use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::Rect;

/// The smallest terminal that shows anything useful: columns and rows.
const SMALLEST: (u16, u16) = (40, 10);

/// How the screen is divided.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Areas {
    /// All of it.
    pub screen: Rect,
    /// The first line.
    pub header: Rect,
    /// Between first and last line.
    pub body: Rect,
    /// The last line.
    pub footer: Rect,
}

/// Divides a screen of this many columns and rows.
pub fn areas(size: (u16, u16)) -> Areas {
    let screen = Rect::new(0, 0, size.0, size.1);
    let line = |y| Rect { y, height: size.1.min(1), ..screen };
    Areas {
        screen,
        header: line(0),
        body: Rect { y: 1, height: size.1.saturating_sub(2), ..screen },
        footer: line(size.1.saturating_sub(1)),
    }
}

/// Draws the model.
pub fn view(model: &Model, full: bool) -> Frame {
    view_into(Buffer::default(), model, full)
}

/// Draws the model into a buffer that is the same everywhere: the ground of an earlier frame, or nothing.
pub fn view_into(mut buffer: Buffer, model: &Model, full: bool) -> Frame {
    let areas = areas(model.size);
    let mut ground = Cell::EMPTY;
    ground.set_style(model.look.theme.style(Role::Text));
    if buffer.area != areas.screen || buffer.content.first() != Some(&ground) {
        buffer = Buffer::filled(areas.screen, ground.clone());
    }
    let mut pen = Pen::new(&mut buffer, &model.look);
    if model.size.0 < SMALLEST.0 || model.size.1 < SMALLEST.1 {
        too_small(&mut pen, areas.screen);
    } else {
        header(model, &mut pen, areas.header);
        match model.screen {
            ScreenId::Overview => overview::view(model, &mut pen, areas.body),
            ScreenId::Sets => sets::view(model, &mut pen, areas.body),
            ScreenId::Machines => machines::view(model, &mut pen, areas.body),
            ScreenId::Packages => packages::view(model, &mut pen, areas.body),
            ScreenId::Hellos => hellos::view(model, &mut pen, areas.body),
            ScreenId::Jobs => jobs::view(model, &mut pen, areas.body),
            ScreenId::Log => log::view(model, &mut pen, areas.body),
            ScreenId::Own => own::view(model, &mut pen, areas.body),
        }
        footer(model, &mut pen, areas.footer);
        for dialog in &model.overlays {
            pen.caret = None;
            overlay::view(dialog, model, &mut pen, areas.screen);
        }
        toasts(model, &mut pen, areas.body);
    }
    let cursor = pen.caret;
    Frame { buffer, cursor, full, ground }
}

fn too_small(pen: &mut Pen<'_>, screen: Rect) {
    let needed = format!("{}×{}", SMALLEST.0, SMALLEST.1);
    let text = pen.look.locale.with("too-small", [("needed", needed.into())]);
    for (line, y) in super::wrap(&text, usize::from(screen.width)).iter().zip(screen.top()..screen.bottom()) {
        pen.text(screen.x, y, screen.width, line, Role::StatusWarn);
    }
}
