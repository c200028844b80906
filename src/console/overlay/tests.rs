//! Tests of the dialogs.
