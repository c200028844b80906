//! The rules of delegation, one by one, and the whole policy as a matrix.

use super::sample::{Sample, assignment, nsc, nss, pkg};
use super::{holds, shifts, unsupported};
use crate::model::delegation::Reach;
use crate::model::id::{ComputerSetId, PackageId, SystemSetId};
use crate::model::permission::{Decision, Ground, Link, Missing, Target, Verb};
use std::fmt::Write as _;

const AB_CO: SystemSetId = SystemSetId(2);
const DSS: SystemSetId = SystemSetId(3);
const LHC: SystemSetId = SystemSetId(4);

/// A chain as `trustee@NSS` and `NSS:verb`.
fn chain(decision: &Decision) -> Vec<String> {
    let link = |link: &Link| match link {
        Link::Administrator { nss_name, trustee, .. } => format!("{trustee}@{nss_name}"),
        Link::Grant { nss_name, verb, .. } => format!("{nss_name}:{}", verb.name()),
    };
    decision.chain.iter().map(link).collect()
}

/// What is missing as `NSS:verb reach` and `principal@NSS reach`.
fn missing(decision: &Decision) -> Vec<String> {
    let place = |reach: &Reach| match reach {
        Reach::Nss => String::new(),
        Reach::Nsc(id) => format!(" nsc:{id}"),
        Reach::Pkg(id) => format!(" pkg:{id}"),
    };
    let item = |item: &Missing| match item {
        Missing::Grant { nss_name, verb, reach, .. } => format!("{nss_name}:{}{}", verb.name(), place(reach)),
        Missing::Administrator { nss_name, principal, reach, .. } => format!("{principal}@{nss_name}{}", place(reach)),
    };
    decision.missing.iter().map(item).collect()
}

#[test]
fn cmf_04_denied_before_the_grant_allowed_after_denied_after_its_end() {
    let mut estate = Sample::estate();
    estate.administrator(AB_CO, "bob", Reach::Nss);
    let before = estate.ask("bob", Verb::NscCreate, nss(2));
    assert_eq!((before.allowed, before.ground), (false, Ground::NoGrant));
    assert_eq!(missing(&before), ["AB-CO:nsc.create"]);
    assert_eq!((before.who_can, before.who_can_grant), (vec!["anna".to_owned()], vec!["anna".to_owned()]));
    let grant = estate.grant(AB_CO, Verb::NscCreate, Reach::Nss);
    let after = estate.ask("bob", Verb::NscCreate, nss(2));
    assert_eq!((after.ground, chain(&after)), (Ground::Granted, vec!["bob@AB-CO".into(), "AB-CO:nsc.create".into()]));
    estate.now.grants.remove(&grant);
    assert!(!estate.may("bob", Verb::NscCreate, nss(2)));
}

#[test]
fn cmf_06_every_verb_everywhere_is_the_masters_by_settings_by_entry_and_by_group() {
    let mut estate = Sample::estate();
    estate.administrator(SystemSetId(1), "Greta", Reach::Nss);
    estate.administrator(SystemSetId(1), "group:CMF Masters", Reach::Nss);
    let targets = [Target::ESTATE, nss(1), nss(4), nsc(2), pkg(3), assignment(1, 3)];
    for verb in Verb::ALL {
        for target in targets {
            for who in ["anna", "ANNA", "greta", "group:cmf masters"] {
                assert_eq!(estate.ask(who, *verb, target).ground, Ground::Master, "{who} {verb:?} {target:?}");
            }
        }
    }
    let narrow = estate.administrator(SystemSetId(1), "nina", Reach::Nsc(ComputerSetId(1)));
    assert!(estate.may("nina", Verb::NscEdit, nsc(2)) && !estate.may("nina", Verb::NscEdit, nsc(3)));
    assert!(!estate.may("nina", Verb::NssCreate, Target::ESTATE), "a narrow entry does not make a master");
    estate.now.administrators.remove(&narrow);
    assert!(!estate.may("nina", Verb::NscEdit, nsc(2)));
}

#[test]
fn cmfx_01_only_the_master_makes_deletes_and_delegates() {
    let mut estate = Sample::estate();
    estate.administrator(AB_CO, "bob", Reach::Nss);
    for verb in [Verb::NssCreate, Verb::NssDelete, Verb::NssGrant, Verb::NssRevoke] {
        // Even a row that should not be there hands nothing out.
        estate.grant(AB_CO, verb, Reach::Nss);
        let decision = estate.ask("bob", verb, nss(2));
        assert_eq!((decision.allowed, decision.ground), (false, Ground::MasterOnly));
        assert_eq!(missing(&decision), ["bob@NICE"]);
        assert_eq!(decision.who_can, ["anna"]);
    }
}

