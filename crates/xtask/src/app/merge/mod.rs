//! Puts chunks together. The splitter makes one for every set of routes that share something, and their number grows
//! faster than that of routes: a page would wait for hundreds of requests, and what is small compresses badly.

mod module;
mod plan;

use std::collections::BTreeMap;

use anyhow::{Context as _, Result, bail};

use super::bundle::LINK_MODULE;
use super::{Files, links};
use plan::{Chunk, Users};

/// Puts together the chunks that mostly the same pages need.
///
/// # Errors
/// When link module or chunks are not as the splitter writes them.
pub(super) fn chunks(files: &mut Files) -> Result<()> {
    let link_name = LINK_MODULE.trim_start_matches("./");
    let link = files.get(link_name).context("the splitter wrote no link module")?;
    let mut link = String::from_utf8_lossy(link).into_owned();
    let mut instead = BTreeMap::new();
    for group in plan::groups(shared(files, &link)?) {
        // In the order of the link module: a name can be used from where it is defined.
        let mut group = group;
        group.sort_by_key(|name| link.find(&definition(name)));
        let Some((first, others)) = group.split_first() else { continue };
        let parts = group.iter().map(|name| files.get(name).map(Vec::as_slice).context("a chunk is not there"));
        let merged = module::merge(&parts.collect::<Result<Vec<_>>>()?).context("putting chunks together")?;
        for name in others {
            link = without(&link, name)?;
            files.remove(name);
            instead.insert(loader(name), loader(first));
        }
        files.insert(first.clone(), merged);
    }
    let link = with_needs(&link, |name| instead.get(name).cloned().unwrap_or_else(|| name.to_owned()));
    files.insert(link_name.to_owned(), link.into_bytes());
    Ok(())
}

/// What pages share: every chunk, what it weighs, and which of the things that are loaded when they are asked for need it.
fn shared(files: &Files, link: &str) -> Result<Vec<Chunk>> {
    let needs = links::needs(link)?;
    if needs.len() > Users::MOST {
        bail!("{} things are loaded when they are asked for, and {} can be told apart", needs.len(), Users::MOST);
    }
    let first = needs.iter().map(|(name, _)| links::is_first(name)).collect::<Vec<_>>();
    let mut chunks = Vec::new();
    for (file, content) in files.iter().filter(|(file, _)| file.starts_with("chunk_")) {
        let users = needs.iter().map(|(_, needed)| needed.contains(file));
        chunks.push(Chunk { file: file.clone(), weight: module::weight(content)?, users: Users::of(users, &first) });
    }
    Ok(chunks)
}

/// The loader of a chunk's file in the link module.
fn loader(file: &str) -> String {
    ["__", file.trim_end_matches(".wasm")].concat()
}

fn definition(file: &str) -> String {
    ["const ", &loader(file), " = "].concat()
}

/// The link module without the loader of a chunk. Chunks need nothing first: `const __chunk_7 = makeLoad(…, []);`
fn without(link: &str, file: &str) -> Result<String> {
    let (before, rest) = link.split_once(&definition(file)).with_context(|| format!("{file} has no loader"))?;
    let (_, after) = rest.split_once("[]);").with_context(|| format!("the loader of {file} does not end"))?;
    Ok([before, after.trim_start_matches('\n')].concat())
}

/// The link module with other names in the lists of what routes need, each name once.
fn with_needs(link: &str, rename: impl Fn(&str) -> String) -> String {
    let mut parts = link.split(NEEDS);
    let mut text = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (list, after) = part.split_once(']').unwrap_or((part, ""));
        let mut names: Vec<String> = Vec::new();
        for name in list.split(", ").map(&rename) {
            if !names.contains(&name) {
                names.push(name);
            }
        }
        text += &[NEEDS, &names.join(", "), "]", after].concat();
    }
    text
}

/// What begins the list of the loaders that a route needs first.
const NEEDS: &str = ", [";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn routes_need_the_one_in_the_place_of_those_that_are_gone() {
        let link = without(LINK, "chunk_8.wasm").unwrap();
        assert!(!link.contains("chunk_8.wasm") && link.contains("chunk_7.wasm"));
        let link = with_needs(&link, |name| if name == "__chunk_8" { "__chunk_7".to_owned() } else { name.to_owned() });
        assert!(link.ends_with(", [__chunk_7, __chunk_9]));\n"), "{link}");
        assert!(without(LINK, "chunk_6.wasm").is_err());
    }

    const LINK: &str = "const __chunk_7 = makeLoad(() => {\n    fetch(new URL(\"./chunk_7.wasm\", import.meta.url));\n}\n, []);\n\
                        const __chunk_8 = makeLoad(() => {\n    fetch(new URL(\"./chunk_8.wasm\", import.meta.url));\n}\n, []);\n\
                        export const load = wrapAsyncCb(makeLoad(() => {}, [__chunk_7, __chunk_8, __chunk_9]));\n";
}
