//! What the gallery shows: facts of `reference/cities/cities.json`, none made up.

use ui::Choice;
use ui::charts::{ChartData, Series};

/// A city of the reference data.
pub(super) struct City {
    pub(super) slug: &'static str,
    pub(super) name: &'static str,
    pub(super) country: &'static str,
    /// GeoNames; nothing where it is not known.
    pub(super) population: Option<f64>,
    /// Köppen–Geiger zone.
    pub(super) climate: &'static str,
    /// Natural Earth.
    pub(super) coast_km: f64,
}

/// Some of the 297 cities.
pub(super) const CITIES: [City; 19] = [
    City {
        slug: "shanghai",
        name: "Shanghai",
        country: "China",
        population: Some(24_874_500.0),
        climate: "Cfa",
        coast_km: 18.0,
    },
    City {
        slug: "kinshasa",
        name: "Kinshasa",
        country: "DR Congo",
        population: Some(16_000_000.0),
        climate: "Aw",
        coast_km: 290.8,
    },
    City {
        slug: "istanbul",
        name: "Istanbul",
        country: "Türkiye",
        population: Some(15_701_602.0),
        climate: "Csa",
        coast_km: 0.5,
    },
    City {
        slug: "lagos",
        name: "Lagos",
        country: "Nigeria",
        population: Some(15_388_000.0),
        climate: "Aw",
        coast_km: 0.5,
    },
    City {
        slug: "mumbai",
        name: "Mumbai",
        country: "India",
        population: Some(12_691_836.0),
        climate: "Am",
        coast_km: 4.8,
    },
    City {
        slug: "sao-paulo",
        name: "São Paulo",
        country: "Brazil",
        population: Some(12_400_232.0),
        climate: "Cfa",
        coast_km: 44.5,
    },
    City {
        slug: "mexico-city",
        name: "Mexico City",
        country: "Mexico",
        population: Some(12_294_193.0),
        climate: "Cwb",
        coast_km: 247.8,
    },
    City {
        slug: "new-york",
        name: "New York City",
        country: "United States",
        population: Some(8_804_190.0),
        climate: "Cfa",
        coast_km: 0.8,
    },
    City {
        slug: "melbourne",
        name: "Melbourne",
        country: "Australia",
        population: Some(5_435_590.0),
        climate: "Cfb",
        coast_km: 6.4,
    },
    City {
        slug: "bangkok",
        name: "Bangkok",
        country: "Thailand",
        population: Some(5_104_476.0),
        climate: "Aw",
        coast_km: 18.9,
    },
    City {
        slug: "cape-town",
        name: "Cape Town",
        country: "South Africa",
        population: Some(4_772_846.0),
        climate: "Csb",
        coast_km: 2.5,
    },
    City {
        slug: "surat",
        name: "Surat",
        country: "India",
        population: Some(4_591_246.0),
        climate: "As",
        coast_km: 7.7,
    },
    City {
        slug: "quito",
        name: "Quito",
        country: "Ecuador",
        population: Some(2_781_641.0),
        climate: "Cfc",
        coast_km: 158.8,
    },
    City {
        slug: "dakar",
        name: "Dakar",
        country: "Senegal",
        population: Some(2_646_503.0),
        climate: "BSh",
        coast_km: 0.8,
    },
    City {
        slug: "paris",
        name: "Paris",
        country: "France",
        population: Some(2_138_551.0),
        climate: "Cfb",
        coast_km: 149.9,
    },
    City {
        slug: "accra",
        name: "Accra",
        country: "Ghana",
        population: Some(1_963_264.0),
        climate: "Aw",
        coast_km: 1.4,
    },
    City {
        slug: "milan",
        name: "Milan",
        country: "Italy",
        population: Some(1_371_498.0),
        climate: "Cfa",
        coast_km: 118.6,
    },
    City {
        slug: "athens",
        name: "Athens",
        country: "Greece",
        population: Some(664_046.0),
        climate: "Csa",
        coast_km: 5.6,
    },
    City { slug: "haiyan", name: "Haiyan County", country: "China", population: None, climate: "Cfa", coast_km: 0.6 },
];

