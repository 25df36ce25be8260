//! The rules of accessibility that a machine can check.

use crate::Browser;
use serde_json::Value;

/// See `assets/README.md`.
const AXE: &str = include_str!("../assets/axe.min.js");

/// WCAG 2.2 A and AA, and what experience adds.
const RULES: &str = "['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']";
/// What changes with the colours.
const COLOURS: &str = "{ type: 'rule', values: ['color-contrast', 'link-in-text-block'] }";

/// The script that looks by some rules.
fn run(rules: &str) -> String {
    format!(
        "const done = arguments[arguments.length - 1];
        const line = violation => node => `${{violation.id}} (${{violation.help}}): ${{node.target.join(' ')}} — ${{node.failureSummary}}`;
        axe.run(document, {{ runOnly: {rules}, resultTypes: ['violations'], preload: false }}).then(
            found => done(found.violations.flatMap(violation => violation.nodes.map(line(violation)))),
            error => done([`axe did not run: ${{error}}`]))"
    )
}

impl Browser {
    /// What is wrong with the page as it stands: the rule and the place.
    ///
    /// # Panics
    /// When the browser does not answer.
    pub async fn barriers(&self) -> Vec<String> {
        self.broken(RULES).await
    }

    /// What cannot be read for its colours.
    pub(crate) async fn unreadable(&self) -> Vec<String> {
        self.broken(COLOURS).await
    }

    async fn broken(&self, rules: &str) -> Vec<String> {
        if self.script("return typeof axe === 'undefined'").await == true {
            self.client.execute(AXE, Vec::new()).await.unwrap_or_else(|error| panic!("axe: {error}"));
        }
        let found = self.client.execute_async(&run(rules), Vec::new()).await;
        let found = found.unwrap_or_else(|error| panic!("axe: {error}"));
        let Value::Array(lines) = found else { panic!("axe gave no list: {found}") };
        lines.iter().filter_map(Value::as_str).map(str::to_owned).collect()
    }
}
