//! What the gallery shows: facts of `reference/cities/cities.json`, none made up.

use crate::messages::{Key, t};
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
    /// Longitude and latitude (GeoNames): degrees, WGS 84.
    pub(super) place: [f64; 2],
    /// Whether it is a member of the Resilient Cities Network.
    pub(super) member: bool,
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
        place: [121.45806, 31.22222],
        member: false,
    },
    City {
        slug: "kinshasa",
        name: "Kinshasa",
        country: "DR Congo",
        population: Some(16_000_000.0),
        climate: "Aw",
        coast_km: 290.8,
        place: [15.31357, -4.32758],
        member: false,
    },
    City {
        slug: "istanbul",
        name: "Istanbul",
        country: "Türkiye",
        population: Some(15_701_602.0),
        climate: "Csa",
        coast_km: 0.5,
        place: [28.94966, 41.01384],
        member: false,
    },
    City {
        slug: "lagos",
        name: "Lagos",
        country: "Nigeria",
        population: Some(15_388_000.0),
        climate: "Aw",
        coast_km: 0.5,
        place: [3.39467, 6.45407],
        member: true,
    },
    City {
        slug: "mumbai",
        name: "Mumbai",
        country: "India",
        population: Some(12_691_836.0),
        climate: "Am",
        coast_km: 4.8,
        place: [72.88261, 19.07283],
        member: false,
    },
    City {
        slug: "sao-paulo",
        name: "São Paulo",
        country: "Brazil",
        population: Some(12_400_232.0),
        climate: "Cfa",
        coast_km: 44.5,
        place: [-46.63611, -23.5475],
        member: false,
    },
    City {
        slug: "mexico-city",
        name: "Mexico City",
        country: "Mexico",
        population: Some(12_294_193.0),
        climate: "Cwb",
        coast_km: 247.8,
        place: [-99.12766, 19.42847],
        member: true,
    },
    City {
        slug: "new-york",
        name: "New York City",
        country: "United States",
        population: Some(8_804_190.0),
        climate: "Cfa",
        coast_km: 0.8,
        place: [-74.00597, 40.71427],
        member: true,
    },
    City {
        slug: "melbourne",
        name: "Melbourne",
        country: "Australia",
        population: Some(5_435_590.0),
        climate: "Cfb",
        coast_km: 6.4,
        place: [144.96332, -37.814],
        member: true,
    },
    City {
        slug: "bangkok",
        name: "Bangkok",
        country: "Thailand",
        population: Some(5_104_476.0),
        climate: "Aw",
        coast_km: 18.9,
        place: [100.50144, 13.75398],
        member: true,
    },
    City {
        slug: "cape-town",
        name: "Cape Town",
        country: "South Africa",
        population: Some(4_772_846.0),
        climate: "Csb",
        coast_km: 2.5,
        place: [18.42322, -33.92584],
        member: true,
    },
    City {
        slug: "surat",
        name: "Surat",
        country: "India",
        population: Some(4_591_246.0),
        climate: "As",
        coast_km: 7.7,
        place: [72.83023, 21.19594],
        member: true,
    },
    City {
        slug: "quito",
        name: "Quito",
        country: "Ecuador",
        population: Some(2_781_641.0),
        climate: "Cfc",
        coast_km: 158.8,
        place: [-78.52495, -0.22985],
        member: true,
    },
    City {
        slug: "dakar",
        name: "Dakar",
        country: "Senegal",
        population: Some(2_646_503.0),
        climate: "BSh",
        coast_km: 0.8,
        place: [-17.44406, 14.6937],
        member: true,
    },
    City {
        slug: "paris",
        name: "Paris",
        country: "France",
        population: Some(2_138_551.0),
        climate: "Cfb",
        coast_km: 149.9,
        place: [2.3488, 48.85341],
        member: true,
    },
    City {
        slug: "accra",
        name: "Accra",
        country: "Ghana",
        population: Some(1_963_264.0),
        climate: "Aw",
        coast_km: 1.4,
        place: [-0.1969, 5.55602],
        member: true,
    },
    City {
        slug: "milan",
        name: "Milan",
        country: "Italy",
        population: Some(1_371_498.0),
        climate: "Cfa",
        coast_km: 118.6,
        place: [9.18951, 45.46427],
        member: true,
    },
    City {
        slug: "athens",
        name: "Athens",
        country: "Greece",
        population: Some(664_046.0),
        climate: "Csa",
        coast_km: 5.6,
        place: [23.72784, 37.98376],
        member: true,
    },
    City {
        slug: "haiyan",
        name: "Haiyan County",
        country: "China",
        population: None,
        climate: "Cfa",
        coast_km: 0.6,
        place: [120.94856, 30.51539],
        member: true,
    },
];

