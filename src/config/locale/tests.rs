//! English is complete for every fact that the code can tell, and other languages fall back to it key by key.

use super::*;
use crate::core::Problem;
use crate::core::change::Effect;
use crate::core::inbox::Matter;
use crate::model::cmdb::RowProblem;
use crate::model::desired::{Because, DesiredState, Rule};
use crate::model::hello::Malformed;
use crate::model::permission::{Ground, Link, Missing, Verb};
use crate::model::system::Status;
use crate::model::trace::{Note, Outcome, Scenario, StepName, StepResult, Warning};
use serde::de::DeserializeOwned;
use serde_json::{Map, json};
use std::collections::{BTreeMap, BTreeSet};

fn english() -> Locale {
    Locale::load("en", None).unwrap()
}

/// Every built-in language.
fn languages() -> Vec<Locale> {
    BUILT_IN.iter().map(|(name, _)| Locale::load(name, None).unwrap()).collect()
}

/// Asserts that a sentence exists and that every argument in it is among these fields.
fn assert_said(locale: &Locale, id: &str, fields: &Map<String, Value>) {
    let args: FluentArgs<'_> = fields.iter().map(|(name, value)| (name.replace('_', "-"), argument(value))).collect();
    let mut errors = Vec::new();
    let text = locale.format_told(id, Some(&args), &mut errors);
    assert!(text.is_some_and(|text| !text.is_empty()), "no sentence {id}");
    assert!(errors.is_empty(), "{id} with {fields:?}: {errors:?}");
}

/// Returns the words that serde offers between backticks, for example the variants of an enum.
fn offered(message: &str) -> Vec<String> {
    let list = message.split_once("expected").map_or(message, |(_, list)| list);
    list.split('`').skip(1).step_by(2).map(str::to_owned).collect()
}

/// Makes one value of every variant of a tagged enum, by asking serde what is missing until it is content.
fn samples<T: DeserializeOwned>(tag: &str) -> Vec<Map<String, Value>> {
    let error = serde_json::from_value::<T>(json!({ tag: "no such variant" })).err().unwrap().to_string();
    let candidates = [
        json!("text"),
        json!(7),
        json!([]),
        json!(["a", "b"]),
        json!(["10.0.0.1"]),
        json!("00000000-0000-0000-0000-000000000001"),
        json!("Inv_OOB_Capability"),
        json!("2026-01-02T03:04:05Z"),
        json!("M"),
        json!("nss.create"),
        json!("apply"),
        json!("draft"),
        json!("computer"),
        json!("smb"),
        json!("unreachable_filtered"),
        json!({ "kind": "nss" }),
        json!(true),
    ];
    offered(&error).into_iter().map(|variant| complete::<T>(json!({ tag: variant }), &candidates)).collect()
}

fn complete<T: DeserializeOwned>(mut sample: Value, candidates: &[Value]) -> Map<String, Value> {
    for _ in 0..16 {
        let Err(error) = serde_json::from_value::<T>(sample.clone()) else { break };
        let missing = offered(&format!("expected {error}")).remove(0);
        assert!(error.to_string().contains("missing field"), "{sample}: {error}");
        let fits = |value: &&Value| {
            sample[&missing] = (*value).clone();
            !matches!(serde_json::from_value::<T>(sample.clone()), Err(e) if !e.to_string().contains("missing field"))
        };
        let value = candidates.iter().find(fits).cloned().unwrap_or_else(|| panic!("nothing fits {missing}"));
        sample[&missing] = value;
    }
    // Optional fields are not asked for; serialising shows them.
    sample.as_object().unwrap().clone()
}

fn shown<T: DeserializeOwned + Serialize>(tag: &str) -> Vec<Map<String, Value>> {
    let back = |sample: Map<String, Value>| serde_json::to_value(serde_json::from_value::<T>(sample.into()).unwrap());
    samples::<T>(tag).into_iter().map(|sample| back(sample).unwrap().as_object().unwrap().clone()).collect()
}

