//! The runner, on small workspaces without dependencies, with answers that do all that answers should not do.

mod fake;
mod hostile;
mod judged;
mod program;
