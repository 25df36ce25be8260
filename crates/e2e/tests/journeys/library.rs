//! The library: keeping a reading list, and what everyone sees of a link that leads nowhere.

use crate::identity::signs_in_as;
use domain::library::{CollectionQuery, CollectionRef, LibraryItemRef, LinkAnswer};
use domain::policy::Role;
use e2e::{Key, button, choice, field, heading, journey_of_two, journey_on, link, region, switch};
use test_support::{Links, PASSWORD, TestApp, library_item};

const ADA: &str = "ada@example.org";
const NAME: &str = "Ada Practitioner";
const EDITOR: &str = "ed@example.org";

const TITLE: &str = "Heat Action Platform";
const PAGE: &str = "/en/library/heat-action-platform";
const OTHER_TITLE: &str = "Urban reform database (African Cities Research Consortium)";
const OTHER_PAGE: &str = "/en/library/african-urban-reform-database";
const LIST: &str = "Before the hot season";

#[tokio::test]
async fn a_reading_list_is_made_filled_and_arranged_by_keys_alone() {
    journey_on(TestApp::builder(), async |visitor, app| {
        let ada = app.sign_up(ADA, NAME).await;
        let keys = visitor.by_keys();
        keys.opens("/en/sign-in?to=%2Fen%2Fcollections").await;
        keys.writes(field("E-mail address"), ADA).await;
        keys.writes(field("Password"), PASSWORD).await;
        keys.press(Key::Enter).await;
        keys.lands_at("Collections and reading lists").await;
        keys.presses(button("Make a reading list")).await;
        keys.is_on(field("Title")).await;
        keys.types(LIST).await;
        keys.press(Key::Enter).await;
        keys.lands_at(LIST).await;
        keys.reads("There is nothing on it yet").await;

        for page in [PAGE, OTHER_PAGE] {
            keys.opens(page).await;
            keys.chooses(choice("Put it on a list"), "bef").await;
            keys.presses(button("Add to the list")).await;
            keys.sees(link(LIST).within(region("Collections and reading lists with it"))).await;
        }
        keys.presses_before(link(LIST)).await;
        keys.lands_at(LIST).await;
        keys.presses(button(&format!("Move down: {TITLE}"))).await;
        keys.reads(&format!("{TITLE} is number 2 of 2 now.")).await;
        keys.is_on(button(&format!("Move down: {TITLE}"))).await;
        keys.presses(button(&format!("Write a note: {TITLE}"))).await;
        keys.is_on(field("A word about it")).await;
        keys.types("Read chapter 3 first.").await;
        keys.press(Key::Enter).await;
        keys.is_on(button(&format!("Change the note: {TITLE}"))).await;
        let query = CollectionQuery { own: true, ..CollectionQuery::default() };
        let own = ada.client.list_collections(&query).await.unwrap().items;
        let named = CollectionRef::Id(own[0].id);
        let kept = async || ada.client.get_collection(&named).await.unwrap();
        keys.until("the note is kept", async || kept().await.items.iter().any(|one| one.note.is_some())).await;
        keys.tab_back_to(switch("Everyone sees this list")).await;
        keys.press(' ').await;
        keys.reads("Everyone sees this list now.").await;

        let kept = app.client().get_collection(&named).await.unwrap();
        let titles: Vec<&str> = kept.items.iter().map(|one| one.item.title.as_str()).collect();
        assert_eq!(titles, [OTHER_TITLE, TITLE]);
        assert_eq!(kept.items[1].note.as_deref(), Some("Read chapter 3 first."));
    })
    .await;
}

