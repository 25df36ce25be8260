//! W11: whether the time of an answer tells that an address has an account. Informs; a machine in use is too restless for
//! a verdict.

use crate::bed::Bed;
use crate::http::{Connection, post};
use crate::report::Row;
use crate::run::Options;
use crate::say;
use crate::stats::{median, milliseconds};
use anyhow::{Result, ensure};
use serde_json::{Value, json};
use std::time::Instant;

/// Pairs of requests in a round.
const PAIRS: usize = 40;
/// An account of the demonstration.
const KNOWN: &str = "demo-practitioner@demo.invalid";
/// A password that is nobody's.
const PASSWORD: &str = "five quiet bridges over one river";

/// What is asked for by an address, and how it is answered.
struct Asked {
    name: &'static str,
    path: &'static str,
    status: u16,
    body: fn(&str) -> Value,
}

const ASKED: [Asked; 3] = [
    Asked {
        name: "sign-in",
        path: "/api/v1/auth/logins",
        status: 401,
        body: |email| json!({ "email": email, "password": PASSWORD }),
    },
    Asked {
        name: "registration",
        path: "/api/v1/auth/registrations",
        status: 202,
        body: |email| json!({ "email": email, "password": PASSWORD, "name": "Bench" }),
    },
    Asked {
        name: "forgotten password",
        path: "/api/v1/auth/password-resets",
        status: 202,
        body: |email| json!({ "email": email }),
    },
];

/// Known and unknown addresses in turn, and how far their medians are apart, measured by how much the times scatter.
pub(super) async fn known(bed: &Bed, options: &Options) -> Result<Vec<Row>> {
    let server = bed.serve_demo()?;
    let mut connection = Connection::open(server.address()).await?;
    let mut rows = Vec::new();
    for asked in &ASKED {
        let (mut known, mut unknown) = (Vec::new(), Vec::new());
        for pair in 0..PAIRS * options.rounds.max(1) {
            let nobody = format!("demo-nobody-{pair:05}@demo.invalid");
            // Which comes first alternates: what the one leaves behind must not always be the other's to bear.
            for first in [pair % 2 == 0, pair % 2 != 0] {
                let (address, times) = if first { (KNOWN, &mut known) } else { (nobody.as_str(), &mut unknown) };
                times.push(time(&mut connection, asked, address).await?);
            }
        }
        say::progress(format_args!("W11 {}: {} pairs", asked.name, known.len()));
        let apart = apart(&known, &unknown);
        rows.extend(Row::new("", format!("W11 {}, known address", asked.name), "ms", known));
        rows.extend(Row::new("", format!("W11 {}, unknown address", asked.name), "ms", unknown));
        let apart = apart.into_iter().collect();
        rows.extend(Row::new("", format!("W11 {}, apart by", asked.name), "MAD", apart));
    }
    Ok(rows)
}

async fn time(connection: &mut Connection, asked: &Asked, address: &str) -> Result<f64> {
    let request = post(asked.path, "", &(asked.body)(address).to_string());
    let begun = Instant::now();
    let answer = connection.ask(&request).await?;
    ensure!(answer.status == asked.status, "{} answers {}", asked.path, answer.status);
    Ok(milliseconds(begun.elapsed()))
}

/// The difference of the medians in units of the median absolute deviation (Hampel 1974) of the restless one; below 1
/// one request tells nothing.
fn apart(one: &[f64], other: &[f64]) -> Option<f64> {
    let middle = |times: &[f64]| median(times.iter().copied());
    let spread = |times: &[f64]| {
        let middle = middle(times)?;
        median(times.iter().map(|time| (time - middle).abs()))
    };
    let scatter = spread(one)?.max(spread(other)?).max(f64::EPSILON);
    Some((middle(one)? - middle(other)?).abs() / scatter)
}

#[cfg(test)]
mod tests {
    use super::apart;

    #[test]
    fn a_difference_is_measured_by_the_scatter() {
        assert_eq!(apart(&[9.0, 10.0, 11.0], &[9.0, 10.0, 11.0]), Some(0.0));
        assert_eq!(apart(&[9.0, 10.0, 11.0], &[13.0, 14.0, 16.0]), Some(4.0));
        assert_eq!(apart(&[], &[1.0]), None);
    }
}
