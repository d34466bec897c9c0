//! Ids, and lists that are asked by them. An id is given by the list that it is an index of, and is a type of its own: a
//! page's cannot be taken for a table's.

use std::fmt;
use std::marker::PhantomData;

/// What can stand for an entry of an [`IndexVec`].
pub trait Id: Copy + Eq {
    /// The id of the entry at this place.
    fn new(index: usize) -> Self;

    /// The place of the entry.
    fn index(self) -> usize;
}

/// Declares ids: `ids! { /// What it stands for. PageId; }`.
macro_rules! ids {
    ($($(#[doc = $doc:literal])+ $name:ident;)+) => {$(
        $(#[doc = $doc])+
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(u32);

        impl $crate::id::Id for $name {
            fn new(index: usize) -> Self {
                // More than four thousand million of anything do not fit into memory.
                Self(u32::try_from(index).unwrap_or(u32::MAX))
            }

            fn index(self) -> usize {
                self.0 as usize
            }
        }
    )+};
}
pub(crate) use ids;

/// A list of which every entry has an id.
#[derive(Clone, PartialEq, Eq)]
pub struct IndexVec<I, T> {
    entries: Vec<T>,
    of: PhantomData<fn(I) -> I>,
}

impl<I: Id, T> IndexVec<I, T> {
    /// A list without entries.
    pub fn new() -> Self {
        Self::from(Vec::new())
    }

    /// Adds an entry and gives it its id.
    pub fn push(&mut self, entry: T) -> I {
        self.entries.push(entry);
        I::new(self.entries.len() - 1)
    }

    /// The id of the entry that is added next.
    pub fn next_id(&self) -> I {
        I::new(self.entries.len())
    }

    /// How many entries there are.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there is no entry.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    // Clippy counts every indexing, and in a list that is asked by its own ids there is nothing to handle.
    /// The entry of an id, which this list has given, or one with as many entries.
    #[allow(clippy::indexing_slicing)]
    pub fn at(&self, id: I) -> &T {
        &self.entries[id.index()]
    }

    /// The entry of an id, to change it.
    #[allow(clippy::indexing_slicing)]
    pub fn at_mut(&mut self, id: I) -> &mut T {
        &mut self.entries[id.index()]
    }

    /// The entry of an id, in a list that may be empty.
    pub fn get(&self, id: I) -> Option<&T> {
        self.entries.get(id.index())
    }

    /// Every id, in order.
    pub fn ids(&self) -> impl DoubleEndedIterator<Item = I> + ExactSizeIterator + Clone + use<I, T> {
        (0..self.entries.len()).map(I::new)
    }

    /// Every entry, in the order of the ids.
    pub fn iter(&self) -> std::slice::Iter<'_, T> {
        self.entries.iter()
    }

    /// Every entry, to change it.
    pub fn iter_mut(&mut self) -> std::slice::IterMut<'_, T> {
        self.entries.iter_mut()
    }

    /// Every entry with its id.
    pub fn entries(&self) -> impl DoubleEndedIterator<Item = (I, &T)> + ExactSizeIterator + Clone {
        self.entries.iter().enumerate().map(|(index, entry)| (I::new(index), entry))
    }

    /// The id of the first entry of which something holds.
    pub fn position(&self, mut holds: impl FnMut(&T) -> bool) -> Option<I> {
        self.entries().find(|(_, entry)| holds(entry)).map(|(id, _)| id)
    }

    /// A list with an entry for each of this one, under the same id.
    pub fn map<'a, U>(&'a self, mut make: impl FnMut(I, &'a T) -> U) -> IndexVec<I, U> {
        self.entries().map(|(id, entry)| make(id, entry)).collect()
    }
}

impl<I, T> From<Vec<T>> for IndexVec<I, T> {
    fn from(entries: Vec<T>) -> Self {
        IndexVec { entries, of: PhantomData }
    }
}

impl<I, T> FromIterator<T> for IndexVec<I, T> {
    fn from_iter<E: IntoIterator<Item = T>>(entries: E) -> Self {
        Self::from(Vec::from_iter(entries))
    }
}

impl<I, T> Default for IndexVec<I, T> {
    fn default() -> Self {
        Self::from(Vec::new())
    }
}

impl<I, T> IntoIterator for IndexVec<I, T> {
    type Item = T;
    type IntoIter = std::vec::IntoIter<T>;

    fn into_iter(self) -> Self::IntoIter {
        self.entries.into_iter()
    }
}

impl<'a, I, T> IntoIterator for &'a IndexVec<I, T> {
    type Item = &'a T;
    type IntoIter = std::slice::Iter<'a, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.entries.iter()
    }
}

impl<I, T: fmt::Debug> fmt::Debug for IndexVec<I, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(&self.entries).finish()
    }
}
