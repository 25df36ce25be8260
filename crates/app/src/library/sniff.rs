//! What a file is, by what is in it: neither its name nor the word of its sender is taken for that.
//!
//! Nothing is unpacked. Of documents in archives the list of their parts is read, so that one with programs in it is
//! told from one without.

use domain::library::FileType;

/// The record of a part in the list at the end of an archive (APPNOTE 4.3.12).
const ENTRY: &[u8] = b"PK\x01\x02";
/// The record at the end of an archive (APPNOTE 4.3.16).
const END: &[u8] = b"PK\x05\x06";
/// Longest record at the end: its 22 bytes and the longest remark.
const LONGEST_END: usize = 22 + 65_535;
/// Where the first part of an OpenDocument says what it is: `mimetype` behind a head of 30 bytes, not packed
/// (OpenDocument 1.3, part 2, 3.3).
const ODT: &[u8] = b"mimetypeapplication/vnd.oasis.opendocument.textPK";

/// What a file is; `None` where it is nothing that the library takes.
pub(super) fn file_type(bytes: &[u8]) -> Option<FileType> {
    match bytes {
        [b'%', b'P', b'D', b'F', b'-', ..] => Some(FileType::Pdf),
        [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1a, b'\n', ..] => Some(FileType::Png),
        [0xff, 0xd8, 0xff, ..] => Some(FileType::Jpeg),
        [b'P', b'K', 3, 4, ..] => archived(bytes),
        _ => is_table(bytes).then_some(FileType::Csv),
    }
}

/// A document in an archive, without programs.
fn archived(bytes: &[u8]) -> Option<FileType> {
    let parts: Vec<String> = parts(bytes)?.into_iter().map(str::to_ascii_lowercase).collect();
    let runs = |part: &str| {
        part.ends_with("vbaproject.bin")
            || part.contains("activex/")
            || part.starts_with("basic/")
            || part.starts_with("scripts/")
    };
    if parts.iter().any(|part| runs(part)) {
        return None;
    }
    let has = |start: &str| parts.iter().any(|part| part.starts_with(start) && part.ends_with(".xml"));
    if bytes.get(30..).is_some_and(|first| first.starts_with(ODT)) {
        return has("content").then_some(FileType::Odt);
    }
    if !parts.iter().any(|part| part == "[content_types].xml") {
        return None;
    }
    match (has("word/document"), has("xl/workbook")) {
        (true, false) => Some(FileType::Docx),
        (false, true) => Some(FileType::Xlsx),
        _ => None,
    }
}

/// The names of the parts of an archive, from the list at its end; `None` where that cannot be read.
fn parts(bytes: &[u8]) -> Option<Vec<&str>> {
    let tail = bytes.get(bytes.len().saturating_sub(LONGEST_END)..)?;
    let end = tail.windows(END.len()).rposition(|window| window == END)?;
    let end = tail.get(end..)?;
    let (count, begin) = (number(end, 10)?, usize::try_from(long(end, 16)?).ok()?);
    let mut rest = bytes.get(begin..)?;
    let mut names = Vec::new();
    for _ in 0..count {
        if !rest.starts_with(ENTRY) {
            return None;
        }
        let (name, more, remark) = (number(rest, 28)?, number(rest, 30)?, number(rest, 32)?);
        names.push(std::str::from_utf8(rest.get(46..46 + name)?).ok()?);
        rest = rest.get(46 + name + more + remark..)?;
    }
    Some(names)
}

/// A number of two bytes.
fn number(bytes: &[u8], at: usize) -> Option<usize> {
    let [low, high]: [u8; 2] = bytes.get(at..at + 2)?.try_into().ok()?;
    Some(usize::from(u16::from_le_bytes([low, high])))
}

/// A number of four bytes.
fn long(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?))
}

/// Whether bytes are a table as text: UTF-8 on lines, with something between the columns, and no page of the web.
fn is_table(bytes: &[u8]) -> bool {
    let Ok(text) = std::str::from_utf8(bytes) else { return false };
    let text = text.trim_start_matches('\u{feff}').trim_start();
    let odd = |c: char| c.is_control() && !matches!(c, '\t' | '\r' | '\n');
    let first = text.lines().next().unwrap_or_default();
    !text.starts_with('<') && first.contains([',', ';', '\t']) && !text.chars().any(odd)
}

