//! Reading notes: lists, one, its versions, how it is cited.

use super::{of, says, shown, slug};
use crate::lessons::refusal;
use domain::lessons::RevisionDiffQuery;
use domain::library::{CitationFormat, CitationQuery};
use domain::notes::{NoteContent, NoteFacet, NoteFilter, NoteKind, NoteName, NoteQuery, NoteSection, NoteVersionQuery};
use domain::policy::Role;
use test_support::{Person, TestApp};

async fn published(app: &TestApp, (ana, editor): (&Person, &Person), title: &str, kind: NoteKind) -> NoteName {
    let draft = app.note_draft(ana, title).await;
    let content = NoteContent { kind, cities: vec!["accra".into()], ..draft.content };
    let draft = ana.client.update_note_draft(draft.id, draft.version, &says(content)).await.unwrap();
    app.publish_note(ana, editor, &draft).await
}

async fn titles(app: &TestApp, query: &NoteQuery) -> Vec<String> {
    let items = app.client().list_notes(query).await.unwrap().items;
    items.into_iter().map(|note| note.title).collect()
}

#[tokio::test]
async fn lists_are_filtered_sorted_searched_and_counted() {
    let app = TestApp::start().await;
    let ana = app.sign_up("ana@example.org", "Ana").await;
    let editor = app.with_role("ed@example.org", Role::Editor).await;
    let by = (&ana, &editor);
    published(&app, by, "Cool roofs", NoteKind::Practice).await;
    published(&app, by, "Quokkaproof rooms", NoteKind::Technical).await;
    let all = NoteQuery::default();
    assert_eq!(titles(&app, &all).await, ["Quokkaproof rooms", "Cool roofs"], "the last published first");
    for (raw, expected) in [
        ("kind=practice", &["Cool roofs"][..]),
        ("city=accra&theme=climate_resilience&sort=title", &["Cool roofs", "Quokkaproof rooms"]),
        ("country=GH&sort=-title", &["Quokkaproof rooms", "Cool roofs"]),
        ("country=KE", &[]),
        ("language=fr", &[]),
        ("published_since=2999-01-01T00:00:00Z", &[]),
    ] {
        assert_eq!(titles(&app, &NoteQuery::parse(raw).unwrap()).await, expected, "{raw}");
    }
    app.wait_until_indexed().await;
    assert_eq!(titles(&app, &NoteQuery::parse("q=quokkaproof").unwrap()).await, ["Quokkaproof rooms"]);
    assert_eq!(titles(&app, &NoteQuery::parse("state=current").unwrap()).await.len(), 2);
    let counted = NoteQuery { facets: vec![NoteFacet::Kind, NoteFacet::State], ..NoteQuery::default() };
    let facets = app.client().list_notes(&counted).await.unwrap().facets.unwrap();
    let counts: Vec<(String, u64)> =
        facets.into_iter().flat_map(|facet| facet.values.into_iter().map(|value| (value.value, value.count))).collect();
    for expected in [("practice", 1), ("technical", 1), ("current", 2)] {
        assert!(counts.contains(&(expected.0.to_owned(), expected.1)), "{expected:?} in {counts:?}");
    }
    let first = app.client().list_notes(&NoteQuery { limit: Some(1), ..NoteQuery::default() }).await.unwrap();
    let rest = NoteQuery { limit: Some(1), cursor: first.next, ..NoteQuery::default() };
    assert_eq!(titles(&app, &rest).await, ["Cool roofs"]);
    assert!(app.client().list_notes(&NoteQuery { filter: odd(), ..NoteQuery::default() }).await.is_err());
    let found = app.get("/api/v1/search?q=quokkaproof").send().await.json();
    assert_eq!(
        (found["items"][0]["kind"].as_str(), found["items"][0]["slug"].as_str()),
        (Some("note"), Some("quokkaproof-rooms"))
    );
}

fn odd() -> NoteFilter {
    NoteFilter { themes: vec!["boredom".into()], ..NoteFilter::default() }
}

