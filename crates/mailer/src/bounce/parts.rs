//! The parts of a message, with as little trust as possible.
//!
//! `mail-parser` reads headers and encodings. It is not given a whole message: a mail within a mail within a mail
//! becomes a value within a value within a value, and a megabyte of them is deeper than the stack when it goes away
//! again. A report has its parts side by side, and lines that part them are easy to find.

use mail_parser::decoders::{base64::base64_decode, quoted_printable::quoted_printable_decode};
use mail_parser::{ContentType, HeaderName, Message, MessageParser, MimeHeaders as _};
use std::borrow::Cow;

/// Longest head, in bytes. Parameters of a content type take time by the square of their number.
const MAX_HEAD: usize = 64 * 1024;
/// Most parts; a report has three.
const MAX_PARTS: usize = 8;
/// Most blocks of fields: a report about a hundred recipients.
const MAX_BLOCKS: usize = 101;

/// The headers of a message or of a part. All but a few stay the texts that they are.
pub(super) fn headers(message: &[u8]) -> Option<Message<'_>> {
    let (head, _) = halves(message);
    let parser = MessageParser::new()
        .header_content_type(HeaderName::ContentType)
        .header_date(HeaderName::Date)
        .header_id(HeaderName::MessageId);
    if head.len() > MAX_HEAD { None } else { parser.parse_headers(head) }
}

/// What stands before the first empty line, and what behind it.
pub(super) fn halves(message: &[u8]) -> (&[u8], &[u8]) {
    let mut at = 0;
    for line in lines(message) {
        if matches!(line, b"\n" | b"\r\n") {
            return (&message[..at], &message[at + line.len()..]);
        }
        at += line.len();
    }
    (message, &[])
}

fn lines(text: &[u8]) -> impl Iterator<Item = &[u8]> {
    text.split_inclusive(|byte| *byte == b'\n')
}

/// The parts between the lines that part them (RFC 2046, Freed and Borenstein 1996, section 5.1.1). The last may be cut
/// off.
pub(super) fn split<'a>(body: &'a [u8], boundary: &str) -> Vec<&'a [u8]> {
    let (mut parts, mut start, mut at) = (Vec::new(), None, 0);
    for line in lines(body) {
        let end = at;
        at += line.len();
        let after = line.strip_prefix(b"--").and_then(|line| line.strip_prefix(boundary.as_bytes()));
        let after = after.map(<[u8]>::trim_ascii_end);
        if !matches!(after, Some(b"" | b"--")) {
            continue;
        }
        parts.extend(start.map(|start| &body[start..end]));
        start = if after == Some(b"") { Some(at) } else { None };
        if start.is_none() || parts.len() == MAX_PARTS {
            return parts;
        }
    }
    parts.extend(start.map(|start| &body[start..]));
    parts
}

/// One part.
pub(super) struct Part<'a> {
    /// Its type, in lower case: `message/delivery-status`.
    pub(super) media: String,
    /// Its content, decoded.
    pub(super) content: Cow<'a, [u8]>,
}

impl<'a> Part<'a> {
    /// A part that says of what type it is.
    pub(super) fn open(bytes: &'a [u8]) -> Option<Self> {
        let (_, body) = halves(bytes);
        let head = headers(bytes)?;
        let encoding = head.content_transfer_encoding().unwrap_or_default().trim().to_ascii_lowercase();
        let content = match encoding.as_str() {
            "base64" => base64_decode(body)?.into(),
            "quoted-printable" => quoted_printable_decode(body)?.into(),
            _ => body.into(),
        };
        Some(Self { media: media(head.content_type()?)?, content })
    }
}

/// A type in one word, in lower case.
pub(super) fn media(media: &ContentType<'_>) -> Option<String> {
    Some(format!("{}/{}", media.ctype(), media.subtype()?).to_ascii_lowercase())
}

/// A block of fields such as `Action: failed`.
pub(super) struct Fields(Vec<(String, String)>);

