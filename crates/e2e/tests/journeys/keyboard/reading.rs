//! Lessons and the library: found, read, cited; and what editors do about them.

use super::choosing::{picks, takes};
use super::signs_in;
use domain::library::{LibraryItemRef, LinkAnswer};
use domain::policy::Role;
use e2e::{
    Key, Keyboard, Target, button, checkbox, choice, content, field, heading, journey, journey_on, link, option, region,
};
use test_support::{Links, TestApp};

const ADA: &str = "ada@example.org";
const NAME: &str = "Ada Practitioner";
const EDITOR: &str = "ed@example.org";
const LESSON: &str = "Cool the busiest streets with connected planting, and train local people to keep it alive";
const LESSON_PAGE: &str = "/en/lessons/medellin-green-corridors-jobs";
const WORK: &str = "Heat Action Platform";
const OTHER_WORK: &str = "Urban reform database (African Cities Research Consortium)";
const LIST: &str = "Before the hot season";

/// Not what stands around every page.
fn in_page(target: Target) -> Target {
    target.within(content("").and_more())
}

/// What a link to a file gives, which leads to this path of the server.
async fn fetched(keys: Keyboard<'_>, app: &TestApp, file: Target, path: &str) -> String {
    assert_eq!(keys.property(file, "href").await, format!("{}{path}", app.url));
    let answer = app.get(path).send().await;
    assert_eq!(answer.status, 200, "{path}");
    answer.text()
}

/// Walks back out of the content to a place of the rail.
async fn turns_to(keys: Keyboard<'_>, name: &str) {
    keys.presses_before(link(name)).await;
    keys.lands_at(name).await;
}

#[tokio::test]
async fn a_lesson_is_found_and_read_and_its_grade_is_explained() {
    const FOUND: &str = "/en/lessons?topic=environment&grade=evaluated";
    journey(async |visitor, app| {
        let keys = visitor.by_keys();
        keys.opens("/en/").await;
        turns_to(keys, "Lessons").await;
        keys.ticks(checkbox("Environment").and_more()).await;
        keys.is_at("/en/lessons?topic=environment").await;
        keys.ticks(checkbox("Evaluated").and_more()).await;
        keys.is_at(FOUND).await;
        keys.sees(link("Remove filter Topic: Environment")).await;
        keys.tab_to(link("CSV")).await;
        let file = fetched(keys, app, link("CSV"), "/api/v1/lessons.csv?topic=environment&grade=evaluated").await;
        assert!(file.lines().count() > 2, "the names of the columns, and lessons: {file}");
        keys.presses(link(LESSON)).await;
        keys.lands_at(LESSON).await;
        assert!(keys.title().await.starts_with(LESSON));
        keys.reads("What to consider").await;
        keys.sees(heading("Sources")).await;
        let grade = button("What does “Evaluated” mean?");
        keys.presses(grade.clone()).await;
        keys.reads("evaluated does not mean proved").await;
        keys.press(Key::Escape).await;
        keys.is_on(grade).await;
        keys.press(Key::Enter).await;
        keys.presses(link("How grades are given")).await;
        keys.lands_at("How lessons are graded").await;
        keys.reads("The first of these that fits decides:").await;
        keys.back().await;
        keys.arrives_at(LESSON).await;
        keys.presses(link("See earlier versions")).await;
        keys.lands_at("Earlier versions").await;
        keys.reads("There is one version so far.").await;
        keys.open(FOUND).await;
        assert_eq!(keys.property(checkbox("Evaluated").and_more(), "checked").await, "true");
    })
    .await;
}

#[tokio::test]
async fn lessons_stand_on_the_page_of_their_city() {
    journey(async |visitor, _| {
        let keys = visitor.by_keys();
        keys.opens(LESSON_PAGE).await;
        keys.presses(link("Medellín")).await;
        keys.lands_at("Medellín").await;
        keys.sees(link(LESSON).within(region("Lessons from this city"))).await;
        keys.tab_to(link(LESSON)).await;
        keys.presses(link("All lessons from Medellín")).await;
        keys.is_at("/en/lessons?city=medellin").await;
        keys.lands_at("Lessons").await;
        keys.sees(link(LESSON)).await;
        keys.presses(link("Remove filter City: Medellin")).await;
        keys.is_at("/en/lessons").await;
        keys.is_on(heading("Lessons")).await;
    })
    .await;
}

