//! The floor: what one operation of MongoDB behind an Axum handler costs at least. Bare handlers do the same operation as the
//! service's, with the same driver, options and build, and send as much JSON; nothing else is around them.

use std::net::Ipv4Addr;

use anyhow::{Context as _, Result};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::routing::{get, post};
use axum::{Json, Router};
use bson::doc;
use clap::Args;
use common::clock::{Clock, Timestamp};
use common::config::Secret;
use common::ids::{OrderId, TicketId, UserId};
use common::mongo::{connect, ensure_indexes, unique_index};
use fleet::process::Launch;
use fleet::server::Ready;
use fleet::{Server, Service, ports, workspace};
use futures::TryStreamExt as _;
use mongodb::Collection;
use mongodb::options::Hint;
use serde::{Deserialize, Serialize};
use tickets::domain::Search;
use tickets::repo::Query;
use tokio::net::TcpListener;

use crate::market::Site;

const PAGE: i64 = 50;

/// The program's own part that serves it, as a process whose CPU time is its own.
#[derive(Args, Clone, Debug)]
pub struct Floor {
    #[arg(long)]
    port: u16,
    /// The database of tickets, which are only read; what is inserted has a collection of its own there, because the
    /// service's user may use no other database
    #[arg(long)]
    database: String,
}

/// Not an argument: those are for all to see.
const MONGODB_URI: &str = "MONGODB_URI";
const WORKER_THREADS: &str = "TOKIO_WORKER_THREADS";

/// Starts it on the data of a fleet's tickets, with so many threads or with as many as Tokio begins by itself.
pub async fn start(site: &Site, threads: Option<usize>) -> Result<Server> {
    let (fleet, port) = (site.fleet()?, ports::free()?);
    let database = fleet.database(Service::Tickets);
    let program = workspace::program(&workspace::programs()?, "loadtest")?;
    let args = ["floor", "--port", &port.to_string(), "--database", &database];
    let uri = fleet.mongodb_uri(Service::Tickets)?.to_owned();
    let threads = threads.map(|threads| (WORKER_THREADS.to_owned(), threads.to_string()));
    let launch = Launch::new("floor", program, fleet.logs().join("floor.log"))
        .args(args)
        .env([(MONGODB_URI.to_owned(), uri)].into_iter().chain(threads));
    Server::start(launch, port, Ready::Port(port)).await
}

#[derive(Clone)]
struct Collections {
    tickets: Collection<Shown>,
    holds: Collection<Hold>,
}

/// Serves until it is killed.
pub async fn serve(floor: &Floor) -> Result<()> {
    let uri = Secret::from(std::env::var(MONGODB_URI).context("MONGODB_URI is missing")?);
    let database = connect(&uri, &floor.database).await?;
    let holds = database.collection::<Hold>("floorHolds");
    ensure_indexes(&holds, vec![unique_index("ticket", doc! { "ticketId": 1 }, None)]).await?;
    let tickets = database.collection("tickets");
    let router = Router::new()
        .route("/show/{id}", get(show))
        .route("/list", get(list))
        .route("/hold", post(hold))
        .with_state(Collections { tickets, holds });
    let tcp = TcpListener::bind((Ipv4Addr::LOCALHOST, floor.port)).await?;
    Ok(axum::serve(tcp, router).await?)
}

async fn show(
    State(collections): State<Collections>,
    Path(id): Path<TicketId>,
) -> Result<Json<Shown>, StatusCode> {
    let ticket = collections.tickets.find_one(doc! { "_id": id }).await.map_err(failed)?;
    ticket.map(Json).ok_or(StatusCode::NOT_FOUND)
}

async fn list(State(collections): State<Collections>) -> Result<Json<Vec<Shown>>, StatusCode> {
    let query = Query::of_search(&Search::default(), None, Clock::system().now());
    let hint = query.index.map(|index| Hint::Name(index.to_owned()));
    let mut find = collections.tickets.find(query.filter).sort(query.sort).limit(PAGE + 1);
    if let Some(hint) = hint {
        find = find.hint(hint);
    }
    let mut found: Vec<Shown> = find.await.map_err(failed)?.try_collect().await.map_err(failed)?;
    found.truncate(usize::try_from(PAGE).unwrap_or_default());
    Ok(Json(found))
}

async fn hold(
    State(collections): State<Collections>,
    Json(wish): Json<Wish>,
) -> Result<(StatusCode, Json<Hold>), StatusCode> {
    let now = Clock::system().now();
    let hold =
        Hold { id: OrderId::new(), ticket_id: wish.ticket_id, user_id: UserId::new(), created_at: now };
    match collections.holds.insert_one(&hold).await {
        Ok(_) => Ok((StatusCode::CREATED, Json(hold))),
        Err(error) => Err(failed(error)),
    }
}

fn failed(error: mongodb::error::Error) -> StatusCode {
    match error.into() {
        common::mongo::DbError::Duplicate(_) => StatusCode::CONFLICT,
        _ => StatusCode::INTERNAL_SERVER_ERROR,
    }
}

/// What the service shows of a ticket.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Shown {
    #[serde(rename(deserialize = "_id"))]
    id: TicketId,
    title: String,
    price_cents: i64,
    currency: String,
    user_id: UserId,
    version: i64,
    status: String,
    event: Event,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Event {
    description: Option<String>,
    venue: Option<String>,
    city: Option<String>,
    starts_at: Option<Timestamp>,
    timezone: Option<String>,
    section: Option<String>,
    row: Option<String>,
    seat: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Wish {
    ticket_id: TicketId,
}

/// The least that says who has a ticket.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Hold {
    #[serde(rename = "_id")]
    id: OrderId,
    ticket_id: TicketId,
    user_id: UserId,
    created_at: Timestamp,
}