/// The cities as what can be chosen.
pub(super) fn choices() -> Vec<Choice> {
    CITIES.iter().map(|city| Choice::new(city.slug, city.name).with_detail(city.country)).collect()
}

/// The regions of the platform, in the order of its lists.
const REGIONS: [Key; 5] = [
    Key::GalleryAfrica,
    Key::GalleryAsia,
    Key::GalleryChartEurope,
    Key::GalleryChartLatinAmerica,
    Key::GalleryChartNorthAmerica,
];

fn one(name: Key, values: impl IntoIterator<Item = Option<f64>>) -> Series {
    Series { name: t(name).to_owned(), values: values.into_iter().collect() }
}

fn by_region(series: Vec<Series>) -> ChartData {
    let categories = REGIONS.map(|region| t(region).to_owned()).to_vec();
    ChartData { category: t(Key::GalleryChartRegion).to_owned(), categories, series }
}

/// Some of the largest cities, by GeoNames.
pub(super) fn largest() -> ChartData {
    let known = CITIES.iter().filter_map(|city| Some((city.name, city.population?)));
    ChartData::of_one(t(Key::GalleryCity), t(Key::GalleryPopulation), &known.take(8).collect::<Vec<_>>())
}

/// Cities of a region by the income group of their country (World Bank); two without a group are left out.
pub(super) fn incomes() -> ChartData {
    let of = |name, values: [f64; 5]| one(name, values.map(Some));
    by_region(vec![
        of(Key::GalleryChartLow, [16.0, 0.0, 0.0, 0.0, 0.0]),
        of(Key::GalleryChartLowerMiddle, [29.0, 34.0, 4.0, 5.0, 0.0]),
        of(Key::GalleryChartUpperMiddle, [7.0, 21.0, 13.0, 36.0, 0.0]),
        of(Key::GalleryChartHigh, [0.0, 19.0, 54.0, 9.0, 48.0]),
    ])
}

/// The median and the largest city of each region (GeoNames), in millions.
pub(super) fn sizes() -> ChartData {
    by_region(vec![
        one(Key::GalleryChartMedian, [1.98, 2.78, 1.02, 1.51, 0.67].map(Some)),
        one(Key::GalleryChartLargest, [16.0, 24.87, 15.7, 12.4, 8.8].map(Some)),
    ])
}

/// Members of the Resilient Cities Network whose year is known, counted up.
pub(super) fn joined() -> ChartData {
    let series = |name, values: [f64; 6]| one(name, values.map(Some));
    ChartData {
        category: t(Key::GalleryChartYear).to_owned(),
        categories: (2013..=2018).map(|year| year.to_string()).collect(),
        series: vec![
            series(Key::GalleryChartNorthAmerica, [10.0, 17.0, 17.0, 28.0, 28.0, 29.0]),
            series(Key::GalleryChartAsiaShort, [7.0, 16.0, 16.0, 25.0, 25.0, 25.0]),
            series(Key::GalleryChartEuropeShort, [8.0, 17.0, 17.0, 22.0, 22.0, 22.0]),
            series(Key::GalleryAfrica, [2.0, 6.0, 6.0, 12.0, 12.0, 12.0]),
        ],
    }
}

/// How many cities of a region name a shock, among the 56 whose shocks are known; nothing where none does.
pub(super) fn shocks() -> ChartData {
    let of = |name, values: [u32; 5]| one(name, values.map(|value| (value > 0).then_some(f64::from(value))));
    by_region(vec![
        of(Key::GalleryChartFlooding, [5, 7, 4, 3, 11]),
        of(Key::GalleryChartCrisis, [2, 1, 3, 2, 4]),
        of(Key::GalleryChartExtremeHeat, [1, 2, 2, 0, 6]),
        of(Key::GalleryChartDrought, [1, 3, 1, 1, 3]),
        of(Key::GalleryChartEarthquake, [0, 2, 1, 3, 3]),
        of(Key::GalleryChartTerrorism, [2, 1, 4, 0, 2]),
    ])
}

/// Shares of the cities of two regions, in percent.
pub(super) fn profiles() -> ChartData {
    let share = |name, count: f64, of: [f64; 4]| one(name, of.map(|part| Some((part / count * 100.0).round())));
    let categories =
        [Key::GalleryChartBySea, Key::GalleryChartMillion, Key::GalleryChartTropical, Key::GalleryChartInNetwork];
    ChartData {
        category: t(Key::GalleryChartShare).to_owned(),
        categories: categories.map(|category| t(category).to_owned()).to_vec(),
        series: vec![
            share(Key::GalleryAfrica, 53.0, [26.0, 42.0, 23.0, 11.0]),
            share(Key::GalleryChartLatinAmerica, 51.0, [29.0, 35.0, 27.0, 18.0]),
        ],
    }
}
