//! Somebody, at a glance.

use leptos::prelude::*;

/// How to use it.
pub const README: &str = include_str!("README.md");

/// The colours that people get.
const COLOURS: [&str; 4] = ["harbour", "moss", "ochre", "plum"];

/// Somebody's initials on a colour that is always theirs.
#[component]
pub fn Avatar(
    /// Their name.
    #[prop(into)]
    name: String,
    /// The name is not written beside it: it has to say it.
    #[prop(optional)]
    alone: bool,
    /// Larger, for a page about them.
    #[prop(optional)]
    large: bool,
) -> impl IntoView {
    let class = ["ui-avatar ", colour(&name)].concat();
    let initials = initials(&name);
    let (role, label, hidden) = if alone { (Some("img"), Some(name), None) } else { (None, None, Some("true")) };
    view! { <span class=class class:ui-large=large role=role aria-label=label aria-hidden=hidden>{initials}</span> }
}

/// The first letters of the first and the last word.
fn initials(name: &str) -> String {
    let mut words = name.split_whitespace().filter_map(|word| word.chars().find(|letter| letter.is_alphanumeric()));
    let (first, last) = (words.next(), words.next_back());
    first.into_iter().chain(last).flat_map(char::to_uppercase).collect()
}

/// The same for the same name, on every device (FNV-1a; Fowler, Noll and Vo 1991).
fn colour(name: &str) -> &'static str {
    let hash = name.bytes().fold(0x811c_9dc5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
    COLOURS[(hash >> 16) as usize % COLOURS.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn initials_are_of_the_first_and_the_last_word() {
        assert_eq!(initials("Ada King Lovelace"), "AL");
        assert_eq!(initials("  Pelé "), "P");
        assert_eq!(initials("Örn (demo)"), "ÖD");
        assert_eq!(initials("محمد علي"), "مع");
        assert_eq!(initials(""), "");
    }

    #[test]
    fn a_name_keeps_its_colour_and_names_differ() {
        assert_eq!(colour("Accra"), colour("Accra"));
        let names = ["Accra", "Lagos", "Porto", "Quito", "Milan", "Dakar", "Paris", "Surat"];
        let colours: std::collections::BTreeSet<_> = names.map(colour).into_iter().collect();
        assert!(colours.len() > 2, "{colours:?}");
    }
}
