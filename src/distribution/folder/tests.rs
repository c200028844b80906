use super::*;
use std::os::unix::fs::{PermissionsExt as _, symlink};

fn put(folder: &Folder, names: &[&str], content: &[u8]) -> io::Result<()> {
    folder.write(names, |file| file.write_all(content))
}

fn mode(path: &Path) -> u32 {
    path.symlink_metadata().unwrap().permissions().mode() & 0o777
}

#[test]
fn a_file_is_replaced_whole_and_everybody_may_read_it() {
    let outer = tempfile::tempdir().unwrap();
    let folder = Folder::shared(outer.path().join("points/dp1"));
    assert_eq!(put(&folder, &["x"], b"").unwrap_err().kind(), ErrorKind::NotConnected, "it may be an unmounted share");
    folder.make_root().unwrap();
    put(&folder, &["config", "CMFCOMs", "0f.TXT"], b"old").unwrap();
    let (mut before, _) = folder.open(&["config", "CMFCOMs", "0f.TXT"]).unwrap();
    put(&folder, &["config", "CMFCOMs", "0f.TXT"], b"something new").unwrap();
    // Who reads the old file goes on reading the old file.
    let mut old = String::new();
    before.read_to_string(&mut old).unwrap();
    assert_eq!(old, "old");
    let file = outer.path().join("points/dp1/config/CMFCOMs/0f.TXT");
    assert_eq!(std::fs::read(&file).unwrap(), b"something new");
    assert_eq!(mode(&file), 0o644);
    for above in file.ancestors().skip(1).take(4) {
        assert_eq!(mode(above), 0o755, "{}", above.display());
    }
    let private = Folder::private(outer.path().join("packages"));
    put(&private, &["a", "x"], b"").unwrap();
    assert_eq!(mode(&outer.path().join("packages/a/x")), 0o600);
    assert_eq!(mode(&outer.path().join("packages/a")), 0o700);
}

#[test]
fn a_write_that_fails_leaves_the_old_file_and_nothing_else() {
    let outer = tempfile::tempdir().unwrap();
    let folder = Folder::shared(outer.path().into());
    put(&folder, &["x"], b"old").unwrap();
    let failed: io::Result<()> = folder.write(&["x"], |file| {
        file.write_all(b"half a fi")?;
        Err(io::Error::from(ErrorKind::StorageFull))
    });
    assert_eq!(failed.unwrap_err().kind(), ErrorKind::StorageFull);
    assert_eq!(std::fs::read(outer.path().join("x")).unwrap(), b"old");
    assert_eq!(std::fs::read_dir(outer.path()).unwrap().count(), 1);
}

#[test]
fn links_and_pipes_are_not_files() {
    let outer = tempfile::tempdir().unwrap();
    let root = outer.path().join("point");
    let folder = Folder::shared(root.clone());
    folder.make_root().unwrap();
    std::fs::write(outer.path().join("secret"), b"secret").unwrap();
    put(&folder, &["reports", "pc1.cmf.json"], b"{}").unwrap();
    symlink(outer.path().join("secret"), root.join("reports/pc2.cmf.json")).unwrap();
    symlink(outer.path(), root.join("reports/pc3")).unwrap();
    let mode = Mode::RUSR | Mode::WUSR;
    let pipe = root.join("reports/pc4.cmf.json");
    rustix::fs::mknodat(rustix::fs::CWD, &pipe, FileType::Fifo, mode, 0).unwrap();

    assert!(folder.open(&["reports", "pc2.cmf.json"]).is_err());
    assert!(folder.open(&["reports", "pc3", "secret"]).is_err());
    assert!(folder.open(&["reports", "pc4.cmf.json"]).is_err());
    assert!(put(&folder, &["reports", "pc3", "secret"], b"gone").is_err());
    let listed: Vec<_> = folder.list(&["reports"]).unwrap().into_iter().map(|entry| entry.path).collect();
    assert_eq!(listed, ["reports/pc1.cmf.json"]);
    // Writing over a link replaces the link.
    put(&folder, &["reports", "pc2.cmf.json"], b"{}").unwrap();
    assert_eq!(std::fs::read(outer.path().join("secret")).unwrap(), b"secret");
}

#[test]
fn a_listing_has_every_file_and_clears_away_what_was_left_behind() {
    let outer = tempfile::tempdir().unwrap();
    let folder = Folder::shared(outer.path().join("point"));
    assert_eq!(folder.list(&["config"]).unwrap_err().kind(), ErrorKind::NotConnected);
    folder.make_root().unwrap();
    put(&folder, &["config", "CMFPKGs.TXT"], b"12345").unwrap();
    put(&folder, &["config", "CMFASGs", "1.TXT"], b"1").unwrap();
    let config = outer.path().join("point/config");
    let (fresh, stale) = (config.join(".x.0.making"), config.join(".y.0.making"));
    std::fs::write(&fresh, b"").unwrap();
    let file = File::create(&stale).unwrap();
    file.set_modified(SystemTime::now() - 2 * ABANDONED).unwrap();
    let mut listed = folder.list(&["config"]).unwrap();
    listed.sort_by(|a, b| a.path.cmp(&b.path));
    let listed: Vec<_> = listed.iter().map(|entry| (entry.path.as_str(), entry.size)).collect();
    assert_eq!(listed, [("config/CMFASGs/1.TXT", 1), ("config/CMFPKGs.TXT", 5)]);
    assert!(fresh.exists() && !stale.exists());
    assert_eq!(folder.list(&["reports"]).unwrap(), []);
    assert_eq!(folder.list(&[]).unwrap().len(), 2);
}

#[test]
fn deleting_what_is_not_there_is_no_failure() {
    let outer = tempfile::tempdir().unwrap();
    let folder = Folder::shared(outer.path().into());
    put(&folder, &["a", "x"], b"").unwrap();
    folder.delete(&["a", "x"]).unwrap();
    folder.delete(&["a", "x"]).unwrap();
    folder.delete(&["b", "x"]).unwrap();
    assert_eq!(folder.open(&["a", "x"]).unwrap_err().kind(), ErrorKind::NotFound);
}
