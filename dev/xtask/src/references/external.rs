//! Secrets that come from outside of an overlay: `external-secrets.txt` beside its kustomization. A line is
//! `name: key key`, and `#` starts a comment.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use serde_json::Value;

use super::set::{Keys, list};

const FILE: &str = "external-secrets.txt";

/// What the folder and the folders that its kustomization names expect from outside.
pub(crate) fn expected_by(folder: &Path) -> Result<BTreeMap<String, Keys>> {
    let mut all = expected_here(folder)?;
    for below in named_by(folder)? {
        all.extend(expected_by(&below)?);
    }
    Ok(all)
}

/// What the folder's own file says.
pub(crate) fn expected_here(folder: &Path) -> Result<BTreeMap<String, Keys>> {
    let file = folder.join(FILE);
    if !file.is_file() {
        return Ok(BTreeMap::new());
    }
    let said = fs::read_to_string(&file).with_context(|| format!("cannot read {}", file.display()))?;
    read(&said).with_context(|| format!("cannot read {}", file.display()))
}

fn read(said: &str) -> Result<BTreeMap<String, Keys>> {
    let lines = said.lines().map(|line| line.split('#').next().unwrap_or_default().trim());
    let lines = lines.filter(|line| !line.is_empty());
    lines
        .map(|line| {
            let (name, keys) = line.split_once(':').with_context(|| format!("no colon in `{line}`"))?;
            Ok((name.trim().to_owned(), keys.split_whitespace().map(str::to_owned).collect()))
        })
        .collect()
}

fn named_by(folder: &Path) -> Result<Vec<PathBuf>> {
    let file = folder.join("kustomization.yaml");
    let text = fs::read_to_string(&file).with_context(|| format!("cannot read {}", file.display()))?;
    let kustomization: Value =
        yaml_serde::from_str(&text).with_context(|| format!("cannot read {}", file.display()))?;
    let named = list(&kustomization, "/resources").iter().chain(list(&kustomization, "/components"));
    let folders = named.filter_map(Value::as_str).map(|path| folder.join(path));
    Ok(folders.filter(|path| path.is_dir()).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_names_a_secret_and_its_keys() {
        let said = read("# made by the platform\nauth-session: session-signing-key.pem # PEM\n\n").unwrap();
        assert!(said["auth-session"].contains("session-signing-key.pem"));
        assert_eq!(said.len(), 1);
        assert!(read("auth-session").is_err());
    }

    #[test]
    fn a_folder_expects_what_those_that_it_builds_upon_expect() {
        let dir = tempfile::tempdir().unwrap();
        let (prod, test) = (dir.path().join("prod"), dir.path().join("test"));
        fs::create_dir(&prod).unwrap();
        fs::create_dir(&test).unwrap();
        fs::write(prod.join("kustomization.yaml"), "resources: [deployment.yaml]").unwrap();
        fs::write(prod.join(FILE), "market-tls: tls.crt").unwrap();
        fs::write(test.join("kustomization.yaml"), "resources: [../prod]").unwrap();

        assert!(expected_by(&test).unwrap().contains_key("market-tls"));
        assert!(expected_here(&test).unwrap().is_empty());
    }
}
