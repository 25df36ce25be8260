//! Sizes over their limit, for a time: a list that only ever gets shorter.
//!
//! One line an exception: the rule, the subject (`file` or `file::function`) and the size it may have. When the thing
//! gets smaller, the line must follow; when it is within its limit, the line must go.

use super::Finding;
use super::measure::Measured;

/// Where the list is.
pub(super) const FILE: &str = "crates/xtask/tidy-exceptions.txt";

/// What remains of the measured sizes after the exceptions, and what is wrong with the list itself.
pub(super) fn apply(over: &[Measured], list: &str) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut excused = Vec::new();
    for (index, line) in list.lines().enumerate() {
        let line = line.trim();
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        match excuse(over, line) {
            Ok(found) => excused.push(found),
            Err(message) => findings.push(Finding::new(FILE, index + 1, "exceptions", message)),
        }
    }
    findings.extend(over.iter().filter(|found| !excused.contains(found)).map(Measured::finding));
    findings
}

/// What a line of the list excuses, or what is wrong with it.
fn excuse<'a>(over: &'a [Measured], line: &str) -> Result<&'a Measured, String> {
    let [rule, subject, size] = line.split_whitespace().collect::<Vec<_>>()[..] else {
        return Err("a line is: rule subject size".to_owned());
    };
    let size: usize = size.parse().map_err(|_| format!("`{size}` is no size"))?;
    let Some(found) = over.iter().find(|found| found.rule == rule && found.subject() == subject) else {
        return Err(format!("{subject} no longer needs an exception from {rule}: remove the line"));
    };
    match found.size {
        now if now < size => Err(format!("{subject} has shrunk: lower {size} to {now}")),
        now if now > size => Err(format!("{subject} has grown from {size} to {now}")),
        _ => Ok(found),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn over(size: usize) -> Vec<Measured> {
        let (file, name) = ("crates/app/src/lib.rs".to_owned(), "create".to_owned());
        vec![Measured { rule: "function-lines", file, line: 7, name, size, limit: 40 }]
    }

    const LINE: &str = "# why\nfunction-lines crates/app/src/lib.rs::create 50";

    #[test]
    fn an_exception_fits_exactly() {
        assert!(apply(&over(50), LINE).is_empty());
        assert!(apply(&over(51), LINE)[0].message.contains("grown from 50 to 51"));
        assert!(apply(&over(49), LINE)[0].message.contains("lower 50 to 49"));
        assert!(apply(&[], LINE)[0].message.contains("remove the line"));
        assert_eq!(apply(&over(50), "").len(), 1);
        assert!(apply(&[], "nonsense")[0].to_string().starts_with("crates/xtask/tidy-exceptions.txt:1:"));
    }
}