#[cfg(test)]
mod tests {
    use super::{FileType, file_type};

    /// An archive whose parts are these, each with what stands in it, nothing of it packed.
    fn archive(parts: &[(&str, &str)]) -> Vec<u8> {
        let (mut bytes, mut list) = (Vec::new(), Vec::new());
        let two = |length: usize| u16::try_from(length).unwrap().to_le_bytes();
        let four = |length: usize| u32::try_from(length).unwrap().to_le_bytes();
        for (name, text) in parts {
            let at = four(bytes.len());
            // Version, flags, not packed, moment, sum; sizes; lengths of the name and of what may stand behind it.
            let head =
                [[20_u8, 0].as_slice(), &[0; 12], &four(text.len()), &four(text.len()), &two(name.len()), &[0, 0]]
                    .concat();
            bytes.extend([b"PK\x03\x04".as_slice(), &head, name.as_bytes(), text.as_bytes()].concat());
            let entry = [b"PK\x01\x02".as_slice(), &[20, 0], &head, &[0; 10], &at, name.as_bytes()].concat();
            list.extend(entry);
        }
        let count = two(parts.len());
        let end = [b"PK\x05\x06".as_slice(), &[0; 4], &count, &count, &four(list.len()), &four(bytes.len()), &[0, 0]];
        [bytes, list, end.concat()].concat()
    }

    #[test]
    fn documents_by_table() {
        let types = ("[Content_Types].xml", "<Types/>");
        let odt = ("mimetype", "application/vnd.oasis.opendocument.text");
        for (parts, expected) in [
            (vec![types, ("word/document.xml", "<d/>")], Some(FileType::Docx)),
            (vec![types, ("xl/workbook.xml", "<w/>")], Some(FileType::Xlsx)),
            (vec![odt, ("content.xml", "<c/>")], Some(FileType::Odt)),
            (vec![types, ("word/document.xml", "<d/>"), ("word/vbaProject.bin", "x")], None),
            (vec![types, ("xl/workbook.xml", "<w/>"), ("xl/activeX/activeX1.xml", "x")], None),
            (vec![odt, ("content.xml", "<c/>"), ("Basic/Standard/Module1.xml", "x")], None),
            (vec![("content.xml", "<c/>"), odt], None),
            (vec![("mimetype", "application/epub+zip"), ("content.xml", "<c/>")], None),
            (vec![types, ("ppt/presentation.xml", "<p/>")], None),
            (vec![("word/document.xml", "<d/>")], None),
            (vec![("a.txt", "a,b")], None),
        ] {
            assert_eq!(file_type(&archive(&parts)), expected, "{parts:?}");
        }
    }

    #[test]
    fn files_by_table() {
        let bytes: [(&[u8], Option<FileType>); 14] = [
            (b"%PDF-1.7\n", Some(FileType::Pdf)),
            (b"\x89PNG\r\n\x1a\nIHDR", Some(FileType::Png)),
            (b"\xff\xd8\xff\xe0", Some(FileType::Jpeg)),
            (b"city,year\r\nOne,2020\r\n", Some(FileType::Csv)),
            (b"\xef\xbb\xbfcity;year\n", Some(FileType::Csv)),
            (b"", None),
            (b"no table", None),
            (b"<html>,", None),
            (b" \n<svg onload=\"a,b\">", None),
            (b"MZ\x00\x03,", None),
            (b"\x7fELF,", None),
            (b"caf\xe9,1", None),
            (b"PK\x03\x04", None),
            (b"PK\x03\x04PK\x05\x06\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff", None),
        ];
        for (bytes, expected) in bytes {
            assert_eq!(file_type(bytes), expected, "{:?}", String::from_utf8_lossy(bytes));
        }
    }

    #[test]
    fn an_archive_that_is_cut_off_is_nothing() {
        let whole = archive(&[("[Content_Types].xml", "<Types/>"), ("word/document.xml", "<d/>")]);
        assert_eq!(file_type(&whole), Some(FileType::Docx));
        for length in 0..whole.len() - 22 {
            assert_eq!(file_type(&whole[..length]), None, "{length}");
        }
    }
}
