//! What has not gone out is there for the network's editors and for nobody else: in no list, search, feed or stream.

use super::{changed, edited, first, of};
use crate::changes::all_changes;
use crate::lessons::refusal;
use domain::briefings::{BriefingIssueQuery, BriefingIssueRef};
use domain::live::ChangesQuery;
use domain::policy::Role;
use test_support::city_scopes;

const WORD: &str = "quokkaproof";

#[tokio::test]
async fn a_draft_is_nothing_for_others() {
    let (app, editor) = edited().await;
    let since = all_changes(&app, None, &[], 100).await.pop().unwrap().cursor;
    let draft = changed(&editor, &first(&editor).await, |content| content.title = WORD.into()).await;
    let lead = app.with_city("lead@example.org", "melbourne").await;
    let machine = app.with_key(&lead, "melbourne", &city_scopes()).await;
    let others = [
        ("a visitor", app.client()),
        ("a person", app.sign_up("eva@example.org", "Eva").await.client),
        ("an administrator", app.with_role("admin@example.org", Role::Administrator).await.client),
        ("an expert", app.with_role("expert@example.org", Role::Expert).await.client),
        ("a lead", lead.client),
        ("a machine", machine.client),
    ];
    app.wait_until_indexed().await;
    for (who, client) in &others {
        for named in [of(draft.id), BriefingIssueRef::Slug(draft.slug.clone())] {
            assert_eq!(refusal(client.get_briefing_issue(&named).await).0, 404, "{who}");
            let city = domain::cities::CityRef::Slug("melbourne".into());
            assert_eq!(refusal(client.get_briefing_city_edition(&named, &city).await).0, 404, "{who}");
        }
        for query in ["", "status=draft,scheduled", "briefing=weekly-briefing"] {
            let page = client.list_briefing_issues(&BriefingIssueQuery::parse(query).unwrap()).await.unwrap();
            assert_eq!(page.items, [], "{who}: {query}");
        }
        let query = ChangesQuery { since: Some(since.clone()), channels: vec![], limit: Some(100) };
        let told = client.list_changes(&query).await.unwrap().items;
        assert!(told.iter().all(|change| change.id != draft.id.as_uuid()), "{who}: {told:?}");
    }
    for path in ["/api/v1/search?q=quokkaproof", "/feeds/briefings.atom", "/feeds/briefings.json", "/sitemap.xml"] {
        let answer = app.get(path).send().await;
        assert!(!answer.text().contains(WORD) && !answer.text().contains(&draft.slug), "{path}: {}", answer.text());
    }
    let editors = editor.client.list_briefing_issues(&BriefingIssueQuery::default()).await.unwrap();
    assert_eq!(editors.items[0].title, WORD);
}

#[tokio::test]
async fn to_whom_an_issue_goes_is_told_to_its_editors_alone() {
    let (app, editor) = edited().await;
    let draft = changed(&editor, &first(&editor).await, |content| content.segment.countries = vec!["GH".into()]).await;
    super::sent(&app, &editor, draft.id).await;
    let read = app.client().get_briefing_issue(&of(draft.id)).await.unwrap();
    assert!(read.content.segment.is_everyone());
    let kept = editor.client.get_briefing_issue(&of(draft.id)).await.unwrap();
    assert_eq!(kept.content.segment.countries, ["GH"]);
}
