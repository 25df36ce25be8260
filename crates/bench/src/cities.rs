//! Cities that do not exist: as many as wanted, the same ones from the same seed, laid out as the reference
//! folder that `c2r load --from` takes. Countries and vocabularies are the real ones, because cities point to them.

use crate::random::Random;
use anyhow::{Context as _, Result};
use serde::Deserialize;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fs;
use std::io::{BufWriter, Write as _};
use std::path::Path;

const SEED: u64 = 100;
const SYLLABLES: [&str; 16] =
    ["ba", "do", "ka", "li", "mo", "na", "pe", "ra", "sa", "ti", "vo", "wa", "xe", "yu", "zo", "fi"];
const CLIMATES: [&str; 8] = ["Af", "Am", "Aw", "BSh", "BWh", "Cfa", "Cfb", "Dfb"];

#[derive(Debug, Deserialize)]
struct Country {
    iso2: String,
    iso3: String,
    name: String,
    region: String,
    income_group: String,
}

/// What the generated cities point to.
struct World {
    /// By region, so that every region gets as many cities.
    regions: Vec<Vec<Country>>,
    shocks: Vec<String>,
    stresses: Vec<String>,
}

/// The slug of a generated city; the first is number 1.
pub(crate) fn slug(number: usize) -> String {
    format!("bench-{number:06}")
}

/// Writes a reference folder with `count` generated cities; `real` is the folder of the real ones.
pub(crate) fn write(real: &Path, folder: &Path, count: usize) -> Result<()> {
    fs::create_dir_all(folder)?;
    for name in ["countries.json", "vocab.json"] {
        fs::copy(real.join(name), folder.join(name))
            .with_context(|| format!("copying {}", real.join(name).display()))?;
    }
    let world = World::read(real)?;
    let mut file = BufWriter::new(fs::File::create(folder.join("cities.json"))?);
    let mut random = Random::new(SEED);
    for number in 1..=count {
        let before = if number == 1 { "[\n" } else { ",\n" };
        write!(file, "{before}{}", world.city(number, &mut random)?)?;
    }
    file.write_all(b"\n]\n")?;
    Ok(file.flush()?)
}

impl World {
    fn read(real: &Path) -> Result<Self> {
        let countries: Vec<Country> = serde_json::from_str(&fs::read_to_string(real.join("countries.json"))?)?;
        let mut regions: BTreeMap<String, Vec<Country>> = BTreeMap::new();
        for country in countries {
            regions.entry(country.region.clone()).or_default().push(country);
        }
        // The keys that real cities bear: those in use are surely in the vocabulary.
        let cities: Vec<Value> = serde_json::from_str(&fs::read_to_string(real.join("cities.json"))?)?;
        let keys = |field: &str| {
            let keys = cities
                .iter()
                .filter_map(|city| city[field].as_array())
                .flatten()
                .filter_map(Value::as_str)
                .map(str::to_owned);
            let mut keys: Vec<String> = keys.collect();
            keys.sort();
            keys.dedup();
            keys
        };
        Ok(Self { regions: regions.into_values().collect(), shocks: keys("shocks"), stresses: keys("stresses") })
    }

    fn city(&self, number: usize, random: &mut Random) -> Result<Value> {
        let region = random.pick(&self.regions).context("there are no countries")?;
        let country = random.pick(region).context("there is a region without countries")?;
        let (name, coastal, member) = (name(random), random.once_in(2), random.once_in(3));
        let membership = member.then(|| {
            json!({ "programme": "Generated", "cohort": null, "joined": 2_000 + random.below(25), "source": null,
                "evidence": "announcement_list", "rcities_source": null, "status": "member" })
        });
        Ok(json!({
            "slug": slug(number), "name": format!("{name} {number}"),
            "country_iso2": country.iso2, "country_iso3": country.iso3, "country": country.name, "region": country.region,
            "lat": degrees(random, 160), "lon": degrees(random, 360),
            "geonames_id": null, "timezone": "UTC", "population": population(random), "koppen": random.pick(&CLIMATES),
            "coastal": coastal, "coast_distance_km": if coastal { 1.5 } else { 120.0 }, "income_group": country.income_group,
            "network_member": member, "membership": membership,
            "strategy": null, "strategy_status": "not_applicable",
            "shocks": random.some(&self.shocks, 5), "stresses": random.some(&self.stresses, 5),
            "challenge_sources": [format!("https://bench.example/sources/{number}")],
        }))
    }
}

/// Two to four syllables.
fn name(random: &mut Random) -> String {
    let count = 2 + random.below(3);
    let mut name: String = (0..count).filter_map(|_| random.pick(&SYLLABLES)).copied().collect();
    name[..1].make_ascii_uppercase();
    name
}

/// Up to half of `span` to both sides of 0, with five digits.
fn degrees(random: &mut Random, span: usize) -> f64 {
    let steps = i32::try_from(random.below(span * 100_000)).unwrap_or_default();
    let middle = i32::try_from(span * 50_000).unwrap_or_default();
    f64::from(steps - middle) / 100_000.0
}

/// From ten thousand to some ten million, every order of magnitude equally often.
fn population(random: &mut Random) -> usize {
    let magnitude = [10_000, 100_000, 1_000_000, 10_000_000][random.below(4)];
    magnitude + random.below(magnitude * 2)
}

#[cfg(test)]
mod tests {
    use super::{Random, name, slug, write};
    use serde_json::Value;
    use std::collections::HashSet;
    use std::path::Path;

    #[test]
    fn the_same_cities_every_time_and_each_once() {
        let real = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../reference/cities");
        let folder = tempfile::tempdir().unwrap();
        let made = |name: &str| {
            write(&real, &folder.path().join(name), 300).unwrap();
            std::fs::read_to_string(folder.path().join(name).join("cities.json")).unwrap()
        };
        let text = made("a");
        assert_eq!(text, made("b"));
        let cities: Vec<Value> = serde_json::from_str(&text).unwrap();
        assert_eq!(cities.iter().map(|city| city["slug"].as_str().unwrap()).collect::<HashSet<_>>().len(), 300);
        for region in ["africa", "north_america"] {
            let coastal = cities.iter().filter(|city| city["region"] == region && city["coastal"] == true).count();
            assert!(coastal > 10, "{region}: {coastal}");
        }
        assert!(folder.path().join("a/vocab.json").is_file());
    }

    #[test]
    fn names_and_slugs_are_plain() {
        assert!(name(&mut Random::new(1)).chars().all(|letter| letter.is_ascii_alphabetic()));
        assert_eq!(slug(7), "bench-000007");
    }
}
