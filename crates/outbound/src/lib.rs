#![doc = include_str!("../README.md")]

pub mod address;
mod check;
mod error;
mod guard;
mod network;
mod request;
mod settings;
mod state;
mod tls;

pub use check::{Checked, Outbound};
pub use error::{Error, Failure, Refusal};
pub use network::{Network, System};
pub use settings::{Ports, Settings, SettingsError};
pub use state::{LinkState, classify};
