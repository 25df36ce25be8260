//! A report taken apart: which one, its fields, and what it returns of the mail.

use super::parts::{Fields, Part, blocks, halves, headers, media, split};
use crate::address::Address;
use chrono::{DateTime, Utc};
use mail_parser::{Message, MimeHeaders as _};

/// Longest `Message-ID` that is believed, in bytes; ours are a third of it.
const MAX_ID: usize = 250;

/// What a report is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ReportKind {
    Delivery,
    Feedback,
}

impl ReportKind {
    fn of(report_type: &str) -> Option<Self> {
        match report_type.trim().to_ascii_lowercase().as_str() {
            "delivery-status" | "global-delivery-status" => Some(Self::Delivery),
            "feedback-report" => Some(Self::Feedback),
            _ => None,
        }
    }

    /// Whether a part of this type holds the fields of such a report.
    fn is_in(self, media: &str) -> bool {
        match self {
            Self::Delivery => matches!(media, "message/delivery-status" | "message/global-delivery-status"),
            Self::Feedback => media == "message/feedback-report",
        }
    }
}

/// A report.
pub(super) struct Report {
    pub(super) kind: ReportKind,
    pub(super) blocks: Vec<Fields>,
    /// `Message-ID` of the mail, if it came back.
    pub(super) message_id: Option<String>,
    /// `Return-Path` of the mail, if it came back with one.
    pub(super) return_path: Option<Address>,
    pub(super) reported_at: Option<DateTime<Utc>>,
}

impl Report {
    /// Opens a message that is a report as a whole (RFC 6522, Kucherawy 2012): one that somebody forwards is not.
    pub(super) fn open(message: &[u8]) -> Option<Self> {
        let (_, body) = halves(message);
        let head = headers(message)?;
        let content_type = head.content_type()?;
        if media(content_type)? != "multipart/report" {
            return None;
        }
        let kind = ReportKind::of(content_type.attribute("report-type")?)?;
        let boundary = content_type.attribute("boundary").filter(|boundary| !boundary.is_empty())?;
        let parts: Vec<Part<'_>> = split(body, boundary).into_iter().filter_map(Part::open).collect();
        let said = parts.iter().find(|part| kind.is_in(&part.media))?;
        let returned = parts.iter().find(|part| is_returned(&part.media)).and_then(|part| headers(&part.content));
        Some(Self {
            kind,
            blocks: blocks(&said.content),
            message_id: returned.as_ref().and_then(message_id),
            return_path: returned.as_ref().and_then(|mail| address(mail.header("Return-Path")?.as_text()?)),
            reported_at: date(&head),
        })
    }
}

/// Whether a part of this type is the mail, or its head.
fn is_returned(media: &str) -> bool {
    matches!(media, "message/rfc822" | "message/global" | "text/rfc822-headers" | "message/global-headers")
}

fn message_id(mail: &Message<'_>) -> Option<String> {
    let id = mail.message_id()?;
    let visible = id.bytes().all(|byte| byte.is_ascii_graphic());
    (visible && id.len() <= MAX_ID && id.contains('@')).then(|| id.to_owned())
}

fn date(head: &Message<'_>) -> Option<DateTime<Utc>> {
    let date = head.date().filter(|date| date.is_valid())?;
    DateTime::from_timestamp(date.to_timestamp(), 0)
}

/// An address, perhaps in angle brackets.
pub(super) fn address(text: &str) -> Option<Address> {
    let text = text.trim();
    let bare = text.strip_prefix('<').and_then(|text| text.strip_suffix('>')).unwrap_or(text);
    Address::parse(bare).ok()
}
