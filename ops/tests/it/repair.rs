//! The program over a running fleet that somebody broke.

mod attempts;
mod backup;
mod check;
mod dead_letters;
mod retell;

use std::process::Command;

use bson::{Document, doc};
use e2e::{Market, Order, Person, Ticket};
use fleet::Service;
use mongodb::Collection;
use serde_json::Value;

use crate::harness::OPS;

/// A fleet, and what the program needs to know of it.
struct Broken {
    market: Market,
    seller: Person,
    buyer: Person,
    stripe: bool,
}

/// What the program said.
#[derive(Debug)]
struct Said {
    code: i32,
    out: String,
    err: String,
}

impl Said {
    /// It did what it was asked to.
    fn done(self) -> String {
        assert_eq!(self.code, 0, "{self:?}");
        self.out
    }

    /// The same, read as JSON.
    fn json(self) -> Value {
        serde_json::from_str(&self.done()).unwrap()
    }
}

impl Broken {
    async fn open() -> Self {
        let market = Market::open().await;
        let (seller, buyer) = (market.person().await, market.person().await);
        Self { market, seller, buyer, stripe: true }
    }

    /// A purchase from its beginning to its end.
    async fn purchase(&self) -> (Ticket, Order) {
        let ticket = self.seller.sell("12.34").await;
        let order = self.buyer.reserve(&ticket).await;
        self.buyer.sees(&order, "awaiting:payment").await;
        assert!([201, 202].contains(&self.buyer.pay(&order, "tok_visa").await.status.as_u16()));
        self.buyer.sees(&order, "complete").await;
        self.seller.sees_ticket(&ticket, "sold").await;
        (ticket, order)
    }

    async fn ops(&self, args: &[&str]) -> Said {
        let mut command = Command::new(OPS);
        command.args(args);
        let fleet = &self.market.fleet;
        for service in Service::ALL {
            let suffix = service.name().to_uppercase();
            command.env(format!("MONGODB_URI_{suffix}"), fleet.mongodb_uri(service).unwrap());
            command.env(format!("MONGODB_DATABASE_{suffix}"), fleet.database(service));
        }
        command.env("NATS_URL", &fleet.settings().nats_url).env("BUS_PREFIX", &fleet.settings().bus_prefix);
        if self.stripe {
            command.envs(fleet.settings().stripe.iter().cloned());
        }
        let output = tokio::task::spawn_blocking(move || command.output().unwrap()).await.unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        Said { code: output.status.code().unwrap(), out: text(output.stdout), err: text(output.stderr) }
    }

    async fn documents(&self, service: Service, collection: &str) -> Collection<Document> {
        self.market.database(service).await.collection(collection)
    }

    /// Spoils a service's only document of a collection, and returns it as it was.
    async fn spoil(&self, service: Service, collection: &str, change: Document) -> Document {
        let documents = self.documents(service, collection).await;
        documents.find_one_and_update(doc! {}, change).await.unwrap().unwrap()
    }

    async fn put_back(&self, service: Service, collection: &str, document: &Document) {
        let documents = self.documents(service, collection).await;
        let same = doc! { "_id": document.get("_id") };
        documents.replace_one(same, document).upsert(true).await.unwrap();
    }
}
