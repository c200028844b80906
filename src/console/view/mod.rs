//! The screen as a whole: where you are, what there is, what you can press.
//!
//! Drawing reads the model and changes nothing. Every text goes through [`Pen`], which cleans and cuts it.

mod bars;
mod desired;
mod label;
mod lines;
mod memo;
mod pen;
mod root;
mod sheet;
mod summary;
mod tabs;

pub use desired::{desired_sign, desired_word};
pub use label::{label, labelled};
pub use lines::{bullet, pad, signed, wrapped};
pub use memo::Memo;
pub use pen::{Line, Pen, Span, plain, span, wrap};
pub use root::{Areas, areas, view};
pub use sheet::Sheet;
pub use summary::summary_line;
pub use tabs::{Tab, tab_line};

#[cfg(test)]
pub(crate) mod testing;
