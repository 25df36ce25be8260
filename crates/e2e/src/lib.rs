//! A browser for tests, and journeys that people make in it.
//!
//! Things on the page are found as assistive technology finds them, by the role and the name that the browser itself
//! computes ([`Target`]); a journey that can be written here can be made with a screen reader. Nothing waits for a
//! time, everything for a condition. Each journey has its own server, database and empty browser profile, and fails
//! when the browser's console shows an error or a request leaves the server's origin ([`journey`]). Who puts the mouse away
//! ([`Keyboard`]) cannot click any more, and sees at each stop of the tab key where they are.
//!
//! A journey that cannot go on must stop at once and say where it stood, so everything here panics with its reason.
#![expect(clippy::expect_used, clippy::panic, reason = "a journey that cannot go on must stop at once")]

mod audit;
mod barriers;
mod browser;
mod driver;
mod journey;
mod keyboard;
mod log;
mod network;
mod screen;
mod sight;
mod structure;
mod tabs;
mod target;
mod texts;
mod wire;

pub use browser::Browser;
pub use fantoccini::key::Key;
pub use journey::{journey, journey_of_two, journey_on};
pub use keyboard::Keyboard;
pub use sight::Seen;
pub use target::{
    Target, alert, button, checkbox, choice, content, field, group, heading, link, navigation, option, region, slider,
    switch,
};
pub use texts::Texts;
