//! Between the clock of a zone and the one time of the world. The browser knows the zones (`Intl`); the arithmetic is here.

use js_sys::{Array, Date, Function, Object, Reflect};
use wasm_bindgen::{JsCast as _, JsValue};

const MINUTE: i64 = 60_000;
/// More than any zone is away from UTC.
const DAY: i64 = 24 * 60 * MINUTE;

/// What a time on the clock of a zone means, in milliseconds since 1970 (UTC).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Local {
    /// One moment.
    Once(i64),
    /// Two moments: the clock is put back over it.
    Twice(i64, i64),
    /// None: the clock is put forward over it.
    Never,
}

impl Local {
    /// The first moment that is meant.
    #[must_use]
    pub const fn first(self) -> Option<i64> {
        match self {
            Self::Once(moment) | Self::Twice(moment, _) => Some(moment),
            Self::Never => None,
        }
    }
}

/// What the clock's time `local` (as if it were UTC) means where the clock is `offset` ahead of UTC at a moment. A moment
/// fits when the clock shows `local` at it; the offsets a day before and after are all that can be in force.
pub fn instant(local: i64, offset: impl Fn(i64) -> i64) -> Local {
    let fits = |offset_then: i64| {
        let moment = local - offset_then;
        (offset(moment) == offset_then).then_some(moment)
    };
    match (fits(offset(local - DAY)), fits(offset(local + DAY))) {
        (Some(one), Some(other)) if one != other => Local::Twice(one.min(other), one.max(other)),
        (Some(moment), _) | (None, Some(moment)) => Local::Once(moment),
        (None, None) => Local::Never,
    }
}

/// What day and time of the two inputs mean in a zone; `None` while one of them is missing.
pub(super) fn read(day: &str, time: &str, zone: &str) -> Option<Local> {
    if day.is_empty() || time.is_empty() {
        return None;
    }
    let local = Date::parse(&[day, "T", time.get(..5)?, "Z"].concat());
    let clock = Clock::of(zone)?;
    local.is_finite().then(|| instant(whole(local), |moment| clock.shows(moment).map_or(0, |shown| shown - moment)))
}

/// Day and time that the clock of a zone shows at a moment, as the inputs take them: `2026-11-26` and `09:00`; `None` for a
/// zone that the browser does not know.
#[must_use]
pub fn shown(moment: i64, zone: &str) -> Option<(String, String)> {
    let local = Clock::of(zone)?.shows(moment)?;
    let text: String = Date::new(&JsValue::from_f64(local as f64)).to_iso_string().into();
    let (day, time) = text.split_once('T')?;
    Some((day.to_owned(), time.get(..5)?.to_owned()))
}

/// The clock of a zone.
struct Clock {
    format: JsValue,
}

impl Clock {
    /// `None` for a zone that the browser does not know.
    fn of(zone: &str) -> Option<Self> {
        let options = Object::new();
        let digits = ["year", "month", "day", "hour", "minute"].map(|part| (part, "numeric"));
        for (name, value) in
            digits.into_iter().chain([("timeZone", zone), ("hourCycle", "h23"), ("calendar", "iso8601")])
        {
            Reflect::set(&options, &name.into(), &value.into()).ok()?;
        }
        let intl = Reflect::get(&js_sys::global(), &"Intl".into()).ok()?;
        let class: Function = Reflect::get(&intl, &"DateTimeFormat".into()).ok()?.dyn_into().ok()?;
        // The plain binding would turn an unknown zone into a panic.
        Some(Self { format: Reflect::construct(&class, &Array::of2(&"en".into(), &options)).ok()? })
    }

    /// What it shows at a moment, as if that were UTC.
    fn shows(&self, moment: i64) -> Option<i64> {
        let method: Function = Reflect::get(&self.format, &"formatToParts".into()).ok()?.dyn_into().ok()?;
        let parts: Array = method.call1(&self.format, &JsValue::from_f64(moment as f64)).ok()?.dyn_into().ok()?;
        let part = |name: &str| {
            let of = |part: &JsValue, field: &str| Reflect::get(part, &field.into()).ok()?.as_string();
            let found = parts.iter().find(|part| of(part, "type").as_deref() == Some(name))?;
            of(&found, "value")?.parse::<f64>().ok()
        };
        let (year, month) = (part("year")?, part("month")?);
        let minutes = part("hour")? * 60.0 + part("minute")?;
        let midnight = Date::parse(&format!("{year:04}-{month:02}-{:02}T00:00:00Z", part("day")?));
        let rest = moment.rem_euclid(MINUTE);
        Some(whole(midnight) + whole(minutes) * MINUTE + rest)
    }
}

#[expect(clippy::cast_possible_truncation, reason = "milliseconds of any year that an input takes fit")]
fn whole(number: f64) -> i64 {
    number as i64
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOUR: i64 = 60 * MINUTE;
    /// When the clocks of a zone at UTC+1 change to summer time, and back.
    const FORWARD: i64 = 1_000 * DAY + HOUR;
    const BACK: i64 = 1_200 * DAY + HOUR;

    fn offset(moment: i64) -> i64 {
        if (FORWARD..BACK).contains(&moment) { 2 * HOUR } else { HOUR }
    }

    #[test]
    fn most_times_come_once() {
        assert_eq!(instant(FORWARD - 5 * HOUR, offset), Local::Once(FORWARD - 6 * HOUR));
        assert_eq!(instant(FORWARD + 5 * HOUR, offset), Local::Once(FORWARD + 3 * HOUR));
        assert_eq!(instant(7 * HOUR, |_| 0), Local::Once(7 * HOUR));
    }

    #[test]
    fn a_time_that_the_clock_jumps_over_never_comes() {
        assert_eq!(instant(FORWARD + HOUR + HOUR / 2, offset), Local::Never);
        assert_eq!(Local::Never.first(), None);
    }

    #[test]
    fn a_time_that_the_clock_repeats_comes_twice() {
        let half_past = BACK + HOUR + HOUR / 2;
        assert_eq!(instant(half_past, offset), Local::Twice(half_past - 2 * HOUR, half_past - HOUR));
        assert_eq!(instant(half_past, offset).first(), Some(half_past - 2 * HOUR));
    }
}