#[tokio::test]
async fn every_version_keeps_its_address_and_what_it_said() {
    let app = TestApp::start().await;
    let (ana, ben) = (app.sign_up("ana@example.org", "Ana").await, app.sign_up("ben@example.org", "Ben").await);
    let editor = app.with_role("ed@example.org", Role::Editor).await;
    let note = published(&app, (&ana, &editor), "Cool roofs", NoteKind::Practice).await;
    let first = app.client().get_note_version(&of(&note), 1).await.unwrap();
    app.clock.advance(chrono::TimeDelta::minutes(5));
    let draft = app.note_change(&ben, &note.slug).await;
    let content = NoteContent { title: "Cooler roofs".into(), ..draft.content };
    let draft = ben.client.update_note_draft(draft.id, draft.version, &says(content)).await.unwrap();
    app.publish_note(&ben, &editor, &draft).await;

    let again = app.client().get_note_version(&slug("cool-roofs"), 1).await.unwrap();
    assert_eq!((&again.content, &again.text, again.published_at), (&first.content, &first.text, first.published_at));
    assert_eq!(
        (again.note.number, again.note.title.as_str()),
        (2, "Cooler roofs"),
        "it says that there is a newer one"
    );
    let all = app.client().list_note_versions(&of(&note), &NoteVersionQuery::default()).await.unwrap().items;
    let told: Vec<(i32, &str, usize)> =
        all.iter().map(|version| (version.number, version.title.as_str(), version.authors.len())).collect();
    assert_eq!(told, [(2, "Cooler roofs", 2), (1, "Cool roofs", 1)]);
    let now = shown(&app, "cool-roofs").await;
    assert_eq!((now["number"].as_i64(), now["content"]["title"].as_str()), (Some(2), Some("Cooler roofs")));
    for number in [0, 3, -1] {
        assert_eq!(refusal(app.client().get_note_version(&of(&note), number).await).0, 404, "{number}");
    }
    assert_eq!(refusal(app.client().get_note_version(&slug("no-such-note"), 1).await).0, 404);
}

#[tokio::test]
async fn what_changed_between_versions_is_told_line_by_line() {
    let app = TestApp::start().await;
    let (ana, ben) = (app.sign_up("ana@example.org", "Ana").await, app.sign_up("ben@example.org", "Ben").await);
    let editor = app.with_role("ed@example.org", Role::Editor).await;
    let note = published(&app, (&ana, &editor), "Cool roofs", NoteKind::Practice).await;
    let draft = app.note_change(&ben, &note.slug).await;
    let mut content = NoteContent { kind: NoteKind::Technical, ..draft.content };
    content.sections.insert(1, NoteSection::new("Streets".into(), "Trees.\n\n- Shade\n- Water".into()));
    let draft = ben.client.update_note_draft(draft.id, draft.version, &says(content)).await.unwrap();
    app.publish_note(&ben, &editor, &draft).await;

    let diff = async |number, against| {
        app.client().get_note_version_diff(&of(&note), number, &RevisionDiffQuery { against }).await.unwrap()
    };
    let second = diff(2, None).await;
    let fields: Vec<&str> = second.changes.iter().map(|change| change.field.as_str()).collect();
    assert_eq!((second.from, second.to, fields), (1, 2, vec!["kind", "sections"]));
    let (before, after) = (&second.changes[1].before, &second.changes[1].after);
    let at = after.iter().position(|line| line == "## Streets").unwrap();
    assert_eq!(after[at..at + 4], ["## Streets", "Trees.", "- Shade", "- Water"]);
    assert_eq!([&after[..at], &after[at + 4..]].concat(), *before, "all else stands as it was");
    assert_eq!(diff(1, Some(2)).await, second, "whichever is named first");
    assert_eq!(diff(1, None).await.changes, [], "the first one changed nothing");
    let missing = app.client().get_note_version_diff(&of(&note), 2, &RevisionDiffQuery { against: Some(9) }).await;
    assert_eq!(refusal(missing).0, 404);
    let odd = app.get("/api/v1/notes/cool-roofs/versions/2/diff?against=0").send().await;
    assert_eq!(odd.status, 400);
}

#[tokio::test]
async fn it_is_cited_by_its_version() {
    let app = TestApp::start().await;
    let ana = app.sign_up("ana@example.org", "Ana").await;
    let editor = app.with_role("ed@example.org", Role::Editor).await;
    let note = published(&app, (&ana, &editor), "Cool roofs", NoteKind::Practice).await;
    for format in CitationFormat::ALL {
        let query = CitationQuery { format: Some(*format) };
        let text = app.client().get_note_citation(&of(&note), query).await.unwrap();
        for part in ["Cool roofs", "Ana", "/en/notes/cool-roofs/versions/1"] {
            assert!(text.contains(part), "{format}: {text}");
        }
    }
}

#[tokio::test]
async fn no_note_is_called_as_another_one_or_as_a_page() {
    let app = TestApp::start().await;
    let ana = app.sign_up("ana@example.org", "Ana").await;
    let editor = app.with_role("ed@example.org", Role::Editor).await;
    for (title, expected) in [("Shade", "shade"), ("Shade!", "shade-2"), ("Drafts", "note-drafts"), ("ظل أولا", "note")]
    {
        let note = published(&app, (&ana, &editor), title, NoteKind::Practice).await;
        assert_eq!(note.slug, expected);
    }
}
