//! Kubernetes' amounts: `64Mi` of memory, `100m` of a processor.

use anyhow::{Context as _, Result};

/// Bytes.
pub(super) fn bytes(text: &str) -> Result<u64> {
    let units = [
        ("Ki", 1 << 10),
        ("Mi", 1 << 20),
        ("Gi", 1 << 30),
        ("k", 1_000),
        ("M", 1_000_000),
        ("G", 1_000_000_000),
    ];
    let unit = units.into_iter().find_map(|(unit, bytes)| Some((text.strip_suffix(unit)?, bytes)));
    let (number, unit) = unit.unwrap_or((text, 1));
    let number: u64 = number.parse().ok().with_context(|| format!("{text} is no amount of memory"))?;
    number.checked_mul(unit).with_context(|| format!("{text} is too much memory"))
}

/// Thousandths of a processor.
pub(super) fn thousandths(text: &str) -> Result<u64> {
    let (number, unit) = text.strip_suffix('m').map_or((text, 1000), |number| (number, 1));
    let number: u64 = number.parse().ok().with_context(|| format!("{text} is no amount of processors"))?;
    number.checked_mul(unit).with_context(|| format!("{text} is too many processors"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_read_as_kubernetes_means_them() {
        for (text, meant) in [("64Mi", 67_108_864), ("1Gi", 1_073_741_824), ("2M", 2_000_000), ("5", 5)] {
            assert_eq!(bytes(text).unwrap(), meant);
        }
        assert_eq!(thousandths("100m").unwrap(), 100);
        assert_eq!(thousandths("2").unwrap(), 2000);
        assert!(bytes("64MiB").is_err() && bytes("-1").is_err() && thousandths("0.5").is_err());
    }
}
