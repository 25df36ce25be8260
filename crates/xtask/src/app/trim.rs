//! Taking out of the products what a browser does not need: names for debuggers, indentation, comments.

use anyhow::{Context as _, Result, bail};

/// What every wasm module begins with: its magic number and version 1.
const WASM_HEADER: [u8; 8] = [0, b'a', b's', b'm', 1, 0, 0, 0];
/// Sections that only tools read.
const TOOL_SECTIONS: [&[u8]; 2] = [b"name", b"producers"];

/// A wasm module without its names and the list of its makers. Half of a split chunk is names.
pub(super) fn wasm(module: &[u8]) -> Result<Vec<u8>> {
    let Some(mut rest) = module.strip_prefix(&WASM_HEADER) else { bail!("not a wasm module of version 1") };
    let mut kept = WASM_HEADER.to_vec();
    while let Some((id, after_id)) = rest.split_first() {
        let (size, content) = leb(after_id).context("a section without a size")?;
        let Some((section, next)) = content.split_at_checked(size) else { bail!("a section is cut off") };
        if *id != 0 || !is_for_tools(section) {
            kept.extend_from_slice(&rest[..rest.len() - next.len()]);
        }
        rest = next;
    }
    Ok(kept)
}

/// Whether the content of a custom section begins with the name of one that only tools read.
fn is_for_tools(section: &[u8]) -> bool {
    let Some((length, text)) = leb(section) else { return false };
    text.get(..length).is_some_and(|name| TOOL_SECTIONS.contains(&name))
}

/// An unsigned number in LEB128 and what follows it.
fn leb(bytes: &[u8]) -> Option<(usize, &[u8])> {
    let mut value = 0_usize;
    for (place, byte) in bytes.iter().enumerate().take(5) {
        value |= usize::from(byte & 0x7f) << (7 * place);
        if byte & 0x80 == 0 {
            return Some((value, &bytes[place + 1..]));
        }
    }
    None
}

/// JavaScript as it was generated, without indentation and without lines that are nothing but comment. A file
/// whose text could hang on its line starts (a template literal over several lines) stays as it is.
pub(super) fn script(text: &str) -> String {
    if text.lines().any(|line| line.matches('`').count() % 2 == 1) {
        return text.to_owned();
    }
    let mut kept = String::with_capacity(text.len());
    let mut in_comment = false;
    for line in text.lines().map(str::trim) {
        in_comment = in_comment || line.starts_with("/*");
        if !in_comment && !line.is_empty() && !line.starts_with("//") {
            kept.push_str(line);
            kept.push('\n');
        }
        in_comment = in_comment && !line.ends_with("*/");
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::{WASM_HEADER, script, wasm};

    fn module(sections: &[(u8, &[u8])]) -> Vec<u8> {
        let mut module = WASM_HEADER.to_vec();
        for (id, content) in sections {
            module.push(*id);
            module.push(u8::try_from(content.len()).unwrap());
            module.extend_from_slice(content);
        }
        module
    }

    #[test]
    fn names_go_and_everything_else_stays() {
        let full =
            module(&[(1, b"types"), (0, b"\x04namexyz"), (0, b"\x05other1"), (10, b"code"), (0, b"\x09producersx")]);
        assert_eq!(wasm(&full).unwrap(), module(&[(1, b"types"), (0, b"\x05other1"), (10, b"code")]));
    }

    #[test]
    fn what_is_no_module_is_refused() {
        assert!(wasm(b"no wasm").is_err());
        let mut cut = module(&[(1, b"types")]);
        cut.pop();
        assert!(wasm(&cut).is_err());
    }

    #[test]
    fn scripts_lose_indentation_and_comments_only() {
        let text = "/**\n * What it does.\n */\nfunction f() {\n    // a remark\n    return \"// kept\";\n\n}\n";
        assert_eq!(script(text), "function f() {\nreturn \"// kept\";\n}\n");
        let literal = "const x = `a\n   b`;\n";
        assert_eq!(script(literal), literal);
    }
}
