//! The HTTP face: extractors, handlers, problems and the specification.
