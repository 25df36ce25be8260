//! Searches that people keep: one's own, nobody else's; what is new in them is counted, and told once, in the morning.

use chrono::{DateTime, TimeDelta, Utc};
use client::IdempotencyKey;
use contract::Patch;
use domain::identity::{AccountUpdate, NewSuspension, SecondFactorRemoval};
use domain::lessons::LessonFilter;
use domain::lists::ListFilter as _;
use domain::policy::Role;
use domain::saved_searches::{
    AlertChannel, AlertRhythm, NewSavedSearch, SavedQuery, SavedSearch, SavedSearchOf, SavedSearchQuery,
    SavedSearchUpdate,
};
use domain::since::Since;
use serde_json::json;
use test_support::{PASSWORD, Person, TestApp, library_item};

fn new(of: SavedSearchOf, query: &str) -> NewSavedSearch {
    let (rhythm, channel) = (AlertRhythm::Daily, AlertChannel::Both);
    NewSavedSearch { name: format!("Own {query}"), of, query: query.to_owned(), rhythm, channel }
}

async fn save((app, person): (&TestApp, &Person), new: &NewSavedSearch) -> SavedSearch {
    app.clock.advance(TimeDelta::milliseconds(1));
    person.client.create_saved_search(&IdempotencyKey::generate(), new).await.unwrap()
}

async fn one(person: &Person, search: &SavedSearch) -> SavedSearch {
    person.client.get_saved_search(search.id).await.unwrap()
}

/// The mails about searches to an address.
fn told(app: &TestApp, email: &str) -> Vec<String> {
    let mails = app.mails.sent().into_iter().filter(|mail| mail.to().address().as_str() == email);
    mails
        .map(|mail| format!("{}\n{}", mail.subject(), mail.text()))
        .filter(|mail| mail.contains("saved search"))
        .collect()
}

/// Somebody who keeps searches, and two who publish.
struct Scene {
    app: TestApp,
    ana: Person,
    author: Person,
    editor: Person,
}

impl Scene {
    async fn start() -> Self {
        let app = TestApp::builder().without_second_factor().start().await;
        let ana = app.sign_up("ana@example.org", "Ana").await;
        let author = app.sign_up("author@example.org", "Author").await;
        let editor = app.with_role("editor@example.org", Role::Editor).await;
        Self { app, ana, author, editor }
    }

    /// Goes to a moment of the clock, and does what is due then. Whoever was signed in has to do so again.
    async fn at(&mut self, moment: DateTime<Utc>) {
        self.app.wait_until_indexed().await;
        self.app.clock.advance(moment - self.app.now());
        self.app.work().await;
        self.author = self.app.sign_in("author@example.org").await;
        self.editor = self.app.sign_in("editor@example.org").await;
    }

    /// Ana, signed in now.
    async fn ana(&self) -> Person {
        self.app.sign_in("ana@example.org").await
    }

    async fn publish(&self, title: &str) {
        self.app.publish(&self.author, &self.editor, title).await;
        self.app.wait_until_indexed().await;
    }
}

#[tokio::test]
async fn one_keeps_searches_changes_them_and_lets_them_go() {
    let app = TestApp::start().await;
    let ana = app.sign_up("ana@example.org", "Ana").await;
    let heat = save((&app, &ana), &new(SavedSearchOf::Search, "?limit=5&q=heat&kind=lesson")).await;
    assert_eq!(
        (heat.query.as_str(), heat.version, heat.new_count, heat.told_count),
        ("q=heat&kind=lesson", 1, Some(0), 0)
    );
    let lessons = save((&app, &ana), &new(SavedSearchOf::Lessons, "")).await;
    let all = ana.client.list_saved_searches(&SavedSearchQuery::default()).await.unwrap();
    assert_eq!(all.items.iter().map(|search| search.id).collect::<Vec<_>>(), [lessons.id, heat.id]);

    let change = SavedSearchUpdate { rhythm: Patch::Set(AlertRhythm::None), ..SavedSearchUpdate::default() };
    let changed = ana.client.update_saved_search(heat.id, heat.version, &change).await.unwrap();
    assert_eq!((changed.version, changed.next_alert_at, changed.name.as_str()), (2, None, heat.name.as_str()));
    let stale = ana.client.update_saved_search(heat.id, heat.version, &change).await.unwrap_err();
    assert_eq!(stale.status(), Some(412));
    let same = ana.client.update_saved_search(heat.id, 2, &change).await.unwrap();
    assert_eq!(same.version, 2, "what changes nothing leaves no trace");
    let odd = SavedSearchUpdate { query: Patch::Set("mood=good".to_owned()), ..SavedSearchUpdate::default() };
    let faults = ana.client.update_saved_search(heat.id, 2, &odd).await.unwrap_err();
    assert_eq!(faults.status(), Some(422));

    ana.client.delete_saved_search(heat.id, 2).await.unwrap();
    assert_eq!(ana.client.get_saved_search(heat.id).await.unwrap_err().status(), Some(404));
}

