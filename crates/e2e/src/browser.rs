//! One browser, as a person before it uses it.

use crate::{Target, heading, wire};
use fantoccini::Client;
use fantoccini::actions::{InputSource as _, KeyAction, KeyActions};
use fantoccini::elements::Element;
use fantoccini::error::CmdError;
use serde_json::{Value, json};
use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;
use std::fmt;
use std::time::{Duration, Instant};

/// How long something may take to come true: what is right comes at once, but the machine may be busy.
const PATIENCE: Duration = Duration::from_secs(15);
/// How often one looks whether it has.
const PULSE: Duration = Duration::from_millis(40);
/// The page stands: the app has taken over from the shell, and nothing that it shows is on its way.
const SETTLED: &str = "const h1 = document.querySelector('main h1');
    return !document.querySelector('#shell') && h1 !== null && h1.textContent !== ''
        && ![...document.querySelectorAll('[aria-busy=\"true\"]')].some(busy => busy.checkVisibility())";

/// A browser with an empty profile, which knows one server.
pub struct Browser {
    pub(crate) client: Client,
    /// Address of the server, without a slash at the end.
    pub(crate) origin: String,
    /// Parts of lines of the console that belong to the journey.
    pub(crate) expected: RefCell<Vec<String>>,
    /// Origins that were asked for something.
    pub(crate) asked: RefCell<BTreeSet<String>>,
    /// What was in anybody's way on pictures of a journey, which tells it at its end.
    pub(crate) in_pictures: RefCell<Vec<String>>,
    /// What was clicked, filled in and chosen since a page was opened by its address.
    pub(crate) steps: Cell<usize>,
    /// Whether the mouse is put away.
    pub(crate) keys_only: Cell<bool>,
}

/// Why something could not be done now; it may go a moment later, when the page has changed.
#[derive(Debug)]
pub(crate) enum Trouble {
    /// The driver said no.
    Refused(CmdError),
    /// What was there is there no more.
    Gone,
}

impl From<CmdError> for Trouble {
    fn from(error: CmdError) -> Self {
        Self::Refused(error)
    }
}

impl fmt::Display for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Refused(error) => write!(f, "{error}"),
            Self::Gone => f.write_str("it went away"),
        }
    }
}

impl Browser {
    pub(crate) fn new(client: Client, origin: &str) -> Self {
        let origin = origin.to_owned();
        Self {
            client,
            origin,
            expected: RefCell::default(),
            asked: RefCell::default(),
            in_pictures: RefCell::default(),
            steps: Cell::default(),
            keys_only: Cell::default(),
        }
    }

    pub(crate) async fn devtools(&self, command: &str, parameters: Value) -> Result<Value, Trouble> {
        Ok(wire::devtools(&self.client, command, parameters).await?)
    }

    /// Goes to a path of the server, and waits until the page stands.
    ///
    /// # Panics
    /// When it does not.
    pub async fn open(&self, path: &str) {
        self.visit(path).await;
        self.settled().await;
    }

    /// Goes to a path of the server, without waiting for the app.
    ///
    /// # Panics
    /// When the browser does not answer.
    pub async fn visit(&self, path: &str) {
        self.steps.set(0);
        let url = [&self.origin, path].concat();
        self.client.goto(&url).await.unwrap_or_else(|error| panic!("{path}: {error}"));
    }

    /// Waits until the page stands.
    ///
    /// # Panics
    /// When it does not within the time.
    pub async fn settled(&self) {
        self.until("the page stands", async || self.script(SETTLED).await == json!(true)).await;
    }

    /// Waits until `probe` gives something.
    ///
    /// # Panics
    /// When it does not within the time: with what was waited for and where one stood.
    pub async fn wait<T>(&self, what: &str, mut probe: impl AsyncFnMut() -> Option<T>) -> T {
        let deadline = Instant::now() + PATIENCE;
        loop {
            if let Some(found) = probe().await {
                return found;
            }
            if Instant::now() > deadline {
                panic!(
                    "waited in vain until {what}, at {} with the text:\n{}",
                    self.address().await,
                    self.text().await
                );
            }
            tokio::time::sleep(PULSE).await;
        }
    }

