//! How the link module fetches a chunk. As the splitter writes it, one lost request breaks the app: who waits for the
//! chunk panics.

use anyhow::{Result, bail};

/// Asks again until the chunk is there.
const PATIENT: &str = include_str!("loader.js");

/// What the splitter writes, with the address after it.
const FETCH: &str = " = fetch(new URL(";

/// The link module with a fetch that does not give up.
///
/// # Errors
/// When the link module fetches in another way than expected.
pub(super) fn patient(link: &str) -> Result<String> {
    if !link.contains(FETCH) || link.matches("fetch(").count() != link.matches(FETCH).count() {
        bail!("the link module fetches its chunks in another way than `{FETCH}`");
    }
    Ok(format!("{}\n{PATIENT}", link.replace(FETCH, " = fetchChunk(new URL(")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::links;

    #[test]
    fn every_chunk_is_asked_for_again_until_it_comes() {
        let link = links::tests::link_module();
        let loaded = links::chunks(&link).unwrap();
        let patient = patient(&link).unwrap();
        let (loaders, ours) = patient.split_at(patient.find(PATIENT).unwrap());
        assert_eq!(loaders.matches("fetchChunk(new URL(").count(), link.matches("fetch(").count());
        assert!(!loaders.contains("fetch("), "{loaders}");
        assert!(ours.contains("function fetchChunk(address)") && ours.contains("await fetch(address)"));
        assert_eq!(links::chunks(&patient).unwrap(), loaded, "what routes need can still be read");
    }

    #[test]
    fn the_shell_hears_what_the_loader_says() {
        let shell = std::fs::read_to_string(crate::project::path("frontend/src/shell/texts.rs")).unwrap();
        for event in ["c2r:chunk-failed", "c2r:chunk-gone", "c2r:chunk-loaded", "c2r:chunk-retry"] {
            assert!(PATIENT.contains(event) && shell.contains(event), "{event}");
        }
    }

    #[test]
    fn another_way_of_fetching_is_an_error() {
        assert!(patient("const x = 1;").is_err());
        assert!(patient("const src = fetch(new URL(\"./a.wasm\", x)); fetch(other);").is_err());
    }
}
