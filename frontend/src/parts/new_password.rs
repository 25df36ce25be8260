//! A password that somebody chooses: whether it will do, and why not, before it is sent.

use super::fields::Password;
use super::form::with_length;
use super::{Field, Form};
use crate::messages::{Key, count, fill, t};
use crate::state::{Debounce, Identity, identity};
use domain::Valid;
use domain::identity::{MAX_PASSWORD, MIN_PASSWORD, NewPasswordCheck, PasswordWeakness};
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::time::Duration;

/// How long somebody rests from typing before the server is asked.
const PAUSE: Duration = Duration::from_millis(400);

/// What the server said of what.
type Told = (NewPasswordCheck, Vec<PasswordWeakness>);

/// What there is to say of a password.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Verdict {
    /// Nothing: there is no password, or the server has said nothing of this one.
    Nothing,
    /// So many characters are missing.
    Missing(usize),
    /// Why it will not do.
    Weak(Vec<PasswordWeakness>),
    /// It will do.
    Fine,
}

/// Its length is judged here; the rest is what the server said of just this password, of just this person.
fn judge(check: &NewPasswordCheck, told: Option<&Told>) -> Verdict {
    match check.password.chars().count() {
        0 => Verdict::Nothing,
        length if length < MIN_PASSWORD => Verdict::Missing(MIN_PASSWORD - length),
        length if length > MAX_PASSWORD => Verdict::Weak(vec![PasswordWeakness::TooLong]),
        _ => match told {
            Some((of, weaknesses)) if of == check && weaknesses.is_empty() => Verdict::Fine,
            Some((of, weaknesses)) if of == check => Verdict::Weak(weaknesses.clone()),
            _ => Verdict::Nothing,
        },
    }
}

/// Whether the server has to be asked: it refuses what breaks a rule, and knows no more of what is short.
fn is_for_the_server(check: &NewPasswordCheck) -> bool {
    check.password.chars().count() >= MIN_PASSWORD && Valid::check(check.clone()).is_ok()
}

fn words(verdict: &Verdict) -> String {
    match verdict {
        Verdict::Nothing => String::new(),
        Verdict::Missing(characters) => count(Key::StrengthMissing, *characters),
        Verdict::Weak(weaknesses) => {
            let sentences: Vec<String> = weaknesses.iter().copied().map(sentence).collect();
            sentences.join(" ")
        }
        Verdict::Fine => t(Key::StrengthFine).to_owned(),
    }
}

fn sentence(weakness: PasswordWeakness) -> String {
    let key = match weakness {
        PasswordWeakness::TooShort => return with_length(Key::FaultShort),
        PasswordWeakness::TooLong => return fill(Key::StrengthLong, &[("max", &MAX_PASSWORD.to_string())]),
        PasswordWeakness::Common => Key::StrengthCommon,
        PasswordWeakness::ContainsName => Key::StrengthName,
        PasswordWeakness::ContainsAddress => Key::StrengthAddress,
        PasswordWeakness::ContainsProduct => Key::StrengthProduct,
        PasswordWeakness::Repetitive => Key::StrengthRepetitive,
    };
    t(key).to_owned()
}

/// A password that is judged while somebody types it.
#[derive(Clone, Copy)]
struct Judging {
    /// What stands in the form now.
    check: Memo<NewPasswordCheck>,
    /// What the server was asked last.
    asked: StoredValue<Option<NewPasswordCheck>>,
    told: RwSignal<Option<Told>>,
    pause: Debounce,
    identity: Identity,
}

impl Judging {
    fn new(form: Form, field: Field) -> Self {
        let check = Memo::new(move |_| NewPasswordCheck {
            password: form.texts.with(|texts| texts.of(field)),
            name: form.filled_with("name"),
            email: form.filled_with("email"),
        });
        let (asked, told) = (StoredValue::new(None), RwSignal::new(None));
        let judging = Self { check, asked, told, pause: Debounce::new(), identity: identity() };
        Effect::new(move |_| {
            if check.with(is_for_the_server) {
                judging.pause.run_after(PAUSE, move || judging.ask());
            } else {
                judging.pause.cancel();
            }
        });
        judging
    }

