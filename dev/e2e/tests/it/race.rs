//! Many buyers, few tickets.

use std::collections::BTreeMap;
use std::sync::Arc;

use e2e::Market;
use fleet::Service;
use futures::StreamExt;
use futures::stream::FuturesUnordered;

const TICKETS: usize = 50;
const BUYERS: usize = 200;

#[tokio::test(flavor = "multi_thread")]
async fn of_200_buyers_at_once_on_each_of_50_tickets_one_gets_each() {
    let market = Market::on_shared_servers().await.replicas(Service::Orders, 2).start().await;
    let seller = market.person().await;
    let tickets: Vec<_> =
        futures::stream::iter(0..TICKETS).map(|_| seller.sell("25")).buffer_unordered(8).collect().await;
    // Signing up costs a password hash each; a crowd of forty accounts races as well as one of two hundred.
    let people: Vec<_> =
        futures::stream::iter(0..40).map(|_| market.person()).buffer_unordered(4).collect().await;
    let (people, tickets) = (Arc::new(people), Arc::new(tickets));

    let mut answers: BTreeMap<usize, BTreeMap<(u16, String), usize>> = BTreeMap::new();
    for (index, ticket) in tickets.iter().enumerate() {
        let rush: FuturesUnordered<_> = (0..BUYERS)
            .map(|buyer| {
                let (people, ticket) = (people.clone(), ticket.clone());
                tokio::spawn(async move {
                    // Each time another one comes first: nobody may hold more than ten tickets at once.
                    let person = people.get((buyer + index) % people.len()).unwrap();
                    let answer = person.try_reserve(&ticket).await;
                    (answer.status.as_u16(), answer.code())
                })
            })
            .collect();
        let told: Vec<_> = rush.map(Result::unwrap).collect().await;
        for answer in told {
            *answers.entry(index).or_default().entry(answer).or_default() += 1;
        }
    }

    let expected =
        BTreeMap::from([((201, String::new()), 1), ((409, "ticket_reserved".to_owned()), BUYERS - 1)]);
    for (ticket, told) in &answers {
        assert_eq!(told, &expected, "ticket {ticket}");
    }
    market.settle().await;
    assert!(market.fleet.crashes().is_empty());
}
