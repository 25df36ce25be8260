//! The two shapes of a mail: HTML by way of MJML, and plain text.

use super::RenderError;
use super::fill::Filled;
use minijinja::syntax::SyntaxConfig;
use minijinja::{AutoEscape, Environment, HtmlEscape, UndefinedBehavior, Value, context};
use mrml::prelude::render::RenderOptions;
use std::collections::HashMap;
use std::sync::LazyLock;

/// Columns of the plain text: what mail programs quote without breaking lines anew.
const COLUMNS: usize = 72;

const MJML: &str = "layout.mjml";
const TEXT: &str = "layout.txt";

/// Stands for the subject until the HTML is there: mrml repeats the title in an attribute, in the form that Rust gives a text
/// in debug output, with doubled backslashes and its invisible characters spelled out.
const TITLE: &str = "title-of-the-mail";

static TEMPLATES: LazyLock<Result<Environment<'static>, String>> =
    LazyLock::new(|| environment().map_err(|error| format!("{error:#}")));

fn environment() -> Result<Environment<'static>, minijinja::Error> {
    let mut environment = Environment::new();
    environment.set_auto_escape_callback(|name| if name == MJML { AutoEscape::Html } else { AutoEscape::None });
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment
        .set_syntax(SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).keep_trailing_newline(true).build()?);
    environment.add_filter("wrap", |text: String| wrapped(&text, ""));
    environment.add_filter("hang", |text: String| wrapped(&text, "  "));
    environment.add_template(MJML, include_str!("../../templates/layout.mjml"))?;
    environment.add_template(TEXT, include_str!("../../templates/layout.txt"))?;
    Ok(environment)
}

fn fill_in(name: &str, data: Value) -> Result<String, RenderError> {
    let templates = TEMPLATES.as_ref().map_err(|error| RenderError::Layout(error.clone()))?;
    let filled = templates.get_template(name).and_then(|template| template.render(data));
    filled.map_err(|error| RenderError::Layout(format!("{error:#}")))
}

/// The HTML part.
pub(super) fn html(filled: &Filled) -> Result<String, RenderError> {
    let actions: Vec<Value> = filled.actions.iter().map(|(label, link)| action(label, address(link))).collect();
    let data = context! {
        lang => &filled.language,
        dir => if filled.rtl { "rtl" } else { "ltr" },
        site => &filled.site,
        home => address(&filled.home),
        support_link => &filled.support_link,
        title => TITLE,
        preheader => &filled.preheader,
        greeting => &filled.greeting,
        heading => &filled.heading,
        paragraphs => &filled.paragraphs,
        facts => facts(filled),
        digest => digest(filled, address),
        action => actions.first(),
        others => actions.iter().skip(1).cloned().collect::<Vec<_>>(),
        copy => &filled.copy,
        note => &filled.note,
        footer => &filled.footer,
        questions => &filled.questions,
        support => &filled.support,
    };
    let parsed = mrml::parse(fill_in(MJML, data)?).map_err(|error| RenderError::Layout(error.to_string()))?;
    if let Some(warning) = parsed.warnings.first() {
        return Err(RenderError::Layout(warning.to_string()));
    }
    // Without its fonts: they would be fetched from a third party, which so learns who reads.
    let options = RenderOptions { disable_comments: true, social_icon_origin: None, fonts: HashMap::new() };
    let html = parsed.element.render(&options).map_err(|error| RenderError::Layout(error.to_string()))?;
    Ok(html.replace(TITLE, &HtmlEscape(&filled.subject).to_string()))
}

/// The plain part.
pub(super) fn text(filled: &Filled) -> Result<String, RenderError> {
    let actions: Vec<Value> = filled.actions.iter().map(|(label, link)| action(label, Value::from(link))).collect();
    let data = context! {
        greeting => &filled.greeting,
        heading => &filled.heading,
        paragraphs => &filled.paragraphs,
        facts => facts(filled),
        digest => digest(filled, |link| Value::from(link)),
        actions => actions,
        note => &filled.note,
        footer => &filled.footer,
        questions => &filled.questions,
        support => &filled.support,
    };
    fill_in(TEXT, data)
}

fn facts(filled: &Filled) -> Vec<Value> {
    filled.facts.iter().map(|(label, value)| context! { label => label, value => value }).collect()
}

/// What is new, its links written by `write`.
fn digest(filled: &Filled, write: impl Fn(&str) -> Value) -> Vec<Value> {
    let part = |part: &super::fill::FilledPart| {
        let things = part.things.iter().map(|(title, link)| action(title, write(link))).collect::<Vec<_>>();
        context! { title => &part.title, count => &part.count, things => things, link => write(&part.link) }
    };
    filled.digest.iter().map(part).collect()
}

fn action(label: &str, link: Value) -> Value {
    context! { label => label, link => link }
}

/// An address that has been checked, for an attribute. The template engine would write each `/` as an entity, which is right
/// but makes scanners and people who read the source suspicious.
fn address(link: &str) -> Value {
    Value::from_safe_string(link.replace('&', "&amp;"))
}

/// Lines of at most [`COLUMNS`]; those after the first begin with `hang`. A word that is longer stands alone, unbroken.
fn wrapped(text: &str, hang: &str) -> String {
    let mut out = String::new();
    let mut column = 0;
    for word in text.split_whitespace() {
        let length = word.chars().count();
        if column > 0 && column + 1 + length > COLUMNS {
            out.push('\n');
            out.push_str(hang);
            column = hang.len();
        } else if column > 0 {
            out.push(' ');
            column += 1;
        }
        out.push_str(word);
        column += length;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_end_at_the_last_column() {
        let text = wrapped(&"word ".repeat(40), "  ");
        assert!(text.lines().all(|line| line.chars().count() <= COLUMNS), "{text}");
        assert!(text.lines().skip(1).all(|line| line.starts_with("  word")), "{text}");
        assert_eq!(wrapped(&"ä".repeat(72), ""), "ä".repeat(72));
        assert_eq!(wrapped(&format!("a {} b", "x".repeat(90)), ""), format!("a\n{}\nb", "x".repeat(90)));
        assert_eq!(wrapped("", ""), "");
    }
}
