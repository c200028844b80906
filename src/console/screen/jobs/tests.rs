//! Tests of the screen.

use super::JobsTab;
use crate::console::action::{Action, Availability, Obstacle, availability};
use crate::console::app::{Effect, Link, Message, Model, Request, Wish};
use crate::console::event::TermEvent;
use crate::console::overlay::Overlay;
use crate::console::screen::ScreenId;
use crate::console::screen::split::Pane;
use crate::console::view::testing::{ago, filled, health, jobs, keys, now, screen, styles, tell};
use crate::core::health::Health;
use crate::core::publication::Status;
use crate::model::job::Job;
use chrono::TimeDelta;
use insta::assert_snapshot;

fn hear(model: &mut Model, status: Status) {
    let health = Health { publishing: Some(Box::new(status)), ..health() };
    tell(model, Message::Health(Box::new(health)));
}

/// The console on the screen, while a full distribution point holds changes up.
fn at_the_jobs(size: (u16, u16)) -> Model {
    let mut model = filled(size);
    hear(&mut model, jobs::stuck());
    keys(&mut model, "7");
    model
}

const SIZES: [(u16, u16); 3] = [(40, 10), (80, 24), (120, 40)];

#[test]
fn cmf_61_each_change_is_shown_on_its_way() {
    for (columns, rows) in SIZES {
        let mut model = at_the_jobs((columns, rows));
        keys(&mut model, "j");
        assert_snapshot!(format!("changes_{columns}x{rows}"), screen(&model));
        keys(&mut model, "<enter>");
        assert_snapshot!(format!("change_{columns}x{rows}"), screen(&model));
        keys(&mut model, "<esc>");
        assert_eq!(model.jobs.pane, Pane::List);
    }
}

#[test]
fn cmf_57_cmf_77_cmf_79_points_jobs_runs_and_clients_have_tabs() {
    for (columns, rows) in SIZES {
        let mut model = at_the_jobs((columns, rows));
        for (keys_typed, name) in [("<tab>j", "points"), ("<tab>", "jobs"), ("<tab>", "runs"), ("<tab>j", "clients")] {
            keys(&mut model, keys_typed);
            assert_snapshot!(format!("{name}_{columns}x{rows}"), screen(&model));
        }
        keys(&mut model, "<tab>");
        assert_eq!(model.jobs.tab, JobsTab::Changes);
    }
}

#[test]
fn cmf_61_what_is_late_or_fails_is_red_on_the_overview() {
    let mut model = filled((80, 24));
    assert!(screen(&model).contains("published ✓ gen 48213"), "{}", screen(&model));
    hear(&mut model, jobs::stuck());
    assert_snapshot!("overview_80x24", screen(&model));
    assert_snapshot!("overview_styles_80x24", styles(&model));
    keys(&mut model, "<enter>");
    assert_eq!((model.screen, model.jobs.tab), (ScreenId::Jobs, JobsTab::Changes));
    keys(&mut model, "<esc>j<enter>");
    assert_eq!(model.jobs.selected_point().map(|point| point.name.as_str()), Some("dp2"));
}

#[test]
fn cmf_61_a_change_becomes_late_as_time_passes() {
    let mut model = filled((80, 24));
    let mut status = jobs::well();
    status.backlog.count = 1;
    status.backlog.oldest = Some((crate::model::id::OperationId(918_201), ago(1)));
    status.late_at = Some(now() + TimeDelta::minutes(14));
    hear(&mut model, status);
    assert!(model.overview.alarms.is_empty());
    assert_eq!(model.wake_at(), Some(now() + TimeDelta::minutes(14)), "until then nothing need be drawn");
    model.now = now() + TimeDelta::minutes(14);
    tell(&mut model, Message::Wake);
    assert_eq!(model.overview.alarms.len(), 1);
    assert!(screen(&model).contains("1 ✗ changes held up"), "{}", screen(&model));
}

#[test]
fn cmf_57_a_run_is_asked_for_after_its_preview() {
    let mut model = at_the_jobs((80, 24));
    keys(&mut model, "r");
    assert!(matches!(model.overlays.last(), Some(Overlay::Form(_))), "locked: asks to be unlocked");
    keys(&mut model, "SUP-1<enter>");
    assert_eq!(
        model.planned.as_ref().map(|(request, _)| request),
        Some(&Request::Plan(Box::new(Wish::Run(Job::Publish))))
    );
    assert_snapshot!("run_preview_80x24", screen(&model));
    keys(&mut model, "<enter>");
    assert!(model.overlays.is_empty() && screen(&model).contains("918202"), "{}", screen(&model));
    keys(&mut model, "<tab><tab>jj");
    assert_eq!(model.jobs.meant(), Some(Job::ScanReports));
    keys(&mut model, "k");
    let expected = Availability::Disabled(Obstacle::JobNotBuilt { job: "CMFGPO" });
    assert_eq!(availability(Action::JobRun, &model), expected);
}

