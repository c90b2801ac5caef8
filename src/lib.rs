//! leakmark assays training data for benchmark leakage and stamps the result.
//!
//! The modules are stations of one street, from bytes to a signed report; a module uses only modules of lower layers
//! (`tests/it/layers.rs` holds them to it). ARCHITECTURE.md is the tour.

pub mod benchmark;
pub mod criteria;
pub mod fingerprint;
pub mod model;
pub mod overlap;
pub mod policy;
pub mod provenance;
pub mod text;
