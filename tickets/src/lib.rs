//! tickets holds the listings: sellers create, edit and withdraw them, buyers search them and watch them
//! live. Whether a listing is free, reserved or sold follows from the orders on it, and whether it is on sale at all from
//! its seller's account; of both tickets keeps replicas.

pub mod config;
pub mod app;
pub mod routes;
pub mod domain;
pub mod repo;
pub mod listeners;
pub mod error;
