use common::audit::{Act, Reason};
use common::auth::{Admin, Claims, Role};
use common::bus::Listener;
use common::clock::Timestamp;
use common::events::order::OrderStatus::{self, AwaitingPayment, Cancelled, Complete, Created};
use common::events::order::{OrderCancelled, OrderCompleted, OrderCreated, OrderState, OrderUpdated};
use common::events::ticket::{EventDetails, TicketStatus};
use common::events::user::AccountStatus::{self, Active, Closed, Suspended};
use common::events::user::{UserState, UserUpdated};
use common::ids::{OrderId, SessionId, TicketId, UserId};
use common::money::Money;
use futures::future::join_all;
use proptest::prelude::*;
use testkit::World;
use tickets::domain::{Listing, Order, Refusal, Ticket};
use tickets::error::TicketError;
use tickets::listeners::{
    OrderCancelledListener, OrderCompletedListener, OrderCreatedListener, OrderUpdatedListener,
    UserUpdatedListener,
};
use tickets::repo::Tickets;

use crate::harness::{START, later, order_on, repo};

fn listing() -> Listing {
    let event = EventDetails::default();
    Listing { title: "Concert".to_owned(), price: Money::MIN, face_value: None, event }
}

async fn listed(tickets: &Tickets) -> Ticket {
    let ticket = Ticket::list(UserId::new(), listing(), Timestamp::from_millis(START));
    tickets.aggregates().insert(&ticket).await.unwrap();
    ticket
}

async fn hear(tickets: &Tickets, order: OrderState) {
    let tickets = tickets.clone();
    match order.status {
        Created => OrderCreatedListener(tickets).hear(OrderCreated(order)).await,
        AwaitingPayment => OrderUpdatedListener(tickets).hear(OrderUpdated(order)).await,
        Complete => OrderCompletedListener(tickets).hear(OrderCompleted(order)).await,
        Cancelled => OrderCancelledListener(tickets).hear(OrderCancelled(order)).await,
    }
    .unwrap();
}

/// The seller's account in one of its states, from the first on.
fn user(ticket: &Ticket, state: usize, status: AccountStatus) -> UserState {
    UserState { id: ticket.user_id, version: i64::try_from(state).unwrap() + 2, status }
}

async fn hear_of_account(tickets: &Tickets, user: UserState) {
    UserUpdatedListener(tickets.clone()).hear(UserUpdated(user)).await.unwrap();
}

async fn standing(tickets: &Tickets, id: TicketId) -> (TicketStatus, Option<OrderId>) {
    let ticket = tickets.get(id).await.unwrap().unwrap();
    (ticket.status, ticket.order_id)
}

/// The statuses that an order goes through.
fn life() -> impl Strategy<Value = Vec<OrderStatus>> {
    prop::sample::select(vec![
        vec![Created],
        vec![Created, AwaitingPayment],
        vec![Created, AwaitingPayment, Complete],
        vec![Created, AwaitingPayment, Complete, Cancelled],
        vec![Created, AwaitingPayment, Cancelled],
        vec![Created, Cancelled],
    ])
}

