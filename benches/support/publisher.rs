//! An estate with its publisher in this process, for the benchmarks of publishing.

use bailiwick::backend::{ListenerSettings, PublishAlone, PublishingSettings, ResolverSettings, Role, Settings};
use bailiwick::core::change::{Plan, commit};
use bailiwick::core::distribution_point::{NewPoint, plan_add};
use bailiwick::core::publication::status;
use bailiwick::core::{Core, OpContext};
use bailiwick::demo::estate::{Estate, EstateSettings};
use bailiwick::demo::{embedded_core, load};
use bailiwick::model::principal::Principal;
use bailiwick::port::{Clock as _, SystemClock};
use std::net::SocketAddr;
use std::path::Path;
use std::time::{Duration, Instant};

/// The estate, of which nothing is published yet, and who publishes it.
pub(crate) struct Publisher {
    pub(crate) ctx: OpContext,
    pub(crate) core: Core,
}

impl Publisher {
    /// Makes a sample estate of this size in a folder, with distribution points in these folders.
    pub(crate) async fn new(machines: u32, data: &Path, points: &[(&str, &Path)]) -> Self {
        let core = embedded_core(data, "bench").await.unwrap();
        let ctx = OpContext::new(Principal::user("bench"));
        let estate = Estate::generate(EstateSettings::new(machines, 1, SystemClock.now()));
        load::prepare(&ctx, &core, &estate).await.unwrap();
        load::organise(&ctx, &core, &estate).await.unwrap();
        let publisher = Self { ctx, core };
        for (name, folder) in points {
            let (url, credential) = (format!("file://{}", folder.display()), String::new());
            let new = NewPoint { name: (*name).to_owned(), url, credential };
            publisher.commit(&plan_add(&publisher.ctx, &publisher.core, new).await.unwrap()).await;
        }
        publisher
    }

    /// Begins to publish.
    pub(crate) async fn start(&self) -> PublishAlone {
        PublishAlone::start(self.core.clone(), &settings()).await.unwrap()
    }

    /// Saves a change.
    pub(crate) async fn commit(&self, plan: &Plan) {
        commit(&self.ctx, &self.core, plan).await.unwrap();
    }

    /// Saves a change and waits until it is on every point. Returns how long that took, in seconds.
    pub(crate) async fn publish(&self, plan: &Plan) -> f64 {
        let start = Instant::now();
        self.commit(plan).await;
        self.acknowledged().await;
        start.elapsed().as_secs_f64()
    }

    /// Waits until every record is acknowledged: everything is on all points.
    pub(crate) async fn acknowledged(&self) {
        while status::show(&self.ctx, &self.core).await.unwrap().backlog.count > 0 {
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
    }
}

fn settings() -> Settings {
    Settings {
        role: Role::Publish,
        host: "bench".into(),
        hello: ListenerSettings {
            listen: SocketAddr::from(([127, 0, 0, 1], 0)),
            read_timeout: Duration::from_secs(5),
            max_bytes: 16_000,
            max_connections: 16,
            per_address_per_minute: 0,
            batch: 64,
        },
        resolver: ResolverSettings { concurrency: 0 },
        history_days: 0,
        publishing: PublishingSettings {
            poll: Duration::from_millis(250),
            survey_every: Duration::from_secs(3_600),
            scan_every: Duration::from_secs(3_600),
            concurrency: 8,
        },
    }
}
