//! The page that starts the app, from `frontend/index.html`.
//!
//! | placeholder | becomes |
//! |---|---|
//! | `{{base}}` | `/assets/<hash>`, for code that makes addresses itself |
//! | `{{css}}`, `{{js}}`, `{{wasm}}`, `{{world}}` | the address of the stylesheet, the starting script, the main wasm, the world map |
//! | `{{asset:fonts/a.woff2}}` | the address of a file below `frontend/assets` |
//! | `{{social}}` | the address of the picture that stands beside a shared link |
//! | `{{preload}}` | links that let the browser fetch scripts, wasm and texts before it has read the scripts |
//! | `{{language}}`, `{{direction}}` | the language of the page, and the way that it is written |
//! | `{{say:nav.cities}}` | a text of `frontend/shell/<language>.json`, or of the app's own `common.json` |
//!
//! There is one page a language: `index.html` in English, `index.<language>.html` in the others.
//!
//! Anything else between double braces, a file that is not there, or a script within the page is an error.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use anyhow::{Context as _, Result, bail};

use super::Files;
use super::bundle::LINK_MODULE;
use super::sources::WORLD;
use super::texts;

const CSS: &str = "app.css";
/// Tells when the app did not start.
const GUARD: &str = "guard.js";
const BOOT: &str = "boot.js";
/// The script that wasm-bindgen writes.
pub(super) const JS: &str = "app.js";
/// The main module.
pub(super) const WASM: &str = "app_bg.wasm";

/// Files that a visitor must have before anything works, besides the page itself.
pub(super) const CRITICAL: [&str; 6] = [CSS, GUARD, BOOT, JS, WASM, LINK_MODULE];

/// What a page is made of besides the template.
pub(super) struct Parts<'a> {
    /// The address of the folder in which the assets are.
    pub(super) base: &'a str,
    /// The assets.
    pub(super) assets: &'a Files,
    /// The language of the page.
    pub(super) language: &'a str,
    /// What the page says before the app has come.
    pub(super) words: &'a BTreeMap<String, String>,
}

/// The file of the page in a language.
pub(super) fn file(language: &str) -> String {
    if language == texts::SOURCE { "index.html".to_owned() } else { format!("index.{language}.html") }
}

/// Fills the placeholders of the template.
pub(super) fn render(template: &str, parts: &Parts<'_>) -> Result<String> {
    let mut page = String::with_capacity(template.len() + 1024);
    let mut rest = template;
    while let Some((before, after)) = rest.split_once("{{") {
        let (placeholder, after) = after.split_once("}}").context("frontend/index.html: `{{` without `}}`")?;
        page.push_str(before);
        page.push_str(&value(placeholder.trim(), parts)?);
        rest = after;
    }
    page.push_str(rest);
    refuse_inline_scripts(&page)?;
    Ok(page)
}

fn value(placeholder: &str, parts: &Parts<'_>) -> Result<String> {
    let (base, assets) = (parts.base, parts.assets);
    if let Some(key) = placeholder.strip_prefix("say:") {
        let text = parts.words.get(key).with_context(|| format!("frontend/index.html says `{key}`: no such text"))?;
        return Ok(escape(text));
    }
    let name = match placeholder {
        "base" => return Ok(base.to_owned()),
        "preload" => return preload(parts),
        "social" => return picture(parts),
        "language" => return Ok(parts.language.to_owned()),
        "direction" => return Ok(texts::direction(parts.language).to_owned()),
        "css" => CSS,
        "js" => BOOT,
        "wasm" => WASM,
        "world" => WORLD,
        other => match other.strip_prefix("asset:") {
            Some(name) => name.trim(),
            None => bail!("frontend/index.html: unknown placeholder {{{{{other}}}}}"),
        },
    };
    address(name, base, assets)
}

fn address(name: &str, base: &str, assets: &Files) -> Result<String> {
    let name = name.trim_start_matches("./");
    if !assets.contains_key(name) {
        bail!("frontend/index.html asks for `{name}`, which is not among the files of the app");
    }
    Ok(format!("{base}/{name}"))
}

/// The picture that stands beside a shared link: the name of the platform, as the language of the page has it.
fn picture(parts: &Parts<'_>) -> Result<String> {
    let own = format!("social.{}.png", parts.language);
    let name = if parts.assets.contains_key(&own) { own.as_str() } else { "social.png" };
    address(name, parts.base, parts.assets)
}

/// Text for an attribute or an element.
fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

