//! What takes long to put together and is drawn the same many times.

use std::cell::RefCell;

/// The latest value, kept with what it was made from.
///
/// Drawing stays a function of the model: the key must name everything that the value depends on.
#[derive(Debug)]
pub struct Memo<K, V>(RefCell<Option<(K, V)>>);

impl<K, V> Default for Memo<K, V> {
    fn default() -> Self {
        Self(RefCell::default())
    }
}

impl<K: PartialEq, V: Clone> Memo<K, V> {
    /// Returns the value for `key`, and makes it only when the latest one was for another key.
    pub fn get(&self, key: K, make: impl FnOnce() -> V) -> V {
        if let Some((known, value)) = &*self.0.borrow()
            && *known == key
        {
            return value.clone();
        }
        let value = make();
        *self.0.borrow_mut() = Some((key, value.clone()));
        value
    }
}

#[cfg(test)]
mod tests {
    use super::Memo;

    #[test]
    fn a_value_is_made_again_only_for_another_key() {
        let (memo, mut made) = (Memo::default(), 0);
        for key in [1, 1, 2, 2, 1] {
            let value = memo.get(key, || {
                made += 1;
                key * 10
            });
            assert_eq!(value, key * 10);
        }
        assert_eq!(made, 3);
    }
}
