//! How a text in Markdown will look.

use client::Error;
use domain::markdown::{MAX_TEXT, NewMarkdownPreview};
use test_support::TestApp;

async fn look(app: &TestApp, text: &str) -> Result<String, Error> {
    let new = NewMarkdownPreview { text: text.to_owned() };
    app.client().create_markdown_preview(&new).await.map(|preview| preview.html)
}

#[tokio::test]
async fn a_text_comes_back_as_html_that_does_nothing() {
    let app = TestApp::start().await;
    assert_eq!(look(&app, "Shade for *schools*.").await.unwrap(), "<p>Shade for <em>schools</em>.</p>\n");
    assert_eq!(look(&app, "").await.unwrap(), "");
    let html =
        look(&app, "<script>alert(1)</script> [x](javascript:alert(1)) ![y](https://example.org/y.png)").await.unwrap();
    assert!(!html.contains("<script") && !html.contains("href=\"javascript") && !html.contains("<img"), "{html}");
}

#[tokio::test]
async fn too_much_is_told_by_its_field() {
    let app = TestApp::start().await;
    look(&app, &"a ".repeat(MAX_TEXT / 2)).await.unwrap();
    let Error::Problem(problem) = look(&app, &"a".repeat(MAX_TEXT + 1)).await.unwrap_err() else {
        panic!("no problem");
    };
    assert_eq!((problem.status, problem.errors[0].pointer.as_str()), (422, "/text"));
}
