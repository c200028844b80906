//! One suite of tests for both engines, and what concerns only one of them.

mod breakers;
mod configuration;
mod delegation;
mod inventory;
mod jobs;
mod lease;
mod log;
mod mappings;
mod objects;
#[path = "../../../tests/support/postgres.rs"]
mod postgres_server;
mod publication;
mod resolutions;
mod root_lists;
mod samples;
mod sqlite_files;
mod systems;

use crate::store::{AdminDb, Location, ReportDb};
use tempfile::TempDir;

/// Two fresh databases.
struct World {
    admin: AdminDb,
    report: ReportDb,
    places: (Location, Location),
    _dir: Option<TempDir>,
}

impl World {
    async fn open(places: (Location, Location), dir: Option<TempDir>) -> Self {
        let admin = AdminDb::open(&places.0).await.expect("the administration database opens");
        let report = ReportDb::open(&places.1).await.expect("the reporting database opens");
        Self { admin, report, places, _dir: dir }
    }

    async fn sqlite() -> Self {
        let dir = tempfile::tempdir().expect("a folder");
        let place = |name: &str| Location::File(dir.path().join("data").join(name));
        Self::open((place("administration.db"), place("reporting.db")), Some(dir)).await
    }

    /// Opens the administration database a second time, as another process would.
    async fn second(&self) -> AdminDb {
        AdminDb::open(&self.places.0).await.expect("it opens a second time")
    }
}

/// Makes a test on SQLite of each case, and one test that runs them all on one PostgreSQL server.
macro_rules! contract {
    ($($file:ident :: $case:ident),+ $(,)?) => {
        mod sqlite {
            $(
                #[tokio::test]
                async fn $case() {
                    super::$file::$case(super::World::sqlite().await).await;
                }
            )+
        }

        #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
        async fn the_contract_holds_on_postgresql() {
            let Some(server) = postgres_server::Server::start() else { return };
            let mut broken = Vec::new();
            $(
                let places = (server.database().await, server.database().await);
                let world = World::open(places, None).await;
                if tokio::spawn($file::$case(world)).await.is_err() {
                    broken.push(stringify!($case));
                }
            )+
            assert!(broken.is_empty(), "these cases failed on PostgreSQL: {broken:?}");
        }
    };
}

contract! {
    breakers::a_refused_credential_stays_until_somebody_clears_it,
    configuration::profiles_keep_what_they_were_given,
    configuration::setting_the_policy_wakes_the_systems_that_wait_for_it,
    configuration::keys_are_kept_sealed_and_wake_their_systems,
    delegation::every_kind_comes_back_as_it_was_stored,
    delegation::cmf_01_a_second_master_is_refused,
    delegation::names_are_unique_without_case,
    delegation::cmf_81_numbers_are_never_used_again,
    delegation::a_log_that_has_moved_on_stops_a_change,
    delegation::what_is_not_as_it_was_is_not_changed,
    delegation::cmf_59_a_change_happens_as_a_whole_or_not_at_all,
    delegation::edits_follow_the_log_and_go_back_in_time,
    delegation::the_directorys_part_is_pending_until_done,
    delegation::of_those_who_claim_the_directorys_work_one_has_it,
    delegation::a_claim_on_the_directorys_work_expires,
    delegation::inbox_items_stay_read,
    delegation::thousands_of_edits_fit_in_one_change,
    log::cmf_59_every_change_has_one_record,
    log::cmf_59_a_change_that_fails_leaves_no_record,
    log::records_are_found_by_object_time_and_number,
    log::secrets_are_not_in_the_log,
    systems::amt_16_a_uuid_is_one_system,
    systems::amt_16_a_duplicate_becomes_two_systems,
    systems::a_system_comes_back_as_it_was_stored,
    systems::status_is_written_only_when_told,
    systems::pages_follow_each_other,
    systems::queries_select,
    systems::history_counts_and_ends,
    systems::writers_do_not_lose_each_others_hellos,
    root_lists::devices_of_one_firmware_share_their_list,
    root_lists::lists_of_the_first_schema_are_taken_over,
    resolutions::a_verdict_names_the_system,
    resolutions::a_verdict_on_an_older_version_leaves_the_system_due,
    resolutions::a_name_that_no_longer_holds_is_taken_back,
    resolutions::blocked_systems_do_not_wait,
    resolutions::the_longest_waiting_come_first,
    resolutions::pruning_keeps_the_latest_trace,
    mappings::an_override_stands_against_the_resolver,
    mappings::an_override_needs_an_identity_and_the_mapping_it_saw,
    lease::one_holder_at_a_time,
    lease::an_expired_lease_is_taken_over,
    lease::of_many_at_once_one_wins,
    inventory::amt_42_the_tables_are_there,
    inventory::amt_40_only_the_exact_uuid_counts,
    inventory::amt_47_a_row_without_a_name_is_kept_as_such,
    inventory::the_newest_collection_wins,
    inventory::addresses_lead_to_names,
    inventory::large_imports_fit,
    publication::cmf_52_a_generation_is_noted_with_its_files_or_not_at_all,
    publication::cmf_52_thousands_of_files_fit_in_one_generation,
    publication::cmf_62_of_many_publishers_one_wins,
    publication::cmf_77_what_was_seen_of_a_point_goes_with_it,
    publication::cmf_61_records_are_acknowledged_once,
    publication::cmf_57_a_wish_stays_until_a_run_takes_it,
    jobs::cmf_76_runs_come_newest_first_by_job_and_page,
    jobs::cmf_79_of_what_a_machine_told_the_newest_stays,
    jobs::cmf_79_clients_are_found_by_name_point_and_generation,
    jobs::who_has_a_generation_is_counted,
    jobs::what_was_reached_stays_reached,
}
