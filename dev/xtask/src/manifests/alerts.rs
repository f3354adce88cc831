//! Alert rules, checked and tried by Prometheus's own tool where there is one.

use std::ffi::OsString;
use std::fs;
use std::process::Command;

use anyhow::{Context as _, Result};

use super::steps::Step;
use crate::command::{output, root};

const RULES: &str = "infra/k8s/components/monitoring/rules.yaml";
const TESTS: &str = "infra/k8s/components/monitoring/rules.test.yaml";

/// Nothing without promtool, which `PROMTOOL` names or `PATH` has.
pub(super) fn step() -> Option<Step<'static>> {
    let promtool = std::env::var_os("PROMTOOL").unwrap_or_else(|| "promtool".into());
    if Command::new(&promtool).arg("--version").output().is_err() {
        eprintln!("  left out: promtool is not there to try the alert rules");
        return None;
    }
    Some(Step::new("promtool", move || check(&promtool)))
}

fn check(promtool: &OsString) -> Result<()> {
    let folder = root().join(".local/checks/promtool");
    fs::create_dir_all(&folder).context("cannot make a folder")?;
    let read =
        |path: &str| fs::read_to_string(root().join(path)).with_context(|| format!("cannot read {path}"));
    fs::write(folder.join("rules.yaml"), rules_of(&read(RULES)?)?)?;
    fs::write(folder.join("rules.test.yaml"), read(TESTS)?)?;
    let promtool = |args: [&str; 3]| output(Command::new(promtool).args(args).current_dir(&folder)).map(drop);
    promtool(["check", "rules", "rules.yaml"])?;
    promtool(["test", "rules", "rules.test.yaml"])
}

/// What a PrometheusRule specifies is what Prometheus reads.
fn rules_of(object: &str) -> Result<String> {
    let (_, specified) = object.split_once("\nspec:\n").context("the rules have no spec")?;
    Ok(specified.lines().map(|line| format!("{}\n", line.strip_prefix("  ").unwrap_or(line))).collect())
}
