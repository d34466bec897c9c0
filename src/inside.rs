//! What the tests and the fuzz targets of this repository look at. No interface: it changes with the program.

pub use crate::{Read, read, read_again};

pub mod address {
    pub use crate::address::fault;
}

pub mod catalog {
    pub use crate::catalog::Texts;
}

pub mod data {
    pub use crate::data::{Node, Table, Text, Value, parse_toml, parse_yaml, split_front};
}

pub mod document {
    pub use crate::document::{
        Align, Callout, Chunk, Document, Op, Piece, Reference, Segment, Shielded, Tag, parse, parse_fragment, part,
        quote, scheme_of, segments, with_part, write_pieces,
    };
}

pub mod emit {
    pub use crate::emit::{File, Material, download_schema, emit, plan};
}

pub mod external {
    pub use crate::external::{Asked, Manner, check};
}

pub mod facts {
    pub use crate::facts::labels;
}

pub mod format {
    pub use crate::format::Decimal;
}

pub mod formula {
    pub use crate::formula::{Formula, Function, Op, Quantity, Ratio, Reach, parse};
}

pub mod inventory {
    pub use crate::inventory::{json, list};
}

pub mod mend {
    pub use crate::mend::mend;
}

pub mod messages {
    pub use crate::messages::{Args, Number, Range, Value};
}

pub mod picture {
    pub use crate::picture::read;
}

pub mod render {
    pub use crate::render::{Engine, Scene, content, load};
}

pub mod resolve {
    pub use crate::resolve::{Site, Snapshot, alone};
}

pub mod search {
    pub use crate::search::{fold, tokens};
}

pub mod serve {
    pub use crate::serve::{Changes, Preview, State, Sweep};
}

pub mod status {
    pub use crate::status::{markdown, report, terminal};
}

pub mod translation {
    pub use crate::translation::Translatable;
}

pub mod visible {
    pub use crate::visible::is_hidden;
}

pub mod xliff {
    pub use crate::xliff::{Form, Outcome, Wanted, decode, export, import};
}
