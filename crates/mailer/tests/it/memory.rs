//! Mails in memory.

use crate::support::message;
use mailer::{Mailer, Memory, SendError};
use std::sync::Arc;

#[tokio::test]
async fn what_is_sent_is_kept_and_can_be_forgotten() {
    let memory = Arc::new(Memory::new());
    let mailer: Arc<dyn Mailer> = memory.clone();
    mailer.send(&message("1")).await.unwrap();
    mailer.send(&message("2")).await.unwrap();
    let ids: Vec<String> = memory.sent().iter().map(|message| message.id().to_owned()).collect();
    assert_eq!(ids, ["1", "2"]);
    memory.clear();
    assert!(memory.sent().is_empty());
}

#[tokio::test]
async fn the_next_ones_fail_as_told() {
    let memory = Memory::new();
    let busy = SendError::Temporary("busy".into());
    let unknown = SendError::Permanent("unknown".into());
    memory.fail_next(2, &busy);
    memory.fail_next(1, &unknown);
    let message = message("1");
    assert_eq!(memory.send(&message).await, Err(busy.clone()));
    assert_eq!(memory.send(&message).await, Err(busy.clone()));
    assert_eq!(memory.send(&message).await, Err(unknown.clone()));
    assert_eq!(memory.send(&message).await, Ok(()));
    assert_eq!(memory.sent().len(), 1);
    assert!(busy.is_temporary() && !unknown.is_temporary());
}
