//! Which variables a program reads, told by its source: `env.required("X")`, `env.optional("X")`, `env.or("X", …)`, `env.file("X")`,
//! clap's `env = "X"` and `process.env.X`.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};

use super::{Programs, Variables};
use crate::command::root;

const SERVICES: [&str; 5] = ["auth", "tickets", "orders", "payments", "expiration"];
/// Read by the libraries that write logs and send traces, and by Next.js's server, not by our own source.
const RUST_LOG: &str = "RUST_LOG";
const TRACES: [&str; 4] = [
    "OTEL_EXPORTER_OTLP_ENDPOINT",
    "OTEL_EXPORTER_OTLP_HEADERS",
    "OTEL_TRACES_SAMPLER",
    "OTEL_TRACES_SAMPLER_ARG",
];
const NEXT: [&str; 5] = ["HOSTNAME", "KEEP_ALIVE_TIMEOUT", "NEXT_TELEMETRY_DISABLED", "NODE_OPTIONS", "PORT"];

/// The variables of every program that has an image.
pub(crate) fn programs() -> Result<Programs> {
    let common = rust_files(&root().join("common/src"))?;
    let mut programs = Programs::new();
    for service in SERVICES {
        let config = read(&root().join(service).join("src/config.rs"))?;
        programs.insert(service.to_owned(), of_service(&config, &common)?);
    }
    for (name, folder) in [("ops", "ops/src"), ("stripe-double", "dev/stripe-double/src")] {
        let mut variables = Variables::default();
        for source in rust_files(&root().join(folder))? {
            variables.add(of_program(without_tests(&source), &common)?);
        }
        // They may write logs as the services do.
        variables.optional.extend([RUST_LOG, "LOG_FORMAT"].map(str::to_owned));
        programs.insert(name.to_owned(), variables);
    }
    programs.insert("client".to_owned(), of_client(&root().join("client"))?);
    Ok(programs)
}

/// What `config.rs` reads, with what every service's logs need.
fn of_service(config: &str, common: &[String]) -> Result<Variables> {
    let mut variables = of_program(without_tests(config), common)?;
    let logs = common.iter().filter(|source| source.contains("LOG_FORMAT")).map(|source| of_rust(source));
    logs.for_each(|logs| variables.add(logs));
    variables.optional.insert(RUST_LOG.to_owned());
    variables.optional.extend(TRACES.map(str::to_owned));
    Ok(variables)
}

/// What a source reads, with what the types of `common` read whose `from_env` it calls, and so on down.
fn of_program(source: &str, common: &[String]) -> Result<Variables> {
    let mut variables = of_rust(source);
    for (at, _) in source.match_indices("::from_env(") {
        let before = source.get(..at).unwrap_or_default();
        let start = before.rfind(|c: char| !c.is_alphanumeric() && c != '_').map_or(0, |at| at + 1);
        let name = before.get(start..).unwrap_or_default();
        let shared = common.iter().find_map(|source| implementation(source, name));
        let shared = shared.with_context(|| format!("common has no {name}::from_env"))?;
        variables.add(of_program(shared, common)?);
    }
    Ok(variables)
}

impl Variables {
    fn add(&mut self, more: Self) {
        self.required.extend(more.required);
        self.optional.extend(more.optional);
    }
}

/// From `impl Name {` to the next line that starts with a brace.
fn implementation<'a>(source: &'a str, name: &str) -> Option<&'a str> {
    let (_, rest) = source.split_once(&format!("\nimpl {name} {{\n"))?;
    let (body, _) = rest.split_once("\n}")?;
    body.contains("fn from_env(").then_some(body)
}

fn of_rust(source: &str) -> Variables {
    let source = without_tests(source);
    let mut variables = Variables { required: called(source, "required"), ..Variables::default() };
    for way in ["optional", "or", "file", "env::var", "env::var_os"] {
        variables.optional.extend(called(source, way));
    }
    for (at, text) in source.match_indices("env = \"") {
        let name = source.get(at + text.len()..).and_then(|rest| rest.split('"').next());
        variables.optional.extend(name.map(str::to_owned));
    }
    variables
}

fn without_tests(source: &str) -> &str {
    source.split("#[cfg(test)]").next().unwrap_or_default()
}

