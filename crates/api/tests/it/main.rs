//! The API through the real client, on whichever engine the surroundings name.

mod cities;
