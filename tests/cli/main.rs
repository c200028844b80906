//! Golden tests of the command line: real commands on a real SQLite store, with a simulated name service and a fixed
//! clock.

mod amt;
mod cmdb;
mod estate;
mod general;
mod hello;
