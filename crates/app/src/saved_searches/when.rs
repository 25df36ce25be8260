//! When a search is looked through next: in the morning of where its owner is.

use chrono::{DateTime, Datelike, Days, NaiveDate, NaiveTime, TimeDelta, TimeZone, Utc, Weekday};
use chrono_tz::Tz;
use domain::saved_searches::AlertRhythm;

/// The hour of the day at which people are told of what is new, by their clock.
const HOUR: u32 = 8;
/// Within so many days there is a Monday.
const WITHIN: u64 = 8;

/// The time zone of an account; UTC where none is said, or one that is not known any more.
pub(super) fn zone(said: Option<&str>) -> Tz {
    said.and_then(|zone| zone.parse().ok()).unwrap_or(Tz::UTC)
}

/// The first morning after `now` that the rhythm names; `None` where it names none.
pub(super) fn next(now: DateTime<Utc>, zone: Tz, rhythm: AlertRhythm) -> Option<DateTime<Utc>> {
    let fits = |day: &NaiveDate| match rhythm {
        AlertRhythm::None => false,
        AlertRhythm::Daily => true,
        AlertRhythm::Weekly => day.weekday() == Weekday::Mon,
    };
    let today = now.with_timezone(&zone).date_naive();
    let days = (0..=WITHIN).filter_map(|days| today.checked_add_days(Days::new(days)));
    days.filter(fits).filter_map(|day| morning(day, zone)).find(|morning| *morning > now)
}

/// The morning of a day. Where clocks are put forward over that hour, an hour later.
fn morning(day: NaiveDate, zone: Tz) -> Option<DateTime<Utc>> {
    let at = day.and_time(NaiveTime::from_hms_opt(HOUR, 0, 0)?);
    let moments = [at, at + TimeDelta::hours(1)].map(|at| zone.from_local_datetime(&at).earliest());
    moments.into_iter().flatten().next().map(|moment| moment.to_utc())
}

#[cfg(test)]
mod tests {
    use super::{next, zone};
    use chrono::{DateTime, Utc};
    use domain::saved_searches::AlertRhythm::{Daily, None as Never, Weekly};

    fn moment(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    #[test]
    fn mornings_by_table() {
        for (now, place, rhythm, expected) in [
            ("2026-11-26T07:59:00Z", "UTC", Daily, Some("2026-11-26T08:00:00Z")),
            ("2026-11-26T08:00:00Z", "UTC", Daily, Some("2026-11-27T08:00:00Z")),
            ("2026-11-26T08:00:00Z", "UTC", Weekly, Some("2026-11-30T08:00:00Z")),
            ("2026-11-30T08:00:00Z", "UTC", Weekly, Some("2026-12-07T08:00:00Z")),
            ("2026-11-26T18:00:00Z", "America/Bogota", Daily, Some("2026-11-27T13:00:00Z")),
            // In Melbourne it is the next day already.
            ("2026-11-26T18:00:00Z", "Australia/Melbourne", Daily, Some("2026-11-26T21:00:00Z")),
            ("2026-11-29T18:00:00Z", "Australia/Melbourne", Weekly, Some("2026-11-29T21:00:00Z")),
            // Clocks go back in the night between.
            ("2026-10-24T08:00:00Z", "Europe/Berlin", Daily, Some("2026-10-25T07:00:00Z")),
            ("2026-12-31T12:00:00Z", "UTC", Weekly, Some("2027-01-04T08:00:00Z")),
            ("2026-11-26T08:00:00Z", "UTC", Never, None),
            ("2026-11-26T08:00:00Z", "Atlantis/Poseidonis", Daily, Some("2026-11-27T08:00:00Z")),
        ] {
            let found = next(moment(now), zone(Some(place)), rhythm);
            assert_eq!(found, expected.map(moment), "{now} {place} {rhythm}");
        }
        assert_eq!(zone(None), chrono_tz::Tz::UTC);
    }
}
