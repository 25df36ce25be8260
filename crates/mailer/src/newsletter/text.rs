//! The plain part: the same in the same order.

use super::{COLUMNS, LEAVE, MANAGE, NewsletterEntry, NewsletterSection, Page, plain};
use crate::render::own_link;

pub(super) fn write(page: &Page<'_>) -> String {
    let newsletter = page.newsletter;
    let mut blocks = vec![page.site.name.clone()];
    let list = [plain(&newsletter.list)].into_iter().chain(page.number());
    blocks.push(list.collect::<Vec<_>>().join(" · "));
    blocks.push(underlined(&plain(&newsletter.title), '='));
    blocks.extend(paragraphs(&newsletter.intro.text));
    blocks.push(format!("{}:\n{}", page.words.web, page.web));
    blocks.extend(newsletter.sections.iter().flat_map(|one| section(page, one)));
    blocks.push("-- ".to_owned());
    blocks.push(wrapped(&page.why()));
    blocks.push(format!("{}:\n{MANAGE}", page.words.manage));
    blocks.push(format!("{}:\n{LEAVE}", page.words.leave));
    blocks.push(format!("{} {}", page.words.questions, page.site.support));
    blocks.extend(newsletter.imprint.as_deref().map(|imprint| wrapped(&plain(imprint))));
    blocks.retain(|block| !block.trim().is_empty());
    format!("{}\n", blocks.join("\n\n"))
}

fn section(page: &Page<'_>, section: &NewsletterSection) -> Vec<String> {
    let mut blocks = vec![underlined(&plain(&section.title), '-')];
    blocks.extend(paragraphs(&section.intro.text));
    blocks.extend(section.entries.iter().flat_map(|one| entry(page, one)));
    blocks
}

fn entry(page: &Page<'_>, entry: &NewsletterEntry) -> Vec<String> {
    let mut head = wrapped(&format!("* {}", plain(&entry.title)));
    if !entry.facts.is_empty() {
        head = format!("{head}\n{}", wrapped(&plain(&entry.facts)));
    }
    let mut blocks = vec![head];
    blocks.extend(paragraphs(&entry.text.text));
    let link = entry.link.as_deref().and_then(|link| own_link(page.site, link));
    blocks.extend(link.map(|link| format!("{}: {link}", page.words.read)));
    blocks
}

fn underlined(title: &str, line: char) -> String {
    let title = wrapped(title);
    let longest = title.lines().map(|text| text.chars().count()).max().unwrap_or_default();
    format!("{title}\n{}", line.to_string().repeat(longest.min(COLUMNS)))
}

fn paragraphs(text: &str) -> Vec<String> {
    plain(text).lines().map(str::trim).filter(|line| !line.is_empty()).map(wrapped).collect()
}

/// Lines of at most so many characters; a word that is longer, such as a link, has a line of its own.
fn wrapped(text: &str) -> String {
    let (mut lines, mut line, mut length) = (Vec::new(), String::new(), 0);
    for word in text.split_whitespace() {
        let size = word.chars().count();
        if length > 0 && length + 1 + size > COLUMNS {
            lines.push(std::mem::take(&mut line));
            length = 0;
        }
        if length > 0 {
            line.push(' ');
            length += 1;
        }
        line.push_str(word);
        length += size;
    }
    lines.push(line);
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::wrapped;

    #[test]
    fn lines_are_short_but_for_what_cannot_be_cut() {
        let text = "word ".repeat(40) + &"x".repeat(100);
        let lines: Vec<String> = wrapped(&text).lines().map(str::to_owned).collect();
        assert!(lines.iter().take(lines.len() - 1).all(|line| line.chars().count() <= 72), "{lines:?}");
        assert_eq!(lines.last().unwrap().len(), 100);
    }
}
