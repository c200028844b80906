//! The distribution points that an estate begins with: folders of the server.

use super::NewPoint;

/// Returns the three points `dp1` to `dp3` in a folder, given as an absolute path (CMF-44).
pub fn three(folder: &str) -> [NewPoint; 3] {
    ["dp1", "dp2", "dp3"].map(|name| {
        let url = folder_address(&format!("{}/{name}", folder.trim_end_matches('/')));
        NewPoint { name: name.into(), url, credential: String::new() }
    })
}

/// Returns the address of a folder, given as an absolute path.
pub fn folder_address(path: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"/-._~".contains(&byte);
    let mut url = String::from("file://");
    for byte in path.bytes() {
        if plain(byte) { url.push(char::from(byte)) } else { url.push_str(&format!("%{byte:02X}")) }
    }
    url
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cmf_44_three_points_in_a_folder() {
        let urls = three("/srv/cmf points/").map(|point| point.url);
        assert_eq!(urls[0], "file:///srv/cmf%20points/dp1");
        assert_eq!(urls[2], "file:///srv/cmf%20points/dp3");
        assert_eq!(folder_address("/größe#1?"), "file:///gr%C3%B6%C3%9Fe%231%3F");
    }
}