/// The names in `way("NAME"` and `way::<T>("NAME"`.
fn called(source: &str, way: &str) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for (at, _) in source.match_indices(way) {
        let before = source.get(..at).and_then(|before| before.chars().next_back());
        if before.is_some_and(|before| before.is_alphanumeric() || before == '_') {
            continue;
        }
        let rest = source.get(at + way.len()..).unwrap_or_default();
        let rest = match rest.strip_prefix("::<") {
            Some(generic) => generic.split_once(">(").map(|(_, rest)| rest),
            None => rest.strip_prefix('('),
        };
        let name =
            rest.and_then(|rest| rest.trim_start().strip_prefix('"')).and_then(|rest| rest.split('"').next());
        names.extend(name.filter(|name| is_variable(name)).map(str::to_owned));
    }
    names
}

fn is_variable(name: &str) -> bool {
    !name.is_empty() && name.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_')
}

/// A service's address that is missing would be sought on the client's own machine: all of them are required.
fn of_client(client: &Path) -> Result<Variables> {
    let mut variables =
        Variables { optional: NEXT.map(str::to_owned).into_iter().collect(), ..Variables::default() };
    let mut files = files(&client.join("lib"), &["ts", "tsx"])?;
    files.extend(self::files(&client.join("app"), &["ts", "tsx"])?);
    files.extend(["next.config.ts", "proxy.ts"].map(|file| client.join(file)));
    for file in files {
        let source = read(&file)?;
        for (at, text) in source.match_indices("process.env.") {
            let rest = source.get(at + text.len()..).unwrap_or_default();
            let name: String = rest.chars().take_while(|c| is_variable(&c.to_string())).collect();
            variables.optional.insert(name);
        }
        if source.contains("process.env[") {
            let quoted = source.split('\'').filter(|word| is_variable(word) && word.ends_with("_URL"));
            variables.required.extend(quoted.map(str::to_owned));
        }
    }
    variables.optional.retain(|name| !name.is_empty() && name != "NODE_ENV");
    Ok(variables)
}

fn rust_files(folder: &Path) -> Result<Vec<String>> {
    files(folder, &["rs"])?.iter().map(|file| read(file)).collect()
}

fn read(file: &Path) -> Result<String> {
    fs::read_to_string(file).with_context(|| format!("cannot read {}", file.display()))
}

fn files(folder: &Path, endings: &[&str]) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))? {
        let path = entry?.path();
        if path.is_dir() {
            found.extend(files(&path, endings)?);
        } else if path.extension().is_some_and(|ending| endings.iter().any(|known| ending == *known)) {
            found.push(path);
        }
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ways_to_read_a_variable_are_known() {
        let source = "a = env.required::<Vec<u8>>(\"A\"); env.or(\"B\", 1); env.optional(\n \"C\"); #[arg(env = \"D\")]\n\
                      error(\"E\"); #[cfg(test)] env.required(\"F\")";
        let variables = of_rust(source);
        assert_eq!(variables.required.iter().collect::<Vec<_>>(), ["A"]);
        assert_eq!(variables.optional.iter().collect::<Vec<_>>(), ["B", "C", "D"]);
    }

    #[test]
    fn the_variables_of_every_program_are_read_from_its_source() {
        let programs = programs().unwrap();
        let orders = &programs["orders"];
        for name in ["MONGODB_URI", "NATS_URL", "SESSION_JWKS"] {
            assert!(orders.required.contains(name), "{name}");
        }
        for name in
            ["ORDER_WINDOW_SECONDS", "COOKIE_SECURE", "PORT", "LOG_FORMAT", "RUST_LOG", "NATS_NKEY_SEED_FILE"]
        {
            assert!(orders.optional.contains(name), "{name}");
        }
        assert!(programs["auth"].required.contains("SESSION_SIGNING_KEY"));
        assert!(programs["payments"].required.contains("STRIPE_WEBHOOK_SECRET"));
        assert!(!programs["expiration"].knows("COOKIE_SECURE"));
        assert!(!programs["expiration"].knows("CRASH_POINTS"));
        assert!(programs["ops"].required.contains("NATS_URL"));
        assert!(programs["client"].required.contains("PAYMENTS_URL"));
        assert!(programs["client"].optional.contains("PUBLIC_ORIGIN"));
    }
}
