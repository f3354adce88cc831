//! A session that was signed out is over for every replica.

use e2e::{Market, Person};
use fleet::Service;

/// More would take long and prove the same.
const TRIED: usize = 20;

pub(super) async fn alive(market: &Market, signed_out: &[Person]) -> Vec<String> {
    let mut found = Vec::new();
    for person in signed_out.iter().rev().take(TRIED) {
        for (service, path) in [(Service::Orders, "/api/orders"), (Service::Tickets, "/api/tickets/mine")] {
            for server in market.fleet.replicas(service) {
                let status = person.at(&server.url()).get(path).await.status;
                if status != 401 {
                    let name = server.name();
                    found.push(format!("{name} answers {status} to {}, who has signed out", person.email));
                }
            }
        }
    }
    found
}
