//! Drawing: from what the screen knows to cells. The only place of the client that does, and every text is cleaned and
//! cut on its way.

mod detail;
mod dialog;
mod header;
mod list;
mod pen;

use super::app::App;
use super::look::Role;
use pen::Pen;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// Draws everything.
pub(super) fn draw(app: &App, buffer: &mut Buffer) {
    let area = buffer.area;
    if area.width < 20 || area.height < 5 {
        return;
    }
    let pen = &mut Pen::new(buffer, app.look);
    let mut top = header::draw(app, pen, area);
    let bottom = area.bottom() - 1;
    footer(app, pen, Rect { y: bottom, height: 1, ..area });
    top += u16::from(area.height >= 20);
    let room = bottom.saturating_sub(top);
    // The lower third tells of the package under the cursor, where there is room for both.
    let lower = if room >= 14 { (room / 3).clamp(5, 12) } else { 0 };
    let list = Rect { y: top, height: room - lower, ..area };
    list::draw(app, pen, list);
    if lower > 0 {
        let y = bottom - lower;
        let line = app.look.pick("─", "-").repeat(usize::from(area.width - 2));
        pen.text(area.x + 1, y, area.width - 2, &line, Role::Muted);
        let below = Rect { x: area.x + 1, y: y + 1, width: area.width - 2, height: lower - 1 };
        detail::draw(app, pen, below);
    }
    dialog::draw(app, pen, Rect { y: area.y + 1, height: area.height - 2, ..area });
}

/// The last line: a message while there is one, otherwise what can be pressed.
fn footer(app: &App, pen: &mut Pen<'_>, area: Rect) {
    if let Some((text, bad, _)) = &app.message {
        pen.text(area.x + 1, area.y, area.width - 2, text, if *bad { Role::Bad } else { Role::Good });
        return;
    }
    let mut x = area.x + 1;
    let end = area.right() - 1;
    for (key, id) in dialog::keys(app) {
        let text = app.say(id, &[]);
        let width = Pen::width(key) + 1 + Pen::width(&text);
        if x + width > end {
            break;
        }
        x += pen.text(x, area.y, end - x, key, Role::Key) + 1;
        x += pen.text(x, area.y, end - x, &text, Role::Muted) + 2;
    }
}