#[test]
fn every_fact_of_a_resolution_has_a_sentence_with_its_arguments() {
    let languages = languages();
    let mut said = 0;
    for (prefix, tag, facts) in [
        ("note", "kind", shown::<Note>("kind")),
        ("warning", "code", shown::<Warning>("code")),
        ("malformed", "kind", shown::<Malformed>("kind")),
        ("row", "kind", shown::<RowProblem>("kind")),
        ("rule", "kind", shown::<Rule>("kind")),
        ("link", "kind", shown::<Link>("kind")),
        ("missing", "kind", shown::<Missing>("kind")),
        ("inbox", "kind", shown::<Matter>("kind")),
    ] {
        assert!(facts.len() >= 2, "{prefix}");
        for fields in facts {
            let kind = fields[tag].as_str().unwrap().replace('_', "-");
            languages.iter().for_each(|locale| assert_said(locale, &format!("{prefix}-{kind}"), &fields));
            said += 1;
        }
    }
    assert!(said > 60, "only {said} facts found");
}

#[test]
fn every_status_and_every_word_of_a_trace_has_a_sentence() {
    let english = english();
    let none = Map::new();
    for status in Status::ALL {
        let id = format!("status-{}", status.name().replace('_', "-"));
        assert_said(&english, &id, &none);
        assert_said(&english, &format!("{id}.about"), &none);
    }
    fn variants<T: DeserializeOwned>() -> Vec<String> {
        offered(&serde_json::from_value::<T>(json!("no such variant")).err().unwrap().to_string())
    }
    for (prefix, words) in [
        ("outcome", variants::<Outcome>()),
        ("scenario", variants::<Scenario>()),
        ("step", variants::<StepName>()),
        ("result", variants::<StepResult>()),
        ("ground", variants::<Ground>()),
        ("desired", variants::<DesiredState>()),
        ("because", variants::<Because>()),
    ] {
        assert!(words.len() >= 2, "{prefix}");
        for word in words {
            assert_said(&english, &format!("{prefix}-{}", word.replace('_', "-")), &none);
        }
    }
}

#[test]
fn every_effect_has_a_sentence() {
    let english = english();
    for fields in shown::<Effect>("kind") {
        let kind = fields["kind"].as_str().unwrap().replace('_', "-");
        languages().iter().for_each(|locale| assert_said(locale, &format!("effect-{kind}"), &fields));
    }
    assert_eq!(
        english.say("effect", &Effect::SystemsResolvedAgain { count: 1 }),
        "one waiting system is resolved again"
    );
    assert_eq!(
        english.say("effect", &Effect::SystemsResolvedAgain { count: 20_000 }),
        "20000 waiting systems are resolved again"
    );
}

#[test]
fn every_problem_has_a_sentence_a_hint_and_an_explanation() {
    let languages = languages();
    let mut codes = BTreeSet::new();
    for fields in shown::<Problem>("kind") {
        let problem: Problem = serde_json::from_value(fields.clone().into()).unwrap();
        codes.insert(problem.code());
        let kind = fields["kind"].as_str().unwrap().replace('_', "-");
        for part in ["", ".hint", ".about"] {
            languages.iter().for_each(|locale| assert_said(locale, &format!("problem-{kind}{part}"), &fields));
        }
    }
    let known: BTreeSet<&str> = Problem::CODES.iter().map(|(code, _)| *code).collect();
    assert_eq!(codes, known, "two problems share a code");
}

#[test]
fn cmf_09_the_catalogue_of_verbs_is_the_enum() {
    let english = english();
    for verb in Verb::ALL {
        let id = format!("verb-{}", verb.name().replace('.', "-"));
        assert!(english.find(&id).is_some_and(|text| text.len() < 45), "{id}");
        let about = english.find(&format!("{id}.about")).unwrap_or_else(|| panic!("{id} has no meaning"));
        assert_eq!(!verb.is_grantable(), about.contains("cannot be granted"), "{id}");
    }
    let texts = BUILT_IN[0].1.iter().flat_map(|text| ids(text));
    let listed: Vec<_> = texts.filter(|id| id.starts_with("verb-") && !id.contains('.')).collect();
    assert_eq!(listed.len(), Verb::ALL.len());
}

