mod get_example;
mod list_examples;

pub use get_example::GetExample;
pub use list_examples::ListExamples;
