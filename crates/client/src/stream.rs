//! Server-sent events, read as the WHATWG HTML standard defines them (section 9.2.6).

use crate::Error;
use domain::live::Change;
use futures_util::{Stream, StreamExt as _, stream};
use std::collections::VecDeque;

/// One event of the stream of changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StreamEvent {
    /// Something changed.
    Change {
        /// Give this as `last_event_id` to go on after it.
        id: String,
        /// What changed.
        change: Change,
    },
    /// What was missed is too old to be told: read the things again, then go on from `id`.
    Reset {
        /// Where the stream goes on; `None` when the server names no place.
        id: Option<String>,
    },
}

/// The largest event that is collected, in bytes; a server that sends more is not ours.
const MAX_EVENT: usize = 1 << 20;

/// One event as it came, before its meaning is known.
#[derive(Debug, Default, PartialEq, Eq)]
struct RawEvent {
    name: String,
    data: String,
    id: Option<String>,
}

/// Turns bytes, cut anywhere, into events.
#[derive(Debug, Default)]
struct Parser {
    line: Vec<u8>,
    after_carriage_return: bool,
    begun: bool,
    has_data: bool,
    event: RawEvent,
    last_id: Option<String>,
}

impl Parser {
    /// Reads the next bytes and returns the events that they complete.
    ///
    /// # Errors
    /// When an event grows beyond [`MAX_EVENT`].
    fn feed(&mut self, bytes: &[u8]) -> Result<Vec<RawEvent>, Error> {
        let mut complete = Vec::new();
        for &byte in bytes {
            let continues_line_end = self.after_carriage_return && byte == b'\n';
            self.after_carriage_return = byte == b'\r';
            match byte {
                b'\n' if continues_line_end => {}
                b'\n' | b'\r' => complete.extend(self.end_line()),
                _ => self.line.push(byte),
            }
            if self.line.len() + self.event.data.len() > MAX_EVENT {
                return Err(Error::Unreadable { status: 200, reason: "an event is too large".to_owned() });
            }
        }
        Ok(complete)
    }

    fn end_line(&mut self) -> Option<RawEvent> {
        let bytes = std::mem::take(&mut self.line);
        let line = String::from_utf8_lossy(&bytes);
        // A byte order mark may stand before the first line, and nowhere else.
        let line = if self.begun { &*line } else { line.trim_start_matches('\u{feff}') };
        self.begun = true;
        if line.is_empty() {
            return self.dispatch();
        }
        let (field, value) = line.split_once(':').unwrap_or((line, ""));
        let value = value.strip_prefix(' ').unwrap_or(value);
        match field {
            "event" => value.clone_into(&mut self.event.name),
            "data" => self.add_data(value),
            "id" if !value.contains('\0') => self.last_id = Some(value.to_owned()).filter(|id| !id.is_empty()),
            // Comments have an empty field name; `retry` and unknown fields say nothing to us.
            _ => {}
        }
        None
    }

    fn add_data(&mut self, value: &str) {
        if self.has_data {
            self.event.data.push('\n');
        }
        self.has_data = true;
        self.event.data.push_str(value);
    }

    fn dispatch(&mut self) -> Option<RawEvent> {
        let mut event = std::mem::take(&mut self.event);
        event.id.clone_from(&self.last_id);
        std::mem::take(&mut self.has_data).then_some(event)
    }
}

/// What a raw event means; `None` for kinds that this client does not know yet.
fn read(event: RawEvent) -> Option<Result<StreamEvent, Error>> {
    match event.name.as_str() {
        "change" => Some(match serde_json::from_str::<Change>(&event.data) {
            Ok(change) => Ok(StreamEvent::Change { id: event.id.unwrap_or_else(|| change.cursor.clone()), change }),
            Err(error) => Err(Error::Unreadable { status: 200, reason: error.to_string() }),
        }),
        "reset" => Some(Ok(StreamEvent::Reset { id: event.id })),
        _ => None,
    }
}

