//! Texts of strangers in files that are opened with a spreadsheet.

/// Whether a spreadsheet would take a cell with this text for a formula (CWE-1236): by its first character, with or
/// without space before it, in its common or its full-width form (OWASP, *CSV Injection*).
#[must_use]
pub fn looks_like_a_formula(text: &str) -> bool {
    let first = text.trim_start_matches([' ', '\u{a0}', '\u{3000}']);
    first.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'])
}

#[cfg(test)]
mod tests {
    use super::looks_like_a_formula;

    #[test]
    fn formulas_by_table() {
        for text in ["=1+1", " =1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", "\nx", "＝1+1", "\u{3000}＠x"] {
            assert!(looks_like_a_formula(text), "{text:?}");
        }
        for text in ["", " ", "São Paulo", "a=b", "1+1", "O'Higgins"] {
            assert!(!looks_like_a_formula(text), "{text:?}");
        }
    }
}