impl Fields {
    fn read(block: &[u8]) -> Option<Self> {
        let head = headers(block)?;
        let field = |header: &mail_parser::Header<'_>| {
            let words: Vec<&str> = header.value().as_text()?.split_whitespace().collect();
            Some((header.name().to_ascii_lowercase(), words.join(" ")))
        };
        Some(Self(head.headers().iter().filter_map(field).collect()))
    }

    /// The first of that name, which is in lower case.
    pub(super) fn get(&self, name: &'static str) -> Option<&str> {
        self.all(name).next()
    }

    /// All of that name.
    pub(super) fn all(&self, name: &'static str) -> impl Iterator<Item = &str> {
        self.0.iter().filter(move |(key, _)| key == name).map(|(_, value)| value.as_str())
    }
}

/// The blocks of fields that empty lines part; none if there are too many.
pub(super) fn blocks(content: &[u8]) -> Vec<Fields> {
    let lines: Vec<&[u8]> = lines(content).collect();
    let blocks: Vec<_> = lines
        .split(|line| line.trim_ascii().is_empty())
        .filter(|block| !block.is_empty())
        .take(MAX_BLOCKS + 1)
        .collect();
    if blocks.len() > MAX_BLOCKS {
        return Vec::new();
    }
    let read = |block: &[&[u8]]| {
        let mut block = block.concat();
        // The last line may lack its end, and without one a header does not count.
        block.push(b'\n');
        Fields::read(&block)
    };
    blocks.into_iter().filter_map(read).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_stand_between_their_lines() {
        let body = b"preamble\r\n--x\r\none\r\n--xy\r\n--x \t\r\ntwo\r\n--x--\r\n--x\r\nepilogue";
        assert_eq!(split(body, "x"), [b"one\r\n--xy\r\n".as_slice(), b"two\r\n"]);
        assert_eq!(split(b"--x\none\n--x\ntw", "x"), [b"one\n".as_slice(), b"tw"]);
        assert!(split(b"--y\none\n", "x").is_empty() && split(b"", "x").is_empty());
        assert_eq!(split(&b"--x\n".repeat(1_000), "x").len(), MAX_PARTS);
    }

    #[test]
    fn a_head_ends_with_the_first_empty_line() {
        assert_eq!(halves(b"A: b\r\n\r\nc\n\nd"), (b"A: b\r\n".as_slice(), b"c\n\nd".as_slice()));
        assert_eq!(halves(b"\nc"), (b"".as_slice(), b"c".as_slice()));
        assert_eq!(halves(b"A: b"), (b"A: b".as_slice(), b"".as_slice()));
        assert!(headers(&[b"A: b\n".repeat(20_000), b"\n".to_vec()].concat()).is_none());
    }

    #[test]
    fn fields_are_found_by_name_and_unfolded() {
        let content = b"Reporting-MTA: dns; example.net\r\n\r\n \r\nACTION : failed\r\nDiagnostic-Code: smtp;\r\n  550 no\r\n such";
        let blocks = blocks(content);
        assert_eq!(blocks.len(), 2);
        assert_eq!((blocks[1].get("action"), blocks[0].get("action")), (Some("failed"), None));
        assert_eq!(blocks[1].get("diagnostic-code"), Some("smtp; 550 no such"));
        assert!(super::blocks(&b"Action: failed\n\n".repeat(MAX_BLOCKS + 1)).is_empty());
    }

    #[test]
    fn a_part_is_decoded() {
        let plain = Part::open(b"Content-Type: Message/Delivery-Status\n\nA: b\n").unwrap();
        assert_eq!((plain.media.as_str(), plain.content.as_ref()), ("message/delivery-status", b"A: b\n".as_slice()));
        let words =
            Part::open(b"Content-Type: text/x\nContent-Transfer-Encoding: Quoted-Printable\n\nA=3A b=\n c\n").unwrap();
        assert_eq!(words.content.as_ref(), b"A: b c\n");
        let binary = Part::open(b"Content-Type: text/x\nContent-Transfer-Encoding: base64\n\nQTog\nYg==\n").unwrap();
        assert_eq!(binary.content.as_ref(), b"A: b");
        assert!(Part::open(b"\nno type").is_none());
    }
}
