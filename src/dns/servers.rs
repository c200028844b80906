//! Asks a list of servers and remembers their answers for a short while.
//!
//! Each server has its own pool of hickory's transports (UDP, and TCP for what is truncated). The next server of the
//! list is asked when the one before has failed, or has been silent for a while, without giving it up; the first verdict
//! wins and its server is asked first from then on. So a dead server delays the question that finds it dead, and no other.
//!
//! hickory's own `Resolver` is not used: it takes the first server's failure for the answer, and it answers 127.0.0.0/8
//! from itself without asking anybody.

use super::fault::Fault;
use super::settings::DnsSettings;
use super::udp::ConnectedUdp;
use futures::StreamExt;
use futures::stream::FuturesUnordered;
use hickory_proto::op::{DnsRequestOptions, Message, Query, ResponseCode};
use hickory_proto::rr::{Name, RData, RecordType};
use hickory_resolver::config::{NameServerConfig, ResolverOpts};
use hickory_resolver::net::NetError;
use hickory_resolver::net::xfer::{DnsHandle, FirstAnswer};
use hickory_resolver::{NameServerPool, PoolContext, ResponseCache, TlsConfig, TtlConfig};
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;
use tokio::sync::Semaphore;
use tokio::time::{Instant, sleep, sleep_until, timeout, timeout_at};

/// Answers kept, and the most records of one: together they bound the memory.
const CACHED_ANSWERS: u64 = 1_024;
const CACHED_RECORDS: usize = 64;
/// An edited zone is seen after this time at the latest, whatever its TTL says: operators replay what they have mended.
const CACHED_FOR: Duration = Duration::from_secs(30);
/// A silent server is left behind after this time, or its share of the time-out when that is shorter.
const PATIENCE: Duration = Duration::from_millis(400);
/// The longest chain of aliases that is followed.
const MAX_ALIASES: usize = 8;

/// A list of servers.
pub(super) struct Servers {
    pools: Vec<NameServerPool<ConnectedUdp>>,
    preferred: AtomicUsize,
    slots: Semaphore,
    concurrency: usize,
    cache: ResponseCache,
    timeout: Duration,
    attempts: usize,
}

impl Servers {
    /// Makes the transports; connects nothing. Fails when the library cannot be set up.
    pub(super) fn new(servers: &[SocketAddr], settings: &DnsSettings) -> Result<Self, NetError> {
        let mut options = ResolverOpts::default();
        options.timeout = settings.timeout();
        options.num_concurrent_reqs = 1;
        options.positive_max_ttl = Some(CACHED_FOR);
        options.negative_max_ttl = Some(CACHED_FOR);
        // One TCP connection carries the truncated answers of all questions; "busy" would only make them wait twice.
        options.max_active_requests = settings.concurrency.max(options.max_active_requests);
        let cache = ResponseCache::new(CACHED_ANSWERS, TtlConfig::from_opts(&options));
        let context = Arc::new(PoolContext::new(options, TlsConfig::new()?));
        let pools = servers
            .iter()
            .map(|server| {
                let mut config = NameServerConfig::udp_and_tcp(server.ip());
                for connection in &mut config.connections {
                    connection.port = server.port();
                }
                NameServerPool::from_config([config], context.clone(), ConnectedUdp::default())
            })
            .collect();
        Ok(Self {
            pools,
            preferred: AtomicUsize::new(0),
            slots: Semaphore::new(settings.concurrency),
            concurrency: settings.concurrency,
            cache,
            timeout: settings.timeout(),
            attempts: settings.attempts,
        })
    }

    /// Returns the data of the records of a name, following aliases (CNAME, RFC 2317).
    pub(super) async fn records(&self, name: Name, kind: RecordType, until: Instant) -> Result<Vec<RData>, Fault> {
        let mut name = name;
        for _ in 0..MAX_ALIASES {
            let message = self.cached(Query::query(name.clone(), kind), until).await?;
            let (end, records) = follow(&message, &name, kind);
            if !records.is_empty() {
                return Ok(records);
            }
            if end == name || message.metadata.response_code == ResponseCode::NXDomain {
                return Err(Fault::from(message.metadata.response_code));
            }
            name = end;
        }
        Err(Fault::Failed("the chain of aliases does not end".to_owned()))
    }

