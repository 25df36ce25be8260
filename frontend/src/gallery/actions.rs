//! Buttons, links, and what is read beside them.

use super::facts::CITIES;
use super::{Part, address_of};
use crate::address;
use crate::messages::{Key, fill, t};
use leptos::prelude::*;
use ui::{Avatar, Badge, Breadcrumb, Button, Link, Rank, Tab, Tabs, Tag, Tone};

/// All of them.
pub(super) fn show() -> AnyView {
    view! { <Buttons/> <Links/> <Tags/> <People/> <Ways/> }.into_any()
}

#[component]
fn Buttons() -> impl IntoView {
    view! {
        <Part name="Button" readme=ui::button::README>
            <div class="ui-row">
                <Button rank=Rank::Primary>{t(Key::GalleryPrimary)}</Button>
                <Button>{t(Key::GalleryPlain)}</Button>
                <Button rank=Rank::Quiet>{t(Key::GalleryQuiet)}</Button>
                <Button rank=Rank::Grave>{t(Key::GalleryGrave)}</Button>
                <Button small=true>{t(Key::GallerySmall)}</Button>
            </div>
            <div class="ui-row">
                <Button rank=Rank::Primary busy=true busy_word=t(Key::GalleryBusy)>{t(Key::GalleryBusyButton)}</Button>
                <Button disabled=true reason=t(Key::GalleryReason)>{t(Key::GalleryDisabled)}</Button>
            </div>
        </Part>
    }
}

#[component]
fn Links() -> impl IntoView {
    view! {
        <Part name="Link" readme=ui::link::README>
            <p>
                {t(Key::GalleryLinkBefore)} " "
                <Link href="https://www.geonames.org/" outside=t(Key::GalleryOutside)>"GeoNames"</Link> "."
            </p>
            <p><Link href=address::cities() alone=true>{t(Key::GalleryAllCities)}</Link></p>
            <div class="ui-row">
                <Link href=address::cities() rank=Rank::Primary>{t(Key::GalleryAllCities)}</Link>
                <Link href=address::cities() rank=Rank::Plain small=true>{t(Key::GalleryAllCities)}</Link>
            </div>
        </Part>
    }
}

#[component]
fn Tags() -> impl IntoView {
    let there = RwSignal::new(true);
    let name = fill(Key::GalleryRemove, &[("what", "Lagos")]);
    let off = (Signal::stored(name), Callback::new(move |()| there.set(false)));
    let left_by = (Signal::stored(fill(Key::GalleryRemove, &[("what", "Dakar")])), Callback::new(|()| ()));
    view! {
        <Part name="Tag" readme=ui::tag::README>
            <div class="ui-tags">
                <Tag label="Accra"/>
                <Tag label="Quito" href=address::city("quito")/>
                <Tag label="Surat" pillar="harbour"/>
                <Tag label="Milan" pillar="moss"/>
                <Tag label="Dakar" pillar="ochre"/>
                <Tag label="Athens" pillar="plum"/>
                {move || there.get().then(|| view! { <Tag label="Lagos" off/> })}
                <Tag pillar="harbour" label="Dakar" href=address_of("actions") left_by/>
            </div>
        </Part>
        <Part name="Badge" readme=ui::badge::README>
            <div class="ui-row">
                <Badge label=t(Key::GalleryInfo)/>
                <Badge tone=Tone::Good label=t(Key::GalleryGood)/>
                <Badge tone=Tone::Warn label=t(Key::GalleryWarn)/>
                <Badge tone=Tone::Bad label=t(Key::GalleryBad)/>
                <Badge count=true label="3" spoken=t(Key::GalleryWait)/>
            </div>
        </Part>
    }
}

#[component]
fn People() -> impl IntoView {
    let all = CITIES.iter().take(8).map(|city| view! { <Avatar name=city.name alone=true/> }).collect_view();
    view! {
        <Part name="Avatar" readme=ui::avatar::README>
            <div class="ui-row">{all} <Avatar name="Cape Town" large=true/> "Cape Town"</div>
        </Part>
    }
}

#[component]
fn Ways() -> impl IntoView {
    let tabs = Signal::stored(vec![
        Tab::new(address::city("accra"), t(Key::GalleryOverview)),
        Tab::new(address::report("accra"), t(Key::GalleryReport)).counted("2", [t(Key::GalleryReport), ", 2"].concat()),
        Tab::new(address::city_profile("accra"), t(Key::GalleryProfile)),
    ]);
    let above =
        vec![(address::home(), t(Key::SiteName).to_owned()), (address_of("data"), t(Key::GalleryData).to_owned())];
    view! {
        <Part name="Tabs" readme=ui::tabs::README>
            <Tabs label=t(Key::GalleryParts) tabs current=address::city("accra")/>
        </Part>
        <Part name="Breadcrumb" readme=ui::breadcrumb::README>
            <Breadcrumb label=t(Key::GalleryCrumb) above here="Accra"/>
        </Part>
    }
}
