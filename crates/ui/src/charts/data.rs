//! The data of a chart, and the same as CSV.

/// What is drawn: a number for each pair of a category and a series.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ChartData {
    /// What the categories are, such as “City”.
    pub category: String,
    /// The categories, in the order in which they are seen.
    pub categories: Vec<String>,
    /// The series; each has a value for every category.
    pub series: Vec<Series>,
}

/// One row of numbers.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Series {
    /// What it is.
    pub name: String,
    /// A number for each category; nothing where nothing is known.
    pub values: Vec<Option<f64>>,
}

impl ChartData {
    /// One series: its name, and each category with its number.
    pub fn of_one(category: &str, name: &str, values: &[(&str, f64)]) -> Self {
        let series = Series { name: name.to_owned(), values: values.iter().map(|(_, value)| Some(*value)).collect() };
        let categories = values.iter().map(|(name, _)| (*name).to_owned()).collect();
        Self { category: category.to_owned(), categories, series: vec![series] }
    }

    /// Every number that is known.
    pub(super) fn numbers(&self) -> impl Iterator<Item = f64> {
        self.series.iter().flat_map(|series| series.values.iter().flatten().copied()).filter(|value| value.is_finite())
    }

    /// The number of a category in a series.
    pub(super) fn value(&self, series: usize, category: usize) -> Option<f64> {
        let value = self.series.get(series)?.values.get(category).copied().flatten();
        value.filter(|value| value.is_finite())
    }

    /// What all series of a category come to.
    pub(super) fn sum(&self, category: usize) -> f64 {
        (0..self.series.len()).filter_map(|series| self.value(series, category)).sum()
    }
}

/// The data by RFC 4180, a line for each category. What a spreadsheet would take for a formula is disarmed.
#[must_use]
pub fn csv(data: &ChartData) -> String {
    let mut text = String::new();
    let names = data.series.iter().map(|series| field(&series.name));
    line(&mut text, std::iter::once(field(&data.category)).chain(names));
    for (at, category) in data.categories.iter().enumerate() {
        let number = |series| data.value(series, at).map(|value| value.to_string()).unwrap_or_default();
        line(&mut text, std::iter::once(field(category)).chain((0..data.series.len()).map(number)));
    }
    text
}

fn line(text: &mut String, fields: impl Iterator<Item = String>) {
    text.push_str(&fields.collect::<Vec<_>>().join(","));
    text.push_str("\r\n");
}

/// Words as a field: quoted where needed, and with an apostrophe in front where a spreadsheet would calculate
/// (OWASP, CSV injection). Numbers are written by ourselves and stay as they are.
fn field(words: &str) -> String {
    let safe =
        if words.starts_with(['=', '+', '-', '@', '\t', '\r']) { ["'", words].concat() } else { words.to_owned() };
    if safe.contains([',', '"', '\n', '\r']) { ["\"", &safe.replace('"', "\"\""), "\""].concat() } else { safe }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_chart_is_a_table_as_well() {
        let mut data = ChartData::of_one("City", "Population", &[("Accra", 1_963_264.0), ("Lagos, Nigeria", -2.5)]);
        data.series.push(Series { name: "Say \"n\"".to_owned(), values: vec![None, Some(1.0)] });
        assert_eq!(csv(&data), "City,Population,\"Say \"\"n\"\"\"\r\nAccra,1963264,\r\n\"Lagos, Nigeria\",-2.5,1\r\n");
    }

    #[test]
    fn nothing_is_a_formula() {
        let data = ChartData::of_one("=1+1", "@sum", &[("-2+3", -4.0), ("+x", 1.0), ("\tx", 2.0)]);
        assert_eq!(csv(&data), "'=1+1,'@sum\r\n'-2+3,-4\r\n'+x,1\r\n'\tx,2\r\n");
    }
}