    /// Asks without looking into the cache. `Err` holds the fault; DNS errors that are verdicts are among them.
    pub(super) async fn uncached(&self, query: Query, until: Instant) -> Result<Message, Fault> {
        self.ask(&query, until).await.map_err(|error| Fault::from(&error))
    }

    async fn cached(&self, query: Query, until: Instant) -> Result<Message, Fault> {
        if let Some(known) = self.cache.get(&query, std::time::Instant::now()) {
            return known.map_err(|error| Fault::from(&error));
        }
        let answer = self.ask(&query, until).await;
        if !answer.as_ref().is_ok_and(|message| message.answers.len() > CACHED_RECORDS) {
            let mut copy = answer.clone();
            if let Ok(message) = &mut copy {
                message.authorities.clear();
                message.additionals.clear();
            }
            self.cache.insert(query, copy, std::time::Instant::now());
        }
        answer.map_err(|error| Fault::from(&error))
    }

    async fn ask(&self, query: &Query, until: Instant) -> Result<Message, NetError> {
        let Ok(Ok(_slot)) = timeout_at(until, self.slots.acquire()).await else {
            return Err(NetError::Msg(format!("not asked in time: {} questions are under way", self.concurrency)));
        };
        let first = self.preferred.load(Ordering::Relaxed);
        let count = self.pools.len();
        let mut next = (0..count).map(|step| (first + step) % count);
        let patience = PATIENCE.min(self.timeout / u32::try_from(count.max(1)).unwrap_or(u32::MAX));
        let mut asked = FuturesUnordered::new();
        let mut worst = NetError::Timeout;
        asked.extend(next.next().map(|server| self.ask_server(server, query)));
        let mut waiting = count.saturating_sub(1);
        while !asked.is_empty() {
            tokio::select! {
                Some((server, answer)) = asked.next() => match answer {
                    Ok(message) => return Ok(self.prefer(server, message)),
                    Err(error) if Fault::from(&error).is_verdict() => return Err(self.prefer(server, error)),
                    Err(error) => {
                        if Fault::from(&error).weight() > Fault::from(&worst).weight() {
                            worst = error;
                        }
                    }
                },
                () = sleep(patience), if waiting > 0 => {}
                () = sleep_until(until) => break,
            }
            asked.extend(next.next().map(|server| self.ask_server(server, query)));
            waiting = waiting.saturating_sub(1);
        }
        Err(worst)
    }

    fn prefer<T>(&self, server: usize, answer: T) -> T {
        self.preferred.store(server, Ordering::Relaxed);
        answer
    }

    /// Asks one server; again only when it was silent.
    async fn ask_server(&self, server: usize, query: &Query) -> (usize, Result<Message, NetError>) {
        let mut answer = Err(NetError::NoConnections);
        let Some(pool) = self.pools.get(server) else { return (server, answer) };
        let mut options = DnsRequestOptions::default();
        options.use_edns = true;
        options.recursion_desired = true;
        for _ in 0..self.attempts {
            let question = pool.lookup(query.clone(), options).first_answer();
            answer = match timeout(self.timeout, question).await {
                Ok(answer) => answer.map(|response| response.into_message()),
                Err(_) => Err(NetError::Timeout),
            };
            if !matches!(answer, Err(NetError::Timeout)) {
                break;
            }
        }
        (server, answer)
    }
}

/// Walks the aliases of an answer from `name` on; returns where they end and the records found there.
///
/// Records of other names are ignored, whatever section they are in: nobody asked for them.
fn follow(message: &Message, name: &Name, kind: RecordType) -> (Name, Vec<RData>) {
    let mut end = name.clone();
    for _ in 0..MAX_ALIASES {
        let here = || message.answers.iter().filter(|record| record.name == end);
        let found: Vec<RData> =
            here().filter(|record| record.record_type() == kind).map(|record| record.data.clone()).collect();
        if !found.is_empty() {
            return (end, found);
        }
        let alias = here().find_map(|record| match &record.data {
            RData::CNAME(target) => Some(target.0.clone()),
            _ => None,
        });
        match alias {
            Some(target) => end = target,
            None => break,
        }
    }
    (end, Vec::new())
}
