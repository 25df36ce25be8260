//! The operations that show the mails of a demonstration.

use crate::{Client, Error};
use contract::Page;
use contract::query::Writer;
use domain::demo::{DemoMail, DemoMailSummary};

impl Client {
    /// The newest mails of a demonstration, newest first: so many, or the usual number of them.
    ///
    /// # Errors
    /// See [`Error`]; 404 where there is no demonstration.
    pub async fn list_demo_mails(&self, limit: Option<u32>) -> Result<Page<DemoMailSummary>, Error> {
        self.get(&["/demo/mails", &Writer::new().one("limit", limit).with_mark()].concat()).await
    }

    /// One mail of a demonstration, by the id of the list.
    ///
    /// # Errors
    /// See [`Error`]; 404 where there is no demonstration or no mail of this id.
    pub async fn get_demo_mail(&self, id: &str) -> Result<DemoMail, Error> {
        self.get(&["/demo/mails/", id].concat()).await
    }
}