#[tokio::test]
async fn nobody_else_learns_that_there_is_one() {
    let app = TestApp::builder().without_second_factor().start().await;
    let ana = app.sign_up("ana@example.org", "Ana").await;
    let heat = save((&app, &ana), &new(SavedSearchOf::Search, "q=heat")).await;
    let others = [
        app.sign_up("ben@example.org", "Ben").await,
        app.with_role("editor@example.org", Role::Editor).await,
        app.with_role("admin@example.org", Role::Administrator).await,
    ];
    for other in others {
        let client = &other.client;
        let change = SavedSearchUpdate::default();
        let refused = [
            client.get_saved_search(heat.id).await.unwrap_err(),
            client.update_saved_search(heat.id, 1, &change).await.unwrap_err(),
            client.delete_saved_search(heat.id, 1).await.unwrap_err(),
            client.create_saved_search_visit(&IdempotencyKey::generate(), heat.id).await.unwrap_err(),
        ];
        assert!(refused.iter().all(|error| error.status() == Some(404)), "{refused:?}");
        assert!(client.list_saved_searches(&SavedSearchQuery::default()).await.unwrap().items.is_empty());
    }
}

#[tokio::test]
async fn what_cannot_be_searched_for_is_told() {
    let app = TestApp::start().await;
    let ana = app.sign_up("ana@example.org", "Ana").await;
    for (of, query, code) in [
        ("search", "", "required"),
        ("search", "q=heat&topic=moods", "unknown_value"),
        ("search", "q=heat&city=atlantis", "unknown_city"),
        ("lessons", "theme=moods", "unknown_value"),
        ("library", "kind=moods", "unknown_value"),
        ("library", "topic=health", "unknown_parameter"),
    ] {
        let body = json!({ "name": "x", "of": of, "query": query, "rhythm": "none", "channel": "mail" });
        let answer = ana.ask(&app, "POST", "/api/v1/saved-searches").json(&body).send().await;
        let fault = answer.json()["errors"][0].clone();
        assert_eq!(
            (answer.status, &fault["pointer"], &fault["code"]),
            (422, &json!("/query"), &json!(code)),
            "{query}"
        );
    }
}

#[tokio::test]
async fn more_than_fifty_are_not_kept() {
    let app = TestApp::start().await;
    let ana = app.sign_up("ana@example.org", "Ana").await;
    for _ in 0..50 {
        save((&app, &ana), &new(SavedSearchOf::Lessons, "")).await;
    }
    let more = ana.client.create_saved_search(&IdempotencyKey::generate(), &new(SavedSearchOf::Lessons, "")).await;
    assert_eq!(more.unwrap_err().status(), Some(409));
}

#[tokio::test]
async fn a_search_is_saved_once_under_a_key() {
    let app = TestApp::start().await;
    let ana = app.sign_up("ana@example.org", "Ana").await;
    let (key, asked) = (IdempotencyKey::generate(), new(SavedSearchOf::Lessons, "topic=health"));
    let first = ana.client.create_saved_search(&key, &asked).await.unwrap();
    let again = ana.client.create_saved_search(&key, &asked).await.unwrap();
    assert_eq!(first.id, again.id);
    assert_eq!(app.database.count("saved_searches").await, 1);
}

