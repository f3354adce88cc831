//! The tools of others: schemas, hardening rules, and linters of what stands around the manifests.

use std::collections::VecDeque;
use std::path::{Path, PathBuf};

use anyhow::Result;

use super::steps::Step;
use super::yaml_files;
use crate::command::{output, root};
use crate::venv::Venv;

/// The oldest Kubernetes that is supported by its makers or by clouds, and the newest that has schemas.
const KUBERNETES: [&str; 2] = ["1.34", "1.37"];
const DOCKERFILES: [&str; 10] = [
    "infra/docker/Dockerfile",
    "client/Dockerfile",
    "infra/docker/stand-ins/base-nossl.Dockerfile",
    "infra/docker/stand-ins/cc.Dockerfile",
    "infra/docker/stand-ins/mongo.Dockerfile",
    "infra/docker/stand-ins/nats.Dockerfile",
    "infra/docker/stand-ins/nginx.Dockerfile",
    "infra/docker/stand-ins/node.Dockerfile",
    "infra/docker/stand-ins/nodejs.Dockerfile",
    "infra/docker/stand-ins/rust.Dockerfile",
];
const SCRIPTS: [&str; 5] = [
    ".ci/run",
    ".github/scripts/restart-all",
    ".github/scripts/under-load",
    "infra/docker/stand-ins/build",
    "infra/docker/stand-ins/mongo-entrypoint",
];
const ACTION: &str = ".github/actions/rust/action.yml";
const SMOKE: &str = "infra/k8s/smoke/job.yaml";
const SKAFFOLD_SCHEMA: &str = "infra/checks/skaffold.schema.json";

/// Checks of files as they are written.
pub(super) fn around(tools: &Venv) -> Result<VecDeque<Step<'_>>> {
    let workflows = yaml_files::below(&root().join(".github/workflows"))?;
    let all = yaml_files::tracked()?;
    let step = |program: &'static str, args: Vec<String>, files: Vec<PathBuf>| {
        let what = args.iter().filter(|arg| arg.starts_with("vendor.") || arg.ends_with(".json"));
        let what: Vec<_> = [program.to_owned()].into_iter().chain(what.cloned()).collect();
        Step::new(what.join(" "), move || output(tools.program(program).args(args).args(files)).map(drop))
    };
    let words = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>();
    Ok(VecDeque::from([
        step("zizmor", words(&["--offline", "--quiet", "--no-progress"]), vec![root().join(".github")]),
        step("yamllint", words(&["--strict", "--config-file", "infra/yamllint.yaml"]), all),
        step("shellcheck", words(&SCRIPTS), Vec::new()),
        step("hadolint", words(&DOCKERFILES), Vec::new()),
        step("actionlint", Vec::new(), workflows.clone()),
        step("check-jsonschema", words(&["--builtin-schema", "vendor.github-workflows"]), workflows),
        step(
            "check-jsonschema",
            words(&["--builtin-schema", "vendor.github-actions"]),
            vec![root().join(ACTION)],
        ),
        step(
            "check-jsonschema",
            words(&["--builtin-schema", "vendor.dependabot"]),
            vec![root().join(".github/dependabot.yml")],
        ),
        step(
            "check-jsonschema",
            words(&["--schemafile", SKAFFOLD_SCHEMA]),
            vec![root().join("skaffold.yaml")],
        ),
    ]))
}

/// Checks of the objects that the overlays render, and of the Job whose container Skaffold writes.
pub(super) fn of_rendered<'a>(tools: &'a Venv, checkov: &'a Venv, objects: &'a Path) -> VecDeque<Step<'a>> {
    let mut steps = VecDeque::from([Step::new("checkov", move || {
        let mut command = checkov.program("checkov");
        command.args(["--framework", "kubernetes", "--compact", "--quiet", "--skip-download"]);
        command.args(["--config-file", "infra/k8s/.checkov.yaml", "--file"]);
        output(command.arg(objects)).map(drop)
    })]);
    for version in KUBERNETES {
        steps.push_back(Step::new(format!("schemas of Kubernetes {version}"), move || {
            let mut validate = tools.program("kubernetes-validate");
            validate.args(["--strict", "--quiet", "--no-warn", "--kubernetes-version", version, SMOKE]);
            output(validate.arg(objects)).map(drop)
        }));
    }
    steps
}
