//! Sweeps over the list of operations, and what each channel does beside them.

mod access;
mod channel;
mod commands;
mod contract;
mod dependencies;
mod kinds;
mod layering;
mod parity;
mod shape;
mod web;