#[tokio::test]
async fn what_is_published_later_is_new_until_one_looks() {
    let scene = Scene::start().await;
    let (app, ana) = (&scene.app, &scene.ana);
    scene.publish("Shade for quokkas before").await;
    app.clock.advance(TimeDelta::seconds(1));
    let everything = save((app, ana), &new(SavedSearchOf::Search, "q=quokkas")).await;
    let lessons = save((app, ana), &new(SavedSearchOf::Lessons, "theme=climate_resilience&q=quokkas")).await;
    let others = save((app, ana), &new(SavedSearchOf::Lessons, "topic=health")).await;
    let library = save((app, ana), &new(SavedSearchOf::Library, "kind=guide")).await;
    app.clock.advance(TimeDelta::seconds(1));
    scene.publish("Water for quokkas").await;
    app.add_item(&scene.editor, &library_item("Quokkas in summer")).await;
    app.wait_until_indexed().await;
    for (search, count) in [(&everything, 2), (&lessons, 1), (&others, 0), (&library, 1)] {
        assert_eq!(one(ana, search).await.new_count, Some(count), "{}", search.query);
    }
    // The list says the same by its own filter.
    let SavedQuery::Lessons(filter) = SavedQuery::parse(lessons.of, &lessons.query).unwrap() else { panic!("lessons") };
    let filter = LessonFilter { published_since: Some(Since::from(lessons.last_looked_at)), ..*filter };
    let page = app.get(&format!("/api/v1/lessons{}", filter.to_query())).send().await.json();
    assert_eq!(page["items"].as_array().unwrap().len(), 1);
    assert_eq!(page["items"][0]["title"], "Water for quokkas");

    app.clock.advance(TimeDelta::seconds(1));
    let looked = ana.client.create_saved_search_visit(&IdempotencyKey::generate(), everything.id).await.unwrap();
    assert_eq!((looked.new_count, looked.last_looked_at, looked.version), (Some(0), app.now(), 1));
    assert_eq!(one(ana, &lessons).await.new_count, Some(1), "the other one was not looked at");
}

#[tokio::test]
async fn one_mail_tells_of_all_that_is_due_and_once() {
    let mut scene = Scene::start().await;
    let zone = AccountUpdate { time_zone: Patch::Set("America/Bogota".to_owned()), ..AccountUpdate::default() };
    scene.ana.client.update_me(scene.ana.account.version, &zone).await.unwrap();
    let quokkas = save((&scene.app, &scene.ana), &new(SavedSearchOf::Search, "q=quokkas")).await;
    let guides = save((&scene.app, &scene.ana), &new(SavedSearchOf::Library, "kind=guide")).await;
    let nothing = save((&scene.app, &scene.ana), &new(SavedSearchOf::Lessons, "q=xyzzy")).await;
    let due = quokkas.next_alert_at.unwrap();
    assert_eq!(due.format("%H:%M").to_string(), "13:00", "eight in the morning in Bogotá");
    scene.publish("Water for quokkas").await;
    scene.app.add_item(&scene.editor, &library_item("A guide")).await;
    scene.app.work().await;
    assert_eq!(told(&scene.app, "ana@example.org"), [""; 0], "not before the morning");

    scene.at(due).await;
    let mails = told(&scene.app, "ana@example.org");
    assert_eq!(mails.len(), 1, "{mails:?}");
    for part in
        ["Water for quokkas", "A guide", "Own q=quokkas", "Own kind=guide", "/en/account/searches", "published_since"]
    {
        assert!(mails[0].contains(part), "{part}: {}", mails[0]);
    }
    assert!(!mails[0].contains(&nothing.name), "what has nothing new is not named");
    for (search, count) in [(&quokkas, 1), (&guides, 1), (&nothing, 0)] {
        let now = one(&scene.ana().await, search).await;
        assert_eq!((now.told_count, now.version), (count, 1), "{}", search.query);
        assert_eq!(now.next_alert_at, Some(due + TimeDelta::days(1)), "{}", search.query);
        assert_eq!(now.last_alert_at.is_some(), count > 0, "{}", search.query);
    }
    let shown = scene
        .ana()
        .await
        .client
        .list_saved_searches(&SavedSearchQuery { told: true, ..SavedSearchQuery::default() })
        .await;
    assert_eq!(shown.unwrap().items.len(), 2);

    for day in 1..4 {
        scene.at(due + TimeDelta::days(day)).await;
    }
    assert_eq!(told(&scene.app, "ana@example.org").len(), 1, "nothing is told twice, and no mail is empty");
    scene.publish("Trees for quokkas").await;
    scene.at(due + TimeDelta::days(4)).await;
    let mails = told(&scene.app, "ana@example.org");
    assert_eq!(mails.len(), 2);
    assert!(mails[1].contains("Trees for quokkas") && !mails[1].contains("Water for quokkas"), "{}", mails[1]);
    assert_eq!(one(&scene.ana().await, &quokkas).await.told_count, 2, "all that one has not looked at");
}

