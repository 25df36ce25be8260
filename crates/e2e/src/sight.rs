//! What the browser tells assistive technology of the page.

use crate::Target;
use crate::browser::{Browser, Trouble};
use fantoccini::elements::{Element, ElementRef};
use serde_json::{Value, json};
use std::fmt;

/// Something on the page, as assistive technology has it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Seen {
    /// Its role, as the browser calls it.
    pub role: String,
    /// Its name.
    pub name: String,
}

impl Seen {
    pub(crate) fn of(node: &Value) -> Self {
        let text = |field: &str| node[field]["value"].as_str().unwrap_or_default().to_owned();
        Self { role: text("role"), name: text("name") }
    }

    /// Whether `target` means this, leaving aside where it is.
    #[must_use]
    pub fn is(&self, target: &Target) -> bool {
        target.roles.contains(&self.role.as_str()) && target.name.fits(&self.name)
    }
}

impl fmt::Display for Seen {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} “{}”", self.role, self.name)
    }
}

/// Something that was found, and the number under which the browser knows it.
pub(crate) struct Found {
    pub(crate) seen: Seen,
    node: Value,
}

impl Browser {
    /// All that `target` means, in the order of the page; none where its place is not there.
    pub(crate) async fn look(&self, target: &Target) -> Result<Vec<Found>, Trouble> {
        let root = match &target.within {
            None => self.evaluate("document").await?,
            Some(place) => match Box::pin(self.look(place)).await?.into_iter().next() {
                Some(place) => self.resolve(&place).await?,
                None => return Ok(Vec::new()),
            },
        };
        let mut found = Vec::new();
        for role in target.roles {
            let answer = self.devtools("Accessibility.queryAXTree", json!({ "objectId": root, "role": role })).await?;
            let nodes = answer["nodes"].as_array().into_iter().flatten().filter(|node| node["ignored"] != true);
            let nodes = nodes.map(|node| Found { seen: Seen::of(node), node: node["backendDOMNodeId"].clone() });
            found.extend(nodes.filter(|found| target.name.fits(&found.seen.name)));
        }
        Ok(found)
    }

    /// The element that was found, for WebDriver.
    pub(crate) async fn element(&self, found: &Found) -> Result<Element, Trouble> {
        let object = self.resolve(found).await?;
        // The two protocols share the page: what one of them puts down there the other one takes up.
        let put = json!({ "objectId": object, "functionDeclaration": "function () { window.journeyFound = this }" });
        self.devtools("Runtime.callFunctionOn", put).await?;
        let element = self.client.execute("return window.journeyFound", Vec::new()).await?;
        let id = element.as_object().and_then(|element| element.values().next()).and_then(Value::as_str);
        let id = ElementRef::from(id.ok_or(Trouble::Gone)?.to_owned());
        Ok(Element::from_element_id(self.client.clone(), id))
    }

    /// What a function says of the element that was found; it has the element as `this`.
    pub(crate) async fn ask(&self, found: &Found, function: &str) -> Result<Value, Trouble> {
        let object = self.resolve(found).await?;
        let asked = json!({ "objectId": object, "functionDeclaration": function, "returnByValue": true });
        let answer = self.devtools("Runtime.callFunctionOn", asked).await?;
        Ok(answer["result"]["value"].clone())
    }

    /// What has the focus.
    ///
    /// # Panics
    /// When the browser does not answer.
    pub async fn focused(&self) -> Seen {
        let seen = async {
            let object = self.evaluate("document.activeElement").await?;
            let asked = json!({ "objectId": object, "fetchRelatives": false });
            let answer = self.devtools("Accessibility.getPartialAXTree", asked).await?;
            Ok::<_, Trouble>(Seen::of(&answer["nodes"][0]))
        };
        seen.await.unwrap_or_else(|trouble| panic!("what has the focus: {trouble}"))
    }

    async fn evaluate(&self, expression: &str) -> Result<Value, Trouble> {
        let answer = self.devtools("Runtime.evaluate", json!({ "expression": expression })).await?;
        Ok(answer["result"]["objectId"].clone())
    }

    async fn resolve(&self, found: &Found) -> Result<Value, Trouble> {
        let answer = self.devtools("DOM.resolveNode", json!({ "backendNodeId": found.node })).await?;
        Ok(answer["object"]["objectId"].clone())
    }
}
