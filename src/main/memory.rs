//! How the process asks for memory.

/// Lets all threads share two heaps; to be called before the first thread starts.
///
/// The GNU allocator would make eight heaps for each processor, and what one of them has set free is of no use to
/// another: with 100,000 machines that was 15 MB of nothing.
#[cfg(all(target_os = "linux", target_env = "gnu"))]
#[expect(unsafe_code, reason = "the allocator's setting has no safe way in")]
pub(crate) fn share_heaps() {
    const HEAPS: i32 = 2;
    // SAFETY: two numbers go in, and the setting that they write is read by no other thread yet.
    unsafe {
        libc::mallopt(libc::M_ARENA_MAX, HEAPS);
    }
}

/// Other allocators share by themselves.
#[cfg(not(all(target_os = "linux", target_env = "gnu")))]
pub(crate) fn share_heaps() {}
