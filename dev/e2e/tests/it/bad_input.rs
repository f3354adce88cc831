//! Bad requests over all endpoints, each with the exact status and word of its error. Through NGINX, as a
//! stranger would send them.

use common::auth::{Claims, Role, SigningKey};
use common::clock::Clock;
use common::ids::{SessionId, UserId};
use e2e::{Market, Person};
use reqwest::Method;
use serde_json::json;
use testkit::{Answer, Client};

const JSON: &str = "application/json";
const UNKNOWN: &str = "65f0c0ffee65f0c0ffee65f0";
/// Larger than any endpoint takes, and smaller than what the ingress turns away by itself.
const LARGE: usize = 100 * 1024;
/// Larger than the ingress lets through.
const HUGE: usize = 300 * 1024;

/// Who asks.
#[derive(Clone, Copy)]
enum By {
    Anyone,
    User,
    Admin,
}
use By::{Admin, Anyone, User};

/// A request, and the status, the code and the fields of its error.
type Row = (By, &'static str, &'static str, &'static str, u16, &'static str, &'static [&'static str]);

/// Method and path, body, expected answer.
#[rustfmt::skip]
const ROWS: &[Row] = &[
    // Nobody is signed in.
    (Anyone, "POST", "/api/tickets", r#"{"title":"a","price":1}"#, 401, "not_authenticated", &[]),
    (Anyone, "POST", "/api/tickets", "not json", 401, "not_authenticated", &[]),
    (Anyone, "PUT", "/api/tickets/65f0c0ffee65f0c0ffee65f0", r#"{"title":"a","price":1}"#, 401, "not_authenticated", &[]),
    (Anyone, "DELETE", "/api/tickets/65f0c0ffee65f0c0ffee65f0", "", 401, "not_authenticated", &[]),
    (Anyone, "GET", "/api/tickets/mine", "", 401, "not_authenticated", &[]),
    (Anyone, "POST", "/api/orders", r#"{"ticketId":"65f0c0ffee65f0c0ffee65f0"}"#, 401, "not_authenticated", &[]),
    (Anyone, "GET", "/api/orders", "", 401, "not_authenticated", &[]),
    (Anyone, "GET", "/api/orders/65f0c0ffee65f0c0ffee65f0", "", 401, "not_authenticated", &[]),
    (Anyone, "GET", "/api/orders/65f0c0ffee65f0c0ffee65f0/live", "", 401, "not_authenticated", &[]),
    (Anyone, "DELETE", "/api/orders/65f0c0ffee65f0c0ffee65f0", "", 401, "not_authenticated", &[]),
    (Anyone, "POST", "/api/payments", r#"{"orderId":"x","token":"y"}"#, 401, "not_authenticated", &[]),
    (Anyone, "GET", "/api/payments?orderId=65f0c0ffee65f0c0ffee65f0", "", 401, "not_authenticated", &[]),
    // Accounts.
    (Anyone, "POST", "/api/users/signup", "", 400, "invalid_request", &[]),
    (Anyone, "POST", "/api/users/signup", "{", 400, "invalid_request", &[]),
    (Anyone, "POST", "/api/users/signup", "[]", 400, "invalid_request", &[]),
    (Anyone, "POST", "/api/users/signup", "null", 400, "invalid_request", &[]),
    (Anyone, "POST", "/api/users/signup", "{}", 400, "invalid_request", &["email", "password"]),
    (Anyone, "POST", "/api/users/signup", r#"{"email":"no","password":"longenough"}"#, 400, "invalid_request", &["email"]),
    (Anyone, "POST", "/api/users/signup", r#"{"email":"a@b.co","password":"short"}"#, 400, "invalid_request", &["password"]),
    (Anyone, "POST", "/api/users/signup", r#"{"email":"no","password":"x"}"#, 400, "invalid_request", &["email", "password"]),
    (Anyone, "POST", "/api/users/signup", r#"{"email":{"$gt":""},"password":"longenough"}"#, 400, "invalid_request", &["email"]),
    (Anyone, "POST", "/api/users/signup", r#"{"email":"a@b.co","password":12345678}"#, 400, "invalid_request", &["password"]),
    (Anyone, "POST", "/api/users/signup", r#"{"email":"a@b.co","password":"longenough","role":"admin"}"#, 400, "invalid_request", &["role"]),
    (Anyone, "POST", "/api/users/signup", r#"{"email":"a@b.co","password":"longenough"} {}"#, 400, "invalid_request", &[]),
    (Anyone, "POST", "/api/users/signin", "{}", 400, "invalid_request", &["email", "password"]),
    (Anyone, "POST", "/api/users/signin", r#"{"email":"nobody@example.com","password":"whatever1"}"#, 400, "invalid_credentials", &[]),
    (Anyone, "POST", "/api/users/signin", r#"{"email":["a@b.co"],"password":"whatever1"}"#, 400, "invalid_request", &["email"]),
    (Anyone, "POST", "/api/users/signup", r#"{"email":"a@b.co","password":"Password123"}"#, 400, "invalid_request", &["password"]),
    (Anyone, "POST", "/api/users/password", "not json", 401, "not_authenticated", &[]),
    (User, "POST", "/api/users/password", "{}", 400, "invalid_request", &["currentPassword", "newPassword"]),
    (User, "POST", "/api/users/password", r#"{"currentPassword":"correct horse","newPassword":"short"}"#, 400, "invalid_request", &["newPassword"]),
    (User, "POST", "/api/users/password", r#"{"currentPassword":"correct horse","newPassword":"iloveyou"}"#, 400, "invalid_request", &["newPassword"]),
    (User, "POST", "/api/users/password", r#"{"currentPassword":"wrong horse","newPassword":"longenough"}"#, 400, "invalid_credentials", &[]),
    (User, "POST", "/api/users/password", r#"{"currentPassword":1,"newPassword":"longenough"}"#, 400, "invalid_request", &["currentPassword"]),
    (Anyone, "POST", "/api/users/password-reset", "{}", 400, "invalid_request", &["email"]),
    (Anyone, "POST", "/api/users/password-reset", r#"{"email":"no"}"#, 400, "invalid_request", &["email"]),
    (Anyone, "POST", "/api/users/password-reset", r#"{"email":{"$gt":""}}"#, 400, "invalid_request", &["email"]),
    (Anyone, "POST", "/api/users/password-reset/confirm", "{}", 400, "invalid_request", &["password"]),
    (Anyone, "POST", "/api/users/password-reset/confirm", r#"{"token":"x","password":"short"}"#, 400, "invalid_request", &["password"]),
    (Anyone, "POST", "/api/users/password-reset/confirm", r#"{"token":"x","password":"longenough"}"#, 400, "invalid_token", &[]),
    (Anyone, "POST", "/api/users/password-reset/confirm", r#"{"token":{"$ne":null},"password":"longenough"}"#, 400, "invalid_request", &["token"]),
    (Anyone, "POST", "/api/users/email-verification", "", 401, "not_authenticated", &[]),
    (Anyone, "POST", "/api/users/email-verification/confirm", "{}", 400, "invalid_token", &[]),
    (Anyone, "POST", "/api/users/email-verification/confirm", r#"{"token":["x"]}"#, 400, "invalid_request", &["token"]),
    (Anyone, "DELETE", "/api/users/me", r#"{"password":"correct horse"}"#, 401, "not_authenticated", &[]),
    (User, "DELETE", "/api/users/me", "{}", 400, "invalid_request", &["password"]),
    (User, "DELETE", "/api/users/me", r#"{"password":"wrong horse"}"#, 400, "invalid_credentials", &[]),
    (Anyone, "GET", "/api/users/me", "", 405, "method_not_allowed", &[]),
    (Anyone, "GET", "/api/users/signup", "", 405, "method_not_allowed", &[]),
    (Anyone, "DELETE", "/api/users/currentuser", "", 405, "method_not_allowed", &[]),
    (Anyone, "GET", "/api/users/nothing", "", 404, "not_found", &[]),
    // Listings.
    (User, "POST", "/api/tickets", "", 400, "invalid_request", &[]),
    (User, "POST", "/api/tickets", "{}", 400, "invalid_request", &["price", "title"]),
    (User, "POST", "/api/tickets", r#"{"title":"","price":10}"#, 400, "invalid_request", &["title"]),
    (User, "POST", "/api/tickets", r#"{"title":"   ","price":10}"#, 400, "invalid_request", &["title"]),
    (User, "POST", "/api/tickets", r#"{"title":"a"}"#, 400, "invalid_request", &["price"]),
    (User, "POST", "/api/tickets", r#"{"title":"a","price":-10}"#, 400, "invalid_request", &["price"]),
    (User, "POST", "/api/tickets", r#"{"title":"a","price":0}"#, 400, "invalid_request", &["price"]),
    (User, "POST", "/api/tickets", r#"{"title":"a","price":0.49}"#, 400, "invalid_request", &["price"]),
    (User, "POST", "/api/tickets", r#"{"title":"a","price":10.999}"#, 400, "invalid_request", &["price"]),
    (User, "POST", "/api/tickets", r#"{"title":"a","price":"10.999"}"#, 400, "invalid_request", &["price"]),
    (User, "POST", "/api/tickets", r#"{"title":"a","price":1000000}"#, 400, "invalid_request", &["price"]),
    (User, "POST", "/api/tickets", r#"{"title":"a","price":1e400}"#, 400, "invalid_request", &["price"]),
    (User, "POST", "/api/tickets", r#"{"title":"a","price":"NaN"}"#, 400, "invalid_request", &["price"]),
    (User, "POST", "/api/tickets", r#"{"title":"a","price":"ten"}"#, 400, "invalid_request", &["price"]),
    (User, "POST", "/api/tickets", r#"{"title":"a","price":null}"#, 400, "invalid_request", &["price"]),
    (User, "POST", "/api/tickets", r#"{"title":"a","price":{"$gt":0}}"#, 400, "invalid_request", &["price"]),
    (User, "POST", "/api/tickets", r#"{"title":"a","price":NaN}"#, 400, "invalid_request", &[]),
    (User, "POST", "/api/tickets", r#"{"title":["a"],"price":10}"#, 400, "invalid_request", &["title"]),
    (User, "POST", "/api/tickets", r#"{"title":"a","price":10,"userId":"65f0c0ffee65f0c0ffee65f0"}"#, 400, "invalid_request", &["userId"]),
    (User, "POST", "/api/tickets", r#"{"title":"a","price":10,"status":"sold"}"#, 400, "invalid_request", &["status"]),
    (User, "POST", "/api/tickets", r#"{"title":"a","price":10,"startsAt":"tomorrow","timezone":"Europe/Oslo"}"#, 400, "invalid_request", &["startsAt"]),
    (User, "POST", "/api/tickets", r#"{"title":"a","price":10,"startsAt":"2099-01-01T20:00:00Z","timezone":"Mars/Olympus"}"#, 400, "invalid_request", &["timezone"]),
    (User, "POST", "/api/tickets", r#"{"title":"a","price":10,"startsAt":"2099-01-01T20:00:00Z"}"#, 400, "invalid_request", &["timezone"]),
    (User, "POST", "/api/tickets", r#"{"title":"a","price":10,"faceValue":"free"}"#, 400, "invalid_request", &["faceValue"]),
    (User, "PUT", "/api/tickets/xyz", r#"{"title":"a","price":10}"#, 400, "invalid_request", &["id"]),
    (User, "PUT", "/api/tickets/65f0c0ffee65f0c0ffee65f0", "{}", 400, "invalid_request", &["price", "title"]),
    (User, "PUT", "/api/tickets/65f0c0ffee65f0c0ffee65f0", r#"{"title":"a","price":10}"#, 404, "not_found", &[]),
    (User, "DELETE", "/api/tickets/xyz", "", 400, "invalid_request", &["id"]),
    (User, "DELETE", "/api/tickets/65f0c0ffee65f0c0ffee65f0", "", 404, "not_found", &[]),
    (Anyone, "GET", "/api/tickets/xyz", "", 400, "invalid_request", &["id"]),
    (Anyone, "GET", "/api/tickets/65f0c0ffee65f0c0ffee65f", "", 400, "invalid_request", &["id"]),
    (Anyone, "GET", "/api/tickets/%24gt", "", 400, "invalid_request", &["id"]),
    (Anyone, "GET", "/api/tickets/65f0c0ffee65f0c0ffee65f0", "", 404, "not_found", &[]),
    (Anyone, "GET", "/api/tickets/65f0c0ffee65f0c0ffee65f0/live", "", 404, "not_found", &[]),
    (Anyone, "PATCH", "/api/tickets/65f0c0ffee65f0c0ffee65f0", "{}", 405, "method_not_allowed", &[]),
    (Anyone, "GET", "/api/tickets?limit=0", "", 400, "invalid_request", &["limit"]),
    (Anyone, "GET", "/api/tickets?limit=101", "", 400, "invalid_request", &["limit"]),
    (Anyone, "GET", "/api/tickets?limit=many", "", 400, "invalid_request", &["limit"]),
    (Anyone, "GET", "/api/tickets?after=garbage", "", 400, "invalid_request", &["after"]),
    (Anyone, "GET", "/api/tickets?sort=cheapest", "", 400, "invalid_request", &["sort"]),
    (Anyone, "GET", "/api/tickets?minPrice=cheap", "", 400, "invalid_request", &["minPrice"]),
    (Anyone, "GET", "/api/tickets?maxPrice=1.999", "", 400, "invalid_request", &["maxPrice"]),
    (Anyone, "GET", "/api/tickets?from=yesterday", "", 400, "invalid_request", &["from"]),
    (Anyone, "GET", "/api/tickets?colour=red", "", 400, "invalid_request", &["colour"]),
    (Anyone, "GET", "/api/tickets?minPrice[$gt]=1", "", 400, "invalid_request", &["minPrice[$gt]"]),
    // Orders.
    (User, "POST", "/api/orders", "", 400, "invalid_request", &[]),
    (User, "POST", "/api/orders", "{}", 400, "invalid_request", &["ticketId"]),
    (User, "POST", "/api/orders", r#"{"ticketId":"abc"}"#, 400, "invalid_request", &["ticketId"]),
    (User, "POST", "/api/orders", r#"{"ticketId":7}"#, 400, "invalid_request", &["ticketId"]),
    (User, "POST", "/api/orders", r#"{"ticketId":{"$ne":null}}"#, 400, "invalid_request", &["ticketId"]),
    (User, "POST", "/api/orders", r#"{"ticketId":"65f0c0ffee65f0c0ffee65f0","expectedPrice":"cheap"}"#, 400, "invalid_request", &["expectedPrice"]),
    (User, "POST", "/api/orders", r#"{"ticketId":"65f0c0ffee65f0c0ffee65f0","price":1}"#, 400, "invalid_request", &["price"]),
    (User, "POST", "/api/orders", r#"{"ticketId":"65f0c0ffee65f0c0ffee65f0"}"#, 404, "not_found", &[]),
    (User, "GET", "/api/orders/abc", "", 400, "invalid_request", &["id"]),
    (User, "GET", "/api/orders/65f0c0ffee65f0c0ffee65f0", "", 404, "not_found", &[]),
    (User, "GET", "/api/orders/abc/live", "", 400, "invalid_request", &["id"]),
    (User, "GET", "/api/orders/65f0c0ffee65f0c0ffee65f0/live", "", 404, "not_found", &[]),
    (User, "GET", "/api/orders?limit=1000", "", 400, "invalid_request", &["limit"]),
    (User, "GET", "/api/orders?after=x", "", 400, "invalid_request", &["after"]),
    (User, "DELETE", "/api/orders/abc", "", 400, "invalid_request", &["id"]),
    (User, "DELETE", "/api/orders/65f0c0ffee65f0c0ffee65f0", "", 404, "not_found", &[]),
    (User, "PUT", "/api/orders/65f0c0ffee65f0c0ffee65f0", "{}", 405, "method_not_allowed", &[]),
    // Payments.
    (User, "POST", "/api/payments", "", 400, "invalid_request", &[]),
    (User, "POST", "/api/payments", "{}", 400, "invalid_request", &["orderId"]),
    (User, "POST", "/api/payments", r#"{"orderId":"abc","token":"tok_visa"}"#, 400, "invalid_request", &["orderId"]),
    (User, "POST", "/api/payments", r#"{"orderId":"65f0c0ffee65f0c0ffee65f0","token":""}"#, 400, "invalid_request", &["token"]),
    (User, "POST", "/api/payments", r#"{"orderId":"65f0c0ffee65f0c0ffee65f0","token":"4242424242424242"}"#, 400, "invalid_request", &["token"]),
    (User, "POST", "/api/payments", r#"{"orderId":"65f0c0ffee65f0c0ffee65f0","token":"pi_123"}"#, 400, "invalid_request", &["token"]),
    (User, "POST", "/api/payments", r#"{"orderId":"65f0c0ffee65f0c0ffee65f0","token":"tok_visa","amount":1}"#, 400, "invalid_request", &["amount"]),
    (User, "POST", "/api/payments", r#"{"orderId":"65f0c0ffee65f0c0ffee65f0","token":"tok_visa"}"#, 404, "not_found", &[]),
    (User, "GET", "/api/payments", "", 400, "invalid_request", &["orderId"]),
    (User, "GET", "/api/payments?orderId=abc", "", 400, "invalid_request", &["orderId"]),
    (Anyone, "POST", "/api/payments/webhook", "{}", 400, "invalid_signature", &[]),
    (Anyone, "POST", "/api/payments/config", "{}", 405, "method_not_allowed", &[]),
    // What admins alone may see and do: who is none is told so before anything else.
    (Anyone, "GET", "/api/admin/tickets", "", 401, "not_authenticated", &[]),
    (Anyone, "GET", "/api/admin/tickets/65f0c0ffee65f0c0ffee65f0", "", 401, "not_authenticated", &[]),
    (Anyone, "GET", "/api/admin/tickets/audit", "", 401, "not_authenticated", &[]),
    (Anyone, "POST", "/api/admin/tickets/65f0c0ffee65f0c0ffee65f0/take-down", r#"{"reason":"why"}"#, 401, "not_authenticated", &[]),
    (Anyone, "POST", "/api/admin/tickets/65f0c0ffee65f0c0ffee65f0/put-back", r#"{"reason":"why"}"#, 401, "not_authenticated", &[]),
    (Anyone, "GET", "/api/admin/orders", "", 401, "not_authenticated", &[]),
    (Anyone, "GET", "/api/admin/orders/65f0c0ffee65f0c0ffee65f0", "", 401, "not_authenticated", &[]),
    (Anyone, "GET", "/api/admin/orders/audit", "", 401, "not_authenticated", &[]),
    (Anyone, "POST", "/api/admin/orders/65f0c0ffee65f0c0ffee65f0/refund", r#"{"reason":"why","ticket":"void"}"#, 401, "not_authenticated", &[]),
    (Anyone, "GET", "/api/admin/payments", "", 401, "not_authenticated", &[]),
    (User, "GET", "/api/admin/tickets", "", 403, "admins_only", &[]),
    (User, "GET", "/api/admin/tickets/65f0c0ffee65f0c0ffee65f0", "", 403, "admins_only", &[]),
    (User, "GET", "/api/admin/tickets/audit", "", 403, "admins_only", &[]),
    (User, "POST", "/api/admin/tickets/65f0c0ffee65f0c0ffee65f0/take-down", r#"{"reason":"why"}"#, 403, "admins_only", &[]),
    (User, "POST", "/api/admin/tickets/65f0c0ffee65f0c0ffee65f0/put-back", r#"{"reason":"why"}"#, 403, "admins_only", &[]),
    (User, "GET", "/api/admin/orders", "", 403, "admins_only", &[]),
    (User, "GET", "/api/admin/orders/65f0c0ffee65f0c0ffee65f0", "", 403, "admins_only", &[]),
    (User, "GET", "/api/admin/orders/audit", "", 403, "admins_only", &[]),
    (User, "POST", "/api/admin/orders/65f0c0ffee65f0c0ffee65f0/refund", r#"{"reason":"why","ticket":"void"}"#, 403, "admins_only", &[]),
    (User, "GET", "/api/admin/payments", "", 403, "admins_only", &[]),
    (User, "POST", "/api/admin/orders/xyz/refund", r#"{"#, 403, "admins_only", &[]),
    (User, "GET", "/api/admin/tickets?limit=0", "", 403, "admins_only", &[]),
    (Admin, "GET", "/api/admin/tickets?limit=0", "", 400, "invalid_request", &["limit"]),
    (Admin, "GET", "/api/admin/tickets?status=gone", "", 400, "invalid_request", &["status"]),
    (Admin, "GET", "/api/admin/tickets?userId=me", "", 400, "invalid_request", &["userId"]),
    (Admin, "GET", "/api/admin/tickets?after=x", "", 400, "invalid_request", &["after"]),
    (Admin, "GET", "/api/admin/tickets/xyz", "", 400, "invalid_request", &["id"]),
    (Admin, "GET", "/api/admin/tickets/audit?limit=101", "", 400, "invalid_request", &["limit"]),
    (Admin, "POST", "/api/admin/tickets/xyz/take-down", r#"{"reason":"why"}"#, 400, "invalid_request", &["id"]),
    (Admin, "POST", "/api/admin/tickets/65f0c0ffee65f0c0ffee65f0/take-down", r#"{"#, 400, "invalid_request", &[]),
    (Admin, "POST", "/api/admin/tickets/65f0c0ffee65f0c0ffee65f0/take-down", r#"{}"#, 400, "invalid_request", &["reason"]),
    (Admin, "POST", "/api/admin/tickets/65f0c0ffee65f0c0ffee65f0/take-down", r#"{"reason":" "}"#, 400, "invalid_request", &["reason"]),
    (Admin, "POST", "/api/admin/tickets/65f0c0ffee65f0c0ffee65f0/take-down", r#"{"reason":7}"#, 400, "invalid_request", &["reason"]),
    (Admin, "POST", "/api/admin/tickets/65f0c0ffee65f0c0ffee65f0/put-back", r#"{"reason":"why","by":"me"}"#, 400, "invalid_request", &["by"]),
    (Admin, "GET", "/api/admin/orders?status=gone", "", 400, "invalid_request", &["status"]),
    (Admin, "GET", "/api/admin/orders?ticketId=x", "", 400, "invalid_request", &["ticketId"]),
    (Admin, "GET", "/api/admin/orders/xyz", "", 400, "invalid_request", &["id"]),
    (Admin, "GET", "/api/admin/orders/audit?after=x", "", 400, "invalid_request", &["after"]),
    (Admin, "POST", "/api/admin/orders/xyz/refund", r#"{}"#, 400, "invalid_request", &["id"]),
    (Admin, "POST", "/api/admin/orders/65f0c0ffee65f0c0ffee65f0/refund", r#"{"ticket":"void"}"#, 400, "invalid_request", &["reason"]),
    (Admin, "POST", "/api/admin/orders/65f0c0ffee65f0c0ffee65f0/refund", r#"{"reason":"why"}"#, 400, "invalid_request", &["ticket"]),
    (Admin, "POST", "/api/admin/orders/65f0c0ffee65f0c0ffee65f0/refund", r#"{"reason":"why","ticket":"keep"}"#, 400, "invalid_request", &["ticket"]),
    (Admin, "GET", "/api/admin/payments?orderId=x", "", 400, "invalid_request", &["orderId"]),
    (Admin, "GET", "/api/admin/payments?status=gone", "", 400, "invalid_request", &["status"]),
    (Admin, "GET", "/api/admin/tickets/65f0c0ffee65f0c0ffee65f0", "", 404, "not_found", &[]),
    (Admin, "POST", "/api/admin/tickets/65f0c0ffee65f0c0ffee65f0/take-down", r#"{"reason":"why"}"#, 404, "not_found", &[]),
    (Admin, "POST", "/api/admin/tickets/65f0c0ffee65f0c0ffee65f0/put-back", r#"{"reason":"why"}"#, 404, "not_found", &[]),
    (Admin, "GET", "/api/admin/orders/65f0c0ffee65f0c0ffee65f0", "", 404, "not_found", &[]),
    (Admin, "POST", "/api/admin/orders/65f0c0ffee65f0c0ffee65f0/refund", r#"{"reason":"why","ticket":"void"}"#, 404, "not_found", &[]),
    (Admin, "DELETE", "/api/admin/orders", "", 405, "method_not_allowed", &[]),
    (Admin, "GET", "/api/admin", "", 404, "not_found", &[]),
    (Anyone, "GET", "/api/admin/users", "", 401, "not_authenticated", &[]),
    (Anyone, "GET", "/api/admin/users/65f0c0ffee65f0c0ffee65f0", "", 401, "not_authenticated", &[]),
    (Anyone, "GET", "/api/admin/users/audit", "", 401, "not_authenticated", &[]),
    (Anyone, "POST", "/api/admin/users/65f0c0ffee65f0c0ffee65f0/suspend", r#"{"reason":"why"}"#, 401, "not_authenticated", &[]),
    (Anyone, "POST", "/api/admin/users/65f0c0ffee65f0c0ffee65f0/restore", r#"{"reason":"why"}"#, 401, "not_authenticated", &[]),
    (Anyone, "PUT", "/api/admin/users/65f0c0ffee65f0c0ffee65f0/role", r#"{"role":"admin","reason":"why"}"#, 401, "not_authenticated", &[]),
    (User, "GET", "/api/admin/users", "", 403, "admins_only", &[]),
    (User, "GET", "/api/admin/users/65f0c0ffee65f0c0ffee65f0", "", 403, "admins_only", &[]),
    (User, "GET", "/api/admin/users/audit", "", 403, "admins_only", &[]),
    (User, "POST", "/api/admin/users/65f0c0ffee65f0c0ffee65f0/suspend", r#"{"reason":"why"}"#, 403, "admins_only", &[]),
    (User, "POST", "/api/admin/users/65f0c0ffee65f0c0ffee65f0/restore", r#"{"reason":"why"}"#, 403, "admins_only", &[]),
    (User, "PUT", "/api/admin/users/65f0c0ffee65f0c0ffee65f0/role", r#"{"role":"admin","reason":"why"}"#, 403, "admins_only", &[]),
    (Admin, "GET", "/api/admin/users?role=owner", "", 400, "invalid_request", &["role"]),
    (Admin, "GET", "/api/admin/users?status=gone", "", 400, "invalid_request", &["status"]),
    (Admin, "GET", "/api/admin/users?after=x", "", 400, "invalid_request", &["after"]),
    (Admin, "GET", "/api/admin/users?email=x", "", 400, "invalid_request", &["email"]),
    (Admin, "GET", "/api/admin/users/xyz", "", 400, "invalid_request", &["id"]),
    (Admin, "GET", "/api/admin/users/audit?limit=0", "", 400, "invalid_request", &["limit"]),
    (Admin, "POST", "/api/admin/users/xyz/suspend", r#"{"reason":"why"}"#, 400, "invalid_request", &["id"]),
    (Admin, "POST", "/api/admin/users/65f0c0ffee65f0c0ffee65f0/suspend", r#"{}"#, 400, "invalid_request", &["reason"]),
    (Admin, "POST", "/api/admin/users/65f0c0ffee65f0c0ffee65f0/restore", r#"{"reason":""}"#, 400, "invalid_request", &["reason"]),
    (Admin, "PUT", "/api/admin/users/65f0c0ffee65f0c0ffee65f0/role", r#"{"role":"owner","reason":"why"}"#, 400, "invalid_request", &["role"]),
    (Admin, "PUT", "/api/admin/users/65f0c0ffee65f0c0ffee65f0/role", r#"{"role":"admin"}"#, 400, "invalid_request", &["reason"]),
    (Admin, "PUT", "/api/admin/users/65f0c0ffee65f0c0ffee65f0/role", r#"{"reason":"why"}"#, 400, "invalid_request", &["role"]),
    (Admin, "GET", "/api/admin/users/65f0c0ffee65f0c0ffee65f0", "", 404, "not_found", &[]),
    (Admin, "POST", "/api/admin/users/65f0c0ffee65f0c0ffee65f0/suspend", r#"{"reason":"why"}"#, 404, "not_found", &[]),
    (Admin, "POST", "/api/admin/users/65f0c0ffee65f0c0ffee65f0/restore", r#"{"reason":"why"}"#, 404, "not_found", &[]),
    (Admin, "PUT", "/api/admin/users/65f0c0ffee65f0c0ffee65f0/role", r#"{"role":"admin","reason":"why"}"#, 404, "not_found", &[]),
    // No room of ours.
    (Anyone, "GET", "/api/usersX", "", 404, "not_found", &[]),
    (Anyone, "GET", "/api/healthz", "", 404, "not_found", &[]),
    (Anyone, "GET", "/metrics", "", 404, "not_found", &[]),
    (Anyone, "GET", "/readyz", "", 404, "not_found", &[]),
];

async fn ask(client: &Client, method: &str, path: &str, body: &str) -> Answer {
    let request = client.request(method.parse::<Method>().unwrap(), path);
    let request = match method {
        "POST" | "PUT" | "PATCH" => request.header("content-type", JSON).body(body.to_owned()),
        "DELETE" if !body.is_empty() => request.header("content-type", JSON).body(body.to_owned()),
        _ => request,
    };
    client.send(request).await
}

fn mistake(answer: &Answer, status: u16, code: &str, fields: &[&str]) -> Option<String> {
    let told = (answer.status.as_u16(), answer.code(), answer.fields());
    let expected = (status, code.to_owned(), fields.iter().map(ToString::to_string).collect::<Vec<_>>());
    let problem = answer.header("content-type").starts_with("application/problem+json");
    (told != expected || !problem || answer.message().is_empty())
        .then(|| format!("expected {expected:?}, got {told:?}: {}", answer.body))
}

#[tokio::test(flavor = "multi_thread")]
async fn every_bad_request_has_its_status_its_word_and_its_fields() {
    let market = Market::open().await;
    let (user, admin) = (market.person().await, market.admin().await);
    let mut mistakes = Vec::new();
    for (by, method, path, body, status, code, fields) in ROWS {
        let client = match by {
            Anyone => market.anyone(),
            User => user.http.clone(),
            Admin => admin.http.clone(),
        };
        let answer = ask(&client, method, path, body).await;
        let wrong = mistake(&answer, *status, code, fields);
        mistakes.extend(wrong.map(|wrong| format!("{method} {path} {body}\n    {wrong}")));
    }
    assert!(mistakes.is_empty(), "{} of {}:\n{}", mistakes.len(), ROWS.len(), mistakes.join("\n"));
    market.settle().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_body_of_another_media_type_or_too_large_is_refused() {
    let market = Market::open().await;
    let Person { http: user, .. } = market.person().await;
    for path in ["/api/users/signup", "/api/users/signin", "/api/tickets", "/api/orders", "/api/payments"] {
        for media_type in ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", ""] {
            let answer = user.post_raw(path, media_type, "{}").await;
            assert_eq!(mistake(&answer, 415, "unsupported_media_type", &[]), None, "{path} {media_type}");
        }
        for size in [LARGE, HUGE] {
            let answer = user.post_raw(path, JSON, format!("{{\"title\":\"{}\"}}", "x".repeat(size))).await;
            assert_eq!(answer.status.as_u16(), 413, "{path} {size} {}", answer.body);
            assert!(answer.header("content-type").starts_with("application/problem+json"));
        }
    }
    let webhook = user.post_raw("/api/payments/webhook", JSON, "x".repeat(HUGE)).await;
    assert_eq!(webhook.status.as_u16(), 413);
    let deep = format!("{}{}", "[".repeat(5000), "]".repeat(5000));
    let answer = user.post_raw("/api/orders", JSON, deep).await;
    assert_eq!(mistake(&answer, 400, "invalid_request", &[]), None);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_request_from_another_site_is_refused() {
    let market = Market::open().await;
    let Person { http: user, .. } = market.person().await;
    let body = json!({ "title": "Concert", "price": 10 });
    for (name, value) in [("sec-fetch-site", "cross-site"), ("origin", "https://evil.example")] {
        let answer =
            user.send(user.request(Method::POST, "/api/tickets").header(name, value).json(&body)).await;
        assert_eq!(mistake(&answer, 403, "cross_site", &[]), None, "{name}");
    }
}

/// Cookies that look like a session's and are none.
async fn bad_cookies(person: &Person) -> Vec<(&'static str, String)> {
    let now = Clock::system().now().seconds();
    let claims = |at| Claims::new(UserId::new(), person.email.clone(), Role::Admin, SessionId::new(), at);
    let stranger = SigningKey::generate().unwrap();
    let forged = stranger.sign(&claims(now)).unwrap();
    let unsigned = |header: &str| {
        let payload = forged.split('.').nth(1).unwrap();
        format!("{header}.{payload}.")
    };
    vec![
        ("another key", format!("session={forged}")),
        ("expired and another key", format!("session={}", stranger.sign(&claims(now - 100_000)).unwrap())),
        // {"alg":"none"} and {"alg":"none","typ":"JWT"}
        ("alg none", format!("session={}", unsigned("eyJhbGciOiJub25lIn0"))),
        ("alg none, typed", format!("session={}", unsigned("eyJhbGciOiJub25lIiwidHlwIjoiSldUIn0"))),
        ("half a token", format!("session={}", forged.split('.').next().unwrap())),
        ("garbage", "session=%00%ff;;=".to_owned()),
        ("empty", "session=".to_owned()),
        ("another name", format!("__Host-session={forged}")),
    ]
}

#[tokio::test(flavor = "multi_thread")]
async fn a_bad_cookie_is_nobody_everywhere() {
    let market = Market::open().await;
    let person = market.person().await;
    let ticket = person.sell("10").await;
    for (what, cookie) in bad_cookies(&person).await {
        let client = market.anyone().with_cookie(cookie);
        let nobody: serde_json::Value = client.get("/api/users/currentuser").await.json(200);
        assert_eq!(nobody, json!({ "currentUser": null }), "{what}");
        for (method, path) in [
            ("POST", "/api/tickets".to_owned()),
            ("GET", "/api/tickets/mine".to_owned()),
            ("DELETE", format!("/api/tickets/{}", ticket.id)),
            ("GET", "/api/orders".to_owned()),
            ("POST", "/api/orders".to_owned()),
            ("DELETE", format!("/api/orders/{UNKNOWN}")),
            ("POST", "/api/payments".to_owned()),
            ("GET", format!("/api/payments?orderId={UNKNOWN}")),
        ] {
            let answer = ask(&client, method, &path, "{}").await;
            assert_eq!(mistake(&answer, 401, "not_authenticated", &[]), None, "{what}: {method} {path}");
        }
        // What is public stays so.
        client.get("/api/tickets").await.expect(200);
        client.get(&format!("/api/tickets/{}", ticket.id)).await.expect(200);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_belongs_to_another_is_refused() {
    let market = Market::open().await;
    let (seller, buyer, other) = (market.person().await, market.person().await, market.person().await);
    let (free, taken) = (seller.sell("10").await, seller.sell("10").await);
    let order = buyer.reserve(&taken).await;
    for (method, path, body) in [
        ("PUT", format!("/api/tickets/{}", free.id), r#"{"title":"mine","price":1}"#.to_owned()),
        ("DELETE", format!("/api/tickets/{}", free.id), String::new()),
        ("GET", format!("/api/orders/{}", order.id), String::new()),
        ("GET", format!("/api/orders/{}/live", order.id), String::new()),
        ("DELETE", format!("/api/orders/{}", order.id), String::new()),
        ("POST", "/api/payments".to_owned(), format!(r#"{{"orderId":"{}","token":"tok_visa"}}"#, order.id)),
    ] {
        let answer = ask(&other.http, method, &path, &body).await;
        assert_eq!(mistake(&answer, 403, "not_yours", &[]), None, "{method} {path}");
    }
    let mine: Vec<serde_json::Value> =
        other.http.get(&format!("/api/payments?orderId={}", order.id)).await.json(200);
    assert!(mine.is_empty());
}
