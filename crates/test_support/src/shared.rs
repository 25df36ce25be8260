//! One server for all tests that only read: making a database for each of them takes longer than they do.

use crate::TestApp;
use std::ops::Deref;
use std::sync::{Arc, Weak};
use tokio::runtime::{self, Runtime};
use tokio::sync::Mutex;

/// The server that is in use, if any is.
static SHARED: Mutex<Weak<SharedApp>> = Mutex::const_new(Weak::new());

/// A [`TestApp`] that several tests use at once. It goes when the last of them ends.
pub struct SharedApp {
    app: Option<TestApp>,
    /// Its own, because that of the test that happened to start it ends with that test.
    runtime: Option<Runtime>,
}

impl SharedApp {
    pub(crate) async fn get() -> Arc<Self> {
        let mut shared = SHARED.lock().await;
        if let Some(app) = shared.upgrade() {
            return app;
        }
        let runtime = runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().expect("a runtime");
        let app = runtime.spawn(TestApp::start()).await.expect("the shared server starts");
        let app = Arc::new(Self { app: Some(app), runtime: Some(runtime) });
        *shared = Arc::downgrade(&app);
        app
    }
}

impl Deref for SharedApp {
    type Target = TestApp;

    fn deref(&self) -> &TestApp {
        self.app.as_ref().expect("there until it is dropped")
    }
}

impl Drop for SharedApp {
    fn drop(&mut self) {
        drop(self.app.take());
        if let Some(runtime) = self.runtime.take() {
            // A test's own runtime must not wait for another one.
            runtime.shutdown_background();
        }
    }
}
