//! The picture that an authenticator reads. Drawn here: the secret leaves neither the page nor the device.

use crate::messages::{Key, t};
use leptos::lazy;
use leptos::prelude::*;
use leptos::task::spawn_local;
use qrcodegen::{QrCode, QrCodeEcc};
use std::fmt::Write as _;

/// White around the code, in modules: readers find it by that.
const MARGIN: i32 = 4;

/// A text as a QR code; nothing where it is too long for one.
pub(super) fn qr_code(text: &str) -> impl IntoView + use<> {
    let (drawn, text) = (RwSignal::new(None::<(i32, String)>), text.to_owned());
    spawn_local(async move {
        let made = draw(text).await;
        drawn.try_set(made);
    });
    move || {
        drawn.get().map(|(side, path)| {
            view! {
                <svg class="qr" viewBox=format!("0 0 {side} {side}") role="img" aria-label=t(Key::SecondFactorPicture)>
                    <path d=path/>
                </svg>
            }
        })
    }
}

/// A chunk of its own: few set up a second factor, and each of them once. Side in modules, and the path of the dark ones.
#[lazy]
async fn draw(text: String) -> Option<(i32, String)> {
    let code = QrCode::encode_text(&text, QrCodeEcc::Medium).ok()?;
    Some((code.size() + 2 * MARGIN, modules(&code)))
}

/// Every dark module as a square, those beside each other in one stroke.
fn modules(code: &QrCode) -> String {
    let mut path = String::new();
    for y in 0..code.size() {
        let mut x = 0;
        while x < code.size() {
            let length = (x..code.size()).take_while(|x| code.get_module(*x, y)).count();
            if length > 0 {
                // Writing to a string cannot fail.
                let _ = write!(path, "M{} {}h{length}v1h-{length}z", x + MARGIN, y + MARGIN);
            }
            x += i32::try_from(length).unwrap_or_default() + 1;
        }
    }
    path
}

#[cfg(test)]
mod tests {
    use super::modules;
    use qrcodegen::{QrCode, QrCodeEcc};

    #[test]
    fn the_picture_has_as_many_squares_as_the_code() {
        let code = QrCode::encode_text("otpauth://totp/C2R:ada?secret=ABC", QrCodeEcc::Medium).unwrap();
        let dark = (0..code.size()).flat_map(|y| (0..code.size()).map(move |x| (x, y)));
        let dark = dark.filter(|(x, y)| code.get_module(*x, *y)).count();
        let drawn = modules(&code);
        let lengths = drawn.split('h').skip(1).filter_map(|rest| rest.split('v').next()?.parse::<usize>().ok());
        assert_eq!(lengths.sum::<usize>(), dark);
        assert!(drawn.starts_with("M4 4h7v1h-7z"), "the corner that readers look for");
    }
}