#[tokio::test]
async fn what_one_has_seen_is_not_told() {
    let mut scene = Scene::start().await;
    let quokkas = save((&scene.app, &scene.ana), &new(SavedSearchOf::Search, "q=quokkas")).await;
    scene.publish("Water for quokkas").await;
    scene.app.clock.advance(TimeDelta::seconds(1));
    scene.ana.client.create_saved_search_visit(&IdempotencyKey::generate(), quokkas.id).await.unwrap();
    scene.at(quokkas.next_alert_at.unwrap()).await;
    assert_eq!(told(&scene.app, "ana@example.org"), [""; 0]);
    assert_eq!(one(&scene.ana().await, &quokkas).await.told_count, 0);
}

#[tokio::test]
async fn rhythm_and_channel_are_kept() {
    let mut scene = Scene::start().await;
    let asked = |rhythm, channel| NewSavedSearch { rhythm, channel, ..new(SavedSearchOf::Search, "q=quokkas") };
    let never = save((&scene.app, &scene.ana), &asked(AlertRhythm::None, AlertChannel::Both)).await;
    let in_app = save((&scene.app, &scene.ana), &asked(AlertRhythm::Daily, AlertChannel::InApp)).await;
    let weekly = save((&scene.app, &scene.ana), &asked(AlertRhythm::Weekly, AlertChannel::Mail)).await;
    scene.publish("Water for quokkas").await;
    scene.at(in_app.next_alert_at.unwrap()).await;
    let is_monday = in_app.next_alert_at == weekly.next_alert_at;
    assert_eq!(told(&scene.app, "ana@example.org").len(), usize::from(is_monday), "in the app only");
    scene.at(weekly.next_alert_at.unwrap()).await;
    assert_eq!(told(&scene.app, "ana@example.org").len(), 1);
    for (search, count) in [(&never, 0), (&in_app, 1), (&weekly, 0)] {
        let now = one(&scene.ana().await, search).await;
        assert_eq!((now.new_count, now.told_count), (Some(1), count), "{} {}", search.rhythm, search.channel);
    }
}

#[tokio::test]
async fn whoever_is_suspended_is_told_when_they_are_back() {
    let mut scene = Scene::start().await;
    let administrator = scene.app.with_role("admin@example.org", Role::Administrator).await;
    let quokkas = save((&scene.app, &scene.ana), &new(SavedSearchOf::Search, "q=quokkas")).await;
    let due = quokkas.next_alert_at.unwrap();
    scene.publish("Water for quokkas").await;
    let reason = NewSuspension { reason: "A mistake.".to_owned() };
    administrator.client.create_suspension(scene.ana.account.id, &reason).await.unwrap();
    scene.at(due).await;
    assert_eq!(told(&scene.app, "ana@example.org"), [""; 0]);
    let administrator = scene.app.sign_in("admin@example.org").await;
    administrator.client.delete_suspension(scene.ana.account.id).await.unwrap();
    scene.at(due + TimeDelta::days(1)).await;
    assert_eq!(told(&scene.app, "ana@example.org").len(), 1);
}

#[tokio::test]
async fn they_are_exported_and_go_with_the_account() {
    let app = TestApp::start().await;
    let ana = app.sign_up("ana@example.org", "Ana").await;
    let heat = save((&app, &ana), &new(SavedSearchOf::Search, "q=heat")).await;
    let export = ana.client.export_me().await.unwrap();
    assert_eq!(export.saved_searches.iter().map(|search| search.id).collect::<Vec<_>>(), [heat.id]);
    ana.client.delete_me(&SecondFactorRemoval { password: PASSWORD.into() }).await.unwrap();
    app.clock.advance(TimeDelta::days(14));
    assert_eq!(app::identity::clear_away(&app.ctx).await.unwrap(), 1);
    assert_eq!(app.database.count("saved_searches").await, 0);
    let jobs = app.database.dump("jobs").await;
    assert!(!jobs.contains(&ana.account.id.to_string()), "{jobs}");
    app.work().await;
}
