//! Paths below a folder that lead nowhere else, whoever wrote them.

/// The longest path, in bytes.
const LONGEST: usize = 1_024;

/// The longest name in a path, in bytes; the file systems that are asked take 255, and a file in the making has a longer
/// name.
const LONGEST_NAME: usize = 200;

/// Returns the names of a path; none for one that could lead out of the folder, or that some server could not keep.
/// Names with a dot in front are files in the making.
pub fn names(path: &str) -> Option<Vec<&str>> {
    let is_safe = |name: &&str| {
        !name.is_empty()
            && name.len() <= LONGEST_NAME
            && !name.starts_with('.')
            && !name.chars().any(|c| c.is_control() || "\\:*?\"<>|".contains(c))
    };
    let names: Vec<&str> = path.split('/').collect();
    (path.len() <= LONGEST && names.iter().all(is_safe)).then_some(names)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_leads_nowhere_else() {
        assert_eq!(names("config/CMFCOMs/0f.TXT"), Some(vec!["config", "CMFCOMs", "0f.TXT"]));
        assert_eq!(names("packages/größe 1.2~rc1+x_all.deb").map(|names| names.len()), Some(2));
        let long = "x".repeat(LONGEST_NAME + 1);
        let deep = "x/".repeat(LONGEST) + "x";
        for unsafe_path in [
            "",
            "/",
            "/etc/passwd",
            "a//b",
            "a/",
            "..",
            "a/../b",
            "./a",
            "a/.hidden",
            "a\\..\\b",
            "C:/x",
            "a\0b",
            "a\nb",
            "\\\\server\\share",
            &long,
            &deep,
        ] {
            assert_eq!(names(unsafe_path), None, "{unsafe_path:?}");
        }
    }
}