#[tokio::test]
async fn words_find_lessons_and_where_none_fits_there_is_a_way_out() {
    journey(async |visitor, _| {
        let keys = visitor.by_keys();
        keys.opens("/en/lessons").await;
        keys.writes(field("Find by words"), "roofs").await;
        keys.is_at("/en/lessons?q=roofs").await;
        keys.chooses(choice("Sort by"), "title").await;
        keys.is_at("/en/lessons?q=roofs&sort=title").await;
        keys.tab_to(link("Whiten roofs").and_more()).await;
        keys.tab_back_to(field("Find by words")).await;
        keys.writes(field("Find by words"), "zzzzzz").await;
        keys.reads("No lesson fits all of this").await;
        keys.reads("A lesson says what a city tried").await;
        keys.sees(in_page(link("Join to share what your city tried"))).await;
        keys.presses(link("Try without the words")).await;
        keys.is_at("/en/lessons?sort=title").await;
        keys.sees(button("Show more lessons")).await;

        keys.expects_console("400");
        keys.opens("/en/lessons?topic=atlantis&stage=recovery").await;
        keys.reads("Topic: there is no “atlantis”.").await;
        keys.presses(link("Leave it out, keep the rest")).await;
        keys.is_at("/en/lessons?stage=recovery").await;
    })
    .await;
}

#[tokio::test]
async fn a_work_is_found_and_read_and_cited() {
    const MADE: &str = "Arsht-Rockefeller Foundation Resilience Center and partners. (2022). Heat Action Platform";
    journey(async |visitor, app| {
        let keys = visitor.by_keys();
        keys.opens("/en/").await;
        turns_to(keys, "Library").await;
        keys.ticks(checkbox("Toolkit").and_more()).await;
        keys.is_at("/en/library?kind=toolkit").await;
        keys.writes(field("Find by words"), "heat").await;
        keys.is_at("/en/library?kind=toolkit&q=heat").await;
        keys.sees(link("Remove filter Kind: Toolkit")).await;
        keys.tab_to(link("BibTeX")).await;
        for (name, ending) in
            [("CSV", "csv"), ("NDJSON", "ndjson"), ("Excel (XLSX)", "xlsx"), ("BibTeX", "bib"), ("RIS", "ris")]
        {
            let path = format!("/api/v1/library-items.{ending}?kind=toolkit&q=heat");
            fetched(keys, app, in_page(link(name)), &path).await;
        }
        keys.presses(link(WORK)).await;
        keys.lands_at(WORK).await;
        keys.reads("No licence was seen that says what you may do.").await;
        keys.sees(heading("Where it is")).await;
        keys.reads(MADE).await;
        keys.sees(heading("Lessons about the same themes")).await;
        keys.sees(link("Sign in to put it on a reading list of your own")).await;
        keys.tab_to(link("onebillionresilient.org").and_more()).await;
        keys.tab_to(link("CSL-JSON")).await;
        for (name, form) in [("BibTeX", "bibtex"), ("RIS", "ris"), ("CSL-JSON", "csl_json")] {
            let path = format!("/api/v1/library-items/heat-action-platform/citation?format={form}");
            assert!(fetched(keys, app, in_page(link(name)), &path).await.contains(WORK), "{path}");
        }
        keys.presses_before(link("Toolkit")).await;
        keys.is_at("/en/library?kind=toolkit").await;
        keys.lands_at("Library").await;
    })
    .await;
}

#[tokio::test]
async fn where_no_work_fits_there_is_a_way_out() {
    journey(async |visitor, _| {
        let keys = visitor.by_keys();
        keys.opens("/en/library?licence=open&q=zzzzzz").await;
        keys.reads("Nothing in the library fits all of this").await;
        keys.reads("The library lists works that others have published.").await;
        keys.presses(link("Try without the words")).await;
        keys.is_at("/en/library?licence=open").await;
        keys.expects_console("400");
        keys.opens("/en/library?kind=atlantis&stage=recovery").await;
        keys.reads("Kind: there is no “atlantis”.").await;
        keys.presses(link("Leave it out, keep the rest")).await;
        keys.is_at("/en/library?stage=recovery").await;
    })
    .await;
}

#[tokio::test]
async fn a_reading_list_is_renamed_emptied_and_deleted() {
    journey_on(TestApp::builder(), async |visitor, app| {
        let ada = app.sign_up(ADA, NAME).await;
        let list = app.reading_list(&ada, (LIST, false), &["heat-action-platform"]).await;
        let keys = visitor.by_keys();
        signs_in(keys, ADA).await;
        // The page itself says nothing of it to anybody; its owner's app asks for it.
        keys.expects_console("404");
        keys.opens(&format!("/en/collections/{}", list.slug)).await;
        keys.presses(button("Change title and text")).await;
        keys.writes(field("Title"), "Heat").await;
        keys.press(Key::Enter).await;
        keys.sees(heading("Heat")).await;
        keys.presses(button(&format!("Take off: {WORK}"))).await;
        keys.reads("There is nothing on it yet").await;
        keys.presses(button("Delete")).await;
        keys.is_on(heading("Delete “Heat”?")).await;
        keys.presses(button("Delete")).await;
        keys.lands_at("Collections and reading lists").await;
        keys.reads("You have no reading list yet").await;
    })
    .await;
}

