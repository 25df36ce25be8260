//! Measures the Rust code of one file: lines, functions, arguments, views.

use proc_macro2::{LineColumn, Span};
use syn::spanned::Spanned as _;
use syn::visit::{self, Visit};

use super::Finding;

const FILE_LINES: usize = 400;
const FUNCTION_LINES: usize = 40;
const HANDLER_LINES: usize = 25;
const ARGUMENTS: usize = 5;
const VIEW_LINES: usize = 60;

/// The attributes by which actix knows a handler.
const ROUTES: [&str; 8] = ["get", "post", "put", "patch", "delete", "head", "options", "route"];

/// Something with its size.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Measured {
    pub(super) rule: &'static str,
    pub(super) file: String,
    pub(super) line: usize,
    /// The function; empty for the file itself.
    pub(super) name: String,
    pub(super) size: usize,
    pub(super) limit: usize,
}

impl Measured {
    /// How the list of exceptions names it.
    pub(super) fn subject(&self) -> String {
        if self.name.is_empty() { self.file.clone() } else { format!("{}::{}", self.file, self.name) }
    }

    /// As a broken rule.
    pub(super) fn finding(&self) -> Finding {
        let message = format!("{} has {}; at most {}", self.subject(), self.size, self.limit);
        Finding::new(self.file.clone(), self.line, self.rule, message)
    }
}

/// What was found in a file.
#[derive(Debug, Default)]
pub(super) struct Report {
    /// Sizes over their limit.
    pub(super) over: Vec<Measured>,
    /// Handlers that the specification would not see.
    pub(super) findings: Vec<Finding>,
}

/// Measures a file. `file` is its path as findings show it.
pub(super) fn measure(file: &str, source: &str) -> syn::Result<Report> {
    let syntax = syn::parse_file(source)?;
    let mut measuring = Measuring {
        file,
        code: code_lines(source),
        function: String::new(),
        test_lines: 0,
        views: Vec::new(),
        report: Report::default(),
    };
    measuring.visit_file(&syntax);
    let lines = source.lines().count() - measuring.test_lines;
    measuring.note("file-lines", 1, String::new(), (lines, FILE_LINES));
    Ok(measuring.report)
}

struct Measuring<'a> {
    file: &'a str,
    /// Whether each line holds code, rather than a comment or nothing.
    code: Vec<bool>,
    /// The function that is looked at.
    function: String,
    test_lines: usize,
    /// The lines of the `view!`s in the function that is looked at: first, last.
    views: Vec<(usize, usize)>,
    report: Report,
}

impl Measuring<'_> {
    fn note(&mut self, rule: &'static str, line: usize, name: String, (size, limit): (usize, usize)) {
        if size > limit {
            self.report.over.push(Measured { rule, file: self.file.to_owned(), line, name, size, limit });
        }
    }

    fn code_between(&self, first: usize, last: usize) -> usize {
        (first..=last).filter(|line| self.code.get(line - 1).copied().unwrap_or(false)).count()
    }

    fn function(&mut self, attributes: &[syn::Attribute], signature: &syn::Signature, body: &syn::Block) {
        let outer = std::mem::replace(&mut self.function, signature.ident.to_string());
        let outer_views = std::mem::take(&mut self.views);
        visit::visit_block(self, body);
        let (name, line) = (self.function.clone(), signature.ident.span().start().line);
        let handler = self.in_api() && attributes.iter().any(|attribute| route(attribute).is_some());
        let (rule, limit) = if handler { ("handler-lines", HANDLER_LINES) } else { ("function-lines", FUNCTION_LINES) };
        let size = self.body_lines(body);
        self.note(rule, line, name.clone(), (size, limit));
        // The arguments of a component are its properties, given by name.
        if !attributes.iter().any(|attribute| attribute.path().is_ident("component")) {
            self.note("arguments", line, name, (signature.inputs.len(), ARGUMENTS));
        }
        if self.in_api() {
            self.check_route(attributes, &signature.ident);
        }
        self.function = outer;
        self.views = outer_views;
    }

    /// The lines of code between the braces, without those of `view!`, which have a limit of their own.
    fn body_lines(&self, body: &syn::Block) -> usize {
        let (first, last) = (start(body.brace_token.span.open()).line + 1, start(body.brace_token.span.close()).line);
        let views: usize = self.views.iter().map(|(first, last)| self.code_between(first + 1, *last)).sum();
        self.code_between(first, last.saturating_sub(1)).saturating_sub(views)
    }

    fn in_api(&self) -> bool {
        self.file.starts_with("crates/api/")
    }

    /// utoipa reads method and path from the attribute only when it is written by its bare name.
    fn check_route(&mut self, attributes: &[syn::Attribute], name: &syn::Ident) {
        let Some(found) = attributes.iter().find_map(route) else {
            return;
        };
        let line = start(name.span()).line;
        let mut broken = |message: String| self.report.findings.push(Finding::new(self.file, line, "route", message));
        if found.qualified {
            broken(format!(
                "write `#[{0}(…)]` and import `actix_web::{0}`: utoipa does not see the long form",
                found.method
            ));
        }
        let documented = attributes.iter().any(|attribute| {
            let path = attribute.path();
            path.segments.len() == 2 && path.segments[0].ident == "utoipa" && path.segments[1].ident == "path"
        });
        if !documented {
            broken(format!("`{name}` has no `#[utoipa::path]`: the specification would not know it"));
        }
    }

    fn skip_test(&mut self, attributes: &[syn::Attribute], span: Span) -> bool {
        let test = attributes.iter().any(is_test);
        if test {
            let first = attributes.first().map_or(start(span).line, |attribute| start(attribute.span()).line);
            self.test_lines += span.end().line + 1 - first;
        }
        test
    }
}