/// How the events of some orders reach us: for each order how it lives, and of all events together, some
/// again, in which order they come. What is not in `deliveries` is lost, but never an order's last event.
#[derive(Clone, Debug)]
struct History {
    lives: Vec<Vec<OrderStatus>>,
    /// Indices of an order and of an event of its life.
    deliveries: Vec<(usize, usize)>,
    withdrawn: bool,
    /// Orders that were complete and are cancelled have voided the ticket.
    voided: bool,
    /// What an admin does meanwhile.
    moderation: Moderation,
    /// What becomes of the seller's account, and in which order that is heard; its last state always is.
    account: Vec<AccountStatus>,
    hearings: Vec<usize>,
    /// All at once, on two replicas of the service, instead of one after the other.
    at_once: bool,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Moderation {
    None,
    Down,
    DownAndBack,
}

fn moderation() -> impl Strategy<Value = Moderation> {
    prop::sample::select(vec![Moderation::None, Moderation::Down, Moderation::DownAndBack])
}

fn account() -> impl Strategy<Value = (Vec<AccountStatus>, Vec<usize>)> {
    let lives = vec![
        vec![],
        vec![Suspended],
        vec![Suspended, Active],
        vec![Suspended, Active, Suspended],
        vec![Suspended, Active, Closed],
        vec![Closed],
    ];
    prop::sample::select(lives).prop_flat_map(|life| {
        let all: Vec<usize> = (0..life.len()).collect();
        let some = prop::collection::vec(prop::sample::select(vec![0, 1, 2]), 0..3);
        let some = some.prop_map(move |some| {
            let mut hearings: Vec<usize> = some.into_iter().filter(|n| all.contains(n)).collect();
            hearings.extend(all.last());
            hearings
        });
        (Just(life), some.prop_shuffle())
    })
}

/// Does it, and says whether the listing is down at the end.
async fn moderate(tickets: &Tickets, id: TicketId, moderation: Moderation) -> bool {
    if moderation == Moderation::None {
        return false;
    }
    match tickets.take_down(id, "counterfeit", &act("ticket.taken_down")).await {
        Ok(_) => {}
        Err(TicketError::Refused(Refusal::TakeDownSold | Refusal::TakeDownWithdrawn)) => return false,
        Err(other) => panic!("{other}"),
    }
    if moderation == Moderation::DownAndBack {
        tickets.put_back(id, &act("ticket.put_back")).await.unwrap();
    }
    moderation == Moderation::Down
}

fn act(word: &'static str) -> Act {
    let email = "admin@example.com".to_owned();
    let claims = Claims::new(UserId::new(), email, Role::Admin, SessionId::new(), START / 1000);
    Act::new(&Admin(claims.into()), word, Reason::from("counterfeit".to_owned()))
}

fn history() -> impl Strategy<Value = History> {
    prop::collection::vec(life(), 1..4)
        .prop_flat_map(|lives| {
            let all: Vec<(usize, usize)> = lives
                .iter()
                .enumerate()
                .flat_map(|(order, life)| (0..life.len()).map(move |event| (order, event)))
                .collect();
            let last: Vec<_> =
                lives.iter().enumerate().map(|(order, life)| (order, life.len() - 1)).collect();
            let some = prop::collection::vec(prop::sample::select(all), 0..10);
            let deliveries = some.prop_map(move |some| [some, last.clone()].concat()).prop_shuffle();
            (Just(lives), deliveries, any::<bool>(), any::<bool>(), moderation(), account(), any::<bool>())
        })
        .prop_map(|(lives, deliveries, withdrawn, voided, moderation, (account, hearings), at_once)| {
            History { lives, deliveries, withdrawn, voided, moderation, account, hearings, at_once }
        })
}

/// Each order's states, in the order in which they came to be.
fn states(ticket: TicketId, lives: &[Vec<OrderStatus>], voided: bool) -> Vec<Vec<OrderState>> {
    let states = |life: &Vec<OrderStatus>| {
        let first = order_on(ticket);
        let mut states = vec![first];
        for status in life.iter().skip(1) {
            let undone = *status == Cancelled && states.last().unwrap().status == Complete;
            let next = later(states.last().unwrap(), *status);
            states.push(OrderState { ticket_voided: undone && voided, ..next });
        }
        states
    };
    lives.iter().map(states).collect()
}

/// The ticket at the end, what its orders came to, and whether an admin keeps it down.
async fn after(replicas: &[Tickets; 2], history: &History) -> (Ticket, Vec<Vec<OrderState>>, bool) {
    let tickets = &replicas[0];
    let ticket = listed(tickets).await;
    if history.withdrawn {
        tickets.withdraw(ticket.id, ticket.user_id).await.unwrap();
    }
    let (states, moderation) = (states(ticket.id, &history.lives, history.voided), history.moderation);
    let events = history.deliveries.iter().map(|(order, event)| states[*order][*event].clone());
    let accounts: Vec<UserState> =
        history.hearings.iter().map(|n| user(&ticket, *n, history.account[*n])).collect();
    let mut accounts = accounts.into_iter();
    let mut down = false;
    if history.at_once {
        let hearings = events.enumerate().map(|(n, event)| {
            let replica = replicas[n % 2].clone();
            tokio::spawn(async move { hear(&replica, event).await })
        });
        let mut hearings: Vec<_> = hearings.collect();
        for (n, user) in accounts.enumerate() {
            let replica = replicas[n % 2].clone();
            hearings.push(tokio::spawn(async move { hear_of_account(&replica, user).await }));
        }
        let (moderator, id) = (replicas[1].clone(), ticket.id);
        let moderation = tokio::spawn(async move { moderate(&moderator, id, moderation).await });
        join_all(hearings).await.into_iter().for_each(|heard| heard.unwrap());
        down = moderation.await.unwrap();
    } else {
        let half = history.deliveries.len() / 2;
        for (n, event) in events.enumerate() {
            if n == half {
                down = moderate(tickets, ticket.id, moderation).await;
            }
            // One of these between any two of those.
            if let Some(user) = accounts.next() {
                hear_of_account(tickets, user).await;
            }
            hear(tickets, event).await;
        }
        for user in accounts {
            hear_of_account(tickets, user).await;
        }
    }
    (tickets.get(ticket.id).await.unwrap().unwrap(), states, down)
}

#[test]
fn a_ticket_ends_as_its_orders_and_its_sellers_account_have_it_however_their_events_come() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let replicas = runtime.block_on(async {
        let world = World::at(START).await;
        [repo(&world).await, repo(&world).await]
    });
    proptest!(ProptestConfig::with_cases(96), |(history in history())| {
        let (ticket, states, down) = runtime.block_on(after(&replicas, &history));
        let last: Vec<Order> = states.iter().map(|life| life.last().unwrap().clone().into()).collect();
        let voided = last.iter().any(|order| order.ticket_voided);
        let gone = history.account.last().is_some_and(|last| *last != Active);
        let withdrawn = (TicketStatus::Withdrawn, None);
        let expected = match Order::holder(&last) {
            Some(order) if order.status == Complete => vec![(TicketStatus::Sold, Some(order.id))],
            _ if history.withdrawn || voided || down => vec![withdrawn],
            // Who of the two was heard of first decides; orders cancels what came too late.
            Some(order) if gone => vec![(TicketStatus::Reserved, Some(order.id)), withdrawn],
            Some(order) => vec![(TicketStatus::Reserved, Some(order.id))],
            None if gone => vec![withdrawn],
            None => vec![(TicketStatus::Listed, None)],
        };
        prop_assert!(expected.contains(&(ticket.status, ticket.order_id)), "{:?} {:?}", ticket, expected);
        prop_assert_eq!(ticket.taken_down.is_some(), down);
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn an_order_and_its_cancellation_heard_at_once_leave_the_ticket_free() {
    let world = World::at(START).await;
    let [one, other] = [repo(&world).await, repo(&world).await];
    for _ in 0..50 {
        let ticket = listed(&one).await;
        let order = order_on(ticket.id);
        let cancelled = later(&order, Cancelled);
        tokio::join!(hear(&one, order), hear(&other, cancelled));
        assert_eq!(standing(&one, ticket.id).await, (TicketStatus::Listed, None));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn of_a_withdrawal_and_a_reservation_at_once_one_wins_and_both_know_which() {
    let world = World::at(START).await;
    let [one, other] = [repo(&world).await, repo(&world).await];
    for _ in 0..50 {
        let ticket = listed(&one).await;
        let order = order_on(ticket.id);
        let (withdrawn, ()) =
            tokio::join!(one.withdraw(ticket.id, ticket.user_id), hear(&other, order.clone()));
        let expected = match withdrawn {
            Ok(_) => (TicketStatus::Withdrawn, None),
            Err(TicketError::Refused(Refusal::WithdrawReserved)) => (TicketStatus::Reserved, Some(order.id)),
            Err(other) => panic!("{other}"),
        };
        assert_eq!(standing(&one, ticket.id).await, expected);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_edit_and_a_reservation_at_once_lose_neither() {
    let world = World::at(START).await;
    let [one, other] = [repo(&world).await, repo(&world).await];
    for _ in 0..50 {
        let ticket = listed(&one).await;
        let order = order_on(ticket.id);
        let new = Listing { title: "Opera".to_owned(), ..listing() };
        let (edited, ()) =
            tokio::join!(one.edit(ticket.id, ticket.user_id, &new), hear(&other, order.clone()));
        let now = one.get(ticket.id).await.unwrap().unwrap();
        assert_eq!((now.status, now.order_id), (TicketStatus::Reserved, Some(order.id)));
        match edited {
            Ok(_) => assert_eq!((now.title.as_str(), now.version), ("Opera", 3)),
            Err(TicketError::Refused(Refusal::EditReserved)) => {
                assert_eq!((now.title.as_str(), now.version), ("Concert", 2));
            }
            Err(other) => panic!("{other}"),
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_listing_that_is_put_back_while_it_is_reserved_is_reserved() {
    let world = World::at(START).await;
    let [one, other] = [repo(&world).await, repo(&world).await];
    for _ in 0..50 {
        let ticket = listed(&one).await;
        let order = order_on(ticket.id);
        let (take_down, put_back) = (act("ticket.taken_down"), act("ticket.put_back"));
        one.take_down(ticket.id, "counterfeit", &take_down).await.unwrap();
        let (back, ()) = tokio::join!(one.put_back(ticket.id, &put_back), hear(&other, order.clone()));
        back.unwrap();
        assert_eq!(standing(&one, ticket.id).await, (TicketStatus::Reserved, Some(order.id)));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_listed_while_its_sellers_account_is_closed_does_not_stay_on_sale() {
    let world = World::at(START).await;
    let [one, other] = [repo(&world).await, repo(&world).await];
    for _ in 0..50 {
        let ticket = Ticket::list(UserId::new(), listing(), Timestamp::from_millis(START));
        let (listed, ()) = tokio::join!(one.list(&ticket), hear_of_account(&other, user(&ticket, 0, Closed)));
        listed.unwrap();
        assert_eq!(standing(&one, ticket.id).await, (TicketStatus::Withdrawn, None));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn of_two_admins_who_take_a_listing_down_at_once_one_does_and_it_is_noted_once() {
    let world = World::at(START).await;
    let [one, other] = [repo(&world).await, repo(&world).await];
    for _ in 0..20 {
        let ticket = listed(&one).await;
        let (first, second) = (act("ticket.taken_down"), act("ticket.taken_down"));
        let (a, b) = tokio::join!(
            one.take_down(ticket.id, "counterfeit", &first),
            other.take_down(ticket.id, "counterfeit", &second)
        );
        assert_eq!(a.unwrap(), b.unwrap());
        let acts = one.acts(Default::default(), None).await.unwrap().into_items();
        assert_eq!(acts.iter().filter(|act| act.subject == ticket.id.to_string()).count(), 1);
    }
}
