//! The commands, a module each.

pub(crate) mod admin;
pub(crate) mod backup;
pub(crate) mod check;
pub(crate) mod corrections;
pub(crate) mod demo;
pub(crate) mod load;
pub(crate) mod mail;
pub(crate) mod migrate;
pub(crate) mod openapi;
pub(crate) mod restore;
pub(crate) mod serve;
