//! Keeping a search where it is made, seeing what is new in it, and not being told any more; searching for one's city.

use crate::identity::signs_in_as;
use domain::policy::Role;
use domain::saved_searches::SavedSearchQuery;
use e2e::{Browser, Target, button, checkbox, content, field, heading, journey_on, link, option, region, switch};
use test_support::{Person, TestApp};

const ADA: &str = "ada@example.org";
const NAME: &str = "Water for schools";

/// Not what stands around every page.
fn in_page(target: Target) -> Target {
    target.within(content("").and_more())
}

/// Those who publish what is new.
async fn publishers(app: &TestApp) -> (Person, Person) {
    (app.sign_up("author@example.org", "Author").await, app.with_role("editor@example.org", Role::Editor).await)
}

async fn saves(visitor: &Browser, name: &str, rhythm: &str) {
    visitor.click(button("Save this search")).await;
    visitor.sees(heading("Save this search")).await;
    visitor.fill(field("Name"), name).await;
    visitor.click(option(rhythm)).await;
    visitor.click(button("Save")).await;
    visitor.reads("Saved. What comes from now on is new.").await;
}

#[tokio::test]
async fn a_search_is_kept_and_tells_what_is_new() {
    journey_on(TestApp::builder().without_second_factor(), async |visitor, app| {
        let ada = app.sign_up(ADA, "Ada Practitioner").await;
        let (author, editor) = publishers(app).await;
        visitor.open("/en/search?q=quokka").await;
        visitor.sees(link("Sign in to save this search")).await;
        signs_in_as(visitor, ADA).await;
        visitor.open("/en/search?q=quokka").await;
        saves(visitor, NAME, "Every day").await;
        visitor.click(in_page(link("Your saved searches"))).await;
        visitor.arrives_at("Your saved searches").await;
        visitor.reads("Nothing new").await;

        app.publish(&author, &editor, "Quokka crossings").await;
        app.wait_until_indexed().await;
        let kept = ada.client.list_saved_searches(&SavedSearchQuery::default()).await.unwrap().items.remove(0);
        // Where a day has gone by one is let in anew, without a word.
        visitor.expects_console("401");
        app.clock.advance(kept.next_alert_at.unwrap() - app.now());
        app.work().await;
        visitor.open("/en/home").await;
        visitor.sees(heading("New in your saved searches")).await;
        let news = region("New in your saved searches");
        visitor.click(link("See what is new").and_more().within(news)).await;
        visitor.reads("Quokka crossings").await;
        visitor.sees(link("Remove filter Published since").and_more()).await;
        visitor.open("/en/account/searches").await;
        visitor.reads("Nothing new").await;
    })
    .await;
}

#[tokio::test]
async fn telling_is_changed_and_a_search_is_deleted() {
    journey_on(TestApp::builder(), async |visitor, app| {
        let ada = app.sign_up(ADA, "Ada Practitioner").await;
        signs_in_as(visitor, ADA).await;
        visitor.open("/en/account/searches").await;
        visitor.reads("You have not saved a search yet").await;
        visitor.open("/en/lessons?topic=health").await;
        saves(visitor, NAME, "Every Monday").await;
        visitor.open("/en/account/searches").await;
        visitor.click(button(&format!("Change: {NAME}"))).await;
        visitor.click(option("Never")).await;
        visitor.click(button("Save")).await;
        visitor.reads("you are not told").await;
        let kept = ada.client.list_saved_searches(&SavedSearchQuery::default()).await.unwrap().items;
        assert_eq!((kept.len(), kept[0].query.as_str(), kept[0].next_alert_at), (1, "topic=health", None));

        visitor.click(button(&format!("Delete: {NAME}"))).await;
        visitor.sees(heading(&format!("Delete “{NAME}”?"))).await;
        visitor.click(button("Delete")).await;
        visitor.reads("You have not saved a search yet").await;
    })
    .await;
}

#[tokio::test]
async fn a_search_is_narrowed_down_and_made_for_ones_city() {
    journey_on(TestApp::builder(), async |visitor, app| {
        app.with_city(ADA, "ahmedabad").await;
        signs_in_as(visitor, ADA).await;
        visitor.open("/en/search?q=heat").await;
        visitor.click(switch("For Ahmedabad")).await;
        visitor.is_at("/en/search?q=heat&city=ahmedabad").await;
        visitor.reads("About Ahmedabad").await;
        visitor.click(button("Filters")).await;
        visitor.click(button("Topic")).await;
        visitor.click(checkbox("Health").and_more()).await;
        visitor.is_at("/en/search?q=heat&topic=health&city=ahmedabad").await;
        visitor.click(link("Without filters")).await;
        visitor.is_at("/en/search?q=heat&city=ahmedabad").await;
        visitor.click(switch("For Ahmedabad")).await;
        visitor.is_at("/en/search?q=heat").await;
    })
    .await;
}
