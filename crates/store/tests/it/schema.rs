//! The shape of the database, and the way there and back.

use migrations::{Migrator, MigratorTrait};
use sea_orm::DbBackend;
use test_support::{Content, Database};

const SQLITE: &str = "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%' AND name <> 'seaql_migrations' ORDER BY tbl_name, type DESC, name";
const COLUMNS: &str = "SELECT table_name || '.' || column_name || ' ' || data_type || CASE is_nullable WHEN 'NO' THEN ' not null' ELSE '' END \
    || COALESCE(' default ' || column_default, '') || COALESCE(' collate ' || collation_name, '') FROM information_schema.columns \
    WHERE table_schema = 'public' AND table_name <> 'seaql_migrations' ORDER BY table_name, ordinal_position";
const INDEXES: &str = "SELECT indexdef FROM pg_indexes WHERE schemaname = 'public' AND tablename <> 'seaql_migrations' ORDER BY tablename, indexname";
const CONSTRAINTS: &str = "SELECT conrelid::regclass::text || ': ' || conname || ' ' || pg_get_constraintdef(oid) FROM pg_constraint \
    WHERE connamespace = 'public'::regnamespace AND contype IN ('f', 'p', 'u', 'c') AND conrelid::regclass::text <> 'seaql_migrations' ORDER BY 1";

const TRIGGERS: &str = "SELECT pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal ORDER BY 1";

/// Every table, column, index, constraint and trigger as text.
async fn shape(database: &Database) -> String {
    let queries: &[&str] = match database.backend() {
        DbBackend::Postgres => &[COLUMNS, INDEXES, CONSTRAINTS, TRIGGERS],
        _ => &[SQLITE],
    };
    let mut lines = Vec::new();
    for query in queries {
        lines.extend(database.texts(query).await);
    }
    lines.join("\n")
}

#[tokio::test]
async fn the_schema_is_as_committed() {
    let database = Database::create(Content::Empty).await;
    let name = if database.backend() == DbBackend::Postgres { "schema__postgres" } else { "schema__sqlite" };
    let shape = shape(&database).await;
    insta::with_settings!({ prepend_module_to_snapshot => false }, { insta::assert_snapshot!(name, shape) });
}

#[tokio::test]
async fn every_step_goes_back_and_forth_on_data() {
    let database = Database::create(Content::Loaded).await;
    let connection = database.connect().await;
    let before = shape(&database).await;
    let steps = u32::try_from(Migrator::migrations().len()).unwrap();
    // Rows of tables that a step does not touch, by how many steps leave them alone.
    let kept = [
        ("cities", 297, 1),
        ("countries", 137, 2),
        ("audit_log", database.count("audit_log").await, 3),
        ("change_log", database.count("change_log").await, 3),
    ];
    for back in 1..=steps {
        let upper = shape(&database).await;
        Migrator::down(&connection, Some(1)).await.unwrap();
        let lower = shape(&database).await;
        assert_ne!(lower, upper, "{back} steps back change nothing");
        Migrator::up(&connection, Some(1)).await.unwrap();
        assert_eq!(shape(&database).await, upper, "{back} steps back and one forth");
        for (table, rows, _) in kept.iter().filter(|(_, _, stays)| back <= *stays) {
            assert_eq!(database.count(table).await, *rows, "{table} after {back} steps back and one forth");
        }
        // From there one goes on back.
        Migrator::down(&connection, Some(1)).await.unwrap();
        assert_eq!(shape(&database).await, lower, "the way back differs the second time");
    }
    assert_eq!(shape(&database).await, "", "not even a table");
    Migrator::up(&connection, None).await.unwrap();
    assert_eq!(shape(&database).await, before, "all the way back and forth");
    assert_eq!(database.count("cities").await, 0, "all the way back nothing is left");
    Migrator::down(&connection, None).await.unwrap();
    assert_eq!(shape(&database).await, "", "not even a table");
}

#[tokio::test]
async fn two_who_migrate_at_once_do_not_race() {
    let database = Database::create(Content::Blank).await;
    let (one, other) = (database.open().await, database.open().await);
    assert!(!one.pending_migrations().await.unwrap().is_empty());
    let (first, second) = tokio::join!(one.migrate(), other.migrate());
    first.unwrap();
    second.unwrap();
    assert_eq!(other.pending_migrations().await.unwrap(), Vec::<String>::new());
    one.migrate().await.unwrap();
}
