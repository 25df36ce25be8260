#![doc = include_str!("../README.md")]

pub mod access;
pub mod api_key;
pub mod common;
mod error;
pub mod password;
mod random;
pub mod recovery;
pub mod refresh;
pub mod secret;
pub mod strength;
mod text;
pub mod totp;

pub use error::Error;
