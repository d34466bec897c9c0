//! What facts are named by.

use crate::id::ids;

ids! {
    /// A fact.
    FactId;
}
