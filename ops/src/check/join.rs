//! Two collections side by side.

use futures::{Stream, TryStreamExt};

/// Goes through two streams that are sorted by their keys: each item of the left, whose keys are unique, with all of the
/// right that have its key; and those of the right that have none, without.
pub(super) async fn side_by_side<L, R, K: Ord>(
    left: impl Stream<Item = mongodb::error::Result<L>> + Unpin,
    right: impl Stream<Item = mongodb::error::Result<R>> + Unpin,
    left_key: impl Fn(&L) -> K,
    right_key: impl Fn(&R) -> K,
    mut each: impl FnMut(Option<L>, Vec<R>),
) -> mongodb::error::Result<()> {
    let (mut left, mut right) = (left, right);
    let (mut first, mut second) = (left.try_next().await?, right.try_next().await?);
    loop {
        let keys = first.as_ref().map(&left_key).into_iter().chain(second.as_ref().map(&right_key));
        let Some(key) = keys.min() else { return Ok(()) };
        let mut group = Vec::new();
        while let Some(item) = second.take_if(|item| right_key(item) == key) {
            group.push(item);
            second = right.try_next().await?;
        }
        let item = first.take_if(|item| left_key(item) == key);
        if item.is_some() {
            first = left.try_next().await?;
        }
        each(item, group);
    }
}

#[cfg(test)]
mod tests {
    use futures::stream;

    use super::*;

    type Joined = Vec<(Option<i32>, Vec<(i32, char)>)>;

    async fn join(left: &[i32], right: &[(i32, char)]) -> Joined {
        let mut joined = Vec::new();
        let (left, right) = (left.to_vec(), right.to_vec());
        let (left, right) = (stream::iter(left.into_iter().map(Ok)), stream::iter(right.into_iter().map(Ok)));
        side_by_side(left, right, |l| *l, |r: &(i32, char)| r.0, |l, r| joined.push((l, r))).await.unwrap();
        joined
    }

    #[tokio::test]
    async fn every_item_comes_once_with_all_of_its_key() {
        assert_eq!(join(&[], &[]).await, vec![]);
        assert_eq!(join(&[1, 2], &[]).await, vec![(Some(1), vec![]), (Some(2), vec![])]);
        assert_eq!(join(&[], &[(1, 'a'), (1, 'b')]).await, vec![(None, vec![(1, 'a'), (1, 'b')])]);
        let joined = join(&[2, 3, 5], &[(1, 'a'), (3, 'b'), (3, 'c'), (5, 'd'), (6, 'e')]).await;
        let expected: Joined = vec![
            (None, vec![(1, 'a')]),
            (Some(2), vec![]),
            (Some(3), vec![(3, 'b'), (3, 'c')]),
            (Some(5), vec![(5, 'd')]),
            (None, vec![(6, 'e')]),
        ];
        assert_eq!(joined, expected);
    }
}
