//! `cargo xtask manifests`: what a cluster, an image builder and GitHub would be given, checked without any of them.

mod alerts;
mod kubectl;
mod linters;
mod overlays;
mod steps;
mod yaml_files;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result};

use crate::command::{cargo, output, root, run as run_command, target};
use crate::containers;
use crate::references::{self, variables::Programs};
use crate::venv::{Requirements, Venv};
use overlays::Overlay;
use steps::Step;

const LINTERS: Requirements = Requirements {
    name: "linters",
    pip: &["--only-binary", ":all:"],
    what: "the checkers of manifests and workflows (under a minute)",
};
const CHECKOV: Requirements = Requirements {
    name: "checkov",
    pip: &["--only-binary", ":all:"],
    what: "checkov (one to three minutes)",
};

/// The programs that check.
struct Tools {
    kubectl: PathBuf,
    linters: Venv,
    checkov: Venv,
}

/// Renders every overlay and every combination of components, and checks those and all that stands around them.
pub(crate) fn run() -> Result<()> {
    let tools = Tools {
        kubectl: kubectl::find()?,
        linters: Venv::ensure(&LINTERS)?,
        checkov: Venv::ensure(&CHECKOV)?,
    };
    run_command(&mut cargo(["build", "--workspace", "--bin", "ops"]))?;
    let programs = references::variables::source::programs()?;
    let _alone = overlays::lock()?;
    let overlays = overlays::copy(make_secrets)?;

    let (kubectl, programs) = (&tools.kubectl, &programs);
    let render = |overlay| render(overlay, kubectl, programs);
    // Schemas and checkov wait for what is rendered; the linters of other files need not.
    let around = linters::around(&tools.linters)?.into_iter().chain(alerts::step());
    let first = steps::run(overlays.iter().map(render).chain(around).collect());
    if overlays.iter().any(|overlay| !overlay.rendered.is_file()) {
        return first;
    }
    let objects = overlays::distinct(&overlays)?;
    let mut second = linters::of_rendered(&tools.linters, &tools.checkov, &objects);
    let run = overlays.iter().filter(|overlay| overlay.name == containers::OVERLAY);
    second.extend(run.map(|overlay| {
        Step::new(format!("containers of {}", overlay.name), || {
            let rendered = fs::read_to_string(&overlay.rendered).context("cannot read what was rendered")?;
            containers::check(&rendered)
        })
    }));
    first.and(steps::run(second))
}

/// The objects of one overlay, `overlays/ci`, with secrets that were made for it alone.
pub(crate) fn rendered(name: &str) -> Result<String> {
    let kubectl = kubectl::find()?;
    run_command(&mut cargo(["build", "--workspace", "--bin", "ops"]))?;
    let _alone = overlays::lock()?;
    let overlays = overlays::copy(make_secrets)?;
    let overlay = overlays.iter().find(|overlay| overlay.name == name);
    overlay.with_context(|| format!("there is no {name}"))?.render(&kubectl)
}

fn make_secrets(folder: &Path) -> Result<()> {
    let mut ops = Command::new(target()?.join("debug/ops"));
    output(ops.arg("secrets").arg(folder).current_dir(root())).map(drop)
}

fn render<'a>(overlay: &'a Overlay, kubectl: &'a Path, programs: &'a Programs) -> Step<'a> {
    Step::new(format!("render {}, references", overlay.name), || overlay.check(kubectl, programs))
}
