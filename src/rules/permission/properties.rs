//! What must hold in every estate, however strange.

use super::sample::Sample;
use super::unsupported;
use crate::model::delegation::Reach;
use crate::model::id::{ComputerSetId, PackageId, SystemSetId};
use crate::model::permission::{Link, Target, Verb};
use proptest::prelude::*;
use proptest::sample::{Index, select};

const PEOPLE: [&str; 4] = ["anna", "bob", "carl", "group:Operators"];
/// Few verbs, so that grants meet; one of them is the master's alone.
const VERBS: [Verb; 4] = [Verb::NscEdit, Verb::PkgAssignApply, Verb::NssEdit, Verb::NssCreate];

/// A tree of up to 8 NSSs with sets, packages, grants and entries anywhere; anna administers the master.
fn estates() -> impl Strategy<Value = Sample> {
    let any_index = any::<Index>;
    (
        prop::collection::vec(any_index(), 0..7),
        prop::collection::vec((any_index(), prop::option::of(any_index())), 1..6),
        prop::collection::vec(any_index(), 1..4),
        prop::collection::vec((any_index(), select(&VERBS[..]), any_index()), 0..16),
        prop::collection::vec((any_index(), select(&PEOPLE[1..]), any_index()), 0..6),
    )
        .prop_map(|(sets, nscs, pkgs, grants, entries)| {
            let mut sample = Sample { settings: vec!["anna".into()], ..Sample::default() };
            let mut tree = vec![sample.set("S1", None)];
            for parent in sets {
                let name = format!("S{}", tree.len() + 1);
                tree.push(sample.set(&name, Some(parent.get(&tree).0)));
            }
            let mut places: Vec<(i64, ComputerSetId)> = Vec::new();
            for (nss, parent) in nscs {
                // Nested in one that is there already, of the same NSS.
                let outer = parent.filter(|_| !places.is_empty()).map(|parent| *parent.get(&places));
                let nss = outer.map_or(nss.get(&tree).0, |(nss, _)| nss);
                places.push((nss, sample.nsc(nss, outer.map(|(_, id)| id.0))));
            }
            let mut reaches = vec![Reach::Nss; 3];
            reaches.extend(places.iter().map(|(_, id)| Reach::Nsc(*id)));
            reaches.extend(pkgs.iter().map(|nss| Reach::Pkg(sample.pkg(nss.get(&tree).0))));
            for (nss, verb, reach) in grants {
                sample.grant(*nss.get(&tree), verb, *reach.get(&reaches));
            }
            for (nss, who, reach) in entries {
                // Entries at the master itself would make everybody a master.
                sample.administrator(*nss.get(&tree[tree.len().min(2) - 1..]), who, *reach.get(&reaches));
            }
            if sample.now.system_sets.len() == 1 {
                sample.now.administrators.clear();
            }
            sample
        })
}