#[test]
fn a_fact_within_a_fact_is_said_too() {
    let missing = |reach| json!({ "kind": "grant", "nss": 2, "nss_name": "DSS", "verb": "nsc.edit", "reach": reach });
    let denied = |missing: Value| {
        json!({
            "kind": "denied", "principal": "bob", "verb": "nsc.edit", "who_can": "anna", "who_can_grant": "anna",
            "missing": missing,
        })
    };
    let hint = |missing| english().say_part("problem", &denied(missing), "hint").unwrap();
    let two = hint(json!([missing(json!({ "kind": "nss" })), missing(json!({ "kind": "nsc", "id": 1259 }))]));
    assert!(two.starts_with("Missing: nsc.edit for DSS, nsc.edit for DSS at NSC 1259. anna can give that."), "{two}");
    assert!(hint(json!([])).starts_with("Missing: –."));
}

#[test]
fn a_time_in_a_fact_is_told_to_the_minute_and_a_name_as_it_is() {
    let locale = english();
    let at: DateTime<Utc> = "2026-03-01T12:00:59.123456Z".parse().unwrap();
    assert_eq!(locale.say("effect", &Effect::Until { at }), "taken back by itself at 2026-03-01 12:00Z");
    let chosen = Rule::Choice { user: at.to_rfc3339(), chosen: true, at };
    assert_eq!(locale.say("rule", &chosen), format!("chosen by {}, 2026-03-01 12:00Z", at.to_rfc3339()));
    let written = chosen.with_times(|_| "yesterday".into());
    assert!(locale.say("rule", &written).ends_with(", yesterday"), "what is written already stays");
}

#[test]
fn amt_07_two_languages_load_and_what_one_lacks_appears_in_english() {
    let german = Locale::load("de", None).unwrap();
    assert_eq!(german.name(), "de");
    assert_eq!(german.text("word-yes"), "ja");
    assert_ne!(german.text("status-queued"), english().text("status-queued"));
    for id in &Locale::coverage().unwrap().iter().find(|c| c.language == "de").unwrap().missing {
        assert!(german.find(id).is_some(), "{id} does not fall back");
    }
    let own = Locale::load("fr", Some("word-yes = oui\n")).unwrap();
    assert_eq!((own.text("word-yes").as_str(), own.text("word-no").as_str()), ("oui", "no"));
}

#[test]
fn a_wrong_language_or_file_is_an_error_that_says_why() {
    let told = |name, file| Locale::load(name, file).err().unwrap().to_string();
    assert_eq!(told("xx", None), "there is no language \"xx\"; there are en, de");
    assert!(told("fr", Some("word-no = non\nword-yes oui\n")).starts_with("fr.ftl: line 2: "));
    assert!(told("???", Some("a = b\n")).contains("not a language tag"));
}

#[test]
fn english_is_complete_and_what_others_lack_is_listed() {
    for coverage in Locale::coverage().unwrap() {
        println!("{} {}%: lacks {}", coverage.language, coverage.percent(), coverage.missing.join(" "));
        assert!(coverage.of > 100);
        if coverage.language == "en" {
            assert_eq!(coverage.missing, [""; 0]);
        } else {
            assert!(coverage.present > 0, "{} has nothing", coverage.language);
        }
    }
}

#[test]
fn no_language_has_a_sentence_that_english_lacks() {
    let english: BTreeSet<String> = BUILT_IN[0].1.iter().flat_map(|text| ids(text)).collect();
    for (name, texts) in BUILT_IN {
        let unknown: Vec<_> = texts.iter().flat_map(|text| ids(text)).filter(|id| !english.contains(id)).collect();
        assert!(unknown.is_empty(), "{name} has {unknown:?}");
    }
}

/// The files of every language, in the order of [`BUILT_IN`].
const FILES: [&str; 5] = ["facts", "cli", "console", "agent", "own"];

/// What still has to be written: a file of a language in which English may stand in.
const UNFINISHED: &[(&str, &str)] = &[];

#[test]
fn amt_07_every_file_of_every_language_is_complete() {
    let (english, others) = BUILT_IN.split_first().unwrap();
    assert_eq!(english.0, "en");
    for (name, texts) in others {
        assert_eq!((texts.len(), english.1.len()), (FILES.len(), FILES.len()));
        for ((file, english), text) in FILES.iter().zip(english.1).zip(*texts) {
            let (wanted, has) = (ids(english), ids(text));
            let strangers: Vec<_> = has.iter().filter(|id| !wanted.contains(id)).collect();
            assert!(strangers.is_empty(), "{name}/{file}.ftl has what en/{file}.ftl has not: {strangers:?}");
            let missing: Vec<_> = wanted.iter().filter(|id| !has.contains(id)).collect();
            let complete = !UNFINISHED.contains(&(*name, *file));
            assert!(missing.is_empty() || !complete, "{name}/{file}.ftl lacks {missing:?}");
        }
    }
}