    /// Waits until `probe` is true.
    ///
    /// # Panics
    /// As [`Browser::wait`].
    pub async fn until(&self, what: &str, mut probe: impl AsyncFnMut() -> bool) {
        self.wait(what, async || probe().await.then_some(())).await;
    }

    /// Does something with the first thing that `target` means, as soon as it is there and lets it be done.
    async fn with<T>(
        &self,
        what: &str,
        target: &Target,
        mut act: impl AsyncFnMut(Element) -> Result<T, CmdError>,
    ) -> T {
        let mut last = None;
        let mut attempt = async || -> Result<T, Trouble> {
            let found = self.look(target).await?.into_iter().next().ok_or(Trouble::Gone)?;
            Ok(act(self.element(&found).await?).await?)
        };
        let deadline = Instant::now() + PATIENCE;
        while Instant::now() < deadline {
            match attempt().await {
                Ok(done) => return done,
                Err(trouble) => {
                    // What lies under the bar is brought out from under it, as whoever uses a mouse would.
                    if trouble.to_string().contains("click intercepted") {
                        drop(self.client.execute("window.scrollBy(0, -160)", Vec::new()).await);
                    }
                    last = Some(trouble);
                }
            }
            tokio::time::sleep(PULSE).await;
        }
        let last = last.map(|trouble| trouble.to_string()).unwrap_or_default();
        panic!(
            "could not {what} the {target}: {last}, at {} with the text:\n{}",
            self.address().await,
            self.text().await
        );
    }

    /// How many steps somebody has made since they opened a page by its address: clicks, and fields that were filled in.
    pub fn steps(&self) -> usize {
        self.steps.get()
    }

    /// One step more, which takes a mouse.
    fn takes_step(&self, what: &str, target: &Target) {
        assert!(!self.keys_only.get(), "by the keyboard alone one does not {what} the {target}");
        self.steps.set(self.steps.get() + 1);
    }

    /// Clicks on it.
    ///
    /// # Panics
    /// When it cannot be clicked within the time.
    pub async fn click(&self, target: Target) {
        self.takes_step("click", &target);
        self.with("click", &target, async |element| element.click().await).await;
    }

    /// Writes into a field, in the place of what is there.
    ///
    /// # Panics
    /// When it cannot be written into within the time.
    pub async fn fill(&self, target: Target, text: &str) {
        self.takes_step("fill", &target);
        // Control and A take hold of what is there; the second one lets the key go.
        let keys = ["\u{e009}a\u{e009}", text].concat();
        self.with("fill", &target, async |element| element.send_keys(&keys).await).await;
    }

    /// Chooses an option by its label.
    ///
    /// # Panics
    /// When there is none within the time.
    pub async fn choose(&self, target: Target, label: &str) {
        self.takes_step("choose from", &target);
        self.with("choose from", &target, async |element| element.select_by_label(label).await).await;
    }

    /// Waits until it is there, and gives its name.
    ///
    /// # Panics
    /// When it is not within the time.
    pub async fn sees(&self, target: Target) -> String {
        let what = format!("there is a {target}");
        self.wait(&what, async || Some(self.look(&target).await.ok()?.into_iter().next()?.seen.name)).await
    }

    /// Waits until there is no such thing.
    ///
    /// # Panics
    /// When there is one at the end of the time.
    pub async fn misses(&self, target: Target) {
        let what = format!("there is no {target}");
        self.until(&what, async || self.look(&target).await.is_ok_and(|found| found.is_empty())).await;
    }

    /// The names of all things that `target` means now.
    ///
    /// # Panics
    /// When the browser does not answer.
    pub async fn names(&self, target: Target) -> Vec<String> {
        let found = self.look(&target).await.unwrap_or_else(|trouble| panic!("{target}: {trouble}"));
        found.into_iter().map(|found| found.seen.name).collect()
    }

