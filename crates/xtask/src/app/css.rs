//! Makes stylesheets smaller without knowing what they mean: comments go, and white space where it separates nothing.

/// Characters after which white space says nothing.
const OPENS: [char; 5] = ['{', '}', ';', ',', ':'];
/// Characters before which white space says nothing. Not `:`, since `a :hover` is not `a:hover`.
const CLOSES: [char; 4] = ['{', '}', ';', ','];

/// The stylesheet without comments and needless white space. Strings and unquoted `url(…)` stay as they are.
pub(super) fn strip(source: &str) -> String {
    let mut output = String::with_capacity(source.len());
    let mut rest = source;
    let mut space = false;
    while let Some(next) = rest.chars().next() {
        if let Some(comment) = rest.strip_prefix("/*") {
            rest = comment.split_once("*/").map_or("", |(_, after)| after);
            space |= separates(&output, rest);
            continue;
        }
        if next.is_whitespace() {
            rest = rest.trim_start();
            space = true;
            continue;
        }
        let token = verbatim(rest);
        write_token(&mut output, token, space);
        space = false;
        rest = &rest[token.len()..];
    }
    output
}

fn write_token(output: &mut String, token: &str, space: bool) {
    if token == "}" && output.ends_with(';') {
        output.pop();
    }
    let before = output.chars().next_back();
    let needless = before.is_none_or(|last| OPENS.contains(&last)) || token.starts_with(CLOSES);
    if space && !needless {
        output.push(' ');
    }
    output.push_str(token);
}

/// What must be copied as it is, from the start of `rest`: a string, an unquoted address, an escape, or one character.
fn verbatim(rest: &str) -> &str {
    let length = match rest.as_bytes() {
        [quote @ (b'"' | b'\''), ..] => string_length(rest, char::from(*quote)),
        [b'\\', ..] => 1 + rest[1..].chars().next().map_or(0, char::len_utf8),
        _ if rest.starts_with("url(") && !rest[4..].trim_start().starts_with(['"', '\'']) => {
            rest.find(')').map_or(rest.len(), |end| end + 1)
        }
        _ => rest.chars().next().map_or(0, char::len_utf8),
    };
    &rest[..length]
}

fn string_length(rest: &str, quote: char) -> usize {
    let mut escaped = false;
    for (at, character) in rest.char_indices().skip(1) {
        match character {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            _ if character == quote => return at + 1,
            _ => {}
        }
    }
    rest.len()
}

/// Whether a comment was all that kept two words apart.
fn separates(before: &str, after: &str) -> bool {
    let word = |character: char| character.is_alphanumeric() || matches!(character, '-' | '_' | '%' | '#' | '.');
    before.chars().next_back().is_some_and(word) && after.chars().next().is_some_and(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn needless_white_space_and_comments_go() {
        assert_eq!(
            strip("/* a */\na ,\n b  {\n  color : red;\n  margin: 0 auto;\n}\n"),
            "a,b{color :red;margin:0 auto}"
        );
        assert_eq!(strip("@media (min-width: 40rem) { a { b: c } }"), "@media (min-width:40rem){a{b:c}}");
    }

    #[test]
    fn white_space_that_separates_stays() {
        assert_eq!(strip("a :hover{}"), "a :hover{}");
        assert_eq!(strip("a { width: calc(1px + 2px) }"), "a{width:calc(1px + 2px)}");
        assert_eq!(strip("a{margin:0/* x */auto}"), "a{margin:0 auto}");
        assert_eq!(strip(".a /* x */ .b{}"), ".a .b{}");
    }

    #[test]
    fn strings_addresses_and_escapes_stay() {
        assert_eq!(strip("a::before { content: \"/* ; }  \\\" \" }"), "a::before{content:\"/* ; }  \\\" \"}");
        assert_eq!(strip("a { b: url(data:image/svg+xml;x,/*) }"), "a{b:url(data:image/svg+xml;x,/*)}");
        assert_eq!(strip(".w\\:1 { b: c }"), ".w\\:1{b:c}");
        assert_eq!(strip("a{content:'é  ü'}"), "a{content:'é  ü'}");
    }

    #[test]
    fn an_open_end_is_no_panic() {
        assert_eq!(strip("a{} /* never closed"), "a{}");
        assert_eq!(strip("a{content:\"open"), "a{content:\"open");
        assert_eq!(strip("\\"), "\\");
    }
}