#[test]
fn d_09_a_grant_counts_only_as_far_as_every_set_above_holds_it() {
    let mut estate = Sample::estate();
    estate.administrator(LHC, "lena", Reach::Nss);
    estate.grant(LHC, Verb::NssEdit, Reach::Nss);
    let decision = estate.ask("lena", Verb::NssEdit, nss(4));
    assert_eq!((decision.allowed, missing(&decision)), (false, vec!["AB-CO:nss.edit".into()]));
    estate.grant(AB_CO, Verb::NssEdit, Reach::Nss);
    let decision = estate.ask("lena", Verb::NssEdit, nss(4));
    assert_eq!(chain(&decision), ["lena@AB-CO-LHC", "AB-CO-LHC:nss.edit", "AB-CO:nss.edit"]);
    assert!(!estate.may("lena", Verb::NssEdit, nss(2)), "a right never reaches upwards");
    assert!(!estate.may("lena", Verb::NssEdit, nss(3)), "nor to the side");
    assert_eq!(estate.ask("lena", Verb::NssEdit, nss(3)).missing.len(), 2);
}

#[test]
fn cmfx_02_grants_and_entries_reach_an_nss_an_nsc_or_a_package() {
    let mut estate = Sample::estate();
    estate.administrator(AB_CO, "bob", Reach::Nss);
    estate.administrator(AB_CO, "nina", Reach::Nsc(ComputerSetId(2)));
    estate.grant(AB_CO, Verb::NscEdit, Reach::Nsc(ComputerSetId(1)));
    assert!(estate.may("bob", Verb::NscEdit, nsc(1)) && estate.may("bob", Verb::NscEdit, nsc(2)), "nested ones too");
    assert!(estate.may("nina", Verb::NscEdit, nsc(2)) && !estate.may("nina", Verb::NscEdit, nsc(1)));
    assert!(!estate.may("bob", Verb::NscEdit, nss(2)));
    estate.grant(AB_CO, Verb::PkgEdit, Reach::Pkg(PackageId(3)));
    assert!(estate.may("bob", Verb::PkgEdit, pkg(3)) && !estate.may("bob", Verb::PkgEdit, pkg(2)));
    assert!(!estate.may("nina", Verb::PkgEdit, pkg(3)));
}

#[test]
fn an_assignment_needs_the_right_on_the_set_and_for_a_strange_package_on_that_too() {
    let mut estate = Sample::estate();
    estate.administrator(AB_CO, "bob", Reach::Nss);
    estate.grant(AB_CO, Verb::PkgAssignApply, Reach::Nss);
    assert!(estate.may("bob", Verb::PkgAssignApply, assignment(1, 1)), "the master's package");
    assert!(estate.may("bob", Verb::PkgAssignApply, assignment(2, 2)), "their own");
    let strange = estate.ask("bob", Verb::PkgAssignApply, assignment(1, 3));
    assert_eq!((strange.allowed, missing(&strange)), (false, vec!["AB-CO:pkg.assign.apply pkg:3".into()]));
    estate.grant(AB_CO, Verb::PkgAssignApply, Reach::Pkg(PackageId(3)));
    assert!(estate.may("bob", Verb::PkgAssignApply, assignment(1, 3)));
    assert!(!estate.may("bob", Verb::PkgAssignApply, assignment(3, 3)), "not to another's set");
    assert!(!estate.may("bob", Verb::PkgAssignDeny, assignment(1, 1)), "one action is not another");
}

#[test]
fn what_belongs_to_no_set_is_reached_by_a_grant_to_any() {
    let mut estate = Sample::estate();
    estate.administrator(DSS, "dora", Reach::Nss);
    estate.administrator(LHC, "lena", Reach::Nsc(ComputerSetId(1)));
    let decision = estate.ask("dora", Verb::CmdbImport, Target::ESTATE);
    assert_eq!(missing(&decision), ["DSS:cmdb.import"]);
    assert_eq!(missing(&estate.ask("zoe", Verb::CmdbImport, Target::ESTATE)), ["zoe@NICE"]);
    estate.grant(DSS, Verb::CmdbImport, Reach::Nss);
    assert!(estate.may("dora", Verb::CmdbImport, Target::ESTATE));
    let decision = estate.ask("zoe", Verb::CmdbImport, Target::ESTATE);
    assert_eq!((missing(&decision), decision.who_can), (vec!["zoe@DSS".into()], vec!["dora".into(), "anna".into()]));
    assert!(!estate.may("lena", Verb::CmdbImport, Target::ESTATE), "an entry at one NSC does not reach the estate");
}

