//! What the app weighs, held against its budget.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use anyhow::{Result, bail};
use serde::{Deserialize, Serialize};

use super::bundle::LINK_MODULE;
use super::{Files, links, page, texts};
use crate::say;

/// How large something may be, in bytes of brotli.
#[derive(Clone, Copy)]
struct Budget {
    /// What we aim at: beyond it the table shows a warning.
    target: u64,
    /// Beyond it the build fails.
    limit: u64,
}

/// What a first visitor of the landing page must load before it works.
const FIRST_LOAD: Budget = Budget { target: 250_000, limit: 300_000 };
/// One chunk that a route loads when it is first visited.
const ROUTE: Budget = Budget { target: 60_000, limit: 60_000 };

/// When a file is loaded.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Part {
    /// Before anything works, on any page.
    Critical,
    /// Before the landing page works; other routes may need it, too.
    Landing,
    /// With the first visit of another route.
    Route,
    /// When something asks for it.
    Other,
}

#[derive(Debug, Serialize, Deserialize)]
struct Size {
    file: String,
    part: Part,
    raw: u64,
    gz: u64,
    br: u64,
}

/// The sizes of all files of the app, in bytes.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Sizes {
    /// What every page needs.
    critical_br: u64,
    /// That, and the chunks of the landing page.
    first_load_br: u64,
    first_load_target: u64,
    first_load_limit: u64,
    route_limit: u64,
    files: Vec<Size>,
}

impl Sizes {
    /// Weighs `files`; a file without a compressed form counts as it is.
    ///
    /// # Errors
    /// When it cannot be told which chunks the landing page needs.
    pub(super) fn of(files: &Files, packed: &Files) -> Result<Self> {
        let length = |content: &Vec<u8>| content.len() as u64;
        let landing = of_the_landing_page(files)?;
        let mut sizes: Vec<Size> = files
            .iter()
            .map(|(name, content)| Size {
                file: short(name).to_owned(),
                part: part(short(name), &landing),
                raw: length(content),
                gz: packed.get(&format!("{name}.gz")).map_or(length(content), length),
                br: packed.get(&format!("{name}.br")).map_or(length(content), length),
            })
            .collect();
        sizes.sort_by_key(|size| (size.part as u8, std::cmp::Reverse(size.br)));
        let weight = |part: Part| sizes.iter().filter(|size| size.part == part).map(|size| size.br).sum::<u64>();
        let critical_br = weight(Part::Critical);
        Ok(Self {
            critical_br,
            first_load_br: critical_br + weight(Part::Landing),
            first_load_target: FIRST_LOAD.target,
            first_load_limit: FIRST_LOAD.limit,
            route_limit: ROUTE.limit,
            files: sizes,
        })
    }

    /// The sizes as `sizes.json` keeps them.
    pub(super) fn to_json(&self) -> Result<Vec<u8>> {
        Ok(serde_json::to_vec_pretty(self)?)
    }

    /// The table for the terminal.
    pub(super) fn table(&self) -> String {
        let mut table = format!("{:<52} {:>11} {:>11} {:>11}\n", "file", "raw", "gzip", "brotli");
        for Size { file, part, raw, gz, br } in &self.files {
            let mark = match part {
                Part::Critical => "first load, every page",
                Part::Landing => "first load, landing page",
                Part::Route => verdict(*br, ROUTE),
                Part::Other => "",
            };
            let [raw, gz, br] = [*raw, *gz, *br].map(say::kilobytes);
            // Writing to a string does not fail.
            let _ = writeln!(table, "{file:<52} {raw:>11} {gz:>11} {br:>11}  {mark}");
        }
        let shared = say::kilobytes(self.critical_br);
        let _ = writeln!(table, "{:<52} {shared:>35}", "what every page needs");
        let total = say::kilobytes(self.first_load_br);
        let what = "first load of the landing page, with its chunks";
        let _ = write!(table, "{what:<52} {total:>35}  {}", verdict(self.first_load_br, FIRST_LOAD));
        table
    }

    /// Fails when the first load or a route is over its limit.
    pub(super) fn check(&self) -> Result<()> {
        if self.first_load_br > FIRST_LOAD.limit {
            bail!(
                "the first load of the landing page is {}, over the limit of {}",
                say::kilobytes(self.first_load_br),
                say::kilobytes(FIRST_LOAD.limit)
            );
        }
        let heavy =
            self.files.iter().find(|size| matches!(size.part, Part::Landing | Part::Route) && size.br > ROUTE.limit);
        match heavy {
            None => Ok(()),
            Some(size) => bail!(
                "the chunk {} is {}, over the limit of {} for a route",
                size.file,
                say::kilobytes(size.br),
                say::kilobytes(ROUTE.limit)
            ),
        }
    }
}

