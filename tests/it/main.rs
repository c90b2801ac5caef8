//! What holds of the whole: the layers, the laws, the tool as its users meet it.

mod laws;
mod layers;
