//! Charts: drawn from data, never a picture of data.

mod data;
mod draw;
mod figure;
mod save;
mod scale;
mod svg;

pub use data::{ChartData, Series, csv};
pub use draw::{Form, Frame, draw};
pub use figure::{Chart, ChartWords};
pub use scale::{Scale, nice_ticks};

/// How to use it.
pub const README: &str = include_str!("README.md");