fn verdict(bytes: u64, budget: Budget) -> &'static str {
    match bytes {
        _ if bytes > budget.limit => "OVER THE LIMIT",
        _ if bytes > budget.target => "over the target",
        _ => "within budget",
    }
}

/// The name without the hashed folder.
fn short(name: &str) -> &str {
    name.strip_prefix("assets/").and_then(|rest| rest.split_once('/')).map_or(name, |(_, file)| file)
}

/// The files of the landing page's chunks and texts. An app without a lazy route has no chunks.
fn of_the_landing_page(files: &Files) -> Result<BTreeSet<String>> {
    let link_module = files.iter().find(|(name, _)| short(name) == LINK_MODULE.trim_start_matches("./"));
    let mut needed = match link_module {
        Some((_, link_module)) => links::chunks(&String::from_utf8_lossy(link_module))?.remove(links::FIRST),
        None => None,
    }
    .unwrap_or_default();
    needed.extend(links::first_sections().iter().map(|section| texts::file(texts::SOURCE, section)));
    Ok(needed)
}

fn part(file: &str, landing: &BTreeSet<String>) -> Part {
    let critical = page::CRITICAL.iter().any(|name| name.trim_start_matches("./") == file)
        || file == texts::file(texts::SOURCE, texts::COMMON);
    if critical || file == "index.html" || file.starts_with("snippets/") {
        return Part::Critical;
    }
    if landing.contains(file) {
        return Part::Landing;
    }
    let chunk = file.ends_with(".wasm") && (file.starts_with("split_") || file.starts_with("chunk_"));
    if chunk { Part::Route } else { Part::Other }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sizes(list: &[(&str, usize)]) -> Sizes {
        let files = list.iter().map(|(name, length)| ((*name).to_owned(), vec![0; *length])).collect();
        Sizes::of(&files, &Files::new()).unwrap()
    }

    #[test]
    fn only_what_must_be_there_first_is_critical() {
        let all = sizes(&[
            ("index.html", 1_000),
            ("assets/f00/app.js", 20_000),
            ("assets/f00/app_bg.wasm", 200_000),
            ("assets/f00/split_city.wasm", 50_000),
            ("assets/f00/fonts/a.woff2", 90_000),
            ("assets/f00/texts/en/common.json", 1_000),
            ("assets/f00/texts/es/common.json", 1_000),
            ("assets/f00/texts/en/landing.json", 500),
            ("assets/f00/texts/en/cities.json", 9_000),
        ]);
        assert_eq!((all.critical_br, all.first_load_br), (222_000, 222_500));
        assert!(all.check().is_ok());
        assert!(all.table().contains("within budget"));
    }

    #[test]
    fn the_chunks_of_the_landing_page_are_part_of_its_first_load() {
        let name = |file: &str| format!("assets/f00/{file}");
        let link_module = links::tests::link_module().into_bytes();
        let of_links = link_module.len() as u64;
        let files = Files::from([
            (name(LINK_MODULE.trim_start_matches("./")), link_module),
            (name("app_bg.wasm"), vec![0; 250_000]),
            (name("chunk_7.wasm"), vec![0; 30_000]),
            (name("chunk_9.wasm"), vec![0; 30_000]),
            (name("split___landing_route_view_123.wasm"), vec![0; 20_001]),
        ]);
        let all = Sizes::of(&files, &Files::new()).unwrap();
        assert_eq!((all.critical_br, all.first_load_br), (250_000 + of_links, 300_001 + of_links));
        assert!(all.check().unwrap_err().to_string().contains("landing page"));
    }

    #[test]
    fn compressed_sizes_count_where_there_are_any() {
        let files = Files::from([("index.html".to_owned(), vec![0; 900])]);
        let packed =
            Files::from([("index.html.br".to_owned(), vec![0; 90]), ("index.html.gz".to_owned(), vec![0; 99])]);
        let all = Sizes::of(&files, &packed).unwrap();
        assert_eq!((all.critical_br, all.files[0].raw, all.files[0].gz), (90, 900, 99));
    }

    #[test]
    fn the_limits_stop_the_build() {
        let heavy = sizes(&[("assets/f00/app_bg.wasm", 300_001)]);
        assert!(heavy.check().unwrap_err().to_string().contains("first load"));
        let heavy = sizes(&[("assets/f00/split_city.wasm", 60_001)]);
        assert!(heavy.check().unwrap_err().to_string().contains("split_city.wasm"));
    }
}
