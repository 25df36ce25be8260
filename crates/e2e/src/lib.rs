//! Journeys of people through the app in a real browser.
