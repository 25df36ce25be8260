//! Facts and where they come from.

use crate::messages::{Key, t};
use leptos::prelude::*;
use ui::Link;

/// One line of a definition list.
#[component]
pub(crate) fn Fact(
    /// What it is.
    term: &'static str,
    /// What it is like.
    children: Children,
) -> impl IntoView {
    view! {
        <div class="fact">
            <dt>{term}</dt>
            <dd>{children()}</dd>
        </div>
    }
}

/// A link to a source elsewhere, named by its host.
#[component]
pub(crate) fn SourceLink(
    /// Its address.
    url: String,
    /// What it is called; its host where it has no name.
    #[prop(optional, into)]
    name: Option<String>,
) -> impl IntoView {
    let name = name.unwrap_or_else(|| host_of(&url).to_owned());
    // Only web addresses become links: a loaded file must not bring a script into the page.
    if !url.starts_with("https://") && !url.starts_with("http://") {
        return view! { <span>{name}</span> }.into_any();
    }
    view! { <Link href=url outside=t(Key::LinkElsewhere).trim()>{name}</Link> }.into_any()
}

/// The host of an address without its `www.`.
fn host_of(url: &str) -> &str {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let host = rest.split(['/', '?', '#']).next().unwrap_or(rest);
    host.strip_prefix("www.").unwrap_or(host)
}

#[cfg(test)]
mod tests {
    use super::host_of;

    #[test]
    fn hosts_are_short() {
        assert_eq!(host_of("https://www.example.org/a?b#c"), "example.org");
        assert_eq!(host_of("http://example.org"), "example.org");
    }
}
