//! Day and time in a time zone as a moment, with what clocks do twice a year.

use chrono::{DateTime, Datelike, Days, LocalResult, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, TimeZone, Utc};
use chrono_tz::Tz;
use domain::briefings::{BriefingWeekday, ClockChoice};

/// How far ahead the end of a gap is looked for: no zone has ever skipped more than a day.
const LONGEST_GAP: i64 = 26 * 60;

/// What a time in a zone is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Local {
    /// This moment.
    Once(DateTime<Utc>),
    /// The clock is put back, and shows it at two moments.
    Twice(DateTime<Utc>, DateTime<Utc>),
    /// The clock is put forward, and skips it. The first time after it, and that moment.
    Never(NaiveDateTime, DateTime<Utc>),
}

/// What a time is in a zone.
pub(super) fn local(time: NaiveDateTime, zone: Tz) -> Local {
    match zone.from_local_datetime(&time) {
        LocalResult::Single(moment) => Local::Once(moment.to_utc()),
        LocalResult::Ambiguous(one, other) => {
            let (one, other) = (one.to_utc(), other.to_utc());
            Local::Twice(one.min(other), one.max(other))
        }
        LocalResult::None => {
            let (next, moment) = after_gap(time, zone);
            Local::Never(next, moment)
        }
    }
}

/// The first minute that is there after one that is not.
fn after_gap(time: NaiveDateTime, zone: Tz) -> (NaiveDateTime, DateTime<Utc>) {
    let minutes = (1..=LONGEST_GAP).map(|minute| time + TimeDelta::minutes(minute));
    let found = minutes.into_iter().find_map(|next| Some((next, zone.from_local_datetime(&next).earliest()?.to_utc())));
    found.unwrap_or_else(|| (time, time.and_utc()))
}

/// The one moment that is meant without asking: the first of two, and the first after a gap.
pub(super) fn moment(time: NaiveDateTime, zone: Tz) -> DateTime<Utc> {
    match local(time, zone) {
        Local::Once(moment) | Local::Twice(moment, _) | Local::Never(_, moment) => moment,
    }
}

/// Which of two moments was chosen.
pub(super) const fn chosen(choice: ClockChoice, (earlier, later): (DateTime<Utc>, DateTime<Utc>)) -> DateTime<Utc> {
    match choice {
        ClockChoice::Earlier => earlier,
        ClockChoice::Later => later,
    }
}

/// A zone by its name; UTC where it is none: names are checked where they are given.
pub(super) fn zone(name: &str) -> Tz {
    name.parse().unwrap_or(Tz::UTC)
}

/// The day in the zone on which a publication comes next after a moment, and when.
pub(super) fn next(
    (weekday, time): (BriefingWeekday, NaiveTime),
    zone: Tz,
    after: DateTime<Utc>,
) -> (NaiveDate, DateTime<Utc>) {
    let today = after.with_timezone(&zone).date_naive();
    let to_go = (7 + weekday.after_monday() - today.weekday().num_days_from_monday()) % 7;
    let days = [u64::from(to_go), u64::from(to_go) + 7].map(|days| today + Days::new(days));
    let dates = days.map(|day| (day, moment(day.and_time(time), zone)));
    dates.into_iter().find(|(_, at)| *at > after).unwrap_or(dates[1])
}

/// The week of a day, by ISO 8601: `2026-W53`. The last days of a year may be in the first week of the next.
pub(super) fn week(day: NaiveDate) -> String {
    let week = day.iso_week();
    format!("{:04}-W{:02}", week.year(), week.week())
}

#[cfg(test)]
mod tests {
    use super::{Local, local, moment, next, week, zone};
    use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Utc};
    use domain::briefings::BriefingWeekday;

    fn at(text: &str) -> NaiveDateTime {
        text.parse().unwrap()
    }

    fn utc(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    #[test]
    fn a_gap_is_told_with_what_comes_after_it() {
        let london = zone("Europe/London");
        let expected = Local::Never(at("2027-03-28T02:00:00"), utc("2027-03-28T01:00:00Z"));
        assert_eq!(local(at("2027-03-28T01:30:00"), london), expected);
        assert_eq!(moment(at("2027-03-28T01:30:00"), london), utc("2027-03-28T01:00:00Z"));
    }

    #[test]
    fn an_overlap_is_two_moments() {
        let london = zone("Europe/London");
        let expected = Local::Twice(utc("2027-10-31T00:30:00Z"), utc("2027-10-31T01:30:00Z"));
        assert_eq!(local(at("2027-10-31T01:30:00"), london), expected);
        assert_eq!(local(at("2027-10-31T02:30:00"), london), Local::Once(utc("2027-10-31T02:30:00Z")));
    }

    #[test]
    fn a_week_has_one_issue_over_clocks_and_years() {
        for name in ["Europe/London", "America/Santiago", "Pacific/Apia", "Asia/Kathmandu", "UTC"] {
            let (zone, time) = (zone(name), NaiveTime::from_hms_opt(1, 30, 0).unwrap());
            let mut now = utc("2026-01-01T00:00:00Z");
            let mut weeks: Vec<String> = Vec::new();
            let mut last: Option<NaiveDate> = None;
            while now < utc("2028-02-01T00:00:00Z") {
                let (day, due) = next((BriefingWeekday::Sunday, time), zone, now);
                assert!(due > now && due - now <= TimeDelta::days(8), "{name} {now} {due}");
                if last != Some(day) {
                    assert!(last.is_none_or(|last| day - last == TimeDelta::days(7)), "{name} {day}");
                    weeks.push(week(day));
                    last = Some(day);
                }
                now += TimeDelta::hours(5);
            }
            let mut once = weeks.clone();
            once.sort();
            once.dedup();
            assert_eq!(weeks, once, "{name}: each week once, in order");
        }
    }

    #[test]
    fn weeks_are_those_of_the_standard() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        assert_eq!(week(day("2026-12-31")), "2026-W53");
        assert_eq!(week(day("2027-01-03")), "2026-W53");
        assert_eq!(week(day("2027-01-04")), "2027-W01");
    }
}