    /// A property of it, such as `value`, `checked` or `href`.
    ///
    /// # Panics
    /// When it is not there within the time.
    pub async fn property(&self, target: Target, name: &str) -> String {
        self.with("read", &target, async |element| element.prop(name).await).await.unwrap_or_default()
    }

    /// Waits until the page's first heading says so, and all of the page is there.
    ///
    /// # Panics
    /// When it does not within the time.
    pub async fn arrives_at(&self, title: &str) {
        self.sees(heading(title)).await;
        // A list may have a heading of this name, too: the page is there when it is the first one.
        let first = "return document.querySelector('main h1')?.innerText";
        self.until(&format!("the first heading is “{title}”"), async || self.script(first).await == title).await;
        self.settled().await;
    }

    /// Waits until the visible text has `part` in it.
    ///
    /// # Panics
    /// When it does not within the time.
    pub async fn reads(&self, part: &str) {
        self.until(&format!("the page says “{part}”"), async || self.text().await.contains(part)).await;
    }

    /// Waits until path and query are these.
    ///
    /// # Panics
    /// When they are not within the time.
    pub async fn is_at(&self, address: &str) {
        self.until(&format!("the address is {address}"), async || self.address().await == address).await;
        self.settled().await;
    }

    /// Path and query of the page.
    ///
    /// # Panics
    /// When the browser does not answer.
    pub async fn address(&self) -> String {
        self.text_of("return location.pathname + location.search").await
    }

    /// The title of the document.
    ///
    /// # Panics
    /// When the browser does not answer.
    pub async fn title(&self) -> String {
        self.text_of("return document.title").await
    }

    /// All text that can be seen.
    ///
    /// # Panics
    /// When the browser does not answer.
    pub async fn text(&self) -> String {
        self.text_of("return document.body.innerText").await
    }

    /// Runs a script in the page; it `return`s its value.
    ///
    /// # Panics
    /// When it throws.
    pub async fn script(&self, script: &str) -> Value {
        self.client.execute(script, Vec::new()).await.unwrap_or_else(|error| panic!("{script}: {error}"))
    }

    async fn text_of(&self, script: &str) -> String {
        self.script(script).await.as_str().unwrap_or_default().to_owned()
    }

    /// Presses a key, whoever has the focus.
    ///
    /// # Panics
    /// When the browser does not answer.
    pub async fn press(&self, key: impl Into<char>) {
        self.chord(&[key.into()]).await;
    }

    /// Holds keys down one after the other, and lets them go the other way round.
    pub(crate) async fn chord(&self, keys: &[char]) {
        let down = keys.iter().map(|key| KeyAction::Down { value: *key });
        let up = keys.iter().rev().map(|key| KeyAction::Up { value: *key });
        self.keys(down.chain(up)).await;
    }

    /// Presses keys and lets them go, all in one message.
    async fn keys(&self, actions: impl Iterator<Item = KeyAction>) {
        let all = actions.fold(KeyActions::new("keyboard".to_owned()), KeyActions::then);
        self.client.perform_actions(all).await.unwrap_or_else(|error| panic!("keys: {error}"));
    }

    /// Types a text, key by key, whoever has the focus.
    ///
    /// # Panics
    /// When the browser does not answer.
    pub async fn types(&self, text: &str) {
        let pressed = |key| [KeyAction::Down { value: key }, KeyAction::Up { value: key }];
        self.keys(text.chars().flat_map(pressed)).await;
    }

    /// Goes back.
    ///
    /// # Panics
    /// When the browser does not answer.
    pub async fn back(&self) {
        self.client.back().await.unwrap_or_else(|error| panic!("back: {error}"));
    }

    /// Goes forward.
    ///
    /// # Panics
    /// When the browser does not answer.
    pub async fn forward(&self) {
        self.client.forward().await.unwrap_or_else(|error| panic!("forward: {error}"));
    }

    /// Loads the page again.
    ///
    /// # Panics
    /// When it does not stand within the time.
    pub async fn reload(&self) {
        self.client.refresh().await.unwrap_or_else(|error| panic!("reload: {error}"));
        self.settled().await;
    }
}
