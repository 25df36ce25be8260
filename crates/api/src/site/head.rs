//! The head of public pages: title and description by address, so that a shared link shows what it is.
//! Filled through the same use cases, and so by the same policy, as the API.

use crate::State;
use domain::cities::CityRef;
use domain::policy::Actor;
use std::fmt::Write as _;

/// Name of the product, behind every title.
const NAME: &str = "Cities for a Resilient Recovery";

/// What the shell says of a page before the app has come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct PageHead {
    pub(super) status: u16,
    title: String,
    /// The page's own heading, in the words that the app will use: it stands before the app has come.
    heading: String,
    description: String,
    /// Whether mails of a demonstration are shown here: the app asks the page, so that nobody waits for an answer.
    pub(super) demo_mails: bool,
}

impl PageHead {
    fn new(title: &str, description: impl Into<String>) -> Self {
        Self {
            status: 200,
            title: title.to_owned(),
            heading: title.to_owned(),
            description: description.into(),
            demo_mails: false,
        }
    }

    fn with_heading(self, heading: impl Into<String>) -> Self {
        Self { heading: heading.into(), ..self }
    }

    fn missing() -> Self {
        Self {
            status: 404,
            ..Self::new("There is nothing here", "The address may be mistyped, or the page has moved.")
        }
    }
}

/// What to say of the page at `path`.
pub(super) async fn page(state: &State, path: &str) -> PageHead {
    PageHead { demo_mails: app::identity::demo_mails_page(&state.ctx).is_some(), ..of_path(state, path).await }
}

async fn of_path(state: &State, path: &str) -> PageHead {
    let mut parts = path.trim_matches('/').split('/');
    if parts.next() != Some("en") {
        return PageHead::missing();
    }
    let rest: Vec<&str> = parts.collect();
    match rest.as_slice() {
        [] => PageHead::new(
            "",
            "The open platform where cities learn from each other how to recover from a crisis, decide with data what to do next, and find the expertise and money to do it.",
        )
        .with_heading("Cities recover better when they learn from each other"),
        ["cities"] => PageHead::new(
            "Cities",
            "Cities of the world with their facts, the shocks and stresses they face, and the cities that are like them.",
        ),
        ["cities", city] => of_city(state, city, Part::All).await,
        ["cities", city, "report"] => of_city(state, city, Part::Report).await,
        ["cities", city, "profile"] => of_city(state, city, Part::Profile).await,
        ["organisations", name] if *name != "new" => of_organisation(state, name).await,
        ["organisations", _, "keys"] => PageHead::new("Keys", "Keys by which programs of an organisation use the platform."),
        ["search"] => PageHead::new("Search", "Search cities, countries, shocks and stresses."),
        ["about"] => PageHead::new("About", "What the platform is, where its data comes from and how it treats yours."),
        ["demo", "mails"] if app::identity::demo_mails_page(&state.ctx).is_some() => {
            PageHead::new("Mails of this demonstration", "Mails that a demonstration keeps on its own machine.")
        }
        ["demo", "mails", id] => of_mail(state, id).await,
        _ => of_account(&rest).unwrap_or_else(PageHead::missing),
    }
}

/// Pages of signing in, of one's own account, and of administrators.
fn of_account(rest: &[&str]) -> Option<PageHead> {
    let (title, description) = match rest {
        ["register"] => ("Create an account", "Take part: an account needs a name, an address and a password."),
        ["confirm"] => ("Confirm your address", "The last step to an account."),
        ["sign-in"] => ("Sign in", "Sign in with your address and your password."),
        ["forgotten"] => ("Forgotten your password?", "Ask for a link to choose another password."),
        ["reset"] => ("Choose a new password", "Choose another password by the link of your mail."),
        ["confirm-email"] => ("Confirm your new address", "The last step to another address."),
        ["keep-email"] => ("Keep your address", "Stop or undo a change of your address."),
        ["account"] => ("Your profile", "What others see of you."),
        ["organisations"] => {
            ("Organisations", "Cities that are here themselves, and the partners and networks that help them.")
        }
        ["organisations", "new"] => ("Make a partner organisation", "For organisations that offer expertise or money."),
        ["join"] => {
            ("Join a city or an organisation", "Find the city that you work for, or an organisation that helps cities.")
        }
        ["waiting"] => ("Waiting for you", "What others wait for you to decide."),
        ["invitation"] => ("Invitation", "An invitation to a city or an organisation."),
        ["account", "memberships"] => {
            ("Where you belong", "Cities and organisations that you belong to, or have asked to.")
        }
        ["account", "email"] => ("Change your address", "Move your account to another e-mail address."),
        ["account", "logins"] => ("Where you are signed in", "Your devices, and how to sign out on each."),
        ["account", "password"] => ("Change your password", "Choose another password."),
        ["account", "second-factor"] => ("Second factor", "Guard your account with codes of an authenticator."),
        ["account", "data"] => ("Your data", "Take away everything that is kept about you."),
        ["admin", "accounts", ..] => ("Accounts", "Everybody who has an account, for administrators."),
        ["admin", "audit-log"] => ("Audit log", "Who did what to which thing, for administrators."),
        ["admin", "jobs"] => ("Jobs", "Work that is done later, for administrators."),
        ["admin", "permissions"] => ("Who may do this, and why", "What a role is good for, for administrators."),
        ["account", "leave"] => ("Delete your account", "Delete your account and what is kept about you."),
        _ => return None,
    };
    Some(PageHead::new(title, description))
}