#[test]
fn a_refusal_names_the_least_that_would_do_and_who_can_nearest_first() {
    let mut estate = Sample::estate();
    estate.grant(AB_CO, Verb::NscEdit, Reach::Nss);
    estate.administrator(AB_CO, "group:Operators", Reach::Nss);
    let decision = estate.ask("zoe", Verb::NscEdit, nsc(2));
    assert_eq!(missing(&decision), ["zoe@AB-CO nsc:2"]);
    assert_eq!(
        (decision.who_can, decision.who_can_grant),
        (vec!["group:Operators".into(), "anna".into()], vec!["anna".to_owned()])
    );
    estate.grant(AB_CO, Verb::NssEdit, Reach::Nss);
    assert_eq!(estate.ask("zoe", Verb::NscEdit, nsc(2)).who_can_grant, ["group:Operators", "anna"]);
    assert_eq!(missing(&estate.ask("zoe", Verb::NscDelete, nsc(3))), ["DSS:nsc.delete nsc:3", "zoe@DSS nsc:3"]);
    // Of two ways the shorter.
    estate.administrator(LHC, "lena", Reach::Nss);
    estate.administrator(AB_CO, "lena", Reach::Nss);
    assert_eq!(missing(&estate.ask("lena", Verb::NscCreate, nss(4))), ["AB-CO:nsc.create"]);
    for number in 0..20 {
        estate.administrator(AB_CO, &format!("user{number}"), Reach::Nss);
    }
    assert_eq!(estate.ask("zoe", Verb::NscEdit, nsc(2)).who_can.len(), 8);
}

#[test]
fn nothing_is_missing_where_nothing_is() {
    let estate = Sample::estate();
    for target in [nss(99), nsc(99), pkg(99), assignment(1, 99), assignment(99, 1)] {
        let decision = estate.ask("zoe", Verb::NscEdit, target);
        assert!(!decision.allowed, "{target:?}");
    }
    let empty = Sample { settings: vec!["anna".into(), "group:Masters".into()], ..Sample::default() };
    assert!(empty.may("anna", Verb::NssCreate, Target::ESTATE));
    assert!(empty.may("group:masters", Verb::NssCreate, Target::ESTATE), "the settings may name a group");
    assert_eq!(empty.ask("zoe", Verb::NssCreate, Target::ESTATE).who_can, ["anna", "group:Masters"]);
}

#[test]
fn a_tree_that_goes_round_or_hangs_nowhere_gives_no_right_and_no_loop() {
    let mut estate = Sample::estate();
    estate.administrator(LHC, "lena", Reach::Nss);
    for set in [AB_CO, LHC] {
        estate.grant(set, Verb::NssEdit, Reach::Nss);
    }
    assert!(estate.may("lena", Verb::NssEdit, nss(4)));
    estate.now.system_sets.get_mut(&AB_CO).unwrap().parent = Some(LHC);
    assert!(!estate.may("lena", Verb::NssEdit, nss(4)));
}

#[test]
fn d_09_what_a_set_loses_ends_below_it() {
    let mut estate = Sample::estate();
    let own = estate.grant(AB_CO, Verb::NscEdit, Reach::Nss);
    let below = estate.grant(LHC, Verb::NscEdit, Reach::Nss);
    let deep = estate.set("DEEP", Some(LHC.0));
    let deepest = estate.grant(deep, Verb::NscEdit, Reach::Nss);
    assert_eq!(unsupported(&estate.now, AB_CO), []);
    assert!(holds(&estate.now, AB_CO, Verb::NscEdit, Reach::Nsc(ComputerSetId(1))));
    assert!(!holds(&estate.now, AB_CO, Verb::NscEdit, Reach::Nsc(ComputerSetId(3))), "another's");
    assert!(holds(&estate.now, SystemSetId(1), Verb::NscEdit, Reach::Nss), "the master holds everything");
    estate.now.grants.remove(&own);
    let lost: Vec<_> = unsupported(&estate.now, AB_CO).iter().map(|grant| grant.id).collect();
    assert_eq!(lost, [below, deepest]);
    estate.grant(AB_CO, Verb::NscEdit, Reach::Nsc(ComputerSetId(1)));
    assert_eq!(unsupported(&estate.now, AB_CO).len(), 2, "the narrower does not hold the wider up");
    assert_eq!(unsupported(&estate.now, DSS), []);
}