fn preload(parts: &Parts<'_>) -> Result<String> {
    let (base, assets) = (parts.base, parts.assets);
    let mut links = String::new();
    for script in [BOOT, JS, LINK_MODULE] {
        // An app without a lazy route has no link module.
        if script != LINK_MODULE || assets.contains_key(script.trim_start_matches("./")) {
            writeln!(links, r#"<link rel="modulepreload" href="{}">"#, address(script, base, assets)?)?;
        }
    }
    // Only where the whole page is written in it: text that is there first would move when its letters come.
    for font in fonts(parts.language) {
        let font = address(font, base, assets)?;
        writeln!(links, r#"<link rel="preload" as="font" type="font/woff2" crossorigin href="{font}">"#)?;
    }
    let (texts, wasm) = (texts::file(parts.language, texts::COMMON), address(WASM, base, assets)?);
    writeln!(links, r#"<link rel="preload" as="fetch" crossorigin href="{}">"#, address(&texts, base, assets)?)?;
    write!(links, r#"<link rel="preload" as="fetch" type="application/wasm" crossorigin href="{wasm}">"#)?;
    Ok(links)
}

/// The fonts without which a page of a language is not written.
fn fonts(language: &str) -> &'static [&'static str] {
    match language {
        "ar" => &["fonts/noto-sans-arabic-arabic-wght-normal.woff2"],
        _ => &[],
    }
}

/// The content security policy allows scripts from files only: one within the page would silently not run.
fn refuse_inline_scripts(page: &str) -> Result<()> {
    for after in page.split("<script").skip(1) {
        let tag = after.split('>').next().unwrap_or_default();
        let data = tag.contains("application/ld+json") || tag.contains("application/json");
        if !tag.contains(" src=") && !data {
            bail!("frontend/index.html holds a script within the page; the content security policy refuses it");
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn assets() -> Files {
        ["app.css", "boot.js", "app.js", "app_bg.wasm", "world.paths.json", "fonts/a.woff2", "texts/en/common.json"]
            .into_iter()
            .map(|name| (name.to_owned(), Vec::new()))
            .collect()
    }

    fn rendered(template: &str) -> Result<String> {
        let words = BTreeMap::from([("nav.cities".to_owned(), "Cities & <more>".to_owned())]);
        render(template, &Parts { base: "/assets/abc", assets: &assets(), language: "en", words: &words })
    }

    #[test]
    fn placeholders_become_addresses() {
        let page = rendered("<link href={{css}}> {{ asset:fonts/a.woff2 }} {{base}} {{world}}!").unwrap();
        assert_eq!(
            page,
            "<link href=/assets/abc/app.css> /assets/abc/fonts/a.woff2 /assets/abc /assets/abc/world.paths.json!"
        );
    }

    #[test]
    fn what_must_be_there_first_is_preloaded() {
        let page = rendered("{{preload}}").unwrap();
        assert!(page.contains(r#"<link rel="modulepreload" href="/assets/abc/app.js">"#));
        assert!(page.contains(r#"as="fetch" type="application/wasm" crossorigin href="/assets/abc/app_bg.wasm">"#));
        assert!(
            page.contains(r#"<link rel="preload" as="fetch" crossorigin href="/assets/abc/texts/en/common.json">"#)
        );
        assert!(!page.contains("__wasm_split"), "there is none without lazy routes");
    }

    #[test]
    fn a_shared_link_shows_the_name_in_the_language_of_the_page() {
        let assets: Files = ["social.png", "social.ar.png"].map(|name| (name.to_owned(), Vec::new())).into();
        let picture = |language| {
            let parts = Parts { base: "/assets/abc", assets: &assets, language, words: &BTreeMap::new() };
            render("{{social}}", &parts).unwrap()
        };
        assert_eq!(picture("ar"), "/assets/abc/social.ar.png");
        assert_eq!(picture("fr"), "/assets/abc/social.png", "it has the same name there");
    }

    #[test]
    fn mistakes_in_the_template_are_errors() {
        assert!(rendered("{{asset:missing.png}}").unwrap_err().to_string().contains("missing.png"));
        assert!(rendered("{{colour}}").unwrap_err().to_string().contains("colour"));
        assert!(rendered("{{css").is_err());
    }

    #[test]
    fn scripts_come_from_files_only() {
        assert!(rendered("<script>alert(1)</script>").is_err());
        assert!(rendered(r#"<script type="module" src="{{js}}"></script>"#).is_ok());
        assert!(rendered(r#"<script type="application/ld+json">{}</script>"#).is_ok());
    }
}