async fn of_mail(state: &State, id: &str) -> PageHead {
    let caller = app::Caller { actor: Actor::Visitor, request_id: None, idempotency: None };
    let mail = app::identity::get_demo_mail(&state.ctx, &caller, id).await;
    let head = |subject: &str| PageHead::new(subject, "A mail that a demonstration keeps on its own machine.");
    mail.map_or_else(|_| PageHead::missing(), |mail| head(&mail.summary.subject))
}

/// A page of a city.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    All,
    Report,
    Profile,
}

/// The page of an organisation. One that nobody verified is its people's alone: its page says no name.
async fn of_organisation(state: &State, name: &str) -> PageHead {
    match app::organisations::get_organisation(&state.ctx, &Actor::Visitor, name).await {
        Ok(one) => PageHead::new(
            &one.name,
            one.about.unwrap_or_else(|| "An organisation that helps cities recover.".to_owned()),
        ),
        Err(_) => PageHead::new("Organisation", "An organisation that helps cities recover."),
    }
}

async fn of_city(state: &State, name: &str, part: Part) -> PageHead {
    let Ok(reference) = name.parse::<CityRef>() else { return PageHead::missing() };
    match app::cities::get(&state.ctx, &Actor::Visitor, &reference).await {
        Ok(city) if part == Part::Profile => PageHead::new(
            &format!("What {} says of itself", city.name),
            format!("Where {}, {}, stands and what it puts first, by its own word.", city.name, city.country_name),
        ),
        Ok(city) if part == Part::Report => PageHead::new(
            &format!("Report a fact of {}", city.name),
            format!("Report a wrong or missing fact of {}, {}.", city.name, city.country_name),
        )
        .with_heading(format!("Report a wrong or missing fact of {}", city.name)),
        Ok(city) => PageHead::new(
            &city.name,
            format!(
                "{}, {}: facts, shocks and stresses, and the cities that are like it.",
                city.name, city.country_name
            ),
        ),
        Err(app::Error::Missing(_) | app::Error::Hidden) => PageHead::missing(),
        // The app will show what is wrong; the shell must come all the same.
        Err(_) => {
            PageHead::new("", "The open platform where cities learn from each other how to recover from a crisis.")
                .with_heading(NAME)
        }
    }
}

/// The shell of the page: what stands from the template's title to its `<!--head-->` gives way to title,
/// description and Open Graph, and `<!--heading-->` to the heading.
pub(super) fn fill(template: &str, page: &PageHead, public_url: &str, path: &str) -> String {
    let title = if page.title.is_empty() { NAME.to_owned() } else { format!("{} · {NAME}", page.title) };
    let (title, description, url) = (escape(&title), escape(&page.description), escape(&format!("{public_url}{path}")));
    let mut head = format!("<title>{title}</title><meta name=\"description\" content=\"{description}\">");
    if page.status == 200 {
        // Writing to a string cannot fail.
        let _ = write!(
            head,
            "<link rel=\"canonical\" href=\"{url}\"><meta property=\"og:type\" content=\"website\"><meta property=\"og:title\" content=\"{title}\"><meta property=\"og:description\" content=\"{description}\"><meta property=\"og:url\" content=\"{url}\"><meta property=\"og:site_name\" content=\"{NAME}\">"
        );
    } else {
        head.push_str("<meta name=\"robots\" content=\"noindex\">");
    }
    if page.demo_mails {
        head.push_str("<meta name=\"demo-mails\" content=\"yes\">");
    }
    let template = template.replacen("<!--heading-->", &format!("<h1>{}</h1>", escape(&page.heading)), 1);
    match (template.find("<title>"), template.split_once("<!--head-->")) {
        (Some(start), Some((before, after))) if start <= before.len() => [&template[..start], &head, after].concat(),
        _ => template.replacen("<!--head-->", &head, 1),
    }
}

/// Text for an attribute or an element.
fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;").replace('\'', "&#39;")
}

#[cfg(test)]
mod tests {
    use super::{PageHead, fill};

    #[test]
    fn the_head_is_filled_and_escaped() {
        let page = PageHead::new("<Accra>", "a \"b\"");
        let html = fill(
            "<head><title>C2R</title>\n<!--head--><style></style></head><!--heading-->",
            &page,
            "https://c2r.example",
            "/en/cities/accra",
        );
        assert!(html.contains("<title>&lt;Accra&gt; · Cities for a Resilient Recovery</title>"));
        assert!(!html.contains("<title>C2R</title>"));
        assert!(html.ends_with("<style></style></head><h1>&lt;Accra&gt;</h1>"));
        assert!(html.contains("content=\"a &quot;b&quot;\""));
        assert!(html.contains("https://c2r.example/en/cities/accra"));
    }
}
