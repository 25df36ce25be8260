//! The library: finding a work by what it is, reading what one may do with it, citing it; keeping a reading list; and
//! what editors do about it.

use crate::identity::signs_in_as;
use domain::library::{CollectionQuery, CollectionRef, LibraryItemRef, LinkAnswer};
use domain::policy::Role;
use e2e::{
    Browser, Key, Target, button, checkbox, choice, content, field, heading, journey, journey_of_two, journey_on, link,
    navigation, option, region, switch,
};
use test_support::{Links, PASSWORD, TestApp, library_item};

const ADA: &str = "ada@example.org";
const NAME: &str = "Ada Practitioner";
const EDITOR: &str = "ed@example.org";

const TITLE: &str = "Heat Action Platform";
const PAGE: &str = "/en/library/heat-action-platform";
const OTHER_TITLE: &str = "Urban reform database (African Cities Research Consortium)";
const OTHER_PAGE: &str = "/en/library/african-urban-reform-database";
const LIST: &str = "Before the hot season";

/// Not what stands around every page.
fn in_page(target: Target) -> Target {
    target.within(content("").and_more())
}

#[tokio::test]
async fn a_work_is_found_and_read_and_cited() {
    journey(async |visitor, app| {
        visitor.open("/en/").await;
        visitor.click(link("Library").within(navigation("Main"))).await;
        visitor.arrives_at("Library").await;
        visitor.click(checkbox("Toolkit").and_more()).await;
        visitor.is_at("/en/library?kind=toolkit").await;
        visitor.sees(link("Remove filter Kind: Toolkit")).await;
        visitor.fill(field("Find by words"), "heat").await;
        visitor.is_at("/en/library?kind=toolkit&q=heat").await;
        let files = [("CSV", "csv"), ("NDJSON", "ndjson"), ("Excel (XLSX)", "xlsx"), ("BibTeX", "bib"), ("RIS", "ris")];
        for (name, ending) in files {
            let file = visitor.property(in_page(link(name)), "href").await;
            let path = file.strip_prefix(&app.url).expect("the file is the server's own");
            assert_eq!(path, format!("/api/v1/library-items.{ending}?kind=toolkit&q=heat"));
            assert_eq!(app.get(path).send().await.status, 200, "{path}");
        }
        let feed = visitor.property(in_page(link("Atom")), "href").await;
        assert_eq!(feed.strip_prefix(&app.url), Some("/feeds/library.atom?kind=toolkit&q=heat&lang=en"));

        visitor.click(link(TITLE)).await;
        visitor.arrives_at(TITLE).await;
        visitor.reads("No licence was seen that says what you may do.").await;
        visitor.sees(heading("Where it is")).await;
        visitor.sees(link("onebillionresilient.org").and_more()).await;
        visitor
            .reads("Arsht-Rockefeller Foundation Resilience Center and partners. (2022). Heat Action Platform")
            .await;
        for (name, form) in [("BibTeX", "bibtex"), ("RIS", "ris"), ("CSL-JSON", "csl_json")] {
            let file = visitor.property(in_page(link(name)), "href").await;
            let path = file.strip_prefix(&app.url).expect("the file is the server's own");
            assert_eq!(path, format!("/api/v1/library-items/heat-action-platform/citation?format={form}"));
            assert!(app.get(path).send().await.text().contains(TITLE), "{path}");
        }
        visitor.sees(heading("Lessons about the same themes")).await;
        visitor.sees(link("Sign in to put it on a reading list of your own")).await;
        visitor.click(link("Toolkit").within(navigation("Breadcrumb"))).await;
        visitor.is_at("/en/library?kind=toolkit").await;
    })
    .await;
}

#[tokio::test]
async fn where_nothing_fits_it_is_said_what_would_stand_there() {
    journey(async |visitor, _| {
        visitor.open("/en/library?licence=open&q=zzzzzz").await;
        visitor.reads("Nothing in the library fits all of this").await;
        visitor.reads("The library lists works that others have published.").await;
        visitor.click(link("Try without the words")).await;
        visitor.is_at("/en/library?licence=open").await;
        visitor.expects_console("400");
        visitor.open("/en/library?kind=atlantis&stage=recovery").await;
        visitor.reads("Kind: there is no “atlantis”.").await;
        visitor.click(link("Leave it out, keep the rest")).await;
        visitor.is_at("/en/library?stage=recovery").await;
        visitor.expects_console("404");
        visitor.open("/en/library/nowhere").await;
        visitor.arrives_at("There is nothing here").await;
        visitor.open("/en/collections/nowhere").await;
        visitor.arrives_at("There is nothing here").await;
    })
    .await;
}

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

/// Adds a work, and changes what is said of it.
async fn adds(editor: &Browser) {
    editor.open("/en/library").await;
    editor.click(link("Add an item")).await;
    editor.arrives_at("Add an item to the library").await;
    editor.click(button("Add the item")).await;
    editor.sees(heading("Some things are missing or not right")).await;
    editor.fill(field("Title"), "Shade first").await;
    editor.choose(choice("Kind"), "Guide or handbook").await;
    editor.fill(field("What it is about"), "How to plan *shade*.").await;
    editor.fill(field("Web address"), "https://example.org/guide").await;
    editor.fill(field("Licence, as the work has it"), "CC BY-NC 4.0").await;
    let said = async || editor.property(option("Not for profit"), "checked").await == "true";
    editor.until("what the licence says is chosen", said).await;
    editor.click(button("Add the item")).await;
    editor.arrives_at("Shade first").await;
    editor.reads("You may use it where nobody earns by it.").await;
    editor.click(link("Change this item")).await;
    editor.arrives_at("Change: Shade first").await;
    editor.fill(field("Year"), "soon").await;
    editor.click(button("Save")).await;
    editor.reads("Use a year such as 2021, or leave it empty.").await;
    editor.fill(field("Year"), "2024").await;
    editor.click(button("Save")).await;
    editor.reads("The changes are saved.").await;
}

#[tokio::test]
async fn an_editor_adds_a_work_and_looks_after_its_link() {
    const MOVED: &str = "https://example.org/guides/shade";
    let links = Links::default();
    links.answer("https://example.org/guide", LinkAnswer::Moved(MOVED.to_owned()));
    journey_on(TestApp::builder().links(links), async |visitor, app| {
        app.with_role(EDITOR, Role::Editor).await;
        signs_in_as(visitor, EDITOR).await;
        adds(visitor).await;
        let item = app.client().get_library_item(&"shade-first".parse().unwrap()).await.unwrap();
        assert_eq!((item.year, item.url.as_deref()), (Some(2024), Some("https://example.org/guide")));

        let editor = app.sign_in(EDITOR).await;
        let key = client_key("look");
        editor.client.create_link_check(&key, &"shade-first".parse().unwrap()).await.unwrap();
        app.work().await;
        visitor.open("/en/library").await;
        visitor.click(link("Dead links")).await;
        visitor.arrives_at("Dead links").await;
        visitor.sees(link("Shade first")).await;
        visitor.reads("Link has moved").await;
        visitor.click(button("Take over the new address: Shade first")).await;
        visitor.reads("The new address is taken over: Shade first").await;
        visitor.reads("Every link leads somewhere").await;
        let item = app.client().get_library_item(&"shade-first".parse().unwrap()).await.unwrap();
        assert_eq!(item.url.as_deref(), Some(MOVED));
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
