//! A lazy page with the texts that it needs: code and texts are fetched beside each other, before it is shown.

use crate::messages::{Section, Texts};
use futures_util::future::join;
use leptos::prelude::*;
use leptos_router::{ChooseView, Lazy, LazyRoute};

/// The page of a route.
pub(crate) struct Page<T> {
    code: Lazy<T>,
    sections: &'static [Section],
}

/// The page of the route `T`, which says what is in `sections` and what every page says.
pub(crate) fn page<T>(sections: &'static [Section]) -> Page<T> {
    Page { code: Lazy::new(), sections }
}

impl<T> Clone for Page<T> {
    fn clone(&self) -> Self {
        Self { code: self.code.clone(), sections: self.sections }
    }
}

impl<T: LazyRoute + Sync> ChooseView for Page<T> {
    async fn choose(self) -> AnyView {
        self.preload().await;
        self.code.choose().await
    }

    async fn preload(&self) {
        let texts: Texts = expect_context();
        join(texts.need(self.sections), self.code.preload()).await;
    }
}
