//! The commonest passwords: what somebody who guesses tries first. Here because the list weighs 400 kB; the other
//! rules are in [`strength`](crate::strength).

use crate::text::folded;

/// One entry a line, folded, in the order of their bytes. Origin and making: `data/README.md` of this crate.
const LIST: &str = include_str!("../data/common_passwords.txt");

/// Whether a password is one of the commonest, or one of them with digits and signs before or after it, in whatever
/// case: what an attacker's rules make of a list ("Password2024!") is guessed nearly as soon as the list itself.
///
/// NIST SP 800-63B (2017) section 5.1.1.2 and OWASP ASVS 5.0 V6.2.4 and V6.2.12 ask for the comparison with a list.
pub fn is_common(password: &str) -> bool {
    let folded = folded(password);
    let no_letter = |character: char| !character.is_alphabetic();
    let right = folded.trim_end_matches(no_letter);
    let both = right.trim_start_matches(no_letter);
    [folded.as_str(), folded.trim_start_matches(no_letter), right, both].into_iter().any(is_listed)
}

/// Binary search over the bytes of the list: no table beside it, nothing to make at the start.
fn is_listed(entry: &str) -> bool {
    let (mut from, mut to) = (0, LIST.len());
    while from < to {
        // The line that holds the byte in the middle.
        let middle = from + (to - from) / 2;
        let start =
            LIST.as_bytes()[from..middle].iter().rposition(|byte| *byte == b'\n').map_or(from, |at| from + at + 1);
        let end = LIST.as_bytes()[middle..to].iter().position(|byte| *byte == b'\n').map_or(to, |at| middle + at);
        match LIST.as_bytes()[start..end].cmp(entry.as_bytes()) {
            std::cmp::Ordering::Equal => return true,
            std::cmp::Ordering::Less => from = end + 1,
            std::cmp::Ordering::Greater => to = start,
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_folded_sorted_and_long_enough() {
        let lines: Vec<&str> = LIST.lines().collect();
        assert!(lines.is_sorted_by(|one, next| one < next), "sorted, each once");
        assert!(LIST.ends_with('\n') && !LIST.contains('\r'));
        let bad: Vec<&&str> = lines
            .iter()
            .filter(|line| folded(line) != **line || line.trim() != **line || line.chars().count() < 6)
            .collect();
        assert_eq!(bad, Vec::<&&str>::new());
        assert!(lines.iter().filter(|line| line.chars().count() >= 8).count() >= 20_000);
    }

    #[test]
    fn every_entry_is_found() {
        assert!(LIST.lines().all(is_listed));
    }

    #[test]
    fn nothing_between_two_entries_is_found() {
        assert!(LIST.lines().map(|line| format!("{line}\u{1}")).all(|between| !is_listed(&between)));
        let shorter = LIST.lines().filter_map(|line| line.get(..line.len() - 1)).filter(|part| part.len() < 6);
        assert!(shorter.into_iter().all(|part| !is_listed(part)));
        for no_entry in ["", "\n", "\u{0}", "\u{10ffff}", "password\n", "\npassword"] {
            assert!(!is_listed(no_entry), "{no_entry:?}");
        }
    }

    #[test]
    fn common_passwords_are_known_in_any_dress() {
        for password in [
            "password",
            "PassWord",
            "Ｐａｓｓｗｏｒｄ",
            "password1234",
            "2024Dragon!!",
            "!!!Sunshine-1999",
            "p@ssw0rd20242024",
            "1q2w3e4r!!!!",
            "????abc@123",
            "пароль123456",
        ] {
            assert!(is_common(password), "{password}");
        }
    }

    #[test]
    fn other_passwords_are_not_common() {
        for password in [
            "",
            "1",
            "!?!?",
            "correct horse battery staple",
            "my password is long",
            "Kj3#vPq9!xTz",
            "918273645546",
            "dragon and sunshine",
        ] {
            assert!(!is_common(password), "{password}");
        }
    }
}
