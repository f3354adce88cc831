//! `GET /api/admin/users`: the users, for admins.

use axum::extract::State;
use axum::http::Uri;
use axum::response::Response;
use common::auth::Role;
use common::error::{ApiError, Problem};
use common::http::{CommonErrors, PageSize, ValidQuery};
use serde::Deserialize;
use utoipa::IntoParams;
use validator::Validate;

use super::{ActingAdmin, AdminUserBody};
use crate::domain::{Email, UserStatus};
use crate::repo::{UserCursor, UserFilter};
use crate::routes::AppState;

#[derive(Debug, Deserialize, Validate, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ListUsers {
    /// A part of the address, in any case; or the id of a user.
    #[validate(length(max = Email::MAX_CHARS, message = "must have at most 254 characters"))]
    #[param(max_length = 254)]
    q: Option<String>,
    #[param(inline)]
    role: Option<Role>,
    #[param(inline)]
    status: Option<UserStatus>,
    /// 1 to 100, 50 when left out.
    #[serde(default)]
    #[param(value_type = Option<usize>, minimum = 1, maximum = 100)]
    limit: PageSize,
    /// The cursor of the `Link` header of the page before.
    #[param(value_type = Option<String>)]
    after: Option<UserCursor>,
}

/// The users, newest first. For admins.
#[utoipa::path(
    get,
    path = "/api/admin/users",
    tag = "admin",
    security(("session" = [])),
    params(ListUsers),
    responses(
        (status = 200, body = Vec<AdminUserBody>,
            headers(("Link" = Option<String>, description = "the next page, if there is one"))),
        (status = 401, body = Problem, content_type = "application/problem+json"),
        (status = 403, body = Problem, content_type = "application/problem+json", description = "`admins_only`"),
        CommonErrors
    )
)]
pub async fn list_users(
    _: ActingAdmin,
    State(state): State<AppState>,
    uri: Uri,
    ValidQuery(query): ValidQuery<ListUsers>,
) -> Result<Response, ApiError> {
    let text = query.q.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
    let filter = UserFilter { text, role: query.role, status: query.status };
    let page = state.accounts.users.all(&filter, query.limit, query.after).await?;
    Ok(page.map(|user| AdminUserBody::new(user, &state.accounts.users)).response(&uri))
}
