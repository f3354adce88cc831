//! The figures that are promised, a command each.

mod footprint;
mod growth;
mod propagation;
mod ratios;
mod stampede;
mod timers;

pub use footprint::Footprint;
pub use growth::Growth;
pub use propagation::Propagation;
pub use ratios::Ratios;
pub use stampede::Stampede;
pub use timers::Timers;
