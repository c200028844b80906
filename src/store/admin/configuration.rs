//! The whole configuration, read as it is at one moment.

use super::{log, object};
use crate::model::configuration::Configuration;
use crate::model::object::ObjectKind;
use crate::model::point::Point;
use crate::port::{ConfigurationRead, StoreResult};
use crate::store::engine::{Db, Engine, Tx, on};

/// Reads every object and the number of the newest record.
pub(super) async fn read(db: &Db) -> StoreResult<ConfigurationRead> {
    let mut tx = begin(db).await?;
    let operation = log::newest(&mut tx).await?;
    let mut configuration = Configuration::default();
    for kind in ObjectKind::ALL {
        object::read(&mut tx, *kind, &mut configuration).await?;
    }
    configuration.compact();
    let sql = "SELECT kind, next FROM number";
    let numbers: Vec<(String, i64)> = on!(&mut tx, c => sqlx::query_as(sql).fetch_all(&mut **c).await)?;
    for (name, next) in numbers {
        if let Some(kind) = ObjectKind::ALL.iter().find(|kind| kind.name() == name) {
            configuration.numbers.insert(*kind, next);
        }
    }
    Ok(ConfigurationRead { configuration, operation })
}

/// Reads the distribution points alone.
pub(super) async fn points(db: &Db) -> StoreResult<Vec<Point>> {
    let mut configuration = Configuration::default();
    object::read(&mut begin(db).await?, ObjectKind::Point, &mut configuration).await?;
    Ok(configuration.points.into_values().collect())
}

/// Begins a transaction in which every statement sees the same state.
async fn begin(db: &Db) -> StoreResult<Tx> {
    Ok(match &db.read {
        Engine::Lite(pool) => Engine::Lite(pool.begin().await?),
        Engine::Pg(pool) => Engine::Pg(pool.begin_with("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY").await?),
    })
}
