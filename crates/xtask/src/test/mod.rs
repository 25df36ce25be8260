//! `cargo xtask test`: everything CI runs, in the order in which a mistake is found soonest.

mod beside;
mod build;
mod steps;
mod tally;

use std::time::{Duration, Instant};

use anyhow::{Result, bail};

use crate::say;
use beside::Beside;
pub(crate) use build::Build;
use steps::{STEPS, Session, Step};
pub(crate) use tally::tally_of;

/// Runs everything CI runs: format, lints, rules of the architecture, tests on both databases, in wasm and in a browser.
///
/// What is needed and missing is installed on Debian as root (Chromium, PostgreSQL); elsewhere one line says what
/// to install. No step is left out silently: what cannot run, fails. Stops at the first failure.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// Run this step only (may be repeated).
    #[arg(long, value_name = "STEP")]
    only: Vec<String>,
    /// List the steps and what each checks.
    #[arg(long)]
    list: bool,
}

/// How a step went.
enum Outcome {
    Passed { note: String, took: Duration },
    Failed { why: String, took: Duration },
    NotReached,
}

/// Runs the command.
pub(crate) fn run(args: &Args) -> Result<()> {
    if args.list {
        STEPS.iter().for_each(|step| say::line(format_args!("{:<14} {}", step.name, step.about)));
        return Ok(());
    }
    let chosen = choose(&args.only)?;
    let outcomes = run_all(&chosen);
    let (passed, failed) = count(&outcomes);
    say::line("\n");
    for (step, outcome) in chosen.iter().zip(&outcomes) {
        say::line(row(step, outcome));
    }
    say::line(format_args!("{passed} passed, {failed} failed"));
    if failed > 0 {
        std::process::exit(1);
    }
    Ok(())
}

fn choose(only: &[String]) -> Result<Vec<&'static Step>> {
    if let Some(unknown) = only.iter().find(|name| STEPS.iter().all(|step| step.name != **name)) {
        let names: Vec<_> = STEPS.iter().map(|step| step.name).collect();
        bail!("there is no step `{unknown}`; the steps are {}", names.join(", "));
    }
    Ok(STEPS.iter().filter(|step| only.is_empty() || only.iter().any(|name| name == step.name)).collect())
}

fn run_all(steps: &[&Step]) -> Vec<Outcome> {
    let mut session = Session::default();
    let mut outcomes = Vec::new();
    let mut asides = Asides::start(steps);
    for (number, step) in steps.iter().enumerate() {
        if matches!(outcomes.last(), Some(Outcome::Failed { .. } | Outcome::NotReached)) {
            outcomes.push(Outcome::NotReached);
            continue;
        }
        say::line(format_args!("\n[{}/{}] {}: {}", number + 1, steps.len(), step.name, step.about));
        let (result, took) = asides.end(step).unwrap_or_else(|| {
            let start = Instant::now();
            let result = (step.run)(&mut session);
            (result, start.elapsed())
        });
        outcomes.push(match result {
            Ok(note) => Outcome::Passed { note, took },
            Err(error) => {
                let why = format!("{error:#}");
                say::error(&why);
                Outcome::Failed { why, took }
            }
        });
    }
    outcomes
}

/// The steps that were started beside the others.
struct Asides(Vec<(&'static str, Result<Beside>)>);

impl Asides {
    /// Starts those that may run so; one that is alone is seen best as it goes.
    fn start(steps: &[&Step]) -> Self {
        let chosen = steps.iter().filter(|step| step.beside && steps.len() > 1);
        Self(chosen.map(|step| (step.name, Beside::start(step))).collect())
    }

    /// How `step` went and for how long; nothing if it was not started beside the others.
    fn end(&mut self, step: &Step) -> Option<(Result<String>, Duration)> {
        let place = self.0.iter().position(|(name, _)| *name == step.name)?;
        Some(match self.0.swap_remove(place).1 {
            Ok(beside) => beside.end(),
            Err(error) => (Err(error), Duration::ZERO),
        })
    }
}

fn count(outcomes: &[Outcome]) -> (usize, usize) {
    let passed = outcomes.iter().filter(|outcome| matches!(outcome, Outcome::Passed { .. })).count();
    let failed = outcomes.iter().filter(|outcome| matches!(outcome, Outcome::Failed { .. })).count();
    (passed, failed)
}

fn row(step: &Step, outcome: &Outcome) -> String {
    let first_line = |text: &str| text.lines().next().unwrap_or_default().to_owned();
    let (verdict, took, note) = match outcome {
        Outcome::Passed { note, took } => ("passed", say::duration(*took), first_line(note)),
        Outcome::Failed { why, took } => ("FAILED", say::duration(*took), first_line(why)),
        Outcome::NotReached => ("not reached", String::new(), String::new()),
    };
    format!("{:<14} {verdict:<12} {took:>12}  {note}", step.name).trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: Step = Step { name: "good", about: "passes", beside: false, run: |_| Ok("3 tests".to_owned()) };
    const BAD: Step = Step { name: "bad", about: "fails", beside: false, run: |_| bail!("broken\nin detail") };

    #[test]
    fn the_first_failure_stops_the_run() {
        let outcomes = run_all(&[&GOOD, &BAD, &GOOD]);
        assert_eq!(count(&outcomes), (1, 1));
        assert!(row(&GOOD, &outcomes[0]).contains("3 tests"));
        assert!(row(&BAD, &outcomes[1]).ends_with("broken"));
        assert!(row(&GOOD, &outcomes[2]).contains("not reached"));
    }

    #[test]
    fn steps_are_chosen_by_name_in_their_own_order() {
        let chosen = choose(&["spec".to_owned(), "fmt".to_owned()]).unwrap();
        assert_eq!(chosen.iter().map(|step| step.name).collect::<Vec<_>>(), ["fmt", "spec"]);
        assert_eq!(choose(&[]).unwrap().len(), STEPS.len());
        assert!(choose(&["fnt".to_owned()]).err().unwrap().to_string().contains("fnt"));
    }
}
