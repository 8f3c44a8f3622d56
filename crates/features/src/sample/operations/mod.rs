mod list_samples;
mod load_samples;
mod remove_samples;

pub use list_samples::ListSamples;
pub use load_samples::LoadSamples;
pub use remove_samples::RemoveSamples;
