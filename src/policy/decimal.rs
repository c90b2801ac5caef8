//! Exact decimal thresholds.

use std::str::FromStr;

use crate::model::Share;

/// A decimal from 0 with up to 12 places, held exactly.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Decimal {
    digits: u64,
    scale: u64,
}

impl Decimal {
    /// Whether `share` reaches it.
    pub fn is_at_most(self, share: Share) -> bool {
        u128::from(self.digits) * u128::from(share.denominator) <= u128::from(share.numerator) * u128::from(self.scale)
    }
}

impl FromStr for Decimal {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (whole, places) = text.split_once('.').unwrap_or((text, ""));
        let plain = |digits: &str| digits.bytes().all(|byte| byte.is_ascii_digit());
        if whole.is_empty() || whole.len() > 6 || places.len() > 12 || !plain(whole) || !plain(places) {
            return Err(format!("`{text}` is not a decimal such as \"0.80\""));
        }
        let digits = format!("{whole}{places}").parse().map_err(|_| format!("`{text}` is too long a decimal"))?;
        Ok(Self { digits, scale: 10u64.pow(places.len() as u32) })
    }
}
