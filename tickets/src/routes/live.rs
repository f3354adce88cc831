//! GET /api/tickets/{id}/live and GET /api/tickets/live

use std::collections::{HashMap, HashSet};
use std::time::Duration;

use axum::extract::State;
use axum::response::Response;
use axum::response::sse::Event;
use common::auth::OptionalUser;
use common::clock::{Clock, Timestamp};
use common::error::{ApiError, Problem};
use common::events::ticket::TicketState;
use common::http::{CommonErrors, IdPath};
use common::ids::TicketId;
use common::live;
use futures::{Stream, StreamExt, stream};
use tokio::sync::broadcast::Receiver;
use tokio::sync::broadcast::error::RecvError;

use super::TicketView;
use super::show::visible;
use crate::app::AppState;
use crate::domain::Ticket;
use crate::repo::Tickets;

/// More than the clocks of two replicas differ and a write takes.
const OVERLAP: Duration = Duration::from_secs(5);

/// The ticket now and after every change, as server-sent events named `ticket`, whose ids are versions.
#[utoipa::path(get, path = "/api/tickets/{id}/live", params(("id" = TicketId, Path)),
    security((), ("session" = [])), responses(
    (status = 200, content_type = "text/event-stream", body = TicketView),
    (status = 404, body = Problem, content_type = "application/problem+json"),
    CommonErrors,
))]
pub(super) async fn live_one(
    OptionalUser(user): OptionalUser,
    State(AppState { tickets, feed, stopping, .. }): State<AppState>,
    IdPath(id): IdPath<TicketId>,
) -> Result<Response, ApiError> {
    // Subscribed before the ticket is read, so that no change falls between.
    let changes = feed.subscribe();
    let first = visible(&tickets, id, user.as_ref()).await?.state();
    let read = move || {
        let tickets = tickets.clone();
        async move { tickets.get(id).await.ok().flatten().as_ref().map(Ticket::state) }
    };
    let states = live::of_one(first, changes, move |change| change.id == id, |ticket| ticket.version, read);
    Ok(live::respond(states.map(event), stopping))
}

/// Every ticket that changes from now on, as server-sent events named `ticket`, whose ids are versions.
#[utoipa::path(get, path = "/api/tickets/live", responses(
    (status = 200, content_type = "text/event-stream", body = TicketView),
    CommonErrors,
))]
pub(super) async fn live_all(
    State(AppState { tickets, clock, feed, stopping, .. }): State<AppState>,
) -> Response {
    let changes = Changes::new(tickets, clock, feed.subscribe());
    live::respond(changes.stream().map(event), stopping)
}

fn event(ticket: TicketState) -> Event {
    live::event("ticket", ticket.version, &TicketView::from(ticket))
}

/// What one stream of all changes knows.
struct Changes {
    tickets: Tickets,
    clock: Clock,
    feed: Receiver<TicketState>,
    refresh: tokio::time::Interval,
    refreshed_at: Timestamp,
    /// The versions that were sent since about then.
    sent: HashMap<TicketId, i64>,
}

impl Changes {
    fn new(tickets: Tickets, clock: Clock, feed: Receiver<TicketState>) -> Self {
        let mut refresh = tokio::time::interval(live::REFRESH);
        refresh.reset();
        let refreshed_at = clock.now();
        Self { tickets, clock, feed, refresh, refreshed_at, sent: HashMap::new() }
    }

    fn stream(self) -> impl Stream<Item = TicketState> + Send + 'static {
        let batches = stream::unfold(self, |mut changes| async {
            let batch = changes.next().await?;
            Some((stream::iter(batch), changes))
        });
        batches.flatten()
    }

    /// What is new to the reader, or nothing; `None` at the end.
    async fn next(&mut self) -> Option<Vec<TicketState>> {
        let found = tokio::select! {
            change = self.feed.recv() => match change {
                Ok(ticket) => vec![ticket],
                Err(RecvError::Lagged(_)) => self.read().await,
                Err(RecvError::Closed) => return None,
            },
            _ = self.refresh.tick() => self.read().await,
        };
        Some(found.into_iter().filter(|ticket| self.is_new(ticket)).collect())
    }

    fn is_new(&mut self, ticket: &TicketState) -> bool {
        let sent = self.sent.entry(ticket.id).or_default();
        let new = ticket.version > *sent;
        *sent = ticket.version.max(*sent);
        new
    }

    /// What the database says has changed, in case the feed missed it.
    async fn read(&mut self) -> Vec<TicketState> {
        let now = self.clock.now();
        let Ok(mut changed) = self.tickets.changed_since(self.refreshed_at.minus(OVERLAP)).await else {
            // The next turn reads the same again.
            return Vec::new();
        };
        changed.reverse();
        self.refreshed_at = now;
        let recent: HashSet<TicketId> = changed.iter().map(|ticket| ticket.id).collect();
        self.sent.retain(|id, _| recent.contains(id));
        changed.iter().map(Ticket::state).collect()
    }
}