impl<'a> Visit<'a> for Measuring<'_> {
    fn visit_item_mod(&mut self, item: &'a syn::ItemMod) {
        if !self.skip_test(&item.attrs, item.span()) {
            visit::visit_item_mod(self, item);
        }
    }

    fn visit_item_fn(&mut self, item: &'a syn::ItemFn) {
        if !self.skip_test(&item.attrs, item.span()) {
            self.function(&item.attrs, &item.sig, &item.block);
        }
    }

    fn visit_impl_item_fn(&mut self, item: &'a syn::ImplItemFn) {
        if !self.skip_test(&item.attrs, item.span()) {
            self.function(&item.attrs, &item.sig, &item.block);
        }
    }

    fn visit_trait_item_fn(&mut self, item: &'a syn::TraitItemFn) {
        if let Some(body) = &item.default {
            self.function(&item.attrs, &item.sig, body);
        }
    }

    fn visit_macro(&mut self, item: &'a syn::Macro) {
        if item.path.segments.last().is_none_or(|segment| segment.ident != "view") {
            return;
        }
        let span = item.delimiter.span();
        let (first, last) = (start(span.open()).line, start(span.close()).line);
        let size = self.code_between(first + 1, last.saturating_sub(1).max(first));
        self.note("view-lines", first, self.function.clone(), (size, VIEW_LINES));
        self.views.push((first, last));
    }
}

fn start(span: Span) -> LineColumn {
    span.start()
}

/// A handler's attribute.
struct Route {
    method: String,
    /// Written with its path, `#[actix_web::get]`.
    qualified: bool,
}

fn route(attribute: &syn::Attribute) -> Option<Route> {
    let path = attribute.path();
    let method = path.segments.last()?.ident.to_string();
    let actix = path.segments.len() == 1 || path.segments[0].ident == "actix_web";
    (actix && ROUTES.contains(&method.as_str())).then_some(Route { method, qualified: path.segments.len() > 1 })
}

/// `#[test]`, `#[tokio::test]`, or `#[cfg(test)]` in any combination.
fn is_test(attribute: &syn::Attribute) -> bool {
    if attribute.path().segments.last().is_some_and(|segment| segment.ident == "test") {
        return true;
    }
    let tokens = attribute.meta.require_list().map(|list| list.tokens.clone()).unwrap_or_default();
    attribute.path().is_ident("cfg") && mentions_test(tokens)
}

fn mentions_test(tokens: proc_macro2::TokenStream) -> bool {
    tokens.into_iter().any(|token| match token {
        proc_macro2::TokenTree::Ident(ident) => ident == "test",
        proc_macro2::TokenTree::Group(group) => mentions_test(group.stream()),
        _ => false,
    })
}

/// For each line, whether it holds code.
fn code_lines(source: &str) -> Vec<bool> {
    let mut comment = false;
    source
        .lines()
        .map(|line| {
            let line = line.trim();
            comment |= line.starts_with("/*");
            let code = !comment && !line.is_empty() && !line.starts_with("//");
            comment &= !line.contains("*/");
            code
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn over(file: &str, source: &str) -> Vec<(String, usize)> {
        let report = measure(file, source).unwrap();
        report.over.iter().map(|found| (format!("{} {}", found.rule, found.name), found.size)).collect()
    }

    fn body(lines: usize) -> String {
        "    let _ = 1;\n".repeat(lines)
    }

    #[test]
    fn functions_are_measured_without_comments() {
        let fits = format!("fn a() {{\n    // why\n\n{}}}\n", body(40));
        assert!(over("crates/app/src/a.rs", &fits).is_empty());
        let long = format!("impl A {{\nfn a() {{\n{}}}\n}}\n", body(41));
        assert_eq!(over("crates/app/src/a.rs", &long), [("function-lines a".to_owned(), 41)]);
    }

    #[test]
    fn handlers_are_shorter_and_documented() {
        let handler = format!("#[utoipa::path()]\n#[get(\"/a\")]\nasync fn a() {{\n{}}}\n", body(26));
        assert_eq!(over("crates/api/src/a.rs", &handler), [("handler-lines a".to_owned(), 26)]);
        let hidden = measure("crates/api/src/a.rs", "#[actix_web::post(\"/a\")]\nasync fn a() {}").unwrap();
        assert_eq!(hidden.findings.len(), 2, "{:?}", hidden.findings);
        assert_eq!(hidden.findings[0].line, 2);
    }

    #[test]
    fn arguments_count_but_not_those_of_components() {
        let six = "fn a(a: u8, b: u8, c: u8, d: u8, e: u8, f: u8) {}";
        assert_eq!(over("a.rs", six), [("arguments a".to_owned(), 6)]);
        assert!(over("a.rs", &format!("#[component]\n{six}")).is_empty());
    }

    #[test]
    fn views_have_a_limit_of_their_own() {
        let page = |lines: usize| format!("fn a() {{\n    view! {{\n{}    }}\n}}\n", "<p/>\n".repeat(lines));
        assert!(over("a.rs", &page(60)).is_empty(), "not the function's lines");
        assert_eq!(over("a.rs", &page(61)), [("view-lines a".to_owned(), 61)]);
    }

    #[test]
    fn files_are_measured_without_their_tests() {
        let lines = "// one\n".repeat(398);
        let tests = format!("#[cfg(test)]\nmod tests {{\n    fn a() {{\n{}    }}\n}}\n", body(90));
        assert!(over("a.rs", &format!("{lines}const A: u8 = 1;\n\n{tests}")).is_empty());
        assert_eq!(over("a.rs", &format!("{lines}const A: u8 = 1;\n\n\n{tests}")), [("file-lines ".to_owned(), 401)]);
    }
}