fn targets(of: &Sample) -> Vec<Target> {
    let (nscs, pkgs): (Vec<ComputerSetId>, Vec<PackageId>) =
        (of.now.computer_sets.keys().copied().collect(), of.now.packages.keys().copied().collect());
    let sets = of.now.system_sets.keys().map(|id| Target::Nss { id: *id });
    let assignments = nscs.iter().flat_map(|nsc| pkgs.iter().map(|pkg| Target::Assignment { nsc: *nsc, pkg: *pkg }));
    let all = sets.chain(nscs.iter().map(|id| Target::Nsc { id: *id }));
    let all = all.chain(pkgs.iter().map(|id| Target::Pkg { id: *id })).chain(assignments);
    all.chain([Target::ESTATE]).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn cmf_06_the_master_may_all(estate in estates(), verb in select(Verb::ALL)) {
        for target in targets(&estate) {
            prop_assert!(estate.may("anna", verb, target));
        }
    }

    #[test]
    fn d_09_nobody_exceeds_the_parent(estate in estates(), verb in select(&VERBS[..])) {
        // An administrator of every NSS above could do the same: whoever may, may by grants all the way up.
        for target in targets(&estate) {
            for who in &PEOPLE[1..] {
                let decision = estate.ask(who, verb, target);
                if !decision.allowed {
                    continue;
                }
                let Some(Link::Administrator { nss, .. }) = decision.chain.first() else { panic!("{decision:?}") };
                for above in estate.now.line(*nss).iter().skip(1) {
                    let mut with = estate.clone();
                    with.administrator(above.id, "probe", Reach::Nss);
                    let holders: Vec<SystemSetId> = with.now.line(*nss).iter().map(|set| set.id).collect();
                    prop_assert!(
                        with.may("probe", verb, target),
                        "{who} may {verb:?} {target:?} through {nss}, {} of {holders:?} may not", above.id
                    );
                }
            }
        }
    }

    #[test]
    fn d_09_taking_out_what_is_unsupported_takes_nothing_away(estate in estates(), verb in select(&VERBS[..])) {
        let mut narrowed = estate.clone();
        for grant in unsupported(&estate.now, SystemSetId(1)) {
            narrowed.now.grants.remove(&grant.id);
        }
        prop_assert_eq!(unsupported(&narrowed.now, SystemSetId(1)), vec![]);
        for target in targets(&estate) {
            // A grant that was never effective as a whole may have been at a narrower place, never the other way round.
            for who in &PEOPLE[1..] {
                prop_assert!(estate.may(who, verb, target) || !narrowed.may(who, verb, target));
            }
        }
    }

    #[test]
    fn cmf_04_taking_anything_away_only_narrows(estate in estates(), verb in select(&VERBS[..]), which in any::<Index>()) {
        let mut less = estate.clone();
        let (grants, entries): (Vec<_>, Vec<_>) =
            (less.now.grants.keys().copied().collect(), less.now.administrators.keys().copied().collect());
        match which.index(grants.len() + entries.len() + 1) {
            n if n < grants.len() => drop(less.now.grants.remove(&grants[n])),
            n if n < grants.len() + entries.len() => drop(less.now.administrators.remove(&entries[n - grants.len()])),
            _ => {}
        }
        for target in targets(&estate) {
            for who in PEOPLE {
                prop_assert!(estate.may(who, verb, target) || !less.may(who, verb, target), "{who} {target:?}");
            }
        }
    }

    #[test]
    fn what_is_missing_is_enough_and_nothing_of_it_is_too_much(mut estate in estates(), verb in select(&VERBS[..])) {
        for grant in unsupported(&estate.now, SystemSetId(1)) {
            estate.now.grants.remove(&grant.id);
        }
        for target in targets(&estate) {
            // Whoever is known by a group alone cannot be entered by name.
            for who in ["bob", "carl", "zoe"] {
                let decision = estate.ask(who, verb, target);
                if decision.allowed {
                    prop_assert_eq!(decision.missing, vec![]);
                    continue;
                }
                let mut given = estate.clone();
                given.give(&decision.missing);
                prop_assert!(given.may(who, verb, target), "{who} {target:?} {:?}", decision.missing);
                for left_out in 0..decision.missing.len() {
                    let mut rest = decision.missing.clone();
                    rest.remove(left_out);
                    let mut part = estate.clone();
                    part.give(&rest);
                    prop_assert!(!part.may(who, verb, target), "{who} {target:?} without {left_out}: {rest:?}");
                }
                // What is given can be given: every set above holds it.
                prop_assert_eq!(unsupported(&given.now, SystemSetId(1)), vec![], "{:?}", decision.missing);
            }
        }
    }

    #[test]
    fn whoever_is_said_to_be_able_is(estate in estates(), verb in select(&VERBS[..])) {
        for target in targets(&estate) {
            let decision = estate.ask("zoe", verb, target);
            for who in decision.who_can.iter() {
                prop_assert!(estate.may(who, verb, target), "{who} {target:?}");
            }
            prop_assert!(decision.allowed || decision.who_can.iter().any(|who| who == "anna"));
        }
    }
}
