//! What the client can fail with.

/// Result of the client's work.
pub type Result<T> = std::result::Result<T, AgentError>;

/// What the client can fail with. `main` maps each to a problem with a sentence.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AgentError {
    /// No distribution point could be read.
    #[error("no distribution point can be read: {0}")]
    Points(String),
    /// What lies there is not signed by a trusted key, damaged, or older than what was seen.
    #[error("refused: {0}")]
    Distrusts(String),
    /// Local state cannot be read or written.
    #[error("the local state cannot be used: {0}")]
    State(String),
    /// A setting is missing or wrong.
    #[error("setting agent.{setting}: {reason}")]
    Setting {
        /// Which one.
        setting: &'static str,
        /// What is wrong.
        reason: String,
    },
    /// Another agent runs with the same state.
    #[error("another agent runs as process {pid}")]
    Runs {
        /// Its process id.
        pid: u32,
    },
    /// The service does not answer, or refuses.
    #[error("the agent does not do that: {0}")]
    Service(String),
    /// The connection to the service broke.
    #[error("the connection to the agent broke: {0}")]
    Link(String),
    /// A new version did not start; the old one runs again.
    #[error("the new {program} did not start: {reason}")]
    Update {
        /// `agent` or `ui`.
        program: String,
        /// Why.
        reason: String,
    },
}
