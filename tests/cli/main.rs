//! Golden tests of the command line: real commands on a real SQLite store, with a simulated name service and a fixed
//! clock.

#[cfg(test)]
mod amt;
#[cfg(test)]
mod changes;
#[cfg(test)]
mod cmdb;
#[cfg(test)]
mod directory;
#[cfg(test)]
mod estate;
#[cfg(test)]
mod general;
#[cfg(test)]
mod hello;
#[cfg(test)]
mod host;
#[cfg(test)]
mod jobs;
#[cfg(test)]
mod local;
#[cfg(test)]
mod machine;
#[cfg(test)]
mod me;
#[cfg(test)]
mod nsc;
#[cfg(test)]
mod pkg;
#[cfg(test)]
mod point;
#[cfg(test)]
mod publish;
#[cfg(test)]
mod request;
#[cfg(test)]
mod rights;
#[cfg(test)]
mod sample;
#[cfg(test)]
mod shared_directory;
#[cfg(test)]
mod undo;
#[cfg(test)]
mod what_if;
