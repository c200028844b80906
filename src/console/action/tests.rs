//! Tests of the action table.
