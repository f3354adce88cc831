//! At MongoDB.

use bson::{Document, doc};
use e2e::Market;
use fleet::Service;
use mongodb::error::ErrorKind;
use mongodb::{Client, Database};

const UNAUTHORIZED: i32 = 13;

/// What reads or changes a database.
fn any_use() -> Vec<Document> {
    vec![
        doc! { "listCollections": 1 },
        doc! { "find": "users" },
        doc! { "aggregate": "users", "pipeline": [], "cursor": {} },
        doc! { "insert": "users", "documents": [{}] },
        doc! { "update": "users", "updates": [{ "q": {}, "u": { "$set": { "a": 1 } } }] },
        doc! { "delete": "users", "deletes": [{ "q": {}, "limit": 0 }] },
        doc! { "create": "mine" },
        doc! { "createIndexes": "users", "indexes": [{ "key": { "a": 1 }, "name": "a" }] },
        doc! { "drop": "users" },
        doc! { "dropDatabase": 1 },
    ]
}

/// What changes who may do what.
fn any_promotion(service: Service, database: &str) -> Vec<Document> {
    let all = [doc! { "role": "root", "db": "admin" }];
    let read = [doc! { "resource": { "db": "", "collection": "" }, "actions": ["find"] }];
    vec![
        doc! { "createUser": "mallory", "pwd": "mallory", "roles": &all[..] },
        doc! { "createUser": "mallory", "pwd": "mallory", "roles": [{ "role": "read", "db": database }] },
        doc! { "updateUser": service.name(), "roles": &all[..] },
        doc! { "grantRolesToUser": service.name(), "roles": &all[..] },
        doc! { "createRole": "mallory", "privileges": &read[..], "roles": [] },
        doc! { "dropAllUsersFromDatabase": 1 },
        doc! { "usersInfo": 1 },
    ]
}

/// What is for who runs the server.
fn any_administration() -> Vec<Document> {
    vec![
        doc! { "replSetInitiate": {} },
        doc! { "replSetReconfig": {} },
        doc! { "replSetGetConfig": 1 },
        doc! { "replSetGetStatus": 1 },
        doc! { "replSetStepDown": 1 },
        doc! { "getParameter": "*" },
        doc! { "setParameter": 1, "logLevel": 0 },
        doc! { "getCmdLineOpts": 1 },
        doc! { "getLog": "global" },
        doc! { "serverStatus": 1 },
        doc! { "currentOp": 1 },
        doc! { "killOp": 1, "op": 1 },
        doc! { "fsync": 1 },
        doc! { "shutdown": 1, "force": true },
    ]
}

async fn is_refused(who: &str, database: &Database, command: Document) {
    let told = format!("{who}: {command} on {}", database.name());
    let Err(error) = database.run_command(command).await else { panic!("not refused: {told}") };
    match error.kind.as_ref() {
        ErrorKind::Command(refusal) if refusal.code == UNAUTHORIZED => {}
        other => panic!("{told}: {other:?}"),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_service_uses_its_own_database_and_no_other_though_they_share_a_mongod() {
    let market = Market::on_own_servers().one_mongod().start().await;
    for service in Service::ALL {
        let own = market.database(service).await;
        let client = own.client();
        assert_eq!(client.list_database_names().await.unwrap(), [own.name()]);
        for other in Service::ALL.map(Service::name).into_iter().filter(|other| *other != service.name()) {
            for command in any_use().into_iter().chain(any_promotion(service, other)) {
                is_refused(service.name(), &client.database(other), command).await;
            }
        }
        for system in ["admin", "config", "local", "anything"] {
            for command in any_use().into_iter().chain(any_promotion(service, system)) {
                is_refused(service.name(), &client.database(system), command).await;
            }
        }
        for command in any_promotion(service, own.name()) {
            is_refused(service.name(), &own, command).await;
        }
        for command in any_administration() {
            is_refused(service.name(), &client.database("admin"), command).await;
        }
        is_refused(service.name(), &client.database("local"), doc! { "find": "oplog.rs" }).await;
        is_refused(service.name(), &client.database("admin"), doc! { "find": "system.users" }).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mongod_knows_nobody_but_the_service_that_it_is_for() {
    let market = Market::on_own_servers().start().await;
    for service in Service::ALL {
        let address = market.fleet.mongod(service).unwrap().uri();
        let (scheme, place) = address.split_once("//").unwrap();
        for other in Service::ALL.into_iter().filter(|other| *other != service) {
            let uri = market.fleet.mongodb_uri(other).unwrap();
            let credentials = uri.trim_start_matches("mongodb://").split('@').next().unwrap();
            let source = format!("{scheme}//{credentials}@{place}&authSource={other}");
            logs_nobody_in(&source).await;
        }
        for stranger in [format!("{service}:{service}"), "root:root".into(), "__system:local".into()] {
            for source in [service.name(), "admin", "local"] {
                logs_nobody_in(&format!("{scheme}//{stranger}@{place}&authSource={source}")).await;
            }
        }
        let nobody = Client::with_uri_str(address).await.unwrap();
        for name in [service.name(), "admin", "config", "local"] {
            for command in any_use().into_iter().chain(any_promotion(service, name)) {
                is_refused("nobody", &nobody.database(name), command).await;
            }
        }
        for command in any_administration().into_iter().chain([doc! { "listDatabases": 1 }]) {
            is_refused("nobody", &nobody.database("admin"), command).await;
        }
    }
}

async fn logs_nobody_in(uri: &str) {
    let client = Client::with_uri_str(uri).await.unwrap();
    let error = client.list_database_names().await.unwrap_err();
    assert!(matches!(error.kind.as_ref(), ErrorKind::Authentication { .. }), "{error:?}");
}
