//! GET /api/admin/tickets

use axum::extract::State;
use axum::http::Uri;
use axum::response::Response;
use common::auth::Admin;
use common::error::{ApiError, Problem};
use common::http::{CommonErrors, Cursor, PageSize, ValidQuery};
use common::ids::UserId;
use serde::Deserialize;
use utoipa::IntoParams;
use validator::Validate;

use super::AdminTicketView;
use crate::domain::{AdminSearch, Position, Sort, Standing};
use crate::repo::Tickets;
use crate::routes::input::{Fields, Form, Text};
use crate::routes::list::of_this_list;
use crate::routes::schema;

#[derive(Debug, Deserialize, Validate, IntoParams)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ListAllTickets {
    #[param(inline)]
    status: Option<Standing>,
    /// A text that occurs in the title, venue or city, in any case; or the id of a ticket.
    #[serde(default)]
    #[param(required = false, schema_with = schema::words)]
    q: Text,
    /// The seller.
    user_id: Option<UserId>,
    /// 1 to 100, 50 when left out.
    #[serde(default)]
    #[param(value_type = Option<usize>, minimum = 1, maximum = 100)]
    limit: PageSize,
    /// The cursor of the `Link` header of the page before.
    #[param(value_type = Option<String>)]
    after: Option<Cursor<Position>>,
}

/// All listings, whatever their status, newest first. For admins.
#[utoipa::path(get, path = "/api/admin/tickets", security(("session" = [])), params(ListAllTickets), responses(
    (status = 200, body = Vec<AdminTicketView>,
        headers(("Link" = String, description = "the next page, if there is one"))),
    (status = 401, body = Problem, content_type = "application/problem+json"),
    (status = 403, body = Problem, content_type = "application/problem+json", description = "`admins_only`"),
    CommonErrors,
))]
pub(in crate::routes) async fn list_all(
    _: Admin,
    State(tickets): State<Tickets>,
    uri: Uri,
    ValidQuery(query): ValidQuery<ListAllTickets>,
) -> Result<Response, ApiError> {
    let mut fields = Fields::default();
    let text = fields.text("q", query.q, Form::Line { max: 200 });
    let search = fields.finish(Some(AdminSearch { standing: query.status, text, seller: query.user_id }))?;
    let after = of_this_list(query.after, Sort::Newest)?;
    let page = tickets.all(&search, query.limit, after).await?;
    Ok(page.map(AdminTicketView::from).response(&uri))
}