#[tokio::test]
async fn an_editor_makes_a_collection_and_moves_its_works() {
    journey_on(TestApp::builder().without_second_factor(), async |visitor, app| {
        app.with_role(EDITOR, Role::Editor).await;
        let keys = visitor.by_keys();
        signs_in(keys, EDITOR).await;
        keys.opens("/en/collections").await;
        keys.presses(button("Make a collection")).await;
        keys.is_on(field("Title")).await;
        keys.types(LIST).await;
        keys.press(Key::Enter).await;
        keys.lands_at(LIST).await;
        for page in ["/en/library/heat-action-platform", "/en/library/african-urban-reform-database"] {
            keys.opens(page).await;
            keys.chooses(choice("Put it on a list"), "bef").await;
            keys.presses(button("Add to the list")).await;
            keys.sees(link(LIST).within(region("Collections and reading lists with it"))).await;
        }
        keys.presses_before(link(LIST)).await;
        keys.lands_at(LIST).await;
        keys.presses(button(&format!("Move up: {OTHER_WORK}"))).await;
        keys.reads(&format!("{OTHER_WORK} is number 1 of 2 now.")).await;
        keys.is_on(button(&format!("Move up: {OTHER_WORK}"))).await;
        // The page shows it at once, and the server hears of it a moment later.
        keys.until("the new order is kept", async || {
            let kept = app.client().get_collection(&"before-the-hot-season".parse().unwrap()).await.unwrap();
            kept.items.iter().map(|one| one.item.title.as_str()).eq([OTHER_WORK, WORK])
        })
        .await;
    })
    .await;
}

/// Adds a work, at first without what it needs, and changes what is said of it.
async fn adds(keys: Keyboard<'_>) {
    keys.opens("/en/library").await;
    keys.presses(link("Add an item")).await;
    keys.lands_at("Add an item to the library").await;
    keys.presses(button("Add the item")).await;
    keys.until("what is missing has the focus", async || keys.focused().await.role == "alert").await;
    keys.writes(field("Title"), "Shade first").await;
    keys.chooses(choice("Kind"), "guide").await;
    keys.writes(field("What it is about"), "How to plan *shade*.").await;
    keys.writes(field("Web address"), "https://example.org/guide").await;
    keys.writes(field("Licence, as the work has it"), "CC BY-NC 4.0").await;
    let said = async || keys.property(option("Not for profit"), "checked").await == "true";
    keys.until("what the licence says is chosen", said).await;
    picks(keys, "Not for profit", "Not for profit").await;
    takes(keys, "Themes", "climate").await;
    keys.presses(button("Add the item")).await;
    keys.lands_at("Shade first").await;
    keys.reads("You may use it where nobody earns by it.").await;
    keys.presses(link("Change this item")).await;
    keys.lands_at("Change: Shade first").await;
    keys.writes(field("Year"), "soon").await;
    keys.presses(button("Save")).await;
    keys.reads("Use a year such as 2021, or leave it empty.").await;
    keys.writes(field("Year"), "2024").await;
    keys.presses(button("Save")).await;
    keys.reads("The changes are saved.").await;
}

#[tokio::test]
async fn an_editor_adds_a_work_and_looks_after_its_link() {
    const MOVED: &str = "https://example.org/guides/shade";
    let links = Links::default();
    links.answer("https://example.org/guide", LinkAnswer::Moved(MOVED.to_owned()));
    journey_on(TestApp::builder().links(links), async |visitor, app| {
        let editor = app.with_role(EDITOR, Role::Editor).await;
        let keys = visitor.by_keys();
        signs_in(keys, EDITOR).await;
        adds(keys).await;
        let named: LibraryItemRef = "shade-first".parse().unwrap();
        editor.client.create_link_check(&"key-of-look".to_owned().into(), &named).await.unwrap();
        app.work().await;
        keys.opens("/en/library").await;
        keys.presses(link("Dead links")).await;
        keys.lands_at("Dead links").await;
        keys.reads("Link has moved").await;
        keys.presses(button("Take over the new address: Shade first")).await;
        keys.reads("The new address is taken over: Shade first").await;
        keys.reads("Every link leads somewhere").await;
        let item = app.client().get_library_item(&named).await.unwrap();
        assert_eq!((item.year, item.url.as_deref()), (Some(2024), Some(MOVED)));
    })
    .await;
}
