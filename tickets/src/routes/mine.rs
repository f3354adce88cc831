//! GET /api/tickets/mine

use axum::extract::State;
use axum::http::Uri;
use axum::response::Response;
use common::auth::CurrentUser;
use common::error::{ApiError, Problem};
use common::http::{CommonErrors, Cursor, PageSize, ValidQuery};
use serde::Deserialize;
use utoipa::IntoParams;
use validator::Validate;

use super::TicketView;
use super::list::of_this_list;
use crate::domain::{Position, Sort};
use crate::repo::Tickets;

#[derive(Debug, Default, Deserialize, Validate, IntoParams)]
#[serde(deny_unknown_fields, default)]
#[into_params(parameter_in = Query)]
pub(super) struct MineQuery {
    /// 1 to 100, 50 when left out.
    #[param(value_type = Option<usize>, minimum = 1, maximum = 100)]
    limit: PageSize,
    /// The cursor of the `Link` header of the page before.
    #[param(value_type = Option<String>)]
    after: Option<Cursor<Position>>,
}

/// The caller's listings, whatever their status, newest first.
#[utoipa::path(get, path = "/api/tickets/mine", params(MineQuery), security(("session" = [])), responses(
    (status = 200, body = Vec<TicketView>,
        headers(("Link" = String, description = "the next page, if there is one"))),
    (status = 401, body = Problem, content_type = "application/problem+json"),
    CommonErrors,
))]
pub(super) async fn mine(
    user: CurrentUser,
    State(tickets): State<Tickets>,
    uri: Uri,
    ValidQuery(query): ValidQuery<MineQuery>,
) -> Result<Response, ApiError> {
    let after = of_this_list(query.after, Sort::Newest)?;
    let page = tickets.of(user.id, query.limit, after).await?;
    Ok(page.map(TicketView::for_its_seller).response(&uri))
}
