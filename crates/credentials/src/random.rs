//! The one source of randomness.

use ring::rand::{SecureRandom as _, SystemRandom};

use crate::Error;

/// Random bytes of the system.
///
/// # Errors
///
/// [`Error::Randomness`], which no healthy system answers.
pub(crate) fn bytes<const N: usize>() -> Result<[u8; N], Error> {
    let mut bytes = [0; N];
    SystemRandom::new().fill(&mut bytes).map_err(|_| Error::Randomness)?;
    Ok(bytes)
}
