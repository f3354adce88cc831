//! The program, and a nats-server that asks for keys.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use common::config::{BusConfig, Env};
use fleet::ports;
use fleet::process::{Child, Launch};
use fleet::scratch::Scratch;
use fleet::server::{Ready, Server};
use fleet::tools::Tool;
use futures::future::join_all;
use testkit::Visitor;

pub const OPS: &str = env!("CARGO_BIN_EXE_ops");

/// Runs the program to its end.
pub fn ops(args: &[&str]) -> Output {
    Command::new(OPS).args(args).output().unwrap()
}

/// An installation's secrets, and a nats-server that may not run yet.
pub struct Installation {
    pub url: String,
    port: u16,
    scratch: Scratch,
}

impl Installation {
    pub fn new() -> Self {
        let (port, scratch) = (ports::free().unwrap(), Scratch::create().unwrap());
        let secrets = scratch.path().join("secrets");
        assert!(ops(&["secrets", secrets.to_str().unwrap()]).status.success());
        Self { url: format!("nats://127.0.0.1:{port}"), port, scratch }
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.scratch.path().join(name)
    }

    pub async fn start_nats(&self) -> Server {
        self.start("nats", self.port, "").await
    }

    /// For a program that has no key: who shows none is that user.
    pub async fn start_nats_that_takes_the_keyless_for(&self, user: &str) -> Server {
        let key = self.bus_config(user).key.unwrap();
        self.start("nats", self.port, &format!("no_auth_user: {}\n", key.public())).await
    }

    /// Three servers that are one; the first is at the address.
    pub async fn start_cluster(&self) -> Vec<Server> {
        let routes = [(); 3].map(|()| ports::free().unwrap());
        let all = routes.map(|port| format!("nats://127.0.0.1:{port}")).join(", ");
        let starting = routes.into_iter().enumerate().map(|(index, route)| {
            let port = if index == 0 { self.port } else { ports::free().unwrap() };
            let (name, all) = (format!("nats-{index}"), &all);
            async move {
                let cluster = format!(
                    "server_name: {name}\ncluster {{ name: nats, listen: \"127.0.0.1:{route}\", routes: [{all}] }}\n"
                );
                self.start(&name, port, &cluster).await
            }
        });
        join_all(starting).await
    }

    async fn start(&self, name: &str, port: u16, more: &str) -> Server {
        let config = self.path(&format!("{name}.conf"));
        let store = self.path(name);
        let text = format!(
            "listen: \"127.0.0.1:{port}\"\njetstream {{ store_dir: \"{}\", max_file_store: 1TB }}\n{more}include ./secrets/nats-auth.conf\n",
            store.display()
        );
        std::fs::write(&config, text).unwrap();
        let (program, log) = (Tool::NatsServer.find().unwrap(), self.path(&format!("{name}.log")));
        let launch = Launch::new(name, program, log).args(["--config"]).args([config]);
        Server::start(launch, port, Ready::Port(port)).await.unwrap()
    }

    /// Begins `ops provision`, which logs to the file.
    pub fn begin_provisioning(&self, replicas: &str, log: &Path) -> Child {
        let env = [
            ("NATS_URL", self.url.clone()),
            ("NATS_NKEY_SEED_FILE", self.seed_file("ops")),
            ("STREAM_REPLICAS", replicas.to_owned()),
        ];
        let env = env.map(|(name, value)| (name.to_owned(), value));
        Child::spawn(&Launch::new("ops", OPS, log).args(["provision"]).env(env)).unwrap()
    }

    pub async fn provision(&self, replicas: &str) {
        let log = self.path("provision.log");
        let status = self.begin_provisioning(replicas, &log).wait_for_exit().await.unwrap();
        assert!(status.success(), "{}", std::fs::read_to_string(log).unwrap());
    }

    /// As a service reads it.
    pub fn bus_config(&self, user: &str) -> BusConfig {
        let variables = [("NATS_URL", self.url.clone()), ("NATS_NKEY_SEED_FILE", self.seed_file(user))];
        let mut env: Env = variables.map(|(name, value)| (name.to_owned(), value)).into_iter().collect();
        let config = BusConfig::from_env(&mut env);
        env.finish(config).unwrap()
    }

    /// A connection that may try what no service would.
    pub async fn connect(&self, user: &str) -> Visitor {
        Visitor::connect(&self.bus_config(user), user).await
    }

    pub fn seed_file(&self, user: &str) -> String {
        self.path(&format!("secrets/nats-{user}.seed")).to_str().unwrap().to_owned()
    }
}
