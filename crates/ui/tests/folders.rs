//! What every component has: a README that tells how to use it, and a style that knows no left and right.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on must stop")]

use std::fs;
use std::path::{Path, PathBuf};

fn components() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let folders = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.is_dir());
    folders.collect()
}

#[test]
fn every_component_tells_when_and_how_to_use_it() {
    let components = components();
    assert!(components.len() > 30);
    for folder in components {
        let readme = fs::read_to_string(folder.join("README.md")).unwrap();
        for part in ["Use ", "\n## Anatomy\n", "\n## Keyboard", "\n## Properties\n"] {
            assert!(readme.contains(part), "{}: {part}", folder.display());
        }
        assert!(folder.join("mod.rs").exists() && folder.join("style.css").exists(), "{}", folder.display());
    }
}

#[test]
fn styles_turn_round_with_the_direction_of_reading() {
    let physical = [
        "left:",
        "right:",
        "-left",
        "-right",
        " top:",
        " bottom:",
        "margin-top",
        "margin-bottom",
        " width:",
        " height:",
    ];
    for folder in components() {
        let style = fs::read_to_string(folder.join("style.css")).unwrap();
        assert!(style.starts_with("@layer"), "{}: in the layers", folder.display());
        // Questions about the window have no other words.
        let rules = style.lines().filter(|line| !line.starts_with("@media"));
        for line in rules {
            assert!(!physical.iter().any(|word| line.contains(word)), "{}: {line}", folder.display());
        }
    }
}