#[tokio::test]
async fn a_private_list_is_its_owners_alone_and_goes_when_they_say_so() {
    journey_of_two(TestApp::builder(), async |visitor, other, app| {
        let ada = app.sign_up(ADA, NAME).await;
        let list = app.reading_list(&ada, (LIST, false), &["heat-action-platform"]).await;
        let page = format!("/en/collections/{}", list.slug);
        signs_in_as(visitor, ADA).await;
        visitor.open("/en/collections").await;
        visitor.sees(link(LIST).within(region("My reading lists"))).await;
        // The page itself says nothing of it to anybody; its owner's app asks for it.
        visitor.expects_console("404");
        visitor.open(&page).await;
        visitor.arrives_at(LIST).await;
        visitor.reads("only you see it").await;
        other.expects_console("404");
        other.open(&page).await;
        other.arrives_at("There is nothing here").await;
        other.open(PAGE).await;
        other.reads("It is in no collection and on no reading list that you can see.").await;

        visitor.click(button("Change title and text")).await;
        visitor.fill(field("Title"), "Heat").await;
        visitor.click(button("Save")).await;
        visitor.sees(heading("Heat")).await;
        visitor.click(button(&format!("Take off: {TITLE}"))).await;
        visitor.reads("There is nothing on it yet").await;
        visitor.click(button("Delete")).await;
        visitor.sees(heading("Delete “Heat”?")).await;
        visitor.click(button("Delete")).await;
        visitor.arrives_at("Collections and reading lists").await;
        visitor.reads("You have no reading list yet").await;
    })
    .await;
}

#[tokio::test]
async fn a_dead_link_says_so_and_since_when() {
    let links = Links::default();
    links.answer("https://example.org/guide", LinkAnswer::Gone);
    journey_on(TestApp::builder().links(links), async |visitor, app| {
        let editor = app.with_role(EDITOR, Role::Editor).await;
        let item = app.add_item(&editor, &library_item("Shade first")).await;
        for look in ["first-look", "second-look"] {
            let named = LibraryItemRef::Id(item.id);
            editor.client.create_link_check(&client_key(look), &named).await.unwrap();
            app.work().await;
        }
        app.wait_until_indexed().await;
        visitor.open("/en/library/shade-first").await;
        visitor.reads("The link of this item has led nowhere since").await;
        visitor.open("/en/library?q=shade").await;
        visitor.reads("Dead link").await;
        assert_eq!(visitor.barriers().await, [""; 0]);
    })
    .await;
}

/// A key under which something is done once.
fn client_key<K: From<String>>(name: &str) -> K {
    format!("key-of-{name}").into()
}

/// Pages of editors and of a reading list.
pub(super) const PAGES: [(&str, &str); 4] = [
    ("library-new", "/en/library/new"),
    ("library-edit", "/en/library/heat-action-platform/edit"),
    ("library-dead-links", "/en/library/dead-links"),
    ("collection", "/en/collections/before-the-hot-season"),
];

#[tokio::test]
async fn nothing_is_in_the_way_of_editors_and_of_lists() {
    let links = Links::default();
    links.answer("https://example.org/guide", LinkAnswer::Moved("https://example.org/new".to_owned()));
    journey_on(TestApp::builder().links(links), async |visitor, app| {
        let editor = app.with_role(EDITOR, Role::Editor).await;
        let item = app.add_item(&editor, &library_item("Shade first")).await;
        let named = LibraryItemRef::Id(item.id);
        editor.client.create_link_check(&client_key("a-look"), &named).await.unwrap();
        app.work().await;
        app.reading_list(&editor, (LIST, true), &["heat-action-platform", "shade-first"]).await;
        signs_in_as(visitor, EDITOR).await;
        // The server knows nobody by the address alone: a list that is one's own is asked for again by who has signed in.
        visitor.expects_console("/collections/before-the-hot-season");
        let mut found = visitor.tours(&PAGES).await;
        found.extend(visitor.tours(&[("library-editor", "/en/library"), ("library-item-editor", PAGE)]).await);
        found.extend(visitor.tours(&[("collections-own", "/en/collections")]).await);
        assert!(found.is_empty(), "{}", found.join("\n"));
    })
    .await;
}
