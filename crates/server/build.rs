//! Makes the folder whose files go into the binary, and has the binary built anew when they change.

use std::path::Path;

fn main() -> std::io::Result<()> {
    let app = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target/app");
    // Without a built app the binary serves the API alone; the folder must be there all the same.
    std::fs::create_dir_all(&app)?;
    println!("cargo::rerun-if-changed=build.rs");
    // A debug build reads the files from disk when asked for them: nothing of them is compiled in.
    if std::env::var("PROFILE").is_ok_and(|profile| profile == "release") {
        println!("cargo::rerun-if-changed={}", app.display());
    }
    Ok(())
}