/// The cities as what can be chosen.
pub(super) fn choices() -> Vec<Choice> {
    CITIES.iter().map(|city| Choice::new(city.slug, city.name).with_detail(city.country)).collect()
}

/// The regions of the platform, in the order of its lists.
const REGIONS: [&str; 5] = [
    "Africa",
    "Asia and the Pacific",
    "Europe and the Middle East",
    "Latin America and the Caribbean",
    "North America",
];

fn by_region(category: &str, series: &[(&str, [f64; 5])]) -> ChartData {
    let series = series
        .iter()
        .map(|(name, values)| Series { name: (*name).to_owned(), values: values.iter().copied().map(Some).collect() });
    ChartData {
        category: category.to_owned(),
        categories: REGIONS.map(str::to_owned).to_vec(),
        series: series.collect(),
    }
}

/// Some of the largest cities, by GeoNames.
pub(super) fn largest() -> ChartData {
    let known = CITIES.iter().filter_map(|city| Some((city.name, city.population?)));
    ChartData::of_one("City", "Population", &known.take(8).collect::<Vec<_>>())
}

/// Cities of a region by the income group of their country (World Bank); two without a group are left out.
pub(super) fn incomes() -> ChartData {
    by_region(
        "Region",
        &[
            ("Low", [16.0, 0.0, 0.0, 0.0, 0.0]),
            ("Lower middle", [29.0, 34.0, 4.0, 5.0, 0.0]),
            ("Upper middle", [7.0, 21.0, 13.0, 36.0, 0.0]),
            ("High", [0.0, 19.0, 54.0, 9.0, 48.0]),
        ],
    )
}

/// The median and the largest city of each region (GeoNames), in millions.
pub(super) fn sizes() -> ChartData {
    by_region(
        "Region",
        &[("Median city", [1.98, 2.78, 1.02, 1.51, 0.67]), ("Largest city", [16.0, 24.87, 15.7, 12.4, 8.8])],
    )
}

/// Members of the Resilient Cities Network whose year is known, counted up.
pub(super) fn joined() -> ChartData {
    let series = |name: &str, values: [f64; 6]| Series {
        name: name.to_owned(),
        values: values.iter().copied().map(Some).collect(),
    };
    ChartData {
        category: "Year".to_owned(),
        categories: (2013..=2018).map(|year| year.to_string()).collect(),
        series: vec![
            series("North America", [10.0, 17.0, 17.0, 28.0, 28.0, 29.0]),
            series("Asia, Pacific", [7.0, 16.0, 16.0, 25.0, 25.0, 25.0]),
            series("Europe, Middle East", [8.0, 17.0, 17.0, 22.0, 22.0, 22.0]),
            series("Africa", [2.0, 6.0, 6.0, 12.0, 12.0, 12.0]),
        ],
    }
}

/// How many cities of a region name a shock, among the 56 whose shocks are known; nothing where none does.
pub(super) fn shocks() -> ChartData {
    let of = |name: &str, values: [u32; 5]| Series {
        name: name.to_owned(),
        values: values.iter().map(|value| (*value > 0).then_some(f64::from(*value))).collect(),
    };
    ChartData {
        series: vec![
            of("Rainfall flooding", [5, 7, 4, 3, 11]),
            of("Economic crisis", [2, 1, 3, 2, 4]),
            of("Extreme heat", [1, 2, 2, 0, 6]),
            of("Drought", [1, 3, 1, 1, 3]),
            of("Earthquake", [0, 2, 1, 3, 3]),
            of("Terrorism", [2, 1, 4, 0, 2]),
        ],
        ..by_region("Region", &[])
    }
}

/// Shares of the cities of two regions, in percent.
pub(super) fn profiles() -> ChartData {
    let share = |name: &str, count: f64, of: [f64; 4]| Series {
        name: name.to_owned(),
        values: of.iter().map(|one| Some((one / count * 100.0).round())).collect(),
    };
    ChartData {
        category: "Share of cities".to_owned(),
        categories: ["By the sea", "Over a million", "Tropical", "In the network"].map(str::to_owned).to_vec(),
        series: vec![
            share("Africa", 53.0, [26.0, 42.0, 23.0, 11.0]),
            share("Latin America and the Caribbean", 51.0, [29.0, 35.0, 27.0, 18.0]),
        ],
    }
}
