//! Attacks on the whole fleet, as a stranger or another user would make them. What goes over all operations is
//! driven from the services' documents, so a new endpoint is attacked by itself. The list is in docs/SECURITY.md.

mod cross_site;
mod injection;
mod others;
mod smuggling;
mod telling;
mod tokens;
