//! Lines to write, and how they will look.

use crate::dom::unique;
use crate::field::{Field, Framed};
use crate::value::Value;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::pin::Pin;
use std::sync::Arc;

/// How to use it.
pub const README: &str = include_str!("README.md");

/// HTML on its way; the error is a sentence for whoever writes.
pub type Rendered = Pin<Box<dyn Future<Output = Result<String, String>>>>;

/// Shows how a text will look.
#[derive(Clone)]
pub struct Preview {
    write: Signal<String>,
    look: Signal<String>,
    nothing: Signal<String>,
    render: Arc<dyn Fn(String) -> Rendered + Send + Sync>,
}

impl Preview {
    /// The words of the two buttons and of an empty text, and what makes HTML of the text. That HTML is put into the page
    /// as it is: `render` answers for it that it is safe.
    pub fn new(words: [Signal<String>; 3], render: impl Fn(String) -> Rendered + Send + Sync + 'static) -> Self {
        let [write, look, nothing] = words;
        Self { write, look, nothing, render: Arc::new(render) }
    }
}

/// A field for several lines.
#[component]
pub fn TextArea(
    /// The field.
    field: Field,
    /// What stands in it.
    #[prop(into)]
    value: Value<String>,
    /// How many lines are seen at first; it grows with what is written.
    #[prop(default = 4)]
    rows: u32,
    /// Tells from the text how much of it there may still be.
    #[prop(optional, into)]
    count: Option<Callback<String, String>>,
    /// How it will look.
    #[prop(optional)]
    preview: Option<Preview>,
    /// Called when somebody leaves it.
    #[prop(optional, into)]
    on_leave: Option<Callback<()>>,
) -> impl IntoView {
    let (id, disabled, described, invalid, must) =
        (field.id.clone(), field.disabled, field.described(), field.invalid(), field.must());
    let looking = RwSignal::new(false);
    let shown = preview.map(|preview| view! { <Shown preview value looking control=id.clone()/> });
    let counted =
        count.map(|count| view! { <p class="ui-hint ui-count" role="status">{move || count.run(value.get())}</p> });
    view! {
        <Framed field>
            <textarea
                class="ui-control" id=id rows=rows aria-required=must aria-describedby=described aria-invalid=invalid
                prop:disabled=move || disabled.get() prop:hidden=move || looking.get() prop:value=move || value.get()
                on:input:target=move |event| value.set(event.target().value())
                on:blur=move |_| if let Some(on_leave) = on_leave { _ = on_leave.try_run(()) }
            ></textarea>
            {shown}
            {counted}
        </Framed>
    }
}

/// The two buttons, and the text as it will look.
#[component]
fn Shown(preview: Preview, value: Value<String>, looking: RwSignal<bool>, control: String) -> impl IntoView {
    let (render, nothing) = (StoredValue::new(preview.render), preview.nothing);
    let (html, region) = (RwSignal::new(None::<Result<String, String>>), unique("preview"));
    let look = move |_| {
        looking.set(true);
        html.set(None);
        let rendered = render.with_value(|render| render(value.get_untracked()));
        spawn_local(async move { _ = html.try_set(Some(rendered.await)) });
    };
    let result = move || match html.get() {
        None => view! { <span class="ui-spin" aria-hidden="true"></span> }.into_any(),
        Some(Err(sentence)) => view! { <p class="ui-fault">{sentence}</p> }.into_any(),
        Some(Ok(html)) if html.trim().is_empty() => view! { <p class="ui-hint">{nothing}</p> }.into_any(),
        Some(Ok(html)) => view! { <div inner_html=html></div> }.into_any(),
    };
    let pressed = move |wanted: bool| (looking.get() == wanted).to_string();
    view! {
        <div
            class="ui-preview" class:ui-busy=move || html.with(Option::is_none) id=region.clone() role="region" aria-live="polite"
            aria-label=preview.look aria-busy=move || (looking.get() && html.with(Option::is_none)).to_string()
            prop:hidden=move || !looking.get()
        >
            {result}
        </div>
        <div class="ui-row">
            <button type="button" class="ui-button ui-small" aria-controls=control aria-pressed=move || pressed(false) on:click=move |_| looking.set(false)>
                {preview.write}
            </button>
            <button type="button" class="ui-button ui-small" aria-controls=region aria-pressed=move || pressed(true) on:click=look>
                {preview.look}
            </button>
        </div>
    }
}