#[test]
fn what_happens_is_taken_over_without_a_key() {
    let mut model = at_the_jobs((80, 24));
    let health = Health { publishing: Some(Box::new(jobs::well())), ..health() };
    let effects = crate::console::app::update(&mut model, Message::Health(Box::new(health)));
    let asked = |wanted: fn(&Request) -> bool| {
        effects.iter().any(|effect| matches!(effect, Effect::Core { request, .. } if wanted(request)))
    };
    assert!(asked(|request| matches!(request, Request::Pipeline(_))));
    assert!(asked(|request| matches!(request, Request::Clients(_))));
    let same = Status { at: now() + TimeDelta::seconds(9), ..jobs::well() };
    let health = Health { publishing: Some(Box::new(same)), ..crate::console::view::testing::health() };
    assert_eq!(crate::console::app::update(&mut model, Message::Health(Box::new(health))), [], "nothing is new");
    assert_eq!(model.link, Link::Live);
}

#[test]
fn cmf_79_clients_are_found_by_the_core() {
    let mut model = at_the_jobs((80, 24));
    keys(&mut model, "<tab><tab><tab><tab>/ccr behind point:dp2<enter>");
    let query = model.jobs.query();
    assert_eq!((query.contains.as_deref(), query.point.as_deref(), query.behind), (Some("ccr"), Some("dp2"), true));
    assert_eq!(model.jobs.len(), 2);
    keys(&mut model, "<esc>");
    assert_eq!(model.jobs.len(), 4);
    keys(&mut model, "<tab>/synchron<enter>");
    assert_eq!((model.jobs.len(), model.jobs.total()), (1, 4));
}

#[test]
fn cmf_79_more_clients_come_at_the_end_of_the_list_and_never_too_many() {
    let mut model = at_the_jobs((80, 24));
    keys(&mut model, "<tab><tab><tab><tab>");
    assert!(!screen(&model).contains("more at the end"), "four are all");
    let limit = |effects: &[Effect]| {
        effects.iter().find_map(|effect| match effect {
            Effect::Core { request: Request::Clients(query), .. } => Some(query.limit),
            _ => None,
        })
    };
    let mut asked = Vec::new();
    let mut wanted = 200;
    for _ in 0..12 {
        tell_clients(&mut model, wanted);
        assert!(screen(&model).contains("more at the end"), "{}", screen(&model));
        assert_eq!(limit(&press(&mut model, "home")), None, "not while the cursor is elsewhere");
        match limit(&press(&mut model, "end")) {
            Some(limit) => wanted = limit,
            None => break,
        }
        asked.push(wanted);
    }
    assert_eq!(asked, [400, 800, 1_600, 3_200, 6_400, 10_000], "and then somebody has to narrow it");
    assert_eq!(model.jobs.len(), 10_000);
    press(&mut model, "/");
    assert_eq!(limit(&press(&mut model, "c")), Some(200), "another filter starts over");
}

/// Presses a key without answering what is asked.
fn press(model: &mut Model, key: &str) -> Vec<Effect> {
    let key: crokey::KeyCombination = key.parse().unwrap();
    crate::console::app::update(model, Message::Terminal(TermEvent::Key(key.into())))
}

/// Answers the question for clients with this many.
fn tell_clients(model: &mut Model, count: u32) {
    let mut clients = jobs::clients(&model.jobs.query());
    let row = clients.rows[0].clone();
    clients.rows = (0..count)
        .map(|number| {
            let mut row = row.clone();
            row.check_in.machine = format!("PC{number:06}");
            row
        })
        .collect();
    clients.known = 100_000;
    let now = model.now;
    model.jobs.clients.set(clients, now);
    model.jobs.clients.cancel();
    model.jobs.arrange(JobsTab::Clients);
}

#[test]
fn cmf_77_a_distribution_point_is_tried_where_one_is_selected() {
    let mut model = at_the_jobs((80, 24));
    keys(&mut model, "T");
    assert!(screen(&model).contains("no distribution point is selected"), "{}", screen(&model));
    keys(&mut model, "<tab>T");
    assert!(screen(&model).contains("dp1 takes files: written in 12 ms"), "{}", screen(&model));
    keys(&mut model, "jT");
    assert!(screen(&model).contains("dp2: no space left on the server"), "{}", screen(&model));
}

#[test]
fn the_state_is_copied_for_who_takes_over() {
    let mut model = at_the_jobs((80, 24));
    let effects = keys(&mut model, "c");
    let [Effect::Copy(text)] = effects.as_slice() else { panic!("{effects:?}") };
    assert_snapshot!("handover", text);
}

#[test]
fn an_estate_without_points_says_so() {
    let mut model = filled((80, 24));
    let mut status = jobs::well();
    (status.points, status.generation) = (Vec::new(), None);
    hear(&mut model, status);
    keys(&mut model, "7<tab>");
    assert!(screen(&model).contains("there is no distribution point"), "{}", screen(&model));
    assert!(screen(&model).contains("no distribution point"), "{}", screen(&model));
}
