//! Dashboards, rules and the handbook speak of what there is.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::time::Duration;

use e2e::Market;
use fleet::Service;
use serde_json::Value;

use crate::persistence::purchase;

/// What Prometheus adds to every target.
const OF_PROMETHEUS: &str = "up";
const TARGET_LABELS: [&str; 4] = ["namespace", "pod", "service", "le"];

fn monitoring() -> PathBuf {
    root().join("infra/k8s/components/monitoring")
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn read(path: impl AsRef<Path>) -> String {
    std::fs::read_to_string(&path).unwrap_or_else(|why| panic!("{}: {why}", path.as_ref().display()))
}

/// Every expression, with where it stands.
fn expressions() -> Vec<(String, String)> {
    let mut found = Vec::new();
    for file in std::fs::read_dir(monitoring().join("dashboards")).unwrap() {
        let path = file.unwrap().path();
        let dashboard: Value = serde_json::from_str(&read(&path)).unwrap();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        for panel in dashboard["panels"].as_array().unwrap() {
            for target in panel["targets"].as_array().into_iter().flatten() {
                let place = format!("{name}: {}", panel["title"]);
                found.push((place, target["expr"].as_str().unwrap().to_owned()));
            }
        }
    }
    found.extend(rules().into_iter().map(|rule| (rule.name, rule.expression)));
    found
}

struct Rule {
    name: String,
    is_alert: bool,
    expression: String,
}

/// The rules, of a file that is written in one way: `- alert:` or `- record:`, then `expr:` on one line or folded.
fn rules() -> Vec<Rule> {
    let text = read(monitoring().join("rules.yaml"));
    let mut rules: Vec<Rule> = Vec::new();
    let mut folded = None;
    for line in text.lines() {
        let (indent, line) = (line.len() - line.trim_start().len(), line.trim());
        if let Some((kind, name)) = line.strip_prefix("- ").and_then(|rule| rule.split_once(": "))
            && ["alert", "record"].contains(&kind)
        {
            let is_alert = kind == "alert";
            rules.push(Rule { name: name.to_owned(), is_alert, expression: String::new() });
        } else if let Some(expression) = line.strip_prefix("expr: ") {
            folded = (expression == ">-").then_some(indent);
            if folded.is_none() {
                rules.last_mut().unwrap().expression = expression.to_owned();
            }
        } else if folded.is_some_and(|outer| indent > outer) {
            let rule = rules.last_mut().unwrap();
            rule.expression.push_str(line);
            rule.expression.push(' ');
        } else {
            folded = None;
        }
    }
    assert!(rules.len() > 20 && rules.iter().all(|rule| !rule.expression.is_empty()));
    rules
}

/// The metrics that an expression reads, each with the labels that it selects or sums by.
fn metrics_in(expression: &str) -> BTreeMap<String, BTreeSet<String>> {
    const WORDS: [&str; 8] = ["by", "on", "and", "or", "unless", "without", "ignoring", "bool"];
    let is_word = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == ':';
    let mut metrics: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let (mut grouped, mut groups, mut last) = (BTreeSet::new(), false, None);
    let mut rest = expression;
    while let Some(first) = rest.chars().next() {
        if first.is_ascii_alphabetic() || first == '_' {
            let end = rest.find(|c| !is_word(c)).unwrap_or(rest.len());
            let (word, after) = rest.split_at(end);
            rest = after.trim_start();
            if word == "by" || word == "on" {
                groups = true;
            } else if !WORDS.contains(&word) && !rest.starts_with('(') && !rest.starts_with("by ") {
                metrics.entry(word.to_owned()).or_default();
                last = Some(word.to_owned());
            }
        } else if first == '{' {
            let (selector, after) = rest[1..].split_once('}').unwrap();
            let labels = selector.split(',').filter_map(|part| part.split(['=', '!']).next());
            metrics.get_mut(last.as_ref().unwrap()).unwrap().extend(labels.map(|l| l.trim().to_owned()));
            rest = after;
        } else if first == '(' && groups {
            let (labels, after) = rest[1..].split_once(')').unwrap();
            grouped.extend(labels.split(',').map(|label| label.trim().to_owned()));
            (groups, rest) = (false, after);
        } else if first == '[' {
            rest = rest.split_once(']').unwrap().1;
        } else if first == '"' {
            rest = rest[1..].split_once('"').unwrap().1;
        } else if first.is_ascii_digit() {
            rest = rest.trim_start_matches(|c: char| c.is_ascii_alphanumeric() || c == '.');
        } else {
            rest = &rest[first.len_utf8()..];
        }
    }
    metrics.values_mut().for_each(|labels| labels.extend(grouped.iter().cloned()));
    metrics
}

#[test]
fn the_metrics_of_an_expression_are_found() {
    let found =
        metrics_in(r#"max by (a, b) (x_total{c="1", d=~"2|by"}) > 0 unless on (a) sum(rate(y[5m])) > 1e6"#);
    let labels = |labels: &[&str]| labels.iter().map(|l| (*l).to_owned()).collect::<BTreeSet<_>>();
    assert_eq!(found.keys().map(String::as_str).collect::<Vec<_>>(), ["x_total", "y"]);
    assert_eq!(found["x_total"], labels(&["a", "b", "c", "d"]));
    assert_eq!(found["y"], labels(&["a", "b"]));
}

#[tokio::test(flavor = "multi_thread")]
async fn every_metric_of_a_dashboard_or_rule_is_exported_and_says_what_it_is() {
    let market = Market::on_shared_servers().await.order_window(Duration::from_secs(1)).start().await;
    let (seller, buyer) = (market.person().await, market.person().await);
    // One order that runs out, and one that is paid, quickly.
    let order = buyer.reserve(&seller.sell("10").await).await;
    buyer.sees(&order, "cancelled").await;
    purchase(&seller, &buyer).await;
    market.settle().await;

    let mut exported: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for service in Service::ALL {
        let metrics = market.metrics(service).await;
        assert_eq!(metrics.unexplained(), Vec::<&String>::new(), "{service}");
        assert!(metrics.families().values().all(|kind| kind != "summary"), "{:?}", metrics.families());
        for (name, labels) in metrics.series() {
            exported.entry(name.to_owned()).or_default().extend(labels.map(str::to_owned));
        }
    }
    let recorded: BTreeSet<_> =
        rules().into_iter().filter(|rule| !rule.is_alert).map(|rule| rule.name).collect();
    let mut wrong = Vec::new();
    for (place, expression) in expressions() {
        for (metric, labels) in metrics_in(&expression) {
            if metric == OF_PROMETHEUS || recorded.contains(&metric) {
                continue;
            }
            match exported.get(&metric) {
                None => wrong.push(format!("{place}: nobody exports {metric}")),
                Some(has) => wrong.extend(
                    labels
                        .iter()
                        .filter(|label| !has.contains(*label) && !TARGET_LABELS.contains(&label.as_str()))
                        .map(|label| format!("{place}: {metric} has no label {label}")),
                ),
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_alert_has_its_place_in_the_handbook_and_the_handbook_knows_no_other() {
    let handbook = read(root().join("docs/OPERATIONS.md"));
    let headings: BTreeSet<_> = handbook.lines().filter_map(|line| line.strip_prefix("### ")).collect();
    let rules = rules();
    let alerts: BTreeSet<_> = rules.iter().filter(|r| r.is_alert).map(|r| r.name.as_str()).collect();
    assert_eq!(headings, alerts);
    let text = read(monitoring().join("rules.yaml"));
    for alert in alerts {
        let runbook = format!("runbook: docs/OPERATIONS.md#{}\n", alert.to_lowercase());
        assert!(text.contains(&runbook), "{alert} names its place");
    }
}
