//! Tools of cargo's, pinned, because a new version may judge differently. Built once, into `.local/tools`.

use std::path::PathBuf;
use std::process::Command;

use anyhow::Result;

use crate::command::{cargo, root, run};

pub(crate) struct Tool {
    pub(crate) name: &'static str,
    pub(crate) version: &'static str,
}

impl Tool {
    /// Its program, built if it is not there in this version.
    pub(crate) fn install(&self) -> Result<PathBuf> {
        let Self { name, version } = self;
        let tools = root().join(".local/tools");
        let program = tools.join("bin").join(name);
        let said = Command::new(&program).arg("--version").output();
        let installed =
            said.is_ok_and(|output| String::from_utf8_lossy(&output.stdout).trim_end().ends_with(version));
        if !installed {
            eprintln!("building {name} {version} into .local/tools, once; this takes several minutes");
            let mut install = cargo(["install", name, "--version", version, "--locked", "--root"]);
            run(install.arg(tools))?;
        }
        Ok(program)
    }
}
