//! Facts below each other: a label, and its text in a column beside it.

use super::{Line, Span, span, wrap};
use crate::console::app::Look;
use crate::console::theme::{Role, Symbol};

/// Width of the labels.
const LABEL: usize = 15;

/// Returns a label in its column.
pub fn label(look: &Look, id: &str) -> Span {
    span(format!("{:<LABEL$}", look.text(id)), Role::Muted)
}

/// Returns a labelled text in lines that hang together.
pub fn labelled(look: &Look, id: &str, text: &str, role: Role, width: usize) -> Vec<Line> {
    let text = if text.is_empty() { look.symbol(Symbol::Dash) } else { text };
    let lines = wrap(text, width.saturating_sub(LABEL)).into_iter().enumerate();
    let head = |first: bool| if first { label(look, id) } else { span(" ".repeat(LABEL), Role::Muted) };
    lines.map(|(place, line)| vec![head(place == 0), span(line, role)]).collect()
}
