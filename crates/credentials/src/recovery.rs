//! Recovery codes: what opens an account when the authenticator app is lost. Each opens once.

use std::fmt;

use crate::{Error, random, secret};

/// Bytes of randomness in a code.
const BYTES: usize = 15;
/// Characters of a code, five bits each.
const CHARS: usize = 24;
/// Characters between two dashes.
const GROUP: usize = 4;
/// More than anybody types for a code.
const MAX_TYPED: usize = 128;
/// Base 32 of Douglas Crockford (2002): no I, L, O, which are read as digits, and no U.
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// A recovery code of 120 bits.
///
/// OWASP ASVS 5.0 V6.5.2 and NIST SP 800-63B (2017) section 5.1.2.2 let codes of 112 bits and more be kept as a plain
/// digest; shorter ones would each need a password hash, and ten of them a second for every try.
#[derive(Clone, PartialEq, Eq)]
pub struct Code([u8; CHARS]);

impl Code {
    /// Reads a code as somebody has typed it: in whatever case, with or without dashes and spaces, `O` for zero, `I` and
    /// `L` for one. `None` if it is none.
    pub fn parse(typed: &str) -> Option<Self> {
        if typed.len() > MAX_TYPED {
            return None;
        }
        let meant = |character: char| match character.to_ascii_uppercase() {
            'O' => '0',
            'I' | 'L' => '1',
            other => other,
        };
        let written = typed.chars().filter(|character| *character != '-' && !character.is_whitespace());
        let symbol = |character| ALPHABET.iter().copied().find(|symbol| char::from(*symbol) == meant(character));
        let symbols: Vec<u8> = written.map(symbol).collect::<Option<_>>()?;
        symbols.try_into().ok().map(Self)
    }

    /// The code as it is shown, `7K3M-Q9XD-…`: six groups of four.
    pub fn text(&self) -> String {
        let groups: Vec<String> =
            self.0.chunks(GROUP).map(|group| group.iter().copied().map(char::from).collect()).collect();
        groups.join("-")
    }

    /// What to keep of it, and to find it by: [`secret::digest`] of its characters without dashes.
    pub fn digest(&self) -> String {
        let bare: String = self.0.iter().copied().map(char::from).collect();
        secret::digest(&bare)
    }
}

impl fmt::Debug for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Code(…)")
    }
}

/// Makes so many codes. They replace all older ones of the account.
///
/// # Errors
///
/// [`Error::Randomness`].
pub fn generate(count: usize) -> Result<Vec<Code>, Error> {
    (0..count).map(|_| random::bytes().map(|bytes| encode(&bytes))).collect()
}

/// Five bits a character, the first bits first.
fn encode(bytes: &[u8; BYTES]) -> Code {
    let bit = |at: usize| bytes[at / 8] >> (7 - at % 8) & 1;
    let symbol = |place: usize| {
        let value = (5 * place..5 * place + 5).fold(0, |value, at| 2 * value + bit(at));
        ALPHABET[usize::from(value)]
    };
    Code(std::array::from_fn(symbol))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    const BYTES_OF_CODE: [u8; BYTES] =
        [0x00, 0x44, 0x32, 0x14, 0xc7, 0x42, 0x54, 0xb6, 0x35, 0xcf, 0x84, 0x65, 0x3a, 0x56, 0xd7];
    const CODE: &str = "0123-4567-89AB-CDEF-GHJK-MNPQ";

    #[test]
    fn codes_are_base_32_by_crockford() {
        assert_eq!(encode(&BYTES_OF_CODE).text(), CODE);
        assert_eq!(encode(&[0xff; BYTES]).text(), "ZZZZ-ZZZZ-ZZZZ-ZZZZ-ZZZZ-ZZZZ");
    }

    #[test]
    fn a_code_is_read_as_people_type_it() {
        let code = encode(&BYTES_OF_CODE);
        for typed in [
            CODE,
            "0123456789abcdefghjkmnpq",
            " o123 4567 89ab cdef ghjk mnpq\n",
            "OI23-4567-89AB-CDEF-GHJK-MNPQ",
            "ol23-4567-89AB-CDEF-GHJK-MNPQ",
            "--0123--4567--89AB--CDEF--GHJK--MNPQ--",
        ] {
            assert_eq!(Code::parse(typed), Some(code.clone()), "{typed:?}");
        }
    }

    #[test]
    fn anything_else_is_no_code() {
        let padded = |length: usize| format!("{CODE}{}", "-".repeat(length - CODE.len()));
        assert!(Code::parse(&padded(128)).is_some());
        let long = padded(129);
        for typed in [
            "",
            "-",
            &CODE[1..],
            &format!("{CODE}0"),
            &CODE.replace('Q', "U"),
            &CODE.replace('Q', "é"),
            &CODE.replace('-', "_"),
            &long,
        ] {
            assert_eq!(Code::parse(typed), None, "{typed:?}");
        }
    }

    #[test]
    fn codes_differ_and_come_back() {
        let codes = generate(200).unwrap();
        assert_eq!(codes.iter().map(Code::text).collect::<BTreeSet<_>>().len(), 200);
        assert_eq!(codes.iter().map(Code::digest).collect::<BTreeSet<_>>().len(), 200);
        assert!(codes.iter().all(|code| Code::parse(&code.text()).as_ref() == Some(code)));
        // Every place takes many characters: 200 codes miss less than half of 32 with all certainty.
        let at = |place: usize| codes.iter().map(|code| code.0[place]).collect::<BTreeSet<_>>().len();
        assert!((0..CHARS).all(|place| at(place) > 16));
        assert_eq!(generate(0).unwrap(), []);
    }

    #[test]
    fn the_digest_is_of_the_bare_code() {
        assert_eq!(encode(&BYTES_OF_CODE).digest(), secret::digest("0123456789ABCDEFGHJKMNPQ"));
    }

    #[test]
    fn debug_output_holds_no_code() {
        assert_eq!(format!("{:?}", encode(&BYTES_OF_CODE)), "Code(…)");
    }
}
