//! What a process exports at `/metrics`.

use std::collections::{BTreeMap, BTreeSet};

use fleet::Service;

use crate::market::Market;

/// Prometheus's text form, read.
#[derive(Debug)]
pub struct Metrics {
    samples: Vec<Sample>,
    /// By family: its type.
    types: BTreeMap<String, String>,
    helped: BTreeSet<String>,
}

#[derive(Debug)]
struct Sample {
    name: String,
    labels: BTreeMap<String, String>,
    value: f64,
}

impl Market {
    /// What the first replica of a service exports.
    pub async fn metrics(&self, service: Service) -> Metrics {
        let url = format!("{}/metrics", self.fleet.service(service, 0).unwrap().url());
        Metrics::read(&reqwest::get(url).await.unwrap().error_for_status().unwrap().text().await.unwrap())
    }
}

impl Metrics {
    fn read(text: &str) -> Self {
        let (mut samples, mut types, mut helped) = (Vec::new(), BTreeMap::new(), BTreeSet::new());
        for line in text.lines().filter(|line| !line.is_empty()) {
            if let Some(rest) = line.strip_prefix("# TYPE ") {
                let (name, kind) = rest.split_once(' ').unwrap();
                types.insert(name.to_owned(), kind.to_owned());
            } else if let Some(rest) = line.strip_prefix("# HELP ") {
                helped.insert(rest.split_once(' ').unwrap().0.to_owned());
            } else {
                samples.push(Sample::read(line));
            }
        }
        Self { samples, types, helped }
    }

    /// The sum of all series that have these labels. There must be one.
    pub fn sum(&self, name: &str, labels: &[(&str, &str)]) -> f64 {
        self.find(name, labels).unwrap_or_else(|| panic!("{name} {labels:?} is not exported"))
    }

    /// The same, or zero: some series appear with their first count.
    pub fn count(&self, name: &str, labels: &[(&str, &str)]) -> f64 {
        self.find(name, labels).unwrap_or(0.0)
    }

    fn find(&self, name: &str, labels: &[(&str, &str)]) -> Option<f64> {
        let fits = |sample: &&Sample| {
            let has = |(label, value): &(&str, &str)| sample.labels.get(*label).is_some_and(|v| v == value);
            sample.name == name && labels.iter().all(has)
        };
        self.samples.iter().filter(fits).map(|sample| sample.value).reduce(|sum, value| sum + value)
    }

    /// The families, each with its type.
    pub fn families(&self) -> &BTreeMap<String, String> {
        &self.types
    }

    /// Families of which nothing says what they are.
    pub fn unexplained(&self) -> Vec<&String> {
        self.types.keys().filter(|family| !self.helped.contains(*family)).collect()
    }

    /// The name of every series, and the labels that it has.
    pub fn series(&self) -> impl Iterator<Item = (&str, impl Iterator<Item = &str>)> {
        self.samples.iter().map(|sample| (sample.name.as_str(), sample.labels.keys().map(String::as_str)))
    }
}

impl Sample {
    /// `name{label="value",…} 1`, where no value of ours has a quotation mark or a comma in it.
    fn read(line: &str) -> Self {
        let (series, value) = line.rsplit_once(' ').unwrap();
        let (name, labels) = series.split_once('{').unwrap_or((series, "}"));
        let labels = labels.strip_suffix('}').unwrap().split(',').filter(|label| !label.is_empty());
        let label = |label: &str| {
            let (name, value) = label.split_once('=').unwrap();
            (name.to_owned(), value.trim_matches('"').to_owned())
        };
        Self { name: name.to_owned(), labels: labels.map(label).collect(), value: value.parse().unwrap() }
    }
}