#[test]
fn a_change_is_told_as_who_gains_and_who_loses_what() {
    let mut estate = Sample::estate();
    estate.administrator(AB_CO, "bob", Reach::Nss);
    estate.administrator(LHC, "lena", Reach::Nsc(ComputerSetId(1)));
    let own = estate.grant(AB_CO, Verb::NscEdit, Reach::Nss);
    estate.grant(LHC, Verb::NscEdit, Reach::Nss);
    let before = estate.now.clone();
    estate.now.grants.remove(&own);
    estate.grant(AB_CO, Verb::NscCreate, Reach::Nss);
    let told = |before, after| -> Vec<String> {
        let line = |shift: &super::Shift| {
            let names = |powers: &[super::Power]| powers.iter().map(|p| p.verb.name()).collect::<Vec<_>>().join(" ");
            format!("{} {} +{} -{}", shift.nss_name, shift.trustee, names(&shift.gains), names(&shift.loses))
        };
        shifts(before, after).iter().map(line).collect()
    };
    assert_eq!(told(&before, &estate.now), ["AB-CO bob +nsc.create -nsc.edit", "AB-CO-LHC lena + -nsc.edit"]);
    assert_eq!(told(&before, &before), [""; 0]);
}

/// The whole policy of a small estate: a letter for where each principal may use each verb.
#[test]
fn the_whole_policy_as_a_matrix() {
    let mut estate = Sample::estate();
    for verb in Verb::ALL.iter().filter(|verb| verb.name().starts_with("nsc.") || verb.name().starts_with("pkg.")) {
        estate.grant(AB_CO, *verb, Reach::Nss);
    }
    for verb in [Verb::NscMemberComputerAdd, Verb::NscMemberComputerRemove, Verb::NssEdit] {
        estate.grant(LHC, verb, Reach::Nss);
    }
    estate.grant(AB_CO, Verb::NssEdit, Reach::Nss);
    estate.grant(AB_CO, Verb::AmtPower, Reach::Nss);
    estate.grant(DSS, Verb::PkgAssignApply, Reach::Nsc(ComputerSetId(3)));
    estate.grant(DSS, Verb::PkgAssignApply, Reach::Pkg(PackageId(2)));
    estate.grant(DSS, Verb::PkgEdit, Reach::Pkg(PackageId(3)));
    estate.administrator(AB_CO, "bob", Reach::Nss);
    estate.administrator(AB_CO, "nina", Reach::Nsc(ComputerSetId(2)));
    estate.administrator(AB_CO, "pete", Reach::Pkg(PackageId(2)));
    estate.administrator(DSS, "group:DSS", Reach::Nss);
    estate.administrator(LHC, "lena", Reach::Nss);
    let targets = [
        ('e', Target::ESTATE),
        ('n', nss(1)),
        ('a', nss(2)),
        ('l', nss(4)),
        ('d', nss(3)),
        ('1', nsc(1)),
        ('2', nsc(2)),
        ('3', nsc(3)),
        ('N', pkg(1)),
        ('A', pkg(2)),
        ('D', pkg(3)),
        ('x', assignment(2, 2)),
        ('y', assignment(3, 2)),
        ('z', assignment(3, 3)),
    ];
    let people = ["anna", "bob", "nina", "pete", "lena", "group:DSS", "zoe"];
    let mut matrix = "\
        e estate  n NICE  a AB-CO  l AB-CO-LHC  d DSS  1 AB-CO's NSC  2 nested in it  3 DSS's NSC\n\
        N NICE's package  A AB-CO's  D DSS's  x A to 2  y A to 3  z D to 3\n\n"
        .to_owned();
    let mut line = |cells: Vec<String>| {
        let cells: Vec<_> =
            cells.iter().zip([26, 14, 14, 14, 14, 14, 14, 14]).map(|(c, w)| format!("{c:w$}  ")).collect();
        writeln!(matrix, "{}", cells.concat().trim_end()).unwrap();
    };
    line(std::iter::once("").chain(people).map(str::to_owned).collect());
    for verb in Verb::ALL {
        let cell = |who: &str| -> String {
            targets.iter().map(|(letter, target)| if estate.may(who, *verb, *target) { *letter } else { '·' }).collect()
        };
        line(std::iter::once(verb.name().to_owned()).chain(people.iter().map(|who| cell(who))).collect());
    }
    insta::assert_snapshot!(matrix);
}
