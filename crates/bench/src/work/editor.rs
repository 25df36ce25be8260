//! An editor of the demonstration: has an issue put together, lets it go out, and waits until it has.

use crate::http::{self, Connection, get, post};
use crate::process::Process;
use anyhow::{Result, ensure};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::json;
use std::time::{Duration, Instant};

const EMAIL: &str = "demo-editor@demo.invalid";
const PASSWORD: &str = "a demonstration only";
/// How long it is relied on that they are signed in.
const SIGNED_IN: Duration = Duration::from_secs(300);
/// Between two looks at how far an issue has come.
const LOOK: Duration = Duration::from_millis(500);

/// Somebody who has signed in.
pub(super) struct Editor<'s> {
    server: &'s Process,
    /// Header lines of their requests.
    headers: String,
}

#[derive(Deserialize)]
struct Tokens {
    access_token: String,
}

#[derive(Deserialize)]
struct Issue {
    id: String,
}

#[derive(Deserialize)]
struct Figures {
    status: String,
}

impl<'s> Editor<'s> {
    /// Signs in.
    pub(super) fn sign_in(server: &'s Process) -> Result<Self> {
        let body = json!({ "email": EMAIL, "password": PASSWORD }).to_string();
        let tokens: Tokens = asked(server, &post("/api/v1/auth/logins", "", &body), 201)?;
        Ok(Self { server, headers: format!("Authorization: Bearer {}\r\n", tokens.access_token) })
    }

    /// Has an issue put together by the rules; answers its id.
    pub(super) fn issue(&self) -> Result<String> {
        let issue: Issue = asked(self.server, &post("/api/v1/briefing-issues", &self.headers, "{}"), 201)?;
        Ok(issue.id)
    }

    /// Lets an issue go out; answers how long that took.
    pub(super) async fn send(&self, issue: &str) -> Result<Duration> {
        let headers = format!("{}Idempotency-Key: bench-{issue}\r\n", self.headers);
        let request = post(&format!("/api/v1/briefing-issues/{issue}/sendings"), &headers, "");
        let mut connection = Connection::open(self.server.address()).await?;
        let begun = Instant::now();
        let answer = connection.ask(&request).await?;
        let time = begun.elapsed();
        let text = String::from_utf8_lossy(answer.body);
        ensure!(answer.status == 200, "the start of a sending answers {}: {text}", answer.status);
        Ok(time)
    }

    fn has_gone_out(&self, issue: &str) -> Result<bool> {
        let request = get(&format!("/api/v1/briefing-issues/{issue}/figures"), &self.headers);
        let figures: Figures = asked(self.server, &request, 200)?;
        Ok(figures.status == "sent")
    }
}

/// Waits until an issue has gone out to everyone.
pub(super) async fn until_gone_out(server: &Process, issue: &str, patience: Duration) -> Result<()> {
    let begun = Instant::now();
    loop {
        let (editor, signed_in) = (Editor::sign_in(server)?, Instant::now());
        while signed_in.elapsed() < SIGNED_IN {
            if editor.has_gone_out(issue)? {
                return Ok(());
            }
            ensure!(begun.elapsed() < patience, "an issue has not gone out within {patience:?}");
            tokio::time::sleep(LOOK).await;
        }
    }
}

fn asked<T: DeserializeOwned>(server: &Process, request: &[u8], status: u16) -> Result<T> {
    http::ask_once(server.address(), request, |answer| {
        let text = String::from_utf8_lossy(answer.body);
        ensure!(answer.status == status, "status {} where {status} is right: {text}", answer.status);
        Ok(serde_json::from_slice(answer.body)?)
    })
}
