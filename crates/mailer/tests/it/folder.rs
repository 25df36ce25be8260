//! Mails as files.

use crate::support::{message, samples, sender, written};
use mailer::{Address, Folder, Letter, Mailbox, Mailer, Message};
use std::io::ErrorKind;

#[tokio::test]
async fn mails_are_listed_newest_first_and_read_back() {
    let home = tempfile::tempdir().unwrap();
    let folder = Folder::new(home.path().join("mails")).unwrap();
    let invitation = Letter::KEYS.iter().position(|key| *key == "invitation").unwrap();
    for (id, letter) in ["019a-1", "019a-3", "019a-2"].into_iter().zip(samples().iter().skip(invitation - 2)) {
        let to = Mailbox::new("Łucja, \"Lu\"", Address::parse("lu@example.org").unwrap());
        folder.send(&Message::new(id, to, &sender(), written(letter)).unwrap()).await.unwrap();
    }
    let listed = folder.list(2).await.unwrap();
    let names: Vec<&str> = listed.iter().map(|mail| mail.name.as_str()).collect();
    assert_eq!(names, ["019a-3.eml", "019a-2.eml"]);
    assert_eq!(listed[1].subject, "Jo Okafor invites you to Alcaldía de Medellín");
    assert_eq!(listed[1].from, "Cities for a Resilient Recovery <no-reply@c2r.example>");
    assert_eq!(listed[1].to, "Łucja, \"Lu\" <lu@example.org>");
    assert!(listed[1].date.is_some_and(|date| date.timestamp() > 1_700_000_000));
    let stored = folder.read("019a-2.eml").await.unwrap();
    let expected = written(&samples()[invitation]);
    assert_eq!((stored.listed, stored.html, stored.text), (listed[1].clone(), expected.html, expected.text));
    assert_eq!(folder.list(100).await.unwrap().len(), 3);
}

#[tokio::test]
async fn a_repeat_replaces_the_file() {
    let home = tempfile::tempdir().unwrap();
    let folder = Folder::new(home.path()).unwrap();
    std::fs::write(home.path().join(".a.part"), "half a mail").unwrap();
    folder.send(&message("a")).await.unwrap();
    folder.send(&message("a")).await.unwrap();
    let files: Vec<_> = std::fs::read_dir(home.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(files, ["a.eml"]);
}

#[tokio::test]
async fn names_lead_nowhere_else() {
    let home = tempfile::tempdir().unwrap();
    let folder = Folder::new(home.path().join("mails")).unwrap();
    std::fs::write(home.path().join("secret.eml"), message("secret").to_eml()).unwrap();
    std::fs::write(home.path().join("mails/notes.txt"), "notes").unwrap();
    for name in
        ["../secret.eml", "..\\secret.eml", "/etc/passwd", "notes.txt", ".eml", "a/../b.eml", "a\0.eml", "gone.eml"]
    {
        assert_eq!(folder.read(name).await.unwrap_err().kind(), ErrorKind::NotFound, "{name:?}");
    }
    assert!(folder.list(10).await.unwrap().is_empty());
}

#[cfg(unix)]
#[tokio::test]
async fn nobody_else_can_read_them() {
    use std::os::unix::fs::PermissionsExt as _;
    let home = tempfile::tempdir().unwrap();
    let path = home.path().join("mails");
    let folder = Folder::new(&path).unwrap();
    folder.send(&message("a")).await.unwrap();
    let mode = |path: std::path::PathBuf| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!((mode(path.clone()), mode(path.join("a.eml"))), (0o700, 0o600));
}

#[tokio::test]
async fn a_folder_that_has_gone_is_a_reason_to_try_again() {
    let home = tempfile::tempdir().unwrap();
    let folder = Folder::new(home.path().join("mails")).unwrap();
    std::fs::remove_dir(home.path().join("mails")).unwrap();
    assert!(folder.send(&message("a")).await.unwrap_err().is_temporary());
}
