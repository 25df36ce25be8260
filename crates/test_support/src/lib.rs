//! A running server for tests: own database, fixed clock, the real client.