/// The events in a stream of bytes. Ends with the bytes, or after the first error.
pub(crate) fn events<B: AsRef<[u8]>>(
    bytes: impl Stream<Item = Result<B, crate::http::Error>>,
) -> impl Stream<Item = Result<StreamEvent, Error>> {
    struct State<S> {
        bytes: Option<std::pin::Pin<Box<S>>>,
        parser: Parser,
        ready: VecDeque<Result<StreamEvent, Error>>,
    }
    let state = State { bytes: Some(Box::pin(bytes)), parser: Parser::default(), ready: VecDeque::new() };
    stream::unfold(state, |mut state| async move {
        loop {
            if let Some(event) = state.ready.pop_front() {
                return Some((event, state));
            }
            let fed = match state.bytes.as_mut()?.next().await? {
                Ok(chunk) => state.parser.feed(chunk.as_ref()),
                Err(error) => Err(error.into()),
            };
            match fed {
                Ok(complete) => state.ready.extend(complete.into_iter().filter_map(read)),
                Err(error) => {
                    state.bytes = None;
                    state.ready.push_back(Err(error));
                }
            }
        }
    })
}

#[cfg(test)]
mod tests {
    use super::{MAX_EVENT, Parser, StreamEvent, events};
    use futures_util::{StreamExt as _, stream};

    const CHANGE: &str = r#"{"cursor":"7","at":"2026-01-02T03:04:05Z","action":"updated","kind":"city","id":"0190163d-8694-739b-aea5-966c26f8ad91","slug":"accra","version":2}"#;

    fn parsed(text: &str, cut: usize) -> Vec<(String, String, Option<String>)> {
        let mut parser = Parser::default();
        let complete = text.as_bytes().chunks(cut).flat_map(|chunk| parser.feed(chunk).unwrap());
        complete.map(|event| (event.name, event.data, event.id)).collect()
    }

    fn event(name: &str, data: &str, id: Option<&str>) -> (String, String, Option<String>) {
        (name.to_owned(), data.to_owned(), id.map(str::to_owned))
    }

    #[test]
    fn line_ends_and_cuts_do_not_matter() {
        for end in ["\n", "\r\n", "\r"] {
            let text =
                ["\u{feff}id: 7", "event: change", "data: a", "data:", "data:  é", "", "data: b", "", ""].join(end);
            let expected = [event("change", "a\n\n é", Some("7")), event("", "b", Some("7"))];
            for cut in 1..text.len() {
                assert_eq!(parsed(&text, cut), expected, "{end:?} cut every {cut}");
            }
        }
    }

    #[test]
    fn comments_unknown_fields_and_empty_events_are_passed_over() {
        assert_eq!(parsed(": heartbeat\n\nretry: 10\nfoo: bar\n\nevent: change\n\ndata\n\n", 4), [event("", "", None)]);
    }

    #[test]
    fn an_event_without_its_blank_line_is_not_complete() {
        assert_eq!(parsed("data: a\n", 3), []);
    }

    #[test]
    fn an_empty_id_forgets_the_last_one() {
        assert_eq!(parsed("id: 1\nid\ndata: a\n\n", 5), [event("", "a", None)]);
    }

    #[test]
    fn endless_events_are_refused() {
        let mut parser = Parser::default();
        assert!(parser.feed(&vec![b'x'; MAX_EVENT]).is_ok());
        assert!(parser.feed(b"xx").is_err());
    }

    #[tokio::test]
    async fn changes_and_resets_are_told_apart() {
        let text = format!(
            ": hello\n\nid: 7\nevent: change\ndata: {CHANGE}\n\nevent: news\ndata: x\n\nevent: reset\nid: 9\ndata: {{}}\n\nevent: change\ndata: broken\n\n"
        );
        let (first, second) = text.split_at(60);
        let bytes = stream::iter([Ok::<_, crate::http::Error>(first.to_owned()), Ok(second.to_owned())]);
        let all: Vec<_> = events(bytes).collect().await;
        assert_eq!(all.len(), 3);
        assert!(
            matches!(&all[0], Ok(StreamEvent::Change { id, change }) if id == "7" && change.slug.as_deref() == Some("accra"))
        );
        assert_eq!(all[1], Ok(StreamEvent::Reset { id: Some("9".to_owned()) }));
        assert!(all[2].is_err());
    }
}
