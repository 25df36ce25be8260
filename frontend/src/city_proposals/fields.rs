//! The facts of a city in fields: for who proposes one, and for who accepts it.

use crate::address::{self, language};
use crate::browser::focus_id;
use crate::messages::{Key, fill, t};
use crate::parts::{Field, Kind, Options, Texts};
use crate::state::Vocabularies;
use client::{Client, Error};
use contract::Fault;
use domain::cities::City;
use domain::vocabularies::VocabularyName;
use leptos::prelude::*;
use ui::{Banner, Link, Rank, Tone};

/// Where it stands that a city is here already.
const EXISTING: &str = "city-existing";

/// A line of a form.
pub(super) const fn field(id: &'static str, pointer: &'static str, label: Key) -> Field {
    Field { id, pointer, label, hint: None, kind: Kind::Line, autocomplete: "off", required: false }
}

const fn needed(id: &'static str, pointer: &'static str, label: Key, hint: Option<Key>) -> Field {
    Field { hint, required: true, ..field(id, pointer, label) }
}

/// Its name.
pub(crate) const NAME: Field = needed("city-name", "/name", Key::ProposeName, Some(Key::ProposeNameHint));
/// Its country.
pub(crate) const COUNTRY: Field = needed("city-country", "/country", Key::ProposeCountry, None);
/// How far north it lies.
pub(crate) const LATITUDE: Field =
    needed("city-latitude", "/latitude", Key::ProposeLatitude, Some(Key::ProposeLatitudeHint));
/// How far east it lies.
pub(crate) const LONGITUDE: Field =
    needed("city-longitude", "/longitude", Key::ProposeLongitude, Some(Key::ProposeLongitudeHint));
/// How many people live there.
pub(crate) const POPULATION: Field =
    Field { hint: Some(Key::ProposePopulationHint), ..field("city-population", "/population", Key::ProposePopulation) };
/// Its time zone.
pub(crate) const TIME_ZONE: Field =
    Field { hint: Some(Key::ProposeZoneHint), ..field("city-time-zone", "/time_zone", Key::ProposeZone) };

/// A number as people write it: with a comma, and with the sign that a text processor makes of a hyphen.
pub(crate) fn number(text: &str) -> Option<f64> {
    text.trim().replace('\u{2212}', "-").replace(',', ".").parse().ok()
}

/// Degrees; none of the Earth where it is no number.
pub(crate) fn degrees(text: &str) -> f64 {
    number(text).unwrap_or(f64::NAN)
}

/// How many people; fewer than none where it is no number, and `None` where it is left empty.
pub(crate) fn people(text: &str) -> Option<i64> {
    let digits: String = text.chars().filter(|c| !c.is_whitespace() && !",.'\u{2019}".contains(*c)).collect();
    (!digits.is_empty()).then(|| digits.parse().unwrap_or(-1))
}

/// The faults, where what is missing is said to be so and not to be out of bounds.
pub(crate) fn judged(faults: Vec<Fault>, texts: &Texts, needed: &[Field]) -> Vec<Fault> {
    let is_empty = |field: &&Field| texts.of(**field).trim().is_empty();
    let missing: Vec<&Field> = needed.iter().filter(is_empty).collect();
    let others = faults.into_iter().filter(|fault| missing.iter().all(|field| field.pointer != fault.pointer));
    let missing = missing.iter().map(|field| Fault::new(field.pointer, "required", ""));
    others.chain(missing).collect()
}

/// The countries by their names, and none of them first.
pub(crate) fn countries(vocabularies: Vocabularies) -> Options {
    let none = (String::new(), t(Key::ProposeChoose).to_owned());
    let terms = vocabularies.terms(VocabularyName::Countries);
    let mut named: Options =
        terms.into_iter().map(|term| (term.key.clone(), term.labels.get(language()).to_owned())).collect();
    named.sort_by(|one, other| one.1.cmp(&other.1));
    std::iter::once(none).chain(named).collect()
}

/// The city that an answer names as being here already; the answer itself where it says something else.
pub(crate) async fn existing_of<T>(client: &Client, answer: Result<T, Error>) -> Result<Result<T, City>, Error> {
    match answer {
        Ok(made) => Ok(Ok(made)),
        Err(error) => {
            let slug = error.problem().and_then(|problem| problem.existing.clone());
            let Some(slug) = slug else { return Err(error) };
            client.get_city(&slug).await.map(Err)
        }
    }
}

/// Shows the city that is here already, and puts the focus there.
pub(crate) fn show_existing(existing: RwSignal<Option<City>>, city: City) {
    existing.set(Some(city));
    request_animation_frame(|| focus_id(EXISTING));
}

/// The city is here already: the ways to it.
#[component]
pub(crate) fn Existing(
    /// The city, once it is known.
    city: RwSignal<Option<City>>,
) -> impl IntoView {
    move || {
        city.get().map(|city| {
            let values = [("name", city.name.as_str()), ("country", city.country_name.as_str())];
            let (existing, join) = (fill(Key::ProposeExisting, &values), fill(Key::ProposeExistingJoin, &values[..1]));
            view! {
                <Banner tone=Tone::Warn fresh=true id=EXISTING word=existing>
                    <p>{t(Key::ProposeExistingText)}</p>
                    <p class="acts">
                        <Link rank=Rank::Primary href=address::join_city(&city.slug)>{join}</Link>
                        <Link rank=Rank::Plain href=address::city(&city.slug)>{t(Key::ProposeExistingSee)}</Link>
                    </p>
                </Banner>
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{number, people};

    #[test]
    fn numbers_as_people_write_them() {
        for (text, expected) in [("-4.25", Some(-4.25)), (" −4,25 ", Some(-4.25)), ("", None), ("south", None)] {
            assert_eq!(number(text), expected, "{text}");
        }
        for (text, expected) in [
            ("48144", Some(48_144)),
            ("48 144", Some(48_144)),
            ("48'144", Some(48_144)),
            (" ", None),
            ("many", Some(-1)),
        ] {
            assert_eq!(people(text), expected, "{text}");
        }
    }
}
