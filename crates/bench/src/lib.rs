//! Floors and work: how close the product comes to what the machine allows.
