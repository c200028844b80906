//! One suite of tests for both engines.
