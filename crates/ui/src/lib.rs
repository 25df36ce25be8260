//! The design system of the app: tokens and components.
//!
//! A component is a folder: its code, its style and its README, which tells when to use it, what it is made of, how the
//! keyboard works and what its properties mean. Components know no API and no language: every word that is read or
//! heard is a property. Their styles stand behind the app's own in its one sheet. Native
//! elements come first: scripts do what those cannot.

#![expect(clippy::needless_pass_by_value, reason = "components take their properties by value")]
#![expect(unreachable_pub, reason = "the component macro makes properties public, whoever may see the component")]

mod choice;
mod dom;
mod icon;
mod tone;
mod value;

pub mod avatar;
pub mod badge;
pub mod banner;
pub mod breadcrumb;
pub mod button;
pub mod charts;
pub mod checkbox;
pub mod combobox;
pub mod date_time;
pub mod dialog;
pub mod drawer;
pub mod empty;
pub mod failed;
pub mod field;
pub mod file_drop;
pub mod link;
pub mod map;
pub mod menu;
pub mod pagination;
pub mod palette;
pub mod password;
pub mod popover;
pub mod progress;
pub mod radio;
pub mod select;
pub mod skeleton;
pub mod slider;
pub mod stepper;
pub mod switch;
pub mod table;
pub mod tabs;
pub mod tag;
pub mod text;
pub mod textarea;
pub mod toast;
pub mod tooltip;

pub use avatar::Avatar;
pub use badge::Badge;
pub use banner::Banner;
pub use breadcrumb::Breadcrumb;
pub use button::{Button, Rank};
pub use checkbox::{Checkbox, CheckboxGroup};
pub use choice::Choice;
pub use combobox::{Combobox, ComboboxWords, Source, fitting};
pub use date_time::{DateTime, DateTimeWords};
pub use dialog::Dialog;
pub use drawer::Drawer;
pub use empty::Empty;
pub use failed::Failed;
pub use field::{Field, FieldSet, Framed};
pub use file_drop::{FileDrop, FileDropWords};
pub use link::Link;
pub use menu::{Menu, MenuItem};
pub use pagination::{PreviousNext, ShowMore};
pub use palette::{CommandPalette, PaletteLine, PaletteState, PaletteWords};
pub use password::{PasswordInput, PasswordWords};
pub use popover::Popover;
pub use progress::Progress;
pub use radio::RadioGroup;
pub use select::Select;
pub use skeleton::Skeleton;
pub use slider::Slider;
pub use stepper::{Stage, Step, Stepper};
pub use switch::Switch;
pub use table::{Cell, Column, Row, Sort, Table};
pub use tabs::{Tab, Tabs};
pub use tag::Tag;
pub use text::TextInput;
pub use textarea::{Preview, TextArea};
pub use toast::{Toaster, Toasts};
pub use tone::Tone;
pub use tooltip::{Toggletip, Tooltip};
pub use value::Value;
