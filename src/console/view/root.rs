//! The screen as a whole.

use super::bars::{footer, header, toasts};
use super::{Pen, Sheet};
use crate::console::app::Model;
use crate::console::overlay;
use crate::console::screen::{ScreenId, hellos, jobs, log, machines, overview, own, packages, sets};
use crate::console::terminal::Frame;
use crate::console::theme::Role;
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

/// Draws the model on the sheet of the frame before, or on a new one.
pub fn view<'a>(sheet: &'a mut Sheet, model: &Model, full: bool) -> Frame<'a> {
    let areas = areas(model.size);
    sheet.begin(areas.screen, model.look.theme.style(Role::Text));
    let mut pen = Pen::new(sheet, &model.look);
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
    let (buffer, changed) = sheet.draw(&model.look.theme);
    Frame { buffer, changed, cursor, full }
}

fn too_small(pen: &mut Pen<'_>, screen: Rect) {
    let needed = format!("{}×{}", SMALLEST.0, SMALLEST.1);
    let text = pen.look.locale.with("too-small", [("needed", needed.into())]);
    for (line, y) in super::wrap(&text, usize::from(screen.width)).iter().zip(screen.top()..screen.bottom()) {
        pen.text(screen.x, y, screen.width, line, Role::StatusWarn);
    }
}