/// What the sentence of an id is made of: its variables, the messages in it, and the words that it chooses by.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
struct Parts {
    variables: BTreeSet<String>,
    messages: BTreeSet<String>,
    words: BTreeSet<String>,
}

/// Returns the parts of every message and attribute of a language. Messages within messages bring their variables.
fn parts(texts: &[&str]) -> BTreeMap<String, Parts> {
    let mut all: BTreeMap<String, Parts> = BTreeMap::new();
    for text in texts {
        let mut id = String::new();
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            // An attribute's id has no message before the dot where its line is looked at alone.
            match ids(line).first() {
                Some(found) if found.starts_with('.') => {
                    id = format!("{}{found}", id.split('.').next().unwrap_or_default());
                }
                Some(found) => id = found.clone(),
                None => {}
            }
            take_parts(line, all.entry(id.clone()).or_default());
        }
    }
    let alone = all.clone();
    for found in all.values_mut() {
        for message in found.messages.clone() {
            found.variables.extend(alone.get(&message).into_iter().flat_map(|inner| inner.variables.clone()));
        }
    }
    all
}

fn take_parts(line: &str, found: &mut Parts) {
    let is_name = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    let name = |text: &str| text.chars().take_while(|c| is_name(*c)).collect::<String>();
    found.variables.extend(line.split('$').skip(1).map(name).filter(|name| !name.is_empty()));
    let inner = line.split('{').skip(1).filter_map(|rest| rest.split_once('}')).map(|(inner, _)| inner.trim());
    found.messages.extend(inner.filter(|inner| !inner.is_empty() && inner.chars().all(is_name)).map(str::to_owned));
    let key = line.trim_start().trim_start_matches('*').strip_prefix('[').and_then(|rest| rest.split_once(']'));
    found.words.extend(key.map(|(key, _)| key.trim().to_owned()));
}

#[test]
fn amt_07_every_language_says_the_same_facts_in_a_sentence() {
    let english = parts(BUILT_IN[0].1);
    assert!(english.values().filter(|parts| !parts.variables.is_empty()).count() > 300, "the variables were found");
    assert!(english["problem-not-found"].variables.contains("object"), "a message within a message was followed");
    assert!(english["problem-denied.hint"].variables.contains("who-can"), "attributes were told apart");
    assert!(english["problem-not-published"].words.contains("waiting_for_window"));
    // Languages count differently, so these are theirs to choose.
    let counts = ["0", "1", "zero", "one", "two", "few", "many", "other"];
    for (name, texts) in &BUILT_IN[1..] {
        let mut wrong = Vec::new();
        for (id, said) in parts(texts) {
            let Some(wanted) = english.get(&id) else { continue };
            if said.variables != wanted.variables {
                wrong.push(format!("{id} tells {:?}, in English {:?}", said.variables, wanted.variables));
            }
            let lacks = wanted.words.difference(&said.words).filter(|word| !counts.contains(&word.as_str()));
            wrong.extend(lacks.map(|word| format!("{id} has nothing for [{word}]")));
        }
        assert!(wrong.is_empty(), "{name}:\n{}", wrong.join("\n"));
    }
}

#[test]
fn an_id_is_not_used_twice() {
    for (name, texts) in BUILT_IN {
        let mut seen = BTreeSet::new();
        for id in texts.iter().flat_map(|text| ids(text)) {
            assert!(seen.insert(id.clone()), "{name} has {id} twice");
        }
    }
}

#[test]
fn every_form_of_the_console_says_what_it_is_for() {
    let (_, texts) = BUILT_IN.iter().find(|(name, _)| *name == "en").unwrap();
    let all: BTreeSet<String> = texts.iter().flat_map(|text| ids(text)).collect();
    let forms: Vec<_> = all.iter().filter(|id| id.starts_with("form-") && !id.contains('.')).collect();
    assert!(forms.len() > 20, "the forms were found");
    let silent: Vec<_> = forms.into_iter().filter(|id| !all.contains(&format!("{id}.intro"))).collect();
    assert_eq!(silent, Vec::<&String>::new());
}