    fn verdict(self) -> Verdict {
        self.check.with(|check| self.told.with(|told| judge(check, told.as_ref())))
    }

    /// Asks the server, once for what stands in the form. A field is left, too, when it is taken from the page with the
    /// focus in it: by then nothing of this may be there.
    fn ask(self) {
        self.pause.cancel();
        let Some(check) = self.check.try_get_untracked().filter(is_for_the_server) else { return };
        if self.has_asked(&check) {
            return;
        }
        self.asked.try_set_value(Some(check.clone()));
        spawn_local(async move {
            let call = |client: client::Client| {
                let check = check.clone();
                async move { client.create_password_check(&check).await }
            };
            let answer = self.identity.ask(call).await;
            // The page may be gone by now, or the server may have been asked again.
            if !self.has_asked(&check) {
                return;
            }
            match answer {
                Ok(told) => {
                    self.told.try_set(Some((check, told.weaknesses)));
                }
                // Nothing is said of it: who sends the password hears it then. It is asked again when more is typed, or
                // the field is left.
                Err(_) => {
                    self.asked.try_set_value(None);
                }
            }
        });
    }

    fn has_asked(self, check: &NewPasswordCheck) -> bool {
        self.asked.try_with_value(|asked| asked.as_ref() == Some(check)) == Some(true)
    }
}

/// A field for a new password, and below it whether that will do. Name and address of who chooses it are those of the
/// form's fields that a browser fills with them; a form of somebody who has signed in needs none.
#[component]
pub(crate) fn NewPasswordField(
    /// The form.
    form: Form,
    /// The field.
    field: Field,
) -> impl IntoView {
    let judging = Judging::new(form, field);
    let verdict = Memo::new(move |_| judging.verdict());
    let is_fine = move || verdict.with(|verdict| *verdict == Verdict::Fine);
    let is_weak = move || verdict.with(|verdict| matches!(verdict, Verdict::Weak(_)));
    view! {
        <Password form field on_leave=move |()| judging.ask()>
            <p class="strength" class:fine=is_fine class:weak=is_weak role="status">{move || verdict.with(words)}</p>
        </Password>
    }
}

#[cfg(test)]
mod tests {
    use super::{Verdict, is_for_the_server, judge};
    use domain::identity::{NewPasswordCheck, PasswordWeakness};

    fn check(password: &str, name: &str) -> NewPasswordCheck {
        NewPasswordCheck { password: password.to_owned(), name: Some(name.to_owned()), email: None }
    }

    #[test]
    fn length_is_judged_without_the_server() {
        let table = [
            (0, Verdict::Nothing),
            (1, Verdict::Missing(11)),
            (11, Verdict::Missing(1)),
            (12, Verdict::Nothing),
            (128, Verdict::Nothing),
            (129, Verdict::Weak(vec![PasswordWeakness::TooLong])),
        ];
        for (length, expected) in table {
            let check = check(&"é".repeat(length), "Ana");
            assert_eq!(judge(&check, None), expected, "{length}");
            assert_eq!(is_for_the_server(&check), (12..=128).contains(&length), "{length}");
        }
    }

    #[test]
    fn the_server_is_not_asked_what_it_would_refuse() {
        assert!(is_for_the_server(&check("twelve letters", "")));
        assert!(!is_for_the_server(&check("twelve letters", &"x".repeat(121))));
    }

    #[test]
    fn what_was_said_of_something_else_is_not_shown() {
        let now = check("twelve letters", "Ana");
        let told = |check, weaknesses: &[PasswordWeakness]| Some((check, weaknesses.to_vec()));
        let common = [PasswordWeakness::Common];
        assert_eq!(judge(&now, told(now.clone(), &[]).as_ref()), Verdict::Fine);
        assert_eq!(judge(&now, told(now.clone(), &common).as_ref()), Verdict::Weak(common.to_vec()));
        for outdated in [check("twelve letter", "Ana"), check("twelve letters", "An")] {
            assert_eq!(judge(&now, told(outdated.clone(), &[]).as_ref()), Verdict::Nothing);
            assert_eq!(judge(&now, told(outdated, &common).as_ref()), Verdict::Nothing);
        }
    }
}
