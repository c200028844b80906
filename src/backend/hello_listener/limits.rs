//! The system's limit on open files: each connection is one.

/// Raises this process's soft limit on open files to the hard one. Failing is no error: then fewer connections are
/// served at a time.
pub(super) fn raise_open_files() {
    #[cfg(unix)]
    {
        use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
        let limit = getrlimit(Resource::Nofile);
        if limit.current != limit.maximum {
            let raised = Rlimit { current: limit.maximum, maximum: limit.maximum };
            if let Err(error) = setrlimit(Resource::Nofile, raised) {
                tracing::info!(%error, "the limit on open files stays as it is");
            }
        }
    }
}
